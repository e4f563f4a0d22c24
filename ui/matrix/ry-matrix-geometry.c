/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where things are in the view: lines, columns, the line between the hospitals that fit and the others, and what of all
 * this is in sight.
 */
#include "ry-matrix-private.h"

int
_ry_matrix_count_lines (RyMatrixView *self)
{
  return self->matrix != NULL ? (int) self->matrix->rows->len : 0;
}

int
_ry_matrix_count_columns (RyMatrixView *self)
{
  return self->matrix != NULL ? (int) self->matrix->columns->len : 0;
}

double
_ry_matrix_get_scroll (GtkAdjustment *adjustment)
{
  return adjustment != NULL ? (int) gtk_adjustment_get_value (adjustment) : 0;
}

gboolean
_ry_matrix_is_filtered (RyMatrixView *self)
{
  return self->wants->len > 0;
}

gboolean
_ry_matrix_is_wanted (RyMatrixView *self, guint column, gboolean *conditional)
{
  for (guint i = 0; i < self->wants->len; i++) {
    const RyMatrixWant *want = &g_array_index (self->wants, RyMatrixWant, i);

    if (want->column == column) {
      if (conditional != NULL)
        *conditional = want->conditional;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
_ry_matrix_has_divider (RyMatrixView *self)
{
  return _ry_matrix_is_filtered (self) && self->order != NULL &&
         (int) self->order->n_fits < _ry_matrix_count_lines (self);
}

int
_ry_matrix_get_divider (RyMatrixView *self, int line)
{
  return _ry_matrix_has_divider (self) && line >= (int) self->order->n_fits ? _ry_matrix_scale (self, RY_MATRIX_DIVIDER)
                                                                            : 0;
}

int
_ry_matrix_get_line_top (RyMatrixView *self, int line)
{
  return self->head_height + line * _ry_matrix_scale (self, RY_MATRIX_ROW) + _ry_matrix_get_divider (self, line) -
         (int) _ry_matrix_get_scroll (self->vadjustment);
}

double
_ry_matrix_get_left (RyMatrixView *self, int column)
{
  return column == RY_MATRIX_NAMES
             ? 0
             : self->name_width + column * self->cell_width - _ry_matrix_get_scroll (self->hadjustment);
}

int
_ry_matrix_get_width (RyMatrixView *self, int column)
{
  return column == RY_MATRIX_NAMES                   ? self->name_width
         : column == _ry_matrix_count_columns (self) ? _ry_matrix_scale (self, RY_MATRIX_AGE_WIDTH)
                                                     : self->cell_width;
}

void
_ry_matrix_get_sight (RyMatrixView *self, int *first_line, int *last_line, int *first_column, int *last_column)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)) - self->name_width,
      height = gtk_widget_get_height (GTK_WIDGET (self)) - self->head_height;
  int top = (int) _ry_matrix_get_scroll (self->vadjustment), left = (int) _ry_matrix_get_scroll (self->hadjustment);

  *first_line = MAX ((top - _ry_matrix_scale (self, RY_MATRIX_DIVIDER)) / _ry_matrix_scale (self, RY_MATRIX_ROW), 0);
  *last_line = MIN ((top + height) / _ry_matrix_scale (self, RY_MATRIX_ROW), _ry_matrix_count_lines (self) - 1);
  *first_column = MAX (left / MAX (self->cell_width, 1), 0);
  *last_column = MIN ((left + width) / MAX (self->cell_width, 1), _ry_matrix_count_columns (self));
}
