/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of recent failures. Entries are forgotten after a quiet quarter of an hour, and the table is bounded:
 * when it is full of live entries, every unknown key waits as if it had failed, because then somebody is
 * guessing from everywhere at once.
 */
#include "ry-throttle.h"

#define FORGET_AFTER (15 * 60 * G_USEC_PER_SEC)
/* Longer waits would let an attacker lock a person out for the rest of the day. */
#define MAX_WAIT_SECONDS 60
#define MAX_ENTRIES      4096

typedef struct {
  guint n_failures;
  gint64 last;  /* µs, monotonic */
  gint64 until; /* µs, monotonic */
} Entry;

struct _RyThrottle {
  guint n_free;
  GHashTable *entries;
};

static gboolean
is_stale (gpointer key, gpointer value, gpointer user_data)
{
  const Entry *entry = value;
  const gint64 *now = user_data;

  return *now - entry->last > FORGET_AFTER;
}

static Entry *
lookup (RyThrottle *self, const char *key, gint64 now)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL && now - entry->last > FORGET_AFTER) {
    g_hash_table_remove (self->entries, key);
    return NULL;
  }
  return entry;
}

/**
 * ry_throttle_new:
 * @n_free: how many failures cost nothing; people mistype
 *
 * Returns: (transfer full): a throttle
 */
RyThrottle *
ry_throttle_new (guint n_free)
{
  RyThrottle *self = g_new0 (RyThrottle, 1);

  self->n_free = n_free;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * ry_throttle_free:
 * @self: (transfer full): a throttle
 */
void
ry_throttle_free (RyThrottle *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * ry_throttle_get_wait:
 * @self: a throttle
 * @key: an account or an address
 * @now: monotonic time in microseconds
 *
 * Returns: for how many seconds the key may not try, 0 when it may
 */
guint
ry_throttle_get_wait (RyThrottle *self, const char *key, gint64 now)
{
  Entry *entry = lookup (self, key, now);

  if (entry == NULL) {
    if (g_hash_table_size (self->entries) < MAX_ENTRIES)
      return 0;
    g_hash_table_foreach_remove (self->entries, is_stale, &now);
    return g_hash_table_size (self->entries) < MAX_ENTRIES ? 0 : 1;
  }
  return entry->until <= now ? 0 : (guint) ((entry->until - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/**
 * ry_throttle_fail:
 * @self: a throttle
 * @key: an account or an address
 * @now: monotonic time in microseconds
 *
 * Counts a failure.
 */
void
ry_throttle_fail (RyThrottle *self, const char *key, gint64 now)
{
  Entry *entry = lookup (self, key, now);
  guint beyond;

  if (entry == NULL) {
    if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
      return;
    entry = g_new0 (Entry, 1);
    g_hash_table_insert (self->entries, g_strdup (key), entry);
  }
  entry->n_failures++;
  entry->last = now;
  if (entry->n_failures < self->n_free)
    return;
  beyond = MIN (entry->n_failures - self->n_free, 6);
  entry->until = now + MIN (1u << beyond, MAX_WAIT_SECONDS) * G_USEC_PER_SEC;
}

/**
 * ry_throttle_forgive:
 * @self: a throttle
 * @key: an account or an address that has proved itself
 *
 * Forgets its failures.
 */
void
ry_throttle_forgive (RyThrottle *self, const char *key)
{
  g_hash_table_remove (self->entries, key);
}
