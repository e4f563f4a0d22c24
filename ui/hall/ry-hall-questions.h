/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was asked in the hall: to be answered, written into the minutes, or taken to a meeting's agenda. A list under the
 * running order.
 */
#pragma once

#include "ry-show-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_HALL_QUESTIONS (ry_hall_questions_get_type ())
G_DECLARE_FINAL_TYPE (RyHallQuestions, ry_hall_questions, RY, HALL_QUESTIONS, AdwBin)

GtkWidget *ry_hall_questions_new     (RyShowDraft *draft);
void       ry_hall_questions_refresh (RyHallQuestions *self);
void       ry_hall_questions_take_in (RyHallQuestions *self, GFile *file);

G_END_DECLS
