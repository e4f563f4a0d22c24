/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pure functions over the nodes of a scene, which stand in the order in which a person goes through them: part by part,
 * in each ring by ring, round the circle.
 */
#include "ry-picture-walk.h"

#include <math.h>

static RySceneNode *
get_node (GPtrArray *nodes, guint i)
{
  return g_ptr_array_index (nodes, i);
}

static double
get_turn (const RySceneNode *a, const RySceneNode *b)
{
  return fabs (remainder (a->angle - b->angle, 2 * G_PI));
}

/**
 * ry_picture_find_next:
 * @nodes: (element-type RySceneNode): of a scene
 * @from: where somebody is
 * @direction: 1 or -1
 *
 * Returns: the next one round the circle, and on into the next ring, in the same part
 */
guint
ry_picture_find_next (GPtrArray *nodes, guint from, int direction)
{
  guint n = nodes->len, i = from;

  do
    i = (i + n + (guint) (direction + (int) n)) % n;
  while (get_node (nodes, i)->part != get_node (nodes, from)->part);
  return i;
}

/**
 * ry_picture_find_beyond:
 * @nodes: (element-type RySceneNode): of a scene
 * @from: where somebody is
 * @direction: 1 inwards or -1 outwards
 *
 * Returns: the nearest in the next ring that has any; in a list, the next row
 */
guint
ry_picture_find_beyond (GPtrArray *nodes, guint from, int direction)
{
  const RySceneNode *here = get_node (nodes, from);
  guint best = from;

  for (guint i = 0; i < nodes->len; i++) {
    RySceneNode *node = get_node (nodes, i), *found = get_node (nodes, best);
    int ring = (int) node->ring - (int) here->ring, nearest = (int) found->ring - (int) here->ring;

    if (node->part != here->part || ring * direction <= 0)
      continue;
    if (best == from || ABS (ring) < ABS (nearest) ||
        (ring == nearest && get_turn (node, here) < get_turn (found, here)))
      best = i;
  }
  return best != from ? best : ry_picture_find_next (nodes, from, direction);
}

/**
 * ry_picture_find_end:
 * @nodes: (element-type RySceneNode): of a scene
 * @from: where somebody is
 * @last: whether the last is meant
 *
 * Returns: the first or last of the same part
 */
guint
ry_picture_find_end (GPtrArray *nodes, guint from, gboolean last)
{
  guint found = from;

  for (guint i = 0; i < nodes->len; i++)
    if (get_node (nodes, i)->part == get_node (nodes, from)->part) {
      found = i;
      if (!last)
        break;
    }
  return found;
}

/**
 * ry_picture_find_other_part:
 * @nodes: (element-type RySceneNode): of a scene
 * @from: where somebody is
 *
 * Returns: the first of the part that follows
 */
guint
ry_picture_find_other_part (GPtrArray *nodes, guint from)
{
  for (guint step = 1; step < nodes->len; step++) {
    guint i = (from + step) % nodes->len;

    if (get_node (nodes, i)->part != get_node (nodes, from)->part)
      return i;
  }
  return from;
}
