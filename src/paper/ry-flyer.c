/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The flyer of an event (ちらし): what, when, where, who speaks, and below a line the slip that comes back by FAX. One
 * dark blue, one orange, no dark surface where the sheet is faxed. The subject gives way first, then the programme: one
 * page.
 */
#include <math.h>

#include "ry-date.h"
#include "ry-event-sheet.h"
#include "ry-json.h"
#include "ry-qr.h"
#include "ry-roll.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 13, .right = 15, .bottom = 15, .left = 15 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 12, 18 };
static const RyStyle title_style = { RY_VOICE_HEAVY, 43, 52 };
static const RyStyle subtitle_style = { RY_VOICE_GOTHIC, 18, 28 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 16 };
static const RyStyle label_style = { RY_VOICE_GOTHIC, 12, 16 };
static const RyStyle large_style = { RY_VOICE_GOTHIC, 17, 24 };
static const RyStyle item_style = { RY_VOICE_GOTHIC, 12, 18 };
static const RyStyle ruby_style = { RY_VOICE_GOTHIC, 6, 7 };
static const RyStyle note_style = { RY_VOICE_MINCHO, 8.5, 12 };
static const RyStyle slip_style = { RY_VOICE_GOTHIC, 14, 18 };
static const RyStyle fax_style = { RY_VOICE_HEAVY, 19, 24 };

#define LEFT       15.0
#define RIGHT      195.0
#define TEXT       42.0
#define CUT        205.0
#define PANEL      130.0 /* where the programme begins */
#define PANEL_ROOM 44.0
#define ITEM       8.0
#define ITEM_NAMED 16.5 /* with who speaks below, the reading above the name */
#define CODE                                                                                                           \
  25.0 /* of the QR code with its white border: 0.6 mm a module, which a telephone reads from a hand's breadth */

static const double blue[] = { 0.08, 0.27, 0.36 }, pale[] = { 0.77, 0.855, 0.89 }, orange[] = { 0.82, 0.40, 0.08 };

typedef struct {
  RyCanvas *canvas;
  RyEventSheet *sheet;
} Flyer;

static void
ink (RyCanvas *canvas, const double *colour)
{
  if (colour != NULL)
    ry_canvas_set_ink (canvas, colour[0], colour[1], colour[2]);
  else
    ry_canvas_set_ink (canvas, 0, 0, 0);
}

static void
set_wheel (RyCanvas *canvas, double x, double y, double radius)
{
  ry_canvas_circle (canvas, x, y, radius, 2.2);
  ry_canvas_circle (canvas, x, y, radius * 0.92, 0.8);
  ry_canvas_circle (canvas, x, y, radius * 0.18, 1.4);
  for (guint i = 0; i < 14; i++) {
    double angle = 2 * G_PI * i / 14;

    ry_canvas_rule (canvas, x + cos (angle) * radius * 0.18, y + sin (angle) * radius * 0.18,
                    x + cos (angle) * radius * 0.92, y + sin (angle) * radius * 0.92, 0.6);
  }
}

static char *
dup_head (Flyer *self)
{
  JsonObject *event = self->sheet->event;
  const char *date = _ry_event_sheet_get (event, "date"), *admission = _ry_event_sheet_get (event, "admission");
  gint64 capacity = ry_json_get_int (event, "capacity", 0);
  g_autofree char *year = _ry_event_sheet_dup_year (date);
  g_autoptr (GString) head = g_string_new (year);

  if (*admission != '\0')
    g_string_append_printf (head, "%s%s", head->len > 0 ? "　　" : "", admission);
  if (capacity > 0)
    g_string_append_printf (head, "%s定員%" G_GINT64_FORMAT "名", *admission != '\0' ? "・" : "　　", capacity);
  return g_string_free (g_steal_pointer (&head), FALSE);
}

static void
set_top (Flyer *self)
{
  RyCanvas *canvas = self->canvas;
  JsonObject *event = self->sheet->event;
  JsonArray *audience = ry_json_get_array (event, "audience");
  g_autoptr (GString) whom = g_string_new (NULL);
  g_autofree char *head = dup_head (self);

  ry_canvas_tint (canvas, 0, 0, sheet.width, 5, blue[0], blue[1], blue[2]);
  ink (canvas, pale);
  set_wheel (canvas, 158, 54, 34.5);
  set_wheel (canvas, 189.5, 54, 24);
  ink (canvas, blue);
  ry_canvas_put (canvas, &head_style, LEFT, 13, 0, head);
  ry_canvas_put_fitted (canvas, &title_style, LEFT, 25, RIGHT - LEFT, 0, self->sheet->title);
  ink (canvas, NULL);
  ry_canvas_put_block (canvas, &subtitle_style, LEFT, 50, 150, _ry_event_sheet_get (event, "subtitle"));
  for (guint i = 0; audience != NULL && i < json_array_get_length (audience); i++)
    g_string_append_printf (whom, "%s%s", i > 0 ? "・" : "", json_array_get_string_element (audience, i));
  if (whom->len > 0)
    g_string_append (whom, "の方、御参加をお待ちしています。");
  else
    g_string_append (whom, "どなたでも御参加いただけます。");
  ry_canvas_put_fitted (canvas, &body_style, LEFT, 78, RIGHT - LEFT, 0, whom->str);
  ink (canvas, blue);
  ry_canvas_rule (canvas, LEFT, 89, RIGHT, 89, 2.2);
  ink (canvas, NULL);
}

static void
set_label (Flyer *self, double y, const char *label)
{
  ry_canvas_tint (self->canvas, LEFT, y, 22, 8.4, orange[0], orange[1], orange[2]);
  ry_canvas_set_ink (self->canvas, 1, 1, 1);
  ry_canvas_put_spread (self->canvas, &label_style, LEFT + 3.5, y + 1.4, 15, label);
  ink (self->canvas, NULL);
}

static void
set_place (Flyer *self)
{
  JsonObject *event = self->sheet->event;
  g_autofree char *doors = _ry_event_sheet_dup_clock (_ry_event_sheet_get (event, "doors"));
  g_autofree char *begin = *doors != '\0' ? g_strdup_printf ("受付は%sから", doors) : g_strdup ("");
  g_autofree char *when =
      g_strdup_printf ("%s　%s", *self->sheet->day != '\0' ? self->sheet->day : "日程は決まり次第お知らせします",
                       self->sheet->time);

  set_label (self, 96, "日時");
  ry_canvas_put_fitted (self->canvas, &large_style, TEXT, 95.6, RIGHT - TEXT, 0, when);
  ry_canvas_put (self->canvas, &body_style, TEXT, 105, 0, begin);
  set_label (self, 112.5, "会場");
  ry_canvas_put_fitted (self->canvas, &large_style, TEXT, 112.1, RIGHT - TEXT, 0, _ry_event_sheet_get (event, "place"));
  ry_canvas_put_fitted (self->canvas, &body_style, TEXT, 121.5, RIGHT - TEXT, 0,
                        _ry_event_sheet_get (event, "place_note"));
}

/* ---- The programme ---- */

/* One line of the programme: when or what, the title, and who. */
typedef struct {
  char *start;
  char *title;
  char *name;
  char *reading;
  char *post; /* what follows the name */
} Item;

static void
free_item (gpointer data)
{
  Item *item = data;

  g_free (item->start);
  g_free (item->title);
  g_free (item->name);
  g_free (item->reading);
  g_free (item->post);
  g_free (item);
}

static JsonObject *
find_speaker (GPtrArray *speakers, const char *name)
{
  for (guint i = 0; *name != '\0' && i < speakers->len; i++)
    if (g_strcmp0 (_ry_event_sheet_get (speakers->pdata[i], "name"), name) == 0)
      return speakers->pdata[i];
  return NULL;
}

static char *
describe_post (JsonObject *speaker)
{
  const char *organisation = _ry_event_sheet_get (speaker, "organisation_name"),
             *title = _ry_event_sheet_get (speaker, "title");
  const char *honorific = _ry_event_sheet_get (speaker, "honorific");

  if (*organisation == '\0' && *title == '\0')
    return g_strdup (honorific);
  return g_strdup_printf ("%s（%s%s%s）", *honorific != '\0' ? honorific : "氏", organisation,
                          *organisation != '\0' && *title != '\0' ? "　" : "", title);
}

static void
add_item (Flyer *self, GPtrArray *items, const char *start, const char *title, const char *name, JsonObject *speaker)
{
  Item *item = g_new0 (Item, 1);

  item->start = g_strdup (start);
  item->title = g_strdup (title);
  item->name = g_strdup (name);
  item->reading = _ry_event_sheet_dup_reading (self->sheet, speaker);
  item->post = *name != '\0' ? describe_post (speaker) : g_strdup ("");
  g_ptr_array_add (items, item);
}

/* The programme where there is one; else who speaks about what. */
static GPtrArray *
list_items (Flyer *self)
{
  g_autoptr (GPtrArray) speakers = ry_event_list_elements (self->sheet->event, "speakers");
  g_autoptr (GPtrArray) programme = ry_event_list_elements (self->sheet->event, "programme");
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);

  for (guint i = 0; i < programme->len; i++) {
    const char *name = _ry_event_sheet_get (programme->pdata[i], "speaker");

    add_item (self, items, _ry_event_sheet_get (programme->pdata[i], "start"),
              _ry_event_sheet_get (programme->pdata[i], "title"), name, find_speaker (speakers, name));
  }
  for (guint i = 0; programme->len == 0 && i < speakers->len; i++)
    add_item (self, items, "講演", _ry_event_sheet_get (speakers->pdata[i], "theme"),
              _ry_event_sheet_get (speakers->pdata[i], "name"), speakers->pdata[i]);
  return items;
}

/* Who speaks, with the reading above the name where there is room, else behind it. */
static void
set_name (Flyer *self, const Item *item, double x, double y, double room, gboolean ruby)
{
  const RyStyle *style = ruby && *item->reading != '\0' ? &item_style : &body_style;
  g_autofree char *plain =
      g_strdup_printf (*item->reading != '\0' ? "%s（%s）　%s" : "%s%s　%s", item->name, item->reading, item->post);

  if (*item->name == '\0')
    return;
  if (style == &item_style) {
    double width =
        ry_roll_put_name (self->canvas, style, &ruby_style, x, y, room * 0.5, 0, 3, item->name, item->reading);

    ry_canvas_put_fitted (self->canvas, &body_style, x + width + 3, y + RY_PT_TO_MM (ruby_style.leading) + 0.5,
                          room - width - 3, 0, item->post);
  } else {
    ry_canvas_put_fitted (self->canvas, style, x, y, room, 0, plain);
  }
}

/* How high the lines are: two for who speaks where all of them have room so, else one for each. */
static double
measure_programme (GPtrArray *items, gboolean *two)
{
  double height = 0;

  for (guint i = 0; i < items->len; i++)
    height += *((const Item *) items->pdata[i])->name != '\0' ? ITEM_NAMED : ITEM;
  *two = height <= PANEL_ROOM;
  return *two ? height : MIN (items->len * ITEM, PANEL_ROOM);
}

static void
set_programme (Flyer *self)
{
  g_autoptr (GPtrArray) items = list_items (self);
  guint n = items->len;
  gboolean two;
  double height = measure_programme (items, &two), y = PANEL + 2.6;

  if (n == 0) {
    ry_canvas_put_block (self->canvas, &body_style, LEFT, PANEL + 2, RIGHT - LEFT,
                         _ry_event_sheet_get (self->sheet->event, "aim"));
    return;
  }
  ry_canvas_tint (self->canvas, LEFT, PANEL, RIGHT - LEFT, height + 3, 0.925, 0.957, 0.965);
  for (guint i = 0; i < n; i++) {
    const Item *item = items->pdata[i];

    ink (self->canvas, blue);
    ry_canvas_put (self->canvas, &item_style, LEFT + 5, y, 0, item->start);
    ink (self->canvas, NULL);
    ry_canvas_put_fitted (self->canvas, &item_style, LEFT + 21, y, two ? RIGHT - LEFT - 26 : 80, 0, item->title);
    set_name (self, item, two ? LEFT + 21 : LEFT + 105, two ? y + 6.4 : y, two ? RIGHT - LEFT - 26 : 72, two);
    y += !two ? height / n : *item->name != '\0' ? ITEM_NAMED : ITEM;
  }
}

static void
set_application (Flyer *self)
{
  const char *by = _ry_event_sheet_get (self->sheet->event, "apply_by"),
             *hosts = _ry_event_sheet_get (self->sheet->event, "hosts");
  g_autofree char *deadline = *by != '\0' ? ry_date_format_paper (by, RY_DATE_MONTH_DAY) : NULL;
  g_autofree char *until = deadline != NULL ? g_strdup_printf ("締切　%s", deadline) : g_strdup ("");
  g_autofree char *host = *hosts != '\0' ? g_strdup (hosts) : g_strdup_printf ("主催　%s", self->sheet->council_name);
  g_autofree char *office =
      g_strdup_printf ("問合せ　%s事務局　電話　%s", self->sheet->council_name, self->sheet->telephone);
  gboolean code =
      self->sheet->address != NULL && ry_qr_put (self->canvas, RIGHT - CODE + 2, 177, CODE, self->sheet->address);
  double room = RIGHT - LEFT - (code ? CODE : 0);

  ry_canvas_put_fitted (self->canvas, &body_style, LEFT, 178, room, 0,
                        "申込み　下の申込票をFAXでお送りいただくか、お電話でお申し込みください。");
  ry_canvas_put (self->canvas, &item_style, LEFT, 183.5, 0, until);
  if (code)
    ry_canvas_put (self->canvas, &note_style, RIGHT - CODE - 1, 185, 1, "詳しくは右の二次元コードから");
  ry_canvas_put_fitted (self->canvas, &body_style, LEFT, 190, room, 0, host);
  ry_canvas_put_fitted (self->canvas, &body_style, LEFT, 195.5, room, 0, office);
}

/* ---- The slip ---- */

static void
set_row (Flyer *self, double y, double height, const char *label, const char *mid, const char *right)
{
  ry_canvas_rule (self->canvas, LEFT, y + height, RIGHT, y + height, 0.5);
  ry_canvas_put_spread (self->canvas, &body_style, LEFT + 3, y + (height - 5.6) / 2, 14, label);
  ry_canvas_put (self->canvas, &body_style, 107, y + (height - 5.6) / 2, 0, mid);
  if (right == NULL)
    return;
  ry_canvas_tick_box (self->canvas, 155, y + (height - 3.8) / 2, 3.8, FALSE);
  ry_canvas_put (self->canvas, &body_style, 160, y + (height - 5.6) / 2, 0, right);
}

static void
set_slip (Flyer *self)
{
  static const double rows[] = { 9.5, 10, 11, 11 };
  g_autofree char *fax = g_strdup_printf ("FAX　%s", self->sheet->fax);
  double y = 219;

  ry_canvas_dash (self->canvas, 6, CUT, 78, CUT, 0.7, 5, 3);
  ry_canvas_dash (self->canvas, 132, CUT, 204, CUT, 0.7, 5, 3);
  ry_canvas_put (self->canvas, &note_style, 105, CUT - 2.2, 0.5, "切り取らずにこのままお送りください");
  ry_canvas_put (self->canvas, &slip_style, LEFT, 210, 0, "参加申込票");
  ry_canvas_put_fitted (self->canvas, &body_style, 46, 211, 62, 0, self->sheet->title);
  ry_canvas_put (self->canvas, &body_style, 108, 211, 0, "事務局　行");
  ry_canvas_put (self->canvas, &fax_style, RIGHT, 208.5, 1, fax);
  set_row (self, y, rows[0], "機関名", "", NULL);
  set_row (self, y += rows[0], rows[1], "電話", "配慮の御希望　□車椅子　□手話　□要約筆記", NULL);
  set_row (self, y += rows[1], rows[2], "お名前", "職種・お立場", NULL);
  set_row (self, y += rows[2], rows[3], "お名前", "職種・お立場", NULL);
  ry_canvas_frame (self->canvas, LEFT, 219, RIGHT - LEFT, y + rows[3] - 219, 1.2);
  ry_canvas_rule (self->canvas, 35, 219, 35, y + rows[3], 0.5);
  ry_canvas_put (self->canvas, &note_style, LEFT, 262.5, 0, "御記入いただいた事項は、この行事の運営にのみ使用します。");
  ry_canvas_put (self->canvas, &note_style, RIGHT, 262.5, 1, "区民の方は、機関名の欄に「区民」とお書きください。");
}

/**
 * ry_paper_new_flyer:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its flyer, one page of A4 with a slip for the FAX
 */
RyPaper *
ry_paper_new_flyer (RyWorkspace *workspace, const char *event_id, GError **error)
{
  g_autoptr (RyEventSheet) event = _ry_event_sheet_load (workspace, event_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  Flyer self = { canvas, event };

  if (event == NULL)
    return NULL;
  set_top (&self);
  set_place (&self);
  set_programme (&self);
  set_application (&self);
  set_slip (&self);
  return _ry_event_sheet_finish (event, "ちらし", &sheet, canvas, faces);
}
