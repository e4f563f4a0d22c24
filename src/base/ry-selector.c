/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a selector into a tree of conditions, as CouchDB normalises it. Paths are pushed down to the operators, and
 * so are negations: `{"$not": {"a": {"$eq": 1}}}` becomes "a is there and is not 1". A value that is missing
 * therefore matches neither a condition nor its negation. Below $elemMatch and its kin CouchDB leaves negations
 * where they stand, and they are plain there.
 */
#include "ry-selector-private.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

struct _RySelector {
  gatomicrefcount references;
  RySelectorCondition *root; /* NULL: the empty selector, which matches everything */
};

/* Where the reading stands. */
typedef struct {
  const char *path; /* (nullable) */
  gboolean negated;
  gboolean inner; /* below $elemMatch, $allMatch or $keyMapMatch */
} Place;

typedef struct {
  const char *name;
  RySelectorOperator op;
  gboolean (*accepts) (JsonNode *operand);
} Operator;

static RySelectorCondition *read_condition (JsonNode *node, const Place *place, GError **error);

static gboolean
is_size (JsonNode *node)
{
  return _ry_selector_is_integer (node) && json_node_get_int (node) >= 0;
}

static gboolean
is_boolean (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static gboolean
is_array (JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node);
}

static gboolean
is_object (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node);
}

static gboolean
is_division (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && json_array_get_length (array) == 2 &&
         _ry_selector_is_integer (json_array_get_element (array, 0)) &&
         _ry_selector_is_integer (json_array_get_element (array, 1));
}

static gboolean
is_anything (JsonNode *node)
{
  return TRUE;
}

static const Operator operators[] = {
  { "$and", RY_SELECTOR_AND, is_array },
  { "$or", RY_SELECTOR_OR, is_array },
  { "$nor", RY_SELECTOR_NOR, is_array },
  { "$not", RY_SELECTOR_NOT, is_object },
  { "$eq", RY_SELECTOR_EQ, is_anything },
  { "$ne", RY_SELECTOR_NE, is_anything },
  { "$gt", RY_SELECTOR_GT, is_anything },
  { "$gte", RY_SELECTOR_GTE, is_anything },
  { "$lt", RY_SELECTOR_LT, is_anything },
  { "$lte", RY_SELECTOR_LTE, is_anything },
  { "$in", RY_SELECTOR_IN, is_array },
  { "$nin", RY_SELECTOR_NIN, is_array },
  { "$exists", RY_SELECTOR_EXISTS, is_boolean },
  { "$type", RY_SELECTOR_TYPE, _ry_selector_is_string },
  { "$mod", RY_SELECTOR_MOD, is_division },
  { "$regex", RY_SELECTOR_REGEX, _ry_selector_is_string },
  { "$beginsWith", RY_SELECTOR_BEGINS_WITH, _ry_selector_is_string },
  { "$size", RY_SELECTOR_SIZE, is_size },
  { "$all", RY_SELECTOR_ALL, is_array },
  { "$elemMatch", RY_SELECTOR_ELEM_MATCH, is_object },
  { "$allMatch", RY_SELECTOR_ALL_MATCH, is_object },
  { "$keyMapMatch", RY_SELECTOR_KEY_MAP_MATCH, is_object },
};

static void
condition_free (gpointer data)
{
  RySelectorCondition *condition = data;

  if (condition == NULL)
    return;
  g_strfreev (condition->path);
  g_clear_pointer (&condition->operand, json_node_unref);
  g_clear_pointer (&condition->regex, g_regex_unref);
  g_clear_pointer (&condition->children, g_ptr_array_unref);
  g_free (condition);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySelectorCondition, condition_free)

static RySelectorCondition *
create_condition (RySelectorOperator op)
{
  RySelectorCondition *condition = g_new0 (RySelectorCondition, 1);

  condition->op = op;
  return condition;
}

static gpointer
fail (GError **error, const char *format, const char *detail)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, format, detail);
  return NULL;
}

/* `a.b` is two names; a point behind a backslash is part of a name. */
static GStrv
split_path (const char *path, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *p = path;; p++) {
    if (*p == '\0' || (*p == '.' && (p == path || p[-1] != '\\'))) {
      if (name->len == 0)
        return fail (error, "Invalid field name: %s", path);
      g_strv_builder_add (names, name->str);
      g_string_truncate (name, 0);
      if (*p == '\0')
        return g_strv_builder_end (names);
    } else if (*p != '\\') {
      g_string_append_c (name, *p);
    }
  }
}

static gboolean
add_child (RySelectorCondition *condition, JsonNode *node, const Place *place, GError **error)
{
  RySelectorCondition *child = read_condition (node, place, error);

  if (child != NULL)
    g_ptr_array_add (condition->children, child);
  return child != NULL;
}

/* $and, $or and $nor; outside of elements, a negation goes through them to their conditions. */
static RySelectorCondition *
read_list (RySelectorOperator op, JsonNode *operand, const Place *place, GError **error)
{
  g_autoptr (RySelectorCondition) condition = create_condition (op);
  JsonArray *array = json_node_get_array (operand);
  Place below = *place;

  if (!place->inner && op == RY_SELECTOR_NOR) {
    below.negated = !place->negated;
    op = RY_SELECTOR_OR;
  }
  if (below.negated)
    op = op == RY_SELECTOR_AND ? RY_SELECTOR_OR : RY_SELECTOR_AND;
  condition->op = op;
  condition->children = g_ptr_array_new_with_free_func (condition_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!add_child (condition, json_array_get_element (array, i), &below, error))
      return NULL;
  return g_steal_pointer (&condition);
}

static RySelectorCondition *
read_not (JsonNode *operand, const Place *place, GError **error)
{
  g_autoptr (RySelectorCondition) condition = NULL;
  Place below = *place;

  if (!place->inner) {
    below.negated = !place->negated;
    return read_condition (operand, &below, error);
  }
  condition = create_condition (RY_SELECTOR_NOT);
  condition->children = g_ptr_array_new_with_free_func (condition_free);
  return add_child (condition, operand, &below, error) ? g_steal_pointer (&condition) : NULL;
}

static RySelectorCondition *
read_value_operator (RySelectorOperator op, JsonNode *operand, const Place *place, GError **error)
{
  static const Place within = { NULL, FALSE, TRUE };
  g_autoptr (RySelectorCondition) condition = create_condition (op);

  condition->negated = place->negated;
  if (place->path != NULL && (condition->path = split_path (place->path, error)) == NULL)
    return NULL;
  if (op >= RY_SELECTOR_ELEM_MATCH) {
    condition->children = g_ptr_array_new_with_free_func (condition_free);
    return add_child (condition, operand, &within, error) ? g_steal_pointer (&condition) : NULL;
  }
  condition->operand = json_node_ref (operand);
  if (op == RY_SELECTOR_REGEX) {
    /* CouchDB matches bytes, and so does RAW. */
    condition->regex = g_regex_new (json_node_get_string (operand), G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
    if (condition->regex == NULL)
      return fail (error, "Bad argument for operator $regex: %s", json_node_get_string (operand));
  }
  return g_steal_pointer (&condition);
}

static RySelectorCondition *
read_operator (const char *name, JsonNode *operand, const Place *place, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++) {
    if (strcmp (operators[i].name, name) != 0)
      continue;
    if (!operators[i].accepts (operand)) {
      g_autofree char *text = json_to_string (operand, FALSE);

      g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Bad argument for operator %s: %s", name, text);
      return NULL;
    }
    if (operators[i].op == RY_SELECTOR_NOT)
      return read_not (operand, place, error);
    return operators[i].op < RY_SELECTOR_NOT ? read_list (operators[i].op, operand, place, error)
                                             : read_value_operator (operators[i].op, operand, place, error);
  }
  return fail (error, "Invalid operator: %s", name);
}

/* One member of an object: an operator, or a field with what is said of it. */
static RySelectorCondition *
read_member (const char *name, JsonNode *node, const Place *place, GError **error)
{
  g_autofree char *path = NULL;
  Place below = *place;

  if (name[0] == '$')
    return read_operator (name, node, place, error);
  path = place->path != NULL ? g_strconcat (place->path, ".", name, NULL) : g_strdup (name);
  below.path = path;
  return read_condition (node, &below, error);
}

static RySelectorCondition *
read_object (JsonObject *object, const Place *place, GError **error)
{
  g_autoptr (RySelectorCondition) all = create_condition (place->negated ? RY_SELECTOR_OR : RY_SELECTOR_AND);
  RySelectorCondition *only;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  all->children = g_ptr_array_new_with_free_func (condition_free);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    RySelectorCondition *child = read_member (name, node, place, error);

    if (child == NULL)
      return NULL;
    g_ptr_array_add (all->children, child);
  }
  if (all->children->len > 1)
    return g_steal_pointer (&all);
  only = g_ptr_array_steal_index (all->children, 0);
  return only;
}

/* An object speaks of fields and operators; anything else is what the value must be. */
static RySelectorCondition *
read_condition (JsonNode *node, const Place *place, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) > 0)
    return read_object (json_node_get_object (node), place, error);
  return read_value_operator (RY_SELECTOR_EQ, node, place, error);
}

/**
 * ry_selector_parse:
 * @json: the selector
 * @length: bytes in @json, or -1 where it is NUL-terminated
 * @error: return location for an error
 *
 * Returns: (transfer full): the selector, or %NULL with %RY_ERROR_BAD_REQUEST and CouchDB's reason
 */
RySelector *
ry_selector_parse (const char *json, gssize length, GError **error)
{
  static const Place top = { NULL, FALSE, FALSE };
  g_autoptr (JsonObject) object = ry_json_parse_object (json, length, NULL);
  g_autoptr (RySelectorCondition) root = NULL;
  RySelector *self;

  if (object == NULL)
    return fail (error, "%s", "Selector error: expected a JSON object");
  if (json_object_get_size (object) > 0) {
    root = read_object (object, &top, error);
    if (root == NULL)
      return NULL;
    if (root->op > RY_SELECTOR_NOT && root->path == NULL)
      return fail (error, "%s", "One or more conditions is missing a field name.");
  }
  self = g_new0 (RySelector, 1);
  g_atomic_ref_count_init (&self->references);
  self->root = g_steal_pointer (&root);
  return self;
}

/**
 * ry_selector_ref:
 * @self: a selector
 *
 * Returns: (transfer full): @self
 */
RySelector *
ry_selector_ref (RySelector *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ry_selector_unref:
 * @self: (nullable): a selector
 */
void
ry_selector_unref (RySelector *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  condition_free (self->root);
  g_free (self);
}

/**
 * ry_selector_matches:
 * @self: a selector
 * @document: a whole document, `_id` and the like included
 *
 * Returns: whether the selector is true of the document
 */
gboolean
ry_selector_matches (RySelector *self, JsonObject *document)
{
  g_autoptr (JsonNode) node = NULL;

  if (self->root == NULL)
    return TRUE;
  node = json_node_alloc ();
  json_node_init_object (node, document);
  return _ry_selector_condition_matches (self->root, node);
}
