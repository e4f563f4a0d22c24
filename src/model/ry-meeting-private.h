/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by the reading and the editing half of ry-meeting.
 */
#pragma once

#include "ry-meeting.h"

G_BEGIN_DECLS

GPtrArray  *_ry_meeting_dup_list       (JsonObject *meeting, const char *member);
const char *_ry_meeting_find_last_item (JsonObject *meeting);

G_END_DECLS
