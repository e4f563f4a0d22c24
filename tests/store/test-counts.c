/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The counts that are kept against the rows themselves: after edits, deletions, returns, conflicts, repeated
 * replicas, writes that failed, and while others write.
 */
#include <sqlite3.h>
#include <string.h>

#include "ry-error.h"
#include "store-fixture.h"

static void
assert_counts (Fixture *fixture)
{
  RyStoreInfo *info = ry_store_get_info (fixture->store, NULL);
  gint64 last = ry_store_get_update_seq (fixture->store);
  const gint64 since[] = { -5, 0, 1, 2, last / 3, last / 2, last - 1, last, last + 1, 1023, 1024, 1025, 2047, 2048 };

  g_assert_cmpint (info->doc_count, ==, count_in_file (fixture, "SELECT count(*) FROM docs WHERE deleted = 0"));
  g_assert_cmpint (info->doc_del_count, ==, count_in_file (fixture, "SELECT count(*) FROM docs WHERE deleted = 1"));
  g_assert_cmpint (info->update_seq, ==, last);
  for (guint i = 0; i < G_N_ELEMENTS (since); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM docs WHERE seq > %d", (int) since[i]);

    g_assert_cmpint (ry_store_count_changes (fixture->store, since[i], NULL), ==, count_in_file (fixture, sql));
  }
  ry_store_info_free (info);
}

/* Writes @n documents of a few hundred, at random: new ones, edits, deletions and what comes from elsewhere. */
static void
write_at_random (RyStore *store, guint n)
{
  for (guint i = 0; i < n; i += 20) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    gboolean new_edits = g_test_rand_int_range (0, 3) > 0;

    for (guint k = 0; k < 20; k++) {
      g_autofree char *id = g_strdup_printf ("%d", g_test_rand_int_range (0, 400));
      g_autofree char *rev = g_strdup_printf ("%d-%d", g_test_rand_int_range (1, 4), g_test_rand_int_range (0, 4));
      g_autofree char *body = g_strdup_printf ("{\"v\":%d}", g_test_rand_int ());
      g_autoptr (RyDocument) old = new_edits ? ry_store_get (store, id, NULL, RY_GET_DELETED, NULL) : NULL;
      gboolean deleted = g_test_rand_int_range (0, 4) == 0;

      g_ptr_array_add (documents, ry_document_new (id,
                                                   !new_edits    ? rev
                                                   : old != NULL ? ry_document_get_rev (old)
                                                                 : NULL,
                                                   deleted, body, -1));
    }
    g_ptr_array_unref (ry_store_write (store, documents, new_edits, RY_STORE_SOURCE_LOCAL, NULL, NULL));
  }
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  assert_counts (fixture);
  for (guint i = 0; i < 8; i++) {
    write_at_random (fixture->store, 400);
    assert_counts (fixture);
  }
  fixture_reopen (fixture);
  assert_counts (fixture);
  write_at_random (fixture->store, 400);
  assert_counts (fixture);
}

/* What was undone was not counted. */
static void
test_undone (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db;

  assert_counts (fixture);
  sqlite3_open (fixture->path, &db);
  sqlite3_exec (db,
                "CREATE TRIGGER poison BEFORE INSERT ON docs WHEN NEW.id = 'poison' "
                "BEGIN SELECT RAISE(ABORT, 'poisoned'); END",
                NULL, NULL, NULL);
  sqlite3_close (db);
  for (guint n = 2; n < 40; n += 30) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autoptr (GError) error = NULL;

    for (guint i = 0; i < n; i++) {
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_ptr_array_add (documents, ry_document_new (i + 1 < n ? id : "poison", NULL, FALSE, NULL, 0));
    }
    g_assert_null (ry_store_write (fixture->store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_FAILED);
    assert_counts (fixture);
  }
  write_at_random (fixture->store, 100);
  assert_counts (fixture);
}

static gpointer
write_in_thread (gpointer store)
{
  write_at_random (store, 4000);
  return NULL;
}

/* The first count is taken while others write. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    GThread *writer;

    write_at_random (fixture->store, 2000);
    fixture_reopen (fixture);
    writer = g_thread_new ("writer", write_in_thread, fixture->store);
    for (guint k = 0; k < 50; k++) {
      RyStoreInfo *info = ry_store_get_info (fixture->store, NULL);

      g_assert_cmpint (info->doc_count + info->doc_del_count, <=, 400);
      g_assert_cmpint (ry_store_count_changes (fixture->store, 0, NULL), >, 0);
      ry_store_info_free (info);
    }
    g_thread_join (writer);
    assert_counts (fixture);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/counts/random", Fixture, NULL, fixture_set_up, test_random, fixture_tear_down);
  g_test_add ("/counts/undone", Fixture, NULL, fixture_set_up, test_undone, fixture_tear_down);
  g_test_add ("/counts/meanwhile", Fixture, NULL, fixture_set_up, test_meanwhile, fixture_tear_down);
  return g_test_run ();
}
