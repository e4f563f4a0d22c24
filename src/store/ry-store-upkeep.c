/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking after the file: whether it is whole, and a copy of it while work goes on.
 */
#include "ry-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ry-error.h"

/* Pages copied between two looks at the cancellable: 4 MB. */
#define BACKUP_PAGES 1024

static void add_fault (GPtrArray *faults, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_fault (GPtrArray *faults, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (faults, g_strdup_vprintf (format, args));
  va_end (args);
}

/* SQLite's own look at pages, order and indexes. */
static gboolean
check_file (RyDb *db, GPtrArray *faults, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, "PRAGMA integrity_check(20)", error);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner))
    if (g_strcmp0 (_ry_statement_get_text (statement, 0), "ok") != 0)
      add_fault (faults, "The file: %s", _ry_statement_get_text (statement, 0));
  if (inner == NULL)
    return TRUE;
  if (g_error_matches (inner, RY_ERROR, RY_ERROR_CORRUPT)) {
    add_fault (faults, "The file: %s", inner->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* One document against its tree: (id, rev, deleted, n_conflicts, tree, seq). */
static void
check_row (RyStatement *statement, GPtrArray *faults)
{
  const char *id = _ry_statement_get_text (statement, 0), *rev = _ry_statement_get_text (statement, 1);
  gboolean deleted, is_deleted = sqlite3_column_int (statement, 2) != 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyRevTree) tree = _ry_store_tree_from (rev, is_deleted, _ry_statement_get_text (statement, 4), &error);
  g_auto (GStrv) conflicts = NULL;
  g_autofree char *winner = NULL;

  if (tree == NULL) {
    add_fault (faults, "%s: %s", id, error->message);
    return;
  }
  winner = ry_rev_tree_dup_winner (tree, &deleted);
  conflicts = ry_rev_tree_dup_conflicts (tree);
  if (strcmp (winner, rev) != 0 || deleted != is_deleted)
    add_fault (faults, "%s: shows %s, but %s wins in its tree", id, rev, winner);
  if ((guint) sqlite3_column_int (statement, 3) != g_strv_length (conflicts))
    add_fault (faults, "%s: the number of its conflicts is wrong", id);
  if (sqlite3_column_int64 (statement, 5) <= 0)
    add_fault (faults, "%s: its sequence is wrong", id);
}

static gboolean
check_rows (RyDb *db, const char *sql, GPtrArray *faults, void (*check) (RyStatement *, GPtrArray *), GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner))
    check (statement, faults);
  if (inner == NULL)
    return TRUE;
  if (g_error_matches (inner, RY_ERROR, RY_ERROR_CORRUPT)) {
    add_fault (faults, "Documents cannot be read: %s", inner->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static void
check_body (RyStatement *statement, GPtrArray *faults)
{
  add_fault (faults, "%s: its content cannot be read", _ry_statement_get_text (statement, 0));
}

static void
check_orphan (RyStatement *statement, GPtrArray *faults)
{
  add_fault (faults, "A revision without document: %s", _ry_statement_get_text (statement, 0));
}

/* Lists must show each document once in each of its fields, and nothing else. */
static gboolean
check_keys (RyStore *self, RyDb *db, GPtrArray *faults, GError **error)
{
  g_autoptr (RyStatement) statement =
      _ry_db_prepare (db, "SELECT kind, count(*) FROM docs WHERE deleted = 0 AND kind IS NOT NULL GROUP BY kind",
                      error);
  g_autoptr (GError) inner = NULL;
  gint64 expected = 0;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner))
    expected +=
        sqlite3_column_int64 (statement, 1) * _ry_store_count_keys (self, _ry_statement_get_text (statement, 0));
  if (inner == NULL && _ry_db_get_int (db, "SELECT count(*) FROM keys", 0, &inner) != expected && inner == NULL)
    add_fault (faults, "The lists' indexes do not fit the documents");
  if (inner == NULL || g_error_matches (inner, RY_ERROR, RY_ERROR_CORRUPT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static void
check_stray_key (RyStatement *statement, GPtrArray *faults)
{
  add_fault (faults, "A list shows what is not there: %s", _ry_statement_get_text (statement, 0));
}

/* Copies pages until all are there. The source's transaction keeps what is copied as it was at the beginning. */
static gboolean
copy_pages (RyDb *source, sqlite3 *target, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", _ry_db_get_handle (source), "main");
  int code = backup != NULL ? SQLITE_OK : sqlite3_errcode (target);

  while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    code = sqlite3_backup_step (backup, BACKUP_PAGES);
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return code == SQLITE_DONE || _ry_db_set_error (source, code, error);
}

static gboolean
copy_to (RyDb *source, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3 *target = NULL;
  int code = sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  gboolean done = FALSE;

  if (code != SQLITE_OK)
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "The copy cannot be made: %s", sqlite3_errstr (code));
  else if (_ry_db_exec (source, "BEGIN; SELECT 1 FROM meta", error)) {
    done = copy_pages (source, target, cancellable, error);
    _ry_db_rollback (source);
  }
  sqlite3_close (target);
  return done;
}

/* On the disk before it takes the name: what has the name is whole. */
static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  g_autofree char *wal = g_strconcat (to, "-wal", NULL), *shm = g_strconcat (to, "-shm", NULL);
  int fd = g_open (from, O_RDONLY, 0);
  gboolean safe = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  if (safe) {
    /* A log left by an older file of this name would be taken for the new one's. */
    g_unlink (wal);
    g_unlink (shm);
    if (g_rename (from, to) == 0)
      return TRUE;
  }
  g_set_error (error, RY_ERROR, errno == ENOSPC ? RY_ERROR_DISK_FULL : RY_ERROR_FAILED, "%s", g_strerror (errno));
  return FALSE;
}

/**
 * ry_store_check:
 * @self: a store
 * @faults: (element-type utf8): where to add a sentence for each fault
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks through the whole file: its pages and indexes, each document's tree and winner, each body.
 *
 * Returns: whether it could be looked through; what is wrong with it stands in @faults
 */
gboolean
ry_store_check (RyStore *self, GPtrArray *faults, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, cancellable, error);

  return reader != NULL && check_file (reader->db, faults, error) &&
         check_rows (reader->db, "SELECT id, rev, deleted, n_conflicts, tree, seq FROM docs", faults, check_row,
                     error) &&
         check_rows (reader->db, "SELECT id FROM docs WHERE NOT json_valid(body)", faults, check_body, error) &&
         check_rows (reader->db, "SELECT rev FROM revs WHERE row NOT IN (SELECT row FROM docs)", faults, check_orphan,
                     error) &&
         check_rows (reader->db, "SELECT id FROM keys WHERE row NOT IN (SELECT row FROM docs WHERE deleted = 0)",
                     faults, check_stray_key, error) &&
         check_keys (self, reader->db, faults, error);
}

/**
 * ry_store_backup:
 * @self: a store
 * @path: where to put the copy; a file there is replaced when the copy is whole
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies the database as it is at this moment. Others may go on reading and writing.
 *
 * Returns: whether the copy is there, on the disk
 */
gboolean
ry_store_backup (RyStore *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autofree char *partial = g_strconcat (path, ".part", NULL);

  if (reader == NULL)
    return FALSE;
  g_unlink (partial);
  if (copy_to (reader->db, partial, cancellable, error) && move_into_place (partial, path, error))
    return TRUE;
  g_unlink (partial);
  g_prefix_error_literal (error, "Making a backup: ");
  return FALSE;
}
