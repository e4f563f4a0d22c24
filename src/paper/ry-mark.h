/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shapes that say something by themselves, on screens and on paper. Circle, triangle and cross say whether
 * something can be done; a square says how old a report or a confirmation is. The two never mix, and each has its word
 * beside it.
 */
#pragma once

#include <cairo.h>

#include "ry-hospital.h"
#include "ry-palette.h"

G_BEGIN_DECLS

typedef enum {
  RY_MARK_UNANSWERED,
  RY_MARK_YES,
  RY_MARK_CONDITIONAL,
  RY_MARK_NO,
  RY_MARK_AGE_FRESH,
  RY_MARK_AGE_AGING,
  RY_MARK_AGE_STALE,
  RY_MARK_AGE_NONE,
} RyMark;

RyMark ry_mark_of_answer       (RyAnswer answer);
RyMark ry_mark_of_confirmation (RyConfirmationState state);
void   ry_mark_draw            (cairo_t *cr, RyMark mark, double x, double y, double size, const RyPalette *palette);

G_END_DECLS
