/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast a server wants to be asked. As TCP does it: doubled waits where it says "too many", a little less after
 * each good answer. Pure: the clock is handed in, in µs.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyPace:
 * @interval: between the starts of two requests
 * @next: when the next one may start
 * @slowed: when the interval was last raised
 */
typedef struct {
  gint64 interval;
  gint64 next;
  gint64 slowed;
} RyPace;

gint64 ry_pace_take  (RyPace *self, gint64 now);
void   ry_pace_good  (RyPace *self);
void   ry_pace_limit (RyPace *self, gint64 now, gint64 retry_after);

G_END_DECLS
