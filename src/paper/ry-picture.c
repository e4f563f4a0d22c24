/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing a picture to a file by the end of its name. A picture is written beside its place first, so that a full disk
 * leaves what was there.
 */
#include "ry-picture.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ry-error.h"

#define FAMILY    "Noto Sans CJK JP, IPAexGothic, sans-serif"
#define PNG_SCALE 2 /* for screens of today */

/**
 * ry_picture_create_context:
 *
 * Returns: (transfer full): the type a picture is set in where no window says otherwise
 */
PangoContext *
ry_picture_create_context (void)
{
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FAMILY);

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("ja"));
  pango_context_set_font_description (context, font);
  cairo_font_options_destroy (options);
  return context;
}

static gboolean
check_surface (cairo_surface_t *surface, cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The picture could not be written (%s)."),
                 cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

static void
draw (RyScene *scene, cairo_surface_t *surface, RySceneMedium medium)
{
  PangoContext *context = ry_picture_create_context ();
  cairo_t *cr = cairo_create (surface);

  ry_scene_draw (scene, cr, context, medium);
  cairo_destroy (cr);
  g_object_unref (context);
}

static gboolean
write_pdf (RyScene *scene, const char *path, GError **error)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create (path, ry_scene_get_width (scene) * 0.75, ry_scene_get_height (scene) * 0.75);
  gboolean written;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, ry_scene_get_title (scene));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, ry_scene_get_summary (scene));
  cairo_surface_set_device_scale (surface, 0.75, 0.75);
  draw (scene, surface, RY_SCENE_PAPER);
  cairo_surface_finish (surface);
  written = check_surface (surface, CAIRO_STATUS_SUCCESS, error);
  cairo_surface_destroy (surface);
  return written;
}

static gboolean
write_png (RyScene *scene, const char *path, GError **error)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ry_scene_get_width (scene) * PNG_SCALE,
                                  (int) ry_scene_get_height (scene) * PNG_SCALE);
  cairo_t *cr = cairo_create (surface);
  gboolean written;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
  draw (scene, surface, RY_SCENE_SCREEN);
  written = check_surface (surface, cairo_surface_write_to_png (surface, path), error);
  cairo_surface_destroy (surface);
  return written;
}

static gboolean
write_svg (RyScene *scene, const char *path, GError **error)
{
  g_autofree char *svg = ry_scene_to_svg (scene);

  return g_file_set_contents (path, svg, -1, error);
}

static const struct {
  const char *suffix;
  gboolean (*write) (RyScene *scene, const char *path, GError **error);
} formats[] = {
  { ".svg", write_svg },
  { ".pdf", write_pdf },
  { ".png", write_png },
};

/**
 * ry_picture_can_write:
 * @path: a file's name
 *
 * Returns: whether the name ends as one of the formats does
 */
gboolean
ry_picture_can_write (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (path, formats[i].suffix))
      return TRUE;
  return FALSE;
}

/**
 * ry_picture_write:
 * @scene: a picture
 * @path: the file; its name ends in .svg, .pdf or .png
 * @error: return location for an error
 *
 * Writes the picture. What was there before stays where it cannot be written whole.
 *
 * Returns: whether it was written
 */
gboolean
ry_picture_write (RyScene *scene, const char *path, GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".part", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    if (!g_str_has_suffix (path, formats[i].suffix))
      continue;
    if (formats[i].write (scene, beside, error) && g_rename (beside, path) == 0)
      return TRUE;
    if (error != NULL && *error == NULL)
      g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("“%s” could not be written: %s"), path, g_strerror (errno));
    g_unlink (beside);
    return FALSE;
  }
  g_set_error (error, RY_ERROR, RY_ERROR_INVALID, _ ("A picture's file ends in .svg, .pdf or .png."));
  return FALSE;
}
