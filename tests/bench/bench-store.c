/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing documents of 600 bytes, 500 a transaction, against SQLite inserting the same text into a bare table
 * in the same run: as edits, as replicas, with the indexes of a kind, and as edits of what is there. Then
 * lists.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ry-store.h"

#define BATCH 500

typedef struct {
  const char *what;
  gboolean indexed;
  gboolean new_edits;
  gboolean again; /* edits what the run before has written */
} Run;

/* Time on the processor and on the clock: the first is steadier where other programs run. */
typedef struct {
  double cpu;
  double wall;
} Seconds;

static Seconds
read_clocks (void)
{
  Seconds now = { (double) clock () / CLOCKS_PER_SEC, g_get_monotonic_time () / 1e6 };

  return now;
}

static void
add_since (Seconds *sum, Seconds begin)
{
  Seconds now = read_clocks ();

  sum->cpu += now.cpu - begin.cpu;
  sum->wall += now.wall - begin.wall;
}

static char *
create_body (guint number, guint version)
{
  return g_strdup_printf (
      "{\"kind\":\"organisation\",\"name\":\"汐見第%u病院\",\"reading\":\"しおみだい%uびょういん\",\"org_"
      "kind\":\"hospital\","
      "\"area\":\"汐見%u区\",\"medical_code\":\"01%08u\",\"address\":\"北浜市汐見区北%u条東%u丁目%u-%u\","
      "\"telephone\":\"000-%04u-0000\",\"status\":\"open\",\"version\":%u,"
      "\"departments\":[\"内科\",\"外科\",\"整形外科\"],\"beds\":%u,\"notes\":"
      "\"空床の状況は毎朝八時半に報告する。"
      "転院の調整は地域連携室が受ける。面会は午後から。送迎の範囲は区内に限る。\"}",
      number, (number * 7919) % 100003, number / 100 % 97, number * 7, number % 40, number % 30, number % 20,
      number % 9, number % 10000, version, number % 300);
}

static GPtrArray *
create_batch (guint first, guint n_documents, const Run *run, GPtrArray *revs)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = first; i < first + BATCH && i < n_documents; i++) {
    g_autofree char *id = g_strdup_printf ("organisation:%010u", 110000000 + i * 7);
    g_autofree char *body = create_body (i, run->again);
    const char *rev = run->again       ? g_ptr_array_index (revs, i)
                      : run->new_edits ? NULL
                                       : "1-0123456789abcdef0123456789abcdef";

    g_ptr_array_add (documents, ry_document_new (id, rev, FALSE, body, -1));
  }
  return documents;
}

static Seconds
measure_writes (RyStore *store, guint n_documents, const Run *run, GPtrArray *revs)
{
  Seconds seconds = { 0, 0 };

  for (guint first = 0; first < n_documents; first += BATCH) {
    g_autoptr (GPtrArray) documents = create_batch (first, n_documents, run, revs);
    Seconds begin = read_clocks ();
    g_autoptr (GPtrArray) results =
        ry_store_write (store, documents, run->new_edits, RY_STORE_SOURCE_LOCAL, NULL, NULL);

    add_since (&seconds, begin);
    for (guint i = 0; i < results->len; i++) {
      RyWriteResult *result = g_ptr_array_index (results, i);

      g_assert_no_error (result->error);
      if (!run->again)
        g_ptr_array_add (revs, g_strdup (result->rev));
    }
  }
  return seconds;
}

/* The floor: id, sequence and text into one table. */
static Seconds
measure_bare (const char *folder, guint n_documents)
{
  g_autofree char *path = g_build_filename (folder, "bare.db", NULL);
  sqlite3_stmt *statement;
  Seconds seconds = { 0, 0 };
  sqlite3 *db;

  sqlite3_open (path, &db);
  sqlite3_exec (db,
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE bare (row INTEGER PRIMARY "
                "KEY, id TEXT UNIQUE, seq INTEGER UNIQUE, body TEXT)",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO bare (id, seq, body) VALUES (?1, ?2, ?3)", -1, &statement, NULL);
  for (guint first = 0; first < n_documents; first += BATCH) {
    const Run run = { NULL, FALSE, TRUE, FALSE };
    g_autoptr (GPtrArray) documents = create_batch (first, n_documents, &run, NULL);
    Seconds begin = read_clocks ();

    sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
    for (guint i = 0; i < documents->len; i++) {
      RyDocument *document = g_ptr_array_index (documents, i);

      sqlite3_bind_text (statement, 1, ry_document_get_id (document), -1, SQLITE_STATIC);
      sqlite3_bind_int64 (statement, 2, first + i + 1);
      sqlite3_bind_text (statement, 3, ry_document_get_body (document, NULL), -1, SQLITE_STATIC);
      sqlite3_step (statement);
      sqlite3_reset (statement);
    }
    sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    add_since (&seconds, begin);
  }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return seconds;
}

static RyStoreSchema *
create_schema (gboolean indexed)
{
  static const char *const members[] = { "org_kind", "status", "area", "medical_code", "telephone" };
  RyStoreSchema *schema = ry_store_schema_new ();

  if (!indexed)
    return schema;
  ry_store_schema_add_index (schema, "organisation", "reading", RY_INDEX_READING);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    ry_store_schema_add_index (schema, "organisation", members[i], RY_INDEX_VALUE);
  return schema;
}

static void
print_list (RyStore *store, const char *what, const RyQuery *query)
{
  double best = G_MAXDOUBLE;
  guint n_rows = 0;

  for (guint n = 0; n < 7; n++) {
    gint64 begin = g_get_monotonic_time ();
    g_autoptr (GArray) rows = ry_store_query_rows (store, query, NULL, NULL);

    best = MIN (best, (g_get_monotonic_time () - begin) / 1000.0);
    n_rows = rows->len;
  }
  g_print ("  list %-24s %6u rows %8.2f ms\n", what, n_rows, best);
}

static void
print_lists (RyStore *store)
{
  const char *const status[] = { "status=open", NULL }, *const kind[] = { "org_kind=hospital", "status=open", NULL };
  const char *const name[] = { "name~第777", NULL };
  RyQuery query = { "organisation", "reading", FALSE, NULL, NULL, 0 };
  double best = G_MAXDOUBLE;
  gint64 rows[50];

  print_list (store, "by reading", &query);
  query.limit = 100;
  print_list (store, "first hundred", &query);
  query.limit = 0;
  query.where = status;
  print_list (store, "where status=open", &query);
  query.where = kind;
  print_list (store, "where two conditions", &query);
  query.where = name;
  print_list (store, "where name~ (no index)", &query);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = 1 + i * 997;
  for (guint n = 0; n < 7; n++) {
    gint64 begin = g_get_monotonic_time ();

    g_ptr_array_unref (ry_store_get_rows (store, rows, G_N_ELEMENTS (rows), NULL));
    best = MIN (best, (g_get_monotonic_time () - begin) / 1000.0);
  }
  g_print ("  page of 50 documents              %8.2f ms\n", best);
}

int
main (int argc, char **argv)
{
  static const Run runs[] = {
    { "replicas", FALSE, FALSE, FALSE },
    { "edits", FALSE, TRUE, FALSE },
    { "edits again", FALSE, TRUE, TRUE },
    { "edits, six indexes", TRUE, TRUE, FALSE },
  };
  guint n_documents = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL), *command = NULL;
  Seconds bare = measure_bare (folder, n_documents);
  g_autoptr (GPtrArray) revs = NULL;
  g_autoptr (RyStore) store = NULL;

  g_print ("%-22s %8.0f documents/s, %8.0f by processor time\n", "bare table", n_documents / bare.wall,
           n_documents / bare.cpu);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++) {
    g_autofree char *name = g_strdup_printf ("run%u.db", i);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (RyStoreSchema) schema = create_schema (runs[i].indexed);
    Seconds seconds;

    if (!runs[i].again) {
      g_clear_object (&store);
      store = ry_store_open (path, schema, RY_STORE_CREATE | RY_STORE_BULK_SPEED, NULL, NULL);
      g_clear_pointer (&revs, g_ptr_array_unref);
      revs = g_ptr_array_new_with_free_func (g_free);
    }
    seconds = measure_writes (store, n_documents, &runs[i], revs);
    g_print ("%-22s %8.0f documents/s, %8.0f by processor time: %.1f times the bare table, %.1f by processor "
             "time\n",
             runs[i].what, n_documents / seconds.wall, n_documents / seconds.cpu, seconds.wall / bare.wall,
             seconds.cpu / bare.cpu);
  }
  print_lists (store);
  g_clear_object (&store);
  command = g_strdup_printf ("rm -r '%s'", folder);
  return g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL) ? 0 : 1;
}
