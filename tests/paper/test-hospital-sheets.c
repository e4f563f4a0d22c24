/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hospitals' sheets, read back with pdftotext: beds, answers with their words, the door, the slip of the confirmation;
 * a sheet of 2018, one that nobody filled, and one with more conditions than a page holds. */
#include <gio/gio.h>
#include <string.h>

#include "ry-confirmation-round.h"
#include "ry-hospital-paper.h"
#include "ry-json.h"
#include "ry-letter.h"
#include "sample-fixture.h"
#include "ry-words.h"

#define TODAY "2026-11-24"

static RyPaper *
make (Fixture *fixture, const char *id, const char *as_of, const char *due)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hospitals = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_hospital_free);
  RyHospital *hospital = ry_hospital_read (fixture->workspace, id, as_of, &error);

  g_assert_no_error (error);
  g_ptr_array_add (hospitals, hospital);
  return ry_paper_new_hospitals (fixture->workspace, hospitals, due);
}

static void
test_sheet (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "病院機能シート",
                                          "令和8年11月24日現在",
                                          "磯辺リハビリテーション病院",
                                          "今年度確認済み（令和8年10月6日",
                                          "病床120床",
                                          "回復期80床・慢性期40床",
                                          "病棟",
                                          "2階病棟",
                                          "40",
                                          "受けられること",
                                          "経管栄養可",
                                          "条件付夜間の交換は不可",
                                          "診療科と救急",
                                          "リハビリテーション科",
                                          "紹介の窓口",
                                          "000-557-0002",
                                          "地域連携室直通",
                                          "平日8:30",
                                          "確認のお願い",
                                          "令和8年12月22日（火）までに",
                                          "このとおりで間違いありません",
                                          "確認者",
                                          NULL };
  g_autoptr (RyPaper) paper = make (fixture, "organisation:sample-hospital-02", TODAY, "2026-12-22");
  g_autofree char *text = read_back (fixture, paper, "-layout");

  ry_words_assert_in_order (text, expected);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 1);
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
}

/* 2018 shows 2018: the ward that was acute then, the answers of then, and no slip. */
static void
test_past (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "平成30年4月1日現在", "未確認", "急性期", "人工呼吸器可", NULL };
  g_autoptr (RyPaper) paper = make (fixture, "organisation:sample-hospital-02", "2018-04-01", NULL);
  g_autofree char *text = read_back (fixture, paper, "-layout");

  ry_words_assert_in_order (text, expected);
  g_assert_null (strstr (text, "確認のお願い"));
  g_assert_null (strstr (text, "慢性期"));
}

/* Nobody filled it: that is said, and is nowhere a no. */
static void
test_unfilled (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "渚整形外科病院", "未確認", "―", "未回答", "救急未入力", NULL };
  g_autoptr (RyPaper) paper = make (fixture, "organisation:sample-hospital-09", TODAY, "");
  g_autofree char *text = read_back (fixture, paper, "-layout");

  ry_words_assert_in_order (text, expected);
  g_assert_null (strstr (text, "経管栄養不可"));
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 120; i++) {
    g_autofree char *id = g_strdup_printf ("condition:many-%03u", i);
    g_autofree char *json =
        g_strdup_printf ("{\"kind\":\"condition\",\"name\":\"項目%03u番\",\"order\":%u}", i, 1000 + i);

    g_ptr_array_add (edits, ry_edit_new (id, NULL, ry_json_parse_object (json, -1, NULL)));
  }
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  paper = make (fixture, "organisation:sample-hospital-05", TODAY, "2026-12-22");
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 3);
  text = read_back (fixture, paper, "-layout");
  for (guint i = 0; i < 120; i++) {
    g_autofree char *word = g_strdup_printf ("項目%03u番", i);

    g_assert_nonnull (strstr (text, word));
  }
}

/* All of them: each begins a page of its own. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hospitals = ry_hospital_read_all (fixture->workspace, TODAY, &error);
  g_autoptr (RyPaper) paper = NULL;

  g_assert_no_error (error);
  paper = ry_paper_new_hospitals (fixture->workspace, hospitals, "2026-12-22");
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 13);
}

/* A letter of the confirmation round by FAX: the cover counts three sheets, the last is the hospital's own with its
 * slip. */
static void
test_letter (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "ＦＡＸ送付状",
                                          "磯辺リハビリテーション病院",
                                          "病院機能の確認について（お願い）",
                                          "3枚（この送付状を含む。）",
                                          "文書と病院機能シート2枚",
                                          "12月22日",
                                          "病院機能の確認について（お願い）",
                                          "12月22日",
                                          "返送期限",
                                          "病院機能シート",
                                          "2階病棟",
                                          "確認のお願い",
                                          "令和8年12月22日（火）までに",
                                          "FAX000-",
                                          NULL };
  g_autoptr (GPtrArray) edits = ry_round_start (fixture->workspace, TODAY, "2026-12-22"), one = g_ptr_array_new ();
  g_autoptr (RyUndo) undo = ry_workspace_commit (fixture->workspace, edits, NULL, NULL);
  g_autoptr (RyLetter) letter =
      ry_letter_new_for_meeting (fixture->workspace, "confirmation:2026", RY_LETTER_CONFIRMATION,
                                 (const char *const[]){ "sample-hospital-02", NULL }, NULL);
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (letter->addressees->len, ==, 1);
  g_ptr_array_add (one, letter->addressees->pdata[0]);
  g_assert_cmpint (((RyAddressee *) one->pdata[0])->channel, ==, RY_CHANNEL_FAX); /* rung up otherwise */
  paper = ry_paper_new_faxes (letter, one);
  text = read_back (fixture, paper, "-layout");
  ry_words_assert_in_order (text, expected);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 3);
  g_assert_cmpuint (ry_paper_get_missing_glyphs (paper)->len, ==, 0);
  g_assert_null (strstr (text, "出欠"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/hospitals/sheet", Fixture, NULL, set_up, test_sheet, tear_down);
  g_test_add ("/hospitals/past", Fixture, NULL, set_up, test_past, tear_down);
  g_test_add ("/hospitals/unfilled", Fixture, NULL, set_up, test_unfilled, tear_down);
  g_test_add ("/hospitals/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/hospitals/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/hospitals/letter", Fixture, NULL, set_up, test_letter, tear_down);
  return g_test_run ();
}
