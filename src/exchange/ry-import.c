/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An import before its run: the file's beginning is looked at once, its row of headings found, its columns
 * matched to fields. Nothing is written to the workspace here; ry-import-run.c does that.
 */
#include "ry-import-private.h"

#include "ry-cell.h"
#include "ry-column-match.h"
#include "ry-error.h"
#include "ry-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (RyImport, ry_import, G_TYPE_OBJECT)

#define PREVIEW_ROWS     20
#define HEADING_ROWS_MAX 10 /* a title, a date, who made it and an empty line stand above some lists */

static const char *const no_headings[] = { NULL };

static const char *const *
get_headings (RyImport *self)
{
  return self->heading_row < self->head->len ? self->head->pdata[self->heading_row] : no_headings;
}

static const char *
get_cell (GStrv row, guint column)
{
  return column < g_strv_length (row) ? row[column] : "";
}

static char *
get_memory_path (RyImport *self)
{
  return g_build_filename (ry_workspace_get_home (self->workspace), "import-columns.json", NULL);
}

static void
keep_fault (RyImport *self, gint64 line, const GError *error)
{
  if (self->n_unreadable++ == 0)
    self->first_fault = g_strdup_printf (_ ("Row %d: %s"), (int) line, error->message);
}

/* Rows that cannot be made out are left for the run to refuse. */
static gboolean
read_head (RyImport *self, RyTable *table, GError **error)
{
  while (self->head->len < HEADING_ROWS_MAX + PREVIEW_ROWS) {
    g_autoptr (GError) local = NULL;
    gint64 line = 0;
    GStrv row = ry_table_read_row (table, &line, &local);

    if (row != NULL) {
      g_ptr_array_add (self->head, row);
      g_array_append_val (self->head_lines, line);
    } else if (local == NULL)
      break;
    else if (!g_error_matches (local, RY_ERROR, RY_ERROR_INVALID)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    } else
      keep_fault (self, line, local);
    if (self->n_unreadable > HEADING_ROWS_MAX + PREVIEW_ROWS)
      break;
  }
  if (self->head->len > 0)
    return TRUE;
  if (self->n_unreadable > 0)
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("The file has no row that can be read. %s"), self->first_fault);
  else
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
                 _ ("The file is empty. Save the list once more from the spreadsheet as CSV, then choose that file."));
  return FALSE;
}

static guint
find_heading_row (RyImport *self)
{
  guint best = 0, best_count = 0;

  for (guint i = 0; i < MIN (self->head->len, HEADING_ROWS_MAX); i++) {
    guint count = ry_column_match_count (self->kind, self->head->pdata[i]);

    if (count > best_count) {
      best = i;
      best_count = count;
    }
  }
  return best;
}

static gboolean
says_hospital (const char *text)
{
  static const char *const others[] = { "診療所", "クリニック", "医院", "薬局", "介護", "看護", "事業所", "会員" };
  g_autofree char *folded = ry_text_fold (text);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *other = ry_text_fold (others[i]);

    if (strstr (folded, other) != NULL)
      return FALSE;
  }
  return strstr (folded, "hospital") != NULL || strstr (folded, "病院") != NULL;
}

/* A list of hospitals says so over its column of names, and not row by row; or in the file's name, which is
 * weaker. */
static void
find_kind_of_file (RyImport *self)
{
  g_autofree char *name = g_path_get_basename (self->path);
  gboolean has_kind = ry_kind_find_field (self->kind, "org_kind") != NULL;
  gboolean heading_says = FALSE;

  for (const char *const *heading = get_headings (self); *heading != NULL && !heading_says; heading++)
    heading_says = says_hospital (*heading);
  self->kind_of_file = has_kind && (heading_says || says_hospital (name)) ? "hospital" : NULL;
  self->kind_is_sure = heading_says;
}

static void
match_columns (RyImport *self)
{
  g_autofree char *memory = get_memory_path (self);

  g_ptr_array_set_size (self->preview, 0);
  for (guint i = self->heading_row + 1; i < self->head->len && self->preview->len < PREVIEW_ROWS; i++)
    g_ptr_array_add (self->preview, self->head->pdata[i]);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = ry_column_recall (memory, self->kind, get_headings (self));
  self->recalled = self->fields != NULL;
  if (!self->recalled)
    self->fields = ry_column_match (self->kind, get_headings (self), self->preview);
  find_kind_of_file (self);
}

static RyField *
get_field (RyImport *self, guint column)
{
  return column < self->fields->len ? self->fields->pdata[column] : NULL;
}

static char *
describe_value (RyField *field, JsonNode *value)
{
  g_autofree char *display = ry_field_dup_display (field, value);

  if (ry_field_get_value_type (field) == RY_FIELD_DATE)
    return g_strdup_printf (_ ("%s (%s)"), display, json_node_get_string (value));
  return g_steal_pointer (&display);
}

static guint
count_unreadable (RyImport *self, RyField *field, guint column)
{
  guint n = 0;

  for (guint i = 0; i < self->preview->len; i++) {
    g_autoptr (JsonNode) value = NULL;

    n += ry_cell_read (field, get_cell (self->preview->pdata[i], column), &value, NULL) ? 0 : 1;
  }
  return n;
}

static void
ry_import_finalize (GObject *object)
{
  RyImport *self = RY_IMPORT (object);

  for (int i = 0; i < RY_N_IMPORT_OUTCOMES; i++)
    g_ptr_array_unref (self->outcomes[i]);
  g_ptr_array_unref (self->preview);
  g_ptr_array_unref (self->head);
  g_array_unref (self->head_lines);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->defaults, json_object_unref);
  g_clear_pointer (&self->kinds, ry_kinds_unref);
  g_clear_object (&self->workspace);
  g_free (self->where_text);
  g_free (self->first_fault);
  g_free (self->encoding);
  g_free (self->how_found);
  g_free (self->path);
  G_OBJECT_CLASS (ry_import_parent_class)->finalize (object);
}

static void
ry_import_class_init (RyImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_import_finalize;
}

static void
ry_import_init (RyImport *self)
{
  self->head = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->head_lines = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->preview = g_ptr_array_new ();
  for (int i = 0; i < RY_N_IMPORT_OUTCOMES; i++)
    self->outcomes[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) _ry_import_row_free);
}

RyImportRow *
_ry_import_row_new (gint64 line, const char *id, const char *name, const char *detail)
{
  RyImportRow *row = g_new0 (RyImportRow, 1);

  row->line = line;
  row->id = g_strdup (id);
  row->name = g_strdup (name);
  row->detail = g_strdup (detail);
  return row;
}

void
_ry_import_row_free (RyImportRow *row)
{
  g_free (row->id);
  g_free (row->name);
  g_free (row->detail);
  g_free (row);
}

/* How many columns are named as a field is: the strongest sign that the encoding is right. */
static guint
count_known_headings (RyImport *self)
{
  return ry_column_match_count (self->kind, get_headings (self));
}

/* A short list may do as two encodings. */
static const char *
get_other_encoding (RyImport *self)
{
  return g_str_equal (self->encoding, "CP932") ? "EUC-JP" : g_str_equal (self->encoding, "EUC-JP") ? "CP932" : NULL;
}

static RyImport *
look_at (RyWorkspace *workspace, const char *kind, const char *path, const char *encoding, GError **error)
{
  g_autoptr (RyTable) table = ry_table_open (path, encoding, error);
  g_autoptr (RyImport) self = NULL;

  if (table == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_IMPORT, NULL);
  self->workspace = g_object_ref (workspace);
  self->kinds = ry_kinds_ref (ry_workspace_get_kinds (workspace));
  self->kind = ry_kinds_get (self->kinds, kind);
  self->path = g_strdup (path);
  self->encoding = g_strdup (ry_table_get_encoding (table));
  self->how_found = g_strdup (ry_table_get_how_found (table));
  self->size = ry_table_get_size (table);
  if (self->kind == NULL) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no kind of record “%s”."), kind);
    return NULL;
  }
  if (!read_head (self, table, error))
    return NULL;
  self->heading_row = find_heading_row (self);
  match_columns (self);
  return g_steal_pointer (&self);
}

/**
 * ry_import_new:
 * @workspace: where to import to
 * @kind: the kind of document that a row becomes
 * @path: a table, see ry_table_open()
 * @encoding: (nullable): its encoding, or %NULL to find it
 * @error: return location
 *
 * Looks at the beginning of the file: finds the encoding and the row of headings, and matches the columns as
 * they were matched the last time these headings came, or else by their headings.
 *
 * Returns: (transfer full): the import, or %NULL with a sentence for the person who chose the file
 */
RyImport *
ry_import_new (RyWorkspace *workspace, const char *kind, const char *path, const char *encoding, GError **error)
{
  g_autoptr (RyImport) self = look_at (workspace, kind, path, encoding, error);
  const char *other_encoding = self != NULL && encoding == NULL ? get_other_encoding (self) : NULL;
  g_autoptr (RyImport) other = NULL;

  if (other_encoding == NULL || count_known_headings (self) > 0)
    return g_steal_pointer (&self);
  other = look_at (workspace, kind, path, other_encoding, NULL);
  if (other == NULL || count_known_headings (other) == 0)
    return g_steal_pointer (&self);
  g_free (other->how_found);
  other->how_found = g_strdup (_ ("found by trial"));
  return g_steal_pointer (&other);
}

/**
 * ry_import_get_size:
 * @self: an import
 *
 * Returns: bytes in the file
 */
gint64
ry_import_get_size (RyImport *self)
{
  return self->size;
}

/**
 * ry_import_get_encoding:
 * @self: an import
 *
 * Returns: the encoding in which the file is read, one of ry_table_encodings()
 */
const char *
ry_import_get_encoding (RyImport *self)
{
  return self->encoding;
}

/**
 * ry_import_get_how_found:
 * @self: an import
 *
 * Returns: how the encoding was found, in a few words for a person
 */
const char *
ry_import_get_how_found (RyImport *self)
{
  return self->how_found;
}

/**
 * ry_import_get_heading_row:
 * @self: an import
 *
 * Returns: which row holds the headings, from 1
 */
guint
ry_import_get_heading_row (RyImport *self)
{
  return self->heading_row + 1;
}

/**
 * ry_import_set_heading_row:
 * @self: an import
 * @row: which row holds the headings, from 1
 *
 * Matches the columns anew.
 *
 * Returns: whether there is such a row near the beginning of the file
 */
gboolean
ry_import_set_heading_row (RyImport *self, guint row)
{
  if (row < 1 || row > MIN (self->head->len, HEADING_ROWS_MAX))
    return FALSE;
  self->heading_row = row - 1;
  match_columns (self);
  return TRUE;
}

/**
 * ry_import_get_recalled:
 * @self: an import
 *
 * Returns: whether the columns are matched as they were the last time
 */
gboolean
ry_import_get_recalled (RyImport *self)
{
  return self->recalled;
}

/**
 * ry_import_get_n_columns:
 * @self: an import
 *
 * Returns: how many columns have a heading
 */
guint
ry_import_get_n_columns (RyImport *self)
{
  return self->fields->len;
}

/**
 * ry_import_get_heading:
 * @self: an import
 * @column: a column, from 0
 *
 * Returns: its heading as it stands in the file
 */
const char *
ry_import_get_heading (RyImport *self, guint column)
{
  return get_cell ((GStrv) get_headings (self), column);
}

/**
 * ry_import_get_sample:
 * @self: an import
 * @column: a column, from 0
 *
 * Returns: its first cell that is not empty, within the rows of the preview; ""
 */
const char *
ry_import_get_sample (RyImport *self, guint column)
{
  for (guint i = 0; i < self->preview->len; i++) {
    const char *cell = get_cell (self->preview->pdata[i], column);
    g_autofree char *trimmed = ry_cell_trim (cell);

    if (*trimmed != '\0')
      return cell;
  }
  return "";
}

/**
 * ry_import_get_field:
 * @self: an import
 * @column: a column, from 0
 *
 * Returns: (nullable): the name of the field that the column fills, %NULL where it is not imported
 */
const char *
ry_import_get_field (RyImport *self, guint column)
{
  RyField *field = get_field (self, column);

  return field != NULL ? ry_field_get_name (field) : NULL;
}

/**
 * ry_import_set_field:
 * @self: an import
 * @column: a column, from 0
 * @field: (nullable): the name of a field; %NULL not to import the column
 * @error: return location
 *
 * Another column that fills the same field is let go.
 *
 * Returns: %FALSE with %RY_ERROR_BAD_REQUEST where there is no such column, or no such field to fill
 */
gboolean
ry_import_set_field (RyImport *self, guint column, const char *field, GError **error)
{
  RyField *found = field != NULL ? ry_kind_find_field (self->kind, field) : NULL;

  if (column >= self->fields->len || (field != NULL && (found == NULL || !ry_column_can_fill (found)))) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("The field “%s” cannot be filled from a list."),
                 field != NULL ? field : "");
    return FALSE;
  }
  for (guint i = 0; i < self->fields->len; i++)
    if (found != NULL && self->fields->pdata[i] == found)
      self->fields->pdata[i] = NULL;
  self->fields->pdata[column] = found;
  return TRUE;
}

/**
 * ry_import_describe_column:
 * @self: an import
 * @column: a column, from 0
 *
 * Returns: (transfer full): what becomes of the column, with a real value: 「S58.4.1」→
 * 昭和58年4月1日（1983-04-01）
 */
char *
ry_import_describe_column (RyImport *self, guint column)
{
  RyField *field = get_field (self, column);
  const char *sample = ry_import_get_sample (self, column);
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *trimmed = ry_cell_trim (sample), *described = NULL;
  guint unreadable;

  if (field == NULL)
    return g_strdup (_ ("This column is not imported."));
  unreadable = count_unreadable (self, field, column);
  if (unreadable > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of the first rows cannot be read as “%s”.",
                                         "%u of the first rows cannot be read as “%s”.", unreadable),
                            unreadable, ry_field_get_label (field));
  if (!ry_cell_read (field, sample, &value, &error) || value == NULL)
    return g_strdup (_ ("The first rows of this column are empty."));
  described = describe_value (field, value);
  return g_strdup_printf (_ ("“%s” becomes %s"), trimmed, described);
}

/**
 * ry_import_get_preview:
 * @self: an import
 *
 * Returns: (transfer none) (element-type GStrv): the first rows below the headings, decoded
 */
GPtrArray *
ry_import_get_preview (RyImport *self)
{
  return self->preview;
}

/**
 * ry_import_get_preview_line:
 * @self: an import
 * @row: position in ry_import_get_preview()
 *
 * Returns: the line of the file on which it begins, from 1, as the outcomes of a run say it
 */
gint64
ry_import_get_preview_line (RyImport *self, guint row)
{
  guint position = self->heading_row + 1 + row;

  return position < self->head_lines->len ? g_array_index (self->head_lines, gint64, position) : 0;
}

/**
 * ry_import_get_n_unreadable:
 * @self: an import
 * @first: (out) (optional) (nullable) (transfer none): which row is the first of them, and why
 *
 * Returns: how many rows at the beginning of the file could not be made out, because a quotation mark is missing or
 * the encoding is another
 */
guint
ry_import_get_n_unreadable (RyImport *self, const char **first)
{
  if (first != NULL)
    *first = self->first_fault;
  return self->n_unreadable;
}

/**
 * ry_import_list_fields:
 * @self: an import
 *
 * Returns: (transfer container) (element-type RyField): the fields that a column can fill, in the order of
 * the form
 */
GPtrArray *
ry_import_list_fields (RyImport *self)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < ry_kind_get_n_fields (self->kind); i++)
    if (ry_column_can_fill (ry_kind_get_field (self->kind, i)))
      g_ptr_array_add (fields, ry_kind_get_field (self->kind, i));
  return fields;
}

/**
 * ry_import_get_field_conversion:
 * @field: a field
 *
 * Returns: (nullable): what is done to cells on their way into @field, in two or three words, as 和暦を読む
 */
const char *
ry_import_get_field_conversion (RyField *field)
{
  return ry_cell_get_conversion (field);
}

/**
 * ry_import_set_where:
 * @self: an import
 * @where: (nullable): `FIELD=VALUE` or `FIELD~TEXT`; %NULL for all rows
 * @error: return location
 *
 * Takes only the rows that answer the condition. The area that is derived from an address can be asked for
 * too.
 *
 * Returns: %FALSE with %RY_ERROR_BAD_REQUEST where @where cannot be understood
 */
gboolean
ry_import_set_where (RyImport *self, const char *where, GError **error)
{
  gsize length = where != NULL ? strcspn (where, "=~") : 0;
  g_autofree char *name = where != NULL ? g_strndup (where, length) : NULL;
  RyField *field = name != NULL ? ry_kind_find_field (self->kind, name) : NULL;

  g_clear_pointer (&self->where_text, g_free);
  self->where_field = NULL;
  if (where == NULL)
    return TRUE;
  if (field == NULL || where[length] == '\0') {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("“%s” is not a condition. Write FIELD=VALUE or FIELD~TEXT."),
                 where);
    return FALSE;
  }
  self->where_field = field;
  self->where_exact = where[length] == '=';
  self->where_text = self->where_exact ? g_strdup (where + length + 1) : ry_text_fold (where + length + 1);
  return TRUE;
}

static gboolean
has_match (RyImport *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (self->fields->pdata[i] != NULL)
      return TRUE;
  return FALSE;
}

/**
 * ry_import_is_ready:
 * @self: an import
 * @why_not: (out) (optional) (transfer full): what is missing, in a sentence
 *
 * Returns: whether every field that a document needs has a column, and below the headings stands a row
 */
gboolean
ry_import_is_ready (RyImport *self, char **why_not)
{
  const char *fault = NULL;

  if (!has_match (self))
    fault =
        _ ("No heading of this file is known, as “Name” or “Address” would be. Say which row holds the headings, or "
           "which column is which.");
  else if (self->preview->len == 0 && self->n_unreadable == 0)
    fault = _ ("The file has headings, but no rows below them. Add the members in the spreadsheet, one a row, save it, "
               "and choose it again.");
  if (fault != NULL && why_not != NULL)
    *why_not = g_strdup (fault);
  if (fault != NULL)
    return FALSE;
  for (guint i = 0; i < ry_kind_get_n_fields (self->kind); i++) {
    RyField *field = ry_kind_get_field (self->kind, i);

    if (!ry_field_get_required (field) || g_ptr_array_find (self->fields, field, NULL) ||
        (self->defaults != NULL && json_object_has_member (self->defaults, ry_field_get_name (field))))
      continue;
    if (why_not != NULL)
      *why_not =
          g_strdup_printf (_ ("No column is matched to “%s”, which every record needs."), ry_field_get_label (field));
    return FALSE;
  }
  return TRUE;
}

/**
 * ry_import_remember_columns:
 * @self: an import
 * @error: return location
 *
 * Keeps the matches for the next file with the same headings, on this machine.
 *
 * Returns: whether they could be written
 */
gboolean
ry_import_remember_columns (RyImport *self, GError **error)
{
  g_autofree char *memory = get_memory_path (self);

  if (ry_column_remember (memory, get_headings (self), self->fields, error))
    return TRUE;
  g_prefix_error (error, "%s", _ ("Remembering the columns: "));
  return FALSE;
}

/**
 * ry_import_get_outcome_rows:
 * @self: an import after a run
 * @outcome: which rows
 * @limit: at most so many; 0 for all that are kept
 *
 * Of each outcome the first 500 rows are kept.
 *
 * Returns: (transfer container) (element-type RyImportRow): the rows; they belong to @self until its next run
 */
GPtrArray *
ry_import_get_outcome_rows (RyImport *self, RyImportOutcome outcome, guint limit)
{
  GPtrArray *kept = self->outcomes[outcome];
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < kept->len && (limit == 0 || i < limit); i++)
    g_ptr_array_add (rows, kept->pdata[i]);
  return rows;
}
