/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom events reached: heads (延べ) and different people (実人数), by audience, by area, by profession; and whom they did
 * not reach. Before its day an event counts those who have a place, after it those who came. For anything public call
 * ry_reach_hide_small() first.
 */
#pragma once

#include "ry-event.h"
#include "ry-reach-mask.h"

G_BEGIN_DECLS

typedef enum {
  RY_REACH_AUDIENCE,
  RY_REACH_AREA,
  RY_REACH_PROFESSION,
  RY_N_REACH_SIDES
} RyReachSide;

/**
 * RyReachRow:
 * @name: as a Japanese office calls it
 * @heads: taken together (延べ)
 * @people: different people
 * @expected: whether this group was meant to be reached
 * @hidden: whether its figures are too small to be shown
 *
 * One group. Where @expected and nobody came, it was not reached.
 */
typedef struct {
  char *name;
  guint heads;
  guint people;
  gboolean expected;
  gboolean hidden;
} RyReachRow;

/**
 * RyReach:
 * @sides: (element-type RyReachRow): a table for each side; the expected first, the unknown last
 * @heads: all together
 * @people: all different people
 * @events: from how many events
 * @came: whether all of these have been held, so that the figures are of those who came
 * @hidden: whether the totals are too small to be shown
 *
 * Whom events reached.
 */
typedef struct {
  GPtrArray *sides[RY_N_REACH_SIDES];
  guint heads;
  guint people;
  guint events;
  gboolean came;
  gboolean hidden;
} RyReach;

RyReach   *ry_reach_load        (RyWorkspace *workspace, GPtrArray *events, const char *today, GError **error);
void       ry_reach_free        (RyReach *self);
void       ry_reach_hide_small  (RyReach *self);
GPtrArray *ry_reach_list_missed (const RyReach *self);
char      *ry_reach_to_csv      (const RyReach *self);
const char *ry_reach_get_audience (const char *org_kind);
const char *const *ry_reach_list_audiences (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyReach, ry_reach_free)

G_END_DECLS
