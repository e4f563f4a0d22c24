/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lane: one thread and two queues. Work that somebody waits for passes in the order in which it came;
 * upkeep, which nobody waits for, runs when the first queue is empty. Jobs of one kind that have gathered while the
 * lane was busy may be done together: the more there is to do, the less each costs.
 *
 * Threads. Everything here may be called from any thread. Functions handed over run in the lane's thread.
 */
#include "ry-lane-private.h"

#include "ry-error.h"

/* What was handed over. That of a caller who waits lives on the caller's stack until it is finished. */
typedef struct {
  RyLaneJob job;
  RyLaneFunc func;
  RyLaneGroupFunc group; /* in the place of @func */
  GDestroyNotify free_data;
  GTask *task; /* where the caller goes on without waiting */
  GDestroyNotify free_result;
  GCond *waiter; /* where the caller waits */
  gboolean finished;
} Work;

/* The outcome of work on its way to the main context of the one who waits for it. */
typedef struct {
  GTask *task;
  gpointer result;
  GDestroyNotify free_result;
  GError *error;
} Answer;

struct _RyLane {
  GObject parent_instance;

  GMutex lock;
  GCond changed;
  GQueue works;  /* (element-type Work) */
  GQueue upkeep; /* (element-type Work) */
  gboolean closing;
  GThread *thread;

  RyLaneFunc rest;
  gpointer rest_data;
  gint64 rest_after; /* microseconds */
  gboolean rested;   /* since the last work that somebody waited for */
};

/* Jobs done together at most, so that the first need not wait long for the last. */
#define MAX_GROUP 128

G_DEFINE_TYPE (RyLane, ry_lane, G_TYPE_OBJECT)

/* What the thread itself holds: it outlives the object when the last reference is given back inside the lane. */
static GPrivate current_lane;

static void
free_work (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->job.data);
  g_clear_object (&work->task);
  g_clear_error (&work->job.error);
  g_free (work);
}

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  if (answer->result != NULL && answer->free_result != NULL)
    answer->free_result (answer->result);
  g_clear_error (&answer->error);
  g_object_unref (answer->task);
  g_free (answer);
}

static gboolean
give_answer_cb (gpointer data)
{
  Answer *answer = data;

  if (answer->error != NULL)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (answer->task, g_steal_pointer (&answer->result), answer->free_result);
  return G_SOURCE_REMOVE;
}

/* Returns in the caller's context and lets the task go there, so that the lane never holds the last reference
 * to the object whose work it does. */
static void
post_answer (Answer *answer)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (answer->task));
  g_source_set_callback (source, give_answer_cb, answer, free_answer);
  g_source_attach (source, g_task_get_context (answer->task));
}

static gboolean
run_unless_cancelled (RyLaneFunc func, gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (cancellable, error) && func (data, result, cancellable, error);
}

static void
run_alone (Work *work)
{
  RyLaneJob *job = &work->job;

  job->done = run_unless_cancelled (work->func, job->data, &job->result, job->cancellable, &job->error);
}

/* Does jobs of one kind together, but for those that were cancelled while they waited. */
static void
run_group (Work *const *works, guint n_works)
{
  RyLaneJob *jobs[MAX_GROUP];
  guint n_jobs = 0;

  for (guint i = 0; i < n_works; i++)
    if (!g_cancellable_set_error_if_cancelled (works[i]->job.cancellable, &works[i]->job.error))
      jobs[n_jobs++] = &works[i]->job;
  if (n_jobs > 0)
    works[0]->group (jobs, n_jobs);
}

/* Tells the one who waits. The work is not touched afterwards. */
static void
finish_work (RyLane *self, Work *work)
{
  Answer *answer;

  if (work->waiter != NULL) {
    g_mutex_lock (&self->lock);
    work->finished = TRUE;
    g_cond_signal (work->waiter);
    g_mutex_unlock (&self->lock);
    return;
  }
  if (work->task != NULL) {
    answer = g_new0 (Answer, 1);
    answer->task = g_steal_pointer (&work->task);
    answer->result = work->job.result;
    answer->free_result = work->free_result;
    answer->error = g_steal_pointer (&work->job.error);
    free_work (work);
    post_answer (answer);
    return;
  }
  free_work (work);
}

/* Takes the next work, and what stands behind it and can be done together with it. Called under the lock. */
static guint
take_works (RyLane *self, Work **works)
{
  GQueue *queue = self->works.length > 0 ? &self->works : &self->upkeep;
  guint n = 0;

  if (queue == &self->works)
    self->rested = FALSE;
  works[n++] = g_queue_pop_head (queue);
  while (works[0]->group != NULL && n < MAX_GROUP && queue->length > 0 &&
         ((Work *) g_queue_peek_head (queue))->group == works[0]->group)
    works[n++] = g_queue_pop_head (queue);
  return n;
}

/* Waits until something is handed over, or until it is time to rest. Called under the lock. */
static void
wait_for_change (RyLane *self)
{
  Work *work;

  if (self->rest == NULL || self->rested) {
    g_cond_wait (&self->changed, &self->lock);
    return;
  }
  if (g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + self->rest_after))
    return;
  self->rested = TRUE;
  work = g_new0 (Work, 1);
  work->func = self->rest;
  work->job.data = self->rest_data;
  g_queue_push_tail (&self->upkeep, work);
}

/* Waits for work; 0 when the lane closes and all that somebody waits for is done. */
static guint
wait_for_works (RyLane *self, Work **works)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  while (self->works.length == 0 && !self->closing && self->upkeep.length == 0)
    wait_for_change (self);
  if (self->works.length > 0 || !self->closing)
    n = take_works (self, works);
  g_mutex_unlock (&self->lock);
  return n;
}

static gpointer
run_lane (gpointer data)
{
  RyLane *self = data;
  Work *works[MAX_GROUP];
  guint n;

  g_private_set (&current_lane, self);
  while ((n = wait_for_works (self, works)) > 0) {
    if (works[0]->group != NULL)
      run_group (works, n);
    else
      run_alone (works[0]);
    for (guint i = 0; i < n; i++)
      finish_work (self, works[i]);
    /* The work may have held the last reference to what owns this lane. */
    if (g_private_get (&current_lane) == NULL)
      break;
  }
  return NULL;
}

/* FALSE where the lane is closing. */
static gboolean
push_work (RyLane *self, GQueue *queue, Work *work)
{
  gboolean closing;

  g_mutex_lock (&self->lock);
  closing = self->closing;
  if (!closing) {
    g_queue_push_tail (queue, work);
    g_cond_signal (&self->changed);
  }
  g_mutex_unlock (&self->lock);
  return !closing;
}

/* Hands over work on the caller's stack and waits for it. */
static gboolean
call_and_wait (RyLane *self, Work *work, gpointer *result, GError **error)
{
  GCond waiter;

  g_cond_init (&waiter);
  work->waiter = &waiter;
  if (push_work (self, &self->works, work)) {
    g_mutex_lock (&self->lock);
    while (!work->finished)
      g_cond_wait (&waiter, &self->lock);
    g_mutex_unlock (&self->lock);
  } else {
    g_set_error_literal (&work->job.error, RY_ERROR, RY_ERROR_UNAVAILABLE, "The store is closed");
  }
  g_cond_clear (&waiter);
  if (result != NULL)
    *result = work->job.result;
  if (work->job.error != NULL)
    g_propagate_error (error, work->job.error);
  return work->job.done;
}

static Work *
create_task_work (GTask *task, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result)
{
  Work *work = g_new0 (Work, 1);

  /* What was done was done: cancelling after the fact does not unmake it. */
  g_task_set_check_cancellable (task, FALSE);
  work->job.data = data;
  work->job.cancellable = g_task_get_cancellable (task);
  work->free_data = free_data;
  work->task = g_object_ref (task);
  work->free_result = free_result;
  return work;
}

static void
push_task (RyLane *self, Work *work)
{
  if (push_work (self, &self->works, work))
    return;
  g_task_return_new_error (work->task, RY_ERROR, RY_ERROR_UNAVAILABLE, "The store is closed");
  free_work (work);
}

static void
ry_lane_finalize (GObject *object)
{
  RyLane *self = RY_LANE (object);

  _ry_lane_close (self);
  g_queue_clear_full (&self->works, free_work);
  g_queue_clear_full (&self->upkeep, free_work);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (ry_lane_parent_class)->finalize (object);
}

static void
ry_lane_class_init (RyLaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_lane_finalize;
}

static void
ry_lane_init (RyLane *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

/* Does what waits, forgets upkeep, and ends the thread. Work that comes later is refused. */
void
_ry_lane_close (RyLane *self)
{
  GThread *thread;

  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  thread = g_steal_pointer (&self->thread);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  if (thread == NULL)
    return;
  if (!ry_lane_is_current (self)) {
    g_thread_join (thread);
    return;
  }
  g_private_set (&current_lane, NULL);
  g_thread_unref (thread);
}

/* Hands over work that may wait until nothing else is to be done. */
void
_ry_lane_push_upkeep (RyLane *self, RyLaneFunc func, gpointer data, GDestroyNotify free_data)
{
  Work *work = g_new0 (Work, 1);

  work->func = func;
  work->job.data = data;
  work->free_data = free_data;
  if (!push_work (self, &self->upkeep, work))
    free_work (work);
}

/* Has @func run, as upkeep, when nobody has wanted anything for @milliseconds: once, until somebody does again. Called
 * in the lane. */
void
_ry_lane_set_rest (RyLane *self, RyLaneFunc func, gpointer data, guint milliseconds)
{
  g_mutex_lock (&self->lock);
  self->rest = func;
  self->rest_data = data;
  self->rest_after = (gint64) milliseconds * 1000;
  g_mutex_unlock (&self->lock);
}

/* As ry_lane_call(), for a job that may be done together with others that wait. Work from within the lane does
 * not gather. */
gboolean
_ry_lane_call_group (
    RyLane *self, RyLaneGroupFunc func, gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Work work = { { data, NULL, cancellable, NULL, FALSE } };
  Work *works[] = { &work };

  work.group = func;
  if (!ry_lane_is_current (self))
    return call_and_wait (self, &work, result, error);
  run_group (works, 1);
  if (result != NULL)
    *result = work.job.result;
  if (work.job.error != NULL)
    g_propagate_error (error, work.job.error);
  return work.job.done;
}

/* As ry_lane_run_async(), for an object that has made its own task. */
void
_ry_lane_run_task (
    RyLane *self, GTask *task, RyLaneFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result)
{
  Work *work = create_task_work (task, data, free_data, free_result);

  work->func = func;
  push_task (self, work);
}

/* The same, for a job that may be done together with others that wait. */
void
_ry_lane_run_group_task (RyLane *self,
                         GTask *task,
                         RyLaneGroupFunc func,
                         gpointer data,
                         GDestroyNotify free_data,
                         GDestroyNotify free_result)
{
  Work *work = create_task_work (task, data, free_data, free_result);

  work->group = func;
  push_task (self, work);
}

/**
 * ry_lane_new:
 * @name: a name for the thread, for debuggers
 *
 * Returns: (transfer full): a lane that waits for work
 */
RyLane *
ry_lane_new (const char *name)
{
  RyLane *self = g_object_new (RY_TYPE_LANE, NULL);

  self->thread = g_thread_new (name, run_lane, self);
  return self;
}

/**
 * ry_lane_is_current:
 * @self: a lane
 *
 * Returns: whether the caller runs in it
 */
gboolean
ry_lane_is_current (RyLane *self)
{
  return g_private_get (&current_lane) == self;
}

/**
 * ry_lane_call:
 * @self: a lane
 * @func: what to do there
 * @data: given to @func
 * @result: (out) (optional): what @func answered
 * @cancellable: (nullable): looked at before @func begins; @func gets it too
 * @error: return location for an error
 *
 * Runs @func in the lane, after what came before, and waits for it. In the lane itself it runs at once.
 *
 * Returns: what @func returned; %FALSE with %RY_ERROR_UNAVAILABLE where the lane is closed
 */
gboolean
ry_lane_call (RyLane *self, RyLaneFunc func, gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Work work = { { data, NULL, cancellable, NULL, FALSE } };
  gpointer ignored = NULL;

  work.func = func;
  if (!ry_lane_is_current (self))
    return call_and_wait (self, &work, result, error);
  return run_unless_cancelled (func, data, result != NULL ? result : &ignored, cancellable, error);
}

/**
 * ry_lane_run_async:
 * @self: a lane
 * @func: what to do there
 * @data: given to @func
 * @free_data: (nullable): frees @data, in the lane
 * @free_result: (nullable): frees what @func answered where nobody takes it
 * @cancellable: (nullable): looked at before @func begins; @func gets it too
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Runs @func in the lane and does not wait.
 */
void
ry_lane_run_async (RyLane *self,
                   RyLaneFunc func,
                   gpointer data,
                   GDestroyNotify free_data,
                   GDestroyNotify free_result,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  _ry_lane_run_task (self, task, func, data, free_data, free_result);
}

/**
 * ry_lane_run_finish:
 * @self: a lane
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what the function answered, or %NULL with its error
 */
gpointer
ry_lane_run_finish (RyLane *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
