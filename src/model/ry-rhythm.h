/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a series meets: 毎月 第2火曜 19:00, and what becomes of a date that falls on a holiday or is moved. Pure functions
 * over the content of a series; ry-year-plan makes meetings out of the dates.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* In the place of the week: the last one of the month, be it the fourth or the fifth. */
#define RY_RHYTHM_LAST -1

/**
 * RyHolidayRule:
 * @RY_HOLIDAY_NEXT_WEEK: one week later, and again until it is no holiday
 * @RY_HOLIDAY_NEXT_DAY: the next working day
 * @RY_HOLIDAY_PREVIOUS_DAY: the working day before
 * @RY_HOLIDAY_SKIP: not held
 * @RY_HOLIDAY_KEEP: held all the same
 *
 * What is done when the day is a holiday.
 */
typedef enum {
  RY_HOLIDAY_NEXT_WEEK,
  RY_HOLIDAY_NEXT_DAY,
  RY_HOLIDAY_PREVIOUS_DAY,
  RY_HOLIDAY_SKIP,
  RY_HOLIDAY_KEEP,
} RyHolidayRule;

/**
 * RyRhythm:
 * @months: bit m is set where the series meets in month m (1 to 12); 0 for every month
 * @nth: which of the month's weekdays, 1 to 5, or %RY_RHYTHM_LAST; 0 where the rhythm is not known
 * @weekday: the day of the week; %G_DATE_BAD_WEEKDAY where the rhythm is not known
 * @holiday: what is done on a holiday
 * @start: when it begins, HH:MM, or empty
 */
typedef struct {
  guint months;
  int nth;
  GDateWeekday weekday;
  RyHolidayRule holiday;
  char start[6];
} RyRhythm;

/**
 * RyRhythmChange:
 * @RY_RHYTHM_AS_RULED: the day that the rhythm names
 * @RY_RHYTHM_SHIFTED: another, for the holiday on it
 * @RY_RHYTHM_OMITTED: none, for the holiday on it
 * @RY_RHYTHM_MOVED: another, by an exception of the series
 * @RY_RHYTHM_SKIPPED: none, by an exception of the series
 */
typedef enum {
  RY_RHYTHM_AS_RULED,
  RY_RHYTHM_SHIFTED,
  RY_RHYTHM_OMITTED,
  RY_RHYTHM_MOVED,
  RY_RHYTHM_SKIPPED,
} RyRhythmChange;

/**
 * RyRhythmDay:
 * @rule: the day that the rhythm names
 * @date: the day it is held on; the same as @rule where it is not held
 * @held: whether it is held
 * @change: what became of it
 * @holiday: (nullable): the holiday on @rule
 * @reason: (nullable): why an exception was made
 */
typedef struct {
  GDate rule;
  GDate date;
  gboolean held;
  RyRhythmChange change;
  const char *holiday;
  char *reason;
} RyRhythmDay;

typedef enum {
  RY_CLASH_NONE,
  RY_CLASH_SAME_DAY,
  RY_CLASH_OVERLAP, /* at the same time, or it is not known when */
} RyClash;

gboolean   ry_rhythm_parse     (const char *text, RyRhythm *rhythm);
char      *ry_rhythm_format    (const RyRhythm *rhythm);
char      *ry_rhythm_describe  (const RyRhythm *rhythm);
gboolean   ry_rhythm_read      (JsonObject *series, RyRhythm *rhythm);
void       ry_rhythm_write     (const RyRhythm *rhythm, JsonObject *series);
gboolean   ry_rhythm_is_valid  (const RyRhythm *rhythm);
guint      ry_rhythm_count_months (const RyRhythm *rhythm);

GPtrArray *ry_rhythm_list_year (JsonObject *series, int fiscal_year);
GPtrArray *ry_rhythm_list_next (JsonObject *series, const GDate *after, guint n);
void       ry_rhythm_day_free  (RyRhythmDay *day);

void       ry_rhythm_set_exception (JsonObject *series, const char *rule, const char *change, const char *to, const char *reason);

RyClash    ry_rhythm_check_clash (JsonObject *meeting, JsonObject *other);

G_END_DECLS
