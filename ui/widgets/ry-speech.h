/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a screen reader says of a widget.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ry_speech_set_label (GtkWidget *widget, const char *label);

G_END_DECLS
