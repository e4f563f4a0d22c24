/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a run is in the source's feed, as both ends remember it: reads both logs at the beginning and writes both
 * at each checkpoint. A replication's own; the rules of who is believed stand in ry-checkpoint.h.
 */
#pragma once

#include "ry-checkpoint.h"
#include "ry-peer.h"

G_BEGIN_DECLS

typedef struct _RyPlace RyPlace;

RyPlace    *ry_place_new          (RyPeer *source, RyPeer *target);
void        ry_place_free         (RyPlace *self);
gboolean    ry_place_find         (RyPlace *self, const RyFilter *filter, GCancellable *cancellable, GError **error);
gboolean    ry_place_keep         (RyPlace *self, const char *seq, RyCheckpointEntry *figures, GCancellable *cancellable, GError **error);
const char *ry_place_get_start    (RyPlace *self);
const char *ry_place_get_recorded (RyPlace *self);
gboolean    ry_place_is_due       (RyPlace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPlace, ry_place_free)

G_END_DECLS
