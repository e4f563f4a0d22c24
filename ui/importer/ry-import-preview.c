/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first rows as a table. Its model only counts the rows: cells are looked up in the import when they are
 * bound. The selected column is bold, and scrolled to; GTK 4.8 cannot scroll to a column, so columns have
 * fixed widths to reckon with.
 */
#include "ry-import-preview.h"

#include <glib/gi18n.h>

#define LINE_WIDTH       44
#define MIN_COLUMN_WIDTH 72
#define MAX_COLUMN_WIDTH 220
#define CHARACTER_WIDTH  13 /* of a kanji at the usual size; only for a first width, which can be dragged */

struct _RyImportPreview {
  AdwBin parent_instance;

  /* Template widgets */
  GtkLabel *rows;
  GtkDropDown *encoding;
  GtkLabel *how_found;
  GtkSpinButton *heading_row;
  GtkWidget *warning;
  GtkLabel *warning_label;
  GtkScrolledWindow *scroller;
  GtkColumnView *table;
  GtkLabel *explanation;

  /* Owned */
  RyImport *import;

  guint selected;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (RyImportPreview, ry_import_preview, ADW_TYPE_BIN)

enum { ENCODING_CHOSEN, HEADING_ROW_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

#define NOTHING_SELECTED G_MAXUINT

static const char *
get_encoding_label (const char *encoding)
{
  return g_str_equal (encoding, "CP932") ? "Shift_JIS (CP932)" : encoding;
}

static const char *
get_cell (RyImportPreview *self, guint row, guint column)
{
  GPtrArray *rows = ry_import_get_preview (self->import);
  GStrv cells = row < rows->len ? g_ptr_array_index (rows, row) : NULL;

  return cells != NULL && column < g_strv_length (cells) ? cells[column] : "";
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "ry-small");
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RyImportPreview *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = g_strdup (get_cell (self, gtk_list_item_get_position (item), column));

  gtk_label_set_text (GTK_LABEL (label), g_strdelimit (text, "\r\n\t", ' '));
  if (column == self->selected)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
}

static void
bind_line_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RyImportPreview *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  gint64 line = ry_import_get_preview_line (self->import, gtk_list_item_get_position (item));
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, line);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_add_css_class (label, "ry-2nd");
}

static GtkListItemFactory *
create_factory (RyImportPreview *self, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell_cb), self, 0);
  return factory;
}

static int
get_column_width (RyImportPreview *self, guint column)
{
  glong longest = g_utf8_strlen (ry_import_get_heading (self->import, column), -1);

  for (guint i = 0; i < ry_import_get_preview (self->import)->len; i++)
    longest = MAX (longest, g_utf8_strlen (get_cell (self, i, column), -1));
  return CLAMP (longest * CHARACTER_WIDTH + 16, MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH);
}

static void
append_column (RyImportPreview *self, const char *title, GtkListItemFactory *factory, int width)
{
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->table, column);
}

static void
fill_table (RyImportPreview *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  GtkListItemFactory *lines = gtk_signal_list_item_factory_new ();

  gtk_column_view_set_model (self->table, NULL);
  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (self->table, column);
  }
  g_signal_connect (lines, "setup", G_CALLBACK (setup_cell_cb), NULL);
  g_signal_connect_object (lines, "bind", G_CALLBACK (bind_line_cb), self, 0);
  append_column (self, _ ("Row"), lines, LINE_WIDTH);
  for (guint i = 0; i < ry_import_get_n_columns (self->import); i++)
    append_column (self, ry_import_get_heading (self->import, i), create_factory (self, i), get_column_width (self, i));
  for (guint i = 0; i < ry_import_get_preview (self->import)->len; i++)
    gtk_string_list_append (rows, "");
  {
    g_autoptr (GtkNoSelection) model = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)));

    gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (model));
  }
}

static void
show_encoding (RyImportPreview *self)
{
  const char *const *encodings = ry_table_encodings ();
  const char *encoding = ry_import_get_encoding (self->import);
  const char *first = NULL;
  guint unreadable = ry_import_get_n_unreadable (self->import, &first);
  g_autofree char *warning = g_strdup_printf (_ ("%u of the first rows cannot be read and will not be accepted. %s"),
                                              unreadable, first != NULL ? first : "");

  for (guint i = 0; encodings[i] != NULL; i++)
    if (g_str_equal (encodings[i], encoding))
      gtk_drop_down_set_selected (self->encoding, i);
  gtk_label_set_text (self->how_found, ry_import_get_how_found (self->import));
  gtk_label_set_text (self->warning_label, warning);
  gtk_widget_set_visible (self->warning, unreadable > 0);
}

static void
encoding_changed_cb (RyImportPreview *self)
{
  const char *const *encodings = ry_table_encodings ();
  guint selected = gtk_drop_down_get_selected (self->encoding);

  if (!self->filling && selected != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[ENCODING_CHOSEN], 0, encodings[selected]);
}

static void
heading_row_changed_cb (RyImportPreview *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[HEADING_ROW_CHOSEN], 0, (guint) gtk_spin_button_get_value_as_int (self->heading_row));
}

static void
rebind_column (RyImportPreview *self, guint column)
{
  g_autoptr (GtkColumnViewColumn) view_column = NULL;
  g_autoptr (GtkListItemFactory) factory = NULL;

  if (column == NOTHING_SELECTED)
    return;
  view_column = g_list_model_get_item (gtk_column_view_get_columns (self->table), column + 1);
  if (view_column == NULL)
    return;
  factory = create_factory (self, column);
  gtk_column_view_column_set_factory (view_column, factory);
}

static void
scroll_to_column (RyImportPreview *self, guint column)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  GListModel *columns = gtk_column_view_get_columns (self->table);
  int begin = 0, end = 0;

  for (guint i = 0; i <= column + 1; i++) {
    g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (columns, i);

    begin = end;
    end += view_column != NULL ? gtk_column_view_column_get_fixed_width (view_column) : 0;
  }
  gtk_adjustment_clamp_page (adjustment, begin, end);
}

static void
ry_import_preview_dispose (GObject *object)
{
  RyImportPreview *self = RY_IMPORT_PREVIEW (object);

  self->filling = TRUE;
  g_clear_object (&self->import);
  G_OBJECT_CLASS (ry_import_preview_parent_class)->dispose (object);
}

static void
ry_import_preview_class_init (RyImportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ry_import_preview_dispose;

  signals[ENCODING_CHOSEN] = g_signal_new ("encoding-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[HEADING_ROW_CHOSEN] = g_signal_new ("heading-row-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/ryorin/Ryorin/ui/importer/ry-import-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, rows);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, encoding);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, how_found);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, heading_row);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, warning);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, warning_label);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, table);
  gtk_widget_class_bind_template_child (widget_class, RyImportPreview, explanation);
  gtk_widget_class_bind_template_callback (widget_class, encoding_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, heading_row_changed_cb);
}

static void
ry_import_preview_init (RyImportPreview *self)
{
  const char *const *encodings = ry_table_encodings ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->filling = TRUE;
  self->selected = NOTHING_SELECTED;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (; *encodings != NULL; encodings++)
    gtk_string_list_append (labels, get_encoding_label (*encodings));
  gtk_drop_down_set_model (self->encoding, G_LIST_MODEL (labels));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->encoding))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Encoding"), -1);
}

/**
 * ry_import_preview_set_import:
 * @self: a preview
 * @import: what to show
 *
 * Shows the file anew.
 */
void
ry_import_preview_set_import (RyImportPreview *self, RyImport *import)
{
  guint n = ry_import_get_preview (import)->len;
  g_autofree char *rows =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "the first %u row", "the first %u rows", n), n);

  self->filling = TRUE;
  g_set_object (&self->import, import);
  self->selected = NOTHING_SELECTED;
  gtk_label_set_text (self->rows, rows);
  gtk_spin_button_set_value (self->heading_row, ry_import_get_heading_row (import));
  show_encoding (self);
  fill_table (self);
  self->filling = FALSE;
}

/**
 * ry_import_preview_select_column:
 * @self: a preview
 * @column: a column, from 0
 *
 * Makes the column stand out, brings it into sight, and explains what becomes of it.
 */
void
ry_import_preview_select_column (RyImportPreview *self, guint column)
{
  guint before = self->selected;

  self->selected = column;
  if (before != column) {
    rebind_column (self, before);
    rebind_column (self, column);
  }
  scroll_to_column (self, column);
  ry_import_preview_explain (self, column);
}

/**
 * ry_import_preview_explain:
 * @self: a preview
 * @column: a column, from 0
 *
 * Says what becomes of the column, with a real value of it.
 */
void
ry_import_preview_explain (RyImportPreview *self, guint column)
{
  g_autofree char *sentence = ry_import_describe_column (self->import, column);

  gtk_label_set_text (self->explanation, sentence);
}
