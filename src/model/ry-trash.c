/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tombstone is made here for every deletion of a commit. What was only taken back (a new record undone) leaves a
 * bare one: it was never meant. Purging writes an empty tombstone on top, so that no store shows the fields any more;
 * the earlier revisions go with each store's next compaction.
 */
#include "ry-trash.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-id.h"
#include "ry-internal.h"
#include "ry-json.h"
#include "ry-workspace-private.h"

#define DELETED_BY "deleted_by"
#define DELETED_AT "deleted_at"
#define PURGED     "purged"

static GPtrArray *
create_documents (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
}

/*
 * _ry_trash_create_tombstone:
 * @last: (nullable): the document as it was last; %NULL, or an empty tombstone, makes a bare one
 *
 * Returns: (transfer full): the content of a deletion, stamped
 */
JsonObject *
_ry_trash_create_tombstone (RyWorkspace *self, const char *id, RyDocument *last)
{
  g_autofree char *kind = ry_id_dup_kind (id);
  JsonObject *content = last != NULL ? ry_document_dup_root (last) : json_object_new ();

  ry_json_set_string (content, "kind", kind);
  _ry_workspace_stamp (self, content);
  if (last != NULL) {
    ry_json_set_string (content, DELETED_BY, ry_json_get_string (content, "updated_by"));
    ry_json_set_string (content, DELETED_AT, ry_json_get_string (content, "updated_at"));
  }
  return content;
}

/* Whether a deleted document still says what it was. */
gboolean
_ry_trash_keeps_fields (RyDocument *tombstone)
{
  return ry_document_get_deleted (tombstone) && ry_document_get_string (tombstone, DELETED_AT) != NULL;
}

/* Whether a leaf says that somebody deleted the record, for good or not; one that only ends a settled branch does not.
 */
gboolean
_ry_trash_is_meant (RyDocument *tombstone)
{
  return ry_document_get_deleted (tombstone) && (ry_document_get_string (tombstone, "updated_by") != NULL ||
                                                 ry_json_get_boolean (ry_document_get_root (tombstone), PURGED, FALSE));
}

/*
 * _ry_trash_reattach:
 * @document: (transfer full): a document about to be written on top of a deletion
 * @rev: (nullable): a revision that had what is to be attached again
 *
 * A tombstone has nothing attached, so what comes back names it itself, where it is still known here.
 *
 * Returns: (transfer full): @document, or one with the attachments
 */
RyDocument *
_ry_trash_reattach (RyStore *store, RyDocument *document, const char *rev)
{
  g_autoptr (RyDocument) given = document;
  g_autoptr (GPtrArray) attachments =
      rev != NULL ? ry_store_get_attachments (store, ry_document_get_id (document), rev, NULL) : NULL;

  if (attachments == NULL || attachments->len == 0)
    return g_steal_pointer (&given);
  return ry_document_with_attachments (given, attachments);
}

static char *
dup_since (void)
{
  g_autofree char *today = ry_date_dup_today ();

  return ry_date_shift (today, -RY_TRASH_DAYS);
}

static int
compare_when (gconstpointer a, gconstpointer b)
{
  return -g_strcmp0 (ry_trash_get_when (*(RyDocument **) a), ry_trash_get_when (*(RyDocument **) b));
}

/* The last revision before the deletion that is still kept here; its content does not matter, its attachments do. */
static char *
find_last_alive (RyStore *store, RyDocument *tombstone)
{
  g_autoptr (RyDocument) known =
      ry_store_get (store, ry_document_get_id (tombstone), ry_document_get_rev (tombstone), RY_GET_REVISIONS, NULL);
  const char *const *history = known != NULL ? ry_document_get_history (known) : NULL;

  for (guint i = 1; history != NULL && history[i] != NULL; i++) {
    g_autoptr (RyDocument) each = ry_store_get (store, ry_document_get_id (tombstone), history[i], RY_GET_PLAIN, NULL);

    if (each != NULL && !ry_document_get_deleted (each))
      return g_strdup (history[i]);
  }
  return NULL;
}

static RyDocument *
create_restored (RyWorkspace *self, RyStore *store, RyDocument *tombstone, RyDocument *current)
{
  g_autoptr (JsonObject) content = ry_document_dup_root (tombstone);
  g_autofree char *alive = find_last_alive (store, tombstone);
  RyDocument *document;

  json_object_remove_member (content, DELETED_BY);
  json_object_remove_member (content, DELETED_AT);
  _ry_workspace_stamp (self, content);
  document = ry_document_new_from_root (ry_document_get_id (tombstone), ry_document_get_rev (current), FALSE, content);
  return ry_document_get_deleted (current) ? _ry_trash_reattach (store, document, alive) : document;
}

/* Where two people deleted it apart there are two deletions; one of them left beside a living record would read as a
 * disagreement. Its branch is closed by an end that every machine computes alike. */
static gboolean
close_deletions (
    RyStore *store, const char *id, const char *parent, JsonObject *content, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) leaves = ry_store_get_open_revs (store, id, NULL, RY_GET_REVISIONS, error);
  g_autoptr (GPtrArray) ends = create_documents ();

  if (leaves == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len; i++) {
    RyDocument *leaf = g_ptr_array_index (leaves, i);
    RyDocument *end;

    if (!_ry_trash_keeps_fields (leaf) || g_str_equal (ry_document_get_rev (leaf), parent))
      continue;
    end = _ry_branch_child (leaf, TRUE, content, error);
    if (end == NULL)
      return FALSE;
    g_ptr_array_add (ends, end);
  }
  return ends->len == 0 || _ry_workspace_write (store, ends, FALSE, RY_STORE_SOURCE_LOCAL, cancellable, error);
}

/**
 * ry_trash_list:
 * @workspace: the region
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Looks through all spaces; for a thread.
 *
 * Returns: (transfer full) (element-type RyDocument): the tombstones of the last %RY_TRASH_DAYS days that keep what was
 *   deleted, the latest first
 */
GPtrArray *
ry_trash_list (RyWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all = create_documents ();
  const char *const *spaces = ry_workspace_get_spaces (workspace);
  g_autofree char *since = dup_since ();

  for (guint i = 0; spaces[i] != NULL; i++) {
    g_autoptr (GPtrArray) here = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    here =
        ry_store_get_deleted (ry_workspace_get_store (workspace, spaces[i]), DELETED_AT, since, RY_TRASH_MOST, error);
    if (here == NULL)
      return NULL;
    g_ptr_array_extend_and_steal (all, g_steal_pointer (&here));
  }
  g_ptr_array_sort (all, compare_when);
  return g_steal_pointer (&all);
}

/**
 * ry_trash_get_who:
 * @tombstone: one of ry_trash_list()
 *
 * Returns: (nullable): who deleted it
 */
const char *
ry_trash_get_who (RyDocument *tombstone)
{
  return ry_document_get_string (tombstone, DELETED_BY);
}

/**
 * ry_trash_get_when:
 * @tombstone: one of ry_trash_list()
 *
 * Returns: (nullable): when, as `updated_at` says it
 */
const char *
ry_trash_get_when (RyDocument *tombstone)
{
  return ry_document_get_string (tombstone, DELETED_AT);
}

/**
 * ry_trash_dup_name:
 * @workspace: the region
 * @tombstone: one of ry_trash_list()
 *
 * Returns: (transfer full): what the record was called
 */
char *
ry_trash_dup_name (RyWorkspace *workspace, RyDocument *tombstone)
{
  gsize length;
  const char *body = ry_document_get_body (tombstone, &length);
  g_autoptr (RyDocument) as_it_was =
      ry_document_new (ry_document_get_id (tombstone), NULL, FALSE, body, (gssize) length);

  return ry_workspace_dup_name_of (workspace, as_it_was);
}

/**
 * ry_trash_restore:
 * @workspace: the region
 * @tombstone: one of ry_trash_list()
 * @replace: whether to put it over a record that somebody made under the same id since
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Brings a record back as it was, on top of its deletion, with what was attached where that is still known here. It is
 * not checked against its kind: it was there.
 *
 * Returns: (transfer full): an undo, which deletes it again; %RY_ERROR_EXISTS where the record is there again and
 *   @replace is %FALSE: a person has to say which is to stay
 */
RyUndo *
ry_trash_restore (
    RyWorkspace *workspace, RyDocument *tombstone, gboolean replace, GCancellable *cancellable, GError **error)
{
  const char *id = ry_document_get_id (tombstone);
  RyStore *store = ry_workspace_get_store_for (workspace, id);
  g_autoptr (RyDocument) current = ry_store_get (store, id, NULL, RY_GET_DELETED, error);
  g_autoptr (GPtrArray) documents = create_documents ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (RyUndo) undo = ry_undo_new ();
  RyWriteResult *result;

  if (current == NULL)
    return NULL;
  if (!ry_document_get_deleted (current) && !replace) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_EXISTS, _ ("Somebody has made this record again meanwhile."));
    return NULL;
  }
  g_ptr_array_add (documents, create_restored (workspace, store, tombstone, current));
  if (!_ry_workspace_permit (workspace, current, g_ptr_array_index (documents, 0), error) ||
      !close_deletions (store, id, ry_document_get_rev (current), NULL, cancellable, error))
    return NULL;
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, cancellable, error);
  if (results == NULL)
    return NULL;
  result = g_ptr_array_index (results, 0);
  if (result->error != NULL) {
    g_propagate_prefixed_error (error, g_steal_pointer (&result->error), _ ("Restoring: "));
    return NULL;
  }
  ry_undo_add (undo, id, ry_document_get_rev (current), result->rev);
  return g_steal_pointer (&undo);
}

/**
 * ry_trash_may_purge:
 * @workspace: the region
 * @error: return location for a #GError
 *
 * Returns: whether the person at this machine may purge: an administrator, and whoever works without a server; if not,
 *   %RY_ERROR_FORBIDDEN with a sentence
 */
gboolean
ry_trash_may_purge (RyWorkspace *workspace, GError **error)
{
  g_autoptr (RyActor) actor = ry_workspace_ref_actor (workspace);
  g_autofree char *server = ry_workspace_dup_setting (workspace, "server");

  if (server == NULL || *server == '\0' || ry_actor_is_admin (actor) || ry_actor_has_role (actor, "administrator"))
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_FORBIDDEN, _ ("Only an administrator deletes something for good."));
  return FALSE;
}

/* The words of its internal blocks go with a meeting. */
static gboolean
purge_part (RyWorkspace *workspace, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *part_id = g_str_has_prefix (id, "meeting:") ? ry_internal_dup_id (id) : NULL;
  g_autoptr (RyDocument) part = part_id != NULL ? ry_workspace_get (workspace, part_id, NULL) : NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (RyUndo) undo = NULL;

  if (part == NULL)
    return TRUE;
  edits = ry_edits_new_with (ry_edit_new (part_id, part, NULL), NULL);
  undo = ry_workspace_commit (workspace, edits, cancellable, error);
  return undo != NULL && ry_trash_purge (workspace, part_id, cancellable, error);
}

/**
 * ry_trash_purge:
 * @workspace: the region
 * @id: a deleted document
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Writes a tombstone that says no more than that over each deletion of the document, the same on every machine, and
 * forgets what earlier revisions said; other machines do so with their next compaction. It cannot be taken back.
 * Whoever changed the record apart is asked about it, and does not bring it back unawares.
 *
 * Returns: whether nothing of it can be seen any more; %RY_ERROR_FORBIDDEN for others than an administrator,
 *   %RY_ERROR_EXISTS where the record is there again
 */
gboolean
ry_trash_purge (RyWorkspace *workspace, const char *id, GCancellable *cancellable, GError **error)
{
  RyStore *store = ry_workspace_get_store_for (workspace, id);
  g_autoptr (RyDocument) current = NULL;
  g_autoptr (JsonObject) purged = json_object_new ();

  json_object_set_boolean_member (purged, PURGED, TRUE);
  if (!ry_trash_may_purge (workspace, error))
    return FALSE;
  current = ry_store_get (store, id, NULL, RY_GET_DELETED, error);
  if (current == NULL)
    return FALSE;
  if (!ry_document_get_deleted (current)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_EXISTS, _ ("Somebody has made this record again meanwhile."));
    return FALSE;
  }
  return close_deletions (store, id, "", purged, cancellable, error) &&
         ry_store_forget_history (store, id, cancellable, error) && purge_part (workspace, id, cancellable, error);
}
