/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells a table's encoding by its byte order mark or else by trial: the beginning is read line by line in
 * each encoding, and the one in which more lines make sense is taken, so that a single broken line does not
 * decide. Files that are no text at all are named for what they are, because "wrong encoding" would send
 * their owner looking in the wrong place.
 */
#include "ry-encoding.h"

#include "ry-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const char *bytes;
  gsize length;
  const char *sentence;
} Signature;

static const char *const names[RY_N_ENCODINGS] = {
  [RY_ENCODING_UTF8] = "UTF-8",       [RY_ENCODING_CP932] = "CP932",   [RY_ENCODING_UTF16LE] = "UTF-16LE",
  [RY_ENCODING_UTF16BE] = "UTF-16BE", [RY_ENCODING_EUC_JP] = "EUC-JP", [RY_ENCODING_ISO_2022_JP] = "ISO-2022-JP",
};

static const Signature marks[RY_N_ENCODINGS] = {
  [RY_ENCODING_UTF8] = { "\xef\xbb\xbf", 3 },
  [RY_ENCODING_UTF16LE] = { "\xff\xfe", 2 },
  [RY_ENCODING_UTF16BE] = { "\xfe\xff", 2 },
};

#define NOT_A_TABLE N_ ("This is not a table of text. Choose a file saved as CSV.")

static const Signature signatures[] = {
  { "PK\003\004", 4,
    N_ ("This is a workbook or a zip archive. Open it in the spreadsheet and save it as CSV, then choose "
        "that file.") },
  { "\xd0\xcf\x11\xe0", 4,
    N_ ("This is an old Excel workbook. Open it in the spreadsheet and save it as CSV, then choose that "
        "file.") },
  { "%PDF", 4, N_ ("This is a PDF. Ask for the list as CSV or Excel, or copy its table into a spreadsheet.") },
  { "\x89PNG", 4, N_ ("This is a picture, not a table. Choose a file saved as CSV.") },
  { "\xff\xd8\xff", 3, N_ ("This is a picture, not a table. Choose a file saved as CSV.") },
  { "\x1f\x8b", 2, N_ ("This file is compressed. Unpack it first, then choose the CSV file in it.") },
  { "{\\rtf", 5, N_ ("This is a word processor's document. Choose a file saved as CSV.") },
  { "\x7f"
    "ELF",
    4, NOT_A_TABLE },
};

static gboolean
has_prefix (const char *head, gsize length, const Signature *signature)
{
  return signature->length > 0 && length >= signature->length &&
         memcmp (head, signature->bytes, signature->length) == 0;
}

/* Codes of two bytes by the standard's rows and cells; single bytes are ASCII and half-width katakana. */
static gboolean
is_valid_cp932 (const guchar *p, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (p[i] < 0x80 || (p[i] >= 0xa1 && p[i] <= 0xdf))
      continue;
    if (p[i] == 0x80 || p[i] == 0xa0 || p[i] > 0xfc || i + 1 == length)
      return FALSE;
    i++;
    if (p[i] < 0x40 || p[i] == 0x7f || p[i] > 0xfc)
      return FALSE;
  }
  return TRUE;
}

/* Rows 9 to 15 and those behind the last kanji are empty, but for row 13 of the vendors. */
static gboolean
is_euc_lead (guchar c)
{
  return (c >= 0xa1 && c <= 0xa8) || c == 0xad || (c >= 0xb0 && c <= 0xf4);
}

static gboolean
is_valid_euc_jp (const guchar *p, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    gsize more = p[i] < 0x80 ? 0 : p[i] == 0x8f ? 2 : 1;

    if ((p[i] >= 0x80 && p[i] != 0x8e && p[i] != 0x8f && !is_euc_lead (p[i])) || i + more >= length)
      return FALSE;
    for (; more > 0; more--)
      if (p[++i] < 0xa1 || p[i] == 0xff)
        return FALSE;
  }
  return TRUE;
}

static gboolean
is_half_width (guchar c)
{
  return c >= 0xa1 && c <= 0xdf;
}

/* Whether a mark of a voiced sound stands on a kana that takes it: ｶﾞ, ﾊﾟ. */
static gboolean
can_be_voiced (guchar kana, guchar mark)
{
  return (kana >= 0xca && kana <= 0xce) || (mark == 0xde && (kana == 0xb3 || (kana >= 0xb6 && kana <= 0xc4)));
}

/*
 * Of a line that would do as both: whether nobody would write as half-width kana what CP932 makes of it. A stop within
 * a word, a voice mark on what has no voice, rare kanji in the middle of kana: so does EUC-JP look in CP932.
 */
static gboolean
is_no_half_width_text (const guchar *p, gsize length)
{
  for (gsize i = 0; i + 1 < length; i++) {
    if (is_half_width (p[i]) && (p[i + 1] == 0xde || p[i + 1] == 0xdf) && !can_be_voiced (p[i], p[i + 1]))
      return TRUE;
    if ((p[i] == 0xa1 || p[i] == 0xa4) && is_half_width (p[i + 1]))
      return TRUE;
    if (is_half_width (p[i]) && p[i + 1] >= 0xe0)
      return TRUE;
    if (p[i] >= 0xe0)
      i++;
  }
  return FALSE;
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/*
 * Counts a line for the encodings that explain it. What is valid UTF-8 counts for UTF-8 alone: most of it would do as
 * CP932 too, but the other way round hardly ever.
 */
static void
count_line (const char *line, gsize length, guint valid[RY_N_ENCODINGS])
{
  const guchar *bytes = (const guchar *) line;
  gboolean euc = is_valid_euc_jp (bytes, length);

  if (g_utf8_validate_len (line, length, NULL)) {
    valid[RY_ENCODING_UTF8]++;
    return;
  }
  valid[RY_ENCODING_EUC_JP] += euc;
  valid[RY_ENCODING_CP932] += is_valid_cp932 (bytes, length) && !(euc && is_no_half_width_text (bytes, length));
}

/* Lines with characters beyond ASCII, and how many of them each encoding of bytes explains. */
static guint
count_lines (const char *head, gsize length, guint valid[RY_N_ENCODINGS])
{
  guint n = 0;

  for (const char *p = head, *next; p < head + length; p = next) {
    const char *end = memchr (p, '\n', head + length - p);
    gsize line_length;

    /* The last line may have been cut within a character. */
    if (end == NULL && n > 0)
      break;
    line_length = end != NULL ? (gsize) (end - p) : (gsize) (head + length - p);
    next = p + line_length + 1;
    if (is_ascii (p, line_length))
      continue;
    n++;
    count_line (p, line_length, valid);
  }
  return n;
}

/* Seven bits, and the signs that switch to kanji. */
static gboolean
is_iso_2022_jp (const char *head, gsize length)
{
  static const char *const switches[] = { "\x1b$B", "\x1b$@", "\x1b(J", "\x1b(I" };

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (memmem (head, length, switches[i], strlen (switches[i])) != NULL)
      return is_ascii (head, length);
  return FALSE;
}

/* Units that every table is full of, where @text is read as UTF-16 with the low byte at @low. */
static guint
count_utf16_signs (const char *text, gsize length, gsize low)
{
  guint n = 0;

  for (gsize i = 0; i + 1 < length; i += 2)
    if (text[i + 1 - low] == '\0' && strchr ("\t\n\r,\"-0123456789", text[i + low]) != NULL && text[i + low] != '\0')
      n++;
  return n;
}

static gboolean
detect_utf16 (const char *head, gsize length, RyEncoding *encoding)
{
  guint little = count_utf16_signs (head, length, 0), big = count_utf16_signs (head, length, 1);

  if (MAX (little, big) < length / 64 + 1 || little == big)
    return FALSE;
  *encoding = little > big ? RY_ENCODING_UTF16LE : RY_ENCODING_UTF16BE;
  return TRUE;
}

static gboolean
has_control_characters (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20 && strchr ("\t\n\v\f\r\x1a\x1b", text[i]) == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA, g_dgettext (GETTEXT_PACKAGE, sentence));
  return FALSE;
}

/**
 * ry_encoding_get_name:
 * @encoding: an encoding
 *
 * Returns: its name, as iconv knows it
 */
const char *
ry_encoding_get_name (RyEncoding encoding)
{
  return names[encoding];
}

/**
 * ry_encoding_from_name:
 * @name: a name as ry_encoding_get_name() gives it, in any case; also Shift_JIS, for CP932
 * @encoding: (out): the encoding
 *
 * Returns: whether @name is known
 */
gboolean
ry_encoding_from_name (const char *name, RyEncoding *encoding)
{
  for (int i = 0; i < RY_N_ENCODINGS; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0) {
      *encoding = i;
      return TRUE;
    }
  *encoding = RY_ENCODING_CP932;
  return g_ascii_strcasecmp (name, "Shift_JIS") == 0 || g_ascii_strcasecmp (name, "SJIS") == 0;
}

/**
 * ry_encoding_get_mark:
 * @encoding: an encoding
 * @head: the beginning of a file
 * @length: bytes in @head
 *
 * Returns: bytes of the byte order mark at the beginning, to be skipped; 0 where there is none
 */
gsize
ry_encoding_get_mark (RyEncoding encoding, const char *head, gsize length)
{
  return has_prefix (head, length, &marks[encoding]) ? marks[encoding].length : 0;
}

/**
 * ry_encoding_is_valid:
 * @encoding: UTF-8, CP932 or EUC-JP
 * @text: bytes
 * @length: how many
 *
 * Returns: whether the bytes are characters of the encoding
 */
gboolean
ry_encoding_is_valid (RyEncoding encoding, const char *text, gsize length)
{
  if (encoding == RY_ENCODING_EUC_JP)
    return is_valid_euc_jp ((const guchar *) text, length);
  return encoding == RY_ENCODING_UTF8 ? g_utf8_validate_len (text, length, NULL)
                                      : is_valid_cp932 ((const guchar *) text, length);
}

/**
 * ry_encoding_check_text:
 * @head: the beginning of a file
 * @length: bytes in @head
 * @error: return location
 *
 * Returns: %FALSE with %RY_ERROR_UNSUPPORTED_MEDIA and a sentence where the file is a workbook, a PDF, a
 * picture or the like
 */
gboolean
ry_encoding_check_text (const char *head, gsize length, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (has_prefix (head, length, &signatures[i]))
      return refuse (error, signatures[i].sentence);
  return TRUE;
}

/**
 * ry_encoding_detect:
 * @head: the beginning of a file, or its first part that is not plain ASCII
 * @length: bytes in @head
 * @encoding: (out): what was found
 * @how_found: (out): how, in a few translated words
 * @error: return location
 *
 * Returns: %FALSE with %RY_ERROR_UNSUPPORTED_MEDIA and a sentence where the file is not text in one of the
 * encodings
 */
gboolean
ry_encoding_detect (const char *head, gsize length, RyEncoding *encoding, const char **how_found, GError **error)
{
  guint valid[RY_N_ENCODINGS] = { 0 }, n;

  *how_found = _ ("told by its mark");
  for (*encoding = 0; *encoding < RY_N_ENCODINGS; (*encoding)++)
    if (has_prefix (head, length, &marks[*encoding]))
      return TRUE;
  *how_found = _ ("found by trial");
  if (memchr (head, '\0', length) != NULL)
    return detect_utf16 (head, length, encoding) || refuse (error, NOT_A_TABLE);
  n = count_lines (head, length, valid);
  *encoding = valid[RY_ENCODING_CP932] > valid[RY_ENCODING_UTF8] ? RY_ENCODING_CP932 : RY_ENCODING_UTF8;
  if (valid[RY_ENCODING_EUC_JP] > valid[*encoding])
    *encoding = RY_ENCODING_EUC_JP;
  if (is_iso_2022_jp (head, length))
    *encoding = RY_ENCODING_ISO_2022_JP;
  if (has_control_characters (head, length))
    return refuse (error, NOT_A_TABLE);
  if (n > 0 && valid[*encoding] * 2 < n)
    return refuse (error,
                   N_ ("Its characters are in an encoding that is not known here. Save it as UTF-8 or Shift_JIS, then "
                       "choose it again."));
  return TRUE;
}
