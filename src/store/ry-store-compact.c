/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compaction: contents that nobody needs any more go, then bytes that no revision names, then the room in the file.
 * All of it is done in short turns of the lane, so that others go on writing; what is interrupted goes on the next
 * time.
 *
 * What stays: every leaf, deleted ones too, and every revision's name. Of a document with a kind, which is one of
 * this program's, also what a merge of its leaves starts from, and the history of a year: a revision that is younger
 * by its updated_at, or that was replaced by one that is, so that a value which lost can be looked up for a year. Of
 * every other document only the leaves, as CouchDB has it.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-attachment-private.h"
#include "ry-error.h"
#include "ry-store-functions.h"

/* How long one turn of the lane may take: a writer waits no longer for it. */
#define TURN_US 4000

/* So many writes since the last time are worth another, and as many as there are documents. */
#define UNTIDY_LEAST 1000

/* Pages given back in one turn: 1 MB. */
#define VACUUM_PAGES 256

#define LIST_ROWS  "SELECT DISTINCT row FROM revs WHERE row > ?1 ORDER BY row LIMIT 1"
#define READ_ROW   "SELECT tree, kind FROM docs WHERE row = ?1"
#define READ_TIMES "SELECT rev, body FROM revs WHERE row = ?1 UNION ALL SELECT rev, body FROM docs WHERE row = ?1"
#define WRITE_TREE "UPDATE docs SET tree = ?2 WHERE row = ?1"
#define DELETE_REV "DELETE FROM revs WHERE row = ?1 AND rev = ?2"
#define LIST_NAMED                                                                                                     \
  "SELECT attachments FROM docs WHERE attachments IS NOT NULL "                                                        \
  "UNION ALL SELECT attachments FROM revs WHERE attachments IS NOT NULL"
#define LIST_BLOBS "SELECT digest FROM blobs WHERE digest IS NOT NULL AND used = 1"
#define DOUBT      "UPDATE blobs SET used = 0 WHERE digest = ?1"

/* A compaction while it is under way. */
typedef struct {
  RyStore *store;
  char *year_ago; /* as updated_at begins */
  gint64 began;   /* the database's sequence then */
  gint64 after;   /* the row that was done last */
  gboolean done;
  GPtrArray *doubtful; /* (element-type utf8): digests that nothing seemed to name */
} Compaction;

static void
clear_compaction (Compaction *compaction)
{
  g_free (compaction->year_ago);
  g_clear_pointer (&compaction->doubtful, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Compaction, clear_compaction)

typedef struct {
  const char *year_ago;
  gboolean recent;
} Age;

static void
compare_time (const char *text, gpointer data)
{
  Age *age = data;

  age->recent = strcmp (text, age->year_ago) >= 0;
}

static gboolean
is_recent (const char *rev, gpointer recent)
{
  return g_hash_table_contains (recent, rev);
}

/* The revisions of a document that its updated_at puts into the last year. */
static GHashTable *
find_recent (Compaction *compaction, RyDb *db, gint64 row, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, READ_TIMES, error);
  g_autoptr (GHashTable) recent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, row);
  while (_ry_db_next (db, statement, &inner)) {
    Age age = { compaction->year_ago, FALSE };

    _ry_body_foreach_text (_ry_statement_get_text (statement, 1), sqlite3_column_bytes (statement, 1), "updated_at",
                           compare_time, &age);
    if (age.recent)
      g_hash_table_add (recent, g_strdup (_ry_statement_get_text (statement, 0)));
  }
  if (inner == NULL)
    return g_steal_pointer (&recent);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

/* Reads the tree of a row, and whether it is one of this program's documents. */
static RyRevTree *
read_tree (RyDb *db, gint64 row, gboolean *own, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, READ_ROW, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, row);
  if (!_ry_db_next (db, statement, error) || _ry_statement_get_text (statement, 0) == NULL)
    return NULL;
  *own = _ry_statement_get_text (statement, 1) != NULL;
  return ry_rev_tree_parse (_ry_statement_get_text (statement, 0), error);
}

static gboolean
write_row (RyDb *db, gint64 row, RyRevTree *tree, GPtrArray *forgotten, GError **error)
{
  g_autofree char *tree_text = ry_rev_tree_to_text (tree);
  RyStatement *statement;
  gboolean done = TRUE;

  for (guint i = 0; done && i <= forgotten->len; i++) {
    const char *text = i < forgotten->len ? g_ptr_array_index (forgotten, i) : tree_text;

    if ((statement = _ry_db_prepare (db, i < forgotten->len ? DELETE_REV : WRITE_TREE, error)) == NULL)
      return FALSE;
    sqlite3_bind_int64 (statement, 1, row);
    _ry_statement_bind_text (statement, 2, text);
    done = _ry_db_run (db, statement, error);
    _ry_statement_put_back (statement);
  }
  return done;
}

static gboolean
compact_row (Compaction *compaction, RyDb *db, gint64 row, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GHashTable) recent = NULL;
  g_autoptr (GPtrArray) forgotten = NULL;
  gboolean own = FALSE;
  g_autoptr (RyRevTree) tree = read_tree (db, row, &own, &inner);

  if (tree != NULL && own)
    recent = find_recent (compaction, db, row, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if (tree == NULL)
    return TRUE;
  forgotten = ry_rev_tree_forget (tree, recent != NULL ? is_recent : NULL, recent);
  return forgotten->len == 0 || write_row (db, row, tree, forgotten, error);
}

/* The next row that has more than its winner; 0 at the end, and on failure, with an error. */
static gint64
find_next_row (RyDb *db, gint64 after, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, LIST_ROWS, error);

  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, after);
  return _ry_db_next (db, statement, error) ? sqlite3_column_int64 (statement, 0) : 0;
}

static gboolean
compact_rows (Compaction *compaction, RyDb *db, GError **error)
{
  gint64 end = g_get_monotonic_time () + TURN_US;
  g_autoptr (GError) inner = NULL;

  while (g_get_monotonic_time () < end) {
    gint64 row = find_next_row (db, compaction->after, &inner);

    if (row == 0 || !compact_row (compaction, db, row, &inner)) {
      compaction->done = inner == NULL;
      break;
    }
    compaction->after = row;
  }
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* A turn at the documents. Nothing here must be on the disk at once: what is lost is done again. */
static gboolean
compact_rows_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Compaction *compaction = data;
  RyDb *db = _ry_store_get_writer (compaction->store, error);

  return db != NULL && _ry_store_begin_light (compaction->store, db, error) &&
         _ry_store_end_light (compaction->store, db, compact_rows (compaction, db, error), error);
}

static gboolean
doubt_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Compaction *compaction = data;
  RyDb *db = _ry_store_get_writer (compaction->store, error);
  gboolean done = TRUE;

  if (db == NULL || !_ry_store_begin_light (compaction->store, db, error))
    return FALSE;
  for (guint i = 0; done && i < compaction->doubtful->len; i++) {
    g_autoptr (RyStatement) statement = _ry_db_prepare (db, DOUBT, error);

    done = statement != NULL;
    if (done) {
      _ry_statement_bind_text (statement, 1, g_ptr_array_index (compaction->doubtful, i));
      done = _ry_db_run (db, statement, error);
    }
  }
  return _ry_store_end_light (compaction->store, db, done, error);
}

/* Every digest that a revision names, as it is now. */
static GHashTable *
collect_named (RyDb *db, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, LIST_NAMED, error);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) inner = NULL;

  while (statement != NULL && _ry_db_next (db, statement, &inner)) {
    g_autoptr (GPtrArray) attachments = _ry_attachments_parse (_ry_statement_get_text (statement, 0), -1, &inner);

    for (guint i = 0; attachments != NULL && i < attachments->len; i++)
      g_hash_table_add (named, g_strdup (((RyAttachment *) g_ptr_array_index (attachments, i))->digest));
    if (attachments == NULL)
      break;
  }
  if (statement != NULL && inner == NULL)
    return g_steal_pointer (&named);
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

/* Looks, beside the lane, which bytes seem to be named by nothing; the sweep looks again before it takes them. */
static gboolean
find_doubtful (Compaction *compaction, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (compaction->store, cancellable, error);
  g_autoptr (GHashTable) named = reader != NULL ? collect_named (reader->db, error) : NULL;
  g_autoptr (RyStatement) statement = named != NULL ? _ry_db_prepare (reader->db, LIST_BLOBS, error) : NULL;
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (reader->db, statement, &inner))
    if (!g_hash_table_contains (named, _ry_statement_get_text (statement, 0)))
      g_ptr_array_add (compaction->doubtful, g_strdup (_ry_statement_get_text (statement, 0)));
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* A file of the first versions cannot be shortened piece by piece; it is rewritten once in its life. */
static gboolean
rewrite_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Compaction *compaction = data;
  RyDb *db = _ry_store_get_writer (compaction->store, error);

  return db != NULL && (_ry_db_get_int (db, "PRAGMA auto_vacuum", 2, NULL) == 2 ||
                        _ry_db_exec (db, "PRAGMA auto_vacuum = INCREMENTAL; VACUUM", error));
}

static gboolean
vacuum_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Compaction *compaction = data;
  RyDb *db = _ry_store_get_writer (compaction->store, error);
  g_autofree char *vacuum = g_strdup_printf ("PRAGMA incremental_vacuum(%d)", VACUUM_PAGES);

  if (db == NULL || !_ry_store_begin_light (compaction->store, db, error))
    return FALSE;
  if (!_ry_store_end_light (compaction->store, db, _ry_db_exec (db, vacuum, error), error))
    return FALSE;
  compaction->done = _ry_db_get_int (db, "PRAGMA freelist_count", 0, NULL) == 0;
  if (compaction->done)
    _ry_store_carry_over (compaction->store);
  return TRUE;
}

static gboolean
take_turns (Compaction *compaction, RyLaneFunc func, GCancellable *cancellable, GError **error)
{
  compaction->done = FALSE;
  while (!compaction->done)
    if (!ry_lane_call (compaction->store->lane, func, compaction, NULL, cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
note_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Compaction *compaction = data;
  RyDb *db = _ry_store_get_writer (compaction->store, error);
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, compaction->began);

  if (db == NULL || !_ry_store_set_meta (db, "tidy_seq", seq, error))
    return FALSE;
  g_mutex_lock (&compaction->store->lock);
  compaction->store->tidy_seq = compaction->began;
  g_mutex_unlock (&compaction->store->lock);
  return TRUE;
}

static gboolean
run (Compaction *compaction, GCancellable *cancellable, GError **error)
{
  RyStore *self = compaction->store;

  return take_turns (compaction, compact_rows_in_lane, cancellable, error) &&
         find_doubtful (compaction, cancellable, error) &&
         ry_lane_call (self->lane, doubt_in_lane, compaction, NULL, cancellable, error) &&
         _ry_store_sweep (self, cancellable, error) &&
         ry_lane_call (self->lane, rewrite_in_lane, compaction, NULL, cancellable, error) &&
         take_turns (compaction, vacuum_in_lane, cancellable, error) &&
         ry_lane_call (self->lane, note_in_lane, compaction, NULL, cancellable, error);
}

static gboolean
set_compacting (RyStore *self, gboolean compacting)
{
  gboolean was;

  g_mutex_lock (&self->lock);
  was = self->compacting;
  self->compacting = compacting;
  g_mutex_unlock (&self->lock);
  return was;
}

/**
 * ry_store_compact:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Takes away the contents of revisions that are neither leaves nor needed by merges or by the history of a year,
 * bytes that no revision names and nobody holds, and the room that they took. No revision's name and no deletion is
 * forgotten. Runs in the caller's thread until it is done, with short turns in the lane between which others write.
 *
 * Returns: whether it came to its end, or another compaction is at work
 */
gboolean
ry_store_compact (RyStore *self, GCancellable *cancellable, GError **error)
{
  g_auto (Compaction) compaction = { self };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_years (now, -1);
  gboolean done;

  if (set_compacting (self, TRUE))
    return TRUE;
  compaction.year_ago = g_date_time_format (then, "%Y-%m-%d");
  compaction.began = ry_store_get_update_seq (self);
  compaction.doubtful = g_ptr_array_new_with_free_func (g_free);
  done = run (&compaction, cancellable, error);
  set_compacting (self, FALSE);
  if (!done)
    g_prefix_error_literal (error, _ ("Compacting the database: "));
  return done;
}

typedef struct {
  RyStore *store;
  const char *id;
} Forgetting;

static gboolean
forget_row (RyDb *db, gint64 row, GError **error)
{
  gboolean own;
  g_autoptr (GError) inner = NULL;
  g_autoptr (RyRevTree) tree = read_tree (db, row, &own, &inner);
  g_autoptr (GPtrArray) forgotten = tree != NULL ? ry_rev_tree_forget (tree, NULL, NULL) : NULL;

  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  return forgotten == NULL || forgotten->len == 0 || write_row (db, row, tree, forgotten, error);
}

static gboolean
forget_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Forgetting *forgetting = data;
  RyDb *db = _ry_store_get_writer (forgetting->store, error);
  g_auto (RyDocRow) row = { 0 };
  g_autoptr (GError) inner = NULL;

  if (db == NULL || !_ry_store_begin_light (forgetting->store, db, error))
    return FALSE;
  if (!_ry_store_find_row (db, forgetting->id, &row, &inner)) {
    gboolean failed = inner != NULL;

    if (failed)
      g_propagate_error (error, g_steal_pointer (&inner));
    return _ry_store_end_light (forgetting->store, db, !failed, error);
  }
  return _ry_store_end_light (forgetting->store, db, forget_row (db, row.row, error), error);
}

/**
 * ry_store_forget_history:
 * @self: a store
 * @id: a document
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Takes away what earlier revisions of one document said, at once, as ry_store_compact() would after a year: for what
 * is deleted for good. No revision's name is forgotten. Bytes that were attached go with the next compaction.
 *
 * Returns: whether nothing but its leaves can be read here any more
 */
gboolean
ry_store_forget_history (RyStore *self, const char *id, GCancellable *cancellable, GError **error)
{
  Forgetting forgetting = { self, id };

  return ry_lane_call (self->lane, forget_in_lane, &forgetting, NULL, cancellable, error);
}

/**
 * ry_store_is_untidy:
 * @self: a store
 *
 * Returns: whether so much was replaced since the last ry_store_compact() that another is worth its time. May block.
 */
gboolean
ry_store_is_untidy (RyStore *self)
{
  gint64 n_documents, n_deleted, n_written;

  g_mutex_lock (&self->lock);
  n_written = self->update_seq - self->tidy_seq;
  g_mutex_unlock (&self->lock);
  return n_written >= UNTIDY_LEAST && _ry_store_count_documents (self, &n_documents, &n_deleted, NULL) &&
         n_written > n_documents;
}
