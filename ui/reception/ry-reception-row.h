/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person at the reception, in large letters: number, reading, name, where from, and whether they are here.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-attendee.h"

G_BEGIN_DECLS

#define RY_TYPE_RECEPTION_ROW (ry_reception_row_get_type ())
G_DECLARE_FINAL_TYPE (RyReceptionRow, ry_reception_row, RY, RECEPTION_ROW, GtkListBoxRow)

GtkWidget  *ry_reception_row_new     (const char *key);
const char *ry_reception_row_get_key (RyReceptionRow *self);
void        ry_reception_row_show    (RyReceptionRow *self, RyAttendee *attendee);

G_END_DECLS
