/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Group work: how many groups, who stays where they are, who is kept apart or together, and one button that seats
 * everybody. Place cards and the list are in the view's menu.
 */
#pragma once

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_GROUPS_PANE (ry_groups_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyGroupsPane, ry_groups_pane, RY, GROUPS_PANE, AdwBin)

GtkWidget *ry_groups_pane_new (RyEventDesk *desk);

G_END_DECLS
