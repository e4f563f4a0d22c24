/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record feeds all fields and tables; what does not fit together is said above them and kept. */
#include "ry-pathway-editor.h"

#include <glib/gi18n.h>

#include "ry-announce.h"
#include "ry-field-row.h"
#include "ry-label.h"
#include "ry-list-editor.h"
#include "ry-pathway.h"

struct _RyPathwayEditor {
  AdwBin parent_instance;

  /* Borrowed */
  GtkBox *content;
  GtkWidget *faults;

  /* Owned */
  RyRecord *record;
  GPtrArray *fields;
};

G_DEFINE_FINAL_TYPE (RyPathwayEditor, ry_pathway_editor, ADW_TYPE_BIN)

static const RyListColumn stages[] = { { "name", N_ ("Name"), 14, RY_LIST_TEXT },
                                       { "from", N_ ("From day"), 6, RY_LIST_NUMBER },
                                       { "to", N_ ("To day"), 6, RY_LIST_NUMBER } };
static const RyListColumn roles[] = { { "name", N_ ("Role"), 16, RY_LIST_TEXT },
                                      { "side", N_ ("Side"), 8, RY_LIST_CODE } };
static const RyListColumn steps[] = { { "name", N_ ("Step"), 16, RY_LIST_TEXT },
                                      { "role", N_ ("Role"), 10, RY_LIST_TEXT },
                                      { "from", N_ ("From day"), 5, RY_LIST_NUMBER },
                                      { "day", N_ ("Target day"), 5, RY_LIST_NUMBER },
                                      { "after", N_ ("After"), 14, RY_LIST_SET },
                                      { "main", N_ ("Key step"), 4, RY_LIST_BOOLEAN },
                                      { "alternative", N_ ("Alternative"), 4, RY_LIST_BOOLEAN } };

static void
add_list (RyPathwayEditor *self, const char *list, const char *title, const RyListColumn *columns, guint n)
{
  gtk_box_append (self->content, ry_label_new_wrapped (title, "heading"));
  gtk_box_append (self->content, ry_list_editor_new (self->record, list, title, columns, n));
}

static void
show_faults (RyPathwayEditor *self)
{
  g_autoptr (RyPathway) pathway = ry_pathway_new (ry_record_get_id (self->record), ry_record_get_root (self->record));
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < pathway->faults->len; i++)
    g_string_append_printf (words, "%s⚠ %s", i > 0 ? "\n" : "", (const char *) pathway->faults->pdata[i]);
  gtk_label_set_label (GTK_LABEL (self->faults), words->str);
  gtk_widget_set_visible (self->faults, words->len > 0);
}

static void
ry_pathway_editor_dispose (GObject *object)
{
  RyPathwayEditor *self = RY_PATHWAY_EDITOR (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_pathway_editor_parent_class)->dispose (object);
}

static void
ry_pathway_editor_class_init (RyPathwayEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_pathway_editor_dispose;
}

static void
ry_pathway_editor_init (RyPathwayEditor *self)
{
  self->fields = g_ptr_array_new ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 14));
  gtk_widget_add_css_class (GTK_WIDGET (self->content), "ry-event");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->content));
}

/**
 * ry_pathway_editor_new:
 * @workspace: where it is
 * @id: a pathway
 *
 * Returns: (transfer floating): its definition
 */
GtkWidget *
ry_pathway_editor_new (RyWorkspace *workspace, const char *id)
{
  static const char *const fields[] = { "name", "disease", "shape", "criteria", "note" };
  RyPathwayEditor *self = g_object_new (RY_TYPE_PATHWAY_EDITOR, NULL);
  GtkWidget *group = adw_preferences_group_new ();

  self->record = ry_record_new (workspace, id);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    GtkWidget *row = ry_field_row_new (self->record, fields[i]);

    if (row != NULL) {
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_add (self->fields, row);
    }
  }
  self->faults = ry_label_new_wrapped ("", "ry-warn");
  gtk_box_append (self->content, self->faults);
  gtk_box_append (self->content, group);
  add_list (self, "stages", _ ("Stages"), stages, G_N_ELEMENTS (stages));
  add_list (self, "roles", _ ("Roles, from top to bottom"), roles, G_N_ELEMENTS (roles));
  add_list (self, "steps", _ ("Steps; “after” names the steps before, parted by 、"), steps, G_N_ELEMENTS (steps));
  ry_announce_record (self->record, GTK_WIDGET (self));
  g_signal_connect_object (self->record, "changed", G_CALLBACK (show_faults), self, G_CONNECT_SWAPPED);
  show_faults (self);
  return GTK_WIDGET (self);
}

/**
 * ry_pathway_editor_flush:
 * @self: a definition
 *
 * Writes what is still in a field.
 */
void
ry_pathway_editor_flush (RyPathwayEditor *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    ry_field_row_flush (self->fields->pdata[i]);
  ry_record_flush (self->record);
}
