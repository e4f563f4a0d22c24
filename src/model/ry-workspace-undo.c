/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking back what was committed. An undo knows revisions, not contents: what it puts back is read from the store.
 * Where somebody changed a document since, only what they left alone goes back.
 */
#include "ry-workspace-private.h"

#include <glib/gi18n-lib.h>

/* Documents written in one transaction when many are taken back. */
#define UNDO_BATCH 500

static GPtrArray *
create_documents (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
}

/* What undoing makes of one document, and after which revision; FALSE where it is left as it is. @content is NULL
 * to delete it; what is deleted again goes into the trash again, and what was new leaves nothing there. */
static gboolean
plan_undo (RyWorkspace *self,
           RyStore *store,
           const RyUndoEntry *entry,
           RyDocument *current,
           const char **parent,
           JsonObject **content)
{
  g_autoptr (RyDocument) before =
      entry->before != NULL ? ry_store_get (store, entry->id, entry->before, RY_GET_DELETED, NULL) : NULL;
  g_autoptr (RyDocument) after = NULL;
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
  gboolean was_there = before != NULL && !ry_document_get_deleted (before);

  *content = NULL;
  *parent = ry_document_get_rev (current);
  if (entry->before != NULL && before == NULL)
    return FALSE; /* not kept any more */
  if (g_str_equal (ry_document_get_rev (current), entry->rev)) {
    *content = was_there ? ry_document_dup_root (before) : NULL;
    return was_there || !ry_document_get_deleted (current);
  }
  /* Somebody changed it since: take back only what they left alone. */
  after = ry_store_get (store, entry->id, entry->rev, RY_GET_DELETED, NULL);
  if (was_there && after != NULL && ry_document_get_deleted (after) && ry_document_get_deleted (current)) {
    /* Deleted on more than one branch: it comes back on the one on which it was deleted here. */
    *parent = entry->rev;
    *content = ry_document_dup_root (before);
    return TRUE;
  }
  if (ry_document_get_deleted (current) || after == NULL || ry_document_get_deleted (after))
    return FALSE;
  /* What was new goes if it is as it was then: later changes were taken back one after the other. */
  if (!was_there)
    return _ry_content_equal (ry_document_get_root (after), ry_document_get_root (current));
  *content = ry_merge (ry_kinds_get (self->kinds, ry_document_get_kind (current)), ry_document_get_root (after),
                       ry_document_get_root (current), ry_document_get_root (before), clashes);
  if (!_ry_content_equal (*content, ry_document_get_root (current)))
    return TRUE;
  g_clear_pointer (content, json_object_unref);
  return FALSE;
}

/* A conflict's other version is opened again as it was, or ended again: a branch carries what it said, without a stamp.
 */
static gboolean
undo_branch (RyStore *store, const RyUndoEntry *entry, RyUndo *redo, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyDocument) before = ry_store_get (store, entry->id, entry->before, RY_GET_DELETED, NULL);
  g_autoptr (JsonObject) content = before != NULL ? ry_document_dup_root (before) : NULL;
  g_autoptr (GPtrArray) documents = create_documents ();
  g_autoptr (GPtrArray) results = NULL;
  RyWriteResult *result;

  if (content == NULL)
    return TRUE;
  g_ptr_array_add (documents,
                   ry_document_new_from_root (entry->id, entry->rev, ry_document_get_deleted (before), content));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);
  result = results != NULL ? g_ptr_array_index (results, 0) : NULL;
  if (result != NULL && result->error == NULL)
    _ry_undo_add_branch (redo, entry->id, entry->rev, result->rev);
  return results != NULL; /* a branch that went on since is left alone */
}

static RyDocument *
create_undone (RyWorkspace *self,
               RyStore *store,
               const RyUndoEntry *entry,
               const char *parent,
               JsonObject *content,
               RyDocument *current)
{
  g_autoptr (RyDocument) before = content == NULL && entry->before != NULL
                                      ? ry_store_get (store, entry->id, entry->before, RY_GET_DELETED, NULL)
                                      : NULL;
  gboolean to_trash = before != NULL && _ry_trash_keeps_fields (before);
  RyDocument *document = _ry_workspace_create_document (self, entry->id, parent, content, to_trash ? current : NULL);

  return content != NULL && ry_document_get_deleted (current) ? _ry_trash_reattach (store, document, entry->before)
                                                              : document;
}

/* Takes back the entries from *@at on that are in @store, at most a batch, and moves *@at on. */
static gboolean
undo_batch (
    RyWorkspace *self, RyStore *store, RyUndo *undo, gsize *at, RyUndo *redo, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) documents = create_documents ();
  g_autoptr (GPtrArray) results = NULL;
  RyUndoEntry entry;

  while (documents->len < UNDO_BATCH && _ry_undo_read (undo, at, &entry)) {
    g_autoptr (RyDocument) current = NULL;
    g_autoptr (JsonObject) content = NULL;
    const char *parent;

    if (ry_workspace_get_store_for (self, entry.id) != store)
      continue;
    if (entry.beside) {
      if (!undo_branch (store, &entry, redo, cancellable, error))
        return FALSE;
      continue;
    }
    current = ry_store_get (store, entry.id, NULL, RY_GET_DELETED, NULL);
    if (current != NULL && plan_undo (self, store, &entry, current, &parent, &content)) {
      g_autoptr (RyDocument) undone = create_undone (self, store, &entry, parent, content, current);

      /* What was sealed since stays. */
      if (!ry_permissions_is_fixed (self->permissions, current, undone))
        g_ptr_array_add (documents, g_steal_pointer (&undone));
    }
  }
  if (documents->len == 0)
    return TRUE;
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);
  for (guint i = 0; results != NULL && i < results->len; i++) {
    RyWriteResult *result = g_ptr_array_index (results, i);

    if (result->error == NULL)
      ry_undo_add (redo, result->id, ry_document_get_rev (g_ptr_array_index (documents, i)), result->rev);
  }
  return results != NULL;
}

/**
 * ry_workspace_undo:
 * @self: a workspace
 * @undo: what a commit or an earlier undo returned
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Writes the documents as they were before. Where somebody changed one since, only the fields they left alone go
 * back; what they deleted stays deleted, and what was new and has been changed by them stays.
 *
 * Returns: (transfer full): an undo of the undo
 */
RyUndo *
ry_workspace_undo (RyWorkspace *self, RyUndo *undo, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyUndo) redo = ry_undo_new ();
  const char *const *spaces = ry_workspace_get_spaces (self);

  for (guint i = 0; spaces[i] != NULL; i++) {
    RyStore *store = ry_workspace_get_store (self, spaces[i]);
    gsize at = 0, from;

    do {
      from = at;
      if (!undo_batch (self, store, undo, &at, redo, cancellable, error)) {
        g_prefix_error (error, _ ("Undoing: "));
        return NULL;
      }
    } while (at > from);
  }
  return g_steal_pointer (&redo);
}
