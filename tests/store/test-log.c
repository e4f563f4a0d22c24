/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The write-ahead log stays short while somebody writes, and what was acknowledged is there however the process ends.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"

#define N_BATCHES 150
#define BATCH     100

static void
write_batch (RyStore *store, guint batch)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < BATCH; i++) {
    g_autofree char *id = g_compute_checksum_for_data (G_CHECKSUM_MD5, (guchar *) &(guint){ batch * BATCH + i }, 4);
    g_autofree char *body = g_strdup_printf ("{\"pad\":\"%0600u\"}", i);

    g_ptr_array_add (documents, ry_document_new (id, NULL, FALSE, body, -1));
  }
  g_ptr_array_unref (ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL));
}

static gint64
measure_log (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf buffer;

  return g_stat (path, &buffer) == 0 ? buffer.st_size : 0;
}

/* Ten times as much goes through it as it may hold. */
static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  gint64 longest = 0;

  for (guint i = 0; i < N_BATCHES; i++) {
    write_batch (fixture->store, i);
    longest = MAX (longest, measure_log (fixture));
  }
  g_test_message ("the log was %d KiB long at most", (int) (longest / 1024));
  g_assert_cmpint (longest, <, 40 * 1048576);
  g_assert_cmpint (count_in_file (fixture, "SELECT count(*) FROM docs"), ==, N_BATCHES * BATCH);
  assert_whole (fixture->store);
}

/* When nobody writes any more, the file has everything, and memory is given back; then work goes on. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL), *content = NULL;
  gsize length;
  RyStore *store = NULL;

  write_batch (fixture->store, 0);
  for (guint i = 0; i < 100 && store == NULL; i++) {
    RyStoreInfo *info = NULL;

    g_usleep (100000);
    /* The file alone, without its log, once that has been carried over. */
    g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
    g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
    g_clear_pointer (&content, g_free);
    store = ry_store_open (copy, NULL, RY_STORE_OPEN_EXISTING, NULL, NULL);
    info = store != NULL ? ry_store_get_info (store, NULL) : NULL;
    if (info != NULL && info->doc_count != BATCH)
      g_clear_object (&store);
    ry_store_info_free (info);
  }
  g_assert_nonnull (store);
  g_clear_object (&store);
  write_batch (fixture->store, 1);
  g_assert_cmpint (count_in_file (fixture, "SELECT count(*) FROM docs"), ==, 2 * BATCH);
  assert_whole (fixture->store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/log/bounded", Fixture, NULL, fixture_set_up, test_bounded, fixture_tear_down);
  g_test_add ("/log/rest", Fixture, NULL, fixture_set_up, test_rest, fixture_tear_down);
  return g_test_run ();
}
