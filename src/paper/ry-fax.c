/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FAX covers with the letters behind them, so that one file can be sent off page by page. Nothing is filled, nothing
 * under 10.5 points, numbers stand out: it must be read after a bad line.
 */
#include "ry-letter-paper-private.h"

#include <string.h>

#define LEFT  20.0
#define RIGHT 190.0
#define BOX   82.0

static const RyStyle title_style = { RY_VOICE_HEAVY, 24, 30 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 12, 21 };
static const RyStyle name_style = { RY_VOICE_MINCHO, 14, 25 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 12, 18 };
static const RyStyle number_style = { RY_VOICE_HEAVY, 19, 24 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 10.5, 16 };
static const RyStyle small_head_style = { RY_VOICE_GOTHIC, 11, 16 };

static void
set_title (RyCanvas *canvas, const RyLetter *letter)
{
  g_autofree char *date = ry_letter_format_date (letter, letter->date, RY_DATE_ERA_WEEKDAY);

  ry_canvas_put_spread (canvas, &title_style, 75, 21, 60, "ＦＡＸ送付状");
  ry_canvas_rule (canvas, LEFT, 35, RIGHT, 35, 1.4);
  ry_canvas_put (canvas, &body_style, RIGHT, 39.5, 1, date);
}

static void
set_box (RyCanvas *canvas, double x, const char *head, const RyStyle *style, GStrv lines, const char *fax)
{
  double y = 59.5;

  ry_canvas_frame (canvas, x, 48, BOX, 62, 1.1);
  ry_canvas_put (canvas, &head_style, x + BOX / 2, 49.4, 0.5, head);
  ry_canvas_rule (canvas, x, 57, x + BOX, 57, 0.6);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] == '\0' || y > 87)
      continue;
    ry_canvas_put_fitted (canvas, style, x + 4.2, y, BOX - 8.4, 0, lines[i]);
    y += RY_PT_TO_MM (style->leading);
  }
  ry_canvas_dash (canvas, x, 94, x + BOX, 94, 0.6, 2.5, 2.5);
  ry_canvas_put (canvas, &body_style, x + 4.2, 97.4, 0, "FAX");
  ry_canvas_put_fitted (canvas, &number_style, x + 18, 96.8, BOX - 22, 0, fax);
}

static GStrv
split_addressee (const RyAddressee *addressee)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *person = ry_addressee_dup_person_line (addressee, TRUE);
  g_autofree char *alone =
      g_strdup_printf ("%s　%s", addressee->organisation_name, ry_honorific_get_word (addressee->honorific));

  if (addressee->founder != NULL)
    g_strv_builder_add (lines, addressee->founder);
  if (addressee->organisation_name != NULL)
    g_strv_builder_add (lines, person != NULL ? addressee->organisation_name : alone);
  if (person != NULL)
    g_strv_builder_add (lines, person);
  return g_strv_builder_end (lines);
}

static void
set_row (RyCanvas *canvas, double y, const char *label, const char *text)
{
  ry_canvas_frame (canvas, LEFT, y, 27, 12, 0.5);
  ry_canvas_frame (canvas, LEFT + 27, y, RIGHT - LEFT - 27, 12, 0.5);
  ry_canvas_put_spread (canvas, &body_style, LEFT + 4, y + 2.3, 19, label);
  if (text != NULL)
    ry_canvas_put_fitted (canvas, &body_style, LEFT + 32, y + 2.3, RIGHT - LEFT - 36, 0, text);
}

static void
set_actions (RyCanvas *canvas, double y, const RyLetter *letter)
{
  g_autofree char *day = ry_date_format_paper (letter->reply_by, RY_DATE_MONTH_DAY);
  gboolean wants_reply = letter->slip || letter->sheets != NULL;
  g_autofree char *reply = wants_reply ? g_strdup_printf ("御返信（%sまで）", day) : g_strdup ("御返信");
  const char *const words[] = { "至急", "御確認", "御回覧", reply };
  const gboolean ticked[] = { FALSE, TRUE, FALSE, wants_reply };
  double x = LEFT + 32;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    ry_canvas_tick_box (canvas, x, y + 3.9, 4.4, ticked[i]);
    ry_canvas_put (canvas, &body_style, x + 6.4, y + 2.3, 0, words[i]);
    x += 12 + ry_canvas_measure (canvas, &body_style, -1, words[i]);
  }
}

static void
set_table (RyCanvas *canvas, const RyLetter *letter, guint n_sheets)
{
  g_autofree char *sheets = g_strdup_printf ("%u枚（この送付状を含む。）", n_sheets);
  g_autofree char *content = g_strdup_printf ("%s%u枚",
                                              letter->slip             ? "文書（返信票付き）"
                                              : letter->sheets != NULL ? "文書と病院機能シート　"
                                                                       : "文書",
                                              n_sheets - 1);

  set_row (canvas, 118, "件名", letter->fax.subject);
  set_row (canvas, 130, "枚数", sheets);
  set_row (canvas, 142, "内容", content);
  set_row (canvas, 154, "処理", NULL);
  set_actions (canvas, 154, letter);
  ry_canvas_frame (canvas, LEFT, 118, RIGHT - LEFT, 48, 1.1);
}

static void
set_message (RyCanvas *canvas, const RyLetter *letter, const RyAddressee *addressee)
{
  g_autofree char *body = ry_letter_fill_for (letter->fax.body, addressee);
  g_autofree char *mistaken = g_strdup_printf (
      "この送付状に心当たりのない方は、お手数ですが電話%sまで御連絡の上、受信した書類を破棄してください。",
      letter->secretariat_telephone);

  ry_canvas_put (canvas, &head_style, LEFT, 174, 0, "連絡事項");
  ry_canvas_put_block (canvas, &body_style, LEFT, 181.5, RIGHT - LEFT, body);
  ry_canvas_frame (canvas, LEFT, 255, RIGHT - LEFT, 20, 1.1);
  ry_canvas_put (canvas, &small_head_style, LEFT + 4, 257.2, 0, "お間違いの場合のお願い");
  ry_canvas_put_block (canvas, &small_style, LEFT + 4, 262.9, RIGHT - LEFT - 8, mistaken);
}

static void
set_cover (RyCanvas *canvas, const RyLetter *letter, const RyAddressee *addressee, guint n_sheets)
{
  g_auto (GStrv) to = split_addressee (addressee);
  g_auto (GStrv) from = g_strsplit (letter->fax.sender, "\n", -1);

  set_title (canvas, letter);
  set_box (canvas, LEFT, "送付先", &name_style, to, addressee->fax);
  set_box (canvas, RIGHT - BOX, "送付元", &body_style, from, letter->secretariat_fax);
  set_table (canvas, letter, n_sheets);
  set_message (canvas, letter, addressee);
}

/**
 * ry_paper_new_faxes:
 * @letter: a run
 * @addressees: (element-type RyAddressee): for whom
 *
 * Returns: (transfer full): for each a cover and the letter
 */
RyPaper *
ry_paper_new_faxes (const RyLetter *letter, GPtrArray *addressees)
{
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &_ry_letter_sheet);

  for (guint i = 0; i < addressees->len; i++) {
    const RyAddressee *addressee = addressees->pdata[i];

    if (i > 0)
      ry_canvas_turn (canvas);
    set_cover (canvas, letter, addressee, 1 + _ry_letter_count_pages (faces, letter, addressee));
    ry_canvas_turn (canvas);
    _ry_letter_set (canvas, faces, letter, addressee);
  }
  return _ry_paper_new (_ry_pages_take (letter->fax.subject, letter->council_name, letter->date, &_ry_letter_sheet,
                                        ry_canvas_finish (canvas), faces));
}
