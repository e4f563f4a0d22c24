/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a line of today is done.
 */
#pragma once

#include "ry-today.h"
#include "ry-window.h"

G_BEGIN_DECLS

void ry_today_place_open (RyWindow *window, RyTodayTask task, const char *id);

G_END_DECLS
