/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of the page of today.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ry_today_row_new   (GtkWidget *head, const char *title, const char *facts, GtkWidget **box);
void       ry_today_row_speak (GtkWidget *row, const char *title, const char *facts);
GtkWidget *ry_today_icon_new  (const char *icon_name, const char *css_class);
GtkWidget *ry_today_day_new   (const char *iso);

G_END_DECLS
