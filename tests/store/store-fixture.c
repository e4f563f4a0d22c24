/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* The kinds of these tests: enough to order, to look up and to search. */
RyStoreSchema *
create_schema (void)
{
  RyStoreSchema *schema = ry_store_schema_new ();

  ry_store_schema_add_index (schema, "organisation", "reading", RY_INDEX_READING);
  ry_store_schema_add_index (schema, "organisation", "org_kind", RY_INDEX_VALUE);
  ry_store_schema_add_index (schema, "meeting", "number", RY_INDEX_VALUE);
  ry_store_schema_add_search (schema, "organisation", "name");
  ry_store_schema_add_search (schema, "organisation", "reading");
  ry_store_schema_add_search (schema, "organisation", "address");
  ry_store_schema_add_search (schema, "organisation", "departments");
  ry_store_schema_add_search (schema, "meeting", "title");
  ry_store_schema_add_search (schema, "meeting", "blocks.text");
  return schema;
}

void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ryorin-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "test.db", NULL);
  fixture->schema = create_schema ();
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_CREATE | RY_STORE_BULK_SPEED, NULL, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  ry_store_schema_unref (fixture->schema);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (fixture->store);
  fixture->store = ry_store_open (fixture->path, fixture->schema, RY_STORE_BULK_SPEED, NULL, &error);
  g_assert_no_error (error);
}

RyDocument *
parse_document (const char *json)
{
  g_autoptr (GError) error = NULL;
  RyDocument *document = ry_document_parse (json, -1, &error);

  g_assert_no_error (error);
  return document;
}

static RyWriteResult *
write_one (RyStore *store, const char *json, gboolean new_edits, GPtrArray **results)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, parse_document (json));
  *results = ry_store_write (store, documents, new_edits, RY_STORE_SOURCE_LOCAL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*results)->len, ==, 1);
  return g_ptr_array_index (*results, 0);
}

static char *
write_or_die (RyStore *store, const char *json, gboolean new_edits)
{
  g_autoptr (GPtrArray) results = NULL;
  RyWriteResult *result = write_one (store, json, new_edits, &results);

  g_assert_no_error (result->error);
  return g_steal_pointer (&result->rev);
}

/* Writes an edit; answers its revision. */
char *
write_json (RyStore *store, const char *json)
{
  return write_or_die (store, json, TRUE);
}

/* Writes what was made elsewhere. */
char *
replicate_json (RyStore *store, const char *json)
{
  return write_or_die (store, json, FALSE);
}

/* Writes what must be refused; answers why. */
GError *
write_failing (RyStore *store, const char *json, gboolean new_edits)
{
  g_autoptr (GPtrArray) results = NULL;
  RyWriteResult *result = write_one (store, json, new_edits, &results);

  g_assert_null (result->rev);
  g_assert_nonnull (result->error);
  return g_steal_pointer (&result->error);
}

RyDocument *
get_document (RyStore *store, const char *id, RyGet flags)
{
  g_autoptr (GError) error = NULL;
  RyDocument *document = ry_store_get (store, id, NULL, flags, &error);

  g_assert_no_error (error);
  return document;
}

/* The file has no fault. */
void
assert_whole (RyStore *store)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (ry_store_check (store, faults, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (faults, i));
  g_assert_cmpuint (faults->len, ==, 0);
}

/* Puts bytes into the store that no document names yet. */
RyBlob *
stage_text (RyStore *store, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyBlobWriter) writer = ry_blob_writer_new (store, &error);
  RyBlob *blob;

  g_assert_no_error (error);
  g_assert_true (ry_blob_writer_write (writer, text, strlen (text), NULL, &error));
  blob = ry_blob_writer_finish (writer, NULL, &error);
  g_assert_no_error (error);
  return blob;
}

static gboolean
do_nothing (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

/* Comes back when the lane has done what was handed over before, but for upkeep. */
void
pass_through_lane (RyStore *store)
{
  ry_lane_call (ry_store_get_lane (store), do_nothing, NULL, NULL, NULL, NULL);
}

/* One number out of the file, by a connection of its own. */
gint64
count_in_file (Fixture *fixture, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 count = -1;
  sqlite3 *db;

  sqlite3_open (fixture->path, &db);
  sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  if (sqlite3_step (statement) == SQLITE_ROW)
    count = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return count;
}

/* Upkeep runs when nothing else does. */
void
wait_for_count (Fixture *fixture, const char *sql, gint64 expected)
{
  for (guint i = 0; i < 1000 && count_in_file (fixture, sql) != expected; i++) {
    pass_through_lane (fixture->store);
    g_usleep (5000);
  }
  g_assert_cmpint (count_in_file (fixture, sql), ==, expected);
}
