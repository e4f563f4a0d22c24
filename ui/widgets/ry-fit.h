/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bin that can be made narrower than what it holds: it says when it became narrow, and clips until its child has taken
 * its narrow form. Put it around what takes another form by width.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_FIT (ry_fit_get_type ())
G_DECLARE_FINAL_TYPE (RyFit, ry_fit, RY, FIT, GtkWidget)

gboolean ry_fit_get_narrow (RyFit *self);
double   ry_fit_get_text_scale (GtkWidget *widget);
void     ry_fit_dialog     (GtkWindow *dialog);

G_END_DECLS
