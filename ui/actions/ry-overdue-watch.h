/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many actions are overdue, beside the page's name in the sidebar, whichever page is in front. Start it once a
 * window, after the first frame.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_overdue_watch (RyWindow *window);

G_END_DECLS
