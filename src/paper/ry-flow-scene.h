/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vertical flow as a picture: four lanes from acute to home, a box a hospital as wide as what passes through it,
 * ribbons as wide as the people who go that way. What was declared and not counted is dashed; where people wait too long
 * and where nobody knows where they go is said in words.
 */
#pragma once

#include "ry-flow-picture.h"
#include "ry-palette.h"
#include "ry-scene.h"

G_BEGIN_DECLS

typedef enum {
  RY_FLOW_ALL,
  RY_FLOW_COUNTED,
  RY_FLOW_DECLARED,
} RyFlowShown;

RyScene *ry_flow_scene_new       (RyFlowPicture *flows, RyFlowShown shown, RyPaletteScheme scheme, double width, double height);
RyScene *ry_flow_scene_new_focus (RyFlowPicture *flows, RyFlowShown shown, RyPaletteScheme scheme, double width, double height, const char *record);
double   ry_flow_scene_get_height_for_width (double width);

G_END_DECLS
