/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who changed what, and when, in the whole region: every kind of record, deleted ones too. A row opens the record's
 * history. What Ctrl+H shows where no record is open.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_RECENT_PAGE (ry_recent_page_get_type ())
G_DECLARE_FINAL_TYPE (RyRecentPage, ry_recent_page, RY, RECENT_PAGE, RyPage)

G_END_DECLS
