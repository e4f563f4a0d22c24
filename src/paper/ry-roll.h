/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is asked to a meeting, as papers need it: replies applied, sorted, numbered, with what stands at their head; and
 * a name with its reading above. Internal to the paper room.
 */
#pragma once

#include "ry-attendance.h"
#include "ry-canvas.h"
#include "ry-paper-private.h"

G_BEGIN_DECLS

/**
 * RyRoll:
 * @meeting: the meeting with its replies applied and its seats numbered
 * @council: (nullable): content of its council
 * @attendees: (element-type RyAttendee): in the order of the meeting
 * @sorted: (element-type RyAttendee): the same in the order of their kana; borrowed
 * @officers: ids of posts and organisations that hold an office in the council on the day
 * @title: what the meeting is called
 * @day: 令和8年12月8日（火）
 * @council_name: whose meeting it is, or ""
 *
 * The people of a meeting.
 */
typedef struct {
  JsonObject *meeting;
  JsonObject *council;
  GPtrArray *attendees;
  GPtrArray *sorted;
  GHashTable *officers;
  char *title;
  char *day;
  char *council_name;
} RyRoll;

RyRoll  *ry_roll_load      (RyWorkspace *workspace, const char *meeting_id, GError **error);
void     ry_roll_free      (RyRoll *roll);
char    *ry_roll_dup_title (const RyRoll *roll, const char *what);
gint64   ry_roll_get_serial(const RyRoll *roll, const RyAttendee *attendee);
gboolean ry_roll_is_officer(const RyRoll *roll, const RyAttendee *attendee);
gboolean ry_roll_is_walk_in(const RyAttendee *attendee);
RyPaper *ry_roll_finish    (const RyRoll *roll, const char *title, const RySheet *sheet, RyCanvas *canvas, RyFaces *faces);

double   ry_roll_put_name  (RyCanvas *canvas, const RyStyle *style, const RyStyle *ruby, double x, double y, double width,
                            double align, double gap, const char *name, const char *reading);
char    *ry_roll_dup_katakana (const char *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRoll, ry_roll_free)

G_END_DECLS
