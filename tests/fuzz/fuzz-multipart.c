/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a multipart body, cut anywhere: no crash, and what is read does not depend on the cut. */
#include "ry-multipart.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
begin (SoupMessageHeaders *headers, gpointer data, GError **error)
{
  g_autofree char *name = ry_multipart_dup_file_name (headers);

  g_string_append_printf (data, "{%s}", name != NULL ? name : "");
  return TRUE;
}

static gboolean
take (const char *bytes, gsize length, gpointer data, GError **error)
{
  g_string_append_len (data, bytes, (gssize) length);
  return TRUE;
}

static gboolean
end (gpointer data, GError **error)
{
  g_string_append_c (data, '.');
  return TRUE;
}

static GString *
read_in_pieces (const uint8_t *data, size_t size, size_t piece, gboolean *good)
{
  static const RyMultipartHandler handler = { begin, take, end };
  GString *out = g_string_new (NULL);
  g_autoptr (RyMultipartReader) reader = ry_multipart_reader_new ("multipart/mixed; boundary=b", &handler, out, NULL);

  *good = TRUE;
  for (size_t at = 0; *good && at < size; at += piece)
    *good = ry_multipart_reader_feed (reader, data + at, MIN (piece, size - at), NULL);
  *good = *good && ry_multipart_reader_finish (reader, NULL);
  return out;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  gboolean good, also_good;
  GString *whole, *pieces;

  if (size < 2)
    return 0;
  whole = read_in_pieces (data + 1, size - 1, size, &good);
  pieces = read_in_pieces (data + 1, size - 1, (size_t) data[0] % 16 + 1, &also_good);
  g_assert_true (good == also_good);
  /* Where it is refused, how much was read before may differ. */
  g_assert_true (!good || g_string_equal (whole, pieces));
  g_string_free (whole, TRUE);
  g_string_free (pieces, TRUE);
  return 0;
}
