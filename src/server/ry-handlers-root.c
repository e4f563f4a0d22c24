/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server itself: who it is, that it is up, and which databases the asker may read.
 */
#include "ry-handlers.h"

#include <sodium.h>

#include "ry-error.h"
#include "ry-json.h"

#define MAX_UUIDS 1000

/* Strangers learn that this is a server of the protocol and nothing that would tell one server, or version, from
 * another. PouchDB needs the uuid for its checkpoints and always sends its password; its test suite wants the
 * member "couchdb". */
RyAnswer *
ry_handle_welcome (RyRequest *request, GError **error)
{
  RyAnswer *answer = ry_answer_new (200);

  g_string_append (answer->body, "{\"couchdb\":\"Welcome\",\"vendor\":{\"name\":\"Ryōrin\"");
  if (request->account != NULL)
    g_string_append_printf (answer->body, ",\"version\":\"%s\"},\"uuid\":\"%s\",\"version\":\"%s\",\"features\":[]}\n",
                            RY_VERSION, ry_accounts_get_uuid (request->accounts), RY_VERSION);
  else
    g_string_append (answer->body, "}}\n");
  return answer;
}

RyAnswer *
ry_handle_up (RyRequest *request, GError **error)
{
  return ry_answer_new_text (200, "{\"status\":\"ok\"}");
}

RyAnswer *
ry_handle_all_dbs (RyRequest *request, GError **error)
{
  g_autoptr (GPtrArray) names = ry_databases_list (request->databases, error);
  RyAnswer *answer;

  if (names == NULL)
    return NULL;
  answer = ry_answer_new (200);
  g_string_append_c (answer->body, '[');
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);

    if (!ry_rights_may_read (request->accounts, request->account, name))
      continue;
    if (answer->body->len > 1)
      g_string_append_c (answer->body, ',');
    ry_json_append_string (answer->body, name);
  }
  g_string_append (answer->body, "]\n");
  return answer;
}

RyAnswer *
ry_handle_uuids (RyRequest *request, GError **error)
{
  RyAnswer *answer;
  gint64 count;

  if (!ry_request_get_integer (request, "count", 1, &count, error))
    return NULL;
  if (count < 0 || count > MAX_UUIDS) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "count must be between 0 and %d.", MAX_UUIDS);
    return NULL;
  }
  answer = ry_answer_new (200);
  g_string_append (answer->body, "{\"uuids\":[");
  for (gint64 i = 0; i < count; i++) {
    guint8 random[16];
    char hex[33];

    randombytes_buf (random, sizeof random);
    g_string_append_printf (answer->body, "%s\"%s\"", i > 0 ? "," : "",
                            sodium_bin2hex (hex, sizeof hex, random, sizeof random));
  }
  g_string_append (answer->body, "]}\n");
  return answer;
}

RyAnswer *
ry_handle_active_tasks (RyRequest *request, GError **error)
{
  return ry_answer_new_text (200, "[]");
}
