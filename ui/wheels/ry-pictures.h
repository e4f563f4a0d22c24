/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pictures of the region: the two wheels, the flow to home, the ring around the resident. What each shows is gathered
 * when it is asked for, and drawn for the screen, a slide or a file by the same scene.
 */
#pragma once

#include "ry-flow-scene.h"
#include "ry-ring-scene.h"
#include "ry-wheels-scene.h"

G_BEGIN_DECLS

typedef enum {
  RY_PICTURE_WHEELS,
  RY_PICTURE_FLOW,
  RY_PICTURE_RING,
  RY_N_PICTURES,
} RyPictureKind;

/**
 * RyPictures:
 * @kind: which one
 * @level: how finely the wheels are drawn
 * @shown: which ways of the flow
 * @year: of the flow; 0 for the newest
 * @wheels: (nullable): as gathered
 * @flows: (nullable): as gathered
 * @ring: (nullable): as gathered
 */
typedef struct {
  RyPictureKind kind;
  RyWheelsLevel level;
  RyFlowShown shown;
  int year;
  RyWheels *wheels;
  RyFlowPicture *flows;
  RyRing *ring;
} RyPictures;

RyPictures   *ry_pictures_copy_choice (const RyPictures *pictures);
void          ry_pictures_free        (RyPictures *pictures);
gboolean      ry_pictures_gather      (RyPictures *pictures, RyWorkspace *workspace, GError **error);
gboolean      ry_pictures_is_empty    (const RyPictures *pictures);
RyScene      *ry_pictures_create_scene(const RyPictures *pictures, double width, double height, RyPaletteScheme scheme, const char *focus);
RyScene      *ry_pictures_create_slide(const RyPictures *pictures, double width, double height);
double        ry_pictures_get_height  (RyPictureKind kind, double width);
const char   *ry_pictures_get_title   (RyPictureKind kind);
gboolean      ry_pictures_find        (const char *name, RyPictureKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPictures, ry_pictures_free)

G_END_DECLS
