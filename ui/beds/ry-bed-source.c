/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shared register. It is known how old it is in two ways: when this computer heard from the server last, and when
 * the records here were read last. Either may have stopped, and both are told as "not updated since".
 */
#include "ry-bed-source.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-sync-words.h"

#define TRUSTED_S 60 /* without a new look for so long nobody is told that it is up to date */

struct _RyBedSource {
  /* Borrowed */
  RyWindow *window;

  /* Owned */
  RyBedRegister *reg;

  gint64 read_at;
};

static void
clear (gpointer data)
{
  ry_bed_register_free (((RyBedSource *) data)->reg);
}

static RyBedCopy
describe (RyBedSource *self)
{
  RyReplicator *replicator = ry_window_get_replicator (self->window);
  RyBedCopy copy = { .state = RY_SYNC_OFF, .read_at = self->read_at };

  if (replicator == NULL)
    return copy;
  copy.state = ry_replicator_get_state (replicator);
  copy.last_synced = ry_replicator_get_last_synced (replicator);
  return copy;
}

/**
 * ry_bed_source_new:
 * @window: (transfer none): whose records it reads; it outlives the source
 *
 * Returns: (transfer full): a source that has read nothing yet
 */
RyBedSource *
ry_bed_source_new (RyWindow *window)
{
  RyBedSource *self = g_rc_box_new0 (RyBedSource);

  self->window = window;
  self->reg = ry_bed_register_new ();
  return self;
}

/**
 * ry_bed_source_ref:
 * @self: a source
 *
 * Returns: (transfer full): @self
 */
RyBedSource *
ry_bed_source_ref (RyBedSource *self)
{
  return g_rc_box_acquire (self);
}

/**
 * ry_bed_source_unref:
 * @self: (transfer full): a source
 *
 * Frees it with its last holder.
 */
void
ry_bed_source_unref (RyBedSource *self)
{
  g_rc_box_release_full (self, clear);
}

/**
 * ry_bed_source_get:
 * @self: a source
 *
 * Returns: (transfer none): the register; what was got out of it holds until the next refresh
 */
RyBedRegister *
ry_bed_source_get (RyBedSource *self)
{
  return self->reg;
}

/**
 * ry_bed_source_refresh:
 * @self: a source
 * @error: return location for an error
 *
 * Takes what changed; at no cost where nothing did.
 *
 * Returns: whether the records could be read
 */
gboolean
ry_bed_source_refresh (RyBedSource *self, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();

  if (!ry_bed_register_refresh (self->reg, ry_workspace_get_store (ry_window_get_workspace (self->window), "council"),
                                today, error))
    return FALSE;
  self->read_at = g_get_real_time ();
  return TRUE;
}

/**
 * ry_bed_copy_dup_fault:
 * @copy: how far a copy got
 * @now: the present moment, in µs since 1970
 *
 * Returns: (transfer full) (nullable): since when it is not up to date, in a sentence; %NULL where it is
 */
char *
ry_bed_copy_dup_fault (const RyBedCopy *copy, gint64 now)
{
  gboolean apart = copy->state == RY_SYNC_FAILED || (copy->state == RY_SYNC_UNKNOWN && copy->last_synced > 0);
  gboolean unread = copy->read_at > 0 && now - copy->read_at > TRUSTED_S * G_USEC_PER_SEC;
  gint64 since = apart && unread ? MIN (copy->last_synced, copy->read_at) : apart ? copy->last_synced : copy->read_at;
  g_autofree char *clock = since > 0 ? ry_sync_words_time (since, now) : NULL;

  if (!apart && !unread)
    return NULL;
  return clock != NULL ? g_strdup_printf (_ ("Not updated since %s"), clock)
                       : g_strdup (_ ("Nothing came from the server yet"));
}

/**
 * ry_bed_source_dup_fault:
 * @self: a source
 *
 * Returns: (transfer full) (nullable): as ry_bed_copy_dup_fault()
 */
char *
ry_bed_source_dup_fault (RyBedSource *self)
{
  const RyBedCopy copy = describe (self);

  return ry_bed_copy_dup_fault (&copy, g_get_real_time ());
}

/**
 * ry_bed_source_dup_age:
 * @self: a source
 *
 * Returns: (transfer full) (nullable): of when the figures are, in a sentence, where they are up to date
 */
char *
ry_bed_source_dup_age (RyBedSource *self)
{
  const RyBedCopy copy = describe (self);
  g_autofree char *now = ry_date_now_iso (), *newest = NULL, *moment = NULL;

  if (copy.last_synced > 0) {
    moment = ry_sync_words_time (copy.last_synced, g_get_real_time ());
    return g_strdup_printf (_ ("Copy of %s"), moment);
  }
  newest = ry_bed_register_dup_newest (self->reg);
  moment = newest != NULL ? ry_bed_format_moment (newest, now) : NULL;
  return moment != NULL ? g_strdup_printf (_ ("Without a server. Newest report: %s"), moment) : NULL;
}
