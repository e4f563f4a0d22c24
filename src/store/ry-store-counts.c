/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many documents there are, how many of them are deleted, and how many changed after a sequence, without counting
 * a million rows each time somebody asks, which every page of the feed does. The documents are counted once, when it
 * is first asked, in portions of the sequence; commits keep the counts up to date.
 *
 * Threads. What a transaction changes is noted in the lane and counted under the lock when it is committed. The first
 * count reads a moment that was taken in the lane, beside the lane, while commits are noted behind it.
 */
#include "ry-store-private.h"

/* Documents whose sequences differ in their lower bits alone are counted together; within a portion, rows are
 * counted. */
#define PORTION_BITS 10

#define LIST_SEQS     "SELECT seq FROM docs ORDER BY seq"
#define COUNT_DELETED "SELECT count(*) FROM docs WHERE deleted = 1"
#define COUNT_ALL     "SELECT count(*) FROM docs"
#define COUNT_WITHIN  "SELECT count(*) FROM docs WHERE seq > ?1 AND seq <= ?2"
#define COUNT_BEHIND  "SELECT count(*) FROM docs WHERE seq > ?1"

/* A document that got another sequence. */
typedef struct {
  gint64 from; /* 0 for a new one */
  gint64 to;
  int deleted; /* 1 where it was deleted, -1 where it came back */
} CountChange;

/* What has been counted. */
typedef struct {
  GArray *portions; /* (element-type guint) */
  gint64 n_documents;
  gint64 n_deleted;
} Tally;

struct _RyCounts {
  /* In the lane */
  GArray *noted; /* (element-type CountChange), of the transaction */

  /* Under the store's lock */
  gboolean known;
  gboolean counting;
  GArray *behind; /* (element-type CountChange), committed since the moment that is being counted */
  Tally tally;
};

static void
clear_tally (Tally *tally)
{
  g_clear_pointer (&tally->portions, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tally, clear_tally)

static void
add (Tally *tally, gint64 seq, int number)
{
  guint portion = (guint) (seq >> PORTION_BITS);

  if (portion >= tally->portions->len)
    g_array_set_size (tally->portions, portion + 1);
  g_array_index (tally->portions, guint, portion) += (guint) number;
  tally->n_documents += number;
}

static void
apply (Tally *tally, const GArray *changes)
{
  for (guint i = 0; i < changes->len; i++) {
    const CountChange *change = &g_array_index (changes, CountChange, i);

    if (change->from > 0)
      add (tally, change->from, -1);
    add (tally, change->to, 1);
    tally->n_deleted += change->deleted;
  }
}

/* Takes the moment that is to be counted. Answers nothing where that is being done already. */
static gboolean
begin_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;
  g_autoptr (RyReader) reader = _ry_store_lend_snapshot (self, error);
  g_autoptr (GError) inner = NULL;
  gboolean busy;

  if (reader == NULL)
    return FALSE;
  _ry_db_get_int (reader->db, "SELECT count(*) FROM meta", 0, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  g_mutex_lock (&self->lock);
  busy = self->counts->known || self->counts->counting;
  self->counts->counting = TRUE;
  g_mutex_unlock (&self->lock);
  *result = busy ? NULL : g_steal_pointer (&reader);
  return TRUE;
}

/* @found is taken where the count came to its end. */
static void
end_counting (RyStore *self, Tally *found, gboolean done)
{
  RyCounts *counts = self->counts;

  g_mutex_lock (&self->lock);
  if (done) {
    Tally old = counts->tally;

    counts->tally = *found;
    *found = old;
    apply (&counts->tally, counts->behind);
  }
  g_array_set_size (counts->behind, 0);
  counts->known = done;
  counts->counting = FALSE;
  g_mutex_unlock (&self->lock);
}

static gboolean
count_all (RyStore *self, RyReader *reader, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (reader->db, LIST_SEQS, error);
  g_auto (Tally) found = { g_array_new (FALSE, TRUE, sizeof (guint)), 0, 0 };
  g_autoptr (GError) inner = NULL;

  while (statement != NULL && _ry_db_next (reader->db, statement, &inner))
    add (&found, sqlite3_column_int64 (statement, 0), 1);
  if (statement != NULL && inner == NULL)
    found.n_deleted = _ry_db_get_int (reader->db, COUNT_DELETED, 0, &inner);
  end_counting (self, &found, statement != NULL && inner == NULL);
  if (inner == NULL)
    return statement != NULL;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Has the counts be known, unless somebody else is just counting. */
static gboolean
ensure_counted (RyStore *self, GError **error)
{
  g_autoptr (RyReader) reader = NULL;
  gpointer answer = NULL;
  gboolean known;

  g_mutex_lock (&self->lock);
  known = !self->closed && (self->counts->known || self->counts->counting);
  g_mutex_unlock (&self->lock);
  if (known)
    return TRUE;
  if (!ry_lane_call (self->lane, begin_in_lane, self, &answer, NULL, error))
    return FALSE;
  reader = answer;
  return reader == NULL || count_all (self, reader, error);
}

RyCounts *
_ry_counts_new (void)
{
  RyCounts *self = g_new0 (RyCounts, 1);

  self->noted = g_array_new (FALSE, FALSE, sizeof (CountChange));
  self->behind = g_array_new (FALSE, FALSE, sizeof (CountChange));
  self->tally.portions = g_array_new (FALSE, TRUE, sizeof (guint));
  return self;
}

void
_ry_counts_free (RyCounts *self)
{
  g_array_unref (self->noted);
  g_array_unref (self->behind);
  clear_tally (&self->tally);
  g_free (self);
}

/* In a write's transaction: a document got the sequence @to; @from is 0 for a new one. */
void
_ry_store_note_count (RyStore *self, gint64 from, gint64 to, int deleted)
{
  CountChange change = { from, to, deleted };

  g_array_append_val (self->counts->noted, change);
}

/* The transaction has ended; @committed says how. */
void
_ry_store_settle_counts (RyStore *self, gboolean committed)
{
  RyCounts *counts = self->counts;

  if (committed && counts->noted->len > 0) {
    g_mutex_lock (&self->lock);
    if (counts->known)
      apply (&counts->tally, counts->noted);
    else if (counts->counting)
      g_array_append_vals (counts->behind, counts->noted->data, counts->noted->len);
    g_mutex_unlock (&self->lock);
  }
  g_array_set_size (counts->noted, 0);
}

/* How many documents there are, and how many of them are deleted. */
gboolean
_ry_store_count_documents (RyStore *self, gint64 *n_documents, gint64 *n_deleted, GError **error)
{
  g_autoptr (RyReader) reader = NULL;
  g_autoptr (GError) inner = NULL;
  gboolean known;

  if (!ensure_counted (self, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  known = self->counts->known;
  *n_documents = self->counts->tally.n_documents;
  *n_deleted = self->counts->tally.n_deleted;
  g_mutex_unlock (&self->lock);
  if (known)
    return TRUE;
  if ((reader = _ry_store_lend_snapshot (self, error)) == NULL)
    return FALSE;
  *n_deleted = _ry_db_get_int (reader->db, COUNT_DELETED, 0, &inner);
  *n_documents = inner == NULL ? _ry_db_get_int (reader->db, COUNT_ALL, 0, &inner) : 0;
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Counts rows: within the portion of @since, or, where the counts are not known, all. -1 on failure. */
static gint64
count_rows (RyStore *self, gint64 since, gboolean within, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement =
      reader != NULL ? _ry_db_prepare (reader->db, within ? COUNT_WITHIN : COUNT_BEHIND, error) : NULL;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 1, since);
  if (within)
    sqlite3_bind_int64 (statement, 2, since | ((1 << PORTION_BITS) - 1));
  return _ry_db_next (reader->db, statement, error) ? sqlite3_column_int64 (statement, 0) : -1;
}

/**
 * ry_store_count_changes:
 * @self: a store
 * @since: a sequence
 * @error: return location for an error
 *
 * Costs the same in a large store as in a small one. While somebody writes, what is just being written may be counted
 * or not.
 *
 * Returns: how many documents changed after @since, or -1
 */
gint64
ry_store_count_changes (RyStore *self, gint64 since, GError **error)
{
  gint64 sum = 0, rest;
  gboolean known;

  since = MAX (since, 0);
  if (since >= ry_store_get_update_seq (self))
    return 0;
  if (!ensure_counted (self, error))
    return -1;
  g_mutex_lock (&self->lock);
  known = self->counts->known;
  for (guint i = (guint) (since >> PORTION_BITS) + 1; known && i < self->counts->tally.portions->len; i++)
    sum += g_array_index (self->counts->tally.portions, guint, i);
  g_mutex_unlock (&self->lock);
  rest = count_rows (self, since, known, error);
  return rest < 0 ? -1 : sum + rest;
}
