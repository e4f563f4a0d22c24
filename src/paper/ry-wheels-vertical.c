/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The vertical: three rings from acute to chronic around home, the hospitals in them with their free beds, the column
 * that reads from top to bottom without any of them, and the flows between them.
 */
#include "ry-wheels-private.h"

#define NODE 0.072 /* radius of a hospital, in radii of the wheel */
#define WARD 0.0215
#define WARDS_IN_ROW 5
#define COLUMN_WIDTH 0.285
#define HUB 0.175
#define FEW_HOME 8 /* so many a month are drawn to home; with a hospital in focus, all of its own */

static const struct {
  double outer, inner; /* of the band */
  double at;           /* where its hospitals stand */
  double tint;
  double column;       /* half of the angle the column takes from the ring */
  const char *name;
} bands[RY_N_STAGES] = {
  [RY_STAGE_ACUTE] = { 0.91, 0.665, 0.775, 0.06, 24, N_ ("Acute") },
  [RY_STAGE_RECOVERY] = { 0.665, 0.435, 0.545, 0.26, 30, N_ ("Recovery") },
  [RY_STAGE_CHRONIC] = { 0.435, 0.175, 0.315, 0.5, 48, N_ ("Chronic") },
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
  double at = bands[stage].at * self->r, half = RY_DEGREES (bands[stage].column);
  guint n = count_in_ring (self, stage, self->wheels->hospitals->len), i = count_in_ring (self, stage, hospital);
  double step = (2 * G_PI - 2 * half) / n;
  RyWheelsPlace place;

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
draw_chip (RyWheelsDrawing *self, double x, double y, double monthly)
{
  g_autofree char *number = g_strdup_printf ("%.0f", monthly);
  double width = MAX (20, 9 + 7 * strlen (number)) * self->k, height = 16 * self->k;

  ry_scene_box (self->scene, x - width / 2, y - height / 2, width, height, height / 2,
                &(RyInk){ .fill = self->palette->view, .line = self->palette->vertical, .width = 1.2 });
  _ry_wheels_draw_text (self, x, y, 0.5, 11.5 * self->k, 600, self->palette->vertical_ink, NULL, number);
}

void
_ry_wheels_draw_flow (RyWheelsDrawing *self, const RyWheelFlow *flow, gboolean focused)
{
  const char *colour = focused ? self->palette->vertical_ink : self->palette->vertical;
  double alpha = focused ? 0.95 : 0.26, width = (0.8 + 0.62 * sqrt (MAX (flow->monthly, 0))) * self->k;
  double x0, y0, r0, x1, y1, r1, cx, cy, angle, ex, ey;

  find_end (self, flow->from, &x0, &y0, &r0);
  find_end (self, flow->to, &x1, &y1, &r1);
  cx = (x0 + x1) / 2 + 0.32 * (self->vx - (x0 + x1) / 2);
  cy = (y0 + y1) / 2 + 0.32 * (self->vy - (y0 + y1) / 2);
  angle = atan2 (y1 - cy, x1 - cx);
  ex = x1 - (r1 + 4) * cos (angle);
  ey = y1 - (r1 + 4) * sin (angle);
  ry_scene_path (self->scene, &(RyInk){ .line = colour, .width = width, .alpha = alpha, .dash = flow->counted ? 0 : 5 * self->k });
  ry_scene_move_to (self->scene, x0, y0);
  ry_scene_curve_to (self->scene, x0 + 2 * (cx - x0) / 3, y0 + 2 * (cy - y0) / 3, ex + 2 * (cx - ex) / 3, ey + 2 * (cy - ey) / 3, ex, ey);
  draw_head (self, colour, MIN (alpha * 1.6, 1), x1 - r1 * cos (angle), y1 - r1 * sin (angle), angle, (6 + width) * self->k);
  if (focused && flow->counted)
    draw_chip (self, 0.25 * x0 + 0.5 * cx + 0.25 * ex, 0.25 * y0 + 0.5 * cy + 0.25 * ey, flow->monthly);
}

static void
draw_flows (RyWheelsDrawing *self)
{
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
  g_autofree char *sum = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u bed can be had", "%u beds can be had", (gulong) hospital->sum.beds),
                                          (guint) hospital->sum.beds);

  if (hospital->age == RY_REPORT_NONE)
    return g_strdup (_ ("not reported; that is not zero beds"));
  if (hospital->sum.reported == 0)
    return g_strdup (_ ("its last report is too old; that is not zero beds"));
  if (hospital->sum.unknown == 0)
    return g_steal_pointer (&sum);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, and %u ward unknown", "%s, and %u wards unknown", hospital->sum.unknown), sum, hospital->sum.unknown);
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
  node->speech = g_strdup_printf (_ ("%s, %s, %s. Receives from %u, sends to %u. %u of %u in its ring"), hospital->name, _ (bands[hospital->stage].name), beds,
                                  from, to, count_in_ring (self, hospital->stage, i) + 1, n);
  node->reading = g_strdup (hospital->reading);
  node->ring = hospital->stage;
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

  ry_scene_box (self->scene, x - size / 2, y - size / 2, size, size, size * 0.13, &(RyInk){ .fill = palette->view, .line = palette->ink2, .width = 1.4 });
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
    ry_scene_disc (self->scene, place->x, place->y, place->r, &(RyInk){ .fill = palette->vertical_tyre, .line = palette->view, .width = 2 });
    _ry_wheels_draw_text (self, place->x, place->y, 0.5, place->r * 1.05, 600, "#ffffff", NULL, number);
    return;
  }
  ry_scene_disc (self->scene, place->x, place->y, place->r,
                 &(RyInk){ .fill = palette->view, .line = known ? palette->vertical : palette->ink2, .width = 2, .dash = known ? 0 : 4 });
  _ry_wheels_draw_text (self, place->x, place->y, 0.5, place->r * (known ? 1.05 : 0.9), 600, known ? palette->vertical_ink : palette->ink2, NULL,
                        known ? number : _ ("?"));
  if (hospital->age != RY_REPORT_NONE)
    draw_age (self, place->x + place->r * 0.8, place->y - place->r * 0.8, 11 * self->k, hospital->age);
}

/* Wards in rows of five about their hospital's place. */
static void
draw_wards (RyWheelsDrawing *self, RyWheelHospital *hospital, const RyWheelsPlace *place)
{
  const RyPalette *palette = self->palette;
  double r = WARD * self->r, pitch = 2.6 * r;

  for (guint i = 0; i < hospital->wards->len; i++) {
    RyWheelDot *ward = g_ptr_array_index (hospital->wards, i);
    guint row = i / WARDS_IN_ROW, n = MIN (WARDS_IN_ROW, hospital->wards->len - row * WARDS_IN_ROW);
    double along = (i % WARDS_IN_ROW - (n - 1) / 2.0) * pitch, out = (row + 0.0) * pitch;
    double x = place->x + out * cos (place->angle) - along * sin (place->angle);
    double y = place->y + out * sin (place->angle) + along * cos (place->angle);

    if (ward->age == RY_REPORT_FRESH)
      ry_scene_disc (self->scene, x, y, r, &(RyInk){ .fill = palette->vertical_tyre });
    else
      ry_scene_disc (self->scene, x, y, r,
                     &(RyInk){ .fill = palette->view, .line = ward->age == RY_REPORT_NONE ? palette->ink2 : palette->vertical, .width = 1.4,
                               .dash = ward->age == RY_REPORT_NONE ? 2.5 : 0 });
  }
}

static void
draw_hospital (RyWheelsDrawing *self, guint i)
{
  RyWheelHospital *hospital = get_hospital (self, i);
  RyWheelsPlace place = _ry_wheels_place_hospital (self, i);
  gboolean dots = self->level == RY_WHEELS_ORGANISATIONS && hospital->wards->len > 0;
  double size = 12 * self->k;

  describe (self, ry_scene_open_node (self->scene, RY_WHEELS_PART_VERTICAL, hospital->id, hospital->name), i, &place);
  if (dots)
    draw_wards (self, hospital, &place);
  else
    draw_bed_disc (self, hospital, &place);
  if (place.r >= 0.045 * self->r) {
    /* Under the node, or over it where the tyre is near. */
    gboolean over = place.y + place.r + size * 1.4 > self->vy + 0.9 * self->r;

    _ry_wheels_draw_text (self, place.x, over ? place.y - place.r - size * 0.8 : place.y + place.r + size * 0.8, 0.5, size, 600, self->palette->ink, self->palette->vertical_soft, hospital->picture);
  }
  ry_scene_close_node (self->scene);
}

/* ---- The column ---- */

static void
draw_step (RyWheelsDrawing *self, RyStage stage, double top, double height)
{
  double width = COLUMN_WIDTH * self->r, left = self->vx - width / 2, inset = 0.1 * width;
  double from = top + height * 0.44, to = top + height * 0.98, tip = height * 0.14;
  g_autofree char *number = g_strdup_printf (_ ("%.0f people"), self->wheels->stages[stage]);

  _ry_wheels_draw_text (self, self->vx, top + height * 0.24, 0.5, _ry_wheels_fit (_ (bands[stage].name), MIN (15 * self->k, height * 0.32), width * 0.92), 800, self->palette->vertical_ink, NULL,
                        _ (bands[stage].name));
  ry_scene_path (self->scene, &(RyInk){ .fill = self->palette->vertical_tyre });
  ry_scene_move_to (self->scene, left + inset, from);
  ry_scene_line_to (self->scene, left + width - inset, from);
  ry_scene_line_to (self->scene, left + width - inset, to - tip);
  ry_scene_line_to (self->scene, self->vx, to);
  ry_scene_line_to (self->scene, left + inset, to - tip);
  ry_scene_close (self->scene);
  _ry_wheels_draw_text (self, self->vx, (from + to - tip) / 2, 0.5, _ry_wheels_fit (number, MIN (12 * self->k, height * 0.24), width * 0.76), 600, "#ffffff", NULL, number);
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
    ry_scene_disc (self->scene, self->vx, self->vy, bands[stage].outer * self->r, &(RyInk){ .fill = self->palette->vertical_mid, .alpha = bands[stage].tint });
    if (stage > RY_STAGE_ACUTE)
      ry_scene_disc (self->scene, self->vx, self->vy, bands[stage].outer * self->r, &(RyInk){ .line = self->palette->vertical, .width = 1, .alpha = 0.55 });
  }
}

static void
draw_tyre_words (RyWheelsDrawing *self)
{
  const RyLabel label = { .x = self->vx, .y = self->vy, .size = MIN (0.62 * 0.088 * self->r, 15 * self->k), .weight = 600, .colour = "#ffffff" };
  g_autofree char *counts = g_strdup_printf (_ ("%u hospitals, %u wards"), self->wheels->hospitals->len, ry_wheels_count_wards (self->wheels));

  ry_scene_curved_text (self->scene, &label, 0.956 * self->r, RY_DEGREES (-135), _ ("Hospital and hospital"));
  ry_scene_curved_text (self->scene, &label, 0.956 * self->r, RY_DEGREES (-45), _ ("Hospital and home"));
  ry_scene_curved_text (self->scene, &label, 0.956 * self->r, RY_DEGREES (90), counts);
}

static void
draw_hub (RyWheelsDrawing *self)
{
  double r = HUB * self->r;

  ry_scene_disc (self->scene, self->vx, self->vy, r + 3 * self->k, &(RyInk){ .fill = self->palette->view });
  ry_scene_disc (self->scene, self->vx, self->vy, r, &(RyInk){ .fill = self->palette->plane_tyre, .line = self->palette->vertical_tyre, .width = 3.5 * self->k });
  _ry_wheels_draw_house (self, self->vx, self->vy - 0.24 * r, 0.62 * r, "#ffffff");
  _ry_wheels_draw_text (self, self->vx, self->vy + 0.5 * r, 0.5, 0.36 * r, 800, "#ffffff", NULL, _ ("Home"));
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
  for (guint i = 0; i < self->wheels->hospitals->len; i++)
    draw_hospital (self, i);
}
