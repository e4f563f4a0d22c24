/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * RyShowRun. Each talk keeps its own seconds, so that a slide too far into the next talk, and back, costs nobody time.
 */
#include "ry-show-run.h"

#define NEAR_START (60 * 60) /* seconds: a run that begins farther from its hour is a rehearsal */

typedef struct {
  guint n_slides;
  double spent; /* seconds before the clock was last stopped */
  double since; /* when it was started; negative while it stands */
  gboolean belled;
  gboolean ended;
} Lap;

struct _RyShowRun {
  RyShow *show; /* borrowed */
  GArray *laps;
  guint talk;
  guint slide;
  RyCover cover;
  double zoom, x, y;
  gboolean frozen;
  RyShowView held; /* what the audience keeps seeing while frozen */
};

static Lap *
get_lap (RyShowRun *self, guint talk)
{
  return &g_array_index (self->laps, Lap, talk);
}

static guint
count_talks (RyShowRun *self)
{
  return self->laps->len;
}

static gboolean
is_spoken (RyShowRun *self, guint talk)
{
  return ry_show_get_talk (self->show, talk)->type == RY_TALK_TALK;
}

static void
stop (Lap *lap, double now)
{
  if (lap->since >= 0)
    lap->spent += MAX (now - lap->since, 0);
  lap->since = -1;
}

static void
start (Lap *lap, double now)
{
  if (lap->since < 0)
    lap->since = now;
}

/* A clock that a person stopped stays stopped within its talk. */
static void
enter (RyShowRun *self, guint talk, guint slide, double now)
{
  gboolean new_talk = talk != self->talk, announced = self->slide == 0 && is_spoken (self, self->talk);

  if (new_talk)
    stop (get_lap (self, self->talk), now);
  if ((new_talk || announced) && (slide > 0 || !is_spoken (self, talk)))
    start (get_lap (self, talk), now);
  else if (slide == 0 && is_spoken (self, talk))
    stop (get_lap (self, talk), now);
  self->talk = talk;
  self->slide = slide;
  self->cover = RY_COVER_NONE;
  self->zoom = 1;
  self->x = self->y = 0.5;
}

/**
 * ry_show_run_new:
 * @show: (transfer none): what runs; it outlives the run
 * @n_slides: (array): how many slides each of its talks has
 *
 * Returns: (transfer full): the run, at the first slide of the first talk
 */
RyShowRun *
ry_show_run_new (RyShow *show, const guint *n_slides)
{
  RyShowRun *self = g_new0 (RyShowRun, 1);

  g_return_val_if_fail (show->talks->len > 0, NULL);
  self->show = show;
  self->laps = g_array_sized_new (FALSE, TRUE, sizeof (Lap), show->talks->len);
  for (guint i = 0; i < show->talks->len; i++) {
    const Lap lap = { .n_slides = MAX (n_slides[i], 1), .since = -1 };

    g_array_append_val (self->laps, lap);
  }
  self->zoom = 1;
  self->x = self->y = 0.5;
  return self;
}

void
ry_show_run_free (RyShowRun *self)
{
  g_array_unref (self->laps);
  g_free (self);
}

guint
ry_show_run_get_talk (RyShowRun *self)
{
  return self->talk;
}

guint
ry_show_run_get_slide (RyShowRun *self)
{
  return self->slide;
}

guint
ry_show_run_get_n_slides (RyShowRun *self, guint talk)
{
  return talk < count_talks (self) ? get_lap (self, talk)->n_slides : 0;
}

/**
 * ry_show_run_peek_next:
 * @self: a run
 * @talk: (out): the talk the next slide belongs to
 * @slide: (out): its position
 *
 * Returns: %FALSE behind the last slide of all
 */
gboolean
ry_show_run_peek_next (RyShowRun *self, guint *talk, guint *slide)
{
  *talk = self->talk;
  *slide = self->slide + 1;
  if (*slide < get_lap (self, self->talk)->n_slides)
    return TRUE;
  *talk = self->talk + 1;
  *slide = 0;
  return *talk < count_talks (self);
}

/**
 * ry_show_run_peek_previous:
 * @self: a run
 * @talk: (out): the talk the slide before belongs to
 * @slide: (out): its position
 *
 * Returns: %FALSE before the first slide of all
 */
gboolean
ry_show_run_peek_previous (RyShowRun *self, guint *talk, guint *slide)
{
  *talk = self->talk;
  *slide = self->slide - 1;
  if (self->slide > 0)
    return TRUE;
  if (self->talk == 0)
    return FALSE;
  *talk = self->talk - 1;
  *slide = get_lap (self, *talk)->n_slides - 1;
  return TRUE;
}

/**
 * ry_show_run_next:
 * @self: a run
 * @now: seconds
 *
 * One slide on, into the next talk where this one is at its end.
 *
 * Returns: %FALSE at the end of all
 */
gboolean
ry_show_run_next (RyShowRun *self, double now)
{
  guint talk, slide;

  if (!ry_show_run_peek_next (self, &talk, &slide))
    return FALSE;
  enter (self, talk, slide, now);
  return TRUE;
}

gboolean
ry_show_run_previous (RyShowRun *self, double now)
{
  guint talk, slide;

  if (!ry_show_run_peek_previous (self, &talk, &slide))
    return FALSE;
  enter (self, talk, slide, now);
  return TRUE;
}

/**
 * ry_show_run_go_to:
 * @self: a run
 * @talk: a talk
 * @slide: one of its slides
 * @now: seconds
 *
 * Returns: %FALSE if there is no such slide
 */
gboolean
ry_show_run_go_to (RyShowRun *self, guint talk, guint slide, double now)
{
  if (talk >= count_talks (self) || slide >= get_lap (self, talk)->n_slides)
    return FALSE;
  enter (self, talk, slide, now);
  return TRUE;
}

gboolean
ry_show_run_next_talk (RyShowRun *self, double now)
{
  return ry_show_run_go_to (self, self->talk + 1, 0, now);
}

/**
 * ry_show_run_previous_talk:
 * @self: a run
 * @now: seconds
 *
 * To the beginning of this talk, or of the one before where this one is at its beginning.
 *
 * Returns: %FALSE at the very beginning
 */
gboolean
ry_show_run_previous_talk (RyShowRun *self, double now)
{
  if (self->slide > 0)
    return ry_show_run_go_to (self, self->talk, 0, now);
  return self->talk > 0 && ry_show_run_go_to (self, self->talk - 1, 0, now);
}

static void
get_present (RyShowRun *self, RyShowView *view)
{
  *view = (RyShowView){ self->talk, self->slide, self->cover, self->zoom, self->x, self->y };
}

/**
 * ry_show_run_get_view:
 * @self: a run
 * @view: (out caller-allocates): what the audience sees
 *
 * While it is frozen the audience keeps what it saw, whatever the speaker looks at; a cover can still be put over it.
 */
void
ry_show_run_get_view (RyShowRun *self, RyShowView *view)
{
  get_present (self, view);
  if (self->frozen) {
    *view = self->held;
    view->cover = self->cover;
  }
}

/**
 * ry_show_run_toggle_cover:
 * @self: a run
 * @cover: black or white
 *
 * Covers the slide, or uncovers it where it is covered so.
 */
void
ry_show_run_toggle_cover (RyShowRun *self, RyCover cover)
{
  self->cover = self->cover == cover ? RY_COVER_NONE : cover;
}

/**
 * ry_show_run_toggle_freeze:
 * @self: a run
 *
 * Returns: whether the audience's picture now stands still
 */
gboolean
ry_show_run_toggle_freeze (RyShowRun *self)
{
  if (!self->frozen)
    get_present (self, &self->held);
  self->frozen = !self->frozen;
  return self->frozen;
}

gboolean
ry_show_run_get_frozen (RyShowRun *self)
{
  return self->frozen;
}

/**
 * ry_show_run_zoom:
 * @self: a run
 * @direction: 1 nearer, -1 back, 0 the whole slide
 *
 * Past the nearest the whole slide comes again, so that one key is enough.
 */
void
ry_show_run_zoom (RyShowRun *self, int direction)
{
  double zoom = direction == 0 ? 1 : self->zoom + direction;

  self->zoom = zoom > RY_ZOOM_LEVELS ? 1 : MAX (zoom, 1);
  if (self->zoom == 1)
    self->x = self->y = 0.5;
}

/**
 * ry_show_run_look_at:
 * @self: a run
 * @x: 0 to 1 of the slide's width
 * @y: of its height
 *
 * What stays in the middle where the slide is zoomed; never beyond its edge.
 */
void
ry_show_run_look_at (RyShowRun *self, double x, double y)
{
  double edge = 0.5 / self->zoom;

  self->x = CLAMP (x, edge, 1 - edge);
  self->y = CLAMP (y, edge, 1 - edge);
}

/* ---- Time ---- */

/**
 * ry_show_run_toggle_clock:
 * @self: a run
 * @now: seconds
 *
 * Stops the talk's clock, or lets it go on.
 */
void
ry_show_run_toggle_clock (RyShowRun *self, double now)
{
  Lap *lap = get_lap (self, self->talk);

  if (lap->since >= 0)
    stop (lap, now);
  else
    start (lap, now);
}

gboolean
ry_show_run_get_ticking (RyShowRun *self)
{
  return get_lap (self, self->talk)->since >= 0;
}

/**
 * ry_show_run_reset_clock:
 * @self: a run
 * @now: seconds
 *
 * Gives the present talk its whole time again.
 */
void
ry_show_run_reset_clock (RyShowRun *self, double now)
{
  Lap *lap = get_lap (self, self->talk);

  lap->spent = 0;
  lap->belled = lap->ended = FALSE;
  if (lap->since >= 0)
    lap->since = now;
}

/**
 * ry_show_run_get_elapsed:
 * @self: a run
 * @talk: a talk
 * @now: seconds
 *
 * Returns: whole seconds it has taken
 */
int
ry_show_run_get_elapsed (RyShowRun *self, guint talk, double now)
{
  const Lap *lap = get_lap (self, talk);

  return (int) (lap->spent + (lap->since >= 0 ? MAX (now - lap->since, 0) : 0));
}

static int
get_planned (RyShowRun *self, guint talk)
{
  return ry_show_get_talk (self->show, talk)->minutes * 60;
}

/**
 * ry_show_run_get_remaining:
 * @self: a run
 * @now: seconds
 *
 * Returns: seconds left of the present talk, negative where it is over its time
 */
int
ry_show_run_get_remaining (RyShowRun *self, double now)
{
  return get_planned (self, self->talk) - ry_show_run_get_elapsed (self, self->talk, now);
}

/* Against its own beginning: what the talks before took beyond what they were given. */
static int
get_own_delay (RyShowRun *self, double now)
{
  int delay = 0;

  for (guint i = 0; i < self->talk; i++) {
    int elapsed = ry_show_run_get_elapsed (self, i, now);

    delay += elapsed > 0 ? elapsed - get_planned (self, i) : 0;
  }
  return delay + MAX (-ry_show_run_get_remaining (self, now), 0);
}

/**
 * ry_show_run_get_delay:
 * @self: a run
 * @now: seconds
 * @second_of_day: what the clock on the wall says
 *
 * Against the wall where the order names its hour and that is near; in a rehearsal against the run itself.
 *
 * Returns: seconds by which all is late, negative where it is early
 */
int
ry_show_run_get_delay (RyShowRun *self, double now, int second_of_day)
{
  int begins = ry_show_get_talk (self->show, self->talk)->begins * 60, planned = get_planned (self, self->talk);
  int elapsed = ry_show_run_get_elapsed (self, self->talk, now),
      delay = second_of_day - begins - MIN (elapsed, planned);

  if (begins < 0 || ABS (delay) > NEAR_START)
    return get_own_delay (self, now);
  return delay;
}

/**
 * ry_show_run_tick:
 * @self: a run
 * @now: seconds
 *
 * To be asked once a second or more often. Each bell rings once a talk; nobody is rung at in a break.
 *
 * Returns: what is to be rung
 */
RyShowRing
ry_show_run_tick (RyShowRun *self, double now)
{
  Lap *lap = get_lap (self, self->talk);
  int remaining = ry_show_run_get_remaining (self, now);

  if (lap->since < 0 || !is_spoken (self, self->talk) || get_planned (self, self->talk) == 0)
    return RY_SHOW_QUIET;
  if (remaining <= 0 && !lap->ended) {
    lap->ended = lap->belled = TRUE;
    return RY_SHOW_RING_END;
  }
  if (remaining <= self->show->bell && !lap->belled && self->show->bell < get_planned (self, self->talk)) {
    lap->belled = TRUE;
    return RY_SHOW_RING_BELL;
  }
  return RY_SHOW_QUIET;
}
