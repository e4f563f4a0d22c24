/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A seat that nobody holds: since when, who comes next, and a button that asks who it is to be.
 */
#pragma once

#include <adwaita.h>

#include "ry-seat-plan.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_VACANT_SEAT_ROW (ry_vacant_seat_row_get_type ())
G_DECLARE_FINAL_TYPE (RyVacantSeatRow, ry_vacant_seat_row, RY, VACANT_SEAT_ROW, AdwActionRow)

GtkWidget *ry_vacant_seat_row_new      (RyWorkspace *workspace, GtkSizeGroup *roles, const char *organisation, const char *seat);
void       ry_vacant_seat_row_set_seat (RyVacantSeatRow *self, const RySeat *seat);
GtkWidget *ry_take_seat_button_new     (RyWorkspace *workspace, const char *organisation, const char *seat, const char *label);

G_END_DECLS
