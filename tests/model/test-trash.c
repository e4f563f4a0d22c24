/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The trash: what a deletion keeps, that no list and no search shows it, that it travels, comes back whole, and asks
 * where somebody was quicker.
 */
#include <string.h>

#include "ry-attach.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-trash.h"
#include "support.h"

typedef struct {
  char *folder;
  RyWorkspace *workspace;
  RyWorkspace *other;
} Fixture;

#define ID "action:1"

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = support_make_folder ();
  fixture->workspace = support_open_new (fixture->folder, "home", "立花");
  fixture->other = support_open_new (fixture->folder, "other", "工藤");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ry_workspace_close (fixture->workspace);
  ry_workspace_close (fixture->other);
  g_assert_finalize_object (fixture->workspace);
  g_assert_finalize_object (fixture->other);
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

#define assert_member(workspace, id, member, expected)                                                                 \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text_ = support_get_text (workspace, id, member);                                                 \
    g_assert_cmpstr (text_, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END

static GPtrArray *
list (RyWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = ry_trash_list (workspace, NULL, &error);

  g_assert_no_error (error);
  return found;
}

static RyUndo *
restore (RyWorkspace *workspace, RyDocument *tombstone)
{
  g_autoptr (GError) error = NULL;
  RyUndo *undo = ry_trash_restore (workspace, tombstone, FALSE, NULL, &error);

  g_assert_no_error (error);
  return undo;
}

static void
assert_in_trash (RyWorkspace *workspace, guint n)
{
  g_autoptr (GPtrArray) found = list (workspace);

  g_assert_cmpuint (found->len, ==, n);
}

static void
put_and_delete (RyWorkspace *workspace)
{
  ry_undo_unref (
      support_put (workspace, ID, "'text':'様式をそろえる','due':'2026-12-08','status':'todo','later':{'a':1}"));
  ry_undo_unref (support_delete (workspace, ID));
}

static void
test_keeps_what_it_was (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autofree char *name = NULL;

  put_and_delete (workspace);
  assert_member (workspace, ID, "text", NULL);
  found = list (workspace);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (ry_trash_get_who (found->pdata[0]), ==, "立花");
  g_assert_nonnull (ry_trash_get_when (found->pdata[0]));
  name = ry_trash_dup_name (workspace, found->pdata[0]);
  g_assert_cmpstr (name, ==, "様式をそろえる");

  undo = restore (workspace, found->pdata[0]);
  assert_member (workspace, ID, "text", "'様式をそろえる'");
  assert_member (workspace, ID, "later", "{'a':1}");
  assert_member (workspace, ID, "deleted_at", NULL);
  assert_member (workspace, ID, "deleted_by", NULL);
  assert_in_trash (workspace, 0);
}

static void
undo_once (RyWorkspace *workspace, RyUndo **token)
{
  g_autoptr (GError) error = NULL;
  RyUndo *next = ry_workspace_undo (workspace, *token, NULL, &error);

  g_assert_no_error (error);
  ry_undo_unref (*token);
  *token = next;
}

/* Deleted, taken back, done again: in the trash each time it is gone; restoring can be taken back as well. */
static void
test_follows_undo (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put = support_put (workspace, ID, "'text':'a'");
  g_autoptr (RyUndo) deleted = support_delete (workspace, ID);
  g_autoptr (RyUndo) restored = NULL;
  g_autoptr (GPtrArray) found = NULL;

  assert_in_trash (workspace, 1);
  undo_once (workspace, &deleted);
  assert_in_trash (workspace, 0);
  undo_once (workspace, &deleted);
  assert_in_trash (workspace, 1);
  found = list (workspace);
  restored = restore (workspace, found->pdata[0]);
  undo_once (workspace, &restored);
  assert_in_trash (workspace, 1);
  undo_once (workspace, &restored);
  assert_member (workspace, ID, "text", "'a'");
}

/* A new record that was taken back was never meant. */
static void
test_undone_creation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) put = support_put (fixture->workspace, ID, "'text':'a'");

  undo_once (fixture->workspace, &put);
  assert_in_trash (fixture->workspace, 0);
  undo_once (fixture->workspace, &put);
  assert_member (fixture->workspace, ID, "text", "'a'");
  undo_once (fixture->workspace, &put);
  assert_in_trash (fixture->workspace, 0);
}

static void
assert_nowhere (RyWorkspace *workspace)
{
  static const char *const where[] = { "status=todo", NULL };
  RyStore *store = ry_workspace_get_store (workspace, "council");
  const RyQuery by_due = { .kind = "action", .order = "due" }, by_status = { .kind = "action", .where = where };
  g_autoptr (GPtrArray) ordered = ry_workspace_query (workspace, &by_due, NULL);
  g_autoptr (GPtrArray) found = ry_workspace_query (workspace, &by_status, NULL);
  g_autoptr (GPtrArray) hits = ry_store_search (store, "様式", NULL, 10, NULL, NULL);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpuint (ordered->len, ==, 0);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_cmpuint (hits->len, ==, 0);
  g_assert_true (ry_store_check (store, faults, NULL, NULL));
  g_assert_cmpuint (faults->len, ==, 0);
}

/* Neither after the deletion nor after the home was opened anew does a list or a search know it; the trash does. */
static void
test_no_list_shows_it (Fixture *fixture, gconstpointer data)
{
  g_autofree char *home = g_strdup (ry_workspace_get_home (fixture->workspace));
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RyUndo) undo = NULL;
  g_autoptr (GError) error = NULL;

  put_and_delete (fixture->workspace);
  assert_nowhere (fixture->workspace);
  ry_workspace_close (fixture->workspace);
  g_object_unref (fixture->workspace);
  fixture->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  assert_nowhere (fixture->workspace);
  found = list (fixture->workspace);
  undo = restore (fixture->workspace, found->pdata[0]);
  assert_member (fixture->workspace, ID, "due", "'2026-12-08'");
}

static void
test_travels (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RyUndo) undo = NULL;

  put_and_delete (fixture->workspace);
  support_copy (fixture->workspace, fixture->other);
  found = list (fixture->other);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (ry_trash_get_who (found->pdata[0]), ==, "立花");
  undo = restore (fixture->other, found->pdata[0]);
  support_copy (fixture->other, fixture->workspace);
  assert_member (fixture->workspace, ID, "text", "'様式をそろえる'");
  assert_member (fixture->workspace, ID, "updated_by", "'工藤'");
  assert_in_trash (fixture->workspace, 0);
}

/* Two people deleted it apart, one has it back: nobody is asked to decide anything. */
static void
test_deleted_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) put = support_put (fixture->workspace, ID, "'text':'a'");
  g_autoptr (RyUndo) undo = NULL, here = NULL, there = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  support_copy (fixture->workspace, fixture->other);
  here = support_delete (fixture->workspace, ID);
  there = support_delete (fixture->other, ID);
  support_copy (fixture->other, fixture->workspace);
  found = list (fixture->workspace);
  g_assert_cmpuint (found->len, ==, 1);
  undo = restore (fixture->workspace, found->pdata[0]);
  support_copy (fixture->workspace, fixture->other);
  assert_member (fixture->other, ID, "text", "'a'");
  ry_workspace_settle (fixture->workspace, NULL, NULL);
  conflicts = ry_workspace_get_conflicts (fixture->workspace, NULL);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

static void
test_made_again_meanwhile (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RyUndo) again = NULL;
  g_autoptr (RyUndo) undo = NULL;

  put_and_delete (workspace);
  found = list (workspace);
  again = support_put (workspace, ID, "'text':'べつの宿題'");
  g_assert_null (ry_trash_restore (workspace, found->pdata[0], FALSE, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_EXISTS);
  g_clear_error (&error);
  assert_member (workspace, ID, "text", "'べつの宿題'");
  undo = ry_trash_restore (workspace, found->pdata[0], TRUE, NULL, &error);
  g_assert_no_error (error);
  assert_member (workspace, ID, "text", "'様式をそろえる'");
  undo_once (workspace, &undo);
  assert_member (workspace, ID, "text", "'べつの宿題'");
}

/* What this program would refuse to be written anew comes back all the same. */
static void
test_restores_what_it_does_not_know (Fixture *fixture, gconstpointer data)
{
  RyStore *store = ry_workspace_get_store (fixture->workspace, "council");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RyUndo) gone = NULL;
  g_autoptr (RyUndo) undo = NULL;

  g_ptr_array_add (documents, ry_document_new (ID, NULL, FALSE, "{\"kind\":\"action\",\"status\":\"dreaming\"}", -1));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  g_assert_nonnull (results);
  gone = support_delete (fixture->workspace, ID);
  found = list (fixture->workspace);
  undo = restore (fixture->workspace, found->pdata[0]);
  assert_member (fixture->workspace, ID, "status", "'dreaming'");
}

static void
attach (RyWorkspace *workspace)
{
  g_autoptr (GInputStream) bytes = g_memory_input_stream_new_from_data ("次第\n", -1, NULL);
  g_autoptr (GError) error = NULL;

  ry_workspace_attach (workspace, "meeting:1", "shidai.txt", "text/plain", bytes, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_papers (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) attachments =
      ry_store_get_attachments (ry_workspace_get_store (workspace, "council"), "meeting:1", NULL, NULL);

  return attachments != NULL ? attachments->len : 0;
}

/* A meeting comes back with its papers, from the trash and by undo. */
static void
test_papers_come_back (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (RyUndo) put =
      support_put (workspace, "meeting:1", "'title':'例会','council':'council:care','date':'2026-12-08'");
  g_autoptr (RyUndo) deleted = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (RyUndo) undo = NULL;

  attach (workspace);
  deleted = support_delete (workspace, "meeting:1");
  undo_once (workspace, &deleted);
  g_assert_cmpuint (count_papers (workspace), ==, 1);
  undo_once (workspace, &deleted);
  found = list (workspace);
  g_assert_cmpuint (found->len, ==, 1);
  undo = restore (workspace, found->pdata[0]);
  g_assert_cmpuint (count_papers (workspace), ==, 1);
}

static void
test_thirty_days (Fixture *fixture, gconstpointer data)
{
  put_and_delete (fixture->workspace);
  assert_in_trash (fixture->workspace, 1);
  g_setenv ("RYORIN_TODAY", "2027-01-15", TRUE);
  assert_in_trash (fixture->workspace, 0);
  g_setenv ("RYORIN_TODAY", "2026-11-24", TRUE);
}

static void
set_role (RyWorkspace *workspace, const char *roles)
{
  g_autoptr (GError) error = NULL;

  ry_workspace_set_setting (workspace, "server", "https://shiomi.example", &error);
  ry_workspace_set_roles (workspace, roles, &error);
  g_assert_no_error (error);
}

/* No earlier revision says anything any more. */
static void
assert_forgotten (RyWorkspace *workspace, const char *id)
{
  g_autoptr (GPtrArray) kept = ry_store_get_all_revs (ry_workspace_get_store_for (workspace, id), id, NULL);

  g_assert_cmpuint (kept->len, >=, 1);
  for (guint i = 0; i < kept->len; i++) {
    g_assert_true (ry_document_get_deleted (kept->pdata[i]));
    g_assert_null (ry_document_get_string (kept->pdata[i], "text"));
  }
}

/* A meeting takes along the words that only the office has of it. */
static void
test_purge_meeting (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) council = support_put (workspace, "council:care", "'name':'協議会','short_name':'協'");
  g_autoptr (RyUndo) made = support_put (
      workspace, "meeting:9",
      "'title':'例会','council':'council:care','date':'2026-11-10','blocks':[{'key':'b','type':'summary','text':'内輪',"
      "'internal':true}]");
  g_autoptr (RyUndo) deleted = support_delete (workspace, "meeting:9");
  g_autoptr (RyDocument) part = ry_workspace_get (workspace, "internal:9", &error);

  g_assert_no_error (error);
  g_assert_true (ry_trash_purge (workspace, "meeting:9", NULL, &error));
  g_assert_no_error (error);
  assert_forgotten (workspace, "meeting:9");
  assert_forgotten (workspace, "internal:9");
}

static void
test_purge (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *workspace = fixture->workspace;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) bare = NULL;

  put_and_delete (workspace);
  support_copy (workspace, fixture->other);
  set_role (workspace, "[\"secretariat\"]");
  g_assert_false (ry_trash_purge (workspace, ID, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  g_clear_error (&error);
  set_role (workspace, "[\"administrator\"]");
  g_assert_true (ry_trash_purge (workspace, ID, NULL, &error));
  g_assert_no_error (error);
  assert_forgotten (workspace, ID);
  /* The other purges apart: both make the same revision. */
  g_assert_true (ry_trash_purge (fixture->other, ID, NULL, &error));
  support_copy (workspace, fixture->other);
  assert_in_trash (fixture->other, 0);
  bare = ry_store_get (ry_workspace_get_store (fixture->other, "council"), ID, NULL, RY_GET_DELETED | RY_GET_REVISIONS,
                       &error);
  g_assert_no_error (error);
  g_assert_null (ry_document_get_string (bare, "text"));
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_history (bare)), ==, 3);
}

/* One who was apart for long changed what was deleted for good meanwhile: it does not come back unasked. */
static void
test_purge_meets_a_change (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *both[] = { fixture->workspace, fixture->other };
  g_autoptr (RyUndo) made = support_put (fixture->workspace, "person:1", "'name':'立花 花子'");
  g_autoptr (RyUndo) changed = NULL;
  g_autoptr (GError) error = NULL;

  support_copy (fixture->workspace, fixture->other);
  ry_undo_unref (support_delete (fixture->workspace, "person:1"));
  set_role (fixture->workspace, "[\"administrator\"]");
  g_assert_true (ry_trash_purge (fixture->workspace, "person:1", NULL, &error));
  g_assert_no_error (error);
  changed = support_change (fixture->other, "person:1", "'telephone':'000-555-2222'");
  support_copy (fixture->other, fixture->workspace);
  support_copy (fixture->workspace, fixture->other);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++) {
    g_autoptr (GPtrArray) conflicts = NULL;
    g_autoptr (GPtrArray) none = NULL;
    g_autoptr (RyUndo) decided = NULL;

    ry_workspace_settle (both[i], NULL, &error);
    conflicts = ry_workspace_get_conflicts (both[i], &error);
    g_assert_no_error (error);
    g_assert_cmpuint (conflicts->len, ==, 1);
    g_assert_true (ry_document_get_deleted (((RyConflict *) conflicts->pdata[0])->right));
    decided = ry_workspace_resolve (both[i], conflicts->pdata[0], NULL, NULL, &error);
    g_assert_no_error (error);
    none = ry_workspace_get_conflicts (both[i], NULL);
    g_assert_cmpuint (none->len, ==, 0);
  }
}

/* A role that may not make the record may not bring it back either. */
static void
test_restore_is_permitted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  put_and_delete (fixture->workspace);
  found = list (fixture->workspace);
  set_role (fixture->workspace, "[\"member\"]");
  g_assert_null (ry_trash_restore (fixture->workspace, found->pdata[0], FALSE, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  assert_in_trash (fixture->workspace, 1);
}

#define ADD(path, func) g_test_add ("/trash/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("RYORIN_TODAY", "2026-11-24", TRUE);
  ADD ("keeps-what-it-was", test_keeps_what_it_was);
  ADD ("follows-undo", test_follows_undo);
  ADD ("undone-creation", test_undone_creation);
  ADD ("no-list-shows-it", test_no_list_shows_it);
  ADD ("travels", test_travels);
  ADD ("deleted-twice", test_deleted_twice);
  ADD ("made-again-meanwhile", test_made_again_meanwhile);
  ADD ("restores-what-it-does-not-know", test_restores_what_it_does_not_know);
  ADD ("papers-come-back", test_papers_come_back);
  ADD ("thirty-days", test_thirty_days);
  ADD ("purge", test_purge);
  ADD ("purge-meeting", test_purge_meeting);
  ADD ("purge-meets-a-change", test_purge_meets_a_change);
  ADD ("restore-is-permitted", test_restore_is_permitted);
  return g_test_run ();
}
