/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server itself: who it is, that it is up, and which databases the asker may read.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-id-query.h"
#include "ry-json.h"
#include "ry-pages.h"

#define MAX_UUIDS 1000

/* Strangers learn that this is a server of the protocol and nothing that would tell one server, or version, from
 * another. PouchDB needs the uuid for its checkpoints and always sends its password; its test suite wants the
 * member "couchdb". */
/* Where somebody belongs who typed the server's address into a browser; no client of the protocol asks for HTML. */
static const char *
choose_page (RyRequest *request)
{
  RyPagesOffer offer = ry_accounts_get_pages (request->accounts);

  if (request->accept == NULL || strstr (request->accept, "text/html") == NULL)
    return NULL;
  return (offer & RY_PAGES_BEDS) != 0 ? RY_PAGES_ROOT : (offer & RY_PAGES_EVENTS) != 0 ? RY_EVENTS_ROOT : NULL;
}

RyResponse *
ry_handle_welcome (RyRequest *request, GError **error)
{
  const char *page = choose_page (request);
  RyResponse *answer;

  if (page != NULL)
    return ry_page_redirect (page);
  answer = ry_response_new (200);
  g_string_append (answer->body, "{\"couchdb\":\"Welcome\",\"vendor\":{\"name\":\"Ryōrin\"");
  if (request->account != NULL)
    g_string_append_printf (answer->body, ",\"version\":\"%s\"},\"uuid\":\"%s\",\"version\":\"%s\",\"features\":[]}\n",
                            RY_VERSION, ry_accounts_get_uuid (request->accounts), RY_VERSION);
  else
    g_string_append (answer->body, "}}\n");
  return answer;
}

RyResponse *
ry_handle_up (RyRequest *request, GError **error)
{
  return ry_response_new_text (200, "{\"status\":\"ok\",\"seeds\":{}}");
}

/* Those that the asker may read, in the range and the order he wants. */
static GPtrArray *
list_names (RyRequest *request, const RyIdQuery *query, GError **error)
{
  g_autoptr (GPtrArray) all = ry_databases_list (request->databases, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  RyIdRange range = ry_id_query_get_range (query);
  gint64 skip = query->skip;

  for (guint i = 0; all != NULL && i < all->len; i++) {
    const char *name = all->pdata[query->descending ? all->len - 1 - i : i];

    if (!ry_id_query_covers (&range, name) || !ry_rights_may_read (request->accounts, request->account, name))
      continue;
    if (skip-- > 0)
      continue;
    if (query->limit >= 0 && names->len >= query->limit)
      break;
    g_ptr_array_add (names, g_strdup (name));
  }
  return all != NULL ? g_steal_pointer (&names) : NULL;
}

RyResponse *
ry_handle_all_dbs (RyRequest *request, GError **error)
{
  g_auto (RyIdQuery) query = { NULL };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (RyResponse) answer = ry_response_new (200);

  ry_id_query_init (&query);
  if (!ry_id_query_take_address (&query, request, error) || (names = list_names (request, &query, error)) == NULL)
    return NULL;
  g_ptr_array_add (names, NULL);
  ry_json_append_strings (answer->body, (const char *const *) names->pdata);
  g_string_append_c (answer->body, '\n');
  answer->etag = ry_response_make_etag (answer->body->str, answer->body->len);
  if (ry_request_has_etag (request, answer->etag))
    answer->status = 304;
  return g_steal_pointer (&answer);
}

static gboolean
append_facts (RyRequest *request, const char *name, GString *out, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (RyStore) store = NULL;

  g_string_append (out, out->len > 1 ? ",{\"key\":" : "{\"key\":");
  ry_json_append_string (out, name);
  if (ry_rights_may_read (request->accounts, request->account, name))
    store = ry_databases_open (request->databases, name, &inner);
  if (store == NULL) {
    g_string_append (out, ",\"error\":\"not_found\"}");
    return TRUE;
  }
  g_string_append (out, ",\"info\":");
  if (!ry_handlers_append_info (name, store, out, error))
    return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
take_names (const RyJsonMember *member, gpointer data, GError **error)
{
  GPtrArray **names = data;

  if (strcmp (member->key, "keys") != 0 || *names != NULL)
    return TRUE;
  *names = g_ptr_array_new_with_free_func (g_free);
  return ry_json_scan_array (member->value, (gssize) member->length, ry_json_take_string, *names, error);
}

/* Of all databases, or of those that are named. */
RyResponse *
ry_handle_dbs_info (RyRequest *request, GError **error)
{
  g_auto (RyIdQuery) query = { NULL };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (RyResponse) answer = ry_response_new (200);

  ry_id_query_init (&query);
  if (g_str_equal (request->method, "POST")) {
    if (!ry_request_scan_body (request, take_names, &names, error))
      return NULL;
    if (names == NULL) {
      g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "`keys` member must exist.");
      return NULL;
    }
  } else if (!ry_id_query_take_address (&query, request, error) ||
             (names = list_names (request, &query, error)) == NULL) {
    return NULL;
  }
  g_string_append_c (answer->body, '[');
  for (guint i = 0; i < names->len; i++)
    if (!append_facts (request, g_ptr_array_index (names, i), answer->body, error))
      return NULL;
  g_string_append (answer->body, "]\n");
  return g_steal_pointer (&answer);
}

static gboolean
parse_count (RyRequest *request, gint64 *count, GError **error)
{
  const char *fault = NULL;

  if (!ry_request_get_integer (request, "count", 1, count, NULL) || *count < 0)
    fault = "count must be a positive integer";
  else if (*count > MAX_UUIDS)
    fault = "count parameter too large";
  if (fault != NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, fault);
  return fault == NULL;
}

RyResponse *
ry_handle_uuids (RyRequest *request, GError **error)
{
  RyResponse *answer;
  gint64 count;

  if (!parse_count (request, &count, error))
    return NULL;
  answer = ry_response_new (200);
  g_string_append (answer->body, "{\"uuids\":[");
  for (gint64 i = 0; i < count; i++) {
    g_autofree char *id = ry_body_make_id ();

    g_string_append_printf (answer->body, "%s\"%s\"", i > 0 ? "," : "", id);
  }
  g_string_append (answer->body, "]}\n");
  answer->etag = ry_response_make_etag (answer->body->str, answer->body->len);
  ry_response_set_header (answer, "Cache-Control", "no-cache");
  ry_response_set_header (answer, "Pragma", "no-cache");
  ry_response_set_header (answer, "Expires", "Mon, 01 Jan 1990 00:00:00 GMT");
  return answer;
}

RyResponse *
ry_handle_active_tasks (RyRequest *request, GError **error)
{
  return ry_response_new_text (200, "[]");
}
