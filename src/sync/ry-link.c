/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An attempt: a pull's thread makes sure that the database is there, catches up and then listens. When it has
 * first caught up, a push runs, and again whenever something was committed here. The first error ends the
 * attempt: both runs are cancelled, and when the last of them is back on the main thread the link waits and
 * begins another one. What the server gives us is marked with our own source, so our pull does not wake our
 * push.
 */
#include "ry-link.h"

#include "ry-backoff.h"
#include "ry-clock.h"
#include "ry-error.h"
#include "ry-http-peer.h"
#include "ry-local-peer.h"
#include "ry-refusals.h"
#include "ry-sent.h"
#include "tuning.h"

struct _RyLink {
  GObject parent;

  /* Owned */
  RyHttpClient *client;
  RyStore *store;
  char *database;
  RySent *sent;
  RyRefusals *refusals;
  GMainContext *context;

  guint source;
  gboolean optional;

  /* The attempt */
  GCancellable *cancellable;
  GPtrArray *jobs;
  RyReplication *pull;
  RyReplication *push;
  GError *error;
  GError *former; /* of the attempt before, until the server answers this one */
  gboolean started;
  gboolean skipped;
  gboolean greeted; /* the pull has caught up once */
  gboolean pushed;  /* and a push has ended after it */
  gboolean push_wanted;
  guint push_timer;

  /* Between attempts */
  guint n_failures;
  guint retry_timer;
  gint64 next_try;
  gboolean retry_wanted; /* asked for while the attempt was ending */

  RySyncProgress finished; /* of runs that have ended */
  gint64 answered;
  gulong committed_id;
  int update_queued; /* atomic */
};

G_DEFINE_FINAL_TYPE (RyLink, ry_link, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One run in its thread */
typedef struct {
  RyLink *link;
  RyPeer *remote;
  RyReplication *run;
  GCancellable *cancellable;
  GThread *thread;
  GSource *done; /* attached by the thread as its last act */
  GError *error;
  gboolean is_pull;
  gboolean connected;
} Job;

static void begin_attempt (RyLink *self);
static void queue_push (RyLink *self);

/* Waits for the thread, which has ended or is about to. */
static void
job_free (Job *job)
{
  if (job->thread != NULL)
    g_thread_join (job->thread);
  g_source_destroy (job->done);
  g_source_unref (job->done);
  g_object_unref (job->remote);
  g_object_unref (job->run);
  g_object_unref (job->cancellable);
  g_clear_error (&job->error);
  g_object_unref (job->link);
  g_free (job);
}

static void
add_progress (RySyncProgress *sum, const RySyncProgress *one)
{
  sum->docs_read += one->docs_read;
  sum->docs_written += one->docs_written;
  sum->bytes += one->bytes;
  sum->refused += one->refused;
  sum->given_back += one->given_back;
  sum->initial = sum->initial || one->initial;
  if (one->pending > 0)
    sum->pending += one->pending;
}

static void
emit_changed (RyLink *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Between attempts */

static gboolean
retry_cb (gpointer data)
{
  RyLink *self = data;

  self->retry_timer = 0;
  begin_attempt (self);
  return G_SOURCE_REMOVE;
}

/* What a person must set right is not tried again by itself. All else is, even what looks hopeless: a hotel's
 * login page in the server's place goes away too. */
static void
schedule_retry (RyLink *self)
{
  guint delay;

  self->n_failures++;
  self->next_try = 0;
  if (g_error_matches (self->error, RY_ERROR, RY_ERROR_UNAUTHORIZED) ||
      g_error_matches (self->error, RY_ERROR, RY_ERROR_FORBIDDEN))
    return;
  delay = self->retry_wanted ? 0 : ry_backoff_get_delay (self->n_failures, g_random_int ());
  delay = MAX (delay, ry_http_client_get_wait (self->client));
  self->retry_wanted = FALSE;
  self->next_try = g_get_real_time () + (gint64) delay * 1000;
  self->retry_timer = g_timeout_add (delay, retry_cb, self);
}

static void
finish_attempt (RyLink *self)
{
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->push_timer, g_source_remove);
  ry_sent_save (self->sent, FALSE);
  if (self->started && self->error == NULL && self->retry_wanted)
    begin_attempt (self);
  else if (self->started && self->error != NULL && !self->skipped)
    schedule_retry (self);
}

/* A space that may not be read is not this person's; one that is not there matters only if there is something
 * to send. */
static gboolean
may_skip (RyLink *self, Job *job)
{
  if (!self->optional || !job->is_pull || job->connected)
    return FALSE;
  return g_error_matches (job->error, RY_ERROR, RY_ERROR_FORBIDDEN) ||
         (g_error_matches (job->error, RY_ERROR, RY_ERROR_NOT_FOUND) && ry_store_get_update_seq (self->store) == 0);
}

static void
note_push (RyLink *self, Job *job)
{
  g_autofree char *since = ry_replication_dup_since (job->run);

  if (since != NULL)
    ry_sent_note_push (self->sent, g_ascii_strtoll (since, NULL, 10));
  if (job->error != NULL)
    return;
  self->pushed = TRUE;
  self->n_failures = 0;
  self->answered = ry_clock_now ();
  ry_sent_save (self->sent, FALSE);
  if (self->push_wanted)
    queue_push (self);
}

static void
finish_job (RyLink *self, Job *job)
{
  RySyncProgress progress;

  ry_replication_get_progress (job->run, &progress);
  progress.pending = 0;
  progress.initial = FALSE;
  add_progress (&self->finished, &progress);
  g_clear_object (job->is_pull ? &self->pull : &self->push);
  if (!job->is_pull)
    note_push (self, job);

  if (may_skip (self, job)) {
    self->skipped = TRUE;
  } else if (job->error != NULL && self->error == NULL &&
             !g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    self->error = g_steal_pointer (&job->error);
    g_cancellable_cancel (self->cancellable);
  }
  if (self->jobs->len == 0)
    finish_attempt (self);
}

static gboolean
job_done_cb (gpointer data)
{
  Job *job = data;
  RyLink *self = job->link;

  g_ptr_array_remove_fast (self->jobs, job);
  finish_job (self, job);
  emit_changed (self);
  job_free (job);
  return G_SOURCE_REMOVE;
}

static gpointer
run_job (gpointer data)
{
  Job *job = data;

  if (!job->is_pull || ry_peer_create (job->remote, job->cancellable, &job->error)) {
    job->connected = TRUE;
    ry_replication_run (job->run, job->cancellable, &job->error);
  }
  g_source_attach (job->done, job->link->context);
  return NULL;
}

/* What a run has to say, brought to the main thread, once for many. */

static gboolean
update_cb (gpointer data)
{
  RyLink *self = data;

  g_atomic_int_set (&self->update_queued, FALSE);
  if (self->pull != NULL) {
    self->answered = MAX (self->answered, ry_replication_get_answered (self->pull));
    if (!self->greeted && ry_replication_get_caught_up (self->pull)) {
      g_autofree char *account = ry_http_client_dup_account (self->client);

      self->greeted = TRUE;
      ry_refusals_set_account (self->refusals, account);
      queue_push (self);
    }
  }
  emit_changed (self);
  return G_SOURCE_REMOVE;
}

static void
run_changed_cb (RyReplication *run, gpointer data)
{
  RyLink *self = data;

  if (g_atomic_int_compare_and_exchange (&self->update_queued, FALSE, TRUE)) {
    GSource *source = g_idle_source_new ();

    g_source_set_priority (source, G_PRIORITY_DEFAULT);
    g_source_set_callback (source, update_cb, g_object_ref (self), g_object_unref);
    g_source_attach (source, self->context);
    g_source_unref (source);
  }
}

static void
start_job (RyLink *self, gboolean is_pull)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (RyPeer) local = ry_local_peer_new (self->store, self->source);

  ry_local_peer_set_sent (RY_LOCAL_PEER (local), ry_sent_get_seq (self->sent));
  job->link = g_object_ref (self);
  job->is_pull = is_pull;
  job->remote = ry_http_peer_new (self->client, self->database);
  job->run = is_pull ? ry_replication_new (job->remote, local) : ry_replication_new (local, job->remote);
  job->cancellable = g_object_ref (self->cancellable);
  job->done = g_idle_source_new ();
  g_source_set_priority (job->done, G_PRIORITY_DEFAULT);
  g_source_set_callback (job->done, job_done_cb, job, NULL);
  ry_replication_set_live (job->run, is_pull);
  ry_replication_set_leave_designs (job->run, TRUE);
  ry_replication_set_refusals (job->run, self->refusals, is_pull);
  if (!is_pull)
    ry_replication_set_known (job->run, ry_sent_get_seq (self->sent));
  ry_replication_set_func (job->run, run_changed_cb, self);
  g_set_object (is_pull ? &self->pull : &self->push, job->run);
  g_ptr_array_add (self->jobs, job);
  job->thread = g_thread_new (is_pull ? "ry-pull" : "ry-push", run_job, job);
}

static gboolean
push_cb (gpointer data)
{
  RyLink *self = data;

  self->push_timer = 0;
  self->push_wanted = FALSE;
  start_job (self, FALSE);
  emit_changed (self);
  return G_SOURCE_REMOVE;
}

/* Pushes soon; a push that is under way is followed by another, since it may have passed the place already. */
static void
queue_push (RyLink *self)
{
  if (self->push != NULL) {
    self->push_wanted = TRUE;
    return;
  }
  if (!self->greeted || self->push_timer != 0 || self->cancellable == NULL ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  self->push_timer = g_timeout_add (self->pushed ? RY_TUNING_PUSH_DELAY_MS : 0, push_cb, self);
}

static void
begin_attempt (RyLink *self)
{
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  if (self->error != NULL) {
    g_clear_error (&self->former);
    self->former = g_steal_pointer (&self->error);
  }
  self->next_try = 0;
  self->retry_wanted = FALSE;
  self->skipped = self->greeted = self->pushed = self->push_wanted = FALSE;
  self->answered = 0;
  self->cancellable = g_cancellable_new ();
  start_job (self, TRUE);
  emit_changed (self);
}

static void
committed_cb (RyStore *store, gint64 first, gint64 last, guint source, gpointer data)
{
  RyLink *self = data;

  if (source == self->source) {
    ry_sent_note_echo (self->sent, first, last);
  } else {
    ry_sent_note_commit (self->sent, last);
    queue_push (self);
  }
  emit_changed (self);
}

static void
ry_link_dispose (GObject *object)
{
  ry_link_stop (RY_LINK (object));
  G_OBJECT_CLASS (ry_link_parent_class)->dispose (object);
}

static void
ry_link_finalize (GObject *object)
{
  RyLink *self = RY_LINK (object);

  g_object_unref (self->client);
  g_object_unref (self->store);
  g_free (self->database);
  ry_sent_free (self->sent);
  ry_refusals_unref (self->refusals);
  g_ptr_array_unref (self->jobs);
  g_clear_error (&self->error);
  g_clear_error (&self->former);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (ry_link_parent_class)->finalize (object);
}

static void
ry_link_class_init (RyLinkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = ry_link_dispose;
  object_class->finalize = ry_link_finalize;
  signals[CHANGED] = g_signal_new ("changed", RY_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_link_init (RyLink *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->jobs = g_ptr_array_new ();
  self->source = ry_store_new_source ();
}

/**
 * ry_link_new:
 * @client: the server
 * @store: the space here
 * @database: its name there
 * @optional: whether a server that does not let this person read it is in order
 *
 * Returns: (transfer full): a link that is not started
 */
RyLink *
ry_link_new (RyHttpClient *client, RyStore *store, const char *database, gboolean optional)
{
  RyLink *self = g_object_new (RY_TYPE_LINK, NULL);

  self->client = g_object_ref (client);
  self->store = g_object_ref (store);
  self->database = g_strdup (database);
  self->optional = optional;
  self->sent = ry_sent_new (store, ry_http_client_get_url (client), database);
  self->refusals = ry_refusals_new (store, ry_http_client_get_url (client), database);
  return self;
}

/**
 * ry_link_start:
 * @self: a link
 *
 * Begins the first attempt. The thread-default main context of this thread must run.
 */
void
ry_link_start (RyLink *self)
{
  if (self->started)
    return;
  self->started = TRUE;
  self->n_failures = 0;
  ry_refusals_want_lost (self->refusals);
  ry_sent_note_commit (self->sent, ry_store_get_update_seq (self->store));
  self->committed_id = g_signal_connect (self->store, "committed", G_CALLBACK (committed_cb), self);
  begin_attempt (self);
}

/**
 * ry_link_stop:
 * @self: a link
 *
 * Cancels what is under way and waits until it is over.
 */
void
ry_link_stop (RyLink *self)
{
  if (!self->started)
    return;
  self->started = FALSE;
  g_clear_signal_handler (&self->committed_id, self->store);
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  g_clear_handle_id (&self->push_timer, g_source_remove);
  self->next_try = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  while (self->jobs->len > 0) {
    Job *job = g_ptr_array_steal_index_fast (self->jobs, 0);

    g_thread_join (g_steal_pointer (&job->thread));
    finish_job (self, job);
    job_free (job);
  }
}

/**
 * ry_link_retry_now:
 * @self: a link
 *
 * Tries again at once where the link waits after a failure.
 */
void
ry_link_retry_now (RyLink *self)
{
  if (!self->started)
    return;
  self->n_failures = 0;
  self->retry_wanted = self->cancellable != NULL && self->error != NULL;
  if (self->cancellable != NULL)
    return;
  begin_attempt (self);
}

/**
 * ry_link_get_state:
 * @self: a link
 *
 * Returns: what is known
 */
RyLinkState
ry_link_get_state (RyLink *self)
{
  if (!self->started)
    return RY_LINK_STOPPED;
  if (self->skipped)
    return RY_LINK_SKIPPED;
  /* An attempt may take half a minute to fail: until it is answered, what was true before it is true. */
  if (self->error != NULL || (self->former != NULL && self->answered == 0))
    return RY_LINK_FAILED;
  if (self->answered == 0)
    return RY_LINK_CONNECTING;
  if (!self->greeted || !self->pushed || self->push != NULL || self->push_timer != 0 || self->push_wanted ||
      (self->pull != NULL && !ry_replication_get_caught_up (self->pull)))
    return RY_LINK_BUSY;
  return RY_LINK_IDLE;
}

/**
 * ry_link_get_error:
 * @self: a link
 *
 * Returns: (nullable): what ended the last attempt, until another is answered
 */
const GError *
ry_link_get_error (RyLink *self)
{
  return self->error != NULL || self->answered > 0 ? self->error : self->former;
}

/**
 * ry_link_get_unsent:
 * @self: a link
 *
 * Returns: how many documents the server does not have as they are here, as far as this side knows
 */
gint64
ry_link_get_unsent (RyLink *self)
{
  return self->skipped ? 0 : ry_sent_count (self->sent);
}

/**
 * ry_link_get_answered:
 * @self: a link
 *
 * Returns: when the server last answered in this attempt, by ry_clock_now(), 0 for never
 */
gint64
ry_link_get_answered (RyLink *self)
{
  return self->answered;
}

/**
 * ry_link_get_next_try:
 * @self: a link
 *
 * Returns: when the next attempt begins, in µs since 1970, 0 where none is planned
 */
gint64
ry_link_get_next_try (RyLink *self)
{
  return self->next_try;
}

/**
 * ry_link_add_progress:
 * @self: a link
 * @progress: (inout): a sum to which this link's runs are added
 */
void
ry_link_add_progress (RyLink *self, RySyncProgress *progress)
{
  RySyncProgress one;

  add_progress (progress, &self->finished);
  if (self->pull != NULL) {
    ry_replication_get_progress (self->pull, &one);
    add_progress (progress, &one);
  }
  if (self->push != NULL) {
    ry_replication_get_progress (self->push, &one);
    add_progress (progress, &one);
  }
}

/**
 * ry_link_get_sent:
 * @self: a link
 *
 * Returns: (transfer none): what is known to be at the server
 */
RySent *
ry_link_get_sent (RyLink *self)
{
  return self->sent;
}

/**
 * ry_link_get_refusals:
 * @self: a link
 *
 * Returns: (transfer none): what an end would not take
 */
RyRefusals *
ry_link_get_refusals (RyLink *self)
{
  return self->refusals;
}

/**
 * ry_link_retry_refused:
 * @self: a link
 *
 * Offers everything that was refused once more: what goes out with a push, what comes in with a new attempt.
 */
void
ry_link_retry_refused (RyLink *self)
{
  ry_refusals_retry (self->refusals);
  if (!self->started)
    return;
  if (ry_refusals_wants (self->refusals, TRUE) && self->cancellable != NULL) {
    self->retry_wanted = TRUE;
    g_cancellable_cancel (self->cancellable);
  } else if (ry_refusals_wants (self->refusals, FALSE)) {
    queue_push (self);
  }
}
