/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared by what reads meetings and what edits them.
 */
#pragma once

#include "ry-meeting.h"

G_BEGIN_DECLS

GPtrArray  *_ry_meeting_dup_list       (JsonObject *meeting, const char *member);
const char *_ry_meeting_find_last_item (JsonObject *meeting);
int         _ry_meeting_compare_by_day (gconstpointer a, gconstpointer b);

G_END_DECLS
