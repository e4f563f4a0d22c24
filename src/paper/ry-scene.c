/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Collecting what a picture consists of. Shapes are drawn in the order in which they came; those that come between
 * ry_scene_open_node() and ry_scene_close_node() belong to that node.
 */
#include "ry-scene-private.h"

#include "ry-print-photo.h"

#include <math.h>

static void
free_node (gpointer data)
{
  RySceneNode *node = data;

  g_free (node->record);
  g_free (node->name);
  g_free (node->speech);
  g_free (node->reading);
  g_free (node);
}

static void
free_shape (gpointer data)
{
  RyShape *shape = data;

  g_free (shape->text);
  g_clear_pointer (&shape->steps, g_array_unref);
  g_clear_pointer (&shape->photo, cairo_surface_destroy);
  g_free (shape);
}

/* Colours live as long as the palette or the literal they came from: interned, they live as long as the picture. */
static RyInk
keep_ink (const RyInk *ink)
{
  RyInk kept = *ink;

  kept.fill = g_intern_string (ink->fill);
  kept.fill_to = g_intern_string (ink->fill_to);
  kept.line = g_intern_string (ink->line);
  kept.alpha = ink->alpha > 0 ? ink->alpha : 1;
  return kept;
}

static RyShape *
add_shape (RyScene *self, RyShapeType type)
{
  RyShape *shape = g_new0 (RyShape, 1);

  shape->type = type;
  shape->node = self->node;
  g_ptr_array_add (self->shapes, shape);
  return shape;
}

static void
add_step (RyScene *self, const RyStep *step)
{
  RyShape *shape = self->shapes->len > 0 ? g_ptr_array_index (self->shapes, self->shapes->len - 1) : NULL;

  g_return_if_fail (shape != NULL && shape->type == RY_SHAPE_PATH);
  g_array_append_vals (shape->steps, step, 1);
}

/**
 * ry_scene_new:
 * @width: in pixels
 * @height: in pixels
 *
 * Returns: (transfer full): an empty picture
 */
RyScene *
ry_scene_new (double width, double height)
{
  RyScene *self = g_new0 (RyScene, 1);

  self->width = width;
  self->height = height;
  self->nodes = g_ptr_array_new_with_free_func (free_node);
  self->shapes = g_ptr_array_new_with_free_func (free_shape);
  return self;
}

/**
 * ry_scene_free:
 * @self: (transfer full): a picture
 *
 * Frees it with its nodes.
 */
void
ry_scene_free (RyScene *self)
{
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->shapes);
  g_free (self->title);
  g_free (self->summary);
  g_free (self);
}

/**
 * ry_scene_get_width:
 * @self: a picture
 *
 * Returns: its width in pixels
 */
double
ry_scene_get_width (RyScene *self)
{
  return self->width;
}

/**
 * ry_scene_get_height:
 * @self: a picture
 *
 * Returns: its height in pixels
 */
double
ry_scene_get_height (RyScene *self)
{
  return self->height;
}

/**
 * ry_scene_set_words:
 * @self: a picture
 * @title: what it shows
 * @summary: what a person who does not see it is told
 *
 * Gives the picture its words.
 */
void
ry_scene_set_words (RyScene *self, const char *title, const char *summary)
{
  g_free (self->title);
  g_free (self->summary);
  self->title = g_strdup (title);
  self->summary = g_strdup (summary);
}

/**
 * ry_scene_get_title:
 * @self: a picture
 *
 * Returns: (nullable): what it shows
 */
const char *
ry_scene_get_title (RyScene *self)
{
  return self->title;
}

/**
 * ry_scene_get_summary:
 * @self: a picture
 *
 * Returns: (nullable): what a person who does not see it is told
 */
const char *
ry_scene_get_summary (RyScene *self)
{
  return self->summary;
}

/**
 * ry_scene_get_nodes:
 * @self: a picture
 *
 * Returns: (transfer none) (element-type RySceneNode): what stands for a record, in the order of reading
 */
GPtrArray *
ry_scene_get_nodes (RyScene *self)
{
  return self->nodes;
}

/**
 * ry_scene_sort_nodes:
 * @self: a picture
 * @compare: of two pointers to #RySceneNode
 *
 * Puts the nodes into the order of reading, which need not be that of drawing.
 */
void
ry_scene_sort_nodes (RyScene *self, GCompareFunc compare)
{
  g_ptr_array_sort (self->nodes, compare);
}

/**
 * ry_scene_get_n_shapes:
 * @self: a picture
 *
 * Returns: how many shapes it has
 */
guint
ry_scene_get_n_shapes (RyScene *self)
{
  return self->shapes->len;
}

/**
 * ry_scene_has_text:
 * @self: a picture
 * @text: a whole label
 *
 * Returns: whether the picture has such a label
 */
gboolean
ry_scene_has_text (RyScene *self, const char *text)
{
  for (guint i = 0; i < self->shapes->len; i++) {
    RyShape *shape = g_ptr_array_index (self->shapes, i);

    if (g_strcmp0 (shape->text, text) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * ry_scene_open_node:
 * @self: a picture
 * @part: the part of the picture it belongs to
 * @record: (nullable): the document it stands for
 * @name: what it is called
 *
 * Begins a node. What is drawn until ry_scene_close_node() is the node's.
 *
 * Returns: (transfer none): the node, for its place and its words to be filled in
 */
RySceneNode *
ry_scene_open_node (RyScene *self, guint part, const char *record, const char *name)
{
  RySceneNode *node = g_new0 (RySceneNode, 1);

  node->part = part;
  node->record = g_strdup (record);
  node->name = g_strdup (name);
  self->node = node;
  g_ptr_array_add (self->nodes, node);
  return node;
}

/**
 * ry_scene_close_node:
 * @self: a picture
 *
 * What follows is ground again.
 */
void
ry_scene_close_node (RyScene *self)
{
  self->node = NULL;
}

/**
 * ry_scene_disc:
 * @self: a picture
 * @x: centre
 * @y: centre
 * @r: radius
 * @ink: how
 *
 * Adds a disc or a ring.
 */
void
ry_scene_disc (RyScene *self, double x, double y, double r, const RyInk *ink)
{
  RyShape *shape = add_shape (self, RY_SHAPE_DISC);

  shape->x = x;
  shape->y = y;
  shape->r = r;
  shape->ink = keep_ink (ink);
}

/**
 * ry_scene_box:
 * @self: a picture
 * @x: left
 * @y: top
 * @width: width
 * @height: height
 * @corner: radius of its corners
 * @ink: how
 *
 * Adds a box.
 */
void
ry_scene_box (RyScene *self, double x, double y, double width, double height, double corner, const RyInk *ink)
{
  RyShape *shape = add_shape (self, RY_SHAPE_BOX);

  shape->x = x;
  shape->y = y;
  shape->width = width;
  shape->height = height;
  shape->r = corner;
  shape->ink = keep_ink (ink);
}

/**
 * ry_scene_path:
 * @self: a picture
 * @ink: how
 *
 * Adds a path; its steps follow.
 */
void
ry_scene_path (RyScene *self, const RyInk *ink)
{
  RyShape *shape = add_shape (self, RY_SHAPE_PATH);

  shape->steps = g_array_new (FALSE, FALSE, sizeof (RyStep));
  shape->ink = keep_ink (ink);
}

/**
 * ry_scene_move_to:
 * @self: a picture whose last shape is a path
 * @x: where
 * @y: where
 *
 * Begins a stroke.
 */
void
ry_scene_move_to (RyScene *self, double x, double y)
{
  add_step (self, &(RyStep){ RY_STEP_MOVE, { x, y } });
}

/**
 * ry_scene_line_to:
 * @self: a picture whose last shape is a path
 * @x: where
 * @y: where
 *
 * Goes straight.
 */
void
ry_scene_line_to (RyScene *self, double x, double y)
{
  add_step (self, &(RyStep){ RY_STEP_LINE, { x, y } });
}

/**
 * ry_scene_curve_to:
 * @self: a picture whose last shape is a path
 * @x1: first control point
 * @y1: first control point
 * @x2: second control point
 * @y2: second control point
 * @x: end
 * @y: end
 *
 * Goes on as a Bézier curve.
 */
void
ry_scene_curve_to (RyScene *self, double x1, double y1, double x2, double y2, double x, double y)
{
  add_step (self, &(RyStep){ RY_STEP_CURVE, { x1, y1, x2, y2, x, y } });
}

/**
 * ry_scene_arc:
 * @self: a picture whose last shape is a path
 * @x: centre
 * @y: centre
 * @r: radius
 * @from: angle it begins at
 * @to: angle it ends at; smaller than @from goes anticlockwise
 *
 * Goes straight to the arc's beginning, and along it.
 */
void
ry_scene_arc (RyScene *self, double x, double y, double r, double from, double to)
{
  add_step (self, &(RyStep){ RY_STEP_ARC, { x, y, r, from, to } });
}

/**
 * ry_scene_close:
 * @self: a picture whose last shape is a path
 *
 * Goes back to where the stroke began.
 */
void
ry_scene_close (RyScene *self)
{
  add_step (self, &(RyStep){ RY_STEP_CLOSE, { 0 } });
}

/**
 * ry_scene_text:
 * @self: a picture
 * @label: where and how
 * @text: one line
 *
 * Adds a line of type.
 */
void
ry_scene_text (RyScene *self, const RyLabel *label, const char *text)
{
  RyShape *shape = add_shape (self, RY_SHAPE_TEXT);

  shape->label = *label;
  shape->label.colour = g_intern_string (label->colour);
  shape->label.halo = g_intern_string (label->halo);
  shape->ink.alpha = 1;
  shape->text = g_strdup (text);
}

/**
 * ry_scene_put_over:
 * @self: a picture
 * @x: where its anchor is
 * @y: the middle of its height
 * @anchor: 0 begins at @x, 0.5 is centred on it, 1 ends there
 * @size: of the type
 * @weight: 400, 600 or 800
 * @colour: of the type
 * @halo: (nullable): colour of what keeps lines off the type
 * @text: one line
 *
 * Adds a level line of type over what is there already.
 */
void
ry_scene_put_over (RyScene *self,
                   double x,
                   double y,
                   double anchor,
                   double size,
                   int weight,
                   const char *colour,
                   const char *halo,
                   const char *text)
{
  const RyLabel label = {
    .x = x, .y = y, .anchor = anchor, .size = size, .weight = weight, .colour = colour, .halo = halo
  };

  ry_scene_text (self, &label, text);
}

/**
 * ry_scene_put:
 * @self: a picture
 * @x: where its anchor is
 * @y: the middle of its height
 * @anchor: 0 begins at @x, 0.5 is centred on it, 1 ends there
 * @size: of the type
 * @weight: 400, 600 or 800
 * @colour: of the type
 * @text: one line
 *
 * Adds a level line of type, as ry_scene_put_over() without a halo.
 */
void
ry_scene_put (
    RyScene *self, double x, double y, double anchor, double size, int weight, const char *colour, const char *text)
{
  ry_scene_put_over (self, x, y, anchor, size, weight, colour, NULL, text);
}

/**
 * ry_scene_curved_text:
 * @self: a picture
 * @label: its x and y are the circle's centre; anchor and angle are not used
 * @r: radius of the letters' middle
 * @middle: angle of the text's middle
 * @text: one line
 *
 * Adds type that follows a circle, letter by letter. In the circle's lower half it is flipped, so that nobody
 * has to read it upside down.
 */
void
ry_scene_curved_text (RyScene *self, const RyLabel *label, double r, double middle, const char *text)
{
  gboolean flipped = sin (middle) > 0.05;
  double step = (flipped ? -1 : 1) / r;
  double angle = middle - step * ry_scene_measure (text, label->size) / 2;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    g_autofree char *letter = g_strndup (p, g_utf8_next_char (p) - p);
    double advance = step * ry_scene_measure (letter, label->size);
    double at = angle + advance / 2;
    RyLabel each = *label;

    each.x = label->x + r * cos (at);
    each.y = label->y + r * sin (at);
    each.anchor = 0.5;
    each.angle = at + (flipped ? -G_PI_2 : G_PI_2);
    ry_scene_text (self, &each, letter);
    angle += advance;
  }
}

/**
 * ry_scene_measure:
 * @text: one line
 * @size: of the type
 *
 * Japanese type is as wide as it is high, the rest a little over half of that: near enough to place labels,
 * and the same on every machine.
 *
 * Returns: about how wide @text will be
 */
double
ry_scene_measure (const char *text, double size)
{
  double ems = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    ems += g_unichar_iswide (c) ? 1 : g_unichar_iszerowidth (c) ? 0 : c == ' ' ? 0.28 : 0.57;
  }
  return ems * size;
}

/**
 * ry_scene_photo:
 * @self: a picture
 * @x: left
 * @y: top
 * @width: of its place
 * @height: of its place
 * @corner: radius of its corners
 * @bytes: a JPEG or PNG file
 *
 * Adds a photograph that fills its place: what is too long is cut on both sides alike.
 *
 * Returns: %FALSE where the bytes are no picture
 */
gboolean
ry_scene_photo (RyScene *self, double x, double y, double width, double height, double corner, GBytes *bytes)
{
  cairo_surface_t *photo = ry_print_photo_read (bytes, (int) (2 * width), (int) (2 * height));
  RyShape *shape;

  if (photo == NULL)
    return FALSE;
  ry_scene_box (self, x, y, width, height, corner, &(RyInk){ 0 });
  shape = g_ptr_array_index (self->shapes, self->shapes->len - 1);
  shape->type = RY_SHAPE_PHOTO;
  shape->photo = photo;
  return TRUE;
}

/**
 * ry_scene_house:
 * @self: a picture
 * @x: its middle
 * @y: likewise
 * @size: its height
 * @colour: of its lines
 *
 * Adds the house that stands for home in every picture: a roof, walls and a door.
 */
void
ry_scene_house (RyScene *self, double x, double y, double size, const char *colour)
{
  double half = size * 0.5, wall = size * 0.36, eaves = y - 0.05 * size, ground = y + 0.46 * size;
  const RyInk line = { .line = colour, .width = MAX (size * 0.085, 1.2) };

  ry_scene_path (self, &line);
  ry_scene_move_to (self, x - half, eaves);
  ry_scene_line_to (self, x, y - half);
  ry_scene_line_to (self, x + half, eaves);
  ry_scene_path (self, &line);
  ry_scene_move_to (self, x - wall, eaves - 0.1 * size);
  ry_scene_line_to (self, x - wall, ground);
  ry_scene_line_to (self, x + wall, ground);
  ry_scene_line_to (self, x + wall, eaves - 0.1 * size);
  ry_scene_box (self, x - 0.12 * size, y + 0.12 * size, 0.24 * size, 0.34 * size, 1, &(RyInk){ .fill = colour });
}
