/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A running order while it runs: which talk, which slide, whose seconds. Pure: it is told the time, in seconds of a clock
 * that does not jump, and shows nothing. Windows ask it what to show, and can come and go.
 *
 * Slide 0 of a talk announces it; the talk's clock starts with slide 1. A break has one slide, and its clock starts at
 * once. Behind the last slide of a talk stands the next talk: files open themselves.
 */
#pragma once

#include "ry-show.h"

G_BEGIN_DECLS

typedef struct _RyShowRun RyShowRun;

typedef enum {
  RY_COVER_NONE,
  RY_COVER_BLACK,
  RY_COVER_WHITE,
} RyCover;

typedef enum {
  RY_SHOW_QUIET,
  RY_SHOW_RING_BELL, /* the last minute begins */
  RY_SHOW_RING_END,  /* time is over */
} RyShowRing;

#define RY_ZOOM_LEVELS 4

/**
 * RyShowView:
 * @talk: position of the talk
 * @slide: of its slides
 * @cover: what lies over it
 * @zoom: 1 to 4
 * @x: what stays in the middle of a zoomed slide, 0 to 1
 * @y: of its height
 *
 * What an audience sees.
 */
typedef struct {
  guint talk;
  guint slide;
  RyCover cover;
  double zoom;
  double x, y;
} RyShowView;

RyShowRun  *ry_show_run_new           (RyShow *show, const guint *n_slides);
void        ry_show_run_free          (RyShowRun *self);

/* Where it is */
guint       ry_show_run_get_talk      (RyShowRun *self);
guint       ry_show_run_get_slide     (RyShowRun *self);
guint       ry_show_run_get_n_slides  (RyShowRun *self, guint talk);
gboolean    ry_show_run_peek_next     (RyShowRun *self, guint *talk, guint *slide);
gboolean    ry_show_run_peek_previous (RyShowRun *self, guint *talk, guint *slide);

/* Going on */
gboolean    ry_show_run_next          (RyShowRun *self, double now);
gboolean    ry_show_run_previous      (RyShowRun *self, double now);
gboolean    ry_show_run_go_to         (RyShowRun *self, guint talk, guint slide, double now);
gboolean    ry_show_run_next_talk     (RyShowRun *self, double now);
gboolean    ry_show_run_previous_talk (RyShowRun *self, double now);

/* What is seen */
void        ry_show_run_get_view      (RyShowRun *self, RyShowView *view);
void        ry_show_run_toggle_cover  (RyShowRun *self, RyCover cover);
gboolean    ry_show_run_toggle_freeze (RyShowRun *self);
gboolean    ry_show_run_get_frozen    (RyShowRun *self);
void        ry_show_run_zoom          (RyShowRun *self, int direction);
void        ry_show_run_look_at       (RyShowRun *self, double x, double y);

/* Time */
void        ry_show_run_toggle_clock  (RyShowRun *self, double now);
gboolean    ry_show_run_get_ticking   (RyShowRun *self);
void        ry_show_run_reset_clock   (RyShowRun *self, double now);
int         ry_show_run_get_elapsed   (RyShowRun *self, guint talk, double now);
int         ry_show_run_get_remaining (RyShowRun *self, double now);
int         ry_show_run_get_delay     (RyShowRun *self, double now, int second_of_day);
RyShowRing  ry_show_run_tick          (RyShowRun *self, double now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyShowRun, ry_show_run_free)

G_END_DECLS
