/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of attachments where it gets rough: large ones in little memory, a process killed while it writes one,
 * a damaged one, a full disk, a backup, and others who write meanwhile.
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

#define MIB      1048576
#define LARGE    (200 * MIB)
#define PORTION  65536
#define N_KILLS  5
#define MEDIUM   (3 * MIB)
#define N_CHUNKS (MEDIUM / 262144)

/* Bytes that do not repeat, by their place and a number. */
static void
fill (guint8 *buffer, gsize length, guint64 seed)
{
  for (gsize i = 0; i + 8 <= length; i += 8) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    memcpy (buffer + i, &seed, 8);
  }
}

static RyBlob *
stage_large (RyStore *store, gsize length, guint64 seed, GError **error)
{
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (store, NULL);
  g_autofree guint8 *buffer = g_malloc (PORTION);

  for (gsize done = 0; done < length; done += PORTION) {
    fill (buffer, PORTION, seed + done);
    if (!ry_blob_writer_write (writer, buffer, PORTION, NULL, error))
      return NULL;
  }
  return ry_blob_writer_finish (writer, NULL, error);
}

/* Writes a document that has the bytes attached. */
static void
attach (RyStore *store, const char *id, RyBlob *blob)
{
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyDocument) plain = ry_document_new (id, NULL, FALSE, NULL, 0);
  g_autoptr (GPtrArray) results = NULL;

  g_ptr_array_add (attachments, ry_blob_attach (blob, "f", "application/pdf", NULL, -1));
  g_ptr_array_add (documents, ry_document_with_attachments (plain, attachments));
  results = ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL);
  g_assert_no_error (((RyWriteResult *) results->pdata[0])->error);
}

static gint64
read_status (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, name) : NULL;
  return line != NULL ? g_ascii_strtoll (line + strlen (name), NULL, 10) * 1024 : 0;
}

static void
read_through (RyStore *store, const char *digest, gsize expected)
{
  g_autoptr (GInputStream) in = ry_store_open_blob (store, digest, NULL);
  g_autofree char *buffer = g_malloc (PORTION);
  gsize total = 0;
  gssize n;

  while ((n = g_input_stream_read (in, buffer, PORTION, NULL, NULL)) > 0)
    total += (gsize) n;
  g_assert_cmpuint (total, ==, expected);
}

/* In, out and checked, and memory hardly grows. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyBlob) blob = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  g_file_set_contents ("/proc/self/clear_refs", "5", 1, NULL);
  before = read_status ("VmHWM:");
  blob = stage_large (fixture->store, LARGE, 1, &error);
  g_assert_no_error (error);
  attach (fixture->store, "large", blob);
  read_through (fixture->store, ry_blob_get_digest (blob), LARGE);
  assert_whole (fixture->store);
  g_test_message ("memory grew by %d KiB", (int) ((read_status ("VmHWM:") - before) / 1024));
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (read_status ("VmHWM:") - before, <, 30 * MIB);
#endif
}

/* Somebody else's small write does not wait for a large one. */
static void
test_others_go_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (fixture->store, NULL);
  g_autofree guint8 *buffer = g_malloc (4 * MIB);

  for (guint i = 0; i < 5; i++) {
    g_autofree char *json = g_strdup_printf ("{\"_id\":\"%u\"}", i);
    g_autoptr (RyDocument) document = NULL;

    fill (buffer, 4 * MIB, i);
    g_assert_true (ry_blob_writer_write (writer, buffer, 4 * MIB, NULL, NULL));
    g_free (write_json (fixture->store, json));
    document = get_document (fixture->store, "0", RY_GET_PLAIN);
  }
  g_assert_cmpint (ry_store_get_update_seq (fixture->store), ==, 5);
}

/* Attaches for ever, and tells what has been acknowledged. Never returns. */
static void
run_writer (const char *path, guint first)
{
  RyStore *store = ry_store_open (path, NULL, RY_STORE_CREATE, NULL, NULL);

  for (guint i = first;; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (RyBlob) blob = stage_large (store, MEDIUM, i, NULL);

    attach (store, id, blob);
    dprintf (STDOUT_FILENO, "%s\n", id);
  }
}

static void
kill_a_writer (const char *path, guint first, GString *said)
{
  g_autofree char *number = g_strdup_printf ("%u", first);
  char *argv[] = { (char *) "/proc/self/exe", (char *) "--attach", (char *) path, number, NULL };
  g_autoptr (GError) error = NULL;
  char buffer[4096];
  ssize_t length;
  GPid pid;
  int out;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_usleep ((gulong) g_test_rand_int_range (150000, 400000));
  kill (pid, SIGKILL);
  while ((length = read (out, buffer, sizeof buffer)) > 0)
    g_string_append_len (said, buffer, length);
  /* A line cut short by the kill was not said. */
  while (said->len > 0 && said->str[said->len - 1] != '\n')
    g_string_truncate (said, said->len - 1);
  waitpid (pid, NULL, 0);
  close (out);
}

/* What was acknowledged has its bytes; what was begun is gone soon after the next start. */
static void
test_kill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_auto (GStrv) ids = NULL;

  g_clear_object (&fixture->store);
  for (guint i = 0; i < N_KILLS; i++)
    kill_a_writer (fixture->path, i * 1000000, said);
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_OPEN_EXISTING, NULL, NULL);
  ids = g_strsplit (said->str, "\n", -1);
  g_test_message ("%u attachments acknowledged", g_strv_length (ids) - 1);
  for (guint i = 0; ids[i] != NULL && ids[i][0] != '\0'; i++) {
    g_autoptr (RyAttachment) found = ry_store_get_attachment (fixture->store, ids[i], NULL, "f", NULL);

    g_assert_true (found->here);
    g_assert_cmpint (found->length, ==, MEDIUM);
  }
  wait_for_count (fixture, "SELECT count(*) FROM blobs WHERE used = 0", 0);
  g_assert_cmpint (count_in_file (fixture, "SELECT count(*) FROM chunks"), ==,
                   N_CHUNKS * count_in_file (fixture, "SELECT count(*) FROM blobs"));
  g_assert_cmpint (count_in_file (fixture, "SELECT count(*) FROM blobs"), ==,
                   count_in_file (fixture, "SELECT count(*) FROM docs"));
  assert_whole (fixture->store);
}

static void
change_file (Fixture *fixture, const char *sql)
{
  char *fault = NULL;
  sqlite3 *db;

  sqlite3_open (fixture->path, &db);
  sqlite3_exec (db, sql, NULL, NULL, &fault);
  g_assert_cmpstr (fault, ==, NULL);
  sqlite3_close (db);
}

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  static const char *const harms[] = {
    "UPDATE chunks SET data = zeroblob (length (data)) WHERE n = 5",
    "DELETE FROM chunks WHERE n = 3",
    "DELETE FROM chunks WHERE n = (SELECT max (n) FROM chunks)",
    "UPDATE blobs SET length = length + 1",
    "DELETE FROM blobs",
    "UPDATE docs SET attachments = '{}}'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (harms); i++) {
    g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (RyBlob) blob = NULL;

    change_file (fixture, "DELETE FROM blobs; DELETE FROM chunks; DELETE FROM docs");
    blob = stage_large (fixture->store, MEDIUM, i, NULL);
    attach (fixture->store, id, blob);
    assert_whole (fixture->store);
    change_file (fixture, harms[i]);
    g_assert_true (ry_store_check (fixture->store, faults, NULL, NULL));
    g_assert_cmpuint (faults->len, ==, 1);
    g_test_message ("%s", (const char *) faults->pdata[0]);
  }
}

/* Bytes that end in the middle are an error, never a shorter file. */
static void
test_lost_chunk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RyBlob) blob = stage_large (fixture->store, MEDIUM, 1, NULL);
  g_autoptr (GInputStream) in = ry_store_open_blob (fixture->store, ry_blob_get_digest (blob), NULL);
  g_autofree char *buffer = g_malloc (MEDIUM);
  g_autoptr (GError) error = NULL;
  gsize n;

  change_file (fixture, "DELETE FROM chunks WHERE n = 7");
  g_assert_false (g_input_stream_read_all (in, buffer, MEDIUM, &n, NULL, &error));
  g_assert_error (error, RY_ERROR, RY_ERROR_CORRUPT);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (RyBlob) blob = stage_large (fixture->store, MEDIUM, 1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyAttachment) found = NULL;
  RyStore *copy;

  attach (fixture->store, "a", blob);
  g_assert_true (ry_store_backup (fixture->store, path, NULL, &error));
  g_assert_no_error (error);
  copy = ry_store_open (path, NULL, RY_STORE_OPEN_EXISTING, NULL, &error);
  g_assert_no_error (error);
  found = ry_store_get_attachment (copy, "a", NULL, "f", &error);
  g_assert_no_error (error);
  g_assert_true (found->here);
  read_through (copy, found->digest, MEDIUM);
  assert_whole (copy);
  g_assert_finalize_object (copy);
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, tight;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyBlob) blob = NULL;

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  tight = before;
  tight.rlim_cur = 10 * MIB;
  setrlimit (RLIMIT_FSIZE, &tight);
  g_assert_null (stage_large (fixture->store, 60 * MIB, 1, &error));
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_error (error, RY_ERROR, RY_ERROR_DISK_FULL);
  /* With room again, work goes on, and what was begun goes. */
  blob = stage_large (fixture->store, MEDIUM, 1, NULL);
  attach (fixture->store, "a", blob);
  g_clear_pointer (&blob, ry_blob_unref);
  wait_for_count (fixture, "SELECT count(*) FROM chunks", N_CHUNKS);
  assert_whole (fixture->store);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/blobs/large", test_large },
    { "/blobs/others-go-on", test_others_go_on },
    { "/blobs/kill", test_kill },
    { "/blobs/damage", test_damage },
    { "/blobs/lost-chunk", test_lost_chunk },
    { "/blobs/backup", test_backup },
    { "/blobs/disk-full", test_disk_full },
  };

  if (argc == 4 && strcmp (argv[1], "--attach") == 0)
    run_writer (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
