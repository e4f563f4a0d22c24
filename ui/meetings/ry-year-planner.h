/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A year of drafts in one step: the dates of a series with their holidays and clashes, each ticked, to be left out or
 * moved, and one button that makes them all.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_YEAR_PLANNER (ry_year_planner_get_type ())
G_DECLARE_FINAL_TYPE (RyYearPlanner, ry_year_planner, RY, YEAR_PLANNER, AdwWindow)

GtkWindow *ry_year_planner_new (RyWindow *window, const char *series, int fiscal_year);

G_END_DECLS
