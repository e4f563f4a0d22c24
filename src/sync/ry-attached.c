/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document is first marked: which of its attachments the target lacks. Then its bytes go one of three ways.
 */
#include "ry-attached.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-blob-writer.h"
#include "ry-error.h"
#include "ry-gathering.h"
#include "ry-multipart.h"
#include "tuning.h"

/* One attachment in a chain, opened when its turn has come. */
typedef struct {
  RyAttachmentSource source;
  RyDocument *document;
  RyAttachment *attachment;
} Follower;

static gboolean
copy_into (RyBlobWriter *writer, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autofree char *buffer = g_malloc (RY_TUNING_PIECE_BYTES);
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, RY_TUNING_PIECE_BYTES, cancellable, error)) > 0)
    if (!ry_blob_writer_write (writer, buffer, (gsize) n, cancellable, error))
      return FALSE;
  return n == 0;
}

/**
 * ry_attached_is_announced:
 * @attachment: what its document says of it
 * @blob: bytes that came for it
 *
 * Returns: whether they are the ones; what has a digest of another kind is believed
 */
gboolean
ry_attached_is_announced (const RyAttachment *attachment, RyBlob *blob)
{
  return attachment->digest == NULL || !g_str_has_prefix (attachment->digest, "md5-") ||
         strcmp (ry_blob_get_digest (blob), attachment->digest) == 0;
}

/**
 * ry_attached_is_lacking:
 * @store: a store
 * @attachment: one of a document that is about to be written there
 *
 * Returns: whether its bytes would have to be fetched
 */
gboolean
ry_attached_is_lacking (RyStore *store, const RyAttachment *attachment)
{
  return attachment->form == RY_ATTACHMENT_STUB && attachment->digest != NULL &&
         !ry_store_has_blob (store, attachment->digest);
}

/**
 * ry_attached_keep:
 * @store: where to
 * @attachment: what its document says of it
 * @stream: its bytes, as they are kept
 *
 * Puts bytes into a store. Nothing is taken whose digest is not the one that was announced.
 *
 * Returns: (transfer full) (nullable): the bytes in the store, or %NULL with @error set; %RY_ERROR_FAILED where they
 *   are not what was announced
 */
RyBlob *
ry_attached_keep (
    RyStore *store, const RyAttachment *attachment, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (store, error);
  g_autoptr (RyBlob) blob = NULL;

  if (writer == NULL || !copy_into (writer, stream, cancellable, error))
    return NULL;
  blob = ry_blob_writer_finish (writer, cancellable, error);
  if (blob == NULL)
    return NULL;
  if (!ry_attached_is_announced (attachment, blob)) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("“%s” did not arrive as it was sent; it will be fetched again."),
                 attachment->name);
    return NULL;
  }
  return g_steal_pointer (&blob);
}

static RyAttachment *
stage_one (RyStore *store,
           RyDocument *document,
           const RyAttachment *attachment,
           const RyAttachmentSource *source,
           GHashTable *gathered,
           GPtrArray *blobs,
           GCancellable *cancellable,
           GError **error)
{
  RyBlob *blob = g_hash_table_lookup (gathered, attachment->name);
  g_autoptr (GInputStream) stream = NULL;
  RyAttachment *staged;

  if (blob != NULL)
    ry_blob_ref (blob);
  else if ((stream = ry_attachment_source_open (source, document, attachment, cancellable, error)) != NULL)
    blob = ry_attached_keep (store, attachment, stream, cancellable, error);
  if (blob == NULL)
    return NULL;
  g_ptr_array_add (blobs, blob);
  staged = ry_blob_attach (blob, attachment->name, attachment->content_type, attachment->encoding, attachment->length);
  staged->revpos = attachment->revpos;
  return staged;
}

/**
 * ry_attached_stage:
 * @store: where to
 * @document: a document about to be written there
 * @source: who has its bytes
 * @blobs: (element-type RyBlob): takes what is to be held until it is written
 *
 * Fetches the bytes that the store lacks.
 *
 * Returns: (transfer full) (nullable): what to write, or %NULL with @error set
 */
RyDocument *
ry_attached_stage (RyStore *store,
                   RyDocument *document,
                   const RyAttachmentSource *source,
                   GPtrArray *blobs,
                   GCancellable *cancellable,
                   GError **error)
{
  GPtrArray *all = ry_document_get_attachments (document);
  g_autoptr (GPtrArray) staged = NULL;
  g_autoptr (GHashTable) gathered = NULL;
  gboolean changed = FALSE;

  if (all == NULL || source == NULL)
    return ry_document_ref (document);
  gathered = ry_gathering_run (store, document, source, cancellable);
  staged = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  for (guint i = 0; i < all->len; i++) {
    const RyAttachment *one = g_ptr_array_index (all, i);
    gboolean needed = g_hash_table_contains (gathered, one->name) || ry_attached_is_lacking (store, one);
    RyAttachment *here = !needed ? ry_attachment_copy (one)
                                 : stage_one (store, document, one, source, gathered, blobs, cancellable, error);

    if (here == NULL)
      return NULL;
    changed = changed || here->form == RY_ATTACHMENT_BLOB;
    g_ptr_array_add (staged, here);
  }
  return changed ? ry_document_with_attachments (document, staged) : ry_document_ref (document);
}

/**
 * ry_attached_mark:
 * @document: a document about to be sent
 * @source: (nullable): who has its bytes
 * @since: the generation of its newest ancestor that the target has, 0 for none
 * @marked: (out) (transfer full): the document with %RY_ATTACHMENT_FOLLOWS where bytes have to go along
 *
 * Returns: how much that is
 */
RyAttachedNeed
ry_attached_mark (RyDocument *document, const RyAttachmentSource *source, guint since, RyDocument **marked)
{
  GPtrArray *all = ry_document_get_attachments (document);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  RyAttachedNeed need = RY_ATTACHED_NOTHING;
  gint64 bytes = 0;

  for (guint i = 0; source != NULL && all != NULL && i < all->len; i++) {
    RyAttachment *copy = ry_attachment_copy (g_ptr_array_index (all, i));

    g_ptr_array_add (copies, copy);
    if (copy->form != RY_ATTACHMENT_STUB || copy->revpos <= since || !ry_peer_has_attachment (source->peer, copy))
      continue;
    copy->form = RY_ATTACHMENT_FOLLOWS;
    bytes += copy->encoded_length;
    /* Inside a document bytes are never compressed, so what is kept compressed would be another thing there. */
    need = need == RY_ATTACHED_MANY || copy->encoding != NULL || bytes > RY_TUNING_INLINE_BYTES ? RY_ATTACHED_MANY
                                                                                                : RY_ATTACHED_FEW;
  }
  *marked = need == RY_ATTACHED_NOTHING ? ry_document_ref (document) : ry_document_with_attachments (document, copies);
  return need;
}

static GBytes *
read_all (const RyAttachmentSource *source,
          RyDocument *document,
          const RyAttachment *attachment,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GInputStream) stream = ry_attachment_source_open (source, document, attachment, cancellable, error);
  g_autofree char *buffer = g_malloc ((gsize) attachment->encoded_length + 1);
  gsize n;

  if (stream == NULL ||
      !g_input_stream_read_all (stream, buffer, (gsize) attachment->encoded_length, &n, cancellable, error))
    return NULL;
  if (n == (gsize) attachment->encoded_length)
    return g_bytes_new_take (g_steal_pointer (&buffer), n);
  g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, ry_error_get_sentence (RY_ERROR_CORRUPT));
  return NULL;
}

/**
 * ry_attached_inline:
 * @marked: a document with few bytes to take along
 * @source: who has them
 *
 * Returns: (transfer full) (nullable): the document with its bytes in it, or %NULL with @error set
 */
RyDocument *
ry_attached_inline (RyDocument *marked, const RyAttachmentSource *source, GCancellable *cancellable, GError **error)
{
  GPtrArray *all = ry_document_get_attachments (marked);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);

  for (guint i = 0; i < all->len; i++) {
    RyAttachment *copy = ry_attachment_copy (g_ptr_array_index (all, i));
    g_autoptr (GBytes) data = NULL;

    g_ptr_array_add (copies, copy);
    if (copy->form != RY_ATTACHMENT_FOLLOWS)
      continue;
    data = read_all (source, marked, copy, cancellable, error);
    if (data == NULL)
      return NULL;
    ry_attachment_set_data (copy, data);
  }
  return ry_document_with_attachments (marked, copies);
}

/* Following */

static void
follower_free (gpointer data)
{
  Follower *follower = data;

  ry_document_unref (follower->document);
  ry_attachment_free (follower->attachment);
  g_free (follower);
}

static GInputStream *
open_follower (gpointer data, GCancellable *cancellable, GError **error)
{
  Follower *follower = data;

  return ry_attachment_source_open (&follower->source, follower->document, follower->attachment, cancellable, error);
}

/* A quoted string (RFC 2616); a name is anything but a line's end here. */
static char *
quote (const char *text)
{
  GString *quoted = g_string_new ("\"");

  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (quoted, '\\');
    g_string_append_c (quoted, *p == '\r' || *p == '\n' ? ' ' : *p);
  }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static char *
build_headers (const RyAttachment *attachment)
{
  g_autofree char *name = quote (attachment->name);

  return g_strdup_printf ("Content-Disposition: attachment; filename=%s\r\nContent-Type: %s\r\n"
                          "Content-Length: %" G_GINT64_FORMAT "%s%s",
                          name, attachment->content_type, attachment->encoded_length,
                          attachment->encoding != NULL ? "\r\nContent-Encoding: " : "",
                          attachment->encoding != NULL ? attachment->encoding : "");
}

/**
 * ry_attached_follow:
 * @marked: a document with bytes to take along
 * @source: who has them
 * @content_type: (out) (transfer full): of the message
 *
 * Returns: (transfer full): the document and its bytes as one message (multipart/related), made while it is read
 */
RyChain *
ry_attached_follow (RyDocument *marked, const RyAttachmentSource *source, char **content_type)
{
  GPtrArray *all = ry_document_get_attachments (marked);
  RyChain *chain = ry_chain_new ();
  g_autoptr (RyMultipartWriter) writer = ry_multipart_writer_new (chain);
  g_autoptr (GString) json = g_string_new (NULL);

  ry_document_append_json (marked, RY_DOCUMENT_JSON_REVISIONS | RY_DOCUMENT_JSON_ENCODING, json);
  ry_multipart_writer_begin (writer, "Content-Type: application/json");
  ry_chain_add_text (chain, json->str, (gssize) json->len);
  for (guint i = 0; i < all->len; i++) {
    const RyAttachment *one = g_ptr_array_index (all, i);
    g_autofree char *headers = NULL;
    Follower *follower;

    if (one->form != RY_ATTACHMENT_FOLLOWS)
      continue;
    headers = build_headers (one);
    follower = g_new0 (Follower, 1);
    follower->source = *source;
    follower->document = ry_document_ref (marked);
    follower->attachment = ry_attachment_copy (one);
    ry_multipart_writer_begin (writer, headers);
    ry_chain_add_stream (chain, open_follower, follower, follower_free, (guint64) one->encoded_length);
  }
  ry_multipart_writer_close (writer);
  *content_type = ry_multipart_writer_dup_type (writer, "related");
  return chain;
}
