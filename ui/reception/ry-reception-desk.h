/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reception of one meeting at one desk: who is expected, who is here, and each act's way into the store, one after
 * the other. No widget in it. Another desk writes the same list; what it wrote appears here when the two meet.
 */
#pragma once

#include "ry-attendance.h"

G_BEGIN_DECLS

#define RY_TYPE_RECEPTION_DESK (ry_reception_desk_get_type ())
G_DECLARE_FINAL_TYPE (RyReceptionDesk, ry_reception_desk, RY, RECEPTION_DESK, GObject)

/* Signals: changed (read it all again), failed (const GError *error). */

RyReceptionDesk *ry_reception_desk_new           (RyWorkspace *workspace, const char *meeting_id, GError **error);
JsonObject      *ry_reception_desk_get_meeting   (RyReceptionDesk *self);
GPtrArray       *ry_reception_desk_get_attendees (RyReceptionDesk *self);
GHashTable      *ry_reception_desk_find          (RyReceptionDesk *self, const char *typed);
void             ry_reception_desk_count         (RyReceptionDesk *self, guint *here, guint *expected, RyQuorumCount *quorum);

guint            ry_reception_desk_get_number    (RyReceptionDesk *self);
void             ry_reception_desk_set_number    (RyReceptionDesk *self, guint number);
gboolean         ry_reception_desk_check_in      (RyReceptionDesk *self, const char *key);
gboolean         ry_reception_desk_check_out     (RyReceptionDesk *self, const char *key);
void             ry_reception_desk_walk_in       (RyReceptionDesk *self, const char *name, const char *reading,
                                                  const char *organisation_name);
const char      *ry_reception_desk_get_last      (RyReceptionDesk *self);
gboolean         ry_reception_desk_take_back     (RyReceptionDesk *self);

G_END_DECLS
