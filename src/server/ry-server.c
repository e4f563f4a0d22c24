/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server as a whole: what it is made of, where it listens, how it stops. What becomes of a request stands in
 * ry-exchange.c.
 */
#include "ry-server-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "ry-error.h"
#include "ry-pages.h"
#include "ry-visit.h"

/* Reads wait for pages and writes for the lane; more threads than cores keep both busy. */
#define N_WORKERS 8
/* Each verification takes 64 MiB while it lasts. */
#define N_HASHERS 2
/* A working day: the cookie ends when the office closes. */
#define SESSION_LIFETIME (10 * 60 * 60)
/* Seconds for which the kernel holds a connection back until its first byte comes. */
#define DEFER_ACCEPT 30
/* Connections that the kernel keeps until they are taken. GSocket's ten are too few when a thousand desktops come back
 * in one moment, as after a power cut: the rest would knock for minutes, and some would be turned away without a word.
 * The kernel lowers it to what it allows. */
#define BACKLOG 4096

G_DEFINE_FINAL_TYPE (RyServer, ry_server, G_TYPE_OBJECT)

static void
tune_listener (GSocket *socket)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_DEFER_ACCEPT, DEFER_ACCEPT, NULL);
  /* A second time, which only changes the length of the queue: libsoup does not ask how long it is to be. */
  if (listen (g_socket_get_fd (socket), BACKLOG) != 0)
    g_warning ("The queue of new connections stays short: %s", g_strerror (errno));
}

static void
closed_cb (RyServer *self, RyStore *store)
{
  ry_longpoll_close_store (self->longpoll, store);
}

static void
ry_server_dispose (GObject *object)
{
  RyServer *self = RY_SERVER (object);

  ry_server_stop (self);
  g_clear_pointer (&self->pages, ry_pages_free);
  g_clear_object (&self->databases);
  g_clear_object (&self->sessions);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->origins, g_strfreev);

  G_OBJECT_CLASS (ry_server_parent_class)->dispose (object);
}

static void
ry_server_class_init (RyServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ry_server_dispose;
}

static void
ry_server_init (RyServer *self)
{
}

/**
 * ry_server_new:
 * @home: a folder that `ryorin-server init` has made
 * @error: (nullable): %RY_ERROR_NOT_FOUND where it is none, or what keeps it from opening
 *
 * Returns: (transfer full): a server that does not listen yet
 */
RyServer *
ry_server_new (const char *home, GError **error)
{
  g_autoptr (RyServer) self = g_object_new (RY_TYPE_SERVER, NULL);
  g_autofree char *folder = g_build_filename (home, "databases", NULL);

  self->accounts = ry_accounts_open (home, error);
  if (self->accounts == NULL)
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "The folder “%s” cannot be made.", folder);
    return NULL;
  }
  self->pages = ry_pages_new (error);
  if (self->pages == NULL)
    return NULL;
  self->sessions = ry_sessions_new (self->accounts, SESSION_LIFETIME);
  self->databases = ry_databases_new (folder);
  self->workers = ry_workers_new (N_WORKERS);
  self->hashers = ry_workers_new (N_HASHERS);
  self->longpoll = ry_longpoll_new (self->workers);
  g_signal_connect_object (self->databases, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);

  self->http = g_object_new (SOUP_TYPE_SERVER, "raw-paths", TRUE, "server-header", "ryorin-server", NULL);
  self->guard = ry_guard_new (self->http);
  soup_server_add_early_handler (self->http, NULL, _ry_exchange_early_cb, self, NULL);
  soup_server_add_handler (self->http, NULL, _ry_exchange_cb, self, NULL);
  return g_steal_pointer (&self);
}

/**
 * ry_server_listen:
 * @self: a server
 * @address: where to listen; port 0 takes a free one
 * @certificate: (nullable): to speak TLS with
 * @error: (nullable): why it cannot listen there
 *
 * Returns: whether it answers from now on
 */
gboolean
ry_server_listen (RyServer *self, GSocketAddress *address, GTlsCertificate *certificate, GError **error)
{
  SoupServerListenOptions options = 0;
  GSList *sockets;

  if (certificate != NULL) {
    soup_server_set_tls_certificate (self->http, certificate);
    options = SOUP_SERVER_LISTEN_HTTPS;
    self->secure = TRUE;
  }
  if (!soup_server_listen (self->http, address, options, error))
    return FALSE;
  sockets = soup_server_get_listeners (self->http);
  for (GSList *l = sockets; l != NULL; l = l->next)
    tune_listener (l->data);
  g_slist_free (sockets);
  return TRUE;
}

/**
 * ry_server_set_certificate:
 * @self: a server that speaks TLS
 * @certificate: what it proves itself with from the next connection on
 */
void
ry_server_set_certificate (RyServer *self, GTlsCertificate *certificate)
{
  soup_server_set_tls_certificate (self->http, certificate);
}

/**
 * ry_server_get_port:
 * @self: a server
 *
 * Returns: the port on which it listens, 0 if it does not
 */
guint16
ry_server_get_port (RyServer *self)
{
  GSList *uris = soup_server_get_uris (self->http);
  int port = uris != NULL ? g_uri_get_port (uris->data) : 0;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port > 0 ? (guint16) port : 0;
}

/**
 * ry_server_get_n_waiting:
 * @self: a server
 *
 * Returns: how many clients wait for changes
 */
guint
ry_server_get_n_waiting (RyServer *self)
{
  return ry_longpoll_get_n_parked (self->longpoll);
}

/**
 * ry_server_stop:
 * @self: a server
 *
 * Stops listening, finishes what is being written, tears parked feeds and closes the databases.
 */
void
ry_server_stop (RyServer *self)
{
  if (self->http == NULL)
    return;
  ry_longpoll_close_store (self->longpoll, NULL);
  soup_server_disconnect (self->http);
  g_clear_pointer (&self->hashers, ry_workers_free);
  g_clear_pointer (&self->workers, ry_workers_free);
  g_clear_pointer (&self->longpoll, ry_longpoll_free);
  g_clear_pointer (&self->guard, ry_guard_free);
  g_clear_object (&self->http);
  ry_databases_close (self->databases);
}

/**
 * ry_server_set_log:
 * @self: a server
 * @log: whether to log a line a request: method, route, status, time; nothing of the content
 */
void
ry_server_set_log (RyServer *self, gboolean log)
{
  self->log = log;
}

/**
 * ry_server_set_behind_proxy:
 * @self: a server
 * @behind_proxy: whether every request comes through a proxy that says in `X-Forwarded-For` whom it is from
 */
void
ry_server_set_behind_proxy (RyServer *self, gboolean behind_proxy)
{
  self->behind_proxy = behind_proxy;
}

/**
 * ry_server_set_crowd:
 * @self: a server
 * @most: how many connections there may be in all; others are answered 503
 * @most_of_one: how many from one address other than this machine
 */
void
ry_server_set_crowd (RyServer *self, guint most, guint most_of_one)
{
  ry_guard_set_crowd (self->guard, most, most_of_one);
}

/**
 * ry_server_set_cors_origins:
 * @self: a server
 * @origins: (nullable) (array zero-terminated=1): sites as `https://example.org`, or `*` for all
 *
 * Lets pages of other sites speak to the server with what their visitors' browsers know of passwords.
 */
void
ry_server_set_cors_origins (RyServer *self, const char *const *origins)
{
  g_strfreev (self->origins);
  self->origins = g_strdupv ((GStrv) origins);
}

/**
 * ry_server_set_body_limit:
 * @self: a server
 * @n_bytes: the largest body that is taken
 */
void
ry_server_set_body_limit (RyServer *self, gsize n_bytes)
{
  ry_guard_set_limit (self->guard, n_bytes);
}

/**
 * ry_server_set_attachment_limit:
 * @self: a server
 * @n_bytes: the largest attachment, or document with its attachments in parts, that is taken
 */
void
ry_server_set_attachment_limit (RyServer *self, gsize n_bytes)
{
  ry_guard_set_stream_limit (self->guard, n_bytes);
}

/**
 * ry_server_set_session_lifetime:
 * @self: a server
 * @seconds: for which new cookies are good
 */
void
ry_server_set_session_lifetime (RyServer *self, guint seconds)
{
  g_object_unref (self->sessions);
  self->sessions = ry_sessions_new (self->accounts, seconds);
}

/**
 * ry_server_set_patience:
 * @self: a server
 * @idle_seconds: after which a connection on which nothing moves is cut
 * @head_seconds: after which a request whose head is not complete is cut
 */
void
ry_server_set_patience (RyServer *self, guint idle_seconds, guint head_seconds)
{
  ry_guard_set_patience (self->guard, idle_seconds, head_seconds);
}
