/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was said between two meetings is told by the one before it. A meeting at which the action was postponed or done
 * is not one that carried it on.
 */
#include "ry-action-life.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-date.h"
#include "ry-json.h"

/* Meetings in a life that is told in one line. */
#define MOST_STEPS 24

static const char *
get_set (JsonObject *object, const char *member)
{
  const char *value = object != NULL ? ry_json_get_string (object, member) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static RyActionStep *
add_step (GPtrArray *steps, RyActionStepType type, const char *date, const char *meeting, const char *reason)
{
  RyActionStep *step = g_new0 (RyActionStep, 1);

  step->type = type;
  step->date = g_strdup (date);
  step->meeting = g_strdup (meeting);
  step->reason = g_strdup (reason);
  g_ptr_array_add (steps, step);
  return step;
}

static const char *
get_date (GPtrArray *meetings, guint position)
{
  return ry_document_get_string (g_ptr_array_index (meetings, position), "date");
}

static guint
find_source (GPtrArray *meetings, const char *id)
{
  for (guint i = 0; i < meetings->len; i++)
    if (g_strcmp0 (ry_document_get_id (g_ptr_array_index (meetings, i)), id) == 0)
      return i;
  return G_MAXUINT;
}

/* The last meeting on or before @date; %NULL where there is none, or only what gave the action. */
static const char *
find_meeting_of (GPtrArray *meetings, guint source, const char *date)
{
  const char *found = NULL;

  for (guint i = source == G_MAXUINT ? 0 : source + 1; date != NULL && i < meetings->len; i++) {
    const char *day = get_date (meetings, i);

    if (day != NULL && strcmp (day, date) <= 0)
      found = ry_document_get_id (g_ptr_array_index (meetings, i));
  }
  return found;
}

static void
add_postponements (GPtrArray *steps, JsonObject *action, GPtrArray *meetings, guint source)
{
  JsonArray *postponements = ry_json_get_array (action, "postponements");

  for (guint i = 0; postponements != NULL && i < json_array_get_length (postponements); i++) {
    JsonNode *node = json_array_get_element (postponements, i);
    JsonObject *each = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *on = get_set (each, "on");

    if (each != NULL)
      add_step (steps, RY_STEP_POSTPONED, on, find_meeting_of (meetings, source, on), get_set (each, "reason"));
  }
}

static gboolean
is_told (GPtrArray *steps, const char *meeting)
{
  for (guint i = 0; i < steps->len; i++)
    if (g_strcmp0 (((RyActionStep *) g_ptr_array_index (steps, i))->meeting, meeting) == 0)
      return TRUE;
  return FALSE;
}

/* Held, that is before the end of its life, and not a word of it in any other step. */
static void
add_continuations (GPtrArray *steps, GPtrArray *meetings, guint source, const char *until)
{
  for (guint i = source + 1; i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);
    const char *day = get_date (meetings, i);

    if (day == NULL || strcmp (day, until) >= 0 ||
        g_strcmp0 (ry_document_get_string (meeting, "stage"), "cancelled") == 0)
      continue;
    if (!is_told (steps, ry_document_get_id (meeting)))
      add_step (steps, RY_STEP_CONTINUED, day, ry_document_get_id (meeting), NULL);
  }
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const RyActionStep *left = *(const RyActionStep **) a, *right = *(const RyActionStep **) b;

  if ((left->type == RY_STEP_GIVEN) != (right->type == RY_STEP_GIVEN))
    return left->type == RY_STEP_GIVEN ? -1 : 1;
  return g_strcmp0 (left->date, right->date);
}

/**
 * ry_action_list_steps:
 * @action: an action
 * @meetings: (element-type RyDocument): the meetings of its series, by date
 * @today: a day: meetings to come have not carried it
 *
 * Returns: (transfer full) (element-type RyActionStep): its life, from the beginning
 */
GPtrArray *
ry_action_list_steps (JsonObject *action, GPtrArray *meetings, const char *today)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_action_step_free);
  const char *source_id = get_set (action, "meeting");
  guint source = find_source (meetings, source_id);
  RyActionStatus status = ry_action_get_status (action);
  const char *end = status == RY_ACTION_DONE ? get_set (action, "done_on") : NULL;

  if (source_id != NULL)
    add_step (steps, RY_STEP_GIVEN, source != G_MAXUINT ? get_date (meetings, source) : NULL, source_id, NULL);
  add_postponements (steps, action, meetings, source);
  if (status == RY_ACTION_DONE)
    add_step (steps, RY_STEP_DONE, end, find_meeting_of (meetings, source, end), NULL);
  if (source != G_MAXUINT && status != RY_ACTION_CANCELLED)
    add_continuations (steps, meetings, source, end != NULL ? end : today);
  g_ptr_array_sort (steps, compare_steps);
  if (status == RY_ACTION_CANCELLED)
    add_step (steps, RY_STEP_CANCELLED, NULL, NULL, NULL);
  return steps;
}

/* The meetings of the action's series from the one that gave it on; none where it has none. */
static GPtrArray *
list_meetings (RyWorkspace *workspace, JsonObject *action)
{
  const char *id = get_set (action, "meeting");
  g_autoptr (RyDocument) source = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;
  const char *series = source != NULL ? ry_document_get_string (source, "series") : NULL;
  const char *date = source != NULL ? ry_document_get_string (source, "date") : NULL;
  GPtrArray *meetings = NULL;

  if (series != NULL && date != NULL) {
    g_autofree char *same = g_strconcat ("series=", series, NULL);
    g_autofree char *later = g_strconcat ("date>", date, NULL);
    const char *const where[] = { same, later, NULL };
    const RyQuery query = { .kind = "meeting", .order = "date", .where = where, .limit = MOST_STEPS };

    meetings = ry_workspace_query (workspace, &query, NULL);
  }
  if (meetings == NULL)
    meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  if (source != NULL)
    g_ptr_array_insert (meetings, 0, g_steal_pointer (&source));
  return meetings;
}

static char *
dup_meeting_name (RyWorkspace *workspace, const RyActionStep *step, JsonObject *action)
{
  g_autoptr (RyDocument) meeting = NULL;
  gint64 number;

  if (step->type == RY_STEP_GIVEN)
    return ry_action_dup_source (workspace, action);
  meeting = step->meeting != NULL ? ry_workspace_get (workspace, step->meeting, NULL) : NULL;
  if (meeting == NULL)
    return step->date != NULL ? ry_date_format_iso (step->date, RY_DATE_SHORT) : g_strdup ("");
  number = ry_json_get_int (ry_document_get_root (meeting), "number", 0);
  return number > 0 ? g_strdup_printf (_ ("No. %d"), (int) number)
                    : g_strdup (ry_document_get_string (meeting, "title"));
}

static char *
dup_step_words (const RyActionStep *step, const char *where)
{
  switch (step->type) {
  case RY_STEP_GIVEN:
    return g_strdup_printf (_ ("given at %s"), where);
  case RY_STEP_CONTINUED:
    return g_strdup_printf (_ ("%s continued"), where);
  case RY_STEP_POSTPONED:
    return step->reason != NULL ? g_strdup_printf (_ ("%s postponed (%s)"), where, step->reason)
                                : g_strdup_printf (_ ("%s postponed"), where);
  case RY_STEP_DONE:
    return g_strdup_printf (_ ("%s done"), where);
  case RY_STEP_CANCELLED:
  default:
    return g_strdup (_ ("cancelled"));
  }
}

/**
 * ry_action_dup_life:
 * @workspace: the region
 * @action: an action
 * @today: a day
 *
 * Returns: (transfer full): its life in one line; empty where no meeting knows it and nothing happened to it
 */
char *
ry_action_dup_life (RyWorkspace *workspace, JsonObject *action, const char *today)
{
  g_autoptr (GPtrArray) meetings = list_meetings (workspace, action);
  g_autoptr (GPtrArray) steps = ry_action_list_steps (action, meetings, today);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++) {
    const RyActionStep *step = g_ptr_array_index (steps, i);
    g_autofree char *where = dup_meeting_name (workspace, step, action);
    g_autofree char *words = dup_step_words (step, where);

    g_string_append_printf (line, "%s%s", line->len > 0 ? " → " : "", words);
  }
  return g_string_free (line, FALSE);
}

/**
 * ry_action_step_free:
 * @step: (transfer full): a step
 */
void
ry_action_step_free (RyActionStep *step)
{
  g_free (step->date);
  g_free (step->meeting);
  g_free (step->reason);
  g_free (step);
}
