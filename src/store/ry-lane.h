/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lane: one exclusive thread through which all work on one thing passes in order. The store's writing
 * connection lives in one. Work handed over from the lane's own thread runs at once.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RY_TYPE_LANE (ry_lane_get_type ())
G_DECLARE_FINAL_TYPE (RyLane, ry_lane, RY, LANE, GObject)

/* Returns FALSE and sets @error on failure; @result is given to ry_lane_run_finish() and freed with @free_result. */
typedef gboolean (*RyLaneFunc) (gpointer data, gpointer *result, GCancellable *cancellable, GError **error);

RyLane  *ry_lane_new          (const char *name);
gboolean ry_lane_is_current   (RyLane *self);
gboolean ry_lane_call         (RyLane *self, RyLaneFunc func, gpointer data, gpointer *result, GCancellable *cancellable, GError **error);
void     ry_lane_run_async    (RyLane *self, RyLaneFunc func, gpointer data, GDestroyNotify free_data, GDestroyNotify free_result,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer ry_lane_run_finish   (RyLane *self, GAsyncResult *result, GError **error);

G_END_DECLS
