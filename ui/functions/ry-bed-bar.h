/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hospital's beds by function as one bar, each part as wide as its share. Closed wards are hatched behind the others.
 * The numbers are also its accessible name.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-hospital.h"

G_BEGIN_DECLS

#define RY_TYPE_BED_BAR (ry_bed_bar_get_type ())
G_DECLARE_FINAL_TYPE (RyBedBar, ry_bed_bar, RY, BED_BAR, GtkWidget)

GtkWidget *ry_bed_bar_new          (int height, gboolean with_words);
void       ry_bed_bar_set_hospital (RyBedBar *self, const RyHospital *hospital);

G_END_DECLS
