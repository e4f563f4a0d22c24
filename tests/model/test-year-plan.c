/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year of drafts: what the plan shows, what is written, taken back and made again, and by two desktops apart. */
#include "ry-year-plan.h"

#include <locale.h>
#include <string.h>

#include "ry-json.h"
#include "ry-meeting-numbers.h"
#include "support.h"

typedef SupportPair Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_pair_set_up (fixture, "佐伯", "森下");
  support_write (fixture->a, "council:care", "'name':'連絡協議会'");
  support_write (fixture->a, "council:network", "'name':'ネット協'");
  support_write (fixture->a, "series:r",
                 "'name':'例会','council':'council:care','title_template':'第{n}回{name}','rhythm':'毎月 "
                 "第2火曜','start':'19:00','end':'20:30'");
  support_write (fixture->a, "series:t", "'name':'定例会','council':'council:network'");
  support_write (fixture->a, "meeting:old",
                 "'title':'第181回例会','council':'council:care','series':'series:r','number':181,'date':'2026-03-10','"
                 "stage':'sealed'");
  support_write (fixture->a, "meeting:net",
                 "'title':'第42回定例会','council':'council:network','series':'series:t','number':42,'date':'2026-09-"
                 "08','start':'18:30','end':'20:00','stage':'planned'");
  support_write (fixture->a, "meeting:day",
                 "'title':'研修会','council':'council:network','date':'2026-06-09','start':'13:00','end':'15:00','"
                 "stage':'planned'");
  support_copy (fixture->a, fixture->b);
}

static RyYearPlan *
make_plan (RyWorkspace *workspace, int year)
{
  g_autoptr (GError) error = NULL;
  RyYearPlan *plan = ry_year_plan_new (workspace, "series:r", year, &error);

  g_assert_no_error (error);
  return plan;
}

static RyUndo *
commit (RyWorkspace *workspace, RyYearPlan *plan)
{
  g_autoptr (GPtrArray) edits = ry_year_plan_create_edits (plan);
  g_autoptr (GError) error = NULL;
  RyUndo *undo = ry_workspace_commit (workspace, edits, NULL, &error);

  g_assert_no_error (error);
  return undo;
}

/* One word a row: date, number, and ! for the same time, ? for the same day. */
static char *
describe (RyYearPlan *plan)
{
  GPtrArray *rows = ry_year_plan_get_rows (plan);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++) {
    const RyPlanned *row = g_ptr_array_index (rows, i);

    g_string_append_printf (text, "%s%s:%d%s", i > 0 ? " " : "", row->date + strlen ("2026-"), (int) row->number,
                            row->clash == RY_CLASH_OVERLAP    ? "!"
                            : row->clash == RY_CLASH_SAME_DAY ? "?"
                                                              : "");
  }
  return g_string_free (text, FALSE);
}

static guint
count_meetings (RyWorkspace *workspace)
{
  const char *const where[] = { "series=series:r", NULL };
  const RyQuery query = { .kind = "meeting", .where = where };
  g_autoptr (GPtrArray) found = ry_workspace_query (workspace, &query, NULL);

  return found->len;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyYearPlan) plan = make_plan (fixture->a, 2026);
  GPtrArray *rows = ry_year_plan_get_rows (plan);
  g_autofree char *first = describe (plan), *second = NULL;

  g_assert_cmpstr (first, ==,
                   "04-14:182 05-12:183 06-09:184? 07-14:185 08-18:186 09-08:187! 10-13:188 11-10:189 12-08:190 "
                   "01-12:191 02-09:192 03-09:193");
  g_assert_cmpstr (((RyPlanned *) rows->pdata[4])->holiday, ==, "山の日");
  g_assert_cmpstr (((RyPlanned *) rows->pdata[5])->other, ==, "第42回定例会");
  g_assert_cmpstr (((RyPlanned *) rows->pdata[0])->title, ==, "第182回例会");
  g_assert_cmpuint (ry_year_plan_count (plan), ==, 12);

  /* August is left out, September moves away from the clash, behind October. */
  ry_year_plan_set_taken (plan, 4, FALSE, "夏休み");
  g_assert_true (ry_year_plan_move (plan, 5, "令和8年10月20日", "ネット協と重なるため"));
  g_assert_false (ry_year_plan_move (plan, 5, "いつか", NULL));
  second = describe (plan);
  g_assert_cmpstr (second, ==,
                   "04-14:182 05-12:183 06-09:184? 07-14:185 08-18:0 10-20:187 10-13:186 11-10:188 12-08:189 "
                   "01-12:190 02-09:191 03-09:192");
}

static void
test_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyYearPlan) plan = make_plan (fixture->a, 2026), after = NULL, again = NULL, last = NULL;
  g_autoptr (RyUndo) undo = NULL, redo = NULL, back = NULL;
  g_autofree char *exceptions = NULL, *cleared = NULL, *rows = NULL;
  g_autoptr (GError) error = NULL;

  ry_year_plan_set_taken (plan, 4, FALSE, "夏休み");
  ry_year_plan_move (plan, 5, "2026-09-15", NULL);
  undo = commit (fixture->a, plan);
  g_assert_cmpuint (count_meetings (fixture->a), ==, 12);
  exceptions = support_get_text (fixture->a, "series:r", "exceptions");
  g_assert_cmpstr (exceptions, ==,
                   "[{'key':'2026-08-11','date':'2026-08-11','change':'skip','reason':'夏休み'},"
                   "{'key':'2026-09-08','date':'2026-09-08','change':'move','to':'2026-09-15'}]");

  /* What there is is not made twice, and what was left out stays so. */
  after = make_plan (fixture->a, 2026);
  g_assert_cmpuint (ry_year_plan_count (after), ==, 0);
  rows = describe (after);
  g_assert_nonnull (strstr (rows, "08-11:0"));
  g_assert_nonnull (((RyPlanned *) ry_year_plan_get_rows (after)->pdata[0])->existing);
  ry_year_plan_set_taken (after, 0, TRUE, NULL);
  g_assert_cmpuint (ry_year_plan_count (after), ==, 0);

  /* One undo takes the whole year back, series and all; and it can be made again. */
  back = ry_workspace_undo (fixture->a, undo, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_meetings (fixture->a), ==, 1);
  cleared = support_get_text (fixture->a, "series:r", "exceptions");
  g_assert_cmpstr (cleared, ==, NULL);
  again = make_plan (fixture->a, 2026);
  g_assert_cmpuint (ry_year_plan_count (again), ==, 12);
  redo = commit (fixture->a, again);
  g_assert_cmpuint (count_meetings (fixture->a), ==, 13);
  last = make_plan (fixture->a, 2027);
  g_assert_cmpint (((RyPlanned *) ry_year_plan_get_rows (last)->pdata[0])->number, ==, 194);
}

/* Two clerks plan the year at once: one year comes out, without a question and without a doubled number. */
static void
test_two_desktops (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyYearPlan) one = make_plan (fixture->a, 2026), two = make_plan (fixture->b, 2026);
  g_autoptr (RyUndo) left = commit (fixture->a, one), right = commit (fixture->b, two);
  g_autoptr (GPtrArray) doubled = NULL;
  g_autoptr (GError) error = NULL;

  support_copy (fixture->a, fixture->b);
  support_copy (fixture->b, fixture->a);
  ry_workspace_settle (fixture->a, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_meetings (fixture->a), ==, 13);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);
  doubled = ry_meeting_numbers_find (fixture->a, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (doubled->len, ==, 0);
}

/* A series whose rhythm is not known, and one that is not there. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyYearPlan) empty = ry_year_plan_new (fixture->a, "series:t", 2026, &error);
  g_autoptr (GPtrArray) edits = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (ry_year_plan_get_rows (empty)->len, ==, 0);
  edits = ry_year_plan_create_edits (empty);
  g_assert_cmpuint (edits->len, ==, 0);
  g_assert_null (ry_year_plan_new (fixture->a, "series:none", 2026, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/year-plan/rows", Fixture, NULL, set_up, test_rows, support_pair_tear_down);
  g_test_add ("/model/year-plan/commit", Fixture, NULL, set_up, test_commit, support_pair_tear_down);
  g_test_add ("/model/year-plan/two-desktops", Fixture, NULL, set_up, test_two_desktops, support_pair_tear_down);
  g_test_add ("/model/year-plan/nothing", Fixture, NULL, set_up, test_nothing, support_pair_tear_down);
  return g_test_run ();
}
