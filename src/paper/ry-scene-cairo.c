/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scene by Cairo: on the screen, on a slide, in a PDF. On paper a label's halo is a box, since outlined type would
 * be neither small nor searchable.
 */
#include "ry-scene-private.h"

#include <math.h>

static void
set_colour (cairo_t *cr, const char *colour, double alpha)
{
  guint value = (guint) g_ascii_strtoull (colour + 1, NULL, 16);

  cairo_set_source_rgba (cr, (value >> 16) / 255.0, (value >> 8 & 0xff) / 255.0, (value & 0xff) / 255.0, alpha);
}

static void
add_stop (cairo_pattern_t *pattern, double offset, const char *colour, double alpha)
{
  guint value = (guint) g_ascii_strtoull (colour + 1, NULL, 16);

  cairo_pattern_add_color_stop_rgba (pattern, offset, (value >> 16) / 255.0, (value >> 8 & 0xff) / 255.0,
                                     (value & 0xff) / 255.0, alpha);
}

static void
set_fill (cairo_t *cr, const RyInk *ink)
{
  cairo_pattern_t *pattern;

  if (ink->fill_to == NULL) {
    set_colour (cr, ink->fill, ink->alpha);
    return;
  }
  pattern = cairo_pattern_create_linear (ink->x1, ink->y1, ink->x2, ink->y2);
  add_stop (pattern, 0, ink->fill, ink->alpha);
  add_stop (pattern, 1, ink->fill_to, ink->alpha);
  cairo_set_source (cr, pattern);
  cairo_pattern_destroy (pattern);
}

static void
paint (cairo_t *cr, const RyInk *ink)
{
  if (ink->fill != NULL) {
    set_fill (cr, ink);
    cairo_fill_preserve (cr);
  }
  if (ink->line != NULL) {
    set_colour (cr, ink->line, ink->alpha);
    cairo_set_line_width (cr, ink->width);
    cairo_set_dash (cr, &ink->dash, ink->dash > 0 ? 1 : 0, 0);
    cairo_stroke_preserve (cr);
  }
  cairo_new_path (cr);
}

static void
trace_box (cairo_t *cr, const RyShape *shape)
{
  double r = MIN (shape->r, MIN (shape->width, shape->height) / 2);
  double right = shape->x + shape->width - r, bottom = shape->y + shape->height - r;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right, shape->y + r, r, -G_PI_2, 0);
  cairo_arc (cr, right, bottom, r, 0, G_PI_2);
  cairo_arc (cr, shape->x + r, bottom, r, G_PI_2, G_PI);
  cairo_arc (cr, shape->x + r, shape->y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
trace_step (cairo_t *cr, const RyStep *step)
{
  const double *v = step->v;

  switch (step->type) {
  case RY_STEP_MOVE:
    cairo_move_to (cr, v[0], v[1]);
    break;
  case RY_STEP_LINE:
    cairo_line_to (cr, v[0], v[1]);
    break;
  case RY_STEP_CURVE:
    cairo_curve_to (cr, v[0], v[1], v[2], v[3], v[4], v[5]);
    break;
  case RY_STEP_ARC:
    if (v[4] >= v[3])
      cairo_arc (cr, v[0], v[1], v[2], v[3], v[4]);
    else
      cairo_arc_negative (cr, v[0], v[1], v[2], v[3], v[4]);
    break;
  case RY_STEP_CLOSE:
    cairo_close_path (cr);
    break;
  }
}

static void
draw_halo (cairo_t *cr, PangoLayoutLine *line, const RyShape *shape, double x, double width, RySceneMedium medium)
{
  double size = shape->label.size;

  set_colour (cr, shape->label.halo, medium == RY_SCENE_PAPER ? 0.85 : 1);
  if (medium == RY_SCENE_PAPER) {
    cairo_rectangle (cr, x - 1, -size / 2, width + 2, size);
    cairo_fill (cr);
    return;
  }
  cairo_move_to (cr, x, size * RY_SCENE_BASELINE);
  pango_cairo_layout_line_path (cr, line);
  cairo_set_line_width (cr, MAX (2.5, size / 4));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
draw_text (cairo_t *cr, PangoLayout *layout, const RyShape *shape, RySceneMedium medium)
{
  g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));
  PangoLayoutLine *line;
  PangoRectangle logical;
  double x;

  pango_font_description_set_absolute_size (font, shape->label.size * PANGO_SCALE);
  pango_font_description_set_weight (font, (PangoWeight) shape->label.weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, shape->text, -1);
  line = pango_layout_get_line_readonly (layout, 0);
  pango_layout_line_get_extents (line, NULL, &logical);
  x = -shape->label.anchor * logical.width / PANGO_SCALE;

  cairo_save (cr);
  cairo_translate (cr, shape->label.x, shape->label.y);
  cairo_rotate (cr, shape->label.angle);
  if (shape->label.halo != NULL)
    draw_halo (cr, line, shape, x, (double) logical.width / PANGO_SCALE, medium);
  set_colour (cr, shape->label.colour, 1);
  cairo_move_to (cr, x, shape->label.size * RY_SCENE_BASELINE);
  pango_cairo_show_layout_line (cr, line);
  cairo_restore (cr);
}

static void
draw_photo (cairo_t *cr, const RyShape *shape)
{
  int width = cairo_image_surface_get_width (shape->photo), height = cairo_image_surface_get_height (shape->photo);
  double scale = MAX (shape->width / width, shape->height / height);

  cairo_save (cr);
  trace_box (cr, shape);
  cairo_clip (cr);
  cairo_translate (cr, shape->x + (shape->width - width * scale) / 2, shape->y + (shape->height - height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, shape->photo, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
draw_shape (cairo_t *cr, PangoLayout *layout, const RyShape *shape, RySceneMedium medium)
{
  switch (shape->type) {
  case RY_SHAPE_DISC:
    cairo_new_sub_path (cr);
    cairo_arc (cr, shape->x, shape->y, shape->r, 0, 2 * G_PI);
    break;
  case RY_SHAPE_BOX:
    trace_box (cr, shape);
    break;
  case RY_SHAPE_PATH:
    for (guint i = 0; i < shape->steps->len; i++)
      trace_step (cr, &g_array_index (shape->steps, RyStep, i));
    break;
  case RY_SHAPE_TEXT:
    draw_text (cr, layout, shape, medium);
    return;
  case RY_SHAPE_PHOTO:
    draw_photo (cr, shape);
    return;
  }
  paint (cr, &shape->ink);
}

/**
 * ry_scene_draw:
 * @self: a picture
 * @cr: where to draw, one unit a pixel
 * @context: whose font, with weight and size apart, the type is set in
 * @medium: screen or paper
 *
 * Draws the picture with its upper left corner in the origin.
 */
void
ry_scene_draw (RyScene *self, cairo_t *cr, PangoContext *context, RySceneMedium medium)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);

  cairo_save (cr);
  for (guint i = 0; i < self->shapes->len; i++)
    draw_shape (cr, layout, g_ptr_array_index (self->shapes, i), medium);
  cairo_restore (cr);
}
