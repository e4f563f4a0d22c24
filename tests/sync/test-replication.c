/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One suite of replication, run over {local-local, local-http, http-local}: whatever is at the ends, the same must
 * come out. Random tests print their seed; RYORIN_TEST_SEED gives it back.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-fake-couch.h"
#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-sync-fixture.h"
#include "tuning.h"

typedef enum {
  LOCAL_LOCAL,
  LOCAL_HTTP,
  HTTP_LOCAL,
} Road;

typedef struct {
  Road road;
  RyStore *source;
  RyStore *target;
  RyFakeCouch *couch;
  RyPeer *source_peer;
  RyPeer *target_peer;
} Fixture;

static RyPeer *
connect_http (RyFakeCouch *couch)
{
  GError *error = NULL;
  g_autoptr (RyHttpClient) client = ry_http_client_new (ry_fake_couch_get_url (couch), NULL, NULL, 0, &error);

  g_assert_no_error (error);
  /* A machine that is busy, or that looks at every byte, may be silent for longer than a server that hangs. */
  ry_http_client_set_silence (client, g_getenv ("ASAN_OPTIONS") != NULL ? 30 : 5);
  ry_http_client_set_try_again (client, 1);
  return ry_http_peer_new (client, "db");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->road = GPOINTER_TO_INT (data);
  f->source = open_temporary_store ("source");
  f->target = open_temporary_store ("target");
  if (f->road == LOCAL_HTTP)
    f->couch = ry_fake_couch_new (f->target, "db");
  else if (f->road == HTTP_LOCAL)
    f->couch = ry_fake_couch_new (f->source, "db");
  f->source_peer =
      f->road == HTTP_LOCAL ? connect_http (f->couch) : ry_local_peer_new (f->source, ry_store_new_source ());
  f->target_peer =
      f->road == LOCAL_HTTP ? connect_http (f->couch) : ry_local_peer_new (f->target, ry_store_new_source ());
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->source_peer);
  g_object_unref (f->target_peer);
  g_clear_pointer (&f->couch, ry_fake_couch_free);
  close_temporary_store (f->source);
  close_temporary_store (f->target);
}

static void
replicate (Fixture *f, RySyncProgress *progress)
{
  g_autoptr (RyReplication) run = ry_replication_new (f->source_peer, f->target_peer);
  RySyncProgress ignored;
  GError *error = NULL;

  ry_replication_run (run, NULL, &error);
  g_assert_no_error (error);
  ry_replication_get_progress (run, progress != NULL ? progress : &ignored);
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  static const char *const ids[] = { "a/b",  "a b",  "a+b",       "a%2Fb",     "a?b=c", "a#b",
                                     "a\"b", "a\\b", "kind:漢字", "_design/d", "😀" };
  RySyncProgress progress;

  replicate (f, NULL);
  assert_same (f->source, f->target);

  put_many (f->source, "n", 300);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    put_document (f->source, ids[i], "{\"big\":123456789012345678901234567890,\"f\":1.0,\"e\":1e400}");
  replicate (f, &progress);
  g_assert_cmpint (progress.docs_read, ==, 311);
  g_assert_cmpint (progress.docs_written, ==, 311);
  g_assert_cmpint (progress.refused, ==, 0);
  assert_same (f->source, f->target);
}

static void
test_update_and_delete (Fixture *f, gconstpointer data)
{
  RySyncProgress progress;

  put_many (f->source, "n", 10);
  replicate (f, NULL);
  put_document (f->source, "n:00003", "{\"n\":\"again\"}");
  put_document (f->source, "n:00003", "{\"n\":\"and again\"}");
  delete_document (f->source, "n:00004");
  replicate (f, &progress);
  g_assert_cmpint (progress.docs_written, ==, 2);
  assert_same (f->source, f->target);
  g_assert_null (ry_store_get (f->target, "n:00004", NULL, RY_GET_PLAIN, NULL));

  /* What was deleted may be made again. */
  put_document (f->source, "n:00004", "{\"n\":\"back\"}");
  replicate (f, NULL);
  assert_same (f->source, f->target);
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  const char *left[] = { "2-bbbb", "1-aaaa", NULL }, *right[] = { "2-cccc", "1-aaaa", NULL };
  const char *longer[] = { "3-dddd", "2-bbbb", "1-aaaa", NULL };
  g_autoptr (RyDocument) winner = NULL;

  put_branch (f->source, "x", left, "{\"v\":\"left\"}");
  put_branch (f->source, "x", right, "{\"v\":\"right\"}");
  put_branch (f->target, "y", left, "{\"v\":\"left\"}");
  put_branch (f->source, "y", right, "{\"v\":\"right\"}");
  replicate (f, NULL);
  winner = ry_store_get (f->target, "x", NULL, RY_GET_CONFLICTS, NULL);
  g_assert_cmpstr (ry_document_get_rev (winner), ==, "2-cccc");
  g_assert_cmpstr (ry_document_get_conflicts (winner)[0], ==, "2-bbbb");
  ry_document_unref (winner);
  winner = ry_store_get (f->target, "y", NULL, RY_GET_CONFLICTS, NULL);
  g_assert_cmpstr (ry_document_get_conflicts (winner)[0], ==, "2-bbbb");

  put_branch (f->source, "x", longer, "{\"v\":\"left again\"}");
  replicate (f, NULL);
  ry_document_unref (winner);
  winner = ry_store_get (f->target, "x", NULL, RY_GET_CONFLICTS, NULL);
  g_assert_cmpstr (ry_document_get_rev (winner), ==, "3-dddd");
  g_assert_cmpstr (ry_document_get_conflicts (winner)[0], ==, "2-cccc");
}

static void
test_long_history (Fixture *f, gconstpointer data)
{
  g_autoptr (RyDocument) document = NULL;

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *body = g_strdup_printf ("{\"n\":%u}", i);

    put_document (f->source, "x", body);
    if (i == 1100)
      replicate (f, NULL);
  }
  replicate (f, NULL);
  document = ry_store_get (f->target, "x", NULL, RY_GET_REVISIONS | RY_GET_CONFLICTS, NULL);
  g_assert_true (g_str_has_prefix (ry_document_get_rev (document), "2000-"));
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_history (document)), ==, 1000);

  /* Within the stemmed length the trees meet; no false conflict comes up. */
  put_document (f->source, "x", "{\"n\":\"last\"}");
  replicate (f, NULL);
  ry_document_unref (document);
  document = ry_store_get (f->target, "x", NULL, RY_GET_CONFLICTS, NULL);
  g_assert_true (ry_document_get_conflicts (document) == NULL || ry_document_get_conflicts (document)[0] == NULL);
  g_assert_true (g_str_has_prefix (ry_document_get_rev (document), "2001-"));
}

static void
test_idle (Fixture *f, gconstpointer data)
{
  RySyncProgress progress;

  put_many (f->source, "n", 50);
  replicate (f, NULL);
  if (f->couch != NULL)
    ry_fake_couch_reset_counts (f->couch);
  replicate (f, &progress);
  g_assert_cmpint (progress.docs_read, ==, 0);
  if (f->road == LOCAL_HTTP)
    g_assert_cmpuint (ry_fake_couch_count (f->couch, NULL), ==, 1); /* the checkpoint */
  if (f->road == HTTP_LOCAL) {
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET _local"), ==, 1);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET _changes"), ==, 1);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, NULL), ==, 2);
  }
}

/* Partial replicas: only what a selector matches, or what is named; each keeps a place of its own. */

static gint64
replicate_filtered (Fixture *f, const char *const *ids, const char *selector)
{
  g_autoptr (RyReplication) run = ry_replication_new (f->source_peer, f->target_peer);
  RySyncProgress progress;
  GError *error = NULL;

  ry_replication_set_filter (run, ids, selector);
  ry_replication_run (run, NULL, &error);
  g_assert_no_error (error);
  ry_replication_get_progress (run, &progress);
  return progress.docs_written;
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  const char *const ids[] = { "n:00002", "n:00004", "nobody", NULL };
  const char *const others[] = { "n:00004", "n:00006", NULL };
  const char *selector = "{\"kind\":\"bed\",\"n\":{\"$gte\":2}}";

  if (f->road == HTTP_LOCAL) {
    g_test_skip ("the fake server knows no filters");
    return;
  }
  put_many (f->source, "n", 2500);
  put_many (f->source, "bed", 10);
  g_assert_cmpint (replicate_filtered (f, NULL, selector), ==, 8);
  g_assert_cmpint (replicate_filtered (f, NULL, selector), ==, 0);
  g_assert_cmpint (replicate_filtered (f, ids, NULL), ==, 2);
  g_assert_cmpint (replicate_filtered (f, others, NULL), ==, 1);
  put_document (f->source, "bed:00005", "{\"kind\":\"bed\",\"n\":500}");
  put_document (f->source, "n:00002", "{}");
  g_assert_cmpint (replicate_filtered (f, NULL, selector), ==, 1);
  g_assert_cmpint (replicate_filtered (f, ids, NULL), ==, 1);
  g_assert_cmpint (replicate_filtered (f, NULL, NULL), >=, 2510 - 11);
  assert_same (f->source, f->target);
}

static void
test_call_counts (Fixture *f, gconstpointer data)
{
  put_many (f->source, "n", 400);
  replicate (f, NULL);
  if (f->road == LOCAL_HTTP) {
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _revs_diff"), ==, 1);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _bulk_docs"), ==, 1);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "PUT _local"), ==, 1);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, NULL), ==, 6);
  }
  if (f->road == HTTP_LOCAL) {
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "GET _changes"), ==, 1);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, "POST _bulk_get"), ==, 1);
    g_assert_cmpuint (ry_fake_couch_count (f->couch, NULL), ==, 6);
  }
}

/* Cuts */

static void
cancel_cb (RyReplication *run, gpointer data)
{
  RySyncProgress progress;

  ry_replication_get_progress (run, &progress);
  if (progress.docs_read > 0)
    g_cancellable_cancel (data);
}

static void
test_cancel (Fixture *f, gconstpointer data)
{
  g_autoptr (RyReplication) run = ry_replication_new (f->source_peer, f->target_peer);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RySyncProgress first, second;

  put_many (f->source, "n", 3 * RY_TUNING_BATCH_FIRST);
  ry_replication_set_func (run, cancel_cb, cancellable);
  g_assert_false (ry_replication_run (run, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  ry_replication_get_progress (run, &first);
  g_assert_cmpint (first.docs_written, <, 3 * RY_TUNING_BATCH_FIRST);

  replicate (f, &second);
  assert_same (f->source, f->target);
  /* What had arrived was not fetched again. */
  g_assert_cmpint (first.docs_written + second.docs_written, <=, 3 * RY_TUNING_BATCH_FIRST + RY_TUNING_BATCH_FIRST);
}

/* Written, and then the line is cut before the checkpoint. */
static void
test_cut_before_checkpoint (Fixture *f, gconstpointer data)
{
  g_autoptr (RyReplication) run = NULL;
  g_autoptr (GError) error = NULL;
  RySyncProgress progress;
  gint64 seq;

  if (f->couch == NULL) {
    g_test_skip ("the cut is made in the line");
    return;
  }
  put_many (f->source, "n", 100);
  ry_fake_couch_inject (f->couch, "PUT _local", RY_TROUBLE_CLOSE, 0, 5);
  run = ry_replication_new (f->source_peer, f->target_peer);
  g_assert_false (ry_replication_run (run, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_UNREACHABLE);
  ry_fake_couch_inject (f->couch, NULL, RY_TROUBLE_NONE, 0, 0);

  seq = ry_store_get_update_seq (f->target);
  replicate (f, &progress);
  g_assert_cmpint (progress.docs_read, ==, 0);
  g_assert_cmpint (ry_store_get_update_seq (f->target), ==, seq);
  assert_same (f->source, f->target);
}

/* A target restored from an old backup gets back what it lost. */
static void
test_restored_target (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  RyStore *lost = f->target;
  RySyncProgress progress;

  if (f->road == LOCAL_HTTP) {
    g_test_skip ("the fake keeps its store");
    return;
  }
  put_many (f->source, "n", 20);
  replicate (f, NULL);
  f->target = open_temporary_store ("restored");
  g_object_unref (f->target_peer);
  f->target_peer = ry_local_peer_new (f->target, ry_store_new_source ());
  replicate (f, &progress);
  g_assert_cmpint (progress.docs_written, ==, 20);
  assert_same (f->source, f->target);
  close_temporary_store (lost);
}

/* Away for so long that the histories no longer meet. */

static void
edit_often (RyStore *store, const char *id, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *body = g_strdup_printf ("{\"n\":%u}", i);

    put_document (store, id, body);
  }
}

static char **
list_leaves (RyStore *store, const char *id, gboolean deleted)
{
  g_autoptr (GPtrArray) leaves = ry_store_get_open_revs (store, id, NULL, RY_GET_PLAIN, NULL);
  g_autoptr (GStrvBuilder) revs = g_strv_builder_new ();

  for (guint i = 0; i < leaves->len; i++)
    if (ry_document_get_deleted (g_ptr_array_index (leaves, i)) == deleted)
      g_strv_builder_add (revs, ry_document_get_rev (g_ptr_array_index (leaves, i)));
  return g_strv_builder_end (revs);
}

static guint
count_leaves (RyStore *store, const char *id, gboolean deleted)
{
  g_auto (GStrv) leaves = list_leaves (store, id, deleted);

  return g_strv_length (leaves);
}

static void
test_away_for_long (Fixture *f, gconstpointer data)
{
  g_autoptr (RyDocument) edited = NULL;

  if (f->road == LOCAL_HTTP) {
    g_test_skip ("the target is the one who was away");
    return;
  }
  put_document (f->source, "edited", "{}");
  put_document (f->source, "deleted", "{}");
  put_document (f->source, "kept", "{}");
  put_document (f->source, "clash", "{}");
  replicate (f, NULL);

  /* A year goes by. The target has one edit of its own that never went over. */
  g_assert_true (ry_store_set_revs_limit (f->source, 5, NULL));
  edit_often (f->source, "edited", 20);
  edit_often (f->source, "deleted", 20);
  delete_document (f->source, "deleted");
  edit_often (f->source, "clash", 20);
  delete_document (f->source, "clash");
  ry_local_peer_set_sent (RY_LOCAL_PEER (f->target_peer), ry_store_get_update_seq (f->target));
  put_document (f->target, "clash", "{\"mine\":true}");
  replicate (f, NULL);

  edited = ry_store_get (f->target, "edited", NULL, RY_GET_CONFLICTS, NULL);
  g_assert_true (g_str_has_prefix (ry_document_get_rev (edited), "21-"));
  g_assert_cmpuint (count_leaves (f->target, "edited", FALSE), ==, 1);
  g_assert_null (ry_store_get (f->target, "deleted", NULL, RY_GET_PLAIN, NULL));
  g_assert_cmpuint (count_leaves (f->target, "kept", FALSE), ==, 1);
  /* What was typed here is neither lost nor settled by itself: a person decides. */
  g_assert_cmpuint (count_leaves (f->target, "clash", FALSE), ==, 1);
  g_assert_cmpuint (count_leaves (f->target, "clash", TRUE), ==, 1);

  /* And nothing of it comes back at the other end. */
  {
    g_autoptr (RyReplication) back = ry_replication_new (f->target_peer, f->source_peer);
    GError *error = NULL;

    ry_replication_run (back, NULL, &error);
    g_assert_no_error (error);
  }
  g_assert_null (ry_store_get (f->source, "deleted", NULL, RY_GET_PLAIN, NULL));
  g_assert_cmpuint (count_leaves (f->source, "edited", FALSE), ==, 1);
}

/* A branch that the other end still lists is no old state, however far it lies back. */
static void
test_old_branch (Fixture *f, gconstpointer data)
{
  const char *left[] = { "2-bbbb", "1-aaaa", NULL };

  if (f->road == LOCAL_HTTP) {
    g_test_skip ("the target is the one who was away");
    return;
  }
  put_document (f->source, "x", "{}");
  put_branch (f->source, "x", left, "{\"v\":\"left\"}");
  replicate (f, NULL);
  g_assert_true (ry_store_set_revs_limit (f->source, 5, NULL));
  {
    g_auto (GStrv) leaves = list_leaves (f->source, "x", FALSE);
    const char *right[] = { "20-rrrr", "19-qqqq", "18-pppp", NULL };

    g_assert_cmpuint (g_strv_length (leaves), ==, 2);
    put_branch (f->source, "x", right, "{\"v\":\"right\"}");
  }
  ry_local_peer_set_sent (RY_LOCAL_PEER (f->target_peer), ry_store_get_update_seq (f->target));
  replicate (f, NULL);
  g_assert_cmpuint (count_leaves (f->target, "x", FALSE), ==, 3);
}

/* The program itself is killed, at any moment, again and again, and goes on where it was. Each time it gets a little
 * longer, until it comes to its end. */

#ifdef __SANITIZE_ADDRESS__ /* with which a program starts slowly */
#define LATER_MS 400
#else
#define LATER_MS 3
#endif

static int
run_as_child (const char *direction, const char *path, const char *url)
{
  g_autoptr (RyStoreSchema) schema = ry_store_schema_new ();
  g_autoptr (RyStore) store = ry_store_open (path, schema, RY_STORE_OPEN_EXISTING, NULL, NULL);
  g_autoptr (RyHttpClient) client = ry_http_client_new (url, NULL, NULL, 0, NULL);
  g_autoptr (RyPeer) remote = ry_http_peer_new (client, "db");
  g_autoptr (RyPeer) local = ry_local_peer_new (store, ry_store_new_source ());
  gboolean pull = strcmp (direction, "--pull") == 0;
  g_autoptr (RyReplication) run = ry_replication_new (pull ? remote : local, pull ? local : remote);
  gboolean ok = ry_replication_run (run, NULL, NULL);

  ry_store_close (store);
  return ok ? 0 : 1;
}

/* Returns whether it came to its end before it was killed. */
static gboolean
kill_child_after (guint ms, const char *direction, const char *path, const char *url)
{
  GError *error = NULL;
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "/proc/self/exe", direction, path, url, NULL);

  g_assert_no_error (error);
  g_usleep (ms * 1000);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  return g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == 0;
}

static void
test_kill (Fixture *f, gconstpointer data)
{
  gboolean pull = f->road == HTTP_LOCAL;
  RyStore **mine = pull ? &f->target : &f->source;
  RyPeer **peer = pull ? &f->target_peer : &f->source_peer;
  g_autofree char *path = g_strdup (ry_store_get_path (*mine));
  g_autoptr (RyStoreSchema) schema = ry_store_schema_new ();
  gboolean done = FALSE;
  RySyncProgress progress;

  if (f->couch == NULL) {
    g_test_skip ("both ends live in this process");
    return;
  }
  put_many (f->source, "n", 4000);
  delete_document (f->source, "n:00001");
  g_clear_object (peer);
  ry_store_close (*mine);
  g_clear_object (mine);
  for (guint i = 0; i < 400 && !done; i++)
    done = kill_child_after (5 + i * LATER_MS, pull ? "--pull" : "--push", path, ry_fake_couch_get_url (f->couch));
  g_assert_true (done);

  *mine = ry_store_open (path, schema, RY_STORE_OPEN_EXISTING, NULL, NULL);
  *peer = ry_local_peer_new (*mine, ry_store_new_source ());
  assert_same (f->source, f->target);
  /* Not one document was written twice: each has one sequence, and none was spent in vain. */
  g_assert_cmpint (ry_store_get_update_seq (f->target), ==, 4000);
  replicate (f, &progress);
  g_assert_cmpint (progress.docs_read, ==, 0);
}

static void
test_random_faults (Fixture *f, gconstpointer data)
{
  const char *given = g_getenv ("RYORIN_TEST_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();
  guint n_failed = 0;

  if (f->couch == NULL) {
    g_test_skip ("there is no line to be disturbed");
    return;
  }
  g_test_message ("seed %u", seed);
  put_many (f->source, "n", 700);
  delete_document (f->source, "n:00100");
  ry_fake_couch_set_chance (f->couch, seed, 20);
  for (guint i = 0; i < 200; i++) {
    g_autoptr (RyReplication) run = ry_replication_new (f->source_peer, f->target_peer);
    g_autoptr (GError) error = NULL;

    if (ry_replication_run (run, NULL, &error))
      break;
    g_assert_cmpint (error->domain, ==, RY_ERROR);
    n_failed++;
  }
  g_assert_cmpuint (n_failed, <, 200);
  ry_fake_couch_set_chance (f->couch, 0, 0);
  assert_same (f->source, f->target);
}

/* Three stores that edit apart and meet in random order are the same in the end. */

static void
edit_randomly (GRand *rand, RyStore *store)
{
  g_autofree char *id = g_strdup_printf ("doc:%d", g_rand_int_range (rand, 0, 12));
  g_autofree char *body = g_strdup_printf ("{\"v\":%u}", g_rand_int (rand));
  g_autoptr (RyDocument) there = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);

  if (there != NULL && g_rand_int_range (rand, 0, 5) == 0)
    delete_document (store, id);
  else
    put_document (store, id, body);
}

static void
meet (RyPeer *a, RyPeer *b)
{
  g_autoptr (RyReplication) there = ry_replication_new (a, b);
  g_autoptr (RyReplication) back = ry_replication_new (b, a);
  GError *error = NULL;

  ry_replication_run (there, NULL, &error);
  g_assert_no_error (error);
  ry_replication_run (back, NULL, &error);
  g_assert_no_error (error);
}

static void
test_three_stores (Fixture *f, gconstpointer data)
{
  const char *given = g_getenv ("RYORIN_TEST_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();
  GRand *rand = g_rand_new_with_seed (seed);
  RyStore *third = open_temporary_store ("third");
  g_autoptr (RyPeer) third_peer = ry_local_peer_new (third, ry_store_new_source ());
  RyStore *stores[] = { f->source, f->target, third };
  RyPeer *peers[] = { f->source_peer, f->target_peer, third_peer };

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 120; i++) {
    guint a = (guint) g_rand_int_range (rand, 0, 3), b = (a + 1 + (guint) g_rand_int_range (rand, 0, 2)) % 3;

    if (g_rand_int_range (rand, 0, 4) > 0)
      edit_randomly (rand, stores[a]);
    else
      meet (peers[a], peers[b]);
  }
  meet (peers[0], peers[1]);
  meet (peers[1], peers[2]);
  meet (peers[2], peers[0]);
  meet (peers[0], peers[1]);
  assert_same (stores[0], stores[1]);
  assert_same (stores[1], stores[2]);
  g_rand_free (rand);
  close_temporary_store (third);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    Road road;
  } roads[] = { { "local-local", LOCAL_LOCAL }, { "local-http", LOCAL_HTTP }, { "http-local", HTTP_LOCAL } };
  static const struct {
    const char *name;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "copy", test_copy },
    { "update-and-delete", test_update_and_delete },
    { "conflict", test_conflict },
    { "long-history", test_long_history },
    { "idle", test_idle },
    { "filters", test_filters },
    { "call-counts", test_call_counts },
    { "cancel", test_cancel },
    { "cut-before-checkpoint", test_cut_before_checkpoint },
    { "restored-target", test_restored_target },
    { "away-for-long", test_away_for_long },
    { "old-branch", test_old_branch },
    { "kill", test_kill },
    { "random-faults", test_random_faults },
    { "three-stores", test_three_stores },
  };

  if (argc == 4 && (strcmp (argv[1], "--pull") == 0 || strcmp (argv[1], "--push") == 0))
    return run_as_child (argv[1], argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  for (guint r = 0; r < G_N_ELEMENTS (roads); r++) {
    for (guint t = 0; t < G_N_ELEMENTS (tests); t++) {
      g_autofree char *path = g_strdup_printf ("/replication/%s/%s", roads[r].name, tests[t].name);

      g_test_add (path, Fixture, GINT_TO_POINTER (roads[r].road), set_up, tests[t].func, tear_down);
    }
  }
  return g_test_run ();
}
