/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several attachments of one document fetched by one request, as CouchDB's replicator does it: the document as a
 * message whose parts they are (multipart/related). It is taken part by part into the store and never stands in memory.
 * It is worth asking for where most of what the message would bring is lacking; whatever does not come in it, or comes
 * damaged, is left to be fetched alone, so that nothing here is an error.
 */
#include "ry-gathering.h"

#include <string.h>

#include "ry-attached.h"
#include "ry-blob-writer.h"
#include "ry-multipart.h"
#include "tuning.h"

/* One message, while it comes. */
typedef struct {
  RyStore *store;
  GPtrArray *wanted; /* of const RyAttachment */
  const RyAttachmentSource *source;
  GCancellable *cancellable;
  GHashTable *blobs;           /* name → RyBlob */
  const RyAttachment *current; /* (nullable): whose part is being read */
  RyBlobWriter *writer;        /* (nullable) */
  gint64 n_counted;            /* bytes of the part */
} Gathering;

static const RyAttachment *
find_wanted (Gathering *self, const char *name)
{
  for (guint i = 0; name != NULL && i < self->wanted->len; i++) {
    const RyAttachment *one = g_ptr_array_index (self->wanted, i);

    if (strcmp (one->name, name) == 0 && !g_hash_table_contains (self->blobs, name))
      return one;
  }
  return NULL;
}

static void
count_bytes (Gathering *self, gint64 n)
{
  self->n_counted += n;
  if (self->source->count != NULL && n != 0)
    self->source->count (n, self->source->data);
}

/* The document's own part has no name, and is here already. */
static gboolean
begin_part (SoupMessageHeaders *headers, gpointer data, GError **error)
{
  Gathering *self = data;
  g_autofree char *name = ry_multipart_dup_file_name (headers);

  self->current = find_wanted (self, name);
  if (self->current == NULL)
    return TRUE;
  self->n_counted = 0;
  self->writer = ry_blob_writer_new (self->store, error);
  return self->writer != NULL;
}

static gboolean
take_bytes (const char *bytes, gsize length, gpointer data, GError **error)
{
  Gathering *self = data;

  if (self->writer == NULL)
    return TRUE;
  count_bytes (self, (gint64) length);
  return ry_blob_writer_write (self->writer, bytes, length, self->cancellable, error);
}

static gboolean
end_part (gpointer data, GError **error)
{
  Gathering *self = data;
  RyBlob *blob;

  if (self->writer == NULL)
    return TRUE;
  blob = ry_blob_writer_finish (self->writer, self->cancellable, error);
  g_clear_pointer (&self->writer, ry_blob_writer_free);
  if (blob == NULL)
    return FALSE;
  if (ry_attached_is_announced (self->current, blob)) {
    g_hash_table_insert (self->blobs, g_strdup (self->current->name), blob);
  } else {
    count_bytes (self, -self->n_counted);
    ry_blob_unref (blob);
  }
  return TRUE;
}

static gboolean
read_message (Gathering *self, GInputStream *stream, const char *type, GError **error)
{
  static const RyMultipartHandler handler = { begin_part, take_bytes, end_part };
  g_autoptr (RyMultipartReader) reader = ry_multipart_reader_new (type, &handler, self, error);
  g_autofree char *buffer = g_malloc (RY_TUNING_PIECE_BYTES);
  gssize n = reader != NULL ? 1 : -1;

  while (n > 0 && (n = g_input_stream_read (stream, buffer, RY_TUNING_PIECE_BYTES, self->cancellable, error)) > 0)
    if (!ry_multipart_reader_feed (reader, buffer, (gsize) n, error))
      return FALSE;
  return n == 0 && ry_multipart_reader_finish (reader, error);
}

/* What the store lacks; NULL where it is not worth a message. */
static GPtrArray *
list_wanted (RyStore *store, RyDocument *document)
{
  GPtrArray *all = ry_document_get_attachments (document);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  gint64 bytes = 0, bytes_wanted = 0;

  for (guint i = 0; i < all->len; i++) {
    const RyAttachment *one = g_ptr_array_index (all, i);

    bytes += one->encoded_length;
    if (!ry_attached_is_lacking (store, one))
      continue;
    bytes_wanted += one->encoded_length;
    g_ptr_array_add (wanted, (gpointer) one);
  }
  return wanted->len > 1 && bytes_wanted * 2 >= bytes ? g_steal_pointer (&wanted) : NULL;
}

/**
 * ry_gathering_run:
 * @store: where to
 * @document: a document that names attachments
 * @source: who has their bytes
 * @cancellable: (nullable): a cancellable
 *
 * Returns: (transfer full) (element-type utf8 RyBlob): the bytes that came, by the attachments' names
 */
GHashTable *
ry_gathering_run (RyStore *store, RyDocument *document, const RyAttachmentSource *source, GCancellable *cancellable)
{
  GHashTable *blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ry_blob_unref);
  g_autoptr (GPtrArray) wanted = list_wanted (store, document);
  Gathering self = { store, wanted, source, cancellable, blobs };
  g_autofree char *type = NULL;
  g_autoptr (GInputStream) stream =
      wanted != NULL ? ry_peer_open_message (source->peer, document, &type, cancellable) : NULL;
  g_autoptr (GError) error = NULL;

  if (stream != NULL && !read_message (&self, stream, type, &error))
    g_debug ("a message broke off: %s", error->message);
  /* What has begun and did not end will be fetched, and counted, alone. */
  if (self.writer != NULL)
    count_bytes (&self, -self.n_counted);
  g_clear_pointer (&self.writer, ry_blob_writer_free);
  return blobs;
}
