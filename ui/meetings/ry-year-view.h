/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A year of account on one sheet: twelve months side by side, on the screen as on the paper. Enter on a day opens its
 * meeting, or begins a new one on that day.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_YEAR_VIEW (ry_year_view_get_type ())
G_DECLARE_FINAL_TYPE (RyYearView, ry_year_view, RY, YEAR_VIEW, RyPage)

RyPage *ry_year_view_new (RyWindow *window, int fiscal_year);

G_END_DECLS
