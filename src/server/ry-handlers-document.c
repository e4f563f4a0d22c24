/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document: read as it is, at a revision, or all its open revisions; written, and deleted.
 * See <https://docs.couchdb.org/en/stable/api/document/common.html>.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-feed.h"
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
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Document rev and etag have different values");
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
  g_autofree char *text = value[0] == '"' ? ry_json_decode_string (value, length, NULL) : NULL;
  char *rev = text != NULL ? ry_rev_normalise (text) : NULL;

  if (rev != NULL)
    g_ptr_array_add (open_revs->revs, rev);
  else
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
  return rev != NULL;
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
  if (!ry_json_validate (text, -1, error))
    return FALSE;
  if (text[0] != '[') {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid list of revisions");
    return FALSE;
  }
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

/* In the order in which they stand in CouchDB's tree. */
static int
compare_revs (gconstpointer a, gconstpointer b)
{
  return ry_rev_compare (ry_document_get_rev (*(RyDocument *const *) a),
                         ry_document_get_rev (*(RyDocument *const *) b));
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
    if (documents != NULL)
      g_ptr_array_sort (documents, compare_revs);
    for (guint i = 0; documents != NULL && i < documents->len; i++)
      append (answer, g_ptr_array_index (documents, i), members, NULL);
    return documents != NULL;
  }
  for (guint i = 0; revs[i] != NULL; i++) {
    const char *one[] = { revs[i], NULL };
    g_autoptr (GError) inner = NULL;
    g_autoptr (GPtrArray) found = ry_store_get_open_revs (request->store, request->document, one, flags, &inner);

    if (found == NULL && !g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
    for (guint j = 0; found != NULL && j < found->len; j++) {
      RyDocument *document = g_ptr_array_index (found, j);

      /* With latest=true two revisions may lead to the same leaf. */
      if (g_hash_table_add (said, g_strdup (ry_document_get_rev (document))))
        append (answer, document, members, NULL);
    }
    if (found == NULL || found->len == 0)
      append (answer, NULL, 0, revs[i]);
  }
  return TRUE;
}

/* CouchDB's replicator asks for design documents in parts, and takes nothing else for them. */
static RyAnswer *
answer_open_revs (RyRequest *request, GError **error)
{
  gboolean mixed = ry_request_accepts (request, "multipart/mixed");
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

  g_string_append (out, ",\"_revs_info\":[");
  for (guint i = 0; history != NULL && history[i] != NULL; i++) {
    g_string_append (out, i > 0 ? ",{\"rev\":" : "{\"rev\":");
    ry_json_append_string (out, history[i]);
    g_string_append_printf (out, ",\"status\":\"%s\"}", find_status (request, history[i]));
  }
  g_string_append_c (out, ']');
}

/* The leaves that end in a deletion, but for the one that is answered. */
static void
append_deleted_conflicts (RyRequest *request, RyDocument *document, GString *out)
{
  g_autoptr (GPtrArray) leaves = ry_store_get_open_revs (request->store, request->document, NULL, RY_GET_DELETED, NULL);
  guint n = 0;

  for (guint i = 0; leaves != NULL && i < leaves->len; i++) {
    RyDocument *leaf = g_ptr_array_index (leaves, i);

    if (!ry_document_get_deleted (leaf) || strcmp (ry_document_get_rev (leaf), ry_document_get_rev (document)) == 0)
      continue;
    g_string_append (out, n++ == 0 ? ",\"_deleted_conflicts\":[" : ",");
    ry_json_append_string (out, ry_document_get_rev (leaf));
  }
  if (n > 0)
    g_string_append_c (out, ']');
}

/* What is told of other revisions than the one that is read, and of its place. */
static gboolean
append_meta (RyRequest *request, RyDocument *document, GString *out, GError **error)
{
  gboolean meta = ry_request_get_flag (request, "meta");

  if (meta || ry_request_get_flag (request, "revs_info"))
    append_revs_info (request, document, out);
  if (meta || ry_request_get_flag (request, "deleted_conflicts"))
    append_deleted_conflicts (request, document, out);
  if (!ry_request_get_flag (request, "local_seq"))
    return TRUE;
  g_string_append (out, ",\"_local_seq\":");
  return ry_feed_append_document_seq (out, request->store, document, error);
}

static RyDocument *
read_document (RyRequest *request, GError **error)
{
  const char *rev = ry_request_get_text (request, "rev");
  RyGet flags = choose_get_flags (request);
  g_autofree char *normal = rev != NULL ? ry_rev_normalise (rev) : NULL;

  if (rev != NULL && normal == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
    return NULL;
  }
  if (ry_request_get_flag (request, "revs_info") || ry_request_get_flag (request, "meta"))
    flags |= RY_GET_REVISIONS;
  return ry_store_get (request->store, request->document, normal, flags, error);
}

RyAnswer *
ry_handle_document_get (RyRequest *request, GError **error)
{
  const char *open_revs = ry_request_get_text (request, "open_revs");
  RyDocumentJson members = choose_json_flags (choose_get_flags (request));
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (RyAnswer) answer = NULL;
  g_autoptr (GString) meta = g_string_new (NULL);

  if (open_revs != NULL && !g_str_equal (open_revs, "[]"))
    return answer_open_revs (request, error);
  document = read_document (request, error);
  if (document == NULL || !append_meta (request, document, meta, error))
    return NULL;

  answer = ry_answer_new (200);
  /* The tag stands for the revision alone, not for what is told of others. */
  if (meta->len == 0 &&
      ((members & RY_DOCUMENT_JSON_CONFLICTS) == 0 || ry_document_get_conflicts (document)[0] == NULL)) {
    answer->etag = g_strdup_printf ("\"%s\"", ry_document_get_rev (document));
    if (ry_request_has_etag (request, answer->etag)) {
      answer->status = 304;
      return g_steal_pointer (&answer);
    }
  }
  ry_document_append_json (document, members, answer->body);
  g_string_truncate (answer->body, answer->body->len - 1);
  g_string_append_len (answer->body, meta->str, (gssize) meta->len);
  g_string_append (answer->body, "}\n");
  return g_steal_pointer (&answer);
}

/* Once it is on the disk it is said that it is there, batch=ok or not; only the words differ. */
static RyAnswer *
answer_written (RyRequest *request, const RyWriteResult *result, gboolean deleted)
{
  RyAnswer *answer;

  if (g_strcmp0 (ry_request_get_text (request, "batch"), "ok") == 0)
    return ry_answer_new_revision (202, result->id, NULL);
  answer = ry_answer_new_revision (deleted ? 200 : 201, result->id, result->rev);
  if (g_str_equal (request->method, "POST"))
    g_clear_pointer (&answer->etag, g_free);
  if (!g_str_equal (request->method, "DELETE"))
    answer->location = ry_request_dup_location (request, result->id, NULL);
  return answer;
}

static RyAnswer *
write_document (RyRequest *request, RyDocument *document, gboolean new_edits, GError **error)
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
  return answer_written (request, result, ry_document_get_deleted (document));
}

RyAnswer *
ry_handle_document_put (RyRequest *request, GError **error)
{
  gboolean new_edits = g_strcmp0 (ry_request_get_text (request, "new_edits"), "false") != 0;
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *rev = NULL;
  const char *text;
  gsize length;

  text = ry_request_get_body (request, &length);
  if (!find_rev (request, &rev, error) ||
      (document = ry_body_parse (text, length, request->document, rev, error)) == NULL)
    return NULL;
  if (!new_edits && ry_document_get_rev (document) == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, RY_BODY_REV_NEEDED);
    return NULL;
  }
  return write_document (request, document, new_edits, error);
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
  return write_document (request, document, TRUE, error);
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
  return write_document (request, document, TRUE, error);
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

RyAnswer *
ry_handle_document_copy (RyRequest *request, GError **error)
{
  g_autofree char *source_rev = NULL;
  g_autofree char *id = NULL;
  g_autofree char *rev = NULL;
  g_autoptr (RyDocument) source = NULL;
  g_autoptr (RyDocument) bare = NULL;
  g_autoptr (RyDocument) copy = NULL;
  GPtrArray *attachments;
  const char *body;
  gsize length;

  if (!find_rev (request, &source_rev, error) || !parse_destination (request, &id, &rev, error))
    return NULL;
  source = ry_store_get (request->store, request->document, source_rev, RY_GET_PLAIN, error);
  if (source == NULL)
    return NULL;
  body = ry_document_get_body (source, &length);
  attachments = ry_document_get_attachments (source);
  bare = ry_document_new (id, rev, FALSE, body, (gssize) length);
  copy = attachments != NULL ? ry_document_with_attachments (bare, attachments) : ry_document_ref (bare);
  return write_document (request, copy, TRUE, error);
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
