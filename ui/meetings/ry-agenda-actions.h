/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 宿題の確認: the open actions of the series under the item that goes through them. Ticking one closes it.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_AGENDA_ACTIONS (ry_agenda_actions_get_type ())
G_DECLARE_FINAL_TYPE (RyAgendaActions, ry_agenda_actions, RY, AGENDA_ACTIONS, GtkBox)

GtkWidget *ry_agenda_actions_new  (RyMeetingDraft *draft);
void       ry_agenda_actions_sync (RyAgendaActions *self);

G_END_DECLS
