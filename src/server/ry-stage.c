/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two filters before a blob's writer. Bytes that come plain and are of a compressible type go through a compressor
 * with CouchDB's settings, so that both find the same digest. Bytes that come compressed are kept as they are, and a
 * decompressor beside them counts how long they are for a person.
 */
#include "ry-stage.h"

#include <string.h>

#include "ry-blob-writer.h"

#define BUFFER_BYTES 16384
/* Who wants to know how much longer a thing is must find out for himself: a few bytes can be made to unfold for hours.
 */
#define MAX_COUNTED (G_GINT64_CONSTANT (16) << 30)

struct _RyStage {
  RyBlobWriter *writer;
  RyBlob *blob; /* held until the document is written */
  char *content_type;
  gboolean compressed; /* as they are kept */
  GConverter *compressor;
  GConverter *counter;
  gint64 n_taken;
  gint64 n_plain; /* -1: cannot be known */
};

/**
 * ry_stage_is_compressible:
 * @content_type: a type, perhaps with parameters
 *
 * Returns: whether CouchDB keeps what is of this type compressed
 */
gboolean
ry_stage_is_compressible (const char *content_type)
{
  static const char *const types[] = { "application/javascript", "application/json", "application/xml" };
  g_autofree char *bare = g_strndup (content_type, strcspn (content_type, ";"));

  g_strstrip (bare);
  if (g_ascii_strncasecmp (bare, "text/", 5) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (bare, types[i]) == 0)
      return TRUE;
  return FALSE;
}

/* One turn of the compressor. At the end there may be no bytes any more. */
static gboolean
compress (RyStage *self, const char **bytes, gsize *length, gboolean at_end, gboolean *finished, GError **error)
{
  char buffer[BUFFER_BYTES];
  gsize n_read = 0, n_written = 0;
  GConverterResult result =
      g_converter_convert (self->compressor, *bytes, *length, buffer, sizeof buffer,
                           at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &n_read, &n_written, error);

  if (result == G_CONVERTER_ERROR)
    return FALSE;
  *bytes += n_read;
  *length -= n_read;
  *finished = result == G_CONVERTER_FINISHED;
  return ry_blob_writer_write (self->writer, buffer, n_written, NULL, error);
}

/* What does not decompress is kept all the same: it is the sender's word that it would. */
static void
count (RyStage *self, const char *bytes, gsize length)
{
  char buffer[BUFFER_BYTES];

  while (length > 0 && self->counter != NULL) {
    gsize n_read = 0, n_written = 0;
    GConverterResult result = g_converter_convert (self->counter, bytes, length, buffer, sizeof buffer,
                                                   G_CONVERTER_NO_FLAGS, &n_read, &n_written, NULL);

    self->n_plain += (gint64) n_written;
    if (result == G_CONVERTER_ERROR || self->n_plain > MAX_COUNTED)
      self->n_plain = -1;
    if (result == G_CONVERTER_FINISHED || self->n_plain < 0)
      g_clear_object (&self->counter);
    bytes += n_read;
    length -= n_read;
  }
}

/**
 * ry_stage_new:
 * @store: where the bytes are to go
 * @content_type: the attachment's type
 * @encoding: (nullable): "gzip" where the bytes come compressed
 * @error: (nullable): what the store says
 *
 * Returns: (transfer full) (nullable): a stage
 */
RyStage *
ry_stage_new (RyStore *store, const char *content_type, const char *encoding, GError **error)
{
  RyBlobWriter *writer = ry_blob_writer_new (store, error);
  RyStage *self;

  if (writer == NULL)
    return NULL;
  self = g_new0 (RyStage, 1);
  self->writer = writer;
  self->content_type = g_strdup (content_type);
  self->compressed = encoding != NULL || ry_stage_is_compressible (content_type);
  if (encoding != NULL)
    self->counter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  else if (self->compressed)
    self->compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, RY_STAGE_COMPRESSION_LEVEL));
  return self;
}

/**
 * ry_stage_write:
 * @self: a stage
 * @bytes: what comes next
 * @length: how many
 * @error: (nullable): what the store says
 *
 * Returns: whether they are kept
 */
gboolean
ry_stage_write (RyStage *self, const void *bytes, gsize length, GError **error)
{
  const char *next = bytes;
  gboolean finished;

  self->n_taken += (gint64) length;
  if (self->compressor == NULL) {
    count (self, bytes, length);
    return ry_blob_writer_write (self->writer, bytes, length, NULL, error);
  }
  self->n_plain += (gint64) length;
  while (length > 0)
    if (!compress (self, &next, &length, FALSE, &finished, error))
      return FALSE;
  return TRUE;
}

/**
 * ry_stage_finish:
 * @self: a stage that has got all bytes
 * @name: the attachment's name
 * @error: (nullable): what the store says
 *
 * Returns: (transfer full) (nullable): the attachment, for ry_document_with_attachments(). The stage must live until
 *   the document is written
 */
RyAttachment *
ry_stage_finish (RyStage *self, const char *name, GError **error)
{
  const char *nothing = "";
  gsize length = 0;
  gboolean finished = self->compressor == NULL;

  while (!finished)
    if (!compress (self, &nothing, &length, TRUE, &finished, error))
      return NULL;
  /* Half a stream says nothing of the whole. */
  if (self->counter != NULL)
    self->n_plain = -1;
  self->blob = ry_blob_writer_finish (self->writer, NULL, error);
  if (self->blob == NULL)
    return NULL;
  return ry_blob_attach (self->blob, name, self->content_type, self->compressed ? "gzip" : NULL, self->n_plain);
}

/**
 * ry_stage_get_length:
 * @self: a stage
 *
 * Returns: how many bytes came
 */
gint64
ry_stage_get_length (RyStage *self)
{
  return self->n_taken;
}

/**
 * ry_stage_free:
 * @self: (transfer full): a stage; what no document names by now may be dropped
 */
void
ry_stage_free (RyStage *self)
{
  ry_blob_writer_free (self->writer);
  ry_blob_unref (self->blob);
  g_free (self->content_type);
  g_clear_object (&self->compressor);
  g_clear_object (&self->counter);
  g_free (self);
}
