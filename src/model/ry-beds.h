/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All hospitals' vacant beds at one moment, a row for each hospital and function: what the board, the search and the
 * chase list share.
 */
#pragma once

#include "ry-bed.h"

G_BEGIN_DECLS

typedef enum {
  RY_BED_ACUTE, /* highly acute and acute together: who looks for a bed asks so */
  RY_BED_RECOVERY,
  RY_BED_CHRONIC,
  RY_N_BED_FUNCTIONS,
} RyBedFunction;

/**
 * RyBedRow:
 * @organisation: the hospital
 * @name: its name
 * @picture: its name where there is little room
 * @reading: (nullable): its kana
 * @telephone: (nullable): the liaison office, or the hospital
 * @area: (nullable): where it is
 * @function: what the beds are for
 * @sum: the beds that can be had, and how many wards are unknown
 * @men: of these for men
 * @women: for women
 * @single: in single rooms
 * @either: for either
 * @age: of the newest report
 * @at: (nullable): when that was
 * @source: (nullable): how it came
 * @changed: when a look found it otherwise than the look before, in seconds since 1970
 * @is_news: whether that is a moment ago
 */
typedef struct {
  char *organisation;
  char *name;
  char *picture;
  char *reading;
  char *telephone;
  char *area;
  RyBedFunction function;
  RyBedSum sum;
  gint64 men, women, single, either;
  RyReportAge age;
  char *at;
  char *source;
  gint64 changed;
  gboolean is_news;
} RyBedRow;

/**
 * RyBeds:
 * @rows: (element-type RyBedRow): by function and reading
 * @freshness: how long the council lets reports count
 */
typedef struct {
  GPtrArray *rows;
  RyFreshness freshness;
} RyBeds;

typedef struct _RyBedRegister RyBedRegister;

RyBeds     *ry_beds_new             (RyWorkspace *workspace, const char *today, const char *now, GError **error);
RyBeds     *ry_beds_new_from        (RyBedRegister *reg, const char *today, const char *now);
void        ry_beds_free            (RyBeds *beds);
void        ry_beds_compare         (RyBeds *beds, RyBeds *before, gint64 now);
void        ry_beds_sum             (RyBeds *beds, RyBedFunction function, RyBedSum *sum);
const char *ry_bed_function_get_name (RyBedFunction function);
char       *ry_bed_format_moment    (const char *at, const char *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBeds, ry_beds_free)

G_END_DECLS
