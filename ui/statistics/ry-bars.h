/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart of bars side by side: figures that grow and shrink, each with its name below and its value above. A screen reader
 * hears all of them as one sentence; the table beside it has them one by one.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_BARS (ry_bars_get_type ())
G_DECLARE_FINAL_TYPE (RyBars, ry_bars, RY, BARS, GtkWidget)

GtkWidget *ry_bars_new   (void);
void       ry_bars_clear (RyBars *self);
void       ry_bars_add   (RyBars *self, const char *name, guint value);
void       ry_bars_speak (RyBars *self, const char *title);

G_END_DECLS
