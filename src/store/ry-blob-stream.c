/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A blob as a GInputStream that can be positioned. It holds one chunk in memory and lends a reader for each, so
 * that a slow peer holds up neither the log's checkpoint nor another reader. The blob is pinned while it is open.
 */
#include "ry-store-private.h"

#include <string.h>

#include "ry-error.h"

#define RY_TYPE_BLOB_STREAM (ry_blob_stream_get_type ())
G_DECLARE_FINAL_TYPE (RyBlobStream, ry_blob_stream, RY, BLOB_STREAM, GInputStream)

struct _RyBlobStream {
  GInputStream parent_instance;

  gint64 blob;
  gint64 length;
  gint64 position;
  gint64 chunk; /* which one @buffer holds; -1 for none */
  gssize filled;

  /* Owned */
  RyStore *store;
  char *digest;
  guint8 *buffer;
};

static void seekable_init (GSeekableIface *iface);

G_DEFINE_TYPE_WITH_CODE (RyBlobStream,
                         ry_blob_stream,
                         G_TYPE_INPUT_STREAM,
                         G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE, seekable_init))

static gboolean
load_chunk (RyBlobStream *self, gint64 chunk, GCancellable *cancellable, GError **error)
{
  gssize expected = (gssize) MIN ((gint64) RY_CHUNK_SIZE, self->length - chunk * RY_CHUNK_SIZE);

  if (self->chunk == chunk)
    return TRUE;
  self->chunk = -1;
  if (self->buffer == NULL)
    self->buffer = g_malloc ((gsize) MIN ((gint64) RY_CHUNK_SIZE, self->length));
  self->filled =
      _ry_store_read_chunk (self->store, self->blob, (guint) chunk, self->buffer, (gsize) expected, cancellable, error);
  if (self->filled < 0)
    return FALSE;
  self->chunk = chunk;
  return TRUE;
}

static gssize
ry_blob_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  RyBlobStream *self = RY_BLOB_STREAM (stream);
  gint64 offset = self->position % RY_CHUNK_SIZE;
  gsize part;

  if (self->position >= self->length || count == 0)
    return 0;
  if (!load_chunk (self, self->position / RY_CHUNK_SIZE, cancellable, error))
    return -1;
  part = MIN (count, (gsize) (self->filled - offset));
  memcpy (buffer, self->buffer + offset, part);
  self->position += (gint64) part;
  return (gssize) part;
}

static gssize
ry_blob_stream_skip (GInputStream *stream, gsize count, GCancellable *cancellable, GError **error)
{
  RyBlobStream *self = RY_BLOB_STREAM (stream);
  gint64 part = (gint64) MIN (count, (gsize) MAX (0, self->length - self->position));

  self->position += part;
  return (gssize) part;
}

static goffset
tell (GSeekable *seekable)
{
  return RY_BLOB_STREAM (seekable)->position;
}

static gboolean
can_seek (GSeekable *seekable)
{
  return TRUE;
}

static gboolean
seek (GSeekable *seekable, goffset offset, GSeekType type, GCancellable *cancellable, GError **error)
{
  RyBlobStream *self = RY_BLOB_STREAM (seekable);
  gint64 origin = type == G_SEEK_CUR ? self->position : type == G_SEEK_END ? self->length : 0;

  if (offset < -origin || offset > self->length - origin) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Outside the attachment");
    return FALSE;
  }
  self->position = origin + offset;
  return TRUE;
}

static gboolean
can_truncate (GSeekable *seekable)
{
  return FALSE;
}

static gboolean
truncate_stream (GSeekable *seekable, goffset offset, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "An attachment cannot be changed");
  return FALSE;
}

static void
seekable_init (GSeekableIface *iface)
{
  iface->tell = tell;
  iface->can_seek = can_seek;
  iface->seek = seek;
  iface->can_truncate = can_truncate;
  iface->truncate_fn = truncate_stream;
}

static void
ry_blob_stream_finalize (GObject *object)
{
  RyBlobStream *self = RY_BLOB_STREAM (object);

  _ry_store_unpin_blob (self->store, self->digest);
  g_object_unref (self->store);
  g_free (self->digest);
  g_free (self->buffer);
  G_OBJECT_CLASS (ry_blob_stream_parent_class)->finalize (object);
}

static void
ry_blob_stream_class_init (RyBlobStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_blob_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = ry_blob_stream_read;
  G_INPUT_STREAM_CLASS (klass)->skip = ry_blob_stream_skip;
}

static void
ry_blob_stream_init (RyBlobStream *self)
{
  self->chunk = -1;
}

/**
 * ry_store_open_blob:
 * @self: a store
 * @digest: the digest of an attachment
 * @error: return location for an error
 *
 * Opens the bytes of an attachment as they are kept: compressed where its encoding says so. Nothing is in memory but
 * the chunk that is being read. Reading waits for the disk, so not for a main loop.
 *
 * Returns: (transfer full): a stream that is a #GSeekable and holds the store, or %NULL with %RY_ERROR_NOT_FOUND
 *   where the bytes are not here
 */
GInputStream *
ry_store_open_blob (RyStore *self, const char *digest, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (GError) inner = NULL;
  RyBlobStream *stream;
  gint64 blob, length;

  if (reader == NULL)
    return NULL;
  /* Pinned first and looked for then: what is found stays. */
  _ry_store_pin_blob (self, digest);
  if (!_ry_store_find_blob (reader->db, digest, &blob, &length, &inner)) {
    _ry_store_unpin_blob (self, digest);
    if (inner == NULL)
      g_set_error_literal (&inner, RY_ERROR, RY_ERROR_NOT_FOUND, "The attachment's bytes are not here");
    g_propagate_error (error, g_steal_pointer (&inner));
    return NULL;
  }
  stream = g_object_new (RY_TYPE_BLOB_STREAM, NULL);
  stream->store = g_object_ref (self);
  stream->digest = g_strdup (digest);
  stream->blob = blob;
  stream->length = length;
  return G_INPUT_STREAM (stream);
}
