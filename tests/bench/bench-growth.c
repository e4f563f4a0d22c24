/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a store of a million documents costs more than one of ten thousand: one durable write, one read, one page of
 * the feed, as medians of many in both. Then the feed from its beginning, and reads while another thread writes
 * without pause.
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "ry-store.h"

#define BATCH    1000
#define N_TIMES  2000
#define N_WRITES 400
#define PAGE     100

/* What an HTTP server takes for any request, a constant answer included: 26,000 a second. */
#define REQUEST_US 38

typedef struct {
  double write;
  double read;
  double page;
} Costs;

static GRand *random_numbers;

static char *
create_id (guint number)
{
  return g_strdup_printf ("item:%08x", number * 2654435761u);
}

static RyDocument *
create_document (guint number)
{
  g_autofree char *id = create_id (number);
  g_autofree char *body = g_strdup_printf (
      "{\"type\":\"item\",\"number\":%u,\"name\":\"汐見第%u病院\",\"address\":\"北浜市汐見区北%u条東%u丁目\",\"notes\":"
      "\"空床の状況は毎朝八時半に報告する。転院の調整は地域連携室が受ける。面会は午後から。送迎の範囲は区内に限る。\","
      "\"tags\":[\"内科\",\"外科\",\"整形外科\"],\"pad\":\"%0200u\"}",
      number, number, number % 40, number % 30, number);

  return ry_document_new (id, NULL, FALSE, body, -1);
}

static void
write_range (RyStore *store, guint first, guint n)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) error = NULL;
  GPtrArray *results;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (documents, create_document (first + i));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (results);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static double
take_quantile (GArray *times, double quantile)
{
  g_array_sort (times, compare_times);
  return g_array_index (times, double, MIN (times->len - 1, (guint) (times->len * quantile)));
}

static void
note (GArray *times, gint64 begin)
{
  double time = (double) (g_get_monotonic_time () - begin);

  g_array_append_val (times, time);
}

static void
read_one (RyStore *store, guint n_documents, GArray *times)
{
  g_autofree char *id = create_id ((guint) g_rand_int_range (random_numbers, 0, (int) n_documents));
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (RyDocument) document = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);

  note (times, begin);
  g_assert_nonnull (document);
}

static double
add_request (double cost)
{
  return cost + REQUEST_US;
}

static Costs
measure (RyStore *store, guint *n_documents)
{
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) reads = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (double));
  Costs costs;

  for (guint i = 0; i < N_WRITES; i++) {
    gint64 begin = g_get_monotonic_time ();

    write_range (store, (*n_documents)++, 1);
    note (writes, begin);
  }
  for (guint i = 0; i < N_TIMES; i++) {
    gint64 since = g_rand_int_range (random_numbers, 0, (int) *n_documents - PAGE), begin;

    read_one (store, *n_documents, reads);
    begin = g_get_monotonic_time ();
    g_ptr_array_unref (ry_store_get_changes (store, since, PAGE, FALSE, NULL));
    note (pages, begin);
  }
  costs = (Costs){ take_quantile (writes, 0.5), take_quantile (reads, 0.5), take_quantile (pages, 0.5) };
  g_print ("  %8u documents: write %7.0f us, read %5.1f us, page of %d changes %6.1f us\n", *n_documents, costs.write,
           costs.read, PAGE, costs.page);
  return costs;
}

static void
fill (RyStore *store, guint *n_documents, guint up_to)
{
  for (; *n_documents < up_to; *n_documents += MIN (BATCH, up_to - *n_documents))
    write_range (store, *n_documents, MIN (BATCH, up_to - *n_documents));
}

static gpointer
write_without_pause (gpointer data)
{
  RyStore *store = data;

  for (guint next = 1u << 30; !g_cancellable_is_cancelled (g_object_get_data (data, "enough")); next += 500)
    write_range (store, next, 500);
  return NULL;
}

/* A reader beside a writer, as two clients of one server. */
static void
measure_contention (RyStore *store, guint n_documents)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GCancellable) enough = g_cancellable_new ();
  gint64 end = g_get_monotonic_time () + 4 * G_USEC_PER_SEC;
  double median, tail;
  GThread *writer;

  g_object_set_data (G_OBJECT (store), "enough", enough);
  writer = g_thread_new ("writer", write_without_pause, store);
  while (g_get_monotonic_time () < end)
    read_one (store, n_documents, times);
  g_cancellable_cancel (enough);
  g_thread_join (writer);
  median = take_quantile (times, 0.5);
  tail = take_quantile (times, 0.99);
  g_print (
      "  read while 500 documents a transaction are written without pause: median %.3f ms, p99 %.3f ms (below 10)\n",
      median / 1000, tail / 1000);
}

static void
measure_feed (RyStore *store)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GPtrArray) changes = ry_store_get_changes (store, 0, 100000, FALSE, NULL);

  g_print ("  the first %u changes: %.0f ms\n", changes->len, (g_get_monotonic_time () - begin) / 1000.0);
}

int
main (int argc, char **argv)
{
  guint few = 10000, many = argc > 1 ? (guint) atoi (argv[1]) : 1000000, n_documents = 0;
  g_autofree char *folder = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL), *command = NULL;
  g_autofree char *path = g_build_filename (folder, "growth.db", NULL);
  g_autoptr (GError) error = NULL;
  RyStore *store = ry_store_open (path, NULL, RY_STORE_CREATE, NULL, &error);
  Costs before, after;

  g_assert_no_error (error);
  random_numbers = g_rand_new_with_seed (1);
  fill (store, &n_documents, few);
  before = measure (store, &n_documents);
  fill (store, &n_documents, many);
  after = measure (store, &n_documents);
  g_print ("  growth: write %.2f times, read %.2f times, page %.2f times; in a server's answer of %d us or more: write "
           "%.2f, read %.2f, page %.2f (below 1.3)\n",
           after.write / before.write, after.read / before.read, after.page / before.page, REQUEST_US,
           add_request (after.write) / add_request (before.write), add_request (after.read) / add_request (before.read),
           add_request (after.page) / add_request (before.page));
  measure_feed (store);
  measure_contention (store, n_documents);
  g_object_unref (store);
  g_rand_free (random_numbers);
  command = g_strdup_printf ("rm -r '%s'", folder);
  return g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL) ? 0 : 1;
}
