/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row that binds a meeting's papers into one PDF, with progress and a stop, and says afterwards what is not in it.
 */
#pragma once

#include <adwaita.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_PACKET_ROW (ry_packet_row_get_type ())
G_DECLARE_FINAL_TYPE (RyPacketRow, ry_packet_row, RY, PACKET_ROW, AdwActionRow)

/* Signal: failed (const char *intention, const GError *). */

GtkWidget *ry_packet_row_new (RyMeetingDraft *draft);

G_END_DECLS
