/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The next meeting of one council: which, when, where, how many days are left, what stage it is at, and a button that
 * opens it. Without one it says so and offers to plan it.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-councils.h"
#include "ry-meeting-item.h"

G_BEGIN_DECLS

GtkWidget *ry_meeting_stage_chip_new (const char *stage);

#define RY_TYPE_MEETING_CARD (ry_meeting_card_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingCard, ry_meeting_card, RY, MEETING_CARD, GtkBox)

/* Signals: open (const char *meeting_id), plan (const char *council_id). */

GtkWidget *ry_meeting_card_new (const RyCouncil *council, RyMeetingItem *next, const char *today, gboolean suggested);
GtkWidget *ry_meeting_card_get_button (RyMeetingCard *self);

G_END_DECLS
