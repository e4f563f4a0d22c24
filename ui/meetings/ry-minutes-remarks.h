/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The remarks on an open meeting's minutes: read from the store whenever it changes, written one by one. Blocks and the
 * page of approval share one. No widget in it.
 */
#pragma once

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_MINUTES_REMARKS (ry_minutes_remarks_get_type ())
G_DECLARE_FINAL_TYPE (RyMinutesRemarks, ry_minutes_remarks, RY, MINUTES_REMARKS, GObject)

/* Signals: changed, failed (const char *intention, const GError *). */

RyMinutesRemarks *ry_minutes_remarks_of        (RyMeetingDraft *draft);
GPtrArray        *ry_minutes_remarks_get_all   (RyMinutesRemarks *self);
JsonObject       *ry_minutes_remarks_get_seat  (RyMinutesRemarks *self);
gboolean          ry_minutes_remarks_may_keep  (RyMinutesRemarks *self);
gboolean          ry_minutes_remarks_may_add   (RyMinutesRemarks *self);
void              ry_minutes_remarks_add       (RyMinutesRemarks *self, const char *block, JsonObject *seat, const char *text);
void              ry_minutes_remarks_answer    (RyMinutesRemarks *self, RyDocument *remark, const char *status, const char *answer);

G_END_DECLS
