/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digits lie on their side in a column of vertical text, so numbers become 漢数字: those that count something (丁目,
 * 条, 階, 番, 号) as 十二, the others digit by digit as 一二. Letters become full-width, hyphens －, spaces U+3000.
 */
#include "ry-kanji-number.h"

#include <string.h>

static const char *const digits_of[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
static const char *const counters[] = { "丁目", "条", "階", "番", "号", "線", "区", "棟" };

static gboolean
is_digit (gunichar c)
{
  return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

static int
get_digit (gunichar c)
{
  return c >= 0xff10 ? (int) (c - 0xff10) : (int) (c - '0');
}

static gboolean
is_counted (const char *rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    if (g_str_has_prefix (rest, counters[i]))
      return TRUE;
  return FALSE;
}

/* - ‐ – − － and the ー that some type between digits. */
static gboolean
is_hyphen (gunichar c, gboolean after_digit)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xff0d || (after_digit && c == 0x30fc);
}

/**
 * ry_kanji_number_format:
 * @digits: ASCII digits
 * @positional: whether digit by digit (一二); otherwise as a count (十二), up to 99
 *
 * Returns: (transfer full): 漢数字
 */
char *
ry_kanji_number_format (const char *digits, gboolean positional)
{
  GString *out = g_string_new (NULL);
  gsize n = strlen (digits);

  if (positional || n > 2 || n == 1 || digits[0] == '0') {
    for (gsize i = 0; i < n; i++)
      g_string_append (out, digits_of[digits[i] - '0']);
  } else {
    if (digits[0] != '1')
      g_string_append (out, digits_of[digits[0] - '0']);
    g_string_append (out, "十");
    if (digits[1] != '0')
      g_string_append (out, digits_of[digits[1] - '0']);
  }
  return g_string_free (out, FALSE);
}

static const char *
take_number (GString *out, const char *p)
{
  g_autoptr (GString) number = g_string_new (NULL);
  g_autofree char *kanji = NULL;

  for (; is_digit (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    g_string_append_c (number, '0' + get_digit (g_utf8_get_char (p)));
  kanji = ry_kanji_number_format (number->str, !is_counted (p));
  g_string_append (out, kanji);
  return p;
}

/**
 * ry_kanji_number_upright:
 * @text: (nullable): an address or a telephone number
 *
 * Returns: (transfer full): the same for a column of vertical text
 */
char *
ry_kanji_number_upright (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean after_digit = FALSE;

  for (const char *p = text != NULL ? text : ""; *p != '\0';) {
    gunichar c = g_utf8_get_char (p);

    if (is_digit (c)) {
      p = take_number (out, p);
      after_digit = TRUE;
      continue;
    }
    if (is_hyphen (c, after_digit))
      g_string_append (out, "－");
    else if (c == ' ')
      g_string_append (out, "　");
    else
      g_string_append_unichar (out, c > ' ' && c < 0x7f ? c + 0xfee0 : c);
    after_digit = FALSE;
    p = g_utf8_next_char (p);
  }
  return g_string_free (out, FALSE);
}
