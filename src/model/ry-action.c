/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An action's date moves only by a postponement, which keeps the old one and the reason, so that 延期3回 can be said
 * and shown. An action without a date is never late.
 */
#include "ry-action.h"

#include <glib/gi18n-lib.h>

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-meeting.h"

static const char *const codes[] = { "todo", "doing", "hold", "done", "cancelled", NULL };

static const char *
get_set (JsonObject *object, const char *member)
{
  const char *value = ry_json_get_string (object, member);

  return value != NULL && *value != '\0' ? value : NULL;
}

/**
 * ry_action_status_get_code:
 * @status: a status
 *
 * Returns: the code that documents hold
 */
const char *
ry_action_status_get_code (RyActionStatus status)
{
  return codes[status];
}

/**
 * ry_action_status_from_code:
 * @code: (nullable): what a document holds
 *
 * Returns: the status; %RY_ACTION_TODO for what this program does not know
 */
RyActionStatus
ry_action_status_from_code (const char *code)
{
  for (guint i = 0; codes[i] != NULL; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      return (RyActionStatus) i;
  return RY_ACTION_TODO;
}

/**
 * ry_action_get_status:
 * @action: an action
 *
 * Returns: how far it is
 */
RyActionStatus
ry_action_get_status (JsonObject *action)
{
  return ry_action_status_from_code (ry_json_get_string (action, "status"));
}

/**
 * ry_action_is_open:
 * @action: an action
 *
 * Returns: whether something is still to be done: it is neither done nor cancelled
 */
gboolean
ry_action_is_open (JsonObject *action)
{
  return ry_action_get_status (action) < RY_ACTION_DONE;
}

/**
 * ry_action_is_late:
 * @action: an action
 * @today: a day
 *
 * Returns: whether it is open and its day has gone by
 */
gboolean
ry_action_is_late (JsonObject *action, const char *today)
{
  int days;

  return ry_action_get_timing (action, today, &days) == RY_TIMING_LATE;
}

/**
 * ry_action_get_timing:
 * @action: an action
 * @today: a day
 * @days: (out): days left, days late, or days between its doing and its day; 0 or more
 *
 * Returns: how it stands to its day
 */
RyActionTiming
ry_action_get_timing (JsonObject *action, const char *today, int *days)
{
  RyActionStatus status = ry_action_get_status (action);
  const char *due = get_set (action, "due");
  int left = due != NULL && status != RY_ACTION_CANCELLED
                 ? ry_date_days_between (status == RY_ACTION_DONE ? get_set (action, "done_on") : today, due)
                 : G_MININT;

  *days = left != G_MININT ? ABS (left) : 0;
  if (left == G_MININT)
    return RY_TIMING_NONE;
  if (status == RY_ACTION_DONE)
    return left >= 0 ? RY_TIMING_KEPT : RY_TIMING_MISSED;
  return left >= 0 ? RY_TIMING_LEFT : RY_TIMING_LATE;
}

/**
 * ry_action_dup_timing:
 * @action: an action
 * @today: a day
 *
 * Returns: (transfer full): the same in words, as あと3日 or 24日過ぎ; empty where there is nothing to say
 */
char *
ry_action_dup_timing (JsonObject *action, const char *today)
{
  int days;

  switch (ry_action_get_timing (action, today, &days)) {
  case RY_TIMING_LEFT:
    return days == 0 ? g_strdup (_ ("Due today"))
                     : g_strdup_printf (ngettext ("%d day left", "%d days left", days), days);
  case RY_TIMING_LATE:
    return g_strdup_printf (ngettext ("%d day late", "%d days late", days), days);
  case RY_TIMING_KEPT:
    return days == 0 ? g_strdup (_ ("On time"))
                     : g_strdup_printf (ngettext ("%d day early", "%d days early", days), days);
  case RY_TIMING_MISSED:
    return g_strdup_printf (ngettext ("Done %d day late", "Done %d days late", days), days);
  case RY_TIMING_NONE:
  default:
    return g_strdup ("");
  }
}

/**
 * ry_action_count_postponements:
 * @action: an action
 *
 * Returns: how often its date was moved
 */
guint
ry_action_count_postponements (JsonObject *action)
{
  JsonArray *postponements = ry_json_get_array (action, "postponements");

  return postponements != NULL ? json_array_get_length (postponements) : 0;
}

/**
 * ry_action_dup_owner:
 * @action: an action
 *
 * Returns: (transfer full): who does it, and with whom; empty where nobody was named
 */
char *
ry_action_dup_owner (JsonObject *action)
{
  const char *name = get_set (action, "owner_name");
  JsonArray *others = ry_json_get_array (action, "others");
  GString *text = g_string_new (name);

  for (guint i = 0; others != NULL && i < json_array_get_length (others); i++) {
    JsonNode *node = json_array_get_element (others, i);
    const char *other = JSON_NODE_HOLDS_OBJECT (node) ? get_set (json_node_get_object (node), "name") : NULL;

    if (other != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "、" : "", other);
  }
  return g_string_free (text, FALSE);
}

/**
 * ry_action_new_content:
 * @text: what is to be done
 * @council: (nullable): the council it belongs to
 *
 * Returns: (transfer full): content of a new action that no meeting gave
 */
JsonObject *
ry_action_new_content (const char *text, const char *council)
{
  JsonObject *action = json_object_new ();

  ry_json_set_string (action, "kind", "action");
  ry_json_set_string (action, "text", text);
  if (council != NULL)
    ry_json_set_string (action, "council", council);
  ry_json_set_string (action, "status", codes[RY_ACTION_TODO]);
  return action;
}

/**
 * ry_action_set_status:
 * @action: an action, changed
 * @status: how far it is now
 * @today: the day it is done, where it is
 *
 * Returns: whether it was another one before
 */
gboolean
ry_action_set_status (JsonObject *action, RyActionStatus status, const char *today)
{
  if (ry_action_get_status (action) == status && get_set (action, "status") != NULL)
    return FALSE;
  ry_json_set_string (action, "status", codes[status]);
  if (status == RY_ACTION_DONE)
    ry_json_set_string (action, "done_on", today);
  else
    json_object_remove_member (action, "done_on");
  return TRUE;
}

static JsonArray *
ensure_array (JsonObject *object, const char *member)
{
  JsonArray *array = ry_json_get_array (object, member);

  if (array != NULL)
    return array;
  array = json_array_new ();
  json_object_set_array_member (object, member, array);
  return array;
}

/**
 * ry_action_postpone:
 * @action: an action, changed
 * @to: its new day
 * @reason: (nullable): why
 * @by: (nullable): who says so
 * @on: the day on which it was said
 *
 * Moves the date and keeps the old one with the reason. A first date is set without being a postponement.
 *
 * Returns: whether @to is a day and another one than before
 */
gboolean
ry_action_postpone (JsonObject *action, const char *to, const char *reason, const char *by, const char *on)
{
  g_autofree char *from = g_strdup (get_set (action, "due"));
  g_autofree char *day = to != NULL ? ry_date_parse_to_iso (to) : NULL;
  g_autofree char *key = NULL;
  JsonObject *step;

  if (day == NULL || g_strcmp0 (from, day) == 0)
    return FALSE;
  if (get_set (action, "first_due") == NULL)
    ry_json_set_string (action, "first_due", from != NULL ? from : day);
  ry_json_set_string (action, "due", day);
  if (from == NULL)
    return TRUE;
  step = json_object_new ();
  key = ry_id_new_ulid ();
  ry_json_set_string (step, "key", key);
  ry_json_set_string (step, "from", from);
  ry_json_set_string (step, "to", day);
  if (reason != NULL && *reason != '\0')
    ry_json_set_string (step, "reason", reason);
  if (by != NULL)
    ry_json_set_string (step, "by", by);
  ry_json_set_string (step, "on", on);
  json_array_add_object_element (ensure_array (action, "postponements"), step);
  return TRUE;
}

/**
 * ry_action_set_owner:
 * @action: an action, changed
 * @id: (nullable): a person, a post held or an organisation; %NULL for a name typed as it is
 * @name: (nullable): what to call them; %NULL for nobody
 */
void
ry_action_set_owner (JsonObject *action, const char *id, const char *name)
{
  if (id != NULL)
    ry_json_set_string (action, "owner", id);
  else
    json_object_remove_member (action, "owner");
  if (name != NULL)
    ry_json_set_string (action, "owner_name", name);
  else
    json_object_remove_member (action, "owner_name");
}

/* 3(2), not 3 (2): it stands in a narrow column. */
static char *
squeeze (const char *number)
{
  g_auto (GStrv) parts = g_strsplit (number, " ", -1);

  return *number != '\0' ? g_strjoinv ("", parts) : NULL;
}

/* The number of the agenda item from which the action came, as 3(2); %NULL where that cannot be told. */
static char *
dup_item_number (JsonObject *meeting, JsonObject *action)
{
  const char *key = get_set (action, "item");
  JsonObject *block = key == NULL ? ry_meeting_find_block (meeting, get_set (action, "block")) : NULL;
  JsonArray *agenda = ry_json_get_array (meeting, "agenda");
  g_auto (GStrv) numbers = NULL;

  if (block != NULL)
    key = get_set (block, "item");
  if (key == NULL || agenda == NULL)
    return NULL;
  numbers = ry_meeting_number_agenda (meeting, TRUE);
  for (guint i = 0; i < json_array_get_length (agenda) && numbers[i] != NULL; i++) {
    JsonNode *node = json_array_get_element (agenda, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (get_set (json_node_get_object (node), "key"), key) == 0)
      return squeeze (numbers[i]);
  }
  return NULL;
}

/**
 * ry_action_dup_source:
 * @workspace: the region
 * @action: an action
 *
 * Returns: (transfer full): the meeting and the agenda item that gave it, as 第181回 3(2); its number where the meeting
 *   is not here; empty where there is neither
 */
char *
ry_action_dup_source (RyWorkspace *workspace, JsonObject *action)
{
  const char *id = get_set (action, "meeting");
  const char *number = get_set (action, "number");
  g_autoptr (RyDocument) meeting = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;
  JsonObject *root = meeting != NULL ? ry_document_get_root (meeting) : NULL;
  gint64 n = root != NULL ? ry_json_get_int (root, "number", 0) : 0;
  g_autofree char *name = NULL, *item = NULL;

  if (root == NULL)
    return g_strdup (number != NULL ? number : "");
  name = n > 0 ? g_strdup_printf (_ ("No. %d"), (int) n) : g_strdup (get_set (root, "title"));
  item = dup_item_number (root, action);
  if (item == NULL)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s %s", name, item);
}
