/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyRefusalNote. A mark of the record tells it when to look, and is its first word, too: 未送信 alone, or 拒否 and why.
 */
#include "ry-refusal-note.h"

#include <glib/gi18n.h>

#include "ry-refusal-words.h"
#include "ry-send-mark.h"
#include "ry-window.h"

struct _RyRefusalNote {
  GtkWidget parent_instance;

  /* Borrowed */
  GtkWidget *box;
  GtkWidget *line;
  RySendMark *mark;
  GtkLabel *reason;

  /* Owned */
  char *id;
};

G_DEFINE_FINAL_TYPE (RyRefusalNote, ry_refusal_note, GTK_TYPE_WIDGET)

static char *
dup_reason (RyRefusalNote *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) refused =
      RY_IS_WINDOW (root) ? ry_replicator_dup_refused (ry_window_get_replicator (RY_WINDOW (root))) : NULL;

  for (guint i = 0; refused != NULL && i < refused->len; i++) {
    const RyRefusal *refusal = g_ptr_array_index (refused, i);

    if (g_strcmp0 (refusal->id, self->id) == 0)
      return ry_refusal_words_reason (refusal);
  }
  return NULL;
}

static void
words_changed_cb (RyRefusalNote *self)
{
  g_autofree char *reason = dup_reason (self);

  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->line, reason != NULL);
  if (reason != NULL)
    gtk_widget_add_css_class (self->box, "ry-note");
  else
    gtk_widget_remove_css_class (self->box, "ry-note");
}

static void
ry_refusal_note_dispose (GObject *object)
{
  RyRefusalNote *self = RY_REFUSAL_NOTE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (ry_refusal_note_parent_class)->dispose (object);
}

static void
ry_refusal_note_class_init (RyRefusalNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_refusal_note_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ry_refusal_note_init (RyRefusalNote *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("What Can Be Done…"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->mark = RY_SEND_MARK (ry_send_mark_new ());
  self->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->reason, 0);
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_label_set_wrap_mode (self->reason, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (self->reason, 40);
  gtk_widget_set_hexpand (GTK_WIDGET (self->reason), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.refused");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->line, FALSE);
  gtk_box_append (GTK_BOX (self->line), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (self->line), button);
  /* Not inside the line: a mark that is not on the screen does not look. */
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->mark));
  gtk_box_append (GTK_BOX (self->box), self->line);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->mark, "notify::words", G_CALLBACK (words_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ry_refusal_note_new:
 *
 * Returns: (transfer floating): a note of nothing
 */
GtkWidget *
ry_refusal_note_new (void)
{
  return g_object_new (RY_TYPE_REFUSAL_NOTE, NULL);
}

/**
 * ry_refusal_note_set_id:
 * @self: a note
 * @id: (nullable): the record it stands above
 */
void
ry_refusal_note_set_id (RyRefusalNote *self, const char *id)
{
  if (g_strcmp0 (self->id, id) != 0) {
    g_free (self->id);
    self->id = g_strdup (id);
  }
  ry_send_mark_set_id (self->mark, id);
  words_changed_cb (self);
}
