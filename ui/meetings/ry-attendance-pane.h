/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is there: counts, quorum in words, and the seats, each set with a key: 1 venue, 2 online, 3 by proxy, 4 absent.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_ATTENDANCE_PANE (ry_attendance_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyAttendancePane, ry_attendance_pane, RY, ATTENDANCE_PANE, GtkBox)

void ry_attendance_pane_set_draft (RyAttendancePane *self, RyMeetingDraft *draft);

G_END_DECLS
