/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the page of actions asks when it opens, on a region of twenty years: 500 meetings, 20,000 actions of which 400
 * are open. Prints the median of eleven, in milliseconds; what the page waits for first, then what comes after it.
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "ry-action-csv.h"
#include "ry-action-life.h"
#include "ry-digest.h"
#include "ry-json.h"

#define ACTIONS  20000
#define MEETINGS 500
#define ROWS     30 /* in sight */
#define RUNS     11
#define TODAY    "2026-11-24"

typedef struct {
  RyWorkspace *workspace;
  RyActionFilter *filter;
  RyDocument *old; /* an action with a long life */
} Bench;

static RyDocument *
create_meeting (guint n)
{
  g_autofree char *id = g_strdup_printf ("meeting:m%u", n);
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"meeting\",\"title\":\"第%u回例会\",\"number\":%u,\"series\":\"series:r\","
                       "\"council\":\"council:care\",\"date\":\"%04u-%02u-%02u\",\"stage\":\"sealed\",\"agenda\":["
                       "{\"key\":\"a\",\"title\":\"報告\"},{\"key\":\"b\",\"title\":\"協議\"}],\"blocks\":[]}",
                       n, n, 2006 + n / 25, n / 2 % 12 + 1, n % 2 == 0 ? 8 : 22);

  return ry_document_new (id, NULL, FALSE, body, -1);
}

static RyDocument *
create_action (guint n)
{
  gboolean open = n % 50 == 0;
  g_autofree char *id = g_strdup_printf ("action:a%05u", n);
  g_autofree char *body = g_strdup_printf (
      "{\"kind\":\"action\",\"text\":\"宿題その%u、窓口を問い合わせて一枚の表にする\",\"council\":\"council:care\","
      "\"meeting\":\"meeting:m%u\",\"item\":\"b\",\"owner\":\"person:p%u\",\"owner_name\":\"人%u\",\"number\":\"%u-%"
      "u\","
      "\"due\":\"%04u-%02u-%02u\",\"status\":\"%s\"%s}",
      n, n / (ACTIONS / MEETINGS), n % 60, n % 60, n / 40, n % 40, open ? 2026 + n % 2 : 2006 + n / 1000, n % 12 + 1,
      n % 28 + 1, open ? "doing" : "done", open ? "" : ",\"done_on\":\"2020-01-01\"");

  return ry_document_new (id, NULL, FALSE, body, -1);
}

static void
fill (RyStore *store, RyDocument *(*create) (guint n), guint n)
{
  for (guint i = 0; i < n;) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (GPtrArray) results = NULL;

    for (; i < n && documents->len < 1000; i++)
      g_ptr_array_add (documents, create (i));
    results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
    g_assert_nonnull (results);
  }
}

/* The first frame: rows of both lists, and the documents in sight with their sources. */
static void
open_list (Bench *bench)
{
  RyStore *store = ry_workspace_get_store (bench->workspace, "council");
  guint parts[] = { RY_ACTIONS_OPEN, 1u << RY_ACTION_DONE };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_auto (GStrv) where = ry_action_filter_dup_where (bench->filter, parts[i]);
    const RyQuery query = {
      .kind = "action", .order = "due", .descending = i == 1, .where = (const char *const *) where
    };
    g_autoptr (GArray) rows = ry_store_query_rows (store, &query, NULL, NULL);
    g_autoptr (GPtrArray) seen =
        ry_store_get_rows (store, (const gint64 *) (gpointer) rows->data, MIN (rows->len, ROWS), NULL);

    for (guint j = 0; i == 0 && j < seen->len; j++)
      g_free (ry_action_dup_source (bench->workspace, ry_document_get_root (seen->pdata[j])));
  }
}

static void
open_board (Bench *bench)
{
  RyStore *store = ry_workspace_get_store (bench->workspace, "council");

  for (guint i = 0; i < RY_ACTION_COLUMNS; i++) {
    g_auto (GStrv) where = ry_action_filter_dup_where (bench->filter, 1u << i);
    const RyQuery query = { .kind = "action", .order = "due", .where = (const char *const *) where };
    g_autoptr (GArray) rows = ry_store_query_rows (store, &query, NULL, NULL);
    g_autoptr (GPtrArray) seen =
        ry_store_get_rows (store, (const gint64 *) (gpointer) rows->data, MIN (rows->len, 8), NULL);

    g_assert_nonnull (seen);
  }
}

static void
count_late (Bench *bench)
{
  g_autoptr (RyActionFilter) late = ry_action_filter_copy (bench->filter);

  ry_action_filter_set_scope (late, RY_ACTIONS_LATE);
  ry_action_filter_count (late, bench->workspace, NULL);
}

static void
tell_life (Bench *bench)
{
  g_free (ry_action_dup_life (bench->workspace, ry_document_get_root (bench->old), TODAY));
}

static void
list_digests (Bench *bench)
{
  g_ptr_array_unref (ry_digest_list (bench->workspace, TODAY, 7, 1, NULL));
}

static void
write_csv (Bench *bench)
{
  g_autoptr (GPtrArray) actions = ry_action_filter_list (bench->filter, bench->workspace, NULL);
  RyTableWriter *table = ry_action_csv_create (bench->workspace, actions, RY_ENCODING_UTF8);

  ry_table_writer_free (table);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static void
measure (Bench *bench, const char *name, void (*run) (Bench *bench), guint runs)
{
  double times[RUNS];

  for (guint i = 0; i < runs; i++) {
    gint64 start = g_get_monotonic_time ();

    run (bench);
    times[i] = (double) (g_get_monotonic_time () - start) / 1000;
  }
  qsort (times, runs, sizeof (double), compare);
  g_print ("actions %-22s %8.1f ms\n", name, times[runs / 2]);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (folder, "home", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);
  Bench bench = { NULL };

  g_assert_true (ry_workspace_create (home, "汐見区", &error));
  bench.workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  fill (ry_workspace_get_store (bench.workspace, "council"), create_meeting, MEETINGS);
  fill (ry_workspace_get_store (bench.workspace, "council"), create_action, ACTIONS);
  bench.filter = ry_action_filter_new (TODAY);
  bench.old = ry_workspace_get (bench.workspace, "action:a00050", &error);
  g_assert_no_error (error);
  measure (&bench, "list", open_list, RUNS);
  measure (&bench, "board", open_board, RUNS);
  measure (&bench, "life of one", tell_life, RUNS);
  measure (&bench, "count overdue", count_late, RUNS);
  measure (&bench, "reminders", list_digests, RUNS);
  measure (&bench, "csv of all", write_csv, 1);
  ry_document_unref (bench.old);
  ry_action_filter_free (bench.filter);
  ry_workspace_close (bench.workspace);
  g_object_unref (bench.workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  return 0;
}
