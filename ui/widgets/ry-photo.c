/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a camera writes into its files (the place, the minute) is gone because the picture is written anew. Reading a
 * photograph of twelve million pixels takes a while: call ry_photo_shrink() in a thread where there may be many.
 */
#include "ry-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

#include "ry-attachment.h"
#include "ry-error.h"

/**
 * ry_photo_shrink:
 * @file: a picture on this machine
 * @most_pixels: how long its longer side may be
 * @error: return location
 *
 * Returns: (transfer full) (nullable): it as JPEG
 */
GBytes *
ry_photo_shrink (GFile *file, int most_pixels, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GdkPixbuf) read =
      path != NULL ? gdk_pixbuf_new_from_file_at_size (path, most_pixels, most_pixels, error) : NULL;
  g_autoptr (GdkPixbuf) upright = read != NULL ? gdk_pixbuf_apply_embedded_orientation (read) : NULL;
  char *bytes;
  gsize length;

  if (upright == NULL) {
    if (path == NULL)
      g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID,
                           _ ("The file lies elsewhere. Save it on this machine and choose that."));
    return NULL;
  }
  if (!gdk_pixbuf_save_to_buffer (upright, &bytes, &length, "jpeg", error, "quality", "85", NULL))
    return NULL;
  return g_bytes_new_take (bytes, length);
}

/**
 * ry_photo_load:
 * @workspace: where the record is
 * @id: of the record
 * @name: of the attached picture
 * @most_pixels: how long its longer side may be on the screen
 *
 * Returns: (transfer full) (nullable): the picture; %NULL while it has not arrived on this machine
 */
GdkTexture *
ry_photo_load (RyWorkspace *workspace, const char *id, const char *name, int most_pixels)
{
  RyStore *store = ry_workspace_get_store_for (workspace, id);
  g_autoptr (RyAttachment) attachment = ry_store_get_attachment (store, id, NULL, name, NULL);
  g_autoptr (GInputStream) stream = attachment != NULL && ry_store_has_blob (store, attachment->digest)
                                        ? ry_store_open_blob (store, attachment->digest, NULL)
                                        : NULL;
  g_autoptr (GdkPixbuf) pixbuf =
      stream != NULL ? gdk_pixbuf_new_from_stream_at_scale (stream, most_pixels, most_pixels, TRUE, NULL, NULL) : NULL;

  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}

/**
 * ry_photo_create_filter:
 *
 * Returns: (transfer full): a filter for a chooser of files that shows pictures
 */
GtkFileFilter *
ry_photo_create_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  return filter;
}
