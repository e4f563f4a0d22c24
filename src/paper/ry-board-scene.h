/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vacant beds as a board for a wall: a row a function, a tile a hospital. Silence and old reports are words in a
 * dashed frame, never a number. Drawn for 1920 × 1080, to be read from three metres.
 */
#pragma once

#include "ry-beds.h"
#include "ry-palette.h"
#include "ry-scene.h"

G_BEGIN_DECLS

RyScene *ry_board_scene_new             (RyBeds *beds, const char *region, const char *notice, const char *now, RyPaletteScheme scheme, guint page, double width, double height);
guint    ry_board_scene_count_pages     (RyBeds *beds);
RyScene *ry_board_scene_new_slim        (RyBeds *beds, const char *region, const char *notice, const char *now, RyPaletteScheme scheme, double width);
double   ry_board_scene_get_slim_height (RyBeds *beds, double width);

G_END_DECLS
