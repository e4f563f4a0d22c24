/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking the matrix for several things at once, and saying a cell. What nobody answered is neither a fit nor a
 * no: it is counted, since one call may settle it.
 */
#include "ry-matrix.h"

#include "ry-error.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>

typedef enum { FITS, OPEN, MISSES } Fit;

/**
 * ry_matrix_get_word:
 * @matrix: a matrix
 * @row: position of a hospital
 * @column: position of a column
 *
 * Returns: the cell's answer in a word; beds of a function are there or not, which is no answer to a condition
 */
const char *
ry_matrix_get_word (RyMatrix *matrix, guint row, guint column)
{
  RyAnswer answer = ry_matrix_get_row (matrix, row)->cells[column].answer;

  if (ry_matrix_get_column (matrix, column)->group != RY_MATRIX_FUNCTIONS || answer == RY_ANSWER_UNANSWERED)
    return ry_answer_get_word (answer);
  return answer == RY_ANSWER_NO ? _ ("none") : _ ("has");
}

/**
 * ry_matrix_dup_speech:
 * @matrix: a matrix
 * @row: position of a hospital
 * @column: position of a column
 *
 * Returns: (transfer full): the cell as it is spoken: hospital, column, answer, note
 */
char *
ry_matrix_dup_speech (RyMatrix *matrix, guint row, guint column)
{
  RyMatrixRow *hospital = ry_matrix_get_row (matrix, row);
  RyMatrixColumn *asked = ry_matrix_get_column (matrix, column);
  const RyMatrixCell *cell = &hospital->cells[column];
  gboolean has_note = cell->note != NULL && *cell->note != '\0';

  return g_strdup_printf (_ ("%s, %s, %s%s%s"), hospital->name, asked->name, ry_matrix_get_word (matrix, row, column),
                          has_note ? _ (", ") : "", has_note ? cell->note : "");
}

/* ---- Several wants ---- */

static Fit
judge (const RyMatrixRow *row, const RyMatrixWant *wants, guint n_wants)
{
  Fit fit = FITS;

  for (guint i = 0; i < n_wants; i++) {
    RyAnswer answer = row->cells[wants[i].column].answer;

    if (answer == RY_ANSWER_NO || (answer == RY_ANSWER_CONDITIONAL && !wants[i].conditional))
      return MISSES;
    if (answer == RY_ANSWER_UNANSWERED)
      fit = OPEN;
  }
  return fit;
}

/**
 * ry_matrix_order:
 * @matrix: a matrix
 * @wants: (array length=n_wants) (nullable): what is asked for together
 * @n_wants: how many
 *
 * Puts the hospitals that fit before the others, and leaves the order of each as it was.
 *
 * Returns: (transfer full): the order of rows
 */
RyMatrixOrder *
ry_matrix_order (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants)
{
  RyMatrixOrder *order = g_new0 (RyMatrixOrder, 1);
  guint n = 0;

  order->rows = g_new (guint, MAX (matrix->rows->len, 1));
  for (guint i = 0; i < matrix->rows->len; i++) {
    Fit fit = judge (ry_matrix_get_row (matrix, i), wants, n_wants);

    if (fit == FITS)
      order->rows[n++] = i;
    order->n_open += fit == OPEN;
  }
  order->n_fits = n;
  for (guint i = 0; i < matrix->rows->len; i++)
    if (judge (ry_matrix_get_row (matrix, i), wants, n_wants) != FITS)
      order->rows[n++] = i;
  return order;
}

/**
 * ry_matrix_order_free:
 * @order: (transfer full): an order
 *
 * Frees it.
 */
void
ry_matrix_order_free (RyMatrixOrder *order)
{
  g_free (order->rows);
  g_free (order);
}

/**
 * ry_matrix_dup_wants:
 * @matrix: a matrix
 * @wants: (array length=n_wants) (nullable): what is asked for
 * @n_wants: how many
 *
 * Returns: (transfer full): the same in words, as a paper's head names it; "" for nothing
 */
char *
ry_matrix_dup_wants (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n_wants; i++)
    g_string_append_printf (words, "%s%s %s", i > 0 ? _ (" and ") : "",
                            ry_matrix_get_column (matrix, wants[i].column)->name, wants[i].conditional ? "○△" : "○");
  return g_string_free (words, FALSE);
}

/**
 * ry_matrix_find_column:
 * @matrix: a matrix
 * @name: a column's name or id; the beginning or any part of one will do where it is the only one
 * @position: (out): the column
 *
 * Returns: whether one was meant
 */
gboolean
ry_matrix_find_column (RyMatrix *matrix, const char *name, guint *position)
{
  g_autofree char *wanted = ry_text_fold (name);
  guint n_parts = 0, part = 0;

  if (*wanted == '\0')
    return FALSE;
  for (guint i = 0; i < matrix->columns->len; i++) {
    RyMatrixColumn *column = ry_matrix_get_column (matrix, i);
    g_autofree char *whole = ry_text_fold (column->name);

    if (g_str_equal (column->id, name) || g_str_equal (whole, wanted)) {
      *position = i;
      return TRUE;
    }
    if (strstr (whole, wanted) != NULL) {
      part = i;
      n_parts++;
    }
  }
  *position = part;
  return n_parts == 1;
}

/**
 * ry_matrix_parse_wants:
 * @matrix: a matrix
 * @text: names of columns parted by commas; a ~ behind one takes an answer with conditions too
 * @wants: (element-type RyMatrixWant): what they are added to
 * @error: return location for an error
 *
 * Reads what is asked for, as the command line says it.
 *
 * Returns: whether every name was known
 */
gboolean
ry_matrix_parse_wants (RyMatrix *matrix, const char *text, GArray *wants, GError **error)
{
  g_auto (GStrv) names = g_strsplit_set (text, ",", -1);

  for (guint i = 0; names[i] != NULL; i++) {
    RyMatrixWant want = { 0 };
    char *name = g_strstrip (names[i]);

    if (*name == '\0')
      continue;
    want.conditional = g_str_has_suffix (name, "~") || g_str_has_suffix (name, "△");
    if (want.conditional)
      name[strlen (name) - (g_str_has_suffix (name, "~") ? 1 : strlen ("△"))] = '\0';
    if (!ry_matrix_find_column (matrix, g_strstrip (name), &want.column)) {
      g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("“%s” is no condition that is asked, or several."), name);
      return FALSE;
    }
    g_array_append_val (wants, want);
  }
  return TRUE;
}
