/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of actions, a subcommittee's report and reminders, read back as a person reads them; from the sample.
 */
#include <string.h>

#include "letter-fixture.h"
#include "ry-date.h"

#define TODAY "2026-11-24"

static void
set_up (LetterFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;

  fixture->dir = g_dir_make_tmp ("ryorin-actions-XXXXXX", NULL);
  home = g_build_filename (fixture->dir, "home", NULL);
  ry_workspace_create (home, "汐見区", &error);
  g_assert_no_error (error);
  fixture->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  ry_workspace_load_sample (fixture->workspace, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (LetterFixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", fixture->dir);

  ry_workspace_close (fixture->workspace);
  g_clear_object (&fixture->workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  g_free (fixture->dir);
}

/* Spread and fitted text comes back with spaces and line ends between its characters. */
static char *
read_back (LetterFixture *fixture, RyPaper *paper)
{
  g_autofree char *path = letter_fixture_write (fixture, paper, "paper.pdf");
  g_autofree char *text = letter_fixture_read (path, "-raw");
  GString *out = g_string_new (NULL);

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static void
assert_in_order (const char *text, const char *const *expected)
{
  const char *from = text;

  if (*text == '\0') {
    g_test_skip ("pdftotext is not installed");
    return;
  }
  for (guint i = 0; expected[i] != NULL; i++) {
    const char *found = strstr (from, expected[i]);

    if (found == NULL)
      g_error ("“%s” does not come after “%s”", expected[i], i > 0 ? expected[i - 1] : "the beginning");
    from = found + strlen (expected[i]);
  }
}

static void
test_list (LetterFixture *fixture, gconstpointer data)
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
  text = read_back (fixture, paper);
  assert_in_order (text, expected);
  g_assert_null (strstr (text, "市民講座のちらし")); /* cancelled */
}

/* The same filter as on the screen: what is not asked for is not printed; nothing found is said. */
static void
test_list_filtered (LetterFixture *fixture, gconstpointer data)
{
  static const char *const nobody[] = { NULL };
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (TODAY);
  g_autoptr (RyPaper) late = NULL, none = NULL;
  g_autofree char *text = NULL, *empty = NULL;

  ry_action_filter_set_scope (filter, RY_ACTIONS_LATE);
  late = ry_paper_new_action_list (fixture->workspace, filter, "　期限切れ", NULL);
  text = read_back (fixture, late);
  ry_action_filter_set_owners (filter, nobody);
  none = ry_paper_new_action_list (fixture->workspace, filter, NULL, NULL);
  empty = read_back (fixture, none);
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
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_edit_free);
  g_autoptr (RyUndo) undo = NULL;
  JsonObject *content = ry_action_new_content (text, "council:care");

  json_object_set_string_member (content, "due", "2026-12-08");
  json_object_set_string_member (content, "owner_name",
                                 "たいへん長い名前の法人　医療法人社団汐見の里連絡協議会事務局（たいへん長い部署）");
  g_ptr_array_add (edits, ry_edit_new (id, NULL, content));
  undo = ry_workspace_commit (workspace, edits, NULL, NULL);
  g_assert_nonnull (undo);
}

static void
test_long_list (LetterFixture *fixture, gconstpointer data)
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
  text = read_back (fixture, paper);
  for (guint i = 0; *text != '\0' && i < 120; i++) {
    g_autofree char *number = g_strdup_printf ("その%u番を送る", i);

    g_assert_nonnull (strstr (text, number));
  }
}

static void
test_report (LetterFixture *fixture, gconstpointer data)
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
  text = read_back (fixture, paper);
  assert_in_order (text, expected);
}

static void
test_reminders (LetterFixture *fixture, gconstpointer data)
{
  static const char *const sheet[] = { "令和8年11月24日（火）",
                                       "宿題事項のお知らせ",
                                       "お願いしていること",
                                       "情報シートの試し書き",
                                       "▲超過",
                                       "済みました",
                                       "返送先",
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
  text = read_back (fixture, sheets);
  assert_in_order (text, sheet);
  list = ry_paper_new_digest_calls (digests, TODAY);
  called = read_back (fixture, list);
  assert_in_order (called, calls);
}

#define ADD(path, func) g_test_add (path, LetterFixture, NULL, set_up, func, tear_down)

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
