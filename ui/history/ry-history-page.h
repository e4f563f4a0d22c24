/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record's history, pushed over whatever showed the record: who, when, which machine, what changed, and a way back for each
 * field and each version.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_HISTORY_PAGE (ry_history_page_get_type ())
G_DECLARE_FINAL_TYPE (RyHistoryPage, ry_history_page, RY, HISTORY_PAGE, RyPage)

RyPage *ry_history_page_new (RyWindow *window, const char *id);

G_END_DECLS
