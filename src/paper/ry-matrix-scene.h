/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matrix of hospitals as a picture: for a slide that is read from twenty metres, and for SVG, PDF and PNG. What does
 * not fit one page of it stands on the next.
 */
#pragma once

#include "ry-matrix.h"
#include "ry-palette.h"
#include "ry-scene.h"

G_BEGIN_DECLS

RyScene *ry_matrix_scene_new         (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants, RyPaletteScheme scheme, guint page, double width, double height);
guint    ry_matrix_scene_count_pages (RyMatrix *matrix, RyPaletteScheme scheme);

G_END_DECLS
