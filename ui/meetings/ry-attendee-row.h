/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One seat of the attendance: who, from where, and whether they came, with a popover for the rest (who came instead,
 * came late, left early). It writes to the draft by itself.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_ATTENDEE_ROW (ry_attendee_row_get_type ())
G_DECLARE_FINAL_TYPE (RyAttendeeRow, ry_attendee_row, RY, ATTENDEE_ROW, GtkListBoxRow)

GtkWidget  *ry_attendee_row_new        (RyMeetingDraft *draft, JsonObject *seat);
const char *ry_attendee_row_get_key    (RyAttendeeRow *self);
void        ry_attendee_row_sync       (RyAttendeeRow *self, JsonObject *seat);
void        ry_attendee_row_set_status (RyAttendeeRow *self, const char *status);
void        ry_attendee_row_set_ballot (RyAttendeeRow *self, const char *ballot);

G_END_DECLS
