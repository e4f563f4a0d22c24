/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two wheels as a picture. Both turn around home: the plane with its bodies at the left, the vertical with its
 * hospitals in rings at the right, an axle between the hubs, and on it those who sit in both councils.
 *
 * Circles tell how many and who, squares how old a report is; what is unknown is drawn dashed and never as zero.
 */
#pragma once

#include "ry-palette.h"
#include "ry-scene.h"
#include "ry-wheels.h"

G_BEGIN_DECLS

typedef enum {
  RY_WHEELS_BODIES,        /* bodies and hospitals, with their names */
  RY_WHEELS_ORGANISATIONS, /* every organisation and ward as a dot */
  RY_WHEELS_HALL,          /* sums only, to be read from twenty metres */
} RyWheelsLevel;

/* The parts within which the keyboard moves. */
enum {
  RY_WHEELS_PART_PLANE,
  RY_WHEELS_PART_OFFICERS,
  RY_WHEELS_PART_VERTICAL,
  RY_WHEELS_N_PARTS,
};

/* Narrower than this, the wheels stand one above the other. */
#define RY_WHEELS_NARROW 600

RyScene *ry_wheels_scene_new       (RyWheels *wheels, RyWheelsLevel level, RyPaletteScheme scheme, double width, double height);
RyScene *ry_wheels_scene_new_focus (RyWheels *wheels, RyWheelsLevel level, RyPaletteScheme scheme, double width, double height, const char *record);
double   ry_wheels_scene_get_height_for_width (double width);

G_END_DECLS
