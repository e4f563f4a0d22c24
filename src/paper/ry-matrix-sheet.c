/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 病院機能一覧: all hospitals on A3 landscape, one column a bed function or condition, with the telephone of each at
 * the right. What does not fit goes to further sheets with the names repeated, and what stands behind each △ to a last
 * one. A grey cell is unanswered: a FAX has no colour, and an empty one would read as a no.
 */
#include "ry-matrix-sheet.h"

#include "ry-canvas.h"
#include "ry-paper-private.h"

#include <string.h>

#include "ry-date.h"

#define WIDTH  420.0
#define HEIGHT 297.0
#define LEFT   12.0
#define RIGHT  408.0
#define TOP    27.0
#define FOOT   271.0

#define GROUP_HEIGHT 7.0
#define HEAD_HEIGHT  50.0
#define NAME_WIDTH   58.0
#define BEDS_WIDTH   12.0
#define DOOR_WIDTH   38.0
#define LEAST_CELL   9.0
#define MOST_CELL    16.0
#define LEAST_ROW    9.6
#define MOST_ROW     14.2

#define HEAD_GREY       0.95
#define UNANSWERED_GREY 0.89

typedef struct {
  RyMatrix *matrix;
  RyMatrixOrder *order;
  RyCanvas *canvas;
  RyFaces *faces;
  char *title;
  char *asked; /* what the matrix was asked for, or "" */
  char *office;
  double row, cell;
  guint rows_a_page, columns_a_page;
  guint page, n_pages;
} Sheet;

static const char *const group_names[RY_N_MATRIX_GROUPS] = { "病床機能", "医療・処置", "本人の状況", "受入れ・支援" };
static const char *const function_names[] = { "高度急性期", "急性期", "回復期", "慢性期" };

static void
put (Sheet *self, RyVoice voice, double size, double x, double y, double align, const char *text)
{
  const RyStyle style = { voice, size, size };

  ry_canvas_put (self->canvas, &style, x, y, align, text);
}

static void
put_fitted (Sheet *self, RyVoice voice, double size, double x, double y, double width, double align, const char *text)
{
  const RyStyle style = { voice, size, size };

  ry_canvas_put_fitted (self->canvas, &style, x, y, width, align, text);
}

/* The top of a line of @size points that stands in the middle of a row. */
static double
get_middle (double top, double height, double size)
{
  return top + (height - RY_PT_TO_MM (size)) / 2;
}

static double
get_cells_left (void)
{
  return LEFT + NAME_WIDTH + BEDS_WIDTH;
}

static const char *
get_column_name (Sheet *self, guint column)
{
  return column < G_N_ELEMENTS (function_names) ? function_names[column]
                                                : ry_matrix_get_column (self->matrix, column)->name;
}

/* ---- Head and foot ---- */

static void
set_head (Sheet *self)
{
  g_autofree char *date = ry_date_format_paper (self->matrix->as_of, RY_DATE_ERA);
  g_autofree char *second = g_strconcat (date, "現在　　各病院の地域連携室の回答による", NULL);

  put (self, RY_VOICE_HEAVY, 20, LEFT, 9.6, 0, self->title);
  put (self, RY_VOICE_MINCHO, 9.5, RIGHT, 9.6, 1, second);
  put (self, RY_VOICE_MINCHO, 9.5, RIGHT, 15.4, 1,
       "○＝可　△＝条件付（相談してください）　×＝不可　網掛け＝未回答（「不可」ではありません）");
  if (*self->asked != '\0')
    put_fitted (self, RY_VOICE_GOTHIC, 10, LEFT, 20.4, RIGHT - LEFT, 0, self->asked);
}

static void
set_foot (Sheet *self)
{
  g_autofree char *page = g_strdup_printf ("%u／%u", self->page, self->n_pages);

  put (self, RY_VOICE_MINCHO, 9, LEFT, FOOT + 4, 0,
       "条件付（△）の内容は、終わりのページを御覧ください。空きの有無は、電話でお確かめください。");
  put (self, RY_VOICE_MINCHO, 9, (LEFT + RIGHT) / 2, FOOT + 12, 0.5, page);
  put (self, RY_VOICE_MINCHO, 9, RIGHT, FOOT + 4, 1, self->office);
}

/* ---- The table ---- */

static void
set_group (Sheet *self, guint column, guint first, double x)
{
  RyMatrixGroup group = ry_matrix_get_column (self->matrix, column)->group;
  guint n = 1;

  if (column > first && ry_matrix_get_column (self->matrix, column - 1)->group == group)
    return;
  while (column + n < MIN (first + self->columns_a_page, self->matrix->columns->len) &&
         ry_matrix_get_column (self->matrix, column + n)->group == group)
    n++;
  put_fitted (self, RY_VOICE_GOTHIC, 9, x + n * self->cell / 2, get_middle (TOP, GROUP_HEIGHT, 9), n * self->cell - 1,
              0.5, group_names[group]);
  ry_canvas_rule (self->canvas, x + n * self->cell, TOP, x + n * self->cell, TOP + GROUP_HEIGHT, 0.9);
}

static void
set_columns (Sheet *self, guint first, guint n)
{
  const RyStyle style = { RY_VOICE_MINCHO, 9.5, 9.5 };

  ry_canvas_fill (self->canvas, LEFT, TOP, NAME_WIDTH + BEDS_WIDTH + n * self->cell + DOOR_WIDTH,
                  GROUP_HEIGHT + HEAD_HEIGHT, HEAD_GREY);
  put (self, RY_VOICE_GOTHIC, 10.5, LEFT + NAME_WIDTH / 2, TOP + GROUP_HEIGHT + HEAD_HEIGHT - 7, 0.5, "病　院");
  ry_canvas_put_column (self->canvas, &style, LEFT + NAME_WIDTH + BEDS_WIDTH / 2, TOP + GROUP_HEIGHT + HEAD_HEIGHT - 19,
                        18, "許可病床数");
  for (guint i = 0; i < n; i++) {
    double x = get_cells_left () + i * self->cell;

    set_group (self, first + i, first, x);
    ry_canvas_put_column (self->canvas, &style, x + self->cell / 2, TOP + GROUP_HEIGHT + 2, HEAD_HEIGHT - 4,
                          get_column_name (self, first + i));
  }
  put (self, RY_VOICE_GOTHIC, 9.5, get_cells_left () + n * self->cell + DOOR_WIDTH / 2,
       TOP + GROUP_HEIGHT + HEAD_HEIGHT - 7, 0.5, "地域連携室");
  ry_canvas_rule (self->canvas, get_cells_left (), TOP + GROUP_HEIGHT, get_cells_left () + n * self->cell,
                  TOP + GROUP_HEIGHT, 0.5);
}

static void
set_cell (Sheet *self, guint column, const RyMatrixCell *cell, double x, double y)
{
  gboolean none =
      cell->answer == RY_ANSWER_NO && ry_matrix_get_column (self->matrix, column)->group == RY_MATRIX_FUNCTIONS;

  if (cell->answer == RY_ANSWER_UNANSWERED)
    ry_canvas_fill (self->canvas, x, y, self->cell, self->row, UNANSWERED_GREY);
  else
    put (self, RY_VOICE_MINCHO, none ? 10 : 13, x + self->cell / 2, get_middle (y, self->row, none ? 10 : 13), 0.5,
         none ? "－" : ry_answer_get_mark (cell->answer));
}

static void
set_row (Sheet *self, guint line, guint first, guint n, double y)
{
  const RyMatrixRow *row = ry_matrix_get_row (self->matrix, self->order->rows[line]);
  double right = get_cells_left () + n * self->cell;
  g_autofree char *beds = row->beds > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->beds) : g_strdup ("");
  g_autofree char *below = g_strdup_printf ("%s%s%s", row->functions, *row->functions != '\0' ? "　" : "",
                                            row->confirmation == RY_CONFIRMATION_CURRENT ? "" : row->age);
  double middle = y + self->row / 2;

  put_fitted (self, RY_VOICE_GOTHIC, 10.5, LEFT + 2, middle - 4.4, NAME_WIDTH - 4, 0, row->name);
  put_fitted (self, RY_VOICE_MINCHO, 7, LEFT + 2, middle + 1, NAME_WIDTH - 4, 0, below);
  put (self, RY_VOICE_MINCHO, 9.5, LEFT + NAME_WIDTH + BEDS_WIDTH - 2, get_middle (y, self->row, 9.5), 1, beds);
  for (guint i = 0; i < n; i++)
    set_cell (self, first + i, &row->cells[first + i], get_cells_left () + i * self->cell, y);
  put_fitted (self, RY_VOICE_MINCHO, 10, right + 2, middle - 4.2, DOOR_WIDTH - 4, 0,
              row->telephone != NULL ? row->telephone : "電話 不明");
  if (row->hours != NULL)
    put_fitted (self, RY_VOICE_MINCHO, 7, right + 2, middle + 1, DOOR_WIDTH - 4, 0, row->hours);
}

static void
set_rules (Sheet *self, guint first, guint n, guint first_line, guint n_lines)
{
  double cells = get_cells_left (), right = cells + n * self->cell + DOOR_WIDTH,
         body = TOP + GROUP_HEIGHT + HEAD_HEIGHT, bottom = body + n_lines * self->row;

  ry_canvas_frame (self->canvas, LEFT, TOP, right - LEFT, bottom - TOP, 1.1);
  for (guint i = 0; i <= n_lines; i++) {
    /* Stages are parted by a heavier rule, or those that fit from the others. */
    guint line = first_line + i;
    gboolean parts = i > 0 && i < n_lines &&
                     (*self->asked != '\0' ? line == self->order->n_fits
                                           : ry_matrix_get_row (self->matrix, self->order->rows[line])->stage !=
                                                 ry_matrix_get_row (self->matrix, self->order->rows[line - 1])->stage);

    ry_canvas_rule (self->canvas, LEFT, body + i * self->row, right, body + i * self->row, parts ? 2 : 0.5);
  }
  ry_canvas_rule (self->canvas, LEFT + NAME_WIDTH, TOP, LEFT + NAME_WIDTH, bottom, 0.5);
  for (guint i = 0; i <= n; i++) {
    gboolean edge = i == 0 || i == n ||
                    ry_matrix_get_column (self->matrix, first + i)->group !=
                        ry_matrix_get_column (self->matrix, first + i - 1)->group;

    ry_canvas_rule (self->canvas, cells + i * self->cell, edge ? TOP : TOP + GROUP_HEIGHT, cells + i * self->cell,
                    bottom, edge ? 0.9 : 0.4);
  }
}

static void
set_page (Sheet *self, guint first_line, guint first_column)
{
  guint n = MIN (self->columns_a_page, self->matrix->columns->len - first_column);
  guint n_lines = MIN (self->rows_a_page, self->matrix->rows->len - first_line);

  if (self->page++ > 0)
    ry_canvas_turn (self->canvas);
  set_head (self);
  set_columns (self, first_column, n);
  for (guint i = 0; i < n_lines; i++)
    set_row (self, first_line + i, first_column, n, TOP + GROUP_HEIGHT + HEAD_HEIGHT + i * self->row);
  set_rules (self, first_column, n, first_line, n_lines);
  set_foot (self);
}

/* ---- What stands behind each △ ---- */

static char *
list_notes (Sheet *self, const RyMatrixRow *row)
{
  GString *notes = g_string_new (NULL);

  for (guint i = G_N_ELEMENTS (function_names); i < self->matrix->columns->len; i++) {
    const char *note = row->cells[i].note;

    if (note != NULL && *note != '\0')
      g_string_append_printf (notes, "%s%s%s：%s", notes->len > 0 ? "　／　" : "",
                              ry_answer_get_mark (row->cells[i].answer), get_column_name (self, i), note);
  }
  return g_string_free (notes, FALSE);
}

static double
set_notes_head (Sheet *self)
{
  ry_canvas_turn (self->canvas);
  put (self, RY_VOICE_HEAVY, 20, LEFT, 9.6, 0, "条件の内容");
  put (self, RY_VOICE_MINCHO, 9.5, RIGHT, 9.6, 1, self->title);
  return TOP;
}

static void
set_notes (Sheet *self)
{
  const RyStyle style = { RY_VOICE_MINCHO, 10, 15 };
  double y = 0;

  for (guint i = 0; i < self->matrix->rows->len; i++) {
    const RyMatrixRow *row = ry_matrix_get_row (self->matrix, self->order->rows[i]);
    g_autofree char *notes = list_notes (self, row);
    double height = *notes != '\0' ? ry_canvas_measure (self->canvas, &style, RIGHT - LEFT - NAME_WIDTH, notes) : 0;

    if (*notes == '\0')
      continue;
    if (y == 0 || y + height + 5 > FOOT)
      y = set_notes_head (self);
    put_fitted (self, RY_VOICE_GOTHIC, 10.5, LEFT, y + 0.8, NAME_WIDTH - 4, 0, row->name);
    ry_canvas_put_block (self->canvas, &style, LEFT + NAME_WIDTH, y, RIGHT - LEFT - NAME_WIDTH, notes);
    y += MAX (height, 6) + 3;
    ry_canvas_rule (self->canvas, LEFT, y - 1.8, RIGHT, y - 1.8, 0.4);
  }
}

/* ---- The whole ---- */

static guint
divide (guint all, guint most)
{
  guint pages = (MAX (all, 1) + most - 1) / most;

  return (MAX (all, 1) + pages - 1) / pages;
}

static void
arrange (Sheet *self)
{
  double width = RIGHT - get_cells_left () - DOOR_WIDTH, height = FOOT - TOP - GROUP_HEIGHT - HEAD_HEIGHT;
  guint rows = self->matrix->rows->len, columns = self->matrix->columns->len;

  self->columns_a_page = divide (columns, (guint) (width / LEAST_CELL));
  self->rows_a_page = divide (rows, (guint) (height / LEAST_ROW));
  self->cell = MIN (width / self->columns_a_page, MOST_CELL);
  self->row = MIN (height / self->rows_a_page, MOST_ROW);
  self->n_pages = ((columns + self->columns_a_page - 1) / self->columns_a_page) *
                  ((MAX (rows, 1) + self->rows_a_page - 1) / self->rows_a_page);
}

static char *
dup_office (RyWorkspace *workspace, RyMatrix *matrix)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; councils != NULL && matrix->council != NULL && i < councils->len; i++) {
    RyDocument *council = g_ptr_array_index (councils, i);
    const char *telephone = ry_document_get_string (council, "telephone");

    if (g_strcmp0 (ry_document_get_string (council, "name"), matrix->council) == 0)
      return g_strdup_printf ("%s　事務局%s%s", matrix->council, telephone != NULL ? "　" : "",
                              telephone != NULL ? telephone : "");
  }
  return g_strdup ("");
}

static char *
describe_wants (RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants, guint n_fits)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n_wants; i++) {
    guint column = wants[i].column;

    g_string_append_printf (words, "%s%s %s", i > 0 ? "　かつ　" : "条件：",
                            column < G_N_ELEMENTS (function_names) ? function_names[column]
                                                                   : ry_matrix_get_column (matrix, column)->name,
                            wants[i].conditional ? "○△" : "○");
  }
  if (n_wants > 0)
    g_string_append_printf (words, "　　合う病院 %u（太い線の上）。線の下は、合わないか未回答の病院です。", n_fits);
  return g_string_free (words, FALSE);
}

/**
 * ry_paper_new_matrix:
 * @workspace: the region
 * @matrix: its matrix
 * @wants: (array length=n_wants) (nullable): what it was asked for; what fits stands on top
 * @n_wants: how many
 *
 * Sets the matrix on A3 landscape.
 *
 * Returns: (transfer full): the paper
 */
RyPaper *
ry_paper_new_matrix (RyWorkspace *workspace, RyMatrix *matrix, const RyMatrixWant *wants, guint n_wants)
{
  const RySheet sheet = { WIDTH, HEIGHT, 0, 0, 0, 0 };
  Sheet self = { .matrix = matrix };
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autoptr (RyMatrixOrder) order = ry_matrix_order (matrix, wants, n_wants);
  g_autofree char *title = g_strdup_printf ("病院機能一覧（%u病院）", matrix->rows->len);
  g_autofree char *asked = describe_wants (matrix, wants, n_wants, order->n_fits);
  g_autofree char *office = dup_office (workspace, matrix);

  self.faces = faces;
  self.canvas = canvas;
  self.order = order;
  self.title = title;
  self.asked = asked;
  self.office = office;
  arrange (&self);
  for (guint line = 0; line == 0 || line < matrix->rows->len; line += self.rows_a_page)
    for (guint column = 0; column < matrix->columns->len; column += self.columns_a_page)
      set_page (&self, line, column);
  set_notes (&self);
  return _ry_paper_new (
      _ry_pages_take (title, matrix->council, matrix->as_of, &sheet, ry_canvas_finish (canvas), faces));
}
