/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agenda of a meeting as a list to be edited in place, with the time it takes against the clock.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_AGENDA_PANE (ry_agenda_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyAgendaPane, ry_agenda_pane, RY, AGENDA_PANE, GtkBox)

/* Signals: item-selected (const char *key), by a person; item-activated (const char *key): to write under it;
 * papers-wanted (const char *key): choose files for it; papers-dropped (const char *key, GdkFileList *); printed: show it on paper. */

void ry_agenda_pane_set_draft   (RyAgendaPane *self, RyMeetingDraft *draft);
void ry_agenda_pane_select_item (RyAgendaPane *self, const char *key);
void ry_agenda_pane_set_alone   (RyAgendaPane *self, gboolean alone);
void ry_agenda_pane_focus       (RyAgendaPane *self);

G_END_DECLS
