/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agenda item is and what became of it: outcome, part of the skeleton, programme lines, public or not. Shown with
 * the item's fields while they are open; it writes to the draft by itself.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_AGENDA_MARKS (ry_agenda_marks_get_type ())
G_DECLARE_FINAL_TYPE (RyAgendaMarks, ry_agenda_marks, RY, AGENDA_MARKS, GtkBox)

GtkWidget *ry_agenda_marks_new  (RyMeetingDraft *draft, const char *key);
void       ry_agenda_marks_sync (RyAgendaMarks *self);

const char *ry_agenda_get_outcome_word (const char *outcome);

G_END_DECLS
