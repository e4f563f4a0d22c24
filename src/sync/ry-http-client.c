/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A request's life: the first with a name logs in (POST /_session) and keeps the cookie; a server without
 * sessions gets Basic on every request instead. A 401 later means that the session has run out: we log in once
 * more and ask again. A kept connection that turns out to be closed is replaced, once. Redirects are not
 * followed, since a password would follow them. An answer that is not JSON is not the protocol's. Every
 * failure leaves as an RY_ERROR with a sentence.
 */
#include "ry-http-client.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "ry-wire.h"
#include "ry-error.h"
#include "tuning.h"

typedef enum {
  AUTH_NONE,
  AUTH_UNKNOWN, /* there is a name, and nothing was asked yet */
  AUTH_COOKIE,
  AUTH_BASIC,
} Auth;

struct _RyHttpClient {
  GObject parent;

  /* Owned */
  SoupSession *session;
  char *url;
  char *user;
  char *password;

  /* Owned, under lock */
  GMutex lock;
  Auth auth;
  char *cookie;
  char *roles; /* as the server named them when we logged in */
  char *identity;
};

G_DEFINE_FINAL_TYPE (RyHttpClient, ry_http_client, G_TYPE_OBJECT)

#define URI_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE)

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

static void
set_error_with (GError **error, RyErrorCode code, const char *detail)
{
  if (detail == NULL || *detail == '\0')
    g_set_error_literal (error, RY_ERROR, code, ry_error_get_sentence (code));
  else
    g_set_error (error, RY_ERROR, code, "%s (%s)", ry_error_get_sentence (code), detail);
}

/* What the network says, in our vocabulary. A cancellation stays what it is. */
static void
propagate_network_error (GError **error, GError *cause)
{
  RyErrorCode code = RY_ERROR_UNREACHABLE;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, cause);
    return;
  }
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    code = RY_ERROR_TIMED_OUT;
  else if (g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
           g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING) ||
           g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    code = RY_ERROR_BAD_ANSWER;
  set_error_with (error, code, cause->message);
  g_error_free (cause);
}

/* Reads the body to its end, within what is reasonable in bytes and in time. */
static GString *
read_body (SoupMessage *message, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  goffset announced = soup_message_headers_get_content_length (soup_message_get_response_headers (message));
  gint64 deadline = g_get_monotonic_time () + RY_TUNING_REQUEST_SECONDS * G_USEC_PER_SEC;
  g_autoptr (GString) body = g_string_sized_new (CLAMP (announced, 4096, RY_TUNING_ANSWER_MAX) + 1);
  GError *cause = NULL;

  for (;;) {
    gsize length = body->len, room = MAX (body->allocated_len - length - 1, 65536);
    gssize n;

    g_string_set_size (body, length + room);
    n = g_input_stream_read (stream, body->str + length, room, cancellable, &cause);
    g_string_set_size (body, length + (gsize) MAX (n, 0));
    if (n < 0) {
      propagate_network_error (error, cause);
      return NULL;
    }
    if (n == 0)
      return g_steal_pointer (&body);
    if (body->len > RY_TUNING_ANSWER_MAX) {
      set_error_with (error, RY_ERROR_TOO_LARGE, NULL);
      return NULL;
    }
    if (g_get_monotonic_time () > deadline) {
      set_error_with (error, RY_ERROR_TIMED_OUT, NULL);
      return NULL;
    }
  }
}

static gboolean
looks_like_json (const GString *body)
{
  const char *start = body->str + strspn (body->str, " \t\r\n");

  return *start == '{' || *start == '[';
}

/* A server that is stopped while it answers may still end its answer properly, only too early. */
static gboolean
is_cut_short (const GString *body)
{
  const char *end = body->str + body->len;

  while (end > body->str && g_ascii_isspace (end[-1]))
    end--;
  return end > body->str && end[-1] != '}' && end[-1] != ']';
}

static gboolean
check_json (const GString *body, GError **error)
{
  if (!looks_like_json (body))
    set_error_with (error, RY_ERROR_BAD_ANSWER, NULL);
  else if (is_cut_short (body))
    set_error_with (error, RY_ERROR_UNREACHABLE, _ ("the answer was cut short"));
  else
    return TRUE;
  return FALSE;
}

/* Turns a status of 300 and above into an error. */
static gboolean
check_status (SoupMessage *message, const GString *body, GError **error)
{
  guint status = soup_message_get_status (message);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  RyWireFault fault = { NULL, NULL };
  RyErrorCode code;

  if (status < 300)
    return check_json (body, error);
  if (status < 400) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_ANSWER,
                 _ ("The server sends us on to another address: %s. Enter that address if you trust it."),
                 location != NULL ? location : "?");
    return FALSE;
  }
  if (ry_wire_parse_fault (body->str, body->len, &fault)) {
    code = ry_error_from_http (status, fault.word);
    set_error_with (error, code, code == RY_ERROR_UNAUTHORIZED ? NULL : fault.reason);
  } else if (status == SOUP_STATUS_NOT_FOUND) {
    set_error_with (error, RY_ERROR_BAD_ANSWER, "404");
  } else {
    set_error_with (error, ry_error_from_http (status, NULL), soup_message_get_reason_phrase (message));
  }
  ry_wire_fault_clear (&fault);
  return FALSE;
}

/* CouchDB renews a session that is in use by setting the cookie again. */
static void
keep_cookie (RyHttpClient *self, SoupMessage *message)
{
  GSList *cookies = soup_cookies_from_response (message);

  for (GSList *l = cookies; l != NULL; l = l->next) {
    const char *value = soup_cookie_get_value (l->data);

    if (strcmp (soup_cookie_get_name (l->data), "AuthSession") != 0 || *value == '\0')
      continue;
    g_mutex_lock (&self->lock);
    g_free (self->cookie);
    self->cookie = g_strconcat ("AuthSession=", value, NULL);
    g_mutex_unlock (&self->lock);
  }
  soup_cookies_free (cookies);
}

/* The line was there and is gone: what a kept connection looks like that the server has closed. */
static gboolean
is_lost (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static GString *
send_message (RyHttpClient *self, SoupMessage *message, gboolean *lost, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GString) body = NULL;
  GError *cause = NULL;

  /* All that replication asks may be asked twice, POST too; only so a kept connection is used for it. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
  stream = soup_session_send (self->session, message, cancellable, &cause);
  if (stream == NULL) {
    *lost = is_lost (cause);
    propagate_network_error (error, cause);
    return NULL;
  }
  body = read_body (message, stream, cancellable, error);
  if (body == NULL || !check_status (message, body, error))
    return NULL;
  keep_cookie (self, message);
  return g_steal_pointer (&body);
}

static SoupMessage *
new_message (RyHttpClient *self, const char *method, const char *path, GError **error)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  SoupMessage *message = soup_message_new (method, url);

  if (message == NULL)
    set_error_with (error, RY_ERROR_BAD_REQUEST, path);
  return message;
}

typedef struct {
  const char *type;
  GBytes *bytes;
} Body;

static void
body_free (gpointer data, GClosure *closure)
{
  Body *body = data;

  g_bytes_unref (body->bytes);
  g_free (body);
}

static void
restarted_cb (SoupMessage *message, gpointer data)
{
  Body *body = data;

  soup_message_set_request_body_from_bytes (message, body->type, body->bytes);
}

/* Sets what is sent, also for when libsoup begins again on its own: a connection that was kept and that the
 * server has closed meanwhile is found dead only after the body has been read from. */
static void
set_body (SoupMessage *message, const char *type, GBytes *bytes)
{
  Body *body = g_new0 (Body, 1);

  body->type = type;
  body->bytes = g_bytes_ref (bytes);
  soup_message_set_request_body_from_bytes (message, type, bytes);
  g_signal_connect_data (message, "restarted", G_CALLBACK (restarted_cb), body, body_free, 0);
}

static void
keep_roles (RyHttpClient *self, const GString *body)
{
  char *roles = ry_wire_parse_member (body->str, body->len, "roles", NULL);

  g_mutex_lock (&self->lock);
  g_free (self->roles);
  self->roles = roles;
  g_mutex_unlock (&self->lock);
}

static Auth
log_in (RyHttpClient *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupMessage) message = new_message (self, "POST", "_session", error);
  g_autofree char *form = soup_form_encode ("name", self->user, "password", self->password, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (form, strlen (form));
  g_autoptr (GString) body = NULL;
  g_autoptr (GError) refusal = NULL;
  gboolean lost = FALSE;
  guint status;

  if (message == NULL)
    return AUTH_UNKNOWN;
  set_body (message, "application/x-www-form-urlencoded", bytes);
  body = send_message (self, message, &lost, cancellable, &refusal);
  if (body != NULL) {
    keep_roles (self, body);
    return self->cookie != NULL ? AUTH_COOKIE : AUTH_BASIC;
  }
  status = soup_message_get_status (message);
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_METHOD_NOT_ALLOWED)
    return AUTH_BASIC;
  g_propagate_prefixed_error (error, g_steal_pointer (&refusal), "%s", _ ("Logging in: "));
  return AUTH_UNKNOWN;
}

/* Which authorization goes with the next request; logs in where that has to be known first. */
static gboolean
authorize (RyHttpClient *self, SoupMessage *message, char **used_cookie, GCancellable *cancellable, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  Auth auth;

  g_mutex_lock (&self->lock);
  auth = self->auth;
  g_mutex_unlock (&self->lock);
  if (auth == AUTH_UNKNOWN) {
    auth = log_in (self, cancellable, error);
    if (auth == AUTH_UNKNOWN)
      return FALSE;
  }

  g_mutex_lock (&self->lock);
  self->auth = auth;
  g_free (*used_cookie);
  *used_cookie = auth == AUTH_COOKIE ? g_strdup (self->cookie) : NULL;
  g_mutex_unlock (&self->lock);

  if (auth == AUTH_COOKIE) {
    soup_message_headers_replace (headers, "Cookie", *used_cookie);
  } else if (auth == AUTH_BASIC) {
    g_autofree char *pair = g_strconcat (self->user, ":", self->password, NULL);
    g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
    g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

    soup_message_headers_replace (headers, "Authorization", value);
  }
  return TRUE;
}

/* After a 401: whether asking again with another cookie makes sense. */
static gboolean
drop_session (RyHttpClient *self, const char *used_cookie)
{
  g_mutex_lock (&self->lock);
  /* Another thread may have logged in meanwhile; its cookie is kept. */
  if (used_cookie != NULL && g_strcmp0 (self->cookie, used_cookie) == 0) {
    g_clear_pointer (&self->cookie, g_free);
    self->auth = AUTH_UNKNOWN;
  }
  g_mutex_unlock (&self->lock);
  return used_cookie != NULL;
}

static void
ry_http_client_finalize (GObject *object)
{
  RyHttpClient *self = RY_HTTP_CLIENT (object);

  g_clear_object (&self->session);
  g_free (self->url);
  g_free (self->user);
  g_free (self->password);
  g_free (self->cookie);
  g_free (self->roles);
  g_free (self->identity);
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
  self->session =
      g_object_new (SOUP_TYPE_SESSION, "timeout", RY_TUNING_SILENCE_SECONDS, "max-conns", RY_TUNING_CONNECTIONS,
                    "max-conns-per-host", RY_TUNING_CONNECTIONS, "user-agent", "ryorin/" RY_VERSION, NULL);
  /* It would ask again on its own after a 401; here that is decided in one place. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
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
  self->user = user != NULL && *user != '\0' ? g_strdup (user) : NULL;
  self->password = g_strdup (password != NULL ? password : "");
  self->auth = self->user != NULL ? AUTH_UNKNOWN : AUTH_NONE;
  /* On one machine, compressing costs more than it saves. */
  if (loopback)
    soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  return g_steal_pointer (&self);
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
  return self->user;
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
  char *account;

  g_mutex_lock (&self->lock);
  account = self->roles != NULL ? g_strconcat (self->user, " ", self->roles, NULL) : g_strdup (self->user);
  g_mutex_unlock (&self->lock);
  return account;
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
  char *roles;

  g_mutex_lock (&self->lock);
  roles = g_strdup (self->roles);
  g_mutex_unlock (&self->lock);
  return roles;
}

/**
 * ry_http_client_send:
 * @self: a client
 * @method: an HTTP method
 * @path: encoded path and question below the root, without a slash before it
 * @body: (nullable): JSON to send
 *
 * Returns: (transfer full) (nullable): the body of a good answer, or %NULL with the server's refusal,
 *   %RY_ERROR_UNREACHABLE, %RY_ERROR_TIMED_OUT, %RY_ERROR_TOO_LARGE, %RY_ERROR_BAD_ANSWER or
 *   %G_IO_ERROR_CANCELLED
 */
GString *
ry_http_client_send (
    RyHttpClient *self, const char *method, const char *path, GBytes *body, GCancellable *cancellable, GError **error)
{
  g_autofree char *used_cookie = NULL;

  for (gboolean again = FALSE;; again = TRUE) {
    g_autoptr (SoupMessage) message = new_message (self, method, path, error);
    g_autoptr (GError) refusal = NULL;
    gboolean lost = FALSE;
    GString *answer;

    if (message == NULL || !authorize (self, message, &used_cookie, cancellable, error))
      return NULL;
    if (body != NULL)
      set_body (message, "application/json", body);
    answer = send_message (self, message, &lost, cancellable, &refusal);
    if (answer != NULL)
      return answer;
    if (g_error_matches (refusal, RY_ERROR, RY_ERROR_UNAUTHORIZED))
      lost = drop_session (self, used_cookie);
    if (again || !lost) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
  }
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
