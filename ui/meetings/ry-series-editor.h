/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for every meeting of a series: its rhythm as a sentence that follows what is chosen, with the next five
 * dates; numbering, standing items, who is invited, and how long before.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_SERIES_EDITOR (ry_series_editor_get_type ())
G_DECLARE_FINAL_TYPE (RySeriesEditor, ry_series_editor, RY, SERIES_EDITOR, AdwWindow)

GtkWindow *ry_series_editor_new  (RyWindow *window, const char *series);
GPtrArray *ry_series_editor_list (RyWorkspace *workspace, const char *wanted, GtkStringList **names, guint *chosen);

G_END_DECLS
