/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every hospital's wards with their newest reports, conditions and door, kept ready in memory: what a search looks
 * through. It is filled by one look into the index of ids a ward, and afterwards follows the changes of the store, so
 * that years of reports and thousands of wards cost a search nothing.
 *
 * It belongs to one thread at a time.
 */
#pragma once

#include "ry-beds.h"
#include "ry-enquiry.h"
#include "ry-hospital.h"

G_BEGIN_DECLS

/**
 * RyBedWard:
 * @id: the ward
 * @name: (nullable): its name
 * @function: what its beds are for
 * @from: (nullable): the first day it is like this, ISO 8601
 * @to: (nullable): the last day
 * @report: (nullable): its newest report
 * @said: what that says
 */
typedef struct {
  char *id;
  char *name;
  RyBedFunction function;
  char *from;
  char *to;
  RyDocument *report;
  RyBedFigures said;
} RyBedWard;

/**
 * RyBedHospital:
 * @id: the organisation
 * @document: its record
 * @sheet: (nullable): its function sheet, with conditions and door
 * @answers: (element-type utf8 RyAnswer): by condition
 * @wards: (element-type RyBedWard): those that take patients, by order
 * @reading_key: for sorting
 * @latitude: where it is, in degrees, where @placed
 * @longitude: where it is
 * @placed: whether that is known
 */
typedef struct {
  char *id;
  RyDocument *document;
  RyDocument *sheet;
  GHashTable *answers;
  GPtrArray *wards;
  char *reading_key;
  double latitude;
  double longitude;
  gboolean placed;
} RyBedHospital;

RyBedRegister     *ry_bed_register_new           (void);
void               ry_bed_register_free          (RyBedRegister *self);
gboolean           ry_bed_register_refresh       (RyBedRegister *self, RyStore *store, const char *today, GError **error);
void               ry_bed_register_take          (RyBedRegister *self, RyDocument *document);
GPtrArray         *ry_bed_register_get_hospitals (RyBedRegister *self);
RyBedHospital     *ry_bed_register_find          (RyBedRegister *self, const char *organisation);
GPtrArray         *ry_bed_register_get_enquiries (RyBedRegister *self);
GPtrArray         *ry_bed_register_get_conditions(RyBedRegister *self);
RyDocument        *ry_bed_register_get_condition (RyBedRegister *self, const char *id);
RyDocument        *ry_bed_register_get_council   (RyBedRegister *self);
const RyFreshness *ry_bed_register_get_freshness (RyBedRegister *self);
gint64             ry_bed_register_get_hold_minutes (RyBedRegister *self);
char              *ry_bed_register_dup_newest    (RyBedRegister *self);

gboolean           ry_bed_ward_holds_on          (const RyBedWard *self, const char *date);
RyReportAge        ry_bed_register_get_age       (RyBedRegister *self, const RyBedWard *ward, gint64 now);

const char        *ry_bed_hospital_get_name      (const RyBedHospital *self);
const char        *ry_bed_hospital_get_telephone (const RyBedHospital *self);
RyAnswer           ry_bed_hospital_get_answer    (const RyBedHospital *self, const char *condition);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBedRegister, ry_bed_register_free)

G_END_DECLS
