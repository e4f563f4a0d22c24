/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning's report: what is prefilled, what stays unreported, what cannot be, and two who report one ward. */
#include "ry-beds.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-morning.h"
#include "ry-ward.h"
#include "support.h"

#define HOSPITAL "organisation:one"
#define TODAY    "2026-11-24"
#define NOW      "2026-11-24T00:10:00Z"

static char *folder;

static RyWorkspace *
open_region (const char *name)
{
  RyWorkspace *workspace = support_open_new (folder, name, "person:clerk");

  ry_undo_unref (support_put (
      workspace, HOSPITAL,
      "\"kind\":\"organisation\",\"name\":\"海風病院\",\"org_kind\":\"hospital\",\"reading\":\"うみかぜ\""));
  ry_undo_unref (support_put (workspace, "ward:a",
                              "\"kind\":\"ward\",\"organisation\":\"" HOSPITAL
                              "\",\"name\":\"2階\",\"function\":\"acute\",\"staffed\":40,\"order\":1"));
  ry_undo_unref (support_put (workspace, "ward:b",
                              "\"kind\":\"ward\",\"organisation\":\"" HOSPITAL
                              "\",\"name\":\"3階\",\"function\":\"chronic\",\"staffed\":30,\"order\":2"));
  ry_undo_unref (support_put (workspace, "ward:old",
                              "\"kind\":\"ward\",\"organisation\":\"" HOSPITAL
                              "\",\"name\":\"旧館\",\"function\":\"acute\",\"to\":\"2024-03-31\""));
  ry_undo_unref (support_put (workspace, "bed:a:20261123",
                              "\"kind\":\"bed\",\"organisation\":\"" HOSPITAL
                              "\",\"ward\":\"ward:a\",\"date\":\"2026-11-23\",\"at\":\"2026-11-23T00:05:00Z\","
                              "\"empty\":3,\"women\":1,\"either\":1"));
  return workspace;
}

static RyMorning *
load (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  RyMorning *morning = ry_morning_new (workspace, HOSPITAL, TODAY, &error);

  g_assert_no_error (error);
  return morning;
}

static RyMorningRow *
get_row (RyMorning *morning, guint i)
{
  return g_ptr_array_index (morning->rows, i);
}

static void
send (RyWorkspace *workspace, RyMorning *morning, const char *now)
{
  g_autoptr (GPtrArray) edits = ry_morning_create_edits (morning, now, "self", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit (workspace, edits, NULL, &error);

  g_assert_no_error (error);
}

static void
close_region (RyWorkspace *workspace)
{
  ry_workspace_close (workspace);
  g_object_unref (workspace);
}

static void
test_prefilled (void)
{
  RyWorkspace *workspace = open_region ("prefilled");
  g_autoptr (RyMorning) morning = load (workspace);
  gint64 beds;

  g_assert_cmpuint (morning->rows->len, ==, 2); /* the ward that was closed is not asked */
  g_assert_cmpint (get_row (morning, 0)->cells[RY_CELL_EMPTY], ==, 3);
  g_assert_cmpint (get_row (morning, 0)->cells[RY_CELL_MEN], ==, RY_CELL_UNTOLD);
  g_assert_false (get_row (morning, 0)->confirmed);
  g_assert_true (ry_morning_row_same (get_row (morning, 0)));
  g_assert_false (ry_morning_row_sum (get_row (morning, 1), &beds)); /* silence is not zero */
  g_assert_cmpuint (ry_morning_count_left (morning), ==, 2);
  close_region (workspace);
}

/* What nobody confirmed is not sent, and an unchanged report still is news. */
static void
test_unchanged (void)
{
  RyWorkspace *workspace = open_region ("unchanged");
  g_autoptr (RyMorning) morning = load (workspace), again = NULL;
  g_autoptr (RyDocument) report = NULL;
  g_autoptr (RyBeds) beds = NULL;
  g_autoptr (GError) error = NULL;
  RyBedSum sum;

  get_row (morning, 0)->confirmed = TRUE;
  send (workspace, morning, NOW);
  report = ry_workspace_get (workspace, "bed:a:20261124", NULL);
  g_assert_nonnull (report);
  g_assert_true (ry_json_get_boolean (ry_document_get_root (report), "unchanged", FALSE));
  g_assert_cmpstr (ry_document_get_string (report, "at"), ==, NOW);
  g_assert_null (ry_workspace_get (workspace, "bed:b:20261124", NULL));
  again = load (workspace);
  g_assert_true (get_row (again, 0)->confirmed);
  beds = ry_beds_new (workspace, TODAY, NOW, &error);
  g_assert_no_error (error);
  ry_beds_sum (beds, RY_BED_ACUTE, &sum);
  g_assert_cmpint (sum.beds, ==, 2);
  ry_beds_sum (beds, RY_BED_CHRONIC, &sum);
  g_assert_cmpint (sum.beds, ==, 0);
  g_assert_cmpuint (sum.unknown, ==, 1);
  g_assert_cmpuint (sum.reported, ==, 0);
  close_region (workspace);
}

/* A cell that is emptied is unreported again: the member goes, no zero takes its place. */
static void
test_emptied (void)
{
  RyWorkspace *workspace = open_region ("emptied");
  g_autoptr (RyMorning) morning = load (workspace);
  g_autoptr (RyDocument) report = NULL;

  get_row (morning, 0)->cells[RY_CELL_WOMEN] = RY_CELL_UNTOLD;
  get_row (morning, 0)->cells[RY_CELL_EITHER] = RY_CELL_UNTOLD;
  get_row (morning, 0)->confirmed = TRUE;
  send (workspace, morning, NOW);
  report = ry_workspace_get (workspace, "bed:a:20261124", NULL);
  g_assert_false (json_object_has_member (ry_document_get_root (report), "women"));
  g_assert_false (ry_bed_get_available (ry_document_get_root (report), NULL));
  close_region (workspace);
}

static void
test_impossible (void)
{
  static const struct {
    gint64 empty, men, either;
    gboolean fault;
  } rows[] = {
    { 3, 1, 2, FALSE },
    { 3, 2, 2, TRUE },
    { 41, 0, 0, TRUE },
    { RY_CELL_UNTOLD, 41, 0, TRUE },
    { RY_CELL_UNTOLD, RY_CELL_UNTOLD, RY_CELL_UNTOLD, FALSE },
    { 0, 0, 0, FALSE },
    { 40, 20, 20, FALSE },
  };
  RyWorkspace *workspace = open_region ("impossible");
  g_autoptr (RyMorning) morning = load (workspace);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    RyMorningRow *row = get_row (morning, 0);
    g_autofree char *fault = NULL;

    row->cells[RY_CELL_EMPTY] = rows[i].empty;
    row->cells[RY_CELL_MEN] = rows[i].men;
    row->cells[RY_CELL_WOMEN] = row->cells[RY_CELL_SINGLE] = RY_CELL_UNTOLD;
    row->cells[RY_CELL_EITHER] = rows[i].either;
    fault = ry_morning_row_dup_fault (row);
    g_assert_cmpint (fault != NULL, ==, rows[i].fault);
  }
  close_region (workspace);
}

/* Who goes within a day goes within three: the second is never less. It is no report of beds that can be had. */
static void
test_outlook (void)
{
  static const struct {
    gint64 out, out_72, in, in_72;
    gboolean fault;
  } rows[] = {
    { 2, 3, 1, 1, FALSE },
    { 2, 2, 0, 0, FALSE },
    { 2, 1, 0, 0, TRUE },
    { 0, 0, 3, 2, TRUE },
    { 2, RY_CELL_UNTOLD, 1, RY_CELL_UNTOLD, FALSE },
    { RY_CELL_UNTOLD, 4, RY_CELL_UNTOLD, 0, FALSE },
  };
  RyWorkspace *workspace = open_region ("outlook");
  g_autoptr (RyMorning) morning = load (workspace);
  RyMorningRow *row = get_row (morning, 0);
  gint64 beds;

  for (RyBedCell cell = 0; cell < RY_N_BED_CELLS; cell++)
    row->cells[cell] = RY_CELL_UNTOLD;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *fault = NULL;

    row->cells[RY_CELL_OUT] = rows[i].out;
    row->cells[RY_CELL_OUT_72] = rows[i].out_72;
    row->cells[RY_CELL_IN] = rows[i].in;
    row->cells[RY_CELL_IN_72] = rows[i].in_72;
    fault = ry_morning_row_dup_fault (row);
    g_assert_cmpint (fault != NULL, ==, rows[i].fault);
    g_assert_false (ry_morning_row_sum (row, &beds));
  }
  close_region (workspace);
}

/* Two report one ward at once: the reports meet in one document; nothing is lost. */
static void
test_two_at_once (void)
{
  RyWorkspace *hospital = open_region ("hospital"), *office = support_open_new (folder, "office", "person:other");
  g_autoptr (RyMorning) one = NULL, other = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  support_copy (hospital, office);
  one = load (hospital);
  other = load (office);
  get_row (one, 0)->cells[RY_CELL_EITHER] = 2;
  get_row (one, 0)->confirmed = TRUE;
  get_row (other, 0)->cells[RY_CELL_EITHER] = 0;
  get_row (other, 0)->confirmed = TRUE;
  send (hospital, one, "2026-11-24T00:10:00Z");
  send (office, other, "2026-11-24T00:12:00Z");
  support_copy (office, hospital);
  ry_workspace_settle (hospital, NULL, NULL);
  conflicts = ry_workspace_get_conflicts (hospital, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  close_region (hospital);
  close_region (office);
}

static void
enter (RyMorningRow *row, gint64 beds)
{
  row->cells[RY_CELL_EITHER] = beds;
  ry_morning_row_enter (row);
}

/* Somebody else reports while the form is open: what was typed stays, theirs stands beside it, and one of them is
 * chosen. */
static void
test_meet (gconstpointer data)
{
  gboolean theirs = GPOINTER_TO_INT (data);
  RyWorkspace *workspace = open_region (theirs ? "theirs" : "mine");
  g_autoptr (RyMorning) mine = load (workspace), other = load (workspace), stored = NULL, after = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *words = NULL;

  enter (get_row (mine, 0), 2);
  enter (get_row (other, 0), 0);
  enter (get_row (other, 1), 1);
  send (workspace, other, "2026-11-24T00:12:00Z");
  stored = load (workspace);
  ry_morning_meet (mine, stored);
  g_assert_cmpuint (ry_morning_count_met (mine), ==, 1);
  g_assert_cmpint (get_row (mine, 0)->cells[RY_CELL_EITHER], ==, 2);
  g_assert_cmpint (get_row (mine, 1)->cells[RY_CELL_EITHER], ==, 1); /* nothing was typed there: it is simply taken */
  words = ry_morning_dup_words (workspace, get_row (mine, 0)->theirs, NOW);
  g_assert_nonnull (strstr (words, "Either 0"));
  ry_morning_meet (mine, stored); /* once more changes nothing */
  g_assert_cmpuint (ry_morning_count_met (mine), ==, 1);
  ry_morning_row_settle (get_row (mine, 0), theirs);
  g_assert_cmpuint (ry_morning_count_met (mine), ==, 0);
  edits = ry_morning_create_edits (mine, NOW, "self", NULL);
  g_assert_cmpuint (edits->len, ==, theirs ? 0 : 1);
  send (workspace, mine, NOW);
  after = load (workspace);
  g_assert_cmpint (get_row (after, 0)->cells[RY_CELL_EITHER], ==, theirs ? 0 : 2);
  close_region (workspace);
}

/* A ward that was turned this morning shows what it said before under its other id. */
static void
test_turned (void)
{
  RyWorkspace *workspace = open_region ("turned");
  g_autoptr (RyDocument) ward = ry_workspace_get (workspace, "ward:a", NULL);
  g_autoptr (RyMorning) morning = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *changes = json_object_new ();

  json_object_set_string_member (changes, "function", "recovery");
  edits = ry_ward_turn (ward, changes, TODAY);
  json_object_unref (changes);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
  morning = load (workspace);
  g_assert_cmpuint (morning->rows->len, ==, 2);
  g_assert_cmpstr (ry_document_get_id (get_row (morning, 0)->ward), ==, "ward:a@" TODAY);
  g_assert_cmpint (get_row (morning, 0)->cells[RY_CELL_EMPTY], ==, 3);
  g_assert_false (get_row (morning, 0)->confirmed);
  close_region (workspace);
}

/* The clock on the wall is this machine's, whatever its zone. */
static void
test_moment (void)
{
  static const struct {
    const char *clock;
    int hour, minute; /* -1: no time */
  } rows[] = {
    { "8:50", 8, 50 }, { "０９：３０", 9, 30 }, { " 9:05 ", 9, 5 },   { "25:00", -1, 0 },
    { "9時", -1, 0 },  { "", -1, 0 },           { "9:30 am", -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *moment = ry_bed_dup_moment (TODAY, rows[i].clock), *wanted = NULL;

    if (rows[i].hour >= 0) {
      g_autoptr (GDateTime) here = g_date_time_new_local (2026, 11, 24, rows[i].hour, rows[i].minute, 0);
      g_autoptr (GDateTime) utc = g_date_time_to_utc (here);

      wanted = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
    }
    g_assert_cmpstr (moment, ==, wanted);
  }
}

static void
test_cells (void)
{
  static const struct {
    const char *text;
    gboolean good;
    gint64 value;
  } rows[] = {
    { "", TRUE, RY_CELL_UNTOLD },
    { " ", TRUE, RY_CELL_UNTOLD },
    { "0", TRUE, 0 },
    { "３", TRUE, 3 },
    { "12", TRUE, 12 },
    { "-1", FALSE, RY_CELL_UNTOLD },
    { "二", FALSE, RY_CELL_UNTOLD },
    { "1.5", FALSE, RY_CELL_UNTOLD },
    { "99999", FALSE, RY_CELL_UNTOLD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gint64 value;

    g_assert_cmpint (ry_bed_cell_parse (rows[i].text, &value), ==, rows[i].good);
    g_assert_cmpint (value, ==, rows[i].value);
  }
}

/* A server reads its database so: the same rows, and nothing is written past its door. */
static void
test_over (void)
{
  RyWorkspace *workspace = open_region ("over");
  g_autoptr (RyWorkspace) over =
      ry_workspace_new_over (ry_workspace_get_kinds (workspace), ry_workspace_get_permissions (workspace), "kitahama",
                             ry_workspace_get_store (workspace, "council"));
  g_autoptr (RyMorning) morning = load (over);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyBeds) beds = NULL;
  g_autoptr (GPtrArray) letters = ry_workspace_query (over, &(RyQuery){ .kind = "letter" }, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ry_workspace_dup_name (over, "letter:1");

  g_assert_cmpstr (ry_workspace_get_region (over), ==, "kitahama");
  g_assert_cmpuint (morning->rows->len, ==, 2);
  g_assert_cmpint (get_row (morning, 0)->cells[RY_CELL_EMPTY], ==, 3);
  g_assert_cmpuint (letters->len, ==, 0); /* the office's space is not here */
  g_assert_null (ry_workspace_get (over, "letter:1", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  get_row (morning, 0)->confirmed = TRUE;
  edits = ry_morning_create_edits (morning, NOW, "self", NULL);
  g_assert_null (ry_workspace_commit (over, edits, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_READ_ONLY);
  g_clear_object (&over);
  beds = ry_beds_new (workspace, TODAY, NOW, NULL);
  g_assert_cmpuint (beds->rows->len, ==, 2); /* still open */
  close_region (workspace);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = support_make_folder ();
  g_test_add_func ("/model/morning/prefilled", test_prefilled);
  g_test_add_func ("/model/morning/unchanged", test_unchanged);
  g_test_add_func ("/model/morning/emptied", test_emptied);
  g_test_add_func ("/model/morning/impossible", test_impossible);
  g_test_add_func ("/model/morning/outlook", test_outlook);
  g_test_add_func ("/model/morning/two-at-once", test_two_at_once);
  g_test_add_data_func ("/model/morning/meet/theirs", GINT_TO_POINTER (TRUE), test_meet);
  g_test_add_data_func ("/model/morning/meet/mine", GINT_TO_POINTER (FALSE), test_meet);
  g_test_add_func ("/model/morning/turned", test_turned);
  g_test_add_func ("/model/morning/moment", test_moment);
  g_test_add_func ("/model/morning/cells", test_cells);
  g_test_add_func ("/model/morning/over", test_over);
  result = g_test_run ();
  support_remove_folder (folder);
  return result;
}
