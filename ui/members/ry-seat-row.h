/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Somebody at an organisation, as a row that opens: role, name, reading, since when, and how to reach the person.
 * Opened, every field of the post and the person can be written in place, and the seat handed over or given up.
 */
#pragma once

#include <adwaita.h>

#include "ry-seat-plan.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_SEAT_ROW (ry_seat_row_get_type ())
G_DECLARE_FINAL_TYPE (RySeatRow, ry_seat_row, RY, SEAT_ROW, AdwExpanderRow)

GtkWidget  *ry_seat_row_new      (RyWorkspace *workspace, GtkSizeGroup *roles);
void        ry_seat_row_set_seat (RySeatRow *self, const RySeat *seat);
void        ry_seat_row_set_narrow (RySeatRow *self, gboolean narrow);
void        ry_seat_row_flush    (RySeatRow *self);

GtkWidget  *ry_seat_role_label_new (const char *role, GtkSizeGroup *roles);

G_END_DECLS
