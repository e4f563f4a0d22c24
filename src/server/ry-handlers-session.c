/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sessions by cookie, as CouchDB has them. The server verifies the password that is posted here like any other,
 * in a thread for hashing, before the handler sees the request: what arrives has proved itself.
 * See <https://docs.couchdb.org/en/stable/api/server/authn.html#cookie-authentication>.
 */
#include "ry-handlers.h"

#include <libsoup/soup.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

typedef struct {
  char *name;
  char *password;
} Login;

static void
append_roles (GString *out, RyAccount *account)
{
  static const char *const none[] = { NULL };

  g_string_append (out, "\"roles\":");
  ry_json_append_strings (out, account != NULL ? ry_actor_get_roles (account->actor) : none);
}

static void
append_name (GString *out, RyAccount *account)
{
  g_string_append (out, "\"name\":");
  if (account != NULL)
    ry_json_append_string (out, account->name);
  else
    g_string_append (out, "null");
  g_string_append_c (out, ',');
}

static gboolean
take_login (const RyJsonMember *member, gpointer data, GError **error)
{
  Login *login = data;
  char **place = NULL;

  if (strcmp (member->key, "name") == 0 || strcmp (member->key, "username") == 0)
    place = &login->name;
  else if (strcmp (member->key, "password") == 0)
    place = &login->password;
  if (place == NULL || member->value[0] != '"')
    return TRUE;
  g_free (*place);
  *place = ry_json_decode_string (member->value, member->length, error);
  return *place != NULL;
}

static void
read_form (const char *body, gsize length, Login *login)
{
  g_autofree char *text = g_strndup (body, length);
  g_autoptr (GHashTable) form = soup_form_decode (text);

  login->name = g_strdup (g_hash_table_lookup (form, "name"));
  login->password = g_strdup (g_hash_table_lookup (form, "password"));
}

/* Whoever logs in says so in a form or in JSON. The name and password go to the thread for hashing. */
RyCredentials *
ry_handlers_read_credentials (RyRequest *request, GError **error)
{
  RyCredentials *credentials = NULL;
  Login login = { NULL, NULL };
  const char *body;
  gsize length;

  body = ry_request_get_body (request, &length);
  if (request->content_type != NULL && g_str_has_prefix (request->content_type, "application/x-www-form-urlencoded"))
    read_form (body, length, &login);
  else if (!ry_request_check_json (request, error) ||
           !ry_json_scan_object (body, (gssize) length, take_login, &login, error))
    goto out;

  if (login.name == NULL || login.password == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "request body must contain a username and a password");
  else if (!g_utf8_validate (login.name, -1, NULL) || !g_utf8_validate (login.password, -1, NULL))
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "The name and the password must be UTF-8.");
  else
    credentials = ry_credentials_new (login.name, login.password);
out:
  g_free (login.name);
  g_free (login.password);
  return credentials;
}

RyResponse *
ry_handle_session_get (RyRequest *request, GError **error)
{
  RyResponse *answer = ry_response_new (200);

  g_string_append (answer->body, "{\"ok\":true,\"userCtx\":{");
  append_name (answer->body, request->account);
  append_roles (answer->body, request->account);
  g_string_append (answer->body, "},\"info\":{\"authentication_handlers\":[\"cookie\",\"default\"]");
  if (request->account != NULL)
    g_string_append_printf (answer->body, ",\"authenticated\":\"%s\"", request->by_cookie ? "cookie" : "default");
  g_string_append (answer->body, "}}\n");
  return answer;
}

RyResponse *
ry_handle_session_post (RyRequest *request, GError **error)
{
  RyResponse *answer;
  char *cookie;

  if (request->account == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNAUTHORIZED, "Name or password is incorrect.");
    return NULL;
  }
  cookie = ry_sessions_make_cookie (request->sessions, request->account, error);
  if (cookie == NULL)
    return NULL;
  g_message ("account %s began a session", request->account->id);
  answer = ry_response_new (200);
  g_string_append (answer->body, "{\"ok\":true,");
  append_name (answer->body, request->account);
  append_roles (answer->body, request->account);
  g_string_append (answer->body, "}\n");
  answer->cookie = cookie;
  return answer;
}

RyResponse *
ry_handle_session_delete (RyRequest *request, GError **error)
{
  RyResponse *answer;

  if (!ry_sessions_end (request->sessions, request->cookie, error))
    return NULL;
  answer = ry_response_new_text (200, "{\"ok\":true}");
  answer->cookie = g_strdup (RY_SESSIONS_NO_COOKIE);
  return answer;
}
