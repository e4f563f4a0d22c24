/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A peer in front of another that fails by a seed: calls that end with an error before or after they took effect,
 * documents that cannot be had this time, batches that are too large, answers in another order. The same seed gives
 * the same troubles for the same calls.
 */
#pragma once

#include "ry-peer.h"

G_BEGIN_DECLS

#define RY_TYPE_FAULT_PEER (ry_fault_peer_get_type ())
G_DECLARE_FINAL_TYPE (RyFaultPeer, ry_fault_peer, RY, FAULT_PEER, GObject)

RyPeer *ry_fault_peer_new     (RyPeer *real, guint32 seed, guint percent);
void    ry_fault_peer_calm    (RyPeer *peer);
guint   ry_fault_peer_count   (RyPeer *peer);

G_END_DECLS
