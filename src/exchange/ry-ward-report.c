/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the report takes two passes over its sheet: the head and the merged cells, then the rows. Rows of others are
 * only counted, so a whole prefecture's file costs no memory.
 */
#include "ry-ward-report.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-text.h"
#include "ry-ward-columns.h"

#define REPORT_DAY  "-07-01" /* of which day hospitals tell */
#define MOST_BEDS   9999
#define MOST_MERGED 200000u

typedef struct {
  RyWorkspace *workspace;
  RyWardReport *report;
  RyWardColumns *columns;
  GHashTable *merged;    /* row and column of a cell that has its text elsewhere → text of that one, as it is met */
  GHashTable *first;     /* row and column → the cell it belongs to */
  GHashTable *hospitals; /* code, 10 digits and 7 → RyHospital */
  GHashTable *seen;      /* hospital and folded ward name → how often it was met */
  GHashTable *later;     /* hospital and folded ward name → the first day after the report's on which one begins */
  GHashTable *met;       /* ids of wards here that the report names */
  GPtrArray *all;        /* RyHospital */
  GHashTable *named;     /* ids of hospitals in the report */
} Reading;

static gpointer
cell_key (guint row, guint column)
{
  return GUINT_TO_POINTER (row * RY_WORKBOOK_MAX_COLUMNS + column + 1);
}

static void
free_row (gpointer data)
{
  RyWardReportRow *row = data;

  g_free (row->organisation);
  g_free (row->hospital);
  g_free (row->ward);
  g_free (row->detail);
  g_clear_pointer (&row->document, ry_document_unref);
  g_clear_pointer (&row->changes, json_object_unref);
  g_free (row);
}

/* ---- Finding the sheet ---- */

static gboolean
head_cb (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  GPtrArray *rows = data, *copy;

  if (row >= RY_WARD_HEAD_ROWS)
    return FALSE;
  while (rows->len < row)
    g_ptr_array_add (rows, NULL);
  copy = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_cells; i++)
    g_ptr_array_add (copy, g_strdup (cells[i]));
  g_ptr_array_add (rows, copy);
  return TRUE;
}

static void
free_cells (gpointer cells)
{
  if (cells != NULL)
    g_ptr_array_unref (cells);
}

static RyWardColumns *
find_columns (RyWorkbook *book, guint sheet, GArray *merges, char **missing, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_cells);

  if (!ry_workbook_read (book, sheet, head_cb, rows, merges, cancellable, error))
    return NULL;
  return ry_ward_columns_find (rows, merges, missing);
}

/* The sheet that is called so, then any other. */
static RyWardColumns *
find_sheet (RyWorkbook *book, guint *found, GArray *merges, GCancellable *cancellable, GError **error)
{
  g_autofree char *missing = NULL;

  for (int named = 1; named >= 0; named--)
    for (guint i = 0; i < ry_workbook_get_n_sheets (book); i++) {
      g_autoptr (RyWardColumns) columns = NULL;
      g_autofree char *here = NULL;
      GError *local = NULL;

      if ((strstr (ry_workbook_get_sheet (book, i), "病棟票") != NULL) != named)
        continue;
      g_array_set_size (merges, 0);
      columns = find_columns (book, i, merges, &here, cancellable, &local);
      if (local != NULL) {
        g_propagate_error (error, local);
        return NULL;
      }
      *found = i;
      if (columns != NULL)
        return g_steal_pointer (&columns);
      if (missing == NULL)
        missing = g_steal_pointer (&here);
    }
  g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
               _ ("The headings %s were not found. This is to be the ward sheet (病棟票) of the national report."),
               missing != NULL ? missing : "医療機関コード");
  return NULL;
}

/* ---- Cells ---- */

static gboolean
is_needed (RyWardColumns *columns, guint column)
{
  for (RyWardColumn what = 0; what < RY_N_WARD_COLUMNS; what++)
    if (columns->columns[what] == (int) column)
      return TRUE;
  return FALSE;
}

/* Of merged cells below the head, those of the columns that are read: a hospital's code stands once for all its wards.
 */
static gboolean
index_merges (Reading *self, GArray *merges, GError **error)
{
  for (guint i = 0; i < merges->len; i++) {
    const RyWorkbookMerge *merge = &g_array_index (merges, RyWorkbookMerge, i);

    if (merge->last_row < self->columns->first_row || merge->last_row == merge->row ||
        !is_needed (self->columns, merge->column))
      continue;
    if (g_hash_table_size (self->first) + (merge->last_row - merge->row) > MOST_MERGED) {
      g_set_error_literal (error, RY_ERROR, RY_ERROR_TOO_LARGE, _ ("The workbook has too many merged cells."));
      return FALSE;
    }
    for (guint row = merge->row; row <= merge->last_row; row++)
      g_hash_table_insert (self->first, cell_key (row, merge->column), cell_key (merge->row, merge->column));
  }
  return TRUE;
}

static const char *
get_cell (Reading *self, guint row, const char *const *cells, guint n_cells, RyWardColumn what)
{
  int column = self->columns->columns[what];
  const char *text = column >= 0 && (guint) column < n_cells ? cells[column] : NULL;
  gpointer first = column >= 0 ? g_hash_table_lookup (self->first, cell_key (row, (guint) column)) : NULL;

  if (first == NULL)
    return text;
  if (first == cell_key (row, (guint) column) && text != NULL)
    g_hash_table_insert (self->merged, first, g_strdup (text));
  return g_hash_table_lookup (self->merged, first);
}

static gboolean
is_untold (const char *text)
{
  static const char *const masks[] = { "", "*", "＊", "-", "－", "―", "‐", "ー", NULL };

  return text == NULL || g_strv_contains (masks, text) || strstr (text, "未報告") != NULL ||
         strstr (text, "データ不備") != NULL;
}

/* The sum of the columns that were told; FALSE for what is no number. */
static gboolean
read_beds (GArray *columns, const char *const *cells, guint n_cells, gint64 *beds)
{
  *beds = RY_BEDS_UNTOLD;
  for (guint i = 0; i < columns->len; i++) {
    guint column = g_array_index (columns, guint, i);
    const char *text = column < n_cells ? cells[column] : NULL;
    g_autofree char *folded = text != NULL ? ry_text_nfkc (text) : NULL;
    char *end;
    double value;

    if (folded != NULL)
      g_strstrip (folded);
    if (is_untold (folded))
      continue;
    value = g_ascii_strtod (folded, &end);
    if (end == folded || *end != '\0' || value < 0 || value > MOST_BEDS || value != (gint64) value)
      return FALSE;
    *beds = MAX (*beds, 0) + (gint64) value;
  }
  return TRUE;
}

static gboolean
read_function (const char *text, RyWardFunction *function)
{
  static const struct {
    const char *word;
    RyWardFunction function;
  } words[] = {
    { "高度急性期", RY_WARD_HIGH_ACUTE }, { "急性期", RY_WARD_ACUTE }, { "回復期", RY_WARD_RECOVERY },
    { "慢性期", RY_WARD_CHRONIC },        { "休棟", RY_WARD_CLOSED },  { "休止", RY_WARD_CLOSED },
  };
  g_autofree char *folded = text != NULL ? ry_text_nfkc (text) : NULL;

  if (folded != NULL)
    g_strstrip (folded);
  *function = RY_WARD_UNREPORTED;
  if (is_untold (folded))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (folded, words[i].word)) {
      *function = words[i].function;
      return TRUE;
    }
  return FALSE;
}

/* ---- Rows ---- */

static RyWardReportRow *
add_row (Reading *self, guint line, const RyHospital *hospital, const char *ward, RyWardReportOutcome outcome)
{
  RyWardReportRow *row = g_new0 (RyWardReportRow, 1);

  row->line = line;
  row->organisation = g_strdup (hospital->id);
  row->hospital = g_strdup (hospital->name);
  row->ward = g_strdup (ward);
  row->outcome = outcome;
  g_ptr_array_add (self->report->rows, row);
  return row;
}

static void
refuse (Reading *self, guint line, const RyHospital *hospital, const char *ward, const char *why)
{
  add_row (self, line, hospital, ward, RY_WARD_REPORT_REFUSED)->detail = g_strdup (why);
}

/* Wards of one name are told apart by their order. */
static guint
count_name (Reading *self, const char *hospital, const char *folded)
{
  g_autofree char *key = g_strjoin ("\n", hospital, folded, NULL);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, key));

  g_hash_table_insert (self->seen, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
  return n;
}

static RyWard *
find_ward (const RyHospital *hospital, const char *folded, guint nth)
{
  for (guint i = 0; i < hospital->wards->len; i++) {
    RyWard *ward = g_ptr_array_index (hospital->wards, i);
    g_autofree char *name = ry_text_fold (ward->name != NULL ? ward->name : "");

    if (g_str_equal (name, folded) && nth-- == 0)
      return ward;
  }
  return NULL;
}

static void
tell (GString *words, const char *what, const char *before, const char *after)
{
  g_string_append_printf (words, "%s%s %s → %s", words->len > 0 ? _ (", ") : "", what, before, after);
}

static char *
dup_beds (gint64 beds)
{
  return beds != RY_BEDS_UNTOLD ? g_strdup_printf ("%d", (int) beds) : g_strdup (_ ("unknown"));
}

static void
compare_beds (JsonObject *changes, GString *words, const char *member, const char *what, gint64 before, gint64 after)
{
  g_autofree char *one = dup_beds (before), *other = dup_beds (after);

  if (after == RY_BEDS_UNTOLD || before == after)
    return;
  json_object_set_int_member (changes, member, after);
  tell (words, what, one, other);
}

static JsonObject *
create_stamp (Reading *self, RyWardFunction function, gint64 licensed, gint64 staffed)
{
  JsonObject *stamp = json_object_new ();

  json_object_set_int_member (stamp, "year", self->report->year);
  if (function == RY_WARD_UNREPORTED)
    json_object_set_boolean_member (stamp, "unreported", TRUE);
  else
    ry_json_set_string (stamp, "function", ry_ward_function_get_code (function));
  if (licensed != RY_BEDS_UNTOLD)
    json_object_set_int_member (stamp, "licensed", licensed);
  if (staffed != RY_BEDS_UNTOLD)
    json_object_set_int_member (stamp, "staffed", staffed);
  return stamp;
}

typedef struct {
  const char *name;
  const char *fee;
  RyWardFunction function;
  gint64 licensed, staffed;
} Told;

/* A ward that stands here: what the report says otherwise. */
static void
compare_ward (Reading *self, guint line, const RyHospital *hospital, const RyWard *ward, const Told *told)
{
  RyWardReportRow *row = add_row (self, line, hospital, ward->name, RY_WARD_REPORT_SAME);
  g_autoptr (GString) words = g_string_new (NULL);
  JsonObject *stamp = create_stamp (self, told->function, told->licensed, told->staffed);

  row->document = ry_document_ref (ward->document);
  row->changes = json_object_new ();
  g_hash_table_add (self->met, g_strdup (ry_document_get_id (ward->document)));
  if (told->function != RY_WARD_UNREPORTED && told->function != ward->function) {
    ry_json_set_string (row->changes, "function", ry_ward_function_get_code (told->function));
    tell (words, _ ("Function"), ry_ward_function_get_label (ward->function),
          ry_ward_function_get_label (told->function));
  }
  compare_beds (row->changes, words, "licensed", _ ("Licensed"), ward->licensed, told->licensed);
  compare_beds (row->changes, words, "staffed", _ ("Staffed"), ward->staffed, told->staffed);
  if (told->fee != NULL && g_strcmp0 (told->fee, ward->fee) != 0) {
    ry_json_set_string (row->changes, "fee", told->fee);
    tell (words, _ ("Hospital fee"), ward->fee != NULL ? ward->fee : _ ("none"), told->fee);
  }
  row->outcome = words->len > 0                         ? RY_WARD_REPORT_CHANGED
                 : told->function == RY_WARD_UNREPORTED ? RY_WARD_REPORT_UNREPORTED
                                                        : RY_WARD_REPORT_SAME;
  row->detail = words->len > 0 ? g_strdup (words->str) : NULL;
  json_object_set_object_member (row->changes, "reported", stamp);
}

/* One that was entered here with a later beginning: what the report tells was before it. */
static void
end_before_later (Reading *self, JsonObject *changes, const char *hospital, const char *name)
{
  g_autofree char *folded = ry_text_fold (name);
  g_autofree char *key = g_strjoin ("\n", hospital, folded, NULL);
  const char *later = g_hash_table_lookup (self->later, key);
  g_autofree char *last_day = NULL;
  GDate day;

  if (later == NULL || !ry_date_parse (later, &day))
    return;
  g_date_subtract_days (&day, 1);
  last_day = ry_date_format (&day, RY_DATE_ISO);
  ry_json_set_string (changes, "to", last_day);
}

static void
add_ward (Reading *self, guint line, const RyHospital *hospital, const Told *told)
{
  RyWardReportRow *row =
      add_row (self, line, hospital, told->name,
               told->function == RY_WARD_UNREPORTED ? RY_WARD_REPORT_UNREPORTED : RY_WARD_REPORT_NEW);
  g_autofree char *licensed = dup_beds (told->licensed);
  JsonObject *changes = json_object_new ();

  row->detail = g_strdup_printf (_ ("%s, licensed %s"), ry_ward_function_get_label (told->function), licensed);
  ry_json_set_string (changes, "kind", "ward");
  ry_json_set_string (changes, "organisation", hospital->id);
  ry_json_set_string (changes, "name", told->name);
  if (told->function != RY_WARD_UNREPORTED)
    ry_json_set_string (changes, "function", ry_ward_function_get_code (told->function));
  if (told->licensed != RY_BEDS_UNTOLD)
    json_object_set_int_member (changes, "licensed", told->licensed);
  if (told->staffed != RY_BEDS_UNTOLD)
    json_object_set_int_member (changes, "staffed", told->staffed);
  if (told->fee != NULL)
    ry_json_set_string (changes, "fee", told->fee);
  ry_json_set_string (changes, "from", self->report->as_of);
  end_before_later (self, changes, hospital->id, told->name);
  json_object_set_object_member (changes, "reported",
                                 create_stamp (self, told->function, told->licensed, told->staffed));
  row->changes = changes;
}

static void
take_row (Reading *self, guint line, const RyHospital *hospital, const Told *told)
{
  g_autofree char *folded = ry_text_fold (told->name);
  RyWard *ward = find_ward (hospital, folded, count_name (self, hospital->id, folded));

  if (ward != NULL)
    compare_ward (self, line, hospital, ward, told);
  else
    add_ward (self, line, hospital, told);
}

static gboolean
row_cb (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error)
{
  Reading *self = data;
  const char *texts[RY_N_WARD_COLUMNS];
  g_autofree char *code = NULL, *name = NULL, *fee = NULL;
  RyHospital *hospital;
  Told told = { NULL };

  if (row < self->columns->first_row)
    return TRUE;
  for (RyWardColumn what = 0; what < RY_N_WARD_COLUMNS; what++)
    texts[what] = get_cell (self, row, cells, n_cells, what);
  code = ry_ward_code_parse (texts[RY_WARD_COLUMN_CODE]);
  hospital = code != NULL ? g_hash_table_lookup (self->hospitals, code) : NULL;
  if (hospital == NULL) {
    self->report->n_others += texts[RY_WARD_COLUMN_CODE] != NULL;
    return TRUE;
  }
  g_hash_table_add (self->named, hospital->id);
  name = texts[RY_WARD_COLUMN_WARD] != NULL ? g_strstrip (g_strdup (texts[RY_WARD_COLUMN_WARD])) : g_strdup ("");
  fee = is_untold (texts[RY_WARD_COLUMN_FEE]) ? NULL : g_strstrip (ry_text_nfkc (texts[RY_WARD_COLUMN_FEE]));
  told = (Told){ .name = name, .fee = fee };
  if (*name == '\0')
    refuse (self, row + 1, hospital, "", _ ("The ward has no name."));
  else if (!read_function (texts[RY_WARD_COLUMN_FUNCTION], &told.function))
    refuse (self, row + 1, hospital, name, _ ("The function is none of the four."));
  else if (!read_beds (self->columns->licensed, cells, n_cells, &told.licensed) ||
           !read_beds (self->columns->staffed, cells, n_cells, &told.staffed))
    refuse (self, row + 1, hospital, name, _ ("The number of beds is no number."));
  else
    take_row (self, row + 1, hospital, &told);
  return TRUE;
}

/* ---- The whole ---- */

static gboolean
index_hospitals (Reading *self, GError **error)
{
  self->all = ry_hospital_read_all (self->workspace, self->report->as_of, error);
  if (self->all == NULL)
    return FALSE;
  for (guint i = 0; i < self->all->len; i++) {
    RyHospital *hospital = g_ptr_array_index (self->all, i);
    g_autofree char *code = ry_ward_code_parse (ry_document_get_string (hospital->organisation, "medical_code"));
    const char *tail = code != NULL && strlen (code) == 10 ? code + 3 : NULL;

    if (tail != NULL && !g_hash_table_contains (self->hospitals, tail))
      g_hash_table_insert (self->hospitals, g_strdup (tail), hospital);
    else if (tail != NULL)
      g_hash_table_insert (self->hospitals, g_strdup (tail), NULL); /* two hospitals: the short code tells neither */
    if (code != NULL)
      g_hash_table_insert (self->hospitals, g_steal_pointer (&code), hospital);
  }
  return TRUE;
}

static gboolean
index_later (Reading *self, GError **error)
{
  const RyQuery query = { .kind = "ward" };
  g_autoptr (GPtrArray) wards = ry_workspace_query (self->workspace, &query, error);

  for (guint i = 0; wards != NULL && i < wards->len; i++) {
    RyDocument *ward = g_ptr_array_index (wards, i);
    const char *from = ry_document_get_string (ward, "from"), *name = ry_document_get_string (ward, "name"),
               *of = ry_document_get_string (ward, "organisation");
    g_autofree char *folded = name != NULL ? ry_text_fold (name) : NULL;
    g_autofree char *key = folded != NULL && of != NULL ? g_strjoin ("\n", of, folded, NULL) : NULL;
    const char *before = key != NULL ? g_hash_table_lookup (self->later, key) : NULL;

    if (key != NULL && from != NULL && strcmp (from, self->report->as_of) > 0 &&
        (before == NULL || strcmp (from, before) < 0))
      g_hash_table_insert (self->later, g_steal_pointer (&key), g_strdup (from));
  }
  return wards != NULL;
}

/* What stands here and was not named, in hospitals that were. */
static void
note_gone (Reading *self)
{
  for (guint i = 0; i < self->all->len; i++) {
    RyHospital *hospital = g_ptr_array_index (self->all, i);

    if (!g_hash_table_contains (self->named, hospital->id)) {
      g_ptr_array_add (self->report->absent, g_strdup (hospital->name));
      continue;
    }
    for (guint j = 0; j < hospital->wards->len; j++) {
      RyWard *ward = g_ptr_array_index (hospital->wards, j);

      if (!g_hash_table_contains (self->met, ry_document_get_id (ward->document)))
        add_row (self, 0, hospital, ward->name, RY_WARD_REPORT_GONE);
    }
  }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const RyWardReportRow *left = *(RyWardReportRow *const *) a, *right = *(RyWardReportRow *const *) b;
  int order = g_strcmp0 (left->organisation, right->organisation);

  if (order != 0)
    return order;
  /* those in no row stand last */
  return (left->line - 1 > right->line - 1) - (left->line - 1 < right->line - 1);
}

static void
finish (Reading *self)
{
  note_gone (self);
  g_ptr_array_sort (self->report->rows, compare_rows);
  for (guint i = 0; i < self->report->rows->len; i++)
    self->report->counts[((RyWardReportRow *) g_ptr_array_index (self->report->rows, i))->outcome]++;
}

static void
choose_year (RyWardReport *report, int wanted, int found)
{
  GDate today;

  ry_date_today (&today);
  report->year = wanted > 0 ? wanted : found > 0 ? found : ry_date_fiscal_year (&today);
  report->year_told = wanted > 0 || found > 0;
  report->as_of = g_strdup_printf ("%04d" REPORT_DAY, report->year);
}

static void
begin (Reading *self)
{
  self->merged = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->first = g_hash_table_new (NULL, NULL);
  self->hospitals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->later = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->named = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
end (Reading *self)
{
  g_hash_table_unref (self->merged);
  g_hash_table_unref (self->first);
  g_hash_table_unref (self->hospitals);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->later);
  g_hash_table_unref (self->met);
  g_hash_table_unref (self->named);
  g_clear_pointer (&self->all, g_ptr_array_unref);
}

static RyWardReport *
create_report (void)
{
  RyWardReport *report = g_new0 (RyWardReport, 1);

  report->rows = g_ptr_array_new_with_free_func (free_row);
  report->absent = g_ptr_array_new_with_free_func (g_free);
  return report;
}

/**
 * ry_ward_report_read:
 * @workspace: where
 * @path: a workbook
 * @year: the year reported, 0 for what its headings say
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for an error
 *
 * Reads the report and compares it with what stands here. Writes nothing. Not for a main loop.
 *
 * Returns: (transfer full) (nullable): what would become of it; %NULL with %RY_ERROR_INVALID or %RY_ERROR_TOO_LARGE
 */
RyWardReport *
ry_ward_report_read (RyWorkspace *workspace, const char *path, int year, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyWorkbook) book = ry_workbook_open (path, cancellable, error);
  g_autoptr (GArray) merges = g_array_new (FALSE, FALSE, sizeof (RyWorkbookMerge));
  g_autoptr (RyWardReport) report = create_report ();
  guint sheet = 0;
  g_autoptr (RyWardColumns) columns = book != NULL ? find_sheet (book, &sheet, merges, cancellable, error) : NULL;
  Reading reading = { .workspace = workspace, .report = report, .columns = columns };
  gboolean ok;

  if (columns == NULL)
    return NULL;
  report->sheet = g_strdup (ry_workbook_get_sheet (book, sheet));
  choose_year (report, year, columns->year);
  begin (&reading);
  ok = index_hospitals (&reading, error) && index_later (&reading, error) && index_merges (&reading, merges, error) &&
       ry_workbook_read (book, sheet, row_cb, &reading, NULL, cancellable, error);
  if (ok)
    finish (&reading);
  end (&reading);
  return ok ? g_steal_pointer (&report) : NULL;
}

/**
 * ry_ward_report_free:
 * @report: (transfer full): a report
 *
 * Frees it.
 */
void
ry_ward_report_free (RyWardReport *report)
{
  g_free (report->sheet);
  g_free (report->as_of);
  g_ptr_array_unref (report->rows);
  g_ptr_array_unref (report->absent);
  g_free (report);
}

/**
 * ry_ward_report_outcome_get_word:
 * @outcome: an outcome
 *
 * Returns: what it is called
 */
const char *
ry_ward_report_outcome_get_word (RyWardReportOutcome outcome)
{
  static const char *const words[RY_N_WARD_REPORT_OUTCOMES] = { N_ ("New wards"),         N_ ("Changed wards"),
                                                                N_ ("Wards as before"),   N_ ("Wards not reported"),
                                                                N_ ("Not in the report"), N_ ("Refused rows") };

  return _ (words[outcome]);
}
