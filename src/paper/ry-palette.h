/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of colours for drawings; style.css holds the same values for widgets. Contrast is measured
 * against `view`. Circles say whether something can be done, squares how old a report is; colour never stands alone.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  RY_PALETTE_LIGHT,
  RY_PALETTE_DARK,
  RY_PALETTE_SLIDE,
  RY_PALETTE_WALL,
} RyPaletteScheme;

typedef struct {
  const char *view;
  const char *window;
  const char *ink;
  const char *ink2;
  const char *plane;
  const char *plane_ink;
  const char *plane_soft;
  const char *plane_mid;
  const char *vertical;
  const char *vertical_ink;
  const char *vertical_soft;
  const char *vertical_mid;
  const char *plane_tyre;
  const char *vertical_tyre;
  const char *ok;
  const char *conditional;
  const char *no;
  const char *warn;
  const char *warn_soft;
} RyPalette;

const RyPalette *ry_palette_get (RyPaletteScheme scheme);

G_END_DECLS
