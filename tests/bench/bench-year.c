/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A council with twenty years behind it: 500 meetings with agenda and minutes, 20,000 actions of which 300 are open.
 * Prints the milliseconds (medians of 11) in which the page of today, a line of the programme and a meeting are read.
 */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-line.h"
#include "ry-reply.h"
#include "ry-statistics.h"
#include "ry-today.h"

#define MEETINGS 500
#define ACTIONS  20000
#define OPEN     300
#define BATCH    500
#define ROUNDS   11
#define TODAY    "2026-11-24"

static void
add (GPtrArray *edits, const char *id, const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonObject *content = ry_json_parse_object (json, -1, &error);

  g_assert_no_error (error);
  g_ptr_array_add (edits, ry_edit_new (id, NULL, content));
}

static void
commit (RyWorkspace *workspace, GPtrArray *edits)
{
  g_autoptr (GError) error = NULL;
  RyUndo *undo = edits->len > 0 ? ry_workspace_commit (workspace, edits, NULL, &error) : NULL;

  g_assert_no_error (error);
  if (undo != NULL)
    ry_undo_unref (undo);
  g_ptr_array_set_size (edits, 0);
}

static char *
build_meeting (int n)
{
  GString *json = g_string_new (NULL);
  GDate day;
  g_autofree char *date = NULL;

  g_date_set_dmy (&day, 8, G_DATE_DECEMBER, 2026);
  g_date_subtract_days (&day, (guint) (MEETINGS - 1 - n) * 15);
  date = ry_date_format (&day, RY_DATE_ISO);
  g_string_append_printf (json,
                          "{\"kind\":\"meeting\",\"title\":\"第%d回例会\",\"council\":\"council:care\",\"number\":%d,"
                          "\"date\":\"%s\",\"start\":\"19:00\",\"stage\":\"%s\",\"agenda\":[",
                          n + 1, n + 1, date,
                          n == MEETINGS - 1   ? "noticed"
                          : n == MEETINGS - 2 ? "draft"
                                              : "sealed");
  for (int i = 0; i < 8; i++)
    g_string_append_printf (
        json, "%s{\"key\":\"a%d\",\"title\":\"議題%dについて\",\"level\":1,\"lines\":[\"line:council-%d\"]}",
        i > 0 ? "," : "", i, i, i % 4 + 1);
  g_string_append (json, "],\"blocks\":[");
  for (int i = 0; i < 20; i++)
    g_string_append_printf (
        json,
        "%s{\"key\":\"b%d\",\"item\":\"a%d\",\"type\":\"%s\",\"text\":\"退院の日に薬の変更が伝わらず、"
        "古い薬が残っていた例が続いた。\"}",
        i > 0 ? "," : "", i, i % 8, i % 5 == 0 ? "decision" : "speech");
  g_string_append (json, "],\"attendance\":[");
  for (int i = 0; i < 42; i++)
    g_string_append_printf (json,
                            "%s{\"key\":\"s%d\",\"person\":\"person:%d\",\"name\":\"会員%d\",\"organisation\":"
                            "\"organisation:%d\",\"organisation_name\":\"機関%d\",\"status\":\"%s\"}",
                            i > 0 ? "," : "", i, i, i, i, i,
                            n == MEETINGS - 1 ? "unanswered"
                            : i % 4 == 0      ? "absent"
                                              : "venue");
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static char *
build_action (int n)
{
  gboolean open = n >= ACTIONS - OPEN;

  return g_strdup_printf ("{\"kind\":\"action\",\"text\":\"宿題%dをまとめる\",\"council\":\"council:care\",\"meeting\":"
                          "\"meeting:%d\",\"status\":\"%s\",\"due\":\"%d-%02d-20\"%s,\"lines\":[\"line:council-%d\"]}",
                          n, n % MEETINGS, open ? "todo" : "done", open ? 2026 : 2006 + n % 20, n % 12 + 1,
                          open ? "" : ",\"done_on\":\"2015-01-05\"", n % 4 + 1);
}

static void
fill (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();
  g_autoptr (GPtrArray) lines = ry_line_new_presets (workspace);

  commit (workspace, lines);
  add (edits, "council:care", "{\"kind\":\"council\",\"name\":\"連絡協議会\"}");
  for (int i = 0; i < MEETINGS + ACTIONS; i++) {
    gboolean meeting = i < MEETINGS;
    g_autofree char *id = g_strdup_printf (meeting ? "meeting:%d" : "action:%d", meeting ? i : i - MEETINGS);
    g_autofree char *json = meeting ? build_meeting (i) : build_action (i - MEETINGS);

    add (edits, id, json);
    if (edits->len == BATCH)
      commit (workspace, edits);
  }
  commit (workspace, edits);
}

static void
read_today (RyWorkspace *workspace)
{
  g_autoptr (RyToday) day = ry_today_load (workspace, TODAY, NULL);

  g_assert_cmpuint (day->lines->len, >, 2);
}

static void
read_line (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) entries = ry_line_collect (workspace, "line:council-1", 2026, TODAY, NULL);

  g_assert_cmpuint (entries->len, >, 10);
}

static void
read_meeting (RyWorkspace *workspace)
{
  g_autoptr (JsonObject) meeting = ry_reply_load (workspace, "meeting:499", NULL);

  g_assert_nonnull (meeting);
}

static void
read_statistics (RyWorkspace *workspace)
{
  g_autoptr (RyStatistics) statistics = ry_statistics_load (workspace, RY_STATISTICS_MEETINGS, NULL, TODAY, 0, NULL);

  g_assert_cmpuint (statistics->total.meetings, ==, MEETINGS - 1);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static void
measure (const char *what, RyWorkspace *workspace, void (*func) (RyWorkspace *workspace))
{
  double times[ROUNDS];

  func (workspace);
  for (guint i = 0; i < ROUNDS; i++) {
    gint64 start = g_get_monotonic_time ();

    func (workspace);
    times[i] = (double) (g_get_monotonic_time () - start) / 1000;
  }
  qsort (times, ROUNDS, sizeof times[0], compare);
  g_print ("%s: %.1f ms\n", what, times[ROUNDS / 2]);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("bench-year-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (folder, "home", NULL);
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (GError) error = NULL;
  RyWorkspace *workspace;

  g_setenv ("RYORIN_TODAY", TODAY, TRUE);
  g_assert_true (ry_workspace_create (home, "bench", &error));
  workspace = ry_workspace_open (home, NULL, &error);
  g_assert_no_error (error);
  fill (workspace);
  measure ("today, 500 meetings and 20,000 actions", workspace, read_today);
  measure ("a line of the programme", workspace, read_line);
  measure ("a meeting with its replies", workspace, read_meeting);
  measure ("attendance of all years", workspace, read_statistics);
  ry_workspace_close (workspace);
  g_object_unref (workspace);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
  return 0;
}
