/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A meeting as a row of the list: the document and the figures that stand in its columns.
 */
#pragma once

#include <glib-object.h>

#include "ry-document.h"
#include "ry-meeting.h"

G_BEGIN_DECLS

#define RY_TYPE_MEETING_ITEM (ry_meeting_item_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingItem, ry_meeting_item, RY, MEETING_ITEM, GObject)

RyMeetingItem *ry_meeting_item_new          (RyDocument *document);
const char    *ry_meeting_item_get_id       (RyMeetingItem *self);
const char    *ry_meeting_item_get_string   (RyMeetingItem *self, const char *member);
gboolean       ry_meeting_item_is_same      (RyMeetingItem *self, RyMeetingItem *other);
char          *ry_meeting_item_dup_day      (RyMeetingItem *self);
char          *ry_meeting_item_dup_time     (RyMeetingItem *self);
char          *ry_meeting_item_dup_present  (RyMeetingItem *self);
char          *ry_meeting_item_dup_count    (RyMeetingItem *self, const char *type);

G_END_DECLS
