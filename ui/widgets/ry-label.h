/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labels as they stand all over the window: words that begin at the left, and where there is no room go on in the next
 * line, or end in an ellipsis.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *ry_label_new_wrapped (const char *words, const char *css_class);
GtkWidget *ry_label_new_cut     (const char *words, const char *css_class);
void       ry_label_set_bounded (GtkLabel *label, const char *words, int max_chars);
void       ry_label_unbind      (GtkWidget *widget);

G_END_DECLS
