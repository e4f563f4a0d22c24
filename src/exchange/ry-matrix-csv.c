/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A column of answers has a column of notes beside it only where a hospital wrote one. What nobody answered is an empty
 * cell: a spreadsheet must not count it as a no.
 */
#include "ry-matrix-csv.h"

static const char *const leads[] = { "病院名", "ふりがな", "病床機能", "許可病床数", "確認", "連携室電話", "受付時間" };

/* Beds of a function are there or not, which is no answer to a condition. */
static const char *
get_sign (RyMatrix *matrix, guint column, RyAnswer answer)
{
  if (answer == RY_ANSWER_UNANSWERED)
    return "";
  return answer == RY_ANSWER_NO && ry_matrix_get_column (matrix, column)->group == RY_MATRIX_FUNCTIONS
             ? "なし"
             : ry_answer_get_mark (answer);
}

static gboolean
has_notes (RyMatrix *matrix, guint column)
{
  if (ry_matrix_get_column (matrix, column)->group == RY_MATRIX_FUNCTIONS)
    return FALSE;
  for (guint i = 0; i < matrix->rows->len; i++) {
    const char *note = ry_matrix_get_row (matrix, i)->cells[column].note;

    if (note != NULL && *note != '\0')
      return TRUE;
  }
  return FALSE;
}

static void
add_text (GPtrArray *cells, const char *text)
{
  g_ptr_array_add (cells, g_strdup (text != NULL ? text : ""));
}

static void
add_row (RyTableWriter *table, GPtrArray *cells)
{
  g_ptr_array_add (cells, NULL);
  ry_table_writer_add_row (table, (const char *const *) cells->pdata);
}

static void
write_head (RyMatrix *matrix, RyTableWriter *table, gboolean filtered)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    add_text (cells, leads[i]);
  if (filtered)
    add_text (cells, "条件に合う");
  for (guint i = 0; i < matrix->columns->len; i++) {
    const char *name = ry_matrix_get_column (matrix, i)->name;

    add_text (cells, name);
    if (has_notes (matrix, i))
      g_ptr_array_add (cells, g_strconcat (name, "（備考）", NULL));
  }
  add_row (table, cells);
}

static void
write_row (RyMatrix *matrix, RyTableWriter *table, guint position, const char *fits)
{
  const RyMatrixRow *row = ry_matrix_get_row (matrix, position);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  add_text (cells, row->name);
  add_text (cells, row->reading);
  add_text (cells, row->functions);
  g_ptr_array_add (cells, row->beds > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->beds) : g_strdup (""));
  add_text (cells, row->age);
  add_text (cells, row->telephone);
  add_text (cells, row->hours);
  if (fits != NULL)
    add_text (cells, fits);
  for (guint i = 0; i < matrix->columns->len; i++) {
    add_text (cells, get_sign (matrix, i, row->cells[i].answer));
    if (has_notes (matrix, i))
      add_text (cells, row->cells[i].note);
  }
  add_row (table, cells);
}

/**
 * ry_matrix_csv_create:
 * @matrix: a matrix
 * @wants: (array length=n_wants) (nullable): what is asked for together
 * @n_wants: how many
 * @encoding: of the file
 *
 * Returns: (transfer full): the table; save it
 */
RyTableWriter *
ry_matrix_csv_create (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants, RyEncoding encoding)
{
  RyTableWriter *table = ry_table_writer_new (encoding);
  g_autoptr (RyMatrixOrder) order = ry_matrix_order (matrix, wants, n_wants);

  write_head (matrix, table, n_wants > 0);
  for (guint i = 0; i < matrix->rows->len; i++)
    write_row (matrix, table, order->rows[i], n_wants == 0 ? NULL : i < order->n_fits ? "○" : "");
  return table;
}
