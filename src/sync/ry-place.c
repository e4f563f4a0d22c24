/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each checkpoint is a session of its own in both histories, so that an end that was restored from a backup, even
 * of an hour ago within one long run, is found where it really is. A source that may only be read keeps no log.
 */
#include "ry-place.h"

#include <libsoup/soup.h>
#include <string.h>

#include "ry-error.h"
#include "tuning.h"

struct _RyPlace {
  /* Borrowed */
  RyPeer *source;
  RyPeer *target;

  /* Owned */
  RyDocument *source_log;
  RyDocument *target_log;
  char *log_id;
  char *start_time;
  char *start_seq;
  char *recorded_seq;

  gint64 recorded_at;
  gboolean source_read_only;
};

static char *
format_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return soup_date_time_to_string (now, SOUP_DATE_HTTP);
}

/* A server that takes no log from this person. */
static gboolean
is_closed (const GError *refusal)
{
  return g_error_matches (refusal, RY_ERROR, RY_ERROR_FORBIDDEN) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_UNAUTHORIZED) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_METHOD_NOT_ALLOWED);
}

/* A log that is not there is no error; one that may not be read means a source that takes none either. */
static gboolean
read_log (RyPlace *self, RyPeer *peer, RyDocument **log, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  *log = ry_peer_get_local (peer, self->log_id, cancellable, &refusal);
  if (*log != NULL || g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_FOUND))
    return TRUE;
  if (peer == self->source && is_closed (refusal) && !g_error_matches (refusal, RY_ERROR, RY_ERROR_UNAUTHORIZED)) {
    self->source_read_only = TRUE;
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
put_log (RyPlace *self,
         RyPeer *peer,
         RyDocument **log,
         const RyCheckpointEntry *entry,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (RyDocument) next = ry_checkpoint_new_log (self->log_id, *log, entry, self->source_read_only);

  if (!ry_peer_put_local (peer, next, cancellable, error))
    return FALSE;
  g_clear_pointer (log, ry_document_unref);
  *log = g_steal_pointer (&next);
  return TRUE;
}

/* Source first, target last: cut between the two, the target is behind, and the last step is taken again. */
static gboolean
put_logs (RyPlace *self, const RyCheckpointEntry *entry, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (!self->source_read_only && !put_log (self, self->source, &self->source_log, entry, cancellable, &refusal)) {
    if (!is_closed (refusal)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
    self->source_read_only = TRUE;
  }
  return put_log (self, self->target, &self->target_log, entry, cancellable, error);
}

/**
 * ry_place_new:
 * @source: where to read; outlives the place
 * @target: where to write; outlives the place
 *
 * Returns: (transfer full): a place that is not found yet
 */
RyPlace *
ry_place_new (RyPeer *source, RyPeer *target)
{
  RyPlace *self = g_new0 (RyPlace, 1);

  self->source = source;
  self->target = target;
  return self;
}

/**
 * ry_place_free:
 * @self: a place
 */
void
ry_place_free (RyPlace *self)
{
  g_clear_pointer (&self->source_log, ry_document_unref);
  g_clear_pointer (&self->target_log, ry_document_unref);
  g_free (self->log_id);
  g_free (self->start_time);
  g_free (self->start_seq);
  g_free (self->recorded_seq);
  g_free (self);
}

/**
 * ry_place_find:
 * @self: a new place
 * @filter: (nullable): which documents take part
 *
 * Asks both ends who they are and what they remember.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
ry_place_find (RyPlace *self, const RyFilter *filter, GCancellable *cancellable, GError **error)
{
  g_autofree char *source = ry_peer_get_identity (self->source, cancellable, error);
  g_autofree char *target = source != NULL ? ry_peer_get_identity (self->target, cancellable, error) : NULL;

  if (target == NULL)
    return FALSE;
  self->log_id = ry_checkpoint_dup_id (source, target, filter);
  if (!read_log (self, self->source, &self->source_log, cancellable, error) ||
      !read_log (self, self->target, &self->target_log, cancellable, error))
    return FALSE;
  self->start_seq = ry_checkpoint_find_start (self->source_log, self->target_log);
  self->recorded_seq = g_strdup (self->start_seq);
  self->start_time = format_now ();
  self->recorded_at = g_get_monotonic_time ();
  return TRUE;
}

/**
 * ry_place_keep:
 * @self: a place that was found
 * @seq: up to where everything is at the target
 * @figures: what has been done; the rest of it is filled in
 *
 * Has both ends commit, and writes both logs.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
ry_place_keep (RyPlace *self, const char *seq, RyCheckpointEntry *figures, GCancellable *cancellable, GError **error)
{
  g_autofree char *now = format_now ();
  g_autofree char *session_id = g_uuid_string_random ();

  figures->session_id = session_id;
  figures->start_time = self->start_time;
  figures->end_time = now;
  figures->start_seq = self->start_seq;
  figures->recorded_seq = seq;
  if (!ry_peer_ensure_full_commit (self->target, cancellable, error) ||
      !ry_peer_ensure_full_commit (self->source, cancellable, error) || !put_logs (self, figures, cancellable, error))
    return FALSE;
  g_free (self->recorded_seq);
  self->recorded_seq = g_strdup (seq);
  self->recorded_at = g_get_monotonic_time ();
  return TRUE;
}

/**
 * ry_place_get_start:
 * @self: a place that was found
 *
 * Returns: the sequence from which to read; "0" for the beginning
 */
const char *
ry_place_get_start (RyPlace *self)
{
  return self->start_seq;
}

/**
 * ry_place_get_recorded:
 * @self: a place that was found
 *
 * Returns: the sequence that both ends remember
 */
const char *
ry_place_get_recorded (RyPlace *self)
{
  return self->recorded_seq;
}

/**
 * ry_place_is_due:
 * @self: a place that was found
 *
 * Returns: whether a long run should keep its place now
 */
gboolean
ry_place_is_due (RyPlace *self)
{
  return g_get_monotonic_time () - self->recorded_at >= RY_TUNING_CHECKPOINT_SECONDS * G_USEC_PER_SEC;
}
