/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The card of what a hospital can take: a button a condition, with its shape, its word and the note. Pressing one asks
 * for the answer; what is chosen is saved at once.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_CONDITIONS_CARD (ry_conditions_card_get_type ())
G_DECLARE_FINAL_TYPE (RyConditionsCard, ry_conditions_card, RY, CONDITIONS_CARD, GtkBox)

GtkWidget *ry_conditions_card_new  (RyWindow *window);
void       ry_conditions_card_show (RyConditionsCard *self, const RyHospital *hospital, gboolean editable, gboolean narrow);

G_END_DECLS
