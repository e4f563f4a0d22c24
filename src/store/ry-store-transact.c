/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Transactions of those who wait for them. What makes a write last is one wait for the disk; so small writes that
 * have gathered in the lane share one transaction, and each still has its own answer. Nobody is answered before the
 * commit is on the disk.
 *
 * A fault of a document is its own job's answer and has changed nothing. Any other failure undoes the transaction;
 * where several shared it, each is tried again alone, so that one job's misfortune is not another's.
 */
#include "ry-store-private.h"

#include "ry-error.h"

static gboolean
run_text (RyDb *db, const char *sql, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);

  return statement != NULL && _ry_db_run (db, statement, error);
}

static void
forget_outcome (RyLaneJob *job)
{
  RyTransaction *transaction = job->data;

  if (job->result != NULL)
    transaction->free_result (job->result);
  job->result = NULL;
  job->done = FALSE;
}

/* Runs one job's part. FALSE where the transaction cannot stand. */
static gboolean
run_inside (RyStore *self, RyLaneJob *job)
{
  RyTransaction *transaction = job->data;

  transaction->first_seq = self->next_seq;
  job->done = transaction->inside (transaction, &job->result, job->cancellable, &job->error);
  transaction->next_seq = self->next_seq;
  return job->done || _ry_store_is_documents_fault (job->error);
}

/* One event for neighbours of one source: a reader of the feed asks once for all that is new. */
static void
tell (RyStore *self, RyLaneJob *const *jobs, guint n_jobs)
{
  gint64 first = 0;

  for (guint i = 0; i < n_jobs; i++) {
    const RyTransaction *transaction = jobs[i]->data;
    const RyTransaction *next = i + 1 < n_jobs ? jobs[i + 1]->data : NULL;

    if (first == 0)
      first = transaction->first_seq;
    if (next != NULL && next->source == transaction->source)
      continue;
    if (transaction->next_seq > first)
      _ry_store_emit_committed (self, first, transaction->next_seq - 1, transaction->source);
    first = 0;
  }
}

static void
finish_commit (RyStore *self, gint64 first, RyLaneJob *const *jobs, guint n_jobs)
{
  if (self->next_seq == first)
    return;
  _ry_store_settle_counts (self, TRUE);
  g_mutex_lock (&self->lock);
  self->update_seq = self->next_seq - 1;
  g_mutex_unlock (&self->lock);
  tell (self, jobs, n_jobs);
  _ry_store_queue_search (self);
}

/* All of @jobs in one transaction, or none. @error is set where it was none of them. */
static gboolean
run_together (RyStore *self, RyLaneJob *const *jobs, guint n_jobs, GError **error)
{
  RyDb *db = _ry_store_get_writer (self, error);
  gint64 first = self->next_seq;
  gboolean done = TRUE;

  if (db == NULL || !run_text (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; done && i < n_jobs; i++)
    done = run_inside (self, jobs[i]);
  if (done && run_text (db, "COMMIT", error)) {
    finish_commit (self, first, jobs, n_jobs);
    return TRUE;
  }
  _ry_db_rollback (db);
  _ry_store_settle_counts (self, FALSE);
  self->next_seq = first;
  return FALSE;
}

static void
run_by_itself (RyStore *self, RyLaneJob *job)
{
  g_autoptr (GError) error = NULL;

  if (run_together (self, &job, 1, &error))
    return;
  forget_outcome (job);
  if (job->error == NULL)
    job->error = g_steal_pointer (&error);
}

static void
run_group (RyLaneJob *const *jobs, guint n_jobs)
{
  RyStore *self = ((RyTransaction *) jobs[0]->data)->store;

  if (n_jobs > 1 && run_together (self, jobs, n_jobs, NULL))
    return;
  for (guint i = 0; i < n_jobs; i++) {
    forget_outcome (jobs[i]);
    g_clear_error (&jobs[i]->error);
    run_by_itself (self, jobs[i]);
  }
}

static gboolean
run_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyTransaction *transaction = data;
  RyLaneJob job = { data, NULL, cancellable, NULL, FALSE };

  run_by_itself (transaction->store, &job);
  *result = job.result;
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.done;
}

/* Faults that lie in the document, as against in the store. */
gboolean
_ry_store_is_documents_fault (const GError *error)
{
  return ry_error_is_bad_request (error) || g_error_matches (error, RY_ERROR, RY_ERROR_CONFLICT) ||
         g_error_matches (error, RY_ERROR, RY_ERROR_NOT_FOUND) ||
         g_error_matches (error, RY_ERROR, RY_ERROR_MISSING_STUB);
}

/* Runs @transaction in the lane and waits until it is on the disk. */
gboolean
_ry_store_transact (RyTransaction *transaction, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyLane *lane = transaction->store->lane;

  return transaction->large ? ry_lane_call (lane, run_in_lane, transaction, result, cancellable, error)
                            : _ry_lane_call_group (lane, run_group, transaction, result, cancellable, error);
}

/* The same for who does not wait. @free_transaction is called in the lane. */
void
_ry_store_transact_task (RyTransaction *transaction, GTask *task, GDestroyNotify free_transaction)
{
  RyLane *lane = transaction->store->lane;

  if (transaction->large)
    _ry_lane_run_task (lane, task, run_in_lane, transaction, free_transaction, transaction->free_result);
  else
    _ry_lane_run_group_task (lane, task, run_group, transaction, free_transaction, transaction->free_result);
}
