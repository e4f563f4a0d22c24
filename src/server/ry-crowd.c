/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A count for each address. This machine's own addresses are counted in all only: behind them stands a proxy, and
 * behind that everybody.
 */
#include "ry-crowd.h"

struct _RyCrowd {
  guint most;
  guint most_of_one;
  guint n;
  GHashTable *counts; /* address -> count */
};

static gboolean
is_loopback (const char *address)
{
  return g_str_has_prefix (address, "127.") || g_str_equal (address, "::1");
}

static guint
get_count (RyCrowd *self, const char *address)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, address));
}

/**
 * ry_crowd_new:
 * @most: how many there may be in all
 * @most_of_one: how many from one address, other than this machine
 *
 * Returns: (transfer full): an empty crowd
 */
RyCrowd *
ry_crowd_new (guint most, guint most_of_one)
{
  RyCrowd *self = g_new0 (RyCrowd, 1);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ry_crowd_set_limits (self, most, most_of_one);
  return self;
}

/**
 * ry_crowd_free:
 * @self: (transfer full): a crowd
 */
void
ry_crowd_free (RyCrowd *self)
{
  g_hash_table_unref (self->counts);
  g_free (self);
}

/**
 * ry_crowd_set_limits:
 * @self: a crowd
 * @most: how many there may be in all
 * @most_of_one: how many from one address
 *
 * Whoever is in stays.
 */
void
ry_crowd_set_limits (RyCrowd *self, guint most, guint most_of_one)
{
  self->most = most;
  self->most_of_one = most_of_one;
}

/**
 * ry_crowd_enter:
 * @self: a crowd
 * @address: who comes
 *
 * Returns: whether there is room. Either way the newcomer is counted until ry_crowd_leave().
 */
gboolean
ry_crowd_enter (RyCrowd *self, const char *address)
{
  guint count = get_count (self, address) + 1;

  g_hash_table_replace (self->counts, g_strdup (address), GUINT_TO_POINTER (count));
  self->n++;
  return self->n <= self->most && (count <= self->most_of_one || is_loopback (address));
}

/**
 * ry_crowd_leave:
 * @self: a crowd
 * @address: who goes
 */
void
ry_crowd_leave (RyCrowd *self, const char *address)
{
  guint count = get_count (self, address);

  self->n--;
  if (count > 1)
    g_hash_table_replace (self->counts, g_strdup (address), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (self->counts, address);
}
