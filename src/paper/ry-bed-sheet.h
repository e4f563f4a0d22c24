/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of the bed network on A4: enquiries, the morning's telephone list, a month of reports, the figures behind a
 * chart. What stands in them comes as lines; the first is the head, repeated on each page.
 */
#pragma once

#include "ry-paper.h"
#include "ry-scene.h"

G_BEGIN_DECLS

RyPaper *ry_bed_sheet_new       (const char *title, const char *note, GPtrArray *lines, const double *widths, guint n_columns, gboolean landscape);
RyPaper *ry_bed_sheet_new_chart (const char *title, RyScene *scene, GPtrArray *lines, const double *widths, guint n_columns);

G_END_DECLS
