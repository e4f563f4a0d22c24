/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes on their way into a store. Each whole chunk is one short piece of work in the lane; the digest is computed
 * here, in the caller's thread. Used by one thread at a time.
 */
#include "ry-blob-writer.h"

#include <string.h>

#include "ry-attachment-private.h"
#include "ry-error.h"
#include "ry-store-private.h"

struct _RyBlobWriter {
  gint64 blob; /* 0 before the first chunk is in the store */
  gint64 length;
  guint n_chunks;
  gsize filled;
  gsize room; /* of @buffer, which grows up to a whole chunk */
  gboolean finished;

  /* Owned */
  RyStore *store;
  GChecksum *checksum;
  guint8 *buffer;
};

/* Small files are many: they do not need a whole chunk's room. */
static void
make_room (RyBlobWriter *self, gsize wanted)
{
  if (wanted <= self->room)
    return;
  self->room = MIN (RY_CHUNK_SIZE, MAX (wanted, 2 * self->room));
  self->buffer = g_realloc (self->buffer, self->room);
}

static gboolean
fail_finished (GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, "These bytes have been finished already");
  return FALSE;
}

static gboolean
put_chunk (RyBlobWriter *self, GCancellable *cancellable, GError **error)
{
  if (!_ry_store_add_chunk (self->store, &self->blob, self->n_chunks, self->buffer, cancellable, error))
    return FALSE;
  self->n_chunks++;
  self->filled = 0;
  return TRUE;
}

/**
 * ry_blob_writer_new:
 * @store: where to put the bytes
 * @error: return location for an error
 *
 * Returns: (transfer full): a writer; it holds the store
 */
RyBlobWriter *
ry_blob_writer_new (RyStore *store, GError **error)
{
  RyBlobWriter *self = g_new0 (RyBlobWriter, 1);

  self->store = g_object_ref (store);
  self->checksum = g_checksum_new (G_CHECKSUM_MD5);
  return self;
}

/**
 * ry_blob_writer_write:
 * @self: a writer
 * @data: (array length=length): the next bytes, as they are to be kept
 * @length: how many
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Takes bytes in any portions. Waits for the store's lane at each whole chunk of 256 KiB, so not for a main loop.
 *
 * Returns: whether they were taken; %FALSE with %RY_ERROR_DISK_FULL and the like, after which the writer is only
 *   good for ry_blob_writer_free()
 */
gboolean
ry_blob_writer_write (RyBlobWriter *self, const void *data, gsize length, GCancellable *cancellable, GError **error)
{
  const guint8 *bytes = data;

  if (self->finished)
    return fail_finished (error);
  g_checksum_update (self->checksum, data, (gssize) length);
  self->length += (gint64) length;
  while (length > 0) {
    gsize part = MIN (length, RY_CHUNK_SIZE - self->filled);

    make_room (self, self->filled + part);
    memcpy (self->buffer + self->filled, bytes, part);
    self->filled += part;
    bytes += part;
    length -= part;
    if (self->filled == RY_CHUNK_SIZE && !put_chunk (self, cancellable, error)) {
      self->finished = TRUE;
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * ry_blob_writer_finish:
 * @self: a writer
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Gives the bytes their digest. Where the store has the same bytes already, those are kept and these dropped. The
 * bytes survive a power cut from when a document that names them is written; before that nobody misses them.
 *
 * Returns: (transfer full): a hold on the bytes, or %NULL with %RY_ERROR_DISK_FULL and the like
 */
RyBlob *
ry_blob_writer_finish (RyBlobWriter *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *digest = NULL;
  guint8 md5[16];
  gsize n_md5 = sizeof md5;
  RyBlobEnd end = { self->blob, self->n_chunks, self->buffer, self->filled };

  if (self->finished) {
    fail_finished (error);
    return NULL;
  }
  self->finished = TRUE;
  g_checksum_get_digest (self->checksum, md5, &n_md5);
  end.digest = digest = _ry_digest_to_text (md5);
  end.total = self->length;
  if (!_ry_store_seal_blob (self->store, &end, cancellable, error))
    return NULL;
  self->blob = 0;
  return _ry_blob_new_pinned (self->store, digest, self->length);
}

/**
 * ry_blob_writer_free:
 * @self: (nullable): a writer
 *
 * Ends the writer. What was written and not finished is dropped.
 */
void
ry_blob_writer_free (RyBlobWriter *self)
{
  if (self == NULL)
    return;
  if (self->blob != 0)
    _ry_store_drop_blob (self->store, self->blob);
  g_object_unref (self->store);
  g_checksum_free (self->checksum);
  g_free (self->buffer);
  g_free (self);
}
