/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field of a record as a row of a boxed list, made from the kind's definition: an entry, a text of several
 * lines, a choice, a switch or a date. It saves by itself about a second after typing stops and when the focus
 * leaves; a doubtful value gets a sentence below it and is kept. Put it into an AdwPreferencesGroup.
 */
#pragma once

#include <adwaita.h>

#include "ry-record.h"

G_BEGIN_DECLS

#define RY_TYPE_FIELD_ROW (ry_field_row_get_type ())
G_DECLARE_FINAL_TYPE (RyFieldRow, ry_field_row, RY, FIELD_ROW, AdwPreferencesRow)

GtkWidget *ry_field_row_new        (RyRecord *record, const char *field);
void       ry_field_row_set_record (RyFieldRow *self, RyRecord *record);
void       ry_field_row_add_suffix (RyFieldRow *self, GtkWidget *suffix);
void       ry_field_row_flush      (RyFieldRow *self);

G_END_DECLS
