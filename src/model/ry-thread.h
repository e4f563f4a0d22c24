/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of a matter over the meetings: 第178回起案→第180回継続→第182回決定. A thread is what the items have in common by which
 * one matter comes up again and again.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/* Outcomes of an agenda item, as documents hold them. */
#define RY_OUTCOME_OPEN      "open"
#define RY_OUTCOME_CONTINUED "continued"
#define RY_OUTCOME_DECIDED   "decided"
#define RY_OUTCOME_CLOSED    "closed"
#define RY_OUTCOME_DROPPED   "dropped"

/* The type of a block that leaves its item for the next meeting. */
#define RY_BLOCK_NEXT "next"

typedef enum {
  RY_THREAD_RAISED,
  RY_THREAD_CONTINUED,
  RY_THREAD_DECIDED,
  RY_THREAD_CLOSED,
  RY_THREAD_DROPPED,
  RY_THREAD_PLANNED, /* on the agenda of a meeting that is still to come */
} RyThreadWord;

/**
 * RyThreadStep:
 * @meeting: id of the meeting
 * @item: (nullable): key of its agenda item; %NULL where it was left out there
 * @date: the meeting's ISO 8601 day
 * @number: its number in its series, 0 if it has none
 * @series: (nullable): id of its series
 * @title: its title
 * @word: what happened to the matter there
 * @reason: (nullable): why it was dropped
 */
typedef struct {
  char *meeting;
  char *item;
  char *date;
  gint64 number;
  char *series;
  char *title;
  RyThreadWord word;
  char *reason;
} RyThreadStep;

char       *ry_thread_dup_id      (const char *meeting_id, JsonObject *item);
const char *ry_thread_get_outcome (JsonObject *meeting, JsonObject *item);
gboolean    ry_thread_is_held     (JsonObject *meeting);
GPtrArray  *ry_thread_list        (GPtrArray *meetings, const char *thread);
GPtrArray  *ry_thread_find        (RyWorkspace *workspace, const char *thread, GError **error);
char       *ry_thread_format      (GPtrArray *steps);
void        ry_thread_step_free   (RyThreadStep *step);

G_END_DECLS
