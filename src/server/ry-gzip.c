/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What comes in may be a thousand times as large as it looks, so it is unpacked only up to a limit. What goes out is
 * packed lightly: the line is to be spared, not the disk.
 */
#include "ry-gzip.h"

#include "ry-error.h"

#define PIECE_BYTES (64u << 10)
#define LEVEL       1

/**
 * ry_gzip_unpack:
 * @packed: a body
 * @limit: the most bytes that it may be when it is unpacked
 * @error: (nullable): %RY_ERROR_BAD_REQUEST where it is no gzip, %RY_ERROR_TOO_LARGE
 *
 * Returns: (transfer full): the body unpacked
 */
GBytes *
ry_gzip_unpack (GBytes *packed, gsize limit, GError **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, converter);
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize n;

  while ((n = g_input_stream_read (stream, piece, PIECE_BYTES, NULL, NULL)) > 0) {
    g_byte_array_append (plain, piece, (guint) n);
    if (plain->len > limit) {
      g_set_error_literal (error, RY_ERROR, RY_ERROR_TOO_LARGE, "the request entity is too large");
      return NULL;
    }
  }
  if (n == 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&plain));
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Request body is not properly gzipped.");
  return NULL;
}

/**
 * ry_gzip_pack:
 * @plain: a body
 *
 * Returns: (transfer full) (nullable): the body packed, or %NULL where that would not make it smaller
 */
GString *
ry_gzip_pack (const GString *plain)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL));
  GString *packed = g_string_sized_new (plain->len);
  gsize read, written;

  if (g_converter_convert (converter, plain->str, plain->len, packed->str, packed->allocated_len - 1,
                           G_CONVERTER_INPUT_AT_END, &read, &written, NULL) == G_CONVERTER_FINISHED &&
      written < plain->len) {
    packed->len = written;
    return packed;
  }
  g_string_free (packed, TRUE);
  return NULL;
}
