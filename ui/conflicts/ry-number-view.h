/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number that two desktops gave: the meetings that bear it as equal cards, which of them keeps it, and what the others
 * will be called.
 */
#pragma once

#include "ry-meeting-numbers.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_NUMBER_VIEW (ry_number_view_get_type ())
G_DECLARE_FINAL_TYPE (RyNumberView, ry_number_view, RY, NUMBER_VIEW, GtkBox)

/* Signals: deciding (before the commit), later. */

GtkWidget *ry_number_view_new       (RyWindow *window, RyDoubledNumber *doubled);
char      *ry_doubled_number_dup_name (RyWorkspace *workspace, const RyDoubledNumber *doubled);

G_END_DECLS
