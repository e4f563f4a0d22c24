/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of actions (宿題事項一覧): what a filter shows on the screen, on paper. A day that was moved stays, struck
 * out, above the new one. Paper of a Japanese office is Japanese whatever the desktop's language is.
 */
#include "ry-canvas.h"
#include "ry-paper-private.h"

#include <string.h>

#include "ry-action-filter.h"
#include "ry-date.h"
#include "ry-json.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 16, .right = 18, .bottom = 14, .left = 18 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 21 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 9, 13 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 8.5, 12.6 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 8.5, 12.6 };

#define LEFT       18.0
#define WIDTH      174.0
#define BOTTOM     279.0
#define PAD        1.2
#define HEAD       9.0
#define LINE       RY_PT_TO_MM (12.6)
#define GRID_LINE  0.35
#define FRAME_LINE 0.8

typedef enum { CELL_NUMBER, CELL_TEXT, CELL_OWNER, CELL_DUE, CELL_STATUS, CELL_COURSE, N_CELLS } Cell;

static const struct {
  const char *title;
  double width;
} columns[N_CELLS] = {
  { "番号", 14 }, { "だれが何をするか", 42 }, { "担当", 41 }, { "期限", 31 }, { "状態", 20 }, { "経過", 26 },
};

/* One row: its cells, and a day to be struck out above the due date. */
typedef struct {
  char *cells[N_CELLS];
  char *struck;
} Row;

typedef struct {
  RyCanvas *canvas;
  const char *today;
  double y;
  double top; /* of the table on this page */
  guint page;
} List;

static void
row_clear (Row *row)
{
  for (guint i = 0; i < N_CELLS; i++)
    g_free (row->cells[i]);
  g_free (row->struck);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

/* 五十嵐　翔（汐見中央病院） stands as organisation and name, one below the other. */
static char *
split_owner (JsonObject *action)
{
  g_autofree char *owner = ry_action_dup_owner (action);
  char *open = strstr (owner, "（");
  gsize length = strlen (owner);

  if (open == NULL || !g_str_has_suffix (owner, "）") || strstr (owner, "、") != NULL)
    return g_steal_pointer (&owner);
  owner[length - strlen ("）")] = '\0';
  *open = '\0';
  return g_strdup_printf ("%s\n%s", open + strlen ("（"), owner);
}

static char *
format_day (const char *iso)
{
  return *iso != '\0' ? ry_date_format_paper (iso, RY_DATE_MONTH_DAY) : g_strdup ("");
}

static char *
dup_state (JsonObject *action, const char *today)
{
  int days;

  switch (ry_action_get_timing (action, today, &days)) {
  case RY_TIMING_LATE:
    return g_strdup ("▲ 超過");
  case RY_TIMING_LEFT:
    if (days <= RY_ACTION_SOON)
      return g_strdup_printf ("△ %d日以内", RY_ACTION_SOON);
    break;
  case RY_TIMING_KEPT:
  case RY_TIMING_MISSED: {
    g_autofree char *day = ry_date_format_paper (ry_json_get_text (action, "done_on"), RY_DATE_SHORT);

    return g_strdup_printf ("完了 %s", day);
  }
  case RY_TIMING_NONE:
  default:
    break;
  }
  switch (ry_action_get_status (action)) {
  case RY_ACTION_HOLD:
    return g_strdup ("保留");
  case RY_ACTION_DONE:
    return g_strdup ("完了");
  case RY_ACTION_CANCELLED:
    return g_strdup ("中止");
  default:
    return g_strdup ("");
  }
}

static JsonObject *
get_last_postponement (JsonObject *action)
{
  JsonArray *all = ry_json_get_array (action, "postponements");
  guint n = all != NULL ? json_array_get_length (all) : 0;
  JsonNode *node = n > 0 ? json_array_get_element (all, n - 1) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* What there is to tell: the evidence, the note, or why it is later. */
static char *
dup_course (JsonObject *action)
{
  JsonObject *last = get_last_postponement (action);
  guint n = ry_action_count_postponements (action);
  const char *reason = ry_json_get_text (last, "reason");

  if (*ry_json_get_text (action, "evidence") != '\0')
    return g_strdup (ry_json_get_text (action, "evidence"));
  if (*ry_json_get_text (action, "note") != '\0')
    return g_strdup (ry_json_get_text (action, "note"));
  if (n == 0)
    return g_strdup ("");
  return *reason != '\0' ? g_strdup_printf ("延期%u回（%s）", n, reason) : g_strdup_printf ("延期%u回", n);
}

static void
fill_row (Row *row, RyDocument *document, const char *today)
{
  JsonObject *action = ry_document_get_root (document);
  JsonObject *last = get_last_postponement (action);

  row->cells[CELL_NUMBER] = g_strdup (ry_json_get_text (action, "number"));
  row->cells[CELL_TEXT] = g_strdup (ry_json_get_text (action, "text"));
  row->cells[CELL_OWNER] = split_owner (action);
  row->cells[CELL_DUE] = format_day (ry_json_get_text (action, "due"));
  row->cells[CELL_STATUS] = dup_state (action, today);
  row->cells[CELL_COURSE] = dup_course (action);
  row->struck = last != NULL ? format_day (ry_json_get_text (last, "from")) : NULL;
}

static double
measure_row (List *self, const Row *row)
{
  double height = LINE;

  for (guint i = 0; i < N_CELLS; i++) {
    double each = ry_canvas_measure (self->canvas, &cell_style, columns[i].width - 2 * PAD, row->cells[i]);

    if (i == CELL_DUE && row->struck != NULL)
      each += LINE;
    height = MAX (height, each);
  }
  return height + 2 * PAD;
}

static void
set_due (List *self, const Row *row, double x, double y)
{
  double width;

  if (row->struck != NULL) {
    width = ry_canvas_measure (self->canvas, &cell_style, -1, row->struck);
    ry_canvas_put (self->canvas, &cell_style, x, y, 0, row->struck);
    ry_canvas_rule (self->canvas, x, y + LINE / 2, x + width, y + LINE / 2, 0.6);
    y += LINE;
  }
  ry_canvas_put (self->canvas, &cell_style, x, y, 0, row->cells[CELL_DUE]);
}

static void
set_cell (List *self, const Row *row, Cell cell, double x, double height)
{
  double width = columns[cell].width - 2 * PAD;
  double taken = ry_canvas_measure (self->canvas, &cell_style, width, row->cells[cell]);
  const RyStyle *style = cell == CELL_STATUS ? &head_style : &cell_style;

  if (cell == CELL_DUE) {
    set_due (self, row, x + PAD, self->y + (height - taken - (row->struck != NULL ? LINE : 0)) / 2);
  } else if (cell == CELL_NUMBER || cell == CELL_STATUS) {
    ry_canvas_put (self->canvas, style, x + columns[cell].width / 2, self->y + (height - LINE) / 2, 0.5,
                   row->cells[cell]);
  } else {
    ry_canvas_put_block (self->canvas, &cell_style, x + PAD, self->y + (height - taken) / 2, width, row->cells[cell]);
  }
}

static void
set_table_head (List *self)
{
  double x = LEFT;

  self->top = self->y;
  ry_canvas_fill (self->canvas, LEFT, self->y, WIDTH, HEAD, 0.92);
  for (guint i = 0; i < N_CELLS; i++) {
    ry_canvas_frame (self->canvas, x, self->y, columns[i].width, HEAD, GRID_LINE);
    ry_canvas_put (self->canvas, &head_style, x + columns[i].width / 2, self->y + (HEAD - LINE) / 2, 0.5,
                   columns[i].title);
    x += columns[i].width;
  }
  self->y += HEAD;
}

static void
end_page (List *self)
{
  g_autofree char *number = g_strdup_printf ("－ %u －", ++self->page);

  if (self->y > self->top)
    ry_canvas_frame (self->canvas, LEFT, self->top, WIDTH, self->y - self->top, FRAME_LINE);
  ry_canvas_put (self->canvas, &body_style, sheet.width / 2, 283, 0.5, number);
}

static void
set_row (List *self, const Row *row)
{
  double height = measure_row (self, row);
  double x = LEFT;

  if (self->y + height > BOTTOM) {
    end_page (self);
    ry_canvas_turn (self->canvas);
    self->y = sheet.top;
    set_table_head (self);
  }
  for (guint i = 0; i < N_CELLS; i++) {
    ry_canvas_frame (self->canvas, x, self->y, columns[i].width, height, GRID_LINE);
    set_cell (self, row, (Cell) i, x, height);
    x += columns[i].width;
  }
  self->y += height;
}

static char *
format_count (GPtrArray *actions, const char *today)
{
  guint late = 0, soon = 0;
  int days;

  for (guint i = 0; i < actions->len; i++) {
    RyActionTiming timing = ry_action_get_timing (ry_document_get_root (g_ptr_array_index (actions, i)), today, &days);

    late += timing == RY_TIMING_LATE;
    soon += timing == RY_TIMING_LEFT && days <= RY_ACTION_SOON;
  }
  return g_strdup_printf ("全%u件（期限超過%u件、%d日以内%u件）", actions->len, late, RY_ACTION_SOON, soon);
}

static void
set_head (List *self, GPtrArray *actions, const char *title, const char *condition)
{
  g_autofree char *day = ry_date_format_paper (self->today, RY_DATE_ERA_WEEKDAY);
  g_autofree char *made = g_strdup_printf ("%s現在　　事務局作成", day);
  g_autofree char *count = format_count (actions, self->today);
  g_autofree char *line = g_strdup_printf ("抽出条件　%s　　並び順＝期限　　%s", condition, count);

  ry_canvas_put (self->canvas, &title_style, LEFT, sheet.top, 0, title);
  ry_canvas_put (self->canvas, &body_style, LEFT + WIDTH, sheet.top + 2.2, 1, made);
  self->y = sheet.top + 9;
  self->y += ry_canvas_put_block (self->canvas, &body_style, LEFT, self->y, WIDTH, line) + 1.5;
}

/**
 * ry_paper_new_action_list:
 * @workspace: the region
 * @filter: which actions, as the screen shows them
 * @words: (nullable): what the filter asks for besides the state, for the head
 * @error: return location
 *
 * On A4; one page holds about thirty.
 *
 * Returns: (transfer full) (nullable): the list
 */
RyPaper *
ry_paper_new_action_list (RyWorkspace *workspace, const RyActionFilter *filter, const char *words, GError **error)
{
  g_autoptr (RyActionFilter) printed = ry_action_filter_copy (filter);
  gboolean open = (ry_action_filter_get_statuses (filter) | RY_ACTIONS_SHOWN) == RY_ACTIONS_SHOWN;
  g_autoptr (GPtrArray) actions = NULL;
  g_autoptr (RyFaces) faces = NULL;
  g_autoptr (RyCanvas) canvas = NULL;
  g_autofree char *condition = g_strconcat (open ? "状態＝未了" : "状態＝指定", words, NULL);
  const char *title = open ? "宿題事項一覧（未了分）" : "宿題事項一覧";
  List self = { .today = ry_action_filter_get_today (filter) };

  /* What is done is left out of the list for a meeting, unless it was asked for. */
  if (open)
    ry_action_filter_set_statuses (printed, RY_ACTIONS_OPEN);
  actions = ry_action_filter_list (printed, workspace, error);
  if (actions == NULL)
    return NULL;
  faces = ry_faces_new ();
  self.canvas = canvas = ry_canvas_new (faces, &sheet);
  set_head (&self, actions, title, condition);
  if (actions->len == 0)
    ry_canvas_put (canvas, &body_style, LEFT, self.y + 2, 0, "該当なし");
  else
    set_table_head (&self);
  for (guint i = 0; i < actions->len; i++) {
    g_auto (Row) row = { { NULL } };

    fill_row (&row, g_ptr_array_index (actions, i), self.today);
    set_row (&self, &row);
  }
  if (actions->len > 0 && self.y + 12 < BOTTOM)
    ry_canvas_put_block (canvas, &body_style, LEFT, self.y + 2.5, WIDTH,
                         "番号は「会議の回-順」です。期限を延ばしたときは、元の期限に線を引いて残します。");
  end_page (&self);
  return _ry_paper_new (_ry_pages_take (title, "事務局", self.today, &sheet, ry_canvas_finish (canvas), faces));
}
