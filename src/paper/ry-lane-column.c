/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pathway on a narrow screen: the days run downwards, stage by stage, one box a step, who does it written above its
 * name and told by the colour too. What follows directly has an arrow between the boxes; what follows later a line at
 * the left.
 */
#include "ry-lane-private.h"

#include <glib/gi18n-lib.h>

#define MARGIN 10.0
#define GUTTER 30.0 /* for the lines at the left */
#define BAR    28.0
#define BOX    58.0
#define GAP    20.0 /* between boxes, with room for an arrow's head */
#define LINES  4    /* that stand beside one another before they share a place */

typedef struct {
  RyScene *scene;
  const RyPathway *pathway;
  const RyPalette *palette;
  double width;
  double *tops; /* of each step's box */
} Column;

static const RyPathwayStep *
get_step (const RyPathway *pathway, guint i)
{
  return pathway->steps->pdata[i];
}

/* Whether the step is the first of its stage. */
static gboolean
begins_stage (const RyPathway *pathway, guint i)
{
  return pathway->stages->len > 0 && (i == 0 || ry_pathway_find_stage (pathway, get_step (pathway, i)) !=
                                                    ry_pathway_find_stage (pathway, get_step (pathway, i - 1)));
}

static double
place_steps (const RyPathway *pathway, double *tops)
{
  double y = MARGIN;

  for (guint i = 0; i < pathway->steps->len; i++) {
    if (begins_stage (pathway, i))
      y += BAR + GAP / 2;
    if (tops != NULL)
      tops[i] = y;
    y += BOX + GAP;
  }
  return y + MARGIN;
}

static void
put (Column *self, double x, double y, double anchor, double size, int weight, const char *colour, const char *text)
{
  double room = self->width - MARGIN - GUTTER - 24;
  const RyLabel label = { .x = x,
                          .y = y,
                          .anchor = anchor,
                          .size = MIN (size, size * room / MAX (ry_scene_measure (text, size), 1)),
                          .weight = weight,
                          .colour = colour };

  ry_scene_text (self->scene, &label, text);
}

static void
draw_stage (Column *self, guint i)
{
  const RyPathwayStage *stage =
      self->pathway->stages->pdata[ry_pathway_find_stage (self->pathway, get_step (self->pathway, i))];
  gboolean last =
      stage == self->pathway->stages->pdata[self->pathway->stages->len - 1] && self->pathway->stages->len > 1;
  double top = self->tops[i] - BAR - GAP / 2;
  g_autofree char *words = g_strdup_printf (_ ("%s, day %d to %d"), stage->name, stage->from, stage->to);

  ry_scene_box (self->scene, MARGIN, top, self->width - 2 * MARGIN, BAR, 5,
                &(RyInk){ .fill = last ? self->palette->plane_tyre : self->palette->vertical_tyre });
  put (self, self->width / 2, top + BAR / 2, 0.5, 13, 600, "#ffffff", words);
}

static void
draw_step (Column *self, guint i)
{
  const RyPathwayStep *step = get_step (self->pathway, i);
  const RyPathwayRole *role = self->pathway->roles->pdata[step->role];
  double left = MARGIN + GUTTER, top = self->tops[i], right = self->width - MARGIN;
  g_autofree char *name = ry_pathway_flatten (step->name);
  g_autofree char *target = g_strdup_printf (_ ("Target: day %d"), step->day);
  const RyInk ink = { .fill = role->home ? self->palette->plane_soft : self->palette->vertical_soft,
                      .line = role->home ? self->palette->plane : self->palette->vertical,
                      .width = step->main ? 2.6 : 1.5,
                      .dash = step->alternative ? 4 : 0 };
  RySceneNode *node = ry_scene_open_node (self->scene, 0, NULL, name);

  ry_scene_box (self->scene, left, top, right - left, BOX, 8, &ink);
  put (self, left + 12, top + 17, 0, 12, 600, role->home ? self->palette->plane_ink : self->palette->vertical_ink,
       role->name);
  put (self, right - 12, top + 17, 1, 12, 400, self->palette->ink2, target);
  put (self, left + 12, top + 40, 0, 15, 600, self->palette->ink, name);
  ry_scene_close_node (self->scene);
  node->speech = ry_pathway_describe_step (self->pathway, i);
  node->ring = i;
  node->x = (left + right) / 2;
  node->y = top + BOX / 2;
  node->width = right - left;
  node->height = BOX;
}

static void
draw_arrow (Column *self, guint from, guint to)
{
  const RyInk ink = { .line = self->palette->ink2,
                      .width = 1.6,
                      .dash = get_step (self->pathway, to)->alternative ? 4 : 0 };
  double left = MARGIN + GUTTER, x = MARGIN + (from % LINES + 0.5) * (GUTTER - 12) / LINES,
         y = self->tops[to] + BOX / 2;

  ry_scene_path (self->scene, &ink);
  if (from + 1 == to && !begins_stage (self->pathway, to)) {
    ry_scene_move_to (self->scene, self->width / 2, self->tops[from] + BOX);
    ry_scene_line_to (self->scene, self->width / 2, self->tops[to] - 6);
    _ry_lane_draw_head (self->scene, self->palette, self->width / 2, self->tops[to], 0, 1);
    return;
  }
  ry_scene_move_to (self->scene, left, self->tops[from] + BOX * 0.75);
  ry_scene_line_to (self->scene, x, self->tops[from] + BOX * 0.75);
  ry_scene_line_to (self->scene, x, y);
  ry_scene_line_to (self->scene, left - 6, y);
  _ry_lane_draw_head (self->scene, self->palette, left, y, 1, 0);
}

double
_ry_lane_column_get_height (const RyPathway *pathway)
{
  return place_steps (pathway, NULL);
}

RyScene *
_ry_lane_column_new (const RyPathway *pathway, RyPaletteScheme scheme, double width)
{
  g_autofree double *tops = g_new0 (double, pathway->steps->len + 1);
  double height = place_steps (pathway, tops);
  Column self = { ry_scene_new (width, height), pathway, ry_palette_get (scheme), width, tops };

  for (guint i = 0; i < pathway->steps->len; i++)
    if (begins_stage (pathway, i))
      draw_stage (&self, i);
  for (guint i = 0; i < pathway->steps->len; i++)
    for (guint k = 0; k < get_step (pathway, i)->after->len; k++)
      draw_arrow (&self, g_array_index (get_step (pathway, i)->after, guint, k), i);
  for (guint i = 0; i < pathway->steps->len; i++)
    draw_step (&self, i);
  return self.scene;
}
