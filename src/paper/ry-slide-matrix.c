/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every hospital can take, for twenty metres: a row a hospital, the first conditions of the council's list. It shows
 * who answered what and ranks nobody; who did not answer has a dashed square.
 */
#include "ry-slide-private.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-hospital.h"

#define HEAD        148.0
#define TOP         300.0
#define LEFT        66.0
#define NAME_WIDTH  420.0
#define N_COLUMNS   8
#define N_ROWS      13
#define COLUMN      ((RY_SLIDE_WIDTH - 2 * LEFT - NAME_WIDTH) / N_COLUMNS)
#define BOTTOM      1068.0

static void
put_heads (RyScene *scene, const RyPalette *palette, RyHospital *hospital)
{
  for (guint i = 0; i < MIN (hospital->conditions->len, N_COLUMNS); i++) {
    RyConditionAnswer *condition = g_ptr_array_index (hospital->conditions, i);

    _ry_slide_put_block (scene, LEFT + NAME_WIDTH + i * COLUMN + 8, 186, RY_SLIDE_SMALLEST, 50, 800, palette->vertical_ink, COLUMN - 10, 2, condition->short_name);
  }
}

static void
put_row (RyScene *scene, const RyPalette *palette, RyHospital *hospital, double y, double height, gboolean tinted)
{
  if (tinted)
    ry_scene_box (scene, LEFT - 20, y - height / 2, RY_SLIDE_WIDTH - 2 * LEFT + 40, height, 10, &(RyInk){ .fill = palette->vertical_soft });
  _ry_slide_put_fit (scene, LEFT, y, 0, 50, 600, palette->ink, NAME_WIDTH - 20, hospital->picture);
  for (guint i = 0; i < MIN (hospital->conditions->len, N_COLUMNS); i++)
    _ry_slide_put_answer (scene, ((RyConditionAnswer *) g_ptr_array_index (hospital->conditions, i))->answer, LEFT + NAME_WIDTH + i * COLUMN + 60, y, 0.62);
}

/**
 * ry_slide_new_matrix:
 * @workspace: the records
 * @as_of: the day of which it is shown, ISO 8601
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the slide
 */
RyScene *
ry_slide_new_matrix (RyWorkspace *workspace, const char *as_of, GError **error)
{
  const RyPalette *palette = ry_palette_get (RY_PALETTE_SLIDE);
  g_autoptr (GPtrArray) hospitals = ry_hospital_read_all (workspace, as_of, error);
  guint n;
  double height;
  RyScene *scene;

  if (hospitals == NULL)
    return NULL;
  if (hospitals->len == 0)
    return ry_slide_new_notice (_ ("What it can take"), _ ("Not told yet. Please ask by telephone."));
  n = MIN (hospitals->len, N_ROWS);
  height = (BOTTOM - TOP) / n;
  scene = ry_scene_new (RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT);
  ry_scene_box (scene, 0, 0, RY_SLIDE_WIDTH, RY_SLIDE_HEIGHT, 0, &(RyInk){ .fill = palette->view });
  ry_scene_box (scene, 0, 0, RY_SLIDE_WIDTH, HEAD, 0, &(RyInk){ .fill = palette->vertical });
  _ry_slide_put (scene, LEFT, 78, 0, 84, 800, "#ffffff", _ ("What it can take"));
  _ry_slide_put (scene, RY_SLIDE_WIDTH - LEFT, 82, 1, 50, 600, "#ffffff", _ ("○ yes  △ with conditions  × no  □ not told"));
  put_heads (scene, palette, g_ptr_array_index (hospitals, 0));
  for (guint i = 0; i < n; i++)
    put_row (scene, palette, g_ptr_array_index (hospitals, i), TOP + (i + 0.5) * height, height - 4, i % 2 == 0);
  ry_scene_set_words (scene, _ ("What it can take"), _ ("All hospitals and the first conditions of the council’s list"));
  return scene;
}
