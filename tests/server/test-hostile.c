/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Requests that no friend sends: broken JSON, broken HTTP, too much, too slow. Each gets its answer or its end,
 * and the server goes on.
 */
#include <string.h>

#include "server-fixture.h"

static void
expect_alive (void)
{
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/_up", NULL, 200, "{\"status\":\"ok\",*}");
}

static char *
build_head (const char *method, const char *path, const char *more)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) AS_ADMIN, strlen (AS_ADMIN));

  return g_strdup_printf ("%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\n%s\r\n", method, path,
                          encoded, more);
}

static void
test_bad_json (void)
{
  static const char *const bodies[] = {
    "",
    "{",
    "}",
    "{\"docs\":[}",
    "{\"docs\":[{\"_id\":\"a\"}",
    "null",
    "\"x\"",
    "[1,2",
    "{\"docs\":[{\"_id\":\"a\",}]}",
    "{'docs':[]}",
    "{\"docs\":[{\"_id\":\"\xff\xfe\"}]}",
    "{\"docs\":[{\"_id\":\"\\ud800\"}]}",
    "{\"docs\":[]}x",
    "{\"docs\":[{\"v\":01}]}",
    "{\"docs\":[{\"v\":\"\x01\"}]}",
    "\xef\xbb\xbf{",
  };
  static const char *const paths[] = { "/bad/_bulk_docs", "/bad/_bulk_get", "/bad/_revs_diff", "/bad" };
  Fixture *fixture = fixture_get ();

  fixture_expect (fixture, AS_ADMIN, "PUT", "/bad", NULL, 201, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (paths); j++) {
      g_autoptr (Reply) reply = fixture_request (fixture, AS_ADMIN, "POST", paths[j], bodies[i]);

      if (reply->status != 400)
        g_error ("POST %s %s answered %u %s", paths[j], bodies[i], reply->status, reply->body);
      g_assert_true (g_str_has_prefix (reply->body, "{\"error\":\"bad_request\""));
    }
  }
  fixture_expect (fixture, AS_ADMIN, "GET", "/bad", NULL, 200, "*\"doc_count\":0,*");
}

static void
test_deep_json (void)
{
  Fixture *fixture = fixture_get ();
  GString *deep = g_string_new ("{\"docs\":[{\"v\":");

  fixture_expect (fixture, AS_ADMIN, "PUT", "/deep", NULL, 201, NULL);
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (deep, '[');
  fixture_expect (fixture, AS_ADMIN, "POST", "/deep/_bulk_docs", deep->str, 400, "{\"error\":\"bad_request\",*");
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (deep, ']');
  g_string_append (deep, "}]}");
  fixture_expect (fixture, AS_ADMIN, "POST", "/deep/_bulk_docs", deep->str, 400, "{\"error\":\"bad_request\",*");
  g_string_free (deep, TRUE);
  expect_alive ();
}

/* CouchDB takes it, and so its replicas must. */
static void
test_deep_document (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *open = g_strnfill (10000, '['), *closed = g_strnfill (10000, ']');
  g_autofree char *body = g_strconcat ("{\"v\":", open, closed, ",\"w\":1}", NULL);
  g_autofree char *answer = g_strconcat ("{\"_id\":\"a\",\"_rev\":\"1-*\",\"v\":", open, closed, ",\"w\":1}", NULL);

  fixture_expect (fixture, AS_ADMIN, "PUT", "/deeper", NULL, 201, NULL);
  fixture_expect (fixture, AS_ADMIN, "PUT", "/deeper/a", body, 201, NULL);
  fixture_expect (fixture, AS_ADMIN, "GET", "/deeper/a", NULL, 200, answer);
  fixture_expect (fixture, AS_ADMIN, "GET", "/deeper/_changes?include_docs=true", NULL, 200, "*]]]],\"w\":1}}*");
  /* A selector does not look into it, and does not fall over it either. */
  fixture_expect (fixture, AS_ADMIN, "POST", "/deeper/_changes?filter=_selector", "{\"selector\":{\"w\":1}}", 200,
                  "{\"results\":[\n\n],*");
  g_free (body);
  body = g_strconcat ("{\"selector\":{\"v\":", open, closed, "}}", NULL);
  fixture_expect (fixture, AS_ADMIN, "POST", "/deeper/_changes?filter=_selector", body, 400, NULL);
  expect_alive ();
}

/* Ids as long as an address may be, and as long as they like in a body. */
static void
test_long_ids (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *id = g_strnfill (8192, 'i');
  g_autofree char *path = g_strconcat ("/long/", id, NULL);
  g_autofree char *longer = g_strnfill (100000, 'i');
  g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"_id\":\"%s\"}]}", longer);

  fixture_expect (fixture, AS_ADMIN, "PUT", "/long", NULL, 201, NULL);
  fixture_expect (fixture, AS_ADMIN, "PUT", path, "{}", 201, NULL);
  fixture_expect (fixture, AS_ADMIN, "GET", path, NULL, 200, NULL);
  fixture_expect (fixture, AS_ADMIN, "POST", "/long/_bulk_docs", body, 201, "[{\"ok\":true,*");
  fixture_expect (fixture, AS_ADMIN, "GET", "/long/_all_docs", NULL, 200, "{\"total_rows\":2,*");
}

/* Numbers and members come back as they came, whatever a reader makes of them. */
static void
test_texts_kept (void)
{
  static const char *const members[] = {
    "\"n\":9007199254740993",
    "\"n\":123456789012345678901234567890",
    "\"n\":1e400",
    "\"n\":-0.0",
    "\"n\":1.50",
    "\"n\":1E+2",
    "\"n\":1,\"n\":2",
    "\"s\":\"\\u0000\\ud83d\\ude00\"",
  };

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", "/kept", NULL, 201, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *path = g_strdup_printf ("/kept/d%u", i);
    g_autofree char *body = g_strdup_printf ("{%s}", members[i]);
    g_autoptr (Reply) reply = NULL;

    fixture_expect (fixture_get (), AS_ADMIN, "PUT", path, body, 201, NULL);
    reply = fixture_request (fixture_get (), AS_ADMIN, "GET", path, NULL);
    g_assert_nonnull (strstr (reply->body, members[i]));
  }
}

static void
test_large_body (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *body = g_strnfill (300 * 1024, ' ');
  g_autofree char *head =
      build_head ("PUT", "/large/a", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n");
  GString *chunked = g_string_new (head);
  g_autofree char *answer = NULL;

  fixture_expect (fixture, AS_ADMIN, "PUT", "/large", NULL, 201, NULL);
  ry_server_set_body_limit (fixture->server, 256 * 1024);
  fixture_expect (fixture, AS_ADMIN, "PUT", "/large/a", body, 413,
                  "{\"error\":\"too_large\",\"reason\":\"The request entity is too large.\"}");

  /* The same in pieces, so that its length is not known beforehand. */
  for (guint i = 0; i < 10; i++)
    g_string_append_printf (chunked, "%x\r\n%.*s\r\n", 30000, 30000, body);
  g_string_append (chunked, "0\r\n\r\n");
  answer = fixture_exchange (fixture, chunked->str, chunked->len, 1000);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413 "));
  g_string_free (chunked, TRUE);
  ry_server_set_body_limit (fixture->server, 64 << 20);
  expect_alive ();
}

static void
test_chunked_body (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *head =
      build_head ("PUT", "/chunks/a",
                  "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n");
  g_autofree char *text = g_strconcat (head, "5\r\n{\"v\":\r\n3\r\n \"x\r\n2\r\n\"}\r\n0\r\n\r\n", NULL);
  g_autofree char *answer = NULL;

  fixture_expect (fixture, AS_ADMIN, "PUT", "/chunks", NULL, 201, NULL);
  answer = fixture_exchange (fixture, text, strlen (text), 1000);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
  fixture_expect (fixture, AS_ADMIN, "GET", "/chunks/a", NULL, 200, "{\"_id\":\"a\",\"_rev\":\"1-*\",\"v\":\"x\"}");
}

static void
test_broken_http (void)
{
  static const struct {
    const char *text;
    const char *answer; /* NULL: any, or none */
  } rows[] = {
    { "\r\n\r\n", NULL },
    { "GET\r\n\r\n", "HTTP/1.? 400 *" },
    { "nonsense nonsense nonsense\r\n\r\n", "HTTP/1.? 400 *" },
    { "GET / HTTP/9.9\r\n\r\n", "HTTP/1.? 50? *" },
    { "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 *" },
    { "GET / HTTP/1.0\r\n\r\n", "HTTP/1.0 200 *" },
    { "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 *" },
    { "GET /_up?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 *" },
    { "POST /_session HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 4?? *" },
    { "POST /_session HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", "HTTP/1.1 4?? *" },
    { "POST /_session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", NULL },
    { "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", NULL },
    { "GET http://elsewhere/_up HTTP/1.1\r\nHost: a\r\n\r\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *answer = fixture_exchange (fixture_get (), rows[i].text, strlen (rows[i].text), 300);

    if (rows[i].answer != NULL && !g_pattern_match_simple (rows[i].answer, answer))
      g_error ("%s answered %s", rows[i].text, answer);
    expect_alive ();
  }
}

static void
test_long_address (void)
{
  g_autofree char *name = g_strnfill (40000, 'a');
  g_autofree char *path = g_strconcat ("/_up?", name, NULL);
  g_autofree char *huge = g_strnfill (200000, 'a');
  g_autofree char *text = g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: a\r\n\r\n", huge);
  g_autofree char *answer = NULL;

  fixture_expect (fixture_get (), AS_ADMIN, "GET", path, NULL, 414, "{\"error\":\"uri_too_long\",*");
  answer = fixture_exchange (fixture_get (), text, strlen (text), 500);
  g_assert_null (strstr (answer, " 200 "));
  expect_alive ();
}

static void
test_large_head (void)
{
  g_autofree char *value = g_strnfill (50000, 'a');
  g_autofree char *many = g_strnfill (20000, 'a');
  g_autofree char *one = g_strdup_printf ("GET /_up HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n", value);
  g_autofree char *several =
      g_strdup_printf ("GET /_up HTTP/1.1\r\nHost: a\r\nX: %s\r\nY: %s\r\nZ: %s\r\n\r\n", many, many, many);
  g_autofree char *huge =
      g_strdup_printf ("GET /_up HTTP/1.1\r\nHost: a\r\nX: %s%s%s%s\r\n\r\n", value, value, value, value);
  const char *const texts[] = { one, several };
  g_autofree char *answer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *said = fixture_exchange (fixture_get (), texts[i], strlen (texts[i]), 2000);

    g_assert_true (g_str_has_prefix (said, "HTTP/1.1 431 "));
    g_assert_nonnull (strstr (said, "\"error\":\"headers_too_large\""));
  }
  answer = fixture_exchange (fixture_get (), huge, strlen (huge), 500);
  g_assert_null (strstr (answer, " 200 "));
  expect_alive ();
}

/* Whoever is one too many is told so at the door; those who are in stay. */
static void
test_crowd (void)
{
  Fixture *fixture = fixture_get ();
  static const char request[] = "GET /_up HTTP/1.1\r\nHost: a\r\n\r\n";
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *refused = NULL;
  g_autofree char *taken = NULL;

  ry_server_set_crowd (fixture->server, 40, 40);
  for (guint i = 0; i < 40; i++) {
    GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, NULL);

    g_assert_nonnull (connection);
    g_ptr_array_add (connections, connection);
    g_assert_cmpint (g_socket_send (g_socket_connection_get_socket (connection), request, strlen (request), NULL, NULL),
                     >, 0);
    fixture_wait (2);
  }
  refused = fixture_exchange (fixture, request, strlen (request), 1000);
  g_assert_true (g_str_has_prefix (refused, "HTTP/1.1 503 "));
  g_assert_nonnull (strstr (refused, "\r\nRetry-After: "));
  g_assert_nonnull (strstr (refused, "\"error\":\"service_unavailable\""));
  g_ptr_array_set_size (connections, 0);
  fixture_wait (100);
  taken = fixture_exchange (fixture, request, strlen (request), 300);
  g_assert_true (g_str_has_prefix (taken, "HTTP/1.1 200 "));
  ry_server_set_crowd (fixture->server, 10000, 512);
}

/* A request that stops half way is cut, and holds nobody up meanwhile. */
static void
test_half_requests (void)
{
  Fixture *fixture = fixture_get ();
  g_autofree char *head = build_head ("PUT", "/half", "Content-Length: 100\r\nContent-Type: application/json\r\n");
  const char *const texts[] = { "GET /_up HTTP/1.1\r\nHost:", head };

  ry_server_set_patience (fixture->server, 1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    gint64 start = g_get_monotonic_time ();
    g_autofree char *answer = fixture_exchange (fixture, texts[i], strlen (texts[i]), 8000);

    g_assert_cmpint (g_get_monotonic_time () - start, <, 6 * G_USEC_PER_SEC);
    g_assert_null (strstr (answer, " 200 "));
    if (i == 0)
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 408 "));
    expect_alive ();
  }
  ry_server_set_patience (fixture->server, 300, 30);
}

/* A parked feed is silent for longer than a connection may be. */
static void
test_patience_spares_feeds (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (Reply) reply = NULL;

  fixture_expect (fixture, AS_ADMIN, "PUT", "/patient", NULL, 201, NULL);
  ry_server_set_patience (fixture->server, 1, 1);
  reply = fixture_request (fixture, AS_ADMIN, "GET", "/patient/_changes?feed=longpoll&since=now&timeout=2500", NULL);
  ry_server_set_patience (fixture->server, 300, 30);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (g_str_has_suffix (reply->body, "\"pending\":0}\n"));
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* Clients come, ask and go without a word; nothing of theirs stays open. */
static void
test_leaving (void)
{
  static const char request[] = "GET /_up HTTP/1.1\r\nHost: a\r\n\r\n";
  Fixture *fixture = fixture_get ();
  guint before = count_descriptors ();

  for (guint i = 0; i < 30; i++) {
    guint patience = 80;
    gboolean answered;

    /* A machine that is busy with other things takes longer; who leaves too early comes again. */
    do {
      g_autofree char *answer = fixture_exchange (fixture, request, strlen (request), patience);

      answered = g_str_has_prefix (answer, "HTTP/1.1 200 ");
      patience *= 2;
    } while (!answered && patience < 10000);
    g_assert_true (answered);
  }
  for (guint i = 0; i < 50 && count_descriptors () > before + 5; i++)
    fixture_wait (100);
  g_assert_cmpuint (count_descriptors (), <=, before + 5);
  expect_alive ();
}

/* One who keeps the line and says nothing more is cut. */
static void
test_idle_line (void)
{
  static const char request[] = "GET /_up HTTP/1.1\r\nHost: a\r\n\r\n";
  Fixture *fixture = fixture_get ();
  gint64 start = g_get_monotonic_time ();
  g_autofree char *answer = NULL;
  guint before;

  ry_server_set_patience (fixture->server, 1, 1);
  before = count_descriptors ();
  answer = fixture_exchange (fixture, request, strlen (request), 8000);
  ry_server_set_patience (fixture->server, 300, 30);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 6 * G_USEC_PER_SEC);
  fixture_wait (50);
  g_assert_cmpuint (count_descriptors (), <=, before);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *n_left = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  (*n_left)--;
}

/* Many at once: every write is there afterwards, each once. */
static void
test_two_clients (void)
{
  Fixture *fixture = fixture_get ();
  guint n_left = 0;

  fixture_expect (fixture, AS_ADMIN, "PUT", "/many-council", NULL, 201, NULL);
  for (guint i = 0; i < 200; i++) {
    g_autofree char *path = g_strdup_printf ("/many-council/d%u", i / 2);
    g_autoptr (SoupMessage) message = fixture_message (fixture, i % 2 == 0 ? AS_ADMIN : AS_CLERK, "PUT", path, "{}");

    n_left++;
    soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, finished_cb, &n_left);
  }
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  /* The same document twice at once: one is written, the other is told of a conflict. */
  fixture_expect (fixture, AS_ADMIN, "GET", "/many-council", NULL, 200, "*\"update_seq\":\"100-*\"doc_count\":100,*");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile/json", test_bad_json);
  g_test_add_func ("/hostile/json/deep", test_deep_json);
  g_test_add_func ("/hostile/json/deep-document", test_deep_document);
  g_test_add_func ("/hostile/json/kept", test_texts_kept);
  g_test_add_func ("/hostile/ids", test_long_ids);
  g_test_add_func ("/hostile/body/large", test_large_body);
  g_test_add_func ("/hostile/body/chunked", test_chunked_body);
  g_test_add_func ("/hostile/http", test_broken_http);
  g_test_add_func ("/hostile/http/long-address", test_long_address);
  g_test_add_func ("/hostile/http/large-head", test_large_head);
  g_test_add_func ("/hostile/http/crowd", test_crowd);
  g_test_add_func ("/hostile/http/half", test_half_requests);
  g_test_add_func ("/hostile/leaving", test_leaving);
  g_test_add_func ("/hostile/idle-line", test_idle_line);
  g_test_add_func ("/hostile/patience-spares-feeds", test_patience_spares_feeds);
  g_test_add_func ("/hostile/two-clients", test_two_clients);
  result = g_test_run ();
  fixture_free ();
  return result;
}
