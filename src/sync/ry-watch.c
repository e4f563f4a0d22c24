/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the feed puts its document in; what the target turns out to have, or what failed, takes it out again; what
 * is left when all has been written has arrived.
 */
#include "ry-watch.h"

typedef enum {
  WAS_REFUSED = 1 << 0,
  WAS_THERE = 1 << 1,
} Reason;

struct _RyWatch {
  RyRefusals *refusals; /* (nullable) */
  gint64 known_seq;
  GHashTable *watched; /* id → Reason */
};

/**
 * ry_watch_new:
 * @refusals: (nullable): what was refused before
 * @known_seq: the source's sequence up to which the target once had everything, 0 for none
 *
 * Returns: (transfer full): a watch over nothing yet
 */
RyWatch *
ry_watch_new (RyRefusals *refusals, gint64 known_seq)
{
  RyWatch *self = g_new0 (RyWatch, 1);

  self->refusals = refusals != NULL ? ry_refusals_ref (refusals) : NULL;
  self->known_seq = known_seq;
  self->watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * ry_watch_free:
 * @self: a watch
 */
void
ry_watch_free (RyWatch *self)
{
  g_clear_pointer (&self->refusals, ry_refusals_unref);
  g_hash_table_unref (self->watched);
  g_free (self);
}

/**
 * ry_watch_expect:
 * @self: a watch
 * @changes: (element-type RyChange): rows of the source's feed
 */
void
ry_watch_expect (RyWatch *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len && (self->refusals != NULL || self->known_seq > 0); i++) {
    RyChange *change = g_ptr_array_index (changes, i);
    guint reason = change->seq > 0 && change->seq <= self->known_seq ? WAS_THERE : 0;

    reason |= self->refusals != NULL && ry_refusals_has (self->refusals, change->id) ? WAS_REFUSED : 0;
    if (reason != 0)
      g_hash_table_replace (self->watched, g_strdup (change->id), GUINT_TO_POINTER (reason));
  }
}

static void
settle (RyWatch *self, const char *id, guint reason)
{
  if (reason & WAS_REFUSED)
    ry_refusals_settle (self->refusals, id);
}

/**
 * ry_watch_present:
 * @self: a watch
 * @changes: (element-type RyChange): rows that were expected
 * @missing: (element-type RyMissing): what the target lacks of them
 *
 * What is not missing is there already, and was not brought by us.
 */
void
ry_watch_present (RyWatch *self, GPtrArray *changes, GPtrArray *missing)
{
  g_autoptr (GHashTable) lacking = NULL;

  if (g_hash_table_size (self->watched) == 0)
    return;
  lacking = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < missing->len; i++)
    g_hash_table_add (lacking, ((RyMissing *) g_ptr_array_index (missing, i))->id);
  for (guint i = 0; i < changes->len; i++) {
    const char *id = ((RyChange *) g_ptr_array_index (changes, i))->id;
    guint reason = GPOINTER_TO_UINT (g_hash_table_lookup (self->watched, id));

    if (reason == 0 || g_hash_table_contains (lacking, id))
      continue;
    settle (self, id, reason);
    g_hash_table_remove (self->watched, id);
  }
}

/**
 * ry_watch_failed:
 * @self: a watch
 * @id: a document that did not arrive
 */
void
ry_watch_failed (RyWatch *self, const char *id)
{
  g_hash_table_remove (self->watched, id);
}

/**
 * ry_watch_arrived:
 * @self: a watch
 *
 * All that was expected and did not fail has arrived.
 *
 * Returns: how many documents the target has again that it once had
 */
guint
ry_watch_arrived (RyWatch *self)
{
  GHashTableIter iter;
  gpointer id, reason;
  guint n_back = 0;

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &id, &reason)) {
    settle (self, id, GPOINTER_TO_UINT (reason));
    n_back += (GPOINTER_TO_UINT (reason) & WAS_THERE) != 0;
  }
  g_hash_table_remove_all (self->watched);
  return n_back;
}
