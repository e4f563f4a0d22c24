/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server is made once a test program, because hashing its passwords takes a while; tests keep apart by
 * their databases' names.
 */
#include "server-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ry-accounts.h"

static Fixture *fixture;

static void
add_account (RyAccounts *accounts, const char *who, const char *roles)
{
  g_auto (GStrv) words = g_strsplit (roles, " ", -1);
  g_auto (GStrv) parts = g_strsplit (who, ":", 2);
  g_autoptr (GError) error = NULL;

  ry_accounts_add (accounts, parts[0], (const char *const *) words, parts[1], &error);
  g_assert_no_error (error);
}

static void
make_home (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyAccounts) accounts = NULL;

  self->home = g_dir_make_tmp ("ryorin-server-XXXXXX", &error);
  g_assert_no_error (error);
  accounts = ry_accounts_create (self->home, &error);
  g_assert_no_error (error);
  add_account (accounts, AS_ADMIN, "administrator");
  add_account (accounts, AS_CLERK, "secretariat");
  add_account (accounts, AS_MEMBER, "member org:mine");
  add_account (accounts, AS_HOSPITAL, "hospital org:mine");
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
receive_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GBytes **bytes = data;

  *bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
set_flag_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The one server of this test program. */
Fixture *
fixture_get (void)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  if (fixture != NULL)
    return fixture;
  fixture = g_new0 (Fixture, 1);
  make_home (fixture);
  fixture->server = ry_server_new (fixture->home, &error);
  g_assert_no_error (error);
  ry_server_listen (fixture->server, address, NULL, &error);
  g_assert_no_error (error);
  fixture->port = ry_server_get_port (fixture->server);
  g_assert_cmpuint (fixture->port, >, 0);
  fixture->session = soup_session_new_with_options ("max-conns", 32, "max-conns-per-host", 32, NULL);
  /* The tests send what they mean to send. */
  soup_session_remove_feature_by_type (fixture->session, SOUP_TYPE_AUTH_MANAGER);
  return fixture;
}

void
fixture_free (void)
{
  if (fixture == NULL)
    return;
  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  ry_server_stop (fixture->server);
  g_assert_finalize_object (fixture->server);
  remove_tree (fixture->home);
  g_free (fixture->home);
  g_clear_pointer (&fixture, g_free);
}

SoupMessage *
fixture_message (Fixture *self, const char *who, const char *method, const char *path, const char *body)
{
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
  SoupMessage *message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "application/json");
  if (who != NULL) {
    g_autofree char *encoded = g_base64_encode ((const guint8 *) who, strlen (who));
    g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  }
  if (body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  return message;
}

Reply *
fixture_send (Fixture *self, SoupMessage *message)
{
  Reply *reply = g_new0 (Reply, 1);
  g_autoptr (GBytes) bytes = NULL;

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, receive_cb, &bytes);
  while (bytes == NULL)
    g_main_context_iteration (NULL, TRUE);
  reply->status = soup_message_get_status (message);
  reply->length = g_bytes_get_size (bytes);
  reply->body = g_malloc0 (reply->length + 1);
  if (reply->length > 0)
    memcpy (reply->body, g_bytes_get_data (bytes, NULL), reply->length);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  return reply;
}

Reply *
fixture_request (Fixture *self, const char *who, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupMessage) message = fixture_message (self, who, method, path, body);

  return fixture_send (self, message);
}

void
fixture_expect (Fixture *self,
                const char *who,
                const char *method,
                const char *path,
                const char *body,
                guint status,
                const char *answer)
{
  g_autoptr (Reply) reply = fixture_request (self, who, method, path, body);

  if (reply->status != status || (answer != NULL && !g_pattern_match_simple (answer, g_strchomp (reply->body))))
    g_error ("%s %s %s\n  expected %u %s\n  answered %u %s", method, path, body != NULL ? body : "", status,
             answer != NULL ? answer : "", reply->status, reply->body);
}

void
fixture_run (Fixture *self, const Step *steps, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    fixture_expect (self, steps[i].who, steps[i].method, steps[i].path, steps[i].body, steps[i].status,
                    steps[i].answer);
}

/* Sends bytes as they are over a connection of their own, and gives what came back until the server closed it or
 * the time was over. */
char *
fixture_exchange (Fixture *self, const char *text, gsize length, guint milliseconds)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);
  GString *answer = g_string_new (NULL);
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;
  gsize sent = 0;

  g_socket_set_blocking (socket, FALSE);
  while (g_get_monotonic_time () < end) {
    char buffer[4096];
    gssize n;

    if (sent < length) {
      n = g_socket_send (socket, text + sent, length - sent, NULL, NULL);
      sent += n > 0 ? (gsize) n : 0;
    }
    n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);
    if (n == 0)
      break;
    if (n > 0)
      g_string_append_len (answer, buffer, n);
    fixture_wait (2);
  }
  return g_string_free (answer, FALSE);
}

/* Lets the server work for a while. */
void
fixture_wait (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, set_flag_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
reply_free (Reply *reply)
{
  g_free (reply->body);
  soup_message_headers_unref (reply->headers);
  g_free (reply);
}
