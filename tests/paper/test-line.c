/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of a line of the programme, read back with pdftotext: its three tables, nothing where nothing is, many
 * rows. */
#include <gio/gio.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "sample-fixture.h"
#include "ry-words.h"

static void
test_year (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "④情報共有のあり方の検討",
                                          "対象期間令和8年4月1日〜令和9年3月31日",
                                          "令和8年11月24日現在",
                                          "決まったこと1件",
                                          "決定事項",
                                          "令和8年11月10日",
                                          "病院ごとの夜間・休日の連絡先",
                                          "続いていること",
                                          "済んだこと",
                                          "－1－",
                                          NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_line (fixture->workspace, "line:council-4", 2026, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = read_back (fixture, paper, "-layout");
  ry_words_assert_in_order (text, expected);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 1);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "決まったこと0件", "該当なし", "続いていること0件", "該当なし", "済んだこと0件", "該当なし", NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = ry_paper_new_line (fixture->workspace, "line:city-8", 1999, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = read_back (fixture, paper, "-layout");
  ry_words_assert_in_order (text, expected);
  g_clear_object (&paper);
  g_assert_null (ry_paper_new_line (fixture->workspace, "line:none", 2026, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

/* Long words on many rows: the table's head stands on each page, and every row is there once. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 80; i++) {
    g_autofree char *id = g_strdup_printf ("action:many-%02u", i);
    g_autofree char *json = g_strdup_printf (
        "{\"kind\":\"action\",\"text\":\"宿題%02u番、二行になるほど長い言葉で書かれた宿題の本文がここにあって、"
        "欄の幅を越えて続いていく\",\"status\":\"todo\",\"lines\":[\"line:city-8\"]}",
        i);

    g_ptr_array_add (edits, ry_edit_new (id, NULL, ry_json_parse_object (json, -1, NULL)));
  }
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  paper = ry_paper_new_line (fixture->workspace, "line:city-8", 2026, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), >, 2);
  text = read_back (fixture, paper, "-layout");
  for (guint i = 0; i < 80; i++) {
    g_autofree char *word = g_strdup_printf ("宿題%02u番", i);
    g_auto (GStrv) parts = g_strsplit (text, word, -1);

    g_assert_cmpuint (g_strv_length (parts), ==, 2);
  }
}

int
main (int argc, char *argv[])
{
  g_setenv ("RYORIN_TODAY", "2026-11-24", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/line/year", Fixture, NULL, set_up, test_year, tear_down);
  g_test_add ("/line/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/line/many", Fixture, NULL, set_up, test_many, tear_down);
  return g_test_run ();
}
