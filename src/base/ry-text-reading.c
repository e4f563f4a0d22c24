/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Readings: the kana by which names are sorted. ry_text_reading_key() sorts them as a Japanese telephone
 * directory does, ry_text_index_letter() says under which of あ か さ た な は ま や ら わ 他 they stand, and
 * ry_text_guess_reading() proposes one where a list came without. A guess is for sorting until somebody who
 * knows corrects it; mark it as one.
 */
#include "ry-text.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>
#ifdef HAVE_KAKASI
#include <libkakasi.h>
#endif

typedef struct {
  const char *from;
  const char *to;
} Rewrite;

/* Words of this field that the dictionary misreads, and how letters are read out. */
static const Rewrite rewrites[] = {
  { "市立", "しりつ" },
  { "町立", "ちょうりつ" },
  { "村立", "そんりつ" },
  { "区立", "くりつ" },
  { "泌尿器", "ひにょうき" },
  { "仁会", "じんかい" },
  { "愛生会", "あいせいかい" },
  { "勤医協", "きんいきょう" },
  { "医療法人", "いりょうほうじん" },
  { "社団", "しゃだん" },
  { "訪問看護", "ほうもんかんご" },
  { "居宅介護", "きょたくかいご" },
  { "地域包括", "ちいきほうかつ" },
  { "国民健康保険", "こくみんけんこうほけん" },
  { "赤十字", "せきじゅうじ" },
  { "整形外科", "せいけいげか" },
  { "脳神経", "のうしんけい" },
  { "消化器", "しょうかき" },
  { "循環器", "じゅんかんき" },
  { "呼吸器", "こきゅうき" },
  { "産婦人科", "さんふじんか" },
  { "小児科", "しょうにか" },
  { "耳鼻咽喉科", "じびいんこうか" },
  { "皮膚科", "ひふか" },
  { "眼科", "がんか" },
  { "外科", "げか" },
  { "内科", "ないか" },
  { "歯科", "しか" },
  { "総合", "そうごう" },
  { "中央", "ちゅうおう" },
  { "記念", "きねん" },
  { "厚生", "こうせい" },
  { "病院", "びょういん" },
  { "医院", "いいん" },
  { "薬局", "やっきょく" },
  { "診療所", "しんりょうじょ" },
  { "ゖ丘", "がおか" },
  { "ゖ", "が" }, /* of 緑ヶ丘, folded */
  { "a", "えー" },
  { "b", "びー" },
  { "c", "しー" },
  { "d", "でぃー" },
  { "e", "いー" },
  { "f", "えふ" },
  { "g", "じー" },
  { "h", "えいち" },
  { "i", "あい" },
  { "j", "じぇい" },
  { "k", "けい" },
  { "l", "える" },
  { "m", "えむ" },
  { "n", "えぬ" },
  { "o", "おー" },
  { "p", "ぴー" },
  { "q", "きゅー" },
  { "r", "あーる" },
  { "s", "えす" },
  { "t", "てぃー" },
  { "u", "ゆー" },
  { "v", "ぶい" },
  { "w", "だぶりゅー" },
  { "x", "えっくす" },
  { "y", "わい" },
  { "z", "ぜっと" },
  { "&", "あんど" },
};

/* Legal forms that stand before a name, longer ones first. What follows them is a body's name or the office's
 * own. */
static const char *const legal_forms[] = {
  "独立行政法人国立病院機構",
  "独立行政法人労働者健康安全機構",
  "独立行政法人労働者健康福祉機構",
  "独立行政法人地域医療機能推進機構",
  "地方独立行政法人",
  "独立行政法人",
  "国立大学法人",
  "公立大学法人",
  "社会医療法人社団",
  "社会医療法人財団",
  "社会医療法人",
  "特定医療法人社団",
  "特定医療法人財団",
  "特定医療法人",
  "医療法人社団",
  "医療法人財団",
  "医療法人",
  "社会福祉法人",
  "公益社団法人",
  "公益財団法人",
  "一般社団法人",
  "一般財団法人",
  "学校法人",
  "宗教法人",
  "特定非営利活動法人",
  "NPO法人",
  "株式会社",
  "有限会社",
  "合同会社",
};

/* What the name of an office ends in; without one of these nothing is taken for the office's own name. */
static const char *const office_words[] = {
  "病院",       "医院", "クリニック", "診療所", "センター", "ステーション", "薬局",
  "ホスピタル", "歯科", "ホーム",     "苑",     "荘",       "事業所",
};

/* ICU's collators may be shared between threads as long as nobody changes them. */
static UCollator *
get_collator (void)
{
  static gsize once = 0;
  static UCollator *collator;

  if (g_once_init_enter (&once)) {
    UErrorCode status = U_ZERO_ERROR;

    collator = ucol_open ("ja", &status);
    ucol_setAttribute (collator, UCOL_ALTERNATE_HANDLING, UCOL_SHIFTED, &status);
    ucol_setStrength (collator, UCOL_TERTIARY);
    g_once_init_leave (&once, 1);
  }
  return collator;
}

static void
append_hex (GString *out, const guchar *bytes, gsize length)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < length; i++) {
    g_string_append_c (out, digits[bytes[i] >> 4]);
    g_string_append_c (out, digits[bytes[i] & 15]);
  }
}

/* The row of the syllabary for a hiragana character. */
static const char *
find_row (gunichar c)
{
  static const struct {
    gunichar last;
    const char *letter;
  } rows[] = {
    { 0x304a, "あ" }, { 0x3054, "か" }, { 0x305e, "さ" }, { 0x3069, "た" }, { 0x306e, "な" },
    { 0x307d, "は" }, { 0x3082, "ま" }, { 0x3088, "や" }, { 0x308d, "ら" }, { 0x3093, "わ" },
  };

  if (c == 0x3094)
    return "あ";
  if (c == 0x3095 || c == 0x3096)
    return "か";
  if (c < 0x3041)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (c <= rows[i].last)
      return rows[i].letter;
  return NULL;
}

static gboolean
ends_in_office_word (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (office_words); i++)
    if (g_str_has_suffix (text, office_words[i]))
      return strlen (text) > strlen (office_words[i]);
  return FALSE;
}

/* The end of the first 会 that ends a body's name; not that of 社会, 協議会's 議会 and their like. */
static const char *
find_body_end (const char *rest)
{
  static const char *const before[] = { "社", "教", "商", "議", "都" };

  for (const char *p = strstr (rest, "会"); p != NULL && g_utf8_strlen (rest, p - rest) <= 10;
       p = strstr (p + 1, "会")) {
    gboolean inner = p == rest;

    for (gsize i = 0; i < G_N_ELEMENTS (before) && !inner; i++)
      inner = g_str_has_prefix (p - strlen (before[i]), before[i]);
    if (!inner)
      return p + strlen ("会");
  }
  return NULL;
}

/* What follows the body's name in "北光会 朝里中央病院", or in "渓仁会手稲渓仁会病院" after its first 会. */
static const char *
skip_body (const char *rest)
{
  const char *space = strchr (rest, ' ');
  const char *end = find_body_end (rest);

  if (space != NULL)
    return space + 1;
  if (end == NULL || g_str_has_prefix (end, "記念") || g_str_has_prefix (end, "附属") || g_str_has_prefix (end, "総合"))
    return rest;
  return end;
}

/*
 * The office's own name out of "医療法人社団 汐風会 海風病院". Where it cannot be told for sure where the
 * body's name ends, only the legal form is left out.
 */
static char *
strip_legal_form (const char *name)
{
  g_autofree char *normal = g_strstrip (ry_text_nfkc (name));

  for (gsize i = 0; i < G_N_ELEMENTS (legal_forms); i++) {
    const char *rest, *own;

    if (!g_str_has_prefix (normal, legal_forms[i]))
      continue;
    rest = normal + strlen (legal_forms[i]);
    rest += strspn (rest, " ");
    if (*rest == '\0')
      break;
    own = skip_body (rest);
    return g_strdup (ends_in_office_word (own) ? own : rest);
  }
  return g_steal_pointer (&normal);
}

#ifdef HAVE_KAKASI
static char *
rewrite_words (const char *text)
{
  GString *out = g_string_new (text);

  for (gsize i = 0; i < G_N_ELEMENTS (rewrites); i++)
    g_string_replace (out, rewrites[i].from, rewrites[i].to, 0);
  return g_string_free (out, FALSE);
}

static char *
convert (GIConv converter, const char *text)
{
  gsize in_left = strlen (text), out_left = in_left * 3;
  char *out = g_malloc (out_left + 1), *in = (char *) text, *p = out;

  g_iconv (converter, NULL, NULL, NULL, NULL);
  if (g_iconv (converter, &in, &in_left, &p, &out_left) == (gsize) -1) {
    g_free (out);
    return NULL;
  }
  *p = '\0';
  return out;
}

/* KAKASI keeps its state in globals, and its library form is sound in EUC-JP only. */
static char *
ask_kakasi (const char *text)
{
  static GMutex lock;
  static GIConv to_euc, from_euc;
  static int ready = -1;
  static char *options[] = { "kakasi", "-ieuc", "-oeuc", "-JH", "-KH", NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *euc = NULL;
  char *answer, *reading;

  if (ready < 0) {
    to_euc = g_iconv_open ("EUC-JP", "UTF-8");
    from_euc = g_iconv_open ("UTF-8", "EUC-JP");
    ready = kakasi_getopt_argv (G_N_ELEMENTS (options) - 1, options) == 0 && to_euc != (GIConv) -1 &&
            from_euc != (GIConv) -1;
  }
  euc = ready ? convert (to_euc, text) : NULL;
  if (euc == NULL)
    return NULL;
  answer = kakasi_do (euc);
  reading = convert (from_euc, answer);
  kakasi_free (answer);
  return reading;
}
#endif

/**
 * ry_text_reading_key:
 * @reading: (nullable): kana, in any width, of either kind
 *
 * A key for sorting in the order of the syllabary: as the Japanese collation of ICU (JIS X 4061) has it,
 * voicing, small kana and marks of length decide only between readings that are else alike. Spaces and
 * punctuation do not count. Readings that do not begin with kana come after all others, as 他 does in
 * ry_text_index_letter().
 *
 * Returns: (transfer full): ASCII text to be compared byte by byte
 */
char *
ry_text_reading_key (const char *reading)
{
  g_autofree char *normal = ry_text_nfkc (reading);
  g_autofree UChar *text = NULL;
  g_autofree guchar *bytes = NULL;
  UErrorCode status = U_ZERO_ERROR;
  gsize length = strlen (normal);
  int32_t text_length, needed;
  GString *key;

  if (length == 0)
    return g_strdup ("2");
  key = g_string_new (strcmp (ry_text_index_letter (normal), "他") == 0 ? "1" : "0");
  text = g_new (UChar, length);
  u_strFromUTF8WithSub (text, length, &text_length, normal, length, 0xfffd, NULL, &status);
  bytes = g_malloc (length * 4);
  needed = ucol_getSortKey (get_collator (), text, text_length, bytes, length * 4);
  if (needed > (int32_t) (length * 4)) {
    bytes = g_realloc (bytes, needed);
    ucol_getSortKey (get_collator (), text, text_length, bytes, needed);
  }
  append_hex (key, bytes, needed - 1);
  return g_string_free (key, FALSE);
}

/**
 * ry_text_index_letter:
 * @reading: (nullable): kana, in any width, of either kind
 *
 * Returns: あ か さ た な は ま や ら わ for the row in which @reading begins, 他 for everything else
 */
const char *
ry_text_index_letter (const char *reading)
{
  g_autofree char *kana = ry_text_to_hiragana (reading);

  for (const char *p = kana; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *letter = find_row (c);

    if (letter != NULL)
      return letter;
    if (!g_unichar_isspace (c) && !g_unichar_ispunct (c))
      break;
  }
  return "他";
}

/**
 * ry_text_guess_reading:
 * @name: (nullable): the name of an organisation or a person
 *
 * Looks the kanji up in KAKASI's dictionary. A legal form in front (医療法人社団…会) is left out where what
 * follows it is surely the office's own name, because nobody looks for a hospital under い. The same name
 * always gets the same guess from the same dictionary.
 *
 * Returns: (transfer full) (nullable): hiragana; %NULL where there is no dictionary or it does not know a
 * kanji
 */
char *
ry_text_guess_reading (const char *name)
{
  g_autofree char *own = strip_legal_form (name);
  g_autofree char *folded = ry_text_fold (own);

  if (!ry_text_has_kanji (folded))
    return *folded != '\0' ? g_steal_pointer (&folded) : NULL;
#ifdef HAVE_KAKASI
  {
    g_autofree char *words = rewrite_words (folded);
    g_autofree char *reading = ask_kakasi (words);

    if (reading != NULL && !ry_text_has_kanji (reading))
      return ry_text_to_hiragana (g_strstrip (reading));
  }
#endif
  return NULL;
}
