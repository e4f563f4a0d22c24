/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that answers something else than it was asked: what it lies about is not taken, and never counted as brought
 * over, so that it comes when the server is honest again.
 */
#include "ry-error.h"
#include "ry-fake-couch.h"
#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-replication.h"
#include "ry-sync-fixture.h"

#define N_DOCUMENTS 20

typedef struct {
  const char *name;
  const char *request; /* in which it lies */
  const char *other;   /* (nullable): which it refuses */
  RyTrouble trouble;
} Lie;

static const Lie lies[] = {
  { "other-documents-in-bulk", "POST _bulk_get", NULL, RY_TROUBLE_OTHER_IDS },
  { "other-revisions-in-bulk", "POST _bulk_get", NULL, RY_TROUBLE_OTHER_REVS },
  { "other-documents-alone", "GET doc", "POST _bulk_get", RY_TROUBLE_OTHER_IDS },
  { "other-revisions-alone", "GET doc", "POST _bulk_get", RY_TROUBLE_OTHER_REVS },
};

static gboolean
run (RyFakeCouch *couch, RyPeer *local, GError **error)
{
  g_autoptr (RyHttpClient) client = ry_http_client_new (ry_fake_couch_get_url (couch), NULL, NULL, 0, NULL);
  g_autoptr (RyPeer) remote = ry_http_peer_new (client, "db");
  g_autoptr (RyReplication) replication = ry_replication_new (remote, local);

  return ry_replication_run (replication, NULL, error);
}

static void
test_lie (gconstpointer data)
{
  const Lie *lie = data;
  RyStore *there = open_temporary_store ("there"), *here = open_temporary_store ("here");
  g_autoptr (RyFakeCouch) couch = ry_fake_couch_new (there, "db");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  g_autoptr (GError) error = NULL;

  put_many (there, "n", N_DOCUMENTS);
  ry_fake_couch_inject (couch, lie->request, lie->trouble, 0, N_DOCUMENTS);
  /* Whom a bulk answer surprised asks one by one: that must be a lie, too. */
  if (lie->other != NULL)
    ry_fake_couch_inject (couch, lie->other, RY_TROUBLE_STATUS, 404, 1);
  else
    ry_fake_couch_inject (couch, "GET doc", lie->trouble, 0, N_DOCUMENTS);
  g_assert_false (run (couch, local, &error));
  g_assert_true (ry_error_is_retryable (error));
  g_assert_cmpuint (ry_fake_couch_count (couch, "PUT _local"), ==, 0);
  g_assert_cmpint (ry_store_get_update_seq (here), ==, 0);

  g_clear_error (&error);
  ry_fake_couch_inject (couch, lie->request, lie->trouble, 0, 0);
  while (!run (couch, local, &error)) {
    g_assert_true (ry_error_is_retryable (error));
    g_clear_error (&error);
  }
  assert_same (there, here);
  g_clear_pointer (&couch, ry_fake_couch_free);
  close_temporary_store (here);
  close_temporary_store (there);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++) {
    g_autofree char *path = g_strconcat ("/liar/", lies[i].name, NULL);

    g_test_add_data_func (path, &lies[i], test_lie);
  }
  return g_test_run ();
}
