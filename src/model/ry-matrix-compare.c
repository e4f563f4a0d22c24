/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two or three hospitals beside each other: the same rows in the same order for each, those that differ marked. Nothing
 * in it says which is better.
 */
#include "ry-matrix.h"

#include <glib/gi18n-lib.h>

typedef struct {
  RyMatrix *matrix;
  const guint *rows;
  guint n;
  GPtrArray *comparison;
} Comparing;

static void
free_row (gpointer data)
{
  RyComparisonRow *row = data;

  g_free (row->label);
  g_strfreev (row->values);
  g_free (row->cells);
  g_free (row);
}

static gboolean
differ (char **values, guint n)
{
  for (guint i = 1; i < n; i++)
    if (g_strcmp0 (values[0], values[i]) != 0)
      return TRUE;
  return FALSE;
}

static RyComparisonRow *
add_row (Comparing *self, const char *label, char **values)
{
  RyComparisonRow *row = g_new0 (RyComparisonRow, 1);

  row->label = g_strdup (label);
  row->column = -1;
  row->values = values;
  row->differs = differ (values, self->n);
  g_ptr_array_add (self->comparison, row);
  return row;
}

/* ---- Beds ---- */

static void
append_split (GString *words, gint64 beds, const char *name)
{
  if (beds > 0)
    g_string_append_printf (words, "%s%s%" G_GINT64_FORMAT, words->len > 0 ? _ (", ") : "", name, beds);
}

static char *
describe_beds (RyBeds *beds, const char *id)
{
  RyBedRow sum = { 0 };
  g_autoptr (GString) split = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < beds->rows->len; i++) {
    RyBedRow *row = g_ptr_array_index (beds->rows, i);

    if (g_strcmp0 (row->organisation, id) != 0)
      continue;
    any |= row->sum.reported > 0;
    sum.sum.beds += row->sum.beds;
    sum.sum.unknown += row->sum.unknown;
    sum.men += row->men;
    sum.women += row->women;
    sum.single += row->single;
    sum.either += row->either;
  }
  if (!any)
    return g_strdup (_ ("not reported"));
  append_split (split, sum.men, _ ("men "));
  append_split (split, sum.women, _ ("women "));
  append_split (split, sum.single, _ ("single rooms "));
  append_split (split, sum.either, _ ("either "));
  if (sum.sum.unknown > 0)
    append_split (split, sum.sum.unknown, _ ("wards unknown "));
  if (split->len == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d bed", "%d beds", (gulong) sum.sum.beds),
                            (int) sum.sum.beds);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d bed (%s)", "%d beds (%s)", (gulong) sum.sum.beds),
                          (int) sum.sum.beds, split->str);
}

static const char *
find_report (RyBeds *beds, const char *id)
{
  const char *newest = NULL;

  for (guint i = 0; i < beds->rows->len; i++) {
    RyBedRow *row = g_ptr_array_index (beds->rows, i);

    if (g_strcmp0 (row->organisation, id) == 0 && g_strcmp0 (row->at, newest) > 0)
      newest = row->at;
  }
  return newest;
}

static void
compare_beds (Comparing *self, RyBeds *beds, const char *now)
{
  char **free_beds = g_new0 (char *, self->n + 1), **reports = g_new0 (char *, self->n + 1);

  for (guint i = 0; i < self->n; i++) {
    const char *id = ry_matrix_get_row (self->matrix, self->rows[i])->id;
    const char *at = find_report (beds, id);

    free_beds[i] = describe_beds (beds, id);
    reports[i] = at != NULL ? ry_bed_format_moment (at, now) : g_strdup (_ ("not reported"));
  }
  add_row (self, _ ("Beds that can be had"), free_beds);
  /* That one reported at 8:41 and the other at 8:28 is no difference between hospitals. */
  add_row (self, _ ("Report"), reports)->differs = FALSE;
}

/* ---- What the sheet says ---- */

static char *
describe_licensed (const RyMatrixRow *row)
{
  if (row->functions == NULL || *row->functions == '\0')
    return g_strdup_printf ("%" G_GINT64_FORMAT, row->beds);
  return g_strdup_printf (_ ("%d (%s)"), (int) row->beds, row->functions);
}

static char *
dup_known (const char *value)
{
  return g_strdup (value != NULL && *value != '\0' ? value : _ ("not known"));
}

static void
compare_facts (Comparing *self)
{
  char **licensed = g_new0 (char *, self->n + 1), **areas = g_new0 (char *, self->n + 1);

  for (guint i = 0; i < self->n; i++) {
    RyMatrixRow *row = ry_matrix_get_row (self->matrix, self->rows[i]);

    licensed[i] = describe_licensed (row);
    areas[i] = dup_known (row->area);
  }
  add_row (self, _ ("Licensed beds"), licensed);
  add_row (self, _ ("Area"), areas);
}

/* Notes may be worded apart and mean the same: only the answers are compared. */
static void
compare_condition (Comparing *self, guint column)
{
  char **values = g_new0 (char *, self->n + 1);
  RyComparisonRow *row;

  for (guint i = 0; i < self->n; i++)
    values[i] = g_strdup (ry_answer_get_word (ry_matrix_get_row (self->matrix, self->rows[i])->cells[column].answer));
  row = add_row (self, ry_matrix_get_column (self->matrix, column)->name, values);
  row->column = (int) column;
  row->cells = g_new0 (RyMatrixCell *, self->n);
  for (guint i = 0; i < self->n; i++)
    row->cells[i] = &ry_matrix_get_row (self->matrix, self->rows[i])->cells[column];
}

static void
compare_papers (Comparing *self)
{
  char **papers = g_new0 (char *, self->n + 1), **confirmed = g_new0 (char *, self->n + 1);

  for (guint i = 0; i < self->n; i++) {
    RyMatrixRow *row = ry_matrix_get_row (self->matrix, self->rows[i]);

    papers[i] = dup_known (row->papers);
    confirmed[i] = g_strdup (row->age);
  }
  add_row (self, _ ("Papers needed"), papers);
  add_row (self, _ ("Confirmed"), confirmed)->differs = FALSE;
}

/**
 * ry_matrix_compare:
 * @matrix: a matrix
 * @rows: (array length=n_rows): positions of the hospitals
 * @n_rows: how many
 * @beds: (nullable): what was reported of their beds
 * @now: the present moment, ISO 8601
 *
 * Lays hospitals beside each other: beds, what they are for, every condition, the papers a referral needs.
 *
 * Returns: (transfer full) (element-type RyComparisonRow): the rows; they borrow from @matrix
 */
GPtrArray *
ry_matrix_compare (RyMatrix *matrix, const guint *rows, guint n_rows, RyBeds *beds, const char *now)
{
  Comparing self = {
    .matrix = matrix, .rows = rows, .n = n_rows, .comparison = g_ptr_array_new_with_free_func (free_row)
  };

  if (beds != NULL)
    compare_beds (&self, beds, now);
  compare_facts (&self);
  for (guint i = 0; i < matrix->columns->len; i++)
    if (ry_matrix_get_column (matrix, i)->group != RY_MATRIX_FUNCTIONS)
      compare_condition (&self, i);
  compare_papers (&self);
  return self.comparison;
}
