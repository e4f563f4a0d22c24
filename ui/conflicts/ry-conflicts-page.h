/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The conflict desk: documents that two people changed in the same place. Nothing waits for it; both versions are kept until
 * somebody decides.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_CONFLICTS_PAGE (ry_conflicts_page_get_type ())
G_DECLARE_FINAL_TYPE (RyConflictsPage, ry_conflicts_page, RY, CONFLICTS_PAGE, RyPage)

G_END_DECLS
