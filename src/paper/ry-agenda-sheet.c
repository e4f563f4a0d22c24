/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 次第: the agenda as it lies on the table, with the time at which each item begins, who speaks and which paper belongs
 * to it. One page as a rule; a long agenda turns the page between items. Papers are labelled by
 * ry_meeting_label_papers(), so the sheet always agrees with the stamps on the papers themselves.
 */
#include "ry-canvas.h"
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-meeting.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 26, .right = 22, .bottom = 20, .left = 25 };
static const RyStyle name_style = { RY_VOICE_GOTHIC, 14, 14 };
static const RyStyle title_style = { RY_VOICE_HEAVY, 20, 20 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 17 };
static const RyStyle item_style = { RY_VOICE_GOTHIC, 10.5, 17 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 9, 9 };

#define TIME_X      25.0
#define MINUTES_X   50.0
#define NUMBER_X    55.0
#define PRESENTER_X 137.0
#define RIGHT       188.0
#define BOTTOM      277.0
#define LINE        RY_PT_TO_MM (17.0)
#define GAP         1.6
#define INDENT      4.4 /* 1.2 em a level */
#define NUMBER_GAP  7.0

typedef struct {
  RyFaces *faces;
  RyCanvas *canvas;
  JsonObject *meeting;
  GPtrArray *labels;
  double y;
  int minute; /* of the day at which the next item begins; -1 where the meeting does not say when it starts */
} Sheet;

static char *
format_minute (int minute)
{
  return g_strdup_printf ("%d:%02d", minute / 60 % 24, minute % 60);
}

static char *
format_when (JsonObject *meeting)
{
  g_autofree char *day = ry_date_format_paper (ry_json_get_text (meeting, "date"), RY_DATE_ERA_WEEKDAY);
  g_autofree char *start = ry_date_format_clock (ry_json_get_text (meeting, "start"));
  g_autofree char *end = ry_date_format_clock (ry_json_get_text (meeting, "end"));

  if (*start == '\0')
    return g_steal_pointer (&day);
  return *end != '\0' ? g_strdup_printf ("%s　%sから%sまで", day, start, end)
                      : g_strdup_printf ("%s　%sから", day, start);
}

static void
set_pair (Sheet *self, const char *label, const char *value)
{
  if (*value == '\0')
    return;
  ry_canvas_put_spread (self->canvas, &body_style, 55, self->y, 15, label);
  ry_canvas_put_fitted (self->canvas, &body_style, 77, self->y, RIGHT - 77, 0, value);
  self->y += LINE;
}

static void
set_columns_head (Sheet *self)
{
  ry_canvas_rule (self->canvas, TIME_X, self->y, RIGHT, self->y, 0.8);
  self->y += 1.9;
  ry_canvas_put (self->canvas, &head_style, TIME_X, self->y, 0, "時刻");
  ry_canvas_put (self->canvas, &head_style, MINUTES_X, self->y, 1, "分");
  ry_canvas_put (self->canvas, &head_style, NUMBER_X, self->y, 0, "議事");
  ry_canvas_put (self->canvas, &head_style, PRESENTER_X, self->y, 0, "担当");
  ry_canvas_put (self->canvas, &head_style, RIGHT, self->y, 1, "資料");
  self->y += 4.8;
  ry_canvas_rule (self->canvas, TIME_X, self->y, RIGHT, self->y, 0.8);
  self->y += 3;
}

static void
set_head (Sheet *self, const char *council)
{
  g_autofree char *name = g_strjoin ("　", council, ry_json_get_text (self->meeting, "title"), NULL);
  g_autofree char *when = format_when (self->meeting);

  ry_canvas_put_fitted (self->canvas, &name_style, sheet.width / 2, sheet.top + 1, RIGHT - TIME_X, 0.5, name);
  ry_canvas_put_spread (self->canvas, &title_style, sheet.width / 2 - 16, sheet.top + 11, 32, "次第");
  self->y = sheet.top + 24;
  set_pair (self, "日時", when);
  set_pair (self, "場所", ry_json_get_text (self->meeting, "place"));
  set_pair (self, "テーマ", ry_json_get_text (self->meeting, "theme"));
  self->y += 2.5;
  set_columns_head (self);
}

/* Room for @height, on the next page where this one has none. */
static void
need (Sheet *self, double height, gboolean table)
{
  if (self->y + height <= BOTTOM)
    return;
  if (table)
    ry_canvas_rule (self->canvas, TIME_X, self->y, RIGHT, self->y, 0.8);
  ry_canvas_turn (self->canvas);
  self->y = sheet.top;
  if (table)
    set_columns_head (self);
}

static char *
join_labels (Sheet *self, const char *item)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->labels->len; i++) {
    const RyPaperLabel *label = g_ptr_array_index (self->labels, i);

    if (g_strcmp0 (label->item, item) == 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "・" : "", label->label);
  }
  return g_string_free (text, FALSE);
}

static void
set_time (Sheet *self, int minutes)
{
  g_autofree char *time = self->minute >= 0 ? format_minute (self->minute) : NULL;
  g_autofree char *length = g_strdup_printf ("%d", minutes);

  if (minutes <= 0)
    return;
  ry_canvas_put (self->canvas, &body_style, TIME_X, self->y, 0, time);
  ry_canvas_put (self->canvas, &body_style, MINUTES_X, self->y, 1, length);
  if (self->minute >= 0)
    self->minute += minutes;
}

static void
set_item (Sheet *self, JsonObject *item, const char *number)
{
  int level = (int) CLAMP (ry_json_get_int (item, "level", 1), 1, RY_AGENDA_LEVELS);
  const RyStyle *style = level == 1 ? &item_style : &body_style;
  double x = NUMBER_X + (level - 1) * INDENT, title_x = *number != '\0' ? x + NUMBER_GAP : x;
  double width = PRESENTER_X - 2 - title_x, height;
  g_autofree char *papers = join_labels (self, ry_json_get_string (item, "key"));
  gint64 minutes = CLAMP (ry_json_get_int (item, "minutes", 0), 0, 24 * 60);

  height = ry_canvas_measure (self->canvas, style, width, ry_json_get_text (item, "title"));
  if (level == 1)
    self->y += GAP;
  need (self, MAX (height, LINE), TRUE);
  set_time (self, (int) minutes);
  ry_canvas_put (self->canvas, style, x, self->y, 0, number);
  height = ry_canvas_put_block (self->canvas, style, title_x, self->y, width, ry_json_get_text (item, "title"));
  ry_canvas_put_fitted (self->canvas, &body_style, PRESENTER_X, self->y, 32, 0, ry_json_get_text (item, "presenter"));
  ry_canvas_put_fitted (self->canvas, &body_style, RIGHT, self->y, 22, 1, papers);
  self->y += MAX (height, LINE);
}

static void
set_items (Sheet *self)
{
  JsonArray *agenda = ry_json_get_array (self->meeting, "agenda");
  g_auto (GStrv) numbers = ry_meeting_number_agenda (self->meeting, FALSE);
  guint n = 0;

  for (guint i = 0; agenda != NULL && i < json_array_get_length (agenda); i++) {
    JsonNode *node = json_array_get_element (agenda, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && numbers[n] != NULL)
      set_item (self, json_node_get_object (node), numbers[n++]);
  }
  if (n == 0)
    ry_canvas_put (self->canvas, &body_style, NUMBER_X, self->y, 0, "該当なし");
  if (n == 0)
    self->y += LINE;
}

/* 合計85分　終了予定20:25（閉会時刻まで5分の余裕） */
static void
set_total (Sheet *self)
{
  int total = ry_meeting_get_total_minutes (self->meeting), length = ry_meeting_get_length (self->meeting);
  g_autofree char *end = self->minute >= 0 ? format_minute (self->minute) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  self->y += 2;
  ry_canvas_rule (self->canvas, TIME_X, self->y, RIGHT, self->y, 0.8);
  self->y += 2;
  g_string_append_printf (text, "合計　%d分", total);
  if (end != NULL)
    g_string_append_printf (text, "　　終了予定　%s", end);
  if (length >= 0 && total < length)
    g_string_append_printf (text, "（閉会時刻まで%d分の余裕）", length - total);
  else if (length >= 0 && total > length)
    g_string_append_printf (text, "（閉会時刻を%d分過ぎる）", total - length);
  need (self, LINE, FALSE);
  ry_canvas_put (self->canvas, &body_style, TIME_X, self->y, 0, text->str);
  self->y += LINE + 4;
}

static void
set_papers (Sheet *self)
{
  if (self->labels->len == 0)
    return;
  need (self, 2 * LINE, FALSE);
  ry_canvas_put (self->canvas, &item_style, TIME_X, self->y, 0, "配布資料");
  self->y += LINE + 0.6;
  for (guint i = 0; i < self->labels->len; i++) {
    const RyPaperLabel *label = g_ptr_array_index (self->labels, i);
    JsonObject *item = ry_meeting_find_item (self->meeting, label->item);

    need (self, LINE, FALSE);
    ry_canvas_put (self->canvas, &body_style, TIME_X + 4, self->y, 0, label->label);
    ry_canvas_put_fitted (self->canvas, &body_style, TIME_X + 27, self->y, RIGHT - TIME_X - 27, 0,
                          *label->title != '\0' || item == NULL ? label->title : ry_json_get_text (item, "title"));
    self->y += LINE;
  }
}

static char *
dup_council (RyWorkspace *workspace, JsonObject *meeting)
{
  const char *id = ry_json_get_string (meeting, "council");

  return id != NULL ? ry_workspace_dup_name (workspace, id) : g_strdup ("");
}

/**
 * ry_paper_new_agenda:
 * @workspace: where the meeting is
 * @meeting_id: the meeting's id
 * @error: return location for a #GError
 *
 * Sets the agenda of a meeting as 次第, on A4. Fails with %RY_ERROR_NOT_FOUND where there is no such meeting.
 *
 * Returns: (transfer full) (nullable): the paper
 */
RyPaper *
ry_paper_new_agenda (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, meeting_id, error);
  Sheet self = { .y = sheet.top };
  g_autoptr (RyFaces) faces = NULL;
  g_autoptr (RyCanvas) canvas = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autofree char *council = NULL, *title = NULL;

  if (document == NULL)
    return NULL;
  self.meeting = ry_document_get_root (document);
  self.faces = faces = ry_faces_new ();
  self.canvas = canvas = ry_canvas_new (faces, &sheet);
  self.labels = labels = ry_meeting_label_papers (self.meeting);
  self.minute = ry_date_parse_clock (ry_json_get_text (self.meeting, "start"));
  council = dup_council (workspace, self.meeting);
  title = g_strdup_printf ("%s　次第", ry_json_get_text (self.meeting, "title"));
  set_head (&self, council);
  set_items (&self);
  set_total (&self);
  set_papers (&self);
  return _ry_paper_new (_ry_pages_take (title, council, ry_json_get_text (self.meeting, "date"), &sheet,
                                        ry_canvas_finish (canvas), faces));
}
