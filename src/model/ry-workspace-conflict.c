/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When replication brings a second version of a document, both are leaves of its revision tree. Here the two
 * are merged from the version they had in common; the result and the end of the other branch are written as
 * revisions that every machine computes alike (ry-branch.c), so that two desktops which settle one conflict apart do
 * not make another. What clashes waits for a person.
 *
 * A machine that got the two versions but never had their common one leaves the conflict to those that had it.
 * A document deleted here and changed there stays, and is listed too: the deleted leaf carries who deleted it, and
 * a leaf that only ends a settled branch carries nothing.
 */
#include "ry-workspace-private.h"

#include <string.h>

#include "ry-approval.h"
#include "ry-aside.h"
#include "ry-attach.h"
#include "ry-error.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-permission-private.h"
#include "ry-rev-tree.h"

/* How far the feed was looked through for deletions that met a change, and which were found: machine-local. */
#define PROGRESS_ID "_local/ryorin-deletions"
#define PAGE        1000u

static GPtrArray *
create_documents (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
}

static GPtrArray *
create_clashes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
}

static int
compare_revs (gconstpointer a, gconstpointer b)
{
  return -ry_rev_compare (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
share_history (RyDocument *a, RyDocument *b)
{
  const char *const *left = ry_document_get_history (a);
  const char *const *right = ry_document_get_history (b);

  for (guint i = 0; left != NULL && right != NULL && left[i] != NULL; i++) {
    if (g_strv_contains (right, left[i]))
      return TRUE;
  }
  return FALSE;
}

/* The version both had: in @base, or NULL where they began apart. FALSE where there is one that is not kept here. */
static gboolean
find_base (RyStore *store, RyDocument *left, RyDocument *right, RyDocument **base)
{
  *base = NULL;
  if (!share_history (left, right))
    return TRUE;
  *base = ry_store_get_ancestor (store, ry_document_get_id (left), ry_document_get_rev (left),
                                 ry_document_get_rev (right), NULL);
  if (*base != NULL && ry_document_get_deleted (*base))
    g_clear_pointer (base, ry_document_unref);
  else if (*base == NULL)
    return _ry_content_equal (ry_document_get_root (left), ry_document_get_root (right));
  return TRUE;
}

/* What the leaves of a document become together. */
typedef struct {
  JsonObject *content;
  GPtrArray *attachments; /* (nullable) */
  gboolean more_attached; /* than the winner has, or less */
} Merged;

static void
merged_clear (Merged *merged)
{
  g_clear_pointer (&merged->content, json_object_unref);
  g_clear_pointer (&merged->attachments, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merged, merged_clear)

static gboolean
attaches_alike (GPtrArray *a, GPtrArray *b)
{
  guint n_a = a != NULL ? a->len : 0, n_b = b != NULL ? b->len : 0;

  for (guint i = 0; i < n_a && n_a == n_b; i++) {
    const RyAttachment *left = g_ptr_array_index (a, i), *right = g_ptr_array_index (b, i);

    if (strcmp (left->name, right->name) != 0 || g_strcmp0 (left->digest, right->digest) != 0)
      return FALSE;
  }
  return n_a == n_b;
}

static JsonObject *
merge_sides (
    RyWorkspace *self, RyDocument *base, RyDocument *winner, JsonObject *merged, RyDocument *leaf, GPtrArray *clashes)
{
  const char *kind = ry_document_get_kind (winner);
  const RyAsideSide left = { merged, ry_document_get_rev (winner) };
  const RyAsideSide right = { ry_document_get_root (leaf), ry_document_get_rev (leaf) };

  return _ry_aside_merge (ry_kinds_get (self->kinds, kind), _ry_permissions_find_kind (self->permissions, kind)->fixed,
                          base != NULL ? ry_document_get_root (base) : NULL, &left, &right, clashes);
}

/* Merges one losing leaf into @merged; FALSE where it has to wait. */
static gboolean
merge_leaf (RyWorkspace *self, RyStore *store, RyDocument *winner, RyDocument *leaf, Merged *merged)
{
  g_autoptr (RyDocument) base = NULL;
  g_autoptr (GPtrArray) clashes = create_clashes ();
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (JsonObject) content = NULL;

  if (!find_base (store, winner, leaf, &base))
    return FALSE;
  attachments = ry_attachments_merge (base != NULL ? ry_document_get_attachments (base) : NULL, merged->attachments,
                                      ry_document_get_attachments (leaf));
  content = merge_sides (self, base, winner, merged->content, leaf, clashes);
  if (clashes->len > 0)
    return FALSE;
  ry_approval_settle (NULL, content);
  merged->more_attached |= !attaches_alike (merged->attachments, attachments);
  merged_clear (merged);
  merged->content = g_steal_pointer (&content);
  merged->attachments = g_steal_pointer (&attachments);
  return TRUE;
}

static gboolean
is_same_text (JsonObject *a, JsonObject *b)
{
  g_autofree char *left = ry_json_object_to_text (a);
  g_autofree char *right = ry_json_object_to_text (b);

  return g_str_equal (left, right);
}

/* Settles what can be settled of one document, in one write. Returns whether it is without conflict now, or -1. */
static int
settle_document (RyWorkspace *self, RyStore *store, const char *id, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyDocument) winner = ry_store_get (store, id, NULL, RY_GET_REVISIONS | RY_GET_CONFLICTS, error);
  const char *const *conflicts = winner != NULL ? ry_document_get_conflicts (winner) : NULL;
  g_autoptr (GPtrArray) losers = g_ptr_array_new ();
  g_autoptr (GPtrArray) documents = create_documents ();
  g_auto (Merged) merged = { NULL };

  if (winner == NULL)
    return -1;
  /* Left to those who may: they settle it alike, and the server would not take it from us. */
  if (!_ry_workspace_may_settle (self, id))
    return FALSE;
  for (guint i = 0; conflicts != NULL && conflicts[i] != NULL; i++)
    g_ptr_array_add (losers, (gpointer) conflicts[i]);
  g_ptr_array_sort (losers, compare_revs);

  merged.content = ry_document_dup_root (winner);
  if (ry_document_get_attachments (winner) != NULL)
    merged.attachments = g_ptr_array_ref (ry_document_get_attachments (winner));
  for (guint i = 0; i < losers->len; i++) {
    g_autoptr (RyDocument) leaf = ry_store_get (store, id, g_ptr_array_index (losers, i), RY_GET_REVISIONS, NULL);
    RyDocument *end;

    if (leaf == NULL || !merge_leaf (self, store, winner, leaf, &merged))
      continue;
    end = _ry_branch_child (leaf, TRUE, NULL, error);
    if (end == NULL)
      return -1;
    g_ptr_array_add (documents, end);
  }
  if (documents->len == 0)
    return losers->len == 0;
  if (merged.more_attached || !is_same_text (merged.content, ry_document_get_root (winner))) {
    RyDocument *child = merged.more_attached ? _ry_branch_child_with (winner, merged.content, merged.attachments, error)
                                             : _ry_branch_child (winner, FALSE, merged.content, error);

    if (child == NULL)
      return -1;
    g_ptr_array_insert (documents, 0, child);
  }
  if (!_ry_workspace_write (store, documents, FALSE, self->settle_source, cancellable, error))
    return -1;
  return documents->len >= losers->len;
}

/* The deleted leaf of a live document that a person deleted, not one that ends a settled branch. */
static RyDocument *
find_deletion (RyStore *store, const char *id)
{
  g_autoptr (GPtrArray) leaves = ry_store_get_open_revs (store, id, NULL, RY_GET_REVISIONS, NULL);
  RyDocument *found = NULL;
  gboolean live = FALSE;

  for (guint i = 0; leaves != NULL && i < leaves->len; i++) {
    RyDocument *leaf = g_ptr_array_index (leaves, i);

    if (!ry_document_get_deleted (leaf))
      live = TRUE;
    else if (found == NULL && _ry_trash_is_meant (leaf))
      found = leaf;
  }
  return live && found != NULL ? ry_document_ref (found) : NULL;
}

static JsonObject *
read_progress (RyStore *store)
{
  g_autoptr (RyDocument) document = ry_store_get_local (store, PROGRESS_ID, NULL);
  JsonObject *progress = document != NULL ? ry_document_dup_root (document) : json_object_new ();

  if (ry_json_get_object (progress, "found") == NULL)
    json_object_set_object_member (progress, "found", json_object_new ());
  return progress;
}

/* Looks through what is new in the feed for documents with a deleted leaf beside a live one. */
static gboolean
scan_deletions (RyStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) progress = read_progress (store);
  JsonObject *found = ry_json_get_object (progress, "found");
  gint64 since = ry_json_get_int (progress, "since", 0);
  gint64 from = since;
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *rev = NULL;

  for (;;) {
    g_autoptr (GPtrArray) changes = ry_store_get_changes (store, since, PAGE, FALSE, error);

    if (changes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    for (guint i = 0; i < changes->len; i++) {
      RyChange *change = g_ptr_array_index (changes, i);

      since = change->seq;
      if (!change->deleted && g_strv_length (change->revs) > 1) {
        g_autoptr (RyDocument) deletion = find_deletion (store, change->id);

        if (deletion != NULL)
          json_object_set_boolean_member (found, change->id, TRUE);
      }
    }
    if (changes->len < PAGE)
      break;
  }
  if (since == from)
    return TRUE;
  json_object_set_int_member (progress, "since", since);
  document = ry_document_new_from_root (PROGRESS_ID, NULL, FALSE, progress);
  rev = ry_store_put_local (store, document, error);
  return rev != NULL;
}

static GPtrArray *
list_conflicted (RyStore *store, GError **error)
{
  g_autoptr (GPtrArray) documents = ry_store_get_conflicted (store, error);
  GPtrArray *ids = documents != NULL ? g_ptr_array_new_with_free_func (g_free) : NULL;

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    g_ptr_array_add (ids, g_strdup (ry_document_get_id (g_ptr_array_index (documents, i))));
  return ids;
}

static guint
settle_store (RyWorkspace *self, RyStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) ids = list_conflicted (store, error);
  guint n = 0;

  for (guint i = 0; ids != NULL && i < ids->len && !g_cancellable_is_cancelled (cancellable); i++) {
    g_autoptr (GError) local = NULL;
    int settled = settle_document (self, store, g_ptr_array_index (ids, i), cancellable, &local);

    if (settled < 0 && !g_error_matches (local, RY_ERROR, RY_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return n;
    }
    n += settled > 0;
  }
  if (ids != NULL)
    scan_deletions (store, cancellable, error);
  return n;
}

static gpointer
settle_thread (gpointer data)
{
  RyWorkspace *self = data;
  gboolean again = TRUE;

  while (again) {
    g_autoptr (GError) error = NULL;

    ry_workspace_settle (self, self->closing, &error);
    if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_warning ("Settling conflicts: %s", error->message);
    g_mutex_lock (&self->mutex);
    again = self->settle_again && !g_cancellable_is_cancelled (self->closing);
    self->settle_again = FALSE;
    self->settling = again;
    g_mutex_unlock (&self->mutex);
  }
  return NULL;
}

/* Called in the main context. */
void
_ry_workspace_start_settling (RyWorkspace *self)
{
  gboolean start;

  g_mutex_lock (&self->mutex);
  start = !self->settling;
  self->settle_again = !start;
  self->settling = TRUE;
  g_mutex_unlock (&self->mutex);
  if (!start)
    return;
  g_clear_pointer (&self->settler, g_thread_join); /* it has ended */
  self->settler = g_thread_new ("settle", settle_thread, self);
}

/* Whether any document has two versions, to be settled or not. */
gboolean
_ry_workspace_has_conflicted (RyWorkspace *self)
{
  const char *const *spaces = ry_workspace_get_spaces (self);
  gboolean has = FALSE;

  for (guint i = 0; spaces[i] != NULL && !has; i++) {
    g_autoptr (GPtrArray) ids = list_conflicted (ry_workspace_get_store (self, spaces[i]), NULL);

    has = ids != NULL && ids->len > 0;
  }
  return has;
}

/* NULL where nothing waits for a person. */
static RyConflict *
create_conflict (RyWorkspace *self, RyStore *store, const char *id)
{
  g_autoptr (RyDocument) left = ry_store_get (store, id, NULL, RY_GET_REVISIONS | RY_GET_CONFLICTS, NULL);
  const char *const *revs = left != NULL ? ry_document_get_conflicts (left) : NULL;
  g_autoptr (RyDocument) right = NULL;
  RyConflict *conflict;

  if (left == NULL)
    return NULL;
  right = revs != NULL && revs[0] != NULL ? ry_store_get (store, id, revs[0], RY_GET_REVISIONS, NULL)
                                          : find_deletion (store, id);
  if (right == NULL)
    return NULL;
  conflict = g_new0 (RyConflict, 1);
  conflict->id = g_strdup (id);
  conflict->clashes = create_clashes ();
  find_base (store, left, right, &conflict->base);
  if (ry_document_get_deleted (right))
    conflict->merged = ry_document_dup_root (left);
  else
    conflict->merged = merge_sides (self, conflict->base, left, ry_document_get_root (left), right, conflict->clashes);
  conflict->left = g_steal_pointer (&left);
  conflict->right = g_steal_pointer (&right);
  /* Without a clash it is settled in a moment, here or where the common version is. */
  if (conflict->clashes->len == 0 && !ry_document_get_deleted (conflict->right))
    g_clear_pointer (&conflict, ry_conflict_free);
  return conflict;
}

/* Every document of @store that may wait for a person, each once. */
static GPtrArray *
list_candidates (RyStore *store, GError **error)
{
  GPtrArray *ids = list_conflicted (store, error);
  g_autoptr (JsonObject) progress = NULL;
  g_autoptr (GList) found = NULL;

  if (ids == NULL)
    return NULL;
  progress = read_progress (store);
  found = json_object_get_members (ry_json_get_object (progress, "found"));
  for (GList *l = found; l != NULL; l = l->next) {
    if (!g_ptr_array_find_with_equal_func (ids, l->data, g_str_equal, NULL))
      g_ptr_array_add (ids, g_strdup (l->data));
  }
  return ids;
}

/**
 * ry_workspace_settle:
 * @self: a workspace
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Settles every conflict that a merge can settle. It runs by itself when something arrives; call it where there is
 * no main loop, as after a replication from the command line.
 *
 * Returns: how many documents are without conflict since
 */
guint
ry_workspace_settle (RyWorkspace *self, GCancellable *cancellable, GError **error)
{
  const char *const *spaces = ry_workspace_get_spaces (self);
  g_autoptr (GError) local = NULL;
  guint n = 0;

  g_mutex_lock (&self->settle_lock);
  for (guint i = 0; spaces[i] != NULL && local == NULL; i++)
    n += settle_store (self, ry_workspace_get_store (self, spaces[i]), cancellable, &local);
  g_mutex_unlock (&self->settle_lock);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return n;
}

/**
 * ry_workspace_get_conflicts:
 * @self: a workspace
 * @error: return location for a #GError
 *
 * A document with more than two versions is listed with two of them; the next follows when these are resolved.
 *
 * Returns: (transfer full) (element-type RyConflict): what waits for a person
 */
GPtrArray *
ry_workspace_get_conflicts (RyWorkspace *self, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_conflict_free);
  const char *const *spaces = ry_workspace_get_spaces (self);

  for (guint i = 0; spaces[i] != NULL; i++) {
    RyStore *store = ry_workspace_get_store (self, spaces[i]);
    g_autoptr (GPtrArray) ids = list_candidates (store, error);

    if (ids == NULL)
      return NULL;
    for (guint j = 0; j < ids->len; j++) {
      RyConflict *conflict = create_conflict (self, store, g_ptr_array_index (ids, j));

      if (conflict != NULL)
        g_ptr_array_add (conflicts, conflict);
    }
  }
  return g_steal_pointer (&conflicts);
}

/**
 * ry_workspace_count_conflicts:
 * @self: a workspace
 *
 * Reads every document with two versions; for a thread.
 *
 * Returns: how many documents wait for a person
 */
gint64
ry_workspace_count_conflicts (RyWorkspace *self)
{
  const char *const *spaces = ry_workspace_get_spaces (self);
  gint64 n = 0;

  for (guint i = 0; spaces[i] != NULL; i++) {
    RyStore *store = ry_workspace_get_store (self, spaces[i]);
    g_autoptr (GPtrArray) ids = list_candidates (store, NULL);

    for (guint j = 0; ids != NULL && j < ids->len; j++) {
      RyConflict *conflict = create_conflict (self, store, g_ptr_array_index (ids, j));

      n += conflict != NULL;
      g_clear_pointer (&conflict, ry_conflict_free);
    }
  }
  return n;
}

/**
 * ry_workspace_resolve:
 * @self: a workspace
 * @conflict: a conflict
 * @content: (transfer none) (nullable): what the person decided for; %NULL deletes the document
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Writes @content after the winning version and ends the other's branch. Both stay in the history.
 *
 * Returns: (transfer full): an undo, which brings back both versions and with them the conflict; %RY_ERROR_FORBIDDEN
 *   where ending a branch is not for the person at this machine
 */
RyUndo *
ry_workspace_resolve (
    RyWorkspace *self, RyConflict *conflict, JsonObject *content, GCancellable *cancellable, GError **error)
{
  RyStore *store = ry_workspace_get_store_for (self, conflict->id);
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (GPtrArray) documents = create_documents ();
  g_autoptr (RyUndo) undo = NULL;
  g_autofree char *kind = ry_id_dup_kind (conflict->id);
  RyDocument *end;

  if (!ry_workspace_offers (self, RY_VERB_DELETE, kind, conflict->left, error))
    return NULL;
  /* The decision first: if the machine stops between the two, there is still a conflict and nothing is lost. */
  g_ptr_array_add (edits,
                   ry_edit_new (conflict->id, conflict->left, content != NULL ? ry_json_object_copy (content) : NULL));
  undo = ry_workspace_commit (self, edits, cancellable, error);
  if (undo == NULL)
    return NULL;
  end = _ry_branch_child (conflict->right, TRUE, NULL, error);
  if (end == NULL)
    return NULL;
  g_ptr_array_add (documents, end);
  if (!_ry_workspace_write (store, documents, FALSE, RY_STORE_SOURCE_LOCAL, cancellable, error))
    return NULL;
  _ry_undo_add_branch (undo, conflict->id, ry_document_get_rev (conflict->right), ry_document_get_rev (end));
  return g_steal_pointer (&undo);
}

/**
 * ry_conflict_free:
 * @conflict: (transfer full): a conflict
 */
void
ry_conflict_free (RyConflict *conflict)
{
  g_free (conflict->id);
  g_clear_pointer (&conflict->base, ry_document_unref);
  g_clear_pointer (&conflict->left, ry_document_unref);
  g_clear_pointer (&conflict->right, ry_document_unref);
  g_clear_pointer (&conflict->clashes, g_ptr_array_unref);
  g_clear_pointer (&conflict->merged, json_object_unref);
  g_free (conflict);
}
