/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A token bucket for each key (an address, an account). A person reading pages never notices it; a program that reads
 * the same page all day does. Keys that have their whole supply are forgotten when there are many.
 */
#include "ry-pace.h"

#define MAX_KEYS 8192

typedef struct {
  double left;
  gint64 at; /* µs, monotonic */
} Supply;

struct _RyPace {
  GMutex mutex;
  double most;
  double per_second;
  GHashTable *supplies; /* key -> Supply */
};

static void
fill (RyPace *self, Supply *supply, gint64 now)
{
  supply->left = MIN (self->most, supply->left + (double) (now - supply->at) / G_USEC_PER_SEC * self->per_second);
  supply->at = now;
}

typedef struct {
  RyPace *self;
  gint64 now;
} Moment;

static gboolean
is_full (gpointer key, gpointer value, gpointer data)
{
  Moment *moment = data;

  fill (moment->self, value, moment->now);
  return ((Supply *) value)->left >= moment->self->most;
}

/* With the table full of people who all ask at once, everybody begins anew: to slow somebody down must not cost others
 * the page. */
static Supply *
add (RyPace *self, const char *key, gint64 now)
{
  Moment moment = { self, now };
  Supply *supply = g_new0 (Supply, 1);

  if (g_hash_table_size (self->supplies) >= MAX_KEYS)
    g_hash_table_foreach_remove (self->supplies, is_full, &moment);
  if (g_hash_table_size (self->supplies) >= MAX_KEYS)
    g_hash_table_remove_all (self->supplies);
  supply->left = self->most;
  supply->at = now;
  g_hash_table_insert (self->supplies, g_strdup (key), supply);
  return supply;
}

/**
 * ry_pace_new:
 * @most: how often a key may ask in one go
 * @per_second: how often it may ask for good
 *
 * Returns: (transfer full): a pace
 */
RyPace *
ry_pace_new (guint most, double per_second)
{
  RyPace *self = g_new0 (RyPace, 1);

  g_mutex_init (&self->mutex);
  self->most = most;
  self->per_second = per_second;
  self->supplies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * ry_pace_free:
 * @self: (transfer full): a pace
 */
void
ry_pace_free (RyPace *self)
{
  g_hash_table_unref (self->supplies);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * ry_pace_take:
 * @self: a pace
 * @key: who asks
 * @now: monotonic time in microseconds
 *
 * Returns: 0 where it may; otherwise after how many seconds it may again
 */
guint
ry_pace_take (RyPace *self, const char *key, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Supply *supply = g_hash_table_lookup (self->supplies, key);

  if (supply == NULL)
    supply = add (self, key, now);
  fill (self, supply, now);
  if (supply->left < 1)
    return (guint) ((1 - supply->left) / self->per_second) + 1;
  supply->left -= 1;
  return 0;
}
