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

RyAnswer *
ry_handle_local_get (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = ry_store_get_local (request->store, request->document, error);
  RyAnswer *answer;

  if (document == NULL)
    return NULL;
  answer = ry_answer_new (200);
  ry_document_append_json (document, RY_DOCUMENT_JSON_PLAIN, answer->body);
  g_string_append_c (answer->body, '\n');
  return answer;
}

/* A checkpoint has no history; what a client says of one is left out. */
static gboolean
take_member (const RyJsonMember *member, gpointer data, GError **error)
{
  GString *text = data;

  if (strcmp (member->key, "_revisions") == 0)
    return TRUE;
  g_string_append_c (text, text->len > 1 ? ',' : ' ');
  ry_json_append_string (text, member->key);
  g_string_append_c (text, ':');
  g_string_append_len (text, member->value, (gssize) member->length);
  return TRUE;
}

RyAnswer *
ry_handle_local_put (RyRequest *request, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (GString) text = g_string_new ("{");
  g_autofree char *rev = NULL;
  const char *body;
  gsize length;

  body = ry_request_get_body (request, &length);
  if (!ry_json_scan_object (body, (gssize) length, take_member, text, error))
    return NULL;
  g_string_append_c (text, '}');
  document = ry_body_parse (text->str, text->len, request->document, NULL, error);
  if (document == NULL)
    return NULL;
  rev = ry_store_put_local (request->store, document, error);
  return rev != NULL ? ry_answer_new_revision (201, request->document, rev) : NULL;
}

RyAnswer *
ry_handle_local_delete (RyRequest *request, GError **error)
{
  if (!ry_store_delete_local (request->store, request->document, error))
    return NULL;
  return ry_answer_new_revision (200, request->document, "0-0");
}

RyAnswer *
ry_handle_local_attachment (RyRequest *request, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "_local documents do not accept attachments.");
  return NULL;
}
