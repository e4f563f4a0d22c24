/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event from its plan to its reach, in a workspace; and two desks at one door. */
#include <string.h>

#include "ry-action.h"
#include "ry-event-plan.h"
#include "ry-json.h"
#include "ry-reach.h"
#include "ry-reception.h"
#include "ry-reply.h"
#include "ry-statistics.h"
#include "support.h"

typedef struct {
  char *folder;
  RyWorkspace *workspace;
} Fixture;

static void
commit (RyWorkspace *workspace, GPtrArray *edits)
{
  g_autoptr (GPtrArray) taken = edits;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit (workspace, taken, NULL, &error);

  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = support_make_folder ();
  self->workspace = support_open_new (self->folder, "one", "森下　健");
  ry_undo_unref (support_put (self->workspace, "council:care", "\"name\":\"汐見区地域ケア連絡協議会\""));
  ry_undo_unref (support_put (self->workspace, "organisation:h",
                              "\"name\":\"風見台病院\",\"org_kind\":\"hospital\",\"area\":\"第1包括\""));
  ry_undo_unref (support_put (self->workspace, "organisation:p",
                              "\"name\":\"みなと薬局\",\"org_kind\":\"pharmacy\",\"area\":\"第2包括\""));
  ry_undo_unref (support_put (self->workspace, "organisation:c",
                              "\"name\":\"第3包括\",\"org_kind\":\"support_centre\",\"area\":\"第3包括\""));
  ry_undo_unref (support_put (
      self->workspace, "event:e",
      "\"title\":\"市民フォーラム\",\"council\":\"council:care\",\"event_type\":\"forum\",\"date\":\"2026-12-05\","
      "\"capacity\":4,\"lines\":[\"line:3\"],\"audience\":[\"区民\",\"薬局\",\"民生委員・自治会\"],\"stage\":\"open\","
      "\"budget\":[{\"key\":\"1\",\"planned\":50000,\"spent\":48000},{\"key\":\"2\",\"planned\":18000}],"
      "\"questions\":[{\"key\":\"q\",\"text\":\"?\"}],\"answers\":[{\"key\":\"a\",\"number\":1}]"));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ry_workspace_close (self->workspace);
  g_object_unref (self->workspace);
  support_remove_folder (self->folder);
  g_free (self->folder);
}

static char *
apply (RyWorkspace *workspace, const char *name, const char *more)
{
  g_autoptr (GPtrArray) list = ry_applicant_load (workspace, "event:e", NULL);
  g_autofree char *text = g_strdup_printf ("{\"name\":\"%s\"%s}", name, more);
  RyApplicant *application = ry_applicant_add (list, "event:e", ry_json_parse_object (text, -1, NULL), 4);

  commit (workspace, ry_applicant_list_edits (list));
  return g_strdup (application->id);
}

static void
cancel (RyWorkspace *workspace, const char *id)
{
  g_autoptr (GPtrArray) list = ry_applicant_load (workspace, "event:e", NULL);

  ry_applicant_set_status (list, ry_applicant_find (list, id), RY_APPLICANT_CANCELLED, 4);
  commit (workspace, ry_applicant_list_edits (list));
}

static void
set_came (RyWorkspace *workspace, const char *id)
{
  g_autoptr (GPtrArray) list = ry_applicant_load (workspace, "event:e", NULL);

  ry_applicant_set_status (list, ry_applicant_find (list, id), RY_APPLICANT_CAME, 4);
  commit (workspace, ry_applicant_list_edits (list));
}

static void
test_copy (Fixture *self, gconstpointer data)
{
  g_autoptr (RyDocument) event = ry_workspace_get (self->workspace, "event:e", NULL);
  g_autoptr (JsonObject) copy = ry_event_copy (ry_document_get_root (event), "2027-12-04");

  g_assert_cmpint (ry_event_sum_budget (ry_document_get_root (event), "planned"), ==, 68000);
  g_assert_cmpint (ry_event_sum_budget (copy, "planned"), ==, 68000);
  g_assert_cmpint (ry_event_sum_budget (copy, "spent"), ==, 0);
  g_assert_cmpstr (ry_json_get_string (copy, "stage"), ==, "planned");
  g_assert_nonnull (ry_json_get_array (copy, "questions"));
  g_assert_null (ry_json_get_array (copy, "answers"));
}

static const struct {
  int year;
  const char *line;
  const char *ids;
} lists[] = { { 0, NULL, "event:b event:e event:a" },
              { 2026, NULL, "event:e event:a" },
              { 2025, NULL, "event:b event:a" },
              { 2026, "line:3", "event:e" },
              { 0, "line:1", "" } };

static void
test_list (Fixture *self, gconstpointer data)
{
  ry_undo_unref (support_put (self->workspace, "event:a", "\"title\":\"日は未定\""));
  ry_undo_unref (support_put (self->workspace, "event:b", "\"title\":\"3月\",\"date\":\"2026-03-31\""));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (GPtrArray) events = ry_event_list (self->workspace, lists[i].year, lists[i].line, NULL);
    g_autoptr (GString) ids = g_string_new (NULL);

    for (guint k = 0; k < events->len; k++)
      g_string_append_printf (ids, "%s%s", k > 0 ? " " : "", ry_document_get_id (events->pdata[k]));
    g_assert_cmpstr (ids->str, ==, lists[i].ids);
  }
}

static void
test_plan (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (RyDocument) event = NULL;
  RyEventStep *first;

  commit (self->workspace, ry_event_plan_begin (self->workspace, "event:e", NULL));
  event = ry_workspace_get (self->workspace, "event:e", NULL);
  steps = ry_event_plan_list (self->workspace, ry_document_get_root (event), "2026-11-22");
  g_assert_cmpuint (steps->len, ==, 8);
  first = steps->pdata[0];
  g_assert_cmpstr (first->due, ==, "2026-10-06");
  g_assert_cmpint (first->state, ==, RY_STEP_LATE);
  g_assert_cmpint (((RyEventStep *) steps->pdata[3])->state, ==, RY_STEP_LATE); /* T-14 was yesterday */
  g_assert_cmpint (((RyEventStep *) steps->pdata[4])->state, ==, RY_STEP_NOW);
  g_assert_cmpint (((RyEventStep *) steps->pdata[7])->state, ==, RY_STEP_LATER);

  /* Begun twice it changes nothing; with another day what is open follows, and what is done stays. */
  moved = ry_event_plan_begin (self->workspace, "event:e", NULL);
  g_assert_cmpuint (moved->len, ==, 0);
  ry_undo_unref (support_change (self->workspace, first->action, "\"status\":\"done\",\"done_on\":\"2026-10-01\""));
  ry_undo_unref (support_change (self->workspace, "event:e", "\"date\":\"2026-12-12\""));
  g_clear_pointer (&event, ry_document_unref);
  event = ry_workspace_get (self->workspace, "event:e", NULL);
  g_assert_false (ry_event_plan_fits (self->workspace, ry_document_get_root (event)));
  commit (self->workspace, ry_event_plan_begin (self->workspace, "event:e", NULL));
  g_ptr_array_unref (steps);
  steps = ry_event_plan_list (self->workspace, ry_document_get_root (event), "2026-11-22");
  g_assert_cmpint (((RyEventStep *) steps->pdata[0])->state, ==, RY_STEP_DONE);
  g_assert_cmpstr (((RyEventStep *) steps->pdata[0])->due, ==, "2026-10-06");
  g_assert_cmpstr (((RyEventStep *) steps->pdata[4])->due, ==, "2026-12-05");
  g_assert_true (ry_event_plan_fits (self->workspace, ry_document_get_root (event)));
}

/* Next year the plan is there with its owners, and its actions are others. */
static void
test_plan_next_year (Fixture *self, gconstpointer data)
{
  g_autoptr (RyDocument) event = NULL;
  g_autoptr (RyDocument) next = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;

  ry_undo_unref (
      support_change (self->workspace, "event:e",
                      "\"plan\":[{\"key\":\"s\",\"title\":\"講師依頼\",\"offset\":-45,\"owner_name\":\"森下　健\"}]"));
  commit (self->workspace, ry_event_plan_begin (self->workspace, "event:e", NULL));
  event = ry_workspace_get (self->workspace, "event:e", NULL);
  edits = ry_edits_new_with (ry_edit_new ("event:n", NULL, ry_event_copy (ry_document_get_root (event), "2027-12-04")),
                             NULL);
  undo = ry_workspace_commit (self->workspace, edits, NULL, NULL);
  commit (self->workspace, ry_event_plan_begin (self->workspace, "event:n", NULL));
  next = ry_workspace_get (self->workspace, "event:n", NULL);
  steps = ry_event_plan_list (self->workspace, ry_document_get_root (next), "2026-11-22");
  g_assert_cmpuint (steps->len, ==, 1);
  g_assert_cmpstr (((RyEventStep *) steps->pdata[0])->due, ==, "2027-10-20");
  g_assert_cmpstr (((RyEventStep *) steps->pdata[0])->owner_name, ==, "森下　健");
}

static void
test_reception (Fixture *self, gconstpointer data)
{
  g_autofree char *a = apply (self->workspace, "鳥羽　みどり", ""),
                  *b = apply (self->workspace, "速水　航", ",\"organisation\":\"organisation:h\"");
  g_autofree char *c = apply (self->workspace, "区民", ",\"count\":3");
  g_autoptr (JsonObject) loaded = ry_reply_load (self->workspace, "event:e", NULL);
  g_autoptr (GPtrArray) seats = ry_event_list_elements (loaded, "attendance");
  g_autoptr (RyDocument) event = ry_workspace_get (self->workspace, "event:e", NULL);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autofree char *came = NULL, *absent = NULL, *waiting = NULL;
  JsonObject *content = ry_document_dup_root (event);

  g_assert_cmpuint (seats->len, ==, 2); /* the group of three waits */
  g_assert_cmpint (ry_json_get_int (seats->pdata[0], "serial", 0), ==, 1);
  ry_reception_check_in (content, seats->pdata[0], "13:40");
  ry_reception_walk_in (content, "匿名希望", NULL, NULL, "13:50", 1);
  edits = ry_edits_new_with (ry_edit_new ("event:e", event, content), NULL);
  undo = ry_workspace_commit (self->workspace, edits, NULL, NULL);
  g_assert_nonnull (undo);
  commit (self->workspace, ry_event_finish (self->workspace, "event:e", NULL));
  came = support_get_text (self->workspace, a, "status");
  absent = support_get_text (self->workspace, b, "status");
  waiting = support_get_text (self->workspace, c, "status");
  g_assert_cmpstr (came, ==, "'came'");
  g_assert_cmpstr (absent, ==, "'absent'");
  g_assert_cmpstr (waiting, ==, "'waiting'");
}

static char *
describe (const RyReach *reach, RyReachSide side)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reach->sides[side]->len; i++) {
    const RyReachRow *row = reach->sides[side]->pdata[i];

    g_string_append_printf (text, "%s%s%s %u/%u%s", i > 0 ? ", " : "", row->name, row->expected ? "*" : "", row->heads,
                            row->people, row->hidden ? " -" : "");
  }
  return g_string_free (text, FALSE);
}

static void
test_reach (Fixture *self, gconstpointer data)
{
  g_autofree char *a =
      apply (self->workspace, "鳥羽　みどり", ",\"organisation\":\"organisation:h\",\"profession\":\"看護師\"");
  g_autofree char *b = apply (self->workspace, "速水　航", ",\"organisation\":\"organisation:p\"");
  g_autofree char *c = apply (self->workspace, "区民", ",\"count\":2,\"area\":\"区外\"");
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) missed = NULL;
  g_autoptr (RyReach) reach = NULL;
  g_autofree char *audience = NULL, *area = NULL, *profession = NULL, *csv = NULL;

  /* The same nurse at another event is one person and two heads. */
  ry_undo_unref (
      support_put (self->workspace, "event:f", "\"title\":\"研修会\",\"date\":\"2026-12-20\",\"stage\":\"open\""));
  ry_undo_unref (
      support_put (self->workspace, "event:g", "\"title\":\"中止\",\"date\":\"2026-12-21\",\"stage\":\"cancelled\""));
  ry_undo_unref (support_put (self->workspace, "application:f1",
                              "\"event\":\"event:f\",\"name\":\"鳥羽みどり\",\"organisation\":\"organisation:h\","
                              "\"profession\":\"看護師\",\"number\":1,\"status\":\"accepted\""));
  ry_undo_unref (support_put (self->workspace, "application:g1",
                              "\"event\":\"event:g\",\"name\":\"誰か\",\"number\":1,\"status\":\"accepted\""));
  events = ry_event_list (self->workspace, 2026, NULL, NULL);
  reach = ry_reach_load (self->workspace, events, "2026-11-22", NULL);
  g_assert_cmpuint (reach->events, ==, 2);
  g_assert_cmpuint (reach->heads, ==, 5);
  g_assert_cmpuint (reach->people, ==, 4);
  g_assert_false (reach->came);
  audience = describe (reach, RY_REACH_AUDIENCE);
  area = describe (reach, RY_REACH_AREA);
  profession = describe (reach, RY_REACH_PROFESSION);
  g_assert_cmpstr (audience, ==, "区民* 2/2, 民生委員・自治会* 0/0, 薬局* 1/1, 病院 2/1");
  g_assert_cmpstr (area, ==, "第1包括* 2/1, 第2包括* 1/1, 第3包括* 0/0, 区外 2/2");
  g_assert_cmpstr (profession, ==, "看護師 2/1, 不明 3/3");
  missed = ry_reach_list_missed (reach);
  g_assert_cmpuint (missed->len, ==, 2);
  ry_reach_hide_small (reach);
  g_assert_true (reach->hidden);
  csv = ry_reach_to_csv (reach);
  g_assert_nonnull (strstr (csv, "区域,\"第3包括\",-,-\r\n"));
  g_assert_null (strstr (csv, ",2,"));
}

/* After the day those who came count, walk-ins too; who stayed away does not. */
static void
test_reach_after (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (RyReach) reach = NULL;
  g_autofree char *audience = NULL;

  test_reception (self, data);
  events = ry_event_list (self->workspace, 2026, NULL, NULL);
  reach = ry_reach_load (self->workspace, events, "2026-12-06", NULL);
  audience = describe (reach, RY_REACH_AUDIENCE);
  g_assert_true (reach->came);
  g_assert_cmpstr (audience, ==, "区民* 2/2, 民生委員・自治会* 0/0, 薬局* 0/0");
}

static void
test_agenda (Fixture *self, gconstpointer data)
{
  g_autoptr (RyDocument) event = NULL;
  g_autoptr (GPtrArray) meetings = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GError) error = NULL;
  RyEdit *edit;

  ry_undo_unref (support_put (self->workspace, "meeting:past",
                              "\"title\":\"第181回\",\"council\":\"council:care\",\"date\":\"2026-11-10\""));
  ry_undo_unref (support_put (self->workspace, "meeting:next",
                              "\"title\":\"第182回\",\"council\":\"council:care\",\"date\":\"2026-12-08\","
                              "\"agenda\":[{\"key\":\"o\",\"title\":\"開会\",\"section\":\"opening\"},{\"key\":\"c\","
                              "\"title\":\"閉会\",\"section\":\"closing\"}]"));
  event = ry_workspace_get (self->workspace, "event:e", NULL);
  meetings = ry_event_list_meetings (self->workspace, ry_document_get_root (event), "2026-11-22", NULL);
  g_assert_cmpuint (meetings->len, ==, 1);
  edit = ry_event_to_agenda (self->workspace, "event:e", "meeting:next", &error);
  edits = ry_edits_new_with (edit, NULL);
  g_assert_cmpstr (ry_json_get_string (json_array_get_object_element (ry_json_get_array (ry_edit_get_content (edit),
                                                                                         "agenda"),
                                                                      1),
                                       "title"),
                   ==, "市民フォーラムの準備");
  undo = ry_workspace_commit (self->workspace, edits, NULL, NULL);
  found = ry_event_list_items (self->workspace, "event:e", NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_null (ry_event_to_agenda (self->workspace, "event:e", "meeting:next", &error));
  g_assert_no_error (error);
  g_assert_null (ry_event_to_agenda (self->workspace, "event:nowhere", "meeting:next", &error));
  g_assert_nonnull (error);
}

/* Two desks apart: each enters one, both take number 1 and the last place. Together there are two numbers, and nobody
 * lost the place that was promised. */
static void
test_two_desks (Fixture *self, gconstpointer data)
{
  RyWorkspace *other = support_open_new (self->folder, "two", "工藤　里奈");
  g_autoptr (GPtrArray) here = NULL;
  g_autoptr (GPtrArray) there = NULL;
  g_autofree char *a = NULL, *b = NULL;
  RyApplicantFigures figures;

  ry_undo_unref (support_change (self->workspace, "event:e", "\"capacity\":1"));
  support_copy (self->workspace, other);
  a = apply (self->workspace, "鳥羽　みどり", "");
  b = apply (other, "速水　航", "");
  support_copy (self->workspace, other);
  support_copy (other, self->workspace);
  here = ry_applicant_load (self->workspace, "event:e", NULL);
  there = ry_applicant_load (other, "event:e", NULL);
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpstr (((RyApplicant *) here->pdata[i])->id, ==, ((RyApplicant *) there->pdata[i])->id);
    g_assert_cmpint (ry_json_get_int (((RyApplicant *) here->pdata[i])->content, "number", 0), ==, i + 1);
  }
  ry_applicant_count (here, &figures);
  g_assert_cmpuint (figures.accepted, ==, 2);
  cancel (self->workspace, a);
  ry_workspace_close (other);
  g_object_unref (other);
}

/* Over the years an event counts those who came of those who had a place; where nobody looked it counts nobody. */
static void
test_statistics (Fixture *self, gconstpointer data)
{
  static const char *const nobody[] = { "council:other", NULL };
  g_autofree char *came = apply (self->workspace, "鳥羽　みどり",
                                 ",\"organisation\":\"organisation:h\",\"organisation_name\":\"風見台病院\"");
  g_autofree char *absent =
      apply (self->workspace, "速水　航",
             ",\"organisation\":\"organisation:h\",\"organisation_name\":\"風見台病院\",\"profession\":\"薬剤師\"");
  g_autoptr (RyStatistics) before =
      ry_statistics_load (self->workspace, RY_STATISTICS_EVENTS, NULL, "2026-12-05", 0, NULL);
  g_autoptr (RyStatistics) after = NULL, others = NULL;
  RyStatisticsRow *hospital;

  ry_undo_unref (support_put (self->workspace, "event:unseen",
                              "\"title\":\"出前講座\",\"date\":\"2026-10-01\",\"stage\":\"held\""));
  ry_undo_unref (support_put (self->workspace, "event:gone",
                              "\"title\":\"中止\",\"date\":\"2026-10-02\",\"stage\":\"cancelled\""));
  g_assert_cmpuint (before->years->len, ==, 0); /* the day itself is not over */
  set_came (self->workspace, came);
  after = ry_statistics_load (self->workspace, RY_STATISTICS_EVENTS, NULL, "2026-12-06", 0, NULL);
  g_assert_cmpuint (after->total.meetings, ==, 2);
  g_assert_cmpuint (after->total.unnamed, ==, 1);
  g_assert_cmpuint (after->total.heads.invited, ==, 2);
  g_assert_cmpuint (after->total.heads.present, ==, 1);
  hospital = after->organisations->pdata[0];
  g_assert_cmpstr (hospital->name, ==, "風見台病院");
  g_assert_cmpuint (hospital->heads.people, ==, 1);
  g_assert_cmpstr (((RyStatisticsRow *) after->professions->pdata[0])->name, ==, "薬剤師");
  others = ry_statistics_load (self->workspace, RY_STATISTICS_EVENTS, nobody, "2026-12-06", 0, NULL);
  g_assert_cmpuint (others->years->len, ==, 0);
}

#define ADD(name, test) g_test_add ("/event/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("RYORIN_TODAY", "2026-11-22", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("copy", test_copy);
  ADD ("list", test_list);
  ADD ("plan", test_plan);
  ADD ("plan-next-year", test_plan_next_year);
  ADD ("reception", test_reception);
  ADD ("reach", test_reach);
  ADD ("reach-after", test_reach_after);
  ADD ("statistics", test_statistics);
  ADD ("agenda", test_agenda);
  ADD ("two-desks", test_two_desks);
  return g_test_run ();
}
