/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which encoding a file of text is in, told from its beginning, and what it is where it is no text.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyEncoding:
 *
 * The encodings in which offices save tables. Separators and line ends of UTF-8, CP932 and EUC-JP are single bytes
 * that occur in no character, so that a file can be cut into rows before it is decoded.
 */
typedef enum {
  RY_ENCODING_UTF8,
  RY_ENCODING_CP932,
  RY_ENCODING_UTF16LE,
  RY_ENCODING_UTF16BE,
  RY_ENCODING_EUC_JP,
  RY_ENCODING_ISO_2022_JP,
  RY_N_ENCODINGS
} RyEncoding;

const char *ry_encoding_get_name    (RyEncoding encoding);
gboolean    ry_encoding_from_name   (const char *name, RyEncoding *encoding);
gboolean    ry_encoding_detect      (const char *head, gsize length, RyEncoding *encoding, const char **how_found, GError **error);
gsize       ry_encoding_get_mark    (RyEncoding encoding, const char *head, gsize length);
gboolean    ry_encoding_check_text  (const char *head, gsize length, GError **error);
gboolean    ry_encoding_is_valid    (RyEncoding encoding, const char *text, gsize length);

G_END_DECLS
