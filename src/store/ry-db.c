/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A connection to SQLite: opening, prepared statements kept by their text, and errors put into our own
 * vocabulary. Everything that touches sqlite3 in this room goes through here, so that a full disk or a
 * damaged file is named the same way wherever it is met.
 */
#include "ry-db.h"

#include <errno.h>
#include <string.h>

#include "ry-error.h"
#include "ry-store-functions.h"

/* Lists are put together from conditions, so their texts vary; past this many, all are made anew. */
#define MAX_STATEMENTS 256

/* Another process (a backup program, a person with sqlite3) may hold the file for a moment. */
#define BUSY_TIMEOUT_MS 5000

/* How many steps of SQLite's machine pass between two looks at the cancellable: some microseconds. */
#define STEPS_BETWEEN_LOOKS 4000

/* Nearly all texts of statements are constants, told apart by where they stand. */
#define N_RECENT        64
#define RECENT_AT(text) (GPOINTER_TO_SIZE (text) / 8 % N_RECENT)

struct _RyDb {
  sqlite3 *handle;
  GHashTable *statements;        /* (element-type utf8 RyStatement) */
  RyStatement *recent[N_RECENT]; /* of @statements, to spare hashing the text */
  GCancellable *cancellable;     /* borrowed while a long call runs */
  gboolean damaged;              /* a page of the file turned out to be bad */
};

/* SQLite knows one of the ways in which a disk can be full; a quota and a limit on files are others. It keeps
 * the system's number for some calls only, and for the others it still stands in errno. */
static gboolean
is_out_of_room (sqlite3 *handle)
{
  int kept = handle != NULL ? sqlite3_system_errno (handle) : 0;
  int number = kept != 0 ? kept : errno;

  return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

static RyErrorCode
get_error_code (sqlite3 *handle, int code)
{
  switch (code & 0xff) {
  case SQLITE_IOERR:
    return is_out_of_room (handle) || code == SQLITE_IOERR_SHMSIZE ? RY_ERROR_DISK_FULL : RY_ERROR_FAILED;
  case SQLITE_FULL:
    return RY_ERROR_DISK_FULL;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return RY_ERROR_CORRUPT;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return RY_ERROR_BUSY;
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return RY_ERROR_READ_ONLY;
  case SQLITE_TOOBIG:
    return RY_ERROR_TOO_LARGE;
  default:
    return RY_ERROR_FAILED;
  }
}

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static int
look_at_cancellable_cb (gpointer data)
{
  RyDb *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
configure (RyDb *self, RyDbUse use, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_at_cancellable_cb, self);
  /* A file that turns out to be damaged or newer than this program must be left as it is. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, use == RY_DB_READER ? 0 : 1, NULL);
  if (!_ry_store_functions_register (self->handle))
    return _ry_db_set_error (self, sqlite3_errcode (self->handle), error);
  return use != RY_DB_READER || _ry_db_exec (self, "PRAGMA query_only=1; PRAGMA cache_size=-2000", error);
}

/* SQLite counts the memory it takes, under a lock, for somebody who asks. Nobody here does. */
static void
stop_counting (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&once, 1);
}

/* Opens the file at @path, which may be a reader's while another connection writes. */
RyDb *
_ry_db_open (const char *path, RyDbUse use, GError **error)
{
  RyDb *self = g_new0 (RyDb, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (use == RY_DB_CREATOR ? SQLITE_OPEN_CREATE : 0);
  int code;

  stop_counting ();
  code = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  if (code == SQLITE_OK && configure (self, use, error))
    return self;
  if (code != SQLITE_OK)
    _ry_db_set_error (self, code, error);
  _ry_db_close (self);
  return NULL;
}

void
_ry_db_close (RyDb *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

sqlite3 *
_ry_db_get_handle (RyDb *self)
{
  return self->handle;
}

/* Puts what SQLite says into our words, and its own only where we have none. Always FALSE. The text has no content of a
 * document in it. */
gboolean
_ry_db_set_error (RyDb *self, int code, GError **error)
{
  const char *what;
  RyErrorCode kind;

  if ((code & 0xff) == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  kind = get_error_code (self->handle, code);
  self->damaged |= kind == RY_ERROR_CORRUPT;
  what = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);
  if (kind == RY_ERROR_FAILED)
    g_set_error (error, RY_ERROR, kind, "%s (%s, SQLite %d)", ry_error_get_sentence (kind), what, code);
  else
    g_set_error (error, RY_ERROR, kind, "%s (SQLite %d)", ry_error_get_sentence (kind), code);
  return FALSE;
}

gboolean
_ry_db_get_damaged (RyDb *self)
{
  return self->damaged;
}

gboolean
_ry_db_exec (RyDb *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || _ry_db_set_error (self, code, error);
}

/* Ends a transaction that failed. A full disk makes SQLite end it by itself. */
void
_ry_db_rollback (RyDb *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* Takes the statement for @sql out of the store of statements. It must be put back before it is asked for
 * again. */
RyStatement *
_ry_db_prepare (RyDb *self, const char *sql, GError **error)
{
  RyStatement **recent = &self->recent[RECENT_AT (sql)], *statement;
  int code;

  if (*recent != NULL && strcmp (sqlite3_sql (*recent), sql) == 0)
    return *recent;
  *recent = statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    return statement;
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK) {
    _ry_db_set_error (self, code, error);
    return NULL;
  }
  g_hash_table_insert (self->statements, (gpointer) sqlite3_sql (statement), statement);
  return statement;
}

/* Called while no statement is out: keeps lists with ever new conditions from filling memory. */
void
_ry_db_trim (RyDb *self)
{
  if (g_hash_table_size (self->statements) <= MAX_STATEMENTS)
    return;
  memset (self->recent, 0, sizeof self->recent);
  g_hash_table_remove_all (self->statements);
}

/* Moves to the next row. FALSE at the end, without an error, and on failure, with one. */
gboolean
_ry_db_next (RyDb *self, RyStatement *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    _ry_db_set_error (self, code, error);
  return FALSE;
}

/* Runs a statement that answers no rows. */
gboolean
_ry_db_run (RyDb *self, RyStatement *statement, GError **error)
{
  int code = sqlite3_step (statement);

  return code == SQLITE_DONE || code == SQLITE_ROW || _ry_db_set_error (self, code, error);
}

/* The one number that @sql answers; @otherwise where it answers nothing, or fails. */
gint64
_ry_db_get_int (RyDb *self, const char *sql, gint64 otherwise, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (self, sql, error);

  if (statement == NULL || !_ry_db_next (self, statement, error))
    return otherwise;
  return sqlite3_column_type (statement, 0) == SQLITE_NULL ? otherwise : sqlite3_column_int64 (statement, 0);
}

/* While @cancellable is set, what runs on this connection stops when it is cancelled. */
void
_ry_db_set_cancellable (RyDb *self, GCancellable *cancellable)
{
  self->cancellable = cancellable;
}
