/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A paper as it will come out of the printer: its pages one below the other, zoom, print, save as PDF. What is
 * shown, printed and saved is drawn by the same code.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-paper.h"

G_BEGIN_DECLS

#define RY_TYPE_PREVIEW (ry_preview_get_type ())
G_DECLARE_FINAL_TYPE (RyPreview, ry_preview, RY, PREVIEW, GtkBox)

/* Signal: failed (const char *intention, const GError *). */

void ry_preview_set_paper (RyPreview *self, RyPaper *paper);
void ry_preview_set_error (RyPreview *self, const char *sentence);
void ry_preview_print     (RyPreview *self);
void ry_preview_set_bare  (RyPreview *self, gboolean bare);

G_END_DECLS
