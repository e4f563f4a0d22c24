/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The axis has a column between each two days that something begins or ends on, all of one width: a week of surgery
 * takes as much room as half a year at home, since as much is written in it. Steps of a lane that overlap share its
 * height. Arrows run at right angles, in the gaps between the columns only.
 */
#include "ry-lane-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LABEL      150.0 /* where the days begin */
#define RIGHT      26.0
#define STAGES     8.0 /* top of the stages' bars */
#define BAR        24.0
#define DAYS       46.0 /* middle of the days */
#define TOP        58.0 /* where the lanes begin */
#define GAP        7.0  /* between a box and its column's edges */
#define LEAST_LANE 78.0
#define LEAST      760.0 /* in which lanes from left to right can be read */

typedef struct {
  RyScene *scene;
  const RyPathway *pathway;
  const RyPalette *palette;
  double width, height, lane;
  guint *rows;   /* of each step, in its lane */
  guint *n_rows; /* of each lane */
} Lanes;

/* Between two days of the axis a day lies in proportion. */
static double
get_x (Lanes *self, int day)
{
  GArray *days = self->pathway->days;
  double room = self->width - LABEL - RIGHT, column = days->len > 1 ? room / (days->len - 1) : room;

  for (guint i = 0; i + 1 < days->len; i++) {
    int from = g_array_index (days, int, i), to = g_array_index (days, int, i + 1);

    if (day <= to)
      return LABEL + column * (i + (double) (MAX (day, from) - from) / (to - from));
  }
  return self->width - RIGHT;
}

static double
get_lane_y (Lanes *self, guint role)
{
  return TOP + role * self->lane;
}

static const RyPathwayStep *
get_step (Lanes *self, guint i)
{
  return self->pathway->steps->pdata[i];
}

static gboolean
is_home (Lanes *self, guint role)
{
  return ((RyPathwayRole *) self->pathway->roles->pdata[role])->home;
}

/* ---- What lies behind ---- */

static void
draw_stage (Lanes *self, const RyPathwayStage *stage, gboolean last)
{
  double left = get_x (self, stage->from) + 2, right = get_x (self, stage->to) - 2;
  const char *fill = last ? self->palette->plane_tyre : self->palette->vertical_tyre;
  g_autofree char *words = g_strdup_printf (_ ("%s, until day %d"), stage->name, stage->to);
  gboolean fits = ry_scene_measure (words, 12.5) < right - left - 8;

  ry_scene_box (self->scene, left, STAGES, MAX (right - left, 4), BAR, 5, &(RyInk){ .fill = fill });
  ry_scene_put (self->scene, (left + right) / 2, STAGES + BAR / 2, 0.5, 12.5, 600, "#ffffff",
                fits || last ? (fits ? words : stage->name) : stage->name);
}

static void
draw_axis (Lanes *self)
{
  double below = -1e9;

  for (guint i = 0; i < self->pathway->stages->len; i++)
    draw_stage (self, self->pathway->stages->pdata[i], i > 0 && i + 1 == self->pathway->stages->len);
  for (guint i = 0; i < self->pathway->days->len; i++) {
    int day = g_array_index (self->pathway->days, int, i);
    double x = get_x (self, day);
    g_autofree char *words = day == 0 ? g_strdup (_ ("Onset")) : g_strdup_printf (_ ("Day %d"), day);

    ry_scene_path (self->scene, &(RyInk){ .line = self->palette->ink2, .width = 0.8, .alpha = 0.35, .dash = 3 });
    ry_scene_move_to (self->scene, x, TOP);
    ry_scene_line_to (self->scene, x, TOP + self->pathway->roles->len * self->lane);
    if (x - below < ry_scene_measure (words, 11.5) + 6)
      continue;
    ry_scene_put (self->scene, x, DAYS,
                  i == 0                              ? 0
                  : i + 1 == self->pathway->days->len ? 1
                                                      : 0.5,
                  11.5, 600, self->palette->ink2, words);
    below = x;
  }
}

static void
draw_lane (Lanes *self, guint role)
{
  const RyPathwayRole *own = self->pathway->roles->pdata[role];
  double y = get_lane_y (self, role), size = 15;

  ry_scene_box (self->scene, 0, y, self->width, self->lane, 0,
                &(RyInk){ .fill = own->home ? self->palette->plane_soft : self->palette->vertical_soft,
                          .alpha = role % 2 == 0 ? 0.95 : 0.6 });
  ry_scene_put (self->scene, 14, y + self->lane / 2, 0,
                MIN (size, size * (LABEL - 20) / MAX (ry_scene_measure (own->name, size), 1)), 600,
                own->home ? self->palette->plane_ink : self->palette->vertical_ink, own->name);
}

/* ---- Steps ---- */

typedef struct {
  double left, top, right, bottom;
} Box;

static Box
get_box (Lanes *self, guint i)
{
  const RyPathwayStep *step = get_step (self, i);
  double room = (self->lane - 18) / self->n_rows[step->role];
  double top = get_lane_y (self, step->role) + 9 + self->rows[i] * room;
  Box box = { get_x (self, step->from) + GAP, top, get_x (self, MAX (step->day, step->from + 1)) - GAP,
              top + room - (self->n_rows[step->role] > 1 ? 3 : 0) };

  box.right = MAX (box.right, box.left + 8);
  return box;
}

static gboolean
overlap (const RyPathwayStep *a, const RyPathwayStep *b)
{
  return a->role == b->role && a->from < MAX (b->day, b->from + 1) && b->from < MAX (a->day, a->from + 1);
}

static void
stack_steps (Lanes *self)
{
  self->rows = g_new0 (guint, MAX (self->pathway->steps->len, 1));
  self->n_rows = g_new (guint, MAX (self->pathway->roles->len, 1));
  for (guint i = 0; i < self->pathway->roles->len; i++)
    self->n_rows[i] = 1;
  for (guint i = 0; i < self->pathway->steps->len; i++) {
    for (guint k = 0; k < i; k++)
      if (overlap (get_step (self, i), get_step (self, k)) && self->rows[k] >= self->rows[i])
        self->rows[i] = self->rows[k] + 1;
    self->n_rows[get_step (self, i)->role] = MAX (self->n_rows[get_step (self, i)->role], self->rows[i] + 1);
  }
}

/* A name too long for its box goes on in a second line behind its point. */
static GStrv
split_name (const char *name, double room)
{
  const char *point = ry_scene_measure (name, 13) > room ? strstr (name, "・") : NULL;
  g_auto (GStrv) lines = g_strsplit (name, "\n", -1);

  return lines[0] != NULL && lines[1] == NULL && point != NULL ? g_strsplit (name, "・", 2) : g_steal_pointer (&lines);
}

static void
put_name (Lanes *self, const RyPathwayStep *step, const Box *box, double middle)
{
  double size = 13, room = box->right - box->left - 6;
  g_auto (GStrv) lines = split_name (step->name, room);
  guint n = g_strv_length (lines);

  for (guint i = 0; i < n; i++)
    size = MIN (size, 13 * room / MAX (ry_scene_measure (lines[i], 13), 1));
  size = MAX (size, 6);
  for (guint i = 0; i < n; i++)
    ry_scene_put (self->scene, (box->left + box->right) / 2, middle + (i - (n - 1) / 2.0) * size * 1.15, 0.5, size, 600,
                  self->palette->ink, lines[i]);
}

static void
draw_step (Lanes *self, guint i)
{
  const RyPathwayStep *step = get_step (self, i);
  Box box = get_box (self, i);
  double height = box.bottom - box.top;
  gboolean tall = height > 44;
  g_autofree char *target = g_strdup_printf (_ ("Target: day %d"), step->day);
  g_autofree char *name = ry_pathway_flatten (step->name);
  double size = MIN (11.5, 11.5 * (box.right - box.left - 6) / MAX (ry_scene_measure (target, 11.5), 1));
  const RyInk ink = { .fill = self->palette->view,
                      .line = is_home (self, step->role) ? self->palette->plane : self->palette->vertical,
                      .width = step->main ? 2.6 : 1.5,
                      .dash = step->alternative ? 4 : 0 };
  RySceneNode *node = ry_scene_open_node (self->scene, 0, NULL, name);

  ry_scene_box (self->scene, box.left, box.top, box.right - box.left, height, 8, &ink);
  put_name (self, step, &box, tall ? box.top + height * 0.4 : box.top + height / 2);
  if (tall)
    ry_scene_put (self->scene, (box.left + box.right) / 2, box.bottom - 11, 0.5, MAX (size, 6), 400,
                  self->palette->ink2, target);
  ry_scene_close_node (self->scene);
  node->speech = ry_pathway_describe_step (self->pathway, i);
  node->ring = step->role;
  node->angle = M_PI * (box.left + box.right) / 2 / self->width;
  node->x = (box.left + box.right) / 2;
  node->y = (box.top + box.bottom) / 2;
  node->width = box.right - box.left;
  node->height = height;
}

/* ---- Arrows ---- */

void
_ry_lane_draw_head (RyScene *scene, const RyPalette *palette, double x, double y, double dx, double dy)
{
  ry_scene_path (scene, &(RyInk){ .fill = palette->ink2 });
  ry_scene_move_to (scene, x, y);
  ry_scene_line_to (scene, x - dx * 8 - dy * 4.5, y - dy * 8 - dx * 4.5);
  ry_scene_line_to (scene, x - dx * 8 + dy * 4.5, y - dy * 8 + dx * 4.5);
  ry_scene_close (scene);
}

static void
draw_arrow (Lanes *self, guint from, guint to)
{
  const RyPathwayStep *step = get_step (self, to);
  Box a = get_box (self, from), b = get_box (self, to);
  double ay = (a.top + a.bottom) / 2, by = (b.top + b.bottom) / 2, gutter = a.right + GAP / 2;
  gboolean below = b.left < a.right;

  ry_scene_path (self->scene, &(RyInk){ .line = self->palette->ink2, .width = 1.6, .dash = step->alternative ? 4 : 0 });
  if (below) {
    double x = CLAMP ((MAX (a.left, b.left) + MIN (a.right, b.right)) / 2, b.left + 4, b.right - 4);
    gboolean down = b.top > a.bottom - 1;

    ry_scene_move_to (self->scene, x, down ? a.bottom : a.top);
    ry_scene_line_to (self->scene, x, down ? b.top - 6 : b.bottom + 6);
    _ry_lane_draw_head (self->scene, self->palette, x, down ? b.top : b.bottom, 0, down ? 1 : -1);
    return;
  }
  ry_scene_move_to (self->scene, a.right, ay);
  if (fabs (ay - by) > 1) {
    ry_scene_line_to (self->scene, gutter, ay);
    ry_scene_line_to (self->scene, gutter, by);
  }
  ry_scene_line_to (self->scene, MAX (b.left - 6, gutter), by);
  _ry_lane_draw_head (self->scene, self->palette, b.left, by, 1, 0);
}

static void
draw_round (Lanes *self)
{
  double y = STAGES + BAR + 3;

  if (!self->pathway->circular)
    return;
  /* It begins again: a line back over the whole, under the stages. */
  ry_scene_path (self->scene, &(RyInk){ .line = self->palette->plane, .width = 2, .dash = 5 });
  ry_scene_move_to (self->scene, self->width - RIGHT, y);
  ry_scene_line_to (self->scene, LABEL + 8, y);
  _ry_lane_draw_head (self->scene, self->palette, LABEL, y, -1, 0);
}

/**
 * ry_lane_scene_get_height_for_width:
 * @pathway: what is shown
 * @width: room in pixels
 *
 * Returns: the least height at which everything can be read
 */
double
ry_lane_scene_get_height_for_width (const RyPathway *pathway, double width)
{
  return width < LEAST ? _ry_lane_column_get_height (pathway) : TOP + MAX (pathway->roles->len, 1) * LEAST_LANE + 6;
}

static RyScene *
draw_lanes (const RyPathway *pathway, RyPaletteScheme scheme, double width, double height)
{
  Lanes self = { ry_scene_new (width, height), pathway, ry_palette_get (scheme), width, height };

  self.lane = (height - TOP - 6) / MAX (pathway->roles->len, 1);
  stack_steps (&self);
  for (guint i = 0; i < pathway->roles->len; i++)
    draw_lane (&self, i);
  draw_axis (&self);
  draw_round (&self);
  for (guint i = 0; i < pathway->steps->len; i++)
    for (guint k = 0; k < get_step (&self, i)->after->len; k++)
      draw_arrow (&self, g_array_index (get_step (&self, i)->after, guint, k), i);
  for (guint i = 0; i < pathway->steps->len; i++)
    draw_step (&self, i);
  g_free (self.rows);
  g_free (self.n_rows);
  return self.scene;
}

/**
 * ry_lane_scene_new:
 * @pathway: what it shows
 * @scheme: whose colours
 * @width: room in pixels
 * @height: room in pixels; where the days run downwards the picture takes what it needs
 *
 * Returns: (transfer full): the picture
 */
RyScene *
ry_lane_scene_new (const RyPathway *pathway, RyPaletteScheme scheme, double width, double height)
{
  RyScene *scene =
      width < LEAST ? _ry_lane_column_new (pathway, scheme, width) : draw_lanes (pathway, scheme, width, height);
  g_autofree char *summary = g_strdup_printf (_ ("%s: %u stages, %u roles, %u steps."), pathway->name,
                                              pathway->stages->len, pathway->roles->len, pathway->steps->len);

  ry_scene_set_words (scene, pathway->name, summary);
  return scene;
}
