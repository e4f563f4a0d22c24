/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header bar over an open meeting: which one it is, the switcher of its parts, and what can be done from any of
 * them. It puts its widgets into the page's header when it is made.
 */
#pragma once

#include "ry-councils.h"
#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_MEETING_HEADER (ry_meeting_header_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingHeader, ry_meeting_header, RY, MEETING_HEADER, GObject)

/* Signals: notice-wanted; agenda-wanted (where the agenda and the minutes take turns). */

RyMeetingHeader *ry_meeting_header_new  (RyPage *page, AdwViewStack *parts, AdwFlap *attendance);
void             ry_meeting_header_show (RyMeetingHeader *self, JsonObject *meeting, const RyCouncil *council);
void             ry_meeting_header_fit  (RyMeetingHeader *self, gboolean narrow, gboolean minutes, gboolean folded);

G_END_DECLS
