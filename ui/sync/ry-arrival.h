/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a first sync has come and how long it may still take, from figures noted now and then. Pure: no clock, no
 * widget.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyArrival:
 *
 * Begin with all zero.
 */
typedef struct {
  /*< private >*/
  gint64 begun; /* when the first document was counted, µs; 0 before */
  gint64 done_then;
  gint64 now;
  gint64 done;
  gint64 pending; /* -1 where unknown */
} RyArrival;

void     ry_arrival_note             (RyArrival *self, gint64 now, gint64 done, gint64 pending);
void     ry_arrival_pause            (RyArrival *self);
double   ry_arrival_get_fraction     (const RyArrival *self);
gint64   ry_arrival_get_total        (const RyArrival *self);
gint64   ry_arrival_get_seconds_left (const RyArrival *self);
char    *ry_arrival_words_count      (const RyArrival *self);
char    *ry_arrival_words_left       (const RyArrival *self);
char    *ry_arrival_words_bytes      (gint64 bytes);

G_END_DECLS
