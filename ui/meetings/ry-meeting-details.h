/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a meeting is, apart from its minutes: title, day, place, who leads it, theme, quorum; and its stage, up to the
 * sealing of its minutes.
 */
#pragma once

#include <adwaita.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

const char *ry_meeting_stage_get_label (const char *stage);
const char *ry_meeting_stage_get_icon  (const char *stage);
const char *ry_meeting_stage_get_class (const char *stage);

#define RY_TYPE_MEETING_DETAILS (ry_meeting_details_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingDetails, ry_meeting_details, RY, MEETING_DETAILS, AdwBin)

void ry_meeting_details_set_draft (RyMeetingDetails *self, RyMeetingDraft *draft);
void ry_meeting_details_flush     (RyMeetingDetails *self);

G_END_DECLS
