/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every service takes the same angle, whatever its number: a small service is no small need. Angles run clockwise from
 * twelve o'clock. The picture for a hall has the fields only.
 */
#include "ry-ring-scene.h"

#include "ry-wheels-private.h"

#define NARROW       600
#define PAD          (2.2 * G_PI / 180) /* between fields */
#define HUB          0.19
#define FIELD_INNER  0.24
#define FIELD_OUTER  0.44
#define CELLS_INNER  0.46
#define CELLS_OUTER  0.855
#define CELL_GAP     0.012 /* between the rings, in radii */
#define LEAST_NUMBER 14

typedef struct {
  RyScene *scene;
  RyRing *ring;
  const RyPalette *palette;
  double width, height, k;
  double stroke; /* of lines; thicker in a hall */
  double x, y, r;
  gboolean narrow;
} Drawing;

/* ---- Places ---- */

static void
init (Drawing *self, RyRing *ring, RyPaletteScheme scheme, double width, double height)
{
  self->ring = ring;
  self->palette = ry_palette_get (scheme);
  self->width = width;
  self->height = height;
  self->narrow = width <= NARROW;
  self->k = self->narrow ? 1 : _ry_picture_choose_scale (width, height);
  self->stroke = self->k;
  self->x = width / 2;
  self->y = self->narrow ? width / 2 + 14 : height / 2;
  self->r = self->narrow ? (width / 2 - 66) / CELLS_OUTER
                         : MIN ((height / 2 - 26 * self->k) / 0.92, width / 2 - 150 * self->k);
  self->scene = ry_scene_new (width, height);
}

static double
get_step (Drawing *self)
{
  return (2 * G_PI - RY_N_RING_FIELDS * PAD) / self->ring->services->len;
}

static double
get_start (Drawing *self, guint service)
{
  guint field = ry_ring_get_service (self->ring, service)->field;

  return -G_PI_2 + service * get_step (self) + (field + 0.5) * PAD;
}

static double
get_band (Drawing *self)
{
  return (CELLS_OUTER - CELLS_INNER + CELL_GAP) / self->ring->areas->len;
}

/* The first area is the innermost. */
static double
get_inner (Drawing *self, guint area)
{
  return (CELLS_INNER + area * get_band (self)) * self->r;
}

static double
get_outer (Drawing *self, guint area)
{
  return get_inner (self, area) + (get_band (self) - CELL_GAP) * self->r;
}

/* ---- Shapes ---- */

static double
fit (const char *text, double size, double room)
{
  return MIN (size, size * room / MAX (ry_scene_measure (text, size), 1));
}

static void
draw_sector (Drawing *self, double inner, double outer, double from, double to, const RyInk *ink)
{
  ry_scene_path (self->scene, ink);
  ry_scene_move_to (self->scene, self->x + outer * cos (from), self->y + outer * sin (from));
  ry_scene_arc (self->scene, self->x, self->y, outer, from, to);
  ry_scene_arc (self->scene, self->x, self->y, inner, to, from);
  ry_scene_close (self->scene);
}

/* Slanting strokes from rim to rim, which need no clip. */
static void
draw_hatch (Drawing *self, double inner, double outer, double from, double to)
{
  double slant = (outer - inner) * 0.6 / outer, pitch = 7 * self->stroke / outer;

  ry_scene_path (self->scene, &(RyInk){ .line = self->palette->warn, .width = 1.1 * self->stroke, .alpha = 0.55 });
  for (double at = from + pitch / 2; at + slant < to; at += pitch) {
    ry_scene_move_to (self->scene, self->x + inner * cos (at), self->y + inner * sin (at));
    ry_scene_line_to (self->scene, self->x + outer * cos (at + slant), self->y + outer * sin (at + slant));
  }
}

static void
draw_gap (Drawing *self, double inner, double outer, double from, double to)
{
  draw_sector (self, inner, outer, from, to, &(RyInk){ .fill = self->palette->warn_soft });
  draw_hatch (self, inner, outer, from, to);
  draw_sector (self, inner, outer, from, to,
               &(RyInk){ .line = self->palette->warn, .width = 1.6 * self->stroke, .dash = 4 * self->stroke });
}

/* ---- The middle ---- */

static void
draw_hub (Drawing *self, double r, double size)
{
  const char *words = _ ("Person and family");
  double fitted = fit (words, size, 1.6 * r);

  ry_scene_disc (self->scene, self->x, self->y, r, &(RyInk){ .fill = self->palette->plane_tyre });
  if (fitted >= 0.75 * size) {
    ry_scene_house (self->scene, self->x, self->y - 0.3 * r, 0.82 * r, "#ffffff");
    ry_scene_put_over (self->scene, self->x, self->y + 0.46 * r, 0.5, fitted, 800, "#ffffff", NULL, words);
    return;
  }
  ry_scene_house (self->scene, self->x, self->y - 0.44 * r, 0.6 * r, "#ffffff");
  ry_scene_put_over (self->scene, self->x, self->y + 0.16 * r, 0.5, 0.76 * size, 800, "#ffffff", NULL, _ ("Person"));
  ry_scene_put_over (self->scene, self->x, self->y + 0.52 * r, 0.5, 0.76 * size, 800, "#ffffff", NULL, _ ("Family"));
}

static void
get_field_span (Drawing *self, RyRingField field, double *from, double *to)
{
  *from = *to = 0;
  for (guint i = 0; i < self->ring->services->len; i++) {
    if (ry_ring_get_service (self->ring, i)->field != field)
      continue;
    if (*to == 0)
      *from = get_start (self, i);
    *to = get_start (self, i) + get_step (self);
  }
}

static void
draw_field (Drawing *self, RyRingField field)
{
  const char *name = ry_ring_field_get_name (field);
  double from, to, middle, at = (FIELD_INNER + FIELD_OUTER) / 2 * self->r, size;

  get_field_span (self, field, &from, &to);
  middle = (from + to) / 2;
  size = fit (name, 16 * self->k,
              MAX (fabs (sin (middle)) * (to - from) * at + fabs (cos (middle)) * 0.19 * self->r, 0.17 * self->r));
  draw_sector (self, FIELD_INNER * self->r, FIELD_OUTER * self->r, from, to,
               &(RyInk){ .fill = self->palette->plane_mid, .alpha = field % 2 == 0 ? 1 : 0.62 });
  ry_scene_put_over (self->scene, self->x + at * cos (middle), self->y + at * sin (middle), 0.5, size, 800,
                     self->palette->ink, NULL, name);
}

/* ---- Cells ---- */

static void
describe (Drawing *self, RySceneNode *node, guint service, guint area)
{
  double at = (get_inner (self, area) + get_outer (self, area)) / 2,
         middle = get_start (self, service) + get_step (self) / 2;
  double side = MIN (get_outer (self, area) - get_inner (self, area), get_step (self) * at);

  node->speech = ry_ring_describe (self->ring, service, area);
  node->ring = self->ring->areas->len - 1 - area;
  node->angle = middle + G_PI_2;
  node->x = self->x + at * cos (middle);
  node->y = self->y + at * sin (middle);
  node->width = node->height = MAX (side, 12);
}

static void
draw_word (Drawing *self, guint service, guint area, double side, double x, double y)
{
  RyRingService *of = ry_ring_get_service (self->ring, service);
  guint n = ry_ring_count (self->ring, service, area);
  g_autofree char *number = g_strdup_printf ("%u", n);
  const char *words = n > 0 ? number : of->surveyed ? _ ("none") : C_ ("answer", "?");
  double size = MIN ((n > 0 ? 14 : 12.5) * self->k, side * 0.6);

  if (side < LEAST_NUMBER)
    return;
  ry_scene_put_over (self->scene, x, y, 0.5, fit (words, size, side * 0.98), 600,
                     n > 0          ? self->palette->plane_ink
                     : of->surveyed ? self->palette->warn
                                    : self->palette->ink2,
                     n == 0 && of->surveyed ? self->palette->warn_soft : NULL, words);
}

static void
draw_cell (Drawing *self, guint service, guint area)
{
  double inner = get_inner (self, area), outer = get_outer (self, area), pad = 1.2 * self->k / outer;
  double from = get_start (self, service) + pad, to = get_start (self, service) + get_step (self) - pad;
  double at = (inner + outer) / 2, middle = (from + to) / 2;
  g_autofree char *record = g_strdup_printf (RY_RING_RECORD "%u:%u", service, area);
  g_autofree char *name = g_strdup_printf ("%s %s", ry_ring_get_service (self->ring, service)->name,
                                           ry_ring_get_area (self->ring, area)->short_name);

  describe (self, ry_scene_open_node (self->scene, 0, record, name), service, area);
  if (ry_ring_is_gap (self->ring, service, area))
    draw_gap (self, inner, outer, from, to);
  else if (ry_ring_count (self->ring, service, area) == 0)
    draw_sector (self, inner, outer, from, to,
                 &(RyInk){ .line = self->palette->ink2, .width = 1.2 * self->k, .dash = 4 * self->k });
  else
    draw_sector (self, inner, outer, from, to, &(RyInk){ .fill = self->palette->plane_soft });
  draw_word (self, service, area, MIN (outer - inner, (to - from) * at), self->x + at * cos (middle),
             self->y + at * sin (middle));
  ry_scene_close_node (self->scene);
}

static gboolean
has_gap (Drawing *self, guint service)
{
  for (guint area = 0; area < self->ring->areas->len; area++)
    if (ry_ring_is_gap (self->ring, service, area))
      return TRUE;
  return FALSE;
}

/* Outside, horizontal; near the top and the bottom, where neighbours stand close, one a little farther than the other.
 */
static void
draw_name (Drawing *self, guint service)
{
  RyRingService *of = ry_ring_get_service (self->ring, service);
  double middle = get_start (self, service) + get_step (self) / 2, c = cos (middle), s = sin (middle);
  double size = (self->narrow ? 9.5 : 13.5) * self->k, near = fabs (c) < 0.32 && service % 2 == 1 ? size * 1.15 : 0;
  double at = CELLS_OUTER * self->r + 7 * self->k + near;
  double anchor = c > 0.3 ? 0 : c < -0.3 ? 1 : 0.5 - c * 0.9;
  g_autofree char *words = g_strdup_printf ("%s %u", of->name, of->total);
  double x = self->x + at * c;
  double room = anchor < 0.5 ? self->width - x - 4 : x - 4;

  ry_scene_put_over (self->scene, x, self->y + at * s + s * size * 0.5, anchor,
                     self->narrow ? MAX (fit (words, size, room), 7) : size, 600,
                     has_gap (self, service) ? self->palette->warn : self->palette->ink, NULL, words);
}

/* ---- The legend ---- */

static void
draw_area (Drawing *self, guint area, double x, double y)
{
  RyRingArea *of = ry_ring_get_area (self->ring, area);
  RySceneNode *node = ry_scene_open_node (self->scene, 1, of->id, of->name);
  double r = (5.5 + 2.2 * area) * self->k, size = 14 * self->k, width = ry_scene_measure (of->short_name, size);

  node->speech = g_strdup_printf (_ ("%s, ring %u from within"), of->name, area + 1);
  node->ring = area;
  node->x = x + (26 * self->k + width) / 2;
  node->y = y;
  node->width = 34 * self->k + width;
  node->height = 22 * self->k;
  ry_scene_disc (self->scene, x + 8 * self->k, y, r,
                 &(RyInk){ .fill = self->palette->view, .line = self->palette->plane, .width = 2.4 * self->k });
  ry_scene_put_over (self->scene, x + 28 * self->k, y, 0, size, 600, self->palette->ink, NULL, of->short_name);
  ry_scene_close_node (self->scene);
}

static void
draw_sample (Drawing *self, double x, double y, gboolean gap, const char *words)
{
  double width = 32 * self->k, height = 20 * self->k;

  ry_scene_box (self->scene, x, y - height / 2, width, height, 3 * self->k,
                &(RyInk){ .fill = gap ? self->palette->warn_soft : NULL,
                          .line = gap ? self->palette->warn : self->palette->ink2,
                          .width = 1.4 * self->k,
                          .dash = 4 * self->k });
  if (gap) {
    ry_scene_path (self->scene, &(RyInk){ .line = self->palette->warn, .width = 1.1 * self->k, .alpha = 0.55 });
    for (double at = 4; at < 26; at += 7) {
      ry_scene_move_to (self->scene, x + at * self->k, y + height / 2);
      ry_scene_line_to (self->scene, x + (at + 8) * self->k, y - height / 2);
    }
  }
  ry_scene_put_over (self->scene, x + width + 8 * self->k, y, 0, 13 * self->k, 600, self->palette->ink, NULL, words);
}

static void
draw_legend (Drawing *self)
{
  double x = 24 * self->k, y = self->narrow ? 2 * self->y + 20 : 34 * self->k, line = 26 * self->k;
  g_autofree char *gaps = NULL;
  guint n = ry_ring_count_gaps (self->ring);

  ry_scene_put_over (self->scene, x, y, 0, 13 * self->k, 400, self->palette->ink2, NULL, _ ("From within outward"));
  for (guint area = 0; area < self->ring->areas->len; area++)
    draw_area (self, area, x, y + (area + 1) * line);
  y += (self->ring->areas->len + 1) * line + 8 * self->k;
  draw_sample (self, x, y, TRUE, _ ("nobody offers it there"));
  draw_sample (self, x, y + line, FALSE, _ ("not looked for yet"));
  gaps = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u gap", "%u gaps", n), n);
  ry_scene_put_over (self->scene, x, y + 2 * line + 6 * self->k, 0, 17 * self->k, 800,
                     n > 0 ? self->palette->warn : self->palette->ink2, NULL, gaps);
}

/* ---- For a hall ---- */

static void
draw_hall_field (Drawing *self, RyRingField field)
{
  double step = 2 * G_PI / RY_N_RING_FIELDS, pad = 0.5 * PAD, from = -G_PI_2 + field * step + pad,
         to = from + step - 2 * pad, middle = (from + to) / 2, k = self->k;
  gboolean gap;
  g_autofree char *sum = g_strdup_printf ("%u", ry_ring_count_field (self->ring, field, &gap));
  const char *name = ry_ring_field_get_name (field);
  double x = self->x + 300 * k * cos (middle), y = self->y + 300 * k * sin (middle);

  draw_sector (self, 196 * k, (gap ? 402 : 452) * k, from, to,
               &(RyInk){ .fill = self->palette->plane_mid, .alpha = field % 2 == 0 ? 1 : 0.4 });
  if (gap)
    draw_gap (self, 406 * k, 452 * k, from, to);
  ry_scene_put_over (self->scene, x, y - 30 * k, 0.5, MAX (fit (name, 50 * k, 190 * k), 45 * k), 800,
                     self->palette->ink, NULL, name);
  ry_scene_put_over (self->scene, x, y + 36 * k, 0.5, 68 * k, 800, self->palette->plane_ink, NULL, sum);
}

static void
draw_hall (Drawing *self)
{
  double k = self->k = MIN (self->width / 1920, self->height / 1080);

  self->stroke = 2.8 * k;
  self->y = self->height / 2 + 62 * k;
  ry_scene_box (self->scene, 0, 0, self->width, self->height, 0, &(RyInk){ .fill = self->palette->view });
  ry_scene_put_over (self->scene, self->x, 74 * k, 0.5, 76 * k, 800, self->palette->ink, NULL,
                     _ ("Seven supports around the resident"));
  for (RyRingField field = 0; field < RY_N_RING_FIELDS; field++)
    draw_hall_field (self, field);
  ry_scene_disc (self->scene, self->x, self->y, 190 * k, &(RyInk){ .fill = self->palette->view });
  draw_hub (self, 180 * k, 60 * k);
  if (ry_ring_count_gaps (self->ring) > 0) {
    double y = self->height - 110 * k;

    ry_scene_box (self->scene, 70 * k, y - 90 * k, 104 * k, 72 * k, 8 * k,
                  &(RyInk){
                      .fill = self->palette->warn_soft, .line = self->palette->warn, .width = 4 * k, .dash = 12 * k });
    ry_scene_put_over (self->scene, 70 * k, y + 26 * k, 0, 50 * k, 800, self->palette->warn, NULL,
                       _ ("There is a gap"));
  }
}

/* ---- The whole ---- */

static void
describe_all (Drawing *self)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autofree char *summary = NULL;

  for (RyRingField field = 0; field < RY_N_RING_FIELDS; field++)
    g_string_append_printf (fields, "%s%s %u", field > 0 ? _ (", ") : "", ry_ring_field_get_name (field),
                            ry_ring_count_field (self->ring, field, NULL));
  summary = g_strdup_printf (_ ("Picture of what stands around the resident: %s. %u areas, %u gaps."), fields->str,
                             self->ring->areas->len, ry_ring_count_gaps (self->ring));
  ry_scene_set_words (self->scene, _ ("The Ring"), summary);
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  const RySceneNode *left = *(RySceneNode *const *) a, *right = *(RySceneNode *const *) b;
  double one = fmod (left->angle + 4 * G_PI, 2 * G_PI), other = fmod (right->angle + 4 * G_PI, 2 * G_PI);

  if (left->part != right->part)
    return left->part < right->part ? -1 : 1;
  return left->ring != right->ring ? (left->ring < right->ring ? -1 : 1) : (one > other) - (one < other);
}

/**
 * ry_ring_scene_get_height_for_width:
 * @width: room in pixels
 *
 * Returns: how high the picture wants to be; 0 where it fits any room
 */
double
ry_ring_scene_get_height_for_width (double width)
{
  return width <= NARROW ? width + 300 : 0;
}

/**
 * ry_ring_scene_new:
 * @ring: what is shown
 * @scheme: whose colours; those of a slide make it one
 * @width: of the canvas, in pixels
 * @height: of the canvas
 *
 * Draws what stands around the resident.
 *
 * Returns: (transfer full): the picture; its nodes go round the outer ring first, then inward
 */
RyScene *
ry_ring_scene_new (RyRing *ring, RyPaletteScheme scheme, double width, double height)
{
  Drawing self = { 0 };

  init (&self, ring, scheme, width, height);
  describe_all (&self);
  if (scheme == RY_PALETTE_SLIDE) {
    draw_hall (&self);
    return self.scene;
  }
  for (RyRingField field = 0; field < RY_N_RING_FIELDS; field++)
    draw_field (&self, field);
  draw_hub (&self, HUB * self.r, 19 * self.k);
  for (guint service = 0; service < ring->services->len; service++) {
    for (guint area = 0; area < ring->areas->len; area++)
      draw_cell (&self, service, area);
    draw_name (&self, service);
  }
  draw_legend (&self);
  ry_scene_sort_nodes (self.scene, compare_nodes);
  return self.scene;
}

/**
 * ry_ring_parse_record:
 * @ring: a ring
 * @record: what a node stands for
 * @service: (out): position of the service
 * @area: (out): position of the area
 *
 * Returns: whether it is a cell of the ring
 */
gboolean
ry_ring_parse_record (RyRing *ring, const char *record, guint *service, guint *area)
{
  g_auto (GStrv) parts = record != NULL ? g_strsplit (record, ":", 3) : NULL;
  guint64 one, other;

  if (parts == NULL || !g_str_has_prefix (record, RY_RING_RECORD) || g_strv_length (parts) != 3 ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, ring->services->len - 1, &one, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 0, ring->areas->len - 1, &other, NULL))
    return FALSE;
  *service = (guint) one;
  *area = (guint) other;
  return TRUE;
}

/**
 * ry_ring_scene_new_focus:
 * @ring: what is shown
 * @scheme: whose colours
 * @width: of the canvas, in pixels
 * @height: of the canvas
 * @record: what has the focus
 *
 * Draws what the focus adds: a frame round the whole service, for its areas to be compared.
 *
 * Returns: (transfer full): the overlay; empty for what is no cell
 */
RyScene *
ry_ring_scene_new_focus (RyRing *ring, RyPaletteScheme scheme, double width, double height, const char *record)
{
  Drawing self = { 0 };
  guint service, area;

  init (&self, ring, scheme, width, height);
  if (ry_ring_parse_record (ring, record, &service, &area))
    draw_sector (&self, get_inner (&self, 0) - 2 * self.k, get_outer (&self, ring->areas->len - 1) + 2 * self.k,
                 get_start (&self, service), get_start (&self, service) + get_step (&self),
                 &(RyInk){ .line = self.palette->ink, .width = 2.5 * self.k });
  return self.scene;
}
