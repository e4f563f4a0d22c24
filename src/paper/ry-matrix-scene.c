/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A slide leaves out the bed functions, which the stage says already, and takes the short names of conditions; it holds
 * thirteen hospitals and sixteen conditions at 45 of 1080 pixels. Other media have room for more.
 */
#include "ry-matrix-scene.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define HALL_ROWS    13
#define HALL_COLUMNS 16
#define ROWS         40
#define COLUMNS      40

typedef struct {
  RyScene *scene;
  RyMatrix *matrix;
  RyMatrixOrder *order;
  const RyMatrixWant *wants;
  guint n_wants;
  const RyPalette *palette;
  double width, height;
  gboolean hall;
  guint first_row, n_rows, first_column, n_columns;
  double left, top, cell, row; /* of the cells */
  double size;                 /* of type */
} Drawing;

static gboolean
is_hall (RyPaletteScheme scheme)
{
  return scheme == RY_PALETTE_SLIDE || scheme == RY_PALETTE_WALL;
}

static guint
count_functions (RyMatrix *matrix)
{
  guint n = 0;

  while (n < matrix->columns->len && ry_matrix_get_column (matrix, n)->group == RY_MATRIX_FUNCTIONS)
    n++;
  return n;
}

static guint
divide (guint n, guint most)
{
  return MAX ((n + most - 1) / most, 1);
}

static void
choose_page (Drawing *self, guint page)
{
  guint skipped = self->hall ? count_functions (self->matrix) : 0, columns = self->matrix->columns->len - skipped;
  guint across = divide (columns, self->hall ? HALL_COLUMNS : COLUMNS),
        down = divide (self->matrix->rows->len, self->hall ? HALL_ROWS : ROWS);
  guint a_row = (self->matrix->rows->len + down - 1) / down, a_column = (columns + across - 1) / across;

  page = MIN (page, across * down - 1);
  self->first_row = page / across * a_row;
  self->n_rows = MIN (a_row, self->matrix->rows->len - self->first_row);
  self->first_column = skipped + page % across * a_column;
  self->n_columns = MIN (a_column, self->matrix->columns->len - self->first_column);
}

static const char *
get_name (Drawing *self, guint column)
{
  RyMatrixColumn *of = ry_matrix_get_column (self->matrix, column);

  return self->hall ? of->short_name : of->name;
}

static void
arrange (Drawing *self)
{
  double title = self->hall ? 128 * self->height / 1080 : 52, foot = self->hall ? 76 * self->height / 1080 : 34,
         margin = self->hall ? 40 * self->height / 1080 : 20;
  guint longest = 0;

  self->size = self->hall ? 45 * self->height / 1080 : 13;
  for (guint i = 0; i < self->n_columns; i++)
    longest = MAX (longest, (guint) g_utf8_strlen (get_name (self, self->first_column + i), -1));
  longest = MIN (longest, self->hall ? 4 : 12);
  self->left = margin + (self->hall ? 5.4 : 9) * self->size;
  self->top = title + longest * self->size * 1.04 + 10;
  self->cell = (self->width - self->left - margin) / MAX (self->n_columns, 1);
  self->row = MIN ((self->height - self->top - foot) / MAX (self->n_rows, 1), self->size * (self->hall ? 1.36 : 2));
}

static gboolean
is_wanted (Drawing *self, guint column)
{
  for (guint i = 0; i < self->n_wants; i++)
    if (self->wants[i].column == column)
      return TRUE;
  return FALSE;
}

/* Letter below letter; a long vowel's dash is turned with the writing. */
static void
draw_head (Drawing *self, guint column)
{
  const char *name = get_name (self, column);
  double x = self->left + (column - self->first_column + 0.5) * self->cell, room = self->hall ? 4 : 12,
         length = (double) g_utf8_strlen (name, -1);
  double step = self->size * 1.04 * MIN (1, room / length), y = self->top - 6 - length * step + step / 2;
  const char *colour = is_wanted (self, column) ? self->palette->vertical_ink : self->palette->ink;

  if (is_wanted (self, column))
    ry_scene_box (self->scene, x - self->cell / 2 + 1, self->top - room * self->size * 1.04 - 8, self->cell - 2,
                  room * self->size * 1.04 + 8 + self->n_rows * self->row, 7,
                  &(RyInk){ .fill = self->palette->vertical_soft, .line = self->palette->vertical, .width = 1.6 });
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p), y += step) {
    g_autofree char *letter = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));

    ry_scene_text (self->scene,
                   &(RyLabel){ .x = x,
                               .y = y,
                               .anchor = 0.5,
                               .size = self->size,
                               .weight = 600,
                               .colour = colour,
                               .angle = g_utf8_get_char (p) == 0x30fc ? G_PI_2 : 0 },
                   letter);
  }
}

static void
draw_mark (Drawing *self, RyAnswer answer, gboolean function, double x, double y, double s)
{
  const RyPalette *palette = self->palette;
  double half = s / 2, stroke = 0.13 * s;

  if (answer == RY_ANSWER_YES)
    ry_scene_disc (self->scene, x, y, 0.4 * s, &(RyInk){ .line = palette->ok, .width = stroke });
  else if (answer == RY_ANSWER_UNANSWERED) {
    ry_scene_box (self->scene, x - 0.4 * s, y - 0.4 * s, 0.8 * s, 0.8 * s, 0.15 * s,
                  &(RyInk){ .line = palette->ink2, .width = 0.08 * s, .dash = 0.16 * s });
    ry_scene_box (self->scene, x - 0.18 * s, y - 0.04 * s, 0.36 * s, 0.08 * s, 0, &(RyInk){ .fill = palette->ink2 });
  } else if (answer == RY_ANSWER_CONDITIONAL) {
    ry_scene_path (self->scene, &(RyInk){ .line = palette->conditional, .width = stroke });
    ry_scene_move_to (self->scene, x, y - 0.37 * s);
    ry_scene_line_to (self->scene, x + 0.42 * s, y + 0.36 * s);
    ry_scene_line_to (self->scene, x - 0.42 * s, y + 0.36 * s);
    ry_scene_close (self->scene);
  } else {
    double far = function ? 0.2 * s : 0.68 * half;

    ry_scene_path (self->scene,
                   &(RyInk){ .line = function ? palette->ink2 : palette->no, .width = function ? 0.06 * s : stroke });
    ry_scene_move_to (self->scene, x - far, function ? y : y - far);
    ry_scene_line_to (self->scene, x + far, function ? y : y + far);
    if (!function) {
      ry_scene_move_to (self->scene, x - far, y + far);
      ry_scene_line_to (self->scene, x + far, y - far);
    }
  }
}

static char *
describe (Drawing *self, guint row)
{
  RyMatrixRow *hospital = ry_matrix_get_row (self->matrix, row);
  GString *words = g_string_new (hospital->name);

  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (words, _ (", %s: %s"), get_name (self, self->first_column + i),
                            ry_matrix_get_word (self->matrix, row, self->first_column + i));
  return g_string_free (words, FALSE);
}

static void
draw_row (Drawing *self, guint line)
{
  guint row = self->order->rows[self->first_row + line];
  RyMatrixRow *hospital = ry_matrix_get_row (self->matrix, row);
  double top = self->top + line * self->row, middle = top + self->row / 2, room = self->left - 24;
  RySceneNode *node =
      ry_scene_open_node (self->scene, 0, hospital->sheet != NULL ? hospital->sheet : hospital->id, hospital->name);
  const char *name = self->hall ? hospital->picture : hospital->name;
  double width = ry_scene_measure (name, self->size);

  node->speech = describe (self, row);
  node->reading = g_strdup (hospital->reading);
  node->ring = line;
  node->x = self->width / 2;
  node->y = middle;
  node->width = self->width - 16;
  node->height = self->row;
  if (self->n_wants > 0 && self->first_row + line < self->order->n_fits)
    ry_scene_box (self->scene, 8, top, self->width - 16, self->row, 0,
                  &(RyInk){ .fill = self->palette->ok, .alpha = 0.1 });
  ry_scene_put (self->scene, 20, middle, 0,
                self->hall ? self->size : MIN (self->size, self->size * room / MAX (width, 1)), 600, self->palette->ink,
                name);
  for (guint i = 0; i < self->n_columns; i++)
    draw_mark (self, hospital->cells[self->first_column + i].answer,
               ry_matrix_get_column (self->matrix, self->first_column + i)->group == RY_MATRIX_FUNCTIONS,
               self->left + (i + 0.5) * self->cell, middle, MIN (self->size * 1.2, self->cell * 0.8));
  ry_scene_path (self->scene, &(RyInk){ .line = self->palette->ink, .width = 1, .alpha = 0.12 });
  ry_scene_move_to (self->scene, 8, top + self->row);
  ry_scene_line_to (self->scene, self->width - 8, top + self->row);
  ry_scene_close_node (self->scene);
}

static void
draw_words (Drawing *self)
{
  g_autofree char *asked = ry_matrix_dup_wants (self->matrix, self->wants, self->n_wants);
  g_autofree char *title =
      self->n_wants > 0
          ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u hospital", "%s: %u hospitals", self->order->n_fits),
                             asked, self->order->n_fits)
          : g_strdup (_ ("What the hospitals can take"));
  double size = self->hall ? 64 * self->height / 1080 : 22;

  ry_scene_put (self->scene, self->width / 2, self->hall ? 62 * self->height / 1080 : 28, 0.5,
                MAX (MIN (size, size * (self->width - 60) / ry_scene_measure (title, size)), self->size), 800,
                self->palette->ink, title);
  ry_scene_put (self->scene, self->width / 2, self->height - (self->hall ? 40 * self->height / 1080 : 16), 0.5,
                self->size, 400, self->palette->ink2, _ ("○ yes  △ with conditions  × no  dashed: not answered"));
}

/**
 * ry_matrix_scene_count_pages:
 * @matrix: a matrix
 * @scheme: that of a slide has fewer cells on a page
 *
 * Returns: how many pages the picture takes
 */
guint
ry_matrix_scene_count_pages (RyMatrix *matrix, RyPaletteScheme scheme)
{
  gboolean hall = is_hall (scheme);
  guint columns = matrix->columns->len - (hall ? count_functions (matrix) : 0);

  return divide (columns, hall ? HALL_COLUMNS : COLUMNS) * divide (matrix->rows->len, hall ? HALL_ROWS : ROWS);
}

/**
 * ry_matrix_scene_new:
 * @matrix: what is shown
 * @wants: (array length=n_wants) (nullable): what it is asked for; what fits stands on top
 * @n_wants: how many
 * @scheme: whose colours; those of a slide or a wall make it one
 * @page: which page, from 0
 * @width: of the canvas, in pixels
 * @height: of the canvas
 *
 * Draws the matrix.
 *
 * Returns: (transfer full): the picture; a node for each hospital
 */
RyScene *
ry_matrix_scene_new (RyMatrix *matrix,
                     const RyMatrixWant *wants,
                     guint n_wants,
                     RyPaletteScheme scheme,
                     guint page,
                     double width,
                     double height)
{
  g_autoptr (RyMatrixOrder) order = ry_matrix_order (matrix, wants, n_wants);
  Drawing self = { .scene = ry_scene_new (width, height),
                   .matrix = matrix,
                   .order = order,
                   .wants = wants,
                   .n_wants = n_wants,
                   .palette = ry_palette_get (scheme),
                   .width = width,
                   .height = height,
                   .hall = is_hall (scheme) };
  g_autofree char *summary = g_strdup_printf (_ ("Matrix of %u hospitals and what they can take, as of %s."),
                                              matrix->rows->len, matrix->as_of);

  ry_scene_set_words (self.scene, _ ("What the hospitals can take"), summary);
  choose_page (&self, page);
  arrange (&self);
  if (self.hall)
    ry_scene_box (self.scene, 0, 0, width, height, 0, &(RyInk){ .fill = self.palette->view });
  draw_words (&self);
  for (guint i = 0; i < self.n_columns; i++)
    draw_head (&self, self.first_column + i);
  for (guint i = 0; i < self.n_rows; i++)
    draw_row (&self, i);
  return self.scene;
}
