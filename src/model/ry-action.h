/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What somebody has to do until when: its state, its days, what became of its date. Pure functions over the JSON of one
 * action; those that change it change the object they are given, so work on a copy. Days are ISO 8601.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyActionStatus:
 *
 * In the order of the board's columns; what is cancelled stands in none of them.
 */
typedef enum {
  RY_ACTION_TODO,
  RY_ACTION_DOING,
  RY_ACTION_HOLD,
  RY_ACTION_DONE,
  RY_ACTION_CANCELLED,
  RY_N_ACTION_STATUSES
} RyActionStatus;

#define RY_ACTION_COLUMNS 4 /* without what is cancelled */
#define RY_ACTION_SOON    7 /* days in which a date is near */

/**
 * RyActionTiming:
 * @RY_TIMING_NONE: without a date, or cancelled
 * @RY_TIMING_LEFT: days are left
 * @RY_TIMING_LATE: its day has gone by
 * @RY_TIMING_KEPT: done, in time
 * @RY_TIMING_MISSED: done, after its day
 */
typedef enum {
  RY_TIMING_NONE,
  RY_TIMING_LEFT,
  RY_TIMING_LATE,
  RY_TIMING_KEPT,
  RY_TIMING_MISSED,
} RyActionTiming;

const char    *ry_action_status_get_code   (RyActionStatus status);
RyActionStatus ry_action_status_from_code  (const char *code);

RyActionStatus ry_action_get_status        (JsonObject *action);
gboolean       ry_action_is_open           (JsonObject *action);
gboolean       ry_action_is_late           (JsonObject *action, const char *today);
RyActionTiming ry_action_get_timing        (JsonObject *action, const char *today, int *days);
char          *ry_action_dup_timing        (JsonObject *action, const char *today);
guint          ry_action_count_postponements (JsonObject *action);
char          *ry_action_dup_owner         (JsonObject *action);

JsonObject    *ry_action_new_content       (const char *text, const char *council);
gboolean       ry_action_set_status        (JsonObject *action, RyActionStatus status, const char *today);
gboolean       ry_action_postpone          (JsonObject *action, const char *to, const char *reason, const char *by, const char *on);
void           ry_action_set_owner         (JsonObject *action, const char *id, const char *name);

char          *ry_action_dup_source        (RyWorkspace *workspace, JsonObject *action);

G_END_DECLS
