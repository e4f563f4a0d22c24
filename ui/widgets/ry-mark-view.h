/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One of the shapes of ry-mark.h as a widget. It says nothing by itself: its word stands beside it.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-mark.h"

G_BEGIN_DECLS

#define RY_TYPE_MARK_VIEW (ry_mark_view_get_type ())
G_DECLARE_FINAL_TYPE (RyMarkView, ry_mark_view, RY, MARK_VIEW, GtkWidget)

GtkWidget *ry_mark_view_new      (RyMark mark, int size);
void       ry_mark_view_set_mark (RyMarkView *self, RyMark mark);

G_END_DECLS
