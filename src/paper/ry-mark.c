/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shapes, drawn by Cairo in a box of a size. Strokes are 0.13 of it, so that all of them weigh the same.
 */
#include "ry-mark.h"

#include <math.h>
#include <stdio.h>

#define STROKE 0.13

static void
set_colour (cairo_t *cr, const char *colour)
{
  unsigned int r = 0, g = 0, b = 0;

  sscanf (colour, "#%2x%2x%2x", &r, &g, &b);
  cairo_set_source_rgb (cr, r / 255.0, g / 255.0, b / 255.0);
}

static void
round_box (cairo_t *cr, double x, double y, double s, double corner)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + s - corner, y + corner, corner, -G_PI_2, 0);
  cairo_arc (cr, x + s - corner, y + s - corner, corner, 0, G_PI_2);
  cairo_arc (cr, x + corner, y + s - corner, corner, G_PI_2, G_PI);
  cairo_arc (cr, x + corner, y + corner, corner, G_PI, G_PI + G_PI_2);
  cairo_close_path (cr);
}

static void
draw_triangle (cairo_t *cr, double s)
{
  cairo_move_to (cr, 0.5 * s, 0.13 * s);
  cairo_line_to (cr, 0.92 * s, 0.86 * s);
  cairo_line_to (cr, 0.08 * s, 0.86 * s);
  cairo_close_path (cr);
  cairo_stroke (cr);
}

static void
draw_cross (cairo_t *cr, double s)
{
  double a = 0.16 * s, b = 0.84 * s;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, a, a);
  cairo_line_to (cr, b, b);
  cairo_move_to (cr, b, a);
  cairo_line_to (cr, a, b);
  cairo_stroke (cr);
}

/* Dashed, as all that is not known is; the bar in it tells it from a square that only says how old something is. */
static void
draw_unknown (cairo_t *cr, double s)
{
  const double dash = 0.16 * s;

  cairo_set_line_width (cr, 0.08 * s);
  cairo_set_dash (cr, &dash, 1, 0);
  round_box (cr, 0.1 * s, 0.1 * s, 0.8 * s, 0.15 * s);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, 0.32 * s, 0.5 * s);
  cairo_line_to (cr, 0.68 * s, 0.5 * s);
  cairo_stroke (cr);
}

static void
draw_tile (cairo_t *cr, RyMark mark, double s)
{
  cairo_set_line_width (cr, 0.09 * s);
  round_box (cr, 0.08 * s, 0.08 * s, 0.84 * s, 0.13 * s);
  if (mark == RY_MARK_AGE_FRESH) {
    cairo_fill (cr);
    return;
  }
  cairo_stroke (cr);
  if (mark == RY_MARK_AGE_AGING) {
    cairo_rectangle (cr, 0.08 * s, 0.5 * s, 0.84 * s, 0.42 * s);
    cairo_fill (cr);
  }
}

/**
 * ry_mark_of_answer:
 * @answer: an answer
 *
 * Returns: its shape
 */
RyMark
ry_mark_of_answer (RyAnswer answer)
{
  static const RyMark marks[RY_N_ANSWERS] = { RY_MARK_UNANSWERED, RY_MARK_YES, RY_MARK_CONDITIONAL, RY_MARK_NO };

  return marks[answer];
}

/**
 * ry_mark_of_confirmation:
 * @state: of a yearly confirmation
 *
 * Returns: its tile
 */
RyMark
ry_mark_of_confirmation (RyConfirmationState state)
{
  static const RyMark marks[] = { RY_MARK_AGE_FRESH, RY_MARK_AGE_STALE, RY_MARK_AGE_NONE };

  return marks[state];
}

/**
 * ry_mark_draw:
 * @cr: where
 * @mark: a shape
 * @x: left of its box
 * @y: top of its box
 * @size: of its box
 * @palette: its colours
 */
void
ry_mark_draw (cairo_t *cr, RyMark mark, double x, double y, double size, const RyPalette *palette)
{
  const char *const colours[] = { palette->ink2, palette->ok,   palette->conditional, palette->no,
                                  palette->ink2, palette->ink2, palette->ink2,        palette->ink2 };

  cairo_save (cr);
  cairo_translate (cr, x, y);
  set_colour (cr, colours[mark]);
  cairo_set_line_width (cr, STROKE * size);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  switch (mark) {
  case RY_MARK_YES:
    cairo_arc (cr, size / 2, size / 2, 0.4 * size, 0, 2 * G_PI);
    cairo_stroke (cr);
    break;
  case RY_MARK_CONDITIONAL:
    draw_triangle (cr, size);
    break;
  case RY_MARK_NO:
    draw_cross (cr, size);
    break;
  case RY_MARK_UNANSWERED:
  case RY_MARK_AGE_NONE:
    draw_unknown (cr, size);
    break;
  default:
    draw_tile (cr, mark, size);
  }
  cairo_restore (cr);
}
