/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pathway's sheets to be written on (白紙の用紙): for those who treat, for the person on the path in plain words and
 * large type, and one that goes by FAX from stage to stage; and the list of who takes part (連携医療機関一覧). No sheet
 * has a place for a name: a number that the office gives tells one from another.
 */
#include "ry-canvas.h"
#include "ry-paper-private.h"

#include "ry-date.h"
#include "ry-pathway.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 16, .right = 18, .bottom = 14, .left = 20 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 16, 24 };
static const RyStyle large_style = { RY_VOICE_GOTHIC, 14, 21 };
static const RyStyle head_style = { RY_VOICE_GOTHIC, 9.5, 14 };
static const RyStyle cell_style = { RY_VOICE_MINCHO, 10, 14 };
static const RyStyle plain_style = { RY_VOICE_MINCHO, 13, 20 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 8.5, 12 };
static const RyStyle fax_style = { RY_VOICE_HEAVY, 24, 30 };

#define LEFT   20.0
#define RIGHT  192.0
#define WIDTH  (RIGHT - LEFT)
#define BOTTOM 272.0

typedef struct {
  RyCanvas *canvas;
  RyPathway *pathway;
  const char *what;
  double y;
  guint page;
} Sheet;

typedef struct {
  const char *title;
  double x, width;
} Column;

static void
set_head (Sheet *self)
{
  g_autofree char *title = g_strdup_printf ("%s　%s", self->pathway->name, self->what);
  g_autofree char *number = g_strdup_printf ("－ %u －", self->page);

  ry_canvas_put_fitted (self->canvas, &title_style, LEFT, 15, 120, 0, title);
  ry_canvas_frame (self->canvas, RIGHT - 48, 14, 48, 10, 0.8);
  ry_canvas_put (self->canvas, &head_style, RIGHT - 46, 16.3, 0, "整理番号");
  ry_canvas_put (self->canvas, &small_style, sheet.width / 2, 283, 0.5, number);
  ry_canvas_put (self->canvas, &small_style, LEFT, 277, 0,
                 "氏名・生年月日など、個人が分かることは書かないでください。");
  self->y = 29;
}

static void
need (Sheet *self, double height)
{
  if (self->y + height <= BOTTOM)
    return;
  ry_canvas_turn (self->canvas);
  self->page++;
  set_head (self);
}

static void
set_row (Sheet *self, const Column *columns, guint n, const char *const *cells, double height, gboolean head)
{
  for (guint i = 0; i < n; i++) {
    if (head)
      ry_canvas_fill (self->canvas, columns[i].x, self->y, columns[i].width, height, 0.93);
    ry_canvas_frame (self->canvas, columns[i].x, self->y, columns[i].width, height, 0.35);
    ry_canvas_put_fitted (self->canvas, head ? &head_style : &cell_style, columns[i].x + 1.8,
                          self->y + (height - 5) / 2, columns[i].width - 3.6, 0, cells[i]);
  }
  self->y += height;
}

static gboolean
is_of_stage (RyPathway *pathway, const RyPathwayStep *step, const RyPathwayStage *stage)
{
  return pathway->stages->pdata[ry_pathway_find_stage (pathway, step)] == stage;
}

static gboolean
has_steps (RyPathway *pathway, const RyPathwayStage *stage)
{
  for (guint i = 0; i < pathway->steps->len; i++)
    if (is_of_stage (pathway, pathway->steps->pdata[i], stage))
      return TRUE;
  return FALSE;
}

static void
set_stage_title (Sheet *self, const RyPathwayStage *stage)
{
  g_autofree char *title = g_strdup_printf ("%s（%d日から%d日まで）", stage->name, stage->from, stage->to);

  need (self, 30);
  self->y += 2;
  ry_canvas_put (self->canvas, &large_style, LEFT, self->y, 0, title);
  self->y += 8.5;
}

/* ---- For those who treat ---- */

static void
set_professional (Sheet *self)
{
  static const Column columns[] = { { "すること", LEFT, 46 },     { "担当", LEFT + 46, 28 },
                                    { "目標", LEFT + 74, 18 },    { "実施日", LEFT + 92, 24 },
                                    { "実施者", LEFT + 116, 24 }, { "予定と違うとき　理由", LEFT + 140, 32 } };
  const char *heads[G_N_ELEMENTS (columns)];

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    heads[i] = columns[i].title;
  self->y += ry_canvas_put_block (self->canvas, &cell_style, LEFT, self->y, WIDTH, self->pathway->criteria);
  self->y += ry_canvas_put_block (self->canvas, &cell_style, LEFT, self->y, WIDTH,
                                  "◎は要となる手順、△は予定どおりに進まないときの手順です。") +
             1;
  for (guint s = 0; s < self->pathway->stages->len; s++) {
    const RyPathwayStage *stage = self->pathway->stages->pdata[s];

    if (!has_steps (self->pathway, stage))
      continue;
    set_stage_title (self, stage);
    set_row (self, columns, G_N_ELEMENTS (columns), heads, 7, TRUE);
    for (guint i = 0; i < self->pathway->steps->len; i++) {
      const RyPathwayStep *step = self->pathway->steps->pdata[i];
      g_autofree char *name = ry_pathway_flatten (step->name), *target = g_strdup_printf ("%d日", step->day);
      g_autofree char *marked = g_strdup_printf ("%s%s", step->alternative ? "△ " : step->main ? "◎ " : "", name);
      const char *cells[] = { marked, ((RyPathwayRole *) self->pathway->roles->pdata[step->role])->name, target, "", "",
                              "" };

      if (!is_of_stage (self->pathway, step, stage))
        continue;
      need (self, 10);
      set_row (self, columns, G_N_ELEMENTS (columns), cells, 10, FALSE);
    }
  }
}

/* ---- For the person on the path ---- */

static void
set_person (Sheet *self)
{
  self->y += ry_canvas_put_block (
                 self->canvas, &plain_style, LEFT, self->y, WIDTH,
                 "これからの予定です。日にちはめやすです。分からないこと、心配なことは、いつでもお尋ねください。") +
             2;
  for (guint s = 0; s < self->pathway->stages->len; s++) {
    const RyPathwayStage *stage = self->pathway->stages->pdata[s];

    if (!has_steps (self->pathway, stage))
      continue;
    set_stage_title (self, stage);
    for (guint i = 0; i < self->pathway->steps->len; i++) {
      const RyPathwayStep *step = self->pathway->steps->pdata[i];
      g_autofree char *flat = ry_pathway_flatten (step->name), *target = g_strdup_printf ("%d日ごろまで", step->day);
      g_autofree char *name = g_strconcat (flat, step->alternative ? "（必要なとき）" : "", NULL);

      if (!is_of_stage (self->pathway, step, stage))
        continue;
      need (self, 11);
      ry_canvas_tick_box (self->canvas, LEFT + 2, self->y + 1.6, 4.6, FALSE);
      ry_canvas_put_fitted (self->canvas, &plain_style, LEFT + 10, self->y, 76, 0, name);
      ry_canvas_put_fitted (self->canvas, &plain_style, LEFT + 90, self->y, 40, 0, target);
      ry_canvas_put_fitted (self->canvas, &cell_style, RIGHT, self->y + 1, 40, 1,
                            ((RyPathwayRole *) self->pathway->roles->pdata[step->role])->name);
      self->y += 9;
    }
  }
  need (self, 44);
  self->y += 4;
  ry_canvas_put (self->canvas, &large_style, LEFT, self->y, 0, "大切にしたいこと、心配なこと");
  ry_canvas_frame (self->canvas, LEFT, self->y + 8.5, WIDTH, 30, 0.8);
  self->y += 40;
}

/* ---- By FAX from stage to stage ---- */

static void
set_fax_box (Sheet *self, double x, const char *label)
{
  static const char *const lines[] = { "機関名", "部署・氏名", "電話", "FAX" };

  ry_canvas_frame (self->canvas, x, self->y, 84, 42, 0.8);
  ry_canvas_put (self->canvas, &head_style, x + 3, self->y + 2, 0, label);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    ry_canvas_put (self->canvas, &cell_style, x + 3, self->y + 9.5 + i * 8, 0, lines[i]);
    ry_canvas_rule (self->canvas, x + 24, self->y + 15 + i * 8, x + 81, self->y + 15 + i * 8, 0.35);
  }
}

static void
set_fax (Sheet *self)
{
  ry_canvas_put (self->canvas, &fax_style, LEFT, self->y, 0, "FAX");
  ry_canvas_put (self->canvas, &cell_style, RIGHT, self->y + 3, 1,
                 "令和　　年　　月　　日　　送信枚数　　枚（本票を含む）");
  self->y += 14;
  set_fax_box (self, LEFT, "送信先");
  set_fax_box (self, LEFT + 88, "発信元");
  self->y += 47;
  for (guint s = 0; s < self->pathway->stages->len; s++) {
    const RyPathwayStage *stage = self->pathway->stages->pdata[s];
    guint n = 0;

    if (!has_steps (self->pathway, stage))
      continue;
    set_stage_title (self, stage);
    for (guint i = 0; i < self->pathway->steps->len; i++) {
      const RyPathwayStep *step = self->pathway->steps->pdata[i];
      g_autofree char *name = ry_pathway_flatten (step->name);
      double x = LEFT + n % 2 * (WIDTH / 2);

      if (!is_of_stage (self->pathway, step, stage))
        continue;
      if (n++ % 2 == 0) {
        need (self, 8);
        self->y += 8;
      }
      ry_canvas_tick_box (self->canvas, x + 2, self->y - 6.5, 4.2, FALSE);
      ry_canvas_put_fitted (self->canvas, &cell_style, x + 9, self->y - 7.3, 48, 0, name);
      ry_canvas_put (self->canvas, &cell_style, x + 59, self->y - 7.3, 0, "　月　日済");
    }
  }
  need (self, 40);
  self->y += 4;
  ry_canvas_put (self->canvas, &large_style, LEFT, self->y, 0, "次の機関へ伝えること");
  ry_canvas_frame (self->canvas, LEFT, self->y + 8.5, WIDTH, MAX (24, BOTTOM - self->y - 12), 0.8);
  self->y = BOTTOM;
}

static RyPaper *
finish (Sheet *self, RyFaces *faces)
{
  g_autofree char *title = g_strdup_printf ("%s　%s", self->pathway->name, self->what);

  return _ry_paper_new (
      _ry_pages_take (title, self->pathway->name, "2000-01-01", &sheet, ry_canvas_finish (self->canvas), faces));
}

/**
 * ry_paper_new_pathway_sheet:
 * @workspace: the region
 * @pathway_id: a pathway
 * @audience: `professional`, `person` or `fax`
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an empty sheet to be written on, A4
 */
RyPaper *
ry_paper_new_pathway_sheet (RyWorkspace *workspace, const char *pathway_id, const char *audience, GError **error)
{
  static const struct {
    const char *audience, *what;
    void (*set) (Sheet *self);
  } sorts[] = { { "professional", "医療者用", set_professional },
                { "person", "御本人・御家族用", set_person },
                { "fax", "連携FAX票", set_fax } };
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, pathway_id, error);
  g_autoptr (RyPathway) pathway =
      document != NULL ? ry_pathway_new (pathway_id, ry_document_get_root (document)) : NULL;
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);

  for (guint i = 0; pathway != NULL && i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (sorts[i].audience, audience)) {
      Sheet self = { canvas, pathway, sorts[i].what, 0, 1 };

      set_head (&self);
      sorts[i].set (&self);
      return finish (&self, faces);
    }
  return NULL;
}

/* ---- Who takes part ---- */

static char *
dup_day (const char *iso)
{
  return *iso != '\0' ? ry_date_format_paper (iso, RY_DATE_ERA) : g_strdup ("");
}

static void
set_members_head (Sheet *self, const char *as_of)
{
  g_autofree char *title = g_strdup_printf ("%s　%s", self->pathway->name, self->what);
  g_autofree char *day = dup_day (as_of), *when = g_strdup_printf ("%s現在", day);
  g_autofree char *number = g_strdup_printf ("－ %u －", self->page);

  ry_canvas_put_fitted (self->canvas, &title_style, LEFT, 15, 125, 0, title);
  ry_canvas_put (self->canvas, &cell_style, RIGHT, 18, 1, when);
  ry_canvas_put (self->canvas, &small_style, sheet.width / 2, 283, 0.5, number);
  self->y = 30;
}

static void
set_members (Sheet *self, GPtrArray *members, const char *stage, const char *as_of)
{
  static const Column columns[] = {
    { "機関名", LEFT, 66 }, { "電話", LEFT + 66, 31 }, { "FAX", LEFT + 97, 31 }, { "参加", LEFT + 128, 44 }
  };
  const char *heads[] = { "機関名", "電話（連携窓口）", "FAX", "参加した日" };
  guint n = 0;

  for (guint i = 0; i < members->len; i++) {
    const RyPathwayMember *member = members->pdata[i];
    g_autofree char *from = dup_day (member->from), *to = dup_day (member->to);
    g_autofree char *since = *to != '\0' ? g_strdup_printf ("%s～%s", from, to) : g_strdup (from);
    const char *cells[] = { member->name, member->telephone, member->fax, since };

    if (g_strcmp0 (member->stage, stage) != 0)
      continue;
    if (self->y + (n == 0 ? 26 : 9) > BOTTOM) {
      ry_canvas_turn (self->canvas);
      self->page++;
      set_members_head (self, as_of);
    }
    if (n++ == 0) {
      self->y += 3;
      ry_canvas_put (self->canvas, &large_style, LEFT, self->y, 0, *stage != '\0' ? stage : "段階の指定なし");
      self->y += 8.5;
      set_row (self, columns, G_N_ELEMENTS (columns), heads, 7, TRUE);
    }
    set_row (self, columns, G_N_ELEMENTS (columns), cells, 8.6, FALSE);
  }
}

/* Each stage in the order of the path, then what stands under no stage of it any more. */
static GPtrArray *
list_stages (RyPathway *pathway, GPtrArray *members)
{
  GPtrArray *stages = g_ptr_array_new ();

  for (guint i = 0; i < pathway->stages->len; i++)
    g_ptr_array_add (stages, ((RyPathwayStage *) pathway->stages->pdata[i])->name);
  for (guint i = 0; i < members->len; i++)
    if (!g_ptr_array_find_with_equal_func (stages, ((RyPathwayMember *) members->pdata[i])->stage, g_str_equal, NULL))
      g_ptr_array_add (stages, ((RyPathwayMember *) members->pdata[i])->stage);
  return stages;
}

/**
 * ry_paper_new_pathway_members:
 * @workspace: the region
 * @pathway_id: a pathway
 * @as_of: ISO day
 * @error: return location
 *
 * Returns: (transfer full) (nullable): who takes part on that day, by stage, with the dates since when
 */
RyPaper *
ry_paper_new_pathway_members (RyWorkspace *workspace, const char *pathway_id, const char *as_of, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, pathway_id, error);
  g_autoptr (RyPathway) pathway =
      document != NULL ? ry_pathway_new (pathway_id, ry_document_get_root (document)) : NULL;
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  Sheet self = { canvas, pathway, "連携医療機関一覧", 0, 1 };
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GPtrArray) stages = NULL;

  if (pathway == NULL)
    return NULL;
  members = ry_pathway_list_members (workspace, ry_document_get_root (document), as_of);
  stages = list_stages (pathway, members);
  set_members_head (&self, as_of);
  for (guint i = 0; i < stages->len; i++)
    set_members (&self, members, stages->pdata[i], as_of);
  if (members->len == 0)
    ry_canvas_put (canvas, &cell_style, LEFT, self.y + 4, 0, "該当なし");
  return finish (&self, faces);
}
