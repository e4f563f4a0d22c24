/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What only the owner of a lane does with it.
 */
#pragma once

#include "ry-lane.h"

G_BEGIN_DECLS

void _ry_lane_close       (RyLane *self);
void _ry_lane_push_upkeep (RyLane *self, RyLaneFunc func, gpointer data, GDestroyNotify free_data);
void _ry_lane_run_task    (RyLane *self, GTask *task, RyLaneFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result);

G_END_DECLS
