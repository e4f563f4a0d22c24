/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A care pathway as lanes: one for each role, hospitals above and homes below, the days from left to right by stages, each
 * with a scale of its own. The same picture for the screen, SVG, PDF and a slide. Where there is no room from left to
 * right the days run downwards.
 */
#pragma once

#include "ry-palette.h"
#include "ry-pathway.h"
#include "ry-scene.h"

G_BEGIN_DECLS

RyScene *ry_lane_scene_new                  (const RyPathway *pathway, RyPaletteScheme scheme, double width, double height);
double   ry_lane_scene_get_height_for_width (const RyPathway *pathway, double width);

G_END_DECLS
