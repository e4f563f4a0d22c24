/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits where (席次表): the chair in front, then a table an organisation, as the seats were invited; organisations
 * with one seat share tables. Who does not come is still named, with what was answered.
 */
#include <string.h>

#include "ry-json.h"
#include "ry-roll.h"

#define LEFT    12.0
#define TOP     46.0
#define ACROSS  5
#define DOWN    4
#define A_TABLE 5
#define WIDTH   52.0
#define GAP     3.2
#define HEIGHT  35.5

static const RySheet sheet = { .width = 297, .height = 210 };
static const RyStyle title_style = { RY_VOICE_GOTHIC, 15, 21 };
static const RyStyle day_style = { RY_VOICE_MINCHO, 10.5, 15 };
static const RyStyle table_style = { RY_VOICE_GOTHIC, 9.5, 13 };
static const RyStyle role_style = { RY_VOICE_MINCHO, 8.5, 12 };
static const RyStyle name_style = { RY_VOICE_MINCHO, 10, 13 };

typedef struct {
  const char *name;
  GPtrArray *attendees; /* borrowed */
} Table;

static void
table_free (gpointer data)
{
  Table *table = data;

  g_ptr_array_unref (table->attendees);
  g_free (table);
}

static guint
count_seats (const RyRoll *roll, const char *organisation)
{
  guint n = 0;

  for (guint i = 0; organisation != NULL && i < roll->attendees->len; i++)
    n += g_strcmp0 (((RyAttendee *) roll->attendees->pdata[i])->organisation, organisation) == 0;
  return n;
}

/* The table with room for @attendee; the last one of that name. */
static Table *
ensure_table (GPtrArray *tables, const char *name)
{
  Table *table;

  for (guint i = tables->len; i > 0; i--) {
    table = g_ptr_array_index (tables, i - 1);
    if (strcmp (table->name, name) != 0)
      continue;
    if (table->attendees->len < A_TABLE)
      return table;
    break;
  }
  table = g_new0 (Table, 1);
  table->name = name;
  table->attendees = g_ptr_array_new ();
  g_ptr_array_add (tables, table);
  return table;
}

static GPtrArray *
lay_tables (const RyRoll *roll)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (table_free);

  for (guint i = 0; i < roll->attendees->len; i++) {
    RyAttendee *attendee = roll->attendees->pdata[i];

    if (count_seats (roll, attendee->organisation) > 1)
      g_ptr_array_add (ensure_table (tables, attendee->organisation_name)->attendees, attendee);
  }
  for (guint i = 0; i < roll->attendees->len; i++) {
    RyAttendee *attendee = roll->attendees->pdata[i];

    if (count_seats (roll, attendee->organisation) <= 1)
      g_ptr_array_add (ensure_table (tables, "団体・幹事ほか")->attendees, attendee);
  }
  return tables;
}

static const char *
get_mark (RyAttendee *attendee)
{
  static const struct {
    const char *status;
    const char *mark;
  } marks[] = { { "absent", "（欠）" }, { "proxy", "（代）" }, { "web", "（Web）" }, { "written", "（書）" } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strcmp (ry_attendee_get_status (attendee), marks[i].status) == 0)
      return marks[i].mark;
  return *attendee->name == '\0' ? "（空席）" : "";
}

static void
set_table (RyCanvas *canvas, double x, double y, const Table *table, gboolean shared)
{
  double label = shared ? 31 : 22; /* a role, or the name of an organisation */

  ry_canvas_frame (canvas, x, y, WIDTH, HEIGHT, 0.8);
  ry_canvas_fill (canvas, x + 0.2, y + 0.2, WIDTH - 0.4, 6.4, 0.92);
  ry_canvas_put_fitted (canvas, &table_style, x + WIDTH / 2, y + 1, WIDTH - 3, 0.5, table->name);
  for (guint i = 0; i < table->attendees->len; i++) {
    RyAttendee *attendee = g_ptr_array_index (table->attendees, i);
    double row = y + 7.2 + i * 5.6;
    g_autofree char *name = g_strconcat (attendee->name, get_mark (attendee), NULL);

    ry_canvas_put_fitted (canvas, &role_style, x + 1.5, row + 0.3, label - 2, 0,
                          shared ? attendee->organisation_name : attendee->role);
    ry_canvas_put_fitted (canvas, &name_style, x + label, row, WIDTH - label - 1.5, 0, name);
  }
}

static void
set_head (RyCanvas *canvas, const RyRoll *roll)
{
  const char *place = ry_json_get_string (roll->meeting, "place");
  const char *chair = ry_json_get_string (roll->meeting, "chair");
  g_autofree char *title = ry_roll_dup_title (roll, "席次表");
  g_autofree char *where = g_strjoin ("　", roll->day, place, NULL);
  g_autofree char *who = g_strjoin ("　", "議長", chair, NULL);

  ry_canvas_put_fitted (canvas, &title_style, LEFT, 12, 120, 0, title);
  ry_canvas_put_fitted (canvas, &day_style, sheet.width - LEFT, 14, 140, 1, where);
  ry_canvas_frame (canvas, sheet.width / 2 - 40, 26, 80, 12, 0.8);
  ry_canvas_put_fitted (canvas, &day_style, sheet.width / 2, 29.2, 76, 0.5, who);
  ry_canvas_put (canvas, &role_style, sheet.width / 2 + 44, 30, 0, "正面");
  ry_canvas_put (canvas, &role_style, LEFT, 202, 0, "（欠）欠席　（代）代理　（Web）Webで出席　（空席）在任者なし");
}

/**
 * ry_paper_new_seating:
 * @workspace: where the meeting is
 * @meeting_id: its id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the seating chart of a meeting, on A4 across
 */
RyPaper *
ry_paper_new_seating (RyWorkspace *workspace, const char *meeting_id, GError **error)
{
  g_autoptr (RyRoll) roll = ry_roll_load (workspace, meeting_id, error);
  g_autoptr (RyFaces) faces = ry_faces_new ();
  g_autoptr (RyCanvas) canvas = ry_canvas_new (faces, &sheet);
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *title = NULL;

  if (roll == NULL)
    return NULL;
  tables = lay_tables (roll);
  set_head (canvas, roll);
  for (guint i = 0; i < tables->len; i++) {
    guint place = i % (ACROSS * DOWN);
    const Table *table = g_ptr_array_index (tables, i);

    if (i > 0 && place == 0) {
      ry_canvas_turn (canvas);
      set_head (canvas, roll);
    }
    set_table (canvas, LEFT + place % ACROSS * (WIDTH + GAP), TOP + place / ACROSS * (HEIGHT + GAP), table,
               strcmp (table->name, "団体・幹事ほか") == 0);
  }
  title = ry_roll_dup_title (roll, "席次表");
  return ry_roll_finish (roll, title, &sheet, canvas, faces);
}
