/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of the programme in one year of account, on A4: what was decided, what is open, what was done, a table each.
 * For the council's own use and for the yearly report to the ward office.
 */
#include "ry-canvas.h"
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-line.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 16, .right = 18, .bottom = 14, .left = 18 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 21 };
static const RyStyle section_style = { RY_VOICE_GOTHIC, 11, 15 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 9, 13 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 8.5, 12.6 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 9, 13 };

#define LEFT      18.0
#define WIDTH     174.0
#define BOTTOM    276.0
#define PAD       1.4
#define HEAD      7.5
#define LINE      RY_PT_TO_MM (13)
#define GRID_LINE 0.35

enum { CELL_DATE, CELL_TEXT, CELL_SOURCE, N_CELLS };

static const double widths[N_CELLS] = { 30, 102, 42 };

static const struct {
  const char *title;
  const char *date;
  const char *text;
} sections[RY_N_LINE_STATES] = {
  [RY_LINE_DECIDED] = { "決まったこと", "決定日", "決定事項" },
  [RY_LINE_OPEN] = { "続いていること", "期日", "議題・宿題" },
  [RY_LINE_DONE] = { "済んだこと", "完了日", "議題・宿題・行事" },
};

typedef struct {
  RyCanvas *canvas;
  double y;
  guint page;
  RyLineState state;
} Sheet;

static void
end_page (Sheet *self)
{
  g_autofree char *number = g_strdup_printf ("－ %u －", ++self->page);

  ry_canvas_put (self->canvas, &body_style, sheet.width / 2, 283, 0.5, number);
}

static void
set_table_head (Sheet *self)
{
  const char *words[N_CELLS] = { sections[self->state].date, sections[self->state].text, "出どころ" };
  double x = LEFT;

  ry_canvas_fill (self->canvas, LEFT, self->y, WIDTH, HEAD, 0.92);
  for (guint i = 0; i < N_CELLS; i++) {
    ry_canvas_frame (self->canvas, x, self->y, widths[i], HEAD, GRID_LINE);
    ry_canvas_put (self->canvas, &head_style, x + widths[i] / 2, self->y + (HEAD - LINE) / 2, 0.5, words[i]);
    x += widths[i];
  }
  self->y += HEAD;
}

static void
turn (Sheet *self)
{
  end_page (self);
  ry_canvas_turn (self->canvas);
  self->y = sheet.top;
}

static void
set_entry (Sheet *self, const RyLineEntry *entry)
{
  g_autofree char *date = entry->date != NULL ? ry_date_format_paper (entry->date, RY_DATE_ERA) : g_strdup ("");
  g_autofree char *source =
      g_strjoin (entry->source != NULL && entry->number != NULL ? "\n" : "", entry->source != NULL ? entry->source : "",
                 entry->number != NULL ? entry->number : "", NULL);
  const char *cells[N_CELLS] = { date, entry->title, source };
  double height = LINE, x = LEFT;

  for (guint i = 0; i < N_CELLS; i++)
    height = MAX (height, ry_canvas_measure (self->canvas, &cell_style, widths[i] - 2 * PAD, cells[i]));
  height += 2 * PAD;
  if (self->y + height > BOTTOM) {
    turn (self);
    set_table_head (self);
  }
  for (guint i = 0; i < N_CELLS; i++) {
    ry_canvas_frame (self->canvas, x, self->y, widths[i], height, GRID_LINE);
    ry_canvas_put_block (self->canvas, &cell_style, x + PAD, self->y + PAD, widths[i] - 2 * PAD, cells[i]);
    x += widths[i];
  }
  self->y += height;
}

static guint
count_state (GPtrArray *entries, RyLineState state)
{
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += ((RyLineEntry *) entries->pdata[i])->state == state;
  return n;
}

/* The heading, the table's head and a row stay together. */
static void
set_section (Sheet *self, GPtrArray *entries, RyLineState state)
{
  guint n = count_state (entries, state);
  g_autofree char *heading = g_strdup_printf ("%s　%u件", sections[state].title, n);

  if (self->y + 30 > BOTTOM)
    turn (self);
  self->state = state;
  ry_canvas_put (self->canvas, &section_style, LEFT, self->y, 0, heading);
  self->y += 7;
  if (n == 0) {
    ry_canvas_put (self->canvas, &body_style, LEFT, self->y, 0, "該当なし");
    self->y += LINE + 6;
    return;
  }
  set_table_head (self);
  for (guint i = 0; i < entries->len; i++) {
    const RyLineEntry *entry = g_ptr_array_index (entries, i);

    if (entry->state == state)
      set_entry (self, entry);
  }
  self->y += 7;
}

static void
set_head (Sheet *self, const char *title, int fiscal_year, const char *today)
{
  g_autofree char *day = ry_date_format_paper (today, RY_DATE_ERA);
  g_autofree char *made = g_strdup_printf ("%s現在　　事務局作成", day);
  g_autofree char *first = g_strdup_printf ("%d-04-01", fiscal_year);
  g_autofree char *last = g_strdup_printf ("%d-03-31", fiscal_year + 1);
  g_autofree char *from = ry_date_format_paper (first, RY_DATE_ERA);
  g_autofree char *to = ry_date_format_paper (last, RY_DATE_ERA);
  g_autofree char *period = g_strdup_printf ("対象期間　%s 〜 %s", from, to);

  self->y = sheet.top + ry_canvas_put_block (self->canvas, &title_style, LEFT, sheet.top, WIDTH, title) + 2;
  ry_canvas_put (self->canvas, &body_style, LEFT, self->y, 0, period);
  ry_canvas_put (self->canvas, &body_style, LEFT + WIDTH, self->y, 1, made);
  self->y += 10;
}

/**
 * ry_paper_new_line:
 * @workspace: the region
 * @line: id of a line of the programme
 * @fiscal_year: the year of account
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the line's page shows
 */
RyPaper *
ry_paper_new_line (RyWorkspace *workspace, const char *line, int fiscal_year, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, line, error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (RyFaces) faces = NULL;
  g_autoptr (RyCanvas) canvas = NULL;
  g_autofree char *today = NULL;
  g_autofree char *title = NULL;
  const char *mark;
  Sheet self = { NULL };

  if (document == NULL)
    return NULL;
  today = ry_date_dup_today ();
  entries = ry_line_collect (workspace, line, fiscal_year, today, error);
  if (entries == NULL)
    return NULL;
  mark = ry_document_get_string (document, "mark");
  title = g_strjoin (" ", mark != NULL ? mark : "", ry_document_get_string (document, "name"), NULL);
  g_strstrip (title);
  faces = ry_faces_new ();
  self.canvas = canvas = ry_canvas_new (faces, &sheet);
  set_head (&self, title, fiscal_year, today);
  for (int state = 0; state < RY_N_LINE_STATES; state++)
    set_section (&self, entries, (RyLineState) state);
  end_page (&self);
  return _ry_paper_new (_ry_pages_take (title, "事務局", today, &sheet, ry_canvas_finish (canvas), faces));
}
