/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Meetings as calendars know them (iCalendar, RFC 5545 and 5546): published to whoever wants to see them, sent to one
 * addressee who may answer, taken back; and the answers read as the calendars of this world write them.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_CALENDAR_MEDIA_TYPE "text/calendar; charset=utf-8"

/* Refused beyond this: an answer holds one event. */
#define RY_CALENDAR_MAX_BYTES (1024 * 1024)

/**
 * RyCalendarMethod:
 * @RY_CALENDAR_PUBLISH: to look at; nobody is asked
 * @RY_CALENDAR_REQUEST: to be answered
 * @RY_CALENDAR_CANCEL: does not take place
 *
 * What a calendar is to do with a meeting.
 */
typedef enum {
  RY_CALENDAR_PUBLISH,
  RY_CALENDAR_REQUEST,
  RY_CALENDAR_CANCEL,
} RyCalendarMethod;

/**
 * RyCalendarAddressee:
 * @name: (nullable): the person or organisation as the calendar shows it
 * @mail: (nullable): the address from which an answer comes
 *
 * To whom an invitation goes.
 */
typedef struct {
  const char *name;
  const char *mail;
} RyCalendarAddressee;

/**
 * RyCalendarReply:
 * @uid: the event's identifier as it stood in the file
 * @meeting: (nullable): id of the meeting, where @uid is one of this program's
 * @mail: (nullable): from whom, in lower case
 * @name: (nullable): the name the calendar gives
 * @status: (nullable): `venue`, `absent` or `proxy`, as replies hold it; %NULL for "maybe" and for no answer yet
 * @partstat: what the file says: ACCEPTED, DECLINED, TENTATIVE, DELEGATED, NEEDS-ACTION
 * @proxy: (nullable): who comes instead
 * @comment: (nullable): what was written beside the answer
 * @date: (nullable): the meeting's day as the calendar has it, in Japan: it tells an answer to a date since moved
 * @start: (nullable): its time, HH:MM in Japan
 * @answered_on: (nullable): the day of the answer, in Japan
 * @sequence: the version of the invitation that was answered
 *
 * One answer to one invitation.
 */
typedef struct {
  char *uid;
  char *meeting;
  char *mail;
  char *name;
  char *status;
  char *partstat;
  char *proxy;
  char *comment;
  char *date;
  char *start;
  char *answered_on;
  gint64 sequence;
} RyCalendarReply;

/* Writing */
char      *ry_calendar_write_meeting (RyDocument *meeting, RyDocument *council, const char *region, RyCalendarMethod method,
                                      const RyCalendarAddressee *addressee);
char      *ry_calendar_write_feed    (GPtrArray *meetings, GHashTable *councils, const char *region, const char *name);
char      *ry_calendar_new_invitation(RyWorkspace *workspace, const char *meeting_id, RyCalendarMethod method,
                                      const RyCalendarAddressee *addressee, GError **error);
gboolean   ry_calendar_can_be_answered (RyDocument *council, const RyCalendarAddressee *addressee);
char      *ry_calendar_dup_uid       (const char *meeting_id, const char *region);
char      *ry_calendar_dup_meeting   (const char *uid, const char *region);

/* Reading */
RyCalendarReply *ry_calendar_read_reply (GBytes *bytes, const char *region, GError **error);
void       ry_calendar_reply_free    (RyCalendarReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyCalendarReply, ry_calendar_reply_free)

G_END_DECLS
