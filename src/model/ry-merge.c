/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Merges documents field by field. A value that one side changed is taken from that side. A value that both
 * changed is merged by its field's rule: sets by element, lists by element and inside the element by member, objects
 * by member, long text by line. What no rule can settle is a clash: the left value stands, and the clash is told.
 *
 * Without a common version the base is the empty document: what only one side has is taken, what both have alike
 * is agreed, the rest clashes. Pure; call it with the winning revision as left, and every machine gets the same.
 */
#include "ry-merge.h"

#include <string.h>

#include "ry-json.h"
#include "ry-kind-private.h"
#include "ry-merge-private.h"

/* Both sides at one place. Nodes are borrowed, %NULL where absent. */
typedef struct {
  JsonNode *base;
  JsonNode *left;
  JsonNode *right;
} Trio;

/* What is known of the members at one level: a kind's fields, a list's, or nothing. */
typedef struct {
  RyKind *kind;
  RyField *list;
} Level;

static JsonObject *merge_objects (
    Level *level, const char *path, JsonObject *base, JsonObject *left, JsonObject *right, GPtrArray *clashes);

static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode *copy;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    copy = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (copy, ry_json_object_copy (json_node_get_object (node)));
    return copy;
  }
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_array_new ();

    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      json_array_add_element (array, copy_node (json_array_get_element (json_node_get_array (node), i)));
    copy = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (copy, array);
    return copy;
  }
  return json_node_copy (node);
}

static gboolean
are_equal (JsonNode *a, JsonNode *b)
{
  if (_ry_json_node_is_empty (a) || _ry_json_node_is_empty (b))
    return _ry_json_node_is_empty (a) && _ry_json_node_is_empty (b);
  return ry_json_node_equal (a, b);
}

static gboolean
all_hold (const Trio *trio, JsonNodeType type)
{
  return (_ry_json_node_is_empty (trio->base) || JSON_NODE_HOLDS (trio->base, type)) &&
         (_ry_json_node_is_empty (trio->left) || JSON_NODE_HOLDS (trio->left, type)) &&
         (_ry_json_node_is_empty (trio->right) || JSON_NODE_HOLDS (trio->right, type));
}

static const char *
get_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static void
add_clash (GPtrArray *clashes, const char *path, const Trio *trio, char *combined)
{
  RyMergeClash *clash = g_new0 (RyMergeClash, 1);

  clash->field = g_strdup (path);
  clash->base = copy_node (trio->base);
  clash->left = copy_node (trio->left);
  clash->right = copy_node (trio->right);
  clash->combined = combined;
  g_ptr_array_add (clashes, clash);
}

static JsonNode *
clash_whole (const char *path, const Trio *trio, GPtrArray *clashes)
{
  add_clash (clashes, path, trio, NULL);
  return copy_node (trio->left);
}

static JsonNode *
merge_long_text (const char *path, const Trio *trio, GPtrArray *clashes)
{
  gboolean clean;
  g_autofree char *text = ry_merge_text (get_text (trio->base), get_text (trio->left), get_text (trio->right), &clean);

  if (clean)
    return json_node_init_string (json_node_alloc (), text);
  add_clash (clashes, path, trio,
             ry_merge_sentences (get_text (trio->base), get_text (trio->left), get_text (trio->right)));
  return copy_node (trio->left);
}

/* The elements of an array under their keys, in order; FALSE where an element has no key or one stands twice. */
static gboolean
index_elements (JsonNode *node, gboolean of_strings, GPtrArray *keys, GHashTable *elements)
{
  JsonArray *array = _ry_json_node_is_empty (node) ? NULL : json_node_get_array (node);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    const char *key = of_strings                         ? get_text (element)
                      : JSON_NODE_HOLDS_OBJECT (element) ? ry_json_get_string (json_node_get_object (element), "key")
                                                         : NULL;

    if (key == NULL || *key == '\0' || !g_hash_table_insert (elements, (gpointer) key, element))
      return FALSE;
    g_ptr_array_add (keys, (gpointer) key);
  }
  return TRUE;
}

static JsonNode *
merge_element (RyField *field, const char *path, const char *key, const Trio *trio, GPtrArray *clashes)
{
  g_autofree char *inner = _ry_merge_extend_path (path, key);
  Level level = { NULL, field };
  JsonNode *node;

  if (are_equal (trio->left, trio->right) || are_equal (trio->base, trio->right))
    return copy_node (trio->left);
  if (are_equal (trio->base, trio->left))
    return copy_node (trio->right);
  if (trio->left == NULL || trio->right == NULL)
    return clash_whole (inner, trio, clashes); /* one removed what the other changed */
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node,
                         merge_objects (&level, inner, trio->base == NULL ? NULL : json_node_get_object (trio->base),
                                        json_node_get_object (trio->left), json_node_get_object (trio->right),
                                        clashes));
  return node;
}

/* Sets and keyed lists are one thing here: a set's elements are their own keys, and never differ. */
static JsonNode *
merge_elements (RyField *field, const char *path, const Trio *trio, GPtrArray *clashes)
{
  gboolean of_strings = field->type == RY_FIELD_SET;
  g_autoptr (GPtrArray) base_keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) left_keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) right_keys = g_ptr_array_new ();
  g_autoptr (GHashTable) base = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) right = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = NULL;
  JsonArray *merged;
  JsonNode *node;

  if (!index_elements (trio->base, of_strings, base_keys, base) ||
      !index_elements (trio->left, of_strings, left_keys, left) ||
      !index_elements (trio->right, of_strings, right_keys, right))
    return clash_whole (path, trio, clashes);

  order = _ry_merge_order (base_keys, left_keys, right_keys);
  merged = json_array_new ();
  for (guint i = 0; i < order->len; i++) {
    const char *key = g_ptr_array_index (order, i);
    Trio element = { g_hash_table_lookup (base, key), g_hash_table_lookup (left, key),
                     g_hash_table_lookup (right, key) };
    JsonNode *result = merge_element (field, path, key, &element, clashes);

    if (result != NULL)
      json_array_add_element (merged, result);
  }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, merged);
  return node;
}

static JsonNode *
merge_members (const char *path, const Trio *trio, GPtrArray *clashes)
{
  g_autoptr (JsonObject) none = json_object_new ();
  Level level = { NULL, NULL };
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node,
                         merge_objects (&level, path,
                                        _ry_json_node_is_empty (trio->base) ? NULL : json_node_get_object (trio->base),
                                        _ry_json_node_is_empty (trio->left) ? none : json_node_get_object (trio->left),
                                        _ry_json_node_is_empty (trio->right) ? none
                                                                             : json_node_get_object (trio->right),
                                        clashes));
  return node;
}

/* A time somebody came, a number that was given: the order of the values decides, whoever wrote them. */
static JsonNode *
take_by_rule (RyField *field, const Trio *trio)
{
  int order = field->type == RY_FIELD_NUMBER ? (json_node_get_int (trio->left) > json_node_get_int (trio->right)) -
                                                   (json_node_get_int (trio->left) < json_node_get_int (trio->right))
                                             : strcmp (get_text (trio->left), get_text (trio->right));

  return copy_node ((field->merge == RY_MERGE_LEAST) == (order <= 0) ? trio->left : trio->right);
}

static JsonNode *
merge_value (RyField *field, const char *path, const Trio *trio, GPtrArray *clashes)
{
  if (are_equal (trio->left, trio->right) || are_equal (trio->base, trio->right))
    return copy_node (trio->left);
  if (are_equal (trio->base, trio->left))
    return copy_node (trio->right);
  if (field == NULL)
    return clash_whole (path, trio, clashes);
  if ((field->type == RY_FIELD_SET || field->type == RY_FIELD_LIST) && all_hold (trio, JSON_NODE_ARRAY))
    return merge_elements (field, path, trio, clashes);
  if (field->type == RY_FIELD_OBJECT && all_hold (trio, JSON_NODE_OBJECT))
    return merge_members (path, trio, clashes);
  if (field->merge != RY_MERGE_ASK && all_hold (trio, JSON_NODE_VALUE) && !_ry_json_node_is_empty (trio->left) &&
      !_ry_json_node_is_empty (trio->right))
    return take_by_rule (field, trio);
  if (field->type == RY_FIELD_LONG_TEXT && all_hold (trio, JSON_NODE_VALUE))
    return merge_long_text (path, trio, clashes);
  return clash_whole (path, trio, clashes);
}

static RyField *
find_field (Level *level, const char *name)
{
  if (level->kind != NULL)
    return ry_kind_find_field (level->kind, name);
  return level->list != NULL ? ry_field_find_field (level->list, name) : NULL;
}

/* Who, when and on which machine are those of the later change, whichever side it is on. */
static void
merge_stamps (JsonObject *merged, JsonObject *left, JsonObject *right)
{
  static const char *const names[] = { "updated_at", "updated_by", "updated_on" };
  int order = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names) && order == 0; i++) {
    const char *a = ry_json_get_string (left, names[i]);
    const char *b = ry_json_get_string (right, names[i]);

    order = g_strcmp0 (a, b);
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    JsonNode *node = json_object_get_member (order < 0 ? right : left, names[i]);

    if (node != NULL)
      json_object_set_member (merged, names[i], json_node_copy (node));
  }
}

static void
merge_member (Level *level,
              const char *path,
              const char *name,
              JsonObject *const objects[3],
              JsonObject *merged,
              GPtrArray *clashes)
{
  g_autofree char *inner = _ry_merge_extend_path (path, name);
  Trio trio = {
    objects[0] != NULL ? json_object_get_member (objects[0], name) : NULL,
    json_object_get_member (objects[1], name),
    json_object_get_member (objects[2], name),
  };
  JsonNode *node = merge_value (find_field (level, name), inner, &trio, clashes);

  if (node != NULL)
    json_object_set_member (merged, name, node);
}

static JsonObject *
merge_objects (
    Level *level, const char *path, JsonObject *base, JsonObject *left, JsonObject *right, GPtrArray *clashes)
{
  JsonObject *const objects[3] = { base, left, right };
  JsonObject *merged = json_object_new ();
  gboolean at_top = path == NULL;

  for (guint side = 1; side < 3; side++) {
    g_autoptr (GList) names = json_object_get_members (objects[side]);

    for (GList *l = names; l != NULL; l = l->next) {
      if ((side == 2 && json_object_has_member (left, l->data)) || (at_top && _ry_merge_is_stamp (l->data)))
        continue;
      merge_member (level, path, l->data, objects, merged, clashes);
    }
  }
  if (at_top)
    merge_stamps (merged, left, right);
  return merged;
}

/**
 * ry_merge_clash_free:
 * @clash: (transfer full): a clash
 */
void
ry_merge_clash_free (RyMergeClash *clash)
{
  g_free (clash->field);
  g_clear_pointer (&clash->base, json_node_unref);
  g_clear_pointer (&clash->left, json_node_unref);
  g_clear_pointer (&clash->right, json_node_unref);
  g_free (clash->combined);
  g_free (clash);
}

/**
 * ry_merge:
 * @kind: (nullable): the documents' kind; without it every member is a value
 * @base: (nullable): the version both sides had
 * @left: one side; where the two cannot be told apart by their worth (order of insertions, clashes) it goes first
 * @right: the other side
 * @clashes: (element-type RyMergeClash): what could not be settled is added here
 *
 * Absent, null and empty values count as the same. `updated_at`, `updated_by` and `updated_on` are those of the later
 * change.
 *
 * Returns: (transfer full): the merged content, sharing nothing with the three
 */
JsonObject *
ry_merge (RyKind *kind, JsonObject *base, JsonObject *left, JsonObject *right, GPtrArray *clashes)
{
  Level level = { kind, NULL };

  return merge_objects (&level, NULL, base, left, right, clashes);
}
