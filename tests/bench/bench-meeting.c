/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a meeting after twenty years: 500 meetings with minutes, 20,000 actions, 60 of them open. Measured is what
 * the window asks the engine for, out of a store that was just opened and again: the meeting, its council and series,
 * the lives of its items, the open actions of its series, what it could take over, its papers' labels; and the sheet of
 * its year. The baseline is the same meeting in a region that has nothing else. All times are processor time.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "ry-carry-over.h"
#include "ry-json.h"
#include "ry-meeting-labels.h"
#include "ry-thread.h"
#include "ry-workspace.h"
#include "ry-year.h"

#define N_MEETINGS 500
#define N_ACTIONS  20000
#define N_OPEN     60
#define N_RUNS     21
#define TODAY      "2026-11-24"

static const char *
pick_day (guint number, char day[11])
{
  /* Every second week back from the last meeting. */
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 8, G_DATE_DECEMBER, 2026);
  g_date_subtract_days (&date, (N_MEETINGS - number) * 14);
  g_date_strftime (day, 11, "%Y-%m-%d", &date);
  return day;
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = ry_json_parse_object (text, -1, &error);

  if (object == NULL)
    g_error ("%s", error->message);
  return object;
}

/* Ten items, each third one carried on from the meeting before; forty blocks of minutes. */
static JsonObject *
create_meeting (guint number)
{
  char day[11];
  GString *text = g_string_new (NULL);
  gboolean planned = number == N_MEETINGS;
  JsonObject *meeting;

  g_string_append_printf (text,
                          "{\"kind\":\"meeting\",\"title\":\"第%u回例会\",\"number\":%u,\"council\":\"council:care\","
                          "\"series\":\"series:r\","
                          "\"date\":\"%s\",\"start\":\"19:00\",\"end\":\"20:30\",\"stage\":\"%s\",\"agenda\":[",
                          number, number, pick_day (number, day), planned ? "planned" : "sealed");
  for (guint i = 0; i < 10; i++)
    g_string_append_printf (text,
                            "%s{\"key\":\"a%u\",\"title\":\"議題%u\",\"level\":%u,\"minutes\":9,\"section\":\"item\","
                            "\"thread\":\"T%u-%u\"%s}",
                            i > 0 ? "," : "", i, i, 1 + i % 2, i % 3 == 0 ? number / 3 : number * 10, i,
                            i % 3 == 0 ? ",\"outcome\":\"continued\"" : ",\"outcome\":\"closed\"");
  g_string_append (text, "],\"blocks\":[");
  for (guint i = 0; i < 40 && !planned; i++)
    g_string_append_printf (text,
                            "%s{\"key\":\"b%u\",\"item\":\"a%u\",\"type\":\"summary\",\"text\":"
                            "\"夜間に退院元の病棟へ直接かけても担当が分からず、折り返しまで三十分かかることがある。番号"
                            "を増やさずに済むように、"
                            "連携室の電話を転送している病院の例を聞いた。\"}",
                            i > 0 ? "," : "", i, i % 10);
  g_string_append (text, "]}");
  meeting = parse (text->str);
  g_string_free (text, TRUE);
  return meeting;
}

static JsonObject *
create_action (guint number)
{
  gboolean open = number >= N_ACTIONS - N_OPEN;
  g_autofree char *text =
      g_strdup_printf ("{\"kind\":\"action\",\"text\":\"宿題その%u\",\"council\":\"council:care\",\"series\":\"series:"
                       "r\",\"meeting\":\"meeting:m%u\","
                       "\"owner_name\":\"南雲　亮\",\"due\":\"2026-12-%02u\",\"status\":\"%s\"}",
                       number, 1 + number * (N_MEETINGS - 2) / N_ACTIONS, 1 + number % 28, open ? "todo" : "done");

  return parse (text);
}

static void
add (GPtrArray *edits, const char *id, JsonObject *content)
{
  g_ptr_array_add (edits, ry_edit_new (id, NULL, content));
}

static void
commit (RyWorkspace *workspace, GPtrArray *edits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RyUndo) undo = ry_workspace_commit (workspace, edits, NULL, &error);

  if (undo == NULL)
    g_error ("%s", error->message);
  g_ptr_array_set_size (edits, 0);
}

static void
fill (RyWorkspace *workspace, guint first, guint n_actions)
{
  g_autoptr (GPtrArray) edits = ry_edits_new ();

  add (edits, "council:care", parse ("{\"kind\":\"council\",\"name\":\"連絡協議会\",\"approval\":\"next_meeting\"}"));
  add (edits, "series:r",
       parse ("{\"kind\":\"series\",\"name\":\"例会\",\"council\":\"council:care\",\"nth\":2,\"weekday\":2,"
              "\"standing\":[{\"title\":\"空床\"}]}"));
  for (guint i = first; i <= N_MEETINGS; i++) {
    g_autofree char *id = g_strdup_printf ("meeting:m%u", i);

    add (edits, id, create_meeting (i));
  }
  commit (workspace, edits);
  for (guint i = 0; i < n_actions; i++) {
    g_autofree char *id = g_strdup_printf ("action:x%u", i);

    add (edits, id, create_action (i));
    if (edits->len == 500 || i + 1 == n_actions)
      commit (workspace, edits);
  }
}

static void
open_meeting (RyWorkspace *workspace)
{
  g_autofree char *id = g_strdup_printf ("meeting:m%u", N_MEETINGS);
  g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, id, NULL);
  g_autoptr (RyDocument) council = ry_workspace_get (workspace, "council:care", NULL);
  g_autoptr (RyDocument) series = ry_workspace_get (workspace, "series:r", NULL);
  JsonObject *content = ry_document_get_root (meeting);
  JsonArray *agenda = ry_json_get_array (content, "agenda");
  g_autoptr (GPtrArray) actions = ry_carry_over_list_actions (workspace, content, NULL);
  g_autoptr (GPtrArray) carried = ry_carry_over_collect (workspace, id, content, TODAY, NULL);
  g_autoptr (GPtrArray) labels = ry_meeting_label_papers (content);

  g_assert_nonnull (council);
  g_assert_nonnull (series);
  g_assert_nonnull (actions);
  g_assert_nonnull (carried);
  for (guint i = 0; i < json_array_get_length (agenda); i++) {
    const char *thread = ry_json_get_string (json_array_get_object_element (agenda, i), "thread");
    g_autoptr (GPtrArray) steps = ry_thread_find (workspace, thread, NULL);
    g_autofree char *life = ry_thread_format (steps);

    g_assert_cmpuint (steps->len, >, 0);
  }
}

static void
list_year (RyWorkspace *workspace)
{
  g_autoptr (GPtrArray) entries = ry_year_list_entries (workspace, 2026, NULL);

  g_assert_nonnull (entries);
}

/* Processor time, in ms: what others do at the same time does not count. */
static double
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1000000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
measure (RyWorkspace *workspace, void (*work) (RyWorkspace *workspace))
{
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++) {
    double begun = get_time ();

    work (workspace);
    times[i] = get_time () - begun;
  }
  qsort (times, N_RUNS, sizeof (double), compare_doubles);
  return times[N_RUNS / 2];
}

static void
run (const char *folder, const char *name, guint first, guint n_actions)
{
  g_autofree char *home = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyWorkspace) workspace = NULL;
  double begun;
  double first_time, again, year;

  if (!ry_workspace_create (home, NULL, &error) || (workspace = ry_workspace_open (home, NULL, &error)) == NULL)
    g_error ("%s", error->message);
  fill (workspace, first, n_actions);
  ry_workspace_close (workspace);
  g_clear_object (&workspace);
  workspace = ry_workspace_open (home, NULL, &error);
  begun = get_time ();
  open_meeting (workspace);
  first_time = get_time () - begun;
  again = measure (workspace, open_meeting);
  year = measure (workspace, list_year);
  g_print ("%s: first opening %.1f ms, then %.1f ms; the sheet of a year %.1f ms\n", name, first_time, again, year);
  ry_workspace_close (workspace);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("ryorin-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

  run (folder, "one meeting", N_MEETINGS, 0);
  run (folder, "twenty years", 1, N_ACTIONS);
  return g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL) ? 0 : 1;
}
