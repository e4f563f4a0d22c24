/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The board. Inside a row the order is: beds, full, old, unreported; within these by reading, so that a tile stays
 * where it was as long as nothing changes. With more than five hospitals a function, pages follow each other; where
 * there is room for one tile only, all of them stand below each other.
 */
#include "ry-board-scene.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"

#define WIDTH      1920.0
#define HEIGHT     1080.0
#define TILES      5
#define TOP        108.0
#define FOOT       66.0
#define GAP        10.0
#define MARGIN     24.0
#define HEAD_WIDTH 230.0

/* Of a board for a narrow window. */
#define SLIM_WIDTH 800.0
#define SLIM_TOP   150.0
#define SLIM_HEAD  92.0
#define SLIM_TILE  214.0

typedef struct {
  RyScene *scene;
  const RyPalette *palette;
  RyBeds *beds;
  const char *now;
  double k, dx, dy;
} Board;

static void
put (Board *self, double x, double y, double anchor, double size, int weight, const char *colour, const char *text)
{
  ry_scene_put (self->scene, self->dx + x * self->k, self->dy + y * self->k, anchor, size * self->k, weight, colour,
                text);
}

static void
frame (Board *self, double x, double y, double width, double height, const RyInk *ink)
{
  RyInk scaled = *ink;

  scaled.width *= self->k;
  scaled.dash *= self->k;
  ry_scene_box (self->scene, self->dx + x * self->k, self->dy + y * self->k, width * self->k, height * self->k,
                18 * self->k, &scaled);
}

/* Full within a day, half within three, empty beyond; dashed where nothing was said. */
static void
put_age (Board *self, double x, double y, RyReportAge age)
{
  const char *ink = self->palette->ink2;
  double size = 28;
  const RyInk line = { .line = ink, .width = 3 * self->k, .dash = age == RY_REPORT_NONE ? 5 * self->k : 0 };
  double left = self->dx + x * self->k, top = self->dy + (y - size / 2) * self->k, s = size * self->k;

  if (age == RY_REPORT_FRESH)
    ry_scene_box (self->scene, left, top, s, s, 4 * self->k, &(RyInk){ .fill = ink });
  else
    ry_scene_box (self->scene, left, top, s, s, 4 * self->k, &line);
  if (age == RY_REPORT_AGING)
    ry_scene_box (self->scene, left, top + s / 2, s, s / 2, 2 * self->k, &(RyInk){ .fill = ink });
}

static int
get_rank (const RyBedRow *row)
{
  if (row->age == RY_REPORT_NONE)
    return 3;
  return row->sum.reported == 0 ? 2 : row->sum.beds == 0 ? 1 : 0;
}

/* The rows are in the order of reading already, and this sort keeps it. */
static int
compare_tiles (gconstpointer a, gconstpointer b)
{
  return get_rank (*(RyBedRow *const *) a) - get_rank (*(RyBedRow *const *) b);
}

static GPtrArray *
list_tiles (RyBeds *beds, RyBedFunction function)
{
  GPtrArray *tiles = g_ptr_array_new ();

  for (guint i = 0; i < beds->rows->len; i++)
    if (((RyBedRow *) g_ptr_array_index (beds->rows, i))->function == function)
      g_ptr_array_add (tiles, g_ptr_array_index (beds->rows, i));
  g_ptr_array_sort (tiles, compare_tiles);
  return tiles;
}

static void
append_split (GString *out, const char *word, gint64 beds)
{
  if (beds > 0)
    g_string_append_printf (out, "%s%s%" G_GINT64_FORMAT, out->len > 0 ? " " : "", word, beds);
}

static char *
format_split (const RyBedRow *row)
{
  GString *out = g_string_new (NULL);

  append_split (out, C_ ("beds", "men "), row->men);
  append_split (out, C_ ("beds", "women "), row->women);
  append_split (out, C_ ("beds", "single "), row->single);
  append_split (out, C_ ("beds", "either "), row->either);
  return g_string_free (out, FALSE);
}

static void
put_known (Board *self, const RyBedRow *row, double x, double y, double width, double height)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, row->sum.beds);
  g_autofree char *split = row->sum.beds > 0 ? format_split (row) : g_strdup (_ ("full"));
  g_autofree char *moment = ry_bed_format_moment (row->at, self->now);
  g_autofree char *words = row->sum.unknown > 0
                               ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %u ward unknown",
                                                               "%s, %u wards unknown", row->sum.unknown),
                                                  moment, row->sum.unknown)
                               : g_strdup (moment);
  double after = x + 34 + ry_scene_measure (number, 92);

  put (self, x + 20, y + height * 0.56, 0, 92, 800, row->sum.beds > 0 ? self->palette->ink : self->palette->ink2,
       number);
  put (self, after, y + height * 0.58, 0,
       MIN (36, 36 * (x + width - 14 - after) / MAX (ry_scene_measure (split, 36), 1)), 600, self->palette->ink, split);
  put_age (self, x + 22, y + height - 32, row->age);
  put (self, x + 62, y + height - 32, 0, 34, 600, self->palette->ink2, words);
}

static void
put_unknown (Board *self, const RyBedRow *row, double x, double y, double height)
{
  g_autofree char *moment = ry_bed_format_moment (row->at, self->now);
  gboolean none = row->age == RY_REPORT_NONE;

  put (self, x + 20, y + height * 0.56, 0, 56, 800, self->palette->ink, none ? _ ("not reported") : _ ("old report"));
  put_age (self, x + 22, y + height - 32, row->age);
  put (self, x + 62, y + height - 32, 0, 34, 600, self->palette->ink2, none ? _ ("ask by telephone") : moment);
}

/* What changed a moment ago says so for a while, without moving. */
static void
put_news (Board *self, double x, double y, double width)
{
  double chip = ry_scene_measure (_ ("updated"), 30) + 24;

  frame (self, x + width - chip - 12, y + 12, chip, 44, &(RyInk){ .fill = self->palette->vertical });
  put (self, x + width - chip / 2 - 12, y + 34, 0.5, 30, 800, self->palette->view, _ ("updated"));
}

static void
put_tile (Board *self, const RyBedRow *row, double x, double y, double width, double height)
{
  gboolean known = row->sum.reported > 0;
  g_autofree char *moment = ry_bed_format_moment (row->at, self->now);
  RySceneNode *node = ry_scene_open_node (self->scene, (guint) row->function, row->organisation, row->name);

  node->speech = known ? g_strdup_printf (_ ("%s, %s: %d beds can be had, reported %s"), row->name,
                                          ry_bed_function_get_name (row->function), (int) row->sum.beds, moment)
                       : g_strdup_printf (_ ("%s, %s: unknown, %s; that is not zero beds"), row->name,
                                          ry_bed_function_get_name (row->function), moment);
  node->reading = g_strdup (row->reading);
  node->x = self->dx + (x + width / 2) * self->k;
  node->y = self->dy + (y + height / 2) * self->k;
  node->width = width * self->k;
  node->height = height * self->k - 1;
  node->angle = x / WIDTH;
  frame (self, x, y, width, height,
         &(RyInk){ .fill = self->palette->view,
                   .line = known && row->sum.beds > 0 ? self->palette->vertical : self->palette->ink2,
                   .width = known && row->sum.beds > 0 ? 4 : 2.5,
                   .dash = known ? 0 : 11 });
  put (self, x + 20, y + height * 0.2, 0, MIN (41, 41 * (width - 36) / MAX (ry_scene_measure (row->picture, 41), 1)),
       800, self->palette->ink, row->picture);
  if (known)
    put_known (self, row, x, y, width, height);
  else
    put_unknown (self, row, x, y, height);
  if (row->is_news)
    put_news (self, x, y, width);
  ry_scene_close_node (self->scene);
}

/* A sum is of what is known; how many hospitals are not in it stands beside it. */
typedef struct {
  char *beds;
  char *unknown;
} Sum;

static void
clear_sum (Sum *sum)
{
  g_free (sum->beds);
  g_free (sum->unknown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sum, clear_sum)

static Sum
format_sum (RyBeds *beds, RyBedFunction function)
{
  RyBedSum sum;

  ry_beds_sum (beds, function, &sum);
  return (Sum){ sum.reported > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, sum.beds) : g_strdup (_ ("?")),
                sum.unknown > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %u hospital unknown",
                                                                "+ %u hospitals unknown", sum.unknown),
                                                   sum.unknown)
                                : g_strdup (_ ("beds")) };
}

static void
put_head (Board *self, RyBedFunction function, double y, double height)
{
  g_auto (Sum) sum = format_sum (self->beds, function);
  double middle = MARGIN + HEAD_WIDTH / 2;

  frame (self, MARGIN, y, HEAD_WIDTH, height, &(RyInk){ .fill = self->palette->vertical_tyre });
  put (self, middle, y + height * 0.24, 0.5, 48, 800, "#ffffff", ry_bed_function_get_name (function));
  put (self, middle, y + height * 0.56, 0.5, 92, 800, "#ffffff", sum.beds);
  put (self, middle, y + height * 0.86, 0.5,
       MIN (34, 34 * (HEAD_WIDTH - 16) / MAX (ry_scene_measure (sum.unknown, 34), 1)), 600, "#ffffff", sum.unknown);
}

static void
put_row (Board *self, RyBedFunction function, guint page, double y, double height)
{
  g_autoptr (GPtrArray) tiles = list_tiles (self->beds, function);
  guint pages = MAX ((tiles->len + TILES - 1) / TILES, 1), first = page % pages * TILES;
  double left = MARGIN + HEAD_WIDTH + GAP, width = (WIDTH - MARGIN - left - GAP * (TILES - 1)) / TILES;

  put_head (self, function, y, height);
  for (guint i = first; i < MIN (tiles->len, first + TILES); i++)
    put_tile (self, g_ptr_array_index (tiles, i), left + (i - first) * (width + GAP), y, width, height);
  if (pages > 1) {
    g_autofree char *place = g_strdup_printf ("%u／%u", page % pages + 1, pages);

    put (self, MARGIN + HEAD_WIDTH - 14, y + 26, 1, 30, 600, "#ffffff", place);
  }
}

static void
put_legend (Board *self)
{
  g_autofree char *aging = g_strdup_printf (_ ("over %d hours ago"), (int) self->beds->freshness.fresh);
  g_autofree char *stale =
      g_strdup_printf (_ ("over %d hours ago (not in the sum)"), (int) self->beds->freshness.stale);
  g_autofree char *fresh = g_strdup_printf (_ ("within %d hours"), (int) self->beds->freshness.fresh);
  const struct {
    RyReportAge age;
    const char *words;
  } signs[] = { { RY_REPORT_FRESH, fresh },
                { RY_REPORT_AGING, aging },
                { RY_REPORT_STALE, stale },
                { RY_REPORT_NONE, _ ("not reported (that is not 0)") } };
  double x = MARGIN + 16, y = HEIGHT - FOOT / 2;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++) {
    put_age (self, x, y, signs[i].age);
    put (self, x + 42, y, 0, 34, 600, self->palette->ink2, signs[i].words);
    x += 82 + ry_scene_measure (signs[i].words, 34);
  }
}

static char *
format_present (Board *self)
{
  g_autofree char *day = ry_date_dup_today (); /* not @now's, which is in UTC */
  g_autofree char *date = ry_date_format_iso (day, RY_DATE_MONTH_DAY);
  g_autofree char *time = ry_bed_format_moment (self->now, self->now);

  return g_strdup_printf ("%s %s", date, time);
}

/* That the figures stand still is told where one looks for what time it is. */
static void
put_notice (Board *self, double x, double y, double width, double height, const char *notice)
{
  g_autofree char *words = g_strconcat ("⚠ ", notice, NULL);

  frame (self, x, y, width, height,
         &(RyInk){ .fill = self->palette->warn_soft, .line = self->palette->warn, .width = 3 });
  put (self, x + width / 2, y + height / 2, 0.5, MIN (38, 38 * (width - 30) / MAX (ry_scene_measure (words, 38), 1)),
       800, self->palette->warn, words);
}

static void
put_title (Board *self, const char *region, const char *notice)
{
  g_autofree char *moment = format_present (self);
  double after = MARGIN + 56 + ry_scene_measure (_ ("Vacant Beds"), 58),
         right = WIDTH - MARGIN - 56 - ry_scene_measure (moment, 54);

  put (self, MARGIN + 16, TOP / 2, 0, 58, 800, self->palette->ink, _ ("Vacant Beds"));
  put (self, after, TOP / 2 + 6, 0, 38, 400, self->palette->ink2, region);
  put (self, WIDTH - MARGIN - 16, TOP / 2, 1, 54, 800, self->palette->ink, moment);
  after += ry_scene_measure (region, 38) + 40;
  if (notice != NULL)
    put_notice (self, MAX (after, right - 640), 18, MIN (640, right - after), TOP - 36, notice);
}

/* ---- Where there is little room ---- */

static double
put_slim_head (Board *self, RyBedFunction function, double y)
{
  g_auto (Sum) sum = format_sum (self->beds, function);
  double after = MARGIN + 36 + ry_scene_measure (ry_bed_function_get_name (function), 44);

  frame (self, MARGIN, y, SLIM_WIDTH - 2 * MARGIN, SLIM_HEAD, &(RyInk){ .fill = self->palette->vertical_tyre });
  put (self, MARGIN + 20, y + SLIM_HEAD / 2, 0, 44, 800, "#ffffff", ry_bed_function_get_name (function));
  put (self, after, y + SLIM_HEAD / 2, 0, 64, 800, "#ffffff", sum.beds);
  put (self, SLIM_WIDTH - MARGIN - 20, y + SLIM_HEAD / 2, 1, 34, 600, "#ffffff", sum.unknown);
  return y + SLIM_HEAD + GAP;
}

static double
put_slim_row (Board *self, RyBedFunction function, double y)
{
  g_autoptr (GPtrArray) tiles = list_tiles (self->beds, function);

  y = put_slim_head (self, function, y);
  for (guint i = 0; i < tiles->len; i++, y += SLIM_TILE + GAP)
    put_tile (self, g_ptr_array_index (tiles, i), MARGIN, y, SLIM_WIDTH - 2 * MARGIN, SLIM_TILE);
  return y + GAP;
}

static void
put_slim_title (Board *self, const char *region, const char *notice)
{
  g_autofree char *moment = format_present (self);

  put (self, MARGIN, 48, 0, 54, 800, self->palette->ink, _ ("Vacant Beds"));
  put (self, SLIM_WIDTH - MARGIN, 48, 1, 40, 800, self->palette->ink, moment);
  if (notice != NULL)
    put_notice (self, MARGIN, 82, SLIM_WIDTH - 2 * MARGIN, 58, notice);
  else
    put (self, MARGIN, 108, 0, 36, 400, self->palette->ink2, region);
}

static Board
begin (RyBeds *beds, const char *now, RyPaletteScheme scheme, double width, double height, double k)
{
  Board self = { ry_scene_new (width, height), ry_palette_get (scheme), beds, now, k, 0, 0 };

  ry_scene_box (self.scene, 0, 0, width, height, 0, &(RyInk){ .fill = self.palette->window });
  ry_scene_set_words (self.scene, _ ("Vacant Beds"), _ ("Vacant beds by function and hospital"));
  return self;
}

/**
 * ry_board_scene_count_pages:
 * @beds: beds
 *
 * Returns: how many pages the fullest row needs
 */
guint
ry_board_scene_count_pages (RyBeds *beds)
{
  guint pages = 1;

  for (RyBedFunction function = 0; function < RY_N_BED_FUNCTIONS; function++) {
    g_autoptr (GPtrArray) tiles = list_tiles (beds, function);

    pages = MAX (pages, (tiles->len + TILES - 1) / TILES);
  }
  return pages;
}

/**
 * ry_board_scene_new:
 * @beds: what was reported
 * @region: (nullable): whose board it is
 * @notice: (nullable): why the figures may be old
 * @now: the moment, ISO 8601
 * @scheme: colours; %RY_PALETTE_WALL for a wall
 * @page: which page; each row goes round by itself
 * @width: of the canvas
 * @height: of the canvas
 *
 * Returns: (transfer full): the board, as large as fits
 */
RyScene *
ry_board_scene_new (RyBeds *beds,
                    const char *region,
                    const char *notice,
                    const char *now,
                    RyPaletteScheme scheme,
                    guint page,
                    double width,
                    double height)
{
  Board self = begin (beds, now, scheme, width, height, MIN (width / WIDTH, height / HEIGHT));
  double row = (HEIGHT - TOP - FOOT - GAP * (RY_N_BED_FUNCTIONS - 1)) / RY_N_BED_FUNCTIONS;

  self.dx = (width - WIDTH * self.k) / 2;
  self.dy = (height - HEIGHT * self.k) / 2;
  put_title (&self, region != NULL ? region : "", notice);
  for (RyBedFunction function = 0; function < RY_N_BED_FUNCTIONS; function++)
    put_row (&self, function, page, TOP + function * (row + GAP), row);
  put_legend (&self);
  return self.scene;
}

/**
 * ry_board_scene_get_slim_height:
 * @beds: what was reported
 * @width: of the canvas
 *
 * Returns: how high ry_board_scene_new_slim() is
 */
double
ry_board_scene_get_slim_height (RyBeds *beds, double width)
{
  return (SLIM_TOP + RY_N_BED_FUNCTIONS * (SLIM_HEAD + 2 * GAP) + beds->rows->len * (SLIM_TILE + GAP) + MARGIN) *
         width / SLIM_WIDTH;
}

/**
 * ry_board_scene_new_slim:
 * @beds: what was reported
 * @region: (nullable): whose board it is
 * @notice: (nullable): why the figures may be old
 * @now: the moment, ISO 8601
 * @scheme: colours
 * @width: of the canvas
 *
 * Returns: (transfer full): the board for a narrow window: all hospitals below each other
 */
RyScene *
ry_board_scene_new_slim (
    RyBeds *beds, const char *region, const char *notice, const char *now, RyPaletteScheme scheme, double width)
{
  Board self = begin (beds, now, scheme, width, ry_board_scene_get_slim_height (beds, width), width / SLIM_WIDTH);
  double y = SLIM_TOP;

  put_slim_title (&self, region != NULL ? region : "", notice);
  for (RyBedFunction function = 0; function < RY_N_BED_FUNCTIONS; function++)
    y = put_slim_row (&self, function, y);
  return self.scene;
}
