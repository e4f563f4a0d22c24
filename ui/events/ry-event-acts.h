/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be done with an event: its papers and letters, the reception, putting it on an agenda, another of the same
 * sort, taking it away; and the next step of its life.
 */
#pragma once

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_EVENT_ACTS (ry_event_acts_get_type ())
G_DECLARE_FINAL_TYPE (RyEventActs, ry_event_acts, RY, EVENT_ACTS, GObject)

/* Signals: import (a file of applications is to be read in), photos (photographs are to be chosen). */

RyEventActs  *ry_event_acts_new         (RyEventDesk *desk);
GActionGroup *ry_event_acts_get_group   (RyEventActs *self);
GMenuModel   *ry_event_acts_get_menu    (RyEventActs *self);
const char   *ry_event_acts_get_step    (RyEventActs *self);
void          ry_event_acts_do_step     (RyEventActs *self);
void          ry_event_acts_show_paper  (RyEventActs *self, const char *paper);
void          ry_event_acts_send_letter (RyEventActs *self, const char *purpose);

G_END_DECLS
