/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Additive increase of the rate, multiplicative decrease. Requests of several threads that are refused at the same
 * time tell one thing, and slow us down once.
 */
#include "ry-pace.h"

#include "tuning.h"

/**
 * ry_pace_take:
 * @self: a pace
 * @now: the time
 *
 * Takes the next place in the row.
 *
 * Returns: how long to wait before asking, 0 for not at all
 */
gint64
ry_pace_take (RyPace *self, gint64 now)
{
  gint64 start = MAX (now, self->next);

  self->next = start + self->interval;
  return start - now;
}

/**
 * ry_pace_good:
 * @self: a pace
 *
 * The server answered willingly.
 */
void
ry_pace_good (RyPace *self)
{
  self->interval = MAX (self->interval - RY_TUNING_PACE_STEP_MS * 1000, 0);
}

/**
 * ry_pace_limit:
 * @self: a pace
 * @now: the time
 * @retry_after: how long the server wants to be left alone, 0 where it did not say
 *
 * The server said "too many".
 */
void
ry_pace_limit (RyPace *self, gint64 now, gint64 retry_after)
{
  if (self->interval == 0 || now - self->slowed >= self->interval) {
    self->interval = CLAMP (self->interval * 2, RY_TUNING_PACE_FIRST_MS * 1000, RY_TUNING_PACE_MAX_MS * 1000);
    self->slowed = now;
  }
  self->next = MAX (self->next, now + MAX (self->interval, retry_after));
}
