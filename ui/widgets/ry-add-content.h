/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_ADD_CONTENT (ry_add_content_get_type ())
G_DECLARE_FINAL_TYPE (RyAddContent, ry_add_content, RY, ADD_CONTENT, GtkBox)

GtkWidget *ry_add_content_new      (const char *word, GObject *folds);
void       ry_add_content_set_word (RyAddContent *self, const char *word);

G_END_DECLS
