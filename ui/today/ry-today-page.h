/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page one begins the day with: what is to be done, a line each, with a button that does it; what was done; and the
 * days ahead. The councils' tiles filter it.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_TODAY_PAGE (ry_today_page_get_type ())
G_DECLARE_FINAL_TYPE (RyTodayPage, ry_today_page, RY, TODAY_PAGE, RyPage)

G_END_DECLS
