/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The application form of an event (参加申込書): a page that a whole organisation fills in and sends back by FAX, where
 * the flyer's slip has room for two. Black on white and nothing below 9 points, as it goes through the FAX twice. The
 * reading stands above each name, since the badges are sorted and printed by it.
 */
#include "ry-date.h"
#include "ry-event-sheet.h"
#include "ry-json.h"
#include "ry-qr.h"
#include "ry-roll.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 15, .right = 20, .bottom = 15, .left = 25 };
static const RyStyle to_style = { RY_VOICE_GOTHIC, 12, 18 };
static const RyStyle fax_style = { RY_VOICE_HEAVY, 21, 26 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 20, 28 };
static const RyStyle event_style = { RY_VOICE_GOTHIC, 14, 20 };
static const RyStyle label_style = { RY_VOICE_GOTHIC, 10.5, 16 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 11, 17 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 9, 13 };
static const RyStyle ruby_style = { RY_VOICE_GOTHIC, 6, 7 };

#define LEFT      25.0 /* as wide as the punched holes need */
#define RIGHT     190.0
#define LABEL     30.0
#define CODE      26.0
#define N_PERSONS 6
#define N_NAMED   2 /* speakers, of whom there is room to say who they are */

typedef struct {
  RyCanvas *canvas;
  RyEventSheet *event;
  double y;
} Form;

static void
set_to (Form *self)
{
  g_autofree char *to = g_strdup_printf ("%s事務局　行", self->event->council_name);
  g_autofree char *fax = g_strdup_printf ("FAX　%s", self->event->fax);
  g_autofree char *telephone = g_strdup_printf ("電話　%s", self->event->telephone);

  ry_canvas_put_fitted (self->canvas, &to_style, LEFT, 15, RIGHT - LEFT - 40, 0, to);
  ry_canvas_put (self->canvas, &small_style, RIGHT, 15.5, 1, "送信状は不要です");
  ry_canvas_put (self->canvas, &fax_style, LEFT, 22, 0, fax);
  ry_canvas_put (self->canvas, &label_style, RIGHT, 26, 1, telephone);
  ry_canvas_rule (self->canvas, LEFT, 33, RIGHT, 33, 1.4);
  ry_canvas_put (self->canvas, &title_style, sheet.width / 2, 36.5, 0.5, "参加申込書");
}

/* ---- What it is for ---- */

static void
set_fact (Form *self, const char *label, const char *value, double room)
{
  if (*value == '\0')
    return;
  ry_canvas_put_spread (self->canvas, &label_style, LEFT, self->y, 16, label);
  ry_canvas_put_fitted (self->canvas, &body_style, LEFT + 21, self->y - 0.2, room - 21, 0, value);
  self->y += 6.4;
}

static void
set_speaker (Form *self, JsonObject *speaker, gboolean first, double room)
{
  const char *organisation = _ry_event_sheet_get (speaker, "organisation_name"),
             *post = _ry_event_sheet_get (speaker, "title");
  const char *honorific = _ry_event_sheet_get (speaker, "honorific");
  g_autofree char *reading = _ry_event_sheet_dup_reading (self->event, speaker);
  g_autofree char *rest = g_strdup_printf ("%s　%s%s%s", *honorific != '\0' ? honorific : "様", organisation,
                                           *organisation != '\0' && *post != '\0' ? "　" : "", post);
  double width;

  if (first)
    ry_canvas_put_spread (self->canvas, &label_style, LEFT, self->y + 2.2, 16, "講師");
  width = ry_roll_put_name (self->canvas, &body_style, &ruby_style, LEFT + 21, self->y, room * 0.4, 0, 3,
                            _ry_event_sheet_get (speaker, "name"), reading);
  ry_canvas_put_fitted (self->canvas, &body_style, LEFT + 24 + width, self->y + RY_PT_TO_MM (ruby_style.leading),
                        room - 24 - width, 0, rest);
  self->y += 8.8;
}

static void
set_event (Form *self)
{
  JsonObject *event = self->event->event;
  const char *by = _ry_event_sheet_get (event, "apply_by");
  g_autofree char *when = g_strdup_printf ("%s　%s", self->event->day, self->event->time);
  g_autofree char *until = *by != '\0' ? ry_date_format_paper (by, RY_DATE_ERA_WEEKDAY) : g_strdup ("");
  g_autoptr (GPtrArray) speakers = ry_event_list_elements (event, "speakers");
  gboolean code =
      self->event->address != NULL && ry_qr_put (self->canvas, RIGHT - CODE, 57, CODE, self->event->address);
  double room = RIGHT - LEFT - (code ? CODE + 2 : 0);

  ry_canvas_put_fitted (self->canvas, &event_style, LEFT, 49, RIGHT - LEFT, 0, self->event->title);
  self->y = 58;
  set_fact (self, "日時", *self->event->day != '\0' ? when : "日程は決まり次第お知らせします", room);
  set_fact (self, "会場", _ry_event_sheet_get (event, "place"), room);
  for (guint i = 0; i < speakers->len && i < N_NAMED; i++)
    set_speaker (self, speakers->pdata[i], i == 0, room);
  set_fact (self, "締切", until, room);
  if (code)
    ry_canvas_put (self->canvas, &small_style, RIGHT - CODE / 2, 57 + CODE, 0.5, "くわしくはこちら");
  self->y = MAX (self->y, code ? 57 + CODE + 4 : 0) + 3;
}

/* ---- Who applies ---- */

static void
set_cell (Form *self, double x, double width, double height, const char *label)
{
  ry_canvas_put_spread (self->canvas, &label_style, x + 3, self->y + (height - 5.6) / 2, LABEL - 6, label);
  ry_canvas_rule (self->canvas, x + LABEL, self->y, x + LABEL, self->y + height, 0.5);
  ry_canvas_rule (self->canvas, x, self->y + height, x + width, self->y + height, 0.5);
}

static void
set_organisation (Form *self)
{
  double top = self->y, half = (RIGHT - LEFT) / 2;

  set_cell (self, LEFT, RIGHT - LEFT, 11, "機関・団体名");
  self->y += 11;
  set_cell (self, LEFT, half, 11, "御担当者");
  set_cell (self, LEFT + half, half, 11, "電話");
  self->y += 11;
  set_cell (self, LEFT, half, 11, "FAX");
  set_cell (self, LEFT + half, half, 11, "メール");
  self->y += 11;
  ry_canvas_rule (self->canvas, LEFT + half, top + 11, LEFT + half, self->y, 0.5);
  ry_canvas_frame (self->canvas, LEFT, top, RIGHT - LEFT, self->y - top, 1.2);
  ry_canvas_put (self->canvas, &small_style, LEFT, self->y + 1, 0,
                 "区民の方は、機関・団体名の欄に「区民」とお書きください。");
  self->y += 7.5;
}

static const struct {
  const char *title;
  double width;
} columns[] = {
  { "", 9 }, { "フリガナ／お名前", 58 }, { "職種・お立場", 38 }, { "お住まい・勤務先の町", 32 }, { "配慮の御希望", 28 }
};

static void
set_person (Form *self, guint number, double height)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  double x = LEFT;

  ry_canvas_put (self->canvas, &label_style, LEFT + columns[0].width / 2, self->y + (height - 5.6) / 2, 0.5, text);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    if (i == 1)
      ry_canvas_dash (self->canvas, x, self->y + 5.4, x + columns[i].width, self->y + 5.4, 0.5, 2, 2);
    x += columns[i].width;
    if (i + 1 < G_N_ELEMENTS (columns))
      ry_canvas_rule (self->canvas, x, self->y, x, self->y + height, 0.5);
  }
  self->y += height;
  ry_canvas_rule (self->canvas, LEFT, self->y, RIGHT, self->y, 0.5);
}

static void
set_persons (Form *self)
{
  double top = self->y, x = LEFT, height = MIN (15, (253 - self->y - 7.5) / N_PERSONS);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    ry_canvas_put_fitted (self->canvas, &label_style, x + columns[i].width / 2, self->y + 1, columns[i].width - 2, 0.5,
                          columns[i].title);
    x += columns[i].width;
    if (i + 1 < G_N_ELEMENTS (columns))
      ry_canvas_rule (self->canvas, x, self->y, x, self->y + 7.5, 0.5);
  }
  self->y += 7.5;
  ry_canvas_rule (self->canvas, LEFT, self->y, RIGHT, self->y, 0.7);
  for (guint i = 0; i < N_PERSONS; i++)
    set_person (self, i + 1, height);
  ry_canvas_frame (self->canvas, LEFT, top, RIGHT - LEFT, self->y - top, 1.2);
}

/* What the office writes, and sends back on the same sheet. */
static void
set_office (Form *self)
{
  gint64 capacity = ry_json_get_int (self->event->event, "capacity", 0);
  g_autofree char *full =
      capacity > 0
          ? g_strdup_printf ("定員%" G_GINT64_FORMAT "名を超えたときは、キャンセル待ちとして事務局からお知らせします。",
                             capacity)
          : g_strdup ("");
  double y = self->y + 2;

  ry_canvas_put_fitted (
      self->canvas, &small_style, LEFT, y, RIGHT - LEFT, 0,
      "配慮の御希望：車椅子・手話・要約筆記・席の位置など。7人以上のときは、この用紙を写してお使いください。");
  ry_canvas_put (self->canvas, &small_style, LEFT, y + 4.6, 0, full);
  ry_canvas_put_fitted (
      self->canvas, &small_style, LEFT, y + 9.2, RIGHT - LEFT, 0,
      "御記入いただいた事項は、この行事の運営にのみ使用します。患者・利用者の方のお名前や御事情は書かないでください。");
  y += 15.5;
  ry_canvas_frame (self->canvas, LEFT, y, RIGHT - LEFT, 10, 0.7);
  ry_canvas_put (self->canvas, &label_style, LEFT + 3, y + 2.2, 0, "事務局記入欄　　受付番号");
  ry_canvas_put (self->canvas, &label_style, LEFT + 68, y + 2.2, 0, "受付日　　　月　　　日");
  ry_canvas_put (self->canvas, &label_style, RIGHT - 3, y + 2.2, 1, "□受付　□キャンセル待ち");
}

/**
 * ry_paper_new_application_form:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its application form, one page of A4 that comes back by FAX
 */
RyPaper *
ry_paper_new_application_form (RyWorkspace *workspace, const char *event_id, GError **error)
{
  g_autoptr (RyEventSheet) event = _ry_event_sheet_load (workspace, event_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  Form self = { canvas, event, 0 };

  if (event == NULL)
    return NULL;
  set_to (&self);
  set_event (&self);
  set_organisation (&self);
  set_persons (&self);
  set_office (&self);
  return _ry_event_sheet_finish (event, "参加申込書", &sheet, canvas, faces);
}
