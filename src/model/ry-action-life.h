/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of an action over the meetings: given at one, carried through the next ones, postponed, done. Pure; the
 * meetings are handed in.
 */
#pragma once

#include "ry-action.h"

G_BEGIN_DECLS

typedef enum {
  RY_STEP_GIVEN,
  RY_STEP_CONTINUED,
  RY_STEP_POSTPONED,
  RY_STEP_DONE,
  RY_STEP_CANCELLED,
} RyActionStepType;

/**
 * RyActionStep:
 * @type: what happened
 * @date: (nullable): when
 * @meeting: (nullable): at which meeting, or since the last one
 * @reason: (nullable): why it was postponed
 */
typedef struct {
  RyActionStepType type;
  char *date;
  char *meeting;
  char *reason;
} RyActionStep;

GPtrArray *ry_action_list_steps (JsonObject *action, GPtrArray *meetings, const char *today);
char      *ry_action_dup_life   (RyWorkspace *workspace, JsonObject *action, const char *today);
void       ry_action_step_free  (RyActionStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyActionStep, ry_action_step_free)

G_END_DECLS
