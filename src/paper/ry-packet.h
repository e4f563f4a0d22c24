/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The packet of a meeting: agenda, attendance, the minutes once they are written, and every paper in the order of the
 * agenda, as one PDF with stamped labels, page numbers and bookmarks. A paper that cannot be bound gets a page that
 * says so, and the rest goes on.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyPacketTrouble:
 * @label: the paper's label, as 資料2-1
 * @name: its name
 * @sentence: why it is not in the packet, translated
 *
 * A paper that could not be bound.
 */
typedef struct {
  char *label;
  char *name;
  char *sentence;
} RyPacketTrouble;

/* Called for each paper before it is bound: @done of @total. In the thread of the caller. */
typedef void (*RyPacketProgress) (guint done, guint total, gpointer data);

guint ry_packet_write        (RyWorkspace *workspace, const char *meeting_id, const char *path, GPtrArray *troubles,
                              RyPacketProgress progress, gpointer data, GCancellable *cancellable, GError **error);
void  ry_packet_trouble_free (RyPacketTrouble *trouble);

G_END_DECLS
