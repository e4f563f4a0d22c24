/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Name plates for the table (席札), one a sheet: folded at three lines it stands, and both sides of the table read it.
 */
#include "ry-roll.h"
#include "ry-text.h"

static const RySheet sheet = { .width = 297, .height = 210 };
static const RyStyle organisation_style = { RY_VOICE_MINCHO, 23, 30 };
static const RyStyle name_style = { RY_VOICE_HEAVY, 96, 108 };
static const RyStyle ruby_style = { RY_VOICE_GOTHIC, 30, 36 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 8, 11 };

/* Folds, from the top: a flap to glue, two faces, the base. */
static const double folds[] = { 25, 105, 185 };

#define MIDDLE 105.0
#define ROOM   250.0

static void
set_face (RyCanvas *canvas, RyAttendee *attendee)
{
  g_autofree char *kana = ry_text_to_hiragana (attendee->reading);
  const char *name = ry_attendee_get_title (attendee);

  if (*attendee->name != '\0')
    ry_canvas_put_fitted (canvas, &organisation_style, sheet.width / 2, folds[1] + 7, ROOM, 0.5,
                          attendee->organisation_name);
  ry_roll_put_name (canvas, &name_style, &ruby_style, sheet.width / 2, folds[1] + 22, ROOM, 0.5, 34, name, kana);
}

static void
set_plate (RyCanvas *canvas, RyAttendee *attendee)
{
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++) {
    ry_canvas_dash (canvas, 0, folds[i], sheet.width, folds[i], 0.5, 6, 4);
    ry_canvas_put (canvas, &small_style, 5, folds[i] - 4.5, 0, "山折り");
  }
  ry_canvas_put (canvas, &small_style, sheet.width / 2, 11, 0.5, "のりしろ");
  ry_canvas_put (canvas, &small_style, sheet.width / 2, 196, 0.5, "底面（のりしろの内側に貼る）");
  set_face (canvas, attendee);
  ry_canvas_turn_round (canvas, sheet.width / 2, MIDDLE);
  set_face (canvas, attendee);
  ry_canvas_turn_round (canvas, sheet.width / 2, MIDDLE);
}

/**
 * ry_paper_new_plates:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Those who said that they do not come get none.
 *
 * Returns: (transfer full) (nullable): name plates for a meeting, one a sheet of A4 across
 */
RyPaper *
ry_paper_new_plates (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autoptr (RyRoll) roll = ry_roll_load (workspace, meeting_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autofree char *title = NULL;
  guint n = 0;

  if (roll == NULL)
    return NULL;
  for (guint i = 0; i < roll->sorted->len; i++) {
    RyAttendee *attendee = g_ptr_array_index (roll->sorted, i);

    if (g_strcmp0 (ry_attendee_get_status (attendee), "absent") == 0)
      continue;
    if (n++ > 0)
      ry_canvas_turn (canvas);
    set_plate (canvas, attendee);
  }
  title = ry_roll_dup_title (roll, "席札");
  return ry_roll_finish (roll, title, &sheet, canvas, faces);
}
