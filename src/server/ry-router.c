/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of routes. A pattern's segments stand for themselves, but for {db}, {doc} (a document's id,
 * `_design/…` included), {design} (`_design/…`), {local} (`_local/…`) and a closing {file} (an attachment's
 * name, slashes included). The first row that fits wins. What is known of the protocol and left out has its own list.
 */
#include "ry-router.h"

#include <string.h>

#include "ry-error.h"
#include "ry-handlers.h"

#define MAX_SEGMENTS 32

static const RyRoute routes[] = {
  /* The server */
  { "GET", "/", ry_handle_welcome, RY_NEEDS_NOTHING, .on_main = TRUE },
  { "GET", "/_up", ry_handle_up, RY_NEEDS_NOTHING, .on_main = TRUE },
  { "GET", "/_all_dbs", ry_handle_all_dbs, RY_NEEDS_ACCOUNT },
  { "GET", "/_dbs_info", ry_handle_dbs_info, RY_NEEDS_ADMINISTRATOR },
  { "POST", "/_dbs_info", ry_handle_dbs_info, RY_NEEDS_ADMINISTRATOR },
  { "GET", "/_uuids", ry_handle_uuids, RY_NEEDS_ACCOUNT },
  { "GET", "/_active_tasks", ry_handle_active_tasks, RY_NEEDS_ADMINISTRATOR },
  { "GET", "/_session", ry_handle_session_get, RY_NEEDS_NOTHING },
  { "POST", "/_session", ry_handle_session_post, RY_NEEDS_NOTHING, .read_login = ry_handlers_read_credentials },
  { "DELETE", "/_session", ry_handle_session_delete, RY_NEEDS_NOTHING },

  /* The accounts, as a database of their own */
  { "GET", "/_users", ry_handle_users_get, RY_NEEDS_ACCOUNT },
  { "PUT", "/_users", ry_handle_users_put, RY_NEEDS_ADMINISTRATOR },
  { "GET", "/_users/_security", ry_handle_users_security, RY_NEEDS_ADMINISTRATOR },
  { "GET", "/_users/_all_docs", ry_handle_users_all_docs, RY_NEEDS_ADMINISTRATOR },
  { "GET", "/_users/{doc}", ry_handle_user_get, RY_NEEDS_ACCOUNT },
  { "PUT", "/_users/{doc}", ry_handle_user_put, RY_NEEDS_ACCOUNT },
  { "DELETE", "/_users/{doc}", ry_handle_user_delete, RY_NEEDS_ADMINISTRATOR },

  /* Meetings for calendars, at an address that is a secret */
  { "GET", "/_ryorin/calendar/{file}", ry_handle_calendar, RY_NEEDS_NOTHING },

  /* Pages for browsers, where they are switched on */
  { "GET", "/_ryorin/pages", ry_handle_page, RY_NEEDS_NOTHING, .explain = ry_explain_page },
  { "GET", "/_ryorin/pages/{file}", ry_handle_page, RY_NEEDS_NOTHING, .explain = ry_explain_page },
  { "POST", "/_ryorin/pages/sign-in", ry_handle_page_sign_in, RY_NEEDS_NOTHING, .explain = ry_explain_sign_in,
    .read_login = ry_read_sign_in },
  { "POST", "/_ryorin/pages/{file}", ry_handle_page, RY_NEEDS_NOTHING, .explain = ry_explain_page },
  { "GET", "/_ryorin/events", ry_handle_page_events, RY_NEEDS_NOTHING, .explain = ry_explain_page },
  { "GET", "/_ryorin/events/{file}", ry_handle_page_events, RY_NEEDS_NOTHING, .explain = ry_explain_page },

  /* A database */
  { "GET", "/{db}", ry_handle_database_get, RY_NEEDS_READING },
  { "PUT", "/{db}", ry_handle_database_put, RY_NEEDS_ADMINISTRATOR },
  { "DELETE", "/{db}", ry_handle_database_delete, RY_NEEDS_ADMINISTRATOR, .on_main = TRUE },
  { "POST", "/{db}", ry_handle_document_post, RY_NEEDS_WRITING, .writes_one = TRUE },
  { "POST", "/{db}/_ensure_full_commit", ry_handle_ensure_full_commit, RY_NEEDS_READING },
  { "POST", "/{db}/_compact", ry_handle_compact, RY_NEEDS_ADMINISTRATOR },
  { "GET", "/{db}/_revs_limit", ry_handle_revs_limit, RY_NEEDS_READING },
  { "PUT", "/{db}/_revs_limit", ry_handle_revs_limit_put, RY_NEEDS_KEEPING },
  { "GET", "/{db}/_purged_infos_limit", ry_handle_purged_infos_limit, RY_NEEDS_READING },
  { "POST", "/{db}/_view_cleanup", ry_handle_view_cleanup, RY_NEEDS_ADMINISTRATOR },
  { "GET", "/{db}/_security", ry_handle_security_get, RY_NEEDS_READING },
  { "PUT", "/{db}/_security", ry_handle_security_put, RY_NEEDS_KEEPING },

  /* Many documents */
  { "GET", "/{db}/_changes", ry_handle_changes, RY_NEEDS_READING },
  { "POST", "/{db}/_changes", ry_handle_changes, RY_NEEDS_READING },
  { "GET", "/{db}/_all_docs", ry_handle_all_docs, RY_NEEDS_READING },
  { "POST", "/{db}/_all_docs", ry_handle_all_docs, RY_NEEDS_READING },
  { "POST", "/{db}/_all_docs/queries", ry_handle_all_docs_queries, RY_NEEDS_READING },
  { "GET", "/{db}/_design_docs", ry_handle_design_docs, RY_NEEDS_READING },
  { "POST", "/{db}/_design_docs", ry_handle_design_docs, RY_NEEDS_READING },
  { "POST", "/{db}/_design_docs/queries", ry_handle_design_docs_queries, RY_NEEDS_READING },
  { "GET", "/{db}/_local_docs", ry_handle_local_docs, RY_NEEDS_READING },
  { "POST", "/{db}/_local_docs", ry_handle_local_docs, RY_NEEDS_READING },
  { "POST", "/{db}/_local_docs/queries", ry_handle_local_docs_queries, RY_NEEDS_READING },
  { "POST", "/{db}/_revs_diff", ry_handle_revs_diff, RY_NEEDS_READING },
  { "POST", "/{db}/_missing_revs", ry_handle_missing_revs, RY_NEEDS_READING },
  { "POST", "/{db}/_bulk_get", ry_handle_bulk_get, RY_NEEDS_READING },
  { "POST", "/{db}/_bulk_docs", ry_handle_bulk_docs, RY_NEEDS_READING },

  /* Documents that stay here */
  { "GET", "/{db}/{local}", ry_handle_local_get, RY_NEEDS_READING, .is_short = ry_handlers_reads_one },
  { "PUT", "/{db}/{local}", ry_handle_local_put, RY_NEEDS_READING, .writes_one = TRUE },
  { "DELETE", "/{db}/{local}", ry_handle_local_delete, RY_NEEDS_READING },
  { "GET", "/{db}/{local}/{file}", ry_handle_local_attachment, RY_NEEDS_READING },
  { "PUT", "/{db}/{local}/{file}", ry_handle_local_attachment, RY_NEEDS_READING },
  { "DELETE", "/{db}/{local}/{file}", ry_handle_local_attachment, RY_NEEDS_READING },

  /* One document */
  { "GET", "/{db}/{doc}", ry_handle_document_get, RY_NEEDS_READING, .is_short = ry_handlers_reads_one },
  { "PUT", "/{db}/{doc}", ry_handle_document_put, RY_NEEDS_WRITING, .writes_one = TRUE,
    .receive = ry_receive_document },
  { "POST", "/{db}/{doc}", NULL, RY_NEEDS_WRITING, .receive = ry_receive_form },
  { "DELETE", "/{db}/{doc}", ry_handle_document_delete, RY_NEEDS_WRITING, .writes_one = TRUE },
  { "COPY", "/{db}/{doc}", ry_handle_document_copy, RY_NEEDS_WRITING },
  { "GET", "/{db}/{doc}/{file}", ry_handle_attachment_get, RY_NEEDS_READING },
  { "PUT", "/{db}/{doc}/{file}", NULL, RY_NEEDS_WRITING, .receive = ry_receive_attachment },
  { "DELETE", "/{db}/{doc}/{file}", ry_handle_attachment_delete, RY_NEEDS_WRITING },
};

/* What needs an engine for JavaScript, indexes of its own or other servers, and so makes no store that replicates. */
static const char *const left_out[] = {
  "/_replicator",
  "/_replicate",
  "/_scheduler/{file}",
  "/_node/{file}",
  "/_membership",
  "/_cluster_setup",
  "/_reshard",
  "/_db_updates",
  "/_utils",
  "/_utils/{file}",
  "/{db}/_find",
  "/{db}/_index",
  "/{db}/_index/{file}",
  "/{db}/_explain",
  "/{db}/_purge",
  "/{db}/_purged_infos",
  "/{db}/_shards",
  "/{db}/_shards/{file}",
  "/{db}/_sync_shards",
  "/{db}/_partition/{file}",
  "/{db}/{design}/_view/{file}",
  "/{db}/{design}/_list/{file}",
  "/{db}/{design}/_show/{file}",
  "/{db}/{design}/_update/{file}",
  "/{db}/{design}/_rewrite/{file}",
  "/{db}/{design}/_search/{file}",
  "/{db}/{design}/_nouveau/{file}",
  "/{db}/{design}/_info",
};

typedef struct {
  char *segments[MAX_SEGMENTS + 1];
  guint n;
} Path;

static void
path_clear (Path *path)
{
  for (guint i = 0; i < path->n; i++)
    g_free (path->segments[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Path, path_clear)

/* "_design", "name" become one segment, "_design/name", which is how a client may also send it. */
static void
join_prefix (Path *path)
{
  char *joined;

  if (path->n < 3 || (!g_str_equal (path->segments[1], "_design") && !g_str_equal (path->segments[1], "_local")))
    return;
  joined = g_strconcat (path->segments[1], "/", path->segments[2], NULL);
  g_free (path->segments[1]);
  g_free (path->segments[2]);
  path->segments[1] = joined;
  memmove (&path->segments[2], &path->segments[3], (path->n - 3) * sizeof path->segments[0]);
  path->n--;
}

/* As CouchDB reads it: a plus is a space, and slashes may stand twice. */
static char *
decode_segment (const char *text, gsize length)
{
  g_autofree char *segment = g_strndup (text, length);

  if (strpbrk (segment, "+%") != NULL) {
    g_autofree char *spaced = g_strdelimit (g_steal_pointer (&segment), "+", ' ');

    segment = g_uri_unescape_string (spaced, NULL);
  }
  return segment != NULL && g_utf8_validate (segment, -1, NULL) ? g_steal_pointer (&segment) : NULL;
}

static gboolean
split_path (const char *text, Path *path, GError **error)
{
  gsize length;

  path->n = 0;
  for (const char *at = text; *at != '\0'; at += length + (at[length] == '/')) {
    length = strcspn (at, "/");
    if (length == 0)
      continue;
    if (path->n == MAX_SEGMENTS) {
      g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "The path has too many segments.");
      return FALSE;
    }
    path->segments[path->n] = decode_segment (at, length);
    if (path->segments[path->n] == NULL) {
      g_set_error_literal (error, RY_ERROR, RY_ERROR_ILLEGAL_ID, "Document id must be valid UTF-8");
      return FALSE;
    }
    path->n++;
  }
  join_prefix (path);
  return TRUE;
}

static gboolean
fits_segment (const char *pattern, gsize length, const char *segment)
{
  if (pattern[0] != '{')
    return strlen (segment) == length && memcmp (pattern, segment, length) == 0;
  if (strncmp (pattern, "{local}", length) == 0)
    return g_str_has_prefix (segment, "_local/") && segment[strlen ("_local/")] != '\0';
  if (strncmp (pattern, "{design}", length) == 0)
    return g_str_has_prefix (segment, "_design/");
  return segment[0] != '_' || (strncmp (pattern, "{doc}", length) == 0 && g_str_has_prefix (segment, "_design/"));
}

/* Most rows differ from a path in whether a name of the protocol, with its underscore, stands first or second. */
static gboolean
may_fit (const char *pattern, const Path *path)
{
  gboolean first = path->n > 0 && path->segments[0][0] == '_';

  if (first != (pattern[1] == '_'))
    return FALSE;
  return !g_str_has_prefix (pattern, "/{db}/_") || (path->n > 1 && path->segments[1][0] == '_');
}

static gboolean
fits (const char *pattern, const Path *path)
{
  guint i = 0;

  if (!may_fit (pattern, path))
    return FALSE;

  while (*pattern == '/' && pattern[1] != '\0') {
    const char *start = ++pattern;
    gsize length = strcspn (start, "/");

    if (strncmp (start, "{file}", length) == 0)
      return i < path->n;
    if (i == path->n || !fits_segment (start, length, path->segments[i]))
      return FALSE;
    pattern = start + length;
    i++;
  }
  return i == path->n;
}

static void
take_parts (RyRequest *request, const char *pattern, Path *path)
{
  if (g_str_has_prefix (pattern, "/_users/{"))
    request->document = g_strdup (path->segments[1]);
  if (g_str_has_prefix (pattern, "/{db}"))
    request->database = g_strdup (path->segments[0]);
  if (g_str_has_prefix (pattern, "/{db}/{"))
    request->document = g_strdup (path->segments[1]);
  if (g_str_has_suffix (pattern, "{file}")) {
    path->segments[path->n] = NULL;
    request->attachment = g_strjoinv ("/", &path->segments[2]);
  }
}

static void
append_method (GString *allow, const char *method)
{
  if (allow->len > 0)
    g_string_append_c (allow, ',');
  g_string_append (allow, method);
  if (g_str_equal (method, "GET"))
    g_string_append (allow, ",HEAD");
}

static gboolean
is_left_out (const Path *path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++) {
    if (!fits (left_out[i], path))
      continue;
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_IMPLEMENTED, "This server does not offer %s.", left_out[i]);
    return TRUE;
  }
  return FALSE;
}

/* Names with an underscore that mean nothing are taken for what else could stand there. */
static void
explain_missing (const Path *path, const char *method, GError **error)
{
  gboolean reading = g_str_equal (method, "GET") || g_str_equal (method, "HEAD") || g_str_equal (method, "DELETE");

  if (path->segments[0][0] == '_' && reading)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "Database does not exist.");
  else if (path->n == 1)
    ry_databases_check_name (path->segments[0], error);
  else if (g_str_equal (path->segments[1], "_local") || g_str_equal (path->segments[1], "_local/"))
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid _local document id.");
  else if (reading)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  else
    g_set_error_literal (error, RY_ERROR, RY_ERROR_ILLEGAL_ID, "Only reserved document ids may start with underscore.");
}

static gboolean
has_underscore (const Path *path)
{
  for (guint i = 0; i < path->n; i++)
    if (path->segments[i][0] == '_')
      return TRUE;
  return FALSE;
}

/* What would be allowed there, or NULL where nothing is. */
static char *
list_methods (const Path *path)
{
  GString *allowed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (fits (routes[i].pattern, path))
      append_method (allowed, routes[i].method);
  return g_string_free (allowed, allowed->len == 0);
}

/**
 * ry_router_find:
 * @method: the request's method
 * @path: its path, still percent-encoded
 * @request: takes the parts of the path
 * @allow: (out) (nullable) (transfer full): with %RY_ERROR_METHOD_NOT_ALLOWED, what is allowed
 * @error: (nullable): %RY_ERROR_NOT_FOUND, %RY_ERROR_METHOD_NOT_ALLOWED, %RY_ERROR_NOT_IMPLEMENTED,
 *   %RY_ERROR_BAD_REQUEST
 *
 * HEAD is answered by GET's handler.
 *
 * Returns: (nullable): the route, which has a handler, or receives the body as it comes
 */
const RyRoute *
ry_router_find (const char *method, const char *path, RyRequest *request, char **allow, GError **error)
{
  const char *wanted = g_str_equal (method, "HEAD") ? "GET" : method;
  g_auto (Path) parts = { { NULL }, 0 };

  *allow = NULL;
  if (!split_path (path, &parts, error) || (has_underscore (&parts) && is_left_out (&parts, error)))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!g_str_equal (routes[i].method, wanted) || !fits (routes[i].pattern, &parts))
      continue;
    if (routes[i].handler != NULL || routes[i].receive != NULL) {
      take_parts (request, routes[i].pattern, &parts);
      return &routes[i];
    }
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_IMPLEMENTED, "This server does not offer %s %s.", method,
                 routes[i].pattern);
    return NULL;
  }
  *allow = list_methods (&parts);
  if (*allow != NULL)
    g_set_error (error, RY_ERROR, RY_ERROR_METHOD_NOT_ALLOWED, "Only %s allowed", *allow);
  else
    explain_missing (&parts, method, error);
  return NULL;
}
