/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A GtkTextView outside of a scrolled window that is as high as its text, from the first frame on.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_TEXT_AREA (ry_text_area_get_type ())
G_DECLARE_FINAL_TYPE (RyTextArea, ry_text_area, RY, TEXT_AREA, GtkTextView)

GtkWidget *ry_text_area_new (void);

G_END_DECLS
