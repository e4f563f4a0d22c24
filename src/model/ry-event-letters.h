/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * To whom letters about an event go: requests and thanks to its speakers, an invitation to the organisations whom it does
 * not reach yet. The letters themselves are those of meetings.
 */
#pragma once

#include "ry-event.h"

G_BEGIN_DECLS

void       ry_event_letters_fill_seats (RyWorkspace *workspace, const char *id, JsonObject *event, const char *purpose);
GPtrArray *ry_event_letters_enrol (RyWorkspace *workspace, const char *id, const char *key, GError **error);

G_END_DECLS
