/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `_all_docs`: the documents by id, a range of them, or those asked for by key. No replication needs it; people
 * with curl, PouchDB's allDocs() and administrators' scripts do.
 * See <https://docs.couchdb.org/en/stable/api/database/bulk-api.html#db-all-docs>.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-error.h"
#include "ry-feed.h"
#include "ry-json.h"

typedef struct {
  char *start;
  char *end;
  gboolean inclusive_end;
  gboolean descending;
  gboolean include_docs;
  gboolean conflicts;
  gboolean update_seq;
  gint64 limit; /* -1: none */
  gint64 skip;
  GPtrArray *keys; /* (nullable): asked for one by one */
} Query;

static void
query_clear (Query *query)
{
  g_free (query->start);
  g_free (query->end);
  g_clear_pointer (&query->keys, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static gboolean
take_keys (const RyJsonMember *member, gpointer data, GError **error)
{
  Query *query = data;

  if (strcmp (member->key, "keys") != 0)
    return TRUE;
  if (query->keys == NULL)
    query->keys = g_ptr_array_new_with_free_func (g_free);
  return ry_json_scan_array (member->value, (gssize) member->length, ry_json_take_string, query->keys, error);
}

static gboolean
parse_keys (RyRequest *request, Query *query, GError **error)
{
  const char *list = ry_request_get_text (request, "keys");
  const char *body;
  gsize length;

  if (g_str_equal (request->method, "POST")) {
    if (!ry_request_check_json (request, error))
      return FALSE;
    body = ry_request_get_body (request, &length);
    return ry_json_scan_object (body, (gssize) length, take_keys, query, error);
  }
  if (list == NULL)
    return TRUE;
  query->keys = g_ptr_array_new_with_free_func (g_free);
  return ry_json_scan_array (list, -1, ry_json_take_string, query->keys, error);
}

/* Each bound has two spellings, and `key` is both bounds at once. */
static gboolean
parse_bounds (RyRequest *request, Query *query, GError **error)
{
  gboolean by_key = ry_request_get_text (request, "key") != NULL;
  const char *start = by_key ? "key" : ry_request_get_text (request, "startkey") != NULL ? "startkey" : "start_key";
  const char *end = by_key ? "key" : ry_request_get_text (request, "endkey") != NULL ? "endkey" : "end_key";

  query->inclusive_end = by_key || g_strcmp0 (ry_request_get_text (request, "inclusive_end"), "false") != 0;
  return ry_request_get_string (request, start, &query->start, error) &&
         ry_request_get_string (request, end, &query->end, error);
}

static gboolean
parse_query (RyRequest *request, Query *query, GError **error)
{
  query->descending = ry_request_get_flag (request, "descending");
  query->include_docs = ry_request_get_flag (request, "include_docs");
  query->conflicts = ry_request_get_flag (request, "conflicts");
  query->update_seq = ry_request_get_flag (request, "update_seq");
  if (!parse_keys (request, query, error) || !parse_bounds (request, query, error) ||
      !ry_request_get_integer (request, "limit", -1, &query->limit, error) ||
      !ry_request_get_integer (request, "skip", 0, &query->skip, error))
    return FALSE;
  if (query->keys != NULL && (query->start != NULL || query->end != NULL)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                         "`keys` is incompatible with `key`, `start_key` and `end_key`");
    return FALSE;
  }
  if (query->skip >= 0 && query->limit >= -1)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "limit and skip must not be negative.");
  return FALSE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(RyChange *const *) a)->id, (*(RyChange *const *) b)->id);
}

static int
compare_ids_down (gconstpointer a, gconstpointer b)
{
  return compare_ids (b, a);
}

static GPtrArray *
list_by_id (RyStore *store, gboolean descending, GError **error)
{
  GPtrArray *changes = ry_store_get_changes (store, 0, 0, FALSE, error);

  if (changes == NULL)
    return NULL;
  for (guint i = changes->len; i > 0; i--) {
    if (((RyChange *) g_ptr_array_index (changes, i - 1))->deleted)
      g_ptr_array_remove_index_fast (changes, i - 1);
  }
  g_ptr_array_sort (changes, descending ? compare_ids_down : compare_ids);
  return changes;
}

static gboolean
is_before (const Query *query, const char *id)
{
  int order = query->start != NULL ? strcmp (id, query->start) : 0;

  return query->descending ? order > 0 : order < 0;
}

static gboolean
is_behind (const Query *query, const char *id)
{
  int order;

  if (query->end == NULL)
    return FALSE;
  order = query->descending ? strcmp (query->end, id) : strcmp (id, query->end);
  return order > 0 || (order == 0 && !query->inclusive_end);
}

static RyDocument *
get_document (RyRequest *request, const Query *query, const char *id, GError **error)
{
  RyGet flags = RY_GET_DELETED | (query->conflicts ? RY_GET_CONFLICTS : 0);

  return ry_store_get (request->store, id, NULL, flags, error);
}

static void
append_row (GString *out, const Query *query, const char *id, const char *rev, RyDocument *document)
{
  gboolean deleted = document != NULL && ry_document_get_deleted (document);

  if (out->str[out->len - 1] == '}')
    g_string_append_c (out, ',');
  g_string_append (out, "\n{\"id\":");
  ry_json_append_string (out, id);
  g_string_append (out, ",\"key\":");
  ry_json_append_string (out, id);
  g_string_append (out, ",\"value\":{\"rev\":");
  ry_json_append_string (out, rev);
  g_string_append (out, deleted ? ",\"deleted\":true}" : "}");
  if (query->include_docs) {
    g_string_append (out, ",\"doc\":");
    if (deleted)
      g_string_append (out, "null");
    else
      ry_document_append_json (document, query->conflicts ? RY_DOCUMENT_JSON_CONFLICTS : 0, out);
  }
  g_string_append_c (out, '}');
}

static gboolean
append_range (RyRequest *request, const Query *query, RyAnswer *answer, GError **error)
{
  GString *out = answer->body;
  g_autoptr (GPtrArray) list = list_by_id (request->store, query->descending, error);
  gint64 left = query->limit;
  guint i = 0;

  if (list == NULL)
    return FALSE;
  while (i < list->len && is_before (query, ((RyChange *) g_ptr_array_index (list, i))->id))
    i++;
  i = (guint) MIN (list->len, i + query->skip);
  g_string_append_printf (out, "{\"total_rows\":%u,\"offset\":%u,\"rows\":[", list->len, i);
  for (; i < list->len && left != 0; i++) {
    RyChange *change = g_ptr_array_index (list, i);
    g_autoptr (RyDocument) document = NULL;

    if (is_behind (query, change->id))
      break;
    /* Where it has gone since the list was made, it is simply no longer in it. */
    if (query->include_docs && (document = get_document (request, query, change->id, NULL)) == NULL)
      continue;
    append_row (out, query, change->id, change->revs[0], document);
    if (!ry_answer_check_size (answer, error))
      return FALSE;
    left -= left > 0;
  }
  return TRUE;
}

static gboolean
append_keys (RyRequest *request, const Query *query, RyAnswer *answer, GError **error)
{
  GString *out = answer->body;
  RyStoreInfo *info = ry_store_get_info (request->store, error);
  guint n = query->keys->len;
  gint64 left = query->limit;

  if (info == NULL)
    return FALSE;
  g_string_append_printf (out, "{\"total_rows\":%" G_GINT64_FORMAT ",\"offset\":null,\"rows\":[", info->doc_count);
  ry_store_info_free (info);
  for (guint i = (guint) MIN (query->skip, n); i < n && left != 0; i++) {
    const char *key = g_ptr_array_index (query->keys, query->descending ? n - 1 - i : i);
    g_autoptr (GError) inner = NULL;
    g_autoptr (RyDocument) document = get_document (request, query, key, &inner);

    if (document != NULL) {
      append_row (out, query, key, ry_document_get_rev (document), document);
    } else if (g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
      g_string_append (out, out->str[out->len - 1] == '}' ? ",\n{\"key\":" : "\n{\"key\":");
      ry_json_append_string (out, key);
      g_string_append (out, ",\"error\":\"not_found\"}");
    } else {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
    if (!ry_answer_check_size (answer, error))
      return FALSE;
    left -= left > 0;
  }
  return TRUE;
}

RyAnswer *
ry_handle_all_docs (RyRequest *request, GError **error)
{
  g_autoptr (RyAnswer) answer = ry_answer_new (200);
  g_auto (Query) query = { NULL };
  gboolean good;

  if (!parse_query (request, &query, error))
    return NULL;
  good =
      query.keys != NULL ? append_keys (request, &query, answer, error) : append_range (request, &query, answer, error);
  if (!good)
    return NULL;
  g_string_append (answer->body, "\n]");
  if (query.update_seq) {
    g_string_append (answer->body, ",\"update_seq\":");
    if (!ry_feed_append_update_seq (answer->body, request->store, error))
      return NULL;
  }
  g_string_append (answer->body, "}\n");
  return g_steal_pointer (&answer);
}
