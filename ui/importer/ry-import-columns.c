/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Matching columns: a list of the file's columns at the left, the first rows at the right. Selecting a column
 * explains it; a field chosen for one column leaves the column that had it. Folded, the rows are a page
 * behind the list.
 */
#include "ry-import-columns.h"

#include <glib/gi18n.h>

#include "ry-import-column-row.h"
#include "ry-import-preview.h"

struct _RyImportColumns {
  AdwBin parent_instance;

  /* Template widgets */
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  GtkLabel *count;
  GtkWidget *missing;
  GtkLabel *missing_label;
  GtkWidget *show_preview;
  GtkListBox *list;
  GtkWidget *recalled;
  RyImportPreview *preview;

  /* Owned */
  RyImport *import;
};

G_DEFINE_FINAL_TYPE (RyImportColumns, ry_import_columns, ADW_TYPE_BIN)

enum { CHANGED, ENCODING_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
update (RyImportColumns *self)
{
  g_autofree char *why_not = NULL;
  g_autofree char *count = NULL;
  guint n = ry_import_get_n_columns (self->import), matched = 0;

  for (guint i = 0; i < n; i++)
    matched += ry_import_get_field (self->import, i) != NULL ? 1 : 0;
  count = g_strdup_printf (_ ("%u of %u columns"), matched, n);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (self->missing, !ry_import_is_ready (self->import, &why_not));
  gtk_label_set_text (self->missing_label, why_not != NULL ? why_not : "");
  gtk_widget_set_visible (self->recalled, ry_import_get_recalled (self->import));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
refresh_rows (RyImportColumns *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    ry_import_column_row_refresh (RY_IMPORT_COLUMN_ROW (row));
}

static void
field_chosen_cb (RyImportColumnRow *row, const char *field, RyImportColumns *self)
{
  guint column = ry_import_column_row_get_column (row);

  ry_import_set_field (self->import, column, field, NULL);
  refresh_rows (self);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  ry_import_preview_explain (self->preview, column);
  update (self);
}

static void
row_selected_cb (RyImportColumns *self, GtkListBoxRow *row)
{
  if (row != NULL)
    ry_import_preview_select_column (self->preview, ry_import_column_row_get_column (RY_IMPORT_COLUMN_ROW (row)));
}

/* A choice is chosen with the keyboard too: the row follows the focus. */
static void
focus_entered_cb (GtkEventControllerFocus *focus, RyImportColumns *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus));

  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

static GtkStringList *
create_choices (GPtrArray *fields)
{
  GtkStringList *choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, _ ("Do not import"));
  for (guint i = 0; i < fields->len; i++) {
    RyField *field = g_ptr_array_index (fields, i);
    const char *conversion = ry_import_get_field_conversion (field);

    if (conversion != NULL)
      gtk_string_list_take (choices, g_strdup_printf (_ ("%s (%s)"), ry_field_get_label (field), conversion));
    else
      gtk_string_list_append (choices, ry_field_get_label (field));
  }
  return choices;
}

static void
fill_list (RyImportColumns *self)
{
  g_autoptr (GPtrArray) fields = ry_import_list_fields (self->import);
  g_autoptr (GtkStringList) choices = create_choices (fields);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, old);
  for (guint i = 0; i < ry_import_get_n_columns (self->import); i++) {
    GtkWidget *row = ry_import_column_row_new (self->import, i, fields, choices);
    GtkEventController *focus = gtk_event_controller_focus_new ();

    g_signal_connect_object (focus, "enter", G_CALLBACK (focus_entered_cb), self, 0);
    gtk_widget_add_controller (row, focus);
    g_signal_connect_object (row, "field-chosen", G_CALLBACK (field_chosen_cb), self, 0);
    gtk_list_box_append (self->list, row);
  }
}

static void
show_preview_cb (RyImportColumns *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->preview));
}

static void
encoding_chosen_cb (RyImportColumns *self, const char *encoding)
{
  g_signal_emit (self, signals[ENCODING_CHOSEN], 0, encoding);
}

static void
heading_row_chosen_cb (RyImportColumns *self, guint row)
{
  if (ry_import_set_heading_row (self->import, row))
    ry_import_columns_set_import (self, self->import);
}

static void
ry_import_columns_dispose (GObject *object)
{
  RyImportColumns *self = RY_IMPORT_COLUMNS (object);

  g_clear_object (&self->import);
  G_OBJECT_CLASS (ry_import_columns_parent_class)->dispose (object);
}

static void
ry_import_columns_class_init (RyImportColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_import_columns_dispose;

  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENCODING_CHOSEN] = g_signal_new ("encoding-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (RY_TYPE_IMPORT_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/importer/ry-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, leaflet);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, list_pane);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, count);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, missing);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, missing_label);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, show_preview);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, list);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, recalled);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumns, preview);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_preview_cb);
  gtk_widget_class_bind_template_callback (widget_class, encoding_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, heading_row_chosen_cb);
}

static void
ry_import_columns_init (RyImportColumns *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->leaflet, "folded", self->show_preview, "visible", G_BINDING_SYNC_CREATE);
}

/**
 * ry_import_columns_set_import:
 * @self: the step
 * @import: the file to match
 *
 * Shows the file's columns anew, the first of them selected.
 */
void
ry_import_columns_set_import (RyImportColumns *self, RyImport *import)
{
  g_set_object (&self->import, import);
  ry_import_preview_set_import (self->preview, import);
  fill_list (self);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  update (self);
}

/**
 * ry_import_columns_go_back:
 * @self: the step
 *
 * Returns: whether there was something to go back to: folded, from the rows to the list
 */
gboolean
ry_import_columns_go_back (RyImportColumns *self)
{
  return adw_leaflet_get_folded (self->leaflet) && adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}
