/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Actions in four columns by how far they are. A card moves by Ctrl+Shift+←→, by Space to done, or by drag; what moved
 * keeps the focus.
 */
#pragma once

#include "ry-action-card.h"
#include "ry-action-filter.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_ACTION_BOARD (ry_action_board_get_type ())
G_DECLARE_FINAL_TYPE (RyActionBoard, ry_action_board, RY, ACTION_BOARD, GtkBox)

/* Signal: edit (const char *id, GtkWidget *card): Enter or a double click. */

GtkWidget  *ry_action_board_new          (RyWindow *window, RyActionWords *words);
void        ry_action_board_set_filter   (RyActionBoard *self, const RyActionFilter *filter);
RyDocument *ry_action_board_get_selected (RyActionBoard *self);

G_END_DECLS
