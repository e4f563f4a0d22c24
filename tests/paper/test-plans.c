/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 次第 and 年間予定表, read back with pdftotext: what stands there, in which order, on a sheet of which size; and with
 * an agenda of forty items, an empty one, and days on which too much happens.
 */
#include <gio/gio.h>
#include <string.h>

#include "ry-json.h"
#include "sample-fixture.h"
#include "ry-words.h"

static void
test_agenda (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "汐見区地域ケア連絡協議会第181回例会",
                                          "次第",
                                          "日時",
                                          "令和8年11月10日（火）午後7時から午後8時30分まで",
                                          "時刻",
                                          "議事",
                                          "19:00",
                                          "5",
                                          "開会",
                                          "19:05",
                                          "10",
                                          "1",
                                          "前回の宿題の確認",
                                          "2",
                                          "報告",
                                          "(1)",
                                          "空床情報の更新状況",
                                          "(2)",
                                          "多職種研修会の申込",
                                          "3",
                                          "協議",
                                          "夜間・休日の連絡先の共有",
                                          "資料1",
                                          "閉会",
                                          "合計90分終了予定20:30",
                                          "配布資料",
                                          "資料1",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_agenda (fixture->workspace, "meeting:reikai-181", &error);
  g_autofree char *text = NULL;
  double width, height;

  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 1);
  ry_paper_get_size (paper, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 595.28, 0.1);
  g_assert_cmpfloat_with_epsilon (height, 841.89, 0.1);
  text = read_back (fixture, paper, "-raw");
  ry_words_assert_in_order (text, expected);
}

static JsonObject *
create_long_meeting (guint n)
{
  JsonObject *meeting = json_object_new ();
  JsonArray *agenda = json_array_new ();

  json_object_set_string_member (meeting, "kind", "meeting");
  json_object_set_string_member (meeting, "title", "臨時会");
  json_object_set_string_member (meeting, "council", "council:care");
  json_object_set_string_member (meeting, "date", "2026-06-30");
  json_object_set_string_member (meeting, "start", "23:30");
  json_object_set_string_member (meeting, "end", "23:50");
  for (guint i = 0; i < n; i++) {
    JsonObject *item = json_object_new ();
    JsonArray *papers = json_array_new ();
    g_autofree char *title =
        g_strdup_printf ("議題その%u　長い題名でも折り返して、担当の欄に掛からないようにすること", i + 1);
    g_autofree char *key = g_strdup_printf ("k%u", i);

    json_object_set_string_member (item, "key", key);
    json_object_set_string_member (item, "title", title);
    json_object_set_int_member (item, "level", 1 + i % 3);
    json_object_set_int_member (item, "minutes", 2);
    json_array_add_string_element (papers, "経過.pdf");
    json_object_set_array_member (item, "papers", papers);
    json_array_add_object_element (agenda, item);
  }
  json_object_set_array_member (meeting, "agenda", agenda);
  return meeting;
}

static void
put_meeting (Fixture *fixture, const char *id, JsonObject *meeting)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;

  edits = ry_edits_new_with (ry_edit_new (id, NULL, meeting), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
}

/* Forty items turn the page with the head repeated; a meeting past midnight and over its time says so. */
static void
test_long_agenda (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "臨時会",
                                          "時刻",
                                          "23:30",
                                          "議題その1",
                                          "0:00",
                                          "時刻",
                                          "議題その40",
                                          "合計80分終了予定0:50",
                                          "閉会時刻を60分過ぎる",
                                          "配布資料",
                                          "資料1-1経過",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  put_meeting (fixture, "meeting:long", create_long_meeting (40));
  paper = ry_paper_new_agenda (fixture->workspace, "meeting:long", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), >=, 2);
  text = read_back (fixture, paper, "-raw");
  ry_words_assert_in_order (text, expected);
}

static void
test_empty_agenda (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL, none = NULL;
  g_autofree char *text = NULL;

  put_meeting (fixture, "meeting:empty", create_long_meeting (0));
  paper = ry_paper_new_agenda (fixture->workspace, "meeting:empty", &error);
  g_assert_no_error (error);
  text = read_back (fixture, paper, "-raw");
  g_assert_nonnull (strstr (text, "該当なし"));
  none = ry_paper_new_agenda (fixture->workspace, "meeting:none", &error);
  g_assert_null (none);
  g_assert_nonnull (error);
}

static void
test_year (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "令和8年度年間予定表",
                                          "4月",
                                          "●第174回例会",
                                          "29水昭和の日",
                                          "11火山の日",
                                          "●第178回例会",
                                          "■第42回定例会",
                                          "22火国民の休日",
                                          "1金元日",
                                          "第11回病院機能交流会",
                                          "22月振替休日",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) large = ry_paper_new_year (fixture->workspace, 2026, FALSE, &error);
  g_autoptr (RyPaper) small = ry_paper_new_year (fixture->workspace, 2026, TRUE, &error);
  g_autofree char *text = NULL, *again = NULL;
  double width, height;

  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (large), ==, 1);
  ry_paper_get_size (large, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 1190.55, 0.1);
  ry_paper_get_size (small, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 841.89, 0.1);
  g_assert_cmpfloat_with_epsilon (height, 595.28, 0.1);
  text = read_back (fixture, large, "-raw");
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "●例会（12回）"));
  g_assert_nonnull (strstr (text, "第178回例会は、8月11日が山の日のため8月18日に開催します。"));
  again = read_back (fixture, small, "-raw");
  g_assert_cmpstr (again, ==, text);
}

/* Five meetings on one day, and a year in which there is nothing. */
static void
test_full_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL, empty = NULL;
  g_autofree char *text = NULL, *nothing = NULL;

  for (guint i = 0; i < 5; i++) {
    g_autofree char *id = g_strdup_printf ("meeting:extra%u", i);

    put_meeting (fixture, id, create_long_meeting (1));
  }
  paper = ry_paper_new_year (fixture->workspace, 2026, FALSE, &error);
  g_assert_no_error (error);
  text = read_back (fixture, paper, "-raw");
  g_assert_nonnull (strstr (text, "臨時会他2"));
  empty = ry_paper_new_year (fixture->workspace, 2035, FALSE, &error);
  g_assert_no_error (error);
  nothing = read_back (fixture, empty, "-raw");
  g_assert_nonnull (strstr (nothing, "令和17年度年間予定表"));
  g_assert_null (strstr (nothing, "●"));
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/paper/plans/agenda", test_agenda },
    { "/paper/plans/long-agenda", test_long_agenda },
    { "/paper/plans/empty-agenda", test_empty_agenda },
    { "/paper/plans/year", test_year },
    { "/paper/plans/full-day", test_full_day },
  };
  g_autofree char *pdftotext = g_find_program_in_path ("pdftotext");

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; pdftotext != NULL && i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
