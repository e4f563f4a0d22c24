/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The merge itself is the ordinary one; then the fixed fields are put back as they were settled, element by element
 * where a path leads into a list, so that what is not fixed on an element still merges. An entry is keyed by place and
 * revision: every machine that settles the same versions sets the same aside.
 */
#include "ry-aside.h"

#include <string.h>

#include "ry-json.h"
#include "ry-kind-private.h"
#include "ry-merge-private.h"

#define ASIDE "aside"

/* What is said of an element that came or went as a whole. */
static const char *const namers[] = { "text", "title", "name" };

typedef struct {
  JsonObject *base; /* (nullable) */
  JsonObject *settled;
  JsonObject *other;
  const char *rev; /* the other's */
  JsonArray *list; /* entries of the merged record */
} Setting;

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  if (_ry_json_node_is_empty (a) || _ry_json_node_is_empty (b))
    return _ry_json_node_is_empty (a) && _ry_json_node_is_empty (b);
  return ry_json_node_equal (a, b);
}

static JsonObject *
find_element (JsonObject *content, const char *list, const char *key)
{
  JsonArray *array = content != NULL ? ry_json_get_array (content, list) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (ry_json_get_string (json_node_get_object (node), "key"), key) == 0)
      return json_node_get_object (node);
  }
  return NULL;
}

static JsonNode *
get_member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static JsonNode *
get_name (JsonObject *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (namers); i++) {
    if (!_ry_json_node_is_empty (json_object_get_member (element, namers[i])))
      return json_object_get_member (element, namers[i]);
  }
  return NULL;
}

static char *
dup_value (JsonNode *node)
{
  if (_ry_json_node_is_empty (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static gboolean
has_entry (JsonArray *list, const char *key)
{
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (ry_json_get_string (json_node_get_object (node), "key"), key) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
set_aside (Setting *setting, const char *field, JsonNode *value, gboolean removed)
{
  JsonObject *entry;
  g_autofree char *key = g_strdup_printf ("%s@%s", field, setting->rev), *text = dup_value (value);

  if (has_entry (setting->list, key))
    return;
  entry = json_object_new ();
  ry_json_set_string (entry, "key", key);
  ry_json_set_string (entry, "field", field);
  ry_json_set_string (entry, "value", text);
  if (removed)
    json_object_set_boolean_member (entry, "removed", TRUE);
  ry_json_set_string (entry, "by", ry_json_get_string (setting->other, "updated_by"));
  ry_json_set_string (entry, "at", ry_json_get_string (setting->other, "updated_at"));
  json_array_add_object_element (setting->list, entry);
}

/* Whether the other side changed it, and to something that was not settled. */
static gboolean
is_lost (JsonNode *base, JsonNode *settled, JsonNode *other)
{
  return !is_same (base, other) && !is_same (settled, other);
}

static void
compare_element (Setting *setting, const char *list, const char *key, GPtrArray *members)
{
  JsonObject *base = find_element (setting->base, list, key), *settled = find_element (setting->settled, list, key),
             *other = find_element (setting->other, list, key);
  g_autofree char *whole = _ry_merge_extend_path (list, key);

  if (other == NULL) {
    if (base != NULL && settled != NULL)
      set_aside (setting, whole, get_name (settled), TRUE);
    return;
  }
  for (guint i = 0; i < members->len; i++) {
    const char *name = g_ptr_array_index (members, i);
    g_autofree char *field = _ry_merge_extend_path (whole, name);

    if (!is_lost (get_member (base, name), get_member (settled, name), get_member (other, name)))
      continue;
    if (settled == NULL) {
      set_aside (setting, whole, get_name (other), FALSE);
      return;
    }
    set_aside (setting, field, get_member (other, name), FALSE);
  }
}

static void
compare_list (Setting *setting, const char *list, GPtrArray *members)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *const sides[] = { setting->settled, setting->other };

  for (guint side = 0; side < G_N_ELEMENTS (sides); side++) {
    JsonArray *array = ry_json_get_array (sides[side], list);

    for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
      JsonNode *node = json_array_get_element (array, i);
      const char *key = JSON_NODE_HOLDS_OBJECT (node) ? ry_json_get_string (json_node_get_object (node), "key") : NULL;

      if (key != NULL && g_hash_table_add (seen, (gpointer) key))
        compare_element (setting, list, key, members);
    }
  }
}

static void
restore_member (JsonObject *merged, JsonObject *settled, const char *name)
{
  JsonNode *node = json_object_get_member (settled, name);

  if (node != NULL)
    json_object_set_member (merged, name, json_node_copy (node));
  else
    json_object_remove_member (merged, name);
}

/* The elements that were settled, in their order, with what merged on them beside their fixed members. */
static void
restore_list (JsonObject *merged, JsonObject *settled, const char *list, GPtrArray *members)
{
  JsonArray *from = ry_json_get_array (settled, list), *to;

  if (from == NULL) {
    restore_member (merged, settled, list);
    return;
  }
  to = json_array_sized_new (json_array_get_length (from));
  for (guint i = 0; i < json_array_get_length (from); i++) {
    JsonNode *node = json_array_get_element (from, i);
    JsonObject *element = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    JsonObject *own = element != NULL ? find_element (merged, list, ry_json_get_string (element, "key")) : NULL;
    JsonObject *copy = own != NULL ? ry_json_object_copy (own) : NULL;

    if (copy == NULL) {
      json_array_add_element (to, json_node_copy (node));
      continue;
    }
    for (guint j = 0; j < members->len; j++)
      restore_member (copy, element, g_ptr_array_index (members, j));
    json_array_add_object_element (to, copy);
  }
  json_object_set_array_member (merged, list, to);
}

/* The members that the paths name in each list, under its name; a name without members is a field of the record. */
static GHashTable *
group_paths (GPtrArray *paths)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; paths != NULL && i < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i), *dot = strchr (path, '.');
    g_autofree char *name = dot != NULL ? g_strndup (path, dot - path) : g_strdup (path);
    GPtrArray *members = g_hash_table_lookup (groups, name);

    if (members == NULL) {
      members = g_ptr_array_new ();
      g_hash_table_insert (groups, g_steal_pointer (&name), members);
    }
    if (dot != NULL)
      g_ptr_array_add (members, (gpointer) (dot + 1));
  }
  return groups;
}

static void
stand (Setting *setting, JsonObject *merged, GPtrArray *paths)
{
  g_autoptr (GHashTable) groups = group_paths (paths);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (groups), (GCompareFunc) strcmp);

  for (GList *l = names; l != NULL; l = l->next) {
    GPtrArray *members = g_hash_table_lookup (groups, l->data);

    if (members->len > 0) {
      compare_list (setting, l->data, members);
      restore_list (merged, setting->settled, l->data, members);
      continue;
    }
    /* Which stage it was at when it was changed is of no worth any more. */
    if (strcmp (l->data, "stage") != 0 &&
        is_lost (get_member (setting->base, l->data), get_member (setting->settled, l->data),
                 get_member (setting->other, l->data)))
      set_aside (setting, l->data, get_member (setting->other, l->data), FALSE);
    restore_member (merged, setting->settled, l->data);
  }
}

/**
 * _ry_aside_merge:
 * @kind: the record's kind
 * @fixed: (nullable): what is fixed of it once it is settled
 * @base: (nullable): the version both sides had
 * @left: one side
 * @right: the other side
 * @clashes: (element-type RyMergeClash): what could not be settled is added here
 *
 * As ry_merge(), but where one side is settled for good and the other is an older draft of it, the settled side's fixed
 * fields stand without a question, and so does it in all else that clashes.
 *
 * Returns: (transfer full): the merged content
 */
JsonObject *
_ry_aside_merge (RyKind *kind,
                 const RyFixed *fixed,
                 JsonObject *base,
                 const RyAsideSide *left,
                 const RyAsideSide *right,
                 GPtrArray *clashes)
{
  gboolean left_stands = ry_fixed_stands_over (fixed, left->content, right->content);
  const RyAsideSide *settled = left_stands ? left : right, *other = left_stands ? right : left;
  Setting setting = { base, settled->content, other->content, other->rev, NULL };
  g_autoptr (GPtrArray) ignored = NULL;
  JsonObject *merged;
  JsonArray *list;

  if (!left_stands && !ry_fixed_stands_over (fixed, right->content, left->content))
    return ry_merge (kind, base, left->content, right->content, clashes);
  ignored = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_merge_clash_free);
  merged = ry_merge (kind, base, settled->content, other->content, ignored);
  for (guint i = 0; i < ignored->len; i++) {
    RyMergeClash *clash = g_ptr_array_index (ignored, i);

    ry_merge_set_value (merged, clash->field, clash->left);
  }
  list = ry_json_get_array (merged, ASIDE);
  setting.list = list != NULL ? json_array_ref (list) : json_array_new ();
  stand (&setting, merged, ry_fixed_get_paths (fixed));
  for (guint i = 0; i < ignored->len; i++) {
    RyMergeClash *clash = g_ptr_array_index (ignored, i);

    if (strcmp (clash->field, "stage") != 0)
      set_aside (&setting, clash->field, clash->right, clash->right == NULL);
  }
  if (json_array_get_length (setting.list) > 0)
    json_object_set_array_member (merged, ASIDE, json_array_ref (setting.list));
  json_array_unref (setting.list);
  return merged;
}
