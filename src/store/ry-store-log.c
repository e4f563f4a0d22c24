/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The write-ahead log: a commit is on the disk when it is in the log, and from there it is carried over into the
 * file. A connection of its own does that in a thread of its own, while writers write and readers read. When it has
 * just done so and the log is long, the writer carries over the little that came meanwhile: at that moment nobody
 * writes, so that the log can begin anew in the room it has, which is quicker to write than room that is new.
 */
#include "ry-store-private.h"

#include "ry-error.h"

/* Pages that come into the log between two times that it is carried over: 4 MB. */
#define LOG_PAGES 1000

/* Pages from which on the log is to begin anew, 12 MB, and from which on the writer waits for that, 32 MB. */
#define LOG_LONG  3000
#define LOG_LIMIT 8000

static void
carry_over (RyStore *self, RyDb *db)
{
  g_mutex_lock (&self->log_lock);
  sqlite3_wal_checkpoint_v2 (_ry_db_get_handle (db), NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  g_mutex_unlock (&self->log_lock);
}

static gboolean
carry_over_in_log_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;
  g_autoptr (GError) inner = NULL;

  /* A connection knows of the log when it has read once. */
  if (self->log == NULL && (self->log = _ry_db_open (self->path, RY_DB_WRITER, &inner)) != NULL)
    _ry_db_get_int (self->log, "SELECT count(*) FROM meta", 0, NULL);
  if (self->log != NULL)
    carry_over (self, self->log);
  g_atomic_int_set (&self->log_fresh, TRUE);
  g_atomic_int_set (&self->log_busy, FALSE);
  return TRUE;
}

static void
ask_to_carry_over (RyStore *self)
{
  g_atomic_int_set (&self->log_fresh, FALSE);
  /* A thread is not made for a store that is only read. */
  if (self->log_lane == NULL)
    self->log_lane = ry_lane_new ("ry-store-log");
  if (g_atomic_int_compare_and_exchange (&self->log_busy, FALSE, TRUE))
    _ry_lane_push_upkeep (self->log_lane, carry_over_in_log_lane, self, NULL);
}

/* Called in the lane after each commit, when the file is not locked any more. What fails is tried again soon: a
 * commit is safe in the log. */
static int
look_at_log_cb (gpointer data, sqlite3 *handle, const char *name, int n_pages)
{
  RyStore *self = data;

  self->log_pages = n_pages;
  /* The log has begun anew. */
  if (n_pages < self->log_carried)
    self->log_carried = 0;
  if (n_pages >= LOG_LONG && g_atomic_int_compare_and_exchange (&self->log_fresh, TRUE, FALSE)) {
    carry_over (self, self->writer);
  } else if (n_pages - self->log_carried >= LOG_PAGES) {
    if (n_pages >= LOG_LIMIT)
      carry_over (self, self->writer);
    else
      ask_to_carry_over (self);
    self->log_carried = n_pages;
  }
  return SQLITE_OK;
}

/* In the lane: from now on the log is looked after. */
void
_ry_store_watch_log (RyStore *self, RyDb *writer)
{
  sqlite3_wal_hook (_ry_db_get_handle (writer), look_at_log_cb, self);
}

/* In the lane, when nothing is to be done: what is left in the log goes into the file. */
void
_ry_store_carry_over (RyStore *self)
{
  if (self->log_pages > 0)
    ask_to_carry_over (self);
  self->log_pages = 0;
}

/* In the lane, before the writer goes. */
void
_ry_store_leave_log (RyStore *self)
{
  if (self->log_lane == NULL)
    return;
  _ry_lane_close (self->log_lane);
  g_clear_object (&self->log_lane);
  g_clear_pointer (&self->log, _ry_db_close);
}
