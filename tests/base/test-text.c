/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding, sorting and guessing of Japanese text. */
#include "ry-text.h"

#include <string.h>

typedef struct {
  const char *in;
  const char *out;
} Pair;

static void
check (char *(*func) (const char *), const Pair *table, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *out = func (table[i].in);

    if (g_strcmp0 (out, table[i].out) != 0)
      g_error ("\"%s\" gave \"%s\", not \"%s\"", table[i].in, out, table[i].out);
  }
}

static void
test_fold (void)
{
  static const Pair table[] = {
    { "Hospital ABC", "hospital abc" },
    { "ＡＢＣ１２３", "abc123" },
    { "ｼｵﾐﾋﾞｮｳｲﾝ", "しおみびょういん" },
    { "ﾊﾟｰｷﾝｿﾝ", "ぱーきんそん" },
    { "ハ゛ス", "ばす" },
    { "か\u3099", "が" },
    { "シオミ　病院", "しおみ 病院" },
    { "ヴィラ", "ゔぃら" },
    { "髙﨑邉濵齋德瀨澤", "高崎辺浜斉徳瀬沢" },
    { "𠮷田", "吉田" },
    { "神社", "神社" },
    { "葛\U000E0100飾", "葛飾" },
    { "佐々木", "佐佐木" },
    { "いすゞ", "いすず" },
    { "みすゝ", "みすす" },
    { "タヾ", "ただ" },
    { "センタ−", "せんたー" },
    { "センタ－", "せんたー" },
    { "センター", "せんたー" },
    { "２－３", "2-3" },
    { "2−3", "2-3" },
    { "2ー3", "2-3" },
    { "011‐555‐0000", "011-555-0000" },
    { "㈱汐見", "(株)汐見" },
    { "㍿", "株式会社" },
    { "Straße", "strasse" },
    { "第①回", "第1回" },
    { "々", "々" },
    { "", "" },
    { NULL, "" },
    { "\xff汐", "\ufffd汐" },
  };

  check (ry_text_fold, table, G_N_ELEMENTS (table));
}

static void
test_fold_again (void)
{
  static const char *const texts[] = { "佐々木髙志", "ｼｵﾐ－１", "いすゞ自動車", "ハ゛ス", "㍿汐見センタ−２号" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *once = ry_text_fold (texts[i]);
    g_autofree char *twice = ry_text_fold (once);

    g_assert_cmpstr (once, ==, twice);
  }
}

/* Most characters are folded one by one, without ICU; ① after them has ICU fold the whole. */
static void
test_fold_alone (void)
{
  for (gunichar c = 1; c <= 0xffff; c++) {
    g_autoptr (GString) text = g_string_new ("海");
    g_autofree char *alone = NULL, *together = NULL;

    if (!g_unichar_validate (c) || g_unichar_ismark (c))
      continue;
    g_string_append_unichar (text, c);
    alone = ry_text_fold (text->str);
    g_string_append (text, " ①");
    together = ry_text_fold (text->str);
    g_assert_true (g_str_has_suffix (together, " 1"));
    together[strlen (together) - 2] = '\0';
    g_assert_cmpstr (alone, ==, together);
  }
}

static void
test_fold_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append (text, "㍿ｶﾞ");
  folded = ry_text_fold (text->str);
  g_assert_cmpuint (g_utf8_strlen (folded, -1), ==, 50000);
  g_assert_true (g_str_has_suffix (folded, "株式会社が"));
}

static void
test_nfkc (void)
{
  static const Pair table[] = {
    { "ＡＢＣ", "ABC" }, { "ｼﾞｭｳ", "ジュウ" }, { "０１１－２２２", "011-222" }, { "汐見", "汐見" }, { NULL, "" },
  };

  check (ry_text_nfkc, table, G_N_ELEMENTS (table));
}

static void
test_hiragana (void)
{
  static const Pair table[] = {
    { "シオミ", "しおみ" }, { "ｼｵﾐﾋﾞﾖｳｲﾝ", "しおみびよういん" }, { "ヴァン", "ゔぁん" }, { "病院A", "病院A" },
    { "ター", "たー" },
  };

  check (ry_text_to_hiragana, table, G_N_ELEMENTS (table));
}

static void
test_romaji (void)
{
  static const Pair table[] = {
    { "shio", "しお" },
    { "sio", "しお" },
    { "SHIO", "しお" },
    { "ｓｈｉｏ", "しお" },
    { "shiom", "しお" },
    { "shiomi", "しおみ" },
    { "sh", "" },
    { "s", "" },
    { "tokyo", "ときょ" },
    { "kyouwa", "きょうわ" },
    { "jyunkanki", "じゅんかんき" },
    { "juu", "じゅう" },
    { "sapporo", "さっぽろ" },
    { "matcha", "まっちゃ" },
    { "kinen", "きねん" },
    { "onna", "おんな" },
    { "shin'ei", "しんえい" },
    { "honnda", "ほんだ" },
    { "namba", "なんば" },
    { "se-nta-", "せーんたー" },
    { "kansai", "かんさい" },
    { "汐mi", "汐み" },
    { "", "" },
    { "a1", "あ1" },
    { "fukushi", "ふくし" },
    { "hukusi", "ふくし" },
    { "ninntei", "にんてい" },
  };

  check (ry_text_from_romaji, table, G_N_ELEMENTS (table));
}

/* Ascending; equal keys are not expected between neighbours. */
static void
test_reading_order (void)
{
  static const char *const order[] = {
    "あい",     "アイカワ", "あいだ",   "いしい",   "うえだ", "ヴェルデ", "えのもと", "かとう", "ガトー",
    "かどた",   "きょうわ", "きようわ", "さとう",   "はらだ", "ばらだ",   "ぱらだ",   "はるな", "ビル",
    "ひるがお", "まえだ",   "やまだ",   "わたなべ", "を",     "んだ",     "ABC",      "漢字",   NULL,
  };

  for (gsize i = 0; i + 1 < G_N_ELEMENTS (order); i++) {
    g_autofree char *a = ry_text_reading_key (order[i]);
    g_autofree char *b = ry_text_reading_key (order[i + 1]);

    if (strcmp (a, b) >= 0)
      g_error ("\"%s\" does not come before \"%s\": %s, %s", order[i], order[i + 1], a, b);
  }
}

static void
test_reading_same (void)
{
  static const Pair table[] = {
    { "しおみびょういん", "しおみ　びょういん" },
    { "シオミ", "ｼｵﾐ" },
    { "しお・み", "しおみ" },
    { "シオミ", "しおみ" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *a = ry_text_reading_key (table[i].in);
    g_autofree char *b = ry_text_reading_key (table[i].out);

    g_assert_cmpstr (a, ==, b);
  }
}

static void
test_index_letter (void)
{
  static const Pair table[] = {
    { "あおば", "あ" },   { "ｵｵﾉ", "あ" },    { "ぁ", "あ" },         { "ヴィラ", "あ" }, { "がもう", "か" },
    { "ｶﾞ", "か" },       { "ジュン", "さ" }, { "っ", "た" },         { "づ", "た" },     { "のだ", "な" },
    { "ぱすてる", "は" }, { "もり", "ま" },   { "ょ", "や" },         { "ろく", "ら" },   { "ヱビス", "わ" },
    { "ん", "わ" },       { "を", "わ" },     { "（しおみ）", "さ" }, { "　しお", "さ" }, { "ABC", "他" },
    { "汐見", "他" },     { "1", "他" },      { "", "他" },           { NULL, "他" },     { "ー", "他" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpstr (ry_text_index_letter (table[i].in), ==, table[i].out);
}

static void
test_guess (void)
{
  static const Pair table[] = {
    { "札幌中央病院", "さっぽろちゅうおうびょういん" },
    { "医療法人社団 汐風会 札幌中央病院", "さっぽろちゅうおうびょういん" },
    { "医療法人社団汐風会札幌中央病院", "さっぽろちゅうおうびょういん" },
    { "社会医療法人　札幌清田整形外科病院", "さっぽろきよだせいけいげかびょういん" },
    { "独立行政法人国立病院機構函館病院", "はこだてびょういん" },
    { "市立札幌病院", "しりつさっぽろびょういん" },
    { "ＮＴＴ東日本札幌病院", "えぬてぃーてぃーひがしにほんさっぽろびょういん" },
    { "さくらクリニック", "さくらくりにっく" },
    { "医療法人 北光会 小樽中央病院", "おたるちゅうおうびょういん" },
    { "社会福祉法人北海道社会事業協会函館病院", "はこだてびょういん" },
    { "医療法人聖仁会森病院", "もりびょういん" },
    { "緑ヶ丘病院", "みどりがおかびょういん" },
    { "", NULL },
    { NULL, NULL },
  };
  g_autofree char *probe = ry_text_guess_reading ("病院");

  if (probe == NULL) {
    g_test_skip ("no dictionary of readings on this machine");
    return;
  }
  check (ry_text_guess_reading, table, G_N_ELEMENTS (table));
  g_assert_null (ry_text_guess_reading ("𠮟鱻"));
}

static void
test_has_kanji (void)
{
  g_assert_true (ry_text_has_kanji ("しお見"));
  g_assert_true (ry_text_has_kanji ("々"));
  g_assert_false (ry_text_has_kanji ("シオミABC"));
  g_assert_false (ry_text_has_kanji (NULL));
}

static void
test_strip_spaces (void)
{
  static const char *const rows[][2] = {
    { "立花　啓介", "立花啓介" }, { " 立花 啓介\t", "立花啓介" }, { "立花啓介", "立花啓介" }, { "　", "" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *stripped = ry_text_strip_spaces (rows[i][0]);

    g_assert_cmpstr (stripped, ==, rows[i][1]);
  }
}

static void
test_snippet (void)
{
  static const struct {
    const char *text;
    const char *word;
    const char *snippet;
  } table[] = {
    { "潮入内科病院の空床について", "空床", "…科病院の<b>空床</b>について" },
    { "空床", "空床", "<b>空床</b>" },
    { "ｶﾞﾝ検診", "がん", "<b>ｶﾞﾝ</b>検診" },
    { "㍿汐見", "会社", "<b>㍿</b>汐見" },
    { "A<B&C 髙崎", "高崎", "…B&amp;C <b>髙崎</b>" },
    { "一行目\n二行目", "二", "一行目 <b>二</b>行目" },
    { "佐々木と佐々木", "佐佐木", "<b>佐々木</b>と<b>佐々木</b>" },
    { "空床", "病院", NULL },
    { "", "病院", NULL },
    { "空床", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *snippet = ry_text_snippet (table[i].text, table[i].word, 4, 4);

    g_assert_cmpstr (snippet, ==, table[i].snippet);
  }
}

static gpointer
fold_much (gpointer data)
{
  for (int i = 0; i < 2000; i++) {
    g_autofree char *fold = ry_text_fold ("ｼｵﾐ髙崎");
    g_autofree char *key = ry_text_reading_key ("しおみ");
    g_autofree char *guess = ry_text_guess_reading ("札幌中央病院");

    g_assert_cmpstr (fold, ==, "しおみ高崎");
    g_assert_cmpstr (ry_text_index_letter (guess), ==, guess != NULL ? "さ" : "他");
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("fold", fold_much, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-again", test_fold_again);
  g_test_add_func ("/text/fold-alone", test_fold_alone);
  g_test_add_func ("/text/fold-long", test_fold_long);
  g_test_add_func ("/text/nfkc", test_nfkc);
  g_test_add_func ("/text/hiragana", test_hiragana);
  g_test_add_func ("/text/romaji", test_romaji);
  g_test_add_func ("/text/reading-order", test_reading_order);
  g_test_add_func ("/text/reading-same", test_reading_same);
  g_test_add_func ("/text/index-letter", test_index_letter);
  g_test_add_func ("/text/guess", test_guess);
  g_test_add_func ("/text/has-kanji", test_has_kanji);
  g_test_add_func ("/text/strip-spaces", test_strip_spaces);
  g_test_add_func ("/text/snippet", test_snippet);
  g_test_add_func ("/text/threads", test_threads);
  return g_test_run ();
}
