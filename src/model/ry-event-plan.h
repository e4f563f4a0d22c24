/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Back-planning of an event: what is to be done how many days before it and after it, by whom. Each step is an action like
 * any other once the plan is begun; the plan says where each stands.
 */
#pragma once

#include "ry-event.h"

G_BEGIN_DECLS

/**
 * RyEventStepState:
 * @RY_STEP_DONE: its action is done
 * @RY_STEP_NOW: the first that is not done and whose turn it is
 * @RY_STEP_LATE: its day has gone by
 * @RY_STEP_LATER: to come
 * @RY_STEP_DROPPED: its action was cancelled or deleted
 */
typedef enum {
  RY_STEP_DONE,
  RY_STEP_NOW,
  RY_STEP_LATE,
  RY_STEP_LATER,
  RY_STEP_DROPPED,
} RyEventStepState;

/**
 * RyEventStep:
 * @key: in the plan
 * @title: what is to be done
 * @offset: days from the event, negative before it
 * @due: (nullable): ISO day
 * @owner: (nullable): id
 * @owner_name: who does it, or ""
 * @action: (nullable): id of its action
 * @state: where it stands
 *
 * One step.
 */
typedef struct {
  char *key;
  char *title;
  int offset;
  char *due;
  char *owner;
  char *owner_name;
  char *action;
  RyEventStepState state;
} RyEventStep;

void       ry_event_plan_fill_default (JsonObject *event);
char      *ry_event_plan_format_offset(int offset);
GPtrArray *ry_event_plan_list         (RyWorkspace *workspace, JsonObject *event, const char *today);
void       ry_event_step_free         (RyEventStep *step);
GPtrArray *ry_event_plan_begin        (RyWorkspace *workspace, const char *event_id, GError **error);
gboolean   ry_event_plan_fits         (RyWorkspace *workspace, JsonObject *event);

G_END_DECLS
