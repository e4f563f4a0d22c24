/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workspace over a database that is somebody else's: a server's, lent to what reads a region (the morning's report,
 * the search for a bed) as a desktop does. It holds the council's space alone and is for reading; whoever writes does
 * it through the database's own door, under the rights of the person who asks.
 */
#include "ry-workspace-private.h"

/**
 * ry_workspace_new_over:
 * @kinds: all kinds
 * @permissions: the table of rights
 * @region: the region's id
 * @council: the database of its council; it may have no indexes, and then a query looks into every document of its kind
 *
 * Costs next to nothing: make one for each question. It is the caller's thread's; @council stays open when it goes.
 *
 * Returns: (transfer full): a workspace to read from
 */
RyWorkspace *
ry_workspace_new_over (RyKinds *kinds, RyPermissions *permissions, const char *region, RyStore *council)
{
  RyWorkspace *self = g_object_new (RY_TYPE_WORKSPACE, NULL);

  self->kinds = ry_kinds_ref (kinds);
  self->permissions = ry_permissions_ref (permissions);
  self->lent = g_intern_string (region);
  g_hash_table_insert (self->stores, (gpointer) ry_workspace_get_spaces (self)[0], g_object_ref (council));
  return self;
}
