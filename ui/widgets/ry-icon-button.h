/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The small flat button at the end of a row: a picture, the same words for the eye and for a screen reader.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ry_icon_button_new (const char *icon_name, const char *words);

G_END_DECLS
