/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vertical: three rings from acute to chronic around home, the hospitals in them with their free beds, the column
 * that reads from top to bottom without any of them, and the flows between them.
 */
#include "ry-wheels-private.h"

#define NODE         0.072 /* radius of a hospital, in radii of the wheel */
#define WARD         0.0215
#define WARDS_IN_ROW 5
#define COLUMN_WIDTH 0.285
#define HUB          0.175
#define FEW_HOME     8 /* so many a month are drawn to home; with a hospital in focus, all of its own */

static const RyWheelsBand bands[RY_N_STAGES] = {
  [RY_STAGE_ACUTE] = { 0.91, 0.665, 0.775, 0.06, RY_DEGREES (24), N_ ("Acute") },
  [RY_STAGE_RECOVERY] = { 0.665, 0.435, 0.545, 0.26, RY_DEGREES (30), N_ ("Recovery") },
  [RY_STAGE_CHRONIC] = { 0.435, 0.175, 0.315, 0.5, RY_DEGREES (48), N_ ("Chronic") },
};

static RyWheelHospital *
get_hospital (RyWheelsDrawing *self, guint i)
{
  return g_ptr_array_index (self->wheels->hospitals, i);
}

static guint
count_in_ring (RyWheelsDrawing *self, RyStage stage, guint until)
{
  guint n = 0;

  for (guint i = 0; i < until; i++)
    n += get_hospital (self, i)->stage == stage;
  return n;
}

/* The axle comes in from the west, or from the north below the plane: nobody stands in its way. */
static double
keep_off_axle (RyWheelsDrawing *self, double angle, double at, double r)
{
  double clear = (1.5 * r + 0.0625 * self->r) / at * 1.15;
  double off = remainder (angle - G_PI, 2 * G_PI);

  if (self->narrow || fabs (off) >= clear)
    return angle;
  return G_PI + (off < 0 ? -clear : clear);
}

RyWheelsPlace
_ry_wheels_place_hospital (RyWheelsDrawing *self, guint hospital)
{
  RyStage stage = get_hospital (self, hospital)->stage;
  double at = bands[stage].at * self->r, half = bands[stage].column;
  guint n = count_in_ring (self, stage, self->wheels->hospitals->len), i = count_in_ring (self, stage, hospital);
  double step = (2 * G_PI - 2 * half) / n;
  RyWheelsPlace place;

  if (_ry_wheels_is_dense (self))
    return _ry_wheels_place_dense_hospital (self, i, n, &bands[stage]);
  place.r = MIN (NODE * self->r, step * at / 2.2);
  place.angle = keep_off_axle (self, -G_PI_2 + half + step * (i + 0.5), at, place.r);
  place.x = self->vx + at * cos (place.angle);
  place.y = self->vy + at * sin (place.angle);
  return place;
}

/* ---- Flows ---- */

static void
find_end (RyWheelsDrawing *self, guint end, double *x, double *y, double *r)
{
  if (end == RY_WHEEL_HOME) {
    *x = self->vx;
    *y = self->vy;
    *r = HUB * self->r + 3;
    return;
  }
  RyWheelsPlace place = _ry_wheels_place_hospital (self, end);
  *x = place.x;
  *y = place.y;
  *r = place.r + 2;
}

static void
draw_head (RyWheelsDrawing *self, const char *colour, double alpha, double x, double y, double angle, double size)
{
  ry_scene_path (self->scene, &(RyInk){ .fill = colour, .alpha = alpha });
  ry_scene_move_to (self->scene, x, y);
  ry_scene_line_to (self->scene, x - size * cos (angle - 0.45), y - size * sin (angle - 0.45));
  ry_scene_line_to (self->scene, x - size * cos (angle + 0.45), y - size * sin (angle + 0.45));
  ry_scene_close (self->scene);
}

static void
draw_chip (RyWheelsDrawing *self, double x, double y, const RyWheelFlow *flow)
{
  g_autofree char *number = ry_flow_format_monthly (flow->monthly, flow->counted);
  double width = MAX (20 * self->k, 9 * self->k + ry_scene_measure (number, 11.5 * self->k)), height = 16 * self->k;

  ry_scene_box (self->scene, x - width / 2, y - height / 2, width, height, height / 2,
                &(RyInk){ .fill = self->palette->view, .line = self->palette->vertical, .width = 1.2 });
  ry_scene_put_over (self->scene, x, y, 0.5, 11.5 * self->k, 600, self->palette->vertical_ink, NULL, number);
}

/* How far what must not be covered is: a number on a node would be read as its beds. */
static double
get_clearance (RyWheelsDrawing *self, double x, double y)
{
  double clearance = hypot (x - self->vx, y - self->vy) - HUB * self->r;

  for (guint i = 0; i < self->wheels->hospitals->len; i++) {
    RyWheelsPlace place = _ry_wheels_place_hospital (self, i);

    clearance = MIN (clearance, hypot (x - place.x, y - place.y) - place.r);
  }
  for (guint i = 0; i < self->taken->len; i++) {
    const RyWheelsRoom *room = &g_array_index (self->taken, RyWheelsRoom, i);

    clearance = MIN (clearance,
                     MAX (fabs (x - room->x) - room->width / 2, fabs (y - room->y) - room->height / 2) - 4 * self->k);
  }
  return clearance;
}

/* Three points: where the way begins, what bends it, and where it ends short of the node. */
static double
trace_flow (RyWheelsDrawing *self, const RyWheelFlow *flow, double *x, double *y, double *tip_x, double *tip_y)
{
  double r0, r1, angle, end_x, end_y;

  find_end (self, flow->from, &x[0], &y[0], &r0);
  find_end (self, flow->to, &end_x, &end_y, &r1);
  x[1] = (x[0] + end_x) / 2 + 0.32 * (self->vx - (x[0] + end_x) / 2);
  y[1] = (y[0] + end_y) / 2 + 0.32 * (self->vy - (y[0] + end_y) / 2);
  angle = atan2 (end_y - y[1], end_x - x[1]);
  x[2] = end_x - (r1 + 4) * cos (angle);
  y[2] = end_y - (r1 + 4) * sin (angle);
  *tip_x = end_x - r1 * cos (angle);
  *tip_y = end_y - r1 * sin (angle);
  return angle;
}

void
_ry_wheels_draw_flow (RyWheelsDrawing *self, const RyWheelFlow *flow, gboolean focused)
{
  const char *colour = focused ? self->palette->vertical_ink : self->palette->vertical;
  double alpha = focused ? 0.95 : 0.26, width = (0.8 + 0.62 * sqrt (MAX (flow->monthly, RY_FLOW_FEW / 12.0))) * self->k;
  double x[3], y[3], tip_x, tip_y, angle = trace_flow (self, flow, x, y, &tip_x, &tip_y);

  ry_scene_path (self->scene,
                 &(RyInk){ .line = colour, .width = width, .alpha = alpha, .dash = flow->counted ? 0 : 5 * self->k });
  ry_scene_move_to (self->scene, x[0], y[0]);
  ry_scene_curve_to (self->scene, x[0] + 2 * (x[1] - x[0]) / 3, y[0] + 2 * (y[1] - y[0]) / 3,
                     x[2] + 2 * (x[1] - x[2]) / 3, y[2] + 2 * (y[1] - y[2]) / 3, x[2], y[2]);
  draw_head (self, colour, MIN (alpha * 1.6, 1), tip_x, tip_y, angle, (6 + width) * self->k);
}

void
_ry_wheels_draw_number (RyWheelsDrawing *self, const RyWheelFlow *flow)
{
  static const double tries[] = { 0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75 };
  double best = -G_MAXDOUBLE, x[3], y[3], best_x = 0, best_y = 0;
  RyWheelsRoom room = { .width = 30 * self->k, .height = 16 * self->k };

  trace_flow (self, flow, x, y, &best_x, &best_y);
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++) {
    double t = tries[i], s = 1 - t;
    double at_x = s * s * x[0] + 2 * s * t * x[1] + t * t * x[2], at_y = s * s * y[0] + 2 * s * t * y[1] + t * t * y[2];
    double clearance = MIN (get_clearance (self, at_x, at_y), 14 * self->k);

    if (clearance <= best + 0.5)
      continue;
    best = clearance;
    best_x = at_x;
    best_y = at_y;
  }
  room.x = best_x;
  room.y = best_y;
  g_array_append_val (self->taken, room);
  draw_chip (self, best_x, best_y, flow);
}

static void
draw_flows (RyWheelsDrawing *self)
{
  /* Among many hospitals the ways of all of them would be a ball of wool: only those of the focus are drawn. */
  if (_ry_wheels_is_dense (self))
    return;
  for (guint i = 0; i < self->wheels->flows->len; i++) {
    const RyWheelFlow *flow = &g_array_index (self->wheels->flows, RyWheelFlow, i);

    if (flow->from != RY_WHEEL_HOME && (flow->to != RY_WHEEL_HOME || flow->monthly >= FEW_HOME))
      _ry_wheels_draw_flow (self, flow, FALSE);
  }
}

/* ---- Hospitals ---- */

static char *
describe_beds (RyWheelHospital *hospital)
{
  g_autofree char *sum = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u bed can be had", "%u beds can be had",
                                                       (gulong) hospital->sum.beds),
                                          (guint) hospital->sum.beds);

  if (hospital->age == RY_REPORT_NONE)
    return g_strdup (_ ("not reported; that is not zero beds"));
  if (hospital->sum.reported == 0)
    return g_strdup (_ ("its last report is too old; that is not zero beds"));
  if (hospital->sum.unknown == 0)
    return g_steal_pointer (&sum);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, and %u ward unknown", "%s, and %u wards unknown",
                                       hospital->sum.unknown),
                          sum, hospital->sum.unknown);
}

static void
count_ways (RyWheelsDrawing *self, guint hospital, guint *from, guint *to)
{
  *from = *to = 0;
  for (guint i = 0; i < self->wheels->flows->len; i++) {
    const RyWheelFlow *flow = &g_array_index (self->wheels->flows, RyWheelFlow, i);

    *from += flow->to == hospital;
    *to += flow->from == hospital;
  }
}

static void
describe (RyWheelsDrawing *self, RySceneNode *node, guint i, const RyWheelsPlace *place)
{
  RyWheelHospital *hospital = get_hospital (self, i);
  g_autofree char *beds = describe_beds (hospital);
  guint n = count_in_ring (self, hospital->stage, self->wheels->hospitals->len);
  guint from, to;

  count_ways (self, i, &from, &to);
  node->speech = g_strdup_printf (_ ("%s, %s, %s. Receives from %u, sends to %u. %u of %u in its ring"), hospital->name,
                                  _ (bands[hospital->stage].name), beds, from, to,
                                  count_in_ring (self, hospital->stage, i) + 1, n);
  node->reading = g_strdup (hospital->reading);
  node->ring = 2 * hospital->stage; /* its wards stand between this ring and the next */
  node->angle = place->angle + G_PI_2;
  node->x = place->x;
  node->y = place->y;
  node->width = node->height = 2 * place->r + 6;
}

/* How old: full within a day, half within three, empty beyond. A square is never an answer. */
static void
draw_age (RyWheelsDrawing *self, double x, double y, double size, RyReportAge age)
{
  const RyPalette *palette = self->palette;

  ry_scene_box (self->scene, x - size / 2, y - size / 2, size, size, size * 0.13,
                &(RyInk){ .fill = palette->view, .line = palette->ink2, .width = 1.4 });
  if (age == RY_REPORT_AGING)
    ry_scene_box (self->scene, x - size / 2, y, size, size / 2, 0, &(RyInk){ .fill = palette->ink2 });
}

static void
draw_bed_disc (RyWheelsDrawing *self, RyWheelHospital *hospital, const RyWheelsPlace *place)
{
  const RyPalette *palette = self->palette;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, hospital->sum.beds);
  gboolean fresh = hospital->age == RY_REPORT_FRESH, known = hospital->sum.reported > 0;

  if (fresh && known) {
    ry_scene_disc (self->scene, place->x, place->y, place->r,
                   &(RyInk){ .fill = palette->vertical_tyre, .line = palette->view, .width = 2 });
    ry_scene_put_over (self->scene, place->x, place->y, 0.5, place->r * 1.05, 600, "#ffffff", NULL, number);
    return;
  }
  ry_scene_disc (self->scene, place->x, place->y, place->r,
                 &(RyInk){ .fill = palette->view,
                           .line = known ? palette->vertical : palette->ink2,
                           .width = 2,
                           .dash = known ? 0 : 4 });
  ry_scene_put_over (self->scene, place->x, place->y, 0.5, place->r * (known ? 1.05 : 0.9), 600,
                     known ? palette->vertical_ink : palette->ink2, NULL, known ? number : _ ("?"));
  if (hospital->age != RY_REPORT_NONE)
    draw_age (self, place->x + place->r * 0.8, place->y - place->r * 0.8, 11 * self->k, hospital->age);
}

static const char *
describe_age (RyReportAge age)
{
  static const char *const words[] = { [RY_REPORT_FRESH] = N_ ("reported today"),
                                       [RY_REPORT_AGING] = N_ ("reported over a day ago"),
                                       [RY_REPORT_STALE] = N_ ("its last report is too old; that is not zero beds"),
                                       [RY_REPORT_NONE] = N_ ("not reported; that is not zero beds") };

  return _ (words[age]);
}

static void
draw_ward (RyWheelsDrawing *self, RyWheelHospital *hospital, RyWheelDot *ward, double x, double y)
{
  const RyPalette *palette = self->palette;
  RySceneNode *node = ry_scene_open_node (self->scene, RY_WHEELS_PART_VERTICAL, ward->id, ward->name);
  double r = WARD * self->r;

  node->speech = g_strdup_printf (_ ("%s of %s, %s"), ward->name, hospital->name, describe_age (ward->age));
  node->ring = 2 * hospital->stage + 1;
  node->angle = atan2 (y - self->vy, x - self->vx) + G_PI_2;
  node->x = x;
  node->y = y;
  node->width = node->height = 2 * r + 2;
  if (ward->age == RY_REPORT_FRESH)
    ry_scene_disc (self->scene, x, y, r, &(RyInk){ .fill = palette->vertical_tyre });
  else
    ry_scene_disc (self->scene, x, y, r,
                   &(RyInk){ .fill = palette->view,
                             .line = ward->age == RY_REPORT_NONE ? palette->ink2 : palette->vertical,
                             .width = 1.4,
                             .dash = ward->age == RY_REPORT_NONE ? 2.5 : 0 });
  ry_scene_close_node (self->scene);
}

static gboolean
has_dots (RyWheelsDrawing *self, const RyWheelHospital *hospital)
{
  return self->level == RY_WHEELS_ORGANISATIONS && hospital->wards->len > 0;
}

/* Half the room that a hospital takes: its disc, or its wards, which lie across the radius. */
static void
measure_hospital (
    RyWheelsDrawing *self, const RyWheelHospital *hospital, const RyWheelsPlace *place, double *x, double *y)
{
  double pitch = 2.6 * WARD * self->r, along = (MIN (hospital->wards->len, WARDS_IN_ROW) - 1.0) / 2 * pitch;
  double out = (double) ((MAX (hospital->wards->len, 1) - 1) / WARDS_IN_ROW) * pitch, edge = WARD * self->r;

  *x = *y = place->r;
  if (!has_dots (self, hospital))
    return;
  *x = fabs (sin (place->angle)) * along + fabs (cos (place->angle)) * out + edge;
  *y = fabs (cos (place->angle)) * along + fabs (sin (place->angle)) * out + edge;
}

/* Wards in rows of five about their hospital's place. */
static void
draw_wards (RyWheelsDrawing *self, RyWheelHospital *hospital, const RyWheelsPlace *place)
{
  double pitch = 2.6 * WARD * self->r;

  for (guint i = 0; i < hospital->wards->len; i++) {
    guint row = i / WARDS_IN_ROW, n = MIN (WARDS_IN_ROW, hospital->wards->len - row * WARDS_IN_ROW);
    double along = (i % WARDS_IN_ROW - (n - 1) / 2.0) * pitch, out = row * pitch;

    draw_ward (self, hospital, g_ptr_array_index (hospital->wards, i),
               place->x + out * cos (place->angle) - along * sin (place->angle),
               place->y + out * sin (place->angle) + along * cos (place->angle));
  }
}

/* ---- Their names ---- */

static double
get_overlap (const RyWheelsRoom *a, const RyWheelsRoom *b)
{
  double width = (a->width + b->width) / 2 - fabs (a->x - b->x),
         height = (a->height + b->height) / 2 - fabs (a->y - b->y);

  return width > 0 && height > 0 ? width * height : 0;
}

/* What lies in a name's way: other names, nodes with their tiles, the column, the axle, the hub and the tyre. */
static double
get_cost (RyWheelsDrawing *self, const RyWheelsRoom *room)
{
  double far = hypot (fabs (room->x - self->vx) + room->width / 2, fabs (room->y - self->vy) + room->height / 2);
  double cost = MAX (far - 0.9 * self->r, 0) * 4;
  const RyWheelsRoom fixed[] = {
    { self->vx, self->vy - 0.54 * self->r, COLUMN_WIDTH * self->r, 0.74 * self->r },
    { self->vx - self->r / 2, self->vy, self->narrow ? 0 : self->r, self->narrow ? 0 : 0.125 * self->r },
    { self->vx, self->vy, 2 * HUB * self->r, 2 * HUB * self->r },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    cost += get_overlap (room, &fixed[i]);
  for (guint i = 0; i < self->taken->len; i++)
    cost += get_overlap (room, &g_array_index (self->taken, RyWheelsRoom, i));
  for (guint i = 0; i < self->wheels->hospitals->len; i++) {
    RyWheelsPlace place = _ry_wheels_place_hospital (self, i);
    RyWheelsRoom node = { place.x + 0.1 * place.r, place.y - 0.1 * place.r };
    double x, y;

    measure_hospital (self, get_hospital (self, i), &place, &x, &y);
    node.width = 2.1 * x;
    node.height = 2.1 * y;
    cost += get_overlap (room, &node);
  }
  return cost;
}

/* Under the node; where something is there, over it or beside it. Among dots a name that has no room at all is left to
 * the focus, the table and speech. */
static void
draw_name (RyWheelsDrawing *self, const RyWheelHospital *hospital, const RyWheelsPlace *place)
{
  const char *name = hospital->picture;
  double x, y, size = 12 * self->k, width = ry_scene_measure (name, size), down, aside;
  RyWheelsRoom best;
  double least = G_MAXDOUBLE;

  measure_hospital (self, hospital, place, &x, &y);
  down = y + size * 0.75;
  aside = x + width / 2 + 3 * self->k;
  for (guint i = 0; i < 8 && least > 0; i++) {
    static const double tries[8][2] = { { 0, 1 },     { 0, -1 },     { 1, 0 },      { -1, 0 },
                                        { 0.8, 0.8 }, { -0.8, 0.8 }, { 0.8, -0.8 }, { -0.8, -0.8 } };
    const RyWheelsRoom room = { place->x + tries[i][0] * aside, place->y + tries[i][1] * down, width, size };
    double cost = get_cost (self, &room);

    if (cost < least) {
      least = cost;
      best = room;
    }
  }
  if (has_dots (self, hospital) && least > 0.4 * width * size)
    return;
  g_array_append_val (self->taken, best);
  ry_scene_put_over (self->scene, best.x, best.y, 0.5, size, 600, self->palette->ink, self->palette->vertical_soft,
                     name);
}

static void
draw_hospital (RyWheelsDrawing *self, guint i)
{
  RyWheelHospital *hospital = get_hospital (self, i);
  RyWheelsPlace place = _ry_wheels_place_hospital (self, i);
  gboolean dots = has_dots (self, hospital);

  describe (self, ry_scene_open_node (self->scene, RY_WHEELS_PART_VERTICAL, hospital->id, hospital->name), i, &place);
  if (!dots)
    draw_bed_disc (self, hospital, &place);
  if (place.r >= 0.045 * self->r && !_ry_wheels_is_dense (self))
    draw_name (self, hospital, &place);
  ry_scene_close_node (self->scene);
  if (dots)
    draw_wards (self, hospital, &place);
}

void
_ry_wheels_draw_hospitals (RyWheelsDrawing *self)
{
  for (guint i = 0; i < self->wheels->hospitals->len; i++)
    draw_hospital (self, i);
}

/* ---- The column ---- */

static void
draw_step (RyWheelsDrawing *self, RyStage stage, double top, double height)
{
  double width = COLUMN_WIDTH * self->r, left = self->vx - width / 2, inset = 0.1 * width;
  double from = top + height * 0.44, to = top + height * 0.98, tip = height * 0.14;
  double monthly = self->wheels->stages[stage];
  g_autofree char *people = ry_flow_format_monthly (monthly, TRUE),
                  *number = monthly * 12 < RY_FLOW_FEW ? g_strdup (people) : g_strdup_printf (_ ("%s people"), people);

  ry_scene_put_over (self->scene, self->vx, top + height * 0.24, 0.5,
                     _ry_wheels_fit (_ (bands[stage].name), MIN (15 * self->k, height * 0.32), width * 0.92), 800,
                     self->palette->vertical_ink, NULL, _ (bands[stage].name));
  ry_scene_path (self->scene, &(RyInk){ .fill = self->palette->vertical_tyre });
  ry_scene_move_to (self->scene, left + inset, from);
  ry_scene_line_to (self->scene, left + width - inset, from);
  ry_scene_line_to (self->scene, left + width - inset, to - tip);
  ry_scene_line_to (self->scene, self->vx, to);
  ry_scene_line_to (self->scene, left + inset, to - tip);
  ry_scene_close (self->scene);
  ry_scene_put_over (self->scene, self->vx, (from + to - tip) / 2, 0.5,
                     _ry_wheels_fit (number, MIN (12 * self->k, height * 0.24), width * 0.76), 600, "#ffffff", NULL,
                     number);
}

static void
draw_column (RyWheelsDrawing *self)
{
  double width = COLUMN_WIDTH * self->r, top = self->vy - 0.905 * self->r, height = (0.905 - HUB) * self->r;

  ry_scene_box (self->scene, self->vx - width / 2, top, width, height, 8 * self->k,
                &(RyInk){ .fill = self->palette->view, .line = self->palette->vertical, .width = 1.2 });
  for (RyStage stage = RY_STAGE_ACUTE; stage < RY_N_STAGES; stage++)
    draw_step (self, stage, top + 4 + stage * (height - 8) / RY_N_STAGES, (height - 8) / RY_N_STAGES);
}

static void
draw_bands (RyWheelsDrawing *self)
{
  for (RyStage stage = RY_STAGE_ACUTE; stage < RY_N_STAGES; stage++) {
    ry_scene_disc (self->scene, self->vx, self->vy, bands[stage].outer * self->r,
                   &(RyInk){ .fill = self->palette->vertical_mid, .alpha = bands[stage].tint });
    if (stage > RY_STAGE_ACUTE)
      ry_scene_disc (self->scene, self->vx, self->vy, bands[stage].outer * self->r,
                     &(RyInk){ .line = self->palette->vertical, .width = 1, .alpha = 0.55 });
  }
}

static void
draw_tyre_words (RyWheelsDrawing *self)
{
  const RyLabel label = {
    .x = self->vx, .y = self->vy, .size = MIN (0.62 * 0.088 * self->r, 15 * self->k), .weight = 600, .colour = "#ffffff"
  };
  g_autofree char *counts = g_strdup_printf (_ ("%u hospitals, %u wards"), self->wheels->hospitals->len,
                                             ry_wheels_count_wards (self->wheels));

  ry_scene_curved_text (self->scene, &label, 0.956 * self->r, RY_DEGREES (-135), _ ("Hospital and hospital"));
  ry_scene_curved_text (self->scene, &label, 0.956 * self->r, RY_DEGREES (-45), _ ("Hospital and home"));
  ry_scene_curved_text (self->scene, &label, 0.956 * self->r, RY_DEGREES (90), counts);
}

static void
draw_hub (RyWheelsDrawing *self)
{
  double r = HUB * self->r;

  ry_scene_disc (self->scene, self->vx, self->vy, r + 3 * self->k, &(RyInk){ .fill = self->palette->view });
  ry_scene_disc (self->scene, self->vx, self->vy, r,
                 &(RyInk){
                     .fill = self->palette->plane_tyre, .line = self->palette->vertical_tyre, .width = 3.5 * self->k });
  ry_scene_house (self->scene, self->vx, self->vy - 0.24 * r, 0.62 * r, "#ffffff");
  ry_scene_put_over (self->scene, self->vx, self->vy + 0.5 * r, 0.5, 0.36 * r, 800, "#ffffff", NULL, _ ("Home"));
}

void
_ry_wheels_draw_vertical_ground (RyWheelsDrawing *self)
{
  const RyPalette *palette = self->palette;

  _ry_wheels_draw_ground (self, self->vx, self->vy, palette->vertical_soft, palette->vertical_tyre, palette->vertical);
  draw_bands (self);
  draw_tyre_words (self);
}

void
_ry_wheels_draw_vertical (RyWheelsDrawing *self)
{
  draw_flows (self);
  draw_column (self);
  draw_hub (self);
  _ry_wheels_draw_hospitals (self);
}
