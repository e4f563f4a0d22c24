/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replies to an invitation. Before the day each answer is a document of its own, `reply:MEETING:SEAT`, so that two
 * clerks and the members themselves answer apart without a clash; the meeting's seats stay unanswered until somebody
 * is seen. Whoever shows or counts attendance reads the meeting through ry_reply_load() or ry_reply_apply().
 */
#pragma once

#include "ry-attendee.h"

G_BEGIN_DECLS

/* A key that begins so belongs to somebody who answered without having been on the list. */
#define RY_REPLY_GUEST "guest-"

char        *ry_reply_dup_id       (const char *meeting_id, const char *seat_key);
char        *ry_reply_new_guest    (void);
GPtrArray   *ry_reply_query        (RyWorkspace *workspace, const char *meeting_id, GError **error);
JsonObject  *ry_reply_apply        (JsonObject *meeting, GPtrArray *replies);
JsonObject  *ry_reply_load         (RyWorkspace *workspace, const char *meeting_id, GError **error);
JsonObject  *ry_reply_new_content  (const char *meeting_id, JsonObject *meeting, JsonObject *seat, const char *status,
                                    const char *channel, const char *answered_on);
GPtrArray   *ry_reply_list_silent  (GPtrArray *attendees);
guint        ry_reply_count_channel(GPtrArray *attendees, const char *channel);
RyAttendee      *ry_reply_find_address (GPtrArray *attendees, const char *email, const char *name);

G_END_DECLS
