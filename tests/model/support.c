/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Helpers of the workspace's tests. Documents are given as JSON members with ' for ".
 */
#include "support.h"

#include <glib/gstdio.h>

#include "ry-id.h"
#include "ry-json.h"

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

char *
support_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("ryorin-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
support_remove_folder (const char *path)
{
  remove_tree (path);
}

RyWorkspace *
support_open_new (const char *folder, const char *name, const char *person)
{
  g_autofree char *home = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  RyWorkspace *workspace;

  g_assert_true (ry_workspace_create (home, NULL, &error));
  g_assert_no_error (error);
  workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ry_workspace_set_setting (workspace, "person", person, NULL));
  g_assert_true (ry_workspace_set_setting (workspace, "machine", "会場ノート", NULL));
  return workspace;
}

void
support_home_set_up (SupportHome *home, const char *person)
{
  home->folder = support_make_folder ();
  home->workspace = support_open_new (home->folder, "home", person);
}

static void
close_workspace (RyWorkspace *workspace)
{
  ry_workspace_close (workspace);
  g_assert_finalize_object (workspace);
}

void
support_home_tear_down (SupportHome *home, gconstpointer data)
{
  close_workspace (home->workspace);
  support_remove_folder (home->folder);
  g_free (home->folder);
}

void
support_pair_set_up (SupportPair *pair, const char *person_a, const char *person_b)
{
  pair->folder = support_make_folder ();
  pair->a = support_open_new (pair->folder, "a", person_a);
  pair->b = support_open_new (pair->folder, "b", person_b);
}

void
support_pair_tear_down (SupportPair *pair, gconstpointer data)
{
  close_workspace (pair->a);
  close_workspace (pair->b);
  support_remove_folder (pair->folder);
  g_free (pair->folder);
}

static void
copy_document (RyStore *from, RyStore *to, RyChange *change)
{
  g_autoptr (GError) error = NULL;
  RyRevsDiff *diff = ry_store_get_revs_diff (to, change->id, (const char *const *) change->revs, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;

  g_assert_no_error (error);
  if (diff->missing != NULL && diff->missing[0] != NULL) {
    found = ry_store_get_open_revs (from, change->id, (const char *const *) diff->missing, RY_GET_REVISIONS, &error);
    g_assert_no_error (error);
    for (guint i = 0; i < found->len; i++) {
      g_autofree char *json = ry_document_to_json (g_ptr_array_index (found, i), RY_DOCUMENT_JSON_REVISIONS);

      g_ptr_array_add (documents, ry_document_parse (json, -1, &error));
      g_assert_no_error (error);
    }
    results = ry_store_write (to, documents, FALSE, ry_store_new_source (), NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (results);
  }
  ry_revs_diff_free (diff);
}

/* One space alone, as a member's machine has it. */
void
support_copy_space (RyWorkspace *from, RyWorkspace *to, const char *space)
{
  RyStore *source = ry_workspace_get_store (from, space);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = ry_store_get_changes (source, 0, 0, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < changes->len; i++)
    copy_document (source, ry_workspace_get_store (to, space), g_ptr_array_index (changes, i));
}

void
support_copy (RyWorkspace *from, RyWorkspace *to)
{
  const char *const *spaces = ry_workspace_get_spaces (from);

  for (guint i = 0; spaces[i] != NULL; i++)
    support_copy_space (from, to, spaces[i]);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
support_spin (guint milliseconds)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (milliseconds, quit_cb, loop);
  g_main_loop_run (loop);
}

static JsonObject *
parse (const char *members)
{
  g_autofree char *text = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *object = ry_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return object;
}

static RyUndo *
commit (RyWorkspace *workspace, RyEdit *edit)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  RyUndo *undo;

  edits = ry_edits_new_with (edit, NULL);
  undo = ry_workspace_commit (workspace, edits, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (undo);
  return undo;
}

/* A new document. */
void
support_write (RyWorkspace *workspace, const char *id, const char *members)
{
  g_autoptr (RyUndo) undo = support_put (workspace, id, members);

  g_assert_nonnull (undo);
}

RyUndo *
support_put (RyWorkspace *workspace, const char *id, const char *members)
{
  JsonObject *content = parse (members);
  g_autofree char *kind = ry_id_dup_kind (id);

  json_object_set_string_member (content, "kind", kind);
  return commit (workspace, ry_edit_new (id, NULL, content));
}

/* Members of a document that is there; null removes one. */
RyUndo *
support_change (RyWorkspace *workspace, const char *id, const char *members)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) base = ry_workspace_get (workspace, id, &error);
  g_autoptr (JsonObject) changes = parse (members);
  g_autoptr (GList) names = json_object_get_members (changes);
  JsonObject *content;

  g_assert_no_error (error);
  content = ry_document_dup_root (base);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (content, l->data, json_node_copy (json_object_get_member (changes, l->data)));
  return commit (workspace, ry_edit_new (id, base, content));
}

RyUndo *
support_delete (RyWorkspace *workspace, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) base = ry_workspace_get (workspace, id, &error);

  g_assert_no_error (error);
  return commit (workspace, ry_edit_new (id, base, NULL));
}

/* The member as JSON with ' for "; NULL where there is no such document. */
char *
support_get_text (RyWorkspace *workspace, const char *id, const char *member)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, NULL);
  JsonNode *node = document != NULL ? json_object_get_member (ry_document_get_root (document), member) : NULL;

  return node != NULL ? g_strdelimit (json_to_string (node, FALSE), "\"", '\'') : NULL;
}

char *
support_get_rev (RyWorkspace *workspace, const char *id)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, id, NULL);

  return document != NULL ? g_strdup (ry_document_get_rev (document)) : NULL;
}
