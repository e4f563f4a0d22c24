/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A GThreadPool of its own, because the pool behind GTask is shared with GIO: sixteen clients whose writes wait
 * for a slow disk would hold up name resolution and file access too.
 */
#include "ry-workers.h"

struct _RyWorkers {
  GThreadPool *pool;
  GMainContext *context;
  guint n_tasks; /* pushed and not done; main context only */
};

typedef struct {
  RyWorkers *workers;
  RyWorkFunc work;
  RyWorkFunc done;
  gpointer data;
} Task;

static gboolean
finish_cb (gpointer data)
{
  Task *task = data;

  task->workers->n_tasks--;
  task->done (task->data);
  g_free (task);
  return G_SOURCE_REMOVE;
}

static void
work_cb (gpointer data, gpointer user_data)
{
  Task *task = data;
  GSource *source = g_idle_source_new ();

  task->work (task->data);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, finish_cb, task, NULL);
  g_source_attach (source, task->workers->context);
  g_source_unref (source);
}

/**
 * ry_workers_new:
 * @n_threads: at most so many at once
 *
 * Returns: (transfer full): workers for the thread's main context
 */
RyWorkers *
ry_workers_new (guint n_threads)
{
  RyWorkers *self = g_new0 (RyWorkers, 1);

  self->context = g_main_context_ref_thread_default ();
  self->pool = g_thread_pool_new (work_cb, NULL, (int) n_threads, FALSE, NULL);
  return self;
}

/**
 * ry_workers_push:
 * @self: workers
 * @work: runs in a thread
 * @done: runs on the main context afterwards
 * @data: given to both
 *
 * Call on the main context.
 */
void
ry_workers_push (RyWorkers *self, RyWorkFunc work, RyWorkFunc done, gpointer data)
{
  Task *task = g_new (Task, 1);

  *task = (Task){ self, work, done, data };
  self->n_tasks++;
  g_thread_pool_push (self->pool, task, NULL);
}

static gboolean
work_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Task *task = data;

  task->work (task->data);
  return TRUE;
}

static void
lane_done_cb (GObject *lane, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ry_lane_run_finish (RY_LANE (lane), result, &error);
  if (error == NULL)
    finish_cb (data);
  else /* The lane is closed; whoever works finds that out for himself. */
    g_thread_pool_push (((Task *) data)->workers->pool, data, NULL);
}

/**
 * ry_workers_push_to:
 * @self: workers
 * @lane: (transfer none): where to work
 * @work: runs in the lane
 * @done: runs on the main context afterwards
 * @data: given to both
 *
 * As ry_workers_push(), for what would do little but wait for that lane.
 */
void
ry_workers_push_to (RyWorkers *self, RyLane *lane, RyWorkFunc work, RyWorkFunc done, gpointer data)
{
  Task *task = g_new (Task, 1);

  *task = (Task){ self, work, done, data };
  self->n_tasks++;
  ry_lane_run_async (lane, work_in_lane, task, NULL, NULL, NULL, lane_done_cb, task);
}

/**
 * ry_workers_get_n_tasks:
 * @self: workers
 *
 * Returns: how many tasks are waiting or running
 */
guint
ry_workers_get_n_tasks (RyWorkers *self)
{
  return self->n_tasks;
}

/**
 * ry_workers_free:
 * @self: (transfer full): workers
 *
 * Waits until all tasks are done, the parts on the main context included.
 */
void
ry_workers_free (RyWorkers *self)
{
  while (self->n_tasks > 0)
    g_main_context_iteration (self->context, TRUE);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_main_context_unref (self->context);
  g_free (self);
}
