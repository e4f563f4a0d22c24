/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one window over a whole screen: for the hall, for a wall, for a picture. It keeps the screen awake; Esc and F11 end
 * it where nobody else takes those keys.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_STAGE (ry_stage_get_type ())
G_DECLARE_FINAL_TYPE (RyStage, ry_stage, RY, STAGE, GtkWindow)

RyStage *ry_stage_new     (GtkWindow *parent, const char *title, GtkWidget *child, const char *reason);
void     ry_stage_show_on (RyStage *self, GdkMonitor *monitor);

G_END_DECLS
