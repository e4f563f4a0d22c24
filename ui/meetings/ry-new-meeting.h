/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialogue that makes a meeting: choose a series, and number, title, day, time and place are there; change what
 * differs this time.
 */
#pragma once

#include <adwaita.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_NEW_MEETING (ry_new_meeting_get_type ())
G_DECLARE_FINAL_TYPE (RyNewMeeting, ry_new_meeting, RY, NEW_MEETING, AdwWindow)

/* Signal: created (const char *meeting_id). */

GtkWindow *ry_new_meeting_new (GtkWindow *parent, RyWorkspace *workspace, const char *council, const char *date);
void       ry_new_meeting_choose_subcommittee (RyNewMeeting *self, const char *subcommittee);

G_END_DECLS
