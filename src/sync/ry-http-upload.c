/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server refuses for its size is met here: a batch that is too large, or that one bad document spoils, is
 * halved until only that document is left, which is then refused by name. Of attachments, those are left at home
 * that an ancestor has which the server knows; where it does not find them after all (412), all are sent.
 */
#include "ry-http-upload.h"

#include <string.h>

#include "ry-attached.h"
#include "ry-error.h"
#include "ry-rev.h"
#include "ry-wire.h"
#include "tuning.h"

struct _RyHttpUpload {
  /* Borrowed */
  RyHttpClient *client;

  /* Owned */
  char *path;

  gsize body_max; /* what a request may hold, as far as we know */

  /* Under lock: comparing and writing are two threads */
  GMutex lock;
  GHashTable *ancestors; /* id → revisions that the server has */
};

/* One call's */
typedef struct {
  RyHttpUpload *upload;
  const RyAttachmentSource *source;
  GPtrArray *failures;
  GCancellable *cancellable;
} Call;

static gboolean put_alone (Call *call, RyDocument *document, guint since, GError **error);

static void
add_failure (Call *call, RyDocument *document, GError *refusal)
{
  g_ptr_array_add (call->failures,
                   ry_peer_failure_new (ry_document_get_id (document), ry_document_get_rev (document), refusal));
}

/* In batches */

/* Puts documents from @from on into one request until it is full; @from is moved behind the last. */
static GString *
build_bulk_docs (GPtrArray *documents, guint *from, guint to, gsize body_max)
{
  GString *request = g_string_new ("{\"new_edits\":false,\"docs\":[");
  guint first = *from;

  while (*from < to && (*from == first || request->len < body_max)) {
    if (*from > first)
      g_string_append_c (request, ',');
    ry_document_append_json (g_ptr_array_index (documents, *from), RY_DOCUMENT_JSON_REVISIONS, request);
    (*from)++;
  }
  g_string_append (request, "]}");
  return request;
}

static gboolean
is_spoilt_by_one (const GError *refusal)
{
  return g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LARGE) || ry_error_is_bad_request (refusal) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_MISSING_STUB);
}

static RyDocument *
find_document (GPtrArray *documents, guint from, guint to, const RyWriteResult *row)
{
  for (guint i = from; i < to; i++) {
    RyDocument *document = g_ptr_array_index (documents, i);

    if (strcmp (row->id, ry_document_get_id (document)) == 0 &&
        (row->rev == NULL || strcmp (row->rev, ry_document_get_rev (document)) == 0))
      return document;
  }
  return NULL;
}

/* Takes over what a batch was refused of. Not every server says which revision it refused. */
static gboolean
take_rows (Call *call, GPtrArray *rows, GPtrArray *documents, guint from, guint to, GError **error)
{
  for (; rows->len > 0;) {
    RyWriteResult *row = g_ptr_array_steal_index (rows, 0);
    RyDocument *document = find_document (documents, from, to, row);

    if (document != NULL && g_error_matches (row->error, RY_ERROR, RY_ERROR_MISSING_STUB)) {
      ry_write_result_free (row);
      if (!put_alone (call, document, 0, error))
        return FALSE;
      continue;
    }
    if (document != NULL && row->rev == NULL)
      row->rev = g_strdup (ry_document_get_rev (document));
    g_ptr_array_add (call->failures, row);
  }
  return TRUE;
}

static gboolean
put_range (Call *call, GPtrArray *documents, guint from, guint to, GError **error)
{
  RyHttpUpload *self = call->upload;
  g_autofree char *path = g_strconcat (self->path, "/_bulk_docs", NULL);

  while (from < to) {
    guint first = from;
    g_autoptr (GBytes) request = g_string_free_to_bytes (build_bulk_docs (documents, &from, to, self->body_max));
    g_autoptr (GError) refusal = NULL;
    g_autoptr (GString) answer = ry_http_client_send (self->client, "POST", path, request, call->cancellable, &refusal);
    g_autoptr (GPtrArray) rows = answer != NULL ? ry_wire_parse_failures (answer->str, answer->len, error) : NULL;
    guint middle = first + (from - first) / 2;

    if (answer != NULL) {
      if (rows == NULL || !take_rows (call, rows, documents, first, from, error))
        return FALSE;
      continue;
    }
    if (!is_spoilt_by_one (refusal)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
    if (from - first == 1 && g_error_matches (refusal, RY_ERROR, RY_ERROR_MISSING_STUB)) {
      if (!put_alone (call, g_ptr_array_index (documents, first), 0, error))
        return FALSE;
    } else if (from - first == 1) {
      add_failure (call, g_ptr_array_index (documents, first), g_steal_pointer (&refusal));
    } else {
      if (g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LARGE))
        self->body_max = MIN (self->body_max, g_bytes_get_size (request) / 2);
      if (!put_range (call, documents, first, middle, error) || !put_range (call, documents, middle, from, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* One by one */

typedef struct {
  RyDocument *marked;
  const RyAttachmentSource *source;
} Message;

static GInputStream *
open_message (gpointer data, goffset *length, char **type)
{
  Message *message = data;
  RyChain *chain = ry_attached_follow (message->marked, message->source, type);

  *length = (goffset) ry_chain_get_length (chain);
  return G_INPUT_STREAM (chain);
}

/* What is wrong with this document; anything else is wrong with the line, the server or the account. */
static gboolean
is_about_document (const GError *refusal)
{
  static const RyErrorCode codes[] = { RY_ERROR_FORBIDDEN,    RY_ERROR_NOT_IMPLEMENTED,   RY_ERROR_TOO_LARGE,
                                       RY_ERROR_MISSING_STUB, RY_ERROR_UNSUPPORTED_MEDIA, RY_ERROR_CONFLICT,
                                       RY_ERROR_FAILED,       RY_ERROR_NOT_FOUND,         RY_ERROR_CORRUPT };

  if (ry_error_is_bad_request (refusal))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (refusal, RY_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
send_message (Call *call, RyDocument *marked, GError **error)
{
  g_autofree char *id = g_uri_escape_string (ry_document_get_id (marked), NULL, FALSE);
  g_autofree char *path = g_strconcat (call->upload->path, "/", id, "?new_edits=false", NULL);
  Message message = { marked, call->source };
  const RyHttpRequest request = { .method = "PUT", .path = path, .open = open_message, .data = &message };
  g_autoptr (GString) answer = ry_http_client_ask (call->upload->client, &request, call->cancellable, error);

  return answer != NULL;
}

/* A document with its bytes behind it. */
static gboolean
put_alone (Call *call, RyDocument *document, guint since, GError **error)
{
  g_autoptr (RyDocument) marked = NULL;
  g_autoptr (GError) refusal = NULL;

  if (ry_attached_mark (document, call->source, since, &marked) == RY_ATTACHED_NOTHING)
    g_set_error_literal (&refusal, RY_ERROR, RY_ERROR_MISSING_STUB, ry_error_get_sentence (RY_ERROR_MISSING_STUB));
  else if (send_message (call, marked, &refusal))
    return TRUE;
  if (since > 0 && g_error_matches (refusal, RY_ERROR, RY_ERROR_MISSING_STUB))
    return put_alone (call, document, 0, error);
  if (!is_about_document (refusal)) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  add_failure (call, document, g_steal_pointer (&refusal));
  return TRUE;
}

/* Sorting */

/* The generation of the newest ancestor of @document that the server has, as far as we know. */
static guint
find_since (RyHttpUpload *self, RyDocument *document)
{
  const char *const *history = ry_document_get_history (document);
  const char *const *ancestors;
  guint since = 0;

  g_mutex_lock (&self->lock);
  ancestors = g_hash_table_lookup (self->ancestors, ry_document_get_id (document));
  for (guint i = 1; ancestors != NULL && history != NULL && history[i - 1] != NULL && history[i] != NULL && since == 0;
       i++)
    if (g_strv_contains (ancestors, history[i]))
      since = (guint) atoi (history[i]);
  g_mutex_unlock (&self->lock);
  return since;
}

/* Puts what goes in batches into @batch and sends the rest. */
static gboolean
put_or_collect (Call *call, RyDocument *document, GPtrArray *batch, GError **error)
{
  g_autoptr (RyDocument) marked = NULL;
  guint since;
  RyDocument *whole;

  if (ry_document_get_attachments (document) == NULL) {
    g_ptr_array_add (batch, ry_document_ref (document));
    return TRUE;
  }
  since = find_since (call->upload, document);
  switch (ry_attached_mark (document, call->source, since, &marked)) {
  case RY_ATTACHED_MANY:
    return put_alone (call, document, since, error);
  case RY_ATTACHED_FEW:
    whole = ry_attached_inline (marked, call->source, call->cancellable, error);
    if (whole == NULL)
      return FALSE;
    g_ptr_array_add (batch, whole);
    return TRUE;
  case RY_ATTACHED_NOTHING:
  default:
    g_ptr_array_add (batch, ry_document_ref (document));
    return TRUE;
  }
}

/**
 * ry_http_upload_new:
 * @client: the server; outlives the upload
 * @path: the database's, encoded
 *
 * Returns: (transfer full): a way in
 */
RyHttpUpload *
ry_http_upload_new (RyHttpClient *client, const char *path)
{
  RyHttpUpload *self = g_new0 (RyHttpUpload, 1);

  g_mutex_init (&self->lock);
  self->client = client;
  self->path = g_strdup (path);
  self->body_max = RY_TUNING_BATCH_BYTES;
  self->ancestors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  return self;
}

/**
 * ry_http_upload_free:
 * @self: an upload
 */
void
ry_http_upload_free (RyHttpUpload *self)
{
  g_free (self->path);
  g_hash_table_unref (self->ancestors);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * ry_http_upload_note_missing:
 * @self: an upload
 * @missing: (element-type RyMissing): what the server said that it lacks
 *
 * Keeps what it has of the same documents, for the documents that are about to come.
 */
void
ry_http_upload_note_missing (RyHttpUpload *self, GPtrArray *missing)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->ancestors);
  for (guint i = 0; i < missing->len; i++) {
    RyMissing *one = g_ptr_array_index (missing, i);

    if (one->ancestors != NULL)
      g_hash_table_replace (self->ancestors, g_strdup (one->id), g_strdupv (one->ancestors));
  }
  g_mutex_unlock (&self->lock);
}

/**
 * ry_http_upload_put:
 * @self: an upload
 * @documents: (element-type RyDocument): revisions with their histories
 * @source: (nullable): who has the bytes of their attachments
 *
 * Returns: (transfer full) (element-type RyWriteResult) (nullable): what was refused by name, or %NULL with @error
 *   set where the whole was
 */
GPtrArray *
ry_http_upload_put (RyHttpUpload *self,
                    GPtrArray *documents,
                    const RyAttachmentSource *source,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  Call call = { self, source, failures, cancellable };

  for (guint i = 0; i < documents->len; i++)
    if (!put_or_collect (&call, g_ptr_array_index (documents, i), batch, error))
      return NULL;
  if (!put_range (&call, batch, 0, batch->len, error))
    return NULL;
  return g_steal_pointer (&failures);
}
