/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of text, row by row (RFC 4180, as spreadsheets really write it). Bytes are cut into rows first and
 * decoded after, so that what is broken costs one row and not the file: an unknown byte, a quote that is
 * never closed, a line without end. UTF-16 and ISO-2022-JP become UTF-8 on their way into the buffer, because they hold
 * separators' bytes in other characters. Beside the row at hand at most 1 MiB is kept.
 */
#include "ry-table.h"

#include "ry-encoding.h"
#include "ry-error.h"

#include <glib/gi18n-lib.h>
#include <errno.h>
#include <string.h>

#define CHUNK_BYTES      (64 * 1024)
#define HEAD_BYTES       (256 * 1024)
#define BROKEN_MAX_BYTES 4096 /* of a refused row, to be shown */
/* One address with everything in it has 1 KB; what is longer is a quote left open. */
#define ROW_MAX_BYTES (1024 * 1024)

struct _RyTable {
  GInputStream *stream;
  RyEncoding encoding;
  char *how_found;
  char separator;
  gint64 size;

  GString *buffer; /* bytes read and not yet given out, from @at on */
  gsize at;
  gint64 n_read;
  gint64 line; /* line of the file at which @at stands */
  gboolean ended;
  GString *units; /* UTF-16, ISO-2022-JP: what is left of a character at the end of a chunk */
  GIConv converter;
  char *broken;
};

/* Where a row ends, and what was wrong with it. */
typedef enum {
  ROW_WHOLE,
  ROW_NONE, /* the file has ended */
  ROW_OPEN_QUOTE,
  ROW_BAD_QUOTE,
  ROW_TOO_LONG,
} RowState;

typedef struct {
  RowState state;
  gsize length; /* bytes of the row, without its line end */
  gsize next;   /* bytes to the next row */
  guint lines;
} RowSpan;

static void
append_utf16 (RyTable *self, const guchar *bytes, gsize length)
{
  gsize i = 0;
  int low = self->encoding == RY_ENCODING_UTF16LE ? 0 : 1;

  g_string_append_len (self->units, (const char *) bytes, length);
  bytes = (const guchar *) self->units->str;
  for (; i + 1 < self->units->len; i += 2) {
    gunichar unit = bytes[i + low] | bytes[i + 1 - low] << 8;

    if (unit >= 0xd800 && unit < 0xdc00) {
      gunichar second;

      if (i + 3 >= self->units->len)
        break;
      second = bytes[i + 2 + low] | bytes[i + 3 - low] << 8;
      if (second >= 0xdc00 && second < 0xe000) {
        unit = 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00);
        i += 2;
      }
    }
    if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
      g_string_append_c (self->buffer, '\xff'); /* never valid: the row will be refused */
    else
      g_string_append_unichar (self->buffer, unit);
  }
  g_string_erase (self->units, 0, i);
}

/* Reads a chunk more. FALSE at the end of the file, and on failure with @error. */
/* Whether the buffer holds UTF-8 in place of what the file has. */
static gboolean
is_wide (RyTable *self)
{
  return self->encoding == RY_ENCODING_UTF16LE || self->encoding == RY_ENCODING_UTF16BE ||
         self->encoding == RY_ENCODING_ISO_2022_JP;
}

static void
append_iso_2022_jp (RyTable *self, const guchar *bytes, gsize length)
{
  char text[4096];
  char *in;
  gsize left;

  g_string_append_len (self->units, (const char *) bytes, length);
  in = self->units->str;
  left = self->units->len;
  while (left > 0) {
    char *out = text;
    gsize room = sizeof text;
    gsize done = g_iconv (self->converter, &in, &left, &out, &room);
    int fault = done == (gsize) -1 ? errno : 0;

    g_string_append_len (self->buffer, text, out - text);
    if (fault == EINVAL)
      break;
    if (fault == EILSEQ) {
      g_string_append_c (self->buffer, '\xff'); /* never valid: the row will be refused */
      in++;
      left--;
    }
  }
  g_string_erase (self->units, 0, self->units->len - left);
}

static gboolean
fill (RyTable *self, GError **error)
{
  guchar chunk[CHUNK_BYTES];
  gssize n;

  if (self->ended)
    return FALSE;
  if (self->at > CHUNK_BYTES) {
    g_string_erase (self->buffer, 0, self->at);
    self->at = 0;
  }
  n = g_input_stream_read (self->stream, chunk, sizeof chunk, NULL, error);
  if (n <= 0) {
    self->ended = n == 0;
    if (self->ended && self->units->len > 0)
      g_string_append_c (self->buffer, '\xff');
    g_string_truncate (self->units, 0);
    return FALSE;
  }
  self->n_read += n;
  if (self->encoding == RY_ENCODING_ISO_2022_JP)
    append_iso_2022_jp (self, chunk, n);
  else if (is_wide (self))
    append_utf16 (self, chunk, n);
  else
    g_string_append_len (self->buffer, (const char *) chunk, n);
  return TRUE;
}

/* The byte @offset bytes on, or -1 at the end of the file. */
static inline int
peek (RyTable *self, gsize offset, GError **error)
{
  while (self->at + offset >= self->buffer->len)
    if (!fill (self, error))
      return -1;
  return (guchar) self->buffer->str[self->at + offset];
}

static gboolean
is_row_end (RyTable *self, int c)
{
  return c < 0 || c == '\n' || c == '\r';
}

/* From an opening quote at @i behind the closing one and spaces after it. */
static RowState
scan_quoted (RyTable *self, gsize *i, guint *lines, GError **error)
{
  int c;

  for ((*i)++;; (*i)++) {
    c = peek (self, *i, error);
    if (c < 0)
      return ROW_OPEN_QUOTE;
    if (*i > ROW_MAX_BYTES)
      return ROW_TOO_LONG;
    *lines += c == '\n' ? 1 : 0;
    if (c != '"')
      continue;
    if (peek (self, *i + 1, error) != '"')
      break;
    (*i)++;
  }
  for ((*i)++; (c = peek (self, *i, error)) == ' '; (*i)++)
    ;
  return is_row_end (self, c) || c == self->separator ? ROW_WHOLE : ROW_BAD_QUOTE;
}

static RowSpan
scan_row (RyTable *self, GError **error)
{
  RowSpan span = { ROW_WHOLE, 0, 0, 1 };
  gboolean cell_begins = TRUE;
  gsize i = 0;
  int c;

  if (peek (self, 0, error) < 0) {
    span.state = ROW_NONE;
    return span;
  }
  while (span.state == ROW_WHOLE && !is_row_end (self, c = peek (self, i, error))) {
    if (c == '"' && cell_begins) {
      span.state = scan_quoted (self, &i, &span.lines, error);
      cell_begins = FALSE;
      continue;
    }
    cell_begins = c == self->separator;
    if (++i > ROW_MAX_BYTES)
      span.state = ROW_TOO_LONG;
  }
  span.length = span.next = i;
  if (span.state == ROW_WHOLE && c == '\r' && peek (self, i + 1, error) == '\n')
    span.next++;
  span.next += span.state == ROW_WHOLE && c >= 0 ? 1 : 0;
  return span;
}

static void
advance (RyTable *self, gsize n, guint lines)
{
  self->at += n;
  self->line += lines;
}

/* Whether the buffer holds the bytes of the file, which are to be converted row by row. */
static gboolean
is_converted (RyTable *self)
{
  return self->encoding == RY_ENCODING_CP932 || self->encoding == RY_ENCODING_EUC_JP;
}

static char *
decode (RyTable *self, const char *bytes, gsize length)
{
  char *in = (char *) bytes, *out, *p;
  gsize in_left = length, out_left = length * 3;

  if (memchr (bytes, '\0', length) != NULL)
    return NULL;
  if (!is_converted (self))
    return g_utf8_validate_len (bytes, length, NULL) ? g_strndup (bytes, length) : NULL;
  p = out = g_malloc (length * 3 + 1);
  g_iconv (self->converter, NULL, NULL, NULL, NULL);
  if (g_iconv (self->converter, &in, &in_left, &p, &out_left) == (gsize) -1 || in_left > 0) {
    g_free (out);
    return NULL;
  }
  *p = '\0';
  return out;
}

/* What can be read of a broken row, for the list of refused ones. */
static char *
decode_roughly (RyTable *self, const char *bytes, gsize length)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < length; i++) {
    gsize n = is_converted (self) && (guchar) bytes[i] >= 0x80 ? 2 : 1;
    g_autofree char *piece = NULL;

    if (!is_converted (self))
      n = g_utf8_skip[(guchar) bytes[i]];
    piece = decode (self, bytes + i, MIN (n, length - i));
    if (piece == NULL && n > 1)
      piece = decode (self, bytes + i, n = 1);
    g_string_append (out, piece != NULL && *piece != '\0' ? piece : "\ufffd");
    i += n - 1;
  }
  return g_string_free (out, FALSE);
}

static void
keep_broken (RyTable *self, gsize length)
{
  g_free (self->broken);
  self->broken = decode_roughly (self, self->buffer->str + self->at, MIN (length, BROKEN_MAX_BYTES));
}

/* Of a row that could not be made out, the first line is given up: the next line is a row again. */
static void
give_up_line (RyTable *self, GError **error)
{
  gsize length = 0;
  int c;

  while (length < BROKEN_MAX_BYTES && !is_row_end (self, peek (self, length, error)))
    length++;
  keep_broken (self, length);
  for (gsize i = 0;; i++) {
    c = peek (self, i, error);
    if (c < 0 || c == '\n') {
      advance (self, i + (c == '\n' ? 1 : 0), 1);
      return;
    }
    if (i == ROW_MAX_BYTES) {
      advance (self, i, 0);
      i = 0;
    }
  }
}

static char *
unquote (const char *cell, gsize length)
{
  char *out = g_malloc (length + 1), *p = out;
  const char *end = cell + length;

  for (cell++; cell < end; cell++) {
    if (*cell == '"' && (cell + 1 >= end || cell[1] != '"'))
      break;
    if (*cell == '"')
      cell++;
    *p++ = *cell;
  }
  *p = '\0';
  return out;
}

/* What ry_table_writer_dup_cell() puts around digits so that a spreadsheet leaves them alone, and before what it would
 * run: ="0805" is 0805, '=1+1 is =1+1. Other programs write them so too. */
static char *
unwrap (char *cell)
{
  static const char starts[] = "=+-@";
  gsize length = strlen (cell);

  if (length > 3 && g_str_has_prefix (cell, "=\"") && strchr (cell + 2, '"') == cell + length - 1) {
    memmove (cell, cell + 2, length - 3);
    cell[length - 3] = '\0';
  } else if (cell[0] == '\'' && cell[1] != '\0' && strchr (starts, cell[1]) != NULL) {
    memmove (cell, cell + 1, length);
  }
  return cell;
}

static GStrv
split_cells (const char *row, char separator)
{
  const char ends[] = { separator, '\0' };
  GPtrArray *cells = g_ptr_array_sized_new (16);
  const char *p = row;

  for (;;) {
    const char *begin = p;

    if (*p == '"') {
      for (p++; *p != '\0' && (*p != '"' || p[1] == '"'); p++)
        p += *p == '"' ? 1 : 0;
      p += strcspn (p, ends);
      g_ptr_array_add (cells, unwrap (unquote (begin, p - begin)));
    } else {
      p += strcspn (p, ends);
      g_ptr_array_add (cells, unwrap (g_strndup (begin, p - begin)));
    }
    if (*p == '\0')
      break;
    p++;
  }
  g_ptr_array_add (cells, NULL);
  return (GStrv) g_ptr_array_free (cells, FALSE);
}

/* The sign that stands more often in the first line outside quotes: lists copied out of a spreadsheet have
 * tabs. */
static char
detect_separator (RyTable *self)
{
  gsize commas = 0, tabs = 0;
  gboolean quoted = FALSE;
  int c;

  for (gsize i = 0; i < HEAD_BYTES && (c = peek (self, i, NULL)) >= 0; i++) {
    if (c == '"')
      quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r') && commas + tabs > 0)
      break;
    commas += !quoted && c == ',' ? 1 : 0;
    tabs += !quoted && c == '\t' ? 1 : 0;
  }
  return tabs > 0 && tabs >= commas ? '\t' : ',';
}

/*
 * Reads the part of the file by which its encoding can be told: the first 256 KB, or where they are plain
 * ASCII, as a list that begins with codes and telephone numbers may be, the first such part that is not.
 */
static gboolean
detect_encoding (RyTable *self, GError **error)
{
  g_autofree char *head = g_malloc (HEAD_BYTES);
  const char *how_found = NULL;
  gboolean first = TRUE;
  gsize n, i;

  do {
    if (!g_input_stream_read_all (self->stream, head, HEAD_BYTES, &n, NULL, error))
      return FALSE;
    if (n == 0 && !first)
      break;
    if (n == 0 || !ry_encoding_check_text (head, first ? n : 0, error))
      return FALSE;
    if (!ry_encoding_detect (head, n, &self->encoding, &how_found, error))
      return FALSE;
    first = FALSE;
    if (self->encoding == RY_ENCODING_ISO_2022_JP)
      break; /* all of it looks like ASCII */
    for (i = 0; i < n && (guchar) head[i] < 0x80 && head[i] != '\0'; i++)
      ;
  } while (i == n && n == HEAD_BYTES);
  self->how_found = g_strdup (how_found);
  return g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, NULL, error);
}

static gboolean
check_file (RyTable *self, GFile *file, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, "standard::size,standard::type", G_FILE_QUERY_INFO_NONE, NULL, &inner);

  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no file “%s”."), g_file_peek_path (file));
    return FALSE;
  }
  if (info == NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  self->size = g_file_info_get_size (info);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA, _ ("This is a folder or a device, not a file."));
  else if (self->size == 0)
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
                 _ ("The file is empty. Save the list once more from the spreadsheet as CSV, then choose that file."));
  else if (self->size > RY_TABLE_MAX_BYTES)
    g_set_error (error, RY_ERROR, RY_ERROR_TOO_LARGE, _ ("The file is larger than 1 GB; no list of members is."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
choose_encoding (RyTable *self, const char *encoding, GError **error)
{
  char head[8];
  gsize n;

  if (!ry_encoding_from_name (encoding, &self->encoding)) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("The encoding “%s” is not known."), encoding);
    return FALSE;
  }
  self->how_found = g_strdup (_ ("chosen by hand"));
  return g_input_stream_read_all (self->stream, head, sizeof head, &n, NULL, error) &&
         ry_encoding_check_text (head, n, error) &&
         g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, NULL, error);
}

/* The vendors' characters (①, 髙) are in EUC-JP files too; iconv knows those under another name, if at all. */
static GIConv
open_converter (RyEncoding encoding)
{
  GIConv converter = encoding == RY_ENCODING_EUC_JP ? g_iconv_open ("UTF-8", "EUC-JP-MS") : (GIConv) -1;

  return converter != (GIConv) -1 ? converter : g_iconv_open ("UTF-8", ry_encoding_get_name (encoding));
}

static gboolean
begin (RyTable *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (is_converted (self) || self->encoding == RY_ENCODING_ISO_2022_JP)
    self->converter = open_converter (self->encoding);
  if (self->converter == (GIConv) -1) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_IMPLEMENTED, _ ("This machine cannot read the encoding %s."),
                 ry_encoding_get_name (self->encoding));
    return FALSE;
  }
  peek (self, 0, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  /* UTF-16's mark has become UTF-8's on its way in. */
  self->at += ry_encoding_get_mark (RY_ENCODING_UTF8, self->buffer->str, self->buffer->len);
  self->separator = detect_separator (self);
  return TRUE;
}

static void
set_row_error (GError **error, RowState state)
{
  static const char *const sentences[] = {
    [ROW_OPEN_QUOTE] = N_ ("A quotation mark is opened and never closed."),
    [ROW_BAD_QUOTE] = N_ ("A quotation mark stands where none can be."),
    [ROW_TOO_LONG] = N_ ("The row is longer than 1 MB; a quotation mark may be missing."),
  };

  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, g_dgettext (GETTEXT_PACKAGE, sentences[state]));
}

/**
 * ry_table_open:
 * @path: a file
 * @encoding: (nullable): one of ry_table_encodings(), or %NULL to find it
 * @error: return location
 *
 * Fails with a sentence for the person who chose the file where it is empty, too large, or no table of text.
 *
 * Returns: (transfer full): the table, before its first row
 */
RyTable *
ry_table_open (const char *path, const char *encoding, GError **error)
{
  g_autoptr (RyTable) self = g_new0 (RyTable, 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->buffer = g_string_new (NULL);
  self->units = g_string_new (NULL);
  self->line = 1;
  if (!check_file (self, file, error))
    return NULL;
  self->stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
  if (self->stream == NULL)
    return NULL;
  if (!(encoding != NULL ? choose_encoding (self, encoding, error) : detect_encoding (self, error)))
    return NULL;
  return begin (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ry_table_free:
 * @self: a table
 *
 * Closes the file.
 */
void
ry_table_free (RyTable *self)
{
  g_clear_object (&self->stream);
  g_string_free (self->buffer, TRUE);
  g_string_free (self->units, TRUE);
  if (self->converter != NULL && self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_free (self->how_found);
  g_free (self->broken);
  g_free (self);
}

/**
 * ry_table_encodings:
 *
 * Returns: (array zero-terminated=1): the encodings that can be read
 */
const char *const *
ry_table_encodings (void)
{
  static const char *const encodings[] = { "UTF-8", "CP932", "UTF-16LE", "UTF-16BE", "EUC-JP", "ISO-2022-JP", NULL };

  return encodings;
}

/**
 * ry_table_get_encoding:
 * @self: a table
 *
 * Returns: the encoding in which it is read
 */
const char *
ry_table_get_encoding (RyTable *self)
{
  return ry_encoding_get_name (self->encoding);
}

/**
 * ry_table_get_how_found:
 * @self: a table
 *
 * Returns: how the encoding was found, in a few words for a person
 */
const char *
ry_table_get_how_found (RyTable *self)
{
  return self->how_found;
}

/**
 * ry_table_get_size:
 * @self: a table
 *
 * Returns: bytes in the file
 */
gint64
ry_table_get_size (RyTable *self)
{
  return self->size;
}

/**
 * ry_table_get_position:
 * @self: a table
 *
 * Returns: bytes of the file that have been read so far, for showing progress
 */
gint64
ry_table_get_position (RyTable *self)
{
  return is_wide (self) ? self->n_read : self->n_read - (gint64) (self->buffer->len - self->at);
}

/**
 * ry_table_get_broken:
 * @self: a table
 *
 * Returns: (nullable): the text of the last row refused by ry_table_read_row(), as far as it can be read
 */
const char *
ry_table_get_broken (RyTable *self)
{
  return self->broken;
}

/**
 * ry_table_read_row:
 * @self: a table
 * @line: (out) (optional): the line of the file on which the row begins, from 1
 * @error: return location
 *
 * Reads the next row. A row that cannot be made out gives %RY_ERROR_INVALID with the reason; the table then
 * stands behind it and reading may go on. Other errors are the file's and final.
 *
 * Returns: (transfer full) (nullable): the cells; %NULL at the end, and on failure
 */
GStrv
ry_table_read_row (RyTable *self, gint64 *line, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  RowSpan span = scan_row (self, &local);

  if (line != NULL)
    *line = self->line;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (span.state == ROW_NONE)
    return NULL;
  if (span.state != ROW_WHOLE) {
    give_up_line (self, &local);
    g_clear_error (&local); /* it will be met again on the next call */
    set_row_error (error, span.state);
    return NULL;
  }
  text = decode (self, self->buffer->str + self->at, span.length);
  if (text == NULL) {
    keep_broken (self, span.length);
    advance (self, span.next, span.lines);
    g_set_error (error, RY_ERROR, RY_ERROR_INVALID,
                 _ ("The row holds characters that %s does not have. Try another encoding."),
                 ry_table_get_encoding (self));
    return NULL;
  }
  advance (self, span.next, span.lines);
  return split_cells (text, self->separator);
}
