/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents a second, pushed to and pulled from ryorin-server in a process of its own: 10,000 documents of 600
 * bytes, medians of several runs. RYORIN_BENCH_DOCUMENTS and RYORIN_BENCH_RUNS change how many.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-replication.h"
#include "ry-server-process.h"
#include "ry-store.h"

static guint
get_number (const char *name, guint otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) atoi (text) : otherwise;
}

static RyStore *
open_store (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (RyStoreSchema) schema = ry_store_schema_new ();
  GError *error = NULL;
  RyStore *store = ry_store_open (path, schema, RY_STORE_CREATE, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
fill (RyStore *store, guint n)
{
  g_autofree char *filling = g_strnfill (480, 'x');
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("thing:%08u", i);
    g_autofree char *body =
        g_strdup_printf ("{\"kind\":\"thing\",\"n\":%u,\"name\":\"汐見病院\",\"text\":\"%s\",\"flag\":true}", i,
                         filling);

    g_ptr_array_add (documents, ry_document_new (id, NULL, FALSE, body, -1));
  }
  rows = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, n);
}

static double
measure (RyPeer *source, RyPeer *target, guint n)
{
  g_autoptr (RyReplication) run = ry_replication_new (source, target);
  gint64 begun = g_get_monotonic_time ();
  RySyncProgress progress;
  GError *error = NULL;

  ry_replication_run (run, NULL, &error);
  g_assert_no_error (error);
  ry_replication_get_progress (run, &progress);
  g_assert_cmpint (progress.docs_written, ==, n);
  return n * 1e6 / (double) (g_get_monotonic_time () - begun);
}

static int
compare_doubles (const void *a, const void *b)
{
  double d = *(const double *) a - *(const double *) b;

  return (d > 0) - (d < 0);
}

static void
report (const char *what, double *rates, guint n)
{
  qsort (rates, n, sizeof *rates, compare_doubles);
  g_print ("%s: %.0f documents/s (median of %u; %.0f to %.0f)\n", what, rates[n / 2], n, rates[0], rates[n - 1]);
}

int
main (void)
{
  guint n = get_number ("RYORIN_BENCH_DOCUMENTS", 10000), runs = get_number ("RYORIN_BENCH_RUNS", 7);
  g_autoptr (RyServerProcess) server = ry_server_process_new ();
  g_autofree char *dir = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL);
  g_autofree double *pushed = g_new (double, runs), *pulled = g_new (double, runs);
  g_autoptr (RyStore) source = open_store (dir, "source.sqlite");
  g_autoptr (RyPeer) source_peer = ry_local_peer_new (source, ry_store_new_source ());
  g_autoptr (RyHttpClient) client = ry_http_client_new (ry_server_process_get_url (server), RY_SERVER_PROCESS_USER,
                                                        RY_SERVER_PROCESS_PASSWORD, 0, NULL);
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", dir);

  fill (source, n);
  for (guint i = 0; i < runs; i++) {
    g_autofree char *database = g_strdup_printf ("bench-%u", i);
    g_autofree char *name = g_strdup_printf ("target-%u.sqlite", i);
    g_autoptr (RyPeer) remote = ry_http_peer_new (client, database);
    g_autoptr (RyStore) target = open_store (dir, name);
    g_autoptr (RyPeer) target_peer = ry_local_peer_new (target, ry_store_new_source ());
    GError *error = NULL;

    ry_peer_create (remote, NULL, &error);
    g_assert_no_error (error);
    pushed[i] = measure (source_peer, remote, n);
    pulled[i] = measure (remote, target_peer, n);
    ry_store_close (target);
  }
  report ("push", pushed, runs);
  report ("pull", pulled, runs);
  ry_store_close (source);
  return system (remove);
}
