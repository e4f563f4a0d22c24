/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All hospitals by what they can take: several things asked for at once, silence that is neither a fit nor a no, an
 * earlier day that stays as it was, and two hospitals beside each other.
 */
#include "ry-matrix.h"
#include "support.h"

#include <string.h>

#define TODAY "2026-11-24"
#define NOW   "2026-11-24T01:00:00Z"

static char *folder;
static RyWorkspace *workspace;

static RyMatrix *
gather (const char *as_of)
{
  g_autoptr (GError) error = NULL;
  RyMatrix *matrix = ry_matrix_new (workspace, as_of, &error);

  g_assert_no_error (error);
  return matrix;
}

static guint
find_row (RyMatrix *matrix, const char *key)
{
  g_autofree char *id = g_strconcat ("organisation:", key, NULL);
  guint row;

  g_assert_true (ry_matrix_find_row (matrix, id, &row));
  return row;
}

static guint
find_column (RyMatrix *matrix, const char *name)
{
  guint column;

  if (!ry_matrix_find_column (matrix, name, &column))
    g_error ("%s is no column", name);
  return column;
}

static void
put_all (void)
{
  static const struct {
    const char *id, *members;
  } documents[] = {
    { "council:net", "'name':'ネットワーク協議会','wheel':'vertical'" },
    { "condition:vent", "'name':'人工呼吸器','group':'treatment','order':20" },
    { "condition:opioid", "'name':'麻薬持続皮下注','group':'treatment','order':10" },
    { "condition:palliative", "'name':'緩和ケア','group':'service','order':5" },
    { "condition:alone", "'name':'独居','group':'person','order':30" },
    { "organisation:a",
      "'name':'磯辺病院','org_kind':'hospital','medical_code':'0110000001','telephone':'000-555-0001','area':'磯辺'" },
    { "organisation:b", "'name':'港病院','org_kind':'hospital','medical_code':'0110000002'" },
    { "organisation:c", "'name':'灯台病院','org_kind':'hospital','medical_code':'0110000003'" },
    { "organisation:d", "'name':'岬病院','org_kind':'hospital','medical_code':'0110000004'" },
    { "organisation:out", "'name':'よその病院','org_kind':'hospital'" },
    { "organisation:left", "'name':'去った病院','org_kind':'hospital'" },
    { "organisation:clinic", "'name':'診療所','org_kind':'clinic'" },
    { "membership:a", "'council':'council:net','role':'member','organisation':'organisation:a','from':'2016-04-01'" },
    { "membership:b", "'council':'council:net','role':'member','organisation':'organisation:b','from':'2016-04-01'" },
    { "membership:c", "'council':'council:net','role':'member','organisation':'organisation:c','from':'2016-04-01'" },
    { "membership:d", "'council':'council:net','role':'member','organisation':'organisation:d','from':'2020-04-01'" },
    { "membership:l", "'council':'council:net','role':'member','organisation':'organisation:left','from':'2016-04-01','"
                      "to':'2022-03-31'" },
    { "ward:a1", "'organisation':'organisation:a','name':'2階','function':'acute','licensed':60,'from':'2016-04-01'" },
    { "ward:a2", "'organisation':'organisation:a','name':'3階','function':'chronic','licensed':40,'from':'2016-04-01','"
                 "to':'2021-03-31'" },
    { "ward:b1",
      "'organisation':'organisation:b','name':'2階','function':'recovery','licensed':80,'from':'2016-04-01'" },
    { "function:a",
      "'organisation':'organisation:a','confirmed_on':'2026-06-02','door_telephone':'000-557-0001','conditions':["
      "{'key':'1','condition':'condition:opioid','answer':'yes','on':'2019-04-01'},{'key':'2','condition':'condition:"
      "palliative','answer':'yes'},"
      "{'key':'3','condition':'condition:vent','answer':'no','on':'2016-04-01'},{'key':'4','condition':'condition:vent'"
      ",'answer':'conditional','note':'設定の安定した方','on':'2024-04-01'}]" },
    { "function:b", "'organisation':'organisation:b','confirmed_on':'2025-09-01','conditions':[{'key':'1','condition':'"
                    "condition:opioid','answer':'conditional','note':'事前に連絡'},"
                    "{'key':'2','condition':'condition:palliative','answer':'yes'},{'key':'3','condition':'condition:"
                    "vent','answer':'no'}]" },
    { "function:c",
      "'organisation':'organisation:c','conditions':[{'key':'2','condition':'condition:palliative','answer':'yes'}]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    ry_undo_unref (support_put (workspace, documents[i].id, documents[i].members));
}

/* Members of the council only, by stage and code; columns by group, then in the council's order. */
static void
test_gathering (void)
{
  g_autoptr (RyMatrix) matrix = gather (TODAY);
  g_autoptr (RyMatrix) before = gather ("2018-04-01");
  const char *const columns[] = {
    "function:high_acute", "function:acute", "function:recovery", "function:chronic",
    "condition:opioid",    "condition:vent", "condition:alone",   "condition:palliative"
  };
  guint vent = find_column (matrix, "人工呼吸器"), row = find_row (matrix, "a");

  g_assert_cmpuint (matrix->rows->len, ==, 4);
  g_assert_cmpuint (before->rows->len, ==, 4); /* one has left since, one had not come yet */
  g_assert_cmpuint (matrix->columns->len, ==, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpstr (ry_matrix_get_column (matrix, i)->id, ==, columns[i]);
  g_assert_cmpint (ry_matrix_get_row (matrix, row)->cells[vent].answer, ==, RY_ANSWER_CONDITIONAL);
  g_assert_cmpint (ry_matrix_get_row (before, find_row (before, "a"))->cells[vent].answer, ==, RY_ANSWER_NO);
  g_assert_cmpint (ry_matrix_get_row (matrix, row)->cells[3].answer, ==,
                   RY_ANSWER_NO); /* the chronic ward is no more */
  g_assert_cmpint (ry_matrix_get_row (before, find_row (before, "a"))->cells[3].answer, ==, RY_ANSWER_YES);
  g_assert_cmpint (ry_matrix_get_row (matrix, row)->beds, ==, 60);
  g_assert_cmpstr (ry_matrix_get_row (matrix, row)->telephone, ==, "000-557-0001");
  g_assert_cmpint (ry_matrix_get_row (matrix, row)->confirmation, ==, RY_CONFIRMATION_CURRENT);
  g_assert_cmpint (ry_matrix_get_row (matrix, find_row (matrix, "b"))->confirmation, ==, RY_CONFIRMATION_OLD);
  g_assert_cmpint (ry_matrix_get_row (matrix, find_row (matrix, "c"))->confirmation, ==, RY_CONFIRMATION_NONE);
  g_assert_null (ry_matrix_get_row (matrix, find_row (matrix, "d"))->sheet);
}

static void
test_wants (void)
{
  static const struct {
    const char *asked;
    guint n_fits, n_open;
    const char *first;
  } cases[] = {
    { "", 4, 0, NULL },
    { "緩和ケア", 3, 1, NULL },
    { "緩和", 3, 1, NULL }, /* part of one name only */
    { "麻薬持続皮下注", 1, 2, "a" },
    { "麻薬持続皮下注~", 2, 2, NULL },
    { "麻薬持続皮下注, 緩和", 1, 2, "a" },
    { "麻薬持続皮下注△,緩和ケア", 2, 2, NULL },
    { "人工呼吸器", 0, 2, NULL }, /* one with conditions, one not, two silent */
    { "人工呼吸器~,麻薬持続皮下注", 1, 2, "a" },
    { "人工呼吸器~,麻薬持続皮下注,独居", 0, 3, NULL },
    { "function:recovery", 1, 2, "b" }, /* who told no ward has not said no */
  };
  g_autoptr (RyMatrix) matrix = gather (TODAY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (RyMatrixWant));
    g_autoptr (RyMatrixOrder) order = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_true (ry_matrix_parse_wants (matrix, cases[i].asked, wants, &error));
    g_assert_no_error (error);
    order = ry_matrix_order (matrix, (RyMatrixWant *) (gpointer) wants->data, wants->len);
    g_test_message ("%s", cases[i].asked);
    g_assert_cmpuint (order->n_fits, ==, cases[i].n_fits);
    g_assert_cmpuint (order->n_open, ==, cases[i].n_open);
    if (cases[i].first != NULL)
      g_assert_cmpuint (order->rows[0], ==, find_row (matrix, cases[i].first));
  }
}

/* Every hospital stands in an order once, whatever is asked. */
static void
test_order (void)
{
  g_autoptr (RyMatrix) matrix = gather (TODAY);

  for (guint column = 0; column < matrix->columns->len; column++) {
    const RyMatrixWant want = { column, FALSE };
    g_autoptr (RyMatrixOrder) order = ry_matrix_order (matrix, &want, 1);
    guint seen = 0;

    for (guint i = 0; i < matrix->rows->len; i++)
      seen |= 1u << order->rows[i];
    g_assert_cmpuint (seen, ==, (1u << matrix->rows->len) - 1);
  }
}

static void
test_bad_wants (void)
{
  static const char *const bad[] = { "透析", "期", "人工呼吸器,,そんなもの", "~" };
  g_autoptr (RyMatrix) matrix = gather (TODAY);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GArray) wants = g_array_new (FALSE, FALSE, sizeof (RyMatrixWant));
    g_autoptr (GError) error = NULL;

    g_assert_false (ry_matrix_parse_wants (matrix, bad[i], wants, &error));
    g_assert_nonnull (error);
  }
}

static void
test_speech (void)
{
  g_autoptr (RyMatrix) matrix = gather (TODAY);
  static const struct {
    const char *row, *column, *words[4];
  } cases[] = {
    { "a", "人工呼吸器", { "磯辺病院", "人工呼吸器", "conditions", "設定の安定した方" } },
    { "a", "麻薬持続皮下注", { "磯辺病院", "麻薬持続皮下注", "can" } },
    { "b", "人工呼吸器", { "港病院", "cannot" } },
    { "d", "人工呼吸器", { "岬病院", "not answered" } },
    { "a", "function:acute", { "磯辺病院", "has", "60" } },
    { "a", "function:chronic", { "none" } },
    { "d", "function:acute", { "not answered" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *speech =
        ry_matrix_dup_speech (matrix, find_row (matrix, cases[i].row), find_column (matrix, cases[i].column));

    for (guint j = 0; j < G_N_ELEMENTS (cases[i].words) && cases[i].words[j] != NULL; j++)
      if (strstr (speech, cases[i].words[j]) == NULL)
        g_error ("“%s” does not say %s", speech, cases[i].words[j]);
  }
}

static RyComparisonRow *
find_compared (GPtrArray *rows, const char *label)
{
  for (guint i = 0; i < rows->len; i++) {
    RyComparisonRow *row = g_ptr_array_index (rows, i);

    if (g_str_equal (row->label, label))
      return row;
  }
  g_error ("%s is not compared", label);
}

static void
test_compare (void)
{
  g_autoptr (RyMatrix) matrix = gather (TODAY);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyBeds) beds = ry_beds_new (workspace, TODAY, NOW, &error);
  const guint rows[] = { find_row (matrix, "a"), find_row (matrix, "b"), find_row (matrix, "c") };
  g_autoptr (GPtrArray) comparison = ry_matrix_compare (matrix, rows, 3, beds, NOW);
  g_autoptr (GPtrArray) same = ry_matrix_compare (matrix, (guint[]){ rows[0], rows[0] }, 2, beds, NOW);
  RyComparisonRow *opioid = find_compared (comparison, "麻薬持続皮下注");

  g_assert_no_error (error);
  g_assert_true (opioid->differs);
  g_assert_cmpstr (opioid->cells[1]->note, ==, "事前に連絡");
  g_assert_false (find_compared (comparison, "緩和ケア")->differs);
  g_assert_false (find_compared (comparison, "独居")->differs); /* nobody answered */
  g_assert_cmpstr (find_compared (comparison, "Beds that can be had")->values[0], ==, "not reported");
  for (guint i = 0; i < same->len; i++)
    g_assert_false (((RyComparisonRow *) g_ptr_array_index (same, i))->differs);
}

/* Without a vertical council all open hospitals stand there; without any there is an empty matrix. */
static void
test_empty (void)
{
  RyWorkspace *other = support_open_new (folder, "other", "森下　健");
  g_autoptr (GError) error = NULL;
  g_autoptr (RyMatrix) empty = ry_matrix_new (other, TODAY, &error);
  g_autoptr (RyMatrixOrder) order = ry_matrix_order (empty, NULL, 0);
  g_autoptr (RyMatrix) one = NULL;

  g_assert_cmpuint (empty->rows->len, ==, 0);
  g_assert_cmpuint (order->n_fits, ==, 0);
  ry_undo_unref (support_put (other, "organisation:x", "'name':'港病院','org_kind':'hospital'"));
  ry_undo_unref (support_put (other, "organisation:y",
                              "'name':'閉じた病院','org_kind':'hospital','status':'closed','closed_on':'2020-01-01'"));
  one = ry_matrix_new (other, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->rows->len, ==, 1);
  ry_workspace_close (other);
  g_object_unref (other);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = support_make_folder ();
  workspace = support_open_new (folder, "home", "森下　健");
  put_all ();
  g_test_add_func ("/matrix/gathering", test_gathering);
  g_test_add_func ("/matrix/wants", test_wants);
  g_test_add_func ("/matrix/order", test_order);
  g_test_add_func ("/matrix/bad-wants", test_bad_wants);
  g_test_add_func ("/matrix/speech", test_speech);
  g_test_add_func ("/matrix/compare", test_compare);
  g_test_add_func ("/matrix/empty", test_empty);
  result = g_test_run ();
  ry_workspace_close (workspace);
  g_object_unref (workspace);
  support_remove_folder (folder);
  g_free (folder);
  return result;
}
