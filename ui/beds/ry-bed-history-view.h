/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many beds could be had, day by day, as charts with the figures behind them. */
#pragma once

#include <adwaita.h>

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_BED_HISTORY_VIEW (ry_bed_history_view_get_type ())
G_DECLARE_FINAL_TYPE (RyBedHistoryView, ry_bed_history_view, RY, BED_HISTORY_VIEW, AdwBin)

void ry_bed_history_view_set_window (RyBedHistoryView *self, RyWindow *window);
void ry_bed_history_view_refresh    (RyBedHistoryView *self);
void ry_bed_history_view_focus      (RyBedHistoryView *self);

G_END_DECLS
