/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The action's id follows from the event and the step, so that two who begin one plan apart make each action once. When
 * the event moves, beginning the plan again moves the days of what is not done yet, as a postponement that keeps the
 * old day.
 */
#include "ry-event-plan.h"

#include <string.h>

#include "ry-action.h"
#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"

static const struct {
  int offset;
  const char *title;
} defaults[] = { { -60, "企画" },    { -45, "講師依頼" }, { -30, "チラシ" }, { -14, "名札・席" },
                 { -7, "最終案内" }, { 0, "受付" },       { 3, "礼状" },     { 14, "報告" } };

/**
 * ry_event_plan_fill_default:
 * @event: content of an event, changed in place
 *
 * Gives an event without a plan the usual one, from 60 days before it to 14 days after.
 */
void
ry_event_plan_fill_default (JsonObject *event)
{
  g_autoptr (GPtrArray) plan = ry_event_list_elements (event, "plan");

  if (plan->len > 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++) {
    JsonObject *step = json_object_new ();
    g_autofree char *key = g_strdup_printf ("step%+d", defaults[i].offset);

    json_object_set_string_member (step, "key", key);
    json_object_set_string_member (step, "title", defaults[i].title);
    json_object_set_int_member (step, "offset", defaults[i].offset);
    g_ptr_array_add (plan, step);
  }
  ry_event_put_elements (event, "plan", plan);
}

/**
 * ry_event_plan_format_offset:
 * @offset: days from the event
 *
 * Returns: (transfer full): T-60, T+3; T for the day itself
 */
char *
ry_event_plan_format_offset (int offset)
{
  return offset == 0 ? g_strdup ("T") : g_strdup_printf ("T%+d", offset);
}

static char *
dup_due (JsonObject *event, JsonObject *step)
{
  GDate day;

  g_date_clear (&day, 1);
  if (!ry_date_parse (ry_json_get_text (event, "date"), &day))
    return NULL;
  g_date_set_julian (&day, (guint32) ((gint64) g_date_get_julian (&day) +
                                      CLAMP (ry_json_get_int (step, "offset", 0), -3650, 3650)));
  return ry_date_format (&day, RY_DATE_ISO);
}

void
ry_event_step_free (RyEventStep *step)
{
  g_free (step->key);
  g_free (step->title);
  g_free (step->due);
  g_free (step->owner);
  g_free (step->owner_name);
  g_free (step->action);
  g_free (step);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const RyEventStep *left = *(RyEventStep *const *) a, *right = *(RyEventStep *const *) b;

  return left->offset != right->offset ? (left->offset > right->offset) - (left->offset < right->offset)
                                       : strcmp (left->key, right->key);
}

static RyEventStep *
create_step (RyWorkspace *workspace, JsonObject *event, JsonObject *element, const char *today)
{
  RyEventStep *step = g_new0 (RyEventStep, 1);
  const char *id = ry_json_get_string (element, "action");
  g_autoptr (RyDocument) action = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;
  JsonObject *content = action != NULL ? ry_document_get_root (action) : NULL;
  const char *due = content != NULL ? ry_json_get_string (content, "due") : NULL;

  step->key = g_strdup (ry_json_get_text (element, "key"));
  step->title = g_strdup (ry_json_get_text (element, "title"));
  step->offset = (int) CLAMP (ry_json_get_int (element, "offset", 0), -3650, 3650);
  step->due = due != NULL ? g_strdup (due) : dup_due (event, element);
  step->owner = g_strdup (ry_json_get_string (content != NULL ? content : element, "owner"));
  step->owner_name = g_strdup (ry_json_get_text (content != NULL ? content : element, "owner_name"));
  step->action = g_strdup (id);
  step->state = step->due != NULL && strcmp (step->due, today) < 0 ? RY_STEP_LATE : RY_STEP_LATER;
  if (content != NULL ? ry_action_get_status (content) == RY_ACTION_DONE : ry_json_get_boolean (element, "done", FALSE))
    step->state = RY_STEP_DONE;
  else if (id != NULL && (content == NULL || ry_action_get_status (content) == RY_ACTION_CANCELLED))
    step->state = RY_STEP_DROPPED;
  return step;
}

/**
 * ry_event_plan_list:
 * @workspace: where the actions are
 * @event: content of an event
 * @today: ISO day
 *
 * Returns: (transfer full) (element-type RyEventStep): the plan in the order of its days
 */
GPtrArray *
ry_event_plan_list (RyWorkspace *workspace, JsonObject *event, const char *today)
{
  g_autoptr (GPtrArray) elements = ry_event_list_elements (event, "plan");
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_event_step_free);

  for (guint i = 0; i < elements->len; i++)
    g_ptr_array_add (steps, create_step (workspace, event, elements->pdata[i], today));
  g_ptr_array_sort (steps, compare_steps);
  for (guint i = 0; i < steps->len; i++) {
    RyEventStep *step = g_ptr_array_index (steps, i);

    if (step->state == RY_STEP_LATER) {
      step->state = RY_STEP_NOW;
      break;
    }
  }
  return steps;
}

static RyEdit *
create_action (RyWorkspace *workspace, const char *event_id, JsonObject *event, JsonObject *step, const char *due)
{
  const char *parts[] = { event_id, ry_json_get_text (step, "key"), NULL };
  g_autofree char *id = ry_id_for_content ("action", parts);
  g_autofree char *text =
      g_strdup_printf ("%s（%s）", ry_json_get_text (step, "title"), ry_json_get_text (event, "title"));
  JsonObject *action = ry_action_new_content (text, ry_json_get_string (event, "council"));

  ry_json_set_string (action, "due", due);
  ry_json_set_string (action, "first_due", due);
  ry_json_set_string (action, "event", event_id);
  if (ry_json_get_string (step, "owner") != NULL || ry_json_get_string (step, "owner_name") != NULL)
    ry_action_set_owner (action, ry_json_get_string (step, "owner"), ry_json_get_string (step, "owner_name"));
  if (ry_json_get_array (event, "lines") != NULL)
    json_object_set_member (action, "lines", ry_json_node_copy (json_object_get_member (event, "lines")));
  if (ry_json_get_boolean (event, "sample", FALSE))
    json_object_set_boolean_member (action, "sample", TRUE);
  json_object_set_string_member (step, "action", id);
  return ry_edit_new (id, NULL, action);
}

static RyEdit *
move_action (RyDocument *document, const char *due, const char *today)
{
  JsonObject *action;

  if (!ry_action_is_open (ry_document_get_root (document)) ||
      g_strcmp0 (ry_document_get_string (document, "due"), due) == 0)
    return NULL;
  action = ry_document_dup_root (document);
  if (!ry_action_postpone (action, due, "行事の日程の変更", NULL, today))
    ry_json_set_string (action, "due", due);
  return ry_edit_new (ry_document_get_id (document), document, action);
}

/**
 * ry_event_plan_begin:
 * @workspace: where the event is
 * @event_id: its id
 * @error: return location
 *
 * Makes an action of each step that has none and is not done, and moves the days of those that are open to where the
 * event's day puts them. An event without a plan gets the usual one.
 *
 * Returns: (transfer full) (nullable) (element-type RyEdit): the edits of one act; empty where there is nothing to do
 */
GPtrArray *
ry_event_plan_begin (RyWorkspace *workspace, const char *event_id, GError **error)
{
  g_autoptr (RyDocument) document = ry_workspace_get (workspace, event_id, error);
  g_autoptr (JsonObject) event = document != NULL ? ry_document_dup_root (document) : NULL;
  g_autofree char *today = ry_date_dup_today ();
  g_autoptr (GPtrArray) steps = NULL;
  gboolean changed = FALSE;
  GPtrArray *edits;

  if (event == NULL)
    return NULL;
  edits = ry_edits_new ();
  ry_event_plan_fill_default (event);
  steps = ry_event_list_elements (event, "plan");
  for (guint i = 0; i < steps->len; i++) {
    const char *id = ry_json_get_string (steps->pdata[i], "action");
    g_autoptr (RyDocument) action = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;
    g_autofree char *due = dup_due (event, steps->pdata[i]);
    RyEdit *edit = NULL;

    if (id == NULL && due != NULL && !ry_json_get_boolean (steps->pdata[i], "done", FALSE)) {
      edit = create_action (workspace, event_id, event, steps->pdata[i], due);
      changed = TRUE;
    } else if (action != NULL && due != NULL)
      edit = move_action (action, due, today);
    if (edit != NULL)
      g_ptr_array_add (edits, edit);
  }
  if (changed)
    g_ptr_array_add (edits, ry_edit_new (event_id, document, json_object_ref (event)));
  return edits;
}

/**
 * ry_event_plan_fits:
 * @workspace: where the actions are
 * @event: content of an event
 *
 * Returns: whether the days of the open actions are those that the event's day gives them; where not, the event moved
 */
gboolean
ry_event_plan_fits (RyWorkspace *workspace, JsonObject *event)
{
  g_autoptr (GPtrArray) steps = ry_event_list_elements (event, "plan");

  for (guint i = 0; i < steps->len; i++) {
    const char *id = ry_json_get_string (steps->pdata[i], "action");
    g_autoptr (RyDocument) action = id != NULL ? ry_workspace_get (workspace, id, NULL) : NULL;
    g_autofree char *due = dup_due (event, steps->pdata[i]);

    if (action != NULL && due != NULL && ry_action_is_open (ry_document_get_root (action)) &&
        ry_action_count_postponements (ry_document_get_root (action)) == 0 &&
        g_strcmp0 (ry_document_get_string (action, "due"), due) != 0)
      return FALSE;
  }
  return TRUE;
}
