/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The road's policy. Started, it holds one RyLink a space and sums up what they know into a state that claims
 * nothing unproved: SYNCED needs an answer of each space's server within the last interval of this run, and
 * nothing unsent. Run once (the command line), it does the same passes in line: pull, settle conflicts, push,
 * until a pass changes nothing. Both begin by adopting the server's region where the workspace has none.
 */
#include "ry-replicator-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-backoff.h"
#include "ry-clock.h"
#include "ry-error.h"
#include "ry-pass.h"
#include "tuning.h"

G_DEFINE_FINAL_TYPE (RyReplicator, ry_replicator, G_TYPE_OBJECT)

enum {
  PROP_STATE = 1,
  PROP_UNSENT,
  PROP_REFUSED,
  PROP_LAST_SYNCED,
  N_PROPS,
};

enum {
  PROGRESS,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void begin_adoption (RyReplicator *self);
static void create_links (RyReplicator *self);

/* What may honestly be said */

static gboolean
is_fresh (RyLink *link)
{
  gint64 age = ry_clock_now () - ry_link_get_answered (link);

  return age < (RY_TUNING_LONG_POLL_SECONDS + RY_TUNING_SILENCE_SECONDS) * G_USEC_PER_SEC;
}

static RySyncState
judge_links (RyReplicator *self)
{
  guint n_idle = 0, n_connecting = 0, n_skipped = 0;

  for (guint i = 0; i < self->links->len; i++) {
    RyLink *link = g_ptr_array_index (self->links, i);

    switch (ry_link_get_state (link)) {
    case RY_LINK_FAILED:
      return RY_SYNC_FAILED;
    case RY_LINK_CONNECTING:
    case RY_LINK_STOPPED:
      n_connecting++;
      break;
    case RY_LINK_SKIPPED:
      n_skipped++;
      break;
    case RY_LINK_IDLE:
      n_idle += is_fresh (link);
      n_connecting += !is_fresh (link);
      break;
    case RY_LINK_BUSY:
    default:
      break;
    }
  }
  if (n_connecting > 0 || n_skipped == self->links->len)
    return RY_SYNC_UNKNOWN;
  return n_idle + n_skipped == self->links->len && self->unsent == 0 ? RY_SYNC_SYNCED : RY_SYNC_BUSY;
}

static RySyncState
judge (RyReplicator *self)
{
  if (self->client == NULL)
    return RY_SYNC_OFF;
  if (self->error != NULL)
    return RY_SYNC_FAILED;
  return self->started && self->links->len > 0 ? judge_links (self) : RY_SYNC_UNKNOWN;
}

static gint64
find_oldest_answer (RyReplicator *self)
{
  gint64 oldest = ry_clock_now ();

  for (guint i = 0; i < self->links->len; i++) {
    RyLink *link = g_ptr_array_index (self->links, i);

    if (ry_link_get_state (link) != RY_LINK_SKIPPED)
      oldest = MIN (oldest, ry_link_get_answered (link));
  }
  return oldest;
}

static gint64
count_unsent (RyReplicator *self)
{
  gint64 unsent = 0;

  for (guint i = 0; i < self->links->len; i++)
    unsent += ry_link_get_unsent (g_ptr_array_index (self->links, i));
  return unsent;
}

static void
update_figure (RyReplicator *self, gint64 *figure, gint64 now, guint property)
{
  if (*figure == now)
    return;
  *figure = now;
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* Both are the same now, or were a moment ago. */
static void
note_synced (RyReplicator *self, gint64 when)
{
  gboolean due = when - self->kept_synced >= RY_TUNING_SYNCED_SECONDS * G_USEC_PER_SEC;

  self->has_synced = TRUE;
  self->kept_synced = due ? when : self->kept_synced;
  for (guint i = 0; i < self->links->len; i++) {
    RyLink *link = g_ptr_array_index (self->links, i);

    if (ry_link_get_state (link) == RY_LINK_SKIPPED)
      continue;
    ry_sent_note_synced (ry_link_get_sent (link), when);
    if (due)
      ry_sent_save (ry_link_get_sent (link), FALSE);
  }
  update_figure (self, &self->last_synced, when, PROP_LAST_SYNCED);
}

/* What an earlier run knew: of the spaces that every account reads. */
static gint64
read_last_synced (RyReplicator *self)
{
  const char *const *spaces = ry_workspace_get_spaces (self->workspace);
  gint64 when = 0;

  for (guint i = 0; self->client != NULL && spaces[i] != NULL; i++) {
    g_autoptr (RySent) sent = ry_pass_is_shared (spaces[i]) ? _ry_replicator_read_sent (self, spaces[i]) : NULL;

    if (sent != NULL)
      when = MAX (when, ry_sent_get_synced (sent));
  }
  return when;
}

/* What we may do there goes for here too, and for the time without the server. */
static void
keep_roles (RyReplicator *self)
{
  g_autofree char *roles = self->client != NULL ? ry_http_client_dup_roles (self->client) : NULL;
  g_autoptr (GError) error = NULL;

  if (roles != NULL && !ry_workspace_set_roles (self->workspace, roles, &error))
    g_warning ("%s", error->message);
}

static void
update (RyReplicator *self)
{
  RySyncState state;

  keep_roles (self);
  update_figure (self, &self->unsent, count_unsent (self), PROP_UNSENT);
  update_figure (self, &self->refused, ry_replicator_count_refused (self), PROP_REFUSED);
  state = judge (self);
  if (state == RY_SYNC_SYNCED)
    note_synced (self, g_get_real_time () - (ry_clock_now () - find_oldest_answer (self)));
  if (state != self->state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  }
  g_signal_emit (self, signals[PROGRESS], 0);
}

static gboolean
update_cb (gpointer data)
{
  RyReplicator *self = data;

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
link_changed_cb (RyLink *link, gpointer data)
{
  RyReplicator *self = data;

  if (self->update_source == 0)
    self->update_source = g_timeout_add (RY_TUNING_UPDATE_MS, update_cb, self);
}

static gboolean
tick_cb (gpointer data)
{
  update (data);
  return G_SOURCE_CONTINUE;
}

/* A hint only: a loopback server needs no network, and a network is no server. */
static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, gpointer data)
{
  if (available)
    ry_replicator_retry_now (data);
}

/* Which region */

static void
adopt_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *databases = ry_http_client_get_databases (data, cancellable, &error);

  if (databases != NULL)
    g_task_return_pointer (task, databases, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
retry_cb (gpointer data)
{
  RyReplicator *self = data;

  self->retry_source = 0;
  begin_adoption (self);
  update (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_adoption (RyReplicator *self)
{
  guint delay = ry_backoff_get_delay (++self->n_failures, g_random_int ());

  if (g_error_matches (self->error, RY_ERROR, RY_ERROR_UNAUTHORIZED))
    return;
  self->next_try = g_get_real_time () + (gint64) delay * 1000;
  self->retry_source = g_timeout_add (delay, retry_cb, self);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RyReplicator *self = RY_REPLICATOR (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) databases = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean stopped = g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));

  if (stopped)
    return;
  g_clear_object (&self->adopting);
  if (databases != NULL ? ry_pass_adopt (self->workspace, databases, &error) : ry_pass_may_ignore_listing (error)) {
    create_links (self);
  } else {
    self->error = g_steal_pointer (&error);
    schedule_adoption (self);
  }
  update (self);
}

static void
begin_adoption (RyReplicator *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_error (&self->error);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->next_try = 0;
  self->adopting = g_cancellable_new ();
  task = g_task_new (self, self->adopting, adopted_cb, NULL);
  g_task_set_task_data (task, g_object_ref (self->client), g_object_unref);
  g_task_run_in_thread (task, adopt_thread);
}

static void
create_links (RyReplicator *self)
{
  const char *const *spaces = ry_workspace_get_spaces (self->workspace);

  for (guint i = 0; spaces[i] != NULL; i++) {
    g_autofree char *database = ry_pass_dup_database (self->workspace, spaces[i]);
    RyStore *store = ry_workspace_get_store (self->workspace, spaces[i]);
    RyLink *link = ry_link_new (self->client, store, database, !ry_pass_is_shared (spaces[i]));

    g_signal_connect (link, "changed", G_CALLBACK (link_changed_cb), self);
    g_ptr_array_add (self->links, link);
  }
  for (guint i = 0; self->started && i < self->links->len; i++)
    ry_link_start (g_ptr_array_index (self->links, i));
}

static void
drop_links (RyReplicator *self)
{
  for (guint i = 0; i < self->links->len; i++) {
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->links, i), self);
    ry_link_stop (g_ptr_array_index (self->links, i));
  }
  g_ptr_array_set_size (self->links, 0);
}

static void
ry_replicator_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RyReplicator *self = RY_REPLICATOR (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_UNSENT:
    g_value_set_int64 (value, self->unsent);
    break;
  case PROP_REFUSED:
    g_value_set_int64 (value, self->refused);
    break;
  case PROP_LAST_SYNCED:
    g_value_set_int64 (value, self->last_synced);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ry_replicator_dispose (GObject *object)
{
  RyReplicator *self = RY_REPLICATOR (object);

  ry_replicator_stop (self);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (ry_replicator_parent_class)->dispose (object);
}

static void
ry_replicator_finalize (GObject *object)
{
  RyReplicator *self = RY_REPLICATOR (object);

  g_clear_object (&self->client);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->links);
  g_object_unref (self->workspace);
  G_OBJECT_CLASS (ry_replicator_parent_class)->finalize (object);
}

static void
ry_replicator_class_init (RyReplicatorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = ry_replicator_get_property;
  object_class->dispose = ry_replicator_dispose;
  object_class->finalize = ry_replicator_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, RY_SYNC_FAILED, 0, flags);
  props[PROP_UNSENT] = g_param_spec_int64 ("unsent", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_REFUSED] = g_param_spec_int64 ("refused", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_LAST_SYNCED] = g_param_spec_int64 ("last-synced", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[PROGRESS] =
      g_signal_new ("progress", RY_TYPE_REPLICATOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_replicator_init (RyReplicator *self)
{
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ry_replicator_new:
 * @workspace: what is to be replicated
 *
 * Returns: (transfer full): a replicator that knows no server yet
 */
RyReplicator *
ry_replicator_new (RyWorkspace *workspace)
{
  RyReplicator *self = g_object_new (RY_TYPE_REPLICATOR, NULL);

  self->workspace = g_object_ref (workspace);
  return self;
}

static gboolean
use_network (RyReplicator *self, RyHttpClient *client, GError **error)
{
  g_autofree char *proxy = ry_workspace_dup_setting (self->workspace, "proxy");
  g_autofree char *authority = ry_workspace_dup_setting (self->workspace, "certificate_authority");
  g_autofree char *certificate = ry_workspace_dup_setting (self->workspace, "client_certificate");

  return ry_http_client_set_network (client, proxy, authority, certificate, error);
}

/**
 * ry_replicator_set_server:
 * @self: a replicator
 * @url: (nullable): the server's root, %NULL for no server
 * @user: (nullable): the name, where it does not stand in @url
 * @password: (nullable): the password, where it does not stand in @url
 *
 * Names the server. Where the replicator is started, it goes on with the new one. Nothing is kept for a later
 * run; the workspace's settings are the caller's. The setting `allow_plain_http` = `true` lets a password
 * travel unprotected beyond this machine; `proxy` is an HTTP proxy's address, `certificate_authority` and
 * `client_certificate` are PEM files (see ry_http_client_set_network()).
 *
 * Returns: %TRUE, or %FALSE with %RY_ERROR_BAD_REQUEST and a sentence, and the server as it was
 */
gboolean
ry_replicator_set_server (RyReplicator *self, const char *url, const char *user, const char *password, GError **error)
{
  g_autofree char *plain = ry_workspace_dup_setting (self->workspace, "allow_plain_http");
  RyHttpClientFlags flags = g_strcmp0 (plain, "true") == 0 ? RY_HTTP_CLIENT_ALLOW_PLAIN : RY_HTTP_CLIENT_DEFAULT;
  gboolean was_started = self->started;
  RyHttpClient *client = NULL;

  if (url != NULL && *url != '\0') {
    client = ry_http_client_new (url, user, password, flags, error);
    if (client == NULL || !use_network (self, client, error)) {
      g_clear_object (&client);
      return FALSE;
    }
  }
  ry_replicator_stop (self);
  g_clear_object (&self->client);
  g_clear_error (&self->error);
  self->client = client;
  self->has_synced = FALSE;
  update_figure (self, &self->last_synced, read_last_synced (self), PROP_LAST_SYNCED);
  if (was_started)
    ry_replicator_start (self);
  update (self);
  return TRUE;
}

/**
 * ry_replicator_run:
 * @self: a replicator with a server, not started
 * @progress: (out): what was done; pending is 0 at a good end
 * @cancellable: (nullable): ends it
 *
 * Brings the workspace and the server to the same state: pulls, settles the conflicts that can be settled,
 * pushes, and again until a pass changes nothing. Blocks; meant for the command line.
 *
 * Returns: %TRUE, or %FALSE with @error set; what was done before it stays done
 */
gboolean
ry_replicator_run (RyReplicator *self, RySyncProgress *progress, GCancellable *cancellable, GError **error)
{
  *progress = (RySyncProgress){ 0 };
  if (self->client == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("No server is named."));
    return FALSE;
  }
  if (!ry_pass_run (self->workspace, self->client, progress, cancellable, error))
    return FALSE;
  keep_roles (self);
  note_synced (self, g_get_real_time ());
  return TRUE;
}

/**
 * ry_replicator_start:
 * @self: a replicator
 *
 * Keeps the workspace and the server the same from now on. Needs a running main loop.
 */
void
ry_replicator_start (RyReplicator *self)
{
  if (self->started)
    return;
  self->started = TRUE;
  if (self->client != NULL) {
    if (self->monitor == NULL) {
      self->monitor = g_object_ref (g_network_monitor_get_default ());
      g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
    }
    self->tick_source = g_timeout_add_seconds (RY_TUNING_LONG_POLL_SECONDS / 2, tick_cb, self);
    if (ry_workspace_is_adoptable (self->workspace))
      begin_adoption (self);
    else
      create_links (self);
  }
  update (self);
}

/**
 * ry_replicator_stop:
 * @self: a replicator
 *
 * Ends what is under way and waits for it, a moment.
 */
void
ry_replicator_stop (RyReplicator *self)
{
  if (!self->started)
    return;
  self->started = FALSE;
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->next_try = 0;
  self->n_failures = 0;
  if (self->adopting != NULL)
    g_cancellable_cancel (self->adopting);
  g_clear_object (&self->adopting);
  drop_links (self);
  self->state = judge (self);
}

/**
 * ry_replicator_retry_now:
 * @self: a replicator
 *
 * Tries again at once where it waits after a failure.
 */
void
ry_replicator_retry_now (RyReplicator *self)
{
  if (!self->started || self->client == NULL)
    return;
  if (self->links->len == 0 && self->adopting == NULL)
    begin_adoption (self);
  for (guint i = 0; i < self->links->len; i++)
    ry_link_retry_now (g_ptr_array_index (self->links, i));
  update (self);
}

/**
 * ry_replicator_get_state:
 * @self: a replicator
 *
 * Returns: what is known now
 */
RySyncState
ry_replicator_get_state (RyReplicator *self)
{
  return judge (self);
}

/**
 * ry_replicator_get_unsent:
 * @self: a replicator
 *
 * Counted here, without the server.
 *
 * Returns: how many documents the server is not known to have as they are here
 */
gint64
ry_replicator_get_unsent (RyReplicator *self)
{
  const char *const *spaces = ry_workspace_get_spaces (self->workspace);
  gint64 unsent = 0;

  if (self->client == NULL || self->links->len > 0)
    return self->client == NULL ? 0 : count_unsent (self);
  for (guint i = 0; spaces[i] != NULL; i++) {
    g_autoptr (RySent) sent = _ry_replicator_read_sent (self, spaces[i]);

    unsent += ry_sent_count (sent);
  }
  return unsent;
}

/**
 * ry_replicator_get_last_synced:
 * @self: a replicator
 *
 * Returns: when both sides were last known to be the same, in this run or an earlier one, in µs since 1970, 0 for never
 */
gint64
ry_replicator_get_last_synced (RyReplicator *self)
{
  return self->last_synced;
}

/**
 * ry_replicator_get_has_synced:
 * @self: a replicator
 *
 * Returns: whether both sides were the same in this run, with this server
 */
gboolean
ry_replicator_get_has_synced (RyReplicator *self)
{
  return self->has_synced;
}

/**
 * ry_replicator_get_clock_ahead:
 * @self: a replicator
 *
 * Returns: by how much this machine's clock is ahead of the server's, in µs; 0 before it has answered
 */
gint64
ry_replicator_get_clock_ahead (RyReplicator *self)
{
  return self->client != NULL ? ry_http_client_get_clock_ahead (self->client) : 0;
}

/**
 * ry_replicator_get_next_try:
 * @self: a replicator
 *
 * Returns: when the next attempt begins by itself, in µs since 1970, 0 where none is planned
 */
gint64
ry_replicator_get_next_try (RyReplicator *self)
{
  gint64 soonest = self->next_try;

  for (guint i = 0; i < self->links->len; i++) {
    gint64 next = ry_link_get_next_try (g_ptr_array_index (self->links, i));

    if (next > 0 && (soonest == 0 || next < soonest))
      soonest = next;
  }
  return soonest;
}

/**
 * ry_replicator_get_error:
 * @self: a replicator
 *
 * Returns: (nullable): why the last attempt failed, until another is answered
 */
const GError *
ry_replicator_get_error (RyReplicator *self)
{
  for (guint i = 0; i < self->links->len; i++)
    if (ry_link_get_error (g_ptr_array_index (self->links, i)) != NULL)
      return ry_link_get_error (g_ptr_array_index (self->links, i));
  return self->error;
}

/**
 * ry_replicator_get_server:
 * @self: a replicator
 *
 * Returns: (nullable): the server's address, without name and password
 */
const char *
ry_replicator_get_server (RyReplicator *self)
{
  return self->client != NULL ? ry_http_client_get_url (self->client) : NULL;
}

/**
 * ry_replicator_get_progress:
 * @self: a replicator
 * @progress: (out): the sum over all spaces since the start
 */
void
ry_replicator_get_progress (RyReplicator *self, RySyncProgress *progress)
{
  *progress = (RySyncProgress){ 0 };
  for (guint i = 0; i < self->links->len; i++)
    ry_link_add_progress (g_ptr_array_index (self->links, i), progress);
}
