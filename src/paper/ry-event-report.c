/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The report of an event (行事報告書): what it was, whom it reached, what the questionnaire says, what it cost, and
 * photographs. Nobody is named but those who spoke. Small figures are hidden, but in the edition that stays in the
 * house and says so on every page.
 */
#include "ry-attach.h"
#include "ry-date.h"
#include "ry-event-sheet.h"
#include "ry-json.h"
#include "ry-questionnaire.h"
#include "ry-reach.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 24, .right = 22, .bottom = 14, .left = 25 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 17, 26 };
static const RyStyle subtitle_style = { RY_VOICE_GOTHIC, 12, 18 };
static const RyStyle section_style = { RY_VOICE_GOTHIC, 12, 18 };
static const RyStyle body_style = { RY_VOICE_MINCHO, 10.5, 18 };
static const RyStyle label_style = { RY_VOICE_GOTHIC, 9, 14 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 9.5, 14 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 8.5, 12 };

#define LEFT   25.0
#define RIGHT  188.0
#define WIDTH  (RIGHT - LEFT)
#define BOTTOM 272.0
#define ROW    6.8
#define BAR    62.0 /* the longest */

#define MOST_PHOTO_BYTES (20 * 1024 * 1024)
#define MOST_PHOTOS      8

typedef struct {
  RyCanvas *canvas;
  RyEventSheet *event;
  double y;
  guint page;
  guint section;
  gboolean inside;
} Report;

static const char *
get (Report *self, const char *member)
{
  return _ry_event_sheet_get (self->event->event, member);
}

static void
set_running_head (Report *self)
{
  g_autofree char *number = g_strdup_printf ("－ %u －", self->page);

  ry_canvas_put_fitted (self->canvas, &small_style, LEFT, 14, WIDTH - 50, 0, self->event->title);
  if (self->inside)
    ry_canvas_put (self->canvas, &small_style, RIGHT, 14, 1, "協議会内部用（外部に出さないでください）");
  ry_canvas_rule (self->canvas, LEFT, 19, RIGHT, 19, 0.5);
  ry_canvas_put (self->canvas, &small_style, sheet.width / 2, 283, 0.5, number);
}

static void
need (Report *self, double height)
{
  if (self->y + height <= BOTTOM)
    return;
  ry_canvas_turn (self->canvas);
  self->page++;
  set_running_head (self);
  self->y = 26;
}

static void
set_section (Report *self, const char *title)
{
  g_autofree char *words = g_strdup_printf ("%u　%s", ++self->section, title);

  need (self, 26);
  self->y += 3;
  ry_canvas_put (self->canvas, &section_style, LEFT, self->y, 0, words);
  self->y += 8.5;
}

/* A paragraph moves whole where it can; one longer than a page is cut by its own paragraphs. */
static void
set_text (Report *self, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++) {
    g_autofree char *paragraph =
        g_str_has_prefix (paragraphs[i], "　") ? g_strdup (paragraphs[i]) : g_strconcat ("　", paragraphs[i], NULL);
    double height = ry_canvas_measure (self->canvas, &body_style, WIDTH, paragraph);

    need (self, height);
    self->y += ry_canvas_put_block (self->canvas, &body_style, LEFT, self->y, WIDTH, paragraph);
  }
}

static void
set_pair (Report *self, const char *label, const char *value)
{
  double height = MAX (ry_canvas_measure (self->canvas, &cell_style, WIDTH - 34, value) + 2.4, ROW);

  if (*value == '\0')
    return;
  need (self, height);
  ry_canvas_fill (self->canvas, LEFT, self->y, 28, height, 0.93);
  ry_canvas_frame (self->canvas, LEFT, self->y, 28, height, 0.35);
  ry_canvas_frame (self->canvas, LEFT + 28, self->y, WIDTH - 28, height, 0.35);
  ry_canvas_put_spread (self->canvas, &label_style, LEFT + 3, self->y + (height - 4.9) / 2, 22, label);
  ry_canvas_put_block (self->canvas, &cell_style, LEFT + 31, self->y + 1.2, WIDTH - 34, value);
  self->y += height;
}

/* ---- What it was ---- */

static char *
dup_speakers (Report *self)
{
  g_autoptr (GPtrArray) speakers = ry_event_list_elements (self->event->event, "speakers");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < speakers->len; i++) {
    JsonObject *speaker = speakers->pdata[i];
    const char *theme = _ry_event_sheet_get (speaker, "theme");

    g_string_append_printf (words, "%s%s%s%s　%s　%s", i > 0 ? "\n" : "", *theme != '\0' ? "「" : "", theme,
                            *theme != '\0' ? "」" : "", _ry_event_sheet_get (speaker, "organisation_name"),
                            _ry_event_sheet_get (speaker, "name"));
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
dup_programme (Report *self)
{
  g_autoptr (GPtrArray) programme = ry_event_list_elements (self->event->event, "programme");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < programme->len; i++)
    g_string_append_printf (words, "%s%s　%s", i > 0 ? "\n" : "", _ry_event_sheet_get (programme->pdata[i], "start"),
                            _ry_event_sheet_get (programme->pdata[i], "title"));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
set_outline (Report *self)
{
  g_autofree char *speakers = dup_speakers (self), *programme = dup_programme (self);
  g_autofree char *when = g_strdup_printf ("%s　%s", self->event->day, self->event->time);
  const char *hosts = get (self, "hosts");

  set_section (self, "概要");
  set_pair (self, "行事名", self->event->title);
  set_pair (self, "日時", when);
  set_pair (self, "会場", get (self, "place"));
  set_pair (self, "主催", *hosts != '\0' ? hosts : self->event->council_name);
  set_pair (self, "目的", get (self, "aim"));
  set_pair (self, "内容", programme);
  set_pair (self, "講師", speakers);
  self->y += 2;
}

/* ---- Whom it reached ---- */

static void
set_bar (Report *self, const char *name, const char *figure, double share, gboolean hidden)
{
  need (self, ROW);
  ry_canvas_put_fitted (self->canvas, &cell_style, LEFT + 3, self->y + 0.8, 48, 0, name);
  if (hidden)
    ry_canvas_dash (self->canvas, LEFT + 55, self->y + 3.2, LEFT + 55 + BAR, self->y + 3.2, 0.5, 2, 3);
  else if (share > 0)
    ry_canvas_fill (self->canvas, LEFT + 55, self->y + 1.2, BAR * MIN (share, 1), 4, 0.45);
  ry_canvas_put (self->canvas, &cell_style, RIGHT - 3, self->y + 0.8, 1, figure);
  self->y += ROW;
}

static void
set_side (Report *self, const char *title, GPtrArray *rows)
{
  guint most = 1;

  if (rows->len == 0)
    return;
  for (guint i = 0; i < rows->len; i++)
    most = MAX (most, ((RyReachRow *) rows->pdata[i])->people);
  need (self, 3 * ROW);
  ry_canvas_put (self->canvas, &label_style, LEFT, self->y + 1, 0, title);
  self->y += ROW;
  for (guint i = 0; i < rows->len; i++) {
    const RyReachRow *row = g_ptr_array_index (rows, i);
    g_autofree char *people = ry_reach_dup_figure (row->people, row->hidden);
    g_autofree char *heads = ry_reach_dup_figure (row->heads, row->hidden);
    g_autofree char *figure = row->hidden ? g_strdup ("-") : g_strdup_printf ("%s名（延べ%s名）", people, heads);

    set_bar (self, row->name, figure, (double) row->people / most, row->hidden);
  }
  self->y += 2;
}

static gboolean
set_reach (Report *self, GError **error)
{
  static const char *const titles[RY_N_REACH_SIDES] = { "対象別", "区域別", "職種別" };
  g_autoptr (RyDocument) event = ry_workspace_get (self->event->workspace, self->event->id, error);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (RyReach) reach = NULL;
  g_autofree char *people = NULL, *heads = NULL, *words = NULL;

  if (event == NULL)
    return FALSE;
  g_ptr_array_add (events, event);
  reach = ry_reach_load (self->event->workspace, events, today, error);
  if (reach == NULL)
    return FALSE;
  if (!self->inside)
    ry_reach_hide_small (reach);
  people = ry_reach_dup_figure (reach->people, reach->hidden);
  heads = ry_reach_dup_figure (reach->heads, reach->hidden);
  words = g_strdup_printf ("%s　実人数%s名、延べ%s名。%s", reach->came ? "参加者" : "申込者", people, heads,
                           self->inside ? "" : "10未満の人数は「-」とし、逆算できる人数も併せて伏せています。");
  set_section (self, "参加者");
  set_text (self, words);
  for (guint i = 0; i < RY_N_REACH_SIDES; i++)
    set_side (self, titles[i], reach->sides[i]);
  return TRUE;
}

/* ---- The questionnaire ---- */

/* Also from an average a hidden figure could be worked out. */
static char *
dup_question (const RyQuestionnaireTotal *total, guint number, const gboolean *hidden)
{
  gboolean any = total->answered == 0;

  for (guint i = 0; total->item->choices[i] != NULL; i++)
    any |= hidden[i];
  return total->item->type == RY_QUESTIONNAIRE_SCALE && !any
             ? g_strdup_printf ("問%u　%s（5点満点で平均%.1f）", number, total->item->text, total->average)
             : g_strdup_printf ("問%u　%s", number, total->item->text);
}

static void
set_choices (Report *self, const RyQuestionnaireTotal *total, const gboolean *hidden)
{
  for (guint i = 0; total->item->choices[i] != NULL; i++) {
    g_autofree char *count = ry_reach_dup_figure (total->counts[i], hidden[i]);
    double share = total->answered > 0 ? (double) total->counts[i] / total->answered : 0;
    g_autofree char *figure = hidden[i] ? g_strdup ("-") : g_strdup_printf ("%s（%.0f％）", count, share * 100);

    set_bar (self, total->item->choices[i], figure, share, hidden[i]);
  }
}

static void
set_texts (Report *self, const RyQuestionnaireTotal *total)
{
  const char *theme = NULL;

  for (guint i = 0; i < total->texts->len; i++) {
    const RyQuestionnaireText *text = g_ptr_array_index (total->texts, i);
    g_autofree char *line = g_strdup_printf ("・%s", text->text);

    if (g_strcmp0 (theme, text->theme) != 0) {
      theme = text->theme;
      need (self, 2 * ROW);
      ry_canvas_put (self->canvas, &label_style, LEFT + 3, self->y + 1, 0, *theme != '\0' ? theme : "その他");
      self->y += ROW;
    }
    need (self, ry_canvas_measure (self->canvas, &cell_style, WIDTH - 6, line));
    self->y += ry_canvas_put_block (self->canvas, &cell_style, LEFT + 6, self->y, WIDTH - 6, line);
  }
}

static void
set_question (Report *self, const RyQuestionnaireTotal *total, guint number)
{
  gboolean hidden[RY_QUESTIONNAIRE_MOST_CHOICES] = { FALSE };
  g_autofree char *title = NULL;

  if (!self->inside)
    ry_reach_mask (total->counts, 1, g_strv_length (total->item->choices), hidden);
  title = dup_question (total, number, hidden);
  need (self, 3 * ROW);
  ry_canvas_put_fitted (self->canvas, &label_style, LEFT, self->y + 1, WIDTH, 0, title);
  self->y += ROW;
  set_choices (self, total, hidden);
  set_texts (self, total);
  self->y += 2;
}

static void
set_questionnaire (Report *self)
{
  g_autoptr (GPtrArray) items = ry_questionnaire_list (self->event->event);
  g_autoptr (GPtrArray) totals = ry_questionnaire_total (self->event->event, items);
  guint n = ry_questionnaire_count_answers (self->event->event);
  g_autofree char *sheets = ry_reach_dup_figure (n, !self->inside && ry_reach_is_small (n));
  g_autofree char *words = g_strdup_printf ("回答%s枚。", sheets);

  if (n == 0)
    return;
  set_section (self, "アンケート");
  set_text (self, words);
  for (guint i = 0; i < totals->len; i++)
    set_question (self, totals->pdata[i], i + 1);
}

/* ---- What it cost ---- */

static char *
dup_yen (JsonObject *line, const char *member)
{
  g_autofree char *yen = _ry_event_sheet_dup_yen (ry_json_get_int (line, member, 0));

  return json_object_has_member (line, member) ? g_strconcat (yen, "円", NULL) : g_strdup ("");
}

static void
set_money (Report *self, const char *title, const char *planned, const char *spent)
{
  need (self, ROW);
  ry_canvas_frame (self->canvas, LEFT, self->y, WIDTH - 70, ROW, 0.35);
  ry_canvas_frame (self->canvas, RIGHT - 70, self->y, 35, ROW, 0.35);
  ry_canvas_frame (self->canvas, RIGHT - 35, self->y, 35, ROW, 0.35);
  ry_canvas_put_fitted (self->canvas, &cell_style, LEFT + 2, self->y + 0.9, WIDTH - 76, 0, title);
  ry_canvas_put (self->canvas, &cell_style, RIGHT - 37, self->y + 0.9, 1, planned);
  ry_canvas_put (self->canvas, &cell_style, RIGHT - 2, self->y + 0.9, 1, spent);
  self->y += ROW;
}

static void
set_budget (Report *self)
{
  g_autoptr (GPtrArray) budget = ry_event_list_elements (self->event->event, "budget");
  g_autofree char *planned = _ry_event_sheet_dup_yen (ry_event_sum_budget (self->event->event, "planned"));
  g_autofree char *spent = _ry_event_sheet_dup_yen (ry_event_sum_budget (self->event->event, "spent"));

  if (budget->len == 0)
    return;
  set_section (self, "収支");
  set_money (self, "費目", "予算", "決算");
  for (guint i = 0; i < budget->len; i++) {
    g_autofree char *plan = dup_yen (budget->pdata[i], "planned"), *paid = dup_yen (budget->pdata[i], "spent");

    set_money (self, _ry_event_sheet_get (budget->pdata[i], "title"), plan, paid);
  }
  set_money (self, "合計（円）", planned, spent);
}

/* ---- Photographs ---- */

/* Two side by side, each over its caption; what has not arrived or is no picture is left out. */
static void
set_photos (Report *self)
{
  g_autoptr (GPtrArray) photos = ry_event_list_elements (self->event->event, "photos");
  gboolean begun = FALSE;
  double height = 0;

  for (guint i = 0, n = 0; i < photos->len && n < MOST_PHOTOS; i++) {
    g_autoptr (GBytes) bytes =
        ry_workspace_read_attached (self->event->workspace, self->event->id,
                                    _ry_event_sheet_get (photos->pdata[i], "name"), MOST_PHOTO_BYTES);
    const char *caption = _ry_event_sheet_get (photos->pdata[i], "caption");
    double left = LEFT + n % 2 * (WIDTH / 2 + 2), used = 0;

    if (bytes == NULL)
      continue;
    if (!begun)
      set_section (self, "当日の様子");
    begun = TRUE;
    if (n % 2 == 0) {
      self->y += height;
      need (self, 72);
      height = 0;
    }
    if (!ry_canvas_photo (self->canvas, bytes, left, self->y, WIDTH / 2 - 2, 58, &used))
      continue;
    used += 1.5 + ry_canvas_put_block (self->canvas, &small_style, left, self->y + used + 1.5, WIDTH / 2 - 2, caption);
    height = MAX (height, used + 4);
    n++;
  }
  self->y += height;
}

static void
set_title (Report *self)
{
  g_autofree char *title = g_strdup_printf ("「%s」実施報告書", self->event->title);

  ry_canvas_put_fitted (self->canvas, &title_style, sheet.width / 2, 24, WIDTH, 0.5, title);
  ry_canvas_put_fitted (self->canvas, &subtitle_style, sheet.width / 2, 34, WIDTH, 0.5, get (self, "subtitle"));
  ry_canvas_put (self->canvas, &body_style, RIGHT, 42, 1, self->event->council_name);
  self->y = 50;
}

static RyPaper *
create_report (RyWorkspace *workspace, const char *event_id, gboolean inside, GError **error)
{
  g_autoptr (RyEventSheet) event = _ry_event_sheet_load (workspace, event_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  Report self = { .canvas = canvas, .event = event, .page = 1, .inside = inside };

  if (event == NULL)
    return NULL;
  set_running_head (&self);
  set_title (&self);
  set_outline (&self);
  if (*get (&self, "report") != '\0') {
    set_section (&self, "実施の様子");
    set_text (&self, get (&self, "report"));
  }
  if (!set_reach (&self, error))
    return NULL;
  set_questionnaire (&self);
  set_budget (&self);
  set_photos (&self);
  return _ry_event_sheet_finish (event, inside ? "報告書（内部用）" : "報告書", &sheet, canvas, faces);
}

/**
 * ry_paper_new_event_report:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the report of an event as it may leave the house, with small figures hidden
 */
RyPaper *
ry_paper_new_event_report (RyWorkspace *workspace, const char *event_id, GError **error)
{
  return create_report (workspace, event_id, FALSE, error);
}

/**
 * ry_paper_new_event_report_inside:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the same with all figures, for the council itself
 */
RyPaper *
ry_paper_new_event_report_inside (RyWorkspace *workspace, const char *event_id, GError **error)
{
  return create_report (workspace, event_id, TRUE, error);
}
