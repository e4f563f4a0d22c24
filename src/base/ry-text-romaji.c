/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Romaji to hiragana, for people who type a few letters into a filter without switching their input method
 * on. The spellings are those that input methods take (si, shi; tu, tsu; jya, ja, zya), which is more than a
 * transliteration standard knows, and an unfinished syllable at the end is left off, so that every keystroke
 * on the way to a name finds it.
 */
#include "ry-text.h"

#include <string.h>

typedef struct {
  const char *romaji;
  const char *kana;
} Syllable;

#define LONGEST_SYLLABLE 4

static const Syllable syllables[] = {
  { "a", "あ" },     { "i", "い" },     { "u", "う" },     { "e", "え" },     { "o", "お" },     { "ka", "か" },
  { "ki", "き" },    { "ku", "く" },    { "ke", "け" },    { "ko", "こ" },    { "ga", "が" },    { "gi", "ぎ" },
  { "gu", "ぐ" },    { "ge", "げ" },    { "go", "ご" },    { "sa", "さ" },    { "si", "し" },    { "shi", "し" },
  { "su", "す" },    { "se", "せ" },    { "so", "そ" },    { "za", "ざ" },    { "zi", "じ" },    { "ji", "じ" },
  { "zu", "ず" },    { "ze", "ぜ" },    { "zo", "ぞ" },    { "ta", "た" },    { "ti", "ち" },    { "chi", "ち" },
  { "tu", "つ" },    { "tsu", "つ" },   { "te", "て" },    { "to", "と" },    { "da", "だ" },    { "di", "ぢ" },
  { "du", "づ" },    { "dzu", "づ" },   { "de", "で" },    { "do", "ど" },    { "na", "な" },    { "ni", "に" },
  { "nu", "ぬ" },    { "ne", "ね" },    { "no", "の" },    { "ha", "は" },    { "hi", "ひ" },    { "hu", "ふ" },
  { "fu", "ふ" },    { "he", "へ" },    { "ho", "ほ" },    { "ba", "ば" },    { "bi", "び" },    { "bu", "ぶ" },
  { "be", "べ" },    { "bo", "ぼ" },    { "pa", "ぱ" },    { "pi", "ぴ" },    { "pu", "ぷ" },    { "pe", "ぺ" },
  { "po", "ぽ" },    { "ma", "ま" },    { "mi", "み" },    { "mu", "む" },    { "me", "め" },    { "mo", "も" },
  { "ya", "や" },    { "yu", "ゆ" },    { "yo", "よ" },    { "ra", "ら" },    { "ri", "り" },    { "ru", "る" },
  { "re", "れ" },    { "ro", "ろ" },    { "wa", "わ" },    { "wi", "うぃ" },  { "we", "うぇ" },  { "wo", "を" },
  { "kya", "きゃ" }, { "kyu", "きゅ" }, { "kyo", "きょ" }, { "gya", "ぎゃ" }, { "gyu", "ぎゅ" }, { "gyo", "ぎょ" },
  { "sha", "しゃ" }, { "shu", "しゅ" }, { "she", "しぇ" }, { "sho", "しょ" }, { "sya", "しゃ" }, { "syu", "しゅ" },
  { "sye", "しぇ" }, { "syo", "しょ" }, { "ja", "じゃ" },  { "ju", "じゅ" },  { "je", "じぇ" },  { "jo", "じょ" },
  { "jya", "じゃ" }, { "jyu", "じゅ" }, { "jye", "じぇ" }, { "jyo", "じょ" }, { "zya", "じゃ" }, { "zyu", "じゅ" },
  { "zye", "じぇ" }, { "zyo", "じょ" }, { "cha", "ちゃ" }, { "chu", "ちゅ" }, { "che", "ちぇ" }, { "cho", "ちょ" },
  { "tya", "ちゃ" }, { "tyu", "ちゅ" }, { "tye", "ちぇ" }, { "tyo", "ちょ" }, { "cya", "ちゃ" }, { "cyu", "ちゅ" },
  { "cyo", "ちょ" }, { "nya", "にゃ" }, { "nyu", "にゅ" }, { "nyo", "にょ" }, { "hya", "ひゃ" }, { "hyu", "ひゅ" },
  { "hyo", "ひょ" }, { "bya", "びゃ" }, { "byu", "びゅ" }, { "byo", "びょ" }, { "pya", "ぴゃ" }, { "pyu", "ぴゅ" },
  { "pyo", "ぴょ" }, { "mya", "みゃ" }, { "myu", "みゅ" }, { "myo", "みょ" }, { "rya", "りゃ" }, { "ryu", "りゅ" },
  { "ryo", "りょ" }, { "fa", "ふぁ" },  { "fi", "ふぃ" },  { "fe", "ふぇ" },  { "fo", "ふぉ" },  { "va", "ゔぁ" },
  { "vi", "ゔぃ" },  { "vu", "ゔ" },    { "ve", "ゔぇ" },  { "vo", "ゔぉ" },  { "thi", "てぃ" }, { "dhi", "でぃ" },
  { "tsa", "つぁ" }, { "xtu", "っ" },   { "ltu", "っ" },   { "xya", "ゃ" },   { "xyu", "ゅ" },   { "xyo", "ょ" },
  { "la", "ら" },    { "li", "り" },    { "lu", "る" },    { "le", "れ" },    { "lo", "ろ" },    { "nn", "ん" },
  { "n'", "ん" },    { "-", "ー" },
};

static const Syllable *
find_syllable (const char *text)
{
  for (gsize length = LONGEST_SYLLABLE; length > 0; length--)
    for (gsize i = 0; i < G_N_ELEMENTS (syllables); i++)
      if (strlen (syllables[i].romaji) == length && strncmp (text, syllables[i].romaji, length) == 0)
        return &syllables[i];
  return NULL;
}

static gboolean
is_consonant (char c)
{
  return c != '\0' && strchr ("bcdfghjklmpqrstvwxyz", c) != NULL;
}

/* n before a consonant or at the end, m before b, m and p, a doubled consonant: one letter, one kana. */
static const char *
find_single (const char *p)
{
  if (p[0] == 'n' && (p[1] == '\0' || !strchr ("aiueoy", p[1])))
    return "ん";
  if (p[0] == 'm' && p[1] != '\0' && strchr ("bmp", p[1]))
    return "ん";
  if (is_consonant (p[0]) && (p[1] == p[0] || (p[0] == 't' && p[1] == 'c')))
    return "っ";
  return NULL;
}

/* Whether only the beginning of a syllable is left: it will become kana with the next keystrokes. */
static gboolean
is_unfinished (const char *p)
{
  return strlen (p) < LONGEST_SYLLABLE && strspn (p, "bcdfghjklmnpqrstvwxyz") == strlen (p);
}

/**
 * ry_text_from_romaji:
 * @text: (nullable): what was typed, perhaps in the middle of a word
 *
 * `shio` and `sio` give しお, and so does `shiom` on the way to しおみ. Characters other than letters pass.
 *
 * Returns: (transfer full): hiragana as far as @text could be read
 */
char *
ry_text_from_romaji (const char *text)
{
  g_autofree char *folded = ry_text_fold (text);
  GString *out = g_string_sized_new (strlen (folded) * 2);

  for (const char *p = folded; *p != '\0';) {
    /* "nn" is ん, but the n of "onna" also begins the syllable after it. */
    gboolean double_n = p[0] == 'n' && p[1] == 'n' && p[2] != '\0' && strchr ("aiueoy", p[2]) != NULL;
    const Syllable *syllable = double_n ? NULL : find_syllable (p);
    const char *single = syllable == NULL ? find_single (p) : NULL;

    if (syllable != NULL) {
      g_string_append (out, syllable->kana);
      p += strlen (syllable->romaji);
    } else if (single != NULL) {
      g_string_append (out, single);
      p++;
    } else if (is_unfinished (p)) {
      break;
    } else {
      g_string_append_unichar (out, g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
  }
  return g_string_free (out, FALSE);
}
