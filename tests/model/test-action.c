/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Actions as tables: their days, their postponements, their life over the meetings; and that the filter lists by the
 * store's indexes exactly what it judges at hand.
 */
#include "ry-action-filter.h"
#include "ry-action-life.h"
#include "ry-i18n.h"
#include "ry-json.h"
#include "support.h"

#define TODAY "2026-11-24"

static JsonObject *
parse (const char *members)
{
  g_autofree char *text = g_strdelimit (g_strdup_printf ("{'kind':'action',%s}", members), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *object = ry_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return object;
}

static void
test_timing (void)
{
  static const struct {
    const char *members;
    RyActionTiming timing;
    int days;
    const char *words;
  } rows[] = {
    { "'status':'doing','due':'2026-10-31'", RY_TIMING_LATE, 24, "24日過ぎ" },
    { "'status':'todo','due':'2026-11-23'", RY_TIMING_LATE, 1, "1日過ぎ" },
    { "'status':'hold','due':'2026-11-24'", RY_TIMING_LEFT, 0, "今日まで" },
    { "'status':'todo','due':'2026-12-08'", RY_TIMING_LEFT, 14, "あと14日" },
    { "'due':'2026-12-08'", RY_TIMING_LEFT, 14, "あと14日" },
    { "'status':'done','due':'2026-11-10','done_on':'2026-11-10'", RY_TIMING_KEPT, 0, "期限どおり" },
    { "'status':'done','due':'2026-11-10','done_on':'2026-11-08'", RY_TIMING_KEPT, 2, "2日早く" },
    { "'status':'done','due':'2026-11-10','done_on':'2026-11-13'", RY_TIMING_MISSED, 3, "3日遅れて完了" },
    { "'status':'done','due':'2026-11-10'", RY_TIMING_NONE, 0, "" },
    { "'status':'cancelled','due':'2026-10-31'", RY_TIMING_NONE, 0, "" },
    { "'status':'todo'", RY_TIMING_NONE, 0, "" },
    { "'status':'todo','due':''", RY_TIMING_NONE, 0, "" },
    { "'status':'todo','due':'soon'", RY_TIMING_NONE, 0, "" },
    { "'status':'dreaming','due':'2026-11-25'", RY_TIMING_LEFT, 1, "あと1日" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) action = parse (rows[i].members);
    g_autofree char *words = ry_action_dup_timing (action, TODAY);
    int days;

    g_test_message ("%s", rows[i].members);
    g_assert_cmpint (ry_action_get_timing (action, TODAY, &days), ==, rows[i].timing);
    g_assert_cmpint (days, ==, rows[i].days);
    g_assert_cmpstr (words, ==, rows[i].words);
    g_assert_cmpint (ry_action_is_late (action, TODAY), ==, rows[i].timing == RY_TIMING_LATE);
  }
}

static void
test_status (void)
{
  g_autoptr (JsonObject) action = ry_action_new_content ("様式をそろえる", "council:care");

  g_assert_cmpint (ry_action_get_status (action), ==, RY_ACTION_TODO);
  g_assert_false (ry_action_set_status (action, RY_ACTION_TODO, TODAY));
  g_assert_true (ry_action_set_status (action, RY_ACTION_DONE, TODAY));
  g_assert_cmpstr (ry_json_get_string (action, "done_on"), ==, TODAY);
  g_assert_false (ry_action_is_open (action));
  g_assert_true (ry_action_set_status (action, RY_ACTION_HOLD, TODAY));
  g_assert_null (ry_json_get_string (action, "done_on"));
  g_assert_true (ry_action_is_open (action));
}

static void
test_postponements (void)
{
  g_autoptr (JsonObject) action = ry_action_new_content ("表を作る", NULL);
  JsonObject *step;

  /* The first date is no postponement. */
  g_assert_true (ry_action_postpone (action, "2026-10-09", NULL, "森下", "2026-09-08"));
  g_assert_cmpuint (ry_action_count_postponements (action), ==, 0);
  g_assert_cmpstr (ry_json_get_string (action, "first_due"), ==, "2026-10-09");

  g_assert_false (ry_action_postpone (action, "2026-10-09", "同じ日", "森下", "2026-10-13"));
  g_assert_false (ry_action_postpone (action, "そのうち", "日でない", "森下", "2026-10-13"));
  g_assert_false (ry_action_postpone (action, NULL, NULL, NULL, "2026-10-13"));
  g_assert_cmpuint (ry_action_count_postponements (action), ==, 0);

  g_assert_true (ry_action_postpone (action, "R8.10.30", "消防署との打合せ待ち", "森下", "2026-10-13"));
  g_assert_true (ry_action_postpone (action, "2026-10-20", "", NULL, "2026-10-14"));
  g_assert_cmpuint (ry_action_count_postponements (action), ==, 2);
  g_assert_cmpstr (ry_json_get_string (action, "first_due"), ==, "2026-10-09");
  g_assert_cmpstr (ry_json_get_string (action, "due"), ==, "2026-10-20");
  step = json_array_get_object_element (ry_json_get_array (action, "postponements"), 0);
  g_assert_cmpstr (ry_json_get_string (step, "from"), ==, "2026-10-09");
  g_assert_cmpstr (ry_json_get_string (step, "to"), ==, "2026-10-30");
  g_assert_cmpstr (ry_json_get_string (step, "reason"), ==, "消防署との打合せ待ち");
  g_assert_nonnull (ry_json_get_string (step, "key"));
}

static GPtrArray *
make_meetings (void)
{
  static const char *const days[] = { "2026-08-11", "2026-09-08", "2026-10-13", "2026-11-10", "2026-12-08" };
  GPtrArray *meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++) {
    g_autofree char *id = g_strdup_printf ("meeting:%u", 178 + i);
    g_autofree char *body = g_strdup_printf ("{\"kind\":\"meeting\",\"date\":\"%s\"}", days[i]);

    g_ptr_array_add (meetings, ry_document_new (id, NULL, FALSE, body, -1));
  }
  return meetings;
}

static char *
tell (const char *members)
{
  static const char marks[] = "gcpdx";
  g_autoptr (JsonObject) action = parse (members);
  g_autoptr (GPtrArray) meetings = make_meetings ();
  g_autoptr (GPtrArray) steps = ry_action_list_steps (action, meetings, TODAY);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++) {
    RyActionStep *step = g_ptr_array_index (steps, i);

    g_string_append_printf (line, "%s%c%s%s", i > 0 ? " " : "", marks[step->type],
                            step->meeting != NULL ? step->meeting + strlen ("meeting:") : "",
                            step->reason != NULL ? step->reason : "");
  }
  return g_string_free (line, FALSE);
}

static void
test_life (void)
{
  static const struct {
    const char *members;
    const char *life;
  } rows[] = {
    { "'meeting':'meeting:178','status':'doing','postponements':[{'from':'2026-10-31','on':'2026-11-10','reason':'待ち'"
      "}]",
      "g178 c179 c180 p181待ち" },
    /* Said between two meetings: told by the one before. */
    { "'meeting':'meeting:178','status':'doing','postponements':[{'on':'2026-09-20'}]", "g178 p179 c180 c181" },
    { "'meeting':'meeting:178','status':'done','done_on':'2026-10-13'", "g178 c179 d180" },
    { "'meeting':'meeting:178','status':'done','done_on':'2026-08-20'", "g178 d" },
    { "'meeting':'meeting:181','status':'todo'", "g181" },
    { "'meeting':'meeting:180','status':'cancelled'", "g180 x" },
    { "'meeting':'meeting:gone','status':'todo'", "ggone" },
    { "'status':'done','done_on':'2026-11-12'", "d181" },
    { "'status':'todo'", "" },
    { "'status':'todo','postponements':['x',7]", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *life = tell (rows[i].members);

    g_test_message ("%s", rows[i].members);
    g_assert_cmpstr (life, ==, rows[i].life);
  }
}

typedef SupportHome Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_home_set_up (fixture, "五十嵐 翔");
}

/* Every combination of some owners, councils, states and days. */
static void
fill (RyWorkspace *workspace)
{
  static const char *const dues[] = { "2026-10-31", "2026-11-23", "2026-11-24", "2026-12-01", "2026-12-02", "" };
  static const char *const owners[] = { "person:a", "post:a", "organisation:a", "person:b" };
  guint n = 0;

  support_write (workspace, "person:a", "'name':'五十嵐　翔','reading':'いがらし　しょう'");
  support_write (workspace, "person:b", "'name':'工藤　里奈'");
  support_write (workspace, "organisation:a", "'name':'汐見中央病院'");
  support_write (workspace, "post:a", "'person':'person:a','organisation':'organisation:a'");
  for (guint status = 0; status < RY_N_ACTION_STATUSES; status++)
    for (guint due = 0; due < G_N_ELEMENTS (dues); due++)
      for (guint owner = 0; owner < G_N_ELEMENTS (owners); owner++, n++) {
        g_autofree char *id = g_strdup_printf ("action:%03u", n);
        g_autofree char *members =
            g_strdup_printf ("'text':'a','status':'%s','due':'%s','owner':'%s','council':'council:%s'%s%s",
                             ry_action_status_get_code (status), dues[due], owners[owner],
                             n % 3 == 0 ? "care" : "network", n % 5 == 0 ? ",'subcommittee':'subcommittee:s'" : "",
                             n % 7 == 0 ? ",'others':[{'owner':'person:c'},{'owner':'post:a'}]" : "");

        support_write (workspace, id, members);
      }
  support_write (workspace, "action:bare", "'text':'何もない','status':'todo'");
}

static void
assert_agrees (RyWorkspace *workspace, RyActionFilter *filter)
{
  static const RyQuery every = { .kind = "action" };
  g_autoptr (GPtrArray) all = ry_workspace_query (workspace, &every, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ry_action_filter_list (filter, workspace, &error);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (ids, (gpointer) ry_document_get_id (found->pdata[i]));
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpint (g_hash_table_contains (ids, ry_document_get_id (all->pdata[i])), ==,
                     ry_action_filter_matches (filter, ry_document_get_root (all->pdata[i])));
  g_assert_cmpint (ry_action_filter_count (filter, workspace, &error), ==, found->len);
}

static void
test_filter_agrees (Fixture *fixture, gconstpointer data)
{
  static const char *const care[] = { "council:care", NULL }, *const none[] = { NULL };
  static const guint statuses[] = { RY_ACTIONS_OPEN, RY_ACTIONS_SHOWN, RY_ACTIONS_EVERY, 1u << RY_ACTION_DONE, 0 };
  g_auto (GStrv) hospital = NULL;

  fill (fixture->workspace);
  hospital = ry_action_list_owner_ids (fixture->workspace, "organisation:a");
  for (guint i = 0; i < 3 * 3 * 3 * 2 * G_N_ELEMENTS (statuses); i++) {
    g_autoptr (RyActionFilter) first = ry_action_filter_new (TODAY);
    g_autoptr (RyActionFilter) filter = NULL;

    ry_action_filter_set_scope (first, i % 3);
    ry_action_filter_set_councils (first, i / 3 % 3 == 0 ? NULL : i / 3 % 3 == 1 ? care : none);
    ry_action_filter_set_owners (first, i / 9 % 3 == 0 ? NULL : i / 9 % 3 == 1 ? (const char *const *) hospital : none);
    ry_action_filter_set_subcommittee (first, i / 27 % 2 == 0 ? NULL : "subcommittee:s");
    ry_action_filter_set_statuses (first, statuses[i / 54]);
    filter = ry_action_filter_copy (first);
    assert_agrees (fixture->workspace, filter);
  }
}

/* Who helps has it on their list too, once. */
static void
test_helpers (Fixture *fixture, gconstpointer data)
{
  static const char *const helper[] = { "person:c", "person:d", NULL };
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (TODAY);
  g_autoptr (GPtrArray) found = NULL;

  support_write (fixture->workspace, "action:1",
                 "'text':'a','status':'todo','owner':'person:c','others':[{'owner':'person:d'}]");
  support_write (fixture->workspace, "action:2",
                 "'text':'a','status':'todo','owner':'person:b','others':[{'owner':'person:d'}]");
  support_write (fixture->workspace, "action:3",
                 "'text':'a','status':'todo','owner':'person:b','others':[{'name':'町会'}]");
  ry_action_filter_set_owners (filter, helper);
  found = ry_action_filter_list (filter, fixture->workspace, NULL);
  g_assert_cmpuint (found->len, ==, 2);
  assert_agrees (fixture->workspace, filter);
}

static void
test_owner_ids (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) hospital = NULL, person = NULL, mine = NULL;
  g_autofree char *of_hospital = NULL, *of_person = NULL, *of_me = NULL;

  fill (fixture->workspace);
  hospital = ry_action_list_owner_ids (fixture->workspace, "organisation:a");
  person = ry_action_list_owner_ids (fixture->workspace, "person:a");
  mine = ry_action_list_my_ids (fixture->workspace);
  of_hospital = g_strjoinv (" ", hospital);
  of_person = g_strjoinv (" ", person);
  of_me = g_strjoinv (" ", mine);
  g_assert_cmpstr (of_hospital, ==, "organisation:a post:a person:a");
  g_assert_cmpstr (of_person, ==, "person:a post:a");
  g_assert_cmpstr (of_me, ==, "person:a post:a");
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyActionFilter) filter = ry_action_filter_new (TODAY);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) ids = g_string_new (NULL);

  support_write (fixture->workspace, "action:1", "'text':'a','status':'done','due':'2026-10-01'");
  support_write (fixture->workspace, "action:2", "'text':'a','status':'todo'");
  support_write (fixture->workspace, "action:3", "'text':'a','status':'hold','due':'2027-01-01'");
  support_write (fixture->workspace, "action:4", "'text':'a','status':'doing','due':'2026-12-01'");
  support_write (fixture->workspace, "action:5", "'text':'a','status':'done','due':'2026-11-01'");
  found = ry_action_filter_list (filter, fixture->workspace, NULL);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, " %s", ry_document_get_id (found->pdata[i]) + strlen ("action:"));
  g_assert_cmpstr (ids->str, ==, " 4 3 2 5 1");
}

static void
test_source (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) action = NULL;
  g_autofree char *source = NULL;

  support_write (
      workspace, "meeting:1",
      "'title':'第181回例会','number':181,'council':'council:care','series':'series:r','date':'2026-11-10','agenda':["
      "{'key':'a','title':'報告'},{'key':'b','title':'協議'},{'key':'c','title':'連絡先','level':2},"
      "{'key':'d','title':'見守り','level':2}],'blocks':[{'key':'x','item':'d','type':'action','text':'t'}]");
  support_write (workspace, "action:1",
                 "'text':'a','status':'doing','meeting':'meeting:1','block':'x','due':'2026-12-04'");
  action = ry_workspace_get (workspace, "action:1", &error);
  g_assert_no_error (error);
  source = ry_action_dup_source (workspace, ry_document_get_root (action));
  g_assert_cmpstr (source, ==, "第181回 2(2)");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ry_i18n_init ();
  g_test_add_func ("/action/timing", test_timing);
  g_test_add_func ("/action/status", test_status);
  g_test_add_func ("/action/postponements", test_postponements);
  g_test_add_func ("/action/life", test_life);
  g_test_add ("/action/filter-agrees", Fixture, NULL, set_up, test_filter_agrees, support_home_tear_down);
  g_test_add ("/action/owner-ids", Fixture, NULL, set_up, test_owner_ids, support_home_tear_down);
  g_test_add ("/action/helpers", Fixture, NULL, set_up, test_helpers, support_home_tear_down);
  g_test_add ("/action/order", Fixture, NULL, set_up, test_order, support_home_tear_down);
  g_test_add ("/action/of-series", Fixture, NULL, set_up, test_source, support_home_tear_down);
  return g_test_run ();
}
