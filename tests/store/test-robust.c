/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must not lose anything: a process killed while it writes, a full disk, a damaged file, a file from
 * another program or another time, several threads, a backup while others write.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ry-error.h"
#include "store-fixture.h"

#define N_KILLS 6

static RyDocument *
create_numbered (guint number)
{
  g_autofree char *id = g_strdup_printf ("organisation:%u", number);
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"organisation\",\"name\":\"第%u病院\",\"reading\":\"だい%u\",\"notes\":\"%0400u\"}",
                       number, number, number);

  return ry_document_new (id, NULL, FALSE, body, -1);
}

static GPtrArray *
write_numbered (RyStore *store, guint first, guint n, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (documents, create_numbered (first + i));
  return ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, error);
}

typedef struct {
  RyStore *store;
  guint first;
  int out;
} Writer;

/* Writes for ever, and tells what has been acknowledged. Never returns. */
static gpointer
write_for_ever (gpointer data)
{
  const Writer *writer = data;

  for (guint next = writer->first;; next += 7) {
    g_autoptr (GPtrArray) results = write_numbered (writer->store, next, 7, NULL);

    for (guint i = 0; i < results->len; i++) {
      RyWriteResult *result = results->pdata[i];

      dprintf (writer->out, "%s %s\n", result->id, result->rev);
    }
  }
  return NULL;
}

/* Several at once, so that they share transactions. */
static void
run_writers (const char *path, guint first, int out)
{
  g_autoptr (RyStoreSchema) schema = create_schema ();
  RyStore *store = ry_store_open (path, schema, RY_STORE_CREATE, NULL, NULL);
  Writer writers[4];

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++) {
    writers[i] = (Writer){ store, first + i * 100000, out };
    if (i > 0)
      g_thread_new ("writer", write_for_ever, &writers[i]);
  }
  write_for_ever (&writers[0]);
}

/* Reads what the writer said before it was killed. A line cut short by the kill was not said. */
static void
collect_acknowledged (int in, GHashTable *acknowledged)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  char buffer[4096];
  ssize_t length;

  while ((length = read (in, buffer, sizeof buffer)) > 0)
    g_string_append_len (said, buffer, length);
  lines = g_strsplit (said->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) {
    char **parts = g_strsplit (lines[i], " ", 2);

    g_hash_table_insert (acknowledged, parts[0], parts[1]);
    g_free (parts);
  }
}

/* This program again, as the one to be killed: a fork would take threads' locks along. */
static void
kill_a_writer (const char *path, guint first, GHashTable *acknowledged)
{
  g_autofree char *number = g_strdup_printf ("%u", first);
  char *argv[] = { (char *) "/proc/self/exe", (char *) "--write", (char *) path, number, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int out;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_usleep ((gulong) g_test_rand_int_range (150000, 400000));
  kill (pid, SIGKILL);
  collect_acknowledged (out, acknowledged);
  waitpid (pid, NULL, 0);
  close (out);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer id, rev;

  g_clear_object (&fixture->store);
  for (guint i = 0; i < N_KILLS; i++)
    kill_a_writer (fixture->path, i * 1000000, acknowledged);
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_OPEN_EXISTING, NULL, NULL);
  g_test_message ("%u documents acknowledged", g_hash_table_size (acknowledged));
  g_assert_cmpuint (g_hash_table_size (acknowledged), >, 0);
  g_hash_table_iter_init (&iter, acknowledged);
  while (g_hash_table_iter_next (&iter, &id, &rev)) {
    g_autoptr (RyDocument) document = get_document (fixture->store, id, RY_GET_PLAIN);

    g_assert_cmpstr (ry_document_get_rev (document), ==, rev);
  }
  /* All or nothing of each call, and the search index behind it catches up. */
  g_assert_cmpint (ry_store_get_update_seq (fixture->store) % 7, ==, 0);
  g_assert_cmpint (ry_store_search_count (fixture->store, "病院", NULL, 0, NULL), ==,
                   ry_store_get_update_seq (fixture->store));
  assert_whole (fixture->store);
}

/* Files may not grow past a limit: for SQLite the same as a disk that is full. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, tight;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = write_numbered (fixture->store, 0, 50, &error), more = NULL;
  gint64 seq = ry_store_get_update_seq (fixture->store);

  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  tight = before;
  tight.rlim_cur = 256 * 1024;
  setrlimit (RLIMIT_FSIZE, &tight);
  more = write_numbered (fixture->store, 1000, 2000, &error);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_null (more);
  g_assert_error (error, RY_ERROR, RY_ERROR_DISK_FULL);
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, seq);
  g_clear_error (&error);
  /* With room again, work goes on. */
  more = write_numbered (fixture->store, 1000, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, seq + 10);
  assert_whole (fixture->store);
}

static void
assert_refused (const char *path, const char *content, gssize length, RyErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  gsize after_length;

  if (length < 0)
    length = (gssize) strlen (content);
  g_assert_true (g_file_set_contents (path, content, length, NULL));
  g_assert_null (ry_store_open (path, NULL, RY_STORE_CREATE, NULL, &error));
  g_assert_error (error, RY_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_true (g_file_get_contents (path, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, content, length);
}

static void
test_strange_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "strange.db", NULL),
                  *none = g_build_filename (fixture->folder, "none.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  sqlite3 *db;

  assert_refused (path, "氏名,電話\n汐見,000\n", -1, RY_ERROR_CORRUPT);
  g_unlink (path);
  sqlite3_open (path, &db);
  sqlite3_exec (db, "CREATE TABLE other (x)", NULL, NULL, NULL);
  sqlite3_close (db);
  g_file_get_contents (path, &content, &length, NULL);
  assert_refused (path, content, (gssize) length, RY_ERROR_CORRUPT);
  g_assert_null (ry_store_open (none, NULL, RY_STORE_OPEN_EXISTING, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (none, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_file_set_contents (path, "", 0, NULL);
  g_assert_null (ry_store_open (path, NULL, RY_STORE_OPEN_EXISTING, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_CORRUPT);
}

static void
test_newer_version (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL, *restore = NULL;
  sqlite3_stmt *statement;
  gsize length;
  sqlite3 *db;

  g_free (write_json (fixture->store, "{\"_id\":\"a\"}"));
  g_clear_object (&fixture->store);
  sqlite3_open (fixture->path, &db);
  sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL);
  sqlite3_step (statement);
  restore = g_strdup_printf ("PRAGMA user_version = %d", sqlite3_column_int (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_exec (db, "PRAGMA user_version = 999", NULL, NULL, NULL);
  sqlite3_close (db);
  g_file_get_contents (fixture->path, &content, &length, NULL);
  assert_refused (fixture->path, content, (gssize) length, RY_ERROR_NEWER_VERSION);
  sqlite3_open (fixture->path, &db);
  sqlite3_exec (db, restore, NULL, NULL, NULL);
  sqlite3_close (db);
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_OPEN_EXISTING, NULL, NULL);
  g_assert_nonnull (fixture->store);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* A list is whole, or an error: half of it, or none of it, would look like the truth. */
static void
assert_whole_or_error (RyStore *store, guint n)
{
  const RyQuery queries[] = { { .kind = "organisation" }, { .kind = "organisation", .order = "name" } };
  g_autoptr (GError) error = NULL;
  RyStoreInfo *info = ry_store_get_info (store, &error);

  g_assert_true ((info == NULL) == (error != NULL));
  g_clear_pointer (&info, ry_store_info_free);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (GError) inner = NULL;
    g_autoptr (GArray) rows = ry_store_query_rows (store, &queries[i], NULL, &inner);

    if (rows != NULL)
      g_assert_cmpuint (rows->len, ==, n);
    g_assert_true ((rows == NULL) == (inner != NULL));
  }
}

/* Bytes in the middle of the file turn bad: every answer is right, or an error; the check says that it is
 * damaged. */
static void
test_damaged_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) results = write_numbered (fixture->store, 0, 2000, NULL),
                        faults = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  guint n_errors = 0, n_told = 0;
  gsize length;

  g_clear_object (&fixture->store);
  g_file_get_contents (fixture->path, &content, &length, NULL);
  for (gsize page = 20; page < length / 4096; page += 9)
    memset (content + page * 4096, 0x5a, 4096);
  g_file_set_contents (fixture->path, content, (gssize) length, NULL);
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_OPEN_EXISTING, NULL, &error);
  if (fixture->store == NULL) {
    g_assert_error (error, RY_ERROR, RY_ERROR_CORRUPT);
    fixture->store = g_object_new (RY_TYPE_STORE, NULL);
    return;
  }
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *id = g_strdup_printf ("organisation:%u", i);
    g_autoptr (GError) inner = NULL;
    g_autoptr (RyDocument) document = ry_store_get (fixture->store, id, NULL, RY_GET_PLAIN, &inner);

    if (document == NULL) {
      n_errors++;
      g_assert_true (g_error_matches (inner, RY_ERROR, RY_ERROR_CORRUPT) ||
                     g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND));
    }
  }
  g_assert_cmpuint (n_errors, >, 0);
  g_signal_connect_swapped (fixture->store, "damaged", G_CALLBACK (count_cb), &n_told);
  assert_whole_or_error (fixture->store, 2000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_true (ry_store_check (fixture->store, faults, NULL, NULL));
  g_assert_cmpuint (faults->len, >, 0);
}

/* A file as the first version made it. */
static void
test_migration (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sql = NULL,
                  *fixture_path = g_test_build_filename (G_TEST_DIST, "store", "data", "version-1.sql", NULL);
  g_autoptr (RyDocument) document = NULL, edited = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  char *fault = NULL;
  sqlite3 *db;

  g_clear_object (&fixture->store);
  g_unlink (fixture->path);
  g_assert_true (g_file_get_contents (fixture_path, &sql, NULL, &error));
  sqlite3_open (fixture->path, &db);
  sqlite3_exec (db, sql, NULL, NULL, &fault);
  g_assert_cmpstr (fault, ==, NULL);
  sqlite3_close (db);
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_OPEN_EXISTING, NULL, &error);
  g_assert_no_error (error);
  document = get_document (fixture->store, "organisation:1", RY_GET_REVISIONS | RY_GET_CONFLICTS);
  g_assert_cmpstr (ry_document_get_string (document, "name"), ==, "汐見病院");
  g_assert_cmpstr (ry_document_get_rev (document), ==, "2-b");
  g_assert_cmpstr (ry_document_get_conflicts (document)[0], ==, "2-a");
  g_assert_cmpint (ry_store_search_count (fixture->store, "病院", NULL, 0, NULL), ==, 1);
  g_free (write_json (fixture->store, "{\"_id\":\"organisation:1\",\"_rev\":\"2-b\",\"kind\":\"organisation\","
                                      "\"name\":\"新\",\"_attachments\":{\"a\":{\"data\":\"aGk=\"}}}"));
  edited = get_document (fixture->store, "organisation:1", RY_GET_PLAIN);
  json = ry_document_to_json (edited, RY_DOCUMENT_JSON_PLAIN);
  g_assert_nonnull (strstr (json, "\"length\":2,\"stub\":true}}"));
  assert_whole (fixture->store);
}

static gpointer
read_all_the_time (gpointer data)
{
  Fixture *fixture = data;
  gint64 before = 0;

  while (before < 2000) {
    RyQuery query = { "organisation", "reading", FALSE, NULL, NULL, 0 };
    gint64 count = ry_store_query_count (fixture->store, &query, NULL);
    g_autoptr (GArray) rows = ry_store_query_rows (fixture->store, &query, NULL, NULL);
    g_autoptr (GPtrArray) changes = ry_store_get_changes (fixture->store, before, 0, FALSE, NULL);

    /* A reader sees whole commits of ten, in order. */
    g_assert_cmpint (count % 10, ==, 0);
    g_assert_cmpint (count, >=, before);
    g_assert_cmpuint (rows->len, >=, count);
    for (guint i = 0; i < changes->len; i++)
      g_assert_cmpint (((RyChange *) changes->pdata[i])->seq, ==, before + i + 1);
    before = count;
  }
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  GThread *readers[2];

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    readers[i] = g_thread_new ("reader", read_all_the_time, fixture);
  for (guint i = 0; i < 2000; i += 10)
    g_ptr_array_unref (write_numbered (fixture->store, i, 10, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_thread_join (readers[i]);
  assert_whole (fixture->store);
}

static gpointer
write_until_told (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 10000; !g_cancellable_is_cancelled (g_object_get_data (G_OBJECT (fixture->store), "enough")); i += 10)
    g_ptr_array_unref (write_numbered (fixture->store, i, 10, NULL));
  return NULL;
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL),
                  *stale = g_build_filename (fixture->folder, "copy.db-wal", NULL);
  g_autoptr (GPtrArray) results = write_numbered (fixture->store, 0, 3000, NULL);
  g_autoptr (GCancellable) enough = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RyStore) copy = NULL;
  GThread *writer;

  g_object_set_data (G_OBJECT (fixture->store), "enough", enough);
  writer = g_thread_new ("writer", write_until_told, fixture);
  g_file_set_contents (path, "an older copy", -1, NULL);
  g_file_set_contents (stale, "a log of the older copy", -1, NULL);
  g_assert_true (ry_store_backup (fixture->store, path, NULL, &error));
  g_assert_no_error (error);
  g_cancellable_cancel (enough);
  g_thread_join (writer);
  g_assert_false (ry_store_backup (fixture->store, path, enough, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  copy = ry_store_open (path, fixture->schema, RY_STORE_OPEN_EXISTING, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ry_store_get_update_seq (copy), >=, 3000);
  g_assert_cmpint (ry_store_get_update_seq (copy) % 10, ==, 0);
  assert_whole (copy);
  g_clear_error (&error);
  g_assert_false (ry_store_backup (fixture->store, "/nonexistent/copy.db", NULL, &error));
  g_assert_nonnull (error);
}

/* What the check is for: each fault is put into a whole file and must be told. */
static void
test_check_tells (Fixture *fixture, gconstpointer data)
{
  static const char *const faults[] = {
    "UPDATE docs SET tree = 'nonsense' WHERE id = 'organisation:4'",
    "UPDATE docs SET rev = '1-other', tree = '1 +abc' || char(10) WHERE id = 'organisation:5'",
    "UPDATE docs SET n_conflicts = 1 WHERE id = 'organisation:6'",
    "UPDATE docs SET body = '{' WHERE id = 'organisation:7'",
    "DELETE FROM keys WHERE id = 'organisation:8'",
    "INSERT INTO keys (field, key, id, row) VALUES (1, 'x', 'ghost', 4711)",
    "INSERT INTO revs (row, rev, deleted, body) VALUES (4711, '1-a', 0, '{}')",
  };

  g_ptr_array_unref (write_numbered (fixture->store, 0, 10, NULL));
  assert_whole (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
    sqlite3 *db;

    sqlite3_open (fixture->path, &db);
    sqlite3_busy_timeout (db, 5000); /* the search index may be catching up */
    g_assert_cmpint (sqlite3_exec (db, "BEGIN", NULL, NULL, NULL), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_exec (db, faults[i], NULL, NULL, NULL), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close (db);
    g_assert_true (ry_store_check (fixture->store, found, NULL, NULL));
    g_test_message ("%s: %u", faults[i], found->len);
    g_assert_cmpuint (found->len, >, i);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/robust/kill", test_kill },
    { "/robust/disk-full", test_disk_full },
    { "/robust/strange-files", test_strange_files },
    { "/robust/newer-version", test_newer_version },
    { "/robust/damaged-pages", test_damaged_pages },
    { "/robust/migration", test_migration },
    { "/robust/threads", test_threads },
    { "/robust/backup", test_backup },
    { "/robust/check-tells", test_check_tells },
  };

  if (argc == 4 && strcmp (argv[1], "--write") == 0)
    run_writers (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10), STDOUT_FILENO);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
