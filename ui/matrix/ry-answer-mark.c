/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawn by Cairo in a box of a given size, its upper left corner in the origin. A view of many cells keeps each shape
 * once, as a texture.
 */
#include "ry-answer-mark.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
set_colour (cairo_t *cr, const char *colour)
{
  GdkRGBA rgba;

  gdk_rgba_parse (&rgba, colour);
  gdk_cairo_set_source_rgba (cr, &rgba);
}

static void
draw_triangle (cairo_t *cr, double size)
{
  cairo_move_to (cr, 0.5 * size, 0.12 * size);
  cairo_line_to (cr, 0.92 * size, 0.85 * size);
  cairo_line_to (cr, 0.08 * size, 0.85 * size);
  cairo_close_path (cr);
  cairo_stroke (cr);
}

static void
draw_cross (cairo_t *cr, double size)
{
  double near = 0.16 * size, far = 0.84 * size;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, near, near);
  cairo_line_to (cr, far, far);
  cairo_move_to (cr, near, far);
  cairo_line_to (cr, far, near);
  cairo_stroke (cr);
}

static void
trace_square (cairo_t *cr, double left, double size, double corner)
{
  double right = left + size;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - corner, left + corner, corner, -G_PI_2, 0);
  cairo_arc (cr, right - corner, right - corner, corner, 0, G_PI_2);
  cairo_arc (cr, left + corner, right - corner, corner, G_PI_2, G_PI);
  cairo_arc (cr, left + corner, left + corner, corner, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_unanswered (cairo_t *cr, PangoContext *context, double size)
{
  const double dash = 0.11 * size;
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (pango_context_get_font_description (context));
  int width, height;

  cairo_set_line_width (cr, MAX (1.2, 0.065 * size));
  cairo_set_dash (cr, &dash, 1, 0);
  trace_square (cr, 0.1 * size, 0.8 * size, 0.13 * size);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  pango_font_description_set_absolute_size (font, 0.52 * size * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_SEMIBOLD);
  pango_layout_set_font_description (layout, font);
  /* Translators: one letter, for no answer yet */
  pango_layout_set_text (layout, C_ ("answer", "?"), -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, (size - width) / 2, (size - height) / 2);
  pango_cairo_show_layout (cr, layout);
}

/**
 * ry_answer_mark_draw:
 * @answer: an answer
 * @cr: where to draw, the box's upper left corner in the origin
 * @context: for the letter of no answer
 * @palette: the colours
 * @size: of the box, in pixels
 *
 * Draws an answer's shape.
 */
void
ry_answer_mark_draw (RyAnswer answer, cairo_t *cr, PangoContext *context, const RyPalette *palette, double size)
{
  cairo_save (cr);
  cairo_set_line_width (cr, 0.12 * size);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_colour (cr, answer == RY_ANSWER_YES ? palette->ok : answer == RY_ANSWER_CONDITIONAL ? palette->conditional : palette->no);
  switch (answer) {
  case RY_ANSWER_YES:
    cairo_arc (cr, size / 2, size / 2, 0.4 * size, 0, 2 * G_PI);
    cairo_stroke (cr);
    break;
  case RY_ANSWER_CONDITIONAL:
    draw_triangle (cr, size);
    break;
  case RY_ANSWER_NO:
    draw_cross (cr, size);
    break;
  default:
    draw_unanswered (cr, context, size);
    break;
  }
  cairo_restore (cr);
}

/**
 * ry_answer_mark_draw_age:
 * @age: how old
 * @cr: where to draw, the box's upper left corner in the origin
 * @palette: the colours
 * @size: of the box, in pixels
 *
 * Draws the tile of an age: full, half, empty, or dashed for what never came.
 */
void
ry_answer_mark_draw_age (RyReportAge age, cairo_t *cr, const RyPalette *palette, double size)
{
  const double dash = 0.2 * size;

  cairo_save (cr);
  set_colour (cr, palette->ink2);
  cairo_set_line_width (cr, 0.11 * size);
  if (age == RY_REPORT_NONE)
    cairo_set_dash (cr, &dash, 1, 0);
  trace_square (cr, 0.08 * size, 0.84 * size, 0.13 * size);
  if (age == RY_REPORT_FRESH)
    cairo_fill_preserve (cr);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (age == RY_REPORT_AGING)
    cairo_rectangle (cr, 0.08 * size, 0.5 * size, 0.84 * size, 0.42 * size);
  if (age == RY_REPORT_NONE)
    cairo_rectangle (cr, 0.28 * size, 0.44 * size, 0.44 * size, 0.12 * size);
  cairo_fill (cr);
  cairo_restore (cr);
}

/**
 * ry_answer_mark_create_texture:
 * @answer: an answer
 * @widget: whose font and scale
 * @scheme: whose colours
 * @size: of the box, in pixels
 *
 * Returns: (transfer full): the shape as a texture
 */
GdkTexture *
ry_answer_mark_create_texture (RyAnswer answer, GtkWidget *widget, RyPaletteScheme scheme, int size)
{
  int scale = gtk_widget_get_scale_factor (widget);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size * scale, size * scale);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_scale (cr, scale, scale);
  ry_answer_mark_draw (answer, cr, gtk_widget_get_pango_context (widget), ry_palette_get (scheme), size);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface) * size * scale,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (size * scale, size * scale, GDK_MEMORY_DEFAULT, bytes, cairo_image_surface_get_stride (surface));
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer answer)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  ry_answer_mark_draw (GPOINTER_TO_UINT (answer), cr, gtk_widget_get_pango_context (GTK_WIDGET (area)),
                       ry_palette_get (dark ? RY_PALETTE_DARK : RY_PALETTE_LIGHT), MIN (width, height));
}

/**
 * ry_answer_mark_new:
 * @answer: an answer
 * @size: in pixels
 *
 * Returns: (transfer floating): a widget that shows the shape; the word stands beside it
 */
GtkWidget *
ry_answer_mark_new (RyAnswer answer, int size)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), size);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), size);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, GUINT_TO_POINTER (answer), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), area, G_CONNECT_SWAPPED);
  return area;
}
