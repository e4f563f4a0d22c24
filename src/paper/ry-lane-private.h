/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two forms of a pathway's picture share: ry-lane-scene.c lanes from left to right, -column.c days downwards. */
#pragma once

#include "ry-lane-scene.h"

G_BEGIN_DECLS

RyScene *_ry_lane_column_new        (const RyPathway *pathway, RyPaletteScheme scheme, double width);
double   _ry_lane_column_get_height (const RyPathway *pathway);
void     _ry_lane_draw_head         (RyScene *scene, const RyPalette *palette, double x, double y, double dx, double dy);

G_END_DECLS
