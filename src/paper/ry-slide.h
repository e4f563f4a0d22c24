/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slides for a hall, as scenes of 1920 × 1080: a hospital's sheet, what announces a talk, a break, a list of decisions.
 * Nothing on them is smaller than 45 pixels, which twenty metres away is 18 minutes of arc.
 */
#pragma once

#include "ry-palette.h"
#include "ry-scene.h"
#include "ry-show.h"

G_BEGIN_DECLS

#define RY_SLIDE_WIDTH    1920.0
#define RY_SLIDE_HEIGHT   1080.0
#define RY_SLIDE_SMALLEST 45.0 /* pixels; 24 points on a page of 13.3 inches is 48 */

RyScene *ry_slide_new_title     (RyShow *show, RyTalk *talk);
RyScene *ry_slide_new_notice    (const char *title, const char *words);
RyScene *ry_slide_new_sheet     (RyWorkspace *workspace, RyTalk *talk, const char *as_of, GError **error);
RyScene *ry_slide_new_decisions (RyWorkspace *workspace, RyShow *show, GError **error);
RyScene *ry_slide_new_picture   (RyWorkspace *workspace, RyShow *show, const char *picture, GError **error);

G_END_DECLS
