/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of the programme in a year of account: what was decided, what is open, what was done. Pushed over the window;
 * Ctrl+P prints it.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_LINE_VIEW (ry_line_view_get_type ())
G_DECLARE_FINAL_TYPE (RyLineView, ry_line_view, RY, LINE_VIEW, RyPage)

RyPage *ry_line_view_new (RyWindow *window, const char *id, GError **error);

G_END_DECLS
