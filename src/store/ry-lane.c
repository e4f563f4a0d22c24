/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lane: one thread and two queues. Work that somebody waits for passes in the order in which it came;
 * upkeep, which nobody waits for, runs when the first queue is empty.
 *
 * Threads. Everything here may be called from any thread. Functions handed over run in the lane's thread.
 */
#include "ry-lane-private.h"

#include "ry-error.h"

typedef struct {
  RyLaneFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GTask *task; /* where the caller goes on without waiting */
  GDestroyNotify free_result;
} Work;

/* What a waiting caller leaves in the queue. Lives on the caller's stack until @done. */
typedef struct {
  RyLane *lane;
  RyLaneFunc func;
  gpointer data;
  gpointer *result;
  GCancellable *cancellable;
  GError **error;
  gboolean ran;
  gboolean answer;
  gboolean done;
} Call;

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
};

G_DEFINE_TYPE (RyLane, ry_lane, G_TYPE_OBJECT)

/* What the thread itself holds: it outlives the object when the last reference is given back inside the lane. */
static GPrivate current_lane;

static void
free_work (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_clear_object (&work->task);
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

/* Does the work and frees it. */
static void
run_work (Work *work)
{
  Answer *answer = g_new0 (Answer, 1);
  GCancellable *cancellable = work->task != NULL ? g_task_get_cancellable (work->task) : NULL;

  run_unless_cancelled (work->func, work->data, &answer->result, cancellable, &answer->error);
  answer->task = g_steal_pointer (&work->task);
  answer->free_result = work->free_result;
  free_work (work);
  if (answer->task != NULL) {
    post_answer (answer);
    return;
  }
  g_clear_error (&answer->error);
  g_free (answer);
}

/* Waits for work; %NULL when the lane closes and all that somebody waits for is done. */
static Work *
wait_for_work (RyLane *self)
{
  Work *work;

  g_mutex_lock (&self->lock);
  while (self->works.length == 0 && (self->closing || self->upkeep.length == 0)) {
    if (self->closing) {
      g_mutex_unlock (&self->lock);
      return NULL;
    }
    g_cond_wait (&self->changed, &self->lock);
  }
  work = self->works.length > 0 ? g_queue_pop_head (&self->works) : g_queue_pop_head (&self->upkeep);
  g_mutex_unlock (&self->lock);
  return work;
}

static gpointer
run_lane (gpointer data)
{
  RyLane *self = data;
  Work *work;

  g_private_set (&current_lane, self);
  while ((work = wait_for_work (self)) != NULL) {
    run_work (work);
    /* The work may have held the last reference to what owns this lane. */
    if (g_private_get (&current_lane) == NULL)
      break;
  }
  return NULL;
}

static void
push_work (RyLane *self, GQueue *queue, Work *work)
{
  gboolean refused;

  g_mutex_lock (&self->lock);
  refused = self->closing;
  if (!refused) {
    g_queue_push_tail (queue, work);
    g_cond_broadcast (&self->changed);
  }
  g_mutex_unlock (&self->lock);
  if (!refused)
    return;
  if (work->task != NULL)
    g_task_return_new_error (work->task, RY_ERROR, RY_ERROR_UNAVAILABLE, "The store is closed");
  free_work (work);
}

static gboolean
run_call (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Call *call = data;

  call->ran = TRUE;
  call->answer = run_unless_cancelled (call->func, call->data, call->result, call->cancellable, call->error);
  return TRUE;
}

/* Wakes the caller. This runs as the work's destroy function, after which the lane does not touch the call
 * again. */
static void
finish_call_cb (gpointer data)
{
  Call *call = data;
  RyLane *lane = call->lane;

  g_mutex_lock (&lane->lock);
  call->done = TRUE;
  g_cond_broadcast (&lane->changed);
  g_mutex_unlock (&lane->lock);
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
  work->data = data;
  work->free_data = free_data;
  push_work (self, &self->upkeep, work);
}

/* As ry_lane_run_async(), for an object that has made its own task. */
void
_ry_lane_run_task (
    RyLane *self, GTask *task, RyLaneFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result)
{
  Work *work = g_new0 (Work, 1);

  /* What was done was done: cancelling after the fact does not unmake it. */
  g_task_set_check_cancellable (task, FALSE);
  work->func = func;
  work->data = data;
  work->free_data = free_data;
  work->task = g_object_ref (task);
  work->free_result = free_result;
  push_work (self, &self->works, work);
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
  gpointer ignored = NULL;
  Call call = { self, func, data, result != NULL ? result : &ignored, cancellable, error, FALSE, FALSE, FALSE };
  Work *work;

  if (ry_lane_is_current (self))
    return run_unless_cancelled (func, data, call.result, cancellable, error);
  work = g_new0 (Work, 1);
  work->func = run_call;
  work->data = &call;
  work->free_data = finish_call_cb;
  push_work (self, &self->works, work);
  g_mutex_lock (&self->lock);
  while (!call.done)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  if (!call.ran)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNAVAILABLE, "The store is closed");
  return call.answer;
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
