/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A RyStore as one end of a replication. What it writes carries its own source, so that a listener of
 * RyStore::committed can tell the replication's writes from a person's.
 */
#pragma once

#include "ry-peer.h"

G_BEGIN_DECLS

#define RY_TYPE_LOCAL_PEER (ry_local_peer_get_type ())
G_DECLARE_FINAL_TYPE (RyLocalPeer, ry_local_peer, RY, LOCAL_PEER, GObject)

RyPeer *ry_local_peer_new      (RyStore *store, guint source);
void    ry_local_peer_set_sent (RyLocalPeer *self, gint64 seq);

G_END_DECLS
