/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state of the road, in words, at the foot of the sidebar: what is known, never what is hoped. The first line
 * opens what is behind it and what can be done; the second stands only while something waits for a decision.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-replicator.h"

G_BEGIN_DECLS

#define RY_TYPE_SYNC_FOOT (ry_sync_foot_get_type ())
G_DECLARE_FINAL_TYPE (RySyncFoot, ry_sync_foot, RY, SYNC_FOOT, GtkBox)

GtkWidget *ry_sync_foot_new (RyWorkspace *workspace, RyReplicator *replicator);

G_END_DECLS
