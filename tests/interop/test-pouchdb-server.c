/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Our replication against a server that is not ours: PouchDB behind Express. What one store pushes there, another
 * pulls; what was edited on both sides is a conflict that all three see alike.
 */
#include <string.h>

#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-pouchdb-process.h"
#include "ry-replication.h"
#include "ry-store.h"

static RyPouchdbProcess *process;
static RyHttpClient *client;

static RyStore *
make_store (const char *name)
{
  g_autofree char *path = g_build_filename (ry_pouchdb_process_get_folder (process), name, NULL);
  g_autoptr (GError) error = NULL;
  RyStore *store = ry_store_open (path, NULL, RY_STORE_CREATE, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static RyPeer *
make_remote (const char *database)
{
  RyPeer *remote = ry_http_peer_new (client, database);
  g_autoptr (GError) error = NULL;

  ry_peer_create (remote, NULL, &error);
  g_assert_no_error (error);
  return remote;
}

static gint64
replicate (RyPeer *source, RyPeer *target)
{
  g_autoptr (RyReplication) run = ry_replication_new (source, target);
  g_autoptr (GError) error = NULL;
  RySyncProgress progress;

  ry_replication_run (run, NULL, &error);
  g_assert_no_error (error);
  ry_replication_get_progress (run, &progress);
  return progress.docs_written;
}

static gint64
push (RyStore *store, RyPeer *remote)
{
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());

  return replicate (local, remote);
}

static gint64
pull (RyStore *store, RyPeer *remote)
{
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());

  return replicate (remote, local);
}

static void
put (RyStore *store, const char *id, const char *body, gboolean deleted)
{
  g_autoptr (RyDocument) old = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);
  g_autoptr (RyDocument) document =
      ry_document_new (id, old != NULL ? ry_document_get_rev (old) : NULL, deleted, body, -1);
  g_autoptr (GPtrArray) documents = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, document);
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);
  g_assert_no_error (error);
  g_assert_no_error (((RyWriteResult *) g_ptr_array_index (results, 0))->error);
}

static char *
get (RyStore *store, const char *id)
{
  g_autoptr (RyDocument) document =
      ry_store_get (store, id, NULL, RY_GET_REVISIONS | RY_GET_CONFLICTS | RY_GET_DELETED, NULL);

  g_assert_nonnull (document);
  return ry_document_to_json (document, RY_DOCUMENT_JSON_REVISIONS | RY_DOCUMENT_JSON_CONFLICTS);
}

static void
test_through (void)
{
  g_autoptr (RyStore) a = make_store ("through-a");
  g_autoptr (RyStore) b = make_store ("through-b");
  g_autoptr (RyPeer) remote = make_remote ("through");
  g_autofree char *sent = NULL;
  g_autofree char *got = NULL;

  put (a, "organisation:1", "{\"name\":\"汐見中央病院\",\"beds\":120,\"list\":[1,{\"two\":null}]}", FALSE);
  put (a, "ふりがな/スラッシュ", "{}", FALSE);
  put (a, "gone", "{}", FALSE);
  put (a, "gone", "{}", TRUE);
  g_assert_cmpint (push (a, remote), ==, 3);
  g_assert_cmpint (push (a, remote), ==, 0);
  g_assert_cmpint (pull (b, remote), ==, 3);
  g_assert_cmpint (pull (b, remote), ==, 0);
  sent = get (a, "organisation:1");
  got = get (b, "organisation:1");
  g_assert_cmpstr (got, ==, sent);
  g_assert_null (ry_store_get (b, "gone", NULL, RY_GET_PLAIN, NULL));
}

static void
test_conflict (void)
{
  g_autoptr (RyStore) a = make_store ("conflict-a");
  g_autoptr (RyStore) b = make_store ("conflict-b");
  g_autoptr (RyPeer) remote = make_remote ("conflict");
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  put (a, "x", "{\"v\":\"base\"}", FALSE);
  push (a, remote);
  pull (b, remote);
  put (a, "x", "{\"v\":\"left\"}", FALSE);
  put (b, "x", "{\"v\":\"right\"}", FALSE);
  push (a, remote);
  push (b, remote);
  pull (a, remote);
  pull (b, remote);
  left = get (a, "x");
  right = get (b, "x");
  g_assert_cmpstr (left, ==, right);
  g_assert_nonnull (strstr (left, "\"_conflicts\":[\"2-"));
}

static void
test_many (void)
{
  g_autoptr (RyStore) a = make_store ("many-a");
  g_autoptr (RyStore) b = make_store ("many-b");
  g_autoptr (RyPeer) remote = make_remote ("many");
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i < 1500; i++) {
    g_autofree char *id = g_strdup_printf ("d%u", i);

    g_ptr_array_add (documents, ry_document_new (id, NULL, FALSE, "{\"text\":\"例会\"}", -1));
  }
  results = ry_store_write (a, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  g_assert_nonnull (results);
  g_assert_cmpint (push (a, remote), ==, 1500);
  g_assert_cmpint (pull (b, remote), ==, 1500);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interop/pouchdb-server/through", test_through);
  g_test_add_func ("/interop/pouchdb-server/conflict", test_conflict);
  g_test_add_func ("/interop/pouchdb-server/many", test_many);
  process = ry_pouchdb_process_new ();
  client = ry_http_client_new (ry_pouchdb_process_get_url (process), NULL, NULL, RY_HTTP_CLIENT_DEFAULT, NULL);
  result = g_test_run ();
  g_object_unref (client);
  ry_pouchdb_process_free (process);
  return result;
}
