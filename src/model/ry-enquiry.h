/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Enquiries for a bed, without a patient: a case number, what was asked of which hospital, and what came of it. A bed
 * that is held is held until a moment; past it the hold counts as lapsed wherever it is read, whether or not anybody
 * wrote that down.
 */
#pragma once

#include "ry-bed-need.h"

G_BEGIN_DECLS

typedef enum {
  RY_ENQUIRY_ASKED,
  RY_ENQUIRY_HELD,
  RY_ENQUIRY_ACCEPTED,
  RY_ENQUIRY_DECLINED,
  RY_ENQUIRY_LAPSED,
  RY_ENQUIRY_WITHDRAWN,
  RY_N_ENQUIRY_STATUSES,
} RyEnquiryStatus;

/* Where no council says how long. */
#define RY_HOLD_MINUTES 120

RyEnquiryStatus ry_enquiry_get_status     (JsonObject *enquiry, const char *now);
const char     *ry_enquiry_status_get_name(RyEnquiryStatus status);
gboolean        ry_enquiry_may_become     (RyEnquiryStatus from, RyEnquiryStatus to);
char           *ry_enquiry_dup_until      (const char *now, gint64 minutes);
char           *ry_enquiry_dup_case       (GPtrArray *enquiries, const char *today);
JsonObject     *ry_enquiry_create         (const char *number, const char *organisation, const char *from, const RyBedNeed *need, const char *today, const char *now);
JsonObject     *ry_enquiry_change         (JsonObject *enquiry, RyEnquiryStatus status, const char *now, gint64 hold_minutes, const char *reason);
char           *ry_enquiry_dup_fault      (const char *text);

/**
 * RyBedHolds:
 * @taken: beds taken, of those for men, women, single rooms and either
 * @over: holds for which there is no bed left
 */
typedef struct {
  gint64 taken[4];
  guint over;
} RyBedHolds;

void            ry_bed_holds_take         (RyBedHolds *self, const gint64 beds[4], RySex sex, gboolean single);
gint64          ry_bed_count_for          (const gint64 beds[4], RySex sex, gboolean single);

G_END_DECLS
