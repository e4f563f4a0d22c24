/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document that two people changed: who and when, each field in question, what could be merged by itself, and the
 * decision.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_CONFLICT_VIEW (ry_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (RyConflictView, ry_conflict_view, RY, CONFLICT_VIEW, GtkBox)

/* Signals: decided (RyUndo), later. */

GtkWidget  *ry_conflict_view_new        (RyWindow *window, RyConflict *conflict);
RyConflict *ry_conflict_view_get        (RyConflictView *self);
void        ry_conflict_view_set_folded (RyConflictView *self, gboolean folded);
void        ry_conflict_view_decide     (RyConflictView *self);
char       *ry_conflict_dup_writers     (RyConflict *conflict);

G_END_DECLS
