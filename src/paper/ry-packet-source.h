/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper of somebody else's, opened to be bound: its pages, or the reason why there are none. Internal to the room. */
#pragma once

#include <cairo.h>

#include "ry-store.h"

G_BEGIN_DECLS

typedef struct _RyPacketSource RyPacketSource;

RyPacketSource *ry_packet_source_open         (RyStore *store, const RyAttachment *attachment, GCancellable *cancellable);
void            ry_packet_source_free         (RyPacketSource *self);
const char     *ry_packet_source_get_trouble  (RyPacketSource *self);
const char     *ry_packet_source_get_words    (RyPacketSource *self);
guint           ry_packet_source_get_n_pages  (RyPacketSource *self);
void            ry_packet_source_get_size     (RyPacketSource *self, guint page, double *width_points, double *height_points);
void            ry_packet_source_draw         (RyPacketSource *self, guint page, cairo_t *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPacketSource, ry_packet_source_free)

G_END_DECLS
