/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page 発表: running orders of meetings, and the way from them onto the hall's screen. */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_SHOWS_PAGE (ry_shows_page_get_type ())
G_DECLARE_FINAL_TYPE (RyShowsPage, ry_shows_page, RY, SHOWS_PAGE, RyPage)

G_END_DECLS
