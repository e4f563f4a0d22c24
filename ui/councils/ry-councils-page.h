/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The councils and the lines of their programme, each a row that opens its record. Not in the sidebar: the menu and the
 * tiles of the councils lead here.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_COUNCILS_PAGE (ry_councils_page_get_type ())
G_DECLARE_FINAL_TYPE (RyCouncilsPage, ry_councils_page, RY, COUNCILS_PAGE, RyPage)

G_END_DECLS
