/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Actions as a table, by their day, what is done last; folded as rows of two lines.
 */
#pragma once

#include "ry-action-card.h"
#include "ry-action-filter.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_ACTION_TABLE (ry_action_table_get_type ())
G_DECLARE_FINAL_TYPE (RyActionTable, ry_action_table, RY, ACTION_TABLE, AdwBin)

/* Signals: edit (const char *id, GtkWidget *row), selected (the selection or its content is another), filled (how many
 * there are is another). */

GtkWidget  *ry_action_table_new          (RyWindow *window, RyActionWords *words);
void        ry_action_table_set_filter   (RyActionTable *self, const RyActionFilter *filter);
void        ry_action_table_set_narrow   (RyActionTable *self, gboolean narrow);
guint       ry_action_table_get_n        (RyActionTable *self);
RyDocument *ry_action_table_get_selected (RyActionTable *self);
void        ry_action_table_select       (RyActionTable *self, const char *id);

G_END_DECLS
