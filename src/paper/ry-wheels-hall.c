/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two wheels for a hall: three fields with their sums, three stages with theirs, and how many sit in both. Type is
 * never smaller than 45 pixels on a canvas of 1920 × 1080, which twenty metres away is 18 minutes of arc.
 */
#include "ry-wheels-private.h"

#define HALL_WIDTH  1920.0
#define HALL_HEIGHT 1080.0

static const char *const fields[] = {
  [RY_FIELD_COMMUNITY] = NC_ ("hall", "Neighbourhood"),
  [RY_FIELD_CARE] = NC_ ("hall", "Care"),
  [RY_FIELD_PROFESSIONS] = NC_ ("hall", "Medicine"),
};

static const char *const stages[] = {
  [RY_STAGE_ACUTE] = N_ ("Acute"),
  [RY_STAGE_RECOVERY] = N_ ("Recovery"),
  [RY_STAGE_CHRONIC] = N_ ("Chronic"),
};

static void
place (RyWheelsDrawing *self)
{
  double k = self->k = MIN (self->width / HALL_WIDTH, self->height / HALL_HEIGHT);

  self->narrow = FALSE;
  self->r = 352 * k;
  self->px = self->width / 2 - 556 * k;
  self->vx = self->width / 2 + 556 * k;
  self->py = self->vy = self->height / 2 - 8 * k;
}

static guint
count_field (RyWheels *wheels, RyWheelField field)
{
  guint n = 0;

  for (guint i = 0; i < wheels->bodies->len; i++) {
    RyWheelBody *body = g_ptr_array_index (wheels->bodies, i);

    n += body->field == field ? body->dots->len : 0;
  }
  return n;
}

static guint
count_stage (RyWheels *wheels, RyStage stage)
{
  guint n = 0;

  for (guint i = 0; i < wheels->hospitals->len; i++)
    n += ((RyWheelHospital *) g_ptr_array_index (wheels->hospitals, i))->stage == stage;
  return n;
}

/* Where one field ends and another begins the tyre is cut. */
static void
draw_notches (RyWheelsDrawing *self)
{
  static const double edges[] = { -13, 13, 90, 218 };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++) {
    double c = cos (RY_DEGREES (edges[i])), s = sin (RY_DEGREES (edges[i]));

    ry_scene_path (self->scene, &(RyInk){ .line = self->palette->view, .width = 6 * self->k });
    ry_scene_move_to (self->scene, self->px + 0.91 * self->r * c, self->py + 0.91 * self->r * s);
    ry_scene_line_to (self->scene, self->px + 1.01 * self->r * c, self->py + 1.01 * self->r * s);
  }
}

static void
draw_fields (RyWheelsDrawing *self)
{
  static const struct {
    double x, y, edge;
  } at[] = {
    [RY_FIELD_COMMUNITY] = { 0.44, 0.5, 76 },
    [RY_FIELD_CARE] = { -0.44, 0.5, 90 },
    [RY_FIELD_PROFESSIONS] = { 0, -0.66, 218 },
  };

  for (RyWheelField field = 0; field < RY_N_WHEEL_FIELDS; field++) {
    double x = self->px + at[field].x * self->r, y = self->py + at[field].y * self->r,
           angle = RY_DEGREES (at[field].edge);
    g_autofree char *sum = g_strdup_printf ("%u", count_field (self->wheels, field));

    if (field != RY_FIELD_COMMUNITY) {
      ry_scene_path (self->scene,
                     &(RyInk){ .line = self->palette->plane, .width = 3 * self->k, .alpha = 0.6, .dash = 7 * self->k });
      ry_scene_move_to (self->scene, self->px + 0.35 * self->r * cos (angle), self->py + 0.35 * self->r * sin (angle));
      ry_scene_line_to (self->scene, self->px + 0.9 * self->r * cos (angle), self->py + 0.9 * self->r * sin (angle));
    }
    ry_scene_put_over (self->scene, x, y - 34 * self->k, 0.5, 46 * self->k, 800, self->palette->plane_ink,
                       self->palette->plane_soft, g_dpgettext2 (GETTEXT_PACKAGE, "hall", fields[field]));
    ry_scene_put_over (self->scene, x, y + 30 * self->k, 0.5, 68 * self->k, 800, self->palette->plane_ink,
                       self->palette->plane_soft, sum);
  }
}

static void
draw_home (RyWheelsDrawing *self, double x, double r, const char *rim, const char *line, const char *other)
{
  ry_scene_disc (self->scene, x, self->py, r,
                 &(RyInk){ .fill = self->palette->plane_tyre, .line = rim, .width = 7 * self->k });
  ry_scene_house (self->scene, x, self->py - 0.46 * r, 0.5 * r, "#ffffff");
  ry_scene_put_over (self->scene, x, self->py + (other != NULL ? 0.14 : 0.4) * r, 0.5, 46 * self->k, 800, "#ffffff",
                     NULL, line);
  if (other != NULL)
    ry_scene_put_over (self->scene, x, self->py + 0.58 * r, 0.5, 46 * self->k, 800, "#ffffff", NULL, other);
}

/* A dot, and an arrow that says which way people go: inward. Where the column stands, its figures speak. */
static void
draw_hospital (RyWheelsDrawing *self, guint i)
{
  RyWheelHospital *hospital = g_ptr_array_index (self->wheels->hospitals, i);
  double angle = _ry_wheels_place_hospital (self, i).angle, c = cos (angle), s = sin (angle);
  double at = (hospital->stage == RY_STAGE_ACUTE ? 0.8 : hospital->stage == RY_STAGE_RECOVERY ? 0.59 : 0.4) * self->r;
  double x = self->vx + at * c, y = self->vy + at * s, tip = at - 0.125 * self->r, foot = at - 0.085 * self->r;
  const RyInk ink = { .fill = self->palette->vertical, .alpha = 0.75 };

  if (y < self->vy - 0.2 * self->r && fabs (x - self->vx) < 0.42 * self->r)
    return;
  ry_scene_path (self->scene, &ink);
  ry_scene_move_to (self->scene, self->vx + tip * c, self->vy + tip * s);
  ry_scene_line_to (self->scene, self->vx + foot * c - 0.035 * self->r * s, self->vy + foot * s + 0.035 * self->r * c);
  ry_scene_line_to (self->scene, self->vx + foot * c + 0.035 * self->r * s, self->vy + foot * s - 0.035 * self->r * c);
  ry_scene_close (self->scene);
  ry_scene_disc (self->scene, x, y, 0.054 * self->r, &(RyInk){ .fill = self->palette->vertical_tyre });
}

static void
draw_rings (RyWheelsDrawing *self)
{
  static const double outer[] = { 0.91, 0.7, 0.48 }, tints[] = { 0.08, 0.24, 0.34 };

  for (RyStage stage = RY_STAGE_ACUTE; stage < RY_N_STAGES; stage++)
    ry_scene_disc (self->scene, self->vx, self->vy, outer[stage] * self->r,
                   &(RyInk){ .fill = self->palette->vertical_mid,
                             .line = self->palette->vertical,
                             .width = 2,
                             .alpha = tints[stage] });
  for (guint i = 0; i < self->wheels->hospitals->len; i++)
    draw_hospital (self, i);
}

static void
draw_stages (RyWheelsDrawing *self)
{
  for (RyStage stage = RY_STAGE_ACUTE; stage < RY_N_STAGES; stage++) {
    double y = self->vy - self->r * 0.82 + stage * 78 * self->k, width = 236 * self->k;
    g_autofree char *text = g_strdup_printf ("%s %u", _ (stages[stage]), count_stage (self->wheels, stage));

    ry_scene_box (self->scene, self->vx - width / 2, y - 35 * self->k, width, 70 * self->k, 12 * self->k,
                  &(RyInk){ .fill = self->palette->view });
    ry_scene_put_over (self->scene, self->vx, y, 0.5, 50 * self->k, 800, self->palette->vertical_ink, NULL, text);
  }
}

static void
draw_officers (RyWheelsDrawing *self)
{
  double x = self->width / 2, width = 300 * self->k, height = 286 * self->k;
  g_autofree char *count =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u officer", "%u officers", self->wheels->officers->len),
                       self->wheels->officers->len);

  ry_scene_box (self->scene, x - width / 2, self->py - height / 2, width, height, 28 * self->k,
                &(RyInk){ .fill = self->palette->view, .line = self->palette->vertical_mid, .width = 4 * self->k });
  _ry_wheels_draw_both (self, x, self->py - 78 * self->k, 37 * self->k);
  ry_scene_put_over (self->scene, x, self->py + 8 * self->k, 0.5, 46 * self->k, 600, self->palette->ink, NULL,
                     _ ("in both"));
  ry_scene_put_over (self->scene, x, self->py + 84 * self->k, 0.5, 64 * self->k, 800, self->palette->ink, NULL, count);
}

static void
draw_name (RyWheelsDrawing *self, double x, const char *mark, const char *name, const char *tyre, const char *ink)
{
  double y = self->height - 128 * self->k, size = 54 * self->k, tag = ry_scene_measure (mark, size) + 34 * self->k,
         margin = 24 * self->k;
  double room = self->width / 2 - tag - 2 * margin, left, width;

  if (name == NULL)
    return;
  size = MAX (MIN (size, size * room / ry_scene_measure (name, size)), 45 * self->k);
  width = tag + 16 * self->k + ry_scene_measure (name, size);
  left = CLAMP (x - width / 2, margin, MAX (self->width - margin - width, margin));
  ry_scene_box (self->scene, left, y - 40 * self->k, tag, 80 * self->k, 18 * self->k, &(RyInk){ .fill = tyre });
  ry_scene_put_over (self->scene, left + tag / 2, y, 0.5, 52 * self->k, 800, "#ffffff", NULL, mark);
  ry_scene_put_over (self->scene, left + tag + 16 * self->k, y, 0, size, 800, ink, NULL, name);
}

void
_ry_wheels_draw_hall (RyWheelsDrawing *self)
{
  const RyPalette *palette = self->palette;

  place (self);
  ry_scene_box (self->scene, 0, 0, self->width, self->height, 0, &(RyInk){ .fill = palette->view });
  ry_scene_put_over (self->scene, self->width / 2, 100 * self->k, 0.5, 76 * self->k, 800, palette->ink, NULL,
                     _ ("Two councils, turning as a pair of wheels"));
  _ry_wheels_draw_ground (self, self->px, self->py, palette->plane_soft, palette->plane_tyre, palette->plane);
  _ry_wheels_draw_ground (self, self->vx, self->vy, palette->vertical_soft, palette->vertical_tyre, palette->vertical);
  draw_notches (self);
  draw_rings (self);
  _ry_wheels_draw_axle (self);
  draw_fields (self);
  draw_stages (self);
  draw_home (self, self->px, 0.35 * self->r, palette->view, _ ("Person"), _ ("Family"));
  draw_home (self, self->vx, 0.28 * self->r, palette->vertical_tyre, _ ("Home"), NULL);
  if (self->wheels->officers->len > 0)
    draw_officers (self);
  draw_name (self, self->px, _ ("Plane"), self->wheels->plane_name, palette->plane_tyre, palette->plane_ink);
  draw_name (self, self->vx, _ ("Vertical"), self->wheels->vertical_name, palette->vertical_tyre,
             palette->vertical_ink);
}
