/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One suite over every pair of ends there is {local, our server, PouchDB's}, each over a good line and over a bad
 * one. Whatever lies between, both ends hold the same in the end, leaf by leaf: nothing is lost and nothing doubled.
 * Seeds are printed; RYORIN_TEST_SEED gives one back. PouchDB takes part with --with-pouchdb, and a CouchDB where
 * RYORIN_COUCHDB_URL gives its address, with an administrator's name and password.
 */
#include <string.h>
#include <unistd.h>

#include "ry-blob-writer.h"
#include "ry-error.h"
#include "ry-fault-peer.h"
#include "ry-fault-proxy.h"
#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-pouchdb-process.h"
#include "ry-server-process.h"
#include "ry-sync-fixture.h"

typedef enum {
  END_LOCAL,
  END_OURS,
  END_POUCHDB,
  END_COUCHDB,
} End;

typedef struct {
  End from;
  End to;
  gboolean bad;
} Road;

/* One end: the peer that replications see, and the same without troubles, through which the test writes and looks. */
typedef struct {
  End end;
  RyStore *store;
  RyFaultProxy *proxy;
  RyPeer *peer;
  RyPeer *plain;
  char *database;
} Side;

typedef struct {
  Side from;
  Side to;
  GRand *rand;
} Fixture;

/* Of a bad line's requests. */
#define N_PARTS     8
#define BAD_PERCENT 30

static RyServerProcess *server;
static RyPouchdbProcess *pouchdb;

static guint32
get_seed (void)
{
  const char *given = g_getenv ("RYORIN_TEST_SEED");

  return given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();
}

/* The name and the password stand in a CouchDB's address. */
static RyPeer *
connect_to (End end, const char *url, const char *database)
{
  gboolean couchdb = end == END_COUCHDB;
  g_autoptr (GUri) uri = couchdb ? g_uri_parse (g_getenv ("RYORIN_COUCHDB_URL"), G_URI_FLAGS_HAS_PASSWORD, NULL) : NULL;
  const char *user = couchdb ? g_uri_get_user (uri) : end == END_OURS ? RY_SERVER_PROCESS_USER : NULL;
  const char *password = couchdb ? g_uri_get_password (uri) : end == END_OURS ? RY_SERVER_PROCESS_PASSWORD : NULL;
  g_autoptr (RyHttpClient) client = ry_http_client_new (url, user, password, 0, NULL);

  ry_http_client_set_silence (client, 10);
  ry_http_client_set_try_again (client, 1);
  return ry_http_peer_new (client, database);
}

static RyFaultProxy *
open_proxy (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD, NULL);
  g_autofree char *root = g_strdup_printf ("http://%s:%d/", g_uri_get_host (uri), g_uri_get_port (uri));

  return ry_fault_proxy_new (root);
}

static void
open_side (Side *side, End end, guint32 seed, gboolean bad)
{
  static guint n_databases;
  const char *url = NULL;
  GError *error = NULL;

  side->end = end;
  if (end == END_LOCAL) {
    side->store = open_temporary_store ("side");
    side->plain = ry_local_peer_new (side->store, ry_store_new_source ());
    side->peer = ry_fault_peer_new (side->plain, seed, bad ? BAD_PERCENT : 0);
    return;
  }
  url = end == END_OURS      ? ry_server_process_get_url (server)
        : end == END_POUCHDB ? ry_pouchdb_process_get_url (pouchdb)
                             : g_getenv ("RYORIN_COUCHDB_URL");
  side->database = g_strdup_printf ("road_%u_%u", (guint) getpid (), n_databases++);
  side->plain = connect_to (end, url, side->database);
  ry_peer_create (side->plain, NULL, &error);
  g_assert_no_error (error);
  side->proxy = open_proxy (url);
  side->peer = connect_to (end, ry_fault_proxy_get_url (side->proxy), side->database);
  ry_fault_proxy_set_chance (side->proxy, seed, bad ? BAD_PERCENT : 0);
}

static void
calm (Side *side)
{
  if (side->end == END_LOCAL)
    ry_fault_peer_calm (side->peer);
  else
    ry_fault_proxy_set_chance (side->proxy, 0, 0);
}

static void
close_side (Side *side)
{
  g_object_unref (side->peer);
  g_object_unref (side->plain);
  g_clear_pointer (&side->proxy, ry_fault_proxy_free);
  g_clear_pointer (&side->store, close_temporary_store);
  g_free (side->database);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const Road *road = data;
  guint32 seed = get_seed ();

  g_test_message ("seed %u", seed);
  f->rand = g_rand_new_with_seed (seed);
  open_side (&f->from, road->from, seed, road->bad);
  open_side (&f->to, road->to, seed + 1, road->bad);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_side (&f->from);
  close_side (&f->to);
  g_rand_free (f->rand);
}

static gboolean
try_run (RyPeer *source, RyPeer *target, RySyncProgress *sum, GError **error)
{
  g_autoptr (RyReplication) run = ry_replication_new (source, target);
  gboolean ok = ry_replication_run (run, NULL, error);
  RySyncProgress one;

  ry_replication_get_progress (run, &one);
  sum->docs_read += one.docs_read;
  sum->docs_written += one.docs_written;
  sum->refused += one.refused;
  return ok;
}

/* As often as it takes. */
static RySyncProgress
replicate (Side *source, Side *target)
{
  RySyncProgress sum = { 0 };
  guint n = 0;

  for (;;) {
    g_autoptr (GError) error = NULL;

    if (try_run (source->peer, target->peer, &sum, &error))
      break;
    g_assert_cmpint (error->domain, ==, RY_ERROR);
    if (++n == 300)
      g_error ("it never comes to its end: %s", error->message);
  }
  g_assert_cmpint (sum.refused, ==, 0);
  return sum;
}

static void
copy_plain (RyPeer *source, RyPeer *target)
{
  RySyncProgress ignored = { 0 };
  GError *error = NULL;

  try_run (source, target, &ignored, &error);
  g_assert_no_error (error);
}

/* A store to write in, that holds what the side holds; give_back() brings what was written there. */
static RyStore *
take_hand (Side *side)
{
  RyStore *hand = side->store != NULL ? side->store : open_temporary_store ("hand");
  g_autoptr (RyPeer) peer = ry_local_peer_new (hand, ry_store_new_source ());

  if (side->store == NULL)
    copy_plain (side->plain, peer);
  return hand;
}

static void
give_back (Side *side, RyStore *hand)
{
  g_autoptr (RyPeer) peer = ry_local_peer_new (hand, ry_store_new_source ());

  if (side->store == NULL)
    copy_plain (peer, side->plain);
}

static void
drop_hand (Side *side, RyStore *hand)
{
  if (side->store == NULL)
    close_temporary_store (hand);
}

static void
assert_sides_same (Fixture *f)
{
  RyStore *a, *b;

  calm (&f->from);
  calm (&f->to);
  a = take_hand (&f->from);
  b = take_hand (&f->to);
  assert_same (a, b);
  drop_hand (&f->from, a);
  drop_hand (&f->to, b);
}

static guint
count_faults (Side *side)
{
  return side->end == END_LOCAL ? ry_fault_peer_count (side->peer) : ry_fault_proxy_count_faults (side->proxy);
}

/* The tests */

static void
test_copy (Fixture *f, gconstpointer data)
{
  static const char *const ids[] = {
    "a/b", "a b", "a+b", "a%2Fb", "a?b=c", "a#b", "a\"b", "a\\b", "kind:漢字", "😀", ":"
  };
  const Road *road = data;
  RyStore *hand = take_hand (&f->from);
  RySyncProgress sum;

  put_many (hand, "n", 750);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    put_document (hand, ids[i], "{\"v\":1}");
  delete_document (hand, "n:00007");
  delete_document (hand, "a/b");
  give_back (&f->from, hand);
  drop_hand (&f->from, hand);
  sum = replicate (&f->from, &f->to);
  if (!road->bad)
    g_assert_cmpint (sum.docs_written, ==, 761);
  /* However often it was written, it took one sequence each. */
  if (f->to.store != NULL)
    g_assert_cmpint (ry_store_get_update_seq (f->to.store), ==, 761);
  g_test_message ("%u and %u troubles", count_faults (&f->from), count_faults (&f->to));
  assert_sides_same (f);
  sum = replicate (&f->from, &f->to);
  g_assert_cmpint (sum.docs_read, ==, 0);
}

static void
test_conflicts (Fixture *f, gconstpointer data)
{
  const char *left[] = { "2-bbbb", "1-aaaa", NULL }, *right[] = { "2-cccc", "1-aaaa", NULL };
  const char *longer[] = { "3-dddd", "2-bbbb", "1-aaaa", NULL }, *apart[] = { "4-eeee", "3-ffff", NULL };
  RyStore *a = take_hand (&f->from), *b = take_hand (&f->to);

  put_branch (a, "x", left, "{\"v\":\"left\"}");
  put_branch (a, "x", right, "{\"v\":\"right\"}");
  put_branch (b, "y", left, "{\"v\":\"left\"}");
  put_branch (a, "y", right, "{\"v\":\"right\"}");
  put_branch (a, "z", longer, "{\"v\":\"longer\"}");
  put_branch (b, "z", right, "{\"v\":\"right\"}");
  put_branch (b, "z", apart, "{\"v\":\"stemmed\"}");
  give_back (&f->from, a);
  give_back (&f->to, b);
  drop_hand (&f->from, a);
  drop_hand (&f->to, b);
  replicate (&f->from, &f->to);
  replicate (&f->to, &f->from);
  assert_sides_same (f);
}

static void
edit_randomly (GRand *rand, RyStore *store)
{
  for (guint i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("doc:%d", g_rand_int_range (rand, 0, 12));
    g_autofree char *body = g_strdup_printf ("{\"v\":%u}", g_rand_int (rand));
    g_autoptr (RyDocument) there = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);

    if (there != NULL && g_rand_int_range (rand, 0, 4) == 0)
      delete_document (store, id);
    else
      put_document (store, id, body);
  }
}

static void
test_to_and_fro (Fixture *f, gconstpointer data)
{
  for (guint round = 0; round < 4; round++) {
    Side *sides[] = { &f->from, &f->to };

    for (guint i = 0; i < 2; i++) {
      RyStore *hand = take_hand (sides[i]);

      edit_randomly (f->rand, hand);
      give_back (sides[i], hand);
      drop_hand (sides[i], hand);
    }
    replicate (sides[round % 2], sides[1 - round % 2]);
    if (round % 2 == 1)
      replicate (sides[1 - round % 2], sides[round % 2]);
  }
  replicate (&f->from, &f->to);
  replicate (&f->to, &f->from);
  assert_sides_same (f);
}

static void
test_long_history (Fixture *f, gconstpointer data)
{
  RyStore *hand = take_hand (&f->from);
  g_autoptr (RyDocument) document = NULL;

  for (guint i = 0; i < 300; i++) {
    g_autofree char *body = g_strdup_printf ("{\"n\":%u}", i);

    put_document (hand, "x", body);
    if (i % 100 == 50) {
      give_back (&f->from, hand);
      replicate (&f->from, &f->to);
    }
  }
  give_back (&f->from, hand);
  drop_hand (&f->from, hand);
  replicate (&f->from, &f->to);
  assert_sides_same (f);
  hand = take_hand (&f->to);
  document = ry_store_get (hand, "x", NULL, RY_GET_REVISIONS | RY_GET_CONFLICTS, NULL);
  g_assert_true (g_str_has_prefix (ry_document_get_rev (document), "300-"));
  g_assert_true (ry_document_get_conflicts (document) == NULL || ry_document_get_conflicts (document)[0] == NULL);
  drop_hand (&f->to, hand);
}

/* Small ones, a large one, one that is kept packed; named oddly, added to, and gone again. */
static void
test_attachments (Fixture *f, gconstpointer data)
{
  const Road *road = data;
  gboolean packs = road->from != END_POUCHDB && road->to != END_POUCHDB;
  RyStore *hand = take_hand (&f->from);

  put_document (hand, "a", "{\"v\":1}");
  attach (hand, "a", "small.bin", "application/octet-stream", FALSE, 1, 300);
  attach (hand, "a", "議事録 \"v1\"/写真.jpg", "image/jpeg", FALSE, 2, 700);
  put_document (hand, "b", "{\"v\":1}");
  attach (hand, "b", "large.bin", "application/octet-stream", FALSE, 3, 1500000);
  attach (hand, "b", "packed.txt", packs ? "text/plain" : "image/png", packs, 4, 90000);
  put_document (hand, "c", "{\"v\":\"the same bytes\"}");
  attach (hand, "c", "again.bin", "application/octet-stream", FALSE, 3, 1500000);
  attach (hand, "c", "empty.bin", "application/octet-stream", FALSE, 5, 0);
  give_back (&f->from, hand);
  replicate (&f->from, &f->to);

  attach (hand, "b", "later.bin", "application/octet-stream", FALSE, 6, 50000);
  put_document (hand, "c", "{\"v\":\"nothing attached\"}");
  give_back (&f->from, hand);
  drop_hand (&f->from, hand);
  replicate (&f->from, &f->to);
  /* PouchDB gives an attachment the generation of the revision that brings it. */
  if (packs)
    assert_sides_same (f);
  calm (&f->to);
  hand = take_hand (&f->to);
  assert_attached (hand, "a", "small.bin", 1, 300);
  assert_attached (hand, "a", "議事録 \"v1\"/写真.jpg", 2, 700);
  assert_attached (hand, "b", "large.bin", 3, 1500000);
  assert_attached (hand, "b", "packed.txt", 4, 90000);
  assert_attached (hand, "b", "later.bin", 6, 50000);
  drop_hand (&f->to, hand);
}

/* Where much is lacking of one document, it comes as one message; one more attachment comes alone. */
static void
test_messages (Fixture *f, gconstpointer data)
{
  const Road *road = data;
  RyStore *hand;

  if (road->to != END_LOCAL || f->from.proxy == NULL || road->from == END_POUCHDB) {
    g_test_skip ("the other end has no messages to read");
    return;
  }
  hand = take_hand (&f->from);
  put_document (hand, "a", "{\"v\":1}");
  for (guint i = 0; i < N_PARTS; i++) {
    g_autofree char *name = g_strdup_printf ("添付 %u", i);

    attach (hand, "a", name, i % 2 ? "text/plain" : "image/png", i % 2, 20 + i, 3000);
  }
  give_back (&f->from, hand);
  ry_fault_proxy_reset_counts (f->from.proxy);
  replicate (&f->from, &f->to);
  g_assert_cmpuint (ry_fault_proxy_count (f->from.proxy, "GET doc"), ==, 1);
  g_assert_cmpuint (ry_fault_proxy_count (f->from.proxy, "GET attachment"), ==, 0);

  attach (hand, "a", "one more", "image/png", FALSE, 7, 500);
  give_back (&f->from, hand);
  drop_hand (&f->from, hand);
  ry_fault_proxy_reset_counts (f->from.proxy);
  replicate (&f->from, &f->to);
  g_assert_cmpuint (ry_fault_proxy_count (f->from.proxy, "GET doc"), ==, 0);
  g_assert_cmpuint (ry_fault_proxy_count (f->from.proxy, "GET attachment"), ==, 1);
  assert_sides_same (f);
  hand = take_hand (&f->to);
  for (guint i = 0; i < N_PARTS; i++) {
    g_autofree char *name = g_strdup_printf ("添付 %u", i);

    assert_attached (hand, "a", name, 20 + i, 3000);
  }
  drop_hand (&f->to, hand);
}

/* Large ones never stand in memory: the peak of this process grows by a few pieces, not by the attachment. */

#define LARGE (48 * 1024 * 1024)

static gint64
reset_peak (void)
{
  g_autofree char *status = NULL;
  const char *peak;

  g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0, NULL);
  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (peak = strstr (status, "VmHWM:")) == NULL)
    return 0;
  return g_ascii_strtoll (peak + strlen ("VmHWM:"), NULL, 10) * 1024;
}

static void
attach_large (RyStore *store)
{
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (store, NULL);
  g_autoptr (RyBlob) blob = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RyDocument) bare = ry_document_new ("large", NULL, FALSE, "{}", -1);
  g_autofree char *piece = g_malloc0 (1024 * 1024);

  for (guint i = 0; i < LARGE / (1024 * 1024); i++) {
    piece[i] = 'x';
    g_assert_true (ry_blob_writer_write (writer, piece, 1024 * 1024, NULL, NULL));
  }
  blob = ry_blob_writer_finish (writer, NULL, NULL);
  g_ptr_array_add (all, ry_blob_attach (blob, "large.bin", NULL, NULL, LARGE));
  g_ptr_array_add (documents, ry_document_with_attachments (bare, all));
  rows = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  g_assert_no_error (((RyWriteResult *) g_ptr_array_index (rows, 0))->error);
}

static void
test_large (Fixture *f, gconstpointer data)
{
  RyStore *hand = take_hand (&f->from);
  g_autoptr (RyAttachment) there = NULL;
  gint64 before, grown;

  attach_large (hand);
  before = reset_peak ();
  before = reset_peak ();
  give_back (&f->from, hand);
  drop_hand (&f->from, hand);
  copy_plain (f->from.plain, f->to.plain);
  hand = take_hand (&f->to);
  grown = reset_peak () - before;
  g_test_message ("grown by %" G_GINT64_FORMAT " KiB", grown / 1024);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed for a while */
  g_assert_cmpint (grown, <, LARGE / 2);
#endif
  there = ry_store_get_attachment (hand, "large", NULL, "large.bin", NULL);
  g_assert_true (there->here);
  drop_hand (&f->to, hand);
}

static gint64
replicate_some (Fixture *f, const char *const *ids, const char *selector)
{
  gint64 written = 0;

  for (;;) {
    g_autoptr (RyReplication) run = ry_replication_new (f->from.peer, f->to.peer);
    RySyncProgress progress;
    gboolean ok;

    ry_replication_set_filter (run, ids, selector);
    ok = ry_replication_run (run, NULL, NULL);
    ry_replication_get_progress (run, &progress);
    written += progress.docs_written;
    if (ok)
      return written;
  }
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  const char *const ids[] = { "n:00002", "n:00004", "nobody", NULL };
  const Road *road = data;
  RyStore *hand = take_hand (&f->from);

  if (road->from == END_POUCHDB) {
    drop_hand (&f->from, hand);
    g_test_skip ("PouchDB's server ends on a selector");
    return;
  }
  put_many (hand, "n", 30);
  put_many (hand, "bed", 10);
  give_back (&f->from, hand);
  drop_hand (&f->from, hand);
  g_assert_cmpint (replicate_some (f, ids, NULL), <=, 2);
  g_assert_cmpint (replicate_some (f, NULL, "{\"kind\":\"bed\",\"n\":{\"$gte\":2}}"), <=, 8);
  calm (&f->to);
  hand = take_hand (&f->to);
  g_assert_cmpint (ry_store_get_update_seq (hand), ==, 10);
  drop_hand (&f->to, hand);
}

/* What a first copy and a quiet look cost. */
static void
test_costs (Fixture *f, gconstpointer data)
{
  RyStore *hand = take_hand (&f->from);
  Side *sides[] = { &f->from, &f->to };

  put_many (hand, "n", 450);
  give_back (&f->from, hand);
  drop_hand (&f->from, hand);
  replicate (&f->from, &f->to);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *counts = sides[i]->proxy != NULL ? ry_fault_proxy_dup_counts (sides[i]->proxy) : NULL;
    gboolean ours = sides[i]->end == END_OURS;

    if (counts == NULL)
      continue;
    g_test_message ("a first copy asked the %s: %s", i == 0 ? "source" : "target", counts);
    /* Who is there, the log, the page or the comparison, the batch, the commit, the log: six, and a session. */
    g_assert_cmpuint (ry_fault_proxy_count (sides[i]->proxy, NULL), <=, 7 + ours);
    ry_fault_proxy_reset_counts (sides[i]->proxy);
  }
  replicate (&f->from, &f->to);
  for (guint i = 0; i < 2; i++)
    if (sides[i]->proxy != NULL)
      g_assert_cmpuint (ry_fault_proxy_count (sides[i]->proxy, NULL), ==, i == 0 ? 2 : 1);
}

static void
add_tests (const Road *road)
{
  static const char *const ends[] = { "local", "ours", "pouchdb", "couchdb" };
  static const struct {
    const char *name;
    void (*func) (Fixture *f, gconstpointer data);
    gboolean only_good;
  } tests[] = {
    { "copy", test_copy, FALSE },
    { "conflicts", test_conflicts, FALSE },
    { "to-and-fro", test_to_and_fro, FALSE },
    { "long-history", test_long_history, FALSE },
    { "attachments", test_attachments, FALSE },
    { "filters", test_filters, FALSE },
    { "large", test_large, TRUE },
    { "messages", test_messages, TRUE },
    { "costs", test_costs, TRUE },
  };

  for (guint t = 0; t < G_N_ELEMENTS (tests); t++) {
    g_autofree char *path = g_strdup_printf ("/roads/%s-to-%s%s/%s", ends[road->from], ends[road->to],
                                             road->bad ? "-badly" : "", tests[t].name);

    if (!road->bad || !tests[t].only_good)
      g_test_add (path, Fixture, road, set_up, tests[t].func, tear_down);
  }
}

/* Which ends take part: the newest named must be one of each road, since the others have been over already. */
static gboolean
takes_part (End end, gboolean with_pouchdb, gboolean with_couchdb)
{
  return (end != END_POUCHDB || with_pouchdb) && (end != END_COUCHDB || with_couchdb);
}

int
main (int argc, char **argv)
{
  static Road roads[2 * 4 * 4];
  gboolean with_pouchdb = argc > 1 && strcmp (argv[1], "--with-pouchdb") == 0;
  gboolean with_couchdb = g_getenv ("RYORIN_COUCHDB_URL") != NULL && !with_pouchdb;
  End guest = with_pouchdb ? END_POUCHDB : END_COUCHDB;
  guint n_roads = 0;
  int result;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (roads); i++) {
    Road road = { i / 8, i / 2 % 4, i % 2 };

    if (!takes_part (road.from, with_pouchdb, with_couchdb) || !takes_part (road.to, with_pouchdb, with_couchdb) ||
        ((with_pouchdb || with_couchdb) && road.from != guest && road.to != guest))
      continue;
    roads[n_roads] = road;
    add_tests (&roads[n_roads++]);
  }
  server = ry_server_process_new ();
  pouchdb = with_pouchdb ? ry_pouchdb_process_new () : NULL;
  result = g_test_run ();
  g_clear_pointer (&pouchdb, ry_pouchdb_process_free);
  ry_server_process_free (server);
  return result;
}
