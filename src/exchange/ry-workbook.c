/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workbooks, by libarchive and expat. The list of sheets and the strings are read when it is opened, a sheet when it is
 * asked for, each in one pass over the archive. A document type is refused: there is none in a workbook, and entities
 * are how XML is made to expand.
 */
#include "ry-workbook.h"

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"

#define PIECE       65536
#define MOST_TEXT   32767 /* characters Excel puts into a cell */
#define MOST_SHEETS 256

typedef struct {
  char *name;
  char *relation;
  char *member;
} Sheet;

struct _RyWorkbook {
  char *path;
  GArray *sheets; /* Sheet */
  GPtrArray *strings;
  GStringChunk *chunk;
  gsize strings_size;
};

typedef enum {
  IN_NOTHING,
  IN_VALUE,
  IN_TEXT,
} Place;

/* One pass over one member. */
typedef struct {
  RyWorkbook *book;
  XML_Parser parser;
  GError **error;
  gboolean failed;
  gboolean ended; /* the caller has seen enough */
  GString *text;
  Place place;
  guint phonetic; /* inside of a reading, which is no part of the text */

  RyWorkbookRowFunc func;
  gpointer data;
  GArray *merges;
  GPtrArray *cells;
  guint row, next_row, column, next_column;
  char type;
  gboolean has_row;
} Pass;

typedef void (*StartFunc) (Pass *pass, const char *name, const char **attributes);
typedef void (*EndFunc) (Pass *pass, const char *name);

/* ---- Small things ---- */

static void
fail (Pass *pass, int code, const char *sentence)
{
  if (pass->failed)
    return;
  pass->failed = TRUE;
  g_set_error_literal (pass->error, RY_ERROR, code, sentence);
  XML_StopParser (pass->parser, XML_FALSE);
}

static const char *
strip_prefix (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
find_attribute (const char **attributes, const char *name)
{
  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (g_str_equal (strip_prefix (attributes[i]), name))
      return attributes[i + 1];
  return NULL;
}

/* "BC12" → column 54, row 11; whether it is one. */
static gboolean
parse_reference (const char *text, guint *row, guint *column, const char **end)
{
  guint64 value = 0;
  guint letters = 0;

  *column = 0;
  for (; g_ascii_isalpha (*text) && letters < 4; text++, letters++)
    *column = *column * 26 + (guint) (g_ascii_toupper (*text) - 'A' + 1);
  if (letters == 0 || !g_ascii_isdigit (*text))
    return FALSE;
  for (; g_ascii_isdigit (*text) && value < G_MAXUINT32 / 16; text++)
    value = value * 10 + (guint) (*text - '0');
  if (value == 0 || g_ascii_isdigit (*text))
    return FALSE;
  *column -= 1;
  *row = (guint) value - 1;
  *end = text;
  return TRUE;
}

/* ---- The list of sheets ---- */

static void
clear_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->relation);
  g_free (sheet->member);
}

static void
start_book (Pass *pass, const char *name, const char **attributes)
{
  Sheet sheet = { NULL };

  if (!g_str_equal (name, "sheet") || find_attribute (attributes, "id") == NULL)
    return;
  if (pass->book->sheets->len >= MOST_SHEETS) {
    fail (pass, RY_ERROR_INVALID, _ ("The workbook has too many sheets."));
    return;
  }
  sheet.name = g_strdup (find_attribute (attributes, "name"));
  sheet.relation = g_strdup (find_attribute (attributes, "id"));
  g_array_append_val (pass->book->sheets, sheet);
}

static void
start_relations (Pass *pass, const char *name, const char **attributes)
{
  const char *id = find_attribute (attributes, "Id"), *target = find_attribute (attributes, "Target");

  if (!g_str_equal (name, "Relationship") || id == NULL || target == NULL)
    return;
  for (guint i = 0; i < pass->book->sheets->len; i++) {
    Sheet *sheet = &g_array_index (pass->book->sheets, Sheet, i);

    if (g_str_equal (sheet->relation, id) && sheet->member == NULL)
      sheet->member = *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
  }
}

/* ---- Strings ---- */

static void
start_string (Pass *pass, const char *name, const char **attributes)
{
  if (g_str_equal (name, "si"))
    g_string_set_size (pass->text, 0);
  else if (g_str_equal (name, "rPh"))
    pass->phonetic++;
  else if (g_str_equal (name, "t") && pass->phonetic == 0)
    pass->place = IN_TEXT;
}

static void
end_string (Pass *pass, const char *name)
{
  RyWorkbook *book = pass->book;

  if (g_str_equal (name, "rPh") && pass->phonetic > 0)
    pass->phonetic--;
  pass->place = IN_NOTHING;
  if (!g_str_equal (name, "si"))
    return;
  book->strings_size += pass->text->len + sizeof (char *);
  if (book->strings_size > RY_WORKBOOK_MAX_STRINGS) {
    fail (pass, RY_ERROR_TOO_LARGE, _ ("The workbook is too large."));
    return;
  }
  g_ptr_array_add (book->strings, g_string_chunk_insert_len (book->chunk, pass->text->str, (gssize) pass->text->len));
}

/* ---- Rows ---- */

static void
start_row (Pass *pass, const char **attributes)
{
  const char *number = find_attribute (attributes, "r");
  guint64 row = number != NULL ? g_ascii_strtoull (number, NULL, 10) : 0;

  pass->row = row > 0 && row <= G_MAXUINT32 / 2 ? (guint) row - 1 : pass->next_row;
  pass->next_row = pass->row + 1;
  pass->next_column = 0;
  if (pass->row >= RY_WORKBOOK_MAX_ROWS)
    fail (pass, RY_ERROR_TOO_LARGE, _ ("The workbook has too many rows."));
}

static void
start_cell (Pass *pass, const char **attributes)
{
  const char *reference = find_attribute (attributes, "r"), *type = find_attribute (attributes, "t"), *end;
  guint row, column;

  pass->column = reference != NULL && parse_reference (reference, &row, &column, &end) ? column : pass->next_column;
  pass->next_column = pass->column + 1;
  /* s: a shared string; i: text in place; otherwise the value as it stands */
  pass->type = type == NULL ? 'n' : g_str_equal (type, "s") ? 's' : g_str_equal (type, "inlineStr") ? 'i' : 'v';
  g_string_set_size (pass->text, 0);
  if (pass->column >= RY_WORKBOOK_MAX_COLUMNS)
    fail (pass, RY_ERROR_TOO_LARGE, _ ("The workbook has too many columns."));
}

static void
start_merge (Pass *pass, const char **attributes)
{
  const char *range = find_attribute (attributes, "ref"), *end;
  RyWorkbookMerge merge;

  if (pass->merges == NULL || range == NULL || !parse_reference (range, &merge.row, &merge.column, &end) ||
      *end != ':' || !parse_reference (end + 1, &merge.last_row, &merge.last_column, &end) ||
      merge.last_row < merge.row || merge.last_column < merge.column)
    return;
  if (pass->merges->len >= RY_WORKBOOK_MAX_MERGES) {
    fail (pass, RY_ERROR_TOO_LARGE, _ ("The workbook has too many merged cells."));
    return;
  }
  g_array_append_val (pass->merges, merge);
}

static void
start_sheet (Pass *pass, const char *name, const char **attributes)
{
  if (g_str_equal (name, "row"))
    start_row (pass, attributes);
  else if (g_str_equal (name, "c"))
    start_cell (pass, attributes);
  else if (g_str_equal (name, "v"))
    pass->place = IN_VALUE;
  else if (g_str_equal (name, "rPh"))
    pass->phonetic++;
  else if (g_str_equal (name, "t") && pass->type == 'i' && pass->phonetic == 0)
    pass->place = IN_TEXT;
  else if (g_str_equal (name, "mergeCell"))
    start_merge (pass, attributes);
}

static const char *
find_text (Pass *pass)
{
  guint64 index;

  if (pass->type != 's')
    return pass->text->str;
  index = g_ascii_strtoull (pass->text->str, NULL, 10);
  return index < pass->book->strings->len ? g_ptr_array_index (pass->book->strings, index) : "";
}

static void
end_cell (Pass *pass)
{
  const char *text = find_text (pass);

  if (*text == '\0')
    return;
  if (pass->column >= pass->cells->len)
    g_ptr_array_set_size (pass->cells, (int) pass->column + 1);
  g_free (g_ptr_array_index (pass->cells, pass->column));
  g_ptr_array_index (pass->cells, pass->column) = g_strdup (text);
}

static void
end_row (Pass *pass)
{
  GError *error = NULL;
  guint n = pass->cells->len;

  g_ptr_array_add (pass->cells, NULL);
  if (pass->func != NULL && !pass->ended &&
      !pass->func (pass->row, (const char *const *) pass->cells->pdata, n, pass->data, &error)) {
    if (error != NULL) {
      pass->failed = TRUE;
      g_propagate_error (pass->error, error);
      XML_StopParser (pass->parser, XML_FALSE);
    }
    pass->ended = TRUE; /* the merged cells stand behind the rows, so it goes on to them */
  }
  g_ptr_array_set_size (pass->cells, 0);
}

static void
end_sheet (Pass *pass, const char *name)
{
  pass->place = IN_NOTHING;
  if (g_str_equal (name, "rPh") && pass->phonetic > 0)
    pass->phonetic--;
  else if (g_str_equal (name, "c") && !pass->ended)
    end_cell (pass);
  else if (g_str_equal (name, "row"))
    end_row (pass);
}

/* ---- Parsing ---- */

typedef struct {
  Pass *pass;
  StartFunc start;
  EndFunc end;
} Handlers;

static void
start_cb (void *data, const char *name, const char **attributes)
{
  Handlers *handlers = data;

  if (handlers->start != NULL && !handlers->pass->failed)
    handlers->start (handlers->pass, strip_prefix (name), attributes);
}

static void
end_cb (void *data, const char *name)
{
  Handlers *handlers = data;

  if (handlers->end != NULL && !handlers->pass->failed)
    handlers->end (handlers->pass, strip_prefix (name));
}

static void
text_cb (void *data, const char *text, int length)
{
  Pass *pass = ((Handlers *) data)->pass;

  if (pass->place != IN_NOTHING && pass->text->len < MOST_TEXT * 4)
    g_string_append_len (pass->text, text, length);
}

static void
doctype_cb (void *data, const char *name, const char *system, const char *public, int internal)
{
  fail (((Handlers *) data)->pass, RY_ERROR_INVALID, _ ("The workbook holds what no workbook holds; it is not read."));
}

static gboolean
parse_member (Pass *pass, struct archive *archive, Handlers *handlers, GCancellable *cancellable)
{
  g_autofree char *piece = g_malloc (PIECE);
  gint64 read = 0;
  la_ssize_t n;

  while ((n = archive_read_data (archive, piece, PIECE)) > 0) {
    if (g_cancellable_set_error_if_cancelled (cancellable, pass->error))
      return FALSE;
    read += n;
    if (read > RY_WORKBOOK_MAX_BYTES) {
      fail (pass, RY_ERROR_TOO_LARGE, _ ("The workbook is too large."));
      return FALSE;
    }
    if (XML_Parse (pass->parser, piece, (int) n, FALSE) == XML_STATUS_ERROR)
      break;
  }
  if (pass->failed)
    return FALSE;
  if (n != 0 || XML_Parse (pass->parser, "", 0, TRUE) == XML_STATUS_ERROR) {
    fail (pass, RY_ERROR_INVALID, _ ("The workbook is damaged."));
    return FALSE;
  }
  return TRUE;
}

static struct archive *
open_archive (const char *path, GError **error)
{
  struct archive *archive = archive_read_new ();

  archive_read_support_format_zip (archive);
  if (archive_read_open_filename (archive, path, PIECE) == ARCHIVE_OK)
    return archive;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID,
                       _ ("The file is no workbook, or it has a password. Save it as .xlsx without one."));
  archive_read_free (archive);
  return NULL;
}

/* Reads the member that is called so; @found says whether there is one. */
static gboolean
read_member (RyWorkbook *self,
             const char *member,
             Pass *pass,
             StartFunc start,
             EndFunc end,
             gboolean *found,
             GCancellable *cancellable,
             GError **error)
{
  struct archive *archive = open_archive (self->path, error);
  struct archive_entry *entry;
  Handlers handlers = { pass, start, end };
  gboolean ok = TRUE;

  *found = FALSE;
  if (archive == NULL)
    return FALSE;
  pass->book = self;
  pass->error = error;
  pass->text = g_string_new (NULL);
  while (ok && !*found && archive_read_next_header (archive, &entry) == ARCHIVE_OK) {
    const char *name = archive_entry_pathname (entry);

    if (name == NULL || g_ascii_strcasecmp (name, member) != 0)
      continue;
    *found = TRUE;
    pass->parser = XML_ParserCreate (NULL);
    XML_SetUserData (pass->parser, &handlers);
    XML_SetElementHandler (pass->parser, start_cb, end_cb);
    XML_SetCharacterDataHandler (pass->parser, text_cb);
    XML_SetStartDoctypeDeclHandler (pass->parser, doctype_cb);
    ok = parse_member (pass, archive, &handlers, cancellable);
    XML_ParserFree (pass->parser);
  }
  g_string_free (pass->text, TRUE);
  archive_read_free (archive);
  return ok;
}

static gboolean
read_contents (RyWorkbook *self, GCancellable *cancellable, GError **error)
{
  Pass book = { NULL }, relations = { NULL }, strings = { NULL };
  gboolean found;

  if (!read_member (self, "xl/workbook.xml", &book, start_book, NULL, &found, cancellable, error))
    return FALSE;
  if (!found) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID,
                         _ ("The file is no workbook, or it has a password. Save it as .xlsx without one."));
    return FALSE;
  }
  return read_member (self, "xl/_rels/workbook.xml.rels", &relations, start_relations, NULL, &found, cancellable,
                      error) &&
         read_member (self, "xl/sharedStrings.xml", &strings, start_string, end_string, &found, cancellable, error);
}

/**
 * ry_workbook_looks_like:
 * @path: a file
 *
 * Returns: whether it begins as a workbook does; whether it is one is known when it is opened
 */
gboolean
ry_workbook_looks_like (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char head[4];

  return stream != NULL &&
         g_input_stream_read (G_INPUT_STREAM (stream), head, sizeof head, NULL, NULL) == sizeof head &&
         memcmp (head, "PK\003\004", sizeof head) == 0;
}

/**
 * ry_workbook_open:
 * @path: a file
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for an error
 *
 * Reads the list of sheets and the strings. Not for a main loop.
 *
 * Returns: (transfer full) (nullable): the workbook; %NULL with %RY_ERROR_INVALID or %RY_ERROR_TOO_LARGE
 */
RyWorkbook *
ry_workbook_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyWorkbook) self = g_new0 (RyWorkbook, 1);

  self->path = g_strdup (path);
  self->sheets = g_array_new (FALSE, TRUE, sizeof (Sheet));
  g_array_set_clear_func (self->sheets, clear_sheet);
  self->strings = g_ptr_array_new ();
  self->chunk = g_string_chunk_new (PIECE);
  return read_contents (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ry_workbook_free:
 * @self: (transfer full): a workbook
 *
 * Frees it.
 */
void
ry_workbook_free (RyWorkbook *self)
{
  g_free (self->path);
  g_array_unref (self->sheets);
  g_ptr_array_unref (self->strings);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

/**
 * ry_workbook_get_n_sheets:
 * @self: a workbook
 *
 * Returns: how many sheets it has
 */
guint
ry_workbook_get_n_sheets (RyWorkbook *self)
{
  return self->sheets->len;
}

/**
 * ry_workbook_get_sheet:
 * @self: a workbook
 * @sheet: which sheet, from 0
 *
 * Returns: its name
 */
const char *
ry_workbook_get_sheet (RyWorkbook *self, guint sheet)
{
  const char *name = g_array_index (self->sheets, Sheet, sheet).name;

  return name != NULL ? name : "";
}

/**
 * ry_workbook_read:
 * @self: a workbook
 * @sheet: which sheet, from 0
 * @func: (scope call): called with each row that holds something
 * @data: for @func
 * @merges: (nullable) (element-type RyWorkbookMerge): takes the merged cells
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for an error
 *
 * Reads a sheet. Not for a main loop.
 *
 * Returns: whether it was read, to the end or as far as @func wanted
 */
gboolean
ry_workbook_read (RyWorkbook *self,
                  guint sheet,
                  RyWorkbookRowFunc func,
                  gpointer data,
                  GArray *merges,
                  GCancellable *cancellable,
                  GError **error)
{
  const char *member = g_array_index (self->sheets, Sheet, sheet).member;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Pass pass = { .func = func, .data = data, .merges = merges, .cells = cells };
  gboolean found = FALSE;

  if (member != NULL && !read_member (self, member, &pass, start_sheet, end_sheet, &found, cancellable, error))
    return FALSE;
  if (!found)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, _ ("The workbook is damaged."));
  return found;
}
