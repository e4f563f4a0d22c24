/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One paper of a meeting: its name, type and size. It is opened by a click, and fetched first where its bytes are not
 * on this machine.
 */
#pragma once

#include <adwaita.h>

#include "ry-attachment.h"
#include "ry-replicator.h"

G_BEGIN_DECLS

#define RY_TYPE_PAPER_ROW (ry_paper_row_get_type ())
G_DECLARE_FINAL_TYPE (RyPaperRow, ry_paper_row, RY, PAPER_ROW, AdwActionRow)

/* Signal: removed (the person wants it gone). */

GtkWidget  *ry_paper_row_new      (RyWorkspace *workspace, RyReplicator *replicator, const char *meeting, const char *name,
                                   const RyAttachment *attachment, gboolean removable);
const char *ry_paper_row_get_name (RyPaperRow *self);

G_END_DECLS
