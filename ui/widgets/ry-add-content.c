/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in a header's button that adds something: a plus, and the word beside it where there is room. A folded
 * window has room for the plus and the page's title; the button's tooltip and its spoken name say the word then.
 */
#include "ry-add-content.h"

struct _RyAddContent {
  GtkBox parent_instance;

  /* Borrowed: a child */
  GtkWidget *word;
};

G_DEFINE_FINAL_TYPE (RyAddContent, ry_add_content, GTK_TYPE_BOX)

static void
ry_add_content_class_init (RyAddContentClass *klass)
{
}

static void
ry_add_content_init (RyAddContent *self)
{
  self->word = gtk_label_new (NULL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (self), self->word);
}

/**
 * ry_add_content_new:
 * @word: what the button adds
 * @folds: the window or the leaflet whose "folded" property takes the word's room
 *
 * Returns: (transfer floating): the content of a button
 */
GtkWidget *
ry_add_content_new (const char *word, GObject *folds)
{
  RyAddContent *self = g_object_new (RY_TYPE_ADD_CONTENT, NULL);

  ry_add_content_set_word (self, word);
  g_object_bind_property (folds, "folded", self->word, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  return GTK_WIDGET (self);
}

/**
 * ry_add_content_set_word:
 * @self: a content
 * @word: what the button adds now
 */
void
ry_add_content_set_word (RyAddContent *self, const char *word)
{
  gtk_label_set_label (GTK_LABEL (self->word), word);
}
