/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Committing and taking back: what is checked, stamped and merged, and that undo never undoes somebody else's work.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-i18n.h"
#include "ry-json.h"
#include "support.h"

typedef SupportHome Fixture;

#define ID "organisation:1"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  support_home_set_up (fixture, "立花");
}

#define assert_member(workspace, id, member, expected)                                                                 \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text_ = support_get_text (workspace, id, member);                                                 \
    g_assert_cmpstr (text_, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static void
undo (RyWorkspace *workspace, RyUndo **token)
{
  g_autoptr (GError) error = NULL;
  RyUndo *redo = ry_workspace_undo (workspace, *token, NULL, &error);

  g_assert_no_error (error);
  ry_undo_unref (*token);
  *token = redo;
}

static void
test_commit (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put =
      support_put (workspace, ID, "'name':'汐見病院','beds':10,'later':{'a':1},'fax':null,'_rev':'9-x'");
  g_autoptr (RyUndo) same = NULL;
  g_autofree char *rev = support_get_rev (workspace, ID);
  g_autofree char *rev_after = NULL;

  g_assert_cmpuint (ry_undo_get_n_documents (put), ==, 1);
  g_assert_cmpstr (ry_undo_get_id (put, 0), ==, ID);
  assert_member (workspace, ID, "name", "'汐見病院'");
  assert_member (workspace, ID, "later", "{'a':1}");
  assert_member (workspace, ID, "updated_by", "'立花'");
  assert_member (workspace, ID, "updated_on", "'会場ノート'");
  assert_member (workspace, ID, "fax", NULL);
  assert_member (workspace, ID, "_rev", NULL);

  same = support_change (workspace, ID, "'beds':10");
  rev_after = support_get_rev (workspace, ID);
  g_assert_cmpstr (rev, ==, rev_after); /* what changes nothing makes no revision */
  g_assert_cmpuint (ry_undo_get_n_documents (same), ==, 0);
}

static void
test_list_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) put =
      support_put (fixture->workspace, ID, "'name':'a','former_names':[{'name':'b'},{'key':'k','name':'c'}]");
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, ID, NULL);
  JsonArray *names = ry_json_get_array (ry_document_get_root (document), "former_names");

  g_assert_nonnull (put);
  g_assert_cmpuint (strlen (ry_json_get_string (json_array_get_object_element (names, 0), "key")), ==, 26);
  g_assert_cmpstr (ry_json_get_string (json_array_get_object_element (names, 1), "key"), ==, "k");
}

/* One bad edit, and none of them is written. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *id;
    const char *json;
  } bad[] = {
    { "organisation:2", "{\"kind\":\"organisation\"}" },
    { "organisation:2", "{\"kind\":\"person\",\"name\":\"a\"}" },
    { "organisation", "{\"kind\":\"organisation\",\"name\":\"a\"}" },
    { "castle:2", "{\"kind\":\"castle\",\"name\":\"a\"}" },
    { "organisation:2", "{\"name\":\"a\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GPtrArray) edits = ry_edits_new ();
    g_autoptr (GError) error = NULL;
    g_autofree char *rev = NULL;

    g_ptr_array_add (edits,
                     ry_edit_new (ID, NULL,
                                  ry_json_parse_object ("{\"kind\":\"organisation\",\"name\":\"a\"}", -1, NULL)));
    g_ptr_array_add (edits, ry_edit_new (bad[i].id, NULL, ry_json_parse_object (bad[i].json, -1, NULL)));
    g_assert_null (ry_workspace_commit (fixture->workspace, edits, NULL, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_INVALID);
    rev = support_get_rev (fixture->workspace, ID);
    g_assert_null (rev);
  }
}

/* A value this program does not know, written by a newer one, does not stop an edit of another field. */
static void
test_newer_value (Fixture *fixture, gconstpointer data)
{
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (RyUndo) changed = NULL;

  g_ptr_array_add (documents,
                   ry_document_new (ID, NULL, FALSE,
                                    "{\"kind\":\"organisation\",\"name\":\"a\",\"org_kind\":\"castle\"}", -1));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  g_assert_nonnull (results);
  changed = support_change (fixture->workspace, ID, "'name':'b'");
  assert_member (fixture->workspace, ID, "org_kind", "'castle'");
}

static void
test_undo_redo (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put = support_put (workspace, ID, "'name':'a'");
  g_autoptr (RyUndo) changed = support_change (workspace, ID, "'name':'b'");
  g_autoptr (RyUndo) deleted = NULL;

  undo (workspace, &changed);
  assert_member (workspace, ID, "name", "'a'");
  undo (workspace, &changed);
  assert_member (workspace, ID, "name", "'b'");
  undo (workspace, &changed);
  assert_member (workspace, ID, "name", "'a'");

  deleted = support_delete (workspace, ID);
  assert_member (workspace, ID, "name", NULL);
  undo (workspace, &deleted);
  assert_member (workspace, ID, "name", "'a'");
  undo (workspace, &deleted);
  assert_member (workspace, ID, "name", NULL);
  undo (workspace, &deleted);

  undo (workspace, &put); /* all that came after it was taken back, so it goes too */
  assert_member (workspace, ID, "name", NULL);
}

/* What somebody changed since it was new stays. */
static void
test_undo_new_changed (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put = support_put (workspace, ID, "'name':'a'");
  g_autoptr (RyUndo) changed = support_change (workspace, ID, "'name':'b'");

  undo (workspace, &put);
  assert_member (workspace, ID, "name", "'b'");
  g_assert_cmpuint (ry_undo_get_n_documents (put), ==, 0);
  g_assert_nonnull (changed);
}

static void
test_undo_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) put = support_put (fixture->workspace, ID, "'name':'a'");

  undo (fixture->workspace, &put);
  assert_member (fixture->workspace, ID, "name", NULL);
  undo (fixture->workspace, &put);
  assert_member (fixture->workspace, ID, "name", "'a'");
}

/* A later change of another field survives the undo; one of the same field stands. */
static void
test_undo_merges (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put = support_put (workspace, ID, "'name':'a','beds':1,'fax':'1'");
  g_autoptr (RyUndo) first = support_change (workspace, ID, "'name':'b','fax':'2'");
  g_autoptr (RyUndo) second = support_change (workspace, ID, "'beds':2,'fax':'3'");

  undo (workspace, &first);
  assert_member (workspace, ID, "name", "'a'");
  assert_member (workspace, ID, "beds", "2");
  assert_member (workspace, ID, "fax", "'3'");
  g_assert_nonnull (second);
  g_assert_nonnull (put);
}

/* An undo of many documents that were written past the commit, as an import writes them: most of it is in a file. */
static void
test_undo_many (Fixture *fixture, gconstpointer data)
{
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");
  RyQuery query = { .kind = "organisation" };
  RyUndo *token = ry_undo_new ();

  for (guint batch = 0; batch < 3; batch++) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (GPtrArray) results = NULL;

    for (guint i = 0; i < 1000; i++) {
      g_autofree char *id = g_strdup_printf ("organisation:%u-%u", batch, i);

      g_ptr_array_add (documents, ry_document_new (id, NULL, FALSE, "{\"kind\":\"organisation\",\"name\":\"a\"}", -1));
    }
    results = ry_store_write (store, documents, TRUE, ry_store_new_source (), NULL, NULL);
    for (guint i = 0; i < results->len; i++) {
      RyWriteResult *result = g_ptr_array_index (results, i);

      ry_undo_add (token, result->id, NULL, result->rev);
    }
  }
  g_assert_cmpuint (ry_undo_get_n_documents (token), ==, 3000);
  g_assert_cmpstr (ry_undo_get_id (token, 0), ==, "organisation:0-0");
  g_assert_cmpstr (ry_undo_get_id (token, 1500), ==, "organisation:1-500");
  g_assert_cmpstr (ry_undo_get_id (token, 2999), ==, "organisation:2-999");
  ry_undo_unref (support_change (fixture->workspace, "organisation:1-7", "'name':'b'"));
  undo (fixture->workspace, &token);
  g_assert_cmpint (ry_store_query_count (store, &query, NULL), ==, 1); /* the one that was changed since */
  undo (fixture->workspace, &token);
  g_assert_cmpint (ry_store_query_count (store, &query, NULL), ==, 3000);
  ry_undo_unref (token);
}

/* An edit that began before another one arrived. */
static RyUndo *
commit_from (RyWorkspace *workspace, RyDocument *base, const char *member, const char *value)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *content = ry_document_dup_root (base);
  RyUndo *result;

  json_object_set_string_member (content, member, value);
  edits = ry_edits_new_with (ry_edit_new (ID, base, content), NULL);
  result = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_late_edit (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put = support_put (workspace, ID, "'name':'a','fax':'1'");
  g_autoptr (RyDocument) base = ry_workspace_get (workspace, ID, NULL);
  g_autoptr (RyUndo) theirs = support_change (workspace, ID, "'fax':'2'");
  g_autoptr (RyUndo) merged = commit_from (workspace, base, "name", "b");
  g_autoptr (RyUndo) clashing = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  RyConflict *conflict;

  assert_member (workspace, ID, "name", "'b'");
  assert_member (workspace, ID, "fax", "'2'");
  g_assert_cmpint (ry_workspace_count_conflicts (workspace), ==, 0);

  undo (workspace, &merged); /* only what was mine */
  assert_member (workspace, ID, "name", "'a'");
  assert_member (workspace, ID, "fax", "'2'");

  clashing = commit_from (workspace, base, "fax", "3");
  g_assert_cmpint (ry_workspace_count_conflicts (workspace), ==, 1);
  conflicts = ry_workspace_get_conflicts (workspace, NULL);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpstr (conflict->id, ==, ID);
  g_assert_nonnull (conflict->base);
  g_assert_cmpuint (conflict->clashes->len, ==, 1);
  g_assert_nonnull (theirs);
  g_assert_nonnull (put);
}

static void
test_late_deletion (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put = support_put (workspace, ID, "'name':'a'");
  g_autoptr (RyDocument) base = ry_workspace_get (workspace, ID, NULL);
  g_autoptr (RyUndo) gone = support_delete (workspace, ID);
  g_autoptr (RyUndo) edited = commit_from (workspace, base, "name", "b");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RyUndo) resolved = NULL;

  assert_member (workspace, ID, "name", "'b'"); /* what was typed is there */
  ry_workspace_settle (workspace, NULL, NULL);
  conflicts = ry_workspace_get_conflicts (workspace, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1); /* and so is the deletion */
  g_assert_true (ry_document_get_deleted (((RyConflict *) g_ptr_array_index (conflicts, 0))->right));

  resolved = ry_workspace_resolve (workspace, g_ptr_array_index (conflicts, 0), NULL, NULL, NULL);
  g_assert_nonnull (resolved);
  assert_member (workspace, ID, "name", NULL);
  g_assert_cmpint (ry_workspace_count_conflicts (workspace), ==, 0);
  g_assert_cmpuint (ry_undo_get_n_documents (resolved), ==, 1);
  undo (workspace, &resolved);
  assert_member (workspace, ID, "name", "'b'");
  ry_workspace_settle (workspace, NULL, NULL);
  g_assert_cmpint (ry_workspace_count_conflicts (workspace), ==, 1); /* undecided again */
  g_assert_nonnull (gone);
  g_assert_nonnull (put);
}

static void
count_cb (RyWorkspace *workspace, RyStore *store, guint source, guint *n)
{
  g_assert_true (RY_IS_STORE (store));
  (*n)++;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  RyUndo **undo_out = data;

  *undo_out = ry_workspace_commit_finish (RY_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
}

static void
test_async_and_changed (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) token = NULL;
  guint n = 0;

  g_signal_connect (workspace, "changed", G_CALLBACK (count_cb), &n);
  edits =
      ry_edits_new_with (ry_edit_new (ID, NULL,
                                      ry_json_parse_object ("{\"kind\":\"organisation\",\"name\":\"a\"}", -1, NULL)),
                         NULL);
  ry_workspace_commit_async (workspace, edits, NULL, committed_cb, &token);
  g_ptr_array_set_size (edits, 0); /* it was copied */
  while (token == NULL || n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, 1);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *members = g_strdup_printf ("'beds':%u", i);
    g_autoptr (RyUndo) each = support_change (workspace, ID, members);

    g_assert_cmpuint (ry_undo_get_n_documents (each), ==, 1);
  }
  support_spin (50);
  g_assert_cmpuint (n, >, 1);
  g_assert_cmpuint (n, <, 21); /* many commits, few signals */
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) a = support_put (workspace, ID, "'name':'汐見病院'");
  g_autoptr (RyUndo) b = support_put (workspace, "person:1", "'name':'立花 花子'");
  g_autoptr (RyUndo) c =
      support_put (workspace, "post:1", "'person':'person:1','organisation':'organisation:1','role':'院長'");
  g_autoptr (RyUndo) d = support_put (workspace, "membership:1",
                                      "'council':'council:care','organisation':'organisation:1','role':'member'");
  g_autoptr (RyUndo) e = support_put (workspace, "ward:1", "'name':'3階病棟','organisation':'organisation:1'");
  g_autoptr (RyUndo) f = support_put (
      workspace, "bed:1:20261123",
      "'organisation':'organisation:1','ward':'ward:1','date':'2026-11-23','at':'2026-11-23T00:00:00Z','empty':2");
  static const struct {
    const char *id;
    const char *name;
  } names[] = {
    { "ward:1", "汐見病院 3階病棟" },
    { "bed:1:20261123", "汐見病院 3階病棟 11月23日（月）" },
    { NULL, "" },
    { "", "" },
    { "organisation:1", "汐見病院" },
    { "post:1", "立花 花子（汐見病院 院長）" },
    { "membership:1", "汐見病院" },
    { "organisation:9", "（まだ届いていません）" },
  };
  g_autofree char *gone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *name = ry_workspace_dup_name (workspace, names[i].id);

    g_assert_cmpstr (name, ==, names[i].name);
  }
  ry_undo_unref (support_delete (workspace, ID));
  gone = ry_workspace_dup_name (workspace, ID);
  g_assert_cmpstr (gone, ==, "（削除済み）");
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/model/edit/commit", test_commit },
    { "/model/edit/list-keys", test_list_keys },
    { "/model/edit/refused", test_refused },
    { "/model/edit/newer-value", test_newer_value },
    { "/model/edit/undo-redo", test_undo_redo },
    { "/model/edit/undo-new", test_undo_new },
    { "/model/edit/undo-new-changed", test_undo_new_changed },
    { "/model/edit/undo-merges", test_undo_merges },
    { "/model/edit/undo-many", test_undo_many },
    { "/model/edit/late-edit", test_late_edit },
    { "/model/edit/late-deletion", test_late_deletion },
    { "/model/edit/async-and-changed", test_async_and_changed },
    { "/model/edit/names", test_names },
  };

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, support_home_tear_down);
  return g_test_run ();
}
