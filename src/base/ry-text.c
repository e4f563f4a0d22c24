/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding: what two people typed for the same name becomes the same bytes. Width and compatibility forms go
 * by Unicode's NFKC_Casefold (ICU), then katakana becomes hiragana, marks of repetition and of length are put
 * right, and variant kanji of names become the usual ones. Reach for ry_text_fold() wherever text is compared
 * or searched; the store folds whatever it indexes with it.
 */
#include "ry-text.h"

#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "ry-char.h"

/*
 * A fold in progress. Both characters are remembered so that a text folded piece by piece gives the same as
 * folded at once.
 */
typedef struct {
  GString *out;
  gunichar raw_before;    /* last character read */
  gunichar folded_before; /* last character written */
} Folder;

#define DAKUTEN         0x3099
#define HANDAKUTEN      0x309a
#define LONG_VOWEL      0x30fc
#define ON_STACK_LENGTH 256

/*
 * Variant forms that people use for the same name; the first of each group is the form searched for. Only
 * forms that are taken for one another on a name list are here, not every pair of old and new kanji.
 */
static const char *const variants[] = {
  "高髙",   "崎﨑嵜碕", "辺邉邊", "浜濱濵", "斉齋齊斎", "徳德", "瀬瀨", "沢澤", "広廣", "国國", "円圓",   "会會",
  "学學斈", "桜櫻",     "竜龍",   "島嶋嶌", "富冨",     "恵惠", "真眞", "栄榮", "蔵藏", "条條", "淵渕渊", "鉄鐵",
  "館舘",   "豊豐",     "万萬",   "与與",   "寿壽",     "静靜", "黒黑", "横橫", "増增", "礼禮", "弥彌",   "実實",
  "宝寶",   "関關",     "県縣",   "桧檜",   "槙槇",     "遥遙", "園薗", "涼凉", "曽曾", "来來", "亘亙",   "清淸",
  "禄祿",   "教敎",     "歩步",   "内內",   "戸戶",     "青靑", "医醫", "区區", "鴎鷗", "滝瀧", "亀龜",   "駅驛",
  "庁廳",   "芦蘆",     "鶏鷄",   "縁緣",   "緒緖",     "桑桒", "荘莊", "船舩", "野埜", "峰峯", "岳嶽",   "巌巖",
  "穂穗",   "専專",     "団團",   "総總",   "労勞",     "応應", "変變", "発發", "読讀", "図圖", "体體",   "当當",
  "対對",   "点點",     "伝傳",   "仏佛",   "両兩",     "経經", "観觀", "壮壯", "将將", "痩瘦", "縄繩",   "蝉蟬",
  "転轉",   "気氣",     "昼晝",   "尽盡",   "号號",     "済濟", "独獨", "稲稻", "粋粹", "糸絲", "続續",   "聴聽",
  "旧舊",   "芸藝",     "薬藥",   "虫蟲",   "蛍螢",     "装裝", "訳譯", "塩鹽", "麦麥", "齢齡", "吉𠮷",   "柳栁",
  "土圡",   "橋𣘺",     "郷鄕",   "彦彥",   "顔顏",     "産產", "黄黃", "姫姬", "歳歲", "児兒", "帰歸",   "検檢",
  "険險",   "験驗",     "剣劍劔", "予豫",   "双雙",     "台臺", "声聲", "売賣", "担擔", "挙擧", "数數",   "暦曆",
  "楽樂",   "様樣",     "権權",   "歓歡",   "残殘",     "沖冲", "浄淨", "渋澁", "湾灣", "満滿", "焼燒",
};

/* The usual kanji for each variant. Most kanji are no variant, which one bit says for all that end in the same
 * twelve. */
typedef struct {
  GHashTable *usual;
  guint8 met[4096 / 8];
} Variants;

static void
add_variant (Variants *table, gunichar variant, gunichar usual)
{
  g_hash_table_insert (table->usual, GUINT_TO_POINTER (variant), GUINT_TO_POINTER (usual));
  table->met[variant % 4096 / 8] |= 1 << variant % 8;
}

static const Variants *
get_variants (void)
{
  static gsize once = 0;
  static Variants table;

  if (g_once_init_enter (&once)) {
    table.usual = g_hash_table_new (NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS (variants); i++) {
      gunichar usual = g_utf8_get_char (variants[i]);

      for (const char *p = g_utf8_next_char (variants[i]); *p != '\0'; p = g_utf8_next_char (p))
        if (g_utf8_get_char (p) != usual)
          add_variant (&table, g_utf8_get_char (p), usual);
    }
    g_once_init_leave (&once, 1);
  }
  return &table;
}

static gunichar
find_usual (gunichar c)
{
  const Variants *table = get_variants ();
  gpointer usual = NULL;

  if ((table->met[c % 4096 / 8] & 1 << c % 8) != 0)
    usual = g_hash_table_lookup (table->usual, GUINT_TO_POINTER (c));
  return usual != NULL ? GPOINTER_TO_UINT (usual) : c;
}

static gboolean
is_katakana_with_hiragana (gunichar c)
{
  return (c >= 0x30a1 && c <= 0x30f6) || c == 0x30fd || c == 0x30fe;
}

static gboolean
is_kana (gunichar c)
{
  return (c >= 0x3041 && c <= 0x309f) || (c >= 0x30a1 && c <= 0x30ff) || (c >= 0x31f0 && c <= 0x31ff) ||
         (c >= 0xff66 && c <= 0xff9f);
}

/* Characters that are typed for one another where a line is meant. */
static gboolean
is_dash (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xff0d || c == 0xff70 || c == LONG_VOWEL;
}

/* A mark of length after kana, a hyphen elsewhere; and the spaced voicing marks, which NFKC would part from
 * their kana. */
static gunichar
mend_raw (gunichar c, gunichar before)
{
  if (is_dash (c))
    return is_kana (before) ? LONG_VOWEL : '-';
  if (c == 0x309b)
    return DAKUTEN;
  if (c == 0x309c)
    return HANDAKUTEN;
  return c;
}

static gunichar
unmark_repetition (gunichar c, gunichar before)
{
  if (c == 0x3005 && g_unichar_get_script (before) == G_UNICODE_SCRIPT_HAN)
    return before;
  if ((c == 0x309d || c == 0x309e) && before >= 0x3041 && before <= 0x3096) {
    gunichar joined;

    if (c == 0x309e && g_unichar_compose (before, DAKUTEN, &joined))
      return joined;
    return before;
  }
  return c;
}

static gunichar
fold_character (gunichar c, gunichar before)
{
  if (is_katakana_with_hiragana (c))
    c -= 0x60;
  c = unmark_repetition (c, before);
  return c >= 0x3400 ? find_usual (c) : c;
}

/* Applies one of ICU's immutable normalizers, which any number of threads may share. */
static char *
normalize (const UNormalizer2 *normalizer, const char *text, gssize length)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar in_stack[ON_STACK_LENGTH], out_stack[ON_STACK_LENGTH * 4];
  g_autofree UChar *in_heap = NULL, *out_heap = NULL;
  UChar *in = in_stack, *out = out_stack;
  int32_t capacity = G_N_ELEMENTS (out_stack), in_length, out_length, utf8_length;
  char *result;

  if (length < 0)
    length = strlen (text);
  if (length > ON_STACK_LENGTH)
    in = in_heap = g_new (UChar, length);
  u_strFromUTF8WithSub (in, MAX (length, ON_STACK_LENGTH), &in_length, text, length, 0xfffd, NULL, &status);
  out_length = unorm2_normalize (normalizer, in, in_length, out, capacity, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    capacity = out_length;
    out = out_heap = g_new (UChar, capacity);
    out_length = unorm2_normalize (normalizer, in, in_length, out, capacity, &status);
  }
  if (U_FAILURE (status))
    return g_strndup (text, length);
  result = g_malloc (out_length * 3 + 1);
  u_strToUTF8 (result, out_length * 3 + 1, &utf8_length, out, out_length, &status);
  return result;
}

static char *
mend_piece (Folder *folder, const char *piece, gsize length)
{
  GString *mended = g_string_sized_new (length + 8);

  for (const char *p = piece; p < piece + length; p = g_utf8_next_char (p)) {
    gunichar c = mend_raw (ry_char_get (p), folder->raw_before);

    ry_char_append (mended, c);
    folder->raw_before = c;
  }
  return g_string_free (mended, FALSE);
}

static void
append_folded (Folder *folder, gunichar c)
{
  c = fold_character (c, folder->folded_before);
  ry_char_append (folder->out, c);
  folder->folded_before = c;
}

/* What NFKC makes of a character that it takes by itself: ASCII in both widths, kana, the usual kanji and their
 * punctuation, which is nearly all there is. 0 for others, and for those that another may join. */
static gunichar
normalize_alone (gunichar c)
{
  if (c < 0x80)
    return c;
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xfee0;
  if (c == 0x3000)
    return ' ';
  if ((c >= 0x3001 && c <= 0x3011) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fe) ||
      (c >= 0x4e00 && c <= 0x9fff))
    return c;
  return 0;
}

/* The short way, a tenth of the cost. FALSE, and nothing done, where a character needs its neighbours. */
static gboolean
fold_alone (Folder *folder, const char *piece, gsize length)
{
  for (const char *p = piece; p < piece + length; p = g_utf8_next_char (p)) {
    gunichar c = ry_char_get (p);

    if (normalize_alone (c) == 0 && !is_dash (c))
      return FALSE;
  }
  for (const char *p = piece; p < piece + length; p = g_utf8_next_char (p)) {
    gunichar c;

    folder->raw_before = mend_raw (ry_char_get (p), folder->raw_before);
    c = normalize_alone (folder->raw_before);
    append_folded (folder, c < 0x80 ? (gunichar) g_ascii_tolower ((char) c) : c);
  }
  return TRUE;
}

static void
fold_piece (Folder *folder, const char *piece, gsize length)
{
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *mended = NULL;
  g_autofree char *normal = NULL;

  if (fold_alone (folder, piece, length))
    return;
  mended = mend_piece (folder, piece, length);
  normal = normalize (unorm2_getNFKCCasefoldInstance (&status), mended, -1);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (folder, ry_char_get (p));
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* The text itself where it is UTF-8, else a copy with what is not replaced, in @owned. */
static const char *
make_valid (const char *text, char **owned)
{
  if (text == NULL)
    return "";
  if (g_utf8_validate (text, -1, NULL))
    return text;
  return *owned = g_utf8_make_valid (text, -1);
}

/* The short way to NFKC. %NULL where a character needs its neighbours. */
static char *
dup_normal_alone (const char *text)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (text) + 8);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = normalize_alone (ry_char_get (p));

    if (c == 0)
      return NULL;
    ry_char_append (out, c);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Whether @c belongs to the character before it. */
static gboolean
joins_before (gunichar c)
{
  return g_unichar_ismark (c) || c == 0xff9e || c == 0xff9f || c == 0x309b || c == 0x309c;
}

/* Folds @text cluster by cluster and notes for each byte of the fold at which byte of @text its cluster
 * begins. */
static GString *
fold_with_map (const char *text, GArray *map)
{
  Folder folder = { g_string_new (NULL), 0, 0 };
  const char *next;

  for (const char *p = text; *p != '\0'; p = next) {
    guint start = p - text;

    for (next = g_utf8_next_char (p); *next != '\0' && joins_before (g_utf8_get_char (next));
         next = g_utf8_next_char (next))
      ;
    fold_piece (&folder, p, next - p);
    while (map->len < folder.out->len)
      g_array_append_val (map, start);
  }
  g_array_set_size (map, folder.out->len + 1);
  g_array_index (map, guint, folder.out->len) = strlen (text);
  return folder.out;
}

static void
append_escaped (GString *out, const char *from, const char *to)
{
  g_autofree char *escaped = g_markup_escape_text (from, to - from);

  out = g_string_append (out, g_strdelimit (escaped, "\r\n\t", ' '));
}

static const char *
step_back (const char *text, const char *p, guint n)
{
  while (n-- > 0 && p > text)
    p = g_utf8_prev_char (p);
  return p;
}

static const char *
step_on (const char *p, guint n)
{
  while (n-- > 0 && *p != '\0')
    p = g_utf8_next_char (p);
  return p;
}

/**
 * ry_text_nfkc:
 * @text: (nullable): any text; bytes that are not UTF-8 become U+FFFD
 *
 * Full-width letters and digits become half-width, half-width katakana full-width, and parts are joined
 * (Unicode Standard Annex 15, form NFKC). Kana stay what they are.
 *
 * Returns: (transfer full): the normalised text
 */
char *
ry_text_nfkc (const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *owned = NULL;
  const char *valid = make_valid (text, &owned);
  char *short_way;

  if (is_ascii (valid))
    return g_strdup (valid);
  short_way = dup_normal_alone (valid);
  return short_way != NULL ? short_way : normalize (unorm2_getNFKCInstance (&status), valid, -1);
}

/**
 * ry_text_fold:
 * @text: (nullable): any text
 *
 * The form in which texts are compared and searched: NFKC_Casefold, hiragana for katakana, the usual kanji
 * for variants in names, 々 and ゝ written out, one sign each for hyphens and for the mark of length. It is
 * for comparing only; nobody wants to read it.
 *
 * Returns: (transfer full): the folded text
 */
char *
ry_text_fold (const char *text)
{
  g_autofree char *owned = NULL;
  const char *valid = make_valid (text, &owned);
  Folder folder = { NULL, 0, 0 };

  if (is_ascii (valid))
    return g_ascii_strdown (valid, -1);
  folder.out = g_string_sized_new (strlen (valid) + 8);
  fold_piece (&folder, valid, strlen (valid));
  return g_string_free (folder.out, FALSE);
}

/**
 * ry_text_to_hiragana:
 * @text: (nullable): any text
 *
 * Returns: (transfer full): @text in NFKC with its katakana as hiragana; kanji, letters and ー stay
 */
char *
ry_text_to_hiragana (const char *text)
{
  g_autofree char *normal = ry_text_nfkc (text);
  GString *out = g_string_sized_new (strlen (normal));

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = ry_char_get (p);

    ry_char_append (out, is_katakana_with_hiragana (c) ? c - 0x60 : c);
  }
  return g_string_free (out, FALSE);
}

/**
 * ry_text_strip_spaces:
 * @text: a text
 *
 * Names are written with a wide space, a narrow one or none between their parts.
 *
 * Returns: (transfer full): it without white space of any width
 */
char *
ry_text_strip_spaces (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
  return g_string_free (out, FALSE);
}

/**
 * ry_text_has_kanji:
 * @text: (nullable): UTF-8 text
 *
 * Returns: whether there is a Han character in @text, 々 included
 */
gboolean
ry_text_has_kanji (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/**
 * ry_text_snippet:
 * @text: the text in which something was found
 * @folded_word: the word, as ry_text_fold() gives it
 * @n_before: characters to show before the first place it is found at
 * @n_after: characters to show after it
 *
 * A cut of @text around a word that may stand there in another spelling. Every place within the cut is
 * marked.
 *
 * Returns: (transfer full) (nullable): Pango markup on one line, with `…` where it was cut and the word in
 * `<b>`; %NULL where the word is not in @text
 */
char *
ry_text_snippet (const char *text, const char *folded_word, guint n_before, guint n_after)
{
  g_autoptr (GArray) map = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) folded = NULL;
  g_autofree char *owned = NULL;
  const char *valid = make_valid (text, &owned), *found, *at, *end;
  gsize word_length = strlen (folded_word);
  GString *out;

  if (word_length == 0)
    return NULL;
  folded = fold_with_map (valid, map);
  found = strstr (folded->str, folded_word);
  if (found == NULL)
    return NULL;
  at = step_back (valid, valid + g_array_index (map, guint, found - folded->str), n_before);
  end = step_on (valid + g_array_index (map, guint, found - folded->str + word_length), n_after);
  out = g_string_new (at > valid ? "…" : NULL);
  for (; found != NULL; found = strstr (found + word_length, folded_word)) {
    const char *from = valid + g_array_index (map, guint, found - folded->str);
    const char *to = valid + g_array_index (map, guint, found - folded->str + word_length);

    if (to > end)
      break;
    if (to == from)
      to = g_utf8_next_char (from);
    append_escaped (out, at, from);
    g_string_append (out, "<b>");
    append_escaped (out, from, to);
    g_string_append (out, "</b>");
    at = to;
  }
  append_escaped (out, at, end);
  return g_string_free (g_string_append (out, *end != '\0' ? "…" : ""), FALSE);
}
