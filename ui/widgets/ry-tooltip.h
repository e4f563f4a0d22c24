/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is shown of a widget while the pointer rests on it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ry_tooltip_set (GtkWidget *widget, const char *words);

G_END_DECLS
