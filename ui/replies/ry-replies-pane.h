/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies and attendance of one meeting at a glance, in the meeting's view: how many, enough or not, by organisation and
 * profession; from here to the entry, the reminders, the reception and the papers of the day.
 */
#pragma once

#include <adwaita.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_REPLIES_PANE (ry_replies_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyRepliesPane, ry_replies_pane, RY, REPLIES_PANE, GtkBox)

void ry_replies_pane_set_meeting (RyRepliesPane *self, RyWorkspace *workspace, const char *meeting_id);
void ry_replies_pane_show        (RyRepliesPane *self);

G_END_DECLS
