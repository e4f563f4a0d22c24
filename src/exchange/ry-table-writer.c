/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a spreadsheet makes of a cell is its own affair, so the cell says what it is: text that would be taken for a
 * formula gets an apostrophe before it, digits that would lose a zero or become a day are written as ="…", which every
 * spreadsheet shows as the text inside. Lines end with CR LF (RFC 4180).
 */
#include "ry-table-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"

/* A spreadsheet keeps fifteen digits of a number, and shows more than eleven in powers of ten. */
#define MOST_DIGITS 11

struct _RyTableWriter {
  RyEncoding encoding;
  GString *text;
};

static gboolean
is_made_of (const char *text, const char *characters)
{
  return *text != '\0' && text[strspn (text, characters)] == '\0';
}

/* 0123, 138-2, 4/1: digits that would be read as a number or a day. A plain number stays one. */
static gboolean
loses_form (const char *text)
{
  if (is_made_of (text, "0123456789"))
    return (text[0] == '0' && text[1] != '\0') || strlen (text) > MOST_DIGITS;
  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[strlen (text) - 1]) && is_made_of (text, "0123456789-/") &&
         strlen (text) != strlen ("2026-11-22");
}

/* Beginnings that spreadsheets run; full-width ones too, which some of them fold. */
static gboolean
is_formula (const char *text)
{
  static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (text, starts[i]))
      return TRUE;
  return FALSE;
}

/* Numbers below zero are no formulas. */
static gboolean
is_number (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && is_made_of (text, "-0123456789.");
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (out, '"');
    g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
}

/**
 * ry_table_writer_new:
 * @encoding: %RY_ENCODING_UTF8, written with a mark, or %RY_ENCODING_CP932
 *
 * Returns: (transfer full): a table without rows
 */
RyTableWriter *
ry_table_writer_new (RyEncoding encoding)
{
  RyTableWriter *self = g_new0 (RyTableWriter, 1);

  self->encoding = encoding;
  self->text = g_string_new (NULL);
  return self;
}

/**
 * ry_table_writer_free:
 * @self: (transfer full): a table
 */
void
ry_table_writer_free (RyTableWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * ry_table_writer_dup_cell:
 * @text: (nullable): what a cell holds
 *
 * Returns: (transfer full): how it stands in the file, quoted where that is needed
 */
char *
ry_table_writer_dup_cell (const char *text)
{
  GString *out = g_string_new (NULL);

  if (text == NULL)
    text = "";
  if (loses_form (text)) {
    g_autofree char *kept = g_strconcat ("=\"", text, "\"", NULL);

    append_quoted (out, kept);
  } else if (is_formula (text) && !is_number (text)) {
    g_autofree char *harmless = g_strconcat ("'", text, NULL);

    append_quoted (out, harmless);
  } else if (strpbrk (text, ",\"\r\n") != NULL) {
    append_quoted (out, text);
  } else {
    g_string_append (out, text);
  }
  return g_string_free (out, FALSE);
}

/**
 * ry_table_writer_add_row:
 * @self: a table
 * @cells: (array zero-terminated=1): the cells of a row
 */
void
ry_table_writer_add_row (RyTableWriter *self, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++) {
    g_autofree char *cell = ry_table_writer_dup_cell (cells[i]);

    if (i > 0)
      g_string_append_c (self->text, ',');
    g_string_append (self->text, cell);
  }
  g_string_append (self->text, "\r\n");
}

/* Characters that CP932 lacks, as 𠮷, become 〓, the mark Japanese printers set for a missing type. */
static GBytes *
encode_cp932 (const char *text, guint *n_replaced)
{
  GByteArray *out = g_byte_array_new ();

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gsize length, n = (gsize) (g_utf8_next_char (p) - p);
    g_autofree char *bytes = g_convert (p, (gssize) n, "CP932", "UTF-8", NULL, &length, NULL);

    if (bytes != NULL) {
      g_byte_array_append (out, (const guint8 *) bytes, (guint) length);
    } else {
      g_byte_array_append (out, (const guint8 *) "\x81\xac", 2);
      (*n_replaced)++;
    }
  }
  return g_byte_array_free_to_bytes (out);
}

/**
 * ry_table_writer_end:
 * @self: a table
 * @n_replaced: (out) (optional): characters that the encoding lacks and that were replaced by 〓
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *
ry_table_writer_end (RyTableWriter *self, guint *n_replaced)
{
  g_autofree char *whole = NULL;
  guint n = 0;
  gsize length;
  char *bytes;
  GBytes *result;

  if (self->encoding != RY_ENCODING_CP932) {
    whole = g_strconcat ("\xEF\xBB\xBF", self->text->str, NULL);
    length = strlen (whole);
    result = g_bytes_new_take (g_steal_pointer (&whole), length);
  } else {
    /* All at once where nothing is missing, which is nearly always. */
    bytes = g_convert (self->text->str, (gssize) self->text->len, "CP932", "UTF-8", NULL, &length, NULL);
    result = bytes != NULL ? g_bytes_new_take (bytes, length) : encode_cp932 (self->text->str, &n);
  }
  if (n_replaced != NULL)
    *n_replaced = n;
  return result;
}

/**
 * ry_table_writer_save:
 * @self: a table
 * @path: (type filename): the file; replaced as a whole, or left as it was
 * @n_replaced: (out) (optional): as ry_table_writer_end()
 * @cancellable: (nullable): to stop
 * @error: return location for a #GError
 *
 * Returns: whether the file is written
 */
gboolean
ry_table_writer_save (
    RyTableWriter *self, const char *path, guint *n_replaced, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = ry_table_writer_end (self, n_replaced);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                               G_FILE_CREATE_NONE, NULL, cancellable, error))
    return TRUE;
  g_prefix_error (error, _ ("Writing %s: "), path);
  return FALSE;
}
