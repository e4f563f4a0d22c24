/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hospitals' sheets on A4, one page each or more: beds, what is taken, departments, the referral door. For the yearly
 * confirmation each ends with a slip: it is right, or it was corrected in red; by whom, on which day.
 */
#include "ry-canvas.h"
#include "ry-hospital-paper-private.h"
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-hospital-paper.h"
#include "ry-json.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 14, .right = 18, .bottom = 12, .left = 18 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 16, 22 };
static const RyStyle section_style = { RY_VOICE_GOTHIC, 11, 15 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 9.5, 13.5 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 8, 11 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 8.5, 12.6 };
static const RyStyle mark_style = { RY_VOICE_GOTHIC, 11, 13.5 };
static const RyStyle call_style = { RY_VOICE_HEAVY, 18, 24 };

#define LEFT      18.0
#define WIDTH     174.0
#define RIGHT     (LEFT + WIDTH)
#define BOTTOM    282.0
#define SLIP      44.0
#define PAD       1.2
#define LINE      RY_PT_TO_MM (13.5)
#define ROW       (LINE + 2 * PAD)
#define GRID_LINE 0.35

enum { NAME, FUNCTION, FEE, LICENSED, STAFFED, N_CELLS };

static const double widths[N_CELLS] = { 34, 28, 76, 18, 18 };

/* Papers are in Japanese, whatever language the screen speaks. */
static const char *const functions[RY_N_WARD_FUNCTIONS] = {
  "高度急性期", "急性期", "回復期", "慢性期", "休棟", "未報告"
};
static const char *const answers[RY_N_ANSWERS] = { "未回答", "可", "条件付", "不可" };
static const struct {
  const char *code;
  const char *words;
} emergencies[] = { { "none", "なし" }, { "secondary", "二次救急" }, { "tertiary", "三次救急" }, { "rota", "輪番" } };

typedef struct {
  RyCanvas *canvas;
  const RyHospital *hospital;
  double y;
  guint n_pages;
} Sheet;

static void
set_foot (Sheet *self)
{
  g_autofree char *day = ry_date_format_paper (self->hospital->as_of, RY_DATE_ERA);
  g_autofree char *words = g_strdup_printf ("%s　%s現在", self->hospital->name, day);

  ry_canvas_put (self->canvas, &small_style, RIGHT, 286, 1, words);
}

static void
turn (Sheet *self)
{
  set_foot (self);
  ry_canvas_turn (self->canvas);
  self->n_pages++;
  self->y = sheet.top;
}

static void
need (Sheet *self, double height)
{
  if (self->y + height > BOTTOM)
    turn (self);
}

static void
set_heading (Sheet *self, const char *words, const char *right)
{
  need (self, 8 + 2 * ROW);
  ry_canvas_put (self->canvas, &section_style, LEFT, self->y, 0, words);
  if (right != NULL)
    ry_canvas_put (self->canvas, &body_style, RIGHT, self->y + 0.4, 1, right);
  self->y += 6.2;
}

/* ---- Head ---- */

static char *
dup_age (const RyHospital *hospital)
{
  int months = ry_confirmation_get_months (hospital->confirmed_on, hospital->as_of);

  if (hospital->confirmation == RY_CONFIRMATION_CURRENT)
    return g_strdup ("今年度 確認済み");
  return hospital->confirmation == RY_CONFIRMATION_OLD && months > 0 ? g_strdup_printf ("未確認 %dか月", months)
                                                                     : g_strdup ("未確認");
}

static void
set_head (Sheet *self)
{
  g_autofree char *age = dup_age (self->hospital);
  g_autofree char *day = ry_date_format_paper (self->hospital->as_of, RY_DATE_ERA);
  g_autofree char *as_of = g_strdup_printf ("%s現在", day);
  g_autofree char *confirmed_day =
      self->hospital->confirmed_on != NULL ? ry_date_format_paper (self->hospital->confirmed_on, RY_DATE_ERA) : NULL;
  g_autofree char *confirmed =
      confirmed_day != NULL ? g_strdup_printf ("%s（%s %s）", age, confirmed_day,
                                               self->hospital->confirmed_by != NULL ? self->hospital->confirmed_by : "")
                            : g_strdup (age);

  ry_canvas_put (self->canvas, &head_style, LEFT, self->y, 0, "病院機能シート");
  ry_canvas_put (self->canvas, &body_style, RIGHT, self->y, 1, as_of);
  self->y += 6;
  ry_canvas_put_fitted (self->canvas, &title_style, LEFT, self->y, WIDTH, 0, self->hospital->name);
  self->y += 9;
  if (self->hospital->reading != NULL)
    ry_canvas_put (self->canvas, &small_style, LEFT, self->y, 0, self->hospital->reading);
  ry_canvas_put (self->canvas, &body_style, RIGHT, self->y - 0.4, 1, confirmed);
  self->y += 5.5;
  ry_canvas_rule (self->canvas, LEFT, self->y, RIGHT, self->y, 0.8);
  self->y += 4;
}

/* ---- Beds ---- */

static void
set_row (Sheet *self, const RyStyle *style, const char *const *cells, gboolean grey)
{
  double x = LEFT;

  if (grey)
    ry_canvas_fill (self->canvas, LEFT, self->y, WIDTH, ROW, 0.92);
  for (int i = 0; i < N_CELLS; i++) {
    gboolean number = i >= LICENSED;

    ry_canvas_frame (self->canvas, x, self->y, widths[i], ROW, GRID_LINE);
    ry_canvas_put_fitted (self->canvas, style, number ? x + widths[i] - 2 : x + 2, self->y + PAD, widths[i] - 4,
                          number ? 1 : 0, cells[i]);
    x += widths[i];
  }
  self->y += ROW;
}

static char *
dup_beds (gint64 beds)
{
  return beds != RY_BEDS_UNTOLD ? g_strdup_printf ("%d", (int) beds) : g_strdup ("未報告");
}

static void
set_ward (Sheet *self, const RyWard *ward)
{
  g_autofree char *licensed = dup_beds (ward->licensed), *staffed = dup_beds (ward->staffed);
  const char *const cells[N_CELLS] = { ward->name, functions[ward->function], ward->fee != NULL ? ward->fee : "",
                                       licensed, staffed };

  need (self, ROW);
  set_row (self, &body_style, cells, FALSE);
}

/* 回復期 100床・慢性期 50床: nobody has to add up. */
static char *
dup_sums (const RyHospital *hospital)
{
  GString *words = g_string_new (NULL);

  for (RyWardFunction function = 0; function < RY_N_WARD_FUNCTIONS; function++)
    if (hospital->licensed[function] > 0)
      g_string_append_printf (words, "%s%s%d床", words->len > 0 ? "・" : "", functions[function],
                              (int) hospital->licensed[function]);
  if (hospital->n_untold > 0)
    g_string_append_printf (words, "%s床数未報告%u病棟", words->len > 0 ? "・" : "", hospital->n_untold);
  return g_string_free (words, FALSE);
}

static void
set_beds (Sheet *self)
{
  static const char *const headings[N_CELLS] = { "病棟", "機能", "入院料", "許可", "稼働" };
  g_autofree char *title = g_strdup_printf ("病床　%d床", (int) ry_hospital_sum (self->hospital->licensed));
  g_autofree char *sums = dup_sums (self->hospital);

  set_heading (self, self->hospital->wards->len > 0 ? title : "病床", sums);
  if (self->hospital->wards->len == 0) {
    ry_canvas_put (self->canvas, &body_style, LEFT, self->y, 0, "病棟は入力されていません。");
    self->y += ROW + 3;
    return;
  }
  set_row (self, &head_style, headings, TRUE);
  for (guint i = 0; i < self->hospital->wards->len; i++)
    set_ward (self, g_ptr_array_index (self->hospital->wards, i));
  self->y += 5;
}

/* ---- What is taken ---- */

static void
set_answer (Sheet *self, const RyConditionAnswer *answer, double x, double y, double width)
{
  ry_canvas_put (self->canvas, &mark_style, x + 3, y, 0.5, ry_answer_get_mark (answer->answer));
  ry_canvas_put_fitted (self->canvas, &body_style, x + 7, y, 33, 0, answer->name);
  ry_canvas_put (self->canvas, &head_style, x + 42, y + 0.3, 0, answers[answer->answer]);
  if (answer->note != NULL)
    ry_canvas_put_fitted (self->canvas, &small_style, x + 55, y + 0.6, width - 56, 0, answer->note);
}

/* Down the first column, then down the second; what does not fit goes on on the next page. */
static void
set_conditions (Sheet *self)
{
  guint n = self->hospital->conditions->len, rows = (n + 1) / 2;
  double width = WIDTH / 2;

  set_heading (self, "受けられること", "○ 可　△ 条件付　× 不可　― 未回答");
  for (guint i = 0; i < rows; i++) {
    need (self, LINE + 1);
    set_answer (self, g_ptr_array_index (self->hospital->conditions, i), LEFT, self->y, width);
    if (i + rows < n)
      set_answer (self, g_ptr_array_index (self->hospital->conditions, i + rows), LEFT + width, self->y, width);
    self->y += LINE + 1;
  }
  self->y += 4;
}

/* ---- The rest ---- */

static void
set_fact (Sheet *self, const char *name, const char *words)
{
  double height;

  if (words == NULL || *words == '\0')
    return;
  height = ry_canvas_measure (self->canvas, &body_style, WIDTH - 26, words);
  need (self, height + 1);
  ry_canvas_put (self->canvas, &head_style, LEFT, self->y + 0.3, 0, name);
  self->y += ry_canvas_put_block (self->canvas, &body_style, LEFT + 26, self->y, WIDTH - 26, words) + 1;
}

static void
set_service (Sheet *self)
{
  g_autofree char *departments = g_strjoinv ("・", self->hospital->departments);
  const char *emergency = "未入力";

  for (guint i = 0; i < G_N_ELEMENTS (emergencies); i++)
    if (g_strcmp0 (self->hospital->emergency, emergencies[i].code) == 0)
      emergency = emergencies[i].words;

  set_heading (self, "診療科と救急", NULL);
  set_fact (self, "診療科", *departments != '\0' ? departments : "未入力");
  set_fact (self, "救急", emergency);
  self->y += 3;
}

static void
set_door (Sheet *self)
{
  const RyDoor *door = &self->hospital->door;

  set_heading (self, "紹介の窓口", NULL);
  if (door->telephone != NULL) {
    need (self, 10);
    ry_canvas_put (self->canvas, &call_style, LEFT, self->y, 0, door->telephone);
    ry_canvas_put (self->canvas, &body_style, LEFT + 54, self->y + 2.4, 0, door->is_direct ? "地域連携室直通" : "代表");
    self->y += 10;
  }
  set_fact (self, "担当", door->contact);
  set_fact (self, "受付", door->hours);
  set_fact (self, "休日", door->holidays);
  set_fact (self, "FAX", door->fax);
  set_fact (self, "必要な書類", door->papers);
  set_fact (self, "様式", door->form);
}

/* ---- The slip ---- */

static char *
dup_return_words (const char *due, const char *fax)
{
  g_autofree char *day = *due != '\0' ? ry_date_format_paper (due, RY_DATE_ERA_WEEKDAY) : NULL;
  gboolean has_fax = fax != NULL && *fax != '\0';

  return g_strdup_printf ("内容をお確かめのうえ、どちらかに印をつけて%s%s事務局へお返しください。%s%s",
                          day != NULL ? day : "", day != NULL ? "までに" : "、", has_fax ? "　FAX " : "",
                          has_fax ? fax : "");
}

static void
set_choice (Sheet *self, double x, double y, const char *words)
{
  ry_canvas_tick_box (self->canvas, x, y, 4, FALSE);
  ry_canvas_put (self->canvas, &body_style, x + 6, y - 0.4, 0, words);
}

static void
set_blank (Sheet *self, double x, double y, double width, const char *name)
{
  ry_canvas_put (self->canvas, &head_style, x, y, 0, name);
  ry_canvas_rule (self->canvas, x + 16, y + 5, x + width, y + 5, 0.4);
}

static void
set_slip (Sheet *self, const char *due, const char *fax)
{
  g_autofree char *words = dup_return_words (due, fax);
  double y = BOTTOM - SLIP + 4;

  if (self->y > y - 4)
    turn (self);
  ry_canvas_frame (self->canvas, LEFT, y, WIDTH, SLIP - 4, 0.8);
  ry_canvas_put (self->canvas, &section_style, LEFT + 4, y + 3, 0, "確認のお願い");
  ry_canvas_put_block (self->canvas, &body_style, LEFT + 4, y + 9.5, WIDTH - 8, words);
  set_choice (self, LEFT + 6, y + 20.5, "このとおりで間違いありません");
  set_choice (self, LEFT + 88, y + 20.5, "書き込みのとおり直してください");
  set_blank (self, LEFT + 6, y + 30, 70, "確認日");
  set_blank (self, LEFT + 88, y + 30, 80, "確認者");
}

/* On the canvas's page and as many more as it takes, which are counted. Without @due there is no slip. */
guint
_ry_hospital_set (RyCanvas *canvas, const RyHospital *hospital, const char *due, const char *fax)
{
  Sheet self = { .canvas = canvas, .hospital = hospital, .y = sheet.top, .n_pages = 1 };

  set_head (&self);
  set_beds (&self);
  set_conditions (&self);
  set_service (&self);
  set_door (&self);
  if (due != NULL)
    set_slip (&self, due, fax);
  set_foot (&self);
  return self.n_pages;
}

static char *
dup_council_fax (RyWorkspace *workspace)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) councils = ry_workspace_query (workspace, &query, NULL);

  for (guint i = 0; councils != NULL && i < councils->len; i++)
    if (g_strcmp0 (ry_document_get_string (councils->pdata[i], "wheel"), "vertical") == 0)
      return g_strdup (ry_document_get_string (councils->pdata[i], "fax"));
  return NULL;
}

/**
 * ry_paper_new_hospitals:
 * @workspace: the region
 * @hospitals: (element-type RyHospital): whose sheets, as of their days
 * @due: (nullable): by when they are to be confirmed, ISO 8601, empty for no day; %NULL without the slip
 *
 * Returns: (transfer full): their sheets
 */
RyPaper *
ry_paper_new_hospitals (RyWorkspace *workspace, GPtrArray *hospitals, const char *due)
{
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autofree char *today = ry_date_dup_today ();
  const RyHospital *first = hospitals->len > 0 ? g_ptr_array_index (hospitals, 0) : NULL;
  g_autofree char *title =
      hospitals->len == 1 ? g_strdup_printf ("病院機能シート %s", first->name) : g_strdup ("病院機能シート");
  g_autofree char *fax = dup_council_fax (workspace);

  for (guint i = 0; i < hospitals->len; i++) {
    if (i > 0)
      ry_canvas_turn (canvas);
    _ry_hospital_set (canvas, hospitals->pdata[i], due, fax);
  }
  return _ry_paper_new (
      _ry_pages_take (title, "事務局", first != NULL ? first->as_of : today, &sheet, ry_canvas_finish (canvas), faces));
}
