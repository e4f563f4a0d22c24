/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose bytes a table is written in, and files that are no table at all. */
#include "ry-encoding.h"
#include "ry-error.h"

#include <string.h>

#define SHIOMI_CP932  "\x8e\xac\x8c\xa9" /* 汐見 */
#define HANKAKU_CP932 "\xb6\xbe\xde"     /* ｶｾﾞ */
#define TABLE_UTF16LE "n\0o\0,\0\x50\x6c\r\0\n\0001\0,\0\x8b\x89\r\0\n\0"
#define TABLE_UTF16BE "\0n\0o\0,\x6c\x50\0\r\0\n\0001\0,\x89\x8b\0\r\0\n"

static void
test_detect (void)
{
  static const struct {
    const char *what;
    const char *head;
    gsize length; /* 0: up to its NUL */
    RyEncoding encoding;
    gsize mark;
  } table[] = {
    { "nothing at all", "", 0, RY_ENCODING_UTF8, 0 },
    { "plain letters", "no,name\r\n1,Shiomi\r\n", 0, RY_ENCODING_UTF8, 0 },
    { "UTF-8", "番号,名称\n1,汐見\n", 0, RY_ENCODING_UTF8, 0 },
    { "UTF-8 with its mark", "\xef\xbb\xbf番号\n", 0, RY_ENCODING_UTF8, 3 },
    { "a mark alone", "\xef\xbb\xbf", 0, RY_ENCODING_UTF8, 3 },
    { "CP932", "no,name\n1," SHIOMI_CP932 "\n", 0, RY_ENCODING_CP932, 0 },
    { "half-width kana", HANKAKU_CP932 "," HANKAKU_CP932 "\n", 0, RY_ENCODING_CP932, 0 },
    { "half-width kana that would do as EUC-JP", "\xb6\xb2\xcc\xb3\n\xca\xdf\xb0\xc4\n", 0, RY_ENCODING_CP932, 0 },
    { "EUC-JP", "\xbc\xaf\xb8\xab,\xa4\xb7\xa4\xaa\n", 0, RY_ENCODING_EUC_JP, 0 },
    { "one broken line of UTF-8", "番号\n名称\n汐\xe8\xa6\n汐見\n", 0, RY_ENCODING_UTF8, 0 },
    { "one broken line of CP932", SHIOMI_CP932 "\n" SHIOMI_CP932 "\n\x8e\n" SHIOMI_CP932 "\n", 0, RY_ENCODING_CP932,
      0 },
    { "cut within a character", "番号\n汐\xe8\xa6", 0, RY_ENCODING_UTF8, 0 },
    { "UTF-16, told by its mark", "\xff\xfen\0\n\0", 6, RY_ENCODING_UTF16LE, 2 },
    { "UTF-16 the other way round", "\xfe\xff\0n\0\n", 6, RY_ENCODING_UTF16BE, 2 },
    { "UTF-16 without a mark", TABLE_UTF16LE, sizeof TABLE_UTF16LE - 1, RY_ENCODING_UTF16LE, 0 },
    { "and the other way round", TABLE_UTF16BE, sizeof TABLE_UTF16BE - 1, RY_ENCODING_UTF16BE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    gsize length = table[i].length > 0 ? table[i].length : strlen (table[i].head);
    g_autoptr (GError) error = NULL;
    RyEncoding encoding = RY_N_ENCODINGS;
    const char *how = NULL;

    g_test_message ("%s", table[i].what);
    g_assert_true (ry_encoding_detect (table[i].head, length, &encoding, &how, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (ry_encoding_get_name (encoding), ==, ry_encoding_get_name (table[i].encoding));
    g_assert_cmpuint (ry_encoding_get_mark (encoding, table[i].head, length), ==, table[i].mark);
    g_assert_nonnull (how);
  }
}

/* Short lists, encoded here: each is told from the others. */
static void
test_short_lists (void)
{
  static const char *const texts[] = {
    "名称,住所\n汐見病院,北浜市\n",
    "病院名\n汐見病院\n",
    "名称,フリガナ,所在地,電話番号\r\n潮入クリニック,シオイリクリニック,北浜市汐見区1-2,000-111-0001\r\n",
    "医療機関名\nしおみ\n",
    "施設名,住所\nひかり薬局,区\n",
  };
  static const struct {
    const char *name;
    RyEncoding encoding;
  } encodings[] = {
    { "UTF-8", RY_ENCODING_UTF8 },       { "CP932", RY_ENCODING_CP932 },
    { "EUC-JP", RY_ENCODING_EUC_JP },    { "ISO-2022-JP", RY_ENCODING_ISO_2022_JP },
    { "UTF-16LE", RY_ENCODING_UTF16LE }, { "UTF-16BE", RY_ENCODING_UTF16BE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts) * G_N_ELEMENTS (encodings); i++) {
    const char *text = texts[i / G_N_ELEMENTS (encodings)];
    gsize length, which = i % G_N_ELEMENTS (encodings);
    g_autofree char *head = g_convert (text, -1, encodings[which].name, "UTF-8", NULL, &length, NULL);
    RyEncoding encoding = RY_N_ENCODINGS;
    const char *how = NULL;

    g_test_message ("%s in %s", text, encodings[which].name);
    g_assert_nonnull (head);
    g_assert_true (ry_encoding_detect (head, length, &encoding, &how, NULL));
    g_assert_cmpstr (ry_encoding_get_name (encoding), ==, encodings[which].name);
  }
}

static void
test_no_table (void)
{
  static const struct {
    const char *head;
    gsize length;
  } table[] = {
    { "a\0b\0\0\0\1\2", 8 },
    { "\x01\x02\x03\x04", 4 },
    { "\x80\x80\x80\n\x80\x80\n", 7 },
    { "\xff\xff\xff\n", 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = NULL;
    RyEncoding encoding;
    const char *how;

    g_assert_false (ry_encoding_detect (table[i].head, table[i].length, &encoding, &how, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA);
  }
}

/* The sentence says what the file is, so that its owner looks in the right place. */
static void
test_other_files (void)
{
  static const struct {
    const char *head;
    gsize length;
    const char *word;
  } table[] = {
    { "PK\003\004....", 8, "workbook" },
    { "\xd0\xcf\x11\xe0....", 8, "Excel" },
    { "%PDF-1.7", 8, "PDF" },
    { "\x89PNG\r\n", 6, "picture" },
    { "\xff\xd8\xff\xe0", 4, "picture" },
    { "\x1f\x8b\x08\0", 4, "compressed" },
    { "{\\rtf1", 6, "word processor" },
    { "\x7f"
      "ELF",
      4, "not a table" },
    { "no,name\n", 8, NULL },
    { "PK", 2, NULL },
    { "", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = NULL;
    gboolean ok = ry_encoding_check_text (table[i].head, table[i].length, &error);

    g_assert_cmpint (ok, ==, table[i].word == NULL);
    if (table[i].word == NULL)
      continue;
    g_assert_error (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA);
    g_assert_nonnull (strstr (error->message, table[i].word));
  }
}

static void
test_valid (void)
{
  static const struct {
    const char *text;
    gboolean utf8;
    gboolean cp932;
  } table[] = {
    { "Shiomi", TRUE, TRUE },     { "汐", TRUE, FALSE },    { SHIOMI_CP932, FALSE, TRUE }, { "\x8e", FALSE, FALSE },
    { "\x8e\x7f", FALSE, FALSE }, { "\xa0", FALSE, FALSE }, { "\xfd\x40", FALSE, FALSE },  { "\xfc\x4b", FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    gsize length = strlen (table[i].text);

    g_assert_cmpint (ry_encoding_is_valid (RY_ENCODING_UTF8, table[i].text, length), ==, table[i].utf8);
    g_assert_cmpint (ry_encoding_is_valid (RY_ENCODING_CP932, table[i].text, length), ==, table[i].cp932);
  }
}

static void
test_names (void)
{
  static const char *const also[] = { "Shift_JIS", "sjis", "cp932" };
  RyEncoding encoding;

  for (int i = 0; i < RY_N_ENCODINGS; i++) {
    g_autofree char *lower = g_ascii_strdown (ry_encoding_get_name (i), -1);

    g_assert_true (ry_encoding_from_name (lower, &encoding));
    g_assert_cmpint (encoding, ==, i);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (also); i++) {
    g_assert_true (ry_encoding_from_name (also[i], &encoding));
    g_assert_cmpint (encoding, ==, RY_ENCODING_CP932);
  }
  g_assert_false (ry_encoding_from_name ("EBCDIC", &encoding));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/encoding/detect", test_detect);
  g_test_add_func ("/exchange/encoding/short-lists", test_short_lists);
  g_test_add_func ("/exchange/encoding/no-table", test_no_table);
  g_test_add_func ("/exchange/encoding/other-files", test_other_files);
  g_test_add_func ("/exchange/encoding/valid", test_valid);
  g_test_add_func ("/exchange/encoding/names", test_names);
  return g_test_run ();
}
