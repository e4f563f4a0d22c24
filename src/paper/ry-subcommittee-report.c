/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A subcommittee's report to its council (分科会報告書), on one page: what is done, what is being done, what is late,
 * and what the council is asked for. Paper of a Japanese office is Japanese whatever the desktop's language is.
 */
#include "ry-canvas.h"
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-json.h"
#include "ry-subcommittee.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 16, .right = 22, .bottom = 14, .left = 22 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 22 };
static const RyStyle heading_style = { RY_VOICE_GOTHIC, 10.5, 17 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10, 15.5 };
static const RyStyle label_style = { RY_VOICE_GOTHIC, 9.5, 15 };
static const RyStyle side_style = { RY_VOICE_MINCHO, 9, 15.5 };
static const RyStyle figure_style = { RY_VOICE_HEAVY, 20, 24 };

#define LEFT   22.0
#define RIGHT  188.0
#define WIDTH  (RIGHT - LEFT)
#define SIDE   145.0 /* where days and names begin */
#define BOTTOM 272.0
#define LINE   RY_PT_TO_MM (15.5)

typedef struct {
  RyCanvas *canvas;
  RyWorkspace *workspace;
  const RyReport *report;
  double y;
  guint chapter;
} Paper;

static char *
dup_name (Paper *self, const char *id)
{
  return id != NULL && *id != '\0' ? ry_workspace_dup_name (self->workspace, id) : g_strdup ("");
}

/* To the chair of the council, from the chair of the subcommittee. */
static void
set_address (Paper *self)
{
  JsonObject *root = ry_document_get_root (self->report->subcommittee);
  g_autofree char *council = dup_name (self, ry_json_get_text (root, "council"));
  g_autofree char *chair = dup_name (self, ry_json_get_text (root, "chair"));
  g_autofree char *number = g_strdup_printf ("分科会第%u号", self->report->number);
  g_autofree char *day = ry_date_format_paper (self->report->to, RY_DATE_ERA);
  g_autofree char *to = g_strdup_printf ("%s　会長　様", council);
  g_autofree char *from =
      g_strdup_printf ("%s%s%s", ry_json_get_text (root, "name"), *chair != '\0' ? "　分科会長　" : "", chair);
  g_autofree char *title = ry_report_dup_title (self->report);
  double width = ry_canvas_measure (self->canvas, &body_style, -1, day);

  ry_canvas_put_spread (self->canvas, &body_style, RIGHT - width, self->y, width, number);
  ry_canvas_put (self->canvas, &body_style, RIGHT, self->y + LINE, 1, day);
  ry_canvas_put (self->canvas, &body_style, LEFT, self->y + 2.2 * LINE, 0, to);
  ry_canvas_put (self->canvas, &body_style, RIGHT, self->y + 3.4 * LINE, 1, from);
  ry_canvas_put (self->canvas, &title_style, sheet.width / 2, self->y + 4.8 * LINE, 0.5, title);
  self->y += 6.6 * LINE;
}

static void
set_pair (Paper *self, const char *label, const char *value)
{
  double height = MAX (LINE, ry_canvas_measure (self->canvas, &body_style, WIDTH - 27, value)) + 2;

  ry_canvas_frame (self->canvas, LEFT, self->y, 23, height, 0.35);
  ry_canvas_frame (self->canvas, LEFT + 23, self->y, WIDTH - 23, height, 0.35);
  ry_canvas_put_spread (self->canvas, &label_style, LEFT + 3, self->y + (height - LINE) / 2, 17, label);
  ry_canvas_put_block (self->canvas, &body_style, LEFT + 26, self->y + 1, WIDTH - 27, value);
  self->y += height;
}

static void
set_head_table (Paper *self)
{
  JsonObject *root = ry_document_get_root (self->report->subcommittee);
  g_autofree char *from = ry_date_format_paper (self->report->from, RY_DATE_ERA);
  g_autofree char *to = ry_date_format_paper (self->report->to, RY_DATE_ERA);
  g_autofree char *period = g_strdup_printf ("%sから%sまで（会合%u回、延べ出席%u名）", from, to,
                                             self->report->n_meetings, self->report->n_present);
  JsonArray *lines = ry_json_get_array (root, "lines");
  g_autoptr (GString) names = g_string_new (NULL);
  double top = self->y;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    g_autofree char *name = dup_name (self, json_array_get_string_element (lines, i));

    g_string_append_printf (names, "%s%s", names->len > 0 ? "　" : "", name);
  }
  set_pair (self, "対象期間", period);
  if (*ry_json_get_text (root, "remit") != '\0')
    set_pair (self, "目的", ry_json_get_text (root, "remit"));
  if (names->len > 0)
    set_pair (self, "事業項目", names->str);
  ry_canvas_frame (self->canvas, LEFT, top, WIDTH, self->y - top, 0.8);
  self->y += 4;
}

static void
set_figures (Paper *self)
{
  const struct {
    const char *label;
    guint n;
  } figures[] = { { "済んだこと", self->report->done->len },
                  { "行っていること", self->report->doing->len },
                  { "遅れていること", self->report->late->len },
                  { "お願いしたいこと", self->report->asks->len } };
  const double gap = 3, width = (WIDTH - 3 * gap) / 4, height = 17;

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    double x = LEFT + i * (width + gap);
    g_autofree char *n = g_strdup_printf ("%u", figures[i].n);

    ry_canvas_frame (self->canvas, x, self->y, width, height, i == 3 ? 1.4 : 0.5);
    ry_canvas_put (self->canvas, &label_style, x + 3, self->y + 1.5, 0, figures[i].label);
    ry_canvas_put (self->canvas, &figure_style, x + width - 11, self->y + 7, 1, n);
    ry_canvas_put (self->canvas, &side_style, x + width - 10, self->y + 9.5, 0, "件");
  }
  self->y += height + 5;
}

static void
set_chapter (Paper *self, const char *title)
{
  g_autofree char *number = g_strdup_printf ("%u", ++self->chapter);

  ry_canvas_put (self->canvas, &heading_style, LEFT, self->y, 0, number);
  ry_canvas_put (self->canvas, &heading_style, LEFT + 7.5, self->y, 0, title);
  self->y += RY_PT_TO_MM (17);
}

/* What stands at the right: until when, or since when it is done, and who. */
static char *
dup_side (JsonObject *action)
{
  gboolean done = ry_action_get_status (action) == RY_ACTION_DONE;
  const char *day = done ? ry_json_get_text (action, "done_on") : ry_json_get_text (action, "due");
  g_autofree char *words = *day != '\0' ? ry_date_format_paper (day, RY_DATE_MONTH_DAY) : NULL;
  g_auto (GStrv) parts = words != NULL ? g_strsplit (words, "（", 2) : NULL;

  return g_strdup_printf ("%s%s　%s", parts != NULL ? parts[0] : "", words != NULL && !done ? "まで" : "",
                          ry_json_get_text (action, "owner_name"));
}

/* FALSE where the page is full. */
static gboolean
set_line (Paper *self, guint n, const char *text, const char *side)
{
  double width = (side != NULL ? SIDE : RIGHT) - LEFT - 19;
  double height = ry_canvas_measure (self->canvas, &body_style, width, text);
  g_autofree char *number = g_strdup_printf ("(%u)", n);

  if (self->y + height > BOTTOM)
    return FALSE;
  ry_canvas_put (self->canvas, &body_style, LEFT + 7.5, self->y, 0, number);
  ry_canvas_put_block (self->canvas, &body_style, LEFT + 17, self->y, width, text);
  if (side != NULL)
    ry_canvas_put_fitted (self->canvas, &side_style, SIDE, self->y, RIGHT - SIDE, 0, side);
  self->y += height;
  return TRUE;
}

/* One page is the promise: what does not fit is counted. @room is kept for what comes after. */
static void
set_actions (Paper *self, const char *title, GPtrArray *actions, double room)
{
  set_chapter (self, title);
  if (actions->len == 0) {
    ry_canvas_put (self->canvas, &body_style, LEFT + 17, self->y, 0, "該当なし");
    self->y += LINE;
  }
  for (guint i = 0; i < actions->len; i++) {
    JsonObject *action = ry_document_get_root (g_ptr_array_index (actions, i));
    g_autofree char *side = dup_side (action);
    g_autofree char *rest = g_strdup_printf ("ほか%u件", actions->len - i);

    if (self->y + room > BOTTOM || !set_line (self, i + 1, ry_json_get_text (action, "text"), side)) {
      ry_canvas_put (self->canvas, &body_style, LEFT + 17, self->y, 0, rest);
      self->y += LINE;
      break;
    }
  }
  self->y += 1.5;
}

static char *
dup_asks_title (Paper *self)
{
  const char *title = self->report->parent != NULL ? ry_document_get_string (self->report->parent, "title") : NULL;

  return title != NULL ? g_strdup_printf ("お願いしたいこと（%sの議題とすることを希望します。）", title)
                       : g_strdup ("お願いしたいこと");
}

static double
measure_asks (Paper *self)
{
  double height = RY_PT_TO_MM (17) + LINE;

  for (guint i = 0; i < self->report->asks->len; i++)
    height += ry_canvas_measure (self->canvas, &body_style, WIDTH - 19, g_ptr_array_index (self->report->asks, i));
  return height;
}

static void
set_asks (Paper *self)
{
  g_autofree char *title = dup_asks_title (self);
  double top;

  self->y += 1.5;
  top = self->y;
  self->y += 1.5;
  set_chapter (self, title);
  for (guint i = 0; i < self->report->asks->len; i++)
    if (!set_line (self, i + 1, g_ptr_array_index (self->report->asks, i), NULL))
      break;
  if (self->report->asks->len == 0) {
    ry_canvas_put (self->canvas, &body_style, LEFT + 17, self->y, 0, "ありません。");
    self->y += LINE;
  }
  self->y += 1.5;
  ry_canvas_frame (self->canvas, LEFT - 2, top, WIDTH + 4, self->y - top, 1.4);
  self->y += 4;
}

static void
set_next (Paper *self)
{
  JsonObject *next = self->report->next != NULL ? ry_document_get_root (self->report->next) : NULL;
  g_autofree char *day =
      next != NULL ? ry_date_format_paper (ry_json_get_text (next, "date"), RY_DATE_ERA_WEEKDAY) : NULL;
  g_autofree char *line = NULL;

  if (self->y + 2 * LINE > BOTTOM)
    return;
  set_chapter (self, "次の会合");
  line = next != NULL ? g_strdup_printf ("%s%s%s", day, *ry_json_get_text (next, "start") != '\0' ? "　" : "",
                                         ry_json_get_text (next, "start"))
                      : g_strdup ("未定");
  ry_canvas_put (self->canvas, &body_style, LEFT + 17, self->y, 0, line);
  if (next != NULL)
    ry_canvas_put_fitted (self->canvas, &side_style, SIDE - 20, self->y, RIGHT - SIDE + 20, 0,
                          ry_json_get_text (next, "place"));
  self->y += LINE;
}

/* The actions by their numbers, as they stand on the list. */
static void
set_foot (Paper *self)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  GPtrArray *open[] = { self->report->doing, self->report->late };
  g_autofree char *line = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    for (guint j = 0; j < open[i]->len; j++) {
      const char *number = ry_json_get_text (ry_document_get_root (g_ptr_array_index (open[i], j)), "number");

      if (*number != '\0')
        g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? "、" : "", number);
    }
  if (numbers->len > 0)
    line = g_strdup_printf ("関連する宿題事項　%s", numbers->str);
  ry_canvas_put_fitted (self->canvas, &side_style, RIGHT, 276, WIDTH, 1, line);
  ry_canvas_put (self->canvas, &side_style, sheet.width / 2, 283, 0.5, "－ 1 －");
}

/**
 * ry_paper_new_subcommittee_report:
 * @workspace: the region
 * @report: what there is to report
 *
 * Returns: (transfer full): the report, one page of A4
 */
RyPaper *
ry_paper_new_subcommittee_report (RyWorkspace *workspace, const RyReport *report)
{
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autofree char *title = ry_report_dup_title (report);
  Paper self = { .canvas = canvas, .workspace = workspace, .report = report, .y = sheet.top };
  double asks = measure_asks (&self);

  set_address (&self);
  set_head_table (&self);
  set_figures (&self);
  set_actions (&self, "済んだこと", report->done, asks + 70);
  set_actions (&self, "行っていること", report->doing, asks + 50);
  set_actions (&self, "遅れていること", report->late, asks + 25);
  set_asks (&self);
  set_next (&self);
  set_foot (&self);
  return _ry_paper_new (_ry_pages_take (title, ry_document_get_string (report->subcommittee, "name"), report->to,
                                        &sheet, ry_canvas_finish (canvas), faces));
}
