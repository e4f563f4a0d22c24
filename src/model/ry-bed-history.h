/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Beds that could be had, day by day: of a hospital by function, of all of them by function, or hospital by hospital. A day on
 * which nobody reported is a gap and never a zero; where only some were silent, what they said last stands in for as
 * long as the council shows a report, and who is unknown beyond that is counted beside the sum.
 */
#pragma once

#include "ry-beds.h"

G_BEGIN_DECLS

/* A day nobody told anything about. */
#define RY_BEDS_UNREPORTED (-1)

/**
 * RyBedDay:
 * @beds: beds that could be had, %RY_BEDS_UNREPORTED where nobody said
 * @reported: wards that reported on that day
 * @unknown: wards that are in no sum of that day
 */
typedef struct {
  int beds;
  guint reported;
  guint unknown;
} RyBedDay;

/**
 * RyBedSeries:
 * @name: the function, or the hospital
 * @hospitals: how many hospitals it holds
 * @wards: how many wards
 * @days: (element-type RyBedDay): one a day
 * @most: the greatest sum
 */
typedef struct {
  char *name;
  guint hospitals;
  guint wards;
  GArray *days;
  int most;
} RyBedSeries;

/**
 * RyBedHistory:
 * @from: the first day, ISO 8601
 * @to: the last day
 * @n_days: how many days
 * @series: (element-type RyBedSeries): the curves
 * @n_reported: days on which anybody reported
 */
typedef struct {
  char *from;
  char *to;
  guint n_days;
  GPtrArray *series;
  guint n_reported;
} RyBedHistory;

typedef enum {
  RY_HISTORY_BY_FUNCTION,
  RY_HISTORY_BY_HOSPITAL,
} RyHistoryBy;

RyBedHistory   *ry_bed_history_new       (RyStore *store, const char *organisation, RyHistoryBy by, const char *from, const char *to, GCancellable *cancellable, GError **error);
void            ry_bed_history_free      (RyBedHistory *self);
const RyBedDay *ry_bed_series_get_day    (const RyBedSeries *self, guint day);
char           *ry_bed_history_dup_date  (const RyBedHistory *self, guint day);
char           *ry_bed_history_speak_day (const RyBedHistory *self, guint day);
GPtrArray      *ry_bed_history_tabulate  (const RyBedHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBedHistory, ry_bed_history_free)

G_END_DECLS
