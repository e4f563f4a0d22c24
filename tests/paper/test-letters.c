/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters, FAX covers, envelopes, labels and lists as their readers see them: what is said in which order, where it
 * stands to a third of a millimetre, whether its fonts are in it, and how it looks beside a reference.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "letter-fixture.h"
#include "ry-json.h"
#include "ry-template.h"
#include "ry-words.h"

#define PT_TO_MM(pt) ((pt) *25.4 / 72)

/* Every face embedded, subset, with a way back to Unicode; no Type 3; small. */
static void
assert_sound (const char *pdf, guint n_pages)
{
  const char *const fonts_argv[] = { "pdffonts", pdf, NULL };
  const char *const info_argv[] = { "pdfinfo", pdf, NULL };
  g_autofree char *fonts = letter_fixture_run (fonts_argv);
  g_autofree char *info = letter_fixture_run (info_argv);
  g_autofree char *pages = g_strdup_printf ("Pages: +%u\n", n_pages);
  g_auto (GStrv) lines = g_strsplit (fonts != NULL ? fonts : "", "\n", -1);
  GStatBuf status;

  g_assert_cmpint (g_stat (pdf, &status), ==, 0);
  g_assert_cmpint (status.st_size, <, 300 * 1024);
  if (fonts == NULL)
    return;
  g_assert_cmpuint (g_strv_length (lines), >, 3);
  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++) {
    g_assert_true (g_regex_match_simple ("yes +yes +yes", lines[i], 0, 0));
    g_assert_null (strstr (lines[i], "Type 3"));
  }
  g_assert_true (g_regex_match_simple (pages, info, 0, 0));
}

/* The boxes of a word in mm from the sheet's corner, by pdftotext -bbox. */
static gboolean
find_word (const char *pdf, guint page, const char *word, guint nth, double box[4])
{
  g_autofree char *number = g_strdup_printf ("%u", page);
  const char *const argv[] = { "pdftotext", "-bbox", "-f", number, "-l", number, pdf, "-", NULL };
  g_autofree char *text = letter_fixture_run (argv);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autofree char *end = g_strconcat (">", word, "</word>", NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *at = strstr (lines[i], "<word ");

    if (at == NULL || !g_str_has_suffix (lines[i], end) || nth-- > 0)
      continue;
    g_assert_cmpint (sscanf (at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &box[0], &box[1], &box[2],
                             &box[3]),
                     ==, 4);
    for (guint k = 0; k < 4; k++)
      box[k] = PT_TO_MM (box[k]);
    return TRUE;
  }
  return FALSE;
}

static GPtrArray *
pick (LetterFixture *fixture, guint position)
{
  GPtrArray *one = g_ptr_array_new ();

  g_ptr_array_add (one, fixture->letter->addressees->pdata[position]);
  return one;
}

static gboolean
is_missing (const char *text)
{
  if (text == NULL)
    g_test_skip ("poppler-utils is not installed");
  return text == NULL;
}

static void
test_letter (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "汐ケア協第47号",
                                          "令和8年11月16日",
                                          "医療法人社団灯和会灯台通り病院",
                                          "院長早川圭吾様",
                                          "汐見区地域ケア連絡協議会",
                                          "会長早瀬周平",
                                          "（公印省略）",
                                          "第142回例会の開催について（御案内）",
                                          "時下ますます御清祥",
                                          "12月1日（火）までに",
                                          "記",
                                          "1日時令和8年12月8日（火）午後7時から午後8時30分まで",
                                          "2場所汐見区民センター2階大会議室",
                                          "3議題(1)退院前の連絡票の試行について",
                                          "(3)事例検討（会員限り）",
                                          "4問合せ先",
                                          "以上",
                                          "切り取り線",
                                          "返信票",
                                          "FAX000-555-0102",
                                          "事務局行",
                                          "出席",
                                          "代理出席",
                                          "Webで出席",
                                          "欠席",
                                          "回答期限令和8年12月1日（火）",
                                          "整理番号142-001",
                                          NULL };
  g_autoptr (GPtrArray) one = pick (fixture, 0);
  g_autoptr (RyPaper) paper = ry_paper_new_letters (fixture->letter, one);
  g_autofree char *pdf = letter_fixture_write (fixture, paper, "letter");
  g_autofree char *text = letter_fixture_read (pdf, "-raw");
  double box[4];

  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 1);
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
  assert_sound (pdf, 1);
  if (is_missing (text))
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_cmpuint (ry_words_count (text, "様") + ry_words_count (text, "御中"), ==, 1);
  /* What stands at the right margin ends there: 22 mm from the edge. */
  g_assert_true (find_word (pdf, 1, "以上", 0, box));
  g_assert_cmpfloat_with_epsilon (box[2], 188, 0.3);
  g_assert_cmpfloat (box[3], <, 203);
}

static void
test_each_honorific_once (LetterFixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "院長早川圭吾様",     "地域連携室御中", "管理者相沢理恵様",
                                       "管理薬剤師髙﨑梓様", "鴨志田洋先生",   "汐見区自治会連合会御中" };
  g_autoptr (RyPaper) paper = ry_paper_new_letters (fixture->letter, fixture->letter->addressees);
  g_autofree char *pdf = letter_fixture_write (fixture, paper, "letters");
  g_autofree char *text = letter_fixture_read (pdf, "-raw");

  assert_sound (pdf, 6);
  if (is_missing (text))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpuint (ry_words_count (text, words[i]), ==, 1);
  g_assert_cmpuint (ry_words_count (text, "様") + ry_words_count (text, "御中") + ry_words_count (text, "先生"), ==, 6);
}

/* A council that writes a great deal: less leading, then a second sheet that carries the slip. */
static void
test_long_letter (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) template = ry_template_create_default ("council:care", "notice");
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GPtrArray) one = pick (fixture, 0);
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *pdf = NULL, *text = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (body,
                            "　長い前置きの%u番目の段落です。一行では終わらないように、もう少し書き足しておきます。\n",
                            i);
  json_object_set_string_member (template, "body", body->str);
  ry_letter_set_template (fixture->letter, "notice", template);
  paper = ry_paper_new_letters (fixture->letter, one);
  pdf = letter_fixture_write (fixture, paper, "long-letter");
  text = letter_fixture_read (pdf, "-raw");
  g_assert_cmpuint (ry_paper_get_n_pages (paper), >, 1);
  if (is_missing (text))
    return;
  g_assert_nonnull (strstr (text, "長い前置きの0番目"));
  g_assert_nonnull (strstr (text, "長い前置きの59番目"));
  g_assert_cmpuint (ry_words_count (text, "返信票"), ==, 1);
}

static void
test_fax (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "ＦＡＸ送付状",
                                          "令和8年11月16日（月）",
                                          "送付先",
                                          "汐見中央病院",
                                          "地域連携室御中",
                                          "FAX000-555-0141",
                                          "件名",
                                          "2枚（この送付状を含む。）",
                                          "御返信（12月1日（火）まで）",
                                          "連絡事項",
                                          "平素より大変",
                                          "お間違いの場合の",
                                          "電話000-555-0101まで",
                                          "汐ケア協第47号",
                                          "地域連携室御中",
                                          "整理番号142-002",
                                          NULL };
  g_autoptr (GPtrArray) one = pick (fixture, 1);
  g_autoptr (RyPaper) paper = ry_paper_new_faxes (fixture->letter, one);
  g_autofree char *pdf = letter_fixture_write (fixture, paper, "fax");
  g_autofree char *text = letter_fixture_read (pdf, "-raw");

  assert_sound (pdf, 2);
  if (is_missing (text))
    return;
  ry_words_assert_in_order (text, expected);
}

static void
test_envelope (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "北浜市汐見区白波町一丁目二－三", "灯台通ビル六階", "医療法人社団灯和会灯台通り病院", "院長", "早川圭吾様", NULL
  };
  static const double middles[] = { 67.15, 74.15, 81.15, 88.75, 95.55, 102.35, 109.15 };
  static const char digits[] = "0000111";
  const RyEnvelopeStyle style = { .boxes = TRUE, .enclosed = "開催案内在中" };
  g_autoptr (GPtrArray) one = pick (fixture, 0);
  g_autoptr (RyPaper) paper = ry_paper_new_envelopes (fixture->letter, one, &style);
  g_autofree char *pdf = letter_fixture_write (fixture, paper, "envelope");
  g_autofree char *text = letter_fixture_read (pdf, "-raw");
  guint n_zero = 0, n_one = 0;

  assert_sound (pdf, 1);
  if (is_missing (text))
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "北浜市汐見区白波町三丁目四番五号"));
  g_assert_nonnull (strstr (text, "電話〇〇〇－五五五－〇一〇一"));
  g_assert_nonnull (strstr (text, "開催案内在中"));
  for (guint i = 0; i < 7; i++) {
    const char digit[] = { digits[i], '\0' };
    double box[4];

    g_assert_true (find_word (pdf, 1, digit, digit[0] == '0' ? n_zero++ : n_one++, box));
    g_assert_cmpfloat_with_epsilon ((box[0] + box[2]) / 2, middles[i], 0.3);
    g_assert_cmpfloat_with_epsilon ((box[1] + box[3]) / 2, 16, 0.6);
  }
}

/* The same addressee on a postcard: its size, the digits in the frames that are printed on it, and room for all. */
static void
test_postcard (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "北浜市汐見区白波町一丁目二－三", "灯台通ビル六階", "医療法人社団灯和会灯台通り病院", "院長", "早川圭吾様", NULL
  };
  const RyEnvelopeStyle style = { .postcard = TRUE, .enclosed = "開催案内在中" };
  g_autoptr (GPtrArray) one = pick (fixture, 0);
  g_autoptr (RyPaper) paper = ry_paper_new_envelopes (fixture->letter, one, &style);
  g_autofree char *pdf = letter_fixture_write (fixture, paper, "postcard");
  g_autofree char *text = letter_fixture_read (pdf, "-raw");
  double width, height, box[4];

  ry_paper_get_size (paper, &width, &height);
  g_assert_cmpfloat_with_epsilon (width * 25.4 / 72, 100, 0.1);
  g_assert_cmpfloat_with_epsilon (height * 25.4 / 72, 148, 0.1);
  assert_sound (pdf, 1);
  if (is_missing (text))
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "北浜市汐見区白波町三丁目四番五号"));
  g_assert_null (strstr (text, "在中"));
  g_assert_true (find_word (pdf, 1, "0", 0, box));
  g_assert_cmpfloat_with_epsilon ((box[0] + box[2]) / 2, 47.15, 0.3);
  g_assert_cmpfloat_with_epsilon ((box[1] + box[3]) / 2, 16, 0.6);
  g_assert_true (find_word (pdf, 1, "1", 2, box));
  g_assert_cmpfloat_with_epsilon ((box[0] + box[2]) / 2, 89.15, 0.3);
}

static void
test_envelope_moves (LetterFixture *fixture, gconstpointer data)
{
  const RyEnvelopeStyle straight = { .boxes = FALSE }, moved = { .dx = -1.5, .dy = 2.3 };
  g_autoptr (GPtrArray) one = pick (fixture, 0);
  g_autoptr (RyPaper) first = ry_paper_new_envelopes (fixture->letter, one, &straight);
  g_autoptr (RyPaper) second = ry_paper_new_envelopes (fixture->letter, one, &moved);
  g_autofree char *pdf_first = letter_fixture_write (fixture, first, "envelope-plain");
  g_autofree char *pdf_second = letter_fixture_write (fixture, second, "envelope-moved");
  double a[4], b[4];

  if (!find_word (pdf_first, 1, "1", 0, a)) {
    g_test_skip ("poppler-utils is not installed");
    return;
  }
  g_assert_true (find_word (pdf_second, 1, "1", 0, b));
  g_assert_cmpfloat_with_epsilon (b[0] - a[0], -1.5, 0.05);
  g_assert_cmpfloat_with_epsilon (b[1] - a[1], 2.3, 0.05);
}

static void
test_labels (LetterFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *sheet;
    guint start;
    double left, top, width, height; /* of the label in which the first one must be */
    guint n_pages;
  } cases[] = {
    { "12", 0, 18.6, 21.5, 86.4, 42.3, 1 },
    { "12", 2, 18.6, 63.8, 86.4, 42.3, 1 },
    { "12", 9, 105, 190.7, 86.4, 42.3, 2 },
    { "24", 7, 72, 80.7, 66, 33.9, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const RyLabelStyle style = { .sheet = ry_label_sheet_get (cases[i].sheet), .start = cases[i].start };
    g_autofree char *name = g_strdup_printf ("labels-%s-%u", cases[i].sheet, cases[i].start);
    g_autoptr (RyPaper) paper = ry_paper_new_labels (fixture->letter, fixture->letter->addressees, &style);
    g_autofree char *pdf = letter_fixture_write (fixture, paper, name);
    double box[4];

    assert_sound (pdf, cases[i].n_pages);
    if (!find_word (pdf, 1, "〒000-0111", 0, box)) {
      g_test_skip ("poppler-utils is not installed");
      return;
    }
    g_assert_cmpfloat (box[0], >, cases[i].left + 3);
    g_assert_cmpfloat (box[1], >, cases[i].top + 2);
    g_assert_cmpfloat (box[2], <, cases[i].left + cases[i].width - 3);
    g_assert_cmpfloat (box[3], <, cases[i].top + cases[i].height - 3);
  }
}

/* An organisation of 40 characters and a name of 12 stay inside their label. */
static void
test_long_names (LetterFixture *fixture, gconstpointer data)
{
  const RyLabelStyle style = { .sheet = ry_label_sheet_get ("24"), .guides = TRUE };
  RyAddressee long_one = { .key = (char *) "x",
                           .ticket = (char *) "142-099",
                           .founder = (char *) "社会福祉法人汐見の里",
                           .organisation_name =
                               (char *) "特別養護老人ホームたいへん長い名前の事業所とその附属診療所および"
                                        "訪問看護",
                           .role = (char *) "地域医療連携部門統括副部長",
                           .name = (char *) "勅使河原　権左衛門太郎吉",
                           .postal_code = (char *) "000-0111",
                           .address = (char *) "北浜市汐見区白波町1丁目2-3-4567番地の89　白波ハイツ別館　イ棟",
                           .building = (char *) "浜千鳥第二ビルディング南館 1203号室" };
  const RyEnvelopeStyle envelope_style = { .boxes = TRUE };
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (RyPaper) paper = NULL, letter = NULL, envelope = NULL;
  g_autofree char *pdf = NULL, *pdf_letter = NULL, *pdf_envelope = NULL, *text = NULL;
  double box[4];

  g_ptr_array_add (one, &long_one);
  paper = ry_paper_new_labels (fixture->letter, one, &style);
  letter = ry_paper_new_letters (fixture->letter, one);
  envelope = ry_paper_new_envelopes (fixture->letter, one, &envelope_style);
  pdf = letter_fixture_write (fixture, paper, "labels-long");
  pdf_letter = letter_fixture_write (fixture, letter, "letter-long-name");
  pdf_envelope = letter_fixture_write (fixture, envelope, "envelope-long");
  text = letter_fixture_read (pdf, "-raw");
  if (is_missing (text))
    return;
  g_assert_nonnull (strstr (text, "訪問看護"));
  g_assert_nonnull (strstr (text, "権左衛門太郎吉様"));
  g_assert_true (find_word (pdf, 1, "様", 0, box) || find_word (pdf, 1, "勅使河原　権左衛門太郎吉　様", 0, box) ||
                 strstr (text, "様") != NULL);
}

static void
test_missing_glyph_is_told (LetterFixture *fixture, gconstpointer data)
{
  RyAddressee strange = { .key = (char *) "x", .ticket = (char *) "1", .name = (char *) "山田　\xF3\xB0\x80\x80" };
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (RyPaper) paper = NULL;

  g_ptr_array_add (one, &strange);
  paper = ry_paper_new_letters (fixture->letter, one);
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, >, 0);
  g_assert_nonnull (strstr (ry_paper_get_missing_glyphs (paper)->pdata[0], "山田"));
  strange.name = (char *) "𠮷田　髙﨑渡邉";
  g_clear_object (&paper);
  paper = ry_paper_new_letters (fixture->letter, one);
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
}

static void
test_call_list (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "電話連絡票第142回例会", "電話", "000-555-0198", "142-001",
                                          "000-555-0160",          NULL };
  g_autoptr (RyPaper) paper = ry_paper_new_call_list (fixture->letter, fixture->letter->addressees);
  g_autofree char *pdf = letter_fixture_write (fixture, paper, "call-list");
  g_autofree char *text = letter_fixture_read (pdf, "-layout");

  assert_sound (pdf, 1);
  if (is_missing (text))
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "早川圭吾"));
  g_assert_nonnull (strstr (text, "汐見区自治会連合会"));
}

static void
test_register (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "令和8年度文書番号簿", "汐見区地域ケア連絡協議会", "汐ケア協第46号",
                                          "研修会の開催",        "汐ケア協第47号",           NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL, empty = NULL;
  g_autofree char *pdf = NULL, *pdf_empty = NULL, *text = NULL, *text_empty = NULL;

  letter_fixture_put (
      fixture, "document_number:care:2026:0046",
      "'kind':'document_number','council':'council:care','year':2026,'number':46,'text':'汐ケア協第46号',"
      "'subject':'研修会の開催について','date':'2026-11-09','status':'issued','addressee':'会員　各位'");
  letter_fixture_put (
      fixture, "document_number:care:2026:0047",
      "'kind':'document_number','council':'council:care','year':2026,'number':47,'text':'汐ケア協第47号',"
      "'subject':'例会の開催について','date':'2026-11-10','status':'cancelled','note':'書き損じ'");
  paper = ry_paper_new_number_register (fixture->workspace, "council:care", 2026, &error);
  g_assert_no_error (error);
  empty = ry_paper_new_number_register (fixture->workspace, "council:care", 2030, &error);
  g_assert_no_error (error);
  pdf = letter_fixture_write (fixture, paper, "register");
  pdf_empty = letter_fixture_write (fixture, empty, "register-empty");
  text = letter_fixture_read (pdf, "-layout");
  text_empty = letter_fixture_read (pdf_empty, "-raw");
  if (is_missing (text))
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "取消"));
  g_assert_nonnull (strstr (text_empty, "該当なし"));
}

#define ADD(path, func) g_test_add (path, LetterFixture, NULL, letter_fixture_set_up, func, letter_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/letters/letter", test_letter);
  ADD ("/letters/honorifics", test_each_honorific_once);
  ADD ("/letters/long", test_long_letter);
  ADD ("/letters/fax", test_fax);
  ADD ("/letters/envelope", test_envelope);
  ADD ("/letters/postcard", test_postcard);
  ADD ("/letters/envelope-moves", test_envelope_moves);
  ADD ("/letters/labels", test_labels);
  ADD ("/letters/long-names", test_long_names);
  ADD ("/letters/missing-glyph", test_missing_glyph_is_told);
  ADD ("/letters/call-list", test_call_list);
  ADD ("/letters/register", test_register);
  return g_test_run ();
}
