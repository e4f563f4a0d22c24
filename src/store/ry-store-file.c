/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is in the file, and how an older file becomes a newer one. Each version of the layout is one step, run in
 * one transaction with its number; a file from a newer program, or of another program, is refused unread.
 *
 * docs holds each document once, with its winning revision's body, so that lists and the feed read one table.
 * revs holds the bodies of all other revisions: losing leaves, and ancestors, which merges need.
 */
#include "ry-store-private.h"

#include <string.h>
#include <unicode/uversion.h>

#include "ry-error.h"

/* "RYRN": tells a database of ours from another program's. */
#define APPLICATION_ID 0x5259524e

#define INDEX_PREFIX "x_"

static const char *const steps[] = {
  /* 1: documents */
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE docs ("
  "  row INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  seq INTEGER NOT NULL UNIQUE,"
  "  deleted INTEGER NOT NULL,"
  "  n_conflicts INTEGER NOT NULL DEFAULT 0,"
  "  rev TEXT NOT NULL,"
  "  kind TEXT,"
  "  tree TEXT,"
  "  body TEXT NOT NULL);"
  "CREATE INDEX docs_kind ON docs (kind, id) WHERE deleted = 0 AND kind IS NOT NULL;"
  "CREATE INDEX docs_deleted ON docs (row) WHERE deleted = 1;"
  "CREATE INDEX docs_conflicts ON docs (id) WHERE n_conflicts > 0;"
  "CREATE TABLE revs ("
  "  row INTEGER NOT NULL,"
  "  rev TEXT NOT NULL,"
  "  deleted INTEGER NOT NULL,"
  "  body TEXT NOT NULL,"
  "  PRIMARY KEY (row, rev)) WITHOUT ROWID;"
  "CREATE TABLE locals (id TEXT PRIMARY KEY, rev INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;",

  /* 2: the place of attachments: stubs with the revision, bytes once under their digest */
  "ALTER TABLE docs ADD COLUMN attachments TEXT;"
  "ALTER TABLE revs ADD COLUMN attachments TEXT;"
  "CREATE TABLE blobs (digest TEXT PRIMARY KEY, length INTEGER NOT NULL, data BLOB NOT NULL);"
  "CREATE TABLE attachments ("
  "  row INTEGER NOT NULL,"
  "  rev TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  content_type TEXT NOT NULL,"
  "  revpos INTEGER NOT NULL,"
  "  digest TEXT NOT NULL REFERENCES blobs (digest),"
  "  PRIMARY KEY (row, rev, name)) WITHOUT ROWID;",
};

static guint
get_icu_version (void)
{
  UVersionInfo version;

  u_getVersion (version);
  return version[0];
}

static char *
create_index_name (const RySchemaIndex *index)
{
  /* A reading's key is ICU's, and changes with ICU: another version is another index. */
  if (index->form == RY_INDEX_READING)
    return g_strdup_printf (INDEX_PREFIX "%s.%s.reading%u", index->kind, index->member, get_icu_version ());
  return g_strdup_printf (INDEX_PREFIX "%s.%s", index->kind, index->member);
}

static char *
create_index_sql (const RySchemaIndex *index)
{
  g_autofree char *name = create_index_name (index);
  g_autofree char *expression = _ry_store_index_expression (index);

  return g_strdup_printf ("CREATE INDEX \"%s\" ON docs (%s, id) WHERE kind = '%s' AND deleted = 0", name, expression,
                          index->kind);
}

static GHashTable *
collect_indexes (RyDb *db, GError **error)
{
  static const char sql[] = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND substr(name, 1, 2) = '" INDEX_PREFIX "'";
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);
  g_autoptr (GError) inner = NULL;

  while (statement != NULL && _ry_db_next (db, statement, &inner))
    g_hash_table_insert (found, g_strdup (_ry_statement_get_text (statement, 1)), g_strdup (_ry_statement_get_text (statement, 0)));
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else if (statement != NULL)
    return g_steal_pointer (&found);
  return NULL;
}

static gboolean
drop_indexes (RyDb *db, GHashTable *names, GError **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, NULL, &name)) {
    g_autofree char *sql = g_strdup_printf ("DROP INDEX \"%s\"", (const char *) name);

    if (!_ry_db_exec (db, sql, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
change_indexes (RyDb *db, RyStoreSchema *schema, const char *digest, GError **error)
{
  g_autoptr (GHashTable) found = collect_indexes (db, error);
  GPtrArray *indexes = _ry_store_schema_get_indexes (schema);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < indexes->len; i++) {
    g_autofree char *sql = create_index_sql (g_ptr_array_index (indexes, i));

    if (!g_hash_table_remove (found, sql) && !g_ptr_array_find_with_equal_func (missing, sql, g_str_equal, NULL))
      g_ptr_array_add (missing, g_steal_pointer (&sql));
  }
  if (!drop_indexes (db, found, error))
    return FALSE;
  for (guint i = 0; i < missing->len; i++)
    if (!_ry_db_exec (db, g_ptr_array_index (missing, i), error))
      return FALSE;
  return _ry_store_set_meta (db, "schema_digest", digest, error);
}

static gboolean
write_identity (RyDb *db, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  char *hyphen;

  /* CouchDB writes a uuid without hyphens. */
  while ((hyphen = strchr (uuid, '-')) != NULL)
    memmove (hyphen, hyphen + 1, strlen (hyphen));
  return _ry_store_set_meta (db, "uuid", uuid, error) && _ry_store_set_meta (db, "instance_start_time", now, error);
}

static gboolean
run_step (RyDb *db, guint version, GError **error)
{
  g_autofree char *number = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u", APPLICATION_ID, version);

  if (!_ry_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (_ry_db_exec (db, steps[version - 1], error) && (version > 1 || write_identity (db, error)) &&
      _ry_db_exec (db, number, error) && _ry_db_exec (db, "COMMIT", error))
    return TRUE;
  _ry_db_rollback (db);
  g_prefix_error (error, "Bringing the database to version %u: ", version);
  return FALSE;
}

/* Which version the file has, 0 for an empty one; -1 where it must not be touched. */
static gint64
read_version (RyDb *db, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gint64 application = _ry_db_get_int (db, "PRAGMA application_id", 0, &inner);
  gint64 version = inner == NULL ? _ry_db_get_int (db, "PRAGMA user_version", 0, &inner) : 0;
  gint64 n_objects = inner == NULL ? _ry_db_get_int (db, "SELECT count(*) FROM sqlite_schema", 0, &inner) : 0;

  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
  } else if (application == 0 && version == 0 && n_objects == 0) {
    return 0;
  } else if (application != APPLICATION_ID || version < 1) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, "The file is not a database of this program");
  } else if (version > (gint64) G_N_ELEMENTS (steps)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NEWER_VERSION,
                 "The database has version %" G_GINT64_FORMAT "; this program knows versions up to %u", version,
                 (guint) G_N_ELEMENTS (steps));
  } else {
    return version;
  }
  return -1;
}

/* Looks whether the file is ours and whole enough to begin with, and brings it to the present version. */
gboolean
_ry_store_prepare_file (RyDb *db, gboolean may_create, GError **error)
{
  gint64 version = read_version (db, error);

  if (version < 0)
    return FALSE;
  if (version == 0 && !may_create) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, "The file is empty");
    return FALSE;
  }
  if (!_ry_db_exec (db, "PRAGMA journal_mode=WAL", error))
    return FALSE;
  for (guint next = (guint) version + 1; next <= G_N_ELEMENTS (steps); next++)
    if (!run_step (db, next, error))
      return FALSE;
  sqlite3_db_config (_ry_db_get_handle (db), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return TRUE;
}

/* The expression that an index is on, and by which lists are ordered: NULL where there is no value, or an empty one. */
char *
_ry_store_index_expression (const RySchemaIndex *index)
{
  g_auto (GStrv) names = g_strsplit (index->member, ".", -1);
  g_autofree char *path = g_strjoinv ("\".\"", names);

  if (index->form == RY_INDEX_READING)
    return g_strdup_printf ("ry_reading_key(json_extract(body, '$.\"%s\"'))", path);
  return g_strdup_printf ("nullif(json_extract(body, '$.\"%s\"'), '')", path);
}

/* Makes the indexes those of @schema. What has not changed is not built again. */
gboolean
_ry_store_sync_indexes (RyDb *db, RyStoreSchema *schema, GError **error)
{
  g_autofree char *kinds = ry_store_schema_dup_digest (schema);
  g_autofree char *digest = g_strdup_printf ("%s icu%u", kinds, get_icu_version ());
  g_autofree char *known = _ry_store_dup_meta (db, "schema_digest", NULL);

  if (g_strcmp0 (digest, known) == 0)
    return TRUE;
  if (!_ry_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (change_indexes (db, schema, digest, error) && _ry_db_exec (db, "COMMIT", error))
    return TRUE;
  _ry_db_rollback (db);
  g_prefix_error_literal (error, "Building indexes: ");
  return FALSE;
}

gboolean
_ry_store_set_meta (RyDb *db, const char *name, const char *value, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  _ry_statement_bind_text (statement, 1, name);
  _ry_statement_bind_text (statement, 2, value);
  return _ry_db_run (db, statement, error);
}

char *
_ry_store_dup_meta (RyDb *db, const char *name, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, "SELECT value FROM meta WHERE name = ?1", error);

  if (statement == NULL)
    return NULL;
  _ry_statement_bind_text (statement, 1, name);
  return _ry_db_next (db, statement, error) ? g_strdup (_ry_statement_get_text (statement, 0)) : NULL;
}
