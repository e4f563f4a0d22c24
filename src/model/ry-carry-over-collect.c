/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to carry over, looked up in a store: the meetings of the series before, its open actions, and the
 * minutes that wait for approval. All of it by index: a region of twenty years answers as one of a month does.
 */
#include "ry-carry-over-private.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-json.h"
#include "ry-meeting-private.h"
#include "ry-thread.h"

/* So many meetings back: a year of a monthly series, and one more. */
#define MEETINGS_BACK 13

static const char *const open_states[] = { "todo", "doing", "hold" };

/* The meetings of a series, the newest first: those ahead of @date too, so a few more are asked for. */
static GPtrArray *
query_meetings (RyWorkspace *workspace, const char *series, const char *date, GError **error)
{
  g_autofree char *condition = g_strdup_printf ("series=%s", series);
  const char *const where[] = { condition, NULL };
  const RyQuery query = { .kind = "meeting", .order = "date", .descending = TRUE, .where = where };
  RyStore *store = ry_workspace_get_store (workspace, "council");
  g_autoptr (GArray) rows = ry_store_query_rows (store, &query, NULL, error);
  GPtrArray *earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; rows != NULL && i < rows->len && earlier->len < MEETINGS_BACK; i++) {
    g_autoptr (GPtrArray) page = ry_store_get_rows (store, &g_array_index (rows, gint64, i), 1, error);
    RyDocument *meeting = page != NULL && page->len > 0 ? g_ptr_array_index (page, 0) : NULL;

    if (meeting != NULL && g_strcmp0 (ry_document_get_string (meeting, "date"), date) < 0)
      g_ptr_array_add (earlier, ry_document_ref (meeting));
  }
  if (rows != NULL)
    return earlier;
  g_ptr_array_unref (earlier);
  return NULL;
}

/* Whether an action comes from the meeting's series; actions that do not say it are asked by their meeting. */
static gboolean
belongs_to_series (RyWorkspace *workspace, RyDocument *action, const char *series, GHashTable *series_of)
{
  const char *said = ry_document_get_string (action, "series");
  const char *meeting = ry_document_get_string (action, "meeting");
  const char *known;

  if (said != NULL)
    return g_strcmp0 (said, series) == 0;
  if (meeting == NULL)
    return FALSE;
  known = g_hash_table_lookup (series_of, meeting);
  if (known == NULL) {
    g_autoptr (RyDocument) document = ry_workspace_get (workspace, meeting, NULL);
    const char *found = document != NULL ? ry_document_get_string (document, "series") : NULL;

    g_hash_table_insert (series_of, g_strdup (meeting), g_strdup (found != NULL ? found : ""));
    known = g_hash_table_lookup (series_of, meeting);
  }
  return g_strcmp0 (known, series) == 0;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  RyDocument *left = *(RyDocument *const *) a;
  RyDocument *right = *(RyDocument *const *) b;
  const char *x = ry_document_get_string (left, "due"), *y = ry_document_get_string (right, "due");
  int order = g_strcmp0 (x != NULL ? x : "9999", y != NULL ? y : "9999");

  return order != 0 ? order : g_strcmp0 (ry_document_get_id (left), ry_document_get_id (right));
}

/**
 * ry_carry_over_list_actions:
 * @workspace: the region
 * @meeting: content of a meeting
 * @error: return location for a #GError
 *
 * What 宿題の確認 goes through: the open actions of the meeting's series, but those that were left out of it.
 *
 * Returns: (transfer full) (element-type RyDocument) (nullable): the actions by due date
 */
GPtrArray *
ry_carry_over_list_actions (RyWorkspace *workspace, JsonObject *meeting, GError **error)
{
  const char *series = ry_json_get_string (meeting, "series");
  g_autoptr (GHashTable) series_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) known = _ry_carry_over_list_known ("", meeting);
  GPtrArray *actions = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; series != NULL && i < G_N_ELEMENTS (open_states); i++) {
    g_autofree char *state = g_strdup_printf ("status=%s", open_states[i]);
    const char *const where[] = { state, NULL };
    const RyQuery query = { .kind = "action", .where = where };
    g_autoptr (GPtrArray) found = ry_workspace_query (workspace, &query, error);

    if (found == NULL) {
      g_ptr_array_unref (actions);
      return NULL;
    }
    for (guint k = 0; k < found->len; k++) {
      RyDocument *action = g_ptr_array_index (found, k);

      if (!g_hash_table_contains (known, ry_document_get_id (action)) &&
          belongs_to_series (workspace, action, series, series_of))
        g_ptr_array_add (actions, ry_document_ref (action));
    }
  }
  g_ptr_array_sort (actions, compare_due);
  return actions;
}

static char *
describe_action (RyDocument *action)
{
  const char *owner = ry_document_get_string (action, "owner_name");
  const char *due = ry_document_get_string (action, "due");
  g_autofree char *day = due != NULL ? ry_date_format_iso (due, RY_DATE_MONTH_DAY) : NULL;

  if (owner != NULL && day != NULL)
    /* Translators: who does it, and by which day */
    return g_strdup_printf (_ ("%s, by %s"), owner, day);
  return g_strdup (owner != NULL ? owner : day);
}

/* The day of a meeting, read once for all that come from it. */
static const char *
get_day (RyWorkspace *workspace, GHashTable *days, const char *id)
{
  const char *day = id != NULL ? g_hash_table_lookup (days, id) : NULL;

  if (day == NULL && id != NULL) {
    g_autoptr (RyDocument) meeting = ry_workspace_get (workspace, id, NULL);
    const char *date = meeting != NULL ? ry_document_get_string (meeting, "date") : NULL;

    g_hash_table_insert (days, g_strdup (id), g_strdup (date != NULL ? date : ""));
    day = g_hash_table_lookup (days, id);
  }
  return day;
}

static gboolean
add_actions (RyWorkspace *workspace, JsonObject *meeting, GPtrArray *list, GError **error)
{
  g_autoptr (GPtrArray) actions = ry_carry_over_list_actions (workspace, meeting, error);
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *date = ry_json_get_string (meeting, "date");

  for (guint i = 0; actions != NULL && i < actions->len; i++) {
    RyDocument *action = g_ptr_array_index (actions, i);
    const char *from = ry_document_get_string (action, "meeting");
    RyCarried *carried;

    /* Given at this meeting or after it: it is not from the last one. */
    if (g_strcmp0 (get_day (workspace, days, from), date) >= 0)
      continue;
    carried =
        _ry_carry_over_create (RY_CARRY_ACTION, ry_document_get_string (action, "text"), ry_document_get_id (action));
    carried->from = g_strdup (from);
    carried->about = describe_action (action);
    g_ptr_array_add (list, carried);
  }
  return actions != NULL;
}

/* The minutes before this meeting, where the council approves them at the next one and nobody has yet. */
static void
add_approval (RyWorkspace *workspace, GPtrArray *meetings, JsonObject *meeting, GPtrArray *list)
{
  g_autoptr (GPtrArray) agenda = _ry_meeting_dup_list (meeting, "agenda");
  g_autoptr (GHashTable) known = _ry_carry_over_list_known ("", meeting);
  const char *council_id = ry_json_get_string (meeting, "council");
  g_autoptr (RyDocument) council = council_id != NULL ? ry_workspace_get (workspace, council_id, NULL) : NULL;
  const char *rule = council != NULL ? ry_document_get_string (council, "approval") : NULL;
  RyDocument *last = NULL;
  g_autofree char *thread = NULL, *title = NULL;
  RyCarried *carried;
  const char *stage;

  for (guint i = 0; i < meetings->len && last == NULL; i++)
    if (ry_thread_is_held (ry_document_get_root (g_ptr_array_index (meetings, i))))
      last = g_ptr_array_index (meetings, i);
  if (last == NULL || _ry_carry_over_find_section (agenda, "approval") >= 0)
    return;
  stage = ry_document_get_string (last, "stage");
  if (ry_document_get_string (last, "approval") != NULL)
    rule = ry_document_get_string (last, "approval");
  if (g_strcmp0 (rule, "next_meeting") != 0 || g_strcmp0 (stage, "approved") == 0 || g_strcmp0 (stage, "sealed") == 0)
    return;
  thread = g_strconcat ("approval/", ry_document_get_id (last), NULL);
  if (g_hash_table_contains (known, thread))
    return;
  /* Translators: the title of a meeting */
  title = g_strdup_printf (_ ("Approval of the minutes of %s"), ry_document_get_string (last, "title"));
  carried = _ry_carry_over_create (RY_CARRY_APPROVAL, title, thread);
  carried->from = g_strdup (ry_document_get_id (last));
  g_ptr_array_add (list, carried);
}

static void
add_lives (RyWorkspace *workspace, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++) {
    RyCarried *carried = g_ptr_array_index (items, i);
    g_autoptr (GPtrArray) steps = ry_thread_find (workspace, carried->thread, NULL);

    carried->about = steps != NULL ? ry_thread_format (steps) : NULL;
  }
}

/**
 * ry_carry_over_collect:
 * @workspace: the region
 * @id: id of the new meeting; it may not be in the store yet
 * @meeting: its content: series, council, date, and what its agenda has already
 * @today: ISO 8601 day
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type RyCarried) (nullable): what is to be taken over, all of it ticked: approval,
 *   actions, unfinished items, standing items
 */
GPtrArray *
ry_carry_over_collect (RyWorkspace *workspace, const char *id, JsonObject *meeting, const char *today, GError **error)
{
  const char *series_id = ry_json_get_string (meeting, "series");
  g_autoptr (RyDocument) series = series_id != NULL ? ry_workspace_get (workspace, series_id, NULL) : NULL;
  g_autoptr (GPtrArray) list = _ry_carry_over_create_list ();
  g_autoptr (GPtrArray) meetings = NULL, items = NULL, standing = NULL;

  if (series == NULL)
    return g_steal_pointer (&list);
  meetings = query_meetings (workspace, series_id, ry_json_get_string (meeting, "date"), error);
  if (meetings == NULL)
    return NULL;
  add_approval (workspace, meetings, meeting, list);
  if (!add_actions (workspace, meeting, list, error))
    return NULL;
  items = ry_carry_over_list_items (meetings, id, meeting, today);
  standing = ry_carry_over_list_standing (ry_document_get_root (series), meeting);
  add_lives (workspace, items);
  g_ptr_array_extend_and_steal (list, g_steal_pointer (&items));
  g_ptr_array_extend_and_steal (list, g_steal_pointer (&standing));
  return g_steal_pointer (&list);
}
