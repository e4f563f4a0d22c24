/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document: read as it is, at a revision, or all its open revisions; written, and deleted.
 * See <https://docs.couchdb.org/en/stable/api/document/common.html>.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

/* Any text that no JSON can hold would do: a raw quotation mark cannot stand after two hyphens at a line's start. */
#define BOUNDARY "ryorin-part-5f1c2a9e"

typedef struct {
  GPtrArray *revs;
} OpenRevs;

static char *
strip_quotes (const char *etag)
{
  gsize length = strlen (etag);

  if (length >= 2 && etag[0] == '"' && etag[length - 1] == '"')
    return g_strndup (etag + 1, length - 2);
  return g_strdup (etag);
}

/* The revision may stand in the query or in If-Match; both must agree. */
static gboolean
find_rev (RyRequest *request, char **rev, GError **error)
{
  const char *query = ry_request_get_text (request, "rev");
  g_autofree char *match = request->if_match != NULL ? strip_quotes (request->if_match) : NULL;

  *rev = NULL;
  if (query != NULL && match != NULL && strcmp (query, match) != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                         "Document rev from query string and If-Match header have different values");
    return FALSE;
  }
  *rev = query != NULL ? g_strdup (query) : g_steal_pointer (&match);
  return TRUE;
}

static RyGet
choose_get_flags (RyRequest *request)
{
  RyGet flags = RY_GET_PLAIN;

  if (ry_request_get_flag (request, "revs"))
    flags |= RY_GET_REVISIONS;
  if (ry_request_get_flag (request, "conflicts") || ry_request_get_flag (request, "meta"))
    flags |= RY_GET_CONFLICTS;
  if (ry_request_get_flag (request, "latest"))
    flags |= RY_GET_LATEST;
  return flags;
}

static RyDocumentJson
choose_json_flags (RyGet flags)
{
  return ((flags & RY_GET_REVISIONS) != 0 ? RY_DOCUMENT_JSON_REVISIONS : 0) |
         ((flags & RY_GET_CONFLICTS) != 0 ? RY_DOCUMENT_JSON_CONFLICTS : 0);
}

static gboolean
take_rev (const char *value, gsize length, gpointer data, GError **error)
{
  OpenRevs *open_revs = data;
  g_autofree char *text = ry_json_decode_string (value, length, error);
  char *rev;

  if (text == NULL)
    return FALSE;
  rev = ry_rev_normalise (text);
  if (rev == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
    return FALSE;
  }
  g_ptr_array_add (open_revs->revs, rev);
  return TRUE;
}

/* Answers %NULL in @revs for "all". */
static gboolean
parse_open_revs (const char *text, GStrv *revs, GError **error)
{
  OpenRevs open_revs = { NULL };
  gboolean good;

  *revs = NULL;
  if (g_str_equal (text, "all"))
    return TRUE;
  open_revs.revs = g_ptr_array_new ();
  good = ry_json_scan_array (text, -1, take_rev, &open_revs, error);
  g_ptr_array_add (open_revs.revs, NULL);
  *revs = (GStrv) g_ptr_array_free (open_revs.revs, FALSE);
  if (!good)
    g_clear_pointer (revs, g_strfreev);
  return good;
}

static void
append_part (RyAnswer *answer, RyDocument *document, RyDocumentJson members, const char *missing)
{
  if (missing != NULL) {
    g_string_append (answer->body,
                     "\r\n--" BOUNDARY "\r\nContent-Type: application/json; error=\"true\"\r\n\r\n{\"missing\":");
    ry_json_append_string (answer->body, missing);
    g_string_append_c (answer->body, '}');
    return;
  }
  g_string_append (answer->body, "\r\n--" BOUNDARY "\r\nContent-Type: application/json\r\n\r\n");
  ry_document_append_json (document, members, answer->body);
}

static void
append_element (RyAnswer *answer, RyDocument *document, RyDocumentJson members, const char *missing)
{
  g_string_append (answer->body, answer->body->len > 1 ? "," : "");
  if (missing != NULL) {
    g_string_append (answer->body, "{\"missing\":");
    ry_json_append_string (answer->body, missing);
  } else {
    g_string_append (answer->body, "{\"ok\":");
    ry_document_append_json (document, members, answer->body);
  }
  g_string_append_c (answer->body, '}');
}

static gboolean
append_revisions (RyRequest *request, RyAnswer *answer, const char *const *revs, gboolean mixed, GError **error)
{
  void (*append) (RyAnswer *, RyDocument *, RyDocumentJson, const char *) = mixed ? append_part : append_element;
  RyGet flags = (choose_get_flags (request) & ~RY_GET_CONFLICTS) | RY_GET_DELETED;
  RyDocumentJson members = choose_json_flags (flags);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) documents = NULL;

  if (revs == NULL) {
    documents = ry_store_get_open_revs (request->store, request->document, NULL, flags, error);
    for (guint i = 0; documents != NULL && i < documents->len; i++)
      append (answer, g_ptr_array_index (documents, i), members, NULL);
    return documents != NULL;
  }
  for (guint i = 0; revs[i] != NULL; i++) {
    const char *one[] = { revs[i], NULL };
    g_autoptr (GPtrArray) found = ry_store_get_open_revs (request->store, request->document, one, flags, error);

    if (found == NULL)
      return FALSE;
    for (guint j = 0; j < found->len; j++) {
      RyDocument *document = g_ptr_array_index (found, j);

      /* With latest=true two revisions may lead to the same leaf. */
      if (g_hash_table_add (said, g_strdup (ry_document_get_rev (document))))
        append (answer, document, members, NULL);
    }
    if (found->len == 0)
      append (answer, NULL, 0, revs[i]);
  }
  return TRUE;
}

/* CouchDB's replicator asks for design documents in parts, and takes nothing else for them. */
static RyAnswer *
answer_open_revs (RyRequest *request, GError **error)
{
  gboolean mixed = request->accept != NULL && strstr (request->accept, "multipart/") != NULL;
  g_autoptr (RyAnswer) answer = ry_answer_new (200);
  g_auto (GStrv) revs = NULL;

  if (!parse_open_revs (ry_request_get_text (request, "open_revs"), &revs, error))
    return NULL;
  if (!mixed)
    g_string_append_c (answer->body, '[');
  if (!append_revisions (request, answer, (const char *const *) revs, mixed, error))
    return NULL;
  if (mixed) {
    answer->content_type = g_strdup ("multipart/mixed; boundary=\"" BOUNDARY "\"");
    g_string_append (answer->body, "\r\n--" BOUNDARY "--");
  } else {
    g_string_append (answer->body, "]\n");
  }
  return g_steal_pointer (&answer);
}

static const char *
find_status (RyRequest *request, const char *rev)
{
  const char *one[] = { rev, NULL };
  g_autoptr (GPtrArray) found = ry_store_get_open_revs (request->store, request->document, one, RY_GET_DELETED, NULL);

  if (found == NULL || found->len == 0)
    return "missing";
  return ry_document_get_deleted (g_ptr_array_index (found, 0)) ? "deleted" : "available";
}

/* Which of the revisions before this one can still be read. */
static void
append_revs_info (RyRequest *request, RyDocument *document, GString *out)
{
  const char *const *history = ry_document_get_history (document);

  g_string_truncate (out, out->len - 1);
  g_string_append (out, ",\"_revs_info\":[");
  for (guint i = 0; history != NULL && history[i] != NULL; i++) {
    g_string_append (out, i > 0 ? ",{\"rev\":" : "{\"rev\":");
    ry_json_append_string (out, history[i]);
    g_string_append_printf (out, ",\"status\":\"%s\"}", find_status (request, history[i]));
  }
  g_string_append (out, "]}");
}

static gboolean
wants_revs_info (RyRequest *request)
{
  return ry_request_get_flag (request, "revs_info") || ry_request_get_flag (request, "meta");
}

RyAnswer *
ry_handle_document_get (RyRequest *request, GError **error)
{
  RyGet flags = choose_get_flags (request);
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *etag = NULL;
  RyAnswer *answer;

  if (ry_request_get_text (request, "open_revs") != NULL)
    return answer_open_revs (request, error);

  document = ry_store_get (request->store, request->document, ry_request_get_text (request, "rev"),
                           flags | (wants_revs_info (request) ? RY_GET_REVISIONS : 0), error);
  if (document == NULL)
    return NULL;
  etag = g_strdup_printf ("\"%s\"", ry_document_get_rev (document));
  /* The tag stands for the revision alone, not for what is told of others. */
  if ((flags & RY_GET_CONFLICTS) != 0 || wants_revs_info (request))
    g_clear_pointer (&etag, g_free);
  if (etag != NULL && g_strcmp0 (request->if_none_match, etag) == 0) {
    answer = ry_answer_new (304);
  } else {
    answer = ry_answer_new (200);
    ry_document_append_json (document, choose_json_flags (flags), answer->body);
    if (wants_revs_info (request))
      append_revs_info (request, document, answer->body);
    g_string_append_c (answer->body, '\n');
  }
  answer->etag = g_steal_pointer (&etag);
  return answer;
}

static RyAnswer *
write_document (RyRequest *request, RyDocument *document, gboolean new_edits, guint status, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  RyWriteResult *result;

  if (!ry_request_check_write (request, document, new_edits, error))
    return NULL;
  g_ptr_array_add (documents, document);
  results = ry_store_write (request->store, documents, new_edits, RY_STORE_SOURCE_LOCAL, NULL, error);
  if (results == NULL)
    return NULL;
  result = g_ptr_array_index (results, 0);
  if (result->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&result->error));
    return NULL;
  }
  return ry_answer_new_revision (status, result->id, result->rev);
}

RyAnswer *
ry_handle_document_put (RyRequest *request, GError **error)
{
  gboolean new_edits = g_strcmp0 (ry_request_get_text (request, "new_edits"), "false") != 0;
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *rev = NULL;
  const char *text;
  gsize length;

  if (request->content_type != NULL && g_str_has_prefix (request->content_type, "multipart/")) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_IMPLEMENTED,
                         "This server does not keep attachments yet; the document was not written.");
    return NULL;
  }
  text = ry_request_get_body (request, &length);
  if (!find_rev (request, &rev, error) ||
      (document = ry_body_parse (text, length, request->document, rev, error)) == NULL)
    return NULL;
  return write_document (request, document, new_edits, 201, error);
}

RyAnswer *
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
  return write_document (request, document, TRUE, 201, error);
}

RyAnswer *
ry_handle_document_delete (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (RyDocument) winner = NULL;
  g_autofree char *rev = NULL;

  /* Without a revision it is a conflict where the document is there, and missing where it is not. */
  winner = ry_store_get (request->store, request->document, NULL, RY_GET_PLAIN, error);
  if (winner == NULL || !find_rev (request, &rev, error))
    return NULL;
  document = ry_document_new (request->document, rev, TRUE, NULL, 0);
  return write_document (request, document, TRUE, 200, error);
}

/* Whoever asks for an attachment learns whether the document is there; attachments there are none. */
RyAnswer *
ry_handle_attachment_get (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = NULL;

  document =
      ry_store_get (request->store, request->document, ry_request_get_text (request, "rev"), RY_GET_PLAIN, error);
  if (document != NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "Document is missing attachment");
  return NULL;
}
