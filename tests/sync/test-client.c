/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that is down, hangs, lies, refuses or lacks something: each gets its error and its sentence, and what
 * can be had all the same is had.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-fake-couch.h"
#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-pace.h"
#include "ry-replication.h"
#include "ry-sync-fixture.h"
#include "tuning.h"

typedef struct {
  RyStore *store;
  RyFakeCouch *couch;
  RyHttpClient *client;
  RyPeer *peer;
} Fixture;

static RyHttpClient *
new_client (RyFakeCouch *couch, const char *user, const char *password)
{
  GError *error = NULL;
  RyHttpClient *client = ry_http_client_new (ry_fake_couch_get_url (couch), user, password, 0, &error);

  g_assert_no_error (error);
  ry_http_client_set_silence (client, 1);
  ry_http_client_set_try_again (client, 1);
  return client;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = open_temporary_store ("there");
  f->couch = ry_fake_couch_new (f->store, "db");
  f->client = new_client (f->couch, NULL, NULL);
  f->peer = ry_http_peer_new (f->client, "db");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->peer);
  g_clear_object (&f->client);
  g_clear_pointer (&f->couch, ry_fake_couch_free);
  close_temporary_store (f->store);
}

static void
test_addresses (void)
{
  static const struct {
    const char *url;
    const char *root; /* NULL: refused */
    const char *user;
  } rows[] = {
    { "http://127.0.0.1:5984", "http://127.0.0.1:5984/", NULL },
    { "http://127.0.0.1:5984/", "http://127.0.0.1:5984/", NULL },
    { "HTTP://[::1]:5984", "http://[::1]:5984/", NULL },
    { "http://ann:secret@localhost:1/couch", "http://localhost:1/couch/", "ann" },
    { "https://ann%40x:s%2Fp@server.example.jp", "https://server.example.jp/", "ann@x" },
    { "server.example.jp", "https://server.example.jp/", NULL },
    { "localhost:5984", "http://localhost:5984/", NULL },
    { "ann@server.example.jp:6984", "https://server.example.jp:6984/", "ann" },
    { "http://server.example.jp", "http://server.example.jp/", NULL },
    { "https://server.example.jp/a%20b?x=1#y", "https://server.example.jp/a%20b/", NULL },
    { "http://ann:secret@server.example.jp", NULL, NULL },
    { "http://ann:secret@192.168.1.2:5984", NULL, NULL },
    { "http://ann:secret@127.0.0.1.example.jp", NULL, NULL },
    { "ftp://server.example.jp", NULL, NULL },
    { "http://", NULL, NULL },
    { "", NULL, NULL },
    { "http://a b", NULL, NULL },
    { "http://x:99999", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RyHttpClient) client = ry_http_client_new (rows[i].url, NULL, NULL, 0, &error);

    g_test_message ("%s", rows[i].url);
    if (rows[i].root == NULL) {
      g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
      g_assert_null (strstr (error->message, "secret"));
      continue;
    }
    g_assert_no_error (error);
    g_assert_cmpstr (ry_http_client_get_url (client), ==, rows[i].root);
    g_assert_cmpstr (ry_http_client_get_user (client), ==, rows[i].user);
  }
  {
    g_autoptr (RyHttpClient) client =
        ry_http_client_new ("http://server.example.jp", "ann", "secret", RY_HTTP_CLIENT_ALLOW_PLAIN, NULL);

    g_assert_nonnull (client);
  }
}

static void
test_troubles (Fixture *f, gconstpointer data)
{
  static const struct {
    RyTrouble trouble;
    guint status;
    RyErrorCode code;
    gboolean retryable;
  } rows[] = {
    { RY_TROUBLE_HTML, 0, RY_ERROR_BAD_ANSWER, FALSE },
    { RY_TROUBLE_TRUNCATE, 0, RY_ERROR_UNREACHABLE, TRUE },
    { RY_TROUBLE_REDIRECT, 0, RY_ERROR_BAD_ANSWER, FALSE },
    { RY_TROUBLE_HANG, 0, RY_ERROR_TIMED_OUT, TRUE },
    { RY_TROUBLE_CLOSE, 0, RY_ERROR_UNREACHABLE, TRUE },
    { RY_TROUBLE_STATUS, 401, RY_ERROR_UNAUTHORIZED, FALSE },
    { RY_TROUBLE_STATUS, 403, RY_ERROR_FORBIDDEN, FALSE },
    { RY_TROUBLE_STATUS, 429, RY_ERROR_TOO_MANY_REQUESTS, TRUE },
    { RY_TROUBLE_STATUS, 500, RY_ERROR_FAILED, TRUE },
    { RY_TROUBLE_STATUS, 502, RY_ERROR_UNAVAILABLE, TRUE },
    { RY_TROUBLE_STATUS, 503, RY_ERROR_UNAVAILABLE, TRUE },
  };

  put_many (f->store, "n", 3);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("row %u", i);
    /* More than once: a connection that closes is tried again by the HTTP library. */
    ry_fake_couch_inject (f->couch, "GET _changes", rows[i].trouble, rows[i].status, 5);
    g_assert_null (ry_peer_get_changes (f->peer, "0", 100, 0, NULL, NULL, &error));
    g_assert_error (error, RY_ERROR, (int) rows[i].code);
    g_assert_true (ry_error_is_retryable (error) == rows[i].retryable);
    ry_fake_couch_inject (f->couch, NULL, RY_TROUBLE_NONE, 0, 0);
  }
}

static void
test_down (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = ry_http_client_new ("http://127.0.0.1:1", "ann", "secret", 0, NULL);
  g_autoptr (RyPeer) peer = ry_http_peer_new (client, "db");
  g_autoptr (GError) error = NULL;

  g_assert_false (ry_peer_create (peer, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNREACHABLE);
}

static void
test_no_such_name (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = ry_http_client_new ("https://nowhere.invalid", NULL, NULL, 0, NULL);
  g_autoptr (RyPeer) peer = ry_http_peer_new (client, "db");
  g_autoptr (GError) error = NULL;

  g_assert_false (ry_peer_create (peer, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNREACHABLE);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel_while_hanging (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  ry_fake_couch_inject (f->couch, "GET db", RY_TROUBLE_HANG, 0, 1);
  g_assert_false (ry_peer_create (f->peer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 900 * 1000);
  g_thread_join (thread);
}

/* Names and passwords */

static void
test_wrong_password (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = new_client (f->couch, "ann", "wrong");
  g_autoptr (RyPeer) peer = ry_http_peer_new (client, "db");
  g_autoptr (GError) error = NULL;

  ry_fake_couch_set_password (f->couch, "ann", "secret");
  g_assert_false (ry_peer_create (peer, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNAUTHORIZED);
  g_assert_false (ry_error_is_retryable (error));
  /* Once is enough to know: no account is locked by our asking again and again. */
  g_assert_cmpuint (ry_fake_couch_count (f->couch, NULL), ==, 1);
}

static void
test_session (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = new_client (f->couch, "ann", "sec:ret é&=");
  g_autoptr (RyPeer) peer = ry_http_peer_new (client, "db");
  GError *error = NULL;

  ry_fake_couch_set_password (f->couch, "ann", "sec:ret é&=");
  for (guint i = 0; i < 3; i++) {
    ry_peer_create (peer, NULL, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _session"), ==, 1);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET db"), ==, 3);

  /* Run out in the middle: logged in anew, once, and asked again. */
  ry_fake_couch_end_sessions (f->couch);
  ry_peer_create (peer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _session"), ==, 2);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET db"), ==, 5);
}

static void
test_basic (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = new_client (f->couch, "ann", "secret");
  g_autoptr (RyPeer) peer = ry_http_peer_new (client, "db");
  GError *error = NULL;

  ry_fake_couch_set_password (f->couch, "ann", "secret");
  ry_fake_couch_inject (f->couch, "POST _session", RY_TROUBLE_STATUS, 404, 9);
  ry_peer_create (peer, NULL, &error);
  g_assert_no_error (error);
  ry_peer_create (peer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _session"), ==, 1);
}

/* A session with a life is renewed before it ends, and not with every request. */
static void
test_session_life (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = new_client (f->couch, "ann", "secret");
  g_autoptr (RyPeer) peer = ry_http_peer_new (client, "db");
  GError *error = NULL;

  ry_fake_couch_set_password (f->couch, "ann", "secret");
  ry_fake_couch_set_session_life (f->couch, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_true (ry_peer_create (peer, NULL, &error));
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _session"), ==, 1);
  g_usleep (2 * G_USEC_PER_SEC);
  g_assert_true (ry_peer_create (peer, NULL, &error));
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _session"), ==, 2);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET db"), ==, 4);
}

/* Asking again */

static void
test_hiccups (Fixture *f, gconstpointer data)
{
  static const struct {
    RyTrouble trouble;
    guint status;
  } rows[] = {
    { RY_TROUBLE_STATUS, 408 }, { RY_TROUBLE_STATUS, 429 }, { RY_TROUBLE_STATUS, 500 },
    { RY_TROUBLE_STATUS, 503 }, { RY_TROUBLE_STATUS, 504 }, { RY_TROUBLE_TRUNCATE, 0 },
  };

  put_many (f->store, "n", 3);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyChangesPage) page = NULL;
    GError *error = NULL;

    ry_fake_couch_reset_counts (f->couch);
    ry_fake_couch_inject (f->couch, "GET _changes", rows[i].trouble, rows[i].status, RY_TUNING_TRIES - 1);
    page = ry_peer_get_changes (f->peer, "0", 100, 0, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (page->changes->len, ==, 3);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET _changes"), ==, RY_TUNING_TRIES);
  }
}

/* What a person or another request has to mend is asked once. */
static void
test_no_hiccups (Fixture *f, gconstpointer data)
{
  static const guint statuses[] = { 400, 403, 404, 405, 412, 501 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) error = NULL;

    ry_fake_couch_reset_counts (f->couch);
    ry_fake_couch_inject (f->couch, "GET _changes", RY_TROUBLE_STATUS, statuses[i], 1);
    g_assert_null (ry_peer_get_changes (f->peer, "0", 100, 0, NULL, NULL, &error));
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET _changes"), ==, 1);
  }
}

/* "Come back in a second" is waited for, "in ten minutes" is not: the run ends, and the next one is planned. */
static void
test_retry_after (Fixture *f, gconstpointer data)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  ry_fake_couch_set_retry_after (f->couch, 1);
  ry_fake_couch_inject (f->couch, "GET db", RY_TROUBLE_STATUS, 503, 1);
  g_assert_true (ry_peer_create (f->peer, NULL, &error));
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, G_USEC_PER_SEC);

  ry_fake_couch_set_retry_after (f->couch, 600);
  ry_fake_couch_inject (f->couch, "GET db", RY_TROUBLE_STATUS, 429, 1);
  g_assert_false (ry_peer_create (f->peer, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_TOO_MANY_REQUESTS);
  g_assert_cmpuint (ry_http_client_get_wait (f->client), >, 500 * 1000);
  g_clear_error (&error);
  ry_fake_couch_reset_counts (f->couch);
  g_assert_false (ry_peer_create (f->peer, NULL, &error));
  g_assert_cmpuint (ry_fake_couch_count (f->couch, NULL), ==, 0);
}

static void
test_pace (void)
{
  RyPace pace = { 0 };
  gint64 now = 0;

  g_assert_cmpint (ry_pace_take (&pace, now), ==, 0);
  g_assert_cmpint (ry_pace_take (&pace, now), ==, 0);
  ry_pace_limit (&pace, now, 0);
  g_assert_cmpint (pace.interval, ==, 20000);
  /* Another thread's refusal of the same moment says nothing new. */
  ry_pace_limit (&pace, now + 10, 0);
  g_assert_cmpint (pace.interval, ==, 20000);
  g_assert_cmpint (ry_pace_take (&pace, now), ==, 20010);
  g_assert_cmpint (ry_pace_take (&pace, now), ==, 40010);
  now = 100000;
  ry_pace_limit (&pace, now, 0);
  g_assert_cmpint (pace.interval, ==, 40000);
  for (guint i = 0; i < 7; i++)
    ry_pace_good (&pace);
  g_assert_cmpint (pace.interval, ==, 5000);
  ry_pace_good (&pace);
  ry_pace_good (&pace);
  g_assert_cmpint (pace.interval, ==, 0);
  ry_pace_limit (&pace, now, 3000000);
  g_assert_cmpint (ry_pace_take (&pace, now), ==, 3000000);
  for (guint i = 0; i < 40; i++)
    ry_pace_limit (&pace, now += 20000000, 0);
  g_assert_cmpint (pace.interval, ==, 10000000);
}

/* Databases */

static void
test_create (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ry_fake_couch_set_exists (f->couch, FALSE);
  g_assert_true (ry_peer_create (f->peer, NULL, &error));
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "PUT db"), ==, 1);

  /* Two desktops at once: the other was first. */
  ry_fake_couch_set_exists (f->couch, FALSE);
  ry_fake_couch_inject (f->couch, "PUT db", RY_TROUBLE_STATUS, 412, 1);
  ry_fake_couch_inject (f->couch, "GET db", RY_TROUBLE_STATUS, 404, 1);
  ry_fake_couch_set_exists (f->couch, TRUE);
  g_assert_true (ry_peer_create (f->peer, NULL, &error));

  ry_fake_couch_set_exists (f->couch, FALSE);
  ry_fake_couch_inject (f->couch, "PUT db", RY_TROUBLE_STATUS, 403, 1);
  g_assert_false (ry_peer_create (f->peer, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
}

static void
test_databases (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) names = ry_http_client_get_databases (f->client, NULL, NULL);

  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "db");
}

/* Replications against servers that lack something */

static gboolean
replicate (RyPeer *source, RyPeer *target, RySyncProgress *progress, GError **error)
{
  g_autoptr (RyReplication) run = ry_replication_new (source, target);
  gboolean ok = ry_replication_run (run, NULL, error);

  ry_replication_get_progress (run, progress);
  return ok;
}

static void
test_no_bulk_get (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  const char *left[] = { "2-bbbb", "1-aaaa", NULL }, *right[] = { "2-cccc", "1-aaaa", NULL };
  RySyncProgress progress;
  GError *error = NULL;

  put_many (f->store, "n", 12);
  put_document (f->store, "a/b ?é", "{}");
  put_branch (f->store, "x", left, "{\"v\":1}");
  put_branch (f->store, "x", right, "{\"v\":2}");
  ry_fake_couch_inject (f->couch, "POST _bulk_get", RY_TROUBLE_STATUS, 404, 9);
  replicate (f->peer, local, &progress, &error);
  g_assert_no_error (error);
  assert_same (f->store, here);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _bulk_get"), ==, 1);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET doc"), ==, 14);
  close_temporary_store (here);
}

/* Results that fail or are left out are asked for one by one; where that is most of them, all are from then on. */
static void
test_stingy_bulk_get (Fixture *f, gconstpointer data)
{
  static const struct {
    guint every;
  } rows[] = { { 10 }, { 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    RyStore *here = open_temporary_store ("here");
    g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
    g_autofree char *prefix = g_strdup_printf ("n%u", i);
    RySyncProgress progress;
    GError *error = NULL;

    put_many (f->store, prefix, 50);
    ry_fake_couch_set_stingy (f->couch, rows[i].every);
    ry_fake_couch_reset_counts (f->couch);
    replicate (f->peer, local, &progress, &error);
    g_assert_no_error (error);
    g_test_message ("%u singly", ry_fake_couch_count (f->couch, "GET doc"));
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET doc"), >=, progress.docs_read / rows[i].every);
    assert_same (f->store, here);
    put_many (f->store, i == 0 ? "later" : "latest", 8);
    ry_fake_couch_reset_counts (f->couch);
    replicate (f->peer, local, &progress, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _bulk_get"), ==, i == 0 ? 1 : 0);
    assert_same (f->store, here);
    close_temporary_store (here);
  }
}

/* More revisions than an address takes. */
static void
test_long_address (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  RySyncProgress progress;
  GError *error = NULL;

  for (guint i = 0; i < 40; i++) {
    g_autofree char *rev = g_strdup_printf ("1-%032x", i);
    const char *history[] = { rev, NULL };

    put_branch (f->store, "x", history, "{\"v\":1}");
  }
  ry_fake_couch_inject (f->couch, "POST _bulk_get", RY_TROUBLE_STATUS, 404, 9);
  ry_fake_couch_set_max_path (f->couch, 700);
  replicate (f->peer, local, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.docs_read, ==, 40);
  assert_same (f->store, here);
  close_temporary_store (here);
}

static void
test_too_large (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  g_autofree char *filling = g_strnfill (9000, 'x');
  g_autofree char *huge = g_strdup_printf ("{\"t\":\"%s\"}", filling);
  RySyncProgress progress;
  GError *error = NULL;

  put_many (here, "n", 100);
  put_document (here, "huge", huge);
  ry_fake_couch_set_max_body (f->couch, 4000);
  /* The comparison is small enough; the batch is not, and one document never will be. */
  replicate (local, f->peer, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.docs_written, ==, 100);
  g_assert_cmpint (progress.refused, ==, 1);
  close_temporary_store (here);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  g_autoptr (RyReplication) run = ry_replication_new (local, f->peer);
  g_autoptr (GPtrArray) refused = NULL;
  RySyncProgress progress;
  GError *error = NULL;

  put_many (here, "n", 5);
  put_document (here, "forbidden:1", "{}");
  put_many (here, "o", 5);
  put_document (here, "bad", "{}");
  ry_fake_couch_set_bad_id (f->couch, "bad");
  ry_replication_run (run, NULL, &error);
  g_assert_no_error (error);
  ry_replication_get_progress (run, &progress);
  g_assert_cmpint (progress.docs_written, ==, 10);
  g_assert_cmpint (progress.refused, ==, 2);
  refused = ry_replication_dup_refused (run);
  g_assert_cmpuint (refused->len, ==, 2);

  /* Not asked for again. */
  replicate (local, f->peer, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.refused, ==, 0);
  g_assert_cmpint (progress.docs_read, ==, 0);
  close_temporary_store (here);
}

static void
test_read_only_source (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  RySyncProgress progress;
  GError *error = NULL;

  put_many (f->store, "n", 5);
  ry_fake_couch_inject (f->couch, "PUT _local", RY_TROUBLE_STATUS, 403, 100);
  replicate (f->peer, local, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.docs_written, ==, 5);
  put_many (f->store, "o", 5);
  ry_fake_couch_reset_counts (f->couch);
  replicate (f->peer, local, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.docs_read, ==, 5);
  assert_same (f->store, here);
  close_temporary_store (here);
}

static void
test_no_progress (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  g_autoptr (GError) error = NULL;
  RySyncProgress progress;

  put_many (f->store, "n", 5);
  ry_fake_couch_inject (f->couch, "GET _changes", RY_TROUBLE_NO_PROGRESS, 0, 100);
  g_assert_false (replicate (f->peer, local, &progress, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_ANSWER);
  close_temporary_store (here);
}

/* The server forgot the sequences it gave: everything is compared again, nothing is fetched again. */
static void
test_forgotten_seq (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  RySyncProgress progress;
  GError *error = NULL;

  put_many (f->store, "n", 5);
  replicate (f->peer, local, &progress, &error);
  ry_fake_couch_inject (f->couch, "GET _changes", RY_TROUBLE_STATUS, 400, 1);
  put_many (f->store, "o", 2);
  replicate (f->peer, local, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.docs_read, ==, 2);
  assert_same (f->store, here);
  close_temporary_store (here);
}

/* A revision that is listed and cannot be had: the rest comes, the place is not kept, and later it comes too. */
static void
test_hole (Fixture *f, gconstpointer data)
{
  RyStore *here = open_temporary_store ("here");
  g_autoptr (RyPeer) local = ry_local_peer_new (here, 1);
  g_autoptr (GError) error = NULL;
  RySyncProgress progress;

  put_many (f->store, "n", 5);
  ry_fake_couch_inject (f->couch, "POST _bulk_get", RY_TROUBLE_STATUS, 404, 1);
  ry_fake_couch_inject (f->couch, "GET doc", RY_TROUBLE_STATUS, 404, 1);
  g_assert_false (replicate (f->peer, local, &progress, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_FAILED);
  g_assert_true (ry_error_is_retryable (error));
  g_assert_cmpint (progress.docs_written, ==, 4);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "PUT _local"), ==, 0);

  g_clear_error (&error);
  replicate (f->peer, local, &progress, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.docs_written, ==, 1);
  assert_same (f->store, here);
  close_temporary_store (here);
}

/* A kept connection turns out to be closed: the HTTP library asks again by itself, and the body must go along. */
static void
test_closed_connection (Fixture *f, gconstpointer data)
{
  g_autoptr (RyChangesPage) page = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (RyDocument) log = ry_document_new ("_local/x", NULL, FALSE, "{\"a\":1}", -1);
  g_autoptr (RyDocument) there = NULL;
  GError *error = NULL;

  put_many (f->store, "n", 3);
  page = ry_peer_get_changes (f->peer, "0", 100, 0, NULL, NULL, NULL);
  ry_fake_couch_inject (f->couch, "POST _revs_diff", RY_TROUBLE_CLOSE, 0, 1);
  missing = ry_peer_get_missing (f->peer, page->changes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (missing->len, ==, 0);
  g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _revs_diff"), ==, 2);

  ry_fake_couch_inject (f->couch, "PUT _local", RY_TROUBLE_CLOSE, 0, 1);
  ry_peer_put_local (f->peer, log, NULL, &error);
  g_assert_no_error (error);
  there = ry_peer_get_local (f->peer, "_local/x", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ry_document_get_body (there, NULL), ==, "{\"a\":1}");
}

static gpointer
write_soon (gpointer data)
{
  g_usleep (50 * 1000);
  put_document (data, "late", "{}");
  return NULL;
}

static void
test_long_poll (Fixture *f, gconstpointer data)
{
  g_autoptr (RyHttpClient) client = ry_http_client_new (ry_fake_couch_get_url (f->couch), NULL, NULL, 0, NULL);
  g_autoptr (RyPeer) peer = ry_http_peer_new (client, "db");
  g_autoptr (RyChangesPage) nothing = ry_peer_get_changes (peer, "0", 100, 1, NULL, NULL, NULL);
  g_autoptr (RyChangesPage) page = NULL;
  gint64 begun = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("write", write_soon, f->store);

  g_assert_cmpuint (nothing->changes->len, ==, 0);
  page = ry_peer_get_changes (peer, nothing->last_seq, 100, 20, NULL, NULL, NULL);
  g_assert_cmpuint (page->changes->len, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 2 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/client/troubles", test_troubles },
    { "/client/down", test_down },
    { "/client/no-such-name", test_no_such_name },
    { "/client/cancel-while-hanging", test_cancel_while_hanging },
    { "/client/wrong-password", test_wrong_password },
    { "/client/session", test_session },
    { "/client/session-life", test_session_life },
    { "/client/hiccups", test_hiccups },
    { "/client/no-hiccups", test_no_hiccups },
    { "/client/retry-after", test_retry_after },
    { "/client/stingy-bulk-get", test_stingy_bulk_get },
    { "/client/long-address", test_long_address },
    { "/client/basic", test_basic },
    { "/client/create", test_create },
    { "/client/databases", test_databases },
    { "/client/no-bulk-get", test_no_bulk_get },
    { "/client/too-large", test_too_large },
    { "/client/refused", test_refused },
    { "/client/read-only-source", test_read_only_source },
    { "/client/no-progress", test_no_progress },
    { "/client/forgotten-seq", test_forgotten_seq },
    { "/client/hole", test_hole },
    { "/client/closed-connection", test_closed_connection },
    { "/client/long-poll", test_long_poll },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/addresses", test_addresses);
  g_test_add_func ("/client/pace", test_pace);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
