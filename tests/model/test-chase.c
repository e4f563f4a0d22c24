/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is missing this morning, the month of reports, the days of beds, and two homes and a server that report at once.
 */
#include "ry-bed-history.h"
#include "ry-chase.h"
#include "ry-json.h"
#include "ry-today.h"
#include "support.h"

#define TODAY "2026-11-24"

typedef SupportHome Fixture;

static void
put_region (RyWorkspace *workspace)
{
  ry_undo_unref (support_put (
      workspace, "organisation:a",
      "\"name\":\"海風病院\",\"reading\":\"うみかぜ\",\"org_kind\":\"hospital\",\"liaison_telephone\":\"000-1\""));
  ry_undo_unref (
      support_put (workspace, "organisation:b",
                   "\"name\":\"岬病院\",\"reading\":\"みさき\",\"org_kind\":\"hospital\",\"telephone\":\"000-2\""));
  ry_undo_unref (
      support_put (workspace, "organisation:c",
                   "\"name\":\"渚病院\",\"reading\":\"なぎさ\",\"org_kind\":\"hospital\",\"status\":\"closed\""));
  ry_undo_unref (support_put (workspace, "ward:a1",
                              "\"organisation\":\"organisation:a\",\"name\":\"2階\",\"function\":\"acute\""));
  ry_undo_unref (support_put (workspace, "ward:a2",
                              "\"organisation\":\"organisation:a\",\"name\":\"3階\",\"function\":\"recovery\""));
  ry_undo_unref (support_put (workspace, "ward:a3",
                              "\"organisation\":\"organisation:a\",\"name\":\"4階\",\"function\":\"closed\""));
  ry_undo_unref (support_put (workspace, "ward:b1",
                              "\"organisation\":\"organisation:b\",\"name\":\"1階\",\"function\":\"chronic\""));
  ry_undo_unref (support_put (workspace, "ward:c1",
                              "\"organisation\":\"organisation:c\",\"name\":\"1階\",\"function\":\"chronic\""));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_home_set_up (fixture, "person:clerk");
  put_region (fixture->workspace);
}

static void
report (RyWorkspace *workspace, const char *ward, const char *date, const char *split)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", 3);
  g_autofree char *day = g_strjoinv ("", parts), *id = g_strdup_printf ("bed:%s:%s", ward, day);
  g_autofree char *members = g_strdup_printf (
      "\"organisation\":\"organisation:%c\",\"ward\":\"ward:%s\",\"date\":\"%s\",\"at\":\"%sT00:10:00Z\"%s", *ward,
      ward, date, date, split);

  ry_undo_unref (support_put (workspace, id, members));
}

static char *
describe (RyWorkspace *workspace, const char *now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyChase) chase = ry_chase_new (workspace, TODAY, now, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < chase->lines->len; i++) {
    const RyChaseLine *line = g_ptr_array_index (chase->lines, i);

    g_string_append_printf (out, "%s %u/%u %d%s, ", line->name, line->missing, line->wards, line->days,
                            line->call != NULL ? " called" : "");
  }
  g_string_append_printf (out, "%u reported", chase->reported);
  return g_string_free (out, FALSE);
}

#define ASSERT_CHASE(fixture, words)                                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found = describe (fixture->workspace, TODAY "T01:00:00Z");                                        \
    g_assert_cmpstr (found, ==, words);                                                                                \
  }                                                                                                                    \
  G_STMT_END

/* The longest silence first; a closed ward and a closed hospital owe nothing; a part is not the whole. */
static void
test_missing (Fixture *fixture, gconstpointer data)
{
  ASSERT_CHASE (fixture, "海風病院 2/2 -1, 岬病院 1/1 -1, 0 reported");
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  report (fixture->workspace, "b1", "2026-11-23", ",\"either\":1");
  report (fixture->workspace, "a1", "2026-11-20", ",\"either\":1");
  ASSERT_CHASE (fixture, "海風病院 2/2 4, 岬病院 1/1 1, 0 reported");
  report (fixture->workspace, "a1", TODAY, ",\"either\":1");
  ASSERT_CHASE (fixture, "岬病院 1/1 1, 海風病院 1/2 0, 0 reported");
  report (fixture->workspace, "a2", TODAY, ",\"either\":0");
  ASSERT_CHASE (fixture, "岬病院 1/1 1, 1 reported");
  report (fixture->workspace, "b1", TODAY, ",\"women\":0");
  ASSERT_CHASE (fixture, "2 reported");
}

static void
test_call (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyChase) chase = ry_chase_new (fixture->workspace, TODAY, TODAY "T01:00:00Z", NULL);
  const RyChaseLine *line = g_ptr_array_index (chase->lines, 0);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *id = ry_chase_dup_id (line->organisation, TODAY), *by = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = NULL, back = NULL;

  edits = ry_edits_new_with (ry_chase_create_edit (line, TODAY, TRUE, TODAY "T00:35:00Z", "森"), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);
  g_assert_no_error (error);
  by = support_get_text (fixture->workspace, id, "by");
  g_assert_cmpstr (by, ==, "'森'");
  back = ry_workspace_undo (fixture->workspace, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (ry_workspace_get (fixture->workspace, id, NULL));
}

/* By the clock on the wall: 9:30 where the office is, not in Greenwich. */
static void
test_due (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *at, *clock;
    gboolean due;
  } rows[] = {
    { "09:30", "09:29", FALSE }, { "09:30", "09:30", TRUE }, { "09:00", "10:00", TRUE }, { "13:00", "09:30", FALSE }
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *local = g_strdup_printf (TODAY "T%s:00", rows[i].clock),
                    *members = g_strdup_printf ("\"name\":\"ネットワーク\",\"wheel\":\"vertical\",\"chase_at\":\"%s\"",
                                                rows[i].at),
                    *now = NULL;
    g_autoptr (GDateTime) here = g_date_time_new_from_iso8601 (local, zone), utc = g_date_time_to_utc (here);
    g_autoptr (RyChase) chase = NULL;
    g_autoptr (RyToday) today = ry_today_new ();

    ry_undo_unref (i == 0 ? support_put (fixture->workspace, "council:n", members)
                          : support_change (fixture->workspace, "council:n", members));
    now = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
    chase = ry_chase_new (fixture->workspace, TODAY, now, NULL);
    g_assert_cmpint (chase->due, ==, rows[i].due);
    ry_today_add_beds (today, chase, "council:n", TRUE);
    g_assert_cmpuint (today->lines->len, ==, rows[i].due ? 1 : 0);
    ry_today_add_beds (today, chase, "council:n", FALSE);
    g_assert_cmpuint (today->lines->len, ==, rows[i].due ? 1 : 0);
  }
}

static void
test_month (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyChaseMonth) month = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  const RyChaseRow *row;
  GStrv cells;

  report (fixture->workspace, "a1", "2026-11-01", ",\"either\":1");
  report (fixture->workspace, "a2", "2026-11-01", ",\"either\":1");
  report (fixture->workspace, "a1", "2026-11-03", ",\"either\":1");
  report (fixture->workspace, "a1", "2026-10-31", ",\"either\":1");
  month = ry_chase_month_new (ry_workspace_get_store (fixture->workspace, "council"), "2026-11-01", TODAY, NULL);
  g_assert_cmpuint (month->n_days, ==, 24);
  row = g_ptr_array_index (month->rows, 0);
  g_assert_cmpuint (row->reported, ==, 1);
  g_assert_cmpuint (row->partly, ==, 1);
  g_assert_cmpuint (g_array_index (row->days, guint8, 2), ==, 50);
  lines = ry_chase_month_tabulate (month);
  cells = g_ptr_array_index (lines, 1);
  g_assert_cmpstr (cells[3], ==, "22");
  g_assert_cmpstr (cells[5], ==, "reported");
  g_assert_cmpstr (cells[6], ==, "not reported");
}

/* ---- The days of beds ---- */

static char *
draw (const RyBedSeries *series)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < series->days->len; i++) {
    const RyBedDay *day = ry_bed_series_get_day (series, i);

    g_string_append_printf (out, "%s", i > 0 ? " " : "");
    if (day->beds == RY_BEDS_UNREPORTED)
      g_string_append (out, "-");
    else
      g_string_append_printf (out, "%d%s", day->beds, day->unknown > 0 ? "+?" : "");
  }
  return g_string_free (out, FALSE);
}

/* A gap is never a zero, a zero is never a gap, and who was silent a day stands with what was said last, while it
 * counts. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *organisation;
    RyHistoryBy by;
    guint n;
    const char *first;
  } rows[] = {
    { "organisation:a", RY_HISTORY_BY_FUNCTION, 2, "2 0 - - - - 4" },
    { NULL, RY_HISTORY_BY_HOSPITAL, 2, "5 3 3 - - - 4+?" },
    { NULL, RY_HISTORY_BY_FUNCTION, 3, "2 0 - - - - 4" },
    { "organisation:b", RY_HISTORY_BY_FUNCTION, 1, "- - - - - - -" },
  };
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");

  report (fixture->workspace, "a1", "2026-11-01", ",\"either\":2");
  report (fixture->workspace, "a1", "2026-11-02", ",\"either\":0");
  report (fixture->workspace, "a1", "2026-11-07", ",\"either\":4");
  report (fixture->workspace, "a2", "2026-11-01", ",\"women\":3");
  report (fixture->workspace, "a2", "2026-11-03", ",\"women\":3");
  report (fixture->workspace, "b1", "2026-11-01", ",\"empty\":3"); /* empty is not available */
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RyBedHistory) history =
        ry_bed_history_new (store, rows[i].organisation, rows[i].by, "2026-11-01", "2026-11-07", NULL, &error);
    g_autofree char *first = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (history->series->len, ==, rows[i].n);
    first = draw (g_ptr_array_index (history->series, 0));
    g_assert_cmpstr (first, ==, rows[i].first);
  }
}

static void
test_history_table (Fixture *fixture, gconstpointer data)
{
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");
  g_autoptr (RyBedHistory) history = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *words = NULL;
  GStrv first, second;

  report (fixture->workspace, "b1", "2026-11-01", ",\"either\":0");
  history =
      ry_bed_history_new (store, "organisation:b", RY_HISTORY_BY_FUNCTION, "2026-11-01", "2026-11-02", NULL, NULL);
  lines = ry_bed_history_tabulate (history);
  g_assert_cmpuint (lines->len, ==, 3);
  first = g_ptr_array_index (lines, 1);
  second = g_ptr_array_index (lines, 2);
  g_assert_cmpstr (first[0], ==, "2026-11-01");
  g_assert_cmpstr (first[1], ==, "0");
  g_assert_cmpstr (second[1], ==, "");
  words = ry_bed_history_speak_day (history, 1);
  g_assert_nonnull (strstr (words, "not reported"));
}

/* Two homes and a server, each with its own report of one ward: they meet in one document, as a question; nothing is
 * lost. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *hospital = support_open_new (fixture->folder, "hospital", "person:liaison"),
              *server = support_open_new (fixture->folder, "server", "person:web");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autofree char *id = ry_bed_dup_id ("ward:b1", TODAY);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  support_copy (fixture->workspace, server);
  support_copy (server, hospital);
  report (fixture->workspace, "b1", TODAY, ",\"either\":1,\"source\":\"phone\",\"informant\":\"森\"");
  report (hospital, "b1", TODAY, ",\"either\":2,\"source\":\"self\"");
  report (server, "b1", TODAY, ",\"either\":3,\"source\":\"self\"");
  for (guint round = 0; round < 2; round++) {
    support_copy (fixture->workspace, server);
    support_copy (hospital, server);
    support_copy (server, fixture->workspace);
    support_copy (server, hospital);
  }
  conflicts = ry_workspace_get_conflicts (fixture->workspace, NULL);
  g_assert_cmpuint (conflicts->len, >=, 1);
  for (guint i = 0; i < conflicts->len; i++) {
    const RyConflict *conflict = g_ptr_array_index (conflicts, i);

    g_assert_cmpstr (conflict->id, ==, id);
    g_hash_table_add (told, g_strdup_printf ("%d", (int) ry_json_get_int (ry_document_get_root (conflict->left),
                                                                          "either", -1)));
    g_hash_table_add (told, g_strdup_printf ("%d", (int) ry_json_get_int (ry_document_get_root (conflict->right),
                                                                          "either", -1)));
  }
  g_assert_cmpuint (g_hash_table_size (told), >=, 2);
  {
    g_autoptr (GPtrArray) all =
        ry_store_get_open_revs (ry_workspace_get_store (hospital, "council"), id, NULL, RY_GET_PLAIN, NULL);
    g_autofree char *one = support_get_rev (fixture->workspace, id), *other = support_get_rev (hospital, id),
                    *third = support_get_rev (server, id);

    g_assert_cmpuint (all->len, ==, 3);
    g_assert_cmpstr (one, ==, other);
    g_assert_cmpstr (one, ==, third);
  }
  ry_workspace_close (hospital);
  ry_workspace_close (server);
  g_object_unref (hospital);
  g_object_unref (server);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/model/chase/missing", test_missing },
    { "/model/chase/order", test_order },
    { "/model/chase/call", test_call },
    { "/model/chase/due", test_due },
    { "/model/chase/month", test_month },
    { "/model/bed-history/days", test_history },
    { "/model/bed-history/table", test_history_table },
    { "/model/bed/at-once", test_at_once },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, support_home_tear_down);
  return g_test_run ();
}
