/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What only the owner of a lane does with it.
 */
#pragma once

#include "ry-lane.h"

G_BEGIN_DECLS

/* One of several jobs that are done together. */
typedef struct {
  gpointer data;
  gpointer result;
  GCancellable *cancellable;
  GError *error;
  gboolean done;
} RyLaneJob;

/* Does @jobs, which are at least one, and sets @done, and @result or @error, of each. */
typedef void (*RyLaneGroupFunc) (RyLaneJob *const *jobs, guint n_jobs);

void     _ry_lane_close          (RyLane *self);
void     _ry_lane_push_upkeep    (RyLane *self, RyLaneFunc func, gpointer data, GDestroyNotify free_data);
void     _ry_lane_set_rest       (RyLane *self, RyLaneFunc func, gpointer data, guint milliseconds);
gboolean _ry_lane_call_group     (RyLane *self, RyLaneGroupFunc func, gpointer data, gpointer *result, GCancellable *cancellable,
                                  GError **error);
void     _ry_lane_run_task       (RyLane *self, GTask *task, RyLaneFunc func, gpointer data, GDestroyNotify free_data,
                                  GDestroyNotify free_result);
void     _ry_lane_run_group_task (RyLane *self, GTask *task, RyLaneGroupFunc func, gpointer data, GDestroyNotify free_data,
                                  GDestroyNotify free_result);

G_END_DECLS
