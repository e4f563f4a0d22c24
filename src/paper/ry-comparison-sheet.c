/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two or three hospitals beside each other on A4 landscape: differing rows stand on grey and carry ≠. Nothing says
 * which is better.
 */
#include "ry-matrix-sheet.h"

#include "ry-canvas.h"
#include "ry-paper-private.h"

#include "ry-date.h"

#define WIDTH       297.0
#define HEIGHT      210.0
#define LEFT        15.0
#define RIGHT       282.0
#define TOP         28.0
#define FOOT        196.0
#define LABEL_WIDTH 52.0
#define SIGN_WIDTH  8.0
#define DIFFERS     0.93

typedef struct {
  RyMatrix *matrix;
  const guint *rows;
  guint n;
  RyCanvas *canvas;
  double width; /* of a hospital's column */
} Sheet;

static const RyStyle text_style = { RY_VOICE_MINCHO, 9.5, 12.5 };
static const RyStyle label_style = { RY_VOICE_GOTHIC, 9.5, 12.5 };

static double
get_left (Sheet *self, guint i)
{
  return LEFT + LABEL_WIDTH + SIGN_WIDTH + i * self->width;
}

static char *
dup_value (const RyComparisonRow *row, guint i)
{
  const RyMatrixCell *cell = row->cells != NULL ? row->cells[i] : NULL;

  if (cell == NULL)
    return g_strdup (row->values[i]);
  if (cell->answer == RY_ANSWER_UNANSWERED)
    return g_strdup ("未回答");
  return g_strdup_printf ("%s　%s%s%s", ry_answer_get_mark (cell->answer), row->values[i],
                          cell->note != NULL && *cell->note != '\0' ? "　" : "", cell->note != NULL ? cell->note : "");
}

static double
measure (Sheet *self, const RyComparisonRow *row)
{
  double height = ry_canvas_measure (self->canvas, &label_style, LABEL_WIDTH - 4, row->label);

  for (guint i = 0; i < self->n; i++) {
    g_autofree char *value = dup_value (row, i);

    height = MAX (height, ry_canvas_measure (self->canvas, &text_style, self->width - 4, value));
  }
  return height + 2.2;
}

static double
set_head (Sheet *self)
{
  const RyStyle title = { RY_VOICE_HEAVY, 18, 18 }, name = { RY_VOICE_GOTHIC, 13, 16 };
  g_autofree char *date = ry_date_format_paper (self->matrix->as_of, RY_DATE_ERA);
  g_autofree char *as_of = g_strconcat (date, "現在　　≠＝違うところ　　優劣を示すものではありません", NULL);

  ry_canvas_put (self->canvas, &title, LEFT, 12, 0, "病院を比べる");
  ry_canvas_put (self->canvas, &text_style, RIGHT, 14, 1, as_of);
  for (guint i = 0; i < self->n; i++) {
    const RyMatrixRow *row = ry_matrix_get_row (self->matrix, self->rows[i]);
    g_autofree char *door = g_strdup_printf ("%s　%s", row->telephone != NULL ? row->telephone : "電話 不明",
                                             row->hours != NULL ? row->hours : "");

    ry_canvas_put_fitted (self->canvas, &name, get_left (self, i), TOP - 1, self->width - 4, 0, row->name);
    ry_canvas_put_fitted (self->canvas, &text_style, get_left (self, i), TOP + 6, self->width - 4, 0, door);
  }
  ry_canvas_rule (self->canvas, LEFT, TOP + 12, RIGHT, TOP + 12, 1);
  return TOP + 12;
}

static void
set_row (Sheet *self, const RyComparisonRow *row, double y, double height)
{
  if (row->differs) {
    ry_canvas_fill (self->canvas, LEFT, y, RIGHT - LEFT, height, DIFFERS);
    ry_canvas_put (self->canvas, &label_style, LEFT + LABEL_WIDTH + 2, y + 1, 0, "≠");
  }
  ry_canvas_put_block (self->canvas, &label_style, LEFT + 2, y + 1, LABEL_WIDTH - 4, row->label);
  for (guint i = 0; i < self->n; i++) {
    g_autofree char *value = dup_value (row, i);

    ry_canvas_put_block (self->canvas, &text_style, get_left (self, i), y + 1, self->width - 4, value);
  }
  ry_canvas_rule (self->canvas, LEFT, y + height, RIGHT, y + height, 0.4);
}

/**
 * ry_paper_new_comparison:
 * @matrix: a matrix
 * @rows: (array length=n_rows): positions of the hospitals
 * @n_rows: how many, two or three
 * @beds: (nullable): what was reported of their beds
 * @now: the present moment, ISO 8601
 *
 * Sets hospitals beside each other.
 *
 * Returns: (transfer full): the paper
 */
RyPaper *
ry_paper_new_comparison (RyMatrix *matrix, const guint *rows, guint n_rows, RyBeds *beds, const char *now)
{
  const RySheet sheet = { WIDTH, HEIGHT, 0, 0, 0, 0 };
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  Sheet self = { .matrix = matrix,
                 .rows = rows,
                 .n = n_rows,
                 .canvas = canvas,
                 .width = (RIGHT - LEFT - LABEL_WIDTH - SIGN_WIDTH) / MAX (n_rows, 1) };
  g_autoptr (GPtrArray) comparison = ry_matrix_compare (matrix, rows, n_rows, beds, now);
  double y = set_head (&self);

  for (guint i = 0; i < comparison->len; i++) {
    const RyComparisonRow *row = g_ptr_array_index (comparison, i);
    double height = measure (&self, row);

    if (y + height > FOOT) {
      ry_canvas_turn (canvas);
      y = set_head (&self);
    }
    set_row (&self, row, y, height);
    y += height;
  }
  return _ry_paper_new (
      _ry_pages_take ("病院を比べる", matrix->council, matrix->as_of, &sheet, ry_canvas_finish (canvas), faces));
}
