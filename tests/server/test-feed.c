/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The changes feed: pages that make progress, sequences that are refused when they are not ours, and waiting.
 */
#include <linux/tcp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "server-fixture.h"
#include "ry-words.h"

#ifdef __SANITIZE_ADDRESS__ /* which takes its time */
#define PATIENCE_SECONDS 120
#else
#define PATIENCE_SECONDS 10
#endif

static void
make_database (const char *name)
{
  g_autofree char *path = g_strconcat ("/", name, NULL);

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", path, NULL, 201, "{\"ok\":true}");
}

static void
put (const char *database, const char *id)
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", database, id);

  fixture_expect (fixture_get (), AS_ADMIN, "PUT", path, "{\"v\":1}", 201, NULL);
}

static void
put_many (const char *database, guint n)
{
  g_autofree char *path = g_strdup_printf ("/%s/_bulk_docs", database);
  GString *body = g_string_new ("{\"docs\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (body, "%s{\"_id\":\"d%05u\",\"v\":%u}", i > 0 ? "," : "", i, i);
  g_string_append (body, "]}");
  fixture_expect (fixture_get (), AS_ADMIN, "POST", path, body->str, 201, NULL);
  g_string_free (body, TRUE);
}

static char *
find_last_seq (const char *body)
{
  const char *start = g_strrstr (body, "\"last_seq\":\"");

  g_assert_nonnull (start);
  start += strlen ("\"last_seq\":\"");
  return g_strndup (start, strcspn (start, "\""));
}

static Reply *
get_changes (const char *database, const char *query)
{
  g_autofree char *path = g_strdup_printf ("/%s/_changes?%s", database, query);
  Reply *reply = fixture_request (fixture_get (), AS_ADMIN, "GET", path, NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  return reply;
}

static void
test_pages (void)
{
  g_autofree char *since = g_strdup ("0");
  guint n_rows = 0, n_pages = 0;

  make_database ("pages");
  put_many ("pages", 25);
  for (;;) {
    g_autofree char *query = g_strdup_printf ("since=%s&limit=10", since);
    g_autoptr (Reply) reply = get_changes ("pages", query);
    guint n = ry_words_count (reply->body, "\"id\":");

    g_free (since);
    since = find_last_seq (reply->body);
    n_rows += n;
    n_pages++;
    if (n == 0) {
      /* An empty page gives back where it began. */
      g_autofree char *again = g_strdup_printf ("since=%s&limit=10", since);
      g_autoptr (Reply) same = get_changes ("pages", again);

      g_assert_cmpstr (same->body, ==, reply->body);
      break;
    }
  }
  g_assert_cmpuint (n_rows, ==, 25);
  g_assert_cmpuint (n_pages, ==, 4);
}

static void
test_limits (void)
{
  g_autoptr (Reply) none = NULL;
  g_autoptr (Reply) down = NULL;
  g_autoptr (Reply) some = NULL;
  g_autoptr (Reply) docs = NULL;
  g_autoptr (Reply) now = NULL;

  make_database ("limits");
  put_many ("limits", 5);
  none = get_changes ("limits", "limit=0");
  g_assert_true (g_pattern_match_simple ("{\"results\":[\n\n],\n\"last_seq\":\"0-*\",\"pending\":5}\n", none->body));
  some = get_changes ("limits", "limit=2");
  g_assert_true (g_pattern_match_simple ("*\"last_seq\":\"2-*\",\"pending\":3}\n", some->body));
  down = get_changes ("limits", "descending=true&limit=2");
  g_assert_true (g_pattern_match_simple ("{\"results\":[\n{\"seq\":\"5-*\",*\n{\"seq\":\"4-*\",*", down->body));
  g_assert_cmpuint (ry_words_count (down->body, "\"id\":"), ==, 2);
  docs = get_changes ("limits", "include_docs=true&limit=1");
  g_assert_true (g_pattern_match_simple ("*\"doc\":{\"_id\":\"d00000\",\"_rev\":\"1-*\",\"v\":0}}\n*", docs->body));
  now = get_changes ("limits", "since=now");
  g_assert_true (g_pattern_match_simple ("{\"results\":[\n\n],\n\"last_seq\":\"5-*\",\"pending\":0}\n", now->body));
}

static void
test_filters (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (Reply) designs = NULL;
  g_autoptr (Reply) one = NULL;

  make_database ("filters");
  put_many ("filters", 5);
  put ("filters", "_design/d");
  designs = get_changes ("filters", "filter=_design");
  g_assert_cmpuint (ry_words_count (designs->body, "\"id\":"), ==, 1);
  one = fixture_request (fixture, AS_ADMIN, "POST", "/filters/_changes?filter=_doc_ids",
                         "{\"doc_ids\":[\"d00003\",\"none\"]}");
  g_assert_cmpuint (one->status, ==, 200);
  g_assert_cmpuint (ry_words_count (one->body, "\"id\":"), ==, 1);
  fixture_expect (fixture, AS_ADMIN, "GET", "/filters/_changes?filter=a/b", NULL, 404, NULL);
  fixture_expect (fixture, AS_ADMIN, "GET", "/filters/_changes?filter=d/b", NULL, 404, NULL);
  fixture_expect (fixture, AS_ADMIN, "GET", "/filters/_changes?filter=b", NULL, 400, NULL);
  fixture_expect (fixture, AS_ADMIN, "GET", "/filters/_changes?filter=_view", NULL, 400, NULL);
  fixture_expect (fixture, AS_ADMIN, "GET", "/filters/_changes?filter=_view&view=a/b", NULL, 404, NULL);
  fixture_expect (fixture, AS_ADMIN, "PUT", "/filters/_design/f", "{\"filters\":{\"b\":\"function () {}\"}}", 201,
                  NULL);
  fixture_expect (fixture, AS_ADMIN, "GET", "/filters/_changes?filter=f/b", NULL, 501, NULL);
  fixture_expect (fixture, AS_ADMIN, "POST", "/filters/_changes", "{}", 200, NULL);
}

#define SELECTED       "/selected/_changes?filter=_selector"
#define REASON(reason) "{\"error\":\"bad_request\",\"reason\":\"" reason "\"}"

/* What a filter lets through may lie many rows apart; nobody waits for the clock in between. */
static void
test_sparse_filter (void)
{
  gint64 start = g_get_monotonic_time ();

  make_database ("sparse");
  put ("sparse", "first");
  put_many ("sparse", 5000);
  put ("sparse", "last");
  fixture_expect (fixture_get (), AS_ADMIN, "POST", "/sparse/_changes?filter=_doc_ids&timeout=20000",
                  "{\"doc_ids\":[\"first\",\"last\"]}", 200, "*\"first\"*\"last\"*");
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/sparse/_changes?filter=_design&timeout=20000", NULL, 200,
                  "{\"results\":[\n\n],*");
  g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE_SECONDS * G_USEC_PER_SEC);
}

static void
test_selector (void)
{
  static const Step steps[] = {
    { AS_ADMIN, "POST", "/selected/_bulk_docs",
      "{\"new_edits\":false,\"docs\":[{\"_id\":\"a\",\"_rev\":\"2-b\",\"v\":1},{\"_id\":\"a\",\"_rev\":\"2-a\",\"v\":2}"
      ","
      "{\"_id\":\"b\",\"_rev\":\"1-a\",\"v\":2},{\"_id\":\"c\",\"_rev\":\"1-a\",\"_deleted\":true}]}",
      201, "[]" },
    /* The winner decides, or with all leaves each for itself. */
    { AS_ADMIN, "POST", SELECTED, "{\"selector\":{\"v\":2}}", 200,
      "{\"results\":[\n{\"seq\":\"*\",\"id\":\"b\",\"changes\":[{\"rev\":\"1-a\"}]}\n],\n\"last_seq\":\"*\","
      "\"pending\":0}" },
    { AS_ADMIN, "POST", SELECTED "&style=all_docs", "{\"selector\":{\"v\":2}}", 200,
      "{\"results\":[\n{\"seq\":\"*\",\"id\":\"a\",\"changes\":[{\"rev\":\"2-a\"}]},\n{*\"id\":\"b\",*" },
    { AS_ADMIN, "POST", SELECTED "&include_docs=true", "{\"selector\":{\"_id\":\"a\"}}", 200,
      "*\"doc\":{\"_id\":\"a\",\"_rev\":\"2-b\",\"v\":1}}\n],*" },
    { AS_ADMIN, "POST", SELECTED, "{\"selector\":{\"_deleted\":true}}", 200, "{\"results\":[\n{*\"id\":\"c\",*" },
    { AS_ADMIN, "POST", SELECTED "&limit=1", "{\"selector\":{}}", 200, "*\"id\":\"a\",*\"pending\":2}" },
    { AS_ADMIN, "POST", SELECTED "&feed=longpoll&timeout=50", "{\"selector\":{\"v\":3}}", 200,
      "{\"results\":[\n\n],*" },

    { AS_ADMIN, "GET", SELECTED, NULL, 400, REASON ("Selector must be specified in POST payload") },
    { AS_ADMIN, "POST", SELECTED, "{}", 400, REASON ("Selector error: expected a JSON object") },
    { AS_ADMIN, "POST", SELECTED, "{\"selector\":7}", 400, REASON ("Selector error: expected a JSON object") },
    { AS_ADMIN, "POST", SELECTED, "{\"selector\":{\"a\":{\"$odd\":1}}}", 400, REASON ("Invalid operator: $odd") },
    { AS_ADMIN, "POST", SELECTED, "[", 400, REASON ("invalid UTF-8 JSON") },
    { AS_ADMIN, "GET", "/selected/_changes?filter=_odd", NULL, 400, REASON ("unknown builtin filter name") },
    { AS_ADMIN, "GET", "/selected/_changes?filter=_doc_ids", NULL, 400,
      REASON ("`doc_ids` filter parameter is not a list of doc ids.") },
    { AS_ADMIN, "GET", "/selected/_changes?filter=_doc_ids&doc_ids=%5B%22b%22%5D", NULL, 200,
      "{\"results\":[\n{*\"id\":\"b\",*}\n],*" },
    { AS_ADMIN, "POST", "/selected/_changes?filter=_doc_ids", "{\"doc_ids\":[1]}", 400, NULL },
    { AS_ADMIN, "GET", "/selected/_changes?feed=odd", NULL, 400,
      REASON ("Supported `feed` types: normal, continuous, live, longpoll, eventsource") },
    { AS_ADMIN, "GET", "/selected/_changes?heartbeat=0", NULL, 400,
      REASON ("The heartbeat value should be a positive integer (in milliseconds).") },
    { AS_ADMIN, "GET", "/selected/_changes?heartbeat=x", NULL, 400, NULL },
    { AS_ADMIN, "GET", "/selected/_changes?heartbeat=1.5e3", NULL, 200, NULL },
    { AS_ADMIN, "GET", "/selected/_changes?seq_interval=0", NULL, 400, NULL },
    { AS_ADMIN, "GET", "/selected/_changes?limit=3&seq_interval=2", NULL, 200,
      "{\"results\":[\n{\"seq\":null,*\n{\"seq\":\"*\n{\"seq\":null,*" },
    { AS_ADMIN, "GET", "/selected/_changes?descending=true&feed=continuous", NULL, 200,
      "{\"seq\":\"4-*\n{\"seq\":\"3-*\n{\"seq\":\"2-*\n{\"last_seq\":\"2-*" },
  };

  make_database ("selected");
  fixture_run (fixture_get (), steps, G_N_ELEMENTS (steps));
}

/* What a browser's EventSource reads, and with what it comes back. */
static void
test_event_source (void)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) again = NULL;
  g_autofree char *seq = NULL;
  const char *id;

  make_database ("events");
  put_many ("events", 3);
  first = get_changes ("events", "feed=eventsource&limit=2");
  g_assert_cmpstr (soup_message_headers_get_one (first->headers, "Content-Type"), ==, "text/event-stream");
  g_assert_true (
      g_pattern_match_simple ("data: {\"seq\":\"1-*}\nid: \"1-*\"\n\ndata: {*}\nid: \"2-*\"\n\n", first->body));
  id = g_strrstr (first->body, "id: ") + strlen ("id: ");
  seq = g_strndup (id, strcspn (id, "\n"));
  message = fixture_message (fixture, AS_ADMIN, "GET", "/events/_changes?feed=eventsource&since=0&timeout=50", NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Last-Event-ID", seq);
  again = fixture_send (fixture, message);
  g_assert_true (g_pattern_match_simple ("data: {\"seq\":\"3-*}\nid: \"3-*\"\n\n", again->body));
}

/* Another database's sequence, and one that this database has not come to, would make a reader miss changes. */
static void
test_foreign_since (void)
{
  static const char *const bad[] = { "1", "-1", "x", "1-", "1-000000000000", "1-%22", "", "999999999999999999999-a" };
  g_autoptr (Reply) other = NULL;
  g_autofree char *foreign = NULL;
  g_autofree char *ahead = NULL;
  g_autofree char *path = NULL;

  make_database ("foreign");
  make_database ("native");
  put ("foreign", "a");
  put ("native", "a");
  other = get_changes ("foreign", "since=0");
  foreign = find_last_seq (other->body);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *query = g_strdup_printf ("/native/_changes?since=%s", bad[i]);

    fixture_expect (fixture_get (), AS_ADMIN, "GET", query, NULL, 400,
                    "{\"error\":\"bad_request\",\"reason\":\"Malformed sequence supplied in 'since' parameter.\"}");
  }
  path = g_strdup_printf ("/native/_changes?since=%s", foreign);
  fixture_expect (fixture_get (), AS_ADMIN, "GET", path, NULL, 400, NULL);
  ahead = g_strdup_printf ("/foreign/_changes?since=7%s", foreign);
  fixture_expect (fixture_get (), AS_ADMIN, "GET", ahead, NULL, 400, NULL);
}

/* More rows than one piece, with and without a client that takes them at once. */
static void
test_many_rows (void)
{
  g_autoptr (Reply) all = NULL;
  g_autoptr (Reply) polled = NULL;

  make_database ("many");
  put_many ("many", 3500);
  all = get_changes ("many", "since=0");
  g_assert_cmpuint (ry_words_count (all->body, "\"id\":"), ==, 3500);
  g_assert_true (g_str_has_suffix (all->body, "\"pending\":0}\n"));
  polled = get_changes ("many", "since=0&feed=longpoll&include_docs=true");
  g_assert_cmpuint (ry_words_count (polled->body, "\"doc\":"), ==, 3500);
}

typedef struct {
  GBytes *bytes;
  gint64 when;
} Arrival;

static void
arrived_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Arrival *arrival = data;

  arrival->bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  arrival->when = g_get_monotonic_time ();
}

static void
start_waiting (const char *path, Arrival *arrival)
{
  Fixture *fixture = fixture_get ();
  g_autoptr (SoupMessage) message = fixture_message (fixture, AS_ADMIN, "GET", path, NULL);

  *arrival = (Arrival){ NULL, 0 };
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, arrived_cb, arrival);
}

static void
wait_for (Arrival *arrival)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  while (arrival->bytes == NULL && g_get_monotonic_time () < end)
    fixture_wait (1);
  g_assert_nonnull (arrival->bytes);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

/* A database of exactly so many changes as one piece holds: the feed ends, and does not wait for another change. */
static void
test_whole_pieces (void)
{
  static const char *const queries[] = { "limit=2000", "style=all_docs&since=0", "feed=longpoll&since=0", "limit=1000",
                                         "descending=true" };

  make_database ("whole");
  put_many ("whole", 1000);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    gint64 begun = g_get_monotonic_time ();
    g_autoptr (Reply) reply = get_changes ("whole", queries[i]);

    g_assert_cmpuint (ry_words_count (reply->body, "\"id\":"), ==, 1000);
    g_assert_cmpint (g_get_monotonic_time () - begun, <, PATIENCE_SECONDS * G_USEC_PER_SEC);
  }
}

static void
test_longpoll_wakes (void)
{
  gint64 waits[21];

  make_database ("wake");
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_autofree char *id = g_strdup_printf ("d%u", i);
    g_autofree char *text = NULL;
    Arrival arrival;
    gint64 start;

    start_waiting ("/wake/_changes?feed=longpoll&heartbeat=10000&since=now", &arrival);
    fixture_wait (30);
    g_assert_null (arrival.bytes);
    start = g_get_monotonic_time ();
    put ("wake", id);
    wait_for (&arrival);
    waits[i] = arrival.when - start;
    text = g_strndup (g_bytes_get_data (arrival.bytes, NULL), g_bytes_get_size (arrival.bytes));
    g_assert_nonnull (strstr (text, id));
    g_assert_cmpuint (ry_words_count (text, "\"id\":"), ==, 1);
    g_bytes_unref (arrival.bytes);
  }
  qsort (waits, G_N_ELEMENTS (waits), sizeof waits[0], compare_times);
  g_test_message ("write and wake-up: median %.1f ms, worst %.1f ms", waits[10] / 1000.0, waits[20] / 1000.0);
  g_assert_cmpint (waits[10], <, 500 * 1000);
}

static void
test_longpoll_returns_at_once (void)
{
  g_autoptr (Reply) reply = NULL;
  gint64 start;

  make_database ("ready");
  put ("ready", "a");
  start = g_get_monotonic_time ();
  reply = get_changes ("ready", "feed=longpoll&since=0");
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_cmpuint (ry_words_count (reply->body, "\"id\":"), ==, 1);
}

static void
test_longpoll_times_out (void)
{
  g_autoptr (Reply) reply = NULL;
  gint64 start;

  make_database ("quiet");
  put ("quiet", "a");
  start = g_get_monotonic_time ();
  reply = get_changes ("quiet", "feed=longpoll&since=now&timeout=300");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 250 * 1000);
  g_assert_true (g_pattern_match_simple ("{\"results\":[\n\n],\n\"last_seq\":\"1-*\",\"pending\":0}\n", reply->body));
}

static void
test_heartbeat (void)
{
  g_autofree char *text = NULL;
  g_autofree char *beats = NULL;
  Arrival arrival;

  make_database ("heart");
  start_waiting ("/heart/_changes?feed=longpoll&since=now&heartbeat=500", &arrival);
  fixture_wait (1800);
  g_assert_null (arrival.bytes);
  put ("heart", "a");
  wait_for (&arrival);
  text = g_strndup (g_bytes_get_data (arrival.bytes, NULL), g_bytes_get_size (arrival.bytes));
  /* The beats stand between the opening and the first row, where JSON does not mind them. */
  g_assert_true (g_pattern_match_simple ("{\"results\":[\n\n\n\n{\"seq\":*", text));
  g_bytes_unref (arrival.bytes);
  fixture_expect (fixture_get (), AS_ADMIN, "GET", "/heart/_changes?feed=longpoll&heartbeat=x", NULL, 400, NULL);
}

static void
test_continuous (void)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  Arrival arrival;

  make_database ("lines");
  put ("lines", "a");
  start_waiting ("/lines/_changes?feed=continuous&since=0&timeout=500", &arrival);
  fixture_wait (200);
  put ("lines", "b");
  fixture_wait (200);
  put ("lines", "c");
  wait_for (&arrival);
  text = g_strndup (g_bytes_get_data (arrival.bytes, NULL), g_bytes_get_size (arrival.bytes));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_pattern_match_simple ("{\"seq\":\"1-*\",\"id\":\"a\",\"changes\":[{\"rev\":\"1-*\"}]}", lines[0]));
  g_assert_true (g_pattern_match_simple ("{\"seq\":\"3-*\",\"id\":\"c\",*", lines[2]));
  g_assert_true (g_pattern_match_simple ("{\"last_seq\":\"3-*\",\"pending\":0}", lines[3]));
  g_bytes_unref (arrival.bytes);
}

/* Clients that go while they wait leave nothing behind. */
static void
test_clients_leave (void)
{
  Fixture *fixture = fixture_get ();

  make_database ("leavers");
  for (guint i = 0; i < 5; i++) {
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) connection =
        g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, NULL);
    g_autofree char *encoded = g_base64_encode ((const guchar *) AS_ADMIN, strlen (AS_ADMIN));
    g_autofree char *text = g_strdup_printf ("GET /leavers/_changes?feed=longpoll&heartbeat=500 HTTP/1.1\r\nHost: a\r\n"
                                             "Authorization: Basic %s\r\n\r\n",
                                             encoded);

    g_assert_cmpint (g_socket_send (g_socket_connection_get_socket (connection), text, strlen (text), NULL, NULL), >,
                     0);
    fixture_wait (50);
    g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  }
  for (guint i = 0; i < 100 && ry_server_get_n_waiting (fixture->server) > 0; i++)
    fixture_wait (50);
  g_assert_cmpuint (ry_server_get_n_waiting (fixture->server), ==, 0);
}

/* The feeds of a database that is removed end. */
static void
test_removed_while_waiting (void)
{
  Arrival arrival;
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  make_database ("removed");
  start_waiting ("/removed/_changes?feed=longpoll&heartbeat=60000&since=now", &arrival);
  fixture_wait (100);
  fixture_expect (fixture_get (), AS_ADMIN, "DELETE", "/removed", NULL, 200, NULL);
  while (arrival.when == 0 && g_get_monotonic_time () < end)
    fixture_wait (5);
  g_assert_cmpint (arrival.when, >, 0);
  g_clear_pointer (&arrival.bytes, g_bytes_unref);
}

/* Readers are under way while their database is removed: each gets an answer, that it is not there at the worst. (What
 * the server had no answer for would be a warning, at which a test ends.) */
static void
test_removed_while_reading (void)
{
  enum { READERS = 6, ROUNDS = 8 };
  Arrival arrivals[READERS];

  for (guint round = 0; round < ROUNDS; round++) {
    make_database ("fleeting");
    for (guint i = 0; i < 20; i++) {
      g_autofree char *id = g_strdup_printf ("n%u", i);

      put ("fleeting", id);
    }
    for (guint i = 0; i < READERS; i++)
      start_waiting (i % 2 == 0 ? "/fleeting/_changes?include_docs=true" : "/fleeting", &arrivals[i]);
    fixture_wait (round);
    fixture_expect (fixture_get (), AS_ADMIN, "DELETE", "/fleeting", NULL, 200, NULL);
    fixture_expect (fixture_get (), AS_ADMIN, "GET", "/fleeting", NULL, 404, "*Database does not exist.*");
    for (guint i = 0; i < READERS; i++) {
      wait_for (&arrivals[i]);
      g_clear_pointer (&arrivals[i].bytes, g_bytes_unref);
    }
  }
}

static guint
count_packets (GSocket *socket)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;

  g_assert_cmpint (getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &length), ==, 0);
  return info.tcpi_data_segs_in;
}

/* A row and all that belongs to its chunk arrive together; CouchDB's replicator counts on it. */
static void
test_chunk_in_one_packet (void)
{
  g_autofree char *credentials = g_base64_encode ((const guchar *) AS_ADMIN, strlen (AS_ADMIN));
  g_autofree char *request =
      g_strdup_printf ("GET /packets/_changes?feed=continuous&since=now&heartbeat=60000 HTTP/1.1\r\nHost: a\r\n"
                       "Authorization: Basic %s\r\n\r\n",
                       credentials);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", fixture_get ()->port, NULL, NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);
  guint before;

  make_database ("packets");
  g_assert_cmpint (g_socket_send (socket, request, strlen (request), NULL, NULL), ==, strlen (request));
  fixture_wait (200);
  before = count_packets (socket);
  g_assert_cmpuint (before, >, 0);
  put ("packets", "a");
  fixture_wait (200);
  g_assert_cmpuint (count_packets (socket), ==, before + 1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/pages", test_pages);
  g_test_add_func ("/feed/limits", test_limits);
  g_test_add_func ("/feed/filters", test_filters);
  g_test_add_func ("/feed/sparse-filter", test_sparse_filter);
  g_test_add_func ("/feed/selector", test_selector);
  g_test_add_func ("/feed/event-source", test_event_source);
  g_test_add_func ("/feed/foreign-since", test_foreign_since);
  g_test_add_func ("/feed/many-rows", test_many_rows);
  g_test_add_func ("/feed/whole-pieces", test_whole_pieces);
  g_test_add_func ("/feed/longpoll/wakes", test_longpoll_wakes);
  g_test_add_func ("/feed/longpoll/returns-at-once", test_longpoll_returns_at_once);
  g_test_add_func ("/feed/longpoll/times-out", test_longpoll_times_out);
  g_test_add_func ("/feed/longpoll/heartbeat", test_heartbeat);
  g_test_add_func ("/feed/continuous", test_continuous);
  g_test_add_func ("/feed/clients-leave", test_clients_leave);
  g_test_add_func ("/feed/chunk-in-one-packet", test_chunk_in_one_packet);
  g_test_add_func ("/feed/removed", test_removed_while_waiting);
  g_test_add_func ("/feed/removed/while-reading", test_removed_while_reading);
  result = g_test_run ();
  fixture_free ();
  return result;
}
