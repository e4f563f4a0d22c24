/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 宿題: the filter, the list or the board, and at the foot of the list the life of the one that is selected.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_ACTIONS_VIEW (ry_actions_view_get_type ())
G_DECLARE_FINAL_TYPE (RyActionsView, ry_actions_view, RY, ACTIONS_VIEW, GtkBox)

GtkWidget *ry_actions_view_new    (RyWindow *window);
void       ry_actions_view_reload (RyActionsView *self);
void       ry_actions_view_show   (RyActionsView *self, const char *id);
void       ry_actions_view_show_late (RyActionsView *self);
void       ry_actions_view_create (RyActionsView *self, GtkWidget *at);
GtkWidget *ry_actions_view_get_menu (RyActionsView *self);
gboolean   ry_actions_view_print  (RyActionsView *self);
gboolean   ry_actions_view_focus_filter (RyActionsView *self);
char      *ry_actions_view_dup_selected (RyActionsView *self);

G_END_DECLS
