/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reminders on paper: a sheet a person that goes by FAX as it is, with room to answer on, and a list for the telephone.
 * Paper of a Japanese office is Japanese whatever the desktop's language is.
 */
#include "ry-canvas.h"
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-digest.h"
#include "ry-json.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 22, .right = 20, .bottom = 16, .left = 25 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 16, 24 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 17 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 10, 15 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 9.5, 14 };
static const RyStyle number_style = { RY_VOICE_HEAVY, 18, 22 };

#define LEFT   25.0
#define RIGHT  190.0
#define WIDTH  (RIGHT - LEFT)
#define BOTTOM 270.0

/* What, until when, and the answer that comes back. */
static const double widths[] = { 8, 72, 33, 52 };

static char *
dup_due (JsonObject *action, const char *today)
{
  g_autofree char *day = ry_date_format_paper (ry_json_get_text (action, "due"), RY_DATE_MONTH_DAY);

  return ry_action_is_late (action, today) ? g_strdup_printf ("%s\n▲ 超過", day) : g_steal_pointer (&day);
}

static double
set_table_head (RyCanvas *canvas, double y)
{
  static const char *const heads[] = { "", "お願いしていること", "期限", "御回答（○を付けてください）" };
  double x = LEFT;

  ry_canvas_fill (canvas, LEFT, y, WIDTH, 8, 0.92);
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++) {
    ry_canvas_frame (canvas, x, y, widths[i], 8, 0.35);
    ry_canvas_put (canvas, &head_style, x + widths[i] / 2, y + 1.6, 0.5, heads[i]);
    x += widths[i];
  }
  return y + 8;
}

static double
measure_row (RyCanvas *canvas, JsonObject *action)
{
  return MAX (ry_canvas_measure (canvas, &cell_style, widths[1] - 3, ry_json_get_text (action, "text")), 12) + 4;
}

static double
set_row (RyCanvas *canvas, double y, guint n, JsonObject *action, const char *today)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *due = dup_due (action, today);
  double height = measure_row (canvas, action), x = LEFT;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    ry_canvas_frame (canvas, x, y, widths[i], height, 0.35);
    x += widths[i];
  }
  ry_canvas_put (canvas, &cell_style, LEFT + widths[0] / 2, y + 2, 0.5, number);
  ry_canvas_put_block (canvas, &cell_style, LEFT + widths[0] + 1.5, y + 2, widths[1] - 3,
                       ry_json_get_text (action, "text"));
  ry_canvas_put_block (canvas, &cell_style, LEFT + widths[0] + widths[1] + 1.5, y + 2, widths[2] - 3, due);
  x = RIGHT - widths[3] + 2;
  ry_canvas_put (canvas, &cell_style, x, y + 2, 0, "済みました　進めています");
  ry_canvas_put_fitted (canvas, &cell_style, x, y + 8, widths[3] - 4, 0, "延ばしたい（　　月　　日まで）");
  return y + height;
}

/* "電話　000-555-0101　FAX　000-555-0102", what there is of it. */
static char *
dup_reached (const RyDigest *digest)
{
  g_autofree char *telephone = digest->telephone != NULL ? g_strconcat ("電話　", digest->telephone, NULL) : NULL;
  g_autofree char *fax = digest->fax != NULL ? g_strconcat ("FAX　", digest->fax, NULL) : NULL;

  if (telephone != NULL && fax != NULL)
    return g_strjoin ("　　", telephone, fax, NULL);
  return telephone != NULL ? g_steal_pointer (&telephone) : g_steal_pointer (&fax);
}

static void
set_return (RyCanvas *canvas, double y, const RyDigest *digest)
{
  g_autofree char *number = digest->fax != NULL ? g_strconcat ("FAX　", digest->fax, "　　", NULL) : NULL;
  g_autofree char *line = g_strconcat ("返送先　", number != NULL ? number : "", digest->office, "　行", NULL);

  ry_canvas_put_fitted (canvas, &body_style, RIGHT, y, WIDTH, 1, line);
}

static double
set_head (RyCanvas *canvas, const RyDigest *digest, const char *today)
{
  g_autofree char *day = ry_date_format_paper (today, RY_DATE_ERA_WEEKDAY);
  g_autofree char *to = digest->addressee != NULL ? ry_addressee_dup_line (digest->addressee) : g_strdup (digest->key);
  const char *fax = digest->addressee != NULL ? digest->addressee->fax : NULL;
  g_autofree char *number = fax != NULL && *fax != '\0' ? g_strdup_printf ("FAX　%s", fax) : NULL;
  g_autofree char *reached = dup_reached (digest);
  double y = sheet.top;

  ry_canvas_put (canvas, &body_style, RIGHT, y, 1, day);
  ry_canvas_put_fitted (canvas, &body_style, LEFT, y + 8, 120, 0, to);
  if (number != NULL)
    ry_canvas_put (canvas, &number_style, LEFT, y + 15, 0, number);
  ry_canvas_put_fitted (canvas, &body_style, RIGHT, y + 19, 110, 1, digest->office);
  if (reached != NULL)
    ry_canvas_put (canvas, &body_style, RIGHT, y + 25, 1, reached);
  ry_canvas_put (canvas, &title_style, sheet.width / 2, y + 33, 0.5, "宿題事項のお知らせ");
  y += 45;
  return y +
         ry_canvas_put_block (canvas, &body_style, LEFT, y, WIDTH,
                              "会議で御担当いただいている宿題事項のうち、期限の近いもの、過ぎたものをお知らせします。"
                              "右の欄に御記入の上、切り取らずにこのまま事務局へお返しください。") +
         4;
}

static void
set_sheet (RyCanvas *canvas, const RyDigest *digest, const char *today)
{
  double y = set_head (canvas, digest, today);

  y = set_table_head (canvas, y);
  for (guint i = 0; i < digest->actions->len; i++) {
    JsonObject *action = ry_document_get_root (g_ptr_array_index (digest->actions, i));

    if (y + measure_row (canvas, action) > BOTTOM) {
      ry_canvas_turn (canvas);
      y = set_table_head (canvas, sheet.top);
    }
    y = set_row (canvas, y, i + 1, action, today);
  }
  if (y + 12 < BOTTOM)
    set_return (canvas, y + 4, digest);
}

/**
 * ry_paper_new_digest_sheets:
 * @digests: (element-type RyDigest): whom to remind
 * @today: the day on the sheets
 *
 * Returns: (transfer full): a sheet a person, on A4
 */
RyPaper *
ry_paper_new_digest_sheets (GPtrArray *digests, const char *today)
{
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);

  for (guint i = 0; i < digests->len; i++) {
    if (i > 0)
      ry_canvas_turn (canvas);
    set_sheet (canvas, g_ptr_array_index (digests, i), today);
  }
  return _ry_paper_new (
      _ry_pages_take ("宿題事項のお知らせ", "事務局", today, &sheet, ry_canvas_finish (canvas), faces));
}

static double
set_call (RyCanvas *canvas, double y, const RyDigest *digest, const char *today)
{
  g_autofree char *who =
      digest->addressee != NULL ? ry_addressee_dup_person_line (digest->addressee, FALSE) : g_strdup (digest->key);
  const char *organisation = digest->addressee != NULL ? digest->addressee->organisation_name : NULL;
  const char *telephone = digest->addressee != NULL ? digest->addressee->telephone : NULL;
  double top = y;

  ry_canvas_put_fitted (canvas, &head_style, LEFT + 2, y + 1.5, 60, 0, organisation);
  ry_canvas_put_fitted (canvas, &body_style, LEFT + 2, y + 6.5, 60, 0, who != NULL ? who : digest->key);
  ry_canvas_put_fitted (canvas, &number_style, LEFT + 2, y + 13, 60, 0, telephone != NULL ? telephone : "番号なし");
  y += 2;
  for (guint i = 0; i < digest->actions->len; i++) {
    JsonObject *action = ry_document_get_root (g_ptr_array_index (digest->actions, i));
    g_autofree char *day = ry_date_format_paper (ry_json_get_text (action, "due"), RY_DATE_MONTH_DAY);
    g_autofree char *line = g_strdup_printf ("%s%s　%s", ry_action_is_late (action, today) ? "▲ " : "", day,
                                             ry_json_get_text (action, "text"));

    ry_canvas_tick_box (canvas, LEFT + 66, y + 1, 3.6, FALSE);
    y += ry_canvas_put_block (canvas, &cell_style, LEFT + 72, y, WIDTH - 75, line);
  }
  y = MAX (y + 2, top + 23);
  ry_canvas_frame (canvas, LEFT, top, WIDTH, y - top, 0.35);
  ry_canvas_rule (canvas, LEFT + 64, top, LEFT + 64, y, 0.35);
  return y;
}

static double
set_call_head (RyCanvas *canvas, const char *today)
{
  g_autofree char *day = ry_date_format_paper (today, RY_DATE_ERA_WEEKDAY);

  ry_canvas_put (canvas, &title_style, LEFT, sheet.top - 6, 0, "宿題事項　電話連絡票");
  ry_canvas_put (canvas, &body_style, RIGHT, sheet.top - 4, 1, day);
  return sheet.top + 6;
}

/**
 * ry_paper_new_digest_calls:
 * @digests: (element-type RyDigest): whom to telephone
 * @today: the day on the list
 *
 * Returns: (transfer full): the list, on A4
 */
RyPaper *
ry_paper_new_digest_calls (GPtrArray *digests, const char *today)
{
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  double y = set_call_head (canvas, today);

  for (guint i = 0; i < digests->len; i++) {
    const RyDigest *digest = g_ptr_array_index (digests, i);

    if (y + 23 + digest->actions->len * 6.0 > BOTTOM && i > 0) {
      ry_canvas_turn (canvas);
      y = set_call_head (canvas, today);
    }
    y = set_call (canvas, y, digest, today);
  }
  return _ry_paper_new (
      _ry_pages_take ("宿題事項　電話連絡票", "事務局", today, &sheet, ry_canvas_finish (canvas), faces));
}
