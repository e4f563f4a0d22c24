/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register follows its store: reports, corrections, deletions, holds, and a day that turns. */
#include "ry-bed-search.h"
#include "ry-json.h"
#include "support.h"

#define TODAY "2026-11-24"
#define NOW   "2026-11-24T00:30:00Z"

typedef struct {
  RyWorkspace *workspace;
  RyBedRegister *reg;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = support_make_folder ();
  fixture->workspace = support_open_new (fixture->folder, "home", "person:clerk");
  fixture->reg = ry_bed_register_new ();
  ry_undo_unref (support_put (
      fixture->workspace, "organisation:a",
      "\"kind\":\"organisation\",\"name\":\"海風病院\",\"org_kind\":\"hospital\",\"reading\":\"うみかぜ\""));
  ry_undo_unref (
      support_put (fixture->workspace, "ward:a1",
                   "\"kind\":\"ward\",\"organisation\":\"organisation:a\",\"name\":\"2階\",\"function\":\"acute\""));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ry_bed_register_free (fixture->reg);
  ry_workspace_close (fixture->workspace);
  g_object_unref (fixture->workspace);
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
report (Fixture *fixture, const char *date, const char *at, int beds)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", 3);
  g_autofree char *day = g_strjoinv ("", parts), *id = g_strconcat ("bed:a1:", day, NULL);
  g_autofree char *members = g_strdup_printf ("\"kind\":\"bed\",\"organisation\":\"organisation:a\",\"ward\":\"ward:"
                                              "a1\",\"date\":\"%s\",\"at\":\"%s\",\"either\":%d",
                                              date, at, beds);

  ry_undo_unref (support_put (fixture->workspace, id, members));
}

/* Beds free as a search sees them, -1 where they are not known. */
static int
count (Fixture *fixture, const char *today, const char *now)
{
  g_autoptr (RyBedNeed) need = ry_bed_need_new ();
  g_autoptr (RyBedFinds) finds = NULL;
  g_autoptr (GError) error = NULL;

  ry_bed_register_refresh (fixture->reg, ry_workspace_get_store (fixture->workspace, "council"), today, &error);
  g_assert_no_error (error);
  finds = ry_bed_search (fixture->reg, need, today, now);
  return finds->ranked->len > 0 ? (int) ((RyBedMatch *) g_ptr_array_index (finds->ranked, 0))->beds : -1;
}

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, -1);
  report (fixture, "2026-11-23", "2026-11-23T00:00:00Z", 2);
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 2);
  report (fixture, "2026-11-24", "2026-11-24T00:00:00Z", 3);
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 3);
  ry_undo_unref (support_change (fixture->workspace, "bed:a1:20261124", "\"either\":1"));
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 1);
  /* what was reported before stands again where today's is taken back */
  ry_undo_unref (support_delete (fixture->workspace, "bed:a1:20261124"));
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 2);
  ry_undo_unref (support_change (fixture->workspace, "organisation:a", "\"status\":\"closed\""));
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, -1);
}

static void
test_tomorrow (Fixture *fixture, gconstpointer data)
{
  report (fixture, "2026-11-24", "2026-11-24T00:00:00Z", 3);
  report (fixture, "2026-11-25", "2026-11-24T00:10:00Z", 9);
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 3);
  g_assert_cmpint (count (fixture, "2026-11-25", "2026-11-25T00:10:00Z"), ==, 9);
}

static void
test_holds (Fixture *fixture, gconstpointer data)
{
  report (fixture, "2026-11-24", "2026-11-24T00:00:00Z", 1);
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 1);
  ry_undo_unref (support_put (fixture->workspace, "enquiry:1",
                              "\"kind\":\"enquiry\",\"case\":\"R8-0001\",\"organisation\":\"organisation:a\",\"asked_"
                              "on\":\"2026-11-24\",\"status\":\"held\",\"held_until\":\"2026-11-24T01:00:00Z\""));
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 0);
  g_assert_cmpint (count (fixture, TODAY, "2026-11-24T01:00:01Z"), ==, 1); /* lapsed by itself */
  ry_undo_unref (support_change (fixture->workspace, "enquiry:1", "\"status\":\"withdrawn\""));
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 1);
}

static void
test_thresholds (Fixture *fixture, gconstpointer data)
{
  report (fixture, "2026-11-22", "2026-11-22T00:00:00Z", 1);
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, 1);
  ry_undo_unref (support_put (
      fixture->workspace, "council:n",
      "\"kind\":\"council\",\"name\":\"医療介護ネットワーク協議会\",\"wheel\":\"vertical\",\"stale_hours\":36"));
  g_assert_cmpint (count (fixture, TODAY, NOW), ==, -1);
}

/* The board marks what came since it looked before, for a minute. */
static void
test_news (Fixture *fixture, gconstpointer data)
{
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");
  g_autoptr (RyBeds) before = NULL, after = NULL, later = NULL;
  gint64 now = ry_bed_parse_moment (NOW);

  report (fixture, "2026-11-23", "2026-11-23T00:00:00Z", 2);
  ry_bed_register_refresh (fixture->reg, store, TODAY, NULL);
  before = ry_beds_new_from (fixture->reg, TODAY, NOW);
  ry_beds_compare (before, NULL, now);
  g_assert_false (((RyBedRow *) g_ptr_array_index (before->rows, 0))->is_news);
  report (fixture, "2026-11-24", "2026-11-24T00:20:00Z", 2);
  ry_bed_register_refresh (fixture->reg, store, TODAY, NULL);
  after = ry_beds_new_from (fixture->reg, TODAY, NOW);
  ry_beds_compare (after, before, now);
  g_assert_true (((RyBedRow *) g_ptr_array_index (after->rows, 0))->is_news);
  later = ry_beds_new_from (fixture->reg, TODAY, NOW);
  ry_beds_compare (later, after, now + 61);
  g_assert_false (((RyBedRow *) g_ptr_array_index (later->rows, 0))->is_news);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/bed-register/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/model/bed-register/tomorrow", Fixture, NULL, set_up, test_tomorrow, tear_down);
  g_test_add ("/model/bed-register/holds", Fixture, NULL, set_up, test_holds, tear_down);
  g_test_add ("/model/bed-register/thresholds", Fixture, NULL, set_up, test_thresholds, tear_down);
  g_test_add ("/model/bed-register/news", Fixture, NULL, set_up, test_news, tear_down);
  return g_test_run ();
}
