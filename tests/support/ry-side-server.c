/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread, its main loop, and the wait until it listens and until it is over.
 */
#include "ry-side-server.h"

struct _RySideServer {
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;
  const RySideServerFuncs *funcs;
  SoupServerListenOptions options;
  gpointer data;

  GMutex lock;
  GCond ready;
  char *url;
  guint port;
};

static void
listen_here (RySideServer *self)
{
  g_autoslist (GUri) uris = NULL;
  GError *error = NULL;

  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | self->options, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_mutex_lock (&self->lock);
  self->port = (guint) g_uri_get_port (uris->data);
  self->url = g_uri_to_string (uris->data);
  g_cond_broadcast (&self->ready);
  g_mutex_unlock (&self->lock);
}

static gpointer
serve (gpointer data)
{
  RySideServer *self = data;

  g_main_context_push_thread_default (self->context);
  self->server = g_object_new (SOUP_TYPE_SERVER, "raw-paths", TRUE, NULL);
  self->funcs->begin (self->server, self->data);
  listen_here (self);
  g_main_loop_run (self->loop);
  if (self->funcs->end != NULL)
    self->funcs->end (self->data);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/**
 * ry_side_server_new:
 * @funcs: what it does; must live as long
 * @options: %SOUP_SERVER_LISTEN_HTTPS, or 0
 * @data: for @funcs
 *
 * Returns: (transfer full): a server that answers already
 */
RySideServer *
ry_side_server_new (const RySideServerFuncs *funcs, SoupServerListenOptions options, gpointer data)
{
  RySideServer *self = g_new0 (RySideServer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->ready);
  self->funcs = funcs;
  self->options = options;
  self->data = data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("side-server", serve, self);
  g_mutex_lock (&self->lock);
  while (self->url == NULL)
    g_cond_wait (&self->ready, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

/**
 * ry_side_server_free:
 * @self: (transfer full): a server
 *
 * Waits until it is over. What it was given as data is not used afterwards.
 */
void
ry_side_server_free (RySideServer *self)
{
  GSource *source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_source_unref (source);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->url);
  g_cond_clear (&self->ready);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * ry_side_server_get_url:
 * @self: a server
 *
 * Returns: its root, with a slash at the end
 */
const char *
ry_side_server_get_url (RySideServer *self)
{
  return self->url;
}

guint
ry_side_server_get_port (RySideServer *self)
{
  return self->port;
}
