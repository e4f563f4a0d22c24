/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The registers of the regions, and one search in one of them. A register belongs to one thread at a time, and what it
 * gave out is gone with its next refresh: so it is held until the page is written, some milliseconds.
 */
#include "ry-finder.h"

#include "ry-date.h"
#include "ry-finder-private.h"

typedef struct {
  GMutex mutex;
  RyBedRegister *beds;
  RyStore *store; /* what @beds was read from; a database that was made anew is another */
} Region;

struct _RyFinder {
  GMutex mutex; /* guards regions */
  GHashTable *regions;
  RyKinds *kinds;
};

static void
free_region (gpointer data)
{
  Region *region = data;

  g_clear_pointer (&region->beds, ry_bed_register_free);
  g_clear_object (&region->store);
  g_mutex_clear (&region->mutex);
  g_free (region);
}

/* Regions are never taken out while there is a finder, so whoever has one may keep it. */
static Region *
find_region (RyFinder *self, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Region *region = g_hash_table_lookup (self->regions, name);

  if (region != NULL)
    return region;
  region = g_new0 (Region, 1);
  g_mutex_init (&region->mutex);
  g_hash_table_insert (self->regions, g_strdup (name), region);
  return region;
}

static void
open_register (Region *region, RyStore *store)
{
  if (region->store == store)
    return;
  g_clear_pointer (&region->beds, ry_bed_register_free);
  g_set_object (&region->store, store);
  region->beds = ry_bed_register_new ();
}

/**
 * ry_finder_new:
 * @kinds: all kinds
 *
 * Returns: (transfer full): a finder that knows no region yet
 */
RyFinder *
ry_finder_new (RyKinds *kinds)
{
  RyFinder *self = g_new0 (RyFinder, 1);

  g_mutex_init (&self->mutex);
  self->regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_region);
  self->kinds = ry_kinds_ref (kinds);
  return self;
}

/**
 * ry_finder_free:
 * @self: (transfer full): a finder
 */
void
ry_finder_free (RyFinder *self)
{
  g_hash_table_unref (self->regions);
  ry_kinds_unref (self->kinds);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * ry_finder_write:
 * @self: a finder
 * @region: a region's id
 * @store: the database of its council
 * @since: (nullable): from when confirmations of functions count
 * @query: (nullable): what the form asked
 * @html: a page whose content is open
 * @error: (nullable): what the store says
 *
 * Writes the form, and what it found.
 *
 * Returns: whether the beds could be read
 */
gboolean
ry_finder_write (RyFinder *self,
                 const char *region,
                 RyStore *store,
                 const char *since,
                 GHashTable *query,
                 RyHtml *html,
                 GError **error)
{
  Region *held = find_region (self, region);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&held->mutex);
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *now = ry_date_now_iso ();
  g_autoptr (RyBedNeed) need = ry_bed_need_new ();
  RyFind find = { self->kinds, NULL, need, FALSE, today, since, now };

  open_register (held, store);
  find.beds = held->beds;
  if (!ry_bed_register_refresh (held->beds, store, today, error))
    return FALSE;
  _ry_find_read_need (&find, query);
  _ry_find_put_form (&find, html);
  _ry_find_put_answer (&find, html);
  return TRUE;
}
