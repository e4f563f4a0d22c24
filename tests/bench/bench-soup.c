/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The floor under any server with libsoup: a handler that answers a constant of a document's size. Prints its port.
 */
#include <libsoup/soup.h>
#include <string.h>

static void
handle_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  const char *text = data;

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, text, strlen (text));
}

int
main (void)
{
  g_autoptr (SoupServer) server = g_object_new (SOUP_TYPE_SERVER, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *padding = g_strnfill (560, 'x');
  g_autofree char *text = g_strdup_printf ("{\"_id\":\"doc-00000000\",\"text\":\"%s\"}\n", padding);
  GSList *uris;

  soup_server_add_handler (server, NULL, handle_cb, text, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    return 1;
  uris = soup_server_get_uris (server);
  g_print ("%d\n", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (loop);
  return 0;
}
