/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan of an event as a line of stations, T-60 to T+14: done, now, late, to come. Each is a button that opens its
 * action; before the plan is begun one button makes the actions.
 */
#pragma once

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_EVENT_PLAN_LINE (ry_event_plan_line_get_type ())
G_DECLARE_FINAL_TYPE (RyEventPlanLine, ry_event_plan_line, RY, EVENT_PLAN_LINE, AdwBin)

GtkWidget *ry_event_plan_line_new (RyEventDesk *desk);

G_END_DECLS
