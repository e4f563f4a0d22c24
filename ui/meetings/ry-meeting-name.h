/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which meeting is open, at the start of the header bar: its council's mark, its title, and its facts in small. */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "ry-councils.h"

G_BEGIN_DECLS

#define RY_TYPE_MEETING_NAME (ry_meeting_name_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingName, ry_meeting_name, RY, MEETING_NAME, GtkBox)

RyMeetingName *ry_meeting_name_new (void);
void ry_meeting_name_show (RyMeetingName *self, JsonObject *meeting, const RyCouncil *council);
char          *ry_meeting_name_dup_facts (JsonObject *meeting, const RyCouncil *council, gboolean council_last);

G_END_DECLS
