/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is in the file, and how an older file becomes a newer one. Each version of the layout is one step, run
 * in one transaction with its number; a file from a newer program, or of another program, is refused unread.
 *
 * docs holds each document once, with its winning revision's body, so that the feed and a page of a list read
 * one table. revs holds the bodies of all other revisions: losing leaves, and ancestors, which merges need.
 * keys and the search table are made out of docs, and can be made again.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"

/* "RYRN": tells a database of ours from another program's. */
#define APPLICATION_ID 0x5259524e

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
  "CREATE INDEX docs_kind ON docs (kind, deleted, id) WHERE kind IS NOT NULL;"
  "CREATE INDEX docs_deleted ON docs (row) WHERE deleted = 1;"
  "CREATE INDEX docs_conflicts ON docs (id) WHERE n_conflicts > 0;"
  "CREATE TABLE revs ("
  "  row INTEGER NOT NULL,"
  "  rev TEXT NOT NULL,"
  "  deleted INTEGER NOT NULL,"
  "  body TEXT NOT NULL,"
  "  PRIMARY KEY (row, rev)) WITHOUT ROWID;"
  "CREATE TABLE fields (field INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
  "CREATE TABLE keys ("
  "  field INTEGER NOT NULL,"
  "  key NOT NULL,"
  "  id TEXT NOT NULL,"
  "  row INTEGER NOT NULL,"
  "  PRIMARY KEY (field, key, id)) WITHOUT ROWID;"
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

  /* 3: attachments: what a revision tells of them stands with it; bytes in chunks. Step 2's tables were never used.
   * A blob without digest is unfinished; used says that a revision has named it. */
  "DROP TABLE attachments;"
  "DROP TABLE blobs;"
  "CREATE TABLE blobs ("
  "  blob INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  digest TEXT UNIQUE,"
  "  length INTEGER NOT NULL,"
  "  used INTEGER NOT NULL DEFAULT 0);"
  "CREATE INDEX blobs_unused ON blobs (blob) WHERE used = 0;"
  "CREATE TABLE chunks ("
  "  blob INTEGER NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  data BLOB NOT NULL,"
  "  PRIMARY KEY (blob, n));"
  "CREATE INDEX docs_attachments ON docs (row) WHERE attachments IS NOT NULL;"
  "CREATE INDEX revs_attachments ON revs (row, rev) WHERE attachments IS NOT NULL;",
};

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
  g_autofree char *number =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u", APPLICATION_ID, version);

  if (!_ry_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (_ry_db_exec (db, steps[version - 1], error) && (version > 1 || write_identity (db, error)) &&
      _ry_db_exec (db, number, error) && _ry_db_exec (db, "COMMIT", error))
    return TRUE;
  _ry_db_rollback (db);
  g_prefix_error (error, _ ("Bringing the database to version %u: "), version);
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
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, _ ("The file is not a database of this program."));
  } else if (version > (gint64) G_N_ELEMENTS (steps)) {
    g_set_error (
        error, RY_ERROR, RY_ERROR_NEWER_VERSION,
        _ ("The database has version %u, and this program knows versions up to %u. Nothing has been changed; install "
           "the newer program."),
        (guint) version, (guint) G_N_ELEMENTS (steps));
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
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, _ ("The file is empty."));
    return FALSE;
  }
  /* Said before the first table: such a file can be shortened piece by piece. */
  if (version == 0 && !_ry_db_exec (db, "PRAGMA auto_vacuum=INCREMENTAL", error))
    return FALSE;
  if (!_ry_db_exec (db, "PRAGMA journal_mode=WAL", error))
    return FALSE;
  for (guint next = (guint) version + 1; next <= G_N_ELEMENTS (steps); next++)
    if (!run_step (db, next, error))
      return FALSE;
  sqlite3_db_config (_ry_db_get_handle (db), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return TRUE;
}

gboolean
_ry_store_set_meta (RyDb *db, const char *name, const char *value, GError **error)
{
  g_autoptr (RyStatement) statement =
      _ry_db_prepare (db, "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", error);

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
