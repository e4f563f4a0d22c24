/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shapes of the answers: a ring for yes, a triangle for with conditions, a cross for no, a dashed square with a
 * letter where nobody answered. A shape never stands alone: its word or a legend is beside it.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-matrix.h"
#include "ry-palette.h"

G_BEGIN_DECLS

void        ry_answer_mark_draw           (RyAnswer answer, cairo_t *cr, PangoContext *context, const RyPalette *palette, double size);
void        ry_answer_mark_draw_age       (RyReportAge age, cairo_t *cr, const RyPalette *palette, double size);
GdkTexture *ry_answer_mark_create_texture (RyAnswer answer, GtkWidget *widget, RyPaletteScheme scheme, int size);
GtkWidget  *ry_answer_mark_new            (RyAnswer answer, int size);

G_END_DECLS
