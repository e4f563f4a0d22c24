/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom to telephone about a meeting: large numbers, boxes for the answer, room for a note. One row a person.
 */
#include "ry-letter-paper-private.h"

#define LEFT   15.0
#define RIGHT  195.0
#define ROW    13.2
#define TOP    38.0
#define BOTTOM 278.0

static const RySheet sheet = { .width = 210, .height = 297 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 21 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 15 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 9, 12.5 };
static const RyStyle number_style = { RY_VOICE_HEAVY, 18, 22 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 9, 13 };

static void
set_head (RyCanvas *canvas, const RyLetter *letter, guint page, guint n_pages)
{
  g_autofree char *title = g_strdup_printf ("電話連絡票　%s", letter->title);
  g_autofree char *date = ry_letter_format_date (letter, letter->date, RY_DATE_ERA_WEEKDAY);
  g_autofree char *number = g_strdup_printf ("%u／%u", page, n_pages);

  ry_canvas_put_fitted (canvas, &title_style, LEFT, 14, 130, 0, title);
  ry_canvas_put (canvas, &body_style, RIGHT, 16, 1, date);
  ry_canvas_put_fitted (canvas, &body_style, LEFT, 23, RIGHT - LEFT, 0, letter->event);
  ry_canvas_put (canvas, &head_style, LEFT + 2, TOP - 5, 0, "機関・職・氏名");
  ry_canvas_put (canvas, &head_style, LEFT + 68, TOP - 5, 0, "電話");
  ry_canvas_put (canvas, &head_style, LEFT + 116, TOP - 5, 0, "返事");
  ry_canvas_put (canvas, &head_style, LEFT + 153, TOP - 5, 0, "メモ");
  ry_canvas_put (canvas, &small_style, RIGHT, 284, 1, number);
}

static void
set_answers (RyCanvas *canvas, double x, double y)
{
  static const char *const answers[] = { "出", "代", "W", "欠" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++, x += 9) {
    ry_canvas_tick_box (canvas, x, y + 4.7, 3.8, FALSE);
    ry_canvas_put (canvas, &small_style, x + 4.2, y + 4.4, 0, answers[i]);
  }
}

static void
set_row (RyCanvas *canvas, double y, const RyAddressee *addressee)
{
  g_autofree char *person = ry_addressee_dup_person_line (addressee, FALSE);

  ry_canvas_frame (canvas, LEFT, y, RIGHT - LEFT, ROW, 0.35);
  ry_canvas_rule (canvas, LEFT + 66, y, LEFT + 66, y + ROW, 0.35);
  ry_canvas_rule (canvas, LEFT + 114, y, LEFT + 114, y + ROW, 0.35);
  ry_canvas_rule (canvas, LEFT + 151, y, LEFT + 151, y + ROW, 0.35);
  ry_canvas_put_fitted (canvas, &small_style, LEFT + 2, y + 1.5, 62, 0, addressee->organisation_name);
  ry_canvas_put_fitted (canvas, &body_style, LEFT + 2, y + 6.4, 54, 0, person);
  ry_canvas_put (canvas, &small_style, LEFT + 65, y + 7.4, 1, addressee->ticket);
  ry_canvas_put_fitted (canvas, &number_style, LEFT + 68, y + 2.6, 44, 0, addressee->telephone);
  set_answers (canvas, LEFT + 116, y);
}

/**
 * ry_paper_new_call_list:
 * @letter: a run
 * @addressees: (element-type RyAddressee): whom to call
 *
 * Returns: (transfer full): the list, on A4
 */
RyPaper *
ry_paper_new_call_list (const RyLetter *letter, GPtrArray *addressees)
{
  const guint n_rows = (BOTTOM - TOP) / ROW;
  const guint n_pages = MAX (1, (addressees->len + n_rows - 1) / n_rows);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autofree char *title = g_strdup_printf ("電話連絡票　%s", letter->title);

  for (guint page = 0; page < n_pages; page++) {
    if (page > 0)
      ry_canvas_turn (canvas);
    set_head (canvas, letter, page + 1, n_pages);
    for (guint i = page * n_rows; i < MIN (addressees->len, (page + 1) * n_rows); i++)
      set_row (canvas, TOP + i % n_rows * ROW, addressees->pdata[i]);
  }
  return _ry_paper_new (
      _ry_pages_take (title, letter->council_name, letter->date, &sheet, ry_canvas_finish (canvas), faces));
}
