/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `_local` documents: where replications keep their checkpoints. Whoever may read a database may write them, so
 * that a pull can remember how far it came.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

/* Its number says only how often its writer had read it, so the tag stands for the content too. */
static char *
make_etag (RyDocument *document, const char *rev)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  const char *body;
  gsize length;

  body = ry_document_get_body (document, &length);
  g_checksum_update (checksum, (const guchar *) rev, (gssize) strlen (rev));
  g_checksum_update (checksum, (const guchar *) body, (gssize) length);
  return g_strdup_printf ("\"%s\"", g_checksum_get_string (checksum));
}

/* It has no history, and is found by its id alone. */
static gboolean
check_rev (RyRequest *request, GError **error)
{
  const char *rev = ry_request_get_text (request, "rev");
  g_autofree char *normal = rev != NULL ? ry_rev_normalise (rev) : NULL;

  if (rev != NULL && normal == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
  else if (rev != NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  else
    return TRUE;
  return FALSE;
}

RyResponse *
ry_handle_local_get (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  RyResponse *answer;

  if (!check_rev (request, error) || (document = ry_store_get_local (request->store, request->document, error)) == NULL)
    return NULL;
  answer = ry_response_new (200);
  answer->etag = make_etag (document, ry_document_get_rev (document));
  if (ry_request_has_etag (request, answer->etag)) {
    answer->status = 304;
    return answer;
  }
  ry_document_append_json (document, RY_DOCUMENT_JSON_PLAIN, answer->body);
  g_string_append_c (answer->body, '\n');
  return answer;
}

/* A checkpoint has neither history nor attachments; what a client says of them is left out. */
static gboolean
take_member (const RyJsonMember *member, gpointer data, GError **error)
{
  GString *text = data;

  if (strcmp (member->key, "_revisions") == 0 || strcmp (member->key, "_attachments") == 0)
    return TRUE;
  g_string_append_c (text, text->len > 1 ? ',' : ' ');
  ry_json_append_string (text, member->key);
  g_string_append_c (text, ':');
  g_string_append_len (text, member->value, (gssize) member->length);
  return TRUE;
}

static RyResponse *
answer_written (RyRequest *request, RyDocument *document, guint status, const char *rev)
{
  RyResponse *answer = ry_response_new_revision (status, request->document, rev);

  answer->etag = make_etag (document, rev);
  if (g_str_equal (request->method, "PUT"))
    answer->location = ry_request_dup_location (request, request->document, NULL);
  return answer;
}

static RyResponse *
remove_local (RyRequest *request, RyDocument *document, gboolean must_exist, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (ry_store_delete_local (request->store, request->document, &inner) ||
      (!must_exist && g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)))
    return answer_written (request, document, 200, "0-0");
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

RyResponse *
ry_handle_local_put (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (GString) text = g_string_new ("{");
  g_autofree char *rev = NULL;
  const char *body;
  gsize length;

  body = ry_request_get_body (request, &length);
  if (!ry_body_check_object (body, length, error) ||
      !ry_json_scan_object (body, (gssize) length, take_member, text, error))
    return NULL;
  g_string_append_c (text, '}');
  document = ry_body_parse (text->str, text->len, request->document, NULL, error);
  if (document == NULL)
    return NULL;
  if (ry_document_get_deleted (document))
    return remove_local (request, document, FALSE, error);
  rev = ry_store_put_local (request->store, document, error);
  return rev != NULL ? answer_written (request, document, 201, rev) : NULL;
}

RyResponse *
ry_handle_local_delete (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = ry_document_new (request->document, NULL, TRUE, NULL, 0);

  return remove_local (request, document, TRUE, error);
}

RyResponse *
ry_handle_local_attachment (RyRequest *request, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "_local documents do not accept attachments.");
  return NULL;
}
