/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Applies a selector to a value, and puts JSON values into CouchDB's order: null, false, true, numbers, strings by
 * the root collation of Unicode, arrays, objects. Only ids are compared by their bytes.
 * See <https://docs.couchdb.org/en/stable/ddocs/views/collation.html>.
 */
#include <string.h>
#include <unicode/ucol.h>

#include "ry-json.h"
#include "ry-selector-private.h"

typedef enum {
  FOUND,
  NOT_FOUND,
  BAD_PATH, /* it leads through something that has no members */
} Finding;

static UCollator *
get_collator (void)
{
  static gsize collator = 0;

  if (g_once_init_enter (&collator)) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *root = ucol_open ("", &status);

    g_assert (U_SUCCESS (status));
    g_once_init_leave (&collator, (gsize) root);
  }
  return (UCollator *) collator;
}

static int
compare_texts (const char *a, const char *b)
{
  UErrorCode status = U_ZERO_ERROR;

  return ucol_strcollUTF8 (get_collator (), a, -1, b, -1, &status);
}

static int
get_rank (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return 6;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return 5;
  if (JSON_NODE_HOLDS_NULL (node))
    return 0;
  if (_ry_selector_is_string (node))
    return 4;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? 2 : 1;
  return 3;
}

static int
compare_numbers (JsonNode *a, JsonNode *b)
{
  if (_ry_selector_is_integer (a) && _ry_selector_is_integer (b)) {
    gint64 left = json_node_get_int (a), right = json_node_get_int (b);

    return (left > right) - (left < right);
  }
  return (json_node_get_double (a) > json_node_get_double (b)) - (json_node_get_double (a) < json_node_get_double (b));
}

static int
compare_arrays (JsonArray *a, JsonArray *b)
{
  guint left = json_array_get_length (a), right = json_array_get_length (b);

  for (guint i = 0; i < MIN (left, right); i++) {
    int order = ry_selector_collate (json_array_get_element (a, i), json_array_get_element (b, i));

    if (order != 0)
      return order;
  }
  return (left > right) - (left < right);
}

static int
compare_objects (JsonObject *a, JsonObject *b)
{
  JsonObjectIter left, right;
  const char *left_name, *right_name;
  JsonNode *left_node, *right_node;

  json_object_iter_init_ordered (&left, a);
  json_object_iter_init_ordered (&right, b);
  while (json_object_iter_next_ordered (&left, &left_name, &left_node)) {
    int order;

    if (!json_object_iter_next_ordered (&right, &right_name, &right_node))
      return 1;
    order = compare_texts (left_name, right_name);
    if (order == 0)
      order = ry_selector_collate (left_node, right_node);
    if (order != 0)
      return order;
  }
  return json_object_get_size (b) > json_object_get_size (a) ? -1 : 0;
}

static Finding
find (JsonNode *value, const char *const *path, JsonNode **found)
{
  for (; path != NULL && *path != NULL; path++) {
    if (JSON_NODE_HOLDS_OBJECT (value)) {
      value = json_object_get_member (json_node_get_object (value), *path);
      if (value == NULL)
        return NOT_FOUND;
    } else if (JSON_NODE_HOLDS_ARRAY (value)) {
      JsonArray *array = json_node_get_array (value);
      guint64 position;

      if (!g_ascii_string_to_unsigned (*path, 10, 0, G_MAXUINT, &position, NULL) ||
          position >= json_array_get_length (array))
        return BAD_PATH;
      value = json_array_get_element (array, (guint) position);
    } else {
      return BAD_PATH;
    }
  }
  *found = value;
  return FOUND;
}

/* Text comes last in the order of the terms by which CouchDB compares ids. */
static int
compare_id (JsonNode *id, JsonNode *operand)
{
  if (!_ry_selector_is_string (id))
    return ry_selector_collate (id, operand);
  return _ry_selector_is_string (operand) ? strcmp (json_node_get_string (id), json_node_get_string (operand)) : 1;
}

static int
compare (const RySelectorCondition *condition, JsonNode *value, JsonNode *operand)
{
  gboolean id = condition->path != NULL && strcmp (condition->path[0], "_id") == 0 && condition->path[1] == NULL;

  return id ? compare_id (value, operand) : ry_selector_collate (value, operand);
}

/* A list is in another where one of its elements is. */
static gboolean
is_in (const RySelectorCondition *condition, JsonNode *value)
{
  JsonArray *wanted = json_node_get_array (condition->operand);
  JsonArray *elements = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint n_elements = elements != NULL ? json_array_get_length (elements) : 1;

  for (guint i = 0; i < json_array_get_length (wanted); i++)
    for (guint j = 0; j < n_elements; j++)
      if (compare (condition, elements != NULL ? json_array_get_element (elements, j) : value,
                   json_array_get_element (wanted, i)) == 0)
        return TRUE;
  return FALSE;
}

static gboolean
contains (JsonArray *array, JsonNode *wanted)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);

    /* Here CouchDB tells 1 from 1.0. */
    if (ry_json_node_equal (element, wanted) &&
        (!JSON_NODE_HOLDS_VALUE (wanted) || _ry_selector_is_integer (element) == _ry_selector_is_integer (wanted)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_all (JsonNode *operand, JsonNode *value)
{
  JsonArray *wanted = json_node_get_array (operand);
  guint n_wanted = json_array_get_length (wanted);
  gboolean all = n_wanted > 0;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  for (guint i = 0; i < n_wanted && all; i++)
    all = contains (json_node_get_array (value), json_array_get_element (wanted, i));
  if (all || n_wanted != 1)
    return all;
  /* [[1, 2]] also stands for the list itself. */
  return JSON_NODE_HOLDS_ARRAY (json_array_get_element (wanted, 0)) &&
         ry_json_node_equal (json_array_get_element (wanted, 0), value);
}

static gboolean
has_type (JsonNode *value, const char *type)
{
  static const char *const names[] = { "null", "boolean", "boolean", "number", "string", "array", "object" };

  return strcmp (names[get_rank (value)], type) == 0;
}

static gboolean
has_remainder (JsonNode *value, JsonNode *operand)
{
  gint64 divisor = json_array_get_int_element (json_node_get_array (operand), 0);
  gint64 remainder = json_array_get_int_element (json_node_get_array (operand), 1);

  if (!_ry_selector_is_integer (value) || divisor == 0)
    return FALSE;
  /* The least integer divided by -1 has no place in 64 bits. */
  return (divisor == -1 ? 0 : json_node_get_int (value) % divisor) == remainder;
}

static gboolean
any_element_matches (const RySelectorCondition *condition, JsonNode *value, gboolean all)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    if (_ry_selector_condition_matches (condition->children->pdata[0], json_array_get_element (array, i)) != all)
      return !all;
  return all && length > 0;
}

static gboolean
any_key_matches (const RySelectorCondition *condition, JsonNode *value)
{
  JsonObjectIter iter;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (value));
  while (json_object_iter_next (&iter, &name, NULL)) {
    g_autoptr (JsonNode) key = json_node_init_string (json_node_alloc (), name);

    if (_ry_selector_condition_matches (condition->children->pdata[0], key))
      return TRUE;
  }
  return FALSE;
}

static gboolean
value_matches (const RySelectorCondition *condition, JsonNode *value)
{
  JsonNode *operand = condition->operand;

  switch (condition->op) {
  case RY_SELECTOR_EQ:
    return compare (condition, value, operand) == 0;
  case RY_SELECTOR_NE:
    return compare (condition, value, operand) != 0;
  case RY_SELECTOR_GT:
    return compare (condition, value, operand) > 0;
  case RY_SELECTOR_GTE:
    return compare (condition, value, operand) >= 0;
  case RY_SELECTOR_LT:
    return compare (condition, value, operand) < 0;
  case RY_SELECTOR_LTE:
    return compare (condition, value, operand) <= 0;
  case RY_SELECTOR_IN:
    return is_in (condition, value);
  case RY_SELECTOR_NIN:
    return !is_in (condition, value);
  case RY_SELECTOR_EXISTS:
    return json_node_get_boolean (operand);
  case RY_SELECTOR_TYPE:
    return has_type (value, json_node_get_string (operand));
  case RY_SELECTOR_MOD:
    return has_remainder (value, operand);
  case RY_SELECTOR_REGEX:
    return _ry_selector_is_string (value) && g_regex_match (condition->regex, json_node_get_string (value), 0, NULL);
  case RY_SELECTOR_BEGINS_WITH:
    return _ry_selector_is_string (value) &&
           g_str_has_prefix (json_node_get_string (value), json_node_get_string (operand));
  case RY_SELECTOR_SIZE:
    return JSON_NODE_HOLDS_ARRAY (value) &&
           json_array_get_length (json_node_get_array (value)) == json_node_get_int (operand);
  case RY_SELECTOR_ALL:
    return has_all (operand, value);
  case RY_SELECTOR_KEY_MAP_MATCH:
    return any_key_matches (condition, value);
  default:
    return any_element_matches (condition, value, condition->op == RY_SELECTOR_ALL_MATCH);
  }
}

/* A list without conditions is true, of whatever sort it is. */
static gboolean
list_matches (const RySelectorCondition *condition, JsonNode *value, gboolean all)
{
  for (guint i = 0; i < condition->children->len; i++)
    if (_ry_selector_condition_matches (condition->children->pdata[i], value) != all)
      return !all;
  return all || condition->children->len == 0;
}

gboolean
_ry_selector_condition_matches (const RySelectorCondition *condition, JsonNode *value)
{
  JsonNode *found = NULL;

  switch (condition->op) {
  case RY_SELECTOR_AND:
    return list_matches (condition, value, TRUE);
  case RY_SELECTOR_OR:
    return list_matches (condition, value, FALSE);
  case RY_SELECTOR_NOT:
    return !_ry_selector_condition_matches (condition->children->pdata[0], value);
  case RY_SELECTOR_NOR:
    /* Only met among elements, where CouchDB knows no $nor and lets nothing match. */
    return FALSE;
  default:
    break;
  }
  switch (find (value, (const char *const *) condition->path, &found)) {
  case FOUND:
    return value_matches (condition, found) != condition->negated;
  case NOT_FOUND:
    return condition->op == RY_SELECTOR_EXISTS && json_node_get_boolean (condition->operand) == condition->negated;
  default:
    return FALSE;
  }
}

/**
 * ry_selector_collate:
 * @a: a value
 * @b: another
 *
 * Returns: less than, equal to or more than 0, as @a stands before, with or after @b in CouchDB's order of JSON
 */
int
ry_selector_collate (JsonNode *a, JsonNode *b)
{
  int rank = get_rank (a), other = get_rank (b);

  if (rank != other)
    return rank - other;
  switch (rank) {
  case 3:
    return compare_numbers (a, b);
  case 4:
    return compare_texts (json_node_get_string (a), json_node_get_string (b));
  case 5:
    return compare_arrays (json_node_get_array (a), json_node_get_array (b));
  case 6:
    return compare_objects (json_node_get_object (a), json_node_get_object (b));
  default:
    return 0;
  }
}
