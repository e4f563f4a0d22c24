/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_CONFLICTS_PAGE (ry_conflicts_page_get_type ())
G_DECLARE_FINAL_TYPE (RyConflictsPage, ry_conflicts_page, RY, CONFLICTS_PAGE, RyPage)

G_END_DECLS
