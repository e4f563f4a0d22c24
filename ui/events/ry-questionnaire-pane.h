/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questionnaire of an event: sheets of paper entered by number keys, one question after the other, and what they come
 * to as bars and as words by theme.
 */
#pragma once

#include "ry-event-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_QUESTIONNAIRE_PANE (ry_questionnaire_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyQuestionnairePane, ry_questionnaire_pane, RY, QUESTIONNAIRE_PANE, AdwBin)

GtkWidget *ry_questionnaire_pane_new (RyEventDesk *desk);

G_END_DECLS
