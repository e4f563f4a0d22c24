/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who comes, or came (出欠一覧): a circle in one column of answers a row, the columns' totals, and whether it is
 * enough.
 */
#include <string.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-roll.h"

#define ROW    8.6
#define TOP    26.0
#define BOTTOM 262.0

static const RySheet sheet = { .width = 210, .height = 297, .top = 16, .right = 20, .bottom = 14, .left = 20 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 21 };
static const RyStyle day_style = { RY_VOICE_MINCHO, 10.5, 15 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 9, 13 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 9, 13 };
static const RyStyle name_style = { RY_VOICE_MINCHO, 9.5, 13 };
static const RyStyle total_style = { RY_VOICE_GOTHIC, 11, 16 };

static const struct {
  const char *title;
  double width;
} columns[] = { { "番号", 9 }, { "所属", 42 }, { "職", 26 }, { "氏名", 25 }, { "出", 8 },   { "欠", 8 },
                { "代", 8 },   { "Web", 9 },   { "書", 8 },  { "未", 8 },    { "備考", 19 } };

#define FIRST_ANSWER 4
#define N_ANSWERS    6

static const char *const answers[N_ANSWERS] = { "venue", "absent", "proxy", "web", "written", "unanswered" };

static double
get_x (guint column)
{
  double x = 20;

  for (guint i = 0; i < column; i++)
    x += columns[i].width;
  return x;
}

static double
get_middle (guint column)
{
  return get_x (column) + columns[column].width / 2;
}

static void
set_head (RyCanvas *canvas, const RyRoll *roll, guint page, double height)
{
  g_autofree char *title = ry_roll_dup_title (roll, "出欠一覧");
  g_autofree char *number = g_strdup_printf ("－ %u －", page);
  g_autofree char *today = ry_date_dup_today ();
  g_autofree char *day = NULL;
  g_autofree char *as_of = NULL;

  day = ry_date_format_paper (today, RY_DATE_ERA_WEEKDAY);
  as_of = g_strconcat (day, "現在", NULL);
  ry_canvas_put_fitted (canvas, &title_style, 20, 16, 110, 0, title);
  ry_canvas_put (canvas, &day_style, 190, 18, 1, as_of);
  ry_canvas_fill (canvas, 20, TOP, 170, ROW, 0.92);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    ry_canvas_put (canvas, &head_style, get_middle (i), TOP + 2, 0.5, columns[i].title);
  for (guint i = 1; i < G_N_ELEMENTS (columns); i++)
    ry_canvas_rule (canvas, get_x (i), TOP, get_x (i), TOP + height, 0.35);
  for (double y = TOP + ROW; y < TOP + height - 1; y += ROW)
    ry_canvas_rule (canvas, 20, y, 190, y, 0.35);
  ry_canvas_frame (canvas, 20, TOP, 170, height, 0.8);
  ry_canvas_put (canvas, &cell_style, 105, 283, 0.5, number);
}

/* 代理　有働　直人; 遅参 19:20; what was written beside the answer. */
static char *
describe (const RyRoll *roll, RyAttendee *attendee)
{
  JsonObject *seat = attendee->content;
  const char *proxy = ry_json_get_string (seat, "proxy");
  const char *comment = ry_json_get_string (seat, "comment");
  GString *words = g_string_new (NULL);

  if (ry_roll_is_walk_in (attendee))
    g_string_append (words, "当日参加　");
  if (proxy != NULL && strcmp (ry_attendee_get_status (attendee), "proxy") == 0)
    g_string_append_printf (words, "代理　%s　", proxy);
  if (ry_attendance_is_late (roll->meeting, seat))
    g_string_append_printf (words, "遅参%s　", ry_json_get_string (seat, "arrived"));
  if (ry_attendance_has_left_early (roll->meeting, seat))
    g_string_append_printf (words, "早退%s　", ry_json_get_string (seat, "left"));
  if (comment != NULL)
    g_string_append (words, comment);
  if (g_str_has_suffix (words->str, "　"))
    g_string_truncate (words, words->len - strlen ("　"));
  return g_string_free (words, FALSE);
}

static void
set_row (RyCanvas *canvas, double y, const RyRoll *roll, guint number, RyAttendee *attendee)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_autofree char *note = describe (roll, attendee);

  ry_canvas_put (canvas, &cell_style, get_middle (0), y + 2, 0.5, digits);
  ry_canvas_put_fitted (canvas, &cell_style, get_x (1) + 1.2, y + 2, columns[1].width - 2.4, 0,
                        attendee->organisation_name);
  ry_canvas_put_fitted (canvas, &cell_style, get_x (2) + 1.2, y + 2, columns[2].width - 2.4, 0, attendee->role);
  ry_canvas_put_fitted (canvas, &name_style, get_x (3) + 1.2, y + 2, columns[3].width - 2.4, 0, attendee->name);
  for (guint i = 0; i < N_ANSWERS; i++)
    if (strcmp (ry_attendee_get_status (attendee), answers[i]) == 0)
      ry_canvas_put (canvas, &name_style, get_middle (FIRST_ANSWER + i), y + 2, 0.5, "○");
  ry_canvas_put_fitted (canvas, &cell_style, get_x (10) + 0.8, y + 2, columns[10].width - 1.6, 0, note);
}

static void
set_totals (RyCanvas *canvas, double y, const RyAttendanceCount *n)
{
  const guint totals[N_ANSWERS] = { n->venue, n->absent, n->proxy, n->web, n->written, n->unanswered };
  g_autofree char *all = g_strdup_printf ("%u名", n->invited);

  ry_canvas_put (canvas, &name_style, (get_x (1) + get_x (FIRST_ANSWER)) / 2, y + 2, 0.5, "合　計");
  for (guint i = 0; i < N_ANSWERS; i++) {
    g_autofree char *digits = g_strdup_printf ("%u", totals[i]);

    ry_canvas_put (canvas, &name_style, get_middle (FIRST_ANSWER + i), y + 2, 0.5, digits);
  }
  ry_canvas_put (canvas, &cell_style, get_middle (10), y + 2, 0.5, all);
}

static void
set_quorum (RyCanvas *canvas, double y, const RyRoll *roll)
{
  RyQuorumCount quorum;
  const char *unit;
  g_autofree char *words = NULL;

  ry_attendance_count_quorum (roll->meeting, roll->council, &quorum);
  unit = quorum.by_organisations ? "機関" : "名";
  if (quorum.state == RY_QUORUM_NOT_SET)
    words = g_strdup_printf ("会員　%u%s　　出席（代理、Web及び書面を含む。）　%u%s", quorum.of, unit, quorum.present,
                             unit);
  else
    words = g_strdup_printf ("会員　%u%s　　出席（代理、Web及び書面を含む。）　%u%s　　定足数　%u%s　　%s", quorum.of,
                             unit, quorum.present, unit, quorum.needed, unit,
                             quorum.state == RY_QUORUM_REACHED ? "成立" : "不成立");
  ry_canvas_put_fitted (canvas, &total_style, 20, y + 4, 170, 0, words);
  ry_canvas_put (canvas, &cell_style, 20, y + 11, 0,
                 "出＝出席　欠＝欠席　代＝代理出席　Web＝Webで出席　書＝書面で参加　未＝未回答");
}

/**
 * ry_paper_new_attendance:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Before the day it shows what was answered, after it who was there.
 *
 * Returns: (transfer full) (nullable): the attendance list of a meeting, on A4
 */
RyPaper *
ry_paper_new_attendance (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  const guint n_rows = (BOTTOM - TOP) / ROW - 1;
  g_autoptr (RyRoll) roll = ry_roll_load (workspace, meeting_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autofree char *title = NULL;
  RyAttendanceCount count;
  guint n;

  if (roll == NULL)
    return NULL;
  ry_meeting_count_attendance (roll->meeting, &count);
  n = roll->sorted->len + 1; /* the totals */
  for (guint i = 0; i < n; i++) {
    double y = TOP + ROW * (1 + i % n_rows);

    if (i % n_rows == 0) {
      if (i > 0)
        ry_canvas_turn (canvas);
      set_head (canvas, roll, i / n_rows + 1, ROW * (1 + MIN (n - i, n_rows)));
    }
    if (i + 1 < n)
      set_row (canvas, y, roll, i + 1, roll->sorted->pdata[i]);
    else {
      set_totals (canvas, y, &count);
      set_quorum (canvas, y + ROW, roll);
    }
  }
  title = ry_roll_dup_title (roll, "出欠一覧");
  return ry_roll_finish (roll, title, &sheet, canvas, faces);
}
