/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request's life: it waits for its turn (ry-pace.h), takes along who we are (ry-login.h), and is sent. A failure
 * that may pass is met by asking again, a few times and each time later; a 401 to a session that has run out, by
 * logging in once more. A server that wants to be left alone for longer ends the request, and what it wants is kept.
 * Redirects are not followed, since a password would follow them.
 */
#include "ry-http-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-http-answer.h"
#include "ry-login.h"
#include "ry-pace.h"
#include "ry-wire.h"
#include "tuning.h"

struct _RyHttpClient {
  GObject parent;

  /* Owned */
  SoupSession *session;
  RyLogin *login;
  char *url;
  GTlsCertificate *certificate; /* of this machine */
  char *proxy_login;            /* for plain HTTP; a tunnel's is libsoup's matter */

  guint try_again_ms;
  GMutex login_lock; /* held while a session is asked for: two threads need only one */

  /* Under lock */
  GMutex lock;
  RyPace pace;
  char *identity;
  gint64 clock_ahead;
};

G_DEFINE_FINAL_TYPE (RyHttpClient, ry_http_client, G_TYPE_OBJECT)

#define URI_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE)

/* One request, as often as it is sent. */
typedef struct {
  RyHttpClient *client;
  const RyHttpRequest *request;
  GCancellable *cancellable;

  /* Of the last try */
  SoupMessage *message;
  GCancellable *line; /* ends with @cancellable, or when the line was found broken */
  char *used_cookie;
  RyHttpFailure failure;
} Try;

static void
try_clear (Try *try)
{
  g_clear_object (&try->message);
  g_clear_object (&try->line);
  g_clear_pointer (&try->used_cookie, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Try, try_clear)

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

static gboolean
wait_for (gint64 delay, GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  if (delay > 0 && g_cancellable_make_pollfd (cancellable, &fd)) {
    g_poll (&fd, 1, (int) MIN (delay / 1000 + 1, G_MAXINT));
    g_cancellable_release_fd (cancellable);
  } else if (delay > 0) {
    g_usleep ((gulong) delay);
  }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
wait_for_turn (RyHttpClient *self, GCancellable *cancellable, GError **error)
{
  gint64 wait;

  g_mutex_lock (&self->lock);
  wait = ry_pace_take (&self->pace, g_get_monotonic_time ());
  g_mutex_unlock (&self->lock);
  if (wait <= RY_TUNING_PATIENCE_MS * 1000)
    return wait_for (wait, cancellable, error);
  ry_http_answer_set_error (error, RY_ERROR_TOO_MANY_REQUESTS, NULL);
  return FALSE;
}

/* One message */

static void
set_body (SoupMessage *message, const RyHttpRequest *request)
{
  if (request->bytes != NULL) {
    soup_message_set_request_body_from_bytes (message, request->type, request->bytes);
  } else if (request->open != NULL) {
    goffset length = -1;
    g_autofree char *type = NULL;
    g_autoptr (GInputStream) stream = request->open (request->data, &length, &type);

    soup_message_set_request_body (message, type, stream, (gssize) length);
  }
}

/* libsoup begins again on its own where a connection that was kept is found dead, after the body was read from. */
static void
restarted_cb (SoupMessage *message, gpointer data)
{
  Try *try = data;

  if (try->request->once)
    g_cancellable_cancel (try->line);
  else
    set_body (message, try->request);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer line)
{
  g_cancellable_cancel (line);
}

static SoupMessage *
build_message (RyHttpClient *self, const RyHttpRequest *request, GError **error)
{
  g_autofree char *url = g_strconcat (self->url, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, url);
  SoupMessageHeaders *headers;

  if (message == NULL) {
    ry_http_answer_set_error (error, RY_ERROR_BAD_REQUEST, request->path);
    return NULL;
  }
  /* All that replication asks may be asked twice, POST too; only so a kept connection is used for it. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  /* libsoup would ask again on its own after a 401; here that is decided in one place. */
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  headers = soup_message_get_request_headers (message);
  if (self->certificate != NULL)
    soup_message_set_tls_client_certificate (message, self->certificate);
  if (self->proxy_login != NULL && g_str_has_prefix (self->url, "http:"))
    soup_message_headers_replace (headers, "Proxy-Authorization", self->proxy_login);
  soup_message_headers_replace (headers, "Accept", request->accept != NULL ? request->accept : "application/json");
  if (request->raw) {
    soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
    soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  }
  set_body (message, request);
  return message;
}

static void
note_pace (RyHttpClient *self, const RyHttpFailure *failure)
{
  g_mutex_lock (&self->lock);
  if (failure->status == 429 || failure->retry_after > 0)
    ry_pace_limit (&self->pace, g_get_monotonic_time (), failure->retry_after);
  else if (failure->status == 0 && !failure->passing)
    ry_pace_good (&self->pace);
  g_mutex_unlock (&self->lock);
}

/* Sends, and returns the stream of a good answer. */
static GInputStream *
send_once (Try *try, GError **error)
{
  RyHttpClient *self = try->client;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GString) body = NULL;
  gint64 asked = g_get_monotonic_time ();
  GError *cause = NULL;
  gulong cancelled_id;

  g_clear_object (&try->line);
  try->line = g_cancellable_new ();
  cancelled_id = try->cancellable != NULL ? g_cancellable_connect (try->cancellable, G_CALLBACK (cancelled_cb),
                                                                   g_object_ref (try->line), g_object_unref)
                                          : 0;
  g_signal_connect (try->message, "restarted", G_CALLBACK (restarted_cb), try);
  stream = soup_session_send (self->session, try->message, try->line, &cause);
  g_cancellable_disconnect (try->cancellable, cancelled_id);
  g_signal_handlers_disconnect_by_data (try->message, try);
  if (stream == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_cancellable_is_cancelled (try->cancellable)) {
    g_clear_error (&cause);
    cause = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, _ ("the connection was closed"));
  }
  if (stream == NULL) {
    ry_http_answer_blame_line (&try->failure, cause, error);
    return NULL;
  }
  g_mutex_lock (&self->lock);
  ry_http_answer_read_clock (try->message, g_get_monotonic_time () - asked, &self->clock_ahead);
  g_mutex_unlock (&self->lock);
  if (soup_message_get_status (try->message) < 300) {
    ry_login_take_cookies (self->login, try->message, g_get_monotonic_time ());
    note_pace (self, &try->failure);
    return g_steal_pointer (&stream);
  }
  body = ry_http_answer_read (try->message, stream, &try->failure, try->cancellable, error);
  if (body != NULL)
    ry_http_answer_blame_status (try->message, body, &try->failure, error);
  note_pace (self, &try->failure);
  return NULL;
}

/* Logging in */

static gboolean
ask_for_session (RyHttpClient *self, RyHttpFailure *failure, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) form = ry_login_build_form (self->login);
  const RyHttpRequest request = {
    .method = "POST", .path = "_session", .type = "application/x-www-form-urlencoded", .bytes = form
  };
  g_auto (Try) try = { self, &request, cancellable, build_message (self, &request, error), NULL, NULL, { 0 } };
  SoupMessage *message = try.message;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GString) body = NULL;
  g_autoptr (GError) refusal = NULL;

  if (message == NULL)
    return FALSE;
  stream = send_once (&try, &refusal);
  body = stream != NULL ? ry_http_answer_read (message, stream, &try.failure, cancellable, &refusal) : NULL;
  if (body != NULL && ry_http_answer_check_json (body, &try.failure, &refusal)) {
    ry_login_take_session (self->login, body);
    return TRUE;
  }
  if (try.failure.status == SOUP_STATUS_NOT_FOUND || try.failure.status == SOUP_STATUS_METHOD_NOT_ALLOWED) {
    ry_login_take_basic (self->login);
    return TRUE;
  }
  *failure = try.failure;
  g_propagate_prefixed_error (error, g_steal_pointer (&refusal), "%s", _ ("Logging in: "));
  return FALSE;
}

static gboolean
log_in (Try *try, GError **error)
{
  RyHttpClient *self = try->client;
  gboolean ok;

  if (ry_login_get_next_step (self->login, g_get_monotonic_time ()) == RY_LOGIN_NOTHING)
    return TRUE;
  g_mutex_lock (&self->login_lock);
  ok = ry_login_get_next_step (self->login, g_get_monotonic_time ()) == RY_LOGIN_NOTHING ||
       ask_for_session (self, &try->failure, try->cancellable, error);
  g_mutex_unlock (&self->login_lock);
  return ok;
}

/* Again and again */

static GInputStream *
begin_try (Try *try, GError **error)
{
  RyHttpClient *self = try->client;

  g_clear_object (&try->message);
  g_clear_pointer (&try->used_cookie, g_free);
  try->failure = (RyHttpFailure){ 0 };
  if (!wait_for_turn (self, try->cancellable, error) || !log_in (try, error))
    return NULL;
  try->message = build_message (self, try->request, error);
  if (try->message == NULL)
    return NULL;
  try->used_cookie = ry_login_authorize (self->login, try->message);
  return send_once (try, error);
}

/* After a failure: whether to ask again, and if so, when it is time. */
static gboolean
may_try_again (Try *try, guint n_tries, gboolean *renewed, GError *refusal)
{
  gint64 wait = ((gint64) try->client->try_again_ms * 1000) << (n_tries - 1);

  if (try->failure.status == SOUP_STATUS_UNAUTHORIZED && !*renewed) {
    *renewed = TRUE;
    return ry_login_drop_session (try->client->login, try->used_cookie);
  }
  if (!try->failure.passing || (try->request->once && try->failure.status == 0) || n_tries >= RY_TUNING_TRIES ||
      try->failure.retry_after > (gint64) RY_TUNING_PATIENCE_MS * 1000)
    return FALSE;
  return wait_for (MAX (wait, try->failure.retry_after), try->cancellable, NULL);
}

static void
ry_http_client_finalize (GObject *object)
{
  RyHttpClient *self = RY_HTTP_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->login, ry_login_free);
  g_clear_object (&self->certificate);
  g_free (self->url);
  g_free (self->proxy_login);
  g_free (self->identity);
  g_mutex_clear (&self->login_lock);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (ry_http_client_parent_class)->finalize (object);
}

static void
ry_http_client_class_init (RyHttpClientClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ry_http_client_finalize;
}

static void
ry_http_client_init (RyHttpClient *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->login_lock);
  self->try_again_ms = RY_TUNING_TRY_AGAIN_MS;
  self->session =
      g_object_new (SOUP_TYPE_SESSION, "timeout", RY_TUNING_SILENCE_SECONDS, "max-conns", RY_TUNING_CONNECTIONS,
                    "max-conns-per-host", RY_TUNING_CONNECTIONS, "user-agent", "ryorin/" RY_VERSION, NULL);
}

static GUri *
parse_url (const char *text, GError **error)
{
  g_autofree char *whole = strstr (text, "://") != NULL ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (uri == NULL || host == NULL || *host == '\0' || strpbrk (host, " \t<>\"") != NULL ||
      (strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                         _ ("That is no server's address. It looks like https://server.example.jp or "
                            "http://127.0.0.1:5984."));
    return NULL;
  }
  return g_steal_pointer (&uri);
}

/* The address without name, password, question and fragment, with a slash at its end. */
static char *
build_root (GUri *uri, const char *scheme)
{
  const char *path = g_uri_get_path (uri);
  g_autofree char *slashed = g_str_has_suffix (path, "/") ? g_strdup (path) : g_strconcat (path, "/", NULL);

  return g_uri_join (URI_FLAGS, scheme, NULL, g_uri_get_host (uri), g_uri_get_port (uri), slashed, NULL, NULL);
}

/**
 * ry_http_client_new:
 * @url: the server's root, with or without a scheme; a name and a password may stand in it
 * @user: (nullable): the name, before the one in @url
 * @password: (nullable): the password, before the one in @url
 * @flags: options
 *
 * Nothing is sent yet. Without a scheme, this machine is spoken to in plain HTTP and all others in HTTPS.
 *
 * Returns: (transfer full) (nullable): a client, or %NULL with %RY_ERROR_BAD_REQUEST where the address is none,
 *   or where a password would travel unprotected
 */
RyHttpClient *
ry_http_client_new (const char *url, const char *user, const char *password, RyHttpClientFlags flags, GError **error)
{
  g_autoptr (GUri) uri = parse_url (url, error);
  g_autoptr (RyHttpClient) self = NULL;
  gboolean loopback;
  const char *scheme;

  if (uri == NULL)
    return NULL;
  loopback = is_loopback (g_uri_get_host (uri));
  scheme = strstr (url, "://") == NULL && loopback ? "http" : g_uri_get_scheme (uri);
  user = user != NULL ? user : g_uri_get_user (uri);
  password = password != NULL ? password : g_uri_get_password (uri);
  if (user != NULL && *user != '\0' && !loopback && strcmp (scheme, "http") == 0 &&
      !(flags & RY_HTTP_CLIENT_ALLOW_PLAIN)) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                 _ ("The password would travel to %s for all to read. Use an address that begins with https."),
                 g_uri_get_host (uri));
    return NULL;
  }

  self = g_object_new (RY_TYPE_HTTP_CLIENT, NULL);
  self->url = build_root (uri, scheme);
  self->login = ry_login_new (user, password);
  /* On one machine, compressing costs more than it saves. */
  if (loopback)
    soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  return g_steal_pointer (&self);
}

static gboolean
use_proxy (RyHttpClient *self, const char *proxy, GError **error)
{
  g_autofree char *whole = strstr (proxy, "://") != NULL ? g_strdup (proxy) : g_strconcat ("http://", proxy, NULL);
  g_autoptr (GUri) uri = g_uri_parse (whole, URI_FLAGS, NULL);
  g_autoptr (GProxyResolver) resolver = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0') {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                         _ ("That is no proxy's address. It looks like http://name:password@proxy.example.jp:8080."));
    return FALSE;
  }
  if (g_uri_get_user (uri) != NULL) {
    const char *password = g_uri_get_password (uri);
    g_autofree char *pair = g_strconcat (g_uri_get_user (uri), ":", password != NULL ? password : "", NULL);
    g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

    self->proxy_login = g_strconcat ("Basic ", encoded, NULL);
  }
  resolver = g_simple_proxy_resolver_new (whole, NULL);
  soup_session_set_proxy_resolver (self->session, resolver);
  return TRUE;
}

/**
 * ry_http_client_set_network:
 * @self: a client, before its first request
 * @proxy: (nullable): an HTTP proxy's address, a name and a password may stand in it; %NULL or "" for the system's
 * settings
 * @authority: (nullable): a PEM file with the authorities to trust, in the place of the system's
 * @certificate: (nullable): a PEM file with this machine's certificate and its key, for a server that asks for one
 *
 * For networks that do not let everybody through.
 *
 * Returns: %TRUE, or %FALSE with a sentence where one of them cannot be used
 */
gboolean
ry_http_client_set_network (
    RyHttpClient *self, const char *proxy, const char *authority, const char *certificate, GError **error)
{
  if (proxy != NULL && *proxy != '\0' && !use_proxy (self, proxy, error))
    return FALSE;
  if (authority != NULL && *authority != '\0') {
    g_autoptr (GTlsDatabase) database = g_tls_file_database_new (authority, error);

    if (database == NULL) {
      g_prefix_error (error, "%s", _ ("Reading the certificate authority: "));
      return FALSE;
    }
    soup_session_set_tls_database (self->session, database);
  }
  if (certificate != NULL && *certificate != '\0') {
    self->certificate = g_tls_certificate_new_from_file (certificate, error);
    if (self->certificate == NULL) {
      g_prefix_error (error, "%s", _ ("Reading this machine's certificate: "));
      return FALSE;
    }
  }
  return TRUE;
}

/**
 * ry_http_client_set_silence:
 * @self: a client, before its first request
 * @seconds: how long the server may be silent
 */
void
ry_http_client_set_silence (RyHttpClient *self, guint seconds)
{
  soup_session_set_timeout (self->session, seconds);
}

/**
 * ry_http_client_get_url:
 * @self: a client
 *
 * Returns: the server's root, without name and password, with a slash at its end
 */
const char *
ry_http_client_get_url (RyHttpClient *self)
{
  return self->url;
}

/**
 * ry_http_client_get_user:
 * @self: a client
 *
 * Returns: (nullable): the name used
 */
const char *
ry_http_client_get_user (RyHttpClient *self)
{
  return ry_login_get_user (self->login);
}

/**
 * ry_http_client_dup_account:
 * @self: a client that has been answered
 *
 * Returns: (transfer full) (nullable): who we are there, with the roles that the server gave us; an opaque text
 */
char *
ry_http_client_dup_account (RyHttpClient *self)
{
  return ry_login_dup_account (self->login);
}

/**
 * ry_http_client_set_try_again:
 * @self: a client, before its first request
 * @ms: how long to wait before a request is asked again; then twice as long each time
 */
void
ry_http_client_set_try_again (RyHttpClient *self, guint ms)
{
  self->try_again_ms = ms;
}

/**
 * ry_http_client_get_wait:
 * @self: a client
 *
 * Returns: how long the server wants to be left alone, in ms; 0 where it does not mind
 */
guint
ry_http_client_get_wait (RyHttpClient *self)
{
  gint64 wait;

  g_mutex_lock (&self->lock);
  wait = self->pace.next - g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  return (guint) (MAX (wait, 0) / 1000);
}

/**
 * ry_http_client_open:
 * @self: a client
 * @request: what to ask
 * @message: (out) (transfer full): the request with its answer's headers
 *
 * For what is too large to stand in memory. What goes wrong while the stream is read is the caller's to judge.
 *
 * Returns: (transfer full) (nullable): the body of a good answer, to be read, or %NULL with @error set
 */
GInputStream *
ry_http_client_open (
    RyHttpClient *self, const RyHttpRequest *request, SoupMessage **message, GCancellable *cancellable, GError **error)
{
  g_auto (Try) try = { self, request, cancellable, NULL, NULL, NULL, { 0 } };
  gboolean renewed = FALSE;

  for (guint n_tries = 1;; n_tries++) {
    g_autoptr (GError) refusal = NULL;
    GInputStream *stream = begin_try (&try, &refusal);

    if (stream != NULL) {
      *message = g_steal_pointer (&try.message);
      return stream;
    }
    if (!may_try_again (&try, n_tries, &renewed, refusal)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
  }
}

/**
 * ry_http_client_dup_roles:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): a JSON array of the roles that the server gave us; %NULL where it gave none, or
 *   nothing was asked of it yet
 */
char *
ry_http_client_dup_roles (RyHttpClient *self)
{
  return ry_login_dup_roles (self->login);
}

/**
 * ry_http_client_get_clock_ahead:
 * @self: a client
 *
 * Returns: by how much this machine's clock is ahead of the server's, in µs, by its last answer; 0 before one
 */
gint64
ry_http_client_get_clock_ahead (RyHttpClient *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->clock_ahead;
}

/**
 * ry_http_client_ask:
 * @self: a client
 * @request: what to ask
 *
 * Returns: (transfer full) (nullable): the body of a good answer, JSON, or %NULL with the server's refusal,
 *   %RY_ERROR_UNREACHABLE, %RY_ERROR_TIMED_OUT, %RY_ERROR_TOO_LARGE, %RY_ERROR_BAD_ANSWER or
 *   %G_IO_ERROR_CANCELLED
 */
GString *
ry_http_client_ask (RyHttpClient *self, const RyHttpRequest *request, GCancellable *cancellable, GError **error)
{
  g_auto (Try) try = { self, request, cancellable, NULL, NULL, NULL, { 0 } };
  gboolean renewed = FALSE;

  for (guint n_tries = 1;; n_tries++) {
    g_autoptr (GError) refusal = NULL;
    g_autoptr (GInputStream) stream = begin_try (&try, &refusal);
    g_autoptr (GString) answer =
        stream != NULL ? ry_http_answer_read (try.message, stream, &try.failure, cancellable, &refusal) : NULL;

    if (answer != NULL && ry_http_answer_check_json (answer, &try.failure, &refusal))
      return g_steal_pointer (&answer);
    if (!may_try_again (&try, n_tries, &renewed, refusal)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
  }
}

/**
 * ry_http_client_send:
 * @self: a client
 * @method: an HTTP method
 * @path: encoded path and question below the root, without a slash before it
 * @body: (nullable): JSON to send
 *
 * Returns: (transfer full) (nullable): as ry_http_client_ask()
 */
GString *
ry_http_client_send (
    RyHttpClient *self, const char *method, const char *path, GBytes *body, GCancellable *cancellable, GError **error)
{
  const RyHttpRequest request = { .method = method, .path = path, .type = "application/json", .bytes = body };

  return ry_http_client_ask (self, &request, cancellable, error);
}

/**
 * ry_http_client_get_identity:
 * @self: a client
 *
 * Asks once. A server without a uuid is known by its address.
 *
 * Returns: (transfer full) (nullable): what this server is, or %NULL with @error set
 */
char *
ry_http_client_get_identity (RyHttpClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) answer = NULL;
  char *identity;

  g_mutex_lock (&self->lock);
  identity = g_strdup (self->identity);
  g_mutex_unlock (&self->lock);
  if (identity != NULL)
    return identity;

  answer = ry_http_client_send (self, "GET", "", NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  identity = ry_wire_parse_member (answer->str, answer->len, "uuid", NULL);
  if (identity == NULL)
    identity = g_strdup (self->url);
  g_mutex_lock (&self->lock);
  g_free (self->identity);
  self->identity = g_strdup (identity);
  g_mutex_unlock (&self->lock);
  return identity;
}

/**
 * ry_http_client_get_databases:
 * @self: a client
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the names of the databases this user may know of, or
 *   %NULL with @error set
 */
GPtrArray *
ry_http_client_get_databases (RyHttpClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) answer = ry_http_client_send (self, "GET", "_all_dbs", NULL, cancellable, error);

  return answer != NULL ? ry_wire_parse_names (answer->str, answer->len, error) : NULL;
}
