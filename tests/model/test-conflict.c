/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two desktops that worked apart meet again: what can be merged is merged alike on both, what cannot is listed on
 * both until a person has decided on one of them.
 */
#include <string.h>

#include "ry-i18n.h"
#include "ry-json.h"
#include "support.h"

#define ID "organisation:1"

typedef SupportPair Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_pair_set_up (fixture, "立花", "工藤");
}

static void
settle (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;

  ry_workspace_settle (workspace, NULL, &error);
  g_assert_no_error (error);
}

static void
exchange (Fixture *fixture)
{
  support_copy (fixture->a, fixture->b);
  support_copy (fixture->b, fixture->a);
}

static GPtrArray *
get_conflicts (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *conflicts = ry_workspace_get_conflicts (workspace, &error);

  g_assert_no_error (error);
  return conflicts;
}

#define assert_member(workspace, id, member, expected)                                                                 \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text_ = support_get_text (workspace, id, member);                                                 \
    g_assert_cmpstr (text_, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All leaves of a document, the deleted ones included. */
static char *
list_leaves (RyWorkspace *workspace, const char *id)
{
  g_autoptr (GPtrArray) leaves =
      ry_store_get_open_revs (ry_workspace_get_store_for (workspace, id), id, NULL, RY_GET_PLAIN, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);

  for (guint i = 0; leaves != NULL && i < leaves->len; i++)
    g_ptr_array_add (names, ry_document_to_json (g_ptr_array_index (leaves, i), RY_DOCUMENT_JSON_PLAIN));
  g_ptr_array_sort (names, compare_strings);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (out, "%s\n", (char *) g_ptr_array_index (names, i));
  return g_string_free (out, FALSE);
}

static void
assert_same (Fixture *fixture, const char *id)
{
  g_autofree char *a = list_leaves (fixture->a, id);
  g_autofree char *b = list_leaves (fixture->b, id);

  g_assert_cmpstr (a, ==, b);
}

static void
begin (Fixture *fixture, const char *members)
{
  ry_undo_unref (support_put (fixture->a, ID, members));
  support_copy (fixture->a, fixture->b);
}

static void
change (RyWorkspace *workspace, const char *members)
{
  ry_undo_unref (support_change (workspace, ID, members));
}

/* Both settle before they hear of each other's settling: the revisions must be the same. */
static void
test_settled_alike (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "'name':'汐見病院','beds':10,'note':'一\\n二\\n三','departments':['内']");
  change (fixture->a, "'name':'汐見中央病院','note':'一\\n二\\n三\\n四'");
  change (fixture->b, "'beds':20,'note':'零\\n一\\n二\\n三','departments':['内','外']");
  exchange (fixture);
  settle (fixture->a);
  settle (fixture->b);
  assert_same (fixture, ID);
  exchange (fixture);
  settle (fixture->a);
  settle (fixture->b);
  assert_same (fixture, ID);

  assert_member (fixture->b, ID, "name", "'汐見中央病院'");
  assert_member (fixture->a, ID, "beds", "20");
  assert_member (fixture->a, ID, "departments", "['内','外']");
  assert_member (fixture->a, ID, "note", "'零\\n一\\n二\\n三\\n四'");
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->b), ==, 0);
}

/* Two edits that say the same but for who and when. */
static void
test_same_edit (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "'name':'a'");
  change (fixture->a, "'name':'b'");
  change (fixture->b, "'name':'b'");
  exchange (fixture);
  settle (fixture->a);
  settle (fixture->b);
  assert_same (fixture, ID);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);
}

/* One put apart on both sides, without a common version. */
static void
test_apart (Fixture *fixture, gconstpointer data)
{
  ry_undo_unref (support_put (fixture->a, ID, "'name':'a','fax':'000-1'"));
  ry_undo_unref (support_put (fixture->b, ID, "'name':'a','beds':3"));
  exchange (fixture);
  settle (fixture->a);
  settle (fixture->b);
  assert_same (fixture, ID);
  assert_member (fixture->a, ID, "fax", "'000-1'");
  assert_member (fixture->a, ID, "beds", "3");
}

static void
test_clash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) there = NULL;
  g_autoptr (JsonObject) decision = NULL;
  g_autoptr (RyUndo) undo = NULL;
  RyConflict *conflict;
  RyMergeClash *clash;

  begin (fixture, "'name':'a','telephone':'000-0','beds':1");
  change (fixture->a, "'telephone':'000-1'");
  change (fixture->b, "'telephone':'000-2','beds':2");
  exchange (fixture);
  settle (fixture->a);
  settle (fixture->b);
  conflicts = get_conflicts (fixture->a);
  there = get_conflicts (fixture->b);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpuint (there->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  clash = g_ptr_array_index (conflict->clashes, 0);
  g_assert_cmpstr (clash->field, ==, "telephone");
  g_assert_cmpstr (json_node_get_string (clash->base), ==, "000-0");
  g_assert_cmpint (ry_json_get_int (conflict->merged, "beds", 0), ==, 2);
  g_assert_cmpstr (ry_document_get_rev (conflict->left), ==,
                   ry_document_get_rev (((RyConflict *) g_ptr_array_index (there, 0))->left));

  decision = ry_json_object_copy (conflict->merged);
  ry_merge_set_value (decision, clash->field, clash->right);
  undo = ry_workspace_resolve (fixture->a, conflict, decision, NULL, NULL);
  g_assert_nonnull (undo);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);
  support_copy (fixture->a, fixture->b);
  settle (fixture->b);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->b), ==, 0);
  assert_same (fixture, ID);
  assert_member (fixture->b, ID, "beds", "2");
}

/* Undoing a decision brings the conflict back, redoing it ends it again. */
static void
test_undo_decision (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (RyUndo) redo = NULL;
  g_autoptr (RyUndo) last = NULL;
  g_autoptr (GError) error = NULL;
  RyConflict *conflict, *same;

  begin (fixture, "'name':'a'");
  change (fixture->a, "'name':'b'");
  change (fixture->b, "'name':'c'");
  exchange (fixture);
  conflicts = get_conflicts (fixture->a);
  conflict = g_ptr_array_index (conflicts, 0);
  undo = ry_workspace_resolve (fixture->a, conflict, ry_document_get_root (conflict->right), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);

  redo = ry_workspace_undo (fixture->a, undo, NULL, &error);
  g_assert_no_error (error);
  settle (fixture->a);
  again = get_conflicts (fixture->a);
  g_assert_cmpuint (again->len, ==, 1);
  same = g_ptr_array_index (again, 0);
  g_assert_cmpstr (((RyMergeClash *) g_ptr_array_index (same->clashes, 0))->field, ==, "name");

  last = ry_workspace_undo (fixture->a, redo, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);
  exchange (fixture);
  settle (fixture->b);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->b), ==, 0);
  assert_same (fixture, ID);
}

/* Deleted here, changed there: the change is seen, the deletion is listed, on both. */
static void
test_deletion (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  RyConflict *conflict;

  begin (fixture, "'name':'a'");
  ry_undo_unref (support_delete (fixture->a, ID));
  change (fixture->b, "'name':'b'");
  exchange (fixture);
  settle (fixture->a);
  settle (fixture->b);
  assert_member (fixture->a, ID, "name", "'b'");
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 1);
  conflicts = get_conflicts (fixture->b);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_true (ry_document_get_deleted (conflict->right));
  g_assert_cmpstr (ry_document_get_string (conflict->right, "updated_by"), ==, "立花");

  ry_undo_unref (ry_workspace_resolve (fixture->b, conflict, conflict->merged, NULL, NULL));
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->b), ==, 0);
  exchange (fixture);
  settle (fixture->a);
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, 0);
  assert_same (fixture, ID);
}

/* A machine that never had the common version leaves the conflict to those that had it. */
static void
test_without_base (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyWorkspace) c = support_open_new (fixture->folder, "c", "南雲");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  begin (fixture, "'name':'a','beds':1,'fax':'000-1'");
  change (fixture->a, "'beds':2");
  change (fixture->b, "'fax':null");
  support_copy (fixture->a, c);
  support_copy (fixture->b, c);
  before = list_leaves (c, ID);
  settle (c);
  after = list_leaves (c, ID);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (ry_workspace_count_conflicts (c), ==, 1);

  support_copy (fixture->b, fixture->a);
  settle (fixture->a);
  support_copy (fixture->a, c);
  settle (c);
  g_assert_cmpint (ry_workspace_count_conflicts (c), ==, 0);
  assert_member (c, ID, "beds", "2");
  assert_member (c, ID, "fax", NULL);
  ry_workspace_close (c);
}

/* Three versions of one document. */
static void
test_three (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyWorkspace) c = support_open_new (fixture->folder, "c", "南雲");

  begin (fixture, "'name':'a','beds':1,'fax':'000-1'");
  support_copy (fixture->a, c);
  change (fixture->a, "'name':'b'");
  change (fixture->b, "'beds':2");
  change (c, "'fax':'000-2'");
  exchange (fixture);
  support_copy (c, fixture->a);
  support_copy (c, fixture->b);
  settle (fixture->a);
  settle (fixture->b);
  assert_same (fixture, ID);
  assert_member (fixture->a, ID, "name", "'b'");
  assert_member (fixture->a, ID, "beds", "2");
  assert_member (fixture->a, ID, "fax", "'000-2'");
  ry_workspace_close (c);
}

/* What arrives is settled by itself. */
static void
test_by_itself (Fixture *fixture, gconstpointer data)
{
  begin (fixture, "'name':'a','beds':1");
  change (fixture->a, "'name':'b'");
  change (fixture->b, "'beds':2");
  support_copy (fixture->a, fixture->b);
  for (guint i = 0; i < 100; i++) {
    g_autofree char *name = support_get_text (fixture->b, ID, "name");
    g_autofree char *beds = support_get_text (fixture->b, ID, "beds");

    if (g_strcmp0 (name, "'b'") == 0 && g_strcmp0 (beds, "2") == 0)
      break;
    support_spin (20);
  }
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->b), ==, 0);
  assert_member (fixture->b, ID, "name", "'b'");
  assert_member (fixture->b, ID, "beds", "2");
}

/* Random edits of many documents on both sides, settled at random moments, always end alike. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  static const char *const members[] = { "name", "fax", "note", "area" };

  for (guint i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("organisation:%u", i);

    ry_undo_unref (support_put (fixture->a, id, "'name':'a'"));
  }
  exchange (fixture);
  for (guint round = 0; round < 60; round++) {
    RyWorkspace *side = g_test_rand_int_range (0, 2) == 0 ? fixture->a : fixture->b;
    g_autofree char *id = g_strdup_printf ("organisation:%d", g_test_rand_int_range (0, 12));
    g_autofree char *value =
        g_strdup_printf ("'%s':'%d'", members[g_test_rand_int_range (0, 4)], g_test_rand_int_range (0, 1000));

    ry_undo_unref (support_change (side, id, value));
    if (g_test_rand_int_range (0, 6) == 0)
      support_copy (fixture->a, fixture->b);
    if (g_test_rand_int_range (0, 6) == 0)
      support_copy (fixture->b, fixture->a);
    if (g_test_rand_int_range (0, 6) == 0)
      settle (side);
  }
  for (guint round = 0; round < 4; round++) {
    exchange (fixture);
    settle (fixture->a);
    settle (fixture->b);
  }
  exchange (fixture);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("organisation:%u", i);

    assert_same (fixture, id);
  }
  g_assert_cmpint (ry_workspace_count_conflicts (fixture->a), ==, ry_workspace_count_conflicts (fixture->b));
}

static void
edit_blocks (RyWorkspace *workspace)
{
  g_autoptr (RyDocument) base = ry_workspace_get (workspace, "meeting:1", NULL);
  g_autoptr (GPtrArray) edits = NULL;
  JsonObject *content = ry_document_dup_root (base);
  JsonArray *blocks = ry_json_get_array (content, "blocks");
  guint position = g_test_rand_int_range (0, json_array_get_length (blocks));
  int what = g_test_rand_int_range (0, 5);

  if (what == 0 && json_array_get_length (blocks) > 3) {
    json_array_remove_element (blocks, position);
  } else if (what == 1) {
    json_array_add_object_element (blocks, json_object_new ()); /* the commit gives it a key */
  } else {
    g_autofree char *text = g_strdup_printf ("%d", g_test_rand_int_range (0, 1000));

    json_object_set_string_member (json_array_get_object_element (blocks, position), what == 2 ? "speaker" : "text",
                                   text);
  }
  edits = ry_edits_new_with (ry_edit_new ("meeting:1", base, content), NULL);
  ry_undo_unref (ry_workspace_commit (workspace, edits, NULL, NULL));
}

/* Three people write one set of minutes, meeting now and then in pairs: all end with the same. */
static void
test_random_minutes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyWorkspace) c = support_open_new (fixture->folder, "c", "南雲");
  RyWorkspace *all[] = { fixture->a, fixture->b, c };
  g_autofree char *leaves = NULL;

  ry_undo_unref (support_put (fixture->a, "meeting:1",
                              "'title':'例会','council':'council:care','date':'2026-11-24','blocks':[{'key':'1'},{'key'"
                              ":'2'},{'key':'3'},{'key':'4'}]"));
  support_copy (fixture->a, fixture->b);
  support_copy (fixture->a, c);
  for (guint round = 0; round < 60; round++) {
    RyWorkspace *one = all[g_test_rand_int_range (0, 3)];

    edit_blocks (one);
    if (g_test_rand_int_range (0, 5) == 0)
      support_copy (one, all[g_test_rand_int_range (0, 3)]);
    if (g_test_rand_int_range (0, 8) == 0)
      settle (one);
  }
  for (guint round = 0; round < 6; round++) {
    for (guint i = 0; i < 9; i++)
      support_copy (all[i / 3], all[i % 3]);
    for (guint i = 0; i < 3; i++)
      settle (all[i]);
  }
  for (guint i = 0; i < 9; i++)
    support_copy (all[i / 3], all[i % 3]);
  leaves = list_leaves (fixture->a, "meeting:1");
  for (guint i = 1; i < 3; i++) {
    g_autofree char *others = list_leaves (all[i], "meeting:1");

    g_assert_cmpstr (leaves, ==, others);
  }
  ry_workspace_close (c);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/model/conflict/settled-alike", test_settled_alike },
    { "/model/conflict/same-edit", test_same_edit },
    { "/model/conflict/apart", test_apart },
    { "/model/conflict/clash", test_clash },
    { "/model/conflict/undo-decision", test_undo_decision },
    { "/model/conflict/deletion", test_deletion },
    { "/model/conflict/without-base", test_without_base },
    { "/model/conflict/three", test_three },
    { "/model/conflict/by-itself", test_by_itself },
    { "/model/conflict/random", test_random },
    { "/model/conflict/random-minutes", test_random_minutes },
  };

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, support_pair_tear_down);
  return g_test_run ();
}
