/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Papers of the speakers: the acceptance that they send back (承諾書), one each, and the sheet of their fees (謝金).
 * The tax on a fee is that on lectures by persons: 10.21 %, 20.42 % of what exceeds a million yen, fractions of a yen
 * dropped (所得税法204条・205条, 復興財源確保法28条).
 */
#include "ry-speaker-sheets.h"

#include "ry-date.h"
#include "ry-event-sheet.h"
#include "ry-json.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 20, .right = 22, .bottom = 20, .left = 25 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 18, 26 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 11, 19 };
static const RyStyle label_style = { RY_VOICE_GOTHIC, 10.5, 16 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 9, 13 };
static const RyStyle fax_style = { RY_VOICE_HEAVY, 19, 24 };

#define LEFT  25.0
#define RIGHT 188.0

/**
 * ry_speaker_tax:
 * @fee: yen before tax
 *
 * Returns: the income tax that is withheld from a fee for a lecture
 */
gint64
ry_speaker_tax (gint64 fee)
{
  const gint64 limit = 1000000;

  if (fee <= 0)
    return 0;
  return fee <= limit ? fee * 1021 / 10000 : limit * 1021 / 10000 + (fee - limit) * 2042 / 10000;
}

static void
set_pair (RyCanvas *canvas, double *y, double height, const char *label, const char *value)
{
  ry_canvas_frame (canvas, LEFT, *y, 32, height, 0.5);
  ry_canvas_frame (canvas, LEFT + 32, *y, RIGHT - LEFT - 32, height, 0.5);
  ry_canvas_put_spread (canvas, &label_style, LEFT + 4, *y + (height - 5.6) / 2, 24, label);
  ry_canvas_put_fitted (canvas, &body_style, LEFT + 36, *y + (height - 6.7) / 2, RIGHT - LEFT - 40, 0, value);
  *y += height;
}

static void
set_acceptance (RyCanvas *canvas, const RyEventSheet *event, JsonObject *speaker)
{
  g_autofree char *to = g_strdup_printf ("%s　会長　様", event->council_name);
  g_autofree char *when = g_strdup_printf ("%s　%s", event->day, event->time);
  g_autofree char *fax = g_strdup_printf ("FAX　%s", event->fax);
  const char *name = _ry_event_sheet_get (speaker, "name");
  double y = 88;

  ry_canvas_put (canvas, &title_style, sheet.width / 2, 22, 0.5, "講師承諾書");
  ry_canvas_put (canvas, &body_style, RIGHT, 38, 1, "令和　　年　　月　　日");
  ry_canvas_put (canvas, &body_style, LEFT, 48, 0, to);
  ry_canvas_put_block (canvas, &body_style, LEFT, 64, RIGHT - LEFT,
                       "　御依頼のありました下記の講師を、お引き受けいたします。");
  ry_canvas_put (canvas, &body_style, sheet.width / 2, 78, 0.5, "記");
  set_pair (canvas, &y, 12, "行事名", event->title);
  set_pair (canvas, &y, 12, "日時", when);
  set_pair (canvas, &y, 12, "会場", _ry_event_sheet_get (event->event, "place"));
  set_pair (canvas, &y, 12, "演題", _ry_event_sheet_get (speaker, "theme"));
  y += 8;
  set_pair (canvas, &y, 14, "御所属", _ry_event_sheet_get (speaker, "organisation_name"));
  set_pair (canvas, &y, 14, "職名", _ry_event_sheet_get (speaker, "title"));
  set_pair (canvas, &y, 16, "お名前", name);
  set_pair (canvas, &y, 14, "御連絡先", "電話　　　　　　　　　　　　メール");
  set_pair (canvas, &y, 14, "機材", "□パソコン　□プロジェクター　□配布資料　　　部");
  set_pair (canvas, &y, 14, "資料の公開", "□可　□参加者のみ　□不可");
  set_pair (canvas, &y, 18, "備考", "");
  ry_canvas_put (canvas, &small_style, LEFT, y + 4, 0, "御記入の上、下記へお送りください。送信状は不要です。");
  ry_canvas_put (canvas, &fax_style, RIGHT, y + 10, 1, fax);
}

static GPtrArray *
list_speakers (const RyEventSheet *event)
{
  GPtrArray *speakers = ry_event_list_elements (event->event, "speakers");

  if (speakers->len == 0)
    g_ptr_array_add (speakers, json_object_new ()); /* an empty sheet to write on */
  return speakers;
}

/**
 * ry_paper_new_speaker_acceptance:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): for each speaker the acceptance to send back; one empty sheet where there is
 * none
 */
RyPaper *
ry_paper_new_speaker_acceptance (RyWorkspace *workspace, const char *event_id, GError **error)
{
  g_autoptr (RyEventSheet) event = _ry_event_sheet_load (workspace, event_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autoptr (GPtrArray) speakers = NULL;

  if (event == NULL)
    return NULL;
  speakers = list_speakers (event);
  for (guint i = 0; i < speakers->len; i++) {
    if (i > 0)
      ry_canvas_turn (canvas);
    set_acceptance (canvas, event, speakers->pdata[i]);
  }
  return _ry_event_sheet_finish (event, "講師承諾書", &sheet, canvas, faces);
}

/* ---- Fees ---- */

static const struct {
  const char *title;
  double x, width;
} columns[] = { { "お名前", 25, 46 },
                { "支給額", 71, 24 },
                { "源泉徴収税額", 95, 26 },
                { "差引支給額", 121, 26 },
                { "受領印・署名", 147, 41 } };

#define ROW 16.0

static void
set_fee_head (RyCanvas *canvas, double y)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    ry_canvas_fill (canvas, columns[i].x, y, columns[i].width, 9, 0.93);
    ry_canvas_frame (canvas, columns[i].x, y, columns[i].width, 9, 0.5);
    ry_canvas_put (canvas, &label_style, columns[i].x + columns[i].width / 2, y + 1.8, 0.5, columns[i].title);
  }
}

static void
set_fee (RyCanvas *canvas, double y, const char *name, const char *organisation, gint64 fee, gint64 tax)
{
  const gint64 figures[] = { fee, tax, fee - tax };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    ry_canvas_frame (canvas, columns[i].x, y, columns[i].width, ROW, 0.5);
  ry_canvas_put_fitted (canvas, &small_style, columns[0].x + 2, y + 1.5, columns[0].width - 4, 0, organisation);
  ry_canvas_put_fitted (canvas, &body_style, columns[0].x + 2, y + 7, columns[0].width - 4, 0, name);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autofree char *yen = _ry_event_sheet_dup_yen (figures[i]);

    ry_canvas_put_fitted (canvas, &body_style, columns[i + 1].x + columns[i + 1].width - 2, y + 5,
                          columns[i + 1].width - 4, 1, yen);
  }
}

static void
set_fees_top (RyCanvas *canvas, const RyEventSheet *event)
{
  g_autofree char *when = g_strdup_printf ("開催日　%s", event->day);
  g_autofree char *what = g_strdup_printf ("行事名　%s", event->title);

  ry_canvas_put (canvas, &title_style, sheet.width / 2, 22, 0.5, "講師謝金　支払明細書");
  ry_canvas_put_fitted (canvas, &body_style, LEFT, 40, RIGHT - LEFT, 0, what);
  ry_canvas_put (canvas, &body_style, LEFT, 47, 0, when);
  ry_canvas_put_fitted (canvas, &body_style, RIGHT, 47, 90, 1, event->council_name);
  set_fee_head (canvas, 58);
}

/**
 * ry_paper_new_speaker_fees:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what each speaker is paid, with the tax withheld and a place to sign
 */
RyPaper *
ry_paper_new_speaker_fees (RyWorkspace *workspace, const char *event_id, GError **error)
{
  g_autoptr (RyEventSheet) event = _ry_event_sheet_load (workspace, event_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autoptr (GPtrArray) speakers = NULL;
  gint64 fees = 0, taxes = 0;
  double y = 67;

  if (event == NULL)
    return NULL;
  set_fees_top (canvas, event);
  speakers = ry_event_list_elements (event->event, "speakers");
  for (guint i = 0; i < speakers->len; i++) {
    gint64 fee = ry_json_get_int (speakers->pdata[i], "fee", 0), tax = ry_speaker_tax (fee);

    if (y + ROW > 255) {
      ry_canvas_turn (canvas);
      set_fees_top (canvas, event);
      y = 67;
    }
    set_fee (canvas, y, _ry_event_sheet_get (speakers->pdata[i], "name"),
             _ry_event_sheet_get (speakers->pdata[i], "organisation_name"), fee, tax);
    fees += fee;
    taxes += tax;
    y += ROW;
  }
  set_fee (canvas, y, speakers->len > 0 ? "合計" : "該当なし", "", fees, taxes);
  ry_canvas_put_block (canvas, &small_style, LEFT, y + ROW + 3, RIGHT - LEFT,
                       "源泉徴収税額は、支給額の10.21％（100万円を超える部分は20."
                       "42％）、1円未満切捨て。法人に支払う場合は差し引きません。");
  return _ry_event_sheet_finish (event, "講師謝金", &sheet, canvas, faces);
}
