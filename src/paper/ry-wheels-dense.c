/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wheels with more than forty nodes. In the plane each field spreads its bodies over several circles; in the
 * vertical each ring becomes two arcs, right and left of column and axle, and takes more rows where the nodes would be
 * too small. Names are left to the focus: a bubble under the node says it.
 */
#include "ry-wheels-private.h"

#define MOST_PLAIN       40 /* nodes, up to which each has its name beside it */
#define MOST_ROWS        6
#define MOST_ARCS        (2 * MOST_ROWS)
#define BODY             0.06 /* radius of a body, in radii of the wheel */
#define BODY_PITCH       2.3
#define HOSPITAL         0.072
#define HOSPITAL_IN_ROWS 0.052
#define HOSPITAL_PITCH   2.2
#define SMALL            0.045 /* below it a band takes more rows */

typedef struct {
  double at, from, to;
} Arc;

/* How many of @n fall to an arc, in proportion to its length; the rounding of one is taken into the next. */
static guint
count_on_arc (const Arc *arcs, guint n_arcs, guint n, guint arc)
{
  double all = 0, before = 0, length = 0;

  for (guint i = 0; i < n_arcs; i++) {
    length = arcs[i].at * (arcs[i].to - arcs[i].from);
    all += length;
    before += i < arc ? length : 0;
  }
  length = arcs[arc].at * (arcs[arc].to - arcs[arc].from);
  return (guint) round (n * (before + length) / all) - (guint) round (n * before / all);
}

static double
find_pitch (const Arc *arcs, guint n_arcs, guint n)
{
  double pitch = G_MAXDOUBLE;

  for (guint i = 0; i < n_arcs; i++) {
    guint there = count_on_arc (arcs, n_arcs, n, i);

    if (there > 0)
      pitch = MIN (pitch, arcs[i].at * (arcs[i].to - arcs[i].from) / there);
  }
  return pitch;
}

static void
place_on_arcs (const Arc *arcs, guint n_arcs, guint n, guint i, double *at, double *angle)
{
  for (guint arc = 0; arc < n_arcs; arc++) {
    guint there = count_on_arc (arcs, n_arcs, n, arc);

    if (i < there) {
      *at = arcs[arc].at;
      *angle = arcs[arc].from + (arcs[arc].to - arcs[arc].from) * (i + 0.5) / there;
      return;
    }
    i -= there;
  }
}

gboolean
_ry_wheels_is_dense (RyWheelsDrawing *self)
{
  return self->level == RY_WHEELS_BODIES && self->wheels->bodies->len + self->wheels->hospitals->len > MOST_PLAIN;
}

/* ---- The plane ---- */

static void
list_circles (RyWheelsDrawing *self, guint rows, double from, double to, Arc *arcs)
{
  double inner = rows <= 3 ? 0.42 : 0.36, outer = rows <= 3 ? 0.74 : 0.81;

  for (guint row = 0; row < rows; row++)
    arcs[row] = (Arc){ (inner + (outer - inner) * row / (rows - 1)) * self->r, from, to };
}

static guint
count_field (RyWheelsDrawing *self, RyWheelField field, guint until)
{
  guint n = 0;

  for (guint i = 0; i < until; i++)
    n += ((RyWheelBody *) g_ptr_array_index (self->wheels->bodies, i))->field == field;
  return n;
}

/* Of all numbers of circles the one with the largest nodes, the same for all fields. */
static guint
choose_circles (RyWheelsDrawing *self, const double spans[][2], double *r)
{
  guint best = 3;

  *r = 0;
  for (guint rows = 3; rows <= MOST_ROWS; rows++) {
    Arc arcs[MOST_ARCS];
    double size = BODY * self->r;

    for (RyWheelField field = 0; field < RY_N_WHEEL_FIELDS; field++) {
      guint n = count_field (self, field, self->wheels->bodies->len);

      if (n == 0)
        continue;
      list_circles (self, rows, spans[field][0], spans[field][1], arcs);
      size = MIN (size, MIN (find_pitch (arcs, rows, n), arcs[1].at - arcs[0].at) / BODY_PITCH);
    }
    if (size > *r) {
      *r = size;
      best = rows;
    }
  }
  return best;
}

RyWheelsPlace
_ry_wheels_place_dense_body (RyWheelsDrawing *self, guint body, const double spans[][2])
{
  RyWheelField field = ((RyWheelBody *) g_ptr_array_index (self->wheels->bodies, body))->field;
  guint n = count_field (self, field, self->wheels->bodies->len);
  RyWheelsPlace place = { 0 };
  guint rows = choose_circles (self, spans, &place.r);
  Arc arcs[MOST_ARCS];
  double at = 0;

  list_circles (self, rows, spans[field][0], spans[field][1], arcs);
  place_on_arcs (arcs, rows, n, count_field (self, field, body), &at, &place.angle);
  place.x = self->px + at * cos (place.angle);
  place.y = self->py + at * sin (place.angle);
  return place;
}

/* ---- The vertical ---- */

static guint
list_arcs (RyWheelsDrawing *self, const RyWheelsBand *band, guint rows, double r, Arc *arcs)
{
  double column = band->column, room = (band->outer - band->inner) * self->r;

  for (guint row = 0; row < rows; row++) {
    double edge = 1.15 * r,
           at = rows == 1 ? band->at * self->r : band->outer * self->r - edge - row * (room - 2 * edge) / (rows - 1);
    /* The nearer to the hub, the more of the circle column and axle take. */
    double half = MAX (column, asin (MIN (0.99, (0.1425 * self->r + r * 1.3) / at))),
           axle = self->narrow ? 0 : asin (MIN (0.99, (0.0625 * self->r + r * 1.4) / at));

    arcs[2 * row] = (Arc){ at, -G_PI_2 + half, G_PI - axle };
    arcs[2 * row + 1] = (Arc){ at, G_PI + axle, 3 * G_PI_2 - half };
  }
  return 2 * rows;
}

static double
measure_rows (RyWheelsDrawing *self, const RyWheelsBand *band, guint rows, guint n, Arc *arcs, guint *n_arcs)
{
  double r = (rows == 1 ? HOSPITAL : HOSPITAL_IN_ROWS) * self->r;

  if (rows > 1)
    r = MIN (r, (band->outer - band->inner) * self->r / (2.3 + HOSPITAL_PITCH * (rows - 1)));
  /* The arcs depend on the size and the size on the arcs: twice is near enough. */
  for (guint turn = 0; turn < 2; turn++) {
    *n_arcs = list_arcs (self, band, rows, r, arcs);
    r = MIN (r, find_pitch (arcs, *n_arcs, n) / HOSPITAL_PITCH);
  }
  return r;
}

RyWheelsPlace
_ry_wheels_place_dense_hospital (RyWheelsDrawing *self, guint i, guint n, const RyWheelsBand *band)
{
  RyWheelsPlace place = { 0 };
  Arc arcs[MOST_ARCS], found[MOST_ARCS];
  guint n_arcs = 0, n_found = 0;
  double at = 0;

  for (guint rows = 1; rows <= MOST_ROWS && (rows == 1 || place.r < SMALL * self->r); rows++) {
    double r = measure_rows (self, band, rows, n, found, &n_found);

    if (r <= place.r)
      continue;
    place.r = r;
    n_arcs = n_found;
    memcpy (arcs, found, sizeof arcs);
  }
  place_on_arcs (arcs, n_arcs, n, i, &at, &place.angle);
  place.x = self->vx + at * cos (place.angle);
  place.y = self->vy + at * sin (place.angle);
  return place;
}

/* ---- The name of the one that is looked at ---- */

void
_ry_wheels_draw_bubble (RyWheelsDrawing *self, const RyWheelsPlace *place, const char *name)
{
  double size = 13 * self->k, width = ry_scene_measure (name, size) + 20 * self->k, height = 24 * self->k;
  double x = CLAMP (place->x, width / 2 + 4, self->width - width / 2 - 4),
         y = place->y + place->r + height / 2 + 5 * self->k;

  ry_scene_disc (self->scene, place->x, place->y, place->r + 3 * self->k,
                 &(RyInk){ .line = self->palette->ink, .width = 2.5 * self->k });
  ry_scene_box (self->scene, x - width / 2, y - height / 2, width, height, 6 * self->k,
                &(RyInk){ .fill = self->palette->ink });
  ry_scene_put_over (self->scene, x, y, 0.5, size, 600, self->palette->view, NULL, name);
}
