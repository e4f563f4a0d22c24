/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two wheels put together: their places on the canvas, what both have in common, captions and legend. The plane,
 * the vertical, what joins them and the coarse picture for a hall have files of their own.
 */
#include "ry-wheels-private.h"

#define TYRE           0.088 /* width, in radii */
#define NARROW_CAPTION 66
#define NARROW_CARD    190
#define NARROW_LEGEND  74
#define LEGEND_SIZE    12

/* ---- Places ---- */

/* Type is as large as the room allows, and never so small that one has to lean forward while there is room for more. */
double
_ry_picture_choose_scale (double width, double height)
{
  double least = 0.72 + 0.23 * CLAMP ((width - 600) / 280, 0, 1);

  return CLAMP (MIN (width / 1200, height / 740), least, 2.4);
}

static void
place_side_by_side (RyWheelsDrawing *self)
{
  double k, top, captions, legend, margin;

  k = self->k = _ry_picture_choose_scale (self->width, self->height);
  top = 10 * k;
  captions = 58 * k;
  legend = 30 * k;
  self->r = MIN ((self->height - top - captions - legend - 8 * k) / 2, (self->width - 32 * k - 186 * k) / 4);
  margin = MAX (16 * k, (self->width - 4 * self->r - 260 * k) / 2);
  self->px = margin + self->r;
  self->vx = self->width - margin - self->r;
  self->py = self->vy = top + MAX ((self->height - top - captions - legend) / 2, self->r);
}

static void
place_above_each_other (RyWheelsDrawing *self)
{
  self->k = 1;
  self->r = 0.475 * self->width;
  self->px = self->vx = self->width / 2;
  self->py = NARROW_CAPTION + self->r;
  self->vy = self->py + 2 * self->r + NARROW_CARD;
}

void
_ry_wheels_init (
    RyWheelsDrawing *self, RyWheels *wheels, RyWheelsLevel level, RyPaletteScheme scheme, double width, double height)
{
  self->wheels = wheels;
  self->level = level;
  self->palette = ry_palette_get (scheme);
  self->width = width;
  self->height = height;
  self->narrow = width <= RY_WHEELS_NARROW;
  self->scene = ry_scene_new (width, height);
  self->taken = g_array_new (FALSE, FALSE, sizeof (RyWheelsRoom));
  if (self->narrow)
    place_above_each_other (self);
  else
    place_side_by_side (self);
}

/* What was needed for drawing; the scene stays. */
void
_ry_wheels_clear (RyWheelsDrawing *self)
{
  g_array_unref (self->taken);
}

/**
 * ry_wheels_scene_get_height_for_width:
 * @width: room in pixels
 *
 * Returns: how high the picture wants to be: with the wheels above each other it scrolls, beside each other it fits
 */
double
ry_wheels_scene_get_height_for_width (double width)
{
  return width <= RY_WHEELS_NARROW ? 4 * 0.475 * width + 2 * NARROW_CAPTION + NARROW_CARD + 30 + NARROW_LEGEND : 0;
}

/* ---- What both have ---- */

/* The size, or the smaller one at which the text has room. */
double
_ry_wheels_fit (const char *text, double size, double room)
{
  return MIN (size, size * room / MAX (ry_scene_measure (text, size), 1));
}

void
_ry_wheels_draw_ground (RyWheelsDrawing *self, double x, double y, const char *soft, const char *tyre, const char *line)
{
  double inner = (1 - TYRE) * self->r;

  ry_scene_disc (self->scene, x, y, self->r, &(RyInk){ .fill = tyre });
  ry_scene_disc (self->scene, x, y, inner, &(RyInk){ .fill = soft });
  ry_scene_disc (self->scene, x, y, inner - 2.5, &(RyInk){ .line = line, .width = 1, .alpha = 0.7 });
}

/* Half of each colour: sits in both councils. */
void
_ry_wheels_draw_both (RyWheelsDrawing *self, double x, double y, double r)
{
  ry_scene_disc (self->scene, x, y, r + 1.6, &(RyInk){ .fill = self->palette->view });
  ry_scene_path (self->scene, &(RyInk){ .fill = self->palette->plane_tyre });
  ry_scene_arc (self->scene, x, y, r, G_PI_2, 3 * G_PI_2);
  ry_scene_close (self->scene);
  ry_scene_path (self->scene, &(RyInk){ .fill = self->palette->vertical_tyre });
  ry_scene_arc (self->scene, x, y, r, -G_PI_2, G_PI_2);
  ry_scene_close (self->scene);
}

/* ---- Captions and legend ---- */

static void
draw_caption (RyWheelsDrawing *self,
              double x,
              double y,
              const char *mark,
              const char *name,
              const char *note,
              const char *tyre,
              const char *ink)
{
  double size = 16 * self->k, room = self->narrow ? self->width - 24 : 2.25 * self->r;
  double tag = ry_scene_measure (mark, size) + 14 * self->k;
  double width;

  size = _ry_wheels_fit (name, size, room - tag - 10);
  width = tag + 8 * self->k + ry_scene_measure (name, size);
  ry_scene_box (self->scene, x - width / 2, y - 13 * self->k, tag, 26 * self->k, 6 * self->k, &(RyInk){ .fill = tyre });
  ry_scene_put_over (self->scene, x - width / 2 + tag / 2, y, 0.5, size, 800, "#ffffff", NULL, mark);
  ry_scene_put_over (self->scene, x - width / 2 + tag + 8 * self->k, y, 0, size, 800, ink, NULL, name);
  if (note != NULL)
    ry_scene_put_over (self->scene, x, y + 27 * self->k, 0.5, 12.5 * self->k, 400, self->palette->ink2, NULL, note);
}

static void
draw_captions (RyWheelsDrawing *self)
{
  const RyPalette *palette = self->palette;
  double below = self->narrow ? -self->r - 44 : self->r + 21 * self->k;

  draw_caption (self, self->px, self->py + below, _ ("Plane"),
                self->wheels->plane_name != NULL ? self->wheels->plane_name : _ ("no council yet"),
                self->wheels->plane_note, palette->plane_tyre, palette->plane_ink);
  if (self->narrow)
    below = self->r + 21;
  draw_caption (self, self->vx, self->vy + below, _ ("Vertical"),
                self->wheels->vertical_name != NULL ? self->wheels->vertical_name : _ ("no council yet"),
                self->wheels->vertical_note, palette->vertical_tyre, palette->vertical_ink);
}

typedef enum { SIGN_BODY, SIGN_ORGANISATION, SIGN_BEDS, SIGN_WARD, SIGN_OLD, SIGN_NONE, SIGN_BOTH } Sign;

typedef struct {
  Sign sign;
  const char *words;
} LegendEntry;

static void
draw_sign (RyWheelsDrawing *self, Sign sign, double x, double y)
{
  const RyPalette *palette = self->palette;
  double r = 7 * self->k;

  switch (sign) {
  case SIGN_BODY:
    ry_scene_disc (self->scene, x, y, r, &(RyInk){ .fill = palette->view, .line = palette->plane, .width = 2 });
    break;
  case SIGN_ORGANISATION:
    ry_scene_disc (self->scene, x, y, 0.6 * r, &(RyInk){ .fill = palette->plane });
    break;
  case SIGN_BEDS:
  case SIGN_WARD:
    ry_scene_disc (self->scene, x, y, sign == SIGN_WARD ? 0.75 * r : r, &(RyInk){ .fill = palette->vertical_tyre });
    break;
  case SIGN_OLD:
    ry_scene_disc (self->scene, x, y, r, &(RyInk){ .fill = palette->view, .line = palette->vertical, .width = 2 });
    ry_scene_box (self->scene, x + 1, y - r - 1, r, r, 1, &(RyInk){ .fill = palette->ink2 });
    break;
  case SIGN_NONE:
    ry_scene_disc (self->scene, x, y, r,
                   &(RyInk){ .fill = palette->view, .line = palette->ink2, .width = 1.6, .dash = 3 });
    break;
  case SIGN_BOTH:
    _ry_wheels_draw_both (self, x, y, r - 1);
    break;
  }
}

static void
draw_entry (RyWheelsDrawing *self, const LegendEntry *entry, double x, double y)
{
  draw_sign (self, entry->sign, x + 8 * self->k, y);
  ry_scene_put_over (self->scene, x + 22 * self->k, y, 0, LEGEND_SIZE * self->k, 400, self->palette->ink2, NULL,
                     _ (entry->words));
}

static double
measure_entry (RyWheelsDrawing *self, const LegendEntry *entry)
{
  return 24 * self->k + ry_scene_measure (_ (entry->words), LEGEND_SIZE * self->k);
}

/* In a row below the wheels, or in two columns where they stand above each other. */
static void
draw_entries (RyWheelsDrawing *self, const LegendEntry *entries, guint n)
{
  double x, y = self->height - 15 * self->k, all = 22 * self->k * (n - 1);

  for (guint i = 0; i < n; i++)
    all += measure_entry (self, &entries[i]);
  x = (self->width - all) / 2;
  for (guint i = 0; i < n; i++) {
    if (self->narrow)
      draw_entry (self, &entries[i], i % 2 == 0 ? 16 : self->width * 0.54,
                  self->height - NARROW_LEGEND + 12 + i / 2 * 22);
    else
      draw_entry (self, &entries[i], x, y);
    x += measure_entry (self, &entries[i]) + 22 * self->k;
  }
}

static void
draw_legend (RyWheelsDrawing *self)
{
  static const LegendEntry bodies[] = { { SIGN_BODY, N_ ("a body and its organisations") },
                                        { SIGN_BEDS, N_ ("beds that can be had, reported today") },
                                        { SIGN_OLD, N_ ("reported over a day ago") },
                                        { SIGN_NONE, N_ ("not reported") },
                                        { SIGN_BOTH, N_ ("sits in both councils") } };
  static const LegendEntry dots[] = { { SIGN_BODY, N_ ("a body and its organisations") },
                                      { SIGN_ORGANISATION, N_ ("an organisation") },
                                      { SIGN_WARD, N_ ("a ward that reported today") },
                                      { SIGN_OLD, N_ ("reported over a day ago") },
                                      { SIGN_NONE, N_ ("not reported") },
                                      { SIGN_BOTH, N_ ("sits in both councils") } };

  if (self->level == RY_WHEELS_BODIES)
    draw_entries (self, bodies, G_N_ELEMENTS (bodies));
  else
    draw_entries (self, dots, G_N_ELEMENTS (dots));
}

/* ---- In words ---- */

static void
describe (RyWheelsDrawing *self)
{
  RyWheels *wheels = self->wheels;
  g_autofree char *discharged = ry_flow_format_people (wheels->discharged);
  g_autofree char *summary = g_strdup_printf (
      _ ("Picture of the two wheels. Plane, %s: %u bodies, %u organisations. Vertical, %s: %u hospitals, %u wards. "
         "%u officers sit in both. Discharged: %s."),
      wheels->plane_name != NULL ? wheels->plane_name : _ ("no council yet"), wheels->bodies->len,
      ry_wheels_count_dots (wheels), wheels->vertical_name != NULL ? wheels->vertical_name : _ ("no council yet"),
      wheels->hospitals->len, ry_wheels_count_wards (wheels), wheels->officers->len, discharged);

  ry_scene_set_words (self->scene, _ ("The Two Wheels"), summary);
}

/* Hub first, then clockwise from twelve o'clock; the vertical by rings. The order of drawing follows the records, which
 * begin at the axle. */
static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  const RySceneNode *left = *(RySceneNode *const *) a, *right = *(RySceneNode *const *) b;
  double one = fmod (left->angle + 4 * G_PI, 2 * G_PI), other = fmod (right->angle + 4 * G_PI, 2 * G_PI);

  if (left->part != right->part)
    return left->part < right->part ? -1 : 1;
  if (left->ring != right->ring)
    return left->ring < right->ring ? -1 : 1;
  if (left->part == RY_WHEELS_PART_OFFICERS)
    return left->y != right->y ? (left->y > right->y) - (left->y < right->y)
                               : (left->x > right->x) - (left->x < right->x);
  return (one > other) - (one < other);
}

/**
 * ry_wheels_scene_new:
 * @wheels: what is shown
 * @level: how finely
 * @scheme: whose colours
 * @width: of the canvas, in pixels
 * @height: of the canvas; with the wheels above each other as ry_wheels_scene_get_height_for_width() says
 *
 * Draws the two wheels.
 *
 * Returns: (transfer full): the picture; its nodes have the order in which a person goes through them
 */
RyScene *
ry_wheels_scene_new (RyWheels *wheels, RyWheelsLevel level, RyPaletteScheme scheme, double width, double height)
{
  RyWheelsDrawing self = { 0 };

  _ry_wheels_init (&self, wheels, level, scheme, width, height);
  describe (&self);
  if (level == RY_WHEELS_HALL) {
    _ry_wheels_draw_hall (&self);
    _ry_wheels_clear (&self);
    return self.scene;
  }
  _ry_wheels_draw_plane_ground (&self);
  _ry_wheels_draw_vertical_ground (&self);
  _ry_wheels_draw_axle (&self);
  _ry_wheels_draw_plane (&self);
  _ry_wheels_draw_vertical (&self);
  _ry_wheels_draw_officers (&self);
  draw_captions (&self);
  draw_legend (&self);
  ry_scene_sort_nodes (self.scene, compare_nodes);
  _ry_wheels_clear (&self);
  return self.scene;
}

/* ---- The one that is looked at ---- */

/* Where there is no room for names beside the nodes, the one in focus says its own. */
static void
draw_bubbles (RyWheelsDrawing *self, const char *record)
{
  if (!_ry_wheels_is_dense (self))
    return;
  for (guint i = 0; i < self->wheels->bodies->len; i++) {
    RyWheelBody *body = g_ptr_array_index (self->wheels->bodies, i);
    RyWheelsPlace place = _ry_wheels_place_body (self, i);

    if (g_strcmp0 (body->id, record) == 0)
      _ry_wheels_draw_bubble (self, &place, body->name);
  }
  for (guint i = 0; i < self->wheels->hospitals->len; i++) {
    RyWheelHospital *hospital = g_ptr_array_index (self->wheels->hospitals, i);
    RyWheelsPlace place = _ry_wheels_place_hospital (self, i);

    if (g_strcmp0 (hospital->id, record) == 0)
      _ry_wheels_draw_bubble (self, &place, hospital->name);
  }
}

static gboolean
find_hospital (RyWheels *wheels, const char *id, guint *position)
{
  for (*position = 0; *position < wheels->hospitals->len; (*position)++)
    if (g_strcmp0 (((RyWheelHospital *) g_ptr_array_index (wheels->hospitals, *position))->id, id) == 0)
      return TRUE;
  return FALSE;
}

/* The nodes are drawn again over the ways, and the numbers over both. */
static void
draw_ways (RyWheelsDrawing *self, guint hospital)
{
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < self->wheels->flows->len; i++) {
      const RyWheelFlow *flow = &g_array_index (self->wheels->flows, RyWheelFlow, i);

      if (flow->from != hospital && flow->to != hospital)
        continue;
      if (pass == 0)
        _ry_wheels_draw_flow (self, flow, TRUE);
      else if (flow->counted)
        _ry_wheels_draw_number (self, flow);
    }
    if (pass == 0)
      _ry_wheels_draw_hospitals (self);
  }
}

/**
 * ry_wheels_scene_new_focus:
 * @wheels: what is shown
 * @level: how finely
 * @scheme: whose colours
 * @width: of the canvas, in pixels
 * @height: of the canvas
 * @record: the record that has the focus
 *
 * Draws what the focus adds: the ways to and from a hospital, with how many go them, and where names have no room its
 * own. It lies over the picture of the same size.
 *
 * Returns: (transfer full): the overlay; empty for what has no ways
 */
RyScene *
ry_wheels_scene_new_focus (
    RyWheels *wheels, RyWheelsLevel level, RyPaletteScheme scheme, double width, double height, const char *record)
{
  RyWheelsDrawing self = { 0 };
  guint hospital;

  _ry_wheels_init (&self, wheels, level, scheme, width, height);
  if (record != NULL && find_hospital (wheels, record, &hospital))
    draw_ways (&self, hospital);
  if (record != NULL)
    draw_bubbles (&self, record);
  _ry_wheels_clear (&self);
  return self.scene;
}
