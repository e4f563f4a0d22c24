/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The matrix of hospitals on A3, and hospitals beside each other: what stands on them, read back. */
#include "ry-matrix-sheet.h"
#include "sample-fixture.h"
#include "ry-words.h"

#include <string.h>

#define TODAY "2026-11-24"
#define NOW   "2026-11-24T01:00:00Z"

static RyMatrix *
gather (Fixture *fixture, const char *as_of)
{
  g_autoptr (GError) error = NULL;
  RyMatrix *matrix = ry_matrix_new (fixture->workspace, as_of, &error);

  g_assert_no_error (error);
  return matrix;
}

static void
assert_a3 (RyPaper *paper)
{
  double width, height;

  ry_paper_get_size (paper, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 1190.55, 0.5);
  g_assert_cmpfloat_with_epsilon (height, 841.89, 0.5);
}

static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "病院機能一覧（13病院）", "令和8年11月24日現在",
                                          "網掛け＝未回答",         "青葉台総合病院",
                                          "000-557-0001",           "条件の内容",
                                          "設定の安定した方",       NULL };
  g_autoptr (RyMatrix) matrix = gather (fixture, TODAY);
  g_autoptr (RyPaper) paper = ry_paper_new_matrix (fixture->workspace, matrix, NULL, 0);
  g_autofree char *text = read_back (fixture, paper, "-raw");

  assert_a3 (paper);
  ry_words_assert_in_order (text, expected);
  g_assert_null (strstr (text, "条件：")); /* nothing was asked for */
}

static void
test_asked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyMatrix) matrix = gather (fixture, TODAY);
  g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (RyMatrixWant));
  g_autoptr (GError) error = NULL;
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;
  const char *fits, *other;

  g_assert_true (ry_matrix_parse_wants (matrix, "麻薬持続皮下注,緩和", wants, &error));
  paper = ry_paper_new_matrix (fixture->workspace, matrix, (const RyMatrixWant *) (gpointer) wants->data, wants->len);
  text = read_back (fixture, paper, "-raw");
  g_assert_nonnull (strstr (text, "条件：麻薬持続皮下注○かつ緩和ケア○合う病院1"));
  fits = strstr (text, "汐見中央病院");
  other = strstr (text, "青葉台総合病院");
  g_assert_true (fits != NULL && other != NULL && fits < other);
}

static void
test_earlier_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyMatrix) matrix = gather (fixture, "2018-06-01");
  g_autoptr (RyPaper) paper = ry_paper_new_matrix (fixture->workspace, matrix, NULL, 0);
  g_autofree char *text = read_back (fixture, paper, "-raw");

  g_assert_nonnull (strstr (text, "平成30年6月1日現在"));
  g_assert_nonnull (strstr (text, "在宅血液製剤")); /* was still asked then */
}

/* Sixty columns and two hundred hospitals: further sheets, each with names and heads, nothing lost. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyMatrix) matrix = gather (fixture, TODAY);
  guint n = matrix->columns->len, n_rows = matrix->rows->len;
  g_autoptr (RyPaper) paper = NULL;

  for (guint i = n; i < 60; i++) {
    RyMatrixColumn *column = g_new0 (RyMatrixColumn, 1);

    column->id = g_strdup_printf ("condition:%u", i);
    column->name = g_strdup_printf ("条件その%u", i);
    column->group = RY_MATRIX_SERVICES;
    g_ptr_array_add (matrix->columns, column);
  }
  for (guint i = 0; i < n_rows; i++) {
    RyMatrixRow *row = ry_matrix_get_row (matrix, i);

    row->cells = g_renew (RyMatrixCell, row->cells, 60);
    memset (row->cells + n, 0, (60 - n) * sizeof (RyMatrixCell));
  }
  paper = ry_paper_new_matrix (fixture->workspace, matrix, NULL, 0);
  g_assert_cmpuint (ry_paper_get_n_pages (paper), ==, 3); /* two of cells, one of notes */
  {
    g_autofree char *text = read_back (fixture, paper, "-raw");

    g_assert_nonnull (strstr (text, "1／2"));
    g_assert_nonnull (strstr (text, "2／2"));
  }
}

static void
test_comparison (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = {
    "病院を比べる", "優劣を示すものではありません", "汐見中央病院", "磯辺リハビリテーション病院", "≠", NULL
  };
  g_autoptr (RyMatrix) matrix = gather (fixture, TODAY);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyBeds) beds = ry_beds_new (fixture->workspace, TODAY, NOW, &error);
  guint rows[2];
  g_autoptr (RyPaper) paper = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (ry_matrix_find_row (matrix, "organisation:sample-hospital-05", &rows[0]));
  g_assert_true (ry_matrix_find_row (matrix, "organisation:sample-hospital-02", &rows[1]));
  paper = ry_paper_new_comparison (matrix, rows, 2, beds, NOW);
  text = read_back (fixture, paper, "-raw");
  ry_words_assert_in_order (text, expected);
  g_assert_nonnull (strstr (text, "設定の安定した方"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/hospitals/matrix", test_matrix },           { "/hospitals/asked", test_asked },
    { "/hospitals/earlier-day", test_earlier_day }, { "/hospitals/large", test_large },
    { "/hospitals/comparison", test_comparison },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
