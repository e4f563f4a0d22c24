/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The card of the people in a hospital's liaison office, and their photograph, which is there only with the consent of
 * all who are on it.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_FACES_CARD (ry_faces_card_get_type ())
G_DECLARE_FINAL_TYPE (RyFacesCard, ry_faces_card, RY, FACES_CARD, GtkBox)

GtkWidget *ry_faces_card_new  (RyWindow *window);
void       ry_faces_card_show (RyFacesCard *self, const RyHospital *hospital, gboolean editable);
void       ry_faces_card_take (RyFacesCard *self, GFile *file);

G_END_DECLS
