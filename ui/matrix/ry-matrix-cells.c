/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The widgets that stand for the matrix's cells, and what they say. They draw nothing; readers and tests see them.
 * While one scrolls they stay where they were, and follow in small portions when it has come to rest.
 */
#include <glib/gi18n.h>

#include "ry-matrix-private.h"

#define SETTLE_MS     120
#define CELLS_AT_ONCE 60 /* that follow in one go, for no frame to be late */

static char *
describe_head (RyMatrixView *self, guint column)
{
  const char *name = ry_matrix_get_column (self->matrix, column)->name;
  gboolean conditional = FALSE;

  if (!_ry_matrix_is_wanted (self, column, &conditional))
    return g_strdup_printf (_ ("%s, column. Space asks for it"), name);
  return g_strdup_printf (conditional ? _ ("%s, column, asked for, with conditions too") : _ ("%s, column, asked for"),
                          name);
}

static char *
describe_name (RyMatrixView *self, guint row)
{
  RyMatrixRow *hospital = ry_matrix_get_row (self->matrix, row);

  return g_strdup_printf (_ ("%s, %s, %s%s"), hospital->name,
                          *hospital->functions != '\0' ? hospital->functions : _ ("bed functions not known"),
                          hospital->age,
                          g_hash_table_contains (self->marked, GUINT_TO_POINTER (row)) ? _ (", marked for comparison")
                                                                                       : "");
}

char *
_ry_matrix_describe (RyMatrixView *self, int line, int column)
{
  guint row = line >= 0 ? self->order->rows[line] : 0;

  if (line == RY_MATRIX_HEAD && column == RY_MATRIX_NAMES)
    return g_strdup (_ ("Hospitals"));
  if (line == RY_MATRIX_HEAD)
    return column == _ry_matrix_count_columns (self) ? g_strdup (_ ("Confirmed"))
                                                     : describe_head (self, (guint) column);
  if (column == RY_MATRIX_NAMES || column == _ry_matrix_count_columns (self))
    return describe_name (self, row);
  return ry_matrix_dup_speech (self->matrix, row, (guint) column);
}

/* ---- Widgets for the cells ---- */

static void
set_place (GtkWidget *widget, int line, int column)
{
  g_object_set_data (G_OBJECT (widget), "line", GINT_TO_POINTER (line));
  g_object_set_data (G_OBJECT (widget), "column", GINT_TO_POINTER (column));
}

void
_ry_matrix_get_place (GtkWidget *widget, int *line, int *column)
{
  *line = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "line"));
  *column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "column"));
}

static void
cell_clicked_cb (GtkWidget *cell, RyMatrixView *self)
{
  int line, column;

  _ry_matrix_get_place (cell, &line, &column);
  _ry_matrix_act (self, line, column);
}

GtkWidget *
_ry_matrix_create_cell (RyMatrixView *self)
{
  GtkWidget *cell = gtk_button_new ();

  gtk_widget_add_css_class (cell, "ry-matrix-cell");
  gtk_widget_set_focusable (cell, FALSE);
  gtk_widget_set_can_target (cell, FALSE);
  set_place (cell, G_MININT, 0);
  g_signal_connect (cell, "clicked", G_CALLBACK (cell_clicked_cb), self);
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  return cell;
}

void
_ry_matrix_speak (RyMatrixView *self, GtkWidget *cell, int line, int column)
{
  g_autofree char *speech = _ry_matrix_describe (self, line, column);

  set_place (cell, line, column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, speech, -1);
}

/* The nth cell in sight: head and names stay, so they are always among them. */
static gboolean
get_nth_in_sight (RyMatrixView *self, guint n, int *line, int *column)
{
  int first_line, last_line, first, last, columns;

  _ry_matrix_get_sight (self, &first_line, &last_line, &first, &last);
  columns = last - first + 2;
  *line = (int) n / columns - 1;
  *column = (int) n % columns - 1;
  *line = *line == RY_MATRIX_HEAD ? *line : *line + first_line;
  *column = *column == RY_MATRIX_NAMES ? *column : *column + first;
  return *line <= last_line;
}

static gboolean
follow_cb (gpointer data)
{
  RyMatrixView *self = data;
  guint done = 0, n = 0;
  int line, column;

  for (; get_nth_in_sight (self, n, &line, &column) && done < CELLS_AT_ONCE; n++) {
    int was_line, was_column;

    if (n == self->cells->len)
      g_ptr_array_add (self->cells, _ry_matrix_create_cell (self));
    _ry_matrix_get_place (g_ptr_array_index (self->cells, n), &was_line, &was_column);
    if (was_line == line && was_column == column)
      continue;
    _ry_matrix_speak (self, g_ptr_array_index (self->cells, n), line, column);
    done++;
  }
  if (done > 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (done == CELLS_AT_ONCE)
    return G_SOURCE_CONTINUE;
  g_ptr_array_set_size (self->cells, (int) MIN (n, self->cells->len));
  self->settle = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
rest_cb (gpointer data)
{
  RyMatrixView *self = data;

  self->settle = 0;
  if (self->matrix != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->settle = g_idle_add (follow_cb, self);
  return G_SOURCE_REMOVE;
}

void
_ry_matrix_follow_later (RyMatrixView *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, rest_cb, self);
}

/* What they say may be something else now. */
void
_ry_matrix_renew_cells (RyMatrixView *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    set_place (g_ptr_array_index (self->cells, i), G_MININT, 0);
  if (self->matrix != NULL && self->line < _ry_matrix_count_lines (self))
    for (guint i = 0; i < G_N_ELEMENTS (self->cursors); i++)
      _ry_matrix_speak (self, self->cursors[i], self->line, self->column);
  _ry_matrix_follow_later (self);
}
