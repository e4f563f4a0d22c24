/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of a request. It arrives whole; the router finds its handler. Who sends it is recognised at once, or
 * verified by a hasher. What the route needs is checked, the database opened, and the handler runs: at once where that
 * is shorter than waking a thread, in a worker otherwise, with the message paused meanwhile. The answer is sent on the
 * main context, or the message is parked with its feed. Nothing that waits for a disk or for a hash runs on the main
 * context. Where the route takes the body as it comes, all this begins when the headers are there, and the body is let
 * in when it is settled who sends it.
 */
#include "ry-server-private.h"

#include <string.h>

#include "ry-cors.h"
#include "ry-download.h"
#include "ry-error.h"
#include "ry-guard.h"
#include "ry-gzip.h"
#include "ry-handlers.h"
#include "ry-longpoll.h"
#include "ry-pages.h"
#include "ry-router.h"
#include "ry-upload.h"
#include "ry-visit.h"
#include "ry-workers.h"

/* Logins waiting beyond this are told to come back, so that guessing cannot fill the memory. */
#define MAX_HASHING 64
/* Bytes of a document whose parsing holds nobody up. */
#define SMALL_BODY (16u << 10)
/* Bytes that a connection takes at once. */
#define LONG_ANSWER     (64u << 10)
#define METHOD_OVERRIDE "X-HTTP-Method-Override"
/* Bytes; less fits a packet or two as it is. */
#define WORTH_PACKING 2048

/* CouchDB's. */
#define REQUEST_ID_LENGTH 10
#define REQUEST_ID_MAX    36

/* One request on its way. */
typedef struct {
  RyServer *server;
  SoupServerMessage *message;
  RyRequest *request;
  RyCredentials *credentials;
  RyResponse *answer;
  GError *error;
  guint wait;
  char id[REQUEST_ID_MAX + 1]; /* by which the log and who asked mean the same request */
  gint64 started;
  gboolean gone;
  gboolean held; /* the message is paused */
  gulong finished_id;
  RyUpload *upload; /* while the body comes */
} Exchange;

/* Under this name a message knows its exchange, where that has begun before the body. */
#define EXCHANGE_KEY "ry-exchange"

static void admit (Exchange *exchange);

static void
exchange_free (Exchange *exchange)
{
  g_clear_signal_handler (&exchange->finished_id, exchange->message);
  g_object_set_data (G_OBJECT (exchange->message), EXCHANGE_KEY, NULL);
  g_object_unref (exchange->message);
  ry_request_free (exchange->request);
  g_clear_pointer (&exchange->credentials, ry_credentials_free);
  g_clear_pointer (&exchange->answer, ry_response_free);
  g_clear_error (&exchange->error);
  g_object_unref (exchange->server);
  g_free (exchange);
}

static void
finished_cb (Exchange *exchange)
{
  exchange->gone = TRUE;
}

/* What is answered at once need not stop libsoup and start it again. */
static void
hold (Exchange *exchange)
{
  if (exchange->held)
    return;
  exchange->held = TRUE;
  exchange->finished_id = g_signal_connect_swapped (exchange->message, "finished", G_CALLBACK (finished_cb), exchange);
  soup_server_message_pause (exchange->message);
}

/* The sender's own name for the request, or one that is made up. */
static void
choose_id (char *id, SoupMessageHeaders *headers)
{
  static const char digits[] = "0123456789abcdef";
  static const char usual[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_";
  const char *sent = soup_message_headers_get_one (headers, "X-Couch-Request-ID");
  guint64 number = (guint64) g_random_int () << 32 | g_random_int ();

  if (sent != NULL && sent[0] != '\0' && sent[strspn (sent, usual)] == '\0') {
    g_strlcpy (id, sent, REQUEST_ID_MAX + 1);
    return;
  }
  for (guint i = 0; i < REQUEST_ID_LENGTH; i++, number >>= 4)
    id[i] = digits[number & 0xf];
}

/* The route's pattern, never the address, and the account's id, never its name: what is a person's stays out. */
static void
write_log (Exchange *exchange)
{
  const RyRoute *route = exchange->request->route;
  RyAccount *account = exchange->request->account;

  if (exchange->server->log)
    g_message ("%s %s %s %u %.1f ms %s", exchange->id, exchange->request->method, route != NULL ? route->pattern : "-",
               exchange->answer->status, (g_get_monotonic_time () - exchange->started) / 1000.0,
               account != NULL ? account->id : "-");
  if (exchange->error != NULL && exchange->answer->status >= 500 && exchange->error->code != RY_ERROR_NOT_IMPLEMENTED)
    g_warning ("%s %s: %s", exchange->id, route != NULL ? route->pattern : "-", exchange->error->message);
}

static void
copy_header (const char *name, const char *value, gpointer headers)
{
  soup_message_headers_replace (headers, name, value);
}

/* Under the name by which the sender knows the server, which a proxy in front tells. */
static void
set_location (Exchange *exchange, SoupMessageHeaders *headers)
{
  static const char usual[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-.:[]";
  SoupMessageHeaders *sent = soup_server_message_get_request_headers (exchange->message);
  const char *host = soup_message_headers_get_one (sent, "X-Forwarded-Host");
  const char *scheme = soup_message_headers_get_one (sent, "X-Forwarded-Proto");
  GUri *uri = soup_server_message_get_uri (exchange->message);
  g_autofree char *root = NULL;

  if (host == NULL || host[strspn (host, usual)] != '\0')
    root = g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                       exchange->answer->location, NULL, NULL);
  else
    root = g_strconcat (g_strcmp0 (scheme, "https") == 0 ? "https" : g_uri_get_scheme (uri), "://", host,
                        exchange->answer->location, NULL);
  soup_message_headers_replace (headers, "Location", root);
}

/* As CouchDB has it: parts and "not modified" say nothing. */
static const char *
choose_cache_control (RyResponse *answer)
{
  const char *type = answer->content_type != NULL ? answer->content_type : "";

  if (answer->status == 304 || g_str_has_prefix (type, "multipart/"))
    return NULL;
  return g_str_equal (type, "text/event-stream") ? "no-cache" : "must-revalidate";
}

static void
set_headers (Exchange *exchange)
{
  const char *cache;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  RyResponse *answer = exchange->answer;

  cache = choose_cache_control (answer);
  /* Nobody has set these yet; to look whether somebody has costs as much as to set them. */
  if (cache != NULL)
    soup_message_headers_append (headers, "Cache-Control", cache);
  soup_message_headers_append (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_append (headers, "X-Couch-Request-ID", exchange->id);
  soup_message_headers_append (headers, "X-CouchDB-Body-Time", "0"); /* nothing waits for a body that is here */
  soup_message_headers_append (headers, "Content-Type",
                               answer->content_type != NULL ? answer->content_type : "application/json");
  /* libsoup closes where it was asked to, but does not say so, and Node sends the next request into the void. */
  if (soup_message_headers_header_contains (soup_server_message_get_request_headers (exchange->message), "Connection",
                                            "close"))
    soup_message_headers_replace (headers, "Connection", "close");
  if (answer->etag != NULL)
    soup_message_headers_append (headers, "ETag", answer->etag);
  if (answer->allow != NULL)
    soup_message_headers_replace (headers, "Allow", answer->allow);
  if (answer->location != NULL)
    set_location (exchange, headers);
  if (answer->headers != NULL)
    soup_message_headers_foreach (answer->headers, copy_header, headers);
  if (exchange->server->origins != NULL)
    ry_cors_set_headers ((const char *const *) exchange->server->origins, exchange->message);
  if (answer->status == 401)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Basic realm=\"ryorin\", charset=\"UTF-8\"");
  if (answer->cookie != NULL) {
    gboolean secure = exchange->server->secure || exchange->server->behind_proxy;
    g_autofree char *cookie = g_strconcat (answer->cookie, secure ? "; Secure" : "", NULL);

    soup_message_headers_replace (headers, "Set-Cookie", cookie);
  }
  if (exchange->wait > 0) {
    g_autofree char *wait = g_strdup_printf ("%u", exchange->wait);

    soup_message_headers_replace (headers, "Retry-After", wait);
  }
}

static void
send_answer (Exchange *exchange)
{
  RyResponse *answer = exchange->answer;
  gsize length = answer->body->len;

  soup_server_message_set_status (exchange->message, answer->status, NULL);
  set_headers (exchange);
  if (answer->feed != NULL && g_str_equal (exchange->request->method, "HEAD"))
    g_clear_object (&answer->feed);
  if (answer->feed != NULL || answer->stream != NULL)
    hold (exchange);
  if (answer->feed != NULL || answer->stream != NULL || length > LONG_ANSWER)
    ry_guard_expect_long_answer (exchange->server->guard, exchange->message);
  if (answer->feed != NULL) {
    ry_longpoll_park (exchange->server->longpoll, exchange->message, RY_FEED (answer->feed), answer->body->str, length,
                      (RyLongpollFunc) ry_visit_may_stay, ry_visit_new (exchange->request),
                      (GDestroyNotify) ry_visit_free);
    return;
  }
  if (answer->stream != NULL) {
    ry_download_start (exchange->message, answer->stream, answer->length, exchange->server->workers);
    return;
  }
  if (answer->status != 304)
    soup_message_body_append_take (soup_server_message_get_response_body (exchange->message),
                                   (guchar *) g_string_free (g_steal_pointer (&answer->body), FALSE), length);
  if (exchange->held)
    soup_server_message_unpause (exchange->message);
}

static void
respond (Exchange *exchange)
{
  if (exchange->answer == NULL) {
    if (exchange->error == NULL)
      g_set_error_literal (&exchange->error, RY_ERROR, RY_ERROR_FAILED, "A handler gave no answer.");
    exchange->answer = exchange->request->route != NULL && exchange->request->route->explain != NULL
                           ? exchange->request->route->explain (exchange->request, exchange->error)
                           : ry_response_new_error (exchange->error);
  }
  write_log (exchange);
  if (!exchange->gone)
    send_answer (exchange);
  exchange_free (exchange);
}

static void
respond_cb (gpointer data)
{
  respond (data);
}

static void
fail (Exchange *exchange, RyErrorCode code, const char *reason)
{
  g_set_error_literal (&exchange->error, RY_ERROR, code, reason);
  respond (exchange);
}

static gboolean
is_on_this_machine (const char *address)
{
  return g_str_has_prefix (address, "127.") || g_str_equal (address, "::1");
}

/* Packing pays where a line is slower than the packing. */
static void
pack_answer (Exchange *exchange)
{
  RyResponse *answer = exchange->answer;
  GString *packed;

  if (answer == NULL || answer->body->len < WORTH_PACKING || answer->content_type != NULL || answer->feed != NULL ||
      answer->stream != NULL || is_on_this_machine (exchange->request->address) ||
      !ry_request_accepts_gzip (exchange->request))
    return;
  packed = ry_gzip_pack (answer->body);
  if (packed == NULL)
    return;
  g_string_free (answer->body, TRUE);
  answer->body = packed;
  ry_response_set_header (answer, "Content-Encoding", "gzip");
  ry_response_set_header (answer, "Vary", "Accept-Encoding");
}

static gboolean
unpack_body (Exchange *exchange)
{
  RyRequest *request = exchange->request;
  GBytes *plain;

  if (request->body == NULL || g_bytes_get_size (request->body) == 0 || request->content_encoding == NULL ||
      g_ascii_strcasecmp (request->content_encoding, "gzip") != 0)
    return TRUE;
  plain = ry_gzip_unpack (request->body, ry_guard_get_limit (exchange->server->guard), &exchange->error);
  if (plain == NULL)
    return FALSE;
  g_bytes_unref (request->body);
  request->body = plain;
  return TRUE;
}

/* A body that came before it was known what it is. */
static RyResponse *
receive_whole (RyRequest *request, GError **error)
{
  RyIntake *intake = request->route->receive (request, error);
  RyResponse *answer = NULL;
  const char *body;
  gsize length;

  if (intake == NULL)
    return NULL;
  body = ry_request_get_body (request, &length);
  if (length == 0 || intake->klass->take (intake, body, length, error))
    answer = intake->klass->finish (intake, error);
  intake->klass->free (intake);
  return answer;
}

/* A database that was removed in the middle is not there, whatever its store says. */
static void
explain_closed (Exchange *exchange)
{
  RyRequest *request = exchange->request;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyStore) store = NULL;

  if (request->store == NULL || !g_error_matches (exchange->error, RY_ERROR, RY_ERROR_UNAVAILABLE))
    return;
  store = ry_databases_open (request->databases, request->database, &error);
  if (!g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND))
    return;
  g_clear_error (&exchange->error);
  exchange->error = g_steal_pointer (&error);
}

static void
handle_in_worker (gpointer data)
{
  Exchange *exchange = data;

  if (ry_request_is_streamed (exchange->request)) {
    exchange->answer = receive_whole (exchange->request, &exchange->error);
    return;
  }
  if (!unpack_body (exchange))
    return;
  exchange->answer = exchange->request->route->handler (exchange->request, &exchange->error);
  explain_closed (exchange);
  pack_answer (exchange);
}

static void
uploaded_cb (RyResponse *answer, GError *error, gpointer data)
{
  Exchange *exchange = data;

  exchange->upload = NULL;
  exchange->answer = answer;
  exchange->error = error;
  if (exchange->gone)
    exchange_free (exchange);
  else
    respond (exchange);
}

static void
start_upload (Exchange *exchange)
{
  if (exchange->gone)
    exchange_free (exchange);
  else
    exchange->upload =
        ry_upload_start (exchange->message, exchange->request, exchange->server->workers, uploaded_cb, exchange);
}

static void
verify_in_hasher (gpointer data)
{
  Exchange *exchange = data;
  RyRequest *request = exchange->request;

  request->account = ry_sessions_verify (exchange->server->sessions, exchange->credentials, request->address,
                                         &exchange->wait, &exchange->error);
}

static void
verified_cb (gpointer data)
{
  Exchange *exchange = data;

  if (exchange->request->account != NULL)
    admit (exchange);
  else
    respond (exchange);
}

/* What the route needs, held against who it is. @reason is CouchDB's sentence. */
static gboolean
may_enter (RyRequest *request, const char **reason)
{
  RyAccount *account = request->account;
  RyNeeds needs = request->route->needs;

  *reason = "You are not allowed to access this db.";
  if (needs == RY_NEEDS_NOTHING)
    return TRUE;
  if (account == NULL) {
    *reason =
        needs == RY_NEEDS_ADMINISTRATOR ? "You are not a server admin." : "You are not authorized to access this db.";
    return FALSE;
  }
  if (needs == RY_NEEDS_ACCOUNT)
    return TRUE;
  if (needs == RY_NEEDS_ADMINISTRATOR) {
    *reason = "You are not a server admin.";
    return ry_rights_is_server_admin (account);
  }
  if (!ry_rights_may_read (request->accounts, account, request->database))
    return FALSE;
  *reason = "You are not a db or server admin.";
  return needs != RY_NEEDS_KEEPING || ry_rights_may_administer (request->accounts, account, request->database);
}

/* PUT of a database is the one request that names one that need not be there. */
static gboolean
needs_store (RyRequest *request)
{
  return request->database != NULL && request->route->handler != ry_handle_database_put &&
         request->route->handler != ry_handle_database_delete;
}

/* One small document, and nobody before it whose commit it could share: it goes to the lane without the detour through
 * a worker, who would only wait there. */
static gboolean
goes_to_lane (Exchange *exchange)
{
  RyRequest *request = exchange->request;

  return request->route->writes_one && !ry_request_is_streamed (request) &&
         (request->body == NULL || g_bytes_get_size (request->body) <= SMALL_BODY) &&
         ry_workers_get_n_tasks (exchange->server->workers) == 0;
}

/* Who it is, is settled. */
static void
admit (Exchange *exchange)
{
  RyRequest *request = exchange->request;
  const char *reason;

  if (!may_enter (request, &reason)) {
    fail (exchange, request->account == NULL ? RY_ERROR_UNAUTHORIZED : RY_ERROR_FORBIDDEN, reason);
    return;
  }
  if (needs_store (request)) {
    request->store = ry_databases_open (exchange->server->databases, request->database, &exchange->error);
    if (request->store == NULL) {
      respond (exchange);
      return;
    }
  }
  if (g_object_get_data (G_OBJECT (exchange->message), EXCHANGE_KEY) == exchange) {
    start_upload (exchange);
  } else if (request->route->on_main || (request->route->is_short != NULL && request->route->is_short (request))) {
    handle_in_worker (exchange);
    respond (exchange);
  } else if (goes_to_lane (exchange)) {
    hold (exchange);
    ry_workers_push_to (exchange->server->workers, ry_store_get_lane (request->store), handle_in_worker, respond_cb,
                        exchange);
  } else {
    hold (exchange);
    ry_workers_push (exchange->server->workers, handle_in_worker, respond_cb, exchange);
  }
}

static void
recognise (Exchange *exchange)
{
  RyServer *self = exchange->server;
  RyRequest *request = exchange->request;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  if (request->route->read_login != NULL)
    exchange->credentials = request->route->read_login (request, &exchange->error);
  else
    ry_sessions_recognise (self->sessions, authorization, request->cookie, &request->account, &exchange->credentials,
                           &exchange->error);
  request->by_cookie = request->account != NULL && authorization == NULL;

  if (exchange->error != NULL) {
    respond (exchange);
  } else if (exchange->credentials == NULL) {
    admit (exchange);
  } else if (ry_workers_get_n_tasks (self->hashers) < MAX_HASHING) {
    hold (exchange);
    ry_workers_push (self->hashers, verify_in_hasher, verified_cb, exchange);
  } else {
    fail (exchange, RY_ERROR_TOO_MANY_REQUESTS, "Too many logins at once; try again.");
  }
}

static gboolean
is_utf8 (GHashTable *query)
{
  GHashTableIter iter;
  gpointer key, value;

  if (query == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (!g_utf8_validate (key, -1, NULL) || !g_utf8_validate (value, -1, NULL))
      return FALSE;
  }
  return TRUE;
}

/* Who counts where passwords are guessed. A proxy puts whom it saw at the end of the list; what stands before that,
 * anybody may have written. */
static char *
dup_address (RyServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *list = self->behind_proxy ? soup_message_headers_get_list (headers, "X-Forwarded-For") : NULL;
  const char *comma = list != NULL ? strrchr (list, ',') : NULL;
  const char *host = soup_server_message_get_remote_host (message);

  if (list != NULL)
    return g_strstrip (g_strdup (comma != NULL ? comma + 1 : list));
  return g_strdup (host != NULL ? host : "?");
}

/* Who can only POST may name another method in a header. */
static const char *
choose_method (SoupServerMessage *message)
{
  static const char *const others[] = { "GET", "HEAD", "PUT", "DELETE", "COPY", NULL };
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *other = method == SOUP_METHOD_POST ? soup_message_headers_get_one (headers, METHOD_OVERRIDE) : NULL;

  return other != NULL && g_strv_contains (others, other) ? other : method;
}

static RyRequest *
build_request (RyServer *self, SoupServerMessage *message, GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  RyRequest *request = ry_request_new ();

  request->method = g_strdup (choose_method (message));
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  request->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  request->content_encoding = g_strdup (soup_message_headers_get_one (headers, "Content-Encoding"));
  request->accept = g_strdup (soup_message_headers_get_list (headers, "Accept"));
  request->accept_encoding = g_strdup (soup_message_headers_get_list (headers, "Accept-Encoding"));
  request->accept_language = g_strdup (soup_message_headers_get_list (headers, "Accept-Language"));
  request->host = g_strdup (soup_message_headers_get_one (headers, "Host"));
  request->referer = g_strdup (soup_message_headers_get_one (headers, "Referer"));
  request->origin = g_strdup (soup_message_headers_get_one (headers, "Origin"));
  request->fetch_site = g_strdup (soup_message_headers_get_one (headers, "Sec-Fetch-Site"));
  request->range = g_strdup (soup_message_headers_get_list (headers, "Range"));
  request->if_match = g_strdup (soup_message_headers_get_one (headers, "If-Match"));
  request->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  request->destination = g_strdup (soup_message_headers_get_one (headers, "Destination"));
  request->last_event_id = g_strdup (soup_message_headers_get_one (headers, "Last-Event-ID"));
  request->cookie = g_strdup (soup_message_headers_get_list (headers, "Cookie"));
  request->address = dup_address (self, message);
  request->secure = self->secure;
  request->accounts = self->accounts;
  request->sessions = self->sessions;
  request->databases = self->databases;
  request->pages = self->pages;
  return request;
}

static Exchange *
exchange_new (RyServer *self, SoupServerMessage *message, const char *path, GHashTable *query, char **allow)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->server = g_object_ref (self);
  exchange->message = g_object_ref (message);
  exchange->started = g_get_monotonic_time ();
  choose_id (exchange->id, soup_server_message_get_request_headers (message));
  exchange->request = build_request (self, message, query);
  exchange->request->route =
      ry_router_find (exchange->request->method, path, exchange->request, allow, &exchange->error);
  return exchange;
}

/* An attachment's address has three parts, and a document with its attachments comes in parts; all else is short. */
static gboolean
may_be_streamed (SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_one (headers, "Content-Type");
  const char *second = strchr (path + 1, '/');

  if (type != NULL && g_ascii_strncasecmp (type, "multipart/", 10) == 0)
    return TRUE;
  return g_str_equal (soup_server_message_get_method (message), "PUT") && second != NULL &&
         strchr (second + 1, '/') != NULL;
}

static void
begin_early (RyServer *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  g_autofree char *allow = NULL;
  Exchange *exchange;

  if (!may_be_streamed (message, path))
    return;
  exchange = exchange_new (self, message, path, query, &allow);
  if (!ry_request_is_streamed (exchange->request) || !ry_guard_let_stream (self->guard, message)) {
    exchange_free (exchange);
    return;
  }
  hold (exchange);
  g_object_set_data (G_OBJECT (message), EXCHANGE_KEY, exchange);
  if (is_utf8 (query))
    recognise (exchange);
  else
    fail (exchange, RY_ERROR_BAD_REQUEST, "The query is not valid UTF-8.");
}

/* The headers are there. Only where the body is to be taken as it comes, something is done about it already. */
void
_ry_exchange_early_cb (SoupServer *http, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  RyServer *self = data;

  begin_early (self, message, path, query);
  if (g_str_has_prefix (path, RY_PAGES_PREFIX))
    ry_guard_limit_body (self->guard, message, RY_PAGES_BODY_LIMIT);
  ry_guard_check_headers (self->guard, message);
}

/* The request is whole. */
void
_ry_exchange_cb (SoupServer *http, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  RyServer *self = data;
  Exchange *exchange = g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);
  g_autofree char *allow = NULL;

  if (exchange != NULL) {
    ry_upload_complete (exchange->upload);
    return;
  }
  if (ry_cors_is_preflight ((const char *const *) self->origins, message)) {
    soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
    ry_cors_set_headers ((const char *const *) self->origins, message);
    return;
  }
  exchange = exchange_new (self, message, path, query, &allow);
  exchange->request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  /* libsoup would cut any answer to a Range by itself. */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  if (exchange->error != NULL) {
    exchange->answer = ry_response_new_error (exchange->error);
    exchange->answer->allow = g_steal_pointer (&allow);
    respond (exchange);
  } else if (!is_utf8 (query)) {
    fail (exchange, RY_ERROR_BAD_REQUEST, "The query is not valid UTF-8.");
  } else {
    recognise (exchange);
  }
}
