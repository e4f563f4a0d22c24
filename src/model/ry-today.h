/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a secretariat has to do today, and what is ahead: told from the meetings that are under way and the actions that are
 * late. ry_today_load() asks the indexes for just these; what it makes of them is pure, and takes no clock.
 */
#pragma once

#include "ry-chase.h"
#include "ry-confirmation-round.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

/* How far ahead the page looks. */
#define RY_TODAY_AHEAD_DAYS 30

/* Where the series does not say: how long before a meeting its notice goes out, and replies are due. */
#define RY_TODAY_NOTICE_DAYS 28
#define RY_TODAY_REPLY_DAYS 7

/* Letters that lie longer than this were sent without a note of it. */
#define RY_TODAY_SEND_DAYS 60

/* So long before a round's closing day hospitals that were asked are still left in peace. */
#define RY_TODAY_ROUND_DAYS 7

/* Minutes are expected in circulation so long after the meeting. */
#define RY_TODAY_MINUTES_DAYS 14

/**
 * RyTodayTask:
 * @RY_TODAY_HOLD: the meeting is today
 * @RY_TODAY_CANCELLED: the meeting was called off, and not all who were invited have been told
 * @RY_TODAY_REPLIES: replies are to be entered, or asked for
 * @RY_TODAY_NOTICE: the notice is to be sent
 * @RY_TODAY_SEND: letters are made and nobody has noted that they went out
 * @RY_TODAY_MINUTES: the minutes are to be written and circulated
 * @RY_TODAY_APPROVE: the time for remarks is over
 * @RY_TODAY_SEAL: approved minutes are to be sealed
 * @RY_TODAY_ACTIONS: actions are late
 * @RY_TODAY_BEDS: hospitals did not report their beds this morning
 * @RY_TODAY_ROUND: hospitals that were asked to confirm their functions are silent
 *
 * What is to be done, what hurts most first.
 */
typedef enum {
  RY_TODAY_HOLD,
  RY_TODAY_CANCELLED,
  RY_TODAY_REPLIES,
  RY_TODAY_NOTICE,
  RY_TODAY_SEND,
  RY_TODAY_MINUTES,
  RY_TODAY_APPROVE,
  RY_TODAY_SEAL,
  RY_TODAY_ACTIONS,
  RY_TODAY_BEDS,
  RY_TODAY_ROUND,
} RyTodayTask;

/**
 * RyTodayLine:
 * @task: what is to be done
 * @id: the meeting, the run of letters, the round, or the action that is latest
 * @council: (nullable): its council
 * @title: its title
 * @stage: (nullable): the meeting's stage
 * @due: (nullable): ISO 8601 day
 * @days: days until @due; below 0 it is past
 * @count: seats without a reply, addressees, those who were not told, letters, late actions, or hospitals
 */
typedef struct {
  RyTodayTask task;
  char *id;
  char *council;
  char *title;
  char *stage;
  char *due;
  int days;
  guint count;
} RyTodayLine;

/**
 * RyAheadKind:
 *
 * What a day ahead is: a meeting, or a date by which something is to have happened.
 */
typedef enum {
  RY_AHEAD_MEETING,
  RY_AHEAD_NOTICE,
  RY_AHEAD_REPLIES,
  RY_AHEAD_MINUTES,
  RY_AHEAD_REMARKS,
} RyAheadKind;

/**
 * RyAhead:
 * @kind: what it is
 * @date: ISO 8601 day
 * @id: the meeting
 * @council: (nullable): its council
 * @title: the meeting's title
 * @start: (nullable): HH:MM, of a meeting
 * @place: (nullable): of a meeting
 */
typedef struct {
  RyAheadKind kind;
  char *date;
  char *id;
  char *council;
  char *title;
  char *start;
  char *place;
} RyAhead;

/**
 * RyToday:
 * @lines: (element-type RyTodayLine): what is to be done, in order
 * @ahead: (element-type RyAhead): the days to come, in order
 */
typedef struct {
  GPtrArray *lines;
  GPtrArray *ahead;
} RyToday;

RyToday *ry_today_new         (void);
void     ry_today_free        (RyToday *self);
void     ry_today_add_meeting (RyToday *self, const char *id, JsonObject *meeting, JsonObject *series, const char *today);
void     ry_today_add_actions (RyToday *self, GPtrArray *actions, const char *today);
void     ry_today_add_letter  (RyToday *self, const char *id, JsonObject *letter, const char *today);
void     ry_today_add_beds    (RyToday *self, const RyChase *chase, const char *council, gboolean working_day);
void     ry_today_add_cancelled (RyToday *self, const char *id, JsonObject *meeting, GPtrArray *letters, const char *today);
void     ry_today_add_round   (RyToday *self, const RyRound *round, const char *today);
void     ry_today_sort        (RyToday *self);
RyToday *ry_today_load        (RyWorkspace *workspace, const char *today, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyToday, ry_today_free)

G_END_DECLS
