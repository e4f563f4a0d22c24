/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes that share a transaction: each has its own answer, its own event's source, and its own failure.
 */
#include <sqlite3.h>
#include <string.h>

#include "ry-error.h"
#include "store-fixture.h"

#define N_THREADS 8
#define N_WRITES  100

typedef struct {
  GPtrArray *results;
  GError *error;
  gboolean done;
} Outcome;

static gboolean
wait_a_little (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  g_usleep (30000);
  return TRUE;
}

/* While the lane is busy, what is handed over gathers. */
static void
hold_lane (RyStore *store)
{
  ry_lane_run_async (ry_store_get_lane (store), wait_a_little, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
finish_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->results = ry_store_write_finish (RY_STORE (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
begin (RyStore *store, const char *json, gboolean new_edits, guint source, GCancellable *cancellable, Outcome *outcome)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  *outcome = (Outcome){ NULL, NULL, FALSE };
  g_ptr_array_add (documents, parse_document (json));
  ry_store_write_async (store, documents, new_edits, source, cancellable, finish_cb, outcome);
}

static void
wait_for (Outcome *outcomes, guint n)
{
  for (guint i = 0; i < n; i++)
    while (!outcomes[i].done)
      g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
clear (Outcome *outcomes, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_clear_pointer (&outcomes[i].results, g_ptr_array_unref);
    g_clear_error (&outcomes[i].error);
  }
}

static const RyWriteResult *
get_result (const Outcome *outcome)
{
  g_assert_no_error (outcome->error);
  return outcome->results->pdata[0];
}

static void
note_committed_cb (RyStore *store, gint64 first, gint64 last, guint source, gpointer data)
{
  g_string_append_printf (data, "%d-%d:%u ", (int) first, (int) last, source);
}

/* One transaction for all; one event for neighbours of one source. */
static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  Outcome outcomes[8];
  guint n = 0;

  g_cancellable_cancel (cancelled);
  g_signal_connect (fixture->store, "committed", G_CALLBACK (note_committed_cb), events);
  hold_lane (fixture->store);
  begin (fixture->store, "{\"_id\":\"a\"}", TRUE, 0, NULL, &outcomes[n++]);
  begin (fixture->store, "{\"_id\":\"b\"}", TRUE, 0, NULL, &outcomes[n++]);
  begin (fixture->store, "{\"_id\":\"a\",\"v\":2}", TRUE, 0, NULL, &outcomes[n++]);
  begin (fixture->store, "{\"_id\":\"c\"}", TRUE, 0, cancelled, &outcomes[n++]);
  begin (fixture->store, "{\"_id\":\"d\"}", FALSE, 0, NULL, &outcomes[n++]);
  begin (fixture->store, "{\"_id\":\"e\",\"_rev\":\"3-x\"}", FALSE, 7, NULL, &outcomes[n++]);
  begin (fixture->store, "{\"_id\":\"_local/f\"}", TRUE, 7, NULL, &outcomes[n++]);
  begin (fixture->store, "{\"_id\":\"g\"}", TRUE, 0, NULL, &outcomes[n++]);
  wait_for (outcomes, n);
  g_assert_nonnull (get_result (&outcomes[0])->rev);
  g_assert_nonnull (get_result (&outcomes[1])->rev);
  g_assert_error (get_result (&outcomes[2])->error, RY_ERROR, RY_ERROR_CONFLICT);
  g_assert_error (outcomes[3].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (get_result (&outcomes[4])->error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  g_assert_cmpstr (get_result (&outcomes[5])->rev, ==, "3-x");
  g_assert_cmpstr (get_result (&outcomes[6])->rev, ==, "0-1");
  g_assert_nonnull (get_result (&outcomes[7])->rev);
  g_assert_cmpstr (events->str, ==, "1-2:0 3-3:7 4-4:0 ");
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, 4);
  g_signal_handlers_disconnect_by_data (fixture->store, events);
  clear (outcomes, n);
  assert_whole (fixture->store);
}

/* What breaks one write's transaction does not break its neighbours'. */
static void
test_one_breaks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) events = g_string_new (NULL);
  Outcome outcomes[5];
  sqlite3 *db;

  sqlite3_open (fixture->path, &db);
  sqlite3_exec (db,
                "CREATE TRIGGER poison BEFORE INSERT ON docs WHEN NEW.id = 'poison' "
                "BEGIN SELECT RAISE(ABORT, 'poisoned'); END",
                NULL, NULL, NULL);
  sqlite3_close (db);
  g_signal_connect (fixture->store, "committed", G_CALLBACK (note_committed_cb), events);
  hold_lane (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    g_autofree char *json = g_strdup_printf ("{\"_id\":\"%s%u\"}", i == 2 ? "poison\",\"x\":\"" : "a", i);

    begin (fixture->store, json, TRUE, 0, NULL, &outcomes[i]);
  }
  wait_for (outcomes, G_N_ELEMENTS (outcomes));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    if (i == 2)
      g_assert_error (outcomes[i].error, RY_ERROR, RY_ERROR_FAILED);
    else
      g_assert_nonnull (get_result (&outcomes[i])->rev);
  }
  g_assert_cmpstr (events->str, ==, "1-1:0 2-2:0 3-3:0 4-4:0 ");
  g_signal_handlers_disconnect_by_data (fixture->store, events);
  clear (outcomes, G_N_ELEMENTS (outcomes));
  assert_whole (fixture->store);
}

typedef struct {
  RyStore *store;
  guint number;
  guint n_conflicts;
} Thread;

/* Its own documents, and now and then one that all want to be the first to write. */
static gpointer
write_many (gpointer data)
{
  Thread *thread = data;

  for (guint i = 0; i < N_WRITES; i++) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autofree char *own = g_strdup_printf ("t%u-%u", thread->number, i), *shared = g_strdup_printf ("shared-%u", i);
    g_autoptr (GPtrArray) results = NULL;

    g_ptr_array_add (documents, ry_document_new (own, NULL, FALSE, NULL, 0));
    g_ptr_array_add (documents, ry_document_new (shared, NULL, FALSE, NULL, 0));
    results = ry_store_write (thread->store, documents, TRUE, thread->number, NULL, NULL);
    g_assert_no_error (((RyWriteResult *) results->pdata[0])->error);
    thread->n_conflicts += ((RyWriteResult *) results->pdata[1])->error != NULL;
  }
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  Thread threads[N_THREADS];
  GThread *running[N_THREADS];
  guint n_conflicts = 0;
  RyStoreInfo *info;

  for (guint i = 0; i < N_THREADS; i++) {
    threads[i] = (Thread){ fixture->store, i, 0 };
    running[i] = g_thread_new ("writer", write_many, &threads[i]);
  }
  for (guint i = 0; i < N_THREADS; i++) {
    g_thread_join (running[i]);
    n_conflicts += threads[i].n_conflicts;
  }
  info = ry_store_get_info (fixture->store, NULL);
  g_assert_cmpuint (n_conflicts, ==, (N_THREADS - 1) * N_WRITES);
  g_assert_cmpint (info->doc_count, ==, (N_THREADS + 1) * N_WRITES);
  g_assert_cmpint (info->update_seq, ==, (N_THREADS + 1) * N_WRITES);
  ry_store_info_free (info);
  assert_whole (fixture->store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/group/answers", Fixture, NULL, fixture_set_up, test_answers, fixture_tear_down);
  g_test_add ("/group/one-breaks", Fixture, NULL, fixture_set_up, test_one_breaks, fixture_tear_down);
  g_test_add ("/group/threads", Fixture, NULL, fixture_set_up, test_threads, fixture_tear_down);
  return g_test_run ();
}
