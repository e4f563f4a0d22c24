/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a request's parameters. Integers and JSON strings in the query are refused where they are not what
 * they should be, in CouchDB's words; an unknown parameter is ignored, as CouchDB does.
 */
#include "ry-request.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

/**
 * ry_request_new:
 *
 * Returns: (transfer full): an empty request, to be filled in by the server
 */
RyRequest *
ry_request_new (void)
{
  return g_new0 (RyRequest, 1);
}

/**
 * ry_request_free:
 * @self: (transfer full): a request
 */
void
ry_request_free (RyRequest *self)
{
  g_free (self->method);
  g_free (self->database);
  g_free (self->document);
  g_free (self->attachment);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self->content_encoding);
  g_free (self->accept);
  g_free (self->accept_encoding);
  g_free (self->accept_language);
  g_free (self->range);
  g_free (self->host);
  g_free (self->referer);
  g_free (self->origin);
  g_free (self->fetch_site);
  g_free (self->if_match);
  g_free (self->if_none_match);
  g_free (self->last_event_id);
  g_free (self->destination);
  g_free (self->address);
  g_free (self->cookie);
  g_clear_pointer (&self->account, ry_account_unref);
  g_clear_object (&self->store);
  g_free (self);
}

/**
 * ry_request_get_text:
 * @self: a request
 * @name: a parameter
 *
 * Returns: (nullable): the parameter as it was sent, decoded
 */
const char *
ry_request_get_text (RyRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/**
 * ry_request_get_flag:
 * @self: a request
 * @name: a parameter
 *
 * Returns: whether the parameter says `true`
 */
gboolean
ry_request_get_flag (RyRequest *self, const char *name)
{
  return g_strcmp0 (ry_request_get_text (self, name), "true") == 0;
}

/**
 * ry_request_get_integer:
 * @self: a request
 * @name: a parameter
 * @otherwise: what it is when it was not sent
 * @value: (out): what it is
 * @error: (nullable): %RY_ERROR_BAD_REQUEST where it is no integer
 *
 * Returns: whether there is a value
 */
gboolean
ry_request_get_integer (RyRequest *self, const char *name, gint64 otherwise, gint64 *value, GError **error)
{
  const char *text = ry_request_get_text (self, name);
  g_autoptr (GError) inner = NULL;

  *value = otherwise;
  if (text == NULL || g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, &inner))
    return TRUE;
  /* The largest is as good as any that is larger. */
  *value = text[0] == '-' ? G_MININT64 : G_MAXINT64;
  if (g_error_matches (inner, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    return TRUE;
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid value for integer: %s", name);
  return FALSE;
}

/**
 * ry_request_get_body:
 * @self: a request
 * @length: (out): bytes in the body
 *
 * Returns: the body; not NUL-terminated
 */
const char *
ry_request_get_body (RyRequest *self, gsize *length)
{
  const char *body = self->body != NULL ? g_bytes_get_data (self->body, length) : NULL;

  if (body == NULL) {
    *length = 0;
    return "";
  }
  return body;
}

/**
 * ry_request_accepts:
 * @self: a request
 * @type: a media type, as `multipart/mixed`
 *
 * Returns: whether the sender takes an answer of that type; who says nothing takes everything
 */
gboolean
ry_request_accepts (RyRequest *self, const char *type)
{
  g_autoptr (GSList) taken = NULL;
  gboolean accepts = FALSE;

  if (self->accept == NULL)
    return TRUE;
  taken = soup_header_parse_quality_list (self->accept, NULL);
  for (GSList *l = taken; l != NULL && !accepts; l = l->next) {
    g_autofree char *range = g_strndup (l->data, strcspn (l->data, "; "));

    accepts = g_pattern_match_simple (range, type);
  }
  g_slist_free_full (g_steal_pointer (&taken), g_free);
  return accepts;
}

/**
 * ry_request_accepts_gzip:
 * @self: a request
 *
 * Returns: whether the sender takes an answer that is packed
 */
gboolean
ry_request_accepts_gzip (RyRequest *self)
{
  g_autoptr (GSList) taken = NULL;
  gboolean accepts;

  if (self->accept_encoding == NULL)
    return FALSE;
  taken = soup_header_parse_quality_list (self->accept_encoding, NULL);
  accepts = g_slist_find_custom (taken, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL;
  g_slist_free_full (g_steal_pointer (&taken), g_free);
  return accepts;
}

/**
 * ry_request_has_etag:
 * @self: a request
 * @etag: the tag of the answer, with its quotation marks
 *
 * Returns: whether the sender has that answer already
 */
gboolean
ry_request_has_etag (RyRequest *self, const char *etag)
{
  g_auto (GStrv) tags = g_strsplit_set (self->if_none_match != NULL ? self->if_none_match : "", ", ", -1);

  for (guint i = 0; tags[i] != NULL; i++)
    if (g_str_equal (g_str_has_prefix (tags[i], "W/") ? tags[i] + 2 : tags[i], etag))
      return TRUE;
  return FALSE;
}

/**
 * ry_request_dup_location:
 * @self: a request to a database
 * @id: a document's id
 * @name: (nullable): an attachment of it
 *
 * Returns: (transfer full): the path of what was written, percent-encoded
 */
char *
ry_request_dup_location (RyRequest *self, const char *id, const char *name)
{
  g_autofree char *database = g_uri_escape_string (self->database, NULL, FALSE);
  g_autofree char *document = g_uri_escape_string (id, ":", FALSE);
  g_autofree char *file = name != NULL ? g_uri_escape_string (name, NULL, FALSE) : NULL;

  return g_strconcat ("/", database, "/", document, file != NULL ? "/" : NULL, file, NULL);
}

/* The body, where it says that it is JSON and is not some other value of it. */
static const char *
open_json (RyRequest *self, gsize *length, GError **error)
{
  const char *body = ry_request_get_body (self, length);
  gsize start = 0;

  if (!ry_request_check_json (self, error))
    return NULL;
  while (start < *length && g_ascii_isspace (body[start]))
    start++;
  if (start < *length && body[start] != '{' && ry_json_validate (body, (gssize) *length, NULL)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Request body must be a JSON object");
    return NULL;
  }
  return body;
}

/**
 * ry_request_scan_body:
 * @self: a request
 * @func: called for each member of the body
 * @data: for @func
 * @error: (nullable): %RY_ERROR_UNSUPPORTED_MEDIA, %RY_ERROR_BAD_REQUEST where the body is no JSON object
 *
 * Returns: whether the body is an object of JSON, and @func was content with it
 */
gboolean
ry_request_scan_body (RyRequest *self, RyJsonMemberFunc func, gpointer data, GError **error)
{
  return ry_request_scan_body_with (self, NULL, NULL, func, data, error);
}

/**
 * ry_request_scan_body_with:
 * @self: a request
 * @list: (nullable): the key of a member that may be a long array
 * @element_func: (nullable): called for each element of it
 * @func: called for each member, as ry_json_scan_object_with() does it
 * @data: for both
 * @error: (nullable): %RY_ERROR_UNSUPPORTED_MEDIA, %RY_ERROR_BAD_REQUEST where the body is no JSON object
 *
 * Returns: whether the body is an object of JSON, and the functions were content with it
 */
gboolean
ry_request_scan_body_with (RyRequest *self,
                           const char *list,
                           RyJsonElementFunc element_func,
                           RyJsonMemberFunc func,
                           gpointer data,
                           GError **error)
{
  gsize length;
  const char *body = open_json (self, &length, error);

  return body != NULL && ry_json_scan_object_with (body, (gssize) length, list, element_func, func, data, error);
}

/**
 * ry_request_is_streamed:
 * @self: a request that has its route
 *
 * Returns: whether its body is taken as it comes instead of standing in memory
 */
gboolean
ry_request_is_streamed (RyRequest *self)
{
  if (self->route == NULL || self->route->receive == NULL)
    return FALSE;
  return self->route->handler == NULL ||
         (self->content_type != NULL && g_ascii_strncasecmp (self->content_type, "multipart/", 10) == 0);
}

/**
 * ry_request_check_json:
 * @self: a request
 * @error: (nullable): %RY_ERROR_UNSUPPORTED_MEDIA
 *
 * A page in a browser can send any body across sites but one of this type, so this guards the cookie too.
 *
 * Returns: whether the body says that it is JSON
 */
gboolean
ry_request_check_json (RyRequest *self, GError **error)
{
  if (self->content_type != NULL && g_ascii_strncasecmp (self->content_type, "application/json", 16) == 0)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA, "Content-Type must be application/json");
  return FALSE;
}

/**
 * ry_request_check_write:
 * @self: a request
 * @document: the document that is to be written
 * @new_edits: whether it is an edit made here, and not one that a replication brings
 * @error: (nullable): %RY_ERROR_FORBIDDEN
 *
 * Asked per document, so that in a bulk write one refusal does not hold the others up.
 *
 * Returns: whether the sender may write it
 */
gboolean
ry_request_check_write (RyRequest *self, RyDocument *document, gboolean new_edits, GError **error)
{
  return ry_rights_check_write (self->accounts, self->account, self->database, self->store, document, new_edits, error);
}
