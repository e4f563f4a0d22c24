/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Threads. An item carries the thread it belongs to; one that never was carried over has none yet, and is known by its
 * meeting and its key, so that nothing has to be written into sealed minutes when it comes up again.
 */
#include "ry-thread.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-json.h"
#include "ry-meeting-private.h"

/* Between the meeting's key and the item's in a thread that was not named. */
#define SEPARATOR "/"

static gboolean
has_block (JsonObject *meeting, const char *item, const char *type)
{
  g_autoptr (GPtrArray) blocks = ry_meeting_list_blocks (meeting, item);

  for (guint i = 0; i < blocks->len; i++)
    if (g_strcmp0 (ry_json_get_string (g_ptr_array_index (blocks, i), "type"), type) == 0)
      return TRUE;
  return FALSE;
}

static RyThreadWord
choose_word (JsonObject *meeting, JsonObject *item, gboolean first)
{
  const char *outcome = ry_thread_get_outcome (meeting, item);

  if (g_strcmp0 (outcome, RY_OUTCOME_DECIDED) == 0)
    return RY_THREAD_DECIDED;
  if (g_strcmp0 (outcome, RY_OUTCOME_CLOSED) == 0)
    return RY_THREAD_CLOSED;
  if (g_strcmp0 (outcome, RY_OUTCOME_DROPPED) == 0)
    return RY_THREAD_DROPPED;
  if (!ry_thread_is_held (meeting))
    return RY_THREAD_PLANNED;
  return first ? RY_THREAD_RAISED : RY_THREAD_CONTINUED;
}

static RyThreadStep *
create_step (RyDocument *document, const char *item, RyThreadWord word, const char *reason)
{
  JsonObject *meeting = ry_document_get_root (document);
  RyThreadStep *step = g_new0 (RyThreadStep, 1);

  step->meeting = g_strdup (ry_document_get_id (document));
  step->item = g_strdup (item);
  step->date = g_strdup (ry_json_get_string (meeting, "date"));
  step->number = ry_json_get_int (meeting, "number", 0);
  step->series = g_strdup (ry_json_get_string (meeting, "series"));
  step->title = g_strdup (ry_json_get_string (meeting, "title"));
  step->word = word;
  step->reason = g_strdup (reason);
  return step;
}

/* What happened to the matter in one meeting; nothing where it did not come up. */
static void
add_steps (RyDocument *document, const char *thread, GPtrArray *steps)
{
  JsonObject *meeting = ry_document_get_root (document);
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GPtrArray) dropped = _ry_meeting_dup_list (meeting, "dropped");

  for (guint i = 0; i < agenda->len; i++) {
    JsonObject *item = g_ptr_array_index (agenda, i);
    g_autofree char *id = ry_thread_dup_id (ry_document_get_id (document), item);

    if (g_strcmp0 (id, thread) == 0) {
      g_ptr_array_add (steps,
                       create_step (document, ry_json_get_string (item, "key"),
                                    choose_word (meeting, item, steps->len == 0), ry_json_get_string (item, "reason")));
      return;
    }
  }
  for (guint i = 0; i < dropped->len; i++)
    if (g_strcmp0 (ry_json_get_string (g_ptr_array_index (dropped, i), "thread"), thread) == 0) {
      g_ptr_array_add (steps, create_step (document, NULL, RY_THREAD_DROPPED,
                                           ry_json_get_string (g_ptr_array_index (dropped, i), "reason")));
      return;
    }
}

static gboolean
query_into (RyWorkspace *workspace, const char *member, const char *thread, GHashTable *found, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("%s=%s", member, thread);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "meeting", .where = where };
  g_autoptr (GPtrArray) meetings = ry_workspace_query (workspace, &query, error);

  for (guint i = 0; meetings != NULL && i < meetings->len; i++) {
    RyDocument *meeting = g_ptr_array_index (meetings, i);

    g_hash_table_insert (found, (gpointer) ry_document_get_id (meeting), ry_document_ref (meeting));
  }
  return meetings != NULL;
}

/**
 * ry_thread_dup_id:
 * @meeting_id: id of a meeting
 * @item: one of its agenda items
 *
 * Returns: (transfer full): the thread the item belongs to; where it names none, the one that begins with it
 */
char *
ry_thread_dup_id (const char *meeting_id, JsonObject *item)
{
  const char *thread = ry_json_get_string (item, "thread");
  const char *key = ry_json_get_string (item, "key");
  const char *colon = strchr (meeting_id, ':');

  if (thread != NULL && *thread != '\0')
    return g_strdup (thread);
  return g_strconcat (colon != NULL ? colon + 1 : meeting_id, SEPARATOR, key != NULL ? key : "", NULL);
}

/**
 * ry_thread_get_outcome:
 * @meeting: content of a meeting
 * @item: one of its agenda items
 *
 * What the clerk said of an item, or else what follows from its minutes: a decision decides it, and what is left for
 * next time is continued.
 *
 * Returns: (transfer none) (nullable): one of the outcomes; %NULL where nothing says
 */
const char *
ry_thread_get_outcome (JsonObject *meeting, JsonObject *item)
{
  const char *outcome = ry_json_get_string (item, "outcome");
  const char *key = ry_json_get_string (item, "key");

  if (outcome != NULL && *outcome != '\0' && strcmp (outcome, RY_OUTCOME_OPEN) != 0)
    return outcome;
  if (key != NULL && has_block (meeting, key, RY_BLOCK_DECISION))
    return RY_OUTCOME_DECIDED;
  if (key != NULL && has_block (meeting, key, RY_BLOCK_NEXT))
    return RY_OUTCOME_CONTINUED;
  return outcome != NULL && *outcome != '\0' ? outcome : NULL;
}

/**
 * ry_thread_is_held:
 * @meeting: content of a meeting
 *
 * Returns: whether it took place, as far as its minutes tell
 */
gboolean
ry_thread_is_held (JsonObject *meeting)
{
  const char *stage = ry_json_get_string (meeting, "stage");
  JsonArray *blocks = ry_json_get_array (meeting, "blocks");

  if (g_strcmp0 (stage, "cancelled") == 0)
    return FALSE;
  return (blocks != NULL && json_array_get_length (blocks) > 0) ||
         (stage != NULL && strcmp (stage, "planned") != 0 && strcmp (stage, "noticed") != 0);
}

/**
 * ry_thread_list:
 * @meetings: (element-type RyDocument): meetings in any order
 * @thread: a thread
 *
 * Returns: (transfer full) (element-type RyThreadStep): where the matter came up, by date; cancelled meetings are left
 * out
 */
GPtrArray *
ry_thread_list (GPtrArray *meetings, const char *thread)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_thread_step_free);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < meetings->len; i++)
    if (g_strcmp0 (ry_document_get_string (g_ptr_array_index (meetings, i), "stage"), "cancelled") != 0)
      g_ptr_array_add (sorted, g_ptr_array_index (meetings, i));
  g_ptr_array_sort (sorted, _ry_meeting_compare_by_day);
  for (guint i = 0; i < sorted->len; i++)
    add_steps (g_ptr_array_index (sorted, i), thread, steps);
  return steps;
}

/**
 * ry_thread_find:
 * @workspace: the region
 * @thread: a thread
 * @error: return location for a #GError
 *
 * Follows a matter through all meetings, in both councils; out of the index, so that it can be asked for while a list
 * is drawn.
 *
 * Returns: (transfer full) (element-type RyThreadStep) (nullable): where it came up, by date
 */
GPtrArray *
ry_thread_find (RyWorkspace *workspace, const char *thread, GError **error)
{
  g_autoptr (GHashTable) found =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_document_unref);
  const char *separator = strstr (thread, SEPARATOR);
  g_autoptr (GPtrArray) meetings = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer meeting;

  if (!query_into (workspace, "agenda.thread", thread, found, error) ||
      !query_into (workspace, "dropped.thread", thread, found, error)) {
    g_prefix_error (error, "Following an agenda item: ");
    return NULL;
  }
  if (separator != NULL) {
    g_autofree char *first = g_strdup_printf ("meeting:%.*s", (int) (separator - thread), thread);
    RyDocument *origin = ry_workspace_get (workspace, first, NULL);

    if (origin != NULL)
      g_hash_table_insert (found, (gpointer) ry_document_get_id (origin), origin);
  }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, NULL, &meeting))
    g_ptr_array_add (meetings, meeting);
  return ry_thread_list (meetings, thread);
}

/**
 * ry_thread_format:
 * @steps: (element-type RyThreadStep): the steps of a thread
 *
 * Writes a life in one line: the numbers of the meetings, of those in another series their titles.
 *
 * Returns: (transfer full): the line, empty where there is no step
 */
char *
ry_thread_format (GPtrArray *steps)
{
  static const char *const words[] = { N_ ("%s raised"), N_ ("%s continued"), N_ ("%s decided"),
                                       N_ ("%s closed"), N_ ("%s dropped"),   N_ ("%s planned") };
  GString *line = g_string_new (NULL);
  const char *series = steps->len > 0 ? ((RyThreadStep *) g_ptr_array_index (steps, steps->len - 1))->series : NULL;

  for (guint i = 0; i < steps->len; i++) {
    const RyThreadStep *step = g_ptr_array_index (steps, i);
    g_autofree char *name = NULL;

    if (step->number > 0 && g_strcmp0 (step->series, series) == 0)
      name = g_strdup_printf (_ ("No. %d"), (int) step->number);
    else
      name = g_strdup (step->title != NULL ? step->title : step->date);
    if (i > 0)
      g_string_append (line, "→");
    g_string_append_printf (line, _ (words[step->word]), name != NULL ? name : "");
  }
  return g_string_free (line, FALSE);
}

/**
 * ry_thread_step_free:
 * @step: (transfer full): a step
 */
void
ry_thread_step_free (RyThreadStep *step)
{
  g_free (step->meeting);
  g_free (step->item);
  g_free (step->date);
  g_free (step->series);
  g_free (step->title);
  g_free (step->reason);
  g_free (step);
}
