/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accounts in CouchDB's form: documents `org.couchdb.user:NAME` in a database `_users`. A person reads their own
 * and changes its password; administrators keep all. What a password was made into is shown to nobody.
 * See <https://docs.couchdb.org/en/stable/intro/security.html#users-documents>.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

#define ID_PREFIX "org.couchdb.user:"

/* What a client says an account is to be. */
typedef struct {
  char *id;
  char *rev;
  char *name;
  char *type;
  char *password;
  GPtrArray *roles; /* NULL where not said */
  gboolean deleted;
} Wish;

static void
wish_clear (Wish *wish)
{
  g_free (wish->id);
  g_free (wish->rev);
  g_free (wish->name);
  g_free (wish->type);
  g_free (wish->password);
  g_clear_pointer (&wish->roles, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
fail (GError **error, RyErrorCode code, const char *reason)
{
  g_set_error_literal (error, RY_ERROR, code, reason);
  return FALSE;
}

static void
append_user (GString *out, RyAccount *account)
{
  g_autofree char *id = g_strconcat (ID_PREFIX, account->name, NULL);

  g_string_append (out, "{\"_id\":");
  ry_json_append_string (out, id);
  g_string_append_printf (out, ",\"_rev\":\"%s\",\"name\":", account->rev);
  ry_json_append_string (out, account->name);
  g_string_append (out, ",\"type\":\"user\",\"roles\":");
  ry_json_append_strings (out, (const char *const *) account->roles);
  g_string_append (out, ",\"password_scheme\":\"argon2id\"}");
}

static gboolean
take_roles (const RyJsonMember *member, Wish *wish, GError **error)
{
  if (member->value[0] != '[')
    return fail (error, RY_ERROR_FORBIDDEN, "doc.roles must be an array");
  g_clear_pointer (&wish->roles, g_ptr_array_unref);
  wish->roles = g_ptr_array_new_with_free_func (g_free);
  return ry_json_scan_array (member->value, (gssize) member->length, ry_json_take_string, wish->roles, error);
}

static gboolean
take_member (const RyJsonMember *member, gpointer data, GError **error)
{
  Wish *wish = data;
  const struct {
    const char *key;
    char **place;
  } texts[] = {
    { "_id", &wish->id },    { "_rev", &wish->rev },          { "name", &wish->name },
    { "type", &wish->type }, { "password", &wish->password },
  };

  if (strcmp (member->key, "roles") == 0)
    return take_roles (member, wish, error);
  if (strcmp (member->key, "_deleted") == 0) {
    wish->deleted = member->length == 4 && memcmp (member->value, "true", 4) == 0;
    return TRUE;
  }
  if (strcmp (member->key, "password_scheme") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (strcmp (member->key, texts[i].key) != 0)
      continue;
    g_free (*texts[i].place);
    *texts[i].place = ry_json_decode_string (member->value, member->length, error);
    return *texts[i].place != NULL;
  }
  /* Kept or refused, never dropped. */
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "This server keeps no “%.40s” of an account.", member->key);
  return FALSE;
}

static gboolean
read_wish (RyRequest *request, Wish *wish, GError **error)
{
  const char *body;
  gsize length;

  body = ry_request_get_body (request, &length);
  if (!ry_request_check_json (request, error) || !ry_json_scan_object (body, (gssize) length, take_member, wish, error))
    return FALSE;
  if (g_strcmp0 (wish->type, "user") != 0)
    return fail (error, RY_ERROR_FORBIDDEN, "doc.type must be user");
  if (wish->name == NULL)
    return fail (error, RY_ERROR_FORBIDDEN, "doc.name is required");
  if (!g_str_has_prefix (request->document, ID_PREFIX) ||
      strcmp (request->document + strlen (ID_PREFIX), wish->name) != 0 ||
      (wish->id != NULL && strcmp (wish->id, request->document) != 0))
    return fail (error, RY_ERROR_FORBIDDEN, "Doc ID must be of the form org.couchdb.user:name");
  if (wish->rev == NULL)
    wish->rev = g_strdup (ry_request_get_text (request, "rev"));
  if (wish->roles != NULL)
    g_ptr_array_add (wish->roles, NULL);
  return TRUE;
}

static const char *const *
get_roles (const Wish *wish)
{
  return wish->roles != NULL ? (const char *const *) wish->roles->pdata : NULL;
}

/* What CouchDB's own `_design/_auth` says. */
static gboolean
check_wish (RyRequest *request, const Wish *wish, RyAccount *account, GError **error)
{
  static const char *const none[] = { NULL };
  const char *const *roles = get_roles (wish);

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++) {
    if (roles[i][0] == '_')
      return fail (error, RY_ERROR_FORBIDDEN, "No system roles (starting with underscore) in users db.");
  }
  if (ry_rights_is_server_admin (request->account))
    return TRUE;
  if (account == NULL || strcmp (account->name, request->account->name) != 0)
    return fail (error, RY_ERROR_FORBIDDEN, "You may only update your own user document.");
  if (wish->deleted)
    return fail (error, RY_ERROR_FORBIDDEN, "Only administrators may remove accounts.");
  if (!g_strv_equal (roles != NULL ? roles : none, (const char *const *) account->roles))
    return fail (error, RY_ERROR_FORBIDDEN, "Only _admin may edit roles");
  return TRUE;
}

static RyAccount *
find_account (RyRequest *request)
{
  if (!g_str_has_prefix (request->document, ID_PREFIX))
    return NULL;
  return ry_accounts_lookup (request->accounts, request->document + strlen (ID_PREFIX));
}

static gboolean
write_wish (RyRequest *request, const Wish *wish, RyAccount *account, GError **error)
{
  static const char *const none[] = { NULL };
  const char *const *roles = get_roles (wish);

  if (wish->deleted)
    return ry_accounts_remove (request->accounts, wish->name, error);
  if (account == NULL && wish->password == NULL)
    return fail (error, RY_ERROR_BAD_REQUEST, "A new account needs a password.");
  if (account == NULL)
    return ry_accounts_add (request->accounts, wish->name, roles != NULL ? roles : none, wish->password, error);
  return ry_accounts_change (request->accounts, wish->name, roles != NULL ? roles : none, wish->password, error);
}

/* @before: the account as it was; it may have none, or no longer be there. */
static RyResponse *
answer_written (RyRequest *request, RyAccount *before, const char *what)
{
  g_autoptr (RyAccount) account = find_account (request);

  g_message ("account %s %s account %s", request->account->id, what, account != NULL ? account->id : before->id);
  return ry_response_new_revision (account != NULL ? 201 : 200, request->document,
                                   account != NULL ? account->rev : before->rev);
}

RyResponse *
ry_handle_users_get (RyRequest *request, GError **error)
{
  g_autoptr (GPtrArray) list = ry_accounts_list (request->accounts);
  RyResponse *answer = ry_response_new (200);

  g_string_append_printf (answer->body,
                          "{\"db_name\":\"_users\",\"doc_count\":%u,\"doc_del_count\":0,\"update_seq\":\"0\","
                          "\"instance_start_time\":\"0\"}\n",
                          list->len);
  return answer;
}

RyResponse *
ry_handle_users_put (RyRequest *request, GError **error)
{
  fail (error, RY_ERROR_EXISTS, "The database could not be created, the file already exists.");
  return NULL;
}

RyResponse *
ry_handle_users_security (RyRequest *request, GError **error)
{
  return ry_response_new_text (200, "{\"members\":{\"roles\":[\"_admin\"]},\"admins\":{\"roles\":[\"_admin\"]}}");
}

RyResponse *
ry_handle_users_all_docs (RyRequest *request, GError **error)
{
  g_autoptr (GPtrArray) list = ry_accounts_list (request->accounts);
  gboolean include = ry_request_get_flag (request, "include_docs");
  RyResponse *answer = ry_response_new (200);

  g_string_append_printf (answer->body, "{\"total_rows\":%u,\"offset\":0,\"rows\":[", list->len);
  for (guint i = 0; i < list->len; i++) {
    RyAccount *account = g_ptr_array_index (list, i);
    g_autofree char *id = g_strconcat (ID_PREFIX, account->name, NULL);

    g_string_append (answer->body, i > 0 ? ",{\"id\":" : "{\"id\":");
    ry_json_append_string (answer->body, id);
    g_string_append (answer->body, ",\"key\":");
    ry_json_append_string (answer->body, id);
    g_string_append_printf (answer->body, ",\"value\":{\"rev\":\"%s\"}", account->rev);
    if (include) {
      g_string_append (answer->body, ",\"doc\":");
      append_user (answer->body, account);
    }
    g_string_append_c (answer->body, '}');
  }
  g_string_append (answer->body, "]}\n");
  return answer;
}

/* Others' are not there, rather than forbidden, so that nobody learns who has an account. */
RyResponse *
ry_handle_user_get (RyRequest *request, GError **error)
{
  g_autoptr (RyAccount) account = find_account (request);
  RyResponse *answer;

  if (account == NULL ||
      (!ry_rights_is_server_admin (request->account) && strcmp (account->name, request->account->name) != 0)) {
    fail (error, RY_ERROR_NOT_FOUND, "missing");
    return NULL;
  }
  answer = ry_response_new (200);
  append_user (answer->body, account);
  g_string_append_c (answer->body, '\n');
  answer->etag = g_strdup_printf ("\"%s\"", account->rev);
  return answer;
}

RyResponse *
ry_handle_user_put (RyRequest *request, GError **error)
{
  g_autoptr (RyAccount) account = find_account (request);
  g_auto (Wish) wish = { NULL };

  if (!read_wish (request, &wish, error) || !check_wish (request, &wish, account, error))
    return NULL;
  if (g_strcmp0 (wish.rev, account != NULL ? account->rev : NULL) != 0) {
    fail (error, RY_ERROR_CONFLICT, "Document update conflict.");
    return NULL;
  }
  if (wish.deleted && account == NULL) {
    fail (error, RY_ERROR_NOT_FOUND, "missing");
    return NULL;
  }
  if (!write_wish (request, &wish, account, error))
    return NULL;
  return answer_written (request, account, wish.deleted ? "removed" : account != NULL ? "changed" : "made");
}

RyResponse *
ry_handle_user_delete (RyRequest *request, GError **error)
{
  g_autoptr (RyAccount) account = find_account (request);

  if (account == NULL) {
    fail (error, RY_ERROR_NOT_FOUND, "missing");
    return NULL;
  }
  if (g_strcmp0 (ry_request_get_text (request, "rev"), account->rev) != 0) {
    fail (error, RY_ERROR_CONFLICT, "Document update conflict.");
    return NULL;
  }
  if (!ry_accounts_remove (request->accounts, account->name, error))
    return NULL;
  return answer_written (request, account, "removed");
}
