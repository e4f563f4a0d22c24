/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The store's life: opening, lending readers, telling of commits, closing. What is done with an open store
 * lies in the ry-store-*.c beside this file.
 *
 * A write goes: caller -> lane -> one transaction -> committed, emitted in the main context of the opener.
 * A read goes: caller -> a reader lent to it -> answer, in the caller's thread.
 */
#include "ry-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "ry-error.h"

/* Readers that are kept open when nobody reads. More are opened when more threads read at once. */
#define MAX_IDLE_READERS 4

/* How long nobody must have written before memory is given back. */
#define REST_AFTER_MS 2000

#define READ_ACTIVE                                                                                                    \
  "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"

typedef struct {
  GWeakRef store;
  gint64 first_seq;
  gint64 last_seq;
  guint source;
} Commit;

typedef struct {
  RyStore *store;
  guint limit;
} RevsLimit;

G_DEFINE_TYPE (RyStore, ry_store, G_TYPE_OBJECT)

enum { COMMITTED, DAMAGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
check_path (const char *path, RyStoreOpen flags, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) || (flags & RY_STORE_CREATE) != 0)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "There is no database at this place");
  return FALSE;
}

static gboolean
read_state (RyStore *self, RyDb *db, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree char *revs_limit = NULL, *tidy_seq = NULL;

  self->uuid = _ry_store_dup_meta (db, "uuid", &inner);
  revs_limit = inner == NULL ? _ry_store_dup_meta (db, "revs_limit", &inner) : NULL;
  self->revs_limit = revs_limit != NULL ? atoi (revs_limit) : RY_REV_TREE_LIMIT;
  self->instance_start_time = inner == NULL ? _ry_store_dup_meta (db, "instance_start_time", &inner) : NULL;
  self->update_seq = inner == NULL ? _ry_db_get_int (db, "SELECT max(seq) FROM docs", 0, &inner) : 0;
  self->next_seq = self->update_seq + 1;
  tidy_seq = inner == NULL ? _ry_store_dup_meta (db, "tidy_seq", &inner) : NULL;
  self->tidy_seq = tidy_seq != NULL ? g_ascii_strtoll (tidy_seq, NULL, 10) : 0;
  if (inner == NULL && (self->uuid == NULL || self->instance_start_time == NULL))
    g_set_error_literal (&inner, RY_ERROR, RY_ERROR_CORRUPT, "The database has lost its identity");
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Nobody writes: what was kept at hand for it is given back to the system. */
static gboolean
rest_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;
  RyDb *reader;

  if (self->writer == NULL)
    return TRUE;
  _ry_store_carry_over (self);
  sqlite3_db_release_memory (_ry_db_get_handle (self->writer));
  g_mutex_lock (&self->lock);
  while (self->readers.length > 1 && (reader = g_queue_pop_head (&self->readers)) != NULL)
    _ry_db_close (reader);
  if ((reader = g_queue_peek_head (&self->readers)) != NULL)
    sqlite3_db_release_memory (_ry_db_get_handle (reader));
  g_mutex_unlock (&self->lock);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  return TRUE;
}

static gboolean
open_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;
  gboolean create = (self->flags & RY_STORE_CREATE) != 0;
  RyDb *db = _ry_db_open (self->path, create ? RY_DB_CREATOR : RY_DB_WRITER, error);
  const char *pragmas = (self->flags & RY_STORE_BULK_SPEED) != 0
                            ? "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-8000; PRAGMA journal_size_limit=67108864"
                            : "PRAGMA synchronous=FULL; PRAGMA cache_size=-6000; PRAGMA journal_size_limit=67108864";

  if (db == NULL)
    return FALSE;
  if (_ry_store_prepare_file (db, create, error) && _ry_db_exec (db, pragmas, error) &&
      _ry_store_sync_keys (self, db, error) && _ry_store_sync_search (self, db, error) &&
      read_state (self, db, error)) {
    self->writer = db;
    _ry_store_watch_log (self, db);
    _ry_lane_set_rest (self->lane, rest_in_lane, self, REST_AFTER_MS);
    _ry_store_queue_search (self);
    _ry_store_queue_sweep (self);
    return TRUE;
  }
  _ry_db_close (db);
  return FALSE;
}

static gboolean
close_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;

  _ry_store_leave_log (self);
  g_clear_pointer (&self->writer, _ry_db_close);
  return TRUE;
}

static void
free_commit (gpointer data)
{
  Commit *commit = data;

  g_weak_ref_clear (&commit->store);
  g_free (commit);
}

static gboolean
emit_committed_cb (gpointer data)
{
  Commit *commit = data;
  g_autoptr (RyStore) store = g_weak_ref_get (&commit->store);

  if (store != NULL)
    g_signal_emit (store, signals[COMMITTED], 0, commit->first_seq, commit->last_seq, commit->source);
  return G_SOURCE_REMOVE;
}

static gboolean
emit_damaged_cb (gpointer data)
{
  Commit *commit = data;
  g_autoptr (RyStore) store = g_weak_ref_get (&commit->store);

  if (store != NULL)
    g_signal_emit (store, signals[DAMAGED], 0);
  return G_SOURCE_REMOVE;
}

static void
ry_store_finalize (GObject *object)
{
  RyStore *self = RY_STORE (object);

  ry_store_close (self);
  g_clear_object (&self->lane);
  g_clear_pointer (&self->schema, ry_store_schema_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->path);
  g_free (self->uuid);
  g_free (self->instance_start_time);
  g_free (self->fields);
  g_hash_table_unref (self->unsealed);
  g_hash_table_unref (self->pins);
  _ry_counts_free (self->counts);
  g_mutex_clear (&self->pins_lock);
  g_mutex_clear (&self->log_lock);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->returned);
  G_OBJECT_CLASS (ry_store_parent_class)->finalize (object);
}

static void
ry_store_class_init (RyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_store_finalize;

  /**
   * RyStore::committed:
   * @self: the store
   * @first_seq: the first sequence of the commit
   * @last_seq: the last one
   * @source: who wrote, as given to ry_store_write()
   *
   * Something was committed. Emitted in the main context in which the store was opened, in the order of the
   * commits.
   */
  signals[COMMITTED] = g_signal_new ("committed", RY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                     G_TYPE_INT64, G_TYPE_INT64, G_TYPE_UINT);

  /**
   * RyStore::damaged:
   * @self: the store
   *
   * Reading met a page of the file that is bad. Emitted once, in the main context in which the store was opened: who
   * asked has an error, but others may have been told less than there is.
   */
  signals[DAMAGED] = g_signal_new ("damaged", RY_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_store_init (RyStore *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->returned);
  g_mutex_init (&self->pins_lock);
  g_mutex_init (&self->log_lock);
  self->unsealed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->counts = _ry_counts_new ();
  self->pins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* The writing connection, in the lane. A write that was waiting there when the store was closed finds none. */
RyDb *
_ry_store_get_writer (RyStore *self, GError **error)
{
  if (self->writer == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNAVAILABLE, "The store is closed");
  return self->writer;
}

/* Lends a connection for reading. It sees all that was committed before; while @cancellable is given, long
 * questions stop when it is cancelled. */
RyReader *
_ry_store_lend_reader (RyStore *self, GCancellable *cancellable, GError **error)
{
  RyReader *reader;
  RyDb *db = NULL;
  gboolean closed;

  g_mutex_lock (&self->lock);
  closed = self->closed;
  if (!closed) {
    db = g_queue_pop_tail (&self->readers);
    self->n_lent++;
  }
  g_mutex_unlock (&self->lock);
  if (closed) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNAVAILABLE, "The store is closed");
    return NULL;
  }
  if (db == NULL)
    db = _ry_db_open (self->path, RY_DB_READER, error);
  reader = g_new0 (RyReader, 1);
  reader->store = self;
  reader->db = db;
  if (db == NULL) {
    _ry_store_return_reader (reader);
    return NULL;
  }
  _ry_db_trim (db);
  _ry_db_set_cancellable (db, cancellable);
  return reader;
}

/* As above, for who asks more than once: all answers are of one moment. */
RyReader *
_ry_store_lend_snapshot (RyStore *self, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement = reader != NULL ? _ry_db_prepare (reader->db, "BEGIN", error) : NULL;

  return statement != NULL && _ry_db_run (reader->db, statement, error) ? g_steal_pointer (&reader) : NULL;
}

/* The event holds no reference, so that a store can go while events wait. */
static void
attach_event (RyStore *self, GSourceFunc callback, Commit *commit)
{
  g_autoptr (GSource) event = g_idle_source_new ();

  g_weak_ref_init (&commit->store, self);
  g_source_set_priority (event, G_PRIORITY_DEFAULT);
  g_source_set_callback (event, callback, commit, free_commit);
  g_source_attach (event, self->context);
}

void
_ry_store_return_reader (RyReader *reader)
{
  RyStore *self = reader->store;
  RyDb *db = reader->db;
  gboolean tell = FALSE;

  if (db != NULL) {
    _ry_db_rollback (db);
    _ry_db_set_cancellable (db, NULL);
  }
  g_mutex_lock (&self->lock);
  if (db != NULL && _ry_db_get_damaged (db) && !self->damaged)
    tell = self->damaged = TRUE;
  if (tell)
    attach_event (self, emit_damaged_cb, g_new0 (Commit, 1));
  self->n_lent--;
  if (db != NULL && !self->closed && self->readers.length < MAX_IDLE_READERS)
    g_queue_push_tail (&self->readers, g_steal_pointer (&db));
  if (self->closed)
    g_cond_broadcast (&self->returned);
  g_mutex_unlock (&self->lock);
  _ry_db_close (db);
  g_free (reader);
}

/* Called in the lane after a commit. */
void
_ry_store_emit_committed (RyStore *self, gint64 first_seq, gint64 last_seq, guint source)
{
  Commit *commit = g_new0 (Commit, 1);

  commit->first_seq = first_seq;
  commit->last_seq = last_seq;
  commit->source = source;
  attach_event (self, emit_committed_cb, commit);
}

/**
 * ry_store_new_source:
 *
 * Returns: a number by which a writer knows its own commits in RyStore::committed; never
 * %RY_STORE_SOURCE_LOCAL
 */
guint
ry_store_new_source (void)
{
  static guint last;

  return (guint) g_atomic_int_add (&last, 1) + 1;
}

/**
 * ry_store_open:
 * @path: the file
 * @schema: (nullable): what to index and search
 * @flags: whether to make the file, and how safe to be
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens a database, brings it to the present version and its indexes to @schema. RyStore::committed will be
 * emitted in the main context that is the caller's thread-default now.
 *
 * Returns: (transfer full): the store, or %NULL with %RY_ERROR_NOT_FOUND, %RY_ERROR_CORRUPT,
 *   %RY_ERROR_NEWER_VERSION (the file is left as it is in both cases), %RY_ERROR_BUSY, %RY_ERROR_READ_ONLY or
 *   %RY_ERROR_DISK_FULL
 */
RyStore *
ry_store_open (const char *path, RyStoreSchema *schema, RyStoreOpen flags, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyStore) self = NULL;

  if (!check_path (path, flags, error))
    return NULL;
  self = g_object_new (RY_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->flags = flags;
  self->schema = schema != NULL ? ry_store_schema_ref (schema) : ry_store_schema_new ();
  self->context = g_main_context_ref_thread_default ();
  self->lane = ry_lane_new ("ry-store");
  if (!ry_lane_call (self->lane, open_in_lane, self, NULL, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ry_store_close:
 * @self: a store
 *
 * Waits for the writes that were handed over and for readers at work, then closes the file. Everything but
 * the getters of this file answers %RY_ERROR_UNAVAILABLE afterwards. May be called again.
 */
void
ry_store_close (RyStore *self)
{
  RyDb *reader;

  if (self->lane == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  while (self->n_lent > 0)
    g_cond_wait (&self->returned, &self->lock);
  while ((reader = g_queue_pop_head (&self->readers)) != NULL)
    _ry_db_close (reader);
  g_mutex_unlock (&self->lock);
  /* Last, so that it is the writer that carries the WAL over. */
  ry_lane_call (self->lane, close_in_lane, self, NULL, NULL, NULL);
  _ry_lane_close (self->lane);
}

/**
 * ry_store_get_path:
 * @self: a store
 *
 * Returns: its file
 */
const char *
ry_store_get_path (RyStore *self)
{
  return self->path;
}

/**
 * ry_store_is_sparse:
 * @self: a store
 *
 * Returns: whether it was opened with %RY_STORE_SPARSE_ATTACHMENTS
 */
gboolean
ry_store_is_sparse (RyStore *self)
{
  return (self->flags & RY_STORE_SPARSE_ATTACHMENTS) != 0;
}

/**
 * ry_store_get_lane:
 * @self: a store
 *
 * Returns: (transfer none): the lane in which it writes: what must happen between two writes can be put there
 */
RyLane *
ry_store_get_lane (RyStore *self)
{
  return self->lane;
}

/**
 * ry_store_get_update_seq:
 * @self: a store
 *
 * Returns: the sequence of the last change; 0 in an empty store
 */
gint64
ry_store_get_update_seq (RyStore *self)
{
  gint64 seq;

  g_mutex_lock (&self->lock);
  seq = self->update_seq;
  g_mutex_unlock (&self->lock);
  return seq;
}

static gboolean
set_revs_limit_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RevsLimit *call = data;
  RyDb *db = _ry_store_get_writer (call->store, error);
  g_autofree char *text = g_strdup_printf ("%u", call->limit);

  if (db == NULL || !_ry_store_set_meta (db, "revs_limit", text, error))
    return FALSE;
  g_atomic_int_set (&call->store->revs_limit, (int) call->limit);
  return TRUE;
}

/**
 * ry_store_get_revs_limit:
 * @self: a store
 *
 * Returns: how many revisions a document's branch remembers; 1000 where nobody said otherwise
 */
guint
ry_store_get_revs_limit (RyStore *self)
{
  return (guint) g_atomic_int_get (&self->revs_limit);
}

/**
 * ry_store_set_revs_limit:
 * @self: a store
 * @limit: at least 1
 * @error: return location for an error
 *
 * Says how many revisions of a branch to remember. As in CouchDB, a document follows when it is next written. Low
 * limits make stores that meet rarely see conflicts where there are none.
 *
 * Returns: whether the limit is set, for good; %FALSE with %RY_ERROR_BAD_REQUEST
 */
gboolean
ry_store_set_revs_limit (RyStore *self, guint limit, GError **error)
{
  RevsLimit call = { self, limit };

  if (limit > 0 && limit <= G_MAXINT)
    return ry_lane_call (self->lane, set_revs_limit_in_lane, &call, NULL, NULL, error);
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "The limit must be at least 1");
  return FALSE;
}

static gboolean
read_active_size (RyStore *self, gint64 *size, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement = reader != NULL ? _ry_db_prepare (reader->db, READ_ACTIVE, error) : NULL;

  if (statement == NULL || !_ry_db_next (reader->db, statement, error))
    return FALSE;
  *size = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/**
 * ry_store_get_info:
 * @self: a store
 * @error: return location for an error
 *
 * Returns: (transfer full): what `GET /{db}` tells of a database; free with ry_store_info_free()
 */
RyStoreInfo *
ry_store_get_info (RyStore *self, GError **error)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  gint64 n_documents = 0, n_deleted = 0, active = 0;
  RyStoreInfo *info;
  GStatBuf buffer;

  if (!_ry_store_count_documents (self, &n_documents, &n_deleted, error) || !read_active_size (self, &active, error)) {
    g_prefix_error_literal (error, _ ("Counting documents: "));
    return NULL;
  }
  info = g_new0 (RyStoreInfo, 1);
  info->doc_count = n_documents - n_deleted;
  info->doc_del_count = n_deleted;
  info->file_size = (g_stat (self->path, &buffer) == 0 ? buffer.st_size : 0);
  info->file_size += (g_stat (wal, &buffer) == 0 ? buffer.st_size : 0);
  info->active_size = MIN (active, info->file_size);
  g_mutex_lock (&self->lock);
  info->update_seq = self->update_seq;
  info->compacting = self->compacting;
  g_mutex_unlock (&self->lock);
  info->uuid = g_strdup (self->uuid);
  info->instance_start_time = g_strdup (self->instance_start_time);
  return info;
}

/**
 * ry_store_info_free:
 * @info: (nullable): what ry_store_get_info() answered
 */
void
ry_store_info_free (RyStoreInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->uuid);
  g_free (info->instance_start_time);
  g_free (info);
}
