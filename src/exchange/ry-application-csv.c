/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of headings is the one that knows the most of them, as some forms write a title above. A value that its field
 * cannot hold goes into the note, so that nothing that was written is lost.
 */
#include "ry-application-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-cell.h"
#include "ry-column-match.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-table.h"

#define HEAD_ROWS 20
#define MOST_ROWS 20000

/* What the file says before any of it is understood. */
typedef struct {
  GPtrArray *rows; /* of GStrv */
  GArray *lines;   /* gint64: where each row begins */
  GPtrArray *refused;
} Reading;

static void
reading_clear (Reading *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->lines);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
take_line (Reading *self, GStrv row, gint64 line)
{
  g_ptr_array_add (self->rows, row);
  g_array_append_val (self->lines, line);
}

/* A row that cannot be made out is refused alone; what is wrong with the file is wrong with all of it. */
static gboolean
read_rows (Reading *self, RyTable *table, GError **error)
{
  while (self->rows->len <= MOST_ROWS) {
    g_autoptr (GError) local = NULL;
    gint64 line;
    GStrv row = ry_table_read_row (table, &line, &local);

    if (row != NULL) {
      take_line (self, row, line);
    } else if (local == NULL) {
      return TRUE;
    } else if (!g_error_matches (local, RY_ERROR, RY_ERROR_INVALID)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    } else {
      g_ptr_array_add (self->refused, g_strdup_printf (_ ("Line %d: %s"), (int) line, local->message));
    }
  }
  g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
               _ ("The file has more than %d lines. Is it the file of one event? Nothing was read."), MOST_ROWS);
  return FALSE;
}

static gboolean
read_file (Reading *self, const char *path, GError **error)
{
  g_autoptr (RyTable) table = ry_table_open (path, NULL, error);

  return table != NULL && read_rows (self, table, error);
}

static guint
find_heading_row (RyKind *kind, GPtrArray *rows)
{
  guint best = 0, most = 0;

  for (guint i = 0; i < MIN (rows->len, HEAD_ROWS); i++) {
    guint n = ry_column_match_count (kind, (const char *const *) rows->pdata[i]);

    if (n > most) {
      best = i;
      most = n;
    }
  }
  return best;
}

static void
keep (GString *kept, const char *heading, const char *text)
{
  g_string_append_printf (kept, "%s%s：%s", kept->len > 0 ? "　" : "", heading, text);
}

/* After all columns were read: the note has a column of its own. */
static void
put_in_note (JsonObject *content, const GString *kept)
{
  const char *note = ry_json_get_string (content, "note");
  g_autofree char *longer = note != NULL ? g_strdup_printf ("%s　%s", note, kept->str) : NULL;

  if (kept->len > 0)
    json_object_set_string_member (content, "note", longer != NULL ? longer : kept->str);
}

/* A form notes the moment; the day is what counts. */
static void
cut_day (RyField *field, char *text)
{
  if (ry_field_get_value_type (field) == RY_FIELD_DATE)
    text[strcspn (text, " T")] = '\0';
}

static void
read_cell (JsonObject *content, RyField *field, const char *heading, const char *cell, GString *kept)
{
  g_autofree char *text = ry_cell_trim (cell);
  g_autofree char *whole = g_strdup (text);
  JsonNode *value = NULL;

  if (*text == '\0')
    return;
  cut_day (field, text);
  if (ry_cell_read (field, text, &value, NULL) && value != NULL)
    json_object_set_member (content, ry_field_get_name (field), value);
  else
    keep (kept, heading, whole);
}

static JsonObject *
read_row (GStrv row, GStrv headings, GPtrArray *fields)
{
  JsonObject *content = json_object_new ();
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; row[i] != NULL && i < fields->len; i++)
    if (fields->pdata[i] != NULL)
      read_cell (content, fields->pdata[i], headings[i], row[i], kept);
  put_in_note (content, kept);
  if (ry_json_get_string (content, "channel") == NULL)
    json_object_set_string_member (content, "channel", "web");
  return content;
}

static gboolean
is_empty (GStrv row)
{
  for (; *row != NULL; row++)
    if (**row != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
has_name (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (fields->pdata[i] != NULL && strcmp (ry_field_get_name (fields->pdata[i]), "name") == 0)
      return TRUE;
  return FALSE;
}

static char *
describe_columns (GStrv headings, GPtrArray *fields)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; headings[i] != NULL && i < fields->len; i++)
    if (fields->pdata[i] != NULL)
      g_string_append_printf (words, "%s%s → %s", words->len > 0 ? "　" : "", headings[i],
                              ry_field_get_label (fields->pdata[i]));
  return g_string_free (words, FALSE);
}

static void
take_row (RyApplicationFile *self, JsonObject *content, gint64 line)
{
  const char *name = ry_json_get_string (content, "name");

  if (name != NULL && *name != '\0') {
    g_ptr_array_add (self->rows, content);
    return;
  }
  g_ptr_array_add (self->refused, g_strdup_printf (_ ("Line %d has no name."), (int) line));
  json_object_unref (content);
}

/**
 * ry_application_file_read:
 * @kind: the kind application
 * @path: a CSV or TSV file, of any of the encodings that offices use
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it says; %RY_ERROR_INVALID where no column holds names
 */
RyApplicationFile *
ry_application_file_read (RyKind *kind, const char *path, GError **error)
{
  g_auto (Reading) reading = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev),
                               g_array_new (FALSE, FALSE, sizeof (gint64)), g_ptr_array_new_with_free_func (g_free) };
  GPtrArray *rows = reading.rows;
  g_autoptr (GPtrArray) fields = NULL;
  RyApplicationFile *self;
  guint head;

  if (!read_file (&reading, path, error))
    return NULL;
  head = find_heading_row (kind, rows);
  if (rows->len > 0)
    fields = ry_column_match (kind, (const char *const *) rows->pdata[head], rows);
  if (fields == NULL || !has_name (fields)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID,
                         _ ("No column of this file is headed “氏名” or “お名前”. Nothing was read."));
    return NULL;
  }
  self = g_new0 (RyApplicationFile, 1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->refused = g_steal_pointer (&reading.refused);
  self->columns = describe_columns (rows->pdata[head], fields);
  for (guint i = head + 1; i < rows->len; i++)
    if (!is_empty (rows->pdata[i]))
      take_row (self, read_row (rows->pdata[i], rows->pdata[head], fields), g_array_index (reading.lines, gint64, i));
  return self;
}

void
ry_application_file_free (RyApplicationFile *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->refused);
  g_free (self->columns);
  g_free (self);
}

static gboolean
is_there (GPtrArray *list, const char *event_id, JsonObject *row)
{
  g_autofree char *id = ry_applicant_dup_id (event_id, row);

  return ry_applicant_find (list, id) != NULL || ry_applicant_find_same (list, row) != NULL;
}

/**
 * ry_application_file_count_same:
 * @self: a file
 * @list: (element-type RyApplicant): who has applied
 * @event_id: the event
 *
 * Returns: how many of its lines are on the list already, or stand in the file twice
 */
guint
ry_application_file_count_same (RyApplicationFile *self, GPtrArray *list, const char *event_id)
{
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += !g_hash_table_add (met, ry_applicant_dup_id (event_id, self->rows->pdata[i])) ||
         is_there (list, event_id, self->rows->pdata[i]);
  return n;
}

/**
 * ry_application_file_add:
 * @self: a file
 * @list: (element-type RyApplicant): the applications of the event, changed in place
 * @event_id: the event
 * @capacity: of the event
 *
 * Returns: how many were added; those who are there already are left as they are
 */
guint
ry_application_file_add (RyApplicationFile *self, GPtrArray *list, const char *event_id, gint64 capacity)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    JsonObject *row = self->rows->pdata[i];
    g_autofree char *id = ry_applicant_dup_id (event_id, row);
    RyApplicant *application;

    if (is_there (list, event_id, row))
      continue;
    application = ry_applicant_add (list, event_id, ry_json_object_copy (row), capacity);
    g_free (application->id);
    application->id = g_steal_pointer (&id);
    n++;
  }
  return n;
}
