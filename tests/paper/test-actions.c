/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of actions, a subcommittee's report and reminders, read back as a person reads them; from the sample.
 */
#include <string.h>

#include "ry-date.h"
#include "sample-fixture.h"
#include "ry-words.h"

#define TODAY "2026-11-24"

static void
test_list (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "宿題事項一覧（未了分）",
                                          "令和8年11月24日（火）現在",
                                          "状態＝未了",
                                          "全16件（期限超過4件、7日以内3件）",
                                          "番号",
                                          "179-1",
                                          "情報シートの試し書き",
                                          "10月20日（火）",
                                          "10月30日（金）",
                                          "延期2回（消防署との打合せ待ち）",
                                          "42-1",
                                          "記入例を3例作る",
                                          "4-1",
                                          "保留",
                                          "元の期限に線を引いて残します",
                                          "－1－",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (TODAY);
  g_autoptr (RyPaper) paper = ry_paper_new_action_list (fixture->workspace, filter, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 1);
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
  text = read_back (fixture, paper, "-raw");
  ry_words_assert_in_order (text, expected);
  g_assert_null (strstr (text, "市民講座のちらし")); /* cancelled */
}

/* The same filter as on the screen: what is not asked for is not printed; nothing found is said. */
static void
test_list_filtered (Fixture *fixture, gconstpointer data)
{
  static const char *const nobody[] = { NULL };
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (TODAY);
  g_autoptr (RyPaper) late = NULL, none = NULL;
  g_autofree char *text = NULL, *empty = NULL;

  ry_action_filter_set_scope (filter, RY_ACTIONS_LATE);
  late = ry_paper_new_action_list (fixture->workspace, filter, "　期限切れ", NULL);
  text = read_back (fixture, late, "-raw");
  ry_action_filter_set_owners (filter, nobody);
  none = ry_paper_new_action_list (fixture->workspace, filter, NULL, NULL);
  empty = read_back (fixture, none, "-raw");
  if (*text == '\0') {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  g_assert_nonnull (strstr (text, "期限切れ"));
  g_assert_nonnull (strstr (text, "全4件"));
  g_assert_null (strstr (text, "13病院に夜間"));
  g_assert_nonnull (strstr (empty, "該当なし"));
}

static void
put (RyWorkspace *workspace, const char *id, const char *text)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  JsonObject *content = ry_action_new_content (text, "council:care");

  json_object_set_string_member (content, "due", "2026-12-08");
  json_object_set_string_member (content, "owner_name",
                                 "たいへん長い名前の法人　医療法人社団汐見の里連絡協議会事務局（たいへん長い部署）");
  edits = ry_edits_new_with (ry_edit_new (id, NULL, content), NULL);
  undo = ry_workspace_commit (workspace, edits, NULL, NULL);
  g_assert_nonnull (undo);
}

static void
test_long_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (TODAY);
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 120; i++) {
    g_autofree char *id = g_strdup_printf ("action:long-%u", i);
    g_autofree char *what = g_strdup_printf ("𠮷田さんと髙﨑さんへ、たいへん長い文で書かれた宿題その%u番を送る", i);

    put (fixture->workspace, id, what);
  }
  paper = ry_paper_new_action_list (fixture->workspace, filter, NULL, NULL);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), >, 3);
  text = read_back (fixture, paper, "-raw");
  for (guint i = 0; *text != '\0' && i < 120; i++) {
    g_autofree char *number = g_strdup_printf ("その%u番を送る", i);

    g_assert_nonnull (strstr (text, number));
  }
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "分科会第1号",
                                          "令和8年11月24日",
                                          "汐見区地域ケア連絡協議会",
                                          "様",
                                          "連絡票分科会",
                                          "分科会長",
                                          "連絡票分科会報告書",
                                          "対象期間",
                                          "令和8年5月12日から令和8年11月24日まで",
                                          "会合3回",
                                          "済んだこと",
                                          "行っていること",
                                          "遅れていること",
                                          "お願いしたいこと",
                                          "1済んだこと",
                                          "(1)",
                                          "13病院の現行の様式",
                                          "9月18日",
                                          "2行っていること",
                                          "12月4日まで",
                                          "3遅れていること",
                                          "記入例を3例作る",
                                          "4お願いしたいこと（第182回例会の議題とすることを希望します。）",
                                          "令和9年1月から3月まで",
                                          "5次の会合",
                                          "令和8年12月17日（木）",
                                          "関連する宿題事項",
                                          "－1－",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyReport) report = ry_report_new (fixture->workspace, "subcommittee:renraku", TODAY, &error);
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  paper = ry_paper_new_subcommittee_report (fixture->workspace, report);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 1);
  text = read_back (fixture, paper, "-raw");
  ry_words_assert_in_order (text, expected);
}

static void
test_reminders (Fixture *fixture, gconstpointer data)
{
  static const char *const sheet[] = { "令和8年11月24日（火）",
                                       "汐見区地域ケア連絡協議会事務局",
                                       "FAX000-555-0102",
                                       "宿題事項のお知らせ",
                                       "お願いしていること",
                                       "情報シートの試し書き",
                                       "▲超過",
                                       "済みました",
                                       "返送先FAX000-555-0102汐見区地域ケア連絡協議会事務局行",
                                       NULL };
  static const char *const calls[] = { "宿題事項電話連絡票", "▲10月30日（金）", "情報シートの試し書き", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) digests = ry_digest_list (fixture->workspace, TODAY, 7, 1, &error);
  g_autoptr (RyPaper) sheets = NULL, list = NULL;
  g_autofree char *text = NULL, *called = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (digests->len, >, 3);
  sheets = ry_paper_new_digest_sheets (digests, TODAY);
  g_assert_cmpuint (ry_paper_get_n_pages (sheets), ==, digests->len);
  text = read_back (fixture, sheets, "-raw");
  ry_words_assert_in_order (text, sheet);
  list = ry_paper_new_digest_calls (digests, TODAY);
  called = read_back (fixture, list, "-raw");
  ry_words_assert_in_order (called, calls);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/paper/actions/list", test_list);
  ADD ("/paper/actions/filtered", test_list_filtered);
  ADD ("/paper/actions/long-list", test_long_list);
  ADD ("/paper/actions/report", test_report);
  ADD ("/paper/actions/reminders", test_reminders);
  return g_test_run ();
}
