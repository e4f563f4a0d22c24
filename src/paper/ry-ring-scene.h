/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The resident in the middle and what stands around: seven fields, their services, and a ring of cells for each support
 * centre's area. A cell nobody offers is hatched and says so in a word; one nobody looked for is dashed.
 */
#pragma once

#include "ry-palette.h"
#include "ry-ring.h"
#include "ry-scene.h"

G_BEGIN_DECLS

/* What a cell's node stands for: ring:SERVICE:AREA, positions in the ring. */
#define RY_RING_RECORD "ring:"

RyScene *ry_ring_scene_new       (RyRing *ring, RyPaletteScheme scheme, double width, double height);
RyScene *ry_ring_scene_new_focus (RyRing *ring, RyPaletteScheme scheme, double width, double height, const char *record);
double   ry_ring_scene_get_height_for_width (double width);
gboolean ry_ring_parse_record    (RyRing *ring, const char *record, guint *service, guint *area);

G_END_DECLS
