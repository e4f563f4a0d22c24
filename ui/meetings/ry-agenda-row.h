/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One item of the agenda: number, title, presenter, minutes; opened in place for editing. It writes to the draft by
 * itself; what concerns its neighbours it asks for with RyAgendaRow::command: `up` `down` `indent` `outdent` `delete` `papers`.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

char       *ry_agenda_describe_item   (JsonObject *meeting, JsonObject *item);

#define RY_TYPE_AGENDA_ROW (ry_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (RyAgendaRow, ry_agenda_row, RY, AGENDA_ROW, GtkListBoxRow)

GtkWidget  *ry_agenda_row_new         (RyMeetingDraft *draft, const char *key);
const char *ry_agenda_row_get_key     (RyAgendaRow *self);
void        ry_agenda_row_sync        (RyAgendaRow *self, const char *number, GPtrArray *labels);
void        ry_agenda_row_set_editing (RyAgendaRow *self, gboolean editing);
gboolean    ry_agenda_row_get_editing (RyAgendaRow *self);

G_END_DECLS
