/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked of the hospitals, as chips joined by "and": a chip's press takes answers with conditions too, and takes
 * it away after that; one button adds another from a list that can be searched.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-matrix.h"

G_BEGIN_DECLS

#define RY_TYPE_WANT_BAR (ry_want_bar_get_type ())
G_DECLARE_FINAL_TYPE (RyWantBar, ry_want_bar, RY, WANT_BAR, GtkWidget)

/* Signals: changed; column-added (position of the column that was asked for). */

void                ry_want_bar_set_matrix (RyWantBar *self, RyMatrix *matrix);
const RyMatrixWant *ry_want_bar_get_wants  (RyWantBar *self, guint *n_wants);
void                ry_want_bar_cycle      (RyWantBar *self, guint column);
void                ry_want_bar_clear      (RyWantBar *self);
void                ry_want_bar_ask        (RyWantBar *self);

G_END_DECLS
