/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Care pathways: as lanes, as a table of steps, who takes part; each can be changed in its table, and printed as sheets to
 * be written on.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_PATHWAYS_PAGE (ry_pathways_page_get_type ())
G_DECLARE_FINAL_TYPE (RyPathwaysPage, ry_pathways_page, RY, PATHWAYS_PAGE, RyPage)

G_END_DECLS
