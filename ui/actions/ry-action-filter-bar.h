/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which actions are looked at: chips with counts, the subcommittee, who has to do it. The answer is a RyActionFilter,
 * the same for list, board, print and file.
 */
#pragma once

#include "ry-action-filter.h"
#include "ry-councils.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_ACTION_FILTER_BAR (ry_action_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (RyActionFilterBar, ry_action_filter_bar, RY, ACTION_FILTER_BAR, GtkWidget)

/* Signal: changed (ask again which filter it is). */

GtkWidget      *ry_action_filter_bar_new           (RyWorkspace *workspace, RyCouncils *councils);
RyActionFilter *ry_action_filter_bar_dup_filter    (RyActionFilterBar *self);
char           *ry_action_filter_bar_dup_words     (RyActionFilterBar *self);
gboolean        ry_action_filter_bar_is_cancelled  (RyActionFilterBar *self);
void            ry_action_filter_bar_reload        (RyActionFilterBar *self);
void            ry_action_filter_bar_reset         (RyActionFilterBar *self);
void            ry_action_filter_bar_show_late     (RyActionFilterBar *self);
gboolean        ry_action_filter_bar_focus         (RyActionFilterBar *self);

G_END_DECLS
