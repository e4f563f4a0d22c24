/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The desk at the door: who comes is checked in, who comes unasked is written down, everybody has a serial number. Two
 * laptops without a network do this apart, and what they wrote is one list when they meet. Changes the content of a
 * meeting in place; pure but for the clock, which is given.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Walk-ins are numbered from DESK × this + 1, so that two desks never hand out one number. There are many more desks
 * than any door has, so that two machines which nobody told who is the first hardly ever choose the same. */
#define RY_RECEPTION_STEP 1000
#define RY_RECEPTION_DESKS 99

gboolean    ry_reception_check_in      (JsonObject *meeting, JsonObject *seat, const char *time);
gboolean    ry_reception_check_out     (JsonObject *meeting, JsonObject *seat);
JsonObject *ry_reception_walk_in       (JsonObject *meeting, const char *name, const char *reading,
                                        const char *organisation_name, const char *time, guint desk);
guint       ry_reception_choose_desk   (JsonObject *meeting);
gboolean    ry_reception_number        (JsonObject *meeting, GPtrArray *attendees);
gboolean    ry_reception_settle        (JsonObject *meeting);
gboolean    ry_reception_is_checked_in (JsonObject *seat);

G_END_DECLS
