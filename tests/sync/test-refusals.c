/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a server refuses is remembered over a restart, offered again when there is a reason, and forgotten when it
 * has arrived.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-fake-couch.h"
#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-refusals.h"
#include "ry-replication.h"
#include "ry-sync-fixture.h"

#define SERVER "http://127.0.0.1:5984/"

typedef struct {
  RyStore *here;
  RyStore *there;
  RyFakeCouch *couch;
  RyPeer *local;
  RyPeer *remote;
  RyRefusals *refusals;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = NULL;

  f->here = open_temporary_store ("here");
  f->there = open_temporary_store ("there");
  f->couch = ry_fake_couch_new (f->there, "db");
  client = ry_http_client_new (ry_fake_couch_get_url (f->couch), NULL, NULL, 0, NULL);
  f->remote = ry_http_peer_new (client, "db");
  f->local = ry_local_peer_new (f->here, ry_store_new_source ());
  f->refusals = ry_refusals_new (f->here, SERVER, "db");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ry_refusals_unref (f->refusals);
  g_object_unref (f->local);
  g_object_unref (f->remote);
  ry_fake_couch_free (f->couch);
  close_temporary_store (f->here);
  close_temporary_store (f->there);
}

static void
restart (Fixture *f)
{
  ry_refusals_unref (f->refusals);
  f->refusals = ry_refusals_new (f->here, SERVER, "db");
}

static gint64
copy (Fixture *f, gboolean pull)
{
  g_autoptr (RyReplication) run =
      pull ? ry_replication_new (f->remote, f->local) : ry_replication_new (f->local, f->remote);
  RySyncProgress progress;
  GError *error = NULL;

  ry_replication_set_refusals (run, f->refusals, pull);
  ry_replication_run (run, NULL, &error);
  g_assert_no_error (error);
  ry_replication_get_progress (run, &progress);
  return progress.docs_written;
}

static void
test_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  RyRefusal *first;

  put_document (f->here, "good", "{}");
  put_document (f->here, "forbidden:漢字", "{}");
  put_document (f->here, "bad", "{}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  g_assert_cmpint (copy (f, FALSE), ==, 1);
  restart (f);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 2);
  g_assert_true (ry_refusals_has (f->refusals, "bad"));
  g_assert_false (ry_refusals_has (f->refusals, "good"));
  g_assert_false (ry_refusals_wants (f->refusals, FALSE));
  all = ry_refusals_dup_all (f->refusals);
  first = g_ptr_array_index (all, 0);
  g_assert_false (first->incoming);
  g_assert_cmpint (first->when, >, 0);
  for (guint i = 0; i < all->len; i++) {
    RyRefusal *one = g_ptr_array_index (all, i);
    gboolean bad = g_str_equal (one->id, "bad");

    g_assert_true (g_str_has_prefix (one->rev, "1-"));
    g_assert_error (one->error, RY_ERROR, (int) (bad ? RY_ERROR_BAD_REQUEST : RY_ERROR_FORBIDDEN));
    g_assert_nonnull (strstr (one->error->message, bad ? "Invalid rev format" : "not valid"));
  }
}

static void
test_retried (Fixture *f, gconstpointer data)
{
  put_document (f->here, "bad", "{}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  copy (f, FALSE);

  /* Nothing has changed: it is not offered. */
  ry_fake_couch_reset_counts (f->couch);
  copy (f, FALSE);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _bulk_docs"), ==, 0);

  /* Asked for, and refused once more. */
  ry_refusals_retry (f->refusals);
  g_assert_true (ry_refusals_wants (f->refusals, FALSE));
  g_assert_false (ry_refusals_wants (f->refusals, TRUE));
  copy (f, FALSE);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _bulk_docs"), ==, 1);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 1);
  g_assert_false (ry_refusals_wants (f->refusals, FALSE));

  ry_fake_couch_set_bad_id (f->couch, NULL);
  ry_refusals_retry (f->refusals);
  g_assert_cmpint (copy (f, FALSE), ==, 1);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
  restart (f);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
  assert_same (f->here, f->there);
}

/* The line is cut while it is offered again: it stays wanted. */
static void
test_cut (Fixture *f, gconstpointer data)
{
  g_autoptr (RyReplication) run = ry_replication_new (f->local, f->remote);

  put_document (f->here, "bad", "{}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  copy (f, FALSE);
  ry_fake_couch_set_bad_id (f->couch, NULL);
  ry_refusals_retry (f->refusals);
  ry_replication_set_refusals (run, f->refusals, FALSE);
  ry_fake_couch_inject (f->couch, "POST _bulk_docs", RY_TROUBLE_CLOSE, 0, 20);
  g_assert_false (ry_replication_run (run, NULL, NULL));
  ry_fake_couch_inject (f->couch, NULL, RY_TROUBLE_NONE, 0, 0);
  g_assert_true (ry_refusals_wants (f->refusals, FALSE));
  copy (f, FALSE);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
}

static void
test_changed (Fixture *f, gconstpointer data)
{
  put_document (f->here, "bad", "{\"v\":1}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  copy (f, FALSE);
  ry_fake_couch_set_bad_id (f->couch, NULL);
  put_document (f->here, "bad", "{\"v\":2}");
  g_assert_cmpint (copy (f, FALSE), ==, 1);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
}

static char *
dup_rev (Fixture *f, const char *id)
{
  g_autoptr (RyDocument) document = ry_store_get (f->here, id, NULL, RY_GET_PLAIN, NULL);

  return g_strdup (ry_document_get_rev (document));
}

/* A person gave the change up: the server may refuse what takes it back, too, and there is nothing to be said. */
static void
test_withdrawn (Fixture *f, gconstpointer data)
{
  g_autofree char *rev = NULL;
  g_autoptr (GPtrArray) none = NULL;

  put_document (f->here, "bad", "{\"v\":1}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  copy (f, FALSE);
  put_document (f->here, "bad", "{\"v\":0}");
  rev = dup_rev (f, "bad");
  ry_refusals_withdraw (f->refusals, "bad", rev);
  ry_refusals_withdraw (f->refusals, "other", rev);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
  g_assert_false (ry_refusals_has (f->refusals, "bad"));
  none = ry_refusals_dup_all (f->refusals);
  g_assert_cmpuint (none->len, ==, 0);
  copy (f, FALSE);
  restart (f);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);

  /* It is changed again, and refused again. */
  put_document (f->here, "bad", "{\"v\":2}");
  copy (f, FALSE);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 1);
}

/* The server got it in another way meanwhile. */
static void
test_superseded (Fixture *f, gconstpointer data)
{
  const char *history[] = { "1-aaaa", NULL };

  put_branch (f->here, "bad", history, "{\"v\":1}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  copy (f, FALSE);
  put_branch (f->there, "bad", history, "{\"v\":1}");
  ry_refusals_retry (f->refusals);
  g_assert_cmpint (copy (f, FALSE), ==, 0);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
}

static void
test_account (Fixture *f, gconstpointer data)
{
  ry_refusals_set_account (f->refusals, "ann [\"member\"]");
  put_document (f->here, "bad", "{}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  copy (f, FALSE);
  restart (f);
  ry_refusals_set_account (f->refusals, "ann [\"member\"]");
  g_assert_false (ry_refusals_wants (f->refusals, FALSE));
  ry_refusals_set_account (f->refusals, "ann [\"secretariat\"]");
  g_assert_true (ry_refusals_wants (f->refusals, FALSE));
  ry_fake_couch_set_bad_id (f->couch, NULL);
  g_assert_cmpint (copy (f, FALSE), ==, 1);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
}

/* Damaged notes are no reason to stop. */
static void
test_damaged (Fixture *f, gconstpointer data)
{
  static const char *const bodies[] = { "{\"docs\":7}", "{\"docs\":{\"a\":1,\"b\":{}}}",
                                        "{\"docs\":{\"c\":{\"reason\":\"\"}}}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, SERVER "db", -1);
    g_autofree char *id = g_strconcat ("_local/refused-", digest, NULL);
    g_autoptr (RyDocument) document = ry_document_new (id, NULL, FALSE, bodies[i], -1);
    g_autofree char *rev = ry_store_put_local (f->here, document, NULL);

    g_assert_nonnull (rev);
    restart (f);
    g_assert_cmpuint (ry_refusals_count (f->refusals), ==, i == 2 ? 1 : 0);
  }
}

static gboolean
pull (Fixture *f, RySyncProgress *progress)
{
  g_autoptr (RyReplication) run = ry_replication_new (f->remote, f->local);
  gboolean ok;

  ry_replication_set_refusals (run, f->refusals, TRUE);
  ok = ry_replication_run (run, NULL, NULL);
  ry_replication_get_progress (run, progress);
  return ok;
}

/* A revision that is listed and cannot be had, for good: it is tried once more, and then holds nothing up. */
static void
test_lost (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  RySyncProgress progress;
  const RyRefusal *one;

  put_document (f->there, "lost", "{}");
  ry_fake_couch_inject (f->couch, "POST _bulk_get", RY_TROUBLE_STATUS, 404, 100);
  ry_fake_couch_inject (f->couch, "GET doc", RY_TROUBLE_STATUS, 404, 2);
  g_assert_false (pull (f, &progress));
  g_assert_cmpint (progress.refused, ==, 0);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);

  restart (f);
  put_document (f->there, "next", "{}");
  g_assert_true (pull (f, &progress));
  g_assert_cmpint (progress.refused, ==, 1);
  g_assert_cmpint (progress.docs_written, ==, 1);
  restart (f);
  all = ry_refusals_dup_all (f->refusals);
  g_assert_cmpuint (all->len, ==, 1);
  one = g_ptr_array_index (all, 0);
  g_assert_cmpstr (one->id, ==, "lost");
  g_assert_true (one->incoming);
  g_assert_error (one->error, RY_ERROR, RY_ERROR_NOT_FOUND);

  /* It is passed over, */
  ry_fake_couch_reset_counts (f->couch);
  g_assert_true (pull (f, &progress));
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET doc"), ==, 0);
  /* until it is asked for once more, and there again. */
  ry_refusals_want_lost (f->refusals);
  g_assert_true (pull (f, &progress));
  g_assert_cmpint (progress.docs_written, ==, 1);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
  assert_same (f->here, f->there);
}

/* That the whole database has gone is no reason to give its documents up. */
static void
test_database_lost (Fixture *f, gconstpointer data)
{
  RySyncProgress progress;

  put_document (f->there, "a", "{}");
  ry_fake_couch_inject (f->couch, "POST _bulk_get", RY_TROUBLE_NO_DATABASE, 404, 2);
  ry_fake_couch_inject (f->couch, "GET doc", RY_TROUBLE_NO_DATABASE, 404, 2);
  g_assert_false (pull (f, &progress));
  g_assert_false (pull (f, &progress));
  g_assert_cmpint (progress.refused, ==, 0);
  g_assert_cmpuint (ry_refusals_count (f->refusals), ==, 0);
  g_assert_true (pull (f, &progress));
  assert_same (f->here, f->there);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/refusals/kept", test_kept },       { "/refusals/retried", test_retried },
    { "/refusals/cut", test_cut },         { "/refusals/changed", test_changed },
    { "/refusals/account", test_account }, { "/refusals/superseded", test_superseded },
    { "/refusals/damaged", test_damaged }, { "/refusals/withdrawn", test_withdrawn },
    { "/refusals/lost", test_lost },       { "/refusals/database-lost", test_database_lost },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
