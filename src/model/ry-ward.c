/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wards: reading one, and the edits by which it becomes another. A change that is dated on the day on which the state
 * began, or before it, corrects that state: there is no day on which the ward was anything else.
 */
#include "ry-ward.h"

#include "ry-date.h"
#include "ry-id.h"
#include "ry-json.h"

#include <glib/gi18n-lib.h>

/* The labels stand in data/kinds/ward.json, and are translated there. */
static const struct {
  const char *code;
  const char *label;
} functions[RY_N_WARD_FUNCTIONS] = {
  { "high_acute", "Highly acute" }, { "acute", "Acute" },        { "recovery", "Recovery" },
  { "chronic", "Chronic" },         { "closed", "Closed ward" }, { NULL, N_ ("not reported") },
};

/**
 * ry_ward_function_parse:
 * @code: (nullable): a ward's `function`
 *
 * Returns: which it is; %RY_WARD_UNREPORTED for none, or one that is not known
 */
RyWardFunction
ry_ward_function_parse (const char *code)
{
  for (RyWardFunction function = 0; function < RY_WARD_UNREPORTED; function++)
    if (g_strcmp0 (code, functions[function].code) == 0)
      return function;
  return RY_WARD_UNREPORTED;
}

/**
 * ry_ward_function_get_code:
 * @function: a function
 *
 * Returns: (nullable): as it stands in documents
 */
const char *
ry_ward_function_get_code (RyWardFunction function)
{
  return functions[function].code;
}

/**
 * ry_ward_function_get_label:
 * @function: a function
 *
 * Returns: what it is called
 */
const char *
ry_ward_function_get_label (RyWardFunction function)
{
  return function == RY_WARD_UNREPORTED ? _ (functions[function].label)
                                        : g_dpgettext2 (GETTEXT_PACKAGE, "ward", functions[function].label);
}

/**
 * ry_ward_new:
 * @document: a ward
 *
 * Returns: (transfer full): what it says
 */
RyWard *
ry_ward_new (RyDocument *document)
{
  JsonObject *root = ry_document_get_root (document);
  RyWard *ward = g_new0 (RyWard, 1);

  ward->document = ry_document_ref (document);
  ward->name = ry_json_get_string (root, "name");
  ward->fee = ry_json_get_string (root, "fee");
  ward->function = ry_ward_function_parse (ry_json_get_string (root, "function"));
  ward->licensed = ry_json_get_int (root, "licensed", RY_BEDS_UNTOLD);
  ward->staffed = ry_json_get_int (root, "staffed", RY_BEDS_UNTOLD);
  return ward;
}

/**
 * ry_ward_free:
 * @ward: (transfer full): a ward
 *
 * Frees it.
 */
void
ry_ward_free (RyWard *ward)
{
  ry_document_unref (ward->document);
  g_free (ward);
}

/**
 * ry_ward_compare:
 * @a: pointer to a #RyWard
 * @b: pointer to another
 *
 * The hospital's own order, then by name.
 *
 * Returns: negative, zero or positive, as for qsort()
 */
int
ry_ward_compare (gconstpointer a, gconstpointer b)
{
  const RyWard *left = *(RyWard *const *) a, *right = *(RyWard *const *) b;
  gint64 one = ry_json_get_int (ry_document_get_root (left->document), "order", G_MAXINT);
  gint64 other = ry_json_get_int (ry_document_get_root (right->document), "order", G_MAXINT);
  int order = one != other ? (one > other) - (one < other) : g_strcmp0 (left->name, right->name);

  return order != 0 ? order : strcmp (ry_document_get_id (left->document), ry_document_get_id (right->document));
}

/**
 * ry_ward_dup_stem:
 * @id: a ward's id
 *
 * Returns: (transfer full): what the ids of all its states begin with
 */
char *
ry_ward_dup_stem (const char *id)
{
  return g_strndup (id, strcspn (id, "@"));
}

/**
 * ry_ward_apply:
 * @content: a ward's content, changed
 * @changes: members with their new values; null removes one
 */
void
ry_ward_apply (JsonObject *content, JsonObject *changes)
{
  g_autoptr (GList) members = json_object_get_members (changes);

  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *value = json_object_get_member (changes, l->data);

    if (JSON_NODE_HOLDS_NULL (value))
      json_object_remove_member (content, l->data);
    else
      json_object_set_member (content, l->data, ry_json_node_copy (value));
  }
}

/* The state that begins: the id says of which ward and from when, so that two who turn one ward on one day meet. */
static RyEdit *
create_successor (RyDocument *ward, JsonObject *changes, const char *from)
{
  JsonObject *content = ry_document_dup_root (ward);
  g_autofree char *stem = ry_ward_dup_stem (ry_document_get_id (ward));
  g_autofree char *next = g_strconcat (stem, "@", from, NULL);

  json_object_remove_member (content, "reported");
  ry_ward_apply (content, changes);
  ry_json_set_string (content, "from", from);
  return ry_edit_new (next, NULL, content);
}

/**
 * ry_ward_turn:
 * @ward: a ward in the state that holds
 * @changes: members with their new values; null removes one
 * @from: the first day of the new state, ISO 8601
 *
 * Turns a ward into another from a day on (病棟転換). The state before it ends on the day before. Its documents are
 * `ward:KEY` and `ward:KEY@DAY`.
 *
 * Returns: (transfer full) (element-type RyEdit): the edits; of a state that began on @from or later, the correction
 */
GPtrArray *
ry_ward_turn (RyDocument *ward, JsonObject *changes, const char *from)
{
  const char *began = ry_document_get_string (ward, "from");
  g_autofree char *last_day = NULL;
  JsonObject *content;
  GPtrArray *edits;

  if (began != NULL && strcmp (from, began) <= 0)
    return ry_ward_correct (ward, changes);
  edits = ry_edits_new ();
  content = ry_document_dup_root (ward);
  last_day = ry_date_shift (from, -1);
  g_ptr_array_add (edits, create_successor (ward, changes, from));
  ry_json_set_string (content, "to", last_day);
  g_ptr_array_add (edits, ry_edit_new (ry_document_get_id (ward), ward, content));
  return edits;
}

/**
 * ry_ward_correct:
 * @ward: a ward
 * @changes: members with their new values; null removes one
 *
 * Writes over a state of a ward: for what was entered wrongly.
 *
 * Returns: (transfer full) (element-type RyEdit): the edit
 */
GPtrArray *
ry_ward_correct (RyDocument *ward, JsonObject *changes)
{
  JsonObject *content = ry_document_dup_root (ward);

  ry_ward_apply (content, changes);
  return ry_edits_new_with (ry_edit_new (ry_document_get_id (ward), ward, content), NULL);
}

/**
 * ry_ward_end:
 * @ward: a ward
 * @last_day: the last day on which it is there, ISO 8601
 *
 * Ends a ward: what was before stays readable as of its days.
 *
 * Returns: (transfer full) (element-type RyEdit): the edit
 */
GPtrArray *
ry_ward_end (RyDocument *ward, const char *last_day)
{
  JsonObject *content = ry_document_dup_root (ward);

  ry_json_set_string (content, "to", last_day);
  return ry_edits_new_with (ry_edit_new (ry_document_get_id (ward), ward, content), NULL);
}
