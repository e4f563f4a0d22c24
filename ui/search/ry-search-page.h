/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One box over everything (Ctrl+F). The entry stands in the header; below are what was found by kind, the words shown
 * in their place, and Enter opens. Esc goes back to the page one came from.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_SEARCH_PAGE (ry_search_page_get_type ())
G_DECLARE_FINAL_TYPE (RySearchPage, ry_search_page, RY, SEARCH_PAGE, RyPage)

G_END_DECLS
