/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table of pictures. To add one, give it a kind and a row here.
 */
#include "ry-pictures.h"

#include <glib/gi18n.h>

#include "ry-date.h"

/* ---- The two wheels ---- */

static gboolean
gather_wheels (RyPictures *self, RyWorkspace *workspace, const char *today, GError **error)
{
  g_autofree char *now = ry_date_now_iso ();
  RyWheels *wheels = ry_wheels_new (workspace, today, now, error);

  if (wheels == NULL)
    return FALSE;
  g_clear_pointer (&self->wheels, ry_wheels_free);
  self->wheels = wheels;
  return TRUE;
}

static RyScene *
create_wheels (const RyPictures *self, double width, double height, RyPaletteScheme scheme, const char *focus)
{
  if (self->wheels == NULL)
    return NULL;
  if (scheme == RY_PALETTE_SLIDE)
    return ry_wheels_scene_new (self->wheels, RY_WHEELS_HALL, scheme, width, height);
  return focus != NULL ? ry_wheels_scene_new_focus (self->wheels, self->level, scheme, width, height, focus)
                       : ry_wheels_scene_new (self->wheels, self->level, scheme, width, height);
}

static gboolean
is_wheels_empty (const RyPictures *self)
{
  return self->wheels == NULL || (self->wheels->plane_id == NULL && self->wheels->vertical_id == NULL);
}

/* ---- The flow ---- */

static gboolean
gather_flow (RyPictures *self, RyWorkspace *workspace, const char *today, GError **error)
{
  RyFlowPicture *flows = ry_flow_picture_new (workspace, self->year, today, error);

  if (flows == NULL)
    return FALSE;
  g_clear_pointer (&self->flows, ry_flow_picture_free);
  self->flows = flows;
  return TRUE;
}

static RyScene *
create_flow (const RyPictures *self, double width, double height, RyPaletteScheme scheme, const char *focus)
{
  if (self->flows == NULL)
    return NULL;
  return focus != NULL ? ry_flow_scene_new_focus (self->flows, self->shown, scheme, width, height, focus)
                       : ry_flow_scene_new (self->flows, self->shown, scheme, width, height);
}

static gboolean
is_flow_empty (const RyPictures *self)
{
  return self->flows == NULL || self->flows->hospitals->len == 0;
}

/* ---- The ring ---- */

static gboolean
gather_ring (RyPictures *self, RyWorkspace *workspace, const char *today, GError **error)
{
  RyRing *ring = ry_ring_new (workspace, error);

  if (ring == NULL)
    return FALSE;
  g_clear_pointer (&self->ring, ry_ring_free);
  self->ring = ring;
  return TRUE;
}

static RyScene *
create_ring (const RyPictures *self, double width, double height, RyPaletteScheme scheme, const char *focus)
{
  if (self->ring == NULL)
    return NULL;
  return focus != NULL ? ry_ring_scene_new_focus (self->ring, scheme, width, height, focus)
                       : ry_ring_scene_new (self->ring, scheme, width, height);
}

static gboolean
is_ring_empty (const RyPictures *self)
{
  guint n = 0;

  for (RyRingField field = 0; self->ring != NULL && field < RY_N_RING_FIELDS; field++)
    n += ry_ring_count_field (self->ring, field, NULL);
  return n == 0;
}

static const struct {
  const char *name;
  const char *title;
  gboolean (*gather) (RyPictures *self, RyWorkspace *workspace, const char *today, GError **error);
  RyScene *(*create) (const RyPictures *self, double width, double height, RyPaletteScheme scheme, const char *focus);
  gboolean (*is_empty) (const RyPictures *self);
  double (*get_height) (double width);
} kinds[RY_N_PICTURES] = {
  [RY_PICTURE_WHEELS] = { "wheels", N_ ("The Two Wheels"), gather_wheels, create_wheels, is_wheels_empty,
                          ry_wheels_scene_get_height_for_width },
  [RY_PICTURE_FLOW] = { "flow", N_ ("Vertical Flow"), gather_flow, create_flow, is_flow_empty,
                        ry_flow_scene_get_height_for_width },
  [RY_PICTURE_RING] = { "ring", N_ ("The Ring"), gather_ring, create_ring, is_ring_empty,
                        ry_ring_scene_get_height_for_width },
};

/**
 * ry_pictures_copy_choice:
 * @pictures: pictures
 *
 * Returns: (transfer full): the same choice with nothing gathered, as for a slide that must not change under a speaker
 */
RyPictures *
ry_pictures_copy_choice (const RyPictures *pictures)
{
  RyPictures *copy = g_new0 (RyPictures, 1);

  copy->kind = pictures->kind;
  copy->level = pictures->level;
  copy->shown = pictures->shown;
  copy->year = pictures->year;
  return copy;
}

/**
 * ry_pictures_free:
 * @pictures: (transfer full): pictures
 *
 * Frees them.
 */
void
ry_pictures_free (RyPictures *pictures)
{
  g_clear_pointer (&pictures->wheels, ry_wheels_free);
  g_clear_pointer (&pictures->flows, ry_flow_picture_free);
  g_clear_pointer (&pictures->ring, ry_ring_free);
  g_free (pictures);
}

/**
 * ry_pictures_gather:
 * @pictures: pictures
 * @workspace: whose records
 * @error: return location for an error
 *
 * Gathers what the chosen picture shows as of now. What was gathered before stays where it fails.
 *
 * Returns: whether it was
 */
gboolean
ry_pictures_gather (RyPictures *pictures, RyWorkspace *workspace, GError **error)
{
  g_autofree char *today = ry_date_dup_today ();

  return kinds[pictures->kind].gather (pictures, workspace, today, error);
}

/**
 * ry_pictures_is_empty:
 * @pictures: pictures
 *
 * Returns: whether the chosen one has nothing to show yet
 */
gboolean
ry_pictures_is_empty (const RyPictures *pictures)
{
  return kinds[pictures->kind].is_empty (pictures);
}

/**
 * ry_pictures_create_scene:
 * @pictures: pictures
 * @width: in pixels
 * @height: in pixels
 * @scheme: whose colours
 * @focus: (nullable): the record in focus, for what lies over the picture
 *
 * Returns: (transfer full) (nullable): the chosen picture; %NULL where nothing was gathered
 */
RyScene *
ry_pictures_create_scene (
    const RyPictures *pictures, double width, double height, RyPaletteScheme scheme, const char *focus)
{
  return kinds[pictures->kind].create (pictures, width, height, scheme, focus);
}

/**
 * ry_pictures_create_slide:
 * @pictures: pictures
 * @width: in pixels
 * @height: in pixels
 *
 * Returns: (transfer full) (nullable): the chosen picture for a hall
 */
RyScene *
ry_pictures_create_slide (const RyPictures *pictures, double width, double height)
{
  return kinds[pictures->kind].create (pictures, width, height, RY_PALETTE_SLIDE, NULL);
}

/**
 * ry_pictures_get_height:
 * @kind: a picture
 * @width: room in pixels
 *
 * Returns: how high it wants to be; 0 where it fits any room
 */
double
ry_pictures_get_height (RyPictureKind kind, double width)
{
  return kinds[kind].get_height (width);
}

/**
 * ry_pictures_get_title:
 * @kind: a picture
 *
 * Returns: what it is called
 */
const char *
ry_pictures_get_title (RyPictureKind kind)
{
  return _ (kinds[kind].title);
}

/**
 * ry_pictures_find:
 * @name: its name in actions
 * @kind: (out): the picture
 *
 * Returns: whether there is such a picture
 */
gboolean
ry_pictures_find (const char *name, RyPictureKind *kind)
{
  for (*kind = 0; *kind < RY_N_PICTURES; (*kind)++)
    if (g_strcmp0 (kinds[*kind].name, name) == 0)
      return TRUE;
  return FALSE;
}
