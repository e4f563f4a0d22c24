/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is made when it is first opened. Where the workspace has no lines yet, it offers to make the usual ones.
 */
#include "ry-line-chooser.h"

#include <glib/gi18n.h>

#include "ry-line.h"
#include "ry-speech.h"
#include "ry-tooltip.h"

struct _RyLineChooser {
  GtkWidget parent_instance;

  /* Borrowed */
  GtkWidget *button;
  GtkBox *box; /* of the popover */

  /* Owned */
  RyWorkspace *workspace;
  GPtrArray *lines; /* once they were asked for */
  GStrv chosen;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyLineChooser, ry_line_chooser, GTK_TYPE_WIDGET)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
read_lines (RyLineChooser *self)
{
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = ry_line_list (self->workspace, NULL);
}

static void
show_marks (RyLineChooser *self)
{
  g_autofree char *marks = NULL;
  g_autofree char *spoken = NULL;

  if (self->chosen[0] != NULL && self->lines == NULL)
    read_lines (self);
  marks = self->lines != NULL ? ry_line_dup_marks (self->lines, (const char *const *) self->chosen) : g_strdup ("");
  spoken = g_strdup_printf (_ ("Programme lines: %s"), *marks != '\0' ? marks : _ ("none"));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), *marks != '\0' ? marks : _ ("Lines"));
  ry_speech_set_label (self->button, spoken);
}

/* In the order of the list, so that the same choice makes the same document. */
static void
collect (RyLineChooser *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    const char *id = g_object_get_data (G_OBJECT (child), "line");

    if (id != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      g_ptr_array_add (ids, g_strdup (id));
  }
  g_ptr_array_add (ids, NULL);
  g_strfreev (self->chosen);
  self->chosen = (GStrv) g_ptr_array_steal (ids, NULL);
}

static void
toggled_cb (GtkWidget *check, RyLineChooser *self)
{
  if (self->filling)
    return;
  collect (self);
  show_marks (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
append_line (RyLineChooser *self, RyDocument *line)
{
  const char *mark = ry_document_get_string (line, "mark"), *name = ry_document_get_string (line, "name");
  g_autofree char *label = g_strjoin (" ", mark != NULL ? mark : "", name, NULL);
  GtkWidget *check = gtk_check_button_new_with_label (g_strstrip (label));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_strv_contains ((const char *const *) self->chosen, ry_document_get_id (line)));
  g_object_set_data_full (G_OBJECT (check), "line", g_strdup (ry_document_get_id (line)), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (self->box, check);
}

static void fill (RyLineChooser *self);

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RyLineChooser) self = data;
  g_autoptr (RyUndo) undo = ry_workspace_commit_finish (RY_WORKSPACE (source), result, NULL);

  if (undo != NULL && self->button != NULL)
    fill (self);
}

static void
make_clicked_cb (GtkWidget *button, RyLineChooser *self)
{
  g_autoptr (GPtrArray) edits = ry_line_new_presets (self->workspace);

  gtk_widget_set_sensitive (button, FALSE);
  ry_workspace_commit_async (self->workspace, edits, NULL, made_cb, g_object_ref (self));
}

static void
append_offer (RyLineChooser *self)
{
  GtkWidget *label = gtk_label_new (_ ("There are no programme lines yet."));
  GtkWidget *make = gtk_button_new_with_label (_ ("Make the Usual Ones"));

  gtk_box_append (self->box, label);
  gtk_box_append (self->box, make);
  g_signal_connect (make, "clicked", G_CALLBACK (make_clicked_cb), self);
}

static void
fill (RyLineChooser *self)
{
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  read_lines (self);
  for (guint i = 0; self->lines != NULL && i < self->lines->len; i++)
    append_line (self, g_ptr_array_index (self->lines, i));
  if (self->lines == NULL || self->lines->len == 0)
    append_offer (self);
  self->filling = FALSE;
}

static void
ry_line_chooser_dispose (GObject *object)
{
  RyLineChooser *self = RY_LINE_CHOOSER (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_line_chooser_parent_class)->dispose (object);
}

static void
ry_line_chooser_finalize (GObject *object)
{
  g_strfreev (RY_LINE_CHOOSER (object)->chosen);
  G_OBJECT_CLASS (ry_line_chooser_parent_class)->finalize (object);
}

static void
ry_line_chooser_class_init (RyLineChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_line_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = ry_line_chooser_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_line_chooser_init (RyLineChooser *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->chosen = g_new0 (char *, 1);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->box));
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_add_css_class (self->button, "ry-chip-button");
  ry_tooltip_set (self->button, _ ("Programme lines"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (popover, "map", G_CALLBACK (fill), self);
}

/**
 * ry_line_chooser_new:
 * @workspace: where the lines are
 *
 * Returns: (transfer floating): a chooser with none chosen
 */
GtkWidget *
ry_line_chooser_new (RyWorkspace *workspace)
{
  RyLineChooser *self = g_object_new (RY_TYPE_LINE_CHOOSER, NULL);

  self->workspace = g_object_ref (workspace);
  show_marks (self);
  return GTK_WIDGET (self);
}

/**
 * ry_line_chooser_set_lines:
 * @self: a chooser
 * @ids: (array zero-terminated=1): lines
 *
 * Shows what a record carries; ::changed is not emitted.
 */
void
ry_line_chooser_set_lines (RyLineChooser *self, const char *const *ids)
{
  if (g_strv_equal ((const char *const *) self->chosen, ids))
    return;
  g_strfreev (self->chosen);
  self->chosen = g_strdupv ((GStrv) ids);
  show_marks (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->box)))
    fill (self);
}

/**
 * ry_line_chooser_get_lines:
 * @self: a chooser
 *
 * Returns: (transfer none) (array zero-terminated=1): the lines that are ticked
 */
const char *const *
ry_line_chooser_get_lines (RyLineChooser *self)
{
  return (const char *const *) self->chosen;
}
