/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data cannot be opened: what happened, what was kept, what can be done. Shown in place of the main window.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RY_TYPE_TROUBLE_WINDOW (ry_trouble_window_get_type ())
G_DECLARE_FINAL_TYPE (RyTroubleWindow, ry_trouble_window, RY, TROUBLE_WINDOW, AdwApplicationWindow)

/* Signal: retry. */

RyTroubleWindow *ry_trouble_window_new (GtkApplication *application, const char *home, const GError *error);

G_END_DECLS
