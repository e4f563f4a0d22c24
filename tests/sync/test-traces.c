/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Our client against what an Apache CouchDB 3.4.3 really answered to it, played back from a file: a pull with
 * conflicts, a tombstone, a design document and attachments plain and packed; and a push. Where a request is made
 * that was not made then, the player says so, and the test fails.
 *
 * With RYORIN_TRACE_URL the same is done against that server, through which an answer file can be recorded: a line
 * per answer, as in data/couchdb-3.4.3.jsonl.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-http-peer.h"
#include "ry-json.h"
#include "ry-local-peer.h"
#include "ry-side-server.h"
#include "ry-sync-fixture.h"

typedef struct {
  RySideServer *side;
  GPtrArray *answers; /* of JsonObject; NULL where one has been given */
  guint n_unexpected;
} Player;

static GPtrArray *
load_answers (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sync", "data", "couchdb-3.4.3.jsonl", NULL);
  g_autofree char *text = NULL;
  GPtrArray *answers = g_ptr_array_new ();
  GError *error = NULL;
  char **lines;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] == '\0')
      continue;
    g_ptr_array_add (answers, ry_json_parse_object (lines[i], -1, &error));
    g_assert_no_error (error);
  }
  g_strfreev (lines);
  return answers;
}

static JsonObject *
take_answer (Player *self, const char *request, const char *query)
{
  for (guint i = 0; i < self->answers->len; i++) {
    JsonObject *answer = self->answers->pdata[i];

    if (answer == NULL || g_strcmp0 (ry_json_get_string (answer, "request"), request) != 0 ||
        strcmp (ry_json_get_string (answer, "query"), query != NULL ? query : "") != 0)
      continue;
    self->answers->pdata[i] = NULL;
    return answer;
  }
  return NULL;
}

static GBytes *
get_body (JsonObject *answer)
{
  const char *text = ry_json_get_string (answer, "text");
  gsize length;
  guchar *data;

  if (text != NULL)
    return g_bytes_new (text, strlen (text));
  data = g_base64_decode (ry_json_get_string (answer, "base64"), &length);
  return g_bytes_new_take (data, length);
}

static void
add_header_cb (JsonObject *headers, const char *name, JsonNode *value, gpointer message)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), name, json_node_get_string (value));
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Player *self = data;
  GUri *uri = soup_server_message_get_uri (message);
  const char *local = strstr (g_uri_get_path (uri), "/_local/");
  g_autofree char *place = local != NULL ? g_strndup (g_uri_get_path (uri), local - g_uri_get_path (uri) + 7)
                                         : g_strdup (g_uri_get_path (uri));
  g_autofree char *request = g_strconcat (soup_server_message_get_method (message), " ", place, NULL);
  JsonObject *answer = take_answer (self, request, g_uri_get_query (uri));
  g_autoptr (GBytes) body = NULL;

  if (answer == NULL) {
    g_test_message ("unexpected: %s?%s", request, g_uri_get_query (uri));
    self->n_unexpected++;
    soup_server_message_set_status (message, 400, NULL);
    return;
  }
  body = get_body (answer);
  json_object_foreach_member (ry_json_get_object (answer, "headers"), add_header_cb, message);
  soup_server_message_set_status (message, (guint) ry_json_get_int (answer, "status", 0), NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
  json_object_unref (answer);
}

static void
begin (SoupServer *server, gpointer data)
{
  soup_server_add_handler (server, NULL, request_cb, data, NULL);
}

static Player *
start_player (void)
{
  static const RySideServerFuncs funcs = { begin };
  Player *self = g_new0 (Player, 1);

  self->answers = load_answers ();
  self->side = ry_side_server_new (&funcs, 0, self);
  return self;
}

static void
stop_player (Player *self)
{
  ry_side_server_free (self->side);
  for (guint i = 0; i < self->answers->len; i++)
    g_clear_pointer ((JsonObject **) &self->answers->pdata[i], json_object_unref);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

static RyPeer *
connect_to (Player *player, const char *database)
{
  const char *url = player != NULL ? ry_side_server_get_url (player->side) : g_getenv ("RYORIN_TRACE_URL");
  g_autoptr (RyHttpClient) client = ry_http_client_new (url, "admin", "password", 0, NULL);

  return ry_http_peer_new (client, database);
}

static void
replicate (RyPeer *source, RyPeer *target, gboolean leave_designs, RySyncProgress *progress)
{
  g_autoptr (RyReplication) run = ry_replication_new (source, target);
  GError *error = NULL;

  ry_replication_set_leave_designs (run, leave_designs);
  ry_replication_run (run, NULL, &error);
  g_assert_no_error (error);
  ry_replication_get_progress (run, progress);
}

static void
assert_blob (RyStore *store, const char *id, const char *name, const char *encoding, gint64 length)
{
  g_autoptr (RyAttachment) attachment = ry_store_get_attachment (store, id, NULL, name, NULL);

  g_assert_nonnull (attachment);
  g_assert_true (attachment->here);
  g_assert_cmpstr (attachment->encoding, ==, encoding);
  g_assert_cmpint (attachment->length, ==, length);
}

static void
test_pull (void)
{
  Player *player = g_getenv ("RYORIN_TRACE_URL") == NULL ? start_player () : NULL;
  RyStore *store = open_temporary_store ("pulled");
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());
  g_autoptr (RyPeer) remote = connect_to (player, "road_trace");
  g_autoptr (RyDocument) conflicted = NULL;
  g_autoptr (RyDocument) plain = NULL;
  RySyncProgress progress;

  replicate (remote, local, TRUE, &progress);
  g_assert_cmpint (progress.docs_written, ==, 6);
  g_assert_cmpint (progress.refused, ==, 0);
  conflicted = ry_store_get (store, "conf", NULL, RY_GET_CONFLICTS, NULL);
  g_assert_cmpstr (ry_document_get_rev (conflicted), ==, "2-cccccccccccccccccccccccccccccccc");
  g_assert_cmpstr (ry_document_get_conflicts (conflicted)[0], ==, "2-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
  g_assert_null (ry_store_get (store, "del", NULL, RY_GET_PLAIN, NULL));
  g_assert_null (ry_store_get (store, "_design/dd", NULL, RY_GET_PLAIN, NULL));
  plain = ry_store_get (store, "会員:1", NULL, RY_GET_PLAIN, NULL);
  g_assert_cmpstr (ry_document_get_body (plain, NULL), ==,
                   "{\"name\":\"汐見\",\"n\":1.0,\"big\":12345678901234567890}");
  assert_blob (store, "att", "a.txt", "gzip", 3000);
  assert_blob (store, "att", "b.bin", NULL, 5);
  if (player != NULL) {
    g_assert_cmpuint (player->n_unexpected, ==, 0);
    stop_player (player);
  }
  close_temporary_store (store);
}

static void
test_push (void)
{
  const char *left[] = { "2-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL };
  const char *right[] = { "2-cccccccccccccccccccccccccccccccc", "1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL };
  Player *player = g_getenv ("RYORIN_TRACE_URL") == NULL ? start_player () : NULL;
  RyStore *store = open_temporary_store ("pushed");
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());
  g_autoptr (RyPeer) remote = connect_to (player, "road_trace_back");
  RySyncProgress progress;
  GError *error = NULL;

  put_many (store, "n", 3);
  put_branch (store, "conf", left, "{\"v\":\"left\"}");
  put_branch (store, "conf", right, "{\"v\":\"right\"}");
  delete_document (store, "n:00001");
  attach (store, "n:00002", "small.bin", "application/octet-stream", FALSE, 1, 200);
  attach (store, "n:00000", "large.txt", "text/plain", TRUE, 2, 60000);
  ry_peer_create (remote, NULL, &error);
  g_assert_no_error (error);
  replicate (local, remote, TRUE, &progress);
  g_assert_cmpint (progress.docs_written, ==, 5);
  g_assert_cmpint (progress.refused, ==, 0);
  if (player != NULL) {
    g_assert_cmpuint (player->n_unexpected, ==, 0);
    stop_player (player);
  }
  close_temporary_store (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/traces/pull", test_pull);
  g_test_add_func ("/traces/push", test_push);
  return g_test_run ();
}
