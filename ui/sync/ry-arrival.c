/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a first sync has come. The rate is the mean since the beginning, or since it went on after a stop: it moves
 * slowly, so that the time left does not jump.
 */
#include "ry-arrival.h"

#include <glib/gi18n.h>

/* Before so much time has gone by the rate says nothing. */
#define SETTLE_US (2 * G_USEC_PER_SEC)

/* With separators, as the locale writes large numbers. */
static char *
format_number (gint64 n)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, n);
}

/**
 * ry_arrival_note:
 * @self: an arrival
 * @now: µs, of any clock that only goes forward
 * @done: documents that have arrived
 * @pending: documents still to come, -1 where unknown
 */
void
ry_arrival_note (RyArrival *self, gint64 now, gint64 done, gint64 pending)
{
  if (self->begun == 0 && done > 0) {
    self->begun = now;
    self->done_then = done;
  }
  self->now = now;
  self->done = done;
  self->pending = pending;
}

/**
 * ry_arrival_pause:
 * @self: an arrival
 *
 * It was stopped: the time until it goes on does not count.
 */
void
ry_arrival_pause (RyArrival *self)
{
  self->begun = 0;
}

/**
 * ry_arrival_get_total:
 * @self: an arrival
 *
 * Returns: how many documents there are in all, -1 where unknown
 */
gint64
ry_arrival_get_total (const RyArrival *self)
{
  return self->pending < 0 ? -1 : self->done + self->pending;
}

/**
 * ry_arrival_get_fraction:
 * @self: an arrival
 *
 * Returns: from 0 to 1, or -1 where unknown
 */
double
ry_arrival_get_fraction (const RyArrival *self)
{
  gint64 total = ry_arrival_get_total (self);

  if (total < 0)
    return -1;
  return total == 0 ? 1 : (double) self->done / (double) total;
}

/**
 * ry_arrival_get_seconds_left:
 * @self: an arrival
 *
 * Returns: how long it may still take, -1 where nothing can be said
 */
gint64
ry_arrival_get_seconds_left (const RyArrival *self)
{
  gint64 elapsed = self->now - self->begun;
  gint64 arrived = self->done - self->done_then;

  if (self->pending == 0)
    return 0;
  if (self->pending < 0 || self->begun == 0 || elapsed < SETTLE_US || arrived <= 0)
    return -1;
  return (gint64) ((double) self->pending * (double) elapsed / (double) arrived / G_USEC_PER_SEC + .5);
}

/**
 * ry_arrival_words_count:
 * @self: an arrival
 *
 * Returns: (transfer full): 6,240 / 18,900件
 */
char *
ry_arrival_words_count (const RyArrival *self)
{
  g_autofree char *done = format_number (self->done);
  g_autofree char *total = NULL;

  if (self->pending < 0)
    return g_strdup_printf (_ ("%s records"), done);
  total = format_number (ry_arrival_get_total (self));
  return g_strdup_printf (_ ("%s of %s records"), done, total);
}

/**
 * ry_arrival_words_left:
 * @self: an arrival
 *
 * Returns: (transfer full) (nullable): あと 約40秒, あと 約3分; %NULL where nothing can be said
 */
char *
ry_arrival_words_left (const RyArrival *self)
{
  gint64 seconds = ry_arrival_get_seconds_left (self);

  if (seconds < 0 || self->pending == 0)
    return NULL;
  if (seconds < 10)
    return g_strdup (_ ("a few seconds left"));
  if (seconds < 90)
    return g_strdup_printf (_ ("about %d seconds left"), (int) (seconds + 5) / 10 * 10);
  return g_strdup_printf (_ ("about %d minutes left"), (int) (seconds + 30) / 60);
}

/**
 * ry_arrival_words_bytes:
 * @bytes: a size
 *
 * Returns: (transfer full) (nullable): 1.2 MB; %NULL for nothing
 */
char *
ry_arrival_words_bytes (gint64 bytes)
{
  return bytes > 0 ? g_format_size ((guint64) bytes) : NULL;
}
