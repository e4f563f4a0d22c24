/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a screen reader says of a GtkMenuButton. The focus lies on the toggle button inside it, so both are named.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ry_menu_button_set_speech (GtkWidget *button, const char *speech);

G_END_DECLS
