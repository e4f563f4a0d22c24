/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The card of a hospital's beds: all of them as a bar by function, and a row a ward with a button that changes it.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_WARDS_CARD (ry_wards_card_get_type ())
G_DECLARE_FINAL_TYPE (RyWardsCard, ry_wards_card, RY, WARDS_CARD, GtkBox)

GtkWidget *ry_wards_card_new  (RyWindow *window);
void       ry_wards_card_show (RyWardsCard *self, const RyHospital *hospital, gboolean editable, gboolean narrow);

G_END_DECLS
