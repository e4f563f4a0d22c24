/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document: read as it is or at a revision, written, copied and deleted.
 * See <https://docs.couchdb.org/en/stable/api/document/common.html>.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-feed.h"
#include "ry-inline.h"
#include "ry-json.h"
#include "ry-parts.h"
#include "ry-rev-tree.h"
#include "ry-shape.h"

static char *
strip_quotes (const char *etag)
{
  gsize length = strlen (etag);

  if (length >= 2 && etag[0] == '"' && etag[length - 1] == '"')
    return g_strndup (etag + 1, length - 2);
  return g_strdup (etag);
}

/* The revision may stand in the query or in If-Match; both must agree. */
gboolean
ry_handlers_find_rev (RyRequest *request, char **rev, GError **error)
{
  const char *query = ry_request_get_text (request, "rev");
  g_autofree char *match = request->if_match != NULL ? strip_quotes (request->if_match) : NULL;

  *rev = NULL;
  if (query != NULL && match != NULL && strcmp (query, match) != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Document rev and etag have different values");
    return FALSE;
  }
  if (query == NULL && match == NULL)
    return TRUE;
  *rev = ry_rev_normalise (query != NULL ? query : match);
  if (*rev == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
  return *rev != NULL;
}

static RyDocument *
read_document (RyRequest *request, RyGet flags, GError **error)
{
  const char *rev = ry_request_get_text (request, "rev");
  g_autofree char *normal = rev != NULL ? ry_rev_normalise (rev) : NULL;

  if (rev != NULL && normal == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
    return NULL;
  }
  return ry_store_get (request->store, request->document, normal, flags, error);
}

/* The document as the shape wants it: in parts where there are attachments to be sent, and parts are taken. */
static RyResponse *
show_document (RyRequest *request, const RyShape *shape, RyDocument *document, GError **error)
{
  g_autoptr (RyResponse) answer = NULL;

  if (shape->attachments && ry_request_accepts (request, "multipart/related"))
    answer = ry_parts_answer (request, document, shape->members, ry_shape_get_since (shape, document));
  if (answer != NULL)
    return g_steal_pointer (&answer);
  answer = ry_response_new (200);
  if (!ry_shape_append (shape, request->store, document, answer->body, error))
    return NULL;
  if (ry_request_get_flag (request, "local_seq")) {
    g_string_truncate (answer->body, answer->body->len - 1);
    g_string_append_printf (answer->body, ",\"_local_seq\":%" G_GINT64_FORMAT "}", ry_document_get_seq (document));
  }
  g_string_append_c (answer->body, '\n');
  return g_steal_pointer (&answer);
}

static gboolean
is_empty (const char *const *revs)
{
  return revs == NULL || revs[0] == NULL;
}

/* The tag stands for the revision alone, not for what is told of others, or of its place. */
static char *
make_etag (RyRequest *request, const RyShape *shape, RyDocument *document)
{
  if ((shape->get & RY_GET_REVS_INFO) != 0 || ry_request_get_flag (request, "local_seq") ||
      ((shape->get & RY_GET_CONFLICTS) != 0 && !is_empty (ry_document_get_conflicts (document))) ||
      ((shape->get & RY_GET_DELETED_CONFLICTS) != 0 && !is_empty (ry_document_get_deleted_conflicts (document))))
    return NULL;
  return g_strdup_printf ("\"%s\"", ry_document_get_rev (document));
}

/* One revision, found by the index and without the bytes of attachments: that takes microseconds. */
gboolean
ry_handlers_reads_one (RyRequest *request)
{
  return request->query == NULL ||
         (ry_request_get_text (request, "open_revs") == NULL && ry_request_get_text (request, "attachments") == NULL &&
          ry_request_get_text (request, "atts_since") == NULL);
}

RyResponse *
ry_handle_document_get (RyRequest *request, GError **error)
{
  const char *open_revs = ry_request_get_text (request, "open_revs");
  g_auto (RyShape) shape = { RY_GET_PLAIN };
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *etag = NULL;
  RyResponse *answer;

  if (open_revs != NULL && !g_str_equal (open_revs, "[]"))
    return ry_handle_open_revs (request, error);
  if (!ry_shape_parse (&shape, request, error) || (document = read_document (request, shape.get, error)) == NULL)
    return NULL;
  etag = make_etag (request, &shape, document);
  if (etag != NULL && ry_request_has_etag (request, etag))
    answer = ry_response_new (304);
  else
    answer = show_document (request, &shape, document, error);
  if (answer != NULL)
    answer->etag = g_steal_pointer (&etag);
  return answer;
}

static gboolean
is_batch (RyRequest *request)
{
  return g_strcmp0 (ry_request_get_text (request, "batch"), "ok") == 0;
}

/* Once it is on the disk it is said that it is there, batch=ok or not; only the words differ. */
static RyResponse *
answer_written (RyRequest *request, const RyWriteResult *result, gboolean deleted)
{
  RyResponse *answer;

  if (is_batch (request))
    return ry_response_new_revision (202, result->id, NULL);
  answer = ry_response_new_revision (deleted ? 200 : 201, result->id, result->rev);
  if (g_str_equal (request->method, "POST"))
    g_clear_pointer (&answer->etag, g_free);
  if (!g_str_equal (request->method, "DELETE"))
    answer->location = ry_request_dup_location (request, result->id, NULL);
  return answer;
}

/* Writes one document, inline attachments and all. */
RyResponse *
ry_handlers_write_document (RyRequest *request, RyDocument *document, gboolean new_edits, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (RyDocument) compressed = NULL;
  RyWriteResult *result;

  if (!ry_request_check_write (request, document, new_edits, error) ||
      (new_edits && !ry_inline_check (request->store, document, error)) ||
      (compressed = ry_inline_compress (document, error)) == NULL)
    return NULL;
  g_ptr_array_add (documents, compressed);
  results = ry_store_write (request->store, documents, new_edits, RY_STORE_SOURCE_LOCAL, NULL, error);
  if (results == NULL)
    return NULL;
  result = g_ptr_array_index (results, 0);
  /* Who does not wait for the disk is not told of conflicts either. */
  if (is_batch (request) && g_error_matches (result->error, RY_ERROR, RY_ERROR_CONFLICT))
    return answer_written (request, result, FALSE);
  if (result->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&result->error));
    return NULL;
  }
  return answer_written (request, result, ry_document_get_deleted (document));
}

/* The document that stands in the body, which may name a revision too. */
static RyDocument *
parse_put (RyRequest *request, GError **error)
{
  gboolean by_query = ry_request_get_text (request, "rev") != NULL;
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *rev = NULL;
  const char *text;
  gsize length;

  text = ry_request_get_body (request, &length);
  if (!ry_handlers_find_rev (request, &rev, error))
    return NULL;
  document = ry_body_parse (text, length, request->document, by_query ? rev : NULL, error);
  if (document == NULL || by_query || rev == NULL || g_strcmp0 (ry_document_get_rev (document), rev) == 0)
    return g_steal_pointer (&document);
  if (ry_document_get_rev (document) == NULL)
    return ry_document_with (document, NULL, rev);
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Document rev and etag have different values");
  return NULL;
}

RyResponse *
ry_handle_document_put (RyRequest *request, GError **error)
{
  gboolean new_edits = g_strcmp0 (ry_request_get_text (request, "new_edits"), "false") != 0;
  g_autoptr (RyDocument) document = parse_put (request, error);

  if (document == NULL)
    return NULL;
  if (!new_edits && ry_document_get_rev (document) == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, RY_BODY_REV_NEEDED);
    return NULL;
  }
  return ry_handlers_write_document (request, document, new_edits, error);
}

RyResponse *
ry_handle_document_post (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  const char *text;
  gsize length;

  text = ry_request_get_body (request, &length);
  if (!ry_request_check_json (request, error) || (document = ry_body_parse (text, length, NULL, NULL, error)) == NULL)
    return NULL;
  if (ry_document_get_id (document) == NULL) {
    g_autofree char *id = ry_body_make_id ();
    RyDocument *named = ry_document_with (document, id, NULL);

    ry_document_unref (document);
    document = named;
  }
  return ry_handlers_write_document (request, document, TRUE, error);
}

RyResponse *
ry_handle_document_delete (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (RyDocument) winner = NULL;
  g_autofree char *rev = NULL;

  /* Without a revision it is a conflict where the document is there, and missing where it is not. */
  winner = ry_store_get (request->store, request->document, NULL, RY_GET_PLAIN, error);
  if (winner == NULL || !ry_handlers_find_rev (request, &rev, error))
    return NULL;
  document = ry_document_new (request->document, rev, TRUE, NULL, 0);
  return ry_handlers_write_document (request, document, TRUE, error);
}

/* The header names the new document, and where it replaces one, `?rev=` its revision. */
static gboolean
parse_destination (RyRequest *request, char **id, char **rev, GError **error)
{
  g_auto (GStrv) parts = NULL;
  const char *fault = NULL;

  if (request->destination == NULL)
    fault = "Destination header is mandatory for COPY.";
  else if (g_str_has_prefix (request->destination, "http://") || g_str_has_prefix (request->destination, "https://"))
    fault = "Destination URL must be relative.";
  if (fault == NULL) {
    parts = g_strsplit (request->destination, "?rev=", 2);
    *id = g_uri_unescape_string (parts[0], NULL);
    if (*id == NULL || !g_utf8_validate (*id, -1, NULL))
      fault = "Destination header is not understood.";
    if (parts[0] != NULL && parts[1] != NULL && (*rev = ry_rev_normalise (parts[1])) == NULL)
      fault = "Invalid rev format";
  }
  if (fault != NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, fault);
  return fault == NULL;
}

RyResponse *
ry_handle_document_copy (RyRequest *request, GError **error)
{
  g_autofree char *source_rev = NULL;
  g_autofree char *id = NULL;
  g_autofree char *rev = NULL;
  g_autoptr (RyDocument) source = NULL;
  g_autoptr (RyDocument) bare = NULL;
  g_autoptr (RyDocument) copy = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  const char *body;
  gsize length;

  if (!ry_handlers_find_rev (request, &source_rev, error) || !parse_destination (request, &id, &rev, error))
    return NULL;
  source = ry_store_get (request->store, request->document, source_rev, RY_GET_PLAIN, error);
  if (source == NULL)
    return NULL;
  body = ry_document_get_body (source, &length);
  attachments = ry_store_get_attachments (request->store, request->document, source_rev, error);
  if (attachments == NULL)
    return NULL;
  /* The bytes are here, though the new document has not had them. */
  for (guint i = 0; i < attachments->len; i++)
    ((RyAttachment *) g_ptr_array_index (attachments, i))->form = RY_ATTACHMENT_BLOB;
  bare = ry_document_new (id, rev, FALSE, body, (gssize) length);
  copy = ry_document_with_attachments (bare, attachments);
  return ry_handlers_write_document (request, copy, TRUE, error);
}
