/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One column of the file and the field it fills. All rows share one list of choices; the first of them is not
 * to import the column.
 */
#include "ry-import-column-row.h"

#include <glib/gi18n.h>

#include "ry-tooltip.h"

struct _RyImportColumnRow {
  GtkListBoxRow parent_instance;

  /* Template widgets */
  GtkLabel *heading;
  GtkLabel *sample;
  GtkDropDown *choice;

  /* Owned */
  RyImport *import;
  GPtrArray *fields; /* of RyField; choice 1 is the first of them */

  guint column;
  gboolean refreshing;
};

G_DEFINE_FINAL_TYPE (RyImportColumnRow, ry_import_column_row, GTK_TYPE_LIST_BOX_ROW)

enum { FIELD_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
find_choice (RyImportColumnRow *self)
{
  const char *name = ry_import_get_field (self->import, self->column);

  for (guint i = 0; name != NULL && i < self->fields->len; i++)
    if (g_str_equal (ry_field_get_name (g_ptr_array_index (self->fields, i)), name))
      return i + 1;
  return 0;
}

static void
choice_changed_cb (RyImportColumnRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (self->refreshing || selected == GTK_INVALID_LIST_POSITION)
    return;
  g_signal_emit (self, signals[FIELD_CHOSEN], 0,
                 selected > 0 ? ry_field_get_name (g_ptr_array_index (self->fields, selected - 1)) : NULL);
}

static void
set_sample (RyImportColumnRow *self)
{
  g_autofree char *sample = g_strdup (ry_import_get_sample (self->import, self->column));

  g_strdelimit (g_strstrip (sample), "\r\n\t", ' ');
  gtk_label_set_text (self->sample, *sample != '\0' ? sample : _ ("(empty)"));
}

static void
set_names (RyImportColumnRow *self)
{
  const char *heading = ry_import_get_heading (self->import, self->column);
  g_autofree char *shown = *heading != '\0' ? g_strdup (heading) : g_strdup_printf (_ ("Column %u"), self->column + 1);
  g_autofree char *spoken = g_strdup_printf (_ ("Field for the column “%s”"), shown);

  gtk_label_set_text (self->heading, shown);
  ry_tooltip_set (GTK_WIDGET (self->heading), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  /* The button inside is what a screen reader meets first. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->choice))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
ry_import_column_row_dispose (GObject *object)
{
  RyImportColumnRow *self = RY_IMPORT_COLUMN_ROW (object);

  self->refreshing = TRUE;
  g_clear_object (&self->import);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (ry_import_column_row_parent_class)->dispose (object);
}

static void
ry_import_column_row_class_init (RyImportColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_import_column_row_dispose;

  signals[FIELD_CHOSEN] = g_signal_new ("field-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/importer/ry-import-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RyImportColumnRow, heading);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumnRow, sample);
  gtk_widget_class_bind_template_child (widget_class, RyImportColumnRow, choice);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
ry_import_column_row_init (RyImportColumnRow *self)
{
  self->refreshing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ry_import_column_row_new:
 * @import: the import
 * @column: a column of it, from 0
 * @fields: (element-type RyField): the fields to choose from
 * @choices: what they are called, after an entry for none
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ry_import_column_row_new (RyImport *import, guint column, GPtrArray *fields, GtkStringList *choices)
{
  RyImportColumnRow *self = g_object_new (RY_TYPE_IMPORT_COLUMN_ROW, NULL);

  self->import = g_object_ref (import);
  self->column = column;
  self->fields = g_ptr_array_ref (fields);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (choices));
  set_names (self);
  set_sample (self);
  ry_import_column_row_refresh (self);
  return GTK_WIDGET (self);
}

/**
 * ry_import_column_row_get_column:
 * @self: a row
 *
 * Returns: its column, from 0
 */
guint
ry_import_column_row_get_column (RyImportColumnRow *self)
{
  return self->column;
}

/**
 * ry_import_column_row_refresh:
 * @self: a row
 *
 * Shows the field the import has for the column now: another column may have taken it.
 */
void
ry_import_column_row_refresh (RyImportColumnRow *self)
{
  self->refreshing = TRUE;
  gtk_drop_down_set_selected (self->choice, find_choice (self));
  self->refreshing = FALSE;
}
