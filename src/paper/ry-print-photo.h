/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A photograph for papers and pictures: upright, no larger than its place needs, and written into a PDF as a JPEG.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

cairo_surface_t *ry_print_photo_read     (GBytes *bytes, int width, int height);
GBytes          *ry_print_photo_get_jpeg (cairo_surface_t *photo);

G_END_DECLS
