/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A copy of the file while work goes on.
 */
#include "ry-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ry-error.h"

/* Pages copied between two looks at the cancellable: 4 MB. */
#define BACKUP_PAGES 1024

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
  else if (_ry_db_exec (source, "BEGIN; SELECT 1 FROM sqlite_schema", error)) {
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
 * ry_store_backup_file:
 * @from: a database's file, which need not be a store's; others, in this program or another, may have it open
 * @to: where to put the copy; a file there is replaced when the copy is whole
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Copies a database as it is at this moment, its log included. Others may go on reading and writing.
 *
 * Returns: whether the copy is there, on the disk
 */
gboolean
ry_store_backup_file (const char *from, const char *to, GCancellable *cancellable, GError **error)
{
  RyDb *source = _ry_db_open (from, RY_DB_READER, error);
  g_autofree char *partial = g_strconcat (to, ".part", NULL);
  gboolean done = FALSE;

  g_unlink (partial);
  if (source != NULL)
    done = copy_to (source, partial, cancellable, error) && move_into_place (partial, to, error);
  _ry_db_close (source);
  if (done)
    return TRUE;
  g_unlink (partial);
  g_prefix_error_literal (error, _ ("Making a backup: "));
  return FALSE;
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
  return ry_store_backup_file (self->path, path, cancellable, error);
}
