/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hospital in a list: its name, its beds by function, what it answered, and how old all that is.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-hospital.h"

G_BEGIN_DECLS

/* A hospital as an item of a list model. */
#define RY_TYPE_HOSPITAL_ITEM (ry_hospital_item_get_type ())
G_DECLARE_FINAL_TYPE (RyHospitalItem, ry_hospital_item, RY, HOSPITAL_ITEM, GObject)

RyHospitalItem   *ry_hospital_item_new (RyHospital *hospital);
const RyHospital *ry_hospital_item_get (RyHospitalItem *self);

#define RY_TYPE_HOSPITAL_ROW (ry_hospital_row_get_type ())
G_DECLARE_FINAL_TYPE (RyHospitalRow, ry_hospital_row, RY, HOSPITAL_ROW, GtkBox)

GtkWidget *ry_hospital_row_new  (void);
void       ry_hospital_row_bind (RyHospitalRow *self, const RyHospital *hospital, gboolean narrow);
char      *ry_hospital_dup_beds_words (const RyHospital *hospital);
const char *ry_stage_get_label  (RyStage stage);

G_END_DECLS
