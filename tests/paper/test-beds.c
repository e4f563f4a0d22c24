/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bed network on paper: the trend with its figures, enquiries, and what the pictures say where nobody reported. */
#include "ry-bed-history-scene.h"
#include "ry-bed-sheet.h"
#include "ry-date.h"
#include "ry-enquiry-list.h"
#include "sample-fixture.h"

static RyBedHistory *
read_history (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RyBedHistory *history = ry_bed_history_new (ry_workspace_get_store (fixture->workspace, "council"), NULL,
                                              RY_HISTORY_BY_FUNCTION, "2026-10-25", "2026-11-24", NULL, &error);

  g_assert_no_error (error);
  return history;
}

static void
test_scene (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyBedHistory) history = read_history (fixture);
  g_autoptr (RyScene) scene = ry_bed_history_scene_new (history, RY_PALETTE_LIGHT, 0, 900, 420);
  GPtrArray *nodes = ry_scene_get_nodes (scene);

  g_assert_cmpuint (nodes->len, ==, 3);
  for (guint i = 0; i < nodes->len; i++)
    g_assert_nonnull (strstr (((RySceneNode *) g_ptr_array_index (nodes, i))->speech, "silent on"));
  g_assert_true (ry_scene_has_text (scene, "not reported"));
  g_assert_cmpfloat (ry_scene_get_height (scene), >=, ry_bed_history_scene_get_height (history));
}

static void
test_chart (Fixture *fixture, gconstpointer data)
{
  static const double widths[] = { 26, 22, 22, 22, 22, 22, 22 };
  g_autoptr (RyBedHistory) history = read_history (fixture);
  g_autoptr (RyScene) scene = ry_bed_history_scene_new (history, RY_PALETTE_LIGHT, RY_HISTORY_NO_DAY, 900, 420);
  g_autoptr (GPtrArray) lines = ry_bed_history_tabulate (history);
  g_autoptr (RyPaper) paper = ry_bed_sheet_new_chart ("空床の推移", scene, lines, widths, G_N_ELEMENTS (widths));
  g_autofree char *text = read_back (fixture, paper, "-raw");

  g_assert_nonnull (strstr (text, "空床の推移"));
  g_assert_nonnull (strstr (text, "2026-10-26"));
  g_assert_nonnull (strstr (text, "空欄は未報告です。0床ではありません。"));
}

static void
test_enquiries (Fixture *fixture, gconstpointer data)
{
  static const double widths[] = { 20, 20, 42, 40, 52, 20, 20, 32, 32 };
  const RyEnquiryFilter filter = { .status = RY_ENQUIRY_ANY };
  const char *now = "2026-11-24T01:00:00Z";
  g_autoptr (GPtrArray) enquiries = ry_enquiry_list (fixture->workspace, &filter, now, NULL);
  g_autoptr (GPtrArray) lines = ry_enquiry_tabulate (fixture->workspace, enquiries, NULL, now);
  g_autoptr (RyPaper) paper = ry_bed_sheet_new ("問合せと仮押さえ", NULL, lines, widths, G_N_ELEMENTS (widths), TRUE);
  g_autofree char *text = read_back (fixture, paper, "-raw");

  g_assert_cmpuint (lines->len, ==, 5);
  g_assert_nonnull (strstr (text, "R8-0412"));
  g_assert_nonnull (strstr (text, "Lapsed"));
  g_assert_nonnull (strstr (text, "透析の枠"));
}

int
main (int argc, char **argv)
{
  g_setenv ("RYORIN_TODAY", "2026-11-24", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/paper/beds/scene", Fixture, NULL, set_up, test_scene, tear_down);
  g_test_add ("/paper/beds/chart", Fixture, NULL, set_up, test_chart, tear_down);
  g_test_add ("/paper/beds/enquiries", Fixture, NULL, set_up, test_enquiries, tear_down);
  return g_test_run ();
}
