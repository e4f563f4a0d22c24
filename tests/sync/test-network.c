/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Networks that do not let everybody through: a proxy that wants a name, an authority that only this office knows,
 * a server that asks for this machine's certificate.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-http-client.h"
#include "ry-side-server.h"

typedef struct {
  RySideServer *side;
  gboolean tls;
  gboolean wants_certificate;
  gboolean is_proxy;
  GMutex lock;

  /* What was seen, under lock */
  guint n_requests;
  guint n_refused;
  guint n_tunnels;
  char *last_host;
} Place;

#define LOGIN "Basic YW5uOnNlY3JldA==" /* ann:secret */

static char *
dup_certificate (void)
{
  return g_build_filename (g_getenv ("RYORIN_SRCDIR"), "tests", "server", "data", "localhost.pem", NULL);
}

/* Both ways, until either end closes. */
static void
open_tunnel (SoupServerMessage *message)
{
  const char *authority = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  g_autoptr (GIOStream) near = soup_server_message_steal_connection (message);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) far = NULL;
  const char *answer = "HTTP/1.1 200 Connection established\r\n\r\n";

  g_socket_client_set_enable_proxy (client, FALSE);
  far = g_socket_client_connect_to_host (client, authority, 443, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (near), answer, strlen (answer), NULL, NULL, NULL);
  g_io_stream_splice_async (near, G_IO_STREAM (far),
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1 | G_IO_STREAM_SPLICE_CLOSE_STREAM2, G_PRIORITY_DEFAULT,
                            NULL, NULL, NULL);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Place *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *login = soup_message_headers_get_one (headers, "Proxy-Authorization");
  const char *body = "{\"couchdb\":\"Welcome\",\"uuid\":\"behind\"}";

  g_mutex_lock (&self->lock);
  self->n_requests++;
  g_free (self->last_host);
  self->last_host = g_strdup (soup_message_headers_get_one (headers, "Host"));
  if (self->is_proxy && g_strcmp0 (login, LOGIN) != 0) {
    self->n_refused++;
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Proxy-Authenticate",
                                 "Basic realm=\"office\"");
    soup_server_message_set_status (message, 407, NULL);
  } else if (soup_server_message_get_method (message) == SOUP_METHOD_CONNECT) {
    self->n_tunnels++;
    open_tunnel (message);
  } else {
    soup_server_message_set_status (message, 200, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
  }
  g_mutex_unlock (&self->lock);
}

static gboolean
accept_cb (SoupServerMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  return TRUE;
}

static void
started_cb (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
}

static void
begin (SoupServer *server, gpointer data)
{
  Place *self = data;
  GError *error = NULL;

  if (self->tls) {
    g_autofree char *path = dup_certificate ();
    g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);

    g_assert_no_error (error);
    soup_server_set_tls_certificate (server, certificate);
    soup_server_set_tls_auth_mode (server,
                                   self->wants_certificate ? G_TLS_AUTHENTICATION_REQUIRED : G_TLS_AUTHENTICATION_NONE);
    g_signal_connect (server, "request-started", G_CALLBACK (started_cb), NULL);
  }
  soup_server_add_handler (server, NULL, request_cb, self, NULL);
}

static Place *
open_place (gboolean tls, gboolean wants_certificate, gboolean is_proxy)
{
  static const RySideServerFuncs funcs = { begin };
  Place *self = g_new0 (Place, 1);

  self->tls = tls;
  self->wants_certificate = wants_certificate;
  self->is_proxy = is_proxy;
  g_mutex_init (&self->lock);
  self->side = ry_side_server_new (&funcs, tls ? SOUP_SERVER_LISTEN_HTTPS : 0, self);
  return self;
}

static void
close_place (Place *self)
{
  ry_side_server_free (self->side);
  g_free (self->last_host);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Asks who is there, by a way that is given. */
static gboolean
ask (const char *url, const char *proxy, const char *authority, const char *certificate, GError **error)
{
  g_autoptr (RyHttpClient) client = ry_http_client_new (url, NULL, NULL, 0, NULL);
  g_autofree char *identity = NULL;

  ry_http_client_set_silence (client, 5);
  if (!ry_http_client_set_network (client, proxy, authority, certificate, error))
    return FALSE;
  identity = ry_http_client_get_identity (client, NULL, error);
  g_assert_true (identity == NULL || g_str_equal (identity, "behind"));
  return identity != NULL;
}

static void
test_authority (void)
{
  Place *server = open_place (TRUE, FALSE, FALSE);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", ry_side_server_get_port (server->side));
  g_autofree char *pem = dup_certificate ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ask (url, NULL, NULL, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNTRUSTED);
  g_assert_cmpuint (server->n_requests, ==, 0);
  g_clear_error (&error);
  ask (url, NULL, pem, NULL, &error);
  g_assert_no_error (error);
  close_place (server);
}

static void
test_certificate (void)
{
  Place *server = open_place (TRUE, TRUE, FALSE);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", ry_side_server_get_port (server->side));
  g_autofree char *pem = dup_certificate ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ask (url, NULL, pem, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNTRUSTED);
  g_assert_cmpuint (server->n_requests, ==, 0);
  g_clear_error (&error);
  ask (url, NULL, pem, pem, &error);
  g_assert_no_error (error);
  close_place (server);
}

static void
test_proxy (void)
{
  Place *proxy = open_place (FALSE, FALSE, TRUE);
  g_autofree char *with = g_strdup_printf ("ann:secret@127.0.0.1:%u", ry_side_server_get_port (proxy->side));
  g_autofree char *without = g_strdup_printf ("http://127.0.0.1:%u", ry_side_server_get_port (proxy->side));
  g_autoptr (GError) error = NULL;

  g_assert_false (ask ("http://nowhere.invalid:5984/", without, NULL, NULL, &error));
  g_assert_cmpuint (proxy->n_refused, ==, 1);
  g_clear_error (&error);
  ask ("http://nowhere.invalid:5984/", with, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (proxy->last_host, ==, "nowhere.invalid:5984");
  close_place (proxy);
}

static void
test_tunnel (void)
{
  Place *proxy = open_place (FALSE, FALSE, TRUE);
  Place *server = open_place (TRUE, FALSE, FALSE);
  g_autofree char *with = g_strdup_printf ("http://ann:secret@127.0.0.1:%u", ry_side_server_get_port (proxy->side));
  g_autofree char *url = g_strdup_printf ("https://localhost:%u/", ry_side_server_get_port (server->side));
  g_autofree char *pem = dup_certificate ();
  g_autoptr (GError) error = NULL;

  ask (url, with, pem, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proxy->n_tunnels, ==, 1);
  g_assert_cmpuint (server->n_requests, ==, 1);
  close_place (server);
  close_place (proxy);
}

static void
test_unusable (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ask ("https://localhost/", "http://", NULL, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  g_clear_error (&error);
  g_assert_false (ask ("https://localhost/", NULL, "/nowhere.pem", NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (ask ("https://localhost/", NULL, NULL, "/nowhere.pem", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/proxy", test_proxy);
#ifdef __SANITIZE_ADDRESS__ /* the leak checker falls over what the TLS library keeps for its threads */
  if (FALSE)
#endif
  {
    g_test_add_func ("/network/authority", test_authority);
    g_test_add_func ("/network/certificate", test_certificate);
    g_test_add_func ("/network/tunnel", test_tunnel);
  }
  g_test_add_func ("/network/unusable", test_unusable);
  return g_test_run ();
}
