/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plane: home in the hub, the member bodies around it, each with the number of organisations it speaks for; or,
 * where there is to be more to see, those organisations as dots in the body's sector.
 */
#include "ry-wheels-private.h"

#define AXLE_HALF    RY_DEGREES (13)
#define SPAN         (2 * G_PI - 2 * AXLE_HALF)
#define DOT          0.0165 /* radius of an organisation, in radii of the wheel */
#define PITCH        2.75   /* from dot to dot, in their radii */
#define NODE         0.088  /* radius of a body */
#define NAME         12.0   /* its type */
#define INSIDE       0.9    /* where the tyre begins */
#define LEAST_NUMBER 7.5    /* pixels: what is smaller is not type */

static const char *const field_names[] = {
  [RY_FIELD_COMMUNITY] = N_ ("Administration and neighbourhood"),
  [RY_FIELD_CARE] = N_ ("Care managers and centres"),
  [RY_FIELD_PROFESSIONS] = N_ ("Professions of medicine"),
};

static RyWheelBody *
get_body (RyWheelsDrawing *self, guint i)
{
  return g_ptr_array_index (self->wheels->bodies, i);
}

/* Outward of a node: beside it on the right and on the left, above and below it in between. */
static double
get_anchor (double angle)
{
  return cos (angle) > 0.3 ? 0 : cos (angle) < -0.3 ? 1 : 0.5;
}

static double
get_top (double angle)
{
  return (1 - sin (angle)) / 2;
}

/* The axle leaves eastward, or southward where the wheels stand one above the other. */
static double
get_start (RyWheelsDrawing *self)
{
  return (self->narrow ? G_PI_2 : 0) + AXLE_HALF;
}

/* With dots a body takes room by how many it has: the root keeps the small ones visible. */
static double
get_weight (RyWheelsDrawing *self, guint i)
{
  return self->level == RY_WHEELS_ORGANISATIONS ? MAX (sqrt (get_body (self, i)->dots->len), 2.2) : 1;
}

static void
get_sector (RyWheelsDrawing *self, guint body, double *from, double *to)
{
  double before = 0, all = 0;

  for (guint i = 0; i < self->wheels->bodies->len; i++) {
    all += get_weight (self, i);
    if (i < body)
      before += get_weight (self, i);
  }
  *from = get_start (self) + SPAN * before / all;
  *to = *from + SPAN * get_weight (self, body) / all;
}

/* The free span is shared by the number of bodies; a field has what its bodies have. */
static void
list_spans (RyWheelsDrawing *self, double spans[][2])
{
  for (RyWheelField field = 0; field < RY_N_WHEEL_FIELDS; field++) {
    gboolean any = FALSE;

    spans[field][0] = spans[field][1] = 0;
    for (guint i = 0; i < self->wheels->bodies->len; i++) {
      double from, to;

      if (get_body (self, i)->field != field)
        continue;
      get_sector (self, i, &from, &to);
      if (!any)
        spans[field][0] = from;
      spans[field][1] = to;
      any = TRUE;
    }
  }
}

/* The corner of a body's name that lies farthest out, where it stands outward of a node at @at. */
static double
measure_reach (RyWheelsDrawing *self, guint body, double at)
{
  g_auto (GStrv) lines = g_strsplit (get_body (self, body)->picture, "\n", -1);
  double size = NAME * self->k, height = size * 1.2 * g_strv_length (lines), width = 0, from, to, reach = 0, x, y;

  get_sector (self, body, &from, &to);
  at += NODE * self->r + 5 * self->k;
  x = at * cos ((from + to) / 2);
  y = at * sin ((from + to) / 2) - height * get_top ((from + to) / 2);
  for (guint i = 0; lines[i] != NULL; i++)
    width = MAX (width, ry_scene_measure (lines[i], size));
  x -= width * get_anchor ((from + to) / 2);
  for (guint corner = 0; corner < 4; corner++)
    reach = MAX (reach, hypot (x + (corner % 2) * width, y + (corner / 2) * height));
  return reach;
}

/* On the circle of the design, or as much nearer to the hub as keeps every name off the tyre. */
static double
get_ring (RyWheelsDrawing *self)
{
  for (double at = 0.58; self->ring == 0 && at >= 0.46; at -= 0.01) {
    double reach = 0;

    for (guint i = 0; i < self->wheels->bodies->len; i++)
      reach = MAX (reach, measure_reach (self, i, at * self->r));
    if (reach <= INSIDE * self->r || at < 0.47)
      self->ring = at * self->r;
  }
  return self->ring;
}

static RyWheelsPlace
place_dense (RyWheelsDrawing *self, guint body)
{
  double spans[RY_N_WHEEL_FIELDS][2];

  list_spans (self, spans);
  return _ry_wheels_place_dense_body (self, body, (const double (*)[2]) spans);
}

RyWheelsPlace
_ry_wheels_place_body (RyWheelsDrawing *self, guint body)
{
  gboolean dots = self->level == RY_WHEELS_ORGANISATIONS;
  double from, to, at;
  RyWheelsPlace place;

  if (_ry_wheels_is_dense (self))
    return place_dense (self, body);
  at = dots ? 0.44 * self->r : get_ring (self);
  get_sector (self, body, &from, &to);
  place.angle = (from + to) / 2;
  place.x = self->px + at * cos (place.angle);
  place.y = self->py + at * sin (place.angle);
  place.r = MIN ((dots ? 0.048 : NODE) * self->r, (to - from) * at / 2.1);
  return place;
}

static void
draw_field (RyWheelsDrawing *self, RyWheelField field)
{
  const RyPalette *palette = self->palette;
  const RyLabel label = {
    .x = self->px, .y = self->py, .size = MIN (0.62 * 0.088 * self->r, 15 * self->k), .weight = 600, .colour = "#ffffff"
  };
  double spans[RY_N_WHEEL_FIELDS][2], from, to;

  list_spans (self, spans);
  from = spans[field][0];
  to = spans[field][1];
  if (from == to)
    return;
  ry_scene_curved_text (self->scene, &label, 0.956 * self->r, (from + to) / 2, _ (field_names[field]));
  for (guint end = 0; end < 2; end++) {
    double angle = end == 0 ? from : to, c = cos (angle), s = sin (angle);

    ry_scene_path (self->scene, &(RyInk){ .line = palette->view, .width = 3 * self->k });
    ry_scene_move_to (self->scene, self->px + 0.9 * self->r * c, self->py + 0.9 * self->r * s);
    ry_scene_line_to (self->scene, self->px + 1.01 * self->r * c, self->py + 1.01 * self->r * s);
    ry_scene_path (self->scene, &(RyInk){ .line = palette->plane, .width = 1, .alpha = 0.5, .dash = 4 * self->k });
    ry_scene_move_to (self->scene, self->px + 0.25 * self->r * c, self->py + 0.25 * self->r * s);
    ry_scene_line_to (self->scene, self->px + 0.9 * self->r * c, self->py + 0.9 * self->r * s);
  }
}

static void
draw_spoke (RyWheelsDrawing *self, const RyWheelsPlace *place)
{
  ry_scene_path (self->scene, &(RyInk){ .line = self->palette->plane, .width = 1.6 * self->k, .alpha = 0.6 });
  ry_scene_move_to (self->scene, self->px + 0.245 * self->r * cos (place->angle),
                    self->py + 0.245 * self->r * sin (place->angle));
  ry_scene_line_to (self->scene, place->x, place->y);
}

static void
draw_lines (RyWheelsDrawing *self, double x, double y, double anchor, double top, double size, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  double leading = size * 1.2, height = leading * g_strv_length (lines);

  for (guint i = 0; lines[i] != NULL; i++)
    ry_scene_put_over (self->scene, x, y - height * top + leading * (i + 0.5), anchor, size, 600, self->palette->ink,
                       self->palette->plane_soft, lines[i]);
}

/* Outward of the node, so that no name lies on the way to the hub. */
static void
draw_name (RyWheelsDrawing *self, const RyWheelsPlace *place, double at, const char *text)
{
  double x = self->px + at * cos (place->angle), y = self->py + at * sin (place->angle);

  draw_lines (self, x, y, get_anchor (place->angle), get_top (place->angle), NAME * self->k, text);
}

static char *
join_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv ("", lines);
}

static void
describe (RyWheelsDrawing *self, RySceneNode *node, RyWheelBody *body, const RyWheelsPlace *place)
{
  node->speech = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %s, speaks for %u organisation%s",
                                               "%s, %s, speaks for %u organisations%s", body->dots->len),
                                  body->name, _ (field_names[body->field]), body->dots->len,
                                  body->officer ? _ (", sits in both councils") : "");
  node->reading = g_strdup (body->reading);
  node->angle = place->angle + G_PI_2;
  node->x = place->x;
  node->y = place->y;
  node->width = node->height = 2 * place->r + 6;
}

static void
draw_body (RyWheelsDrawing *self, guint i)
{
  RyWheelBody *body = get_body (self, i);
  RyWheelsPlace place = _ry_wheels_place_body (self, i);
  g_autofree char *number = g_strdup_printf ("%u", body->dots->len);
  double mark = place.angle + RY_DEGREES (126);

  if (!_ry_wheels_is_dense (self))
    draw_spoke (self, &place);
  describe (self, ry_scene_open_node (self->scene, RY_WHEELS_PART_PLANE, body->id, body->name), body, &place);
  ry_scene_disc (self->scene, place.x, place.y, place.r,
                 &(RyInk){ .fill = self->palette->view, .line = self->palette->plane, .width = 2.2 * self->k });
  if (place.r * 0.95 >= LEAST_NUMBER)
    ry_scene_put_over (self->scene, place.x, place.y, 0.5, place.r * 0.95, 600, self->palette->plane_ink, NULL, number);
  if (body->officer)
    _ry_wheels_draw_both (self, place.x + place.r * cos (mark), place.y + place.r * sin (mark), place.r * 0.4);
  if (self->level == RY_WHEELS_BODIES && !_ry_wheels_is_dense (self))
    draw_name (self, &place, get_ring (self) + place.r + 5 * self->k, body->picture);
  ry_scene_close_node (self->scene);
}

static void
draw_dot (RyWheelsDrawing *self, RyWheelBody *body, guint dot, double at, double angle)
{
  RyWheelDot *organisation = g_ptr_array_index (body->dots, dot);
  RySceneNode *node = ry_scene_open_node (self->scene, RY_WHEELS_PART_PLANE, organisation->id, organisation->name);

  node->speech = g_strdup_printf (_ ("%s, one of %s"), organisation->name, body->name);
  node->reading = g_strdup (organisation->reading);
  node->ring = 1;
  node->angle = angle + G_PI_2;
  node->x = self->px + at * cos (angle);
  node->y = self->py + at * sin (angle);
  node->width = node->height = 2 * DOT * self->r + 2;
  ry_scene_disc (self->scene, node->x, node->y, DOT * self->r, &(RyInk){ .fill = self->palette->plane });
  ry_scene_close_node (self->scene);
}

/* Rows of dots from inside out; the name stands beyond the last row, or turned along the radius where it is narrow. */
static double
draw_dots (RyWheelsDrawing *self, guint i)
{
  RyWheelBody *body = get_body (self, i);
  double from, to, row = 0.52 * self->r, pitch = DOT * PITCH * self->r;
  guint drawn = 0;

  get_sector (self, i, &from, &to);
  while (drawn < body->dots->len && row <= 0.89 * self->r) {
    double room = (to - from) * 0.88;
    guint n = MIN ((guint) MAX (room * row / pitch, 1), body->dots->len - drawn);

    for (guint j = 0; j < n; j++)
      draw_dot (self, body, drawn + j, row, (from + to) / 2 + (j - (n - 1) / 2.0) * pitch / row);
    drawn += n;
    row += pitch;
  }
  return row;
}

/* How far from the hub the farthest corner of a name at @at lies. */
static double
get_reach (double angle, double at, double width, double height)
{
  double left = at * cos (angle) - get_anchor (angle) * width, top = at * sin (angle) - get_top (angle) * height;

  return MAX (MAX (hypot (left, top), hypot (left + width, top)),
              MAX (hypot (left, top + height), hypot (left + width, top + height)));
}

static void
draw_sector_name (RyWheelsDrawing *self, guint i, double row)
{
  RyWheelsPlace place = _ry_wheels_place_body (self, i);
  double from, to, size = 11.5 * self->k;
  g_autofree char *line = join_lines (get_body (self, i)->picture);
  g_auto (GStrv) lines = g_strsplit (get_body (self, i)->picture, "\n", -1);
  double width = 0, at = MIN (row + 4 * self->k, 0.8 * self->r);
  gboolean left = cos (place.angle) < 0;

  for (guint j = 0; lines[j] != NULL; j++)
    width = MAX (width, ry_scene_measure (lines[j], size));
  get_sector (self, i, &from, &to);
  /* Rather over the last dots than over the tyre. */
  for (double least = at - 0.16 * self->r;
       at > least && get_reach (place.angle, at, width, size * 1.2 * g_strv_length (lines)) > 0.905 * self->r; at -= 1)
    ;
  if ((to - from) * at * 0.98 > fabs (sin (place.angle)) * width + fabs (cos (place.angle)) * size * 2.4) {
    draw_name (self, &place, at, get_body (self, i)->picture);
    return;
  }
  /* Turned it needs the width of a line, and dots that leave room for it. */
  at = MIN (row + 4 * self->k, 0.8 * self->r);
  if (at + ry_scene_measure (line, size) > 0.91 * self->r || (to - from) * at < size || row > 0.89 * self->r)
    return;
  ry_scene_text (self->scene,
                 &(RyLabel){ .x = self->px + at * cos (place.angle),
                             .y = self->py + at * sin (place.angle),
                             .anchor = left ? 1 : 0,
                             .size = size,
                             .weight = 600,
                             .colour = self->palette->ink,
                             .halo = self->palette->plane_soft,
                             .angle = place.angle + (left ? G_PI : 0) },
                 line);
}

static void
draw_hub (RyWheelsDrawing *self)
{
  double r = 0.245 * self->r;

  ry_scene_disc (self->scene, self->px, self->py, r,
                 &(RyInk){ .fill = self->palette->plane_tyre, .line = self->palette->view, .width = 4 * self->k });
  ry_scene_house (self->scene, self->px, self->py - 0.34 * r, 0.58 * r, "#ffffff");
  ry_scene_put_over (self->scene, self->px, self->py + 0.34 * r, 0.5,
                     _ry_wheels_fit (_ ("Person and family"), 0.28 * r, 1.7 * r), 800, "#ffffff", NULL,
                     _ ("Person and family"));
  ry_scene_put_over (self->scene, self->px, self->py + 0.64 * r, 0.5,
                     _ry_wheels_fit (_ ("at home, as ever"), 0.185 * r, 1.3 * r), 400, "#ffffff", NULL,
                     _ ("at home, as ever"));
}

void
_ry_wheels_draw_plane_ground (RyWheelsDrawing *self)
{
  const RyPalette *palette = self->palette;

  _ry_wheels_draw_ground (self, self->px, self->py, palette->plane_soft, palette->plane_tyre, palette->plane);
  for (RyWheelField field = 0; field < RY_N_WHEEL_FIELDS; field++)
    draw_field (self, field);
}

void
_ry_wheels_draw_plane (RyWheelsDrawing *self)
{
  for (guint i = 0; i < self->wheels->bodies->len; i++) {
    double row = self->level == RY_WHEELS_ORGANISATIONS ? draw_dots (self, i) : 0;

    draw_body (self, i);
    if (self->level == RY_WHEELS_ORGANISATIONS)
      draw_sector_name (self, i, row);
  }
  draw_hub (self);
}
