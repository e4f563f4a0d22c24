/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One event, pushed over the window: its plan, who applied and whom it reaches; its fields; its questionnaire; its groups.
 * The menu holds its papers and letters, the reception on the day, and what ends it.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_EVENT_VIEW (ry_event_view_get_type ())
G_DECLARE_FINAL_TYPE (RyEventView, ry_event_view, RY, EVENT_VIEW, RyPage)

RyPage *ry_event_view_new  (RyWindow *window, const char *id, GError **error);
void    ry_event_view_push (RyWindow *window, const char *id);

G_END_DECLS
