/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that draw the two wheels and the pictures beside them share. Internal to the paper room. Lengths are pixels; k is the factor of type. */
#pragma once

#include "ry-flow-picture.h"
#include "ry-wheels-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_BEGIN_DECLS

#define RY_DEGREES(degrees) ((degrees) * G_PI / 180)

typedef struct {
  RyScene *scene;
  RyWheels *wheels;
  const RyPalette *palette;
  RyWheelsLevel level;
  gboolean narrow;
  double k;
  double width, height;
  double r;          /* radius of a wheel */
  double px, py;     /* centre of the plane */
  double ring;       /* radius on which its bodies stand, 0 before it is chosen */
  double vx, vy;     /* centre of the vertical */
  GArray *taken;     /* RyWheelsRoom: where names and numbers stand already */
} RyWheelsDrawing;

typedef struct {
  double x, y, width, height; /* x and y are its middle */
} RyWheelsRoom;

typedef struct {
  double x, y;
  double r;
  double angle; /* from its wheel's centre */
} RyWheelsPlace;

/* A ring of the vertical, in radii of the wheel. */
typedef struct {
  double outer, inner;
  double at;     /* where its hospitals stand */
  double tint;
  double column; /* half of the angle the column takes from it, in radians */
  const char *name;
} RyWheelsBand;

RyWheelsPlace _ry_wheels_place_body     (RyWheelsDrawing *self, guint body);
RyWheelsPlace _ry_wheels_place_hospital (RyWheelsDrawing *self, guint hospital);
double        _ry_picture_choose_scale  (double width, double height);
gboolean      _ry_wheels_is_dense       (RyWheelsDrawing *self);
RyWheelsPlace _ry_wheels_place_dense_body     (RyWheelsDrawing *self, guint body, const double spans[][2]);
RyWheelsPlace _ry_wheels_place_dense_hospital (RyWheelsDrawing *self, guint i, guint n, const RyWheelsBand *band);
void          _ry_wheels_draw_bubble    (RyWheelsDrawing *self, const RyWheelsPlace *place, const char *name);
void          _ry_wheels_init           (RyWheelsDrawing *self, RyWheels *wheels, RyWheelsLevel level, RyPaletteScheme scheme, double width, double height);
void          _ry_wheels_draw_ground    (RyWheelsDrawing *self, double x, double y, const char *soft, const char *tyre, const char *line);
void          _ry_wheels_draw_both      (RyWheelsDrawing *self, double x, double y, double r);
double        _ry_wheels_fit            (const char *text, double size, double room);
void          _ry_wheels_draw_plane_ground    (RyWheelsDrawing *self);
void          _ry_wheels_draw_plane           (RyWheelsDrawing *self);
void          _ry_wheels_draw_vertical_ground (RyWheelsDrawing *self);
void          _ry_wheels_draw_vertical        (RyWheelsDrawing *self);
void          _ry_wheels_draw_axle      (RyWheelsDrawing *self);
void          _ry_wheels_draw_officers  (RyWheelsDrawing *self);
void          _ry_wheels_draw_hall      (RyWheelsDrawing *self);
void          _ry_wheels_draw_flow      (RyWheelsDrawing *self, const RyWheelFlow *flow, gboolean focused);
void          _ry_wheels_draw_number    (RyWheelsDrawing *self, const RyWheelFlow *flow);
void          _ry_wheels_draw_hospitals (RyWheelsDrawing *self);
void          _ry_wheels_clear          (RyWheelsDrawing *self);

G_END_DECLS
