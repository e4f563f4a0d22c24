/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 年間予定表: twelve columns of days on one sheet. It is drawn for A3 landscape, and on A4 by scale, so that both look
 * alike and a copy machine can make one out of the other. Sundays and holidays are grey, Saturdays lighter; a sign
 * tells what a meeting is, as a FAX has no colour.
 */
#include "ry-canvas.h"
#include "ry-paper-private.h"

#include <string.h>

#include "ry-date.h"
#include "ry-holiday.h"
#include "ry-json.h"
#include "ry-rhythm.h"
#include "ry-year.h"

#define A3_WIDTH  420.0
#define A3_HEIGHT 297.0
#define A4_SCALE  (297.0 / A3_WIDTH)

#define LEFT         12.0
#define TABLE_TOP    26.0
#define HEAD_HEIGHT  7.9
#define ROW_HEIGHT   7.75
#define COLUMN_WIDTH 33.0
#define N_ROWS       31
#define DAY_RIGHT    6.6
#define WEEKDAY_X    7.2
#define ENTRY_X      10.8
#define MAX_ENTRIES  3

#define SUNDAY_GREY   0.84
#define SATURDAY_GREY 0.93
#define NO_DAY_GREY   0.96

typedef struct {
  RyWorkspace *workspace;
  RyFaces *faces;
  RyCanvas *canvas;
  GPtrArray *entries;
  int year;
  double scale;
} Sheet;

static RyStyle
get_style (const Sheet *self, RyVoice voice, double size)
{
  return (RyStyle){ voice, size * self->scale, size * self->scale };
}

static void
put (Sheet *self, RyVoice voice, double size, double x, double y, double align, const char *text)
{
  const RyStyle style = get_style (self, voice, size);

  ry_canvas_put (self->canvas, &style, x * self->scale, y * self->scale, align, text);
}

static void
put_fitted (Sheet *self, RyVoice voice, double size, double x, double y, double width, const char *text)
{
  const RyStyle style = get_style (self, voice, size);

  ry_canvas_put_fitted (self->canvas, &style, x * self->scale, y * self->scale, width * self->scale, 0, text);
}

static void
fill (Sheet *self, double x, double y, double width, double height, double grey)
{
  ry_canvas_fill (self->canvas, x * self->scale, y * self->scale, width * self->scale, height * self->scale, grey);
}

static void
rule (Sheet *self, double x1, double y1, double x2, double y2, double points)
{
  ry_canvas_rule (self->canvas, x1 * self->scale, y1 * self->scale, x2 * self->scale, y2 * self->scale,
                  points * self->scale);
}

/* The top of a line of @size points that stands in the middle of a row. */
static double
get_middle (double top, double height, double size)
{
  return top + (height - RY_PT_TO_MM (size)) / 2;
}

static GPtrArray *
list_day (Sheet *self, const GDate *day)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    if (g_date_compare (&((RyYearEntry *) g_ptr_array_index (self->entries, i))->date, day) == 0)
      g_ptr_array_add (found, g_ptr_array_index (self->entries, i));
  return found;
}

/* Up to three beside each other's lines; more are counted. */
static void
set_entries (Sheet *self, GPtrArray *found, double x, double y, double width)
{
  guint n = MIN (found->len, MAX_ENTRIES);
  double size = n <= 1 ? 8.5 : n == 2 ? 7 : 5.2;
  double line = ROW_HEIGHT / MAX (n, 1);

  for (guint i = 0; i < n; i++) {
    const RyYearEntry *entry = g_ptr_array_index (found, i);
    gboolean strong = entry->mark <= RY_YEAR_EXCHANGE;
    g_autofree char *more = i + 1 == n && found->len > n ? g_strdup_printf ("　他%u", found->len - n) : g_strdup ("");
    g_autofree char *text = g_strconcat (ry_year_get_sign (entry->mark), entry->title, more, NULL);

    put_fitted (self, strong ? RY_VOICE_GOTHIC : RY_VOICE_MINCHO, size, x, get_middle (y + i * line, line, size), width,
                text);
  }
}

static void
set_day (Sheet *self, const GDate *day, double x, double y)
{
  static const char *const weekdays[] = { "", "月", "火", "水", "木", "金", "土", "日" };
  GDateWeekday weekday = g_date_get_weekday (day);
  const char *holiday = ry_holiday_get_name (day);
  gboolean rest = weekday == G_DATE_SUNDAY || holiday != NULL;
  g_autofree char *number = g_strdup_printf ("%d", g_date_get_day (day));
  g_autoptr (GPtrArray) found = list_day (self, day);
  RyVoice voice = rest ? RY_VOICE_GOTHIC : RY_VOICE_MINCHO;

  if (rest || weekday == G_DATE_SATURDAY)
    fill (self, x, y, COLUMN_WIDTH, ROW_HEIGHT, rest ? SUNDAY_GREY : SATURDAY_GREY);
  put (self, voice, 9.5, x + DAY_RIGHT, get_middle (y, ROW_HEIGHT, 9.5), 1, number);
  put (self, voice, 8, x + WEEKDAY_X, get_middle (y, ROW_HEIGHT, 8), 0, weekdays[weekday]);
  if (found->len > 0)
    set_entries (self, found, x + ENTRY_X, y, COLUMN_WIDTH - ENTRY_X - 0.5);
  else if (holiday != NULL)
    put_fitted (self, RY_VOICE_MINCHO, 6.5, x + ENTRY_X, get_middle (y, ROW_HEIGHT, 6.5), COLUMN_WIDTH - ENTRY_X - 0.5,
                holiday);
}

static void
set_month (Sheet *self, int i)
{
  int month = (i + 3) % 12 + 1, year = self->year + (i >= 9);
  double x = LEFT + i * COLUMN_WIDTH;
  guint days = g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
  g_autofree char *name = g_strdup_printf ("%d月", month);
  GDate day;

  g_date_clear (&day, 1);
  fill (self, x, TABLE_TOP, COLUMN_WIDTH, HEAD_HEIGHT, 0.15);
  ry_canvas_set_ink (self->canvas, 1, 1, 1);
  put (self, RY_VOICE_GOTHIC, 11, x + COLUMN_WIDTH / 2, get_middle (TABLE_TOP, HEAD_HEIGHT, 11), 0.5, name);
  ry_canvas_set_ink (self->canvas, 0, 0, 0);
  for (guint n = 1; n <= N_ROWS; n++) {
    double y = TABLE_TOP + HEAD_HEIGHT + (n - 1) * ROW_HEIGHT;

    if (n > days) {
      fill (self, x, y, COLUMN_WIDTH, ROW_HEIGHT, NO_DAY_GREY);
      continue;
    }
    g_date_set_dmy (&day, (GDateDay) n, (GDateMonth) month, (GDateYear) year);
    set_day (self, &day, x, y);
  }
}

static void
set_grid (Sheet *self)
{
  double right = LEFT + 12 * COLUMN_WIDTH, bottom = TABLE_TOP + HEAD_HEIGHT + N_ROWS * ROW_HEIGHT;

  for (int i = 0; i <= 12; i++) {
    double x = LEFT + i * COLUMN_WIDTH;

    rule (self, x, TABLE_TOP, x, bottom, i == 0 || i == 12 ? 1 : 0.8);
  }
  for (int i = 0; i <= N_ROWS; i++) {
    double y = TABLE_TOP + HEAD_HEIGHT + i * ROW_HEIGHT;

    rule (self, LEFT, y, right, y, i == 0 || i == N_ROWS ? 1 : 0.35);
  }
}

/* The rhythm of the regular meetings, as one says it: 例会は毎月 第2火曜 19:00. */
static char *
describe_rhythms (Sheet *self)
{
  const RyQuery query = { .kind = "series" };
  g_autoptr (GPtrArray) found = ry_workspace_query (self->workspace, &query, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; found != NULL && i < found->len; i++) {
    RyDocument *series = g_ptr_array_index (found, i);
    RyRhythm rhythm;
    g_autofree char *words = NULL;

    if (g_strcmp0 (ry_document_get_string (series, "series_type"), "regular") != 0 ||
        !ry_rhythm_read (ry_document_get_root (series), &rhythm))
      continue;
    words = ry_rhythm_format (&rhythm);
    g_string_append_printf (text, "　%sは%s%s", ry_document_get_string (series, "name"), words,
                            rhythm.holiday == RY_HOLIDAY_NEXT_WEEK ? "（祝日は翌週）" : "");
  }
  return g_string_free (text, FALSE);
}

static char *
list_councils (Sheet *self)
{
  const RyQuery query = { .kind = "council", .order = "reading" };
  g_autoptr (GPtrArray) found = ry_workspace_query (self->workspace, &query, NULL);
  GString *names = g_string_new (NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "・" : "",
                            ry_document_get_string (g_ptr_array_index (found, i), "name"));
  return g_string_free (names, FALSE);
}

static void
set_head (Sheet *self, const char *title, const char *councils)
{
  double right = LEFT + 12 * COLUMN_WIDTH;
  g_autofree char *rhythms = describe_rhythms (self);
  g_autofree char *iso = NULL, *today = NULL, *second = NULL;

  iso = ry_date_dup_today ();
  today = ry_date_format_paper (iso, RY_DATE_ERA);
  second = g_strconcat (today, "現在", rhythms, NULL);
  put (self, RY_VOICE_HEAVY, 19, LEFT, 10, 0, title);
  put (self, RY_VOICE_MINCHO, 10, right, 13.2, 1, councils);
  put (self, RY_VOICE_MINCHO, 8.5, right, 18.8, 1, second);
}

static guint
count_mark (Sheet *self, RyYearMark mark)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += ((RyYearEntry *) g_ptr_array_index (self->entries, i))->mark == mark;
  return n;
}

static void
set_foot (Sheet *self)
{
  static const char *const words[RY_YEAR_N_MARKS] = { "例会",   "定例会", "病院機能交流会", "研修会・啓発活動",
                                                      "分科会", "その他" };
  double y = TABLE_TOP + HEAD_HEIGHT + N_ROWS * ROW_HEIGHT + 3, right = LEFT + 12 * COLUMN_WIDTH;
  g_autoptr (GPtrArray) shifts = ry_year_list_shifts (self->workspace, self->entries, self->year);
  g_autoptr (GString) legend = g_string_new (NULL);
  g_autoptr (GString) notes = g_string_new (NULL);

  for (guint mark = 0; mark < RY_YEAR_N_MARKS; mark++) {
    guint n = count_mark (self, mark);

    if (n > 0)
      g_string_append_printf (legend, "%s%s　%s（%u回）", legend->len > 0 ? "　　" : "", ry_year_get_sign (mark),
                              words[mark], n);
  }
  for (guint i = 0; i < shifts->len; i++)
    g_string_append (notes, g_ptr_array_index (shifts, i));
  put (self, RY_VOICE_MINCHO, 9, LEFT, y, 0, legend->str);
  put (self, RY_VOICE_MINCHO, 9, right, y, 1, notes->str);
}

/* 令和8年, whatever the language of the process: the year of the era at its end. */
static char *
format_year (int year)
{
  g_autofree char *last = g_strdup_printf ("%04d-12-31", year);
  g_autofree char *day = ry_date_format_paper (last, RY_DATE_ERA);
  const char *end = strstr (day, "年");

  return end != NULL ? g_strndup (day, (gsize) (end - day) + strlen ("年")) : g_strdup_printf ("%d年", year);
}

/**
 * ry_paper_new_year:
 * @workspace: the region
 * @fiscal_year: a year of account, 2026 for 令和8年度
 * @a4: on A4 instead of A3
 * @error: return location for a #GError
 *
 * Sets the meetings and events of both councils as 年間予定表, on one landscape sheet.
 *
 * Returns: (transfer full) (nullable): the paper
 */
RyPaper *
ry_paper_new_year (RyWorkspace *workspace, int fiscal_year, gboolean a4, GError **error)
{
  Sheet self = { .workspace = workspace, .year = fiscal_year, .scale = a4 ? A4_SCALE : 1 };
  RySheet sheet = { A3_WIDTH * self.scale, A3_HEIGHT * self.scale, 0, 0, 0, 0 };
  g_autoptr (GPtrArray) entries = ry_year_list_entries (workspace, fiscal_year, error);
  g_autofree char *name = format_year (fiscal_year);
  g_autofree char *first_day = g_strdup_printf ("%d-04-01", fiscal_year);
  g_autofree char *title = NULL, *councils = NULL;
  g_autoptr (RyFaces) faces = NULL;
  g_autoptr (RyCanvas) canvas = NULL;

  if (entries == NULL)
    return NULL;
  self.faces = faces = ry_faces_new ();
  self.canvas = canvas = ry_canvas_new (faces, &sheet);
  self.entries = entries;
  councils = list_councils (&self);
  title = g_strdup_printf ("%s度　年間予定表", name);
  set_head (&self, title, councils);
  for (int i = 0; i < 12; i++)
    set_month (&self, i);
  set_grid (&self);
  set_foot (&self);
  return _ry_paper_new (_ry_pages_take (title, councils, first_day, &sheet, ry_canvas_finish (canvas), faces));
}
