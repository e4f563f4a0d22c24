/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers in CouchDB's words. Error bodies come from the one table in ry-error; the reasons that clients
 * compare letter by letter ("missing", "deleted", "Document update conflict.") are settled here.
 */
#include "ry-response.h"

#include <string.h>

#include "ry-json.h"

/* Answers of many documents are made in memory; a request for more than this is told to come in parts. */
#define MAX_ANSWER_BYTES (256u << 20)

/* Clients of the protocol know these by heart; everything else is prose. */
#define REASON_MISSING       "missing"
#define REASON_DELETED       "deleted"
#define REASON_CONFLICT      "Document update conflict."
#define REASON_NOT_JSON      "invalid UTF-8 JSON"
#define REASON_NO_DATABASE   "Database does not exist."
#define REASON_NO_ATTACHMENT "Document is missing attachment"
#define REASON_NO_MEMBER     "missing json key: "

/* What is missing, in the words that stand at the end of the message; whatever else it is, it is missing. */
static const char *
choose_missing (const char *message)
{
  static const char *const known[] = { REASON_NO_DATABASE, REASON_DELETED, REASON_NO_ATTACHMENT };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_suffix (message, known[i]))
      return known[i];
  return g_str_has_prefix (message, REASON_NO_MEMBER) ? message : REASON_MISSING;
}

static const char *
choose_reason (const GError *error)
{
  if (error->domain != RY_ERROR)
    return "The server could not do this.";

  switch ((RyErrorCode) error->code) {
  case RY_ERROR_NOT_FOUND:
    return choose_missing (error->message);
  case RY_ERROR_CONFLICT:
    return REASON_CONFLICT;
  case RY_ERROR_BAD_REQUEST:
    return g_str_has_prefix (error->message, "Not JSON") ? REASON_NOT_JSON : error->message;
  case RY_ERROR_FAILED:
  case RY_ERROR_CORRUPT:
  case RY_ERROR_READ_ONLY:
  case RY_ERROR_NEWER_VERSION:
    /* What broke inside is for the log of the machine, not for the network. */
    return "The server could not do this.";
  case RY_ERROR_DISK_FULL:
    return "There is no room left on the server's disk.";
  default:
    return error->message;
  }
}

static RyErrorCode
choose_code (const GError *error)
{
  return error->domain == RY_ERROR ? error->code : RY_ERROR_FAILED;
}

/**
 * ry_response_new:
 * @status: an HTTP status
 *
 * Returns: (transfer full): an answer with an empty body to append JSON to
 */
RyResponse *
ry_response_new (guint status)
{
  RyResponse *self = g_new0 (RyResponse, 1);

  self->status = status;
  self->body = g_string_new (NULL);
  return self;
}

/**
 * ry_response_new_text:
 * @status: an HTTP status
 * @json: the whole body
 *
 * Returns: (transfer full): an answer
 */
RyResponse *
ry_response_new_text (guint status, const char *json)
{
  RyResponse *self = ry_response_new (status);

  g_string_append (self->body, json);
  g_string_append_c (self->body, '\n');
  return self;
}

/**
 * ry_response_new_error:
 * @error: what went wrong
 *
 * Returns: (transfer full): the answer `{"error":…,"reason":…}` with the status that goes with it
 */
RyResponse *
ry_response_new_error (const GError *error)
{
  RyResponse *self = ry_response_new (ry_error_get_http_status (choose_code (error)));

  g_string_append_c (self->body, '{');
  ry_response_append_reason (self->body, error);
  g_string_append (self->body, "}\n");
  return self;
}

/**
 * ry_response_new_revision:
 * @status: 200, 201 or 202
 * @id: a document's id
 * @rev: (nullable): its revision
 *
 * Returns: (transfer full): the answer `{"ok":true,"id":…,"rev":…}` to a write
 */
RyResponse *
ry_response_new_revision (guint status, const char *id, const char *rev)
{
  RyResponse *self = ry_response_new (status);

  ry_response_append_row (self->body, id, rev, NULL);
  g_string_append_c (self->body, '\n');
  if (rev != NULL && !g_str_has_prefix (id, "_local/"))
    self->etag = g_strdup_printf ("\"%s\"", rev);
  return self;
}

/**
 * ry_response_append_reason:
 * @out: where to
 * @error: what went wrong
 *
 * Appends the members `error` and `reason`, without braces.
 */
void
ry_response_append_reason (GString *out, const GError *error)
{
  g_string_append (out, "\"error\":");
  ry_json_append_string (out, ry_error_get_word (choose_code (error)));
  g_string_append (out, ",\"reason\":");
  ry_json_append_string (out, choose_reason (error));
}

/**
 * ry_response_append_row:
 * @out: where to
 * @id: a document's id
 * @rev: (nullable): its revision
 * @error: (nullable): why it was not written
 *
 * Appends one row of the answer to a bulk write.
 */
void
ry_response_append_row (GString *out, const char *id, const char *rev, const GError *error)
{
  g_string_append (out, error != NULL ? "{\"id\":" : "{\"ok\":true,\"id\":");
  ry_json_append_string (out, id);
  if (rev != NULL) {
    g_string_append (out, ",\"rev\":");
    ry_json_append_string (out, rev);
  }
  if (error != NULL) {
    g_string_append_c (out, ',');
    ry_response_append_reason (out, error);
  }
  g_string_append_c (out, '}');
}

/**
 * ry_response_set_header:
 * @self: an answer
 * @name: a header for which there is no member
 * @value: what it says
 */
void
ry_response_set_header (RyResponse *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  soup_message_headers_replace (self->headers, name, value);
}

/**
 * ry_response_take_stream:
 * @self: an answer whose body is empty
 * @stream: (transfer full): its body; read in worker threads, one at a time, when the answer is sent
 * @length: bytes in @stream; -1 where nobody knows
 */
void
ry_response_take_stream (RyResponse *self, GInputStream *stream, gint64 length)
{
  g_clear_object (&self->stream);
  self->stream = stream;
  self->length = length;
}

/**
 * ry_response_make_etag:
 * @text: what an answer says
 * @length: bytes in @text
 *
 * Returns: (transfer full): a tag that stands for just that
 */
char *
ry_response_make_etag (const char *text, gsize length)
{
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_MD5, (const guchar *) text, length);

  return g_strdup_printf ("\"%s\"", digest);
}

/**
 * ry_response_check_size:
 * @self: an answer that is growing
 * @error: (nullable): %RY_ERROR_TOO_LARGE
 *
 * Returns: whether it may grow on
 */
gboolean
ry_response_check_size (RyResponse *self, GError **error)
{
  if (self->body->len < MAX_ANSWER_BYTES)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_TOO_LARGE,
                       "The answer would be too large; ask for fewer documents at once.");
  return FALSE;
}

/**
 * ry_response_free:
 * @self: an answer
 */
void
ry_response_free (RyResponse *self)
{
  if (self->body != NULL)
    g_string_free (self->body, TRUE);
  g_free (self->content_type);
  g_free (self->etag);
  g_free (self->location);
  g_free (self->cookie);
  g_free (self->allow);
  g_clear_object (&self->feed);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_object (&self->stream);
  g_free (self);
}
