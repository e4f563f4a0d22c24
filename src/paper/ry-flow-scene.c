/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lanes, boxes and ribbons are laid out once for the picture and for what lies over it, so that both agree. One person
 * a month is as wide everywhere on a page.
 */
#include "ry-flow-scene.h"

#include "ry-wheels-private.h"

#define N_LANES        (RY_N_STAGES + 1)
#define HOME_LANE      RY_N_STAGES
#define NARROW         600
#define LEAST_BOX      92
#define GAP            12
#define DECLARED_WIDTH 9  /* of a ribbon nobody counted */
#define CHIP_FROM      11 /* people a month from which a ribbon carries its number */

typedef struct {
  double x, width; /* of the box */
} Box;

typedef struct {
  const RyFlowWay *way;
  double width;
  double from_x, to_x; /* middles of its ends */
} Ribbon;

typedef struct {
  RyScene *scene;
  RyFlowPicture *flows;
  const RyPalette *palette;
  RyFlowShown shown;
  double width, height, k;
  gboolean narrow, hall;
  double left, right; /* of the boxes */
  double lane_height, pitch, top;
  double unit; /* pixels a person and month */
  Box *boxes;
  GArray *ribbons;
  GArray *taken; /* Room, where words and boxes are already */
} Drawing;

typedef struct {
  double x, y, width, height;
} Room;

static const char *const names[N_LANES] = { N_ ("Acute"), N_ ("Recovery"), N_ ("Chronic"), N_ ("Home") };

/* Twenty metres away nothing under 45 of 1080 pixels can be read: a slide has fewer words, and larger ones. */
static double
get_size (Drawing *self, double screen, double hall)
{
  return self->hall ? hall * self->height / 1080 : screen * self->k;
}

/* ---- Places ---- */

static double
get_lane_top (Drawing *self, guint lane)
{
  return self->top + lane * self->pitch;
}

static double
get_box_top (Drawing *self, guint lane)
{
  return get_lane_top (self, lane) + (self->narrow ? 26 * self->k : 11 * self->k);
}

static double
get_box_height (Drawing *self)
{
  return self->lane_height - (self->narrow ? 34 : 22) * self->k;
}

static gboolean
is_shown (Drawing *self, const RyFlowWay *way)
{
  return self->shown == RY_FLOW_ALL || way->counted == (self->shown == RY_FLOW_COUNTED);
}

static guint
get_lane (Drawing *self, guint end)
{
  return end == RY_FLOW_HOME ? HOME_LANE : ry_flow_picture_get_hospital (self->flows, end)->stage;
}

static double
get_through (const RyFlowHospital *hospital)
{
  return MAX (hospital->in, hospital->out);
}

/* In proportion to what passes through, but never too narrow for a name, nor wider than the lane in sum. */
static void
place_lane (Drawing *self, RyStage stage)
{
  double room = self->right - self->left, least, gap, all = 0, x = self->left;
  guint n = 0;

  for (guint i = 0; i < self->flows->hospitals->len; i++)
    if (ry_flow_picture_get_hospital (self->flows, i)->stage == stage) {
      all += get_through (ry_flow_picture_get_hospital (self->flows, i));
      n++;
    }
  gap = MIN (GAP * self->k, room * 0.2 / MAX (n, 1));
  room -= gap * (n > 0 ? n - 1 : 0);
  least = MIN (self->narrow ? 56 : get_size (self, LEAST_BOX, 240), room / MAX (n, 1));
  for (guint i = 0; i < self->flows->hospitals->len; i++) {
    RyFlowHospital *hospital = ry_flow_picture_get_hospital (self->flows, i);

    if (hospital->stage != stage)
      continue;
    self->boxes[i] = (Box){ x, least + (room - n * least) * (all > 0 ? get_through (hospital) / all : 1.0 / n) };
    x += self->boxes[i].width + gap;
  }
}

static void
choose_unit (Drawing *self)
{
  self->unit = (self->right - self->left) * 0.9 / MAX (self->flows->home, 1);
  for (guint i = 0; i < self->flows->hospitals->len; i++) {
    double through = get_through (ry_flow_picture_get_hospital (self->flows, i));

    if (through > 0)
      self->unit = MIN (self->unit, self->boxes[i].width * 0.86 / through);
  }
  self->unit = MIN (self->unit, 4 * self->k);
}

static double
get_middle (Drawing *self, guint end)
{
  return end == RY_FLOW_HOME ? (self->left + self->right) / 2 : self->boxes[end].x + self->boxes[end].width / 2;
}

/* Down the lanes only: who goes back or aside is told in words. */
static void
gather_ribbons (Drawing *self)
{
  for (guint i = 0; i < self->flows->ways->len; i++) {
    const RyFlowWay *way = &g_array_index (self->flows->ways, RyFlowWay, i);
    Ribbon ribbon = { way,
                      way->counted ? MAX ((double) MAX (way->yearly, RY_FLOW_FEW) / 12 * self->unit, 1.2)
                                   : DECLARED_WIDTH * self->k,
                      0, 0 };

    if (way->from != RY_FLOW_HOME && is_shown (self, way) && get_lane (self, way->to) > get_lane (self, way->from))
      g_array_append_val (self->ribbons, ribbon);
  }
}

static int
compare_by_end (gconstpointer a, gconstpointer b, gpointer data)
{
  Drawing *self = data;
  const Ribbon *left = *(Ribbon *const *) a, *right = *(Ribbon *const *) b;
  double one = get_middle (self, left->way->to), other = get_middle (self, right->way->to);

  return one != other ? (one > other) - (one < other)
                      : (get_middle (self, left->way->from) > get_middle (self, right->way->from)) * 2 - 1;
}

static int
compare_by_start (gconstpointer a, gconstpointer b, gpointer data)
{
  Drawing *self = data;
  const Ribbon *left = *(Ribbon *const *) a, *right = *(Ribbon *const *) b;
  double one = get_middle (self, left->way->from), other = get_middle (self, right->way->from);

  return (one > other) - (one < other);
}

/* The ribbons at an end stand beside each other in the order of where they go or come from, so that few cross. */
static void
place_ends (Drawing *self, guint end, gboolean start)
{
  g_autoptr (GPtrArray) there = g_ptr_array_new ();
  double all = 0, x;

  for (guint i = 0; i < self->ribbons->len; i++) {
    Ribbon *ribbon = &g_array_index (self->ribbons, Ribbon, i);

    if ((start ? ribbon->way->from : ribbon->way->to) == end) {
      g_ptr_array_add (there, ribbon);
      all += ribbon->width;
    }
  }
  g_ptr_array_sort_with_data (there, start ? compare_by_end : compare_by_start, self);
  x = get_middle (self, end) - all / 2;
  for (guint i = 0; i < there->len; i++) {
    Ribbon *ribbon = g_ptr_array_index (there, i);

    *(start ? &ribbon->from_x : &ribbon->to_x) = x + ribbon->width / 2;
    x += ribbon->width;
  }
}

static void
arrange (Drawing *self)
{
  double legend = get_size (self, 34, 84), head = get_size (self, 10, 150);

  self->top = head;
  self->left = self->narrow ? 14 : get_size (self, 136, 214);
  self->right = self->width - (self->narrow ? 14 : 24) * self->k;
  self->lane_height = self->narrow ? 84 : get_size (self, 70, 104);
  self->pitch = (self->height - head - legend - self->lane_height) / (N_LANES - 1);
  self->boxes = g_new0 (Box, MAX (self->flows->hospitals->len, 1));
  for (RyStage stage = 0; stage < RY_N_STAGES; stage++)
    place_lane (self, stage);
  choose_unit (self);
  self->ribbons = g_array_new (FALSE, FALSE, sizeof (Ribbon));
  self->taken = g_array_new (FALSE, FALSE, sizeof (Room));
  gather_ribbons (self);
  for (guint i = 0; i < self->flows->hospitals->len; i++) {
    place_ends (self, i, TRUE);
    place_ends (self, i, FALSE);
  }
  place_ends (self, RY_FLOW_HOME, FALSE);
}

static void
init (Drawing *self, RyFlowPicture *flows, RyFlowShown shown, RyPaletteScheme scheme, double width, double height)
{
  self->flows = flows;
  self->shown = shown;
  self->palette = ry_palette_get (scheme);
  self->width = width;
  self->height = height;
  self->narrow = width <= NARROW;
  self->hall = scheme == RY_PALETTE_SLIDE && !self->narrow;
  self->k = self->narrow ? 1 : _ry_picture_choose_scale (width, height);
  self->scene = ry_scene_new (width, height);
  arrange (self);
}

static void
clear (Drawing *self)
{
  g_free (self->boxes);
  g_array_unref (self->ribbons);
  g_array_unref (self->taken);
}

/* ---- Type ---- */

static double
fit (const char *text, double size, double room)
{
  return MIN (size, size * room / MAX (ry_scene_measure (text, size), 1));
}

static gboolean
claim (Drawing *self, double x, double y, double width, double height)
{
  const Room room = { x - width / 2, y - height / 2, width, height };

  for (guint i = 0; i < self->taken->len; i++) {
    const Room *other = &g_array_index (self->taken, Room, i);

    if (room.x < other->x + other->width && other->x < room.x + room.width && room.y < other->y + other->height &&
        other->y < room.y + room.height)
      return FALSE;
  }
  g_array_append_val (self->taken, room);
  return TRUE;
}

/* ---- Lanes ---- */

static guint
count_lane (Drawing *self, guint lane)
{
  guint n = 0;

  for (guint i = 0; i < self->flows->hospitals->len; i++)
    n += ry_flow_picture_get_hospital (self->flows, i)->stage == lane;
  return n;
}

static void
draw_lane (Drawing *self, guint lane)
{
  const RyPalette *palette = self->palette;
  gboolean home = lane == HOME_LANE;
  double top = get_lane_top (self, lane), middle = top + self->lane_height / 2;
  g_autofree char *count =
      home ? g_strdup (_ ("where both wheels meet"))
           : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hospital", "%u hospitals", count_lane (self, lane)),
                              count_lane (self, lane));

  ry_scene_box (self->scene, 8 * self->k, top, self->width - 16 * self->k, self->lane_height, 12 * self->k,
                &(RyInk){ .fill = home ? palette->plane_soft : palette->vertical_soft });
  if (self->narrow) {
    ry_scene_put_over (self->scene, 18, top + 13, 0, 14, 800, home ? palette->plane_ink : palette->vertical_ink, NULL,
                       _ (names[lane]));
    return;
  }
  ry_scene_put_over (self->scene, 24 * self->k, middle - (self->hall ? 0 : 9 * self->k), 0, get_size (self, 20, 50),
                     800, home ? palette->plane_ink : palette->vertical_ink, NULL, _ (names[lane]));
  if (!self->hall)
    ry_scene_put_over (self->scene, 24 * self->k, middle + 17 * self->k, 0, fit (count, 12.5 * self->k, 106 * self->k),
                       400, palette->ink2, NULL, count);
}

/* ---- Ribbons ---- */

static void
get_ribbon_ends (Drawing *self, const Ribbon *ribbon, double *y0, double *y1)
{
  *y0 = get_box_top (self, get_lane (self, ribbon->way->from)) + get_box_height (self) - 1;
  *y1 = get_box_top (self, get_lane (self, ribbon->way->to)) + 1;
}

static void
draw_ribbon (Drawing *self, const Ribbon *ribbon, gboolean focused)
{
  const char *colour = ribbon->way->to == RY_FLOW_HOME ? self->palette->plane : self->palette->vertical;
  double half = ribbon->width / 2, y0, y1, bend;
  const RyInk solid = { .fill = colour, .alpha = focused ? 0.6 : 0.34 },
              dashed = { .line = colour, .width = 1.6 * self->k, .dash = 4 * self->k };

  get_ribbon_ends (self, ribbon, &y0, &y1);
  bend = (y1 - y0) * 0.5;
  ry_scene_path (self->scene, ribbon->way->counted ? &solid : &dashed);
  ry_scene_move_to (self->scene, ribbon->from_x - half, y0);
  ry_scene_curve_to (self->scene, ribbon->from_x - half, y0 + bend, ribbon->to_x - half, y1 - bend, ribbon->to_x - half,
                     y1);
  if (ribbon->way->counted)
    ry_scene_line_to (self->scene, ribbon->to_x + half, y1);
  else
    ry_scene_move_to (self->scene, ribbon->to_x + half, y1);
  ry_scene_curve_to (self->scene, ribbon->to_x + half, y1 - bend, ribbon->from_x + half, y0 + bend,
                     ribbon->from_x + half, y0);
  if (ribbon->way->counted)
    ry_scene_close (self->scene);
}

static double
mix (double a, double b, double t)
{
  double s = 1 - t;

  return s * s * s * a + 3 * s * s * t * a + 3 * s * t * t * b + t * t * t * b;
}

/* Where it has room: on a box, or on another number, it would be read as theirs. */
static void
draw_number (Drawing *self, const Ribbon *ribbon)
{
  static const double places[] = { 0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8 };
  g_autofree char *number = ry_flow_format_count (ribbon->way);
  double size = get_size (self, 13, 45), width = ry_scene_measure (number, size) + 6, y0, y1;

  get_ribbon_ends (self, ribbon, &y0, &y1);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    double x = mix (ribbon->from_x, ribbon->to_x, places[i]), y = mix (y0, y1, 0.5) + (places[i] - 0.5) * (y1 - y0);

    if (!claim (self, x, y, width, size * 1.3))
      continue;
    ry_scene_put_over (self->scene, x, y, 0.5, size, 800, self->palette->ink, self->palette->view, number);
    return;
  }
}

/* ---- Boxes ---- */

static void
claim_boxes (Drawing *self)
{
  for (guint lane = 0; lane < N_LANES; lane++)
    claim (self, self->width / 2, get_lane_top (self, lane) + self->lane_height / 2, self->width, self->lane_height);
}

static void
describe (Drawing *self, RySceneNode *node, guint i)
{
  const Box *box = &self->boxes[i];
  RyFlowHospital *hospital = ry_flow_picture_get_hospital (self->flows, i);

  node->speech = ry_flow_picture_describe (self->flows, i);
  node->reading = g_strdup (hospital->reading);
  node->ring = hospital->stage;
  node->x = box->x + box->width / 2;
  node->y = get_box_top (self, hospital->stage) + get_box_height (self) / 2;
  node->width = box->width;
  node->height = get_box_height (self);
  node->angle = node->x / self->width * G_PI;
}

/* What nobody counted is no zero. */
static char *
describe_counts (const RyFlowHospital *hospital)
{
  g_autofree char *in = ry_flow_format_monthly (hospital->in, TRUE),
                  *going = ry_flow_format_monthly (hospital->out, TRUE);
  g_autofree char *out =
      hospital->gap == RY_FLOW_NO_GAP ? g_strdup_printf (_ ("out %s"), going) : g_strdup (_ ("out: not counted"));

  return hospital->in > 0 ? g_strdup_printf (_ ("in %s  %s"), in, out) : g_steal_pointer (&out);
}

static void
draw_box (Drawing *self, guint i)
{
  const Box *box = &self->boxes[i];
  RyFlowHospital *hospital = ry_flow_picture_get_hospital (self->flows, i);
  double top = get_box_top (self, hospital->stage), height = get_box_height (self), middle = box->x + box->width / 2;
  double size = fit (hospital->picture, get_size (self, 15, 46), box->width - 6 * self->k);
  g_autofree char *counts = describe_counts (hospital);
  double small = self->hall ? 0 : fit (counts, 12 * self->k, box->width - 6 * self->k);

  ry_scene_box (self->scene, box->x, top, box->width, height, 8 * self->k,
                &(RyInk){ .fill = self->palette->view, .line = self->palette->vertical, .width = 2 * self->k });
  if (size >= 7.5)
    ry_scene_put_over (self->scene, middle, top + height * (small >= 7.5 ? 0.34 : 0.5), 0.5, size, 600,
                       self->palette->ink, NULL, hospital->picture);
  if (size >= 7.5 && small >= 7.5)
    ry_scene_put_over (self->scene, middle, top + height * 0.74, 0.5, small, 400, self->palette->ink2, NULL, counts);
}

static void
draw_node (Drawing *self, guint i)
{
  RyFlowHospital *hospital = ry_flow_picture_get_hospital (self->flows, i);

  describe (self, ry_scene_open_node (self->scene, 0, hospital->id, hospital->name), i);
  draw_box (self, i);
  ry_scene_close_node (self->scene);
}

static void
draw_warning (Drawing *self, guint i, gboolean above, const char *words)
{
  RyFlowHospital *hospital = ry_flow_picture_get_hospital (self->flows, i);
  double size = get_size (self, 12.5, 45), width = ry_scene_measure (words, size) + get_size (self, 36, 76),
         height = size * (self->hall ? 1.4 : 2.1);
  double x = CLAMP (self->boxes[i].x + self->boxes[i].width / 2, width / 2 + 8 * self->k,
                    self->width - width / 2 - 8 * self->k);
  double y = above ? get_lane_top (self, hospital->stage) - height * 0.5
                   : get_lane_top (self, hospital->stage) + self->lane_height + height * 0.5;
  const RyPalette *palette = self->palette;
  double left = x - width / 2 + get_size (self, 10, 18), tip = get_size (self, 7, 18);

  /* Two neighbours may both have something to say: the next one steps aside. */
  for (guint step = 0; step < 4 && !claim (self, x, y, width, height * 0.9); step++)
    y += (above ? -1 : 1) * height * 1.08;
  ry_scene_box (self->scene, x - width / 2, y - height / 2, width, height, height / 2,
                &(RyInk){ .fill = palette->warn_soft, .line = palette->warn, .width = 1.4 * self->k });
  ry_scene_path (self->scene, &(RyInk){ .fill = palette->warn });
  ry_scene_move_to (self->scene, left + tip, y - tip);
  ry_scene_line_to (self->scene, left + 2 * tip, y + tip * 0.8);
  ry_scene_line_to (self->scene, left, y + tip * 0.8);
  ry_scene_close (self->scene);
  ry_scene_put_over (self->scene, left + 2 * tip + 5 * self->k, y, 0, size, 600, palette->warn, NULL, words);
}

static void
draw_warnings (Drawing *self)
{
  for (guint i = 0; i < self->flows->hospitals->len; i++) {
    RyFlowHospital *hospital = ry_flow_picture_get_hospital (self->flows, i);
    g_autofree char *wait = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "wait of %d day", "wait of %d days",
                                                          (gulong) MAX (hospital->wait, 0)),
                                             hospital->wait);

    if (hospital->is_slow)
      draw_warning (self, i, TRUE, wait);
    if (hospital->gap != RY_FLOW_NO_GAP)
      draw_warning (self, i, FALSE, ry_flow_gap_get_words (hospital->gap));
  }
}

static void
draw_home (Drawing *self)
{
  double top = get_box_top (self, HOME_LANE), height = get_box_height (self), size = get_size (self, 20, 56);
  g_autofree char *people = ry_flow_format_people (self->flows->home),
                  *words = g_strdup_printf (_ ("Home: %s"), people);
  double width = ry_scene_measure (words, size), x = (self->left + self->right) / 2;
  RySceneNode *node = ry_scene_open_node (self->scene, 0, NULL, _ ("Home"));

  node->speech = g_strdup (words);
  node->ring = HOME_LANE;
  node->x = x;
  node->y = top + height / 2;
  node->width = self->right - self->left;
  node->height = height;
  node->angle = G_PI_2;
  ry_scene_box (self->scene, self->left, top, self->right - self->left, height, 8 * self->k,
                &(RyInk){ .fill = self->palette->plane_tyre });
  ry_scene_house (self->scene, x - width / 2 - size * 0.2, top + height / 2, size * 1.3, "#ffffff");
  ry_scene_put_over (self->scene, x + size * 0.8, top + height / 2, 0.5, size, 800, "#ffffff", NULL, words);
  ry_scene_close_node (self->scene);
}

/* ---- Legend ---- */

static double
draw_key (Drawing *self, double x, double y, const RyInk *ink, const char *words)
{
  double size = 12.5 * self->k;

  ry_scene_box (self->scene, x, y - 7 * self->k, 30 * self->k, 14 * self->k, 3 * self->k, ink);
  ry_scene_put_over (self->scene, x + 38 * self->k, y, 0, size, 400, self->palette->ink2, NULL, words);
  return x + 38 * self->k + ry_scene_measure (words, size) + 26 * self->k;
}

static char *
describe_trouble (Drawing *self)
{
  return g_strdup_printf (_ ("%u bottlenecks, %u gaps"), self->flows->n_slow, self->flows->n_gaps);
}

static void
draw_legend (Drawing *self)
{
  const RyPalette *palette = self->palette;
  double y = self->height - 16 * self->k, x = 24 * self->k;
  g_autofree char *trouble = describe_trouble (self);

  if (!self->narrow && !self->hall) {
    x = draw_key (self, x, y, &(RyInk){ .fill = palette->vertical, .alpha = 0.34 }, _ ("counted, people a month"));
    x = draw_key (self, x, y, &(RyInk){ .line = palette->vertical, .width = 1.6, .dash = 4 },
                  _ ("declared, not counted"));
    draw_key (self, x, y, &(RyInk){ .fill = palette->plane, .alpha = 0.34 }, _ ("home"));
  }
  if (self->flows->n_slow + self->flows->n_gaps > 0)
    ry_scene_put_over (self->scene, self->right, self->hall ? self->height - 42 * self->height / 1080 : y, 1,
                       get_size (self, 13.5, 50), 800, palette->warn, NULL, trouble);
}

static void
draw_title (Drawing *self)
{
  g_autofree char *year = ry_flow_picture_format_year (self->flows->year);
  g_autofree char *words = g_strdup_printf (_ ("From Acute to Home, %s"), year);

  if (self->hall)
    ry_scene_put_over (self->scene, self->width / 2, get_size (self, 0, 76), 0.5, get_size (self, 0, 76), 800,
                       self->palette->ink, NULL, words);
}

/**
 * ry_flow_scene_get_height_for_width:
 * @width: room in pixels
 *
 * Returns: how high the picture wants to be; 0 where it fits any room
 */
double
ry_flow_scene_get_height_for_width (double width)
{
  return width <= NARROW ? 640 : 0;
}

/**
 * ry_flow_scene_new:
 * @flows: what is shown
 * @shown: which ways
 * @scheme: whose colours; those of a slide make it one
 * @width: of the canvas, in pixels
 * @height: of the canvas
 *
 * Draws the flow from acute to home.
 *
 * Returns: (transfer full): the picture; its nodes go from lane to lane, left to right
 */
RyScene *
ry_flow_scene_new (RyFlowPicture *flows, RyFlowShown shown, RyPaletteScheme scheme, double width, double height)
{
  Drawing self = { 0 };
  g_autofree char *trouble = NULL, *summary = NULL, *year = ry_flow_picture_format_year (flows->year),
                  *people = ry_flow_format_people (flows->home);

  init (&self, flows, shown, scheme, width, height);
  trouble = describe_trouble (&self);
  summary = g_strdup_printf (_ ("Flow from acute to home in %s: %u hospitals; home: %s. %s."), year,
                             flows->hospitals->len, people, trouble);
  ry_scene_set_words (self.scene, _ ("Vertical Flow"), summary);
  if (self.hall)
    ry_scene_box (self.scene, 0, 0, width, height, 0, &(RyInk){ .fill = self.palette->view });
  draw_title (&self);
  for (guint lane = 0; lane < N_LANES; lane++)
    draw_lane (&self, lane);
  for (guint i = 0; i < self.ribbons->len; i++)
    draw_ribbon (&self, &g_array_index (self.ribbons, Ribbon, i), FALSE);
  claim_boxes (&self);
  for (guint i = 0; i < flows->hospitals->len; i++)
    draw_node (&self, i);
  draw_home (&self);
  draw_warnings (&self);
  for (guint i = 0; i < self.ribbons->len; i++) {
    const Ribbon *ribbon = &g_array_index (self.ribbons, Ribbon, i);

    if (ribbon->way->counted && (double) ribbon->way->yearly / 12 >= CHIP_FROM)
      draw_number (&self, ribbon);
  }
  draw_legend (&self);
  clear (&self);
  return self.scene;
}

static gboolean
find_hospital (RyFlowPicture *flows, const char *id, guint *position)
{
  for (*position = 0; *position < flows->hospitals->len; (*position)++)
    if (g_strcmp0 (ry_flow_picture_get_hospital (flows, *position)->id, id) == 0)
      return TRUE;
  return FALSE;
}

/**
 * ry_flow_scene_new_focus:
 * @flows: what is shown
 * @shown: which ways
 * @scheme: whose colours
 * @width: of the canvas, in pixels
 * @height: of the canvas
 * @record: the record that has the focus
 *
 * Draws what the focus adds: everything else fades, and each of the hospital's own ways says how many go it.
 *
 * Returns: (transfer full): the overlay; empty for what has no ways
 */
RyScene *
ry_flow_scene_new_focus (
    RyFlowPicture *flows, RyFlowShown shown, RyPaletteScheme scheme, double width, double height, const char *record)
{
  Drawing self = { 0 };
  guint hospital;

  init (&self, flows, shown, scheme, width, height);
  if (record != NULL && find_hospital (flows, record, &hospital)) {
    ry_scene_box (self.scene, 0, 0, width, height, 0, &(RyInk){ .fill = self.palette->window, .alpha = 0.8 });
    for (guint i = 0; i < self.ribbons->len; i++)
      if (g_array_index (self.ribbons, Ribbon, i).way->from == hospital ||
          g_array_index (self.ribbons, Ribbon, i).way->to == hospital)
        draw_ribbon (&self, &g_array_index (self.ribbons, Ribbon, i), TRUE);
    claim_boxes (&self);
    for (guint i = 0; i < flows->hospitals->len; i++)
      draw_box (&self, i);
    draw_home (&self);
    draw_warnings (&self);
    for (guint i = 0; i < self.ribbons->len; i++)
      if (g_array_index (self.ribbons, Ribbon, i).way->from == hospital ||
          g_array_index (self.ribbons, Ribbon, i).way->to == hospital)
        draw_number (&self, &g_array_index (self.ribbons, Ribbon, i));
  }
  clear (&self);
  return self.scene;
}
