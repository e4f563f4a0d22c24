/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader looks for "\r\n--BOUNDARY" in what it was fed and keeps back only what may yet become one, so that it
 * does not matter where the bytes were cut. A line that merely begins like a boundary is content. Nothing but one
 * part's headers stands in memory, and they are bounded.
 */
#include "ry-multipart.h"

#include <string.h>

#include "ry-error.h"

/* RFC 2046 allows 70. */
#define MAX_BOUNDARY 200
/* As much as a request's own headers may be. */
#define MAX_HEADERS 16384
/* Blanks that may stand between a boundary and its line's end. */
#define MAX_PADDING 64
/* A document may have many attachments, but each part costs more than its bytes. */
#define MAX_PARTS 20000

typedef enum {
  PREAMBLE,
  BODY,
  DELIMITER, /* behind a boundary, where it turns out what it was */
  HEADERS,
  EPILOGUE,
} State;

struct _RyMultipartReader {
  const RyMultipartHandler *handler;
  gpointer data;

  State state;
  State before; /* the delimiter: PREAMBLE or BODY */
  char *delimiter;
  gsize delimiter_length;
  GByteArray *held; /* fed, and not decided on */
  SoupMessageHeaders *headers;
  guint n_parts;
};

struct _RyMultipartWriter {
  RyChain *chain;
  char *boundary;
  guint n_parts;
};

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, sentence);
  return FALSE;
}

static gboolean
emit (RyMultipartReader *self, const guint8 *bytes, gsize length, GError **error)
{
  if (self->before == PREAMBLE || length == 0)
    return TRUE;
  return self->handler->data ((const char *) bytes, length, self->data, error);
}

/* How many bytes at the end of @bytes may be the beginning of a delimiter. */
static gsize
measure_tail (RyMultipartReader *self, const guint8 *bytes, gsize length)
{
  gsize n = MIN (length, self->delimiter_length - 1);

  while (n > 0) {
    const guint8 *start = memchr (bytes + length - n, '\r', n);

    if (start == NULL)
      return 0;
    n = (gsize) (bytes + length - start);
    if (memcmp (start, self->delimiter, n) == 0)
      return n;
    n--;
  }
  return 0;
}

static gboolean
scan_content (RyMultipartReader *self, const guint8 *bytes, gsize length, gsize *used, GError **error)
{
  const guint8 *found = memmem (bytes, length, self->delimiter, self->delimiter_length);

  if (found == NULL) {
    *used = length - measure_tail (self, bytes, length);
    return emit (self, bytes, *used, error);
  }
  *used = (gsize) (found - bytes);
  if (!emit (self, bytes, *used, error))
    return FALSE;
  *used += self->delimiter_length;
  self->state = DELIMITER;
  return TRUE;
}

static gboolean
end_part (RyMultipartReader *self, GError **error)
{
  if (self->before == PREAMBLE)
    return TRUE;
  return self->handler->end (self->data, error);
}

/* "--" closes; blanks and a line's end open a part; with anything else, what looked like a boundary was content. */
static gboolean
scan_delimiter (RyMultipartReader *self, const guint8 *bytes, gsize length, gsize *used, GError **error)
{
  gsize n = 0;

  *used = 0;
  if (length < 2)
    return TRUE;
  if (bytes[0] == '-' && bytes[1] == '-') {
    *used = 2;
    self->state = EPILOGUE;
    return end_part (self, error);
  }
  while (n < length && n < MAX_PADDING && (bytes[n] == ' ' || bytes[n] == '\t'))
    n++;
  if (length - n < 2 && n < MAX_PADDING && (n == length || bytes[n] == '\r'))
    return TRUE;
  if (n < MAX_PADDING && length - n >= 2 && bytes[n] == '\r' && bytes[n + 1] == '\n') {
    /* The line's end stays: with it, headers begin like those that follow a status line. */
    *used = n;
    self->state = HEADERS;
    return end_part (self, error);
  }
  self->state = self->before;
  return emit (self, (const guint8 *) self->delimiter, self->delimiter_length, error);
}

static gboolean
scan_headers (RyMultipartReader *self, const guint8 *bytes, gsize length, gsize *used, GError **error)
{
  const guint8 *end = memmem (bytes, length, "\r\n\r\n", 4);

  *used = 0;
  if (end == NULL)
    return length <= MAX_HEADERS || fail (error, "The headers of a part are too long.");
  *used = (gsize) (end - bytes) + 4;
  if (*used > MAX_HEADERS)
    return fail (error, "The headers of a part are too long.");
  if (++self->n_parts > MAX_PARTS)
    return fail (error, "There are too many parts.");
  soup_message_headers_clear (self->headers);
  if (!soup_headers_parse ((const char *) bytes, (int) *used - 2, self->headers))
    return fail (error, "The headers of a part are malformed.");
  self->state = self->before = BODY;
  return self->handler->begin (self->headers, self->data, error);
}

/* Takes one step; without an error and with nothing used, it needs more bytes. */
static gboolean
step (RyMultipartReader *self, const guint8 *bytes, gsize length, gsize *used, GError **error)
{
  switch (self->state) {
  case PREAMBLE:
  case BODY:
    return scan_content (self, bytes, length, used, error);
  case DELIMITER:
    return scan_delimiter (self, bytes, length, used, error);
  case HEADERS:
    return scan_headers (self, bytes, length, used, error);
  default:
    *used = length;
    return TRUE;
  }
}

/**
 * ry_multipart_reader_new:
 * @content_type: a `Content-Type`, with its boundary
 * @handler: what to tell of each part; not copied
 * @data: given to the functions of @handler
 * @error: (nullable): %RY_ERROR_BAD_REQUEST where it is no multipart type, or has no good boundary
 *
 * Returns: (transfer full) (nullable): a reader that was fed nothing yet
 */
RyMultipartReader *
ry_multipart_reader_new (const char *content_type, const RyMultipartHandler *handler, gpointer data, GError **error)
{
  RyMultipartReader *self;
  g_autoptr (GHashTable) parameters = NULL;
  const char *boundary;
  const char *semicolon = strchr (content_type, ';');

  if (g_ascii_strncasecmp (content_type, "multipart/", 10) != 0 || semicolon == NULL) {
    fail (error, "The Content-Type is not multipart with a boundary.");
    return NULL;
  }
  parameters = soup_header_parse_semi_param_list (semicolon + 1);
  boundary = g_hash_table_lookup (parameters, "boundary");
  if (boundary == NULL || *boundary == '\0' || strlen (boundary) > MAX_BOUNDARY) {
    fail (error, "The Content-Type has no boundary.");
    return NULL;
  }
  self = g_new0 (RyMultipartReader, 1);
  self->handler = handler;
  self->data = data;
  self->delimiter = g_strconcat ("\r\n--", boundary, NULL);
  self->delimiter_length = strlen (self->delimiter);
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  /* Where there is no preamble, the first boundary has no line's end before it. */
  self->held = g_byte_array_new ();
  g_byte_array_append (self->held, (const guint8 *) "\r\n", 2);
  return self;
}

/**
 * ry_multipart_reader_feed:
 * @self: a reader
 * @bytes: what came next
 * @length: how many
 * @error: (nullable): %RY_ERROR_BAD_REQUEST where it is no multipart, or what a function of the handler said
 *
 * After an error the reader is not to be fed again.
 *
 * Returns: whether all is well so far
 */
gboolean
ry_multipart_reader_feed (RyMultipartReader *self, const void *bytes, gsize length, GError **error)
{
  gsize at = 0, used = 0;
  State before;

  g_byte_array_append (self->held, bytes, (guint) length);
  do {
    before = self->state;
    if (!step (self, self->held->data + at, self->held->len - at, &used, error))
      return FALSE;
    at += used;
  } while (at < self->held->len && (used > 0 || self->state != before));
  g_byte_array_remove_range (self->held, 0, (guint) at);
  return TRUE;
}

/**
 * ry_multipart_reader_finish:
 * @self: a reader that was fed all there is
 * @error: (nullable): %RY_ERROR_BAD_REQUEST where it stopped in the middle
 *
 * Returns: whether the closing boundary was there
 */
gboolean
ry_multipart_reader_finish (RyMultipartReader *self, GError **error)
{
  return self->state == EPILOGUE || fail (error, "The multipart body ends before its closing boundary.");
}

/**
 * ry_multipart_reader_free:
 * @self: (transfer full): a reader
 */
void
ry_multipart_reader_free (RyMultipartReader *self)
{
  g_free (self->delimiter);
  g_byte_array_unref (self->held);
  soup_message_headers_unref (self->headers);
  g_free (self);
}

/**
 * ry_multipart_dup_file_name:
 * @headers: headers of a part
 *
 * libsoup's own function would cut the name at a slash; names of attachments may have some.
 *
 * Returns: (transfer full) (nullable): the name that `Content-Disposition` gives the part
 */
char *
ry_multipart_dup_file_name (SoupMessageHeaders *headers)
{
  const char *disposition = soup_message_headers_get_one (headers, "Content-Disposition");
  const char *semicolon = disposition != NULL ? strchr (disposition, ';') : NULL;
  g_autoptr (GHashTable) parameters = NULL;

  if (semicolon == NULL)
    return NULL;
  parameters = soup_header_parse_semi_param_list (semicolon + 1);
  return g_strdup (g_hash_table_lookup (parameters, "filename"));
}

/**
 * ry_multipart_writer_new:
 * @chain: where to write
 *
 * Returns: (transfer full): a writer with a boundary that nobody could have foreseen
 */
RyMultipartWriter *
ry_multipart_writer_new (RyChain *chain)
{
  RyMultipartWriter *self = g_new0 (RyMultipartWriter, 1);
  g_autofree char *uuid = g_uuid_string_random ();

  self->chain = g_object_ref (chain);
  self->boundary = g_compute_checksum_for_string (G_CHECKSUM_MD5, uuid, -1);
  return self;
}

/**
 * ry_multipart_writer_dup_type:
 * @self: a writer
 * @subtype: `related` or `mixed`
 *
 * Returns: (transfer full): the `Content-Type` of what it writes
 */
char *
ry_multipart_writer_dup_type (RyMultipartWriter *self, const char *subtype)
{
  return g_strdup_printf ("multipart/%s; boundary=\"%s\"", subtype, self->boundary);
}

/**
 * ry_multipart_writer_begin:
 * @self: a writer
 * @headers: the part's headers, with a line's end between two of them and none at the end
 *
 * Begins a part. Its content is what is put into the chain next.
 */
void
ry_multipart_writer_begin (RyMultipartWriter *self, const char *headers)
{
  g_autofree char *text =
      g_strdup_printf ("%s--%s\r\n%s\r\n\r\n", self->n_parts > 0 ? "\r\n" : "", self->boundary, headers);

  ry_chain_add_text (self->chain, text, -1);
  self->n_parts++;
}

/**
 * ry_multipart_writer_close:
 * @self: a writer
 *
 * Ends the last part and the body, without a line's end behind it, as CouchDB does.
 */
void
ry_multipart_writer_close (RyMultipartWriter *self)
{
  g_autofree char *text = g_strdup_printf ("%s--%s--", self->n_parts > 0 ? "\r\n" : "", self->boundary);

  ry_chain_add_text (self->chain, text, -1);
}

/**
 * ry_multipart_writer_free:
 * @self: (transfer full): a writer
 */
void
ry_multipart_writer_free (RyMultipartWriter *self)
{
  g_object_unref (self->chain);
  g_free (self->boundary);
  g_free (self);
}
