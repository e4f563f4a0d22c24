/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The card of the questions that a hospital was asked from the hall, each with room for its answer, which can come weeks
 * later and from the hospital itself. It is there only where somebody asked.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_QUESTIONS_CARD (ry_questions_card_get_type ())
G_DECLARE_FINAL_TYPE (RyQuestionsCard, ry_questions_card, RY, QUESTIONS_CARD, GtkBox)

GtkWidget *ry_questions_card_new  (RyWindow *window);
void       ry_questions_card_show (RyQuestionsCard *self, const RyHospital *hospital, gboolean editable);

G_END_DECLS
