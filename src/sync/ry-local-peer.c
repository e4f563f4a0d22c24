/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The near end of the road. It translates: sequences are the store's integers written as text, revisions are asked
 * for and written a batch at a time, one transaction each, in the store's lane. One thing it knows better than the
 * protocol: histories are kept to a limit, so a store that was away for long no longer finds its own revision in
 * what comes, and would take it for another branch, a living one even where the document was deleted. Where that
 * revision was never more than what the other end had given or got, it is ended.
 */
#include "ry-local-peer.h"

#include "ry-attached.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-selector.h"

struct _RyLocalPeer {
  GObject parent;

  /* Owned */
  RyStore *store;

  guint source;
  gint64 sent_seq; /* what has no later sequence here is at the other end */

  /* Under lock: comparing and writing are two threads */
  GMutex lock;
  GHashTable *outdated; /* id → leaves that the other end no longer lists */
};

static void peer_iface_init (RyPeerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RyLocalPeer,
                               ry_local_peer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RY_TYPE_PEER, peer_iface_init))

static char *
ry_local_peer_get_identity (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  RyStoreInfo *info = ry_store_get_info (RY_LOCAL_PEER (peer)->store, error);
  char *identity;

  if (info == NULL)
    return NULL;
  identity = g_strdup (info->uuid);
  ry_store_info_free (info);
  return identity;
}

static gboolean
ry_local_peer_create (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static RyDocument *
ry_local_peer_get_local (RyPeer *peer, const char *id, GCancellable *cancellable, GError **error)
{
  return ry_store_get_local (RY_LOCAL_PEER (peer)->store, id, error);
}

static gboolean
ry_local_peer_put_local (RyPeer *peer, RyDocument *document, GCancellable *cancellable, GError **error)
{
  g_autofree char *rev = ry_store_put_local (RY_LOCAL_PEER (peer)->store, document, error);

  return rev != NULL;
}

static int
compare_seqs (gconstpointer a, gconstpointer b)
{
  gint64 left = (*(RyChange **) a)->seq, right = (*(RyChange **) b)->seq;

  return left < right ? -1 : left > right;
}

/* A document's row of the feed, NULL where it has none after @since. */
static RyChange *
find_change (RyStore *store, const char *id, gint64 since)
{
  g_autoptr (RyDocument) winner = ry_store_get (store, id, NULL, RY_GET_DELETED, NULL);
  g_autoptr (GPtrArray) leaves = NULL;
  g_autoptr (GStrvBuilder) revs = g_strv_builder_new ();
  RyChange *change;

  if (winner == NULL || ry_document_get_seq (winner) <= since)
    return NULL;
  leaves = ry_store_get_open_revs (store, id, NULL, RY_GET_PLAIN, NULL);
  for (guint i = 0; leaves != NULL && i < leaves->len; i++)
    g_strv_builder_add (revs, ry_document_get_rev (g_ptr_array_index (leaves, i)));
  change = g_new0 (RyChange, 1);
  change->id = g_strdup (id);
  change->seq = ry_document_get_seq (winner);
  change->deleted = ry_document_get_deleted (winner);
  change->revs = g_strv_builder_end (revs);
  return change;
}

static GPtrArray *
find_changes (RyStore *store, GStrv ids, gint64 since)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_change_free);

  for (guint i = 0; ids[i] != NULL; i++) {
    RyChange *change = find_change (store, ids[i], since);

    if (change != NULL)
      g_ptr_array_add (changes, change);
  }
  g_ptr_array_sort (changes, compare_seqs);
  return changes;
}

static gboolean
is_selected (RyStore *store, RySelector *selector, const char *id, const char *rev)
{
  g_autoptr (RyDocument) document = ry_store_get (store, id, rev, RY_GET_DELETED, NULL);
  g_autofree char *text = document != NULL ? ry_document_to_json (document, RY_DOCUMENT_JSON_PLAIN) : NULL;
  g_autoptr (JsonObject) object = text != NULL ? ry_json_parse_object (text, -1, NULL) : NULL;

  return object != NULL && ry_selector_matches (selector, object);
}

/* Leaves only what matches; the rows in between still move the place on. */
static gboolean
select_changes (RyStore *store, const char *json, GPtrArray *changes, GError **error)
{
  g_autoptr (RySelector) selector = ry_selector_parse (json, -1, error);

  if (selector == NULL)
    return FALSE;
  for (guint i = changes->len; i > 0; i--) {
    RyChange *change = g_ptr_array_index (changes, i - 1);
    guint n = 0;

    for (guint r = 0; change->revs[r] != NULL; r++) {
      g_autofree char *rev = g_steal_pointer (&change->revs[r]);

      if (is_selected (store, selector, change->id, rev))
        change->revs[n++] = g_steal_pointer (&rev);
    }
    if (n == 0)
      g_ptr_array_remove_index (changes, i - 1);
  }
  return TRUE;
}

static RyChangesPage *
ry_local_peer_get_changes (RyPeer *peer,
                           const char *since,
                           guint limit,
                           guint wait_seconds,
                           const RyFilter *filter,
                           GCancellable *cancellable,
                           GError **error)
{
  RyLocalPeer *self = RY_LOCAL_PEER (peer);
  g_autoptr (RyChangesPage) page = ry_changes_page_new ();
  g_autoptr (GPtrArray) changes = NULL;
  gboolean by_ids = filter != NULL && filter->ids != NULL;
  gint64 seq = 0, now = ry_store_get_update_seq (self->store);

  if (!g_ascii_string_to_signed (since, 10, 0, G_MAXINT64, &seq, NULL)) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "\"%s\" is no sequence of this database", since);
    return NULL;
  }
  changes = by_ids ? find_changes (self->store, filter->ids, seq)
                   : ry_store_get_changes (self->store, seq, limit, FALSE, error);
  if (changes == NULL)
    return NULL;

  if (by_ids)
    seq = MAX (seq, now);
  else if (changes->len > 0)
    seq = ((RyChange *) g_ptr_array_index (changes, changes->len - 1))->seq;
  page->pending = by_ids || changes->len < limit ? 0 : ry_store_count_changes (self->store, seq, error);
  if (page->pending < 0 ||
      (filter != NULL && filter->selector != NULL && !select_changes (self->store, filter->selector, changes, error)))
    return NULL;
  page->last_seq = g_strdup_printf ("%" G_GINT64_FORMAT, seq);
  g_ptr_array_unref (page->changes);
  page->changes = g_steal_pointer (&changes);
  return g_steal_pointer (&page);
}

/* Keeps which leaves here could be ancestors of what comes: those that the other end does not list as leaves. */
static void
note_outdated (RyLocalPeer *self, RyChange *change, RyRevsDiff *diff)
{
  g_autoptr (GStrvBuilder) outdated = NULL;
  guint n = 0;

  if (self->sent_seq == 0 || diff->possible_ancestors == NULL)
    return;
  outdated = g_strv_builder_new ();
  for (guint i = 0; diff->possible_ancestors[i] != NULL; i++) {
    if (g_strv_contains ((const char *const *) change->revs, diff->possible_ancestors[i]))
      continue;
    g_strv_builder_add (outdated, diff->possible_ancestors[i]);
    n++;
  }
  if (n == 0)
    return;
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->outdated, g_strdup (change->id), g_strv_builder_end (outdated));
  g_mutex_unlock (&self->lock);
}

static GPtrArray *
ry_local_peer_get_missing (RyPeer *peer, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  RyLocalPeer *self = RY_LOCAL_PEER (peer);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_missing_free);
  gboolean empty = ry_store_get_update_seq (self->store) == 0;

  for (guint i = 0; i < changes->len; i++) {
    RyChange *change = g_ptr_array_index (changes, i);
    RyRevsDiff *diff;

    if (empty) {
      g_ptr_array_add (all, ry_missing_new (change->id, g_strdupv (change->revs), NULL));
      continue;
    }
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    diff = ry_store_get_revs_diff (self->store, change->id, (const char *const *) change->revs, error);
    if (diff == NULL)
      return NULL;
    if (diff->missing != NULL && diff->missing[0] != NULL)
      note_outdated (self, change, diff);
    if (diff->missing != NULL && diff->missing[0] != NULL)
      g_ptr_array_add (all, ry_missing_new (change->id, g_steal_pointer (&diff->missing), NULL));
    ry_revs_diff_free (diff);
  }
  return g_steal_pointer (&all);
}

static GPtrArray *
ry_local_peer_get_documents (
    RyPeer *peer, GPtrArray *missing, GPtrArray *failures, GCancellable *cancellable, GError **error)
{
  RyLocalPeer *self = RY_LOCAL_PEER (peer);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < missing->len; i++) {
    RyMissing *one = g_ptr_array_index (missing, i);
    g_autoptr (GPtrArray) found = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    found = ry_store_get_open_revs (self->store, one->id, (const char *const *) one->revs,
                                    RY_GET_REVISIONS | RY_GET_LATEST | RY_GET_DELETED, error);
    if (found == NULL)
      return NULL;
    if (found->len == 0)
      g_ptr_array_add (failures, ry_peer_failure_new (one->id, one->revs[0],
                                                      g_error_new_literal (RY_ERROR, RY_ERROR_NOT_FOUND, "missing")));
    g_ptr_array_extend_and_steal (all, g_steal_pointer (&found));
  }
  return g_steal_pointer (&all);
}

/* What is wrong with the line; the rest of the batch would fare no better. */
static gboolean
is_about_line (const GError *error)
{
  return error->domain != RY_ERROR || g_error_matches (error, RY_ERROR, RY_ERROR_UNREACHABLE) ||
         g_error_matches (error, RY_ERROR, RY_ERROR_TIMED_OUT) ||
         g_error_matches (error, RY_ERROR, RY_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, RY_ERROR, RY_ERROR_TOO_MANY_REQUESTS) ||
         g_error_matches (error, RY_ERROR, RY_ERROR_DISK_FULL);
}

/* A full replica has every byte before it writes down who names it. */
static GPtrArray *
stage_all (RyLocalPeer *self,
           GPtrArray *documents,
           const RyAttachmentSource *source,
           GPtrArray *blobs,
           GPtrArray *failures,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) staged = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  if (source == NULL || ry_store_is_sparse (self->store))
    return g_ptr_array_ref (documents);
  for (guint i = 0; i < documents->len; i++) {
    RyDocument *document = g_ptr_array_index (documents, i);
    g_autoptr (GError) fault = NULL;
    RyDocument *ready = ry_attached_stage (self->store, document, source, blobs, cancellable, &fault);

    if (ready != NULL) {
      g_ptr_array_add (staged, ready);
    } else if (is_about_line (fault)) {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    } else {
      g_ptr_array_add (failures, ry_peer_failure_new (ry_document_get_id (document), ry_document_get_rev (document),
                                                      g_steal_pointer (&fault)));
    }
  }
  return g_steal_pointer (&staged);
}

/* Where the history that came begins: 1, or later where it was cut. */
static guint
get_first_generation (RyDocument *document)
{
  const char *const *history = ry_document_get_history (document);
  guint length = history != NULL ? g_strv_length ((GStrv) history) : 0;

  return length > 0 ? (guint) atoi (history[length - 1]) : 1;
}

static GStrv
steal_outdated (RyLocalPeer *self, const char *id)
{
  gpointer outdated = NULL, key = NULL;

  g_mutex_lock (&self->lock);
  g_hash_table_steal_extended (self->outdated, id, &key, &outdated);
  g_mutex_unlock (&self->lock);
  g_free (key);
  return outdated;
}

/* Tombstones for leaves here that lie before the beginning of what comes, of documents that nobody has edited here
 * since they went over. */
static void
find_stale (RyLocalPeer *self, RyDocument *document, GPtrArray *tombstones)
{
  const char *id = ry_document_get_id (document);
  g_auto (GStrv) outdated = steal_outdated (self, id);
  guint first = get_first_generation (document);
  g_autoptr (RyDocument) here = NULL;

  if (outdated == NULL || first == 1)
    return;
  here = ry_store_get (self->store, id, NULL, RY_GET_DELETED, NULL);
  if (here == NULL || ry_document_get_seq (here) > self->sent_seq)
    return;
  for (guint i = 0; outdated[i] != NULL; i++)
    if ((guint) atoi (outdated[i]) < first)
      g_ptr_array_add (tombstones, ry_document_new (id, outdated[i], TRUE, "{}", -1));
}

/* Of no consequence where one has ended meanwhile. */
static gboolean
end_stale (RyLocalPeer *self, GPtrArray *tombstones, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows =
      tombstones->len > 0 ? ry_store_write (self->store, tombstones, TRUE, self->source, cancellable, error) : NULL;

  return tombstones->len == 0 || rows != NULL;
}

static GPtrArray *
ry_local_peer_put_documents (
    RyPeer *peer, GPtrArray *documents, const RyAttachmentSource *source, GCancellable *cancellable, GError **error)
{
  RyLocalPeer *self = RY_LOCAL_PEER (peer);
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
  g_autoptr (GPtrArray) blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_blob_unref);
  g_autoptr (GPtrArray) tombstones = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) staged = stage_all (self, documents, source, blobs, failures, cancellable, error);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; staged != NULL && self->sent_seq > 0 && i < staged->len; i++)
    find_stale (self, g_ptr_array_index (staged, i), tombstones);
  rows = staged != NULL ? ry_store_write (self->store, staged, FALSE, self->source, cancellable, error) : NULL;
  if (rows == NULL || !end_stale (self, tombstones, cancellable, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    RyWriteResult *row = g_ptr_array_index (rows, i);

    if (row->error != NULL)
      g_ptr_array_add (failures, ry_peer_failure_new (row->id, row->rev, g_steal_pointer (&row->error)));
  }
  return g_steal_pointer (&failures);
}

static gboolean
ry_local_peer_has_attachment (RyPeer *peer, const RyAttachment *attachment)
{
  return attachment->digest != NULL && ry_store_has_blob (RY_LOCAL_PEER (peer)->store, attachment->digest);
}

static GInputStream *
ry_local_peer_open_attachment (
    RyPeer *peer, RyDocument *document, const RyAttachment *attachment, GCancellable *cancellable, GError **error)
{
  return ry_store_open_blob (RY_LOCAL_PEER (peer)->store, attachment->digest, error);
}

static gboolean
ry_local_peer_ensure_full_commit (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  /* A store opened for what people typed commits with synchronous=FULL. */
  return TRUE;
}

static void
peer_iface_init (RyPeerInterface *iface)
{
  iface->get_identity = ry_local_peer_get_identity;
  iface->create = ry_local_peer_create;
  iface->get_local = ry_local_peer_get_local;
  iface->put_local = ry_local_peer_put_local;
  iface->get_changes = ry_local_peer_get_changes;
  iface->get_missing = ry_local_peer_get_missing;
  iface->get_documents = ry_local_peer_get_documents;
  iface->put_documents = ry_local_peer_put_documents;
  iface->has_attachment = ry_local_peer_has_attachment;
  iface->open_attachment = ry_local_peer_open_attachment;
  iface->ensure_full_commit = ry_local_peer_ensure_full_commit;
}

static void
ry_local_peer_finalize (GObject *object)
{
  RyLocalPeer *self = RY_LOCAL_PEER (object);

  g_clear_object (&self->store);
  g_hash_table_unref (self->outdated);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (ry_local_peer_parent_class)->finalize (object);
}

static void
ry_local_peer_class_init (RyLocalPeerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ry_local_peer_finalize;
}

static void
ry_local_peer_init (RyLocalPeer *self)
{
  g_mutex_init (&self->lock);
  self->outdated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
}

/**
 * ry_local_peer_new:
 * @store: a database
 * @source: what its writes are to be marked with, from ry_store_new_source()
 *
 * Returns: (transfer full): the database as one end of a replication
 */
RyPeer *
ry_local_peer_new (RyStore *store, guint source)
{
  RyLocalPeer *self = g_object_new (RY_TYPE_LOCAL_PEER, NULL);

  self->store = g_object_ref (store);
  self->source = source;
  return RY_PEER (self);
}

/**
 * ry_local_peer_set_sent:
 * @self: a peer that is about to be written to
 * @seq: a sequence of its store
 *
 * Says that whatever has no later sequence here is, or was, at the other end, so that no old state of it comes back.
 */
void
ry_local_peer_set_sent (RyLocalPeer *self, gint64 seq)
{
  self->sent_seq = seq;
}
