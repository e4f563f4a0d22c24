/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The replies to one meeting while somebody works on them: who is asked, who answered, what was entered since this was
 * opened, and the way of each answer into the store and back. No widget in it. Follow RyReplyDesk::changed.
 *
 * An answer is on the screen at once and in the store a moment later; what the store does not take is taken back and
 * told by RyReplyDesk::failed.
 */
#pragma once

#include "ry-reply.h"

G_BEGIN_DECLS

#define RY_TYPE_REPLY_DESK (ry_reply_desk_get_type ())
G_DECLARE_FINAL_TYPE (RyReplyDesk, ry_reply_desk, RY, REPLY_DESK, GObject)

/* Signals: changed (read it all again), failed (const GError *error). */

/**
 * RyReplyEntry:
 * @key: the seat's key
 * @title: the organisation, or who it was
 * @status: what was answered
 * @proxy: (nullable): who comes instead
 * @at: when it was entered, in µs of g_get_monotonic_time()
 *
 * One answer that was entered since the desk was opened.
 */
typedef struct {
  char *key;
  char *title;
  char *status;
  char *proxy;
  gint64 at;

  /*< private >*/
  RyUndo *undo; /* NULL while it is on its way */
  gboolean retracted;
} RyReplyEntry;

RyReplyDesk *ry_reply_desk_new           (RyWorkspace *workspace, const char *meeting_id, GError **error);
RyWorkspace *ry_reply_desk_get_workspace (RyReplyDesk *self);
const char  *ry_reply_desk_get_meeting_id(RyReplyDesk *self);
JsonObject  *ry_reply_desk_get_meeting   (RyReplyDesk *self);
GPtrArray   *ry_reply_desk_get_attendees (RyReplyDesk *self);
GPtrArray   *ry_reply_desk_get_entries   (RyReplyDesk *self);
GPtrArray   *ry_reply_desk_find          (RyReplyDesk *self, const char *typed, guint limit);
void         ry_reply_desk_record        (RyReplyDesk *self, RyAttendee *attendee, const char *status, const char *proxy);
void         ry_reply_desk_record_guest  (RyReplyDesk *self, const char *name, const char *status);
void         ry_reply_desk_record_from   (RyReplyDesk *self, RyAttendee *attendee, JsonObject *answer, const char *channel);
gboolean     ry_reply_desk_take_back     (RyReplyDesk *self);

G_END_DECLS
