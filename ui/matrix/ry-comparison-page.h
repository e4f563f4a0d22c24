/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two or three hospitals beside each other: the rows of the sheet in its order, those that differ marked and tinted. D
 * leaves only the differences. Nothing says which is better.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_COMPARISON_PAGE (ry_comparison_page_get_type ())
G_DECLARE_FINAL_TYPE (RyComparisonPage, ry_comparison_page, RY, COMPARISON_PAGE, RyPage)

RyPage *ry_comparison_page_new (RyWindow *window, GPtrArray *hospitals, const char *as_of);

G_END_DECLS
