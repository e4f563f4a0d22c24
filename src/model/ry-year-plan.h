/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A year of meetings in one step: the dates of a series' rhythm as rows that a clerk ticks, leaves out or moves, and the
 * edits that make them meetings. The rows are looked at before anything is written.
 */
#pragma once

#include "ry-rhythm.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyPlanned:
 * @rule: ISO 8601 day that the rhythm names
 * @date: ISO 8601 day it is planned for
 * @taken: whether a meeting is to be made
 * @holiday: (nullable): the holiday on @rule
 * @change: what became of @rule before the clerk looked at it
 * @reason: (nullable): why it was skipped or moved
 * @number: the number it would get, 0 where none is made
 * @title: (nullable): its title with that number
 * @existing: (nullable): the meeting of the series that there is already; none is made then
 * @clash: how it meets @other
 * @other: (nullable): the title of the meeting of another series on that day
 */
typedef struct {
  char *rule;
  char *date;
  gboolean taken;
  const char *holiday;
  RyRhythmChange change;
  char *reason;
  gint64 number;
  char *title;
  RyDocument *existing;
  RyClash clash;
  char *other;
} RyPlanned;

typedef struct _RyYearPlan RyYearPlan;

RyYearPlan *ry_year_plan_new          (RyWorkspace *workspace, const char *series_id, int fiscal_year, GError **error);
void        ry_year_plan_free         (RyYearPlan *self);
GPtrArray  *ry_year_plan_get_rows     (RyYearPlan *self);
guint       ry_year_plan_count        (RyYearPlan *self);
void        ry_year_plan_set_taken    (RyYearPlan *self, guint position, gboolean taken, const char *reason);
gboolean    ry_year_plan_move         (RyYearPlan *self, guint position, const char *date, const char *reason);
GPtrArray  *ry_year_plan_create_edits (RyYearPlan *self);

RyClash     ry_year_plan_find_clash   (RyWorkspace *workspace, const char *id, JsonObject *meeting, char **other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyYearPlan, ry_year_plan_free)

G_END_DECLS
