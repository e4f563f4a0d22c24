/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document on paper: pages that draw themselves on any Cairo surface. The preview, the printer and the PDF
 * draw the same pages. No GTK, no display.
 */
#pragma once

#include <cairo.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_PAPER (ry_paper_get_type ())
G_DECLARE_FINAL_TYPE (RyPaper, ry_paper, RY, PAPER, GObject)

RyPaper    *ry_paper_new_minutes   (RyWorkspace *workspace, const char *meeting_id, GError **error);
const char *ry_paper_get_title     (RyPaper *self);
guint       ry_paper_get_n_pages   (RyPaper *self);
void        ry_paper_get_size      (RyPaper *self, double *width_points, double *height_points);
void        ry_paper_draw_page     (RyPaper *self, guint page, cairo_t *cr);
gboolean    ry_paper_write_pdf     (RyPaper *self, const char *path, GCancellable *cancellable, GError **error);
GPtrArray  *ry_paper_get_missing_glyphs (RyPaper *self);

G_END_DECLS
