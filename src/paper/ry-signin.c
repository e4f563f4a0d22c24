/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet at the door (受付簿): names in the order of their kana with room to sign, a heavier rule where the row of
 * the kana changes, empty rows at the end for those who come unasked.
 */
#include <string.h>

#include "ry-json.h"
#include "ry-roll.h"
#include "ry-text.h"

#define ROW     10.6
#define HEAD    7.4
#define TOP     31.5
#define BOTTOM  279.0
#define N_EMPTY 3

static const RySheet sheet = { .width = 210, .height = 297, .top = 16, .right = 20, .bottom = 14, .left = 20 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 21 };
static const RyStyle place_style = { RY_VOICE_MINCHO, 10.5, 15 };
static const RyStyle note_style = { RY_VOICE_MINCHO, 9.5, 13 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 9.5, 13 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 9, 12.2 };
static const RyStyle number_style = { RY_VOICE_MINCHO, 10.5, 15 };
static const RyStyle name_style = { RY_VOICE_MINCHO, 13, 16 };
static const RyStyle ruby_style = { RY_VOICE_GOTHIC, 6, 7.5 };

static const struct {
  const char *title;
  double x, width;
} columns[] = {
  { "番号", 20, 10 }, { "所属・職", 30, 50 }, { "氏名", 80, 46 }, { "署名", 126, 36 }, { "代理の方", 162, 28 }
};

static void
set_head (RyCanvas *canvas, const RyRoll *roll, guint page, guint n_pages)
{
  g_autofree char *title = ry_roll_dup_title (roll, "受付簿");
  const char *place = ry_json_get_string (roll->meeting, "place");
  g_autofree char *where = g_strjoin ("　", roll->day, place, NULL);
  g_autofree char *foot =
      g_strdup_printf ("%u／%u　　記入された個人情報は、出欠の確認にのみ使用します。", page, n_pages);

  ry_canvas_put_fitted (canvas, &title_style, 20, 16, 80, 0, title);
  ry_canvas_put_fitted (canvas, &place_style, 190, 17.5, 86, 1, where);
  ry_canvas_put (canvas, &note_style, 20, 25.2, 0,
                 "氏名の五十音順です。お名前の右に御署名ください。代理の方は、代理の欄にお名前をお書きください。");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    ry_canvas_put (canvas, &head_style, columns[i].x + columns[i].width / 2, TOP + 1.5, 0.5, columns[i].title);
  ry_canvas_put (canvas, &cell_style, 105, 283, 0.5, foot);
}

static void
set_grid (RyCanvas *canvas, guint n_rows)
{
  double bottom = TOP + HEAD + n_rows * ROW;

  for (guint i = 1; i < G_N_ELEMENTS (columns); i++)
    ry_canvas_rule (canvas, columns[i].x, TOP, columns[i].x, bottom, 0.35);
  for (guint i = 0; i < n_rows; i++)
    ry_canvas_rule (canvas, 20, TOP + HEAD + i * ROW, 190, TOP + HEAD + i * ROW, i == 0 ? 1.2 : 0.35);
  ry_canvas_frame (canvas, 20, TOP, 170, bottom - TOP, 1.2);
}

static void
set_row (RyCanvas *canvas, double y, const RyRoll *roll, RyAttendee *attendee)
{
  g_autofree char *kana = ry_roll_dup_katakana (attendee->reading);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, ry_roll_get_serial (roll, attendee));

  ry_canvas_put (canvas, &number_style, 25, y + 2.7, 0.5, number);
  ry_canvas_put_fitted (canvas, &cell_style, 31.5, y + 1, 47, 0, attendee->organisation_name);
  ry_canvas_put_fitted (canvas, &cell_style, 31.5, y + 5.3, 47, 0, attendee->role);
  ry_roll_put_name (canvas, &name_style, &ruby_style, 83, y + 0.9, 41, 0, 4.6, attendee->name, kana);
}

static gboolean
changes_row (const RyRoll *roll, guint i)
{
  const char *before = ry_attendee_get_sort_reading (roll->sorted->pdata[i - 1]);
  const char *now = ry_attendee_get_sort_reading (roll->sorted->pdata[i]);

  return strcmp (ry_text_index_letter (before), ry_text_index_letter (now)) != 0;
}

/**
 * ry_paper_new_signin:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the sign-in sheet of a meeting, on A4
 */
RyPaper *
ry_paper_new_signin (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  const guint n_rows = (BOTTOM - TOP - HEAD) / ROW;
  g_autoptr (RyRoll) roll = ry_roll_load (workspace, meeting_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autofree char *title = NULL;
  guint n, n_pages;

  if (roll == NULL)
    return NULL;
  n = roll->sorted->len + N_EMPTY;
  n_pages = (n + n_rows - 1) / n_rows;
  for (guint i = 0; i < n; i++) {
    double y = TOP + HEAD + i % n_rows * ROW;

    if (i % n_rows == 0) {
      if (i > 0)
        ry_canvas_turn (canvas);
      set_head (canvas, roll, i / n_rows + 1, n_pages);
      set_grid (canvas, MIN (n - i, n_rows));
    }
    if (i < roll->sorted->len) {
      set_row (canvas, y, roll, roll->sorted->pdata[i]);
      if (i > 0 && i % n_rows > 0 && changes_row (roll, i))
        ry_canvas_rule (canvas, 20, y, 190, y, 1.9);
    } else if (i == roll->sorted->len)
      ry_canvas_put (canvas, &cell_style, 31.5, y + 1, 0, "（当日参加の方）");
  }
  title = ry_roll_dup_title (roll, "受付簿");
  return ry_roll_finish (roll, title, &sheet, canvas, faces);
}
