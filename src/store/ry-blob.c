/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hold on bytes in a store: while it lives they are not swept away. ry_blob_writer_finish() makes one; it is given
 * back when a document that names the bytes has been written, or when that came to nothing.
 */
#include "ry-store-private.h"

struct _RyBlob {
  gatomicrefcount references;
  gint64 length;

  /* Owned */
  RyStore *store;
  char *digest;
};

G_DEFINE_BOXED_TYPE (RyBlob, ry_blob, ry_blob_ref, ry_blob_unref)

/* Takes over a pin that is there. */
RyBlob *
_ry_blob_new_pinned (RyStore *store, const char *digest, gint64 length)
{
  RyBlob *self = g_new0 (RyBlob, 1);

  g_atomic_ref_count_init (&self->references);
  self->store = g_object_ref (store);
  self->digest = g_strdup (digest);
  self->length = length;
  return self;
}

/**
 * ry_blob_ref:
 * @self: a blob
 *
 * Returns: (transfer full): @self
 */
RyBlob *
ry_blob_ref (RyBlob *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ry_blob_unref:
 * @self: (nullable): a blob
 *
 * Gives a reference back. With the last one the bytes may go, unless a revision names them.
 */
void
ry_blob_unref (RyBlob *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  _ry_store_unpin_blob (self->store, self->digest);
  _ry_store_queue_sweep (self->store);
  g_object_unref (self->store);
  g_free (self->digest);
  g_free (self);
}

/**
 * ry_blob_get_digest:
 * @self: a blob
 *
 * Returns: `md5-<base64>` of its bytes
 */
const char *
ry_blob_get_digest (RyBlob *self)
{
  return self->digest;
}

/**
 * ry_blob_get_length:
 * @self: a blob
 *
 * Returns: how many bytes it has
 */
gint64
ry_blob_get_length (RyBlob *self)
{
  return self->length;
}

/**
 * ry_blob_attach:
 * @self: a blob
 * @name: the attachment's name
 * @content_type: (nullable): its type; %NULL for `application/octet-stream`
 * @encoding: (nullable): "gzip" where the bytes are compressed
 * @length: how long the bytes are uncompressed; -1 where nobody said, or where they are not compressed
 *
 * Makes an attachment of the bytes, for ry_document_with_attachments(). The caller holds @self until the document
 * is written.
 *
 * Returns: (transfer full): the attachment, with %RY_ATTACHMENT_BLOB and without revpos, which the write fills in
 */
RyAttachment *
ry_blob_attach (RyBlob *self, const char *name, const char *content_type, const char *encoding, gint64 length)
{
  RyAttachment *attachment = ry_attachment_new (name, content_type);

  attachment->form = RY_ATTACHMENT_BLOB;
  attachment->digest = g_strdup (self->digest);
  attachment->encoded_length = self->length;
  attachment->length = encoding == NULL || length < 0 ? self->length : length;
  attachment->encoding = g_strdup (encoding);
  attachment->here = TRUE;
  return attachment;
}
