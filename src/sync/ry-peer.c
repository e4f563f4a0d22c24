/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interface between a replication and a database. Each call prefixes its errors with what it was for, so
 * that an error reads as a path of intentions and the peers need not.
 */
#include "ry-peer.h"

#include "ry-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (RyPeer, ry_peer, G_TYPE_OBJECT)

static void
ry_peer_default_init (RyPeerInterface *iface)
{
}

/**
 * ry_peer_get_identity:
 * @self: a peer
 *
 * What makes this database this one for the life of its contents, whatever path or address led to it. Half of
 * a replication's id.
 *
 * Returns: (transfer full) (nullable): an opaque text, or %NULL with @error set
 */
char *
ry_peer_get_identity (RyPeer *self, GCancellable *cancellable, GError **error)
{
  char *identity = RY_PEER_GET_IFACE (self)->get_identity (self, cancellable, error);

  if (identity == NULL)
    g_prefix_error (error, "%s", _ ("Asking who is there: "));
  return identity;
}

/**
 * ry_peer_create:
 * @self: a peer
 *
 * Makes sure that the database is there, making it where it is not and may be made.
 *
 * Returns: %TRUE where it is there now; else @error says why not (%RY_ERROR_FORBIDDEN where it may not be read)
 */
gboolean
ry_peer_create (RyPeer *self, GCancellable *cancellable, GError **error)
{
  return RY_PEER_GET_IFACE (self)->create (self, cancellable, error);
}

/**
 * ry_peer_get_local:
 * @self: a peer
 * @id: an id that begins with `_local/`
 *
 * Returns: (transfer full) (nullable): the local document, or %NULL with %RY_ERROR_NOT_FOUND or another error
 */
RyDocument *
ry_peer_get_local (RyPeer *self, const char *id, GCancellable *cancellable, GError **error)
{
  RyDocument *document = RY_PEER_GET_IFACE (self)->get_local (self, id, cancellable, error);

  if (document == NULL)
    g_prefix_error (error, "%s", _ ("Reading checkpoint: "));
  return document;
}

/**
 * ry_peer_put_local:
 * @self: a peer
 * @document: a document whose id begins with `_local/`
 *
 * Writes over what is there: a checkpoint has one writer.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
ry_peer_put_local (RyPeer *self, RyDocument *document, GCancellable *cancellable, GError **error)
{
  gboolean ok = RY_PEER_GET_IFACE (self)->put_local (self, document, cancellable, error);

  if (!ok)
    g_prefix_error (error, "%s", _ ("Writing checkpoint: "));
  return ok;
}

/**
 * ry_peer_get_changes:
 * @self: a peer
 * @since: where to begin: a sequence this peer gave, or "0"
 * @limit: at most so many rows
 * @wait_seconds: how long to wait for the first row where there is none; 0 not at all
 * @filter: (nullable): which documents
 *
 * Returns: (transfer full) (nullable): a page, perhaps empty, or %NULL with @error set
 */
RyChangesPage *
ry_peer_get_changes (RyPeer *self,
                     const char *since,
                     guint limit,
                     guint wait_seconds,
                     const RyFilter *filter,
                     GCancellable *cancellable,
                     GError **error)
{
  RyChangesPage *page =
      RY_PEER_GET_IFACE (self)->get_changes (self, since, limit, wait_seconds, filter, cancellable, error);

  if (page == NULL)
    g_prefix_error (error, "%s", _ ("Reading changes: "));
  return page;
}

/**
 * ry_peer_get_missing:
 * @self: a peer
 * @changes: (element-type RyChange): rows of the other side's feed
 *
 * Returns: (transfer full) (element-type RyMissing) (nullable): what this peer lacks of them, or %NULL with
 *   @error set
 */
GPtrArray *
ry_peer_get_missing (RyPeer *self, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  GPtrArray *missing = RY_PEER_GET_IFACE (self)->get_missing (self, changes, cancellable, error);

  if (missing == NULL)
    g_prefix_error (error, "%s", _ ("Comparing revisions: "));
  return missing;
}

/**
 * ry_peer_get_documents:
 * @self: a peer
 * @missing: (element-type RyMissing): which revisions
 * @failures: (element-type RyWriteResult): takes a row for each revision that could not be had
 *
 * Reads revisions with their histories. A revision that has descendants by now is answered by its leaves.
 *
 * Returns: (transfer full) (element-type RyDocument) (nullable): what could be had, or %NULL with @error set
 */
GPtrArray *
ry_peer_get_documents (RyPeer *self, GPtrArray *missing, GPtrArray *failures, GCancellable *cancellable, GError **error)
{
  GPtrArray *documents = RY_PEER_GET_IFACE (self)->get_documents (self, missing, failures, cancellable, error);

  if (documents == NULL)
    g_prefix_error (error, "%s", _ ("Reading documents: "));
  return documents;
}

/**
 * ry_peer_put_documents:
 * @self: a peer
 * @documents: (element-type RyDocument): revisions with their histories
 * @source: (nullable): who has the bytes of their attachments; %NULL where none are to be taken along
 *
 * Writes revisions as they are. May be called while another thread reads from the same peer.
 *
 * Returns: (transfer full) (element-type RyWriteResult) (nullable): only what was refused, or %NULL with
 *   @error set where the whole was
 */
GPtrArray *
ry_peer_put_documents (
    RyPeer *self, GPtrArray *documents, const RyAttachmentSource *source, GCancellable *cancellable, GError **error)
{
  GPtrArray *failures = RY_PEER_GET_IFACE (self)->put_documents (self, documents, source, cancellable, error);

  if (failures == NULL)
    g_prefix_error (error, "%s", _ ("Writing documents: "));
  return failures;
}

/**
 * ry_peer_has_attachment:
 * @self: a peer
 * @attachment: one of a document of its
 *
 * Returns: whether ry_peer_open_attachment() is likely to give its bytes
 */
gboolean
ry_peer_has_attachment (RyPeer *self, const RyAttachment *attachment)
{
  return RY_PEER_GET_IFACE (self)->has_attachment (self, attachment);
}

/**
 * ry_peer_open_attachment:
 * @self: a peer
 * @document: a document of its
 * @attachment: one of its attachments
 *
 * Returns: (transfer full) (nullable): the bytes as they are kept, or %NULL with %RY_ERROR_NOT_FOUND and the like
 */
GInputStream *
ry_peer_open_attachment (
    RyPeer *self, RyDocument *document, const RyAttachment *attachment, GCancellable *cancellable, GError **error)
{
  GInputStream *stream = RY_PEER_GET_IFACE (self)->open_attachment (self, document, attachment, cancellable, error);

  if (stream == NULL)
    g_prefix_error (error, _ ("Reading “%s”: "), attachment->name);
  return stream;
}

/**
 * ry_peer_open_message:
 * @self: a peer
 * @document: a document of its
 * @type: (out) (transfer full) (nullable): the message's media type, with its boundary
 * @cancellable: (nullable): a cancellable
 *
 * Returns: (transfer full) (nullable): the revision with all of its attachments as one message (multipart/related), or
 *   %NULL where there is none to be had; then they are to be read one by one, which says why they cannot be where that
 *   is so
 */
GInputStream *
ry_peer_open_message (RyPeer *self, RyDocument *document, char **type, GCancellable *cancellable)
{
  RyPeerInterface *iface = RY_PEER_GET_IFACE (self);

  *type = NULL;
  return iface->open_message != NULL ? iface->open_message (self, document, type, cancellable) : NULL;
}

/**
 * ry_attachment_source_open:
 * @source: where bytes are
 * @document: a document of its
 * @attachment: one of its attachments
 *
 * Returns: (transfer full) (nullable): ry_peer_open_attachment(), counted
 */
GInputStream *
ry_attachment_source_open (const RyAttachmentSource *source,
                           RyDocument *document,
                           const RyAttachment *attachment,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GInputStream) stream = ry_peer_open_attachment (source->peer, document, attachment, cancellable, error);

  return stream != NULL ? ry_meter_new (stream, attachment->encoded_length, source->count, source->data) : NULL;
}

/**
 * ry_peer_ensure_full_commit:
 * @self: a peer
 *
 * Returns when what was written is on disk, so that a checkpoint may say so.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
ry_peer_ensure_full_commit (RyPeer *self, GCancellable *cancellable, GError **error)
{
  gboolean ok = RY_PEER_GET_IFACE (self)->ensure_full_commit (self, cancellable, error);

  if (!ok)
    g_prefix_error (error, "%s", _ ("Committing: "));
  return ok;
}

/**
 * ry_missing_new:
 * @id: a document's id
 * @revs: (transfer full): its revisions
 * @ancestors: (transfer full) (nullable): revisions that may be their ancestors
 *
 * Returns: (transfer full): a new RyMissing
 */
RyMissing *
ry_missing_new (const char *id, GStrv revs, GStrv ancestors)
{
  RyMissing *missing = g_new0 (RyMissing, 1);

  missing->id = g_strdup (id);
  missing->revs = revs;
  missing->ancestors = ancestors;
  return missing;
}

/**
 * ry_missing_free:
 * @missing: what ry_missing_new() gave
 */
void
ry_missing_free (RyMissing *missing)
{
  g_free (missing->id);
  g_strfreev (missing->revs);
  g_strfreev (missing->ancestors);
  g_free (missing);
}

/**
 * ry_changes_page_new:
 *
 * Returns: (transfer full): an empty page without a sequence
 */
RyChangesPage *
ry_changes_page_new (void)
{
  RyChangesPage *page = g_new0 (RyChangesPage, 1);

  page->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_change_free);
  page->pending = -1;
  return page;
}

/**
 * ry_changes_page_free:
 * @page: a page
 */
void
ry_changes_page_free (RyChangesPage *page)
{
  g_ptr_array_unref (page->changes);
  g_free (page->last_seq);
  g_free (page);
}

/**
 * ry_filter_new:
 * @ids: (nullable) (array zero-terminated=1): only these documents
 * @selector: (nullable): only documents that match this
 *
 * Returns: (transfer full): a filter
 */
RyFilter *
ry_filter_new (const char *const *ids, const char *selector)
{
  RyFilter *filter = g_new0 (RyFilter, 1);

  filter->ids = g_strdupv ((GStrv) ids);
  filter->selector = g_strdup (selector);
  return filter;
}

/**
 * ry_filter_free:
 * @filter: a filter
 */
void
ry_filter_free (RyFilter *filter)
{
  g_strfreev (filter->ids);
  g_free (filter->selector);
  g_free (filter);
}

/**
 * ry_peer_failure_new:
 * @id: a document's id
 * @rev: (nullable): its revision
 * @error: (transfer full): what went wrong
 *
 * Returns: (transfer full): a row for a list of failures
 */
RyWriteResult *
ry_peer_failure_new (const char *id, const char *rev, GError *error)
{
  RyWriteResult *row = g_new0 (RyWriteResult, 1);

  row->id = g_strdup (id);
  row->rev = g_strdup (rev);
  row->error = error;
  return row;
}
