/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compaction: what goes, what stays, that others write meanwhile, and that the file gets shorter.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "ry-error.h"
#include "store-fixture.h"

static void
compact (RyStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ry_store_compact (store, NULL, &error));
  g_assert_no_error (error);
  assert_whole (store);
}

static gboolean
has_content (RyStore *store, const char *id, const char *rev)
{
  g_autoptr (RyDocument) document = ry_store_get (store, id, rev, RY_GET_PLAIN, NULL);

  return document != NULL;
}

/* A tree: 1-a, 2-b and 2-c from it, 3-d from 2-b, and 1-x apart; each with the time that is given, or none. */
static void
write_tree (RyStore *store, const char *id, const char *kind, const char *const *times)
{
  static const char *const revs[] = {
    "{\"start\":1,\"ids\":[\"a\"]}",       "{\"start\":2,\"ids\":[\"b\",\"a\"]}",
    "{\"start\":2,\"ids\":[\"c\",\"a\"]}", "{\"start\":3,\"ids\":[\"d\",\"b\",\"a\"]}",
    "{\"start\":1,\"ids\":[\"x\"]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (revs); i++) {
    g_autofree char *json =
        g_strdup_printf ("{\"_id\":\"%s\",\"_revisions\":%s%s,\"updated_at\":\"%s\"}", id, revs[i], kind, times[i]);

    g_free (replicate_json (store, json));
  }
}

static char *
dup_time (int years)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, -365 * years - 30);

  return g_date_time_format_iso8601 (then);
}

/* Which of 1-a 2-b 2-c 3-d 1-x are still there. */
static void
assert_kept (RyStore *store, const char *id, const char *expected)
{
  static const char *const revs[] = { "1-a", "2-b", "2-c", "3-d", "1-x" };
  g_autoptr (RyDocument) winner = get_document (store, id, RY_GET_REVISIONS | RY_GET_REVS_INFO | RY_GET_CONFLICTS);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (revs); i++)
    g_string_append (kept, has_content (store, id, revs[i]) ? "1" : "0");
  g_assert_cmpstr (kept->str, ==, expected);
  g_assert_cmpstr (ry_document_get_rev (winner), ==, "3-d");
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_conflicts (winner)), ==, 2);
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_history (winner)), ==, 3);
}

static void
test_what_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = dup_time (1), *young = dup_time (0);
  const char *const all_old[] = { old, old, old, old, old }, *const all_young[] = { young, young, young, young, young };
  const char *const replaced_now[] = { old, old, old, young, old };

  write_tree (fixture->store, "foreign", "", all_young);
  write_tree (fixture->store, "old", ",\"kind\":\"action\"", all_old);
  write_tree (fixture->store, "young", ",\"kind\":\"action\"", all_young);
  write_tree (fixture->store, "replaced", ",\"kind\":\"action\"", replaced_now);
  compact (fixture->store);
  /* Leaves alone; leaves and the base of a merge; all of the last year; what lost in the last year. */
  assert_kept (fixture->store, "foreign", "00111");
  assert_kept (fixture->store, "old", "10111");
  assert_kept (fixture->store, "young", "11111");
  assert_kept (fixture->store, "replaced", "11111");
  compact (fixture->store);
  assert_kept (fixture->store, "old", "10111");
}

static void
test_revs_info (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_json (fixture->store, "{\"_id\":\"a\"}");
  g_autofree char *edit = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":2}", first);
  g_autofree char *second = write_json (fixture->store, edit);
  g_autofree char *deletion = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", second);
  g_autofree char *third = write_json (fixture->store, deletion);
  g_autofree char *expected = NULL, *json = NULL;
  g_autoptr (RyDocument) document = NULL;

  compact (fixture->store);
  document = ry_store_get (fixture->store, "a", NULL, RY_GET_REVS_INFO | RY_GET_DELETED, NULL);
  json = ry_document_to_json (document, RY_DOCUMENT_JSON_REVS_INFO);
  expected =
      g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true,\"_revs_info\":[{\"rev\":\"%s\",\"status\":"
                       "\"deleted\"},{\"rev\":\"%s\",\"status\":\"missing\"},{\"rev\":\"%s\",\"status\":\"missing\"}]}",
                       third, third, second, first);
  g_assert_cmpstr (json, ==, expected);
}

/* A deletion is a fact: it stays, and an old copy does not undo it. */
static void
test_tombstones (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *again = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  g_free (replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"1-a\",\"v\":1}"));
  g_free (replicate_json (fixture->store,
                          "{\"_id\":\"a\",\"_deleted\":true,\"_revisions\":{\"start\":2,\"ids\":[\"b\",\"a\"]}}"));
  compact (fixture->store);
  again = replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"1-a\",\"v\":1}");
  changes = ry_store_get_changes (fixture->store, 0, 0, FALSE, NULL);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_true (((RyChange *) changes->pdata[0])->deleted);
}

static void
test_deleted_conflicts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *json = NULL;

  g_free (replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"2-a\"}"));
  g_free (replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"3-c\",\"_deleted\":true}"));
  g_free (replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"2-b\",\"_deleted\":true}"));
  g_free (replicate_json (fixture->store, "{\"_id\":\"a\",\"_rev\":\"1-z\"}"));
  document = get_document (fixture->store, "a", RY_GET_CONFLICTS | RY_GET_DELETED_CONFLICTS);
  json = ry_document_to_json (document, RY_DOCUMENT_JSON_CONFLICTS | RY_DOCUMENT_JSON_DELETED_CONFLICTS);
  g_assert_cmpstr (
      json, ==, "{\"_id\":\"a\",\"_rev\":\"2-a\",\"_conflicts\":[\"1-z\"],\"_deleted_conflicts\":[\"3-c\",\"2-b\"]}");
}

/* Bytes of revisions that are gone go; those of a leaf stay, and those that somebody reads. */
static void
test_blobs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = write_json (fixture->store, "{\"_id\":\"a\",\"_attachments\":{\"f\":{\"data\":\"AAAA\"},"
                                                       "\"g\":{\"data\":\"AQEB\"},\"h\":{\"data\":\"AgIC\"}}}");
  g_autoptr (RyAttachment) f = ry_store_get_attachment (fixture->store, "a", NULL, "f", NULL);
  g_autoptr (RyAttachment) g = ry_store_get_attachment (fixture->store, "a", NULL, "g", NULL);
  g_autoptr (RyAttachment) h = ry_store_get_attachment (fixture->store, "a", NULL, "h", NULL);
  g_autofree char *edit =
      g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_attachments\":{\"f\":{\"stub\":true}}}", first);
  g_autofree char *second = write_json (fixture->store, edit);
  GInputStream *in = ry_store_open_blob (fixture->store, h->digest, NULL);
  char buffer[8];

  compact (fixture->store);
  g_assert_false (has_content (fixture->store, "a", first));
  g_assert_true (ry_store_has_blob (fixture->store, f->digest));
  g_assert_false (ry_store_has_blob (fixture->store, g->digest));
  g_assert_true (ry_store_has_blob (fixture->store, h->digest));
  g_assert_cmpint (g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL), ==, 3);
  g_object_unref (in);
  compact (fixture->store);
  g_assert_false (ry_store_has_blob (fixture->store, h->digest));
  g_assert_true (ry_store_has_blob (fixture->store, f->digest));
}

static void
write_many (RyStore *store, guint n, guint n_edits)
{
  g_autofree char **revs = g_new0 (char *, n);

  for (guint edit = 0; edit <= n_edits; edit++) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    GPtrArray *results;

    for (guint i = 0; i < n; i++) {
      g_autofree char *id = g_strdup_printf ("%u", i),
                      *body = g_strdup_printf ("{\"v\":%u,\"pad\":\"%0500u\"}", edit, i);

      g_ptr_array_add (documents, ry_document_new (id, revs[i], FALSE, body, -1));
    }
    results = ry_store_write (store, documents, TRUE, 0, NULL, NULL);
    for (guint i = 0; i < n; i++) {
      RyWriteResult *result = results->pdata[i];

      g_assert_no_error (result->error);
      g_free (revs[i]);
      revs[i] = g_strdup (result->rev);
    }
    g_ptr_array_unref (results);
  }
  for (guint i = 0; i < n; i++)
    g_free (revs[i]);
}

/* The file when its log has been carried over, which somebody else may just be doing. */
static gint64
measure (Fixture *fixture)
{
  GStatBuf buffer;

  for (guint i = 0; i < 500 && count_in_file (fixture, "PRAGMA wal_checkpoint(TRUNCATE)") != 0; i++)
    g_usleep (10000);
  g_stat (fixture->path, &buffer);
  return buffer.st_size;
}

static void
test_shorter (Fixture *fixture, gconstpointer data)
{
  gint64 before, after;

  write_many (fixture->store, 1000, 5);
  before = measure (fixture);
  compact (fixture->store);
  after = measure (fixture);
  g_test_message ("%d KiB before, %d KiB after", (int) (before / 1024), (int) (after / 1024));
  g_assert_cmpint (after * 3, <, before);
  g_assert_cmpint (count_in_file (fixture, "SELECT count(*) FROM revs"), ==, 0);
}

/* A file that was made without room for that is rewritten. */
static void
test_shorter_old (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db;

  g_clear_object (&fixture->store);
  sqlite3_open (fixture->path, &db);
  sqlite3_exec (db, "PRAGMA journal_mode=DELETE; PRAGMA auto_vacuum=NONE; VACUUM", NULL, NULL, NULL);
  sqlite3_close (db);
  g_assert_cmpint (count_in_file (fixture, "PRAGMA auto_vacuum"), ==, 0);
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_BULK_SPEED, NULL, NULL);
  test_shorter (fixture, data);
  g_assert_cmpint (count_in_file (fixture, "PRAGMA auto_vacuum"), ==, 2);
}

static gpointer
compact_all_the_time (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    g_assert_true (ry_store_compact (data, NULL, NULL));
  return NULL;
}

/* Others write, attach and read while it runs, and lose nothing. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  GThread *thread;

  write_many (fixture->store, 500, 3);
  thread = g_thread_new ("compact", compact_all_the_time, fixture->store);
  for (guint i = 0; i < 200; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i % 10), *base64 = g_base64_encode ((guchar *) text, 1);
    g_autofree char *json =
        g_strdup_printf ("{\"_id\":\"att%u\",\"_attachments\":{\"f\":{\"data\":\"%s\"}}}", i, base64);
    g_autofree char *rev = write_json (fixture->store, json), *edit = NULL;

    edit = g_strdup_printf ("{\"_id\":\"att%u\",\"_rev\":\"%s\",\"v\":2%s}", i, rev,
                            i % 2 > 0 ? ",\"_attachments\":{\"f\":{\"stub\":true}}" : "");
    g_free (write_json (fixture->store, edit));
  }
  g_thread_join (thread);
  for (guint i = 1; i < 200; i += 2) {
    g_autofree char *id = g_strdup_printf ("att%u", i);
    g_autoptr (RyAttachment) found = ry_store_get_attachment (fixture->store, id, NULL, "f", NULL);

    g_assert_true (found->here);
  }
  compact (fixture->store);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RyStoreInfo *info;

  g_cancellable_cancel (cancellable);
  g_assert_false (ry_store_compact (fixture->store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  info = ry_store_get_info (fixture->store, NULL);
  g_assert_false (info->compacting);
  ry_store_info_free (info);
}

static void
test_revs_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rev = g_strdup ("");

  g_assert_cmpuint (ry_store_get_revs_limit (fixture->store), ==, 1000);
  g_assert_false (ry_store_set_revs_limit (fixture->store, 0, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST);
  g_assert_true (ry_store_set_revs_limit (fixture->store, 3, NULL));
  fixture_reopen (fixture);
  g_assert_cmpuint (ry_store_get_revs_limit (fixture->store), ==, 3);
  for (guint i = 0; i < 8; i++) {
    g_autofree char *json = *rev != '\0' ? g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":%u}", rev, i)
                                         : g_strdup ("{\"_id\":\"a\"}");

    g_free (rev);
    rev = write_json (fixture->store, json);
  }
  document = get_document (fixture->store, "a", RY_GET_REVISIONS);
  g_assert_cmpuint (g_strv_length ((GStrv) ry_document_get_history (document)), ==, 3);
  g_assert_cmpint (count_in_file (fixture, "SELECT count(*) FROM revs"), ==, 2);
  assert_whole (fixture->store);
}

static void
test_locals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = ry_store_get_locals (fixture->store, NULL), found = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_free (write_json (fixture->store, "{\"_id\":\"_local/b\",\"v\":1}"));
  g_free (write_json (fixture->store, "{\"_id\":\"_local/a\",\"v\":2}"));
  g_free (write_json (fixture->store, "{\"_id\":\"_local/a\",\"_rev\":\"0-1\",\"v\":3}"));
  found = ry_store_get_locals (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (ry_document_get_id (found->pdata[0]), ==, "_local/a");
  g_assert_cmpstr (ry_document_get_rev (found->pdata[0]), ==, "0-2");
  g_assert_cmpstr (ry_document_get_body (found->pdata[0], NULL), ==, "{\"v\":3}");
  g_assert_cmpstr (ry_document_get_id (found->pdata[1]), ==, "_local/b");
}

static void
edit_all (RyStore *store, guint n)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (RyDocument) there = ry_store_get (store, id, NULL, RY_GET_PLAIN, NULL);

    g_ptr_array_add (documents, ry_document_new (id, ry_document_get_rev (there), FALSE, "{\"v\":\"again\"}", -1));
  }
  g_ptr_array_unref (ry_store_write (store, documents, TRUE, 0, NULL, NULL));
}

/* A compaction is worth its time when more was written than there are documents, and a thousand at least. */
static void
test_untidy (Fixture *fixture, gconstpointer data)
{
  write_many (fixture->store, 400, 3);
  g_assert_true (ry_store_is_untidy (fixture->store));
  compact (fixture->store);
  g_assert_false (ry_store_is_untidy (fixture->store));
  edit_all (fixture->store, 400);
  edit_all (fixture->store, 400);
  g_assert_false (ry_store_is_untidy (fixture->store));
  edit_all (fixture->store, 400);
  g_assert_true (ry_store_is_untidy (fixture->store));
  compact (fixture->store);

  /* What was done is known after a restart. */
  fixture_reopen (fixture);
  g_assert_false (ry_store_is_untidy (fixture->store));
}

/* As many new documents as you like make no work for it. */
static void
test_tidy (Fixture *fixture, gconstpointer data)
{
  write_many (fixture->store, 1500, 0);
  g_assert_false (ry_store_is_untidy (fixture->store));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/compact/what-stays", test_what_stays },
    { "/compact/revs-info", test_revs_info },
    { "/compact/tombstones", test_tombstones },
    { "/compact/deleted-conflicts", test_deleted_conflicts },
    { "/compact/blobs", test_blobs },
    { "/compact/shorter", test_shorter },
    { "/compact/shorter-old", test_shorter_old },
    { "/compact/meanwhile", test_meanwhile },
    { "/compact/cancelled", test_cancelled },
    { "/compact/revs-limit", test_revs_limit },
    { "/compact/locals", test_locals },
    { "/compact/untidy", test_untidy },
    { "/compact/tidy", test_tidy },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
