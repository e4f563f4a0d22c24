/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scene as SVG 1.1 with real text: every node is a group with a title, so that a reader of screens can walk the
 * picture in a web page too. (Cairo's own SVG holds outlines of letters, ten times the size and mute.)
 */
#include "ry-scene-private.h"

#include "ry-print-photo.h"

#include <math.h>

#define FAMILY "Noto Sans CJK JP, Hiragino Sans, Yu Gothic, Meiryo, sans-serif"

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* Two decimals are a hundredth of a pixel, and the same in every locale. */
static void
append_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.2f", fabs (value) < 0.005 ? 0 : value));
}

static void
append_attribute (GString *out, const char *name, double value)
{
  g_string_append_printf (out, " %s=\"", name);
  append_number (out, value);
  g_string_append_c (out, '"');
}

static void
append_point (GString *out, char command, const double *v, guint n)
{
  g_string_append_c (out, command);
  for (guint i = 0; i < n; i++) {
    if (i > 0)
      g_string_append_c (out, ' ');
    append_number (out, v[i]);
  }
}

static void
append_arc (GString *out, const double *v, gboolean first)
{
  double sweep = v[4] - v[3];
  const double start[] = { v[0] + v[2] * cos (v[3]), v[1] + v[2] * sin (v[3]) };
  /* SVG draws no full circle by one arc: halves, always. */
  for (guint half = 0; half < 2; half++) {
    double to = v[3] + sweep * (half + 1) / 2;

    if (half == 0)
      append_point (out, first ? 'M' : 'L', start, 2);
    append_point (out, 'A', (double[]){ v[2], v[2] }, 2);
    g_string_append_printf (out, " 0 %d %d ", fabs (sweep) / 2 > G_PI, sweep > 0);
    append_number (out, v[0] + v[2] * cos (to));
    g_string_append_c (out, ' ');
    append_number (out, v[1] + v[2] * sin (to));
  }
}

static void
append_steps (GString *out, GArray *steps)
{
  gboolean first = TRUE;

  g_string_append (out, " d=\"");
  for (guint i = 0; i < steps->len; i++) {
    const RyStep *step = &g_array_index (steps, RyStep, i);

    if (step->type == RY_STEP_ARC)
      append_arc (out, step->v, first);
    else if (step->type == RY_STEP_CLOSE)
      g_string_append_c (out, 'Z');
    else
      append_point (out,
                    step->type == RY_STEP_MOVE   ? 'M'
                    : step->type == RY_STEP_LINE ? 'L'
                                                 : 'C',
                    step->v, step->type == RY_STEP_CURVE ? 6 : 2);
    first = step->type == RY_STEP_CLOSE;
  }
  g_string_append_c (out, '"');
}

static void
append_gradient (GString *out, const RyInk *ink, guint position)
{
  g_string_append_printf (out, "<linearGradient id=\"g%u\" gradientUnits=\"userSpaceOnUse\"", position);
  append_attribute (out, "x1", ink->x1);
  append_attribute (out, "y1", ink->y1);
  append_attribute (out, "x2", ink->x2);
  append_attribute (out, "y2", ink->y2);
  g_string_append_printf (out, "><stop stop-color=\"%s\"/><stop offset=\"1\" stop-color=\"%s\"/></linearGradient>\n",
                          ink->fill, ink->fill_to);
}

static void
append_ink (GString *out, const RyInk *ink, guint position)
{
  if (ink->fill != NULL && ink->fill_to != NULL)
    g_string_append_printf (out, " fill=\"url(#g%u)\"", position);
  else
    g_string_append_printf (out, " fill=\"%s\"", ink->fill != NULL ? ink->fill : "none");
  if (ink->line != NULL) {
    g_string_append_printf (out, " stroke=\"%s\"", ink->line);
    append_attribute (out, "stroke-width", ink->width);
    if (ink->dash > 0)
      append_attribute (out, "stroke-dasharray", ink->dash);
  }
  if (ink->alpha < 1)
    append_attribute (out, "opacity", ink->alpha);
}

static void
append_text (GString *out, const RyShape *shape)
{
  const RyLabel *label = &shape->label;

  g_string_append (out, "<text");
  append_attribute (out, "x", label->x);
  append_attribute (out, "y", label->y + label->size * RY_SCENE_BASELINE);
  append_attribute (out, "font-size", label->size);
  g_string_append_printf (out, " font-weight=\"%d\" fill=\"%s\"", label->weight, label->colour);
  if (label->anchor > 0)
    g_string_append_printf (out, " text-anchor=\"%s\"", label->anchor < 1 ? "middle" : "end");
  if (label->halo != NULL) {
    g_string_append_printf (out, " stroke=\"%s\" paint-order=\"stroke\"", label->halo);
    append_attribute (out, "stroke-width", MAX (2.5, label->size / 4));
  }
  if (label->angle != 0) {
    g_string_append (out, " transform=\"rotate(");
    append_number (out, label->angle * 180 / G_PI);
    g_string_append_c (out, ' ');
    append_number (out, label->x);
    g_string_append_c (out, ' ');
    append_number (out, label->y);
    g_string_append (out, ")\"");
  }
  g_string_append_c (out, '>');
  append_escaped (out, shape->text);
  g_string_append (out, "</text>\n");
}

static void
append_photo (GString *out, const RyShape *shape)
{
  g_autoptr (GBytes) jpeg = ry_print_photo_get_jpeg (shape->photo);
  g_autofree char *data = g_base64_encode (g_bytes_get_data (jpeg, NULL), g_bytes_get_size (jpeg));

  g_string_append (out, "<image");
  append_attribute (out, "x", shape->x);
  append_attribute (out, "y", shape->y);
  append_attribute (out, "width", shape->width);
  append_attribute (out, "height", shape->height);
  g_string_append_printf (out, " preserveAspectRatio=\"xMidYMid slice\" href=\"data:image/jpeg;base64,%s\"/>\n", data);
}

static void
append_shape (GString *out, const RyShape *shape, guint position)
{
  switch (shape->type) {
  case RY_SHAPE_DISC:
    g_string_append (out, "<circle");
    append_attribute (out, "cx", shape->x);
    append_attribute (out, "cy", shape->y);
    append_attribute (out, "r", shape->r);
    break;
  case RY_SHAPE_BOX:
    g_string_append (out, "<rect");
    append_attribute (out, "x", shape->x);
    append_attribute (out, "y", shape->y);
    append_attribute (out, "width", shape->width);
    append_attribute (out, "height", shape->height);
    append_attribute (out, "rx", shape->r);
    break;
  case RY_SHAPE_PATH:
    g_string_append (out, "<path");
    append_steps (out, shape->steps);
    break;
  case RY_SHAPE_TEXT:
    append_text (out, shape);
    return;
  case RY_SHAPE_PHOTO:
    append_photo (out, shape);
    return;
  }
  append_ink (out, &shape->ink, position);
  g_string_append (out, "/>\n");
}

static void
append_head (GString *out, RyScene *self)
{
  g_string_append (
      out,
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"ja\" role=\"img\"");
  append_attribute (out, "width", self->width);
  append_attribute (out, "height", self->height);
  g_string_append (out, " viewBox=\"0 0 ");
  append_number (out, self->width);
  g_string_append_c (out, ' ');
  append_number (out, self->height);
  g_string_append (out, "\" font-family=\"" FAMILY "\">\n<title>");
  append_escaped (out, self->title != NULL ? self->title : "");
  g_string_append (out, "</title>\n<desc>");
  append_escaped (out, self->summary != NULL ? self->summary : "");
  g_string_append (out, "</desc>\n");
}

static void
append_turn (GString *out, const RySceneNode *from, const RySceneNode *node)
{
  if (from == node)
    return;
  if (from != NULL)
    g_string_append (out, "</g>\n");
  if (node == NULL)
    return;
  g_string_append (out, "<g><title>");
  append_escaped (out, node->speech != NULL ? node->speech : node->name);
  g_string_append (out, "</title>\n");
}

/**
 * ry_scene_to_svg:
 * @self: a picture
 *
 * Returns: (transfer full): the picture as an SVG file
 */
char *
ry_scene_to_svg (RyScene *self)
{
  GString *out = g_string_new (NULL);
  const RySceneNode *node = NULL;

  append_head (out, self);
  g_string_append (out, "<defs>\n");
  for (guint i = 0; i < self->shapes->len; i++) {
    RyShape *shape = g_ptr_array_index (self->shapes, i);

    if (shape->ink.fill_to != NULL)
      append_gradient (out, &shape->ink, i);
  }
  g_string_append (out, "</defs>\n");
  for (guint i = 0; i < self->shapes->len; i++) {
    RyShape *shape = g_ptr_array_index (self->shapes, i);

    append_turn (out, node, shape->node);
    node = shape->node;
    append_shape (out, shape, i);
  }
  append_turn (out, node, NULL);
  g_string_append (out, "</svg>\n");
  return g_string_free (out, FALSE);
}
