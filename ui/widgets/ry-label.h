/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels as they stand all over the window: words that begin at the left and go on in the next line where there is no
 * room.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ry_label_new_wrapped (const char *words, const char *css_class);

G_END_DECLS
