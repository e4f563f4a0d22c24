/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding a bed: a need in, hospitals out, in an order whose reasons are said in words. It is no judgement of a hospital and
 * carries no score: conditions that are met come before those that depend and those nobody answered, fresh reports before
 * older ones, free beds before full wards, near before far, and then the reading.
 *
 * Hospitals whose reports are too old or missing are not ranked, but counted and named with their telephone: their
 * silence is not a zero.
 */
#pragma once

#include "ry-bed-need.h"
#include "ry-bed-register.h"

G_BEGIN_DECLS

/**
 * RyBedMatch:
 * @hospital: (transfer none): which; lives as long as the register is not refreshed
 * @stages: the functions of the wards that were counted, in words
 * @beds: beds of the kind needed that are free now, less those held
 * @split: all that are free, for men, women, single rooms and either, less those held
 * @held: how many are held
 * @over: holds for which there is no bed: promised twice
 * @out: discharges planned within a day
 * @out_72: discharges planned within three days, those of the first with them
 * @unknown: wards of it that said nothing, or too long ago
 * @age: of the oldest report that counts here: so far the number can be believed
 * @at: (nullable): when that was, ISO 8601
 * @source: (nullable): how it came
 * @informant: (nullable): who told it
 * @answers: (element-type RyAnswer): in the order of the need's conditions
 * @met: how many of these are yes
 * @conditional: how many depend
 * @unanswered: how many nobody answered
 * @distance: in kilometres from the area asked for; below 0 where it is not known
 * @near: whether it lies in that area
 * @kind_unsure: whether beds are told, but none of the sex or room asked for
 * @reason: why it stands where it stands, or why it is not ranked
 */
typedef struct {
  RyBedHospital *hospital;
  char *stages;
  gint64 beds;
  gint64 split[4];
  gint64 held;
  guint over;
  gint64 out;
  gint64 out_72;
  guint unknown;
  RyReportAge age;
  char *at;
  char *source;
  char *informant;
  GArray *answers;
  guint met, conditional, unanswered;
  double distance;
  gboolean near;
  gboolean kind_unsure;
  char *reason;
} RyBedMatch;

/**
 * RyBedFinds:
 * @ranked: (element-type RyBedMatch): those that can be asked, best first
 * @silent: (element-type RyBedMatch): those that may fit, whose report is too old or missing
 * @misses: (element-type RyBedMatch): those that do not fit, each with the reason
 * @with_beds: how many of @ranked have a bed
 * @stale: how many of @silent reported too long ago
 */
typedef struct {
  GPtrArray *ranked;
  GPtrArray *silent;
  GPtrArray *misses;
  guint with_beds;
  guint stale;
} RyBedFinds;

/**
 * RyNeedRelief:
 * @part: what would have to be given up
 * @value: (nullable) (transfer none): of which condition; lives as long as the need
 * @count: how many hospitals would have a bed then
 */
typedef struct {
  RyNeedPart part;
  char *value;
  guint count;
} RyNeedRelief;

RyBedFinds *ry_bed_search          (RyBedRegister *reg, const RyBedNeed *need, const char *today, const char *now);
void        ry_bed_finds_free      (RyBedFinds *self);
GPtrArray  *ry_bed_search_relieve  (RyBedRegister *reg, const RyBedNeed *need, const char *today, const char *now);
RyBedMatch *ry_bed_search_hospital (RyBedRegister *reg, const char *organisation, const RyBedNeed *need, const char *today, const char *now);
void        ry_bed_match_free      (RyBedMatch *self);
char       *ry_bed_match_dup_split (const RyBedMatch *self);
char       *ry_bed_match_dup_hours (const RyBedMatch *self);
char       *ry_bed_match_dup_papers (const RyBedMatch *self);
const char *ry_bed_match_get_form  (const RyBedMatch *self);
char       *ry_bed_match_dup_unconfirmed (const RyBedMatch *self, const char *since, const char *today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBedFinds, ry_bed_finds_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBedMatch, ry_bed_match_free)

G_END_DECLS
