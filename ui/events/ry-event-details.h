/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything an event holds, to be filled in: what and when, whom it is for, programme, speakers, budget, plan of work,
 * and what was written about it afterwards. Saves by itself.
 */
#pragma once

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_EVENT_DETAILS (ry_event_details_get_type ())
G_DECLARE_FINAL_TYPE (RyEventDetails, ry_event_details, RY, EVENT_DETAILS, AdwBin)

GtkWidget *ry_event_details_new   (RyEventDesk *desk);
void       ry_event_details_flush (RyEventDetails *self);
void       ry_event_details_choose_photos (RyEventDetails *self);

G_END_DECLS
