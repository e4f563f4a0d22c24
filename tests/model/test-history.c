/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's history: goes of one person, what changed in each, what lost a conflict, and bringing back a value. */
#include "ry-history.h"

#include "ry-error.h"
#include "ry-json.h"
#include "ry-recent.h"
#include "support.h"

#define ID "organisation:a"

typedef SupportPair Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_pair_set_up (fixture, "佐伯", "森下");
}

static GPtrArray *
list (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = ry_history_list (workspace, ID, NULL, &error);

  g_assert_no_error (error);
  return entries;
}

static void
assert_entry (GPtrArray *entries, guint position, const char *who, guint n_revisions, const char *paths)
{
  const RyHistoryEntry *entry = g_ptr_array_index (entries, position);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_cmpuint (position, <, entries->len);
  for (guint i = 0; i < entry->changes->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            ((RyDiffChange *) g_ptr_array_index (entry->changes, i))->path);
  g_assert_cmpstr (entry->who, ==, who);
  g_assert_cmpstr (entry->machine, ==, "会場ノート");
  g_assert_cmpuint (entry->n_revisions, ==, n_revisions);
  g_assert_cmpstr (found->str, ==, paths);
}

static void
test_goes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) made = support_put (fixture->a, ID, "'name':'a','fax':'1'");
  g_autoptr (RyUndo) again = support_change (fixture->a, ID, "'fax':'2'");
  g_autoptr (RyUndo) other = NULL;
  g_autoptr (RyUndo) deleted = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  g_assert_true (ry_workspace_set_setting (fixture->a, "person", "森下", NULL));
  other = support_change (fixture->a, ID, "'name':'b'");
  deleted = support_delete (fixture->a, ID);
  entries = list (fixture->a);
  g_assert_cmpuint (entries->len, ==, 3);
  assert_entry (entries, 0, "森下", 1, "name fax");
  g_assert_true (ry_document_get_deleted (((RyHistoryEntry *) g_ptr_array_index (entries, 0))->document));
  assert_entry (entries, 1, "森下", 1, "name");
  assert_entry (entries, 2, "佐伯", 2, "name fax");
  g_assert_true (((RyHistoryEntry *) g_ptr_array_index (entries, 2))->first);
  g_assert_false (((RyHistoryEntry *) g_ptr_array_index (entries, 1))->first);
}

/* A machine that only got the last version cannot say what changed in it. */
static void
test_arrived_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) made = support_put (fixture->a, ID, "'name':'a','fax':'1'");
  g_autoptr (RyUndo) again = support_change (fixture->a, ID, "'fax':'2'");
  g_autoptr (GPtrArray) entries = NULL;

  support_copy (fixture->a, fixture->b);
  entries = list (fixture->b);
  g_assert_cmpuint (entries->len, ==, 1);
  assert_entry (entries, 0, "佐伯", 1, "");
  g_assert_false (((RyHistoryEntry *) g_ptr_array_index (entries, 0))->first);
}

/* Whoever lost a conflict finds the words in the history. */
static void
test_lost_branch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) made = support_put (fixture->a, ID, "'name':'a','fax':'0'");
  g_autoptr (RyUndo) left = NULL;
  g_autoptr (RyUndo) right = NULL;
  g_autoptr (RyUndo) decided = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) undecided = NULL;
  guint n_lost = 0, n_open = 0;

  support_copy (fixture->a, fixture->b);
  left = support_change (fixture->a, ID, "'fax':'1'");
  right = support_change (fixture->b, ID, "'fax':'2'");
  support_copy (fixture->b, fixture->a);
  conflicts = ry_workspace_get_conflicts (fixture->a, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  /* Before that, nothing is lost: one of the two waits for a decision. */
  undecided = list (fixture->a);
  for (guint i = 0; i < undecided->len; i++)
    n_open += ((RyHistoryEntry *) g_ptr_array_index (undecided, i))->open;
  g_assert_cmpuint (n_open, ==, 1);
  decided = ry_workspace_resolve (fixture->a, g_ptr_array_index (conflicts, 0),
                                  ((RyConflict *) g_ptr_array_index (conflicts, 0))->merged, NULL, NULL);
  entries = list (fixture->a);
  for (guint i = 0; i < entries->len; i++) {
    const RyHistoryEntry *entry = g_ptr_array_index (entries, i);

    g_assert_false (entry->open);
    if (entry->chosen)
      continue;
    n_lost++;
    assert_entry (entries, i, g_strcmp0 (entry->who, "佐伯") == 0 ? "佐伯" : "森下", 1, "fax");
    g_assert_nonnull (entry->before);
  }
  g_assert_cmpuint (n_lost, ==, 1);
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) made =
      support_put (fixture->a, ID, "'name':'a','former_names':[{'key':'1','name':'x'},{'key':'2','name':'y'}]");
  g_autoptr (RyUndo) changed = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (RyDocument) now = NULL;
  RyHistoryEntry *entry;
  g_autoptr (JsonObject) name = NULL;
  g_autoptr (JsonObject) element = NULL;
  g_autoptr (JsonObject) whole = NULL;

  support_copy (fixture->a, fixture->b);
  changed = support_change (fixture->b, ID, "'name':'b','fax':'9','former_names':[{'key':'2','name':'z'}]");
  entries = list (fixture->b);
  entry = g_ptr_array_index (entries, 0);
  now = ry_workspace_get (fixture->b, ID, NULL);
  name = ry_history_restore (entry, "name", ry_document_get_root (now));
  g_assert_cmpstr (ry_json_get_string (name, "name"), ==, "a");
  g_assert_cmpstr (ry_json_get_string (name, "fax"), ==, "9");
  element = ry_history_restore (entry, "former_names/1", ry_document_get_root (now));
  g_assert_cmpuint (json_array_get_length (ry_json_get_array (element, "former_names")), ==, 2);
  whole = ry_history_restore (g_ptr_array_index (entries, 1), NULL, ry_document_get_root (now));
  g_assert_cmpstr (ry_json_get_string (whole, "name"), ==, "a");
  g_assert_false (json_object_has_member (whole, "fax"));
  g_assert_cmpstr (ry_document_get_string (now, "name"), ==, "b");
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ry_history_list (fixture->a, "organisation:none", NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

static char *
describe_recent (RyWorkspace *workspace, const char *words, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ry_recent_list (workspace, words, limit, NULL, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (ids, "%s%s%s", i > 0 ? " " : "", ry_document_get_id (g_ptr_array_index (found, i)),
                            ry_document_get_deleted (g_ptr_array_index (found, i)) ? "!" : "");
  return g_string_free (ids, FALSE);
}

/* Of every kind and space, deleted ones too, the latest first; what nobody stamped comes last. */
static void
test_recent (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *words;
    guint limit;
    const char *ids;
  } cases[] = {
    { NULL, 2, "organisation:a! letter:b" },
    { "", 100, "organisation:a! letter:b person:c" },
    { "案内", 100, "letter:b" },
    { "ソウフ", 100, "" },
    { "佐伯", 1, "organisation:a!" },
    { "しおみ", 100, "" },
    { "汐見", 100, "organisation:a!" },
  };

  ry_undo_unref (support_put (fixture->a, "organisation:a", "'name':'汐見病院'"));
  ry_undo_unref (support_put (fixture->a, "person:c", "'name':'立花 花子'"));
  g_usleep (1100000); /* the stamps are told apart by their seconds */
  ry_undo_unref (support_put (fixture->a, "letter:b", "'subject':'例会の案内'"));
  g_usleep (1100000);
  ry_undo_unref (support_delete (fixture->a, "organisation:a"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *ids = describe_recent (fixture->a, cases[i].words, cases[i].limit);

    g_assert_cmpstr (ids, ==, cases[i].ids);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, support_pair_tear_down)
  ADD ("/history/goes", test_goes);
  ADD ("/history/arrived-late", test_arrived_late);
  ADD ("/history/lost-branch", test_lost_branch);
  ADD ("/history/restore", test_restore);
  ADD ("/history/nothing", test_nothing);
#undef ADD
  g_test_add ("/history/recent", Fixture, NULL, set_up, test_recent, support_pair_tear_down);
  return g_test_run ();
}
