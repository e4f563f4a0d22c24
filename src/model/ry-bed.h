/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports of vacant beds: what one says, how old it is, and sums of several. Nobody's silence is a zero: a report
 * that is missing is counted as unknown, beside the sum and never in it.
 *
 * A report is one document a ward and day, `bed:WARDKEY:YYYYMMDD`, so that two who report one ward at once meet.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

typedef enum {
  RY_REPORT_FRESH,      /* within fresh_hours */
  RY_REPORT_AGING,      /* within stale_hours */
  RY_REPORT_STALE,      /* older: not offered, but counted */
  RY_REPORT_NONE,       /* not reported */
} RyReportAge;

/* Where a patient's way through the hospitals passes. */
typedef enum {
  RY_STAGE_ACUTE,
  RY_STAGE_RECOVERY,
  RY_STAGE_CHRONIC,
  RY_N_STAGES,
} RyStage;

/**
 * RyFreshness:
 * @fresh: hours for which a report is fresh
 * @stale: hours after which it is no longer offered
 */
typedef struct {
  gint64 fresh;
  gint64 stale;
} RyFreshness;

/**
 * RyBedFigures:
 * @date: its day, ISO 8601
 * @told: whether it says how many beds can be had
 * @split: those, for men, women, single rooms and either
 * @out: discharges planned within a day
 * @out_72: discharges planned within three days
 * @at: when it was made, in seconds since 1970; 0 where it does not say
 *
 * What a report says, without what it takes to show it.
 */
typedef struct {
  char date[11];
  gboolean told;
  gint64 split[4];
  gint64 out;
  gint64 out_72;
  gint64 at;
} RyBedFigures;

/**
 * RyBedSum:
 * @beds: the sum of what was reported
 * @reported: how many reports it holds
 * @unknown: how many are missing or too old
 */
typedef struct {
  gint64 beds;
  guint reported;
  guint unknown;
} RyBedSum;

void        ry_freshness_init       (RyFreshness *freshness, JsonObject *council);
RyReportAge ry_freshness_get_age    (const RyFreshness *freshness, gint64 then, gint64 now);
RyReportAge ry_bed_get_age          (JsonObject *report, const char *now, const RyFreshness *freshness);
void        ry_bed_read_figures     (RyDocument *report, RyBedFigures *figures);
gint64      ry_bed_sum_figures      (const RyBedFigures *figures);
gint64      ry_bed_parse_moment     (const char *at);
gboolean    ry_bed_get_available    (JsonObject *report, gint64 *beds);
void        ry_bed_add              (RyBedSum *sum, JsonObject *report, RyReportAge age);
char       *ry_bed_dup_moment       (const char *date, const char *clock);
char       *ry_bed_dup_id           (const char *ward, const char *date);
RyDocument *ry_bed_read_latest      (RyStore *store, const char *ward, const char *until, GError **error);
RyDocument *ry_bed_get_latest       (RyWorkspace *workspace, const char *ward, const char *until, GError **error);
gboolean    ry_stage_parse          (const char *function, RyStage *stage);
gboolean    ry_ward_get_stage       (JsonObject *ward, RyStage *stage);

G_END_DECLS
