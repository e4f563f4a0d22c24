/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attachments of revisions: asking for them, and settling, when a revision is written, what each of its attachments
 * is. A stub names what is here already, by its digest or as an ancestor's attachment of the same name; what cannot
 * be found is refused with CouchDB's missing_stub, upon which a sender sends the bytes.
 */
#include "ry-store-private.h"

#include "ry-attachment-private.h"
#include "ry-error.h"

#define READ_STUBS                                                                                                     \
  "SELECT attachments FROM docs WHERE row = ?1 AND rev = ?2 AND attachments IS NOT NULL "                              \
  "UNION ALL SELECT attachments FROM revs WHERE row = ?1 AND rev = ?2 AND attachments IS NOT NULL"

static gboolean
fail_missing_stub (const RyAttaching *attaching, const RyAttachment *attachment, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_MISSING_STUB, "Invalid attachment stub in %s for %s",
               ry_document_get_id (attaching->document), attachment->name);
  return FALSE;
}

/* What a revision in the file has attached; %NULL where nothing, or where it is not here. */
static GPtrArray *
read_stubs (RyDb *db, gint64 row, const char *rev, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, READ_STUBS, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, row);
  _ry_statement_bind_text (statement, 2, rev);
  return _ry_db_next (db, statement, error) ? _ry_attachments_parse (_ry_statement_get_text (statement, 0), -1, error)
                                            : NULL;
}

/* CouchDB's test for a stub against what an ancestor has: the same name, and the same revpos where both say one. */
static gboolean
fits (const RyAttachment *stub, const RyAttachment *found)
{
  return g_strcmp0 (stub->digest, found->digest) == 0 || stub->revpos == 0 || stub->revpos == found->revpos;
}

/* The attachment of an ancestor that @stub means. An edit means its parent's; a replica's parent may be lost. */
static RyAttachment *
find_in_ancestors (RyDb *db, const RyAttaching *attaching, const RyAttachment *stub, GError **error)
{
  for (guint i = 0; attaching->row != NULL && attaching->ancestors != NULL && attaching->ancestors[i] != NULL; i++) {
    g_autoptr (GError) inner = NULL;
    g_autoptr (GPtrArray) stubs = read_stubs (db, attaching->row->row, attaching->ancestors[i], &inner);
    const RyAttachment *found = ry_attachments_find (stubs, stub->name);

    if (inner != NULL) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
    if (found != NULL && fits (stub, found))
      return ry_attachment_copy (found);
  }
  return NULL;
}

/* Puts what an ancestor has into the place of its stub. */
static void
take_over (RyAttachment *stub, RyAttachment *found)
{
  RyAttachment old = *stub;

  *stub = *found;
  *found = old;
  ry_attachment_free (found);
}

/* A stub need not say that the bytes it means are kept compressed, and most do not: who asks without att_encoding_info
 * is not told. */
static gboolean
is_vague (const RyAttachment *stub)
{
  return stub->form == RY_ATTACHMENT_STUB && stub->encoding == NULL;
}

/* An ancestor tells, or the bytes do, where they are not as many as the stub says. */
static gboolean
settle_encoding (RyDb *db, RyAttachment *stub, const RyAttachment *found, gint64 blob, GError **error)
{
  gboolean packed = FALSE;

  if (!is_vague (stub))
    return TRUE;
  if (found != NULL && g_strcmp0 (found->digest, stub->digest) == 0) {
    stub->encoding = g_strdup (found->encoding);
    stub->length = found->length;
    return TRUE;
  }
  if (stub->length > 0 && stub->length != stub->encoded_length && !_ry_store_is_packed (db, blob, &packed, error))
    return FALSE;
  if (packed)
    stub->encoding = g_strdup ("gzip");
  else
    stub->length = stub->encoded_length;
  return TRUE;
}

static gboolean
resolve_stub (RyStore *self, RyDb *db, const RyAttaching *attaching, RyAttachment *stub, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gint64 blob = 0;
  gboolean here = stub->digest != NULL && _ry_store_find_blob (db, stub->digest, &blob, &stub->encoded_length, &inner);
  RyAttachment *found = NULL;

  if (inner == NULL && (!here || attaching->new_edit || is_vague (stub)))
    found = find_in_ancestors (db, attaching, stub, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (found != NULL && (!here || (attaching->new_edit && g_strcmp0 (found->digest, stub->digest) == 0))) {
    take_over (stub, found);
    return TRUE;
  }
  if (!here && (stub->digest == NULL || (self->flags & RY_STORE_SPARSE_ATTACHMENTS) == 0)) {
    ry_attachment_free (found);
    return fail_missing_stub (attaching, stub, error);
  }
  if (here && !settle_encoding (db, stub, found, blob, error)) {
    ry_attachment_free (found);
    return FALSE;
  }
  ry_attachment_free (found);
  if (attaching->new_edit || stub->revpos == 0)
    stub->revpos = attaching->generation;
  return TRUE;
}

/* Bytes that came with the revision. */
static gboolean
resolve_new (RyDb *db, const RyAttaching *attaching, RyAttachment *attachment, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (attaching->new_edit || attachment->revpos == 0)
    attachment->revpos = attaching->generation;
  if (attachment->form == RY_ATTACHMENT_DATA)
    return _ry_store_keep_data (db, attachment->digest, attachment->data, error) &&
           _ry_store_use_blob (db, attachment->digest, error);
  if (_ry_store_find_blob (db, attachment->digest, NULL, NULL, &inner))
    return _ry_store_use_blob (db, attachment->digest, error);
  if (inner == NULL)
    return fail_missing_stub (attaching, attachment, error);
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
resolve (RyStore *self, RyDb *db, const RyAttaching *attaching, RyAttachment *attachment, GError **error)
{
  switch (attachment->form) {
  case RY_ATTACHMENT_DATA:
  case RY_ATTACHMENT_BLOB:
    return resolve_new (db, attaching, attachment, error);
  case RY_ATTACHMENT_FOLLOWS:
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "The bytes of attachment '%s' did not follow",
                 attachment->name);
    return FALSE;
  default:
    return resolve_stub (self, db, attaching, attachment, error);
  }
}

/* A digest that is in the file. Nothing is asked where there is nothing attached. */
static gboolean
look_for_bytes (RyDb *db, GPtrArray *attachments, GError **error)
{
  for (guint i = 0; i < attachments->len; i++) {
    RyAttachment *attachment = g_ptr_array_index (attachments, i);
    g_autoptr (GError) inner = NULL;

    attachment->here = _ry_store_find_blob (db, attachment->digest, NULL, NULL, &inner);
    if (inner != NULL) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  }
  return TRUE;
}

/* What an edit that says nothing of attachments keeps of its parent. */
static GPtrArray *
inherit (RyDb *db, const RyAttaching *attaching, GError **error)
{
  g_autoptr (GError) inner = NULL;
  GPtrArray *attachments = read_stubs (db, attaching->row->row, attaching->ancestors[0], &inner);

  if (inner == NULL)
    return attachments != NULL ? attachments : g_ptr_array_new ();
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

/* In a write's transaction: settles every attachment of a revision and keeps the bytes that came inline. Answers
 * stubs, whole with digest, lengths and revpos; %NULL with %RY_ERROR_MISSING_STUB or %RY_ERROR_BAD_REQUEST. */
GPtrArray *
_ry_store_resolve_attachments (RyStore *self, RyDb *db, const RyAttaching *attaching, GError **error)
{
  g_autoptr (GPtrArray) attachments = _ry_attachments_copy (ry_document_get_attachments (attaching->document));

  if (attachments == NULL)
    return inherit (db, attaching, error);
  for (guint i = 0; i < attachments->len; i++) {
    RyAttachment *attachment = g_ptr_array_index (attachments, i);

    if (!ry_attachment_check_name (attachment->name, error) || !resolve (self, db, attaching, attachment, error))
      return NULL;
    attachment->form = RY_ATTACHMENT_STUB;
    g_clear_pointer (&attachment->data, g_bytes_unref);
  }
  return g_steal_pointer (&attachments);
}

/* A document's attachments as they are to stand in the file. */
char *
_ry_document_dup_stored_attachments (RyDocument *document)
{
  GPtrArray *attachments = ry_document_get_attachments (document);
  GString *out;

  if (attachments == NULL)
    return NULL;
  out = g_string_new (NULL);
  _ry_attachments_append_json (attachments, TRUE, out);
  return g_string_free (out, FALSE);
}

/**
 * ry_store_get_attachments:
 * @self: a store
 * @id: a document
 * @rev: (nullable): one of its revisions, or %NULL for the winner
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyAttachment): what the revision has attached, perhaps nothing, and for each
 *   whether its bytes are here; %NULL with %RY_ERROR_NOT_FOUND where there is no such revision
 */
GPtrArray *
ry_store_get_attachments (RyStore *self, const char *id, const char *rev, GError **error)
{
  g_autoptr (RyDocument) document = ry_store_get (self, id, rev, RY_GET_PLAIN, error);
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (RyReader) reader = NULL;

  if (document == NULL)
    return NULL;
  attachments = _ry_attachments_copy (ry_document_get_attachments (document));
  if (attachments == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  if ((reader = _ry_store_lend_reader (self, NULL, error)) == NULL || !look_for_bytes (reader->db, attachments, error))
    return NULL;
  return g_steal_pointer (&attachments);
}

/**
 * ry_store_get_attachment:
 * @self: a store
 * @id: a document
 * @rev: (nullable): one of its revisions, or %NULL for the winner
 * @name: an attachment's name
 * @error: return location for an error
 *
 * Returns: (transfer full): the attachment, and whether its bytes are here; %NULL with %RY_ERROR_NOT_FOUND where there
 *   is no such revision, or, with CouchDB's reason, no such attachment
 */
RyAttachment *
ry_store_get_attachment (RyStore *self, const char *id, const char *rev, const char *name, GError **error)
{
  g_autoptr (GPtrArray) attachments = ry_store_get_attachments (self, id, rev, error);
  const RyAttachment *found = ry_attachments_find (attachments, name);

  if (found != NULL)
    return ry_attachment_copy (found);
  if (attachments != NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "Document is missing attachment");
  return NULL;
}
