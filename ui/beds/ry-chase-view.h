/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning's list: hospitals that did not report yet, whom to call, who called, and their figures entered for them. */
#pragma once

#include "ry-bed-source.h"

G_BEGIN_DECLS

#define RY_TYPE_CHASE_VIEW (ry_chase_view_get_type ())
G_DECLARE_FINAL_TYPE (RyChaseView, ry_chase_view, RY, CHASE_VIEW, AdwBin)

/* Signal: report (the hospital's id, who told it). */

void ry_chase_view_set_window (RyChaseView *self, RyWindow *window, RyBedSource *source);
void ry_chase_view_refresh    (RyChaseView *self);
void ry_chase_view_focus      (RyChaseView *self);
gboolean ry_chase_view_enter_all (RyChaseView *self);

G_END_DECLS
