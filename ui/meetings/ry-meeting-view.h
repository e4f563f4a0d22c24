/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One meeting at full width, pushed over the list: agenda, minutes and attendance side by side, its details, and
 * its paper. On a telephone's width they take turns.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_MEETING_VIEW (ry_meeting_view_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingView, ry_meeting_view, RY, MEETING_VIEW, RyPage)

RyMeetingView *ry_meeting_view_new        (RyWindow *window, const char *id, GError **error);
void           ry_meeting_view_show_block (RyMeetingView *self, const char *key);
void           ry_meeting_view_show_part  (RyMeetingView *self, const char *name);

G_END_DECLS
