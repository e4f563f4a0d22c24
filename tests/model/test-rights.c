/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the person at a machine may do there: alone, with a server, without it again.
 */
#include "ry-error.h"
#include "ry-json.h"
#include "support.h"

#define OWN   "organisation:own"
#define OTHER "organisation:other"

typedef struct {
  char *folder;
  RyWorkspace *workspace;
  guint n_changed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyUndo) own = NULL;
  g_autoptr (RyUndo) other = NULL;

  fixture->folder = support_make_folder ();
  fixture->workspace = support_open_new (fixture->folder, "home", "立花");
  own = support_put (fixture->workspace, OWN, "'name':'汐見病院'");
  other = support_put (fixture->workspace, OTHER, "'name':'北浜病院'");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ry_workspace_close (fixture->workspace);
  g_assert_finalize_object (fixture->workspace);
  support_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
log_in (Fixture *fixture, const char *roles)
{
  g_assert_true (ry_workspace_set_setting (fixture->workspace, "server", "https://ryorin.example/", NULL));
  g_assert_true (ry_workspace_set_roles (fixture->workspace, roles, NULL));
}

static char *
offer (Fixture *fixture, RyVerb verb, const char *id)
{
  g_autoptr (RyDocument) document = ry_workspace_get (fixture->workspace, id, NULL);
  g_autoptr (GError) error = NULL;

  if (ry_workspace_offers (fixture->workspace, verb, "organisation", document, &error))
    return NULL;
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  return g_strdup (error->message);
}

static gboolean
is_refused (Fixture *fixture, RyVerb verb, const char *id)
{
  g_autofree char *sentence = offer (fixture, verb, id);

  return sentence != NULL;
}

static gboolean
edit (Fixture *fixture, const char *id, const char *member, const char *value, GError **error)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyDocument) base = ry_workspace_get (fixture->workspace, id, NULL);
  JsonObject *content = ry_document_dup_root (base);
  g_autoptr (RyUndo) undo = NULL;

  json_object_set_string_member (content, member, value);
  edits = ry_edits_new_with (ry_edit_new (id, base, content), NULL);
  undo = ry_workspace_commit (fixture->workspace, edits, NULL, error);
  return undo != NULL;
}

static void
changed_cb (RyWorkspace *workspace, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
test_alone (Fixture *fixture, gconstpointer data)
{
  g_assert_null (offer (fixture, RY_VERB_DELETE, OTHER));
  g_assert_true (edit (fixture, OTHER, "name", "北浜総合病院", NULL));
  /* Roles without a server are of no account. */
  g_assert_true (ry_workspace_set_roles (fixture->workspace, "[\"viewer\"]", NULL));
  g_assert_null (offer (fixture, RY_VERB_DELETE, OTHER));
}

static void
test_hospital (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  log_in (fixture, "[\"hospital\",\"org:own\"]");
  g_assert_null (offer (fixture, RY_VERB_EDIT, OWN));
  sentence = offer (fixture, RY_VERB_EDIT, OTHER);
  g_assert_nonnull (sentence);
  g_assert_true (edit (fixture, OWN, "telephone", "000-111-2222", NULL));
  g_assert_false (edit (fixture, OWN, "name", "ほかの名前", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  g_assert_cmpstr (error->message, ==, sentence);
  g_clear_error (&error);
  g_assert_false (edit (fixture, OTHER, "telephone", "000-111-2222", &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  /* What changes nothing is not held against anybody. */
  g_assert_true (edit (fixture, OTHER, "name", "北浜病院", NULL));
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *home = g_strdup (ry_workspace_get_home (fixture->workspace));
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->workspace, "actor-changed", G_CALLBACK (changed_cb), fixture);
  log_in (fixture, "[\"viewer\"]");
  log_in (fixture, "[\"viewer\"]");
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  ry_workspace_close (fixture->workspace);
  g_clear_object (&fixture->workspace);
  fixture->workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_refused (fixture, RY_VERB_EDIT, OWN));
  log_in (fixture, "[\"_admin\",\"administrator\"]");
  g_assert_null (offer (fixture, RY_VERB_EDIT, OWN));
  log_in (fixture, "[]");
  g_assert_true (is_refused (fixture, RY_VERB_EDIT, OWN));
}

/* Two versions that a merge could settle are left to whoever may: this machine's push would be refused. */
static void
test_settling (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *other = support_open_new (fixture->folder, "other", "岡");
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) here = NULL;
  g_autoptr (RyUndo) there = NULL;

  support_copy (fixture->workspace, other);
  here = support_change (fixture->workspace, OTHER, "'telephone':'000-111-2222'");
  there = support_change (other, OTHER, "'fax':'000-111-3333'");
  log_in (fixture, "[\"hospital\",\"org:own\"]");
  support_copy (other, fixture->workspace);
  support_spin (200);
  g_assert_cmpuint (ry_workspace_settle (fixture->workspace, NULL, &error), ==, 0);
  g_assert_no_error (error);
  log_in (fixture, "[\"secretariat\"]");
  g_assert_cmpuint (ry_workspace_settle (fixture->workspace, NULL, &error), ==, 1);
  g_assert_no_error (error);
  ry_workspace_close (other);
  g_object_unref (other);
}

static void
test_resolving (Fixture *fixture, gconstpointer data)
{
  RyWorkspace *other = support_open_new (fixture->folder, "other", "岡");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (RyUndo) here = NULL;
  g_autoptr (RyUndo) there = NULL;
  g_autoptr (RyUndo) undo = NULL;
  RyConflict *conflict;

  support_copy (fixture->workspace, other);
  here = support_change (fixture->workspace, OWN, "'telephone':'000-111-2222'");
  there = support_change (other, OWN, "'telephone':'000-111-3333'");
  support_copy (other, fixture->workspace);
  log_in (fixture, "[\"hospital\",\"org:own\"]");
  conflicts = ry_workspace_get_conflicts (fixture->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_null (ry_workspace_resolve (fixture->workspace, conflict, conflict->merged, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FORBIDDEN);
  g_clear_error (&error);
  log_in (fixture, "[\"secretariat\"]");
  undo = ry_workspace_resolve (fixture->workspace, conflict, conflict->merged, NULL, &error);
  g_assert_no_error (error);
  ry_workspace_close (other);
  g_object_unref (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/model/rights/alone", test_alone);
  ADD ("/model/rights/hospital", test_hospital);
  ADD ("/model/rights/kept", test_kept);
  ADD ("/model/rights/settling", test_settling);
  ADD ("/model/rights/resolving", test_resolving);
  return g_test_run ();
}
