/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `_bulk_get` and `_bulk_docs`: many documents in one request, which is how replications carry them. The answers
 * stand in the order of the request, and of its length: CouchDB's replicator puts the two side by side.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-inline.h"
#include "ry-json.h"
#include "ry-parts.h"
#include "ry-rev.h"
#include "ry-shape.h"

/* Bytes of JSON in an answer that comes in parts; the attachments between them do not stand in memory. */
#define MAX_TEXT (256u << 20)

/* The parts of a request body that are looked at. */
typedef struct {
  const char *docs; /* (nullable): the list */
  gsize length;
  GPtrArray *rows; /* (nullable): of Row, where the list is read as it is found */
  gboolean new_edits;
  gboolean all_or_nothing;
} Envelope;

typedef struct {
  RyRequest *request;
  RyResponse *answer;
  GString *out; /* the answer's body */
  RyShape shape;
  RyParts *parts; /* NULL for JSON */
} Reading;

/* One question of a bulk read, as it was asked and as it was understood. */
typedef struct {
  gboolean is_object;
  char *id_json;
  char *rev_json;
  char *id;
  char *rev;
} Wanted;

/* One row of a bulk write, until its answer is known. */
typedef struct {
  RyDocument *document; /* NULL where it could not be read */
  char *id;
  char *rev;
  GError *error;
} Row;

static gboolean
fail (const char *sentence, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, sentence);
  return FALSE;
}

static gboolean
take_envelope (const RyJsonMember *member, gpointer data, GError **error)
{
  Envelope *envelope = data;

  if (strcmp (member->key, "docs") == 0 && envelope->docs == NULL) {
    envelope->docs = member->value;
    envelope->length = member->length;
  } else if (strcmp (member->key, "new_edits") == 0) {
    envelope->new_edits = member->value[0] == 't';
    return envelope->new_edits || member->value[0] == 'f' || fail ("`new_edits` parameter must be a boolean.", error);
  } else if (strcmp (member->key, "all_or_nothing") == 0) {
    envelope->all_or_nothing = member->value[0] == 't';
  }
  return TRUE;
}

static gboolean
check_envelope (const Envelope *envelope, const char *without_docs, GError **error)
{
  if (envelope->docs == NULL)
    return fail (without_docs, error);
  return envelope->docs[0] == '[' || fail ("`docs` parameter must be an array.", error);
}

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->id);
  g_free (wanted->rev);
  g_free (wanted->id_json);
  g_free (wanted->rev_json);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static gboolean
take_wanted (const RyJsonMember *member, gpointer data, GError **error)
{
  Wanted *wanted = data;

  if (strcmp (member->key, "id") == 0) {
    g_free (wanted->id_json);
    wanted->id_json = g_strndup (member->value, member->length);
  } else if (strcmp (member->key, "rev") == 0) {
    g_free (wanted->rev_json);
    wanted->rev_json = g_strndup (member->value, member->length);
  }
  return TRUE;
}

static char *
decode (const char *json)
{
  return json[0] == '"' ? ry_json_decode_string (json, strlen (json), NULL) : NULL;
}

static gboolean
refuse (RyErrorCode code, const char *reason, GError **error)
{
  g_set_error_literal (error, RY_ERROR, code, reason);
  return FALSE;
}

/* What is wrong with one question is said in its place among the answers. */
static gboolean
check_wanted (Wanted *wanted, GError **error)
{
  g_autofree char *rev = NULL;

  if (!wanted->is_object)
    return refuse (RY_ERROR_BAD_REQUEST, "document must be a JSON object", error);
  if (wanted->id_json == NULL) {
    g_clear_pointer (&wanted->rev_json, g_free);
    return refuse (RY_ERROR_BAD_REQUEST, "document id missed", error);
  }
  if ((wanted->id = decode (wanted->id_json)) == NULL)
    return refuse (RY_ERROR_ILLEGAL_ID, "Document id must be a string", error);
  if (wanted->id[0] == '\0')
    return refuse (RY_ERROR_ILLEGAL_ID, "Document id must not be empty", error);
  if (wanted->id[0] == '_' && !g_str_has_prefix (wanted->id, "_design/") && !g_str_has_prefix (wanted->id, "_local/"))
    return refuse (RY_ERROR_ILLEGAL_ID, "Only reserved document ids may start with underscore.", error);
  if (wanted->rev_json == NULL)
    return TRUE;
  rev = decode (wanted->rev_json);
  wanted->rev = rev != NULL ? ry_rev_normalise (rev) : NULL;
  return wanted->rev != NULL || refuse (RY_ERROR_BAD_REQUEST, "Invalid rev format", error);
}

static void
append_miss (GString *out, const Wanted *wanted, const GError *error)
{
  const char *rev = g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND) ? "\"undefined\"" : "null";

  g_string_append_printf (out, "{\"error\":{\"id\":%s,\"rev\":%s,", wanted->id_json != NULL ? wanted->id_json : "null",
                          wanted->rev_json != NULL ? wanted->rev_json : rev);
  ry_response_append_reason (out, error);
  g_string_append (out, "}}");
}

/* One revision; where its attachments cannot be sent inline, the row says why. */
static void
append_revision (Reading *reading, const Wanted *wanted, RyDocument *document)
{
  gsize begin = reading->out->len;
  g_autoptr (GError) error = NULL;

  g_string_append (reading->out, "{\"ok\":");
  if (ry_shape_append (&reading->shape, reading->request->store, document, reading->out, &error)) {
    g_string_append_c (reading->out, '}');
    return;
  }
  g_string_truncate (reading->out, begin);
  append_miss (reading->out, wanted, error);
}

/* What was asked for, or NULL with why it cannot be had. */
static GPtrArray *
find_wanted (Reading *reading, Wanted *wanted, GError **error)
{
  const char *revs[] = { NULL, NULL };
  g_autoptr (GPtrArray) documents = NULL;

  if (!check_wanted (wanted, error))
    return NULL;
  revs[0] = wanted->rev;
  documents = ry_store_get_open_revs (reading->request->store, wanted->id, wanted->rev != NULL ? revs : NULL,
                                      reading->shape.get, error);
  if (documents == NULL)
    return NULL;
  if (documents->len == 0) {
    refuse (RY_ERROR_NOT_FOUND, "missing", error);
    return NULL;
  }
  if (wanted->rev == NULL)
    g_ptr_array_sort (documents, ry_handlers_compare_revs);
  return g_steal_pointer (&documents);
}

static void
append_found (Reading *reading, Wanted *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = find_wanted (reading, wanted, &error);

  if (documents == NULL) {
    append_miss (reading->out, wanted, error);
    return;
  }
  for (guint i = 0; i < documents->len; i++) {
    g_string_append (reading->out, i > 0 ? "," : "");
    append_revision (reading, wanted, g_ptr_array_index (documents, i));
  }
}

/* CouchDB names the revision alone, where it knows what is missing. */
static void
add_miss (Reading *reading, const Wanted *wanted, const GError *error)
{
  g_autoptr (GString) json = g_string_new ("{");

  if (!g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND))
    g_string_append_printf (json, "\"id\":%s,", wanted->id_json != NULL ? wanted->id_json : "null");
  g_string_append_printf (json, "\"rev\":%s,", wanted->rev_json != NULL ? wanted->rev_json : "null");
  ry_response_append_reason (json, error);
  g_string_append_c (json, '}');
  ry_parts_add_error (reading->parts, json->str);
}

static gboolean
read_one_in_parts (Reading *reading, Wanted *wanted, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GPtrArray) documents = find_wanted (reading, wanted, &inner);

  if (documents == NULL)
    add_miss (reading, wanted, inner);
  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    RyDocument *document = g_ptr_array_index (documents, i);

    ry_parts_add_document (reading->parts, document, reading->shape.members,
                           ry_shape_get_since (&reading->shape, document));
  }
  return ry_parts_get_n_text (reading->parts) < MAX_TEXT ||
         refuse (RY_ERROR_TOO_LARGE, "The answer would be too large; ask for fewer documents at once.", error);
}

static gboolean
read_one (const char *value, gsize length, gpointer data, GError **error)
{
  Reading *reading = data;
  g_auto (Wanted) wanted = { FALSE };

  wanted.is_object = value[0] == '{';
  if (wanted.is_object && !ry_json_scan_object (value, (gssize) length, take_wanted, &wanted, error))
    return FALSE;
  if (reading->parts != NULL)
    return read_one_in_parts (reading, &wanted, error);
  if (reading->out->str[reading->out->len - 1] != '[')
    g_string_append_c (reading->out, ',');
  g_string_append_printf (reading->out, "{\"id\":%s,\"docs\":[", wanted.id_json != NULL ? wanted.id_json : "null");
  append_found (reading, &wanted);
  g_string_append (reading->out, "]}");
  return ry_response_check_size (reading->answer, error);
}

static RyResponse *
read_in_json (Reading *reading, const Envelope *envelope, GError **error)
{
  g_autoptr (RyResponse) answer = ry_response_new (200);

  reading->answer = answer;
  reading->out = answer->body;
  g_string_append (answer->body, "{\"results\":[");
  if (!ry_json_scan_array (envelope->docs, (gssize) envelope->length, read_one, reading, error))
    return NULL;
  g_string_append (answer->body, "]}\n");
  return g_steal_pointer (&answer);
}

static RyResponse *
read_in_parts (Reading *reading, const Envelope *envelope, const char *subtype, GError **error)
{
  g_autoptr (RyResponse) answer = NULL;
  gboolean good;

  reading->parts = ry_parts_new_bulk (reading->request->store, subtype);
  good = ry_json_scan_array (envelope->docs, (gssize) envelope->length, read_one, reading, error);
  answer = ry_parts_close (reading->parts);
  return good ? g_steal_pointer (&answer) : NULL;
}

RyResponse *
ry_handle_bulk_get (RyRequest *request, GError **error)
{
  gboolean json = ry_request_accepts (request, "application/json");
  gboolean mixed = !json && ry_request_accepts (request, "multipart/mixed");
  gboolean related = !json && ry_request_accepts (request, "multipart/related");
  Reading reading = { request };
  Envelope envelope = { NULL };
  RyResponse *answer;

  if (!ry_request_scan_body (request, take_envelope, &envelope, error) ||
      !check_envelope (&envelope, "Missing JSON list of 'docs'.", error) ||
      !ry_shape_parse (&reading.shape, request, error))
    return NULL;
  reading.shape.get |= RY_GET_DELETED;
  answer = mixed || related ? read_in_parts (&reading, &envelope, mixed ? "mixed" : "related", error)
                            : read_in_json (&reading, &envelope, error);
  ry_shape_clear (&reading.shape);
  return answer;
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->document, ry_document_unref);
  g_free (row->id);
  g_free (row->rev);
  g_clear_error (&row->error);
  g_free (row);
}

/* Where a document cannot be read, its row should still say which one it is. */
static gboolean
find_name (const RyJsonMember *member, gpointer data, GError **error)
{
  Row *row = data;
  char **place = strcmp (member->key, "_id") == 0 ? &row->id : strcmp (member->key, "_rev") == 0 ? &row->rev : NULL;

  if (place != NULL && *place == NULL && member->value[0] == '"')
    *place = ry_json_decode_string (member->value, member->length, NULL);
  return TRUE;
}

/* The document as it is to be written: with an id, and its inline attachments as they are kept. */
static void
complete_row (Row *row)
{
  g_autoptr (RyDocument) document = g_steal_pointer (&row->document);
  g_autoptr (RyDocument) named = NULL;
  const char *id = ry_document_get_id (document);

  row->id = id != NULL ? g_strdup (id) : ry_body_make_id ();
  row->rev = g_strdup (ry_document_get_rev (document));
  named = id != NULL ? ry_document_ref (document) : ry_document_with (document, row->id, NULL);
  row->document = ry_inline_compress (named, &row->error);
}

static gboolean
read_row (const char *value, gsize length, gpointer data, GError **error)
{
  Envelope *envelope = data;
  Row *row = g_new0 (Row, 1);

  g_ptr_array_add (envelope->rows, row);
  row->document = ry_body_parse (value, length, NULL, NULL, &row->error);
  if (row->document == NULL) {
    if (value[0] == '{')
      ry_json_scan_object (value, (gssize) length, find_name, row, NULL);
    return TRUE;
  }
  complete_row (row);
  return TRUE;
}

/* Old PouchDB writes its checkpoints among the documents. */
static void
write_local (RyRequest *request, Row *row)
{
  char *rev = ry_store_put_local (request->store, row->document, &row->error);

  if (rev == NULL)
    return;
  g_free (row->rev);
  row->rev = rev;
}

static gboolean
write_rows (RyRequest *request, GPtrArray *rows, gboolean new_edits, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GPtrArray) written = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index (rows, i);

    if (row->error != NULL)
      continue;
    if (g_str_has_prefix (row->id, "_local/")) {
      write_local (request, row);
    } else if (ry_request_check_write (request, row->document, new_edits, &row->error)) {
      g_ptr_array_add (documents, row->document);
      g_ptr_array_add (written, row);
    }
  }
  if (documents->len == 0)
    return TRUE;
  results = ry_store_write (request->store, documents, new_edits, RY_STORE_SOURCE_LOCAL, NULL, error);
  if (results == NULL)
    return FALSE;
  for (guint i = 0; i < results->len; i++) {
    RyWriteResult *result = g_ptr_array_index (results, i);
    Row *row = g_ptr_array_index (written, i);

    if (result->error != NULL) {
      row->error = g_steal_pointer (&result->error);
    } else {
      g_free (row->rev);
      row->rev = g_strdup (result->rev);
    }
  }
  return TRUE;
}

/* An editor is told at once that one of its documents cannot be, and nothing is written, as CouchDB does it. A
 * replication gets its answer row by row instead, so that one document does not keep all the others back; but who
 * says that edits were made elsewhere must know which. */
static gboolean
check_rows (RyRequest *request, GPtrArray *rows, gboolean new_edits, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index (rows, i);

    if (!new_edits && row->error == NULL && row->rev == NULL && !g_str_has_prefix (row->id, "_local/"))
      return fail (RY_BODY_REV_NEEDED, error);
    if (new_edits && row->error == NULL && !ry_inline_check (request->store, row->document, error))
      return FALSE;
    if (new_edits && ry_error_is_bad_request (row->error)) {
      g_propagate_error (error, g_steal_pointer (&row->error));
      return FALSE;
    }
  }
  return TRUE;
}

/* Nothing is written, in CouchDB's words. */
static RyResponse *
refuse_all (GPtrArray *rows)
{
  RyResponse *answer = ry_response_new (417);

  g_string_append_c (answer->body, '[');
  for (guint i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index (rows, i);
    g_autoptr (GError) error =
        g_error_new_literal (RY_ERROR, RY_ERROR_NOT_IMPLEMENTED, "all_or_nothing is not supported");

    g_string_append (answer->body, i > 0 ? "," : "");
    ry_response_append_row (answer->body, row->id != NULL ? row->id : "", row->rev != NULL ? row->rev : "0-", error);
  }
  g_string_append (answer->body, "]\n");
  return answer;
}

RyResponse *
ry_handle_bulk_docs (RyRequest *request, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  Envelope envelope = { NULL, 0, rows, TRUE, FALSE };
  RyResponse *answer;

  if (!ry_request_scan_body_with (request, "docs", read_row, take_envelope, &envelope, error) ||
      !check_envelope (&envelope, "POST body must include `docs` parameter.", error) ||
      !check_rows (request, rows, envelope.new_edits, error))
    return NULL;
  if (envelope.all_or_nothing && rows->len > 0)
    return refuse_all (rows);
  if (!write_rows (request, rows, envelope.new_edits, error))
    return NULL;

  answer = ry_response_new (201);
  g_string_append_c (answer->body, '[');
  for (guint i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index (rows, i);

    /* Edits made elsewhere are only spoken of when they were refused. */
    if (!envelope.new_edits && row->error == NULL)
      continue;
    if (answer->body->len > 1)
      g_string_append_c (answer->body, ',');
    ry_response_append_row (answer->body, row->id != NULL ? row->id : "",
                            row->error == NULL || !envelope.new_edits ? row->rev : NULL, row->error);
  }
  g_string_append (answer->body, "]\n");
  return answer;
}
