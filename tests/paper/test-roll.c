/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The papers of the day, read back: who is on them in which order, with which number, what is counted; that a plate
 * reads alike from both sides, and that a list of two hundred keeps its head.
 */
#include <string.h>

#include "letter-fixture.h"
#include "ry-error.h"
#include "ry-words.h"

#define DPI 40

/* A page as grey values, one byte a pixel. */
static cairo_surface_t *
draw (RyPaper *paper, guint page)
{
  double width, height, scale = DPI / 72.0;
  cairo_surface_t *surface;
  cairo_t *cr;

  ry_paper_get_size (paper, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) (width * scale), (int) (height * scale));
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  ry_paper_draw_page (paper, page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static int
get_pixel (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + x];
}

static void
put_people (LetterFixture *fixture)
{
  letter_fixture_put (fixture, "person:p1",
                      "'kind':'person','name':'早川　圭吾','reading':'はやかわ　けいご','professions':['医師']");
  letter_fixture_put (fixture, "person:p3", "'kind':'person','name':'相沢　理恵','reading':'あいざわ　りえ'");
  letter_fixture_put (fixture, "person:p4", "'kind':'person','name':'髙﨑　梓','reading':'たかさき　あずさ'");
  letter_fixture_put (fixture, "person:p5", "'kind':'person','name':'鴨志田　洋','reading':'かもしだ　ひろし'");
  letter_fixture_put (fixture, "membership:o3",
                      "'kind':'membership','council':'council:care','organisation':'organisation:o3','role':'officer'");
  letter_fixture_put (fixture, "reply:m:s1", "'kind':'reply','meeting':'meeting:m','seat':'s1','status':'venue'");
  letter_fixture_put (fixture, "reply:m:s3",
                      "'kind':'reply','meeting':'meeting:m','seat':'s3','status':'proxy','proxy':'有働　直人'");
  letter_fixture_put (fixture, "reply:m:s4", "'kind':'reply','meeting':'meeting:m','seat':'s4','status':'absent'");
}

static char *
read_paper (LetterFixture *fixture, RyPaper *paper, const char *name, const char *option)
{
  g_autofree char *pdf = letter_fixture_write (fixture, paper, name);
  char *text = letter_fixture_read (pdf, option);

  if (text == NULL)
    g_test_skip ("poppler-utils is not installed");
  return text;
}

static void
test_signin (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "第142回例会受付簿",
                                          "令和8年12月8日（火）汐見区民センター2階大会議室",
                                          "五十音順",
                                          "番号",
                                          "署名",
                                          "代理の方",
                                          "相沢",
                                          "鴨志田",
                                          "髙﨑",
                                          "早川",
                                          "（当日参加の方）",
                                          "1／1",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  put_people (fixture);
  paper = ry_paper_new_signin (fixture->workspace, "meeting:m", &error);
  g_assert_no_error (error);
  text = read_paper (fixture, paper, "signin", "-layout");
  if (text == NULL)
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "アイザワ"));
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
}

static void
test_attendance (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "第142回例会出欠一覧",
                                          "現在",
                                          "出欠代Web",
                                          "未",
                                          "備考",
                                          "相沢理恵",
                                          "代理有働直人",
                                          "合計",
                                          "1",
                                          "1",
                                          "1",
                                          "0",
                                          "0",
                                          "3",
                                          "6名",
                                          "会員6名出席（代理、Web及び書面を含む。）2名定足数4名不成立",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;
  g_autofree char *met = NULL;

  put_people (fixture);
  letter_fixture_put (fixture, "council:care", "'kind':'council','name':'汐見区地域ケア連絡協議会','quorum':4");
  paper = ry_paper_new_attendance (fixture->workspace, "meeting:m", &error);
  g_assert_no_error (error);
  text = read_paper (fixture, paper, "attendance", "-layout");
  if (text == NULL)
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_cmpuint (ry_words_count (text, "○"), ==, 6);
  letter_fixture_put (fixture, "council:care", "'kind':'council','name':'汐見区地域ケア連絡協議会','quorum':2");
  g_clear_object (&paper);
  paper = ry_paper_new_attendance (fixture->workspace, "meeting:m", &error);
  met = read_paper (fixture, paper, "attendance-met", "-layout");
  g_assert_nonnull (strstr (met, "定足数2名成立"));
}

/* Both faces of a plate are one picture turned by half a circle around the fold. */
static void
test_plates (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;
  cairo_surface_t *surface;
  int width, fold = (int) (105 / 25.4 * DPI), top = (int) (30 / 25.4 * DPI);
  gint64 difference = 0, ink = 0, n = 0;

  put_people (fixture);
  paper = ry_paper_new_plates (fixture->workspace, "meeting:m", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 5); /* one is absent */
  surface = draw (paper, 0);
  width = cairo_image_surface_get_width (surface);
  for (int y = top; y < fold - 3; y++)
    for (int x = 30; x < width - 30; x++, n++) {
      int upper = get_pixel (surface, x, y), lower = get_pixel (surface, width - 1 - x, 2 * fold - y);

      ink += upper;
      difference += ABS (upper - lower);
    }
  g_assert_cmpint (ink / n, >, 8); /* a name as large as this blackens the face */
  g_assert_cmpint (difference, <, ink / 2);
  cairo_surface_destroy (surface);
}

static void
test_badges (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "会員", "幹事", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  put_people (fixture);
  paper = ry_paper_new_badges (fixture->workspace, "meeting:m", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 1);
  text = read_paper (fixture, paper, "badges", "-raw");
  if (text == NULL)
    return;
  for (guint i = 0; expected[i] != NULL; i++)
    g_assert_nonnull (strstr (text, expected[i]));
  g_assert_nonnull (strstr (text, "第142-001号"));
  g_assert_nonnull (strstr (text, "第142-006号"));
  g_assert_null (strstr (text, "髙﨑")); /* does not come */
  g_assert_cmpuint (ry_words_count (text, "氏名"), ==, 5);
}

static void
test_seating (LetterFixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "第142回例会席次表", "議長", "団体・幹事ほか", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  put_people (fixture);
  paper = ry_paper_new_seating (fixture->workspace, "meeting:m", &error);
  g_assert_no_error (error);
  text = read_paper (fixture, paper, "seating", "-layout");
  if (text == NULL)
    return;
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "髙﨑梓（欠）"));
  g_assert_nonnull (strstr (text, "相沢理恵（代）"));
}

/* Two hundred people with long names, and a meeting to which nobody is asked. */
static void
test_extremes (LetterFixture *fixture, gconstpointer data)
{
  RyPaper *(*const papers[]) (RyWorkspace *, const char *, GError **) = {
    ry_paper_new_signin, ry_paper_new_attendance, ry_paper_new_plates, ry_paper_new_badges, ry_paper_new_seating,
  };
  g_autoptr (GString) seats =
      g_string_new ("'kind':'meeting','council':'council:care','date':'2026-12-08','title':'大会','attendance':[");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (
        seats,
        "%s{'key':'k%u','name':'勅使河原　慶太郎左衛門尉','reading':'てしがわら','organisation_name':"
        "'社会医療法人社団北浜市汐見区総合在宅医療連携支援事業推進センター第%u','role':'地域連携室長代理補佐'}",
        i > 0 ? "," : "", i, i);
  g_string_append (seats, "]");
  letter_fixture_put (fixture, "meeting:many", seats->str);
  letter_fixture_put (fixture, "meeting:none",
                      "'kind':'meeting','council':'council:care','date':'2026-12-08','title':'無人'");
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autoptr (RyPaper) many = papers[i](fixture->workspace, "meeting:many", &error);
    g_autoptr (RyPaper) none = papers[i](fixture->workspace, "meeting:none", &error);
    g_autoptr (RyPaper) missing = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (ry_paper_get_n_pages (many), >, 1);
    g_assert_cmpuint (ry_paper_get_n_pages (none), ==, 1);
    missing = papers[i](fixture->workspace, "meeting:gone", &error);
    g_assert_null (missing);
    g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
    g_clear_error (&error);
  }
  {
    g_autoptr (RyPaper) list = ry_paper_new_attendance (fixture->workspace, "meeting:many", NULL);
    g_autofree char *text = read_paper (fixture, list, "many", "-layout");

    if (text != NULL)
      g_assert_cmpuint (ry_words_count (text, "出欠一覧"), ==, ry_paper_get_n_pages (list));
  }
}

#define ADD(path, func) g_test_add (path, LetterFixture, NULL, letter_fixture_set_up, func, letter_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/roll/signin", test_signin);
  ADD ("/roll/attendance", test_attendance);
  ADD ("/roll/plates", test_plates);
  ADD ("/roll/badges", test_badges);
  ADD ("/roll/seating", test_seating);
  ADD ("/roll/extremes", test_extremes);
  return g_test_run ();
}
