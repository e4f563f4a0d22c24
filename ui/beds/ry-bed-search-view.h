/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding a bed: one field in words, a chip a criterion, and hospitals as one types. It works without a connection, and
 * then says how old the copy is.
 */
#pragma once

#include "ry-bed-source.h"

G_BEGIN_DECLS

#define RY_TYPE_BED_SEARCH_VIEW (ry_bed_search_view_get_type ())
G_DECLARE_FINAL_TYPE (RyBedSearchView, ry_bed_search_view, RY, BED_SEARCH_VIEW, AdwBin)

void ry_bed_search_view_set_window (RyBedSearchView *self, RyWindow *window, RyBedSource *source);
void ry_bed_search_view_refresh    (RyBedSearchView *self);
void ry_bed_search_view_focus      (RyBedSearchView *self);

G_END_DECLS
