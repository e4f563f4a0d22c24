/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The matrix on the screen: hospitals down, conditions across, the names and the head stay while the rest scrolls. Only
 * what is visible is drawn, each shape from one texture, so that two hundred hospitals scroll on a machine without a
 * graphics card. The cells in sight are real widgets that draw nothing, for readers and tests; two more take turns as
 * the one in focus, so that each move of it is spoken.
 *
 * Put it into a GtkScrolledWindow.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-matrix.h"

G_BEGIN_DECLS

#define RY_TYPE_MATRIX_VIEW (ry_matrix_view_get_type ())
G_DECLARE_FINAL_TYPE (RyMatrixView, ry_matrix_view, RY, MATRIX_VIEW, GtkWidget)

/* Signals: cell-changed (another cell is looked at), row-opened (position of the hospital), row-marked (the same),
 * column-pressed (position of the column). */

void     ry_matrix_view_set_matrix   (RyMatrixView *self, RyMatrix *matrix);
void     ry_matrix_view_set_wants    (RyMatrixView *self, const RyMatrixWant *wants, guint n_wants);
guint    ry_matrix_view_get_n_fits   (RyMatrixView *self);
guint    ry_matrix_view_get_n_open   (RyMatrixView *self);
void     ry_matrix_view_set_marked   (RyMatrixView *self, guint row, gboolean marked);
gboolean ry_matrix_view_get_cell     (RyMatrixView *self, guint *row, guint *column);
char    *ry_matrix_view_dup_words    (RyMatrixView *self);
void     ry_matrix_view_reveal_column(RyMatrixView *self, guint column);

G_END_DECLS
