/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Placing. What is too long for its place is compressed (長体) down to 70 %, then set smaller: a long name never
 * runs over an edge. The offset moves everything on the sheet alike, for printers that pull paper in askew.
 */
#include "ry-canvas.h"

#include <cairo.h>

#include "ry-print-photo.h"
#include "ry-picture.h"

#define MIN_COMPRESSION 0.7
#define PHOTO_DOTS      6.0 /* a mm: 150 an inch */

struct _RyCanvas {
  /* Borrowed */
  RyFaces *faces;

  /* Owned */
  RySheet sheet;
  GPtrArray *pages;
  cairo_t *cr;
  double dx, dy;
};

static void
show_lines (RyCanvas *self, const RyStyle *style, PangoLayout *layout, double x, double y)
{
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    ry_faces_show_line (self->cr, style, layout, i, x, y + i * RY_PT_TO_MM (style->leading));
}

static void
stroke (RyCanvas *self, double x1, double y1, double x2, double y2, double points)
{
  cairo_set_line_width (self->cr, points);
  cairo_move_to (self->cr, RY_MM_TO_PT (x1), RY_MM_TO_PT (y1));
  cairo_line_to (self->cr, RY_MM_TO_PT (x2), RY_MM_TO_PT (y2));
  cairo_stroke (self->cr);
}

/* The type in which @length fits into @room after compression; the same where compression is enough. */
static RyStyle
choose_size (const RyStyle *style, double length, double room)
{
  RyStyle chosen = *style;
  double scale = length > 0 ? room / length : 1;

  if (scale < MIN_COMPRESSION) {
    chosen.size *= scale / MIN_COMPRESSION;
    chosen.leading *= scale / MIN_COMPRESSION;
  }
  return chosen;
}

/**
 * ry_canvas_new:
 * @faces: the faces to set in
 * @sheet: the sheet; its margins are the caller's business
 *
 * Returns: (transfer full): a canvas at its first page
 */
RyCanvas *
ry_canvas_new (RyFaces *faces, const RySheet *sheet)
{
  RyCanvas *self = g_new0 (RyCanvas, 1);

  self->faces = faces;
  self->sheet = *sheet;
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  ry_canvas_turn (self);
  return self;
}

void
ry_canvas_free (RyCanvas *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self);
}

/**
 * ry_canvas_turn:
 * @self: a canvas
 *
 * Begins another page.
 */
void
ry_canvas_turn (RyCanvas *self)
{
  cairo_rectangle_t extents = { 0, 0, RY_MM_TO_PT (self->sheet.width), RY_MM_TO_PT (self->sheet.height) };

  g_clear_pointer (&self->cr, cairo_destroy);
  g_ptr_array_add (self->pages, cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents));
  self->cr = cairo_create (g_ptr_array_index (self->pages, self->pages->len - 1));
  cairo_set_source_rgb (self->cr, 0, 0, 0);
  cairo_translate (self->cr, RY_MM_TO_PT (self->dx), RY_MM_TO_PT (self->dy));
}

/**
 * ry_canvas_turn_round:
 * @self: a canvas
 * @x: the middle, in mm
 * @y: the middle, in mm
 *
 * What follows on this page stands on its head, as the far side of a folded sheet; the second time it stands again.
 */
void
ry_canvas_turn_round (RyCanvas *self, double x, double y)
{
  cairo_translate (self->cr, RY_MM_TO_PT (2 * x), RY_MM_TO_PT (2 * y));
  cairo_scale (self->cr, -1, -1);
}

/**
 * ry_canvas_set_offset:
 * @self: a canvas on whose page nothing stands yet
 * @dx: mm to the right
 * @dy: mm down
 *
 * Moves all that follows, on this page and the next ones.
 */
void
ry_canvas_set_offset (RyCanvas *self, double dx, double dy)
{
  cairo_translate (self->cr, RY_MM_TO_PT (dx - self->dx), RY_MM_TO_PT (dy - self->dy));
  self->dx = dx;
  self->dy = dy;
}

/**
 * ry_canvas_set_ink:
 * @self: a canvas
 * @red: 0 to 1
 * @green: 0 to 1
 * @blue: 0 to 1
 */
void
ry_canvas_set_ink (RyCanvas *self, double red, double green, double blue)
{
  cairo_set_source_rgb (self->cr, red, green, blue);
}

/**
 * ry_canvas_put:
 * @self: a canvas
 * @style: the type
 * @x: the place, in mm
 * @y: the top of the line, in mm
 * @align: 0 sets the text to the right of @x, 0.5 around it, 1 to its left
 * @text: (nullable): one line
 */
void
ry_canvas_put (RyCanvas *self, const RyStyle *style, double x, double y, double align, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, -1);

  show_lines (self, style, layout, x - align * ry_faces_get_width (layout), y);
}

/**
 * ry_canvas_put_spread:
 * @self: a canvas
 * @style: the type
 * @x: left edge, in mm
 * @y: the top of the line, in mm
 * @width: what to spread over (均等割付), in mm
 * @text: one line
 */
void
ry_canvas_put_spread (RyCanvas *self, const RyStyle *style, double x, double y, double width, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, -1);

  ry_faces_spread (layout, width);
  show_lines (self, style, layout, x, y);
}

/**
 * ry_canvas_put_fitted:
 * @self: a canvas
 * @style: the type
 * @x: the place, in mm
 * @y: the top of the line, in mm
 * @width: what it must not exceed, in mm
 * @align: as in ry_canvas_put()
 * @text: one line, compressed where it is too long
 *
 * Returns: the width it took, in mm
 */
double
ry_canvas_put_fitted (
    RyCanvas *self, const RyStyle *style, double x, double y, double width, double align, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, -1);
  double taken = ry_faces_get_width (layout);
  RyStyle chosen = choose_size (style, taken, width);

  if (taken <= width) {
    show_lines (self, style, layout, x - align * taken, y);
    return taken;
  }
  g_object_unref (layout);
  layout = ry_faces_create_layout (self->faces, &chosen, text, -1);
  taken = ry_faces_get_width (layout);
  cairo_save (self->cr);
  cairo_translate (self->cr, RY_MM_TO_PT (x - align * MIN (taken, width)), 0);
  cairo_scale (self->cr, MIN (1, width / taken), 1);
  show_lines (self, &chosen, layout, 0, y + RY_PT_TO_MM (style->leading - chosen.leading) / 2);
  cairo_restore (self->cr);
  return MIN (taken, width);
}

/**
 * ry_canvas_put_block:
 * @self: a canvas
 * @style: the type
 * @x: left edge, in mm
 * @y: the top, in mm
 * @width: the measure, in mm; from 15 ems up lines are justified
 * @text: paragraphs
 *
 * Returns: the height it took, in mm
 */
double
ry_canvas_put_block (RyCanvas *self, const RyStyle *style, double x, double y, double width, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, width);

  if (RY_MM_TO_PT (width) > 15 * style->size)
    ry_faces_justify (layout);
  show_lines (self, style, layout, x, y);
  return pango_layout_get_line_count (layout) * RY_PT_TO_MM (style->leading);
}

/**
 * ry_canvas_put_column:
 * @self: a canvas
 * @style: the type
 * @x: the column's centre, in mm
 * @y: its top, in mm
 * @height: what it must not exceed, in mm; longer text is compressed, then set smaller
 * @text: one column of vertical text
 *
 * Returns: the length it took, in mm
 */
double
ry_canvas_put_column (RyCanvas *self, const RyStyle *style, double x, double y, double height, const char *text)
{
  g_autoptr (PangoLayout) column = ry_faces_create_column (self->faces, style, text);
  double taken = ry_faces_get_width (column);
  RyStyle chosen = choose_size (style, taken, height);

  if (taken > height) {
    g_object_unref (column);
    column = ry_faces_create_column (self->faces, &chosen, text);
    taken = ry_faces_get_width (column);
  }
  cairo_save (self->cr);
  cairo_translate (self->cr, 0, RY_MM_TO_PT (y));
  cairo_scale (self->cr, 1, taken > height ? height / taken : 1);
  ry_faces_show_column (self->cr, column, x, 0);
  cairo_restore (self->cr);
  return MIN (taken, height);
}

/**
 * ry_canvas_measure:
 * @self: a canvas
 * @style: the type
 * @width: the measure, in mm; negative for one line
 * @text: the text
 *
 * Returns: its height in mm, or its width where it is one line
 */
double
ry_canvas_measure (RyCanvas *self, const RyStyle *style, double width, const char *text)
{
  g_autoptr (PangoLayout) layout = ry_faces_create_layout (self->faces, style, text, width);

  return width < 0 ? ry_faces_get_width (layout) : pango_layout_get_line_count (layout) * RY_PT_TO_MM (style->leading);
}

/**
 * ry_canvas_rule:
 * @self: a canvas
 * @x1: from, in mm
 * @y1: from, in mm
 * @x2: to, in mm
 * @y2: to, in mm
 * @points: the line's width; a FAX loses what is under 0.35
 */
void
ry_canvas_rule (RyCanvas *self, double x1, double y1, double x2, double y2, double points)
{
  stroke (self, x1, y1, x2, y2, points);
}

/**
 * ry_canvas_dash:
 * @self: a canvas
 * @x1: from, in mm
 * @y1: from, in mm
 * @x2: to, in mm
 * @y2: to, in mm
 * @points: the line's width
 * @on: points of ink
 * @off: points between them
 */
void
ry_canvas_dash (RyCanvas *self, double x1, double y1, double x2, double y2, double points, double on, double off)
{
  const double dashes[] = { on, off };

  cairo_save (self->cr);
  cairo_set_dash (self->cr, dashes, 2, 0);
  stroke (self, x1, y1, x2, y2, points);
  cairo_restore (self->cr);
}

/**
 * ry_canvas_frame:
 * @self: a canvas
 * @x: left, in mm
 * @y: top, in mm
 * @width: in mm
 * @height: in mm
 * @points: the line's width
 */
void
ry_canvas_frame (RyCanvas *self, double x, double y, double width, double height, double points)
{
  cairo_set_line_width (self->cr, points);
  cairo_rectangle (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y), RY_MM_TO_PT (width), RY_MM_TO_PT (height));
  cairo_stroke (self->cr);
}

/**
 * ry_canvas_fill:
 * @self: a canvas
 * @x: left, in mm
 * @y: top, in mm
 * @width: in mm
 * @height: in mm
 * @grey: 0 black to 1 white; what may be faxed is not darker than 0.92
 */
void
ry_canvas_fill (RyCanvas *self, double x, double y, double width, double height, double grey)
{
  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_rectangle (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y), RY_MM_TO_PT (width), RY_MM_TO_PT (height));
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

/**
 * ry_canvas_tint:
 * @self: a canvas
 * @x: left, in mm
 * @y: top, in mm
 * @width: in mm
 * @height: in mm
 * @red: 0 to 1
 * @green: 0 to 1
 * @blue: 0 to 1
 *
 * A surface of one colour, for what hangs on a wall.
 */
void
ry_canvas_tint (RyCanvas *self, double x, double y, double width, double height, double red, double green, double blue)
{
  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, red, green, blue);
  cairo_rectangle (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y), RY_MM_TO_PT (width), RY_MM_TO_PT (height));
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

/**
 * ry_canvas_circle:
 * @self: a canvas
 * @x: the middle, in mm
 * @y: the middle, in mm
 * @radius: in mm
 * @points: the line's width
 */
void
ry_canvas_circle (RyCanvas *self, double x, double y, double radius, double points)
{
  cairo_set_line_width (self->cr, points);
  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y), RY_MM_TO_PT (radius), 0, 2 * G_PI);
  cairo_stroke (self->cr);
}

/**
 * ry_canvas_photo:
 * @self: a canvas
 * @bytes: a JPEG or PNG file
 * @x: left, in mm
 * @y: top, in mm
 * @width: of its place, in mm
 * @height: of its place, in mm
 * @used: (out) (optional): its own height, in mm
 *
 * Puts a photograph into its place, whole and in its proportions, the right way up.
 *
 * Returns: %FALSE where the bytes are no picture
 */
gboolean
ry_canvas_photo (RyCanvas *self, GBytes *bytes, double x, double y, double width, double height, double *used)
{
  cairo_surface_t *surface = ry_print_photo_read (bytes, (int) (width * PHOTO_DOTS), (int) (height * PHOTO_DOTS));
  double scale;

  if (surface == NULL)
    return FALSE;
  scale = MIN (RY_MM_TO_PT (width) / cairo_image_surface_get_width (surface),
               RY_MM_TO_PT (height) / cairo_image_surface_get_height (surface));
  if (used != NULL)
    *used = cairo_image_surface_get_height (surface) * scale / RY_MM_TO_PT (1);
  cairo_save (self->cr);
  cairo_translate (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y));
  cairo_scale (self->cr, scale, scale);
  cairo_set_source_surface (self->cr, surface, 0, 0);
  cairo_paint (self->cr);
  cairo_restore (self->cr);
  cairo_surface_destroy (surface);
  return TRUE;
}

/**
 * ry_canvas_tick_box:
 * @self: a canvas
 * @x: left, in mm
 * @y: top, in mm
 * @size: of the box, in mm; a hand needs 3.8
 * @ticked: whether a tick is in it already
 *
 * Boxes are drawn, never set: no packaged Mincho has a ticked one.
 */
void
ry_canvas_tick_box (RyCanvas *self, double x, double y, double size, gboolean ticked)
{
  ry_canvas_frame (self, x, y, size, size, 0.7);
  if (!ticked)
    return;
  cairo_set_line_width (self->cr, 1.4);
  cairo_move_to (self->cr, RY_MM_TO_PT (x + 0.2 * size), RY_MM_TO_PT (y + 0.5 * size));
  cairo_line_to (self->cr, RY_MM_TO_PT (x + 0.42 * size), RY_MM_TO_PT (y + 0.78 * size));
  cairo_line_to (self->cr, RY_MM_TO_PT (x + 0.82 * size), RY_MM_TO_PT (y + 0.2 * size));
  cairo_stroke (self->cr);
}

/**
 * ry_canvas_finish:
 * @self: a canvas
 *
 * Returns: (transfer full) (element-type cairo_surface_t): the pages, as recordings in points
 */
GPtrArray *
ry_canvas_finish (RyCanvas *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  return g_steal_pointer (&self->pages);
}

/**
 * ry_canvas_put_scene:
 * @self: a canvas
 * @scene: a picture
 * @x: its left edge, in mm
 * @y: its upper edge, in mm
 * @width: how wide it is to be, in mm
 *
 * Puts a picture on the sheet, its type as type.
 *
 * Returns: how high it stands there, in mm
 */
double
ry_canvas_put_scene (RyCanvas *self, RyScene *scene, double x, double y, double width)
{
  PangoContext *context = ry_picture_create_context ();
  double scale = RY_MM_TO_PT (width) / ry_scene_get_width (scene);

  cairo_save (self->cr);
  cairo_translate (self->cr, RY_MM_TO_PT (x), RY_MM_TO_PT (y));
  cairo_scale (self->cr, scale, scale);
  ry_scene_draw (scene, self->cr, context, RY_SCENE_PAPER);
  cairo_restore (self->cr);
  g_object_unref (context);
  return width * ry_scene_get_height (scene) / ry_scene_get_width (scene);
}
