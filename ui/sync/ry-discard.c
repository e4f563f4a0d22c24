/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Giving up a refused change. What was written stays in the record's history: the record goes on from there with the
 * content that the server has, or is deleted where the server never had it.
 */
#include "ry-discard.h"

typedef struct {
  RyReplicator *replicator;
  char *id;
  char *rev; /* that took the change back */
} Discard;

static void
discard_free (gpointer data)
{
  Discard *discard = data;

  g_object_unref (discard->replicator);
  g_free (discard->id);
  g_free (discard->rev);
  g_free (discard);
}

static RyUndo *
write_back (
    RyWorkspace *workspace, RyDocument *current, RyDocument *accepted, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  gboolean keep = accepted != NULL && !ry_document_get_deleted (accepted);

  g_ptr_array_add (edits,
                   ry_edit_new (ry_document_get_id (current), current, keep ? ry_document_dup_root (accepted) : NULL));
  return ry_workspace_commit (workspace, edits, cancellable, error);
}

static void
discard_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RyWorkspace *workspace = source;
  Discard *discard = data;
  RyStore *store = ry_workspace_get_store_for (workspace, discard->id);
  g_autoptr (RyDocument) accepted = NULL;
  g_autoptr (RyDocument) current = NULL;
  g_autoptr (RyDocument) after = NULL;
  g_autoptr (RyUndo) undo = NULL;
  GError *error = NULL;

  accepted = ry_replicator_get_accepted (discard->replicator, discard->id, cancellable, &error);
  if (error == NULL)
    current = ry_store_get (store, discard->id, NULL, RY_GET_DELETED, &error);
  if (current != NULL)
    undo = write_back (workspace, current, accepted, cancellable, &error);
  if (undo != NULL)
    after = ry_store_get (store, discard->id, NULL, RY_GET_DELETED, &error);
  if (after == NULL) {
    g_task_return_error (task, error);
    return;
  }
  discard->rev = g_strdup (ry_document_get_rev (after));
  g_task_return_pointer (task, g_steal_pointer (&undo), (GDestroyNotify) ry_undo_unref);
}

/**
 * ry_discard_async:
 * @workspace: where the record is
 * @replicator: the road
 * @id: a record that the server refused
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @data: for @callback
 */
void
ry_discard_async (RyWorkspace *workspace,
                  RyReplicator *replicator,
                  const char *id,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, data);
  Discard *discard = g_new0 (Discard, 1);

  discard->replicator = g_object_ref (replicator);
  discard->id = g_strdup (id);
  g_task_set_source_tag (task, ry_discard_async);
  g_task_set_task_data (task, discard, discard_free);
  g_task_run_in_thread (task, discard_thread);
}

/**
 * ry_discard_finish:
 * @workspace: where the record is
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full): an undo
 */
RyUndo *
ry_discard_finish (RyWorkspace *workspace, GAsyncResult *result, GError **error)
{
  RyUndo *undo = g_task_propagate_pointer (G_TASK (result), error);
  Discard *discard = g_task_get_task_data (G_TASK (result));

  if (undo != NULL)
    ry_replicator_withdraw (discard->replicator, discard->id, discard->rev);
  return undo;
}
