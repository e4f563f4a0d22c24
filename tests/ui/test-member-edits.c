/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking a seat, handing it over, leaving it, and what goes when an organisation is deleted; each act undone by one
 * undo.
 */
#include "ry-member-edits.h"
#include "ry-seat-plan.h"

#define TODAY "2026-11-22"

typedef struct {
  char *home;
  RyWorkspace *workspace;
} Fixture;

static const char *const documents[] = {
  "{\"_id\":\"organisation:a\",\"kind\":\"organisation\",\"name\":\"青葉病院\",\"org_kind\":\"hospital\"}",
  "{\"_id\":\"organisation:b\",\"kind\":\"organisation\",\"name\":\"浜薬局\",\"org_kind\":\"pharmacy\"}",
  "{\"_id\":\"person:p\",\"kind\":\"person\",\"name\":\"森　さつき\"}",
  "{\"_id\":\"post:p\",\"kind\":\"post\",\"person\":\"person:p\",\"organisation\":\"organisation:a\",\"seat\":"
  "\"nursing\",\"role\":\"看護部長\"}",
  "{\"_id\":\"membership:1\",\"kind\":\"membership\",\"council\":\"council:care\",\"organisation\":\"organisation:a\","
  "\"role\":\"member\"}",
  "{\"_id\":\"membership:2\",\"kind\":\"membership\",\"council\":\"council:network\",\"post\":\"post:p\",\"role\":"
  "\"officer\"}",
  "{\"_id\":\"membership:3\",\"kind\":\"membership\",\"council\":\"council:network\",\"organisation\":\"organisation:"
  "a\","
  "\"post\":\"post:p\",\"role\":\"chair\"}",
  "{\"_id\":\"membership:4\",\"kind\":\"membership\",\"council\":\"council:care\",\"organisation\":\"organisation:b\","
  "\"role\":\"member\"}",
};

static RyUndo *
commit (Fixture *fixture, GPtrArray *edits)
{
  g_autoptr (GError) error = NULL;
  RyUndo *undo = ry_workspace_commit (fixture->workspace, edits, NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_unref (edits);
  return undo;
}

static void
undo (Fixture *fixture, RyUndo *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) redo = ry_workspace_undo (fixture->workspace, act, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (redo);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GPtrArray *edits = ry_edits_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) done = NULL;

  fixture->home = g_dir_make_tmp ("ryorin-edits-XXXXXX", NULL);
  g_assert_true (ry_workspace_create (fixture->home, "北浜市汐見区", &error));
  fixture->workspace = ry_workspace_open (fixture->home, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (RyDocument) document = ry_document_parse (documents[i], -1, NULL);
    g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (document), NULL, ry_document_dup_root (document)));
  }
  done = commit (fixture, edits);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", fixture->home, NULL };

  ry_workspace_close (fixture->workspace);
  g_object_unref (fixture->workspace);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->home);
}

static GPtrArray *
query (Fixture *fixture, const char *kind, const char *condition)
{
  const char *const where[] = { condition, NULL };
  const RyQuery question = { .kind = kind, .where = where };
  GPtrArray *answer = ry_workspace_query (fixture->workspace, &question, NULL);

  g_assert_nonnull (answer);
  return answer;
}

static RySeat *
get_seat (GPtrArray *plan, const char *code)
{
  for (guint i = 0; i < plan->len; i++)
    if (g_strcmp0 (((RySeat *) g_ptr_array_index (plan, i))->code, code) == 0)
      return g_ptr_array_index (plan, i);
  return NULL;
}

static void
test_new_person_takes_seat (Fixture *fixture, gconstpointer data)
{
  const RyPersonChoice choice = { NULL, "高瀬　正道", "たかせ　まさみち", "2026-04-01" };
  g_autoptr (RyUndo) act =
      commit (fixture, ry_member_edits_take_seat (fixture->workspace, "organisation:a", "director", &choice, TODAY));
  g_autoptr (GPtrArray) posts = query (fixture, "post", "organisation=organisation:a");
  g_autoptr (GPtrArray) plan = ry_seat_plan_new (posts, TODAY);
  RySeat *seat = get_seat (plan, "director");
  g_autofree char *name = ry_workspace_dup_name (fixture->workspace, ry_document_get_string (seat->post, "person"));
  g_autoptr (GPtrArray) people = NULL;

  g_assert_cmpint (seat->state, ==, RY_SEAT_FILLED);
  g_assert_cmpstr (name, ==, "高瀬　正道");
  g_assert_cmpstr (ry_document_get_string (seat->post, "from"), ==, "2026-04-01");
  undo (fixture, act);
  people = query (fixture, "person", NULL);
  g_assert_cmpuint (people->len, ==, 1);
}

static void
test_hand_over (Fixture *fixture, gconstpointer data)
{
  const RyPersonChoice choice = { NULL, "小笠原　美帆", "おがさわら　みほ", "2026-10-01" };
  g_autoptr (RyDocument) post = ry_workspace_get (fixture->workspace, "post:p", NULL);
  g_autoptr (RyUndo) act = commit (fixture, ry_member_edits_hand_over (fixture->workspace, post, &choice, TODAY));
  g_autoptr (GPtrArray) posts = query (fixture, "post", "organisation=organisation:a");
  g_autoptr (GPtrArray) plan = ry_seat_plan_new (posts, TODAY);
  RySeat *seat = get_seat (plan, "nursing");

  g_assert_cmpstr (ry_document_get_string (seat->former, "to"), ==, "2026-09-30");
  g_assert_cmpstr (ry_document_get_id (seat->former), ==, "post:p");
  g_assert_cmpstr (ry_document_get_string (seat->post, "role"), ==, "看護部長");
  g_assert_cmpstr (ry_document_get_string (seat->post, "from"), ==, "2026-10-01");
}

static void
test_end_keeps_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) post = ry_workspace_get (fixture->workspace, "post:p", NULL);
  g_autoptr (RyUndo) act = commit (fixture, ry_member_edits_set (post, "to", "2026-11-21"));
  g_autoptr (GPtrArray) posts = query (fixture, "post", "organisation=organisation:a");
  g_autoptr (GPtrArray) plan = ry_seat_plan_new (posts, TODAY);
  RySeat *seat = get_seat (plan, "nursing");

  g_assert_cmpint (seat->state, ==, RY_SEAT_VACANT);
  g_assert_cmpstr (ry_document_get_id (seat->former), ==, "post:p");
}

static void
test_delete_takes_along (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) act = commit (fixture, ry_member_edits_delete_all (fixture->workspace, "organisation:a", &error));
  g_autoptr (GPtrArray) posts = query (fixture, "post", NULL);
  g_autoptr (GPtrArray) memberships = query (fixture, "membership", NULL);
  g_autoptr (GPtrArray) people = query (fixture, "person", NULL);
  g_autoptr (GPtrArray) others = query (fixture, "organisation", NULL);
  g_autoptr (RyDocument) back = NULL;

  g_assert_cmpuint (posts->len, ==, 0);
  g_assert_cmpuint (memberships->len, ==, 1);
  g_assert_cmpstr (ry_document_get_id (g_ptr_array_index (memberships, 0)), ==, "membership:4");
  g_assert_cmpuint (people->len, ==, 1);
  g_assert_cmpuint (others->len, ==, 1);
  undo (fixture, act);
  g_ptr_array_unref (memberships);
  memberships = query (fixture, "membership", NULL);
  g_assert_cmpuint (memberships->len, ==, 4);
  back = ry_workspace_get (fixture->workspace, "post:p", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ry_document_get_string (back, "organisation"), ==, "organisation:a");
}

static void
test_delete_of_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_member_edits_delete_all (fixture->workspace, "organisation:none", &error));
  g_assert_nonnull (error);
}

static void
test_former_names (void)
{
  static const struct {
    const char *before, *old, *name, *after;
  } rows[] = {
    { NULL, "汐見病院", "汐見中央病院", "[{\"name\":\"汐見病院\",\"until\":\"2026-11-21\"}]" },
    { "[{\"name\":\"浜医院\",\"until\":\"2018-03-31\"}]", "汐見病院", "汐見中央病院",
      "[{\"name\":\"浜医院\",\"until\":\"2018-03-31\"},{\"name\":\"汐見病院\",\"until\":\"2026-11-21\"}]" },
    { NULL, "汐見中央病院", "汐見中央病院", NULL },
    { NULL, "ｼｵﾐ病院", "シオミ病院", NULL }, /* the same in another width */
    { NULL, "", "汐見中央病院", NULL },
    { NULL, NULL, "汐見中央病院", NULL },
    { NULL, "汐見病院", "", NULL }, /* on the way to another name */
    { "[{\"name\":\"汐見病院\",\"until\":\"2018-03-31\"}]", "汐見中央病院", "汐見病院",
      "[{\"name\":\"汐見中央病院\",\"until\":\"2026-11-21\"}]" },
    { "[1,{\"until\":\"2018-03-31\"}]", "汐見病院", "汐見病院", "[1,{\"until\":\"2018-03-31\"}]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonNode) before = rows[i].before != NULL ? json_from_string (rows[i].before, NULL) : NULL;
    g_autoptr (JsonNode) after = ry_member_edits_add_former_name (before != NULL ? json_node_get_array (before) : NULL,
                                                                  rows[i].old, rows[i].name, "2026-11-21");
    g_autofree char *text = after != NULL ? json_to_string (after, FALSE) : NULL;

    g_assert_cmpstr (text, ==, rows[i].after);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/member-edits/new-person-takes-seat", test_new_person_takes_seat);
  ADD ("/member-edits/hand-over", test_hand_over);
  ADD ("/member-edits/end-keeps-history", test_end_keeps_history);
  ADD ("/member-edits/delete-takes-along", test_delete_takes_along);
  ADD ("/member-edits/delete-of-nothing", test_delete_of_nothing);
#undef ADD
  g_test_add_func ("/member-edits/former-names", test_former_names);
  return g_test_run ();
}
