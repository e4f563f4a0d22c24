/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one window over a whole screen: for the hall, for a wall, for a picture. It keeps the screen awake; Esc and F11 end
 * it where nobody else takes those keys.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_FULL_SCREEN (ry_full_screen_get_type ())
G_DECLARE_FINAL_TYPE (RyFullScreen, ry_full_screen, RY, FULL_SCREEN, GtkWindow)

RyFullScreen *ry_full_screen_new     (GtkWindow *parent, const char *title, GtkWidget *child, const char *reason);
void     ry_full_screen_show_on (RyFullScreen *self, GdkMonitor *monitor);

G_END_DECLS
