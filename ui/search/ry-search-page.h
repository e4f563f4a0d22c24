/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_SEARCH_PAGE (ry_search_page_get_type ())
G_DECLARE_FINAL_TYPE (RySearchPage, ry_search_page, RY, SEARCH_PAGE, RyPage)

G_END_DECLS
