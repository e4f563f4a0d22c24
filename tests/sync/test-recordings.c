/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Our client in the place of others: it asks what PouchDB and CouchDB's replicator once asked, is answered what they
 * were answered, and has to ask the same and to come to the same end. The recordings are tests/server's.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-http-peer.h"
#include "ry-json.h"
#include "ry-local-peer.h"
#include "ry-recording.h"
#include "ry-sync-fixture.h"

/* Runs between @store and the recording's @database. */
static void
replicate (RyRecording *recording, const char *database, RyStore *store, gboolean pull, RySyncProgress *progress)
{
  g_autoptr (RyHttpClient) client = ry_http_client_new (ry_recording_get_url (recording), NULL, NULL, 0, NULL);
  g_autoptr (RyPeer) remote = ry_http_peer_new (client, database);
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());
  g_autoptr (RyReplication) run = pull ? ry_replication_new (remote, local) : ry_replication_new (local, remote);
  GError *error = NULL;

  ry_replication_run (run, NULL, &error);
  if (error != NULL) {
    g_autofree char *unknown = ry_recording_dup_unknown (recording);

    g_test_message ("not recorded:\n%s", unknown);
  }
  g_assert_no_error (error);
  ry_replication_get_progress (run, progress);
}

static gboolean
take_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  static const char *const loose[] = { "data", "digest", "length", "stub" };
  g_autoptr (JsonObject) object = ry_json_parse_object (value, (gssize) length, NULL);
  JsonObject *attached = ry_json_get_object (object, "_attachments");
  g_autoptr (GList) names = attached != NULL ? json_object_get_members (attached) : NULL;
  g_autofree char *text = NULL;

  /* PouchDB sends digests of its own, which nobody reads, and bytes that the server has already. */
  for (GList *l = names; l != NULL; l = l->next)
    for (guint i = 0; i < G_N_ELEMENTS (loose); i++)
      json_object_remove_member (json_object_get_object_member (attached, l->data), loose[i]);
  text = ry_json_object_to_text (object);
  g_ptr_array_add (data, ry_json_canonical (text, -1, NULL));
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
take_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  if (strcmp (member->key, "docs") != 0)
    return TRUE;
  return ry_json_scan_array (member->value, (gssize) member->length, take_element_cb, data, error);
}

/* A body's documents, one a line, in an order that does not depend on theirs. */
static char *
list_docs (const char *body)
{
  g_autoptr (GPtrArray) docs = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  ry_json_scan_object (body, -1, take_member_cb, docs, &error);
  g_assert_no_error (error);
  g_ptr_array_sort (docs, compare_texts);
  g_ptr_array_add (docs, NULL);
  return g_strjoinv ("\n", (GStrv) docs->pdata);
}

static void
assert_same_docs (RyRecording *recording, const char *what)
{
  g_autofree char *recorded = ry_recording_dup_recorded (recording, what);
  g_autofree char *asked = ry_recording_dup_asked (recording, what);
  g_autofree char *expected = list_docs (recorded);
  g_autofree char *found = NULL;

  g_assert_nonnull (asked);
  found = list_docs (asked);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_unknown (RyRecording *recording, const char *expected)
{
  g_autofree char *unknown = ry_recording_dup_unknown (recording);

  g_assert_cmpstr (unknown, ==, expected);
}

static void
assert_body (RyStore *store, const char *id, const char *rev, const char *body)
{
  g_autoptr (RyDocument) document = ry_store_get (store, id, rev, RY_GET_DELETED, NULL);

  g_assert_nonnull (document);
  g_assert_cmpstr (ry_document_get_body (document, NULL), ==, body);
}

static void
assert_kept (RyStore *store, const char *id, const char *name, const char *digest, gint64 length)
{
  g_autoptr (RyAttachment) attachment = ry_store_get_attachment (store, id, NULL, name, NULL);

  g_assert_nonnull (attachment);
  g_assert_true (attachment->here);
  g_assert_cmpstr (attachment->digest, ==, digest);
  g_assert_cmpint (attachment->length, ==, length);
}

/* What both sides of the recordings hold in the end, but for what a test writes by itself. */
static void
put_common (RyStore *store)
{
  const char *design[] = { "1-6dbcc0b331edbcc970143f9485673b32", NULL };
  const char *plain[] = { "1-7a7e4b29f3af401e69b6f86e4c26b727", NULL };
  const char *left[] = { "2-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL };
  const char *right[] = { "2-cccccccccccccccccccccccccccccccc", "1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL };
  const char *gone[] = { "2-d9b15b235a7d0afdfe6058d5fb8afbd1", "1-7a7e4b29f3af401e69b6f86e4c26b727", NULL };
  const char *att[] = { "2-3a353bc3689b7a53809020cc43691322", "1-5343d617849b041e8fb6804e460f8290", NULL };
  const char *new1[] = { "1-0844f2b065c013f8a02506a36ff582f0", NULL };

  put_branch (store, "_design/dd", design,
              "{\"validate_doc_update\":\"function(n,o,u){if(n.bad)throw({forbidden:\\\"bad\\\"})}\"}");
  put_branch (store, "plain", plain, "{\"v\":1}");
  put_branch (store, "conf", left, "{\"v\":\"left\"}");
  put_branch (store, "conf", right, "{\"v\":\"right\"}");
  put_branch (store, "del", gone, "{\"_deleted\":true}");
  put_branch (store, "att", att,
              "{\"edited\":true,\"_attachments\":{"
              "\"a.txt\":{\"content_type\":\"text/plain\",\"revpos\":1,\"data\":\"aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=\"},"
              "\"b.bin\":{\"content_type\":\"application/octet-stream\",\"revpos\":1,\"data\":\"AAECAwQ=\"}}}");
  put_branch (store, "new1", new1, "{\"x\":1}");
}

static void
test_pull_as_pouchdb (void)
{
  g_autoptr (RyRecording) recording = ry_recording_new ("pouchdb-vs-couchdb.txt");
  RyStore *store = open_temporary_store ("pouchdb");
  RySyncProgress progress;

  replicate (recording, "tr_src", store, TRUE, &progress);
  g_assert_cmpint (progress.docs_written, ==, 6);
  assert_same_docs (recording, "POST /tr_src/_bulk_get");
  /* PouchDB trusts its server to write at once, and asks for each attachment alone, as ours does where it must. */
  assert_unknown (recording, "GET /tr_src/att\nPOST /tr_src/_ensure_full_commit\n");
  assert_body (store, "conf", "2-cccccccccccccccccccccccccccccccc", "{\"v\":\"right\"}");
  assert_body (store, "conf", "2-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "{\"v\":\"left\"}");
  assert_body (store, "del", "2-d9b15b235a7d0afdfe6058d5fb8afbd1", "{}");
  assert_kept (store, "att", "a.txt", "md5-weHk2vGXWfBnk6XVT9O8Ag==", 23);
  assert_kept (store, "att", "b.bin", "md5-0FN03Dgdm1KAZEanHI55sQ==", 5);
  close_temporary_store (store);
}

static void
test_push_as_pouchdb (void)
{
  const char *bad[] = { "1-be0ac6d663aab8430e08ce0211e49936", NULL };
  g_autoptr (RyRecording) recording = ry_recording_new ("pouchdb-vs-couchdb.txt");
  RyStore *store = open_temporary_store ("pouchdb");
  RySyncProgress progress;

  put_common (store);
  put_branch (store, "bad1", bad, "{\"bad\":true}");
  replicate (recording, "tr_src", store, FALSE, &progress);
  g_assert_cmpint (progress.docs_written, ==, 2);
  g_assert_cmpint (progress.refused, ==, 1);
  assert_same_docs (recording, "POST /tr_src/_bulk_docs");
  assert_unknown (recording, "POST /tr_src/_ensure_full_commit\n");
  close_temporary_store (store);
}

/* Where CouchDB's replicator gave up: asked for parts, pouchdb-server answers a list. */
static void
test_pull_from_pouchdb_server (void)
{
  g_autoptr (RyRecording) recording = ry_recording_new ("couchdb-replicator-pull-from-pouchdb-server.txt");
  g_autoptr (RyHttpClient) client = ry_http_client_new (ry_recording_get_url (recording), NULL, NULL, 0, NULL);
  g_autoptr (RyPeer) remote = ry_http_peer_new (client, "tr_p");
  RyStore *store = open_temporary_store ("tr-p");
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());
  g_autoptr (RyReplication) run = ry_replication_new (remote, local);
  RySyncProgress progress;
  GError *error = NULL;

  /* The recording ends before the bytes of an attachment were asked for, so they are not there: all else is. */
  g_assert_false (ry_replication_run (run, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FAILED);
  ry_replication_get_progress (run, &progress);
  g_assert_cmpint (progress.docs_written, ==, 5);
  g_assert_cmpint (progress.refused, ==, 0);
  assert_body (store, "plain", "1-7a7e4b29f3af401e69b6f86e4c26b727", "{\"v\":1}");
  assert_body (store, "new1", "1-0844f2b065c013f8a02506a36ff582f0", "{\"x\":1}");
  assert_body (store, "del", "2-d9b15b235a7d0afdfe6058d5fb8afbd1", "{}");
  g_assert_null (ry_store_get (store, "att", NULL, RY_GET_PLAIN, NULL));
  g_clear_error (&error);
  close_temporary_store (store);
}

/* And where it answers a write with an empty list, for which CouchDB's replicator tried it again and again. */
static void
test_push_to_pouchdb_server (void)
{
  g_autoptr (RyRecording) recording = ry_recording_new ("couchdb-replicator-push-to-pouchdb-server.txt");
  g_autofree char *asked = NULL;
  RyStore *store = open_temporary_store ("tr-p");
  RySyncProgress progress;

  put_common (store);
  replicate (recording, "tr_p", store, FALSE, &progress);
  g_assert_cmpint (progress.docs_written, ==, 7);
  g_assert_cmpint (progress.refused, ==, 0);
  asked = ry_recording_dup_asked (recording, "POST /tr_p/_revs_diff");
  g_assert_nonnull (asked);
  close_temporary_store (store);
}

static void
test_push_to_couchdb (void)
{
  g_autoptr (RyRecording) recording = ry_recording_new ("couchdb-replicator-push-to-couchdb.txt");
  RyStore *store = open_temporary_store ("tr-back");
  RySyncProgress progress;

  put_common (store);
  replicate (recording, "tr_back", store, FALSE, &progress);
  g_assert_cmpint (progress.docs_written, ==, 7);
  g_assert_cmpint (progress.refused, ==, 0);
  assert_unknown (recording, "");
  close_temporary_store (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recordings/pull-as-pouchdb", test_pull_as_pouchdb);
  g_test_add_func ("/recordings/push-as-pouchdb", test_push_as_pouchdb);
  g_test_add_func ("/recordings/pull-from-pouchdb-server", test_pull_from_pouchdb_server);
  g_test_add_func ("/recordings/push-to-pouchdb-server", test_push_to_pouchdb_server);
  g_test_add_func ("/recordings/push-to-couchdb", test_push_to_couchdb);
  return g_test_run ();
}
