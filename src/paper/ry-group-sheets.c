/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Group work on paper: place cards with the group's number, four a sheet, to be cut and folded; and the list that hangs
 * at the door, group by group.
 */
#include "ry-event-groups.h"
#include "ry-event-sheet.h"
#include "ry-json.h"
#include "ry-roll.h"

static const RySheet sheet = { .width = 210, .height = 297, .top = 16, .right = 18, .bottom = 14, .left = 18 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 22 };
static const RyStyle group_style = { RY_VOICE_GOTHIC, 12, 18 };
static const RyStyle name_style = { RY_VOICE_HEAVY, 34, 40 };
static const RyStyle number_style = { RY_VOICE_HEAVY, 26, 30 };
static const RyStyle organisation_style = { RY_VOICE_MINCHO, 13, 18 };
static const RyStyle row_style = { RY_VOICE_MINCHO, 10, 14.5 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 8.5, 12 };
static const RyStyle ruby_style = { RY_VOICE_GOTHIC, 10, 13 };

#define CARD   74.25 /* a quarter of the sheet's height: folded in half it stands */
#define A_PAGE 4

typedef struct {
  RyEventSheet *event;
  GPtrArray *members; /* by group, then by number */
} Groups;

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const RyEventMember *left = *(RyEventMember *const *) a, *right = *(RyEventMember *const *) b;
  guint left_group = (guint) left->group, right_group = (guint) right->group; /* who has none comes last */

  if (left_group != right_group)
    return left_group > right_group ? 1 : -1;
  return (left->number > right->number) - (left->number < right->number);
}

static gboolean
load (Groups *self, RyWorkspace *workspace, const char *id, GError **error)
{
  g_autoptr (GPtrArray) applications = NULL;

  self->event = _ry_event_sheet_load (workspace, id, error);
  applications = self->event != NULL ? ry_applicant_load (workspace, id, error) : NULL;
  if (applications == NULL)
    return FALSE;
  self->members = ry_event_groups_list (workspace, self->event->event, applications);
  g_ptr_array_sort (self->members, compare_members);
  return TRUE;
}

static void
clear (Groups *self)
{
  g_clear_pointer (&self->event, _ry_event_sheet_free);
  g_clear_pointer (&self->members, g_ptr_array_unref);
}

static void
set_face (RyCanvas *canvas, double y, const RyEventMember *member)
{
  g_autofree char *kana = ry_roll_dup_katakana (member->reading);
  g_autofree char *group = member->group >= 0 ? g_strdup_printf ("%d", member->group + 1) : g_strdup ("");

  ry_canvas_put (canvas, &number_style, 22, y + 6, 0, group);
  ry_canvas_put (canvas, &small_style, 22, y + 17.5, 0, member->group >= 0 ? "グループ" : "");
  ry_canvas_put_fitted (canvas, &organisation_style, 118, y + 3.5, 150, 0.5, member->organisation);
  ry_roll_put_name (canvas, &name_style, &ruby_style, 118, y + 10.5, 150, 0.5, 12, member->name, kana);
}

static void
set_card (RyCanvas *canvas, double y, const RyEventMember *member)
{
  ry_canvas_dash (canvas, 0, y + CARD / 2, sheet.width, y + CARD / 2, 0.5, 6, 4);
  if (y > 0)
    ry_canvas_rule (canvas, 0, y, sheet.width, y, 0.35);
  ry_canvas_put (canvas, &small_style, 4, y + CARD / 2 - 4, 0, "山折り");
  set_face (canvas, y + CARD / 2 + 2, member);
  ry_canvas_turn_round (canvas, sheet.width / 2, y + CARD / 2);
  set_face (canvas, y + CARD / 2 + 2, member);
  ry_canvas_turn_round (canvas, sheet.width / 2, y + CARD / 2);
}

/**
 * ry_paper_new_group_cards:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): place cards in the order of the groups, four a sheet of A4
 */
RyPaper *
ry_paper_new_group_cards (RyWorkspace *workspace, const char *event_id, GError **error)
{
  Groups self = { NULL };
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  RyPaper *paper = NULL;

  if (load (&self, workspace, event_id, error)) {
    for (guint i = 0; i < self.members->len; i++) {
      if (i > 0 && i % A_PAGE == 0)
        ry_canvas_turn (canvas);
      set_card (canvas, i % A_PAGE * CARD, self.members->pdata[i]);
    }
    if (self.members->len == 0)
      ry_canvas_put (canvas, &group_style, sheet.width / 2, 40, 0.5, "申込みのある方はいません。");
    paper = _ry_event_sheet_finish (self.event, "席札", &sheet, canvas, faces);
  }
  clear (&self);
  return paper;
}

/* ---- The list ---- */

#define ROW 7.4

static void
set_list_head (RyCanvas *canvas, const Groups *self)
{
  g_autofree char *title = g_strdup_printf ("%s　グループ名簿", self->event->title);
  g_autofree char *where =
      g_strdup_printf ("%s　%s", self->event->day, _ry_event_sheet_get (self->event->event, "place"));

  ry_canvas_put_fitted (canvas, &title_style, 18, 15, 174, 0, title);
  ry_canvas_put_fitted (canvas, &row_style, 18, 24, 174, 0, where);
}

static void
set_member (RyCanvas *canvas, double y, const RyEventMember *member)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, member->number);

  ry_canvas_frame (canvas, 18, y, 174, ROW, 0.35);
  ry_canvas_put (canvas, &row_style, 28, y + 1, 1, number);
  ry_canvas_put_fitted (canvas, &row_style, 32, y + 1, 42, 0, member->name);
  ry_canvas_put_fitted (canvas, &row_style, 78, y + 1, 66, 0, member->organisation);
  ry_canvas_put_fitted (canvas, &row_style, 147, y + 1, 42, 0, member->profession);
}

static guint
count_group (const Groups *self, int group)
{
  guint n = 0;

  for (guint i = 0; i < self->members->len; i++)
    n += ((RyEventMember *) self->members->pdata[i])->group == group;
  return n;
}

static void
set_list (RyCanvas *canvas, const Groups *self)
{
  int group = G_MININT;
  double y = 34;

  for (guint i = 0; i < self->members->len; i++) {
    const RyEventMember *member = self->members->pdata[i];
    guint n = count_group (self, member->group);

    /* A group stays on one page while it can. */
    if (y + (member->group != group ? 12 + MIN (n, 20) * ROW : ROW) > 282) {
      ry_canvas_turn (canvas);
      set_list_head (canvas, self);
      y = 34;
    }
    if (member->group != group) {
      g_autofree char *title = member->group >= 0 ? g_strdup_printf ("グループ%d（%u名）", member->group + 1, n)
                                                  : g_strdup_printf ("未定（%u名）", n);

      group = member->group;
      ry_canvas_put (canvas, &group_style, 18, y + 2, 0, title);
      y += 10;
    }
    set_member (canvas, y, member);
    y += ROW;
  }
}

/**
 * ry_paper_new_group_list:
 * @workspace: the region
 * @event_id: an event
 * @error: return location
 *
 * Returns: (transfer full) (nullable): who sits in which group, on A4
 */
RyPaper *
ry_paper_new_group_list (RyWorkspace *workspace, const char *event_id, GError **error)
{
  Groups self = { NULL };
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  RyPaper *paper = NULL;

  if (load (&self, workspace, event_id, error)) {
    set_list_head (canvas, &self);
    if (self.members->len == 0)
      ry_canvas_put (canvas, &group_style, 18, 40, 0, "該当なし");
    set_list (canvas, &self);
    paper = _ry_event_sheet_finish (self.event, "グループ名簿", &sheet, canvas, faces);
  }
  clear (&self);
  return paper;
}
