/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a scene's renderers see of it. Internal to the paper room. */
#pragma once

#include "ry-scene.h"

G_BEGIN_DECLS

/* How far below the middle of a line of Japanese type its baseline lies, in sizes. */
#define RY_SCENE_BASELINE 0.37

typedef enum {
  RY_SHAPE_DISC,
  RY_SHAPE_BOX,
  RY_SHAPE_PATH,
  RY_SHAPE_TEXT,
  RY_SHAPE_PHOTO,
} RyShapeType;

typedef enum {
  RY_STEP_MOVE,
  RY_STEP_LINE,
  RY_STEP_CURVE,
  RY_STEP_ARC,
  RY_STEP_CLOSE,
} RyStepType;

typedef struct {
  RyStepType type;
  double v[6];
} RyStep;

typedef struct {
  RyShapeType type;
  RySceneNode *node; /* NULL for the ground */
  double x, y, width, height, r;
  RyInk ink;
  RyLabel label;
  char *text;
  GArray *steps;
  cairo_surface_t *photo;
} RyShape;

struct _RyScene {
  double width, height;
  char *title;
  char *summary;
  GPtrArray *nodes;
  GPtrArray *shapes;
  RySceneNode *node;
};

G_END_DECLS
