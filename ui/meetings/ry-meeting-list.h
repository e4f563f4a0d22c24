/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The meetings of one year of account (年度), kept up to date with the workspace, and narrowed to the councils that
 * are on and to those to come or past. A GListModel of RyMeetingItem, by day.
 */
#pragma once

#include "ry-councils.h"
#include "ry-meeting-item.h"

G_BEGIN_DECLS

typedef enum {
  RY_MEETINGS_ALL,
  RY_MEETINGS_COMING,
  RY_MEETINGS_PAST,
} RyMeetingsFilter;

#define RY_TYPE_MEETING_LIST (ry_meeting_list_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingList, ry_meeting_list, RY, MEETING_LIST, GObject)

RyMeetingList *ry_meeting_list_new        (RyWorkspace *workspace, RyCouncils *councils);
GListModel    *ry_meeting_list_get_model  (RyMeetingList *self);
void           ry_meeting_list_set_year   (RyMeetingList *self, int year);
void           ry_meeting_list_set_filter (RyMeetingList *self, RyMeetingsFilter filter);
void           ry_meeting_list_reload     (RyMeetingList *self);
guint          ry_meeting_list_count      (RyMeetingList *self, RyMeetingsFilter filter);
guint          ry_meeting_list_find_month (RyMeetingList *self);
gboolean       ry_meeting_list_get_years  (RyMeetingList *self, int *first, int *last);
RyMeetingItem *ry_meeting_list_find_next  (RyMeetingList *self, const char *council);

G_END_DECLS
