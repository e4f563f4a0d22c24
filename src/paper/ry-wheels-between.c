/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What joins the wheels: the axle from hub to hub, which says how many people go which way, and on it the people who
 * sit in both councils, each tied to both rims.
 */
#include "ry-wheels-private.h"

#define MOST_OFFICERS 7 /* with more, six stand here and the others are counted */

void
_ry_wheels_draw_axle (RyWheelsDrawing *self)
{
  double thick = 0.125 * self->r, margin = 2.5 * self->k;
  double x0 = self->px, y0 = self->py, x1 = self->vx, y1 = self->vy;
  RyInk ink = { .fill = self->palette->plane_tyre,
                .fill_to = self->palette->vertical_tyre,
                .x1 = x0 + 0.38 * (x1 - x0),
                .y1 = y0 + 0.38 * (y1 - y0),
                .x2 = x0 + 0.62 * (x1 - x0),
                .y2 = y0 + 0.62 * (y1 - y0) };

  if (self->narrow) {
    double end = self->vy - 0.9 * self->r;

    ry_scene_box (self->scene, x0 - thick / 2 - margin, y0, thick + 2 * margin, end - y0, 0,
                  &(RyInk){ .fill = self->palette->view });
    ry_scene_box (self->scene, x0 - thick / 2, y0, thick, end - y0, 0, &ink);
    return;
  }
  ry_scene_box (self->scene, x0, y0 - thick / 2 - margin, x1 - x0, thick + 2 * margin, 0,
                &(RyInk){ .fill = self->palette->view });
  ry_scene_box (self->scene, x0, y0 - thick / 2, x1 - x0, thick, 0, &ink);
}

static void
draw_axle_words (RyWheelsDrawing *self)
{
  g_autofree char *admitted = ry_flow_format_people (self->wheels->admitted),
                  *discharged = ry_flow_format_people (self->wheels->discharged);
  g_autofree char *in = g_strdup_printf (_ ("Admitted %s ▶"), admitted),
                  *out = g_strdup_printf (_ ("◀ Discharged %s"), discharged);
  double size = MIN (15 * self->k, 0.068 * self->r);

  if (self->narrow)
    return;
  ry_scene_put_over (self->scene, self->px + 0.61 * self->r, self->py, 0.5, _ry_wheels_fit (in, size, 0.66 * self->r),
                     600, "#ffffff", NULL, in);
  ry_scene_put_over (self->scene, self->vx - 0.575 * self->r, self->vy, 0.5, _ry_wheels_fit (out, size, 0.66 * self->r),
                     600, "#ffffff", NULL, out);
}

static void
tie (RyWheelsDrawing *self, double y, double left, double right, const RyInk *inks)
{
  double rims[] = { self->px + self->r, self->vx - self->r };
  double ends[] = { left, right };
  double spread = CLAMP ((y - self->py) * 0.2, -0.11 * self->r, 0.11 * self->r);

  for (guint side = 0; side < 2; side++) {
    double middle = (rims[side] + ends[side]) / 2, target = self->py + spread;
    double off = sqrt (MAX (self->r * self->r - spread * spread, 0));
    double x = side == 0 ? self->px + off : self->vx - off;

    ry_scene_path (self->scene, &inks[side]);
    ry_scene_move_to (self->scene, ends[side], y);
    ry_scene_curve_to (self->scene, middle, y, middle, target, x, target);
    ry_scene_disc (self->scene, ends[side], y, 2.4 * self->k, &(RyInk){ .fill = inks[side].line });
  }
}

static void
draw_officer (RyWheelsDrawing *self, RyWheelOfficer *officer, double x, double y, double width, double row)
{
  RySceneNode *node = ry_scene_open_node (self->scene, RY_WHEELS_PART_OFFICERS, officer->person, officer->name);
  double room = width - 34 * self->k, size = 13 * self->k, small = 11.5 * self->k;

  node->speech = g_strdup_printf (_ ("%s, %s, sits in both councils"), officer->name, officer->body);
  node->reading = g_strdup (officer->reading);
  node->x = x + width / 2;
  node->y = y;
  node->width = width;
  node->height = row - 2;
  _ry_wheels_draw_both (self, x + 17 * self->k, y, 6.5 * self->k);
  size = _ry_wheels_fit (officer->name, size, room);
  small = _ry_wheels_fit (officer->body, small, room);
  ry_scene_put_over (self->scene, x + 31 * self->k, y - row * 0.17, 0, size, 600, self->palette->ink, NULL,
                     officer->name);
  ry_scene_put_over (self->scene, x + 31 * self->k, y + row * 0.2, 0, MAX (small, 9), 400, self->palette->ink2, NULL,
                     officer->body);
  ry_scene_close_node (self->scene);
}

static void
draw_card (RyWheelsDrawing *self, double x, double y, double width, double height)
{
  g_autofree char *head = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u officer in both", "%u officers in both",
                                                        self->wheels->officers->len),
                                           self->wheels->officers->len);
  double line = 4 * self->k;

  ry_scene_box (self->scene, x, y, width, height, 10 * self->k,
                &(RyInk){ .fill = self->palette->view, .line = self->palette->vertical_mid, .width = 1.2 });
  ry_scene_box (self->scene, x + 3, y, width / 2 - 3, line, 2, &(RyInk){ .fill = self->palette->plane_tyre });
  ry_scene_box (self->scene, x + width / 2, y, width / 2 - 3, line, 2,
                &(RyInk){ .fill = self->palette->vertical_tyre });
  ry_scene_put_over (self->scene, x + width / 2, y + 20 * self->k, 0.5, MIN (13.5 * self->k, width / 12), 800,
                     self->palette->ink, NULL, head);
}

static guint
count_shown (RyWheelsDrawing *self)
{
  return self->wheels->officers->len > MOST_OFFICERS ? MOST_OFFICERS - 1 : self->wheels->officers->len;
}

static void
draw_others (RyWheelsDrawing *self, double x, double y)
{
  guint others = self->wheels->officers->len - count_shown (self);
  g_autofree char *words =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u other", "and %u others", others), others);

  if (others > 0)
    ry_scene_put_over (self->scene, x, y, 0.5, 12 * self->k, 400, self->palette->ink2, NULL, words);
}

static void
draw_wide (RyWheelsDrawing *self)
{
  double gap = self->vx - self->px - 2 * self->r, width = gap - 34 * self->k,
         row = CLAMP (0.165 * self->r, 37 * self->k, 46 * self->k);
  guint shown = count_shown (self), rows = shown + (shown < self->wheels->officers->len);
  double height = 34 * self->k + rows * row + 8 * self->k, x = (self->px + self->vx) / 2 - width / 2,
         y = self->py - height / 2;
  const RyInk inks[] = { { .line = self->palette->plane, .width = 1.3, .alpha = 0.8 },
                         { .line = self->palette->vertical, .width = 1.3, .alpha = 0.8 } };

  for (guint i = 0; i < shown; i++)
    tie (self, y + 34 * self->k + (i + 0.5) * row, x, x + width, inks);
  draw_card (self, x, y, width, height);
  for (guint i = 0; i < shown; i++)
    draw_officer (self, g_ptr_array_index (self->wheels->officers, i), x, y + 34 * self->k + (i + 0.5) * row, width,
                  row);
  draw_others (self, x + width / 2, y + 34 * self->k + (shown + 0.5) * row);
}

/* Three beside each other, between the wheels. */
static void
draw_narrow (RyWheelsDrawing *self)
{
  guint shown = count_shown (self), rows = (shown + 1) / 2;
  double width = self->width - 2 * 12, row = 38 * self->k,
         height = 34 * self->k + rows * row + 24 * self->k * (shown < self->wheels->officers->len);
  double x = 12, y = (self->py + self->vy) / 2 - height / 2;

  draw_card (self, x, y, width, height);
  for (guint i = 0; i < shown; i++)
    draw_officer (self, g_ptr_array_index (self->wheels->officers, i), x + (i % 2) * width / 2,
                  y + 34 * self->k + (i / 2 + 0.5) * row, width / 2, row);
  draw_others (self, x + width / 2, y + height - 14 * self->k);
}

void
_ry_wheels_draw_officers (RyWheelsDrawing *self)
{
  draw_axle_words (self);
  if (self->wheels->officers->len == 0)
    return;
  if (self->narrow)
    draw_narrow (self);
  else
    draw_wide (self);
}
