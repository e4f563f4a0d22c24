/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blobs in the file: bytes in chunks under their digest, each blob once. A blob without digest is being written,
 * or being swept away.
 *
 * Threads. Adding, sealing and sweeping are done in the lane, in short pieces, so that other writers go on. A pin
 * says that somebody holds a blob; pins are under a lock of their own, which the sweep holds while it decides, so
 * that nobody can pin what is just going.
 */
#include "ry-store-private.h"

#include <string.h>

#include "ry-error.h"

/* What one step of the sweep takes away: deleting a chunk touches each of its pages. */
#define CHUNKS_A_STEP 16

#define FIND_BLOB   "SELECT blob, length FROM blobs WHERE digest = ?1"
#define ADD_BLOB    "INSERT INTO blobs (digest, length) VALUES (?1, ?2)"
#define SEAL_BLOB   "UPDATE blobs SET digest = ?2, length = ?3 WHERE blob = ?1 AND digest IS NULL"
#define USE_BLOB    "UPDATE blobs SET used = 1 WHERE digest = ?1 AND used = 0"
#define CONDEMN     "UPDATE blobs SET digest = NULL, used = 0 WHERE blob = ?1"
#define FORGET_BLOB "DELETE FROM blobs WHERE blob = ?1 AND NOT EXISTS (SELECT 1 FROM chunks WHERE blob = ?1)"
#define ADD_CHUNK   "INSERT INTO chunks (blob, n, data) VALUES (?1, ?2, ?3)"
#define READ_CHUNK  "SELECT data FROM chunks WHERE blob = ?1 AND n = ?2"
#define TAKE_CHUNKS                                                                                                    \
  "DELETE FROM chunks WHERE blob = ?1 AND n IN (SELECT n FROM chunks WHERE blob = ?1 ORDER BY n DESC LIMIT ?2)"
#define LIST_UNUSED "SELECT blob, digest FROM blobs WHERE used = 0 AND blob > ?1 ORDER BY blob LIMIT 1"
#define IS_NAMED                                                                                                       \
  "SELECT 1 FROM docs WHERE attachments IS NOT NULL AND instr(attachments, ?1) "                                       \
  "UNION ALL SELECT 1 FROM revs WHERE attachments IS NOT NULL AND instr(attachments, ?1) LIMIT 1"

typedef struct {
  RyStore *store;
  gint64 blob; /* 0 before its first chunk */
  guint n;
  const void *data;
  gsize length;

  /* To seal it */
  const char *digest;
  gint64 total;
} BlobCall;

/* A sweep that somebody waits for. */
typedef struct {
  RyStore *store;
  gint64 after;
  gboolean more;
} Sweep;

/* Bytes need not be on the disk before a document names them: its commit takes all that was written before it
 * along. So these transactions do without their own fsync. */
gboolean
_ry_store_begin_light (RyStore *self, RyDb *db, GError **error)
{
  return _ry_db_exec (db, "PRAGMA synchronous=NORMAL; BEGIN IMMEDIATE", error);
}

gboolean
_ry_store_end_light (RyStore *self, RyDb *db, gboolean done, GError **error)
{
  done = done && _ry_db_exec (db, "COMMIT", error);
  if (!done)
    _ry_db_rollback (db);
  return _ry_db_exec (db,
                      (self->flags & RY_STORE_BULK_SPEED) != 0 ? "PRAGMA synchronous=NORMAL"
                                                               : "PRAGMA synchronous=FULL",
                      done ? error : NULL) &&
         done;
}

static gboolean
run_for_blob (RyDb *db, const char *sql, gint64 blob, gint64 number, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, blob);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, number);
  return _ry_db_run (db, statement, error);
}

/* Makes the row of a blob; without @digest for one that is still to come. 0 on failure. */
static gint64
add_blob (RyDb *db, const char *digest, gint64 length, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, ADD_BLOB, error);

  if (statement == NULL)
    return 0;
  _ry_statement_bind_text (statement, 1, digest);
  sqlite3_bind_int64 (statement, 2, length);
  return _ry_db_run (db, statement, error) ? sqlite3_last_insert_rowid (_ry_db_get_handle (db)) : 0;
}

static gboolean
add_chunk (RyDb *db, gint64 blob, guint n, const void *data, gsize length, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, ADD_CHUNK, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, blob);
  sqlite3_bind_int64 (statement, 2, n);
  sqlite3_bind_blob64 (statement, 3, data, length, SQLITE_STATIC);
  return _ry_db_run (db, statement, error);
}

static gboolean
add_call_chunk (BlobCall *call, RyDb *db, GError **error)
{
  if (call->blob == 0 && (call->blob = add_blob (db, NULL, 0, error)) == 0)
    return FALSE;
  g_hash_table_add (call->store->unsealed, g_memdup2 (&call->blob, sizeof call->blob));
  return call->length == 0 || add_chunk (db, call->blob, call->n, call->data, call->length, error);
}

static gboolean
add_chunk_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  BlobCall *call = data;
  RyDb *db = _ry_store_get_writer (call->store, error);

  return db != NULL && _ry_store_begin_light (call->store, db, error) &&
         _ry_store_end_light (call->store, db, add_call_chunk (call, db, error), error);
}

/* Gives the blob its digest; where another has it already, that one stays and this one goes. */
static gboolean
seal_blob (BlobCall *call, RyDb *db, gboolean *is_double, GError **error)
{
  g_autoptr (RyStatement) statement = NULL;
  g_autoptr (GError) inner = NULL;

  *is_double = _ry_store_find_blob (db, call->digest, NULL, NULL, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (*is_double)
    return TRUE;
  if (!add_call_chunk (call, db, error) || (statement = _ry_db_prepare (db, SEAL_BLOB, error)) == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, call->blob);
  _ry_statement_bind_text (statement, 2, call->digest);
  sqlite3_bind_int64 (statement, 3, call->total);
  if (!_ry_db_run (db, statement, error))
    return FALSE;
  if (sqlite3_changes (_ry_db_get_handle (db)) == 1)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BUSY, "The bytes were taken away while they were being written");
  return FALSE;
}

static gboolean
seal_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  BlobCall *call = data;
  RyStore *self = call->store;
  RyDb *db = _ry_store_get_writer (self, error);
  gboolean is_double = FALSE;

  if (db == NULL || !_ry_store_begin_light (self, db, error))
    return FALSE;
  if (!_ry_store_end_light (self, db, seal_blob (call, db, &is_double, error), error))
    return FALSE;
  _ry_store_pin_blob (self, call->digest);
  g_hash_table_remove (self->unsealed, &call->blob);
  if (is_double && call->blob != 0)
    _ry_store_queue_sweep (self);
  return TRUE;
}

static gboolean
drop_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  BlobCall *call = data;

  g_hash_table_remove (call->store->unsealed, &call->blob);
  _ry_store_queue_sweep (call->store);
  return TRUE;
}

static gboolean
is_named (RyDb *db, const char *digest, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, IS_NAMED, error);

  if (statement == NULL)
    return TRUE;
  _ry_statement_bind_text (statement, 1, digest);
  return _ry_db_next (db, statement, error);
}

/* A blob with digest of which it is not known that a revision names it: one of a desktop's that was fetched late is
 * named already. */
static gboolean
judge_unused (RyStore *self, RyDb *db, gint64 blob, const char *digest, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gboolean named = is_named (db, digest, &inner), done;

  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (!_ry_store_begin_light (self, db, error))
    return FALSE;
  if (named)
    return _ry_store_end_light (self, db, _ry_store_use_blob (db, digest, error), error);
  g_mutex_lock (&self->pins_lock);
  done = g_hash_table_contains (self->pins, digest) || run_for_blob (db, CONDEMN, blob, 0, error);
  done = _ry_store_end_light (self, db, done, error);
  g_mutex_unlock (&self->pins_lock);
  return done;
}

static gboolean
take_some_chunks (RyStore *self, RyDb *db, gint64 blob, GError **error)
{
  return _ry_store_begin_light (self, db, error) &&
         _ry_store_end_light (self, db,
                              run_for_blob (db, TAKE_CHUNKS, blob, CHUNKS_A_STEP, error) &&
                                  run_for_blob (db, FORGET_BLOB, blob, 0, error),
                              error);
}

/* Does one step of the sweep behind @after, and answers whether there may be more. */
static gboolean
sweep_step (RyStore *self, RyDb *db, gint64 *after, GError **error)
{
  RyStatement *statement = _ry_db_prepare (db, LIST_UNUSED, error);
  g_autofree char *digest = NULL;
  gint64 blob;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, *after);
  if (!_ry_db_next (db, statement, error)) {
    _ry_statement_put_back (statement);
    return FALSE;
  }
  blob = sqlite3_column_int64 (statement, 0);
  digest = g_strdup (_ry_statement_get_text (statement, 1));
  _ry_statement_put_back (statement);
  if (digest == NULL && !g_hash_table_contains (self->unsealed, &blob))
    return take_some_chunks (self, db, blob, error);
  if (digest != NULL && !judge_unused (self, db, blob, digest, error))
    return FALSE;
  /* One that stays is passed over; one that was condemned is met again. */
  *after = digest != NULL && !_ry_store_find_blob (db, digest, NULL, NULL, NULL) ? blob - 1 : blob;
  return TRUE;
}

/* One step, and then whoever waits for the lane. */
static gboolean
sweep_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;
  g_autoptr (GError) inner = NULL;
  gboolean more;

  g_mutex_lock (&self->pins_lock);
  self->sweep_waits = FALSE;
  if (self->sweep_again)
    self->sweep_after = 0;
  self->sweep_again = FALSE;
  g_mutex_unlock (&self->pins_lock);
  if (self->writer == NULL)
    return TRUE;
  more = sweep_step (self, self->writer, &self->sweep_after, &inner);
  if (inner != NULL)
    g_message ("Bytes that nothing names could not be taken away: %s", inner->message);
  g_mutex_lock (&self->pins_lock);
  if ((more || self->sweep_again) && !self->sweep_waits) {
    self->sweep_waits = TRUE;
    _ry_lane_push_upkeep (self->lane, sweep_in_lane, self, NULL);
  }
  g_mutex_unlock (&self->pins_lock);
  return TRUE;
}

static gboolean
sweep_step_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Sweep *sweep = data;
  RyDb *db = _ry_store_get_writer (sweep->store, error);
  g_autoptr (GError) inner = NULL;

  if (db == NULL)
    return FALSE;
  sweep->more = sweep_step (sweep->store, db, &sweep->after, &inner);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Has what nothing names go, when nothing else is to be done. */
void
_ry_store_queue_sweep (RyStore *self)
{
  g_mutex_lock (&self->pins_lock);
  self->sweep_again = TRUE;
  if (!self->sweep_waits) {
    self->sweep_waits = TRUE;
    _ry_lane_push_upkeep (self->lane, sweep_in_lane, self, NULL);
  }
  g_mutex_unlock (&self->pins_lock);
}

/* The sweep while somebody waits for it, in as many short turns of the lane. */
gboolean
_ry_store_sweep (RyStore *self, GCancellable *cancellable, GError **error)
{
  Sweep sweep = { self, 0, TRUE };

  while (sweep.more)
    if (!ry_lane_call (self->lane, sweep_step_in_lane, &sweep, NULL, cancellable, error))
      return FALSE;
  return TRUE;
}

void
_ry_store_pin_blob (RyStore *self, const char *digest)
{
  gpointer count;

  g_mutex_lock (&self->pins_lock);
  count = g_hash_table_lookup (self->pins, digest);
  g_hash_table_insert (self->pins, g_strdup (digest), GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
  g_mutex_unlock (&self->pins_lock);
}

void
_ry_store_unpin_blob (RyStore *self, const char *digest)
{
  guint count;

  g_mutex_lock (&self->pins_lock);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->pins, digest));
  if (count > 1)
    g_hash_table_insert (self->pins, g_strdup (digest), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (self->pins, digest);
  g_mutex_unlock (&self->pins_lock);
}

/* Finds the bytes of @digest. FALSE without an error where they are not here. */
gboolean
_ry_store_find_blob (RyDb *db, const char *digest, gint64 *blob, gint64 *length, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, FIND_BLOB, error);

  if (statement == NULL)
    return FALSE;
  _ry_statement_bind_text (statement, 1, digest);
  if (!_ry_db_next (db, statement, error))
    return FALSE;
  if (blob != NULL)
    *blob = sqlite3_column_int64 (statement, 0);
  if (length != NULL)
    *length = sqlite3_column_int64 (statement, 1);
  return TRUE;
}

/* Whether the bytes begin as gzip's do (RFC 1952, 2.3.1). */
gboolean
_ry_store_is_packed (RyDb *db, gint64 blob, gboolean *packed, GError **error)
{
  static const guint8 magic[] = { 0x1f, 0x8b, 0x08 };
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, READ_CHUNK, error);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, blob);
  sqlite3_bind_int64 (statement, 2, 0);
  *packed = _ry_db_next (db, statement, &inner) && sqlite3_column_bytes (statement, 0) >= (int) sizeof magic &&
            memcmp (sqlite3_column_blob (statement, 0), magic, sizeof magic) == 0;
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* In a write's transaction: says that a revision names the bytes from now on. */
gboolean
_ry_store_use_blob (RyDb *db, const char *digest, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, USE_BLOB, error);

  if (statement == NULL)
    return FALSE;
  _ry_statement_bind_text (statement, 1, digest);
  return _ry_db_run (db, statement, error);
}

/* In a write's transaction: keeps bytes that came inline. */
gboolean
_ry_store_keep_data (RyDb *db, const char *digest, GBytes *data, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gsize length, n_chunks;
  const guint8 *bytes = g_bytes_get_data (data, &length);
  gint64 blob;

  if (_ry_store_find_blob (db, digest, NULL, NULL, &inner))
    return TRUE;
  blob = inner == NULL ? add_blob (db, digest, (gint64) length, &inner) : 0;
  n_chunks = (length + RY_CHUNK_SIZE - 1) / RY_CHUNK_SIZE;
  for (gsize n = 0; inner == NULL && n < n_chunks; n++)
    add_chunk (db, blob, (guint) n, bytes + n * RY_CHUNK_SIZE, MIN (RY_CHUNK_SIZE, length - n * RY_CHUNK_SIZE), &inner);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Adds a whole chunk to a blob that is being written. Makes the blob where *@blob is 0. */
gboolean
_ry_store_add_chunk (RyStore *self, gint64 *blob, guint n, const void *data, GCancellable *cancellable, GError **error)
{
  BlobCall call = { self, *blob, n, data, RY_CHUNK_SIZE };

  if (!ry_lane_call (self->lane, add_chunk_in_lane, &call, NULL, cancellable, error))
    return FALSE;
  *blob = call.blob;
  return TRUE;
}

/* Adds the last chunk, gives the blob its digest and pins that. */
gboolean
_ry_store_seal_blob (RyStore *self, const RyBlobEnd *end, GCancellable *cancellable, GError **error)
{
  BlobCall call = { self, end->blob, end->n, end->data, end->length, end->digest, end->total };

  return ry_lane_call (self->lane, seal_in_lane, &call, NULL, cancellable, error);
}

/* Has an unfinished blob go, some time. */
void
_ry_store_drop_blob (RyStore *self, gint64 blob)
{
  BlobCall *call = g_new0 (BlobCall, 1);

  call->store = self;
  call->blob = blob;
  _ry_lane_push_upkeep (self->lane, drop_in_lane, call, g_free);
}

/* Reads one chunk, of which @length bytes are expected, into @buffer. Answers @length, or -1. */
gssize
_ry_store_read_chunk (
    RyStore *self, gint64 blob, guint n, void *buffer, gsize length, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, cancellable, error);
  g_autoptr (RyStatement) statement = reader != NULL ? _ry_db_prepare (reader->db, READ_CHUNK, error) : NULL;
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 1, blob);
  sqlite3_bind_int64 (statement, 2, n);
  if (_ry_db_next (reader->db, statement, &inner) && (gsize) sqlite3_column_bytes (statement, 0) == length) {
    memcpy (buffer, sqlite3_column_blob (statement, 0), length);
    return (gssize) length;
  }
  if (inner == NULL)
    g_set_error_literal (&inner, RY_ERROR, RY_ERROR_CORRUPT, "Bytes of an attachment are lost");
  g_propagate_error (error, g_steal_pointer (&inner));
  return -1;
}

/**
 * ry_store_has_blob:
 * @self: a store
 * @digest: the digest of an attachment
 *
 * Returns: whether its bytes are here
 */
gboolean
ry_store_has_blob (RyStore *self, const char *digest)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, NULL);

  return reader != NULL && _ry_store_find_blob (reader->db, digest, NULL, NULL, NULL);
}
