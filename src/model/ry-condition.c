/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits of the list of conditions. Orders have gaps, so that moving one writes as few documents as can be.
 */
#include "ry-condition.h"

#include "ry-id.h"
#include "ry-json.h"

#include <glib/gi18n-lib.h>

#define STEP 10

/* What liaison offices are asked most, for a council that begins. Keys are fixed, so that two who begin meet. */
static const struct {
  const char *key;
  const char *name;
  const char *short_name;
  const char *group;
} presets[] = {
  { "tube-feeding", N_ ("Tube feeding"), N_ ("Tube"), "treatment" },
  { "central-line", N_ ("Central venous line"), N_ ("IVH"), "treatment" },
  { "tracheostomy", N_ ("Tracheostomy"), N_ ("Trach."), "treatment" },
  { "ventilator", N_ ("Ventilator"), N_ ("Vent."), "treatment" },
  { "oxygen", N_ ("Home oxygen"), N_ ("Oxygen"), "treatment" },
  { "dialysis", N_ ("Dialysis"), N_ ("Dialysis"), "treatment" },
  { "opioid", N_ ("Continuous subcutaneous opioid"), N_ ("Opioid"), "treatment" },
  { "pressure-sore", N_ ("Pressure sores"), N_ ("Sores"), "treatment" },
  { "dementia", N_ ("Dementia with symptoms"), N_ ("Dementia"), "person" },
  { "alone", N_ ("Living alone"), N_ ("Alone"), "person" },
  { "welfare", N_ ("Public assistance"), N_ ("Assist."), "person" },
  { "no-guarantor", N_ ("No guarantor"), N_ ("Guarantor"), "person" },
  { "night", N_ ("Admission at night and on holidays"), N_ ("Night"), "service" },
  { "palliative", N_ ("Palliative care"), N_ ("Palliative"), "service" },
};

static gint64
get_order (RyDocument *condition)
{
  return ry_json_get_int (ry_document_get_root (condition), "order", 0);
}

/**
 * ry_condition_list_all:
 * @workspace: where
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type RyDocument): all conditions in order, also those no longer asked
 */
GPtrArray *
ry_condition_list_all (RyWorkspace *workspace, GError **error)
{
  const RyQuery query = { .kind = "condition", .order = "order" };

  return ry_workspace_query (workspace, &query, error);
}

/**
 * ry_condition_is_retired:
 * @condition: a condition
 * @as_of: a day, ISO 8601
 *
 * Returns: whether it was no longer asked on that day
 */
gboolean
ry_condition_is_retired (RyDocument *condition, const char *as_of)
{
  const char *retired = ry_document_get_string (condition, "retired_on");

  return retired != NULL && *retired != '\0' && strcmp (retired, as_of) <= 0;
}

/**
 * ry_condition_add:
 * @conditions: (element-type RyDocument): those there are, in order
 * @name: what it is called
 *
 * Returns: (transfer full) (element-type RyEdit): the edit that adds it at the end
 */
GPtrArray *
ry_condition_add (GPtrArray *conditions, const char *name)
{
  JsonObject *content = json_object_new ();
  g_autofree char *key = ry_id_new_ulid ();
  g_autofree char *id = g_strconcat ("condition:", key, NULL);
  gint64 last = 0;

  for (guint i = 0; i < conditions->len; i++)
    last = MAX (last, get_order (g_ptr_array_index (conditions, i)));
  ry_json_set_string (content, "kind", "condition");
  ry_json_set_string (content, "name", name);
  json_object_set_int_member (content, "order", last + STEP);
  return ry_edits_new_with (ry_edit_new (id, NULL, content), NULL);
}

static void
add_order (GPtrArray *edits, RyDocument *condition, gint64 order)
{
  JsonObject *content;

  if (get_order (condition) == order)
    return;
  content = ry_document_dup_root (condition);
  json_object_set_int_member (content, "order", order);
  g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (condition), condition, content));
}

/**
 * ry_condition_move:
 * @conditions: (element-type RyDocument): all of them, in order
 * @from: position of the one to be moved
 * @to: where it goes; those in between move up or down
 *
 * Returns: (transfer full) (element-type RyEdit): the edits
 */
GPtrArray *
ry_condition_move (GPtrArray *conditions, guint from, guint to)
{
  GPtrArray *edits = ry_edits_new ();
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  RyDocument *moved;
  gint64 before, after;

  if (from >= conditions->len || to >= conditions->len || from == to)
    return edits;
  moved = g_ptr_array_index (conditions, from);
  for (guint i = 0; i < conditions->len; i++)
    if (i != from)
      g_ptr_array_add (order, g_ptr_array_index (conditions, i));
  g_ptr_array_insert (order, (int) to, moved);
  before = to > 0 ? get_order (g_ptr_array_index (order, to - 1)) : 0;
  after = to + 1 < order->len ? get_order (g_ptr_array_index (order, to + 1)) : before + 2 * STEP;
  if (after - before > 1) {
    add_order (edits, moved, before + (after - before) / 2);
    return edits;
  }
  for (guint i = 0; i < order->len; i++)
    add_order (edits, g_ptr_array_index (order, i), (gint64) (i + 1) * STEP);
  return edits;
}

/**
 * ry_condition_retire:
 * @condition: a condition
 * @on: (nullable): the first day on which it is no longer asked; %NULL asks it again
 *
 * Returns: (transfer full) (element-type RyEdit): the edit
 */
GPtrArray *
ry_condition_retire (RyDocument *condition, const char *on)
{
  JsonObject *content = ry_document_dup_root (condition);

  if (on != NULL)
    ry_json_set_string (content, "retired_on", on);
  else
    json_object_remove_member (content, "retired_on");
  return ry_edits_new_with (ry_edit_new (ry_document_get_id (condition), condition, content), NULL);
}

/**
 * ry_condition_new_presets:
 *
 * Returns: (transfer full) (element-type RyEdit): what is asked most, for a list that is empty
 */
GPtrArray *
ry_condition_new_presets (void)
{
  GPtrArray *edits = ry_edits_new ();

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++) {
    g_autofree char *id = g_strconcat ("condition:", presets[i].key, NULL);
    JsonObject *content = json_object_new ();

    ry_json_set_string (content, "kind", "condition");
    ry_json_set_string (content, "name", _ (presets[i].name));
    ry_json_set_string (content, "short_name", _ (presets[i].short_name));
    ry_json_set_string (content, "group", presets[i].group);
    json_object_set_int_member (content, "order", (gint64) (i + 1) * STEP);
    g_ptr_array_add (edits, ry_edit_new (id, NULL, content));
  }
  return edits;
}
