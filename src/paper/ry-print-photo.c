/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * As the camera's bytes would be far too many, a photograph is written anew at what a printer or a hall shows; the
 * bytes of that JPEG go with the surface, so that a PDF takes them instead of the pixels.
 */
#include "ry-print-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

static cairo_surface_t *
create_photo (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf),
      n = gdk_pixbuf_get_n_channels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  const guchar *from = gdk_pixbuf_read_pixels (pixbuf);

  for (int y = 0; y < height; y++) {
    guint32 *to =
        (guint32 *) (void *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface));

    for (int x = 0; x < width; x++) {
      const guchar *p = from + y * gdk_pixbuf_get_rowstride (pixbuf) + x * n;

      to[x] = (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
    }
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
attach_jpeg (cairo_surface_t *surface, GdkPixbuf *pixbuf)
{
  char *bytes = NULL;
  gsize length = 0;

  if (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "jpeg", NULL, "quality", "80", NULL))
    cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (const guchar *) bytes, length, g_free, bytes);
}

/**
 * ry_print_photo_read:
 * @bytes: a JPEG or PNG file
 * @width: what it is to fit into, in pixels
 * @height: likewise
 *
 * Returns: (transfer full) (nullable): the photograph, the right way up; %NULL where the bytes are no picture
 */
cairo_surface_t *
ry_print_photo_read (GBytes *bytes, int width, int height)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GdkPixbuf) read = gdk_pixbuf_new_from_stream_at_scale (stream, width, height, TRUE, NULL, NULL);
  g_autoptr (GdkPixbuf) upright = read != NULL ? gdk_pixbuf_apply_embedded_orientation (read) : NULL;
  cairo_surface_t *surface;

  if (upright == NULL)
    return NULL;
  surface = create_photo (upright);
  attach_jpeg (surface, upright);
  return surface;
}

/**
 * ry_print_photo_get_jpeg:
 * @photo: of ry_print_photo_read()
 *
 * Returns: (transfer full): the bytes that a PDF would take
 */
GBytes *
ry_print_photo_get_jpeg (cairo_surface_t *photo)
{
  const guchar *bytes = NULL;
  unsigned long length = 0;

  cairo_surface_get_mime_data (photo, CAIRO_MIME_TYPE_JPEG, &bytes, &length);
  return g_bytes_new (bytes, length);
}
