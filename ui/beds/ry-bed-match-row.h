/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hospital that was found: its beds in the largest type, what it says to each condition, why it stands here, and whom to call. */
#pragma once

#include <gtk/gtk.h>

#include "ry-bed-search.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

GtkWidget  *ry_bed_match_row_new           (RyWorkspace *workspace, RyBedRegister *reg, const RyBedNeed *need, const RyBedMatch *match, guint place, const char *since, const char *now, gboolean folded);
const char *ry_bed_match_row_get_hospital  (GtkWidget *row);
const char *ry_bed_match_row_get_telephone (GtkWidget *row);

G_END_DECLS
