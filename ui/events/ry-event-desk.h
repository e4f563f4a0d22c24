/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One event while it is looked at: its content, its applications, and the way of a change into the store. The panes of
 * the event's view share it and do not know each other. No widget in it but the window that announces acts.
 */
#pragma once

#include "ry-event.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_EVENT_DESK (ry_event_desk_get_type ())
G_DECLARE_FINAL_TYPE (RyEventDesk, ry_event_desk, RY, EVENT_DESK, GObject)

/* Signal: changed (read it all again). */

RyEventDesk *ry_event_desk_new              (RyWindow *window, const char *id, GError **error);
RyWindow    *ry_event_desk_get_window       (RyEventDesk *self);
RyWorkspace *ry_event_desk_get_workspace    (RyEventDesk *self);
const char  *ry_event_desk_get_id           (RyEventDesk *self);
RyDocument  *ry_event_desk_get_document     (RyEventDesk *self);
JsonObject  *ry_event_desk_get_event        (RyEventDesk *self);
GPtrArray   *ry_event_desk_get_applications (RyEventDesk *self);
gint64       ry_event_desk_get_capacity     (RyEventDesk *self);
GPtrArray   *ry_event_desk_load_applications(RyEventDesk *self);
void         ry_event_desk_save             (RyEventDesk *self, JsonObject *content, const char *message);
void         ry_event_desk_save_applications(RyEventDesk *self, GPtrArray *applications, const char *message);

G_END_DECLS
