/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `_changes` and `_revs_diff`: how two databases find out what one has and the other lacks.
 * See <https://docs.couchdb.org/en/stable/api/database/changes.html>.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-error.h"
#include "ry-feed.h"
#include "ry-json.h"

/* A minute, as in CouchDB: proxies cut silent connections not much later. */
#define MAX_TIMEOUT_MS       60000
#define DEFAULT_HEARTBEAT_MS 60000
/* A faster heart would be a load of its own. */
#define MIN_HEARTBEAT_MS 500

static gboolean
fail (GError **error, RyErrorCode code, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, code, sentence);
  return FALSE;
}

static gboolean
parse_mode (RyRequest *request, RyFeedQuery *query, GError **error)
{
  const char *feed = ry_request_get_text (request, "feed");

  if (feed == NULL || g_str_equal (feed, "normal"))
    query->mode = RY_FEED_NORMAL;
  else if (g_str_equal (feed, "longpoll"))
    query->mode = RY_FEED_LONGPOLL;
  else if (g_str_equal (feed, "continuous"))
    query->mode = RY_FEED_CONTINUOUS;
  else
    return fail (error, RY_ERROR_NOT_IMPLEMENTED, "This server offers the feeds normal, longpoll and continuous.");
  return TRUE;
}

/* Clients send whole numbers, fractions, and "true". */
static gboolean
parse_milliseconds (
    RyRequest *request, const char *name, guint otherwise, guint when_true, guint *value, GError **error)
{
  const char *text = ry_request_get_text (request, name);
  char *end = NULL;
  double number;

  *value = otherwise;
  if (text == NULL || g_str_equal (text, "false"))
    return TRUE;
  *value = when_true;
  if (g_str_equal (text, "true"))
    return TRUE;
  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(number >= 0))
    return fail (error, RY_ERROR_BAD_REQUEST, "heartbeat and timeout are milliseconds.");
  *value = (guint) MIN (number, MAX_TIMEOUT_MS);
  return TRUE;
}

static gboolean
parse_since (RyRequest *request, RyFeedQuery *query, GError **error)
{
  const char *since = ry_request_get_text (request, "since");

  return since == NULL || ry_feed_parse_seq (request->store, since, &query->since, error);
}

static gboolean
take_id (const char *value, gsize length, gpointer data, GError **error)
{
  char *id = ry_json_decode_string (value, length, error);

  if (id == NULL)
    return FALSE;
  g_hash_table_add (data, id);
  return TRUE;
}

static gboolean
take_doc_ids (const RyJsonMember *member, gpointer data, GError **error)
{
  return strcmp (member->key, "doc_ids") != 0 ||
         ry_json_scan_array (member->value, (gssize) member->length, take_id, data, error);
}

static gboolean
parse_doc_ids (RyRequest *request, RyFeedQuery *query, GError **error)
{
  const char *list = ry_request_get_text (request, "doc_ids");
  const char *body;
  gsize length;

  query->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  body = ry_request_get_body (request, &length);
  if (length > 0)
    return ry_json_scan_object (body, (gssize) length, take_doc_ids, query->ids, error);
  return list == NULL || ry_json_scan_array (list, -1, take_id, query->ids, error);
}

/* A function in a design document wants an engine for JavaScript, which this server has not; but whoever asks for one
 * that is not there is told that. */
static gboolean
refuse_function (RyRequest *request, const char *name, const char *member, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", 2);
  g_autofree char *id = g_strconcat ("_design/", parts[0], NULL);
  g_autoptr (RyDocument) design = NULL;
  JsonObject *functions;

  if (parts[0] == NULL || parts[1] == NULL)
    return fail (error, RY_ERROR_BAD_REQUEST, "Invalid path. Should be: design/name");
  design = ry_store_get (request->store, id, NULL, RY_GET_PLAIN, error);
  if (design == NULL)
    return FALSE;
  functions = ry_json_get_object (ry_document_get_root (design), member);
  if (functions == NULL || !json_object_has_member (functions, parts[1]))
    return fail (error, RY_ERROR_NOT_FOUND, "missing json key");
  return fail (error, RY_ERROR_NOT_IMPLEMENTED, "This server offers the filters _doc_ids and _design.");
}

static gboolean
parse_filter (RyRequest *request, RyFeedQuery *query, GError **error)
{
  const char *filter = ry_request_get_text (request, "filter");
  const char *view = ry_request_get_text (request, "view");

  if (filter == NULL)
    return TRUE;
  if (g_str_equal (filter, "_view"))
    return view != NULL ? refuse_function (request, view, "views", error)
                        : fail (error, RY_ERROR_BAD_REQUEST, "`view` filter parameter is not provided.");
  if (g_str_equal (filter, "_doc_ids"))
    return parse_doc_ids (request, query, error);
  if (g_str_equal (filter, "_design")) {
    query->designs_only = TRUE;
    return TRUE;
  }
  if (filter[0] == '_')
    return fail (error, RY_ERROR_NOT_IMPLEMENTED, "This server offers the filters _doc_ids and _design.");
  return refuse_function (request, filter, "filters", error);
}

static gboolean
parse_query (RyRequest *request, RyFeedQuery *query, GError **error)
{
  gint64 limit;

  query->all_leaves = g_strcmp0 (ry_request_get_text (request, "style"), "all_docs") == 0;
  query->descending = ry_request_get_flag (request, "descending");
  query->include_docs = ry_request_get_flag (request, "include_docs");
  query->conflicts = ry_request_get_flag (request, "conflicts");
  if (!ry_request_get_integer (request, "limit", -1, &limit, error))
    return FALSE;
  query->limit = limit < 0 ? -1 : limit;
  if (!parse_mode (request, query, error) || !parse_since (request, query, error) ||
      !parse_filter (request, query, error) ||
      !parse_milliseconds (request, "heartbeat", 0, DEFAULT_HEARTBEAT_MS, &query->heartbeat, error) ||
      !parse_milliseconds (request, "timeout", MAX_TIMEOUT_MS, MAX_TIMEOUT_MS, &query->timeout, error))
    return FALSE;
  if (query->heartbeat > 0)
    query->heartbeat = MAX (query->heartbeat, MIN_HEARTBEAT_MS);
  return TRUE;
}

RyAnswer *
ry_handle_changes (RyRequest *request, GError **error)
{
  RyFeedQuery query = { RY_FEED_NORMAL };
  g_autoptr (RyFeed) feed = NULL;
  g_autoptr (RyAnswer) answer = ry_answer_new (200);
  gboolean at_end;

  if (parse_query (request, &query, error))
    feed = ry_feed_new (request->store, &query, error);
  g_clear_pointer (&query.ids, g_hash_table_unref);
  if (feed == NULL)
    return NULL;

  ry_feed_open (feed, answer->body);
  if (!ry_feed_read (feed, answer->body, &at_end, error))
    return NULL;
  /* Most requests end here, in one piece and with a length. */
  if (at_end && query.mode != RY_FEED_CONTINUOUS &&
      (query.mode == RY_FEED_NORMAL || ry_feed_get_n_rows (feed) > 0 || query.limit == 0)) {
    if (!ry_feed_close (feed, answer->body, error))
      return NULL;
  } else {
    answer->feed = G_OBJECT (g_steal_pointer (&feed));
  }
  return g_steal_pointer (&answer);
}

typedef struct {
  RyStore *store;
  GString *out;
  GPtrArray *revs;
} Diffing;

static gboolean
append_diff (const RyJsonMember *member, gpointer data, GError **error)
{
  Diffing *diffing = data;
  RyRevsDiff *diff;

  g_ptr_array_set_size (diffing->revs, 0);
  if (!ry_json_scan_array (member->value, (gssize) member->length, ry_json_take_string, diffing->revs, error))
    return FALSE;
  g_ptr_array_add (diffing->revs, NULL);
  diff = ry_store_get_revs_diff (diffing->store, member->key, (const char *const *) diffing->revs->pdata, error);
  if (diff == NULL)
    return FALSE;
  if (diff->missing != NULL && diff->missing[0] != NULL) {
    if (diffing->out->len > 1)
      g_string_append_c (diffing->out, ',');
    ry_json_append_string (diffing->out, member->key);
    g_string_append (diffing->out, ":{\"missing\":");
    ry_json_append_strings (diffing->out, (const char *const *) diff->missing);
    if (diff->possible_ancestors != NULL && diff->possible_ancestors[0] != NULL) {
      g_string_append (diffing->out, ",\"possible_ancestors\":");
      ry_json_append_strings (diffing->out, (const char *const *) diff->possible_ancestors);
    }
    g_string_append_c (diffing->out, '}');
  }
  ry_revs_diff_free (diff);
  return TRUE;
}

RyAnswer *
ry_handle_revs_diff (RyRequest *request, GError **error)
{
  g_autoptr (RyAnswer) answer = ry_answer_new (200);
  g_autoptr (GPtrArray) revs = g_ptr_array_new_with_free_func (g_free);
  Diffing diffing = { request->store, answer->body, revs };
  const char *body;
  gsize length;

  if (!ry_request_check_json (request, error))
    return NULL;
  body = ry_request_get_body (request, &length);
  g_string_append_c (answer->body, '{');
  if (!ry_json_scan_object (body, (gssize) length, append_diff, &diffing, error))
    return NULL;
  g_string_append (answer->body, "}\n");
  return g_steal_pointer (&answer);
}
