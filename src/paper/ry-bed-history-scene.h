/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of beds as a picture: a small chart a curve, one axis of days. A report stands until the next; 0 is a ring on
 * the base line; a day nobody reported is a hatched gap that no line crosses.
 */
#pragma once

#include "ry-bed-history.h"
#include "ry-palette.h"
#include "ry-scene.h"

G_BEGIN_DECLS

#define RY_HISTORY_NO_DAY G_MAXUINT

RyScene *ry_bed_history_scene_new        (const RyBedHistory *history, RyPaletteScheme scheme, guint focus, double width, double height);
double   ry_bed_history_scene_get_height (const RyBedHistory *history);

G_END_DECLS
