/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The charts. The axis of beds begins at 0, and each names its greatest figure. Every chart is one node that says its
 * curve in words: first, last, least, most, and how many days were silent.
 */
#include "ry-bed-history-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ry-date.h"

#define LEFT  140.0
#define RIGHT 18.0
#define TOP   14.0
#define FOOT  34.0
#define GAP   44.0
#define LEAST 74.0 /* a chart is at least so high */
#define MARKS 7    /* dates on the axis */
#define HATCH 7.0

typedef struct {
  RyScene *scene;
  const RyPalette *palette;
  const RyBedHistory *history;
  double left, width; /* of the charts */
  double step;        /* of a day */
  guint focus;
} Chart;

static void
draw_line (Chart *self, double x1, double y1, double x2, double y2, const RyInk *ink)
{
  ry_scene_path (self->scene, ink);
  ry_scene_move_to (self->scene, x1, y1);
  ry_scene_line_to (self->scene, x2, y2);
}

static double
get_x (const Chart *self, guint day)
{
  return self->left + day * self->step;
}

/* A round figure at or above the greatest, that halves well. */
static int
get_top (const RyBedSeries *series)
{
  return MAX (series->most + (series->most & 1), 2);
}

static double
get_y (double top, double height, int most, int beds)
{
  return top + height * (1 - (double) beds / most);
}

/* ---- One chart ---- */

static void
draw_hatched (Chart *self, guint first, guint last, double top, double height)
{
  double x1 = get_x (self, first), x2 = get_x (self, last + 1);
  const RyInk ink = { .line = self->palette->ink2, .width = 0.8, .alpha = 0.55 };

  for (double at = x1 - height; at < x2; at += HATCH) {
    double from = MAX (at, x1), to = MIN (at + height, x2);

    if (to > from)
      draw_line (self, from, top + height - (from - at), to, top + height - (to - at), &ink);
  }
  if (x2 - x1 > ry_scene_measure (_ ("not reported"), 12) + 6)
    ry_scene_put_over (self->scene, (x1 + x2) / 2, top + height / 2, 0.5, 12, 600, self->palette->ink2,
                       self->palette->view, _ ("not reported"));
}

/* The run of days that begins here and is alike known or not. */
static guint
find_end (const RyBedSeries *series, guint first)
{
  gboolean known = ry_bed_series_get_day (series, first)->beds != RY_BEDS_UNREPORTED;
  guint end = first;

  while (end + 1 < series->days->len && (ry_bed_series_get_day (series, end + 1)->beds != RY_BEDS_UNREPORTED) == known)
    end++;
  return end;
}

static void
trace_steps (Chart *self, const RyBedSeries *series, guint first, guint last, double top, double height)
{
  int most = get_top (series);

  for (guint day = first; day <= last; day++) {
    double y = get_y (top, height, most, ry_bed_series_get_day (series, day)->beds);

    if (day == first)
      ry_scene_move_to (self->scene, get_x (self, day), y);
    else
      ry_scene_line_to (self->scene, get_x (self, day), y);
    ry_scene_line_to (self->scene, get_x (self, day + 1), y);
  }
}

static void
draw_known (Chart *self, const RyBedSeries *series, guint first, guint last, double top, double height)
{
  double base = top + height;

  ry_scene_path (self->scene, &(RyInk){ .fill = self->palette->vertical_mid, .alpha = 0.45 });
  trace_steps (self, series, first, last, top, height);
  ry_scene_line_to (self->scene, get_x (self, last + 1), base);
  ry_scene_line_to (self->scene, get_x (self, first), base);
  ry_scene_close (self->scene);
  ry_scene_path (self->scene, &(RyInk){ .line = self->palette->vertical, .width = 2 });
  trace_steps (self, series, first, last, top, height);
  for (guint day = first; day <= last; day++)
    if (ry_bed_series_get_day (series, day)->beds == 0)
      ry_scene_disc (self->scene, get_x (self, day) + self->step / 2, base, MIN (3.5, MAX (self->step * 0.8, 1.6)),
                     &(RyInk){ .fill = self->palette->view, .line = self->palette->vertical, .width = 1.6 });
}

static void
draw_scale (Chart *self, const RyBedSeries *series, double top, double height)
{
  int most = get_top (series);

  for (int i = 0; i <= 2; i++) {
    int beds = most * i / 2;
    double y = get_y (top, height, most, beds);
    g_autofree char *figure = g_strdup_printf ("%d", beds);

    draw_line (self, self->left, y, self->left + self->width, y,
               &(RyInk){ .line = self->palette->ink2, .width = 0.7, .alpha = i == 0 ? 0.6 : 0.22 });
    ry_scene_put_over (self->scene, self->left - 8, y, 1, 12, 400, self->palette->ink2, NULL, figure);
  }
}

static char *
speak (const Chart *self, const RyBedSeries *series)
{
  int least = G_MAXINT, most = -1, last = RY_BEDS_UNREPORTED;
  guint silent = 0;

  for (guint day = 0; day < series->days->len; day++) {
    int beds = ry_bed_series_get_day (series, day)->beds;

    last = beds;
    silent += beds == RY_BEDS_UNREPORTED;
    if (beds == RY_BEDS_UNREPORTED)
      continue;
    least = MIN (least, beds);
    most = MAX (most, beds);
  }
  if (most < 0)
    return g_strdup_printf (_ ("%s: not reported on any day; that is not zero beds"), series->name);
  if (last == RY_BEDS_UNREPORTED)
    return g_strdup_printf (_ ("%s: between %d and %d beds, not reported on the last day, silent on %u of %u days"),
                            series->name, least, most, silent, series->days->len);
  return g_strdup_printf (_ ("%s: between %d and %d beds, %d on the last day, silent on %u of %u days"), series->name,
                          least, most, last, silent, series->days->len);
}

static void
draw_last (Chart *self, const RyBedSeries *series, double top, double height)
{
  const RyBedDay *last = ry_bed_series_get_day (series, series->days->len - 1);
  g_autofree char *words =
      last->beds != RY_BEDS_UNREPORTED
          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d bed", "%d beds", (gulong) last->beds), last->beds)
          : NULL;

  if (words != NULL && self->focus != series->days->len - 1)
    ry_scene_put_over (self->scene, self->left + self->width - 3,
                       MAX (get_y (top, height, get_top (series), last->beds) - 10, top - 2), 1, 13, 700,
                       self->palette->vertical_ink, self->palette->view, words);
}

static void
draw_focus (Chart *self, const RyBedSeries *series, double top, double height)
{
  const RyBedDay *day = ry_bed_series_get_day (series, self->focus);
  double x = get_x (self, self->focus) + self->step / 2;
  gboolean right = x > self->left + self->width * 0.85;
  g_autofree char *words =
      day->beds != RY_BEDS_UNREPORTED
          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d bed", "%d beds", (gulong) day->beds), day->beds)
          : g_strdup (_ ("not reported"));

  draw_line (self, x, top - 4, x, top + height, &(RyInk){ .line = self->palette->ink, .width = 1.2, .dash = 4 });
  if (day->beds != RY_BEDS_UNREPORTED)
    ry_scene_disc (self->scene, x, get_y (top, height, get_top (series), day->beds), 4,
                   &(RyInk){ .fill = self->palette->ink });
  ry_scene_put_over (self->scene, right ? x - 7 : x + 7, top + 2, right ? 1 : 0, 13, 700, self->palette->ink,
                     self->palette->view, words);
}

static void
draw_series (Chart *self, const RyBedSeries *series, guint n, double top, double height)
{
  RySceneNode *node = ry_scene_open_node (self->scene, 0, NULL, series->name);
  g_autofree char *hospitals =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hospital", "%u hospitals", series->hospitals),
                       series->hospitals);
  g_autofree char *wards =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u ward", "%u wards", series->wards), series->wards);

  node->speech = speak (self, series);
  node->x = self->left + self->width / 2;
  node->y = top + height / 2;
  node->width = self->width;
  node->height = height;
  node->angle = n;
  ry_scene_put_over (self->scene, 12, top + 8, 0,
                     MIN (15, 15 * (self->left - 50) / MAX (ry_scene_measure (series->name, 15), 1)), 700,
                     self->palette->vertical_ink, NULL, series->name);
  ry_scene_put_over (self->scene, 12, top + 28, 0, 12, 400, self->palette->ink2, NULL,
                     series->hospitals > 1 ? hospitals : wards);
  draw_scale (self, series, top, height);
  for (guint first = 0, end; first < series->days->len; first = end + 1) {
    end = find_end (series, first);
    if (ry_bed_series_get_day (series, first)->beds == RY_BEDS_UNREPORTED)
      draw_hatched (self, first, end, top, height);
    else
      draw_known (self, series, first, end, top, height);
  }
  draw_last (self, series, top, height);
  if (self->focus < series->days->len)
    draw_focus (self, series, top, height);
  ry_scene_close_node (self->scene);
}

static void
draw_axis (Chart *self, double y)
{
  guint marks = (guint) CLAMP (self->width / 130, 2, MARKS);

  for (guint i = 0; i < marks; i++) {
    guint day = marks > 1 ? (self->history->n_days - 1) * i / (marks - 1) : 0;
    g_autofree char *iso = ry_bed_history_dup_date (self->history, day);
    g_autofree char *date = ry_date_format_iso (iso, RY_DATE_SHORT);

    ry_scene_put_over (self->scene, get_x (self, day) + self->step / 2, y,
                       i == 0           ? 0
                       : i + 1 == marks ? 1
                                        : 0.5,
                       12, 400, self->palette->ink2, NULL, date);
  }
}

/**
 * ry_bed_history_scene_get_height:
 * @history: a history
 *
 * Returns: how high its picture is at least
 */
double
ry_bed_history_scene_get_height (const RyBedHistory *history)
{
  return TOP + FOOT + history->series->len * (LEAST + GAP);
}

/**
 * ry_bed_history_scene_new:
 * @history: a history
 * @scheme: whose colours
 * @focus: the day that is looked at, or %RY_HISTORY_NO_DAY
 * @width: in pixels
 * @height: in pixels; more is taken where the charts need it
 *
 * Returns: (transfer full): the charts
 */
RyScene *
ry_bed_history_scene_new (const RyBedHistory *history, RyPaletteScheme scheme, guint focus, double width, double height)
{
  guint n = MAX (history->series->len, 1);
  double tall = MAX (height, ry_bed_history_scene_get_height (history)),
         each = MIN ((tall - TOP - FOOT) / n - GAP, 150);
  double left = width < 600 ? 92 : LEFT;
  Chart self = { .scene = ry_scene_new (width, tall),
                 .palette = ry_palette_get (scheme),
                 .history = history,
                 .left = left,
                 .width = width - left - RIGHT,
                 .focus = focus };
  GString *summary = g_string_new (NULL);

  self.step = self.width / history->n_days;
  for (guint i = 0; i < history->series->len; i++) {
    g_autofree char *words = speak (&self, g_ptr_array_index (history->series, i));

    draw_series (&self, g_ptr_array_index (history->series, i), i, TOP + i * (each + GAP) + 8, each);
    g_string_append_printf (summary, "%s%s", i > 0 ? "\n" : "", words);
  }
  draw_axis (&self, TOP + history->series->len * (each + GAP) + 4);
  ry_scene_set_words (self.scene, _ ("History of the vacant beds"), summary->str);
  g_string_free (summary, TRUE);
  return self.scene;
}
