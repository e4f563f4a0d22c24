/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table that flows down A4, upright or lying, its head on each page; above it, where asked for, a chart. An empty
 * cell of figures is a day nobody reported, and the note at the foot says so.
 */
#include "ry-bed-sheet.h"

#include "ry-canvas.h"
#include "ry-paper-private.h"

#include "ry-date.h"

static const RySheet upright = { .width = 210, .height = 297, .top = 16, .right = 16, .bottom = 14, .left = 16 };
static const RySheet lying = { .width = 297, .height = 210, .top = 14, .right = 16, .bottom = 12, .left = 16 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 21 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 9, 13 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 8.5, 12.6 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 9, 13 };

#define PAD       1.2
#define LINE      RY_PT_TO_MM (13)
#define GRID_LINE 0.35
#define FOOT      12.0

typedef struct {
  RyCanvas *canvas;
  const RySheet *sheet;
  const char *note;
  GPtrArray *lines;
  double *widths; /* in mm, of the whole room */
  guint n_columns;
  double y;
  guint page;
} Sheet;

static double
get_room (const Sheet *self)
{
  return self->sheet->width - self->sheet->left - self->sheet->right;
}

static double
measure_row (Sheet *self, const RyStyle *style, GStrv cells)
{
  double height = LINE;

  for (guint i = 0; i < self->n_columns && cells[i] != NULL; i++)
    height = MAX (height, ry_canvas_measure (self->canvas, style, self->widths[i] - 2 * PAD, cells[i]));
  return height + 2 * PAD;
}

static void
set_row (Sheet *self, const RyStyle *style, GStrv cells, gboolean head)
{
  double height = measure_row (self, style, cells), x = self->sheet->left;

  if (head)
    ry_canvas_fill (self->canvas, x, self->y, get_room (self), height, 0.92);
  for (guint i = 0; i < self->n_columns && cells[i] != NULL; i++) {
    ry_canvas_frame (self->canvas, x, self->y, self->widths[i], height, GRID_LINE);
    ry_canvas_put_block (self->canvas, style, x + PAD, self->y + PAD, self->widths[i] - 2 * PAD, cells[i]);
    x += self->widths[i];
  }
  self->y += height;
}

static void
end_page (Sheet *self)
{
  g_autofree char *number = g_strdup_printf ("－ %u －", ++self->page);

  ry_canvas_put (self->canvas, &body_style, self->sheet->width / 2, self->sheet->height - FOOT, 0.5, number);
  if (self->note != NULL)
    ry_canvas_put (self->canvas, &body_style, self->sheet->left, self->sheet->height - FOOT - 5, 0, self->note);
}

static void
set_lines (Sheet *self)
{
  double bottom = self->sheet->height - FOOT - 7;

  if (self->lines->len == 0)
    return;
  set_row (self, &head_style, g_ptr_array_index (self->lines, 0), TRUE);
  for (guint i = 1; i < self->lines->len; i++) {
    GStrv cells = g_ptr_array_index (self->lines, i);

    if (self->y + measure_row (self, &cell_style, cells) > bottom) {
      end_page (self);
      ry_canvas_turn (self->canvas);
      self->y = self->sheet->top;
      set_row (self, &head_style, g_ptr_array_index (self->lines, 0), TRUE);
    }
    set_row (self, &cell_style, cells, FALSE);
  }
  if (self->lines->len == 1)
    ry_canvas_put (self->canvas, &body_style, self->sheet->left, self->y + 2, 0, "該当なし");
}

static void
set_title (Sheet *self, const char *title, const char *today)
{
  g_autofree char *day = ry_date_format_paper (today, RY_DATE_ERA), *made = g_strdup_printf ("%s現在", day);

  self->y = self->sheet->top +
            ry_canvas_put_block (self->canvas, &title_style, self->sheet->left, self->sheet->top, get_room (self) - 46,
                                 title) +
            3;
  ry_canvas_put (self->canvas, &body_style, self->sheet->width - self->sheet->right, self->sheet->top + 2, 1, made);
}

static void
share_widths (Sheet *self, const double *widths)
{
  double sum = 0;

  self->widths = g_new (double, MAX (self->n_columns, 1));
  for (guint i = 0; i < self->n_columns; i++)
    sum += widths[i];
  for (guint i = 0; i < self->n_columns; i++)
    self->widths[i] = widths[i] * get_room (self) / sum;
}

static RyPaper *
compose (const char *title,
         const char *note,
         RyScene *scene,
         GPtrArray *lines,
         const double *widths,
         guint n_columns,
         const RySheet *sheet)
{
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, sheet);
  g_autofree char *today = ry_date_dup_today ();
  Sheet self = { .canvas = canvas, .sheet = sheet, .note = note, .lines = lines, .n_columns = n_columns };

  share_widths (&self, widths);
  set_title (&self, title, today);
  if (scene != NULL)
    self.y += ry_canvas_put_scene (canvas, scene, sheet->left, self.y, get_room (&self)) + 4;
  if (scene != NULL && self.y > sheet->height * 0.75) {
    end_page (&self);
    ry_canvas_turn (canvas);
    self.y = sheet->top;
  }
  set_lines (&self);
  end_page (&self);
  g_free (self.widths);
  return _ry_paper_new (_ry_pages_take (title, "事務局", today, sheet, ry_canvas_finish (canvas), faces));
}

/**
 * ry_bed_sheet_new:
 * @title: what stands above
 * @note: (nullable): what stands at the foot of each page
 * @lines: (element-type GStrv): the head, then a line each
 * @widths: how wide the columns are, against each other
 * @n_columns: how many of each line are set
 * @landscape: whether the sheet lies
 *
 * Returns: (transfer full): the table on A4
 */
RyPaper *
ry_bed_sheet_new (
    const char *title, const char *note, GPtrArray *lines, const double *widths, guint n_columns, gboolean landscape)
{
  return compose (title, note, NULL, lines, widths, n_columns, landscape ? &lying : &upright);
}

/**
 * ry_bed_sheet_new_chart:
 * @title: what stands above
 * @scene: the chart
 * @lines: (element-type GStrv): the figures behind it: the head, then a line each
 * @widths: how wide the columns are, against each other
 * @n_columns: how many of each line are set
 *
 * Returns: (transfer full): the chart and its figures on A4
 */
RyPaper *
ry_bed_sheet_new_chart (const char *title, RyScene *scene, GPtrArray *lines, const double *widths, guint n_columns)
{
  return compose (title, "空欄は未報告です。0床ではありません。", scene, lines, widths, n_columns, &upright);
}
