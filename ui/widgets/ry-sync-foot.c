/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the road, in words.
 */
#include "ry-sync-foot.h"

struct _RySyncFoot {
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (RySyncFoot, ry_sync_foot, GTK_TYPE_BOX)

static void
ry_sync_foot_class_init (RySyncFootClass *klass)
{
}

static void
ry_sync_foot_init (RySyncFoot *self)
{
}

/**
 * ry_sync_foot_new:
 * @workspace: what waits for a decision
 * @replicator: the road
 *
 * Returns: (transfer floating): the foot
 */
GtkWidget *
ry_sync_foot_new (RyWorkspace *workspace, RyReplicator *replicator)
{
  return g_object_new (RY_TYPE_SYNC_FOOT, NULL);
}
