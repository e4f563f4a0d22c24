/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The card of the referral door: whom to ring, in the largest type, when, and what is needed. Its fields open in place.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_DOOR_CARD (ry_door_card_get_type ())
G_DECLARE_FINAL_TYPE (RyDoorCard, ry_door_card, RY, DOOR_CARD, GtkBox)

GtkWidget *ry_door_card_new         (RyWindow *window);
GtkWidget *ry_door_card_new_service (RyWindow *window);
void       ry_door_card_show        (RyDoorCard *self, const RyHospital *hospital, gboolean editable);
void       ry_door_card_flush       (RyDoorCard *self);

G_END_DECLS
