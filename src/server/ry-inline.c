/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inline attachments stand in memory, there is no help for it: whoever has large ones sends and fetches them by
 * themselves. What comes in is compressed as a single one would be, so that its digest is the same.
 */
#include "ry-inline.h"

#include <string.h>

#include "ry-error.h"
#include "ry-stage.h"

/* Beside base64's third, the answer's own limit. */
#define MAX_INLINE_BYTES (128u << 20)

static gpointer
refuse_size (GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_TOO_LARGE,
                       "The attachments are too large to be sent inline; fetch them one by one.");
  return NULL;
}

/* No more than may be sent, whatever a compressed attachment claims to be. */
static GBytes *
read_all (GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16384];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0) {
    g_byte_array_append (bytes, buffer, (guint) n);
    if (bytes->len > MAX_INLINE_BYTES)
      return refuse_size (error);
  }
  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static GBytes *
compress (GBytes *data, GError **error)
{
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (data);
  g_autoptr (GZlibCompressor) compressor =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, RY_STAGE_COMPRESSION_LEVEL);
  g_autoptr (GInputStream) compressed = g_converter_input_stream_new (plain, G_CONVERTER (compressor));

  return read_all (compressed, error);
}

static gboolean
is_wanted (const RyAttachment *attachment)
{
  return attachment->form == RY_ATTACHMENT_DATA && ry_stage_is_compressible (attachment->content_type);
}

/* The bytes change places with their compressed form, and the digest becomes that of what is kept. */
static gboolean
compress_one (RyAttachment *attachment, GError **error)
{
  g_autoptr (GBytes) data = compress (attachment->data, error);
  gint64 length = attachment->length;

  if (data == NULL)
    return FALSE;
  ry_attachment_set_data (attachment, data);
  attachment->length = length;
  attachment->encoding = g_strdup ("gzip");
  return TRUE;
}

/**
 * ry_inline_compress:
 * @document: a document that is to be written
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Returns: (transfer full): the document, with the inline attachments compressed that are kept so
 */
RyDocument *
ry_inline_compress (RyDocument *document, GError **error)
{
  GPtrArray *attachments = ry_document_get_attachments (document);
  g_autoptr (GPtrArray) changed = NULL;
  guint n_wanted = 0;

  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    n_wanted += is_wanted (g_ptr_array_index (attachments, i));
  if (n_wanted == 0)
    return ry_document_ref (document);
  changed = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  for (guint i = 0; i < attachments->len; i++) {
    RyAttachment *attachment = ry_attachment_copy (g_ptr_array_index (attachments, i));

    g_ptr_array_add (changed, attachment);
    if (is_wanted (attachment) && !compress_one (attachment, error))
      return NULL;
  }
  return ry_document_with_attachments (document, changed);
}

/**
 * ry_inline_open:
 * @store: a store
 * @attachment: one of its attachments
 * @error: (nullable): %RY_ERROR_NOT_FOUND where its bytes are not here
 *
 * Returns: (transfer full) (nullable): the bytes as a person gets them
 */
GInputStream *
ry_inline_open (RyStore *store, const RyAttachment *attachment, GError **error)
{
  g_autoptr (GInputStream) kept = ry_store_open_blob (store, attachment->digest, error);
  g_autoptr (GZlibDecompressor) decompressor = NULL;

  if (kept == NULL || attachment->encoding == NULL)
    return g_steal_pointer (&kept);
  decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  return g_converter_input_stream_new (kept, G_CONVERTER (decompressor));
}

static gboolean
load (RyStore *store, RyAttachment *attachment, GError **error)
{
  g_autoptr (GInputStream) stream = ry_inline_open (store, attachment, error);
  g_autoptr (GBytes) data = stream != NULL ? read_all (stream, error) : NULL;

  if (data == NULL)
    return FALSE;
  ry_attachment_set_data (attachment, data);
  return TRUE;
}

/**
 * ry_inline_load:
 * @store: a store
 * @document: one of its documents
 * @since: up to this generation the reader has the attachments already, and gets stubs
 * @error: (nullable): %RY_ERROR_TOO_LARGE, or what the store says
 *
 * Returns: (transfer full) (nullable): the document with its attachments inline
 */
RyDocument *
ry_inline_load (RyStore *store, RyDocument *document, guint since, GError **error)
{
  GPtrArray *attachments = ry_document_get_attachments (document);
  g_autoptr (GPtrArray) loaded = NULL;
  gint64 total = 0;

  if (attachments == NULL)
    return ry_document_ref (document);
  loaded = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  for (guint i = 0; i < attachments->len; i++) {
    RyAttachment *attachment = ry_attachment_copy (g_ptr_array_index (attachments, i));

    g_ptr_array_add (loaded, attachment);
    if (attachment->revpos <= since)
      continue;
    total += attachment->length;
    if (total > MAX_INLINE_BYTES)
      return refuse_size (error);
    if (!load (store, attachment, error))
      return NULL;
  }
  return ry_document_with_attachments (document, loaded);
}

/**
 * ry_inline_check:
 * @store: where an edit is to be written
 * @document: the edit
 * @error: (nullable): %RY_ERROR_MISSING_STUB
 *
 * A store takes a stub wherever it has the bytes. An editor's stub must stand for what the edited revision has, or he
 * is wrong about what he edits.
 *
 * Returns: whether all stubs do
 */
gboolean
ry_inline_check (RyStore *store, RyDocument *document, GError **error)
{
  GPtrArray *attachments = ry_document_get_attachments (document);
  const char *id = ry_document_get_id (document);
  const char *rev = ry_document_get_rev (document);
  g_autoptr (GPtrArray) before = NULL;

  if (attachments == NULL)
    return TRUE;
  before = rev != NULL ? ry_store_get_attachments (store, id, rev, NULL) : NULL;
  for (guint i = 0; i < attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (attachments, i);
    const RyAttachment *found = ry_attachments_find (before, attachment->name);

    if (attachment->form != RY_ATTACHMENT_STUB ||
        (found != NULL && (attachment->revpos == 0 || attachment->revpos == found->revpos)))
      continue;
    g_set_error (error, RY_ERROR, RY_ERROR_MISSING_STUB, "Invalid attachment stub in %s for %s", id, attachment->name);
    return FALSE;
  }
  return TRUE;
}
