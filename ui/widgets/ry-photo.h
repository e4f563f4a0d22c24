/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Photographs on their way into a record and out of it: smaller than they came, upright, and without what their camera
 * wrote into them.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

GBytes        *ry_photo_shrink       (GFile *file, int most_pixels, GError **error);
GdkTexture    *ry_photo_load         (RyWorkspace *workspace, const char *id, const char *name, int most_pixels);
GtkFileFilter *ry_photo_create_filter (void);

G_END_DECLS
