/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Children side by side at their natural width, on as many lines as it takes: chips and buttons that must not force a
 * window wider than a telephone. (GtkFlowBox puts children into columns of one width.)
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_WRAP_LAYOUT (ry_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (RyWrapLayout, ry_wrap_layout, RY, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ry_wrap_layout_new (int spacing);
GtkWidget        *ry_wrap_box_new    (int spacing);
GtkWidget        *ry_wrap_label_new  (const char *text);

G_END_DECLS
