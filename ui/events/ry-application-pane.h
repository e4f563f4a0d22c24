/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The applications of an event: the form that enters them, the list with numbers and the waiting list, cancelling, and a
 * file of a web form read in.
 */
#pragma once

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_APPLICATION_PANE (ry_application_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyApplicationPane, ry_application_pane, RY, APPLICATION_PANE, AdwBin)

GtkWidget *ry_application_pane_new         (RyEventDesk *desk);
void       ry_application_pane_focus       (RyApplicationPane *self);
void       ry_application_pane_choose_file (RyApplicationPane *self);

G_END_DECLS
