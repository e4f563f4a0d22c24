/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathering the matrix as of a date. Each kind is read once, whole. A hospital stands in it when it is a member of the
 * vertical's council that day, or, in a region without one, when it is open.
 */
#include "ry-matrix.h"
#include "ry-term.h"

#include <glib/gi18n-lib.h>

/* Bed functions come first; the others stand in the group the council put them in. */
#define N_FUNCTIONS RY_WARD_CLOSED

static const struct {
  const char *code;
  const char *name;
} groups[RY_N_MATRIX_GROUPS] = {
  [RY_MATRIX_FUNCTIONS] = { NULL, N_ ("Bed functions") },
  [RY_MATRIX_TREATMENTS] = { "treatment", N_ ("Treatment") },
  [RY_MATRIX_PERSONS] = { "person", N_ ("Circumstances") },
  [RY_MATRIX_SERVICES] = { "service", N_ ("What is offered") },
};

typedef struct {
  RyWorkspace *workspace;
  RyMatrix *matrix;
  GHashTable *members; /* ids of organisations; NULL where there is no vertical council */
} Gathering;

static void
free_column (gpointer data)
{
  RyMatrixColumn *column = data;

  g_free (column->id);
  g_free (column->name);
  g_free (column->short_name);
  g_free (column);
}

static void
free_row (RyMatrixRow *row, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    g_free (row->cells[i].note);
  g_free (row->cells);
  g_free (row->id);
  g_free (row->name);
  g_free (row->picture);
  g_free (row->reading);
  g_free (row->sheet);
  g_free (row->code);
  g_free (row->functions);
  g_free (row->telephone);
  g_free (row->hours);
  g_free (row->papers);
  g_free (row->fax);
  g_free (row->area);
  g_free (row->age);
  g_free (row);
}

/* ---- Columns ---- */

static void
add_column (Gathering *self, const char *id, const char *name, const char *short_name, RyMatrixGroup group)
{
  RyMatrixColumn *column = g_new0 (RyMatrixColumn, 1);

  column->id = g_strdup (id);
  column->name = g_strdup (name);
  column->short_name = g_strdup (short_name != NULL && *short_name != '\0' ? short_name : name);
  column->group = group;
  g_ptr_array_add (self->matrix->columns, column);
}

static RyMatrixGroup
find_group (const char *code)
{
  for (RyMatrixGroup group = RY_MATRIX_TREATMENTS; group < RY_N_MATRIX_GROUPS; group++)
    if (g_strcmp0 (groups[group].code, code) == 0)
      return group;
  return RY_MATRIX_SERVICES;
}

static gboolean
gather_columns (Gathering *self, GError **error)
{
  g_autoptr (GPtrArray) conditions = ry_condition_list (self->workspace, self->matrix->as_of, error);

  if (conditions == NULL)
    return FALSE;
  for (RyWardFunction function = 0; function < N_FUNCTIONS; function++) {
    g_autofree char *id = g_strconcat ("function:", ry_ward_function_get_code (function), NULL);

    add_column (self, id, ry_ward_function_get_label (function), NULL, RY_MATRIX_FUNCTIONS);
  }
  for (RyMatrixGroup group = RY_MATRIX_TREATMENTS; group < RY_N_MATRIX_GROUPS; group++)
    for (guint i = 0; i < conditions->len; i++) {
      RyDocument *condition = g_ptr_array_index (conditions, i);

      if (find_group (ry_document_get_string (condition, "group")) == group)
        add_column (self, ry_document_get_id (condition), ry_document_get_string (condition, "name"),
                    ry_document_get_string (condition, "short_name"), group);
    }
  return TRUE;
}

/* ---- Rows ---- */

static gboolean
gather_council (Gathering *self, GError **error)
{
  const RyQuery of_councils = { .kind = "council" }, of_memberships = { .kind = "membership" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (self->workspace, &of_councils, error);
  g_autoptr (GPtrArray) memberships =
      councils != NULL ? ry_workspace_query (self->workspace, &of_memberships, error) : NULL;
  RyDocument *vertical = NULL;

  if (memberships == NULL)
    return FALSE;
  for (guint i = 0; i < councils->len && vertical == NULL; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (councils, i), "wheel"), "vertical") == 0)
      vertical = g_ptr_array_index (councils, i);
  if (vertical == NULL)
    return TRUE;
  self->matrix->council = g_strdup (ry_document_get_string (vertical, "name"));
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < memberships->len; i++) {
    RyDocument *membership = g_ptr_array_index (memberships, i);
    const char *organisation = ry_document_get_string (membership, "organisation");

    if (organisation != NULL &&
        g_strcmp0 (ry_document_get_string (membership, "council"), ry_document_get_id (vertical)) == 0 &&
        ry_term_holds_on (ry_document_get_root (membership), self->matrix->as_of))
      g_hash_table_add (self->members, g_strdup (organisation));
  }
  return TRUE;
}

static void
fill_functions (RyMatrixRow *row, RyHospital *hospital)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (RyWardFunction function = 0; function < N_FUNCTIONS && hospital->wards->len > 0; function++)
    row->cells[function].answer = RY_ANSWER_NO;
  for (guint i = 0; i < hospital->wards->len; i++) {
    const RyWard *ward = g_ptr_array_index (hospital->wards, i);

    if (ward->function < N_FUNCTIONS)
      row->cells[ward->function].answer = RY_ANSWER_YES;
  }
  for (RyWardFunction function = 0; function < N_FUNCTIONS; function++) {
    int beds = (int) hospital->licensed[function];

    if (row->cells[function].answer != RY_ANSWER_YES)
      continue;
    if (beds > 0)
      row->cells[function].note =
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d bed", "%d beds", (gulong) beds), beds);
    g_string_append_printf (words, "%s%s", words->len > 0 ? _ (", ") : "", ry_ward_function_get_label (function));
  }
  row->functions = g_string_free (g_steal_pointer (&words), FALSE);
}

static void
fill_answers (RyMatrixRow *row, RyHospital *hospital, GPtrArray *columns)
{
  for (guint i = N_FUNCTIONS; i < columns->len; i++) {
    RyConditionAnswer *answer =
        ry_hospital_find_answer (hospital, ((RyMatrixColumn *) g_ptr_array_index (columns, i))->id);

    if (answer == NULL)
      continue;
    row->cells[i].answer = answer->answer;
    row->cells[i].note = g_strdup (answer->note);
  }
}

static void
add_row (Gathering *self, RyHospital *hospital)
{
  RyMatrixRow *row = g_new0 (RyMatrixRow, 1);
  const char *code = ry_document_get_string (hospital->organisation, "medical_code");

  row->id = g_strdup (hospital->id);
  row->name = g_strdup (hospital->name);
  row->picture = g_strdup (hospital->picture);
  row->reading = g_strdup (hospital->reading);
  row->sheet = hospital->sheet != NULL ? g_strdup (ry_document_get_id (hospital->sheet)) : NULL;
  row->code = g_strdup (code != NULL ? code : hospital->id);
  row->stage = hospital->stage;
  row->beds = ry_hospital_sum (hospital->licensed);
  row->telephone = g_strdup (hospital->door.telephone);
  row->hours = g_strdup (hospital->door.hours);
  row->papers = g_strdup (hospital->door.papers);
  row->fax = g_strdup (hospital->door.fax);
  row->area = g_strdup (hospital->area);
  row->confirmation = hospital->confirmation;
  row->age = g_strdup (hospital->age);
  row->cells = g_new0 (RyMatrixCell, self->matrix->columns->len);
  fill_functions (row, hospital);
  fill_answers (row, hospital, self->matrix->columns);
  g_ptr_array_add (self->matrix->rows, row);
}

static gboolean
gather_rows (Gathering *self, GError **error)
{
  g_autoptr (GPtrArray) hospitals = ry_hospital_read_all (self->workspace, self->matrix->as_of, error);

  for (guint i = 0; hospitals != NULL && i < hospitals->len; i++) {
    RyHospital *hospital = g_ptr_array_index (hospitals, i);

    if (self->members == NULL || g_hash_table_contains (self->members, hospital->id))
      add_row (self, hospital);
  }
  return hospitals != NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const RyMatrixRow *left = *(RyMatrixRow *const *) a, *right = *(RyMatrixRow *const *) b;

  return left->stage != right->stage ? (int) left->stage - (int) right->stage : strcmp (left->code, right->code);
}

/**
 * ry_matrix_new:
 * @workspace: where
 * @as_of: the day it is shown for, ISO 8601
 * @error: return location for an error
 *
 * Gathers what every hospital said of itself, as it held on a day.
 *
 * Returns: (transfer full) (nullable): the matrix
 */
RyMatrix *
ry_matrix_new (RyWorkspace *workspace, const char *as_of, GError **error)
{
  g_autoptr (RyMatrix) matrix = g_new0 (RyMatrix, 1);
  Gathering self = { .workspace = workspace, .matrix = matrix };
  g_autoptr (GError) local = NULL;
  gboolean gathered;

  matrix->as_of = g_strdup (as_of);
  matrix->columns = g_ptr_array_new_with_free_func (free_column);
  matrix->rows = g_ptr_array_new ();
  gathered = gather_columns (&self, &local) && gather_council (&self, &local) && gather_rows (&self, &local);
  g_clear_pointer (&self.members, g_hash_table_unref);
  if (!gathered) {
    g_propagate_prefixed_error (error, g_steal_pointer (&local), "%s: ", _ ("Gathering what the hospitals can do"));
    return NULL;
  }
  g_ptr_array_sort (matrix->rows, compare_rows);
  return g_steal_pointer (&matrix);
}

/**
 * ry_matrix_free:
 * @matrix: (transfer full): a matrix
 *
 * Frees it.
 */
void
ry_matrix_free (RyMatrix *matrix)
{
  for (guint i = 0; i < matrix->rows->len; i++)
    free_row (g_ptr_array_index (matrix->rows, i), matrix->columns->len);
  g_ptr_array_unref (matrix->rows);
  g_ptr_array_unref (matrix->columns);
  g_free (matrix->as_of);
  g_free (matrix->council);
  g_free (matrix);
}

/**
 * ry_matrix_get_row:
 * @matrix: a matrix
 * @row: position
 *
 * Returns: (transfer none): the row
 */
RyMatrixRow *
ry_matrix_get_row (RyMatrix *matrix, guint row)
{
  return g_ptr_array_index (matrix->rows, row);
}

/**
 * ry_matrix_get_column:
 * @matrix: a matrix
 * @column: position
 *
 * Returns: (transfer none): the column
 */
RyMatrixColumn *
ry_matrix_get_column (RyMatrix *matrix, guint column)
{
  return g_ptr_array_index (matrix->columns, column);
}

/**
 * ry_matrix_find_row:
 * @matrix: a matrix
 * @id: an organisation
 * @position: (out): its row
 *
 * Returns: whether it stands in the matrix
 */
gboolean
ry_matrix_find_row (RyMatrix *matrix, const char *id, guint *position)
{
  for (*position = 0; *position < matrix->rows->len; (*position)++)
    if (g_strcmp0 (ry_matrix_get_row (matrix, *position)->id, id) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ry_matrix_group_get_name:
 * @group: a group of columns
 *
 * Returns: what it is called
 */
const char *
ry_matrix_group_get_name (RyMatrixGroup group)
{
  return _ (groups[group].name);
}
