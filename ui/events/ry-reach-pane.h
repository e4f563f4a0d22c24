/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom events reach, as bars by audience, area and profession. Whom nobody reached has a dashed bar and the word for it,
 * and one button that acts on it.
 */
#pragma once

#include "ry-reach.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_REACH_PANE (ry_reach_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyReachPane, ry_reach_pane, RY, REACH_PANE, AdwBin)

/* Signal: missed-activated (something is to be done for those whom nobody reached). */

GtkWidget *ry_reach_pane_new (const char *act);
void       ry_reach_pane_set (RyReachPane *self, const RyReach *reach);

G_END_DECLS
