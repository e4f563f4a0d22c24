/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first start on a home: practise with the sample, begin a region, or join one on a server.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RY_TYPE_WELCOME_WINDOW (ry_welcome_window_get_type ())
G_DECLARE_FINAL_TYPE (RyWelcomeWindow, ry_welcome_window, RY, WELCOME_WINDOW, AdwApplicationWindow)

/**
 * RyWelcomeWindow::ready:
 *
 * The home holds a workspace now. If @join, the person wants to connect it to a server next.
 */

RyWelcomeWindow *ry_welcome_window_new (GtkApplication *application, const char *home);

G_END_DECLS
