/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Badges (名札), ten on a sheet of name cards, each with its serial number. Who one is, is told by a word and by the
 * pattern of a band, never by a colour; empty ones fill the last sheet, for those who come unasked.
 */
#include <string.h>

#include "ry-json.h"
#include "ry-roll.h"

#define WIDTH  91.0
#define HEIGHT 55.0
#define TOP    11.0
#define LEFT   14.0
#define A_PAGE 10

static const RySheet sheet = { .width = 210, .height = 297 };
static const RyStyle small_style = { RY_VOICE_MINCHO, 8.5, 12 };
static const RyStyle band_style = { RY_VOICE_GOTHIC, 9, 12 };
static const RyStyle organisation_style = { RY_VOICE_MINCHO, 11, 15 };
static const RyStyle name_style = { RY_VOICE_HEAVY, 30, 36 };
static const RyStyle ruby_style = { RY_VOICE_GOTHIC, 8, 10.5 };
static const RyStyle serial_style = { RY_VOICE_MINCHO, 10, 13 };

typedef enum {
  BAND_MEMBER,
  BAND_OFFICER,
  BAND_SECRETARIAT,
  BAND_GUEST,
  BAND_PARTICIPANT, /* of an event */
} Band;

static const char *const band_words[] = { "会　員", "幹　事", "事務局", "来　賓", "参加者" };

static Band
find_band (const RyRoll *roll, RyAttendee *attendee)
{
  if (strstr (attendee->organisation_name, "事務局") != NULL)
    return BAND_SECRETARIAT;
  if (ry_roll_is_officer (roll, attendee))
    return BAND_OFFICER;
  if (g_strcmp0 (ry_json_get_string (roll->meeting, "kind"), "event") == 0)
    return BAND_PARTICIPANT;
  return ry_roll_is_walk_in (attendee) ? BAND_GUEST : BAND_MEMBER;
}

static void
set_band (RyCanvas *canvas, double x, double y, Band band)
{
  double right = x + WIDTH - 3;

  if (band == BAND_OFFICER)
    ry_canvas_rule (canvas, x + 3, y + 4, right, y + 4, 7);
  else if (band == BAND_SECRETARIAT)
    ry_canvas_dash (canvas, x + 3, y + 4, right, y + 4, 7, 3, 3);
  else if (band == BAND_GUEST) {
    ry_canvas_rule (canvas, x + 3, y + 3.4, right, y + 3.4, 2.5);
    ry_canvas_rule (canvas, x + 3, y + 4.9, right, y + 4.9, 2.5);
  } else
    ry_canvas_rule (canvas, x + 3, y + 5, right, y + 5, 0.5);
  ry_canvas_put (canvas, &band_style, x + WIDTH - 5, y + 6.8, 1, band_words[band]);
}

static char *
format_serial (const RyRoll *roll, gint64 serial)
{
  gint64 number = ry_json_get_int (roll->meeting, "number", 0);

  if (serial <= 0)
    return number > 0 ? g_strdup_printf ("第%" G_GINT64_FORMAT "-　　　号", number) : g_strdup ("第　　　号");
  if (number <= 0)
    return g_strdup_printf ("第%03" G_GINT64_FORMAT "号", serial);
  return g_strdup_printf ("第%" G_GINT64_FORMAT "-%03" G_GINT64_FORMAT "号", number, serial);
}

static void
set_frame (RyCanvas *canvas, double x, double y, const RyRoll *roll, Band band, gint64 serial)
{
  g_autofree char *number = format_serial (roll, serial);

  ry_canvas_dash (canvas, x, y, x + WIDTH, y, 0.35, 1, 2.5);
  ry_canvas_dash (canvas, x, y + HEIGHT, x + WIDTH, y + HEIGHT, 0.35, 1, 2.5);
  ry_canvas_dash (canvas, x, y, x, y + HEIGHT, 0.35, 1, 2.5);
  ry_canvas_dash (canvas, x + WIDTH, y, x + WIDTH, y + HEIGHT, 0.35, 1, 2.5);
  set_band (canvas, x, y, band);
  ry_canvas_put_fitted (canvas, &small_style, x + 5, y + 6.8, 62, 0, roll->title);
  ry_canvas_put (canvas, &small_style, x + 5, y + 45.5, 0, roll->day);
  ry_canvas_put (canvas, &serial_style, x + WIDTH - 5, y + 45, 1, number);
}

static void
set_badge (RyCanvas *canvas, double x, double y, const RyRoll *roll, RyAttendee *attendee)
{
  g_autofree char *kana = ry_roll_dup_katakana (attendee->reading);

  set_frame (canvas, x, y, roll, find_band (roll, attendee), ry_roll_get_serial (roll, attendee));
  if (*attendee->name != '\0')
    ry_canvas_put_fitted (canvas, &organisation_style, x + WIDTH / 2, y + 14, WIDTH - 12, 0.5,
                          attendee->organisation_name);
  ry_roll_put_name (canvas, &name_style, &ruby_style, x + WIDTH / 2, y + 22.5, WIDTH - 12, 0.5, 11,
                    ry_attendee_get_title (attendee), kana);
}

static void
set_empty (RyCanvas *canvas, double x, double y, const RyRoll *roll)
{
  set_frame (canvas, x, y, roll, BAND_GUEST, 0);
  ry_canvas_put (canvas, &small_style, x + 8, y + 14.5, 0, "所属");
  ry_canvas_rule (canvas, x + 8, y + 21, x + WIDTH - 8, y + 21, 0.35);
  ry_canvas_put (canvas, &small_style, x + 8, y + 28, 0, "氏名");
  ry_canvas_rule (canvas, x + 8, y + 39, x + WIDTH - 8, y + 39, 0.35);
}

/**
 * ry_paper_new_badges:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Badges in the order of their numbers; those who do not come get none, and their numbers stay free.
 *
 * Returns: (transfer full) (nullable): badges for a meeting, ten a sheet of 91 × 55 mm cards
 */
RyPaper *
ry_paper_new_badges (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autoptr (RyRoll) roll = ry_roll_load (workspace, meeting_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autoptr (GPtrArray) coming = g_ptr_array_new ();
  g_autofree char *title = NULL;
  guint n;

  if (roll == NULL)
    return NULL;
  for (guint i = 0; i < roll->sorted->len; i++)
    if (strcmp (ry_attendee_get_status (roll->sorted->pdata[i]), "absent") != 0)
      g_ptr_array_add (coming, roll->sorted->pdata[i]);
  n = (coming->len / A_PAGE + 1) * A_PAGE; /* one empty card at least */
  for (guint i = 0; i < n; i++) {
    double x = LEFT + i % 2 * WIDTH, y = TOP + i % A_PAGE / 2 * HEIGHT;

    if (i > 0 && i % A_PAGE == 0)
      ry_canvas_turn (canvas);
    if (i < coming->len)
      set_badge (canvas, x, y, roll, coming->pdata[i]);
    else
      set_empty (canvas, x, y, roll);
  }
  title = ry_roll_dup_title (roll, "名札");
  return ry_roll_finish (roll, title, &sheet, canvas, faces);
}
