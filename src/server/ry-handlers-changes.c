/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `_changes` and `_revs_diff`: how two databases find out what one has and the other lacks.
 * See <https://docs.couchdb.org/en/stable/api/database/changes.html>.
 */
#include "ry-handlers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-feed.h"
#include "ry-json.h"
#include "ry-rev-tree.h"

/* A minute, as in CouchDB: proxies cut silent connections not much later. */
#define MAX_TIMEOUT_MS       60000
#define DEFAULT_HEARTBEAT_MS 60000
/* A faster heart would be a load of its own. */
#define MIN_HEARTBEAT_MS 500

/* What the body of a POST says. */
typedef struct {
  RyFeedQuery *query;
  gboolean has_ids;
  gboolean has_selector;
} Body;

static gboolean
fail (GError **error, RyErrorCode code, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, code, sentence);
  return FALSE;
}

static gboolean
parse_mode (RyRequest *request, RyFeedQuery *query, GError **error)
{
  static const struct {
    const char *name;
    RyFeedMode mode;
  } modes[] = {
    { "normal", RY_FEED_NORMAL },   { "longpoll", RY_FEED_LONGPOLL },       { "continuous", RY_FEED_CONTINUOUS },
    { "live", RY_FEED_CONTINUOUS }, { "eventsource", RY_FEED_EVENTSOURCE },
  };
  const char *feed = ry_request_get_text (request, "feed");

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    if (feed == NULL || g_str_equal (feed, modes[i].name)) {
      query->mode = modes[i].mode;
      return TRUE;
    }
  }
  return fail (error, RY_ERROR_BAD_REQUEST, "Supported `feed` types: normal, continuous, live, longpoll, eventsource");
}

/* Clients send whole numbers, fractions, and "true"; *@value stays as it is where they send nothing. */
static gboolean
parse_milliseconds (RyRequest *request, const char *name, guint when_true, guint *value, GError **error)
{
  const char *text = ry_request_get_text (request, name);
  char *end = NULL;
  double number;

  if (text == NULL)
    return TRUE;
  if (g_str_equal (text, "true")) {
    *value = when_true;
    return TRUE;
  }
  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || isnan (number)) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                 "Invalid %s value. Expecting a positive integer value (in milliseconds).", name);
    return FALSE;
  }
  *value = (guint) CLAMP (number, 0, MAX_TIMEOUT_MS);
  return TRUE;
}

static gboolean
parse_times (RyRequest *request, RyFeedQuery *query, GError **error)
{
  query->timeout = MAX_TIMEOUT_MS;
  if (!parse_milliseconds (request, "heartbeat", DEFAULT_HEARTBEAT_MS, &query->heartbeat, error) ||
      !parse_milliseconds (request, "timeout", MAX_TIMEOUT_MS, &query->timeout, error))
    return FALSE;
  if (ry_request_get_text (request, "heartbeat") == NULL)
    return TRUE;
  if (query->heartbeat == 0)
    return fail (error, RY_ERROR_BAD_REQUEST, "The heartbeat value should be a positive integer (in milliseconds).");
  query->heartbeat = MAX (query->heartbeat, MIN_HEARTBEAT_MS);
  return TRUE;
}

/* A browser that comes back says in a header how far it had come, and that counts. */
static gboolean
parse_since (RyRequest *request, RyFeedQuery *query, GError **error)
{
  const char *since = query->mode == RY_FEED_EVENTSOURCE ? request->last_event_id : NULL;

  if (since == NULL)
    since = ry_request_get_text (request, "last-event-id");
  if (since == NULL)
    since = ry_request_get_text (request, "since");
  return since == NULL || ry_feed_parse_seq (request->store, since, &query->since, error);
}

static gboolean
take_id (const char *value, gsize length, gpointer data, GError **error)
{
  char *id = value[0] == '"' ? ry_json_decode_string (value, length, error) : NULL;

  if (id == NULL)
    return FALSE;
  g_hash_table_add (data, id);
  return TRUE;
}

static gboolean
take_ids (RyFeedQuery *query, const char *list, gsize length, GError **error)
{
  g_clear_pointer (&query->ids, g_hash_table_unref);
  query->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return ry_json_scan_array (list, (gssize) length, take_id, query->ids, NULL) ||
         fail (error, RY_ERROR_BAD_REQUEST, "`doc_ids` filter parameter is not a list of doc ids.");
}

static gboolean
take_body_member (const RyJsonMember *member, gpointer data, GError **error)
{
  Body *body = data;

  if (body->has_ids && strcmp (member->key, "doc_ids") == 0)
    return take_ids (body->query, member->value, member->length, error);
  if (body->has_selector && strcmp (member->key, "selector") == 0) {
    g_clear_pointer (&body->query->selector, ry_selector_unref);
    body->query->selector = ry_selector_parse (member->value, (gssize) member->length, error);
    return body->query->selector != NULL;
  }
  return TRUE;
}

static gboolean
parse_doc_ids (RyRequest *request, RyFeedQuery *query, GError **error)
{
  const char *list = ry_request_get_text (request, "doc_ids");
  Body body = { query, TRUE, FALSE };

  if (!g_str_equal (request->method, "POST"))
    return take_ids (query, list != NULL ? list : "null", strlen (list != NULL ? list : "null"), error);
  /* CouchDB's own list of ids is said in the body; a few clients send it in the query all the same. */
  if (!ry_request_scan_body (request, take_body_member, &body, error))
    return FALSE;
  return query->ids != NULL || take_ids (query, list != NULL ? list : "", list != NULL ? strlen (list) : 0, error);
}

static gboolean
parse_selector (RyRequest *request, RyFeedQuery *query, GError **error)
{
  Body body = { query, FALSE, TRUE };

  if (!g_str_equal (request->method, "POST"))
    return fail (error, RY_ERROR_BAD_REQUEST, "Selector must be specified in POST payload");
  if (!ry_request_scan_body (request, take_body_member, &body, error))
    return FALSE;
  return query->selector != NULL || fail (error, RY_ERROR_BAD_REQUEST, "Selector error: expected a JSON object");
}

/* A function in a design document wants an engine for JavaScript, which this server has not; but whoever asks for one
 * that is not there is told that. */
static gboolean
refuse_function (RyRequest *request, const char *name, const char *member, const char *form, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", 2);
  g_autofree char *id = g_strconcat ("_design/", parts[0], NULL);
  g_autoptr (RyDocument) design = NULL;
  JsonObject *functions;

  if (parts[0] == NULL || parts[1] == NULL)
    return fail (error, RY_ERROR_BAD_REQUEST, form);
  design = ry_store_get (request->store, id, NULL, RY_GET_PLAIN, error);
  if (design == NULL)
    return FALSE;
  functions = ry_json_get_object (ry_document_get_root (design), member);
  if (functions != NULL && json_object_has_member (functions, parts[1]))
    return fail (error, RY_ERROR_NOT_IMPLEMENTED,
                 "This server runs no functions; it offers the filters _doc_ids, _selector and _design.");
  g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing json key: %s", functions == NULL ? member : parts[1]);
  return FALSE;
}

static gboolean
parse_filter (RyRequest *request, RyFeedQuery *query, GError **error)
{
  const char *filter = ry_request_get_text (request, "filter");
  const char *view = ry_request_get_text (request, "view");

  if (filter == NULL || filter[0] == '\0')
    return TRUE;
  if (g_str_equal (filter, "_doc_ids"))
    return parse_doc_ids (request, query, error);
  if (g_str_equal (filter, "_selector"))
    return parse_selector (request, query, error);
  if (g_str_equal (filter, "_design")) {
    query->designs_only = TRUE;
    return TRUE;
  }
  if (g_str_equal (filter, "_view") && view != NULL)
    return refuse_function (request, view, "views", "`view` must be of the form `designname/viewname`", error);
  if (g_str_equal (filter, "_view"))
    return fail (error, RY_ERROR_BAD_REQUEST, "`view` filter parameter is not provided.");
  if (filter[0] == '_')
    return fail (error, RY_ERROR_BAD_REQUEST, "unknown builtin filter name");
  return refuse_function (request, filter, "filters", "`filter` must be of the form `designname/filtername`", error);
}

static gboolean
parse_numbers (RyRequest *request, RyFeedQuery *query, GError **error)
{
  gint64 limit, interval;

  if (!ry_request_get_integer (request, "limit", -1, &limit, error) ||
      !ry_request_get_integer (request, "seq_interval", 0, &interval, error))
    return FALSE;
  query->limit = MAX (limit, -1);
  query->seq_interval = (guint) CLAMP (interval, 0, G_MAXINT);
  return interval > 0 || ry_request_get_text (request, "seq_interval") == NULL ||
         fail (error, RY_ERROR_BAD_REQUEST, "invalid_seq_interval");
}

static gboolean
ignore_member (const RyJsonMember *member, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
parse_query (RyRequest *request, RyFeedQuery *query, GError **error)
{
  gsize length;

  query->all_leaves = g_strcmp0 (ry_request_get_text (request, "style"), "all_docs") == 0;
  query->descending = ry_request_get_flag (request, "descending");
  query->include_docs = ry_request_get_flag (request, "include_docs");
  if (!ry_shape_parse (&query->shape, request, error))
    return FALSE;
  ry_shape_clear (&query->shape);
  ry_request_get_body (request, &length);
  if (length > 0 && g_str_equal (request->method, "POST") &&
      !ry_request_scan_body (request, ignore_member, NULL, error))
    return FALSE;
  return parse_mode (request, query, error) && parse_numbers (request, query, error) &&
         parse_since (request, query, error) && parse_filter (request, query, error) &&
         parse_times (request, query, error);
}

RyResponse *
ry_handle_changes (RyRequest *request, GError **error)
{
  g_auto (RyFeedQuery) query = { RY_FEED_NORMAL };
  g_autoptr (RyFeed) feed = NULL;
  g_autoptr (RyResponse) answer = ry_response_new (200);
  gboolean at_end;

  if (!parse_query (request, &query, error) || (feed = ry_feed_new (request->store, &query, error)) == NULL)
    return NULL;
  if (query.mode == RY_FEED_NORMAL) {
    answer->etag = ry_feed_dup_etag (feed);
    if (ry_request_has_etag (request, answer->etag)) {
      answer->status = 304;
      return g_steal_pointer (&answer);
    }
  }
  answer->content_type = g_strdup (ry_feed_get_content_type (feed));
  ry_feed_open (feed, answer->body);
  if (!ry_feed_read (feed, answer->body, &at_end, error))
    return NULL;
  /* Most requests end here, in one piece and with a length. */
  if (at_end && ry_feed_is_over (feed)) {
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
  gboolean with_ancestors;
  guint n;
  GPtrArray *revs;
} Diffing;

static gboolean
take_rev (const char *value, gsize length, gpointer data, GError **error)
{
  g_autofree char *text = value[0] == '"' ? ry_json_decode_string (value, length, error) : NULL;
  char *rev = text != NULL ? ry_rev_normalise (text) : NULL;

  if (rev == NULL) {
    g_clear_error (error);
    return fail (error, RY_ERROR_BAD_REQUEST, "Invalid rev format");
  }
  g_ptr_array_add (data, rev);
  return TRUE;
}

static int
compare_revs (gconstpointer a, gconstpointer b)
{
  return ry_rev_compare (*(const char *const *) a, *(const char *const *) b);
}

static void
append_missing (Diffing *self, const char *id, RyRevsDiff *diff)
{
  qsort (diff->missing, g_strv_length (diff->missing), sizeof diff->missing[0], compare_revs);
  if (self->n++ > 0)
    g_string_append_c (self->out, ',');
  ry_json_append_string (self->out, id);
  g_string_append (self->out, self->with_ancestors ? ":{\"missing\":" : ":");
  ry_json_append_strings (self->out, (const char *const *) diff->missing);
  if (!self->with_ancestors)
    return;
  if (diff->possible_ancestors != NULL && diff->possible_ancestors[0] != NULL) {
    g_string_append (self->out, ",\"possible_ancestors\":");
    ry_json_append_strings (self->out, (const char *const *) diff->possible_ancestors);
  }
  g_string_append_c (self->out, '}');
}

static gboolean
append_diff (const RyJsonMember *member, gpointer data, GError **error)
{
  Diffing *self = data;
  RyRevsDiff *diff;

  g_ptr_array_set_size (self->revs, 0);
  if (!ry_json_scan_array (member->value, (gssize) member->length, take_rev, self->revs, error))
    return FALSE;
  g_ptr_array_add (self->revs, NULL);
  diff = ry_store_get_revs_diff (self->store, member->key, (const char *const *) self->revs->pdata, error);
  if (diff == NULL)
    return FALSE;
  if (diff->missing != NULL && diff->missing[0] != NULL)
    append_missing (self, member->key, diff);
  ry_revs_diff_free (diff);
  return TRUE;
}

static gboolean
append_diffs (RyRequest *request, GString *out, gboolean with_ancestors, GError **error)
{
  g_autoptr (GPtrArray) revs = g_ptr_array_new_with_free_func (g_free);
  Diffing diffing = { request->store, out, with_ancestors, 0, revs };

  return ry_request_scan_body (request, append_diff, &diffing, error);
}

RyResponse *
ry_handle_revs_diff (RyRequest *request, GError **error)
{
  g_autoptr (RyResponse) answer = ry_response_new (200);

  g_string_append_c (answer->body, '{');
  if (!append_diffs (request, answer->body, TRUE, error))
    return NULL;
  g_string_append (answer->body, "}\n");
  return g_steal_pointer (&answer);
}

/* The older form of the same question. */
RyResponse *
ry_handle_missing_revs (RyRequest *request, GError **error)
{
  g_autoptr (RyResponse) answer = ry_response_new (200);

  g_string_append (answer->body, "{\"missing_revs\":{");
  if (!append_diffs (request, answer->body, FALSE, error))
    return NULL;
  g_string_append (answer->body, "}}\n");
  return g_steal_pointer (&answer);
}
