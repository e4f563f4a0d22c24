/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The json-glib side of ry-json.h: for code that looks at content. The accessors take what is there and fall
 * back where it is missing or of another type, since documents come from other programs too.
 */
#include "ry-json.h"

#include <math.h>
#include <string.h>

#include "ry-error.h"

static void append_node (GString *out, JsonNode *node);

static void
append_double (GString *out, double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* JSON has no word for these; json-glib's parser makes them from 1e400. */
  if (!isfinite (value)) {
    g_string_append (out, "null");
    return;
  }
  /* The shortest text that reads back as the same number: 43.1, not 43.100000000000001. */
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
    if (g_ascii_strtod (buffer, NULL) == value)
      break;
  }
  g_string_append (out, buffer);
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (out, ".0");
}

static void
append_object (GString *out, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    ry_json_append_member (out, name, node);
  g_string_append_c (out, '}');
}

static void
append_array (GString *out, JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    append_node (out, json_array_get_element (array, i));
  }
  g_string_append_c (out, ']');
}

static void
append_scalar (GString *out, JsonNode *node)
{
  switch (json_node_get_value_type (node)) {
  case G_TYPE_STRING:
    ry_json_append_string (out, json_node_get_string (node));
    break;
  case G_TYPE_BOOLEAN:
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
    break;
  case G_TYPE_INT64:
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
    break;
  default:
    append_double (out, json_node_get_double (node));
  }
}

static void
append_node (GString *out, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (out, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_VALUE (node))
    append_scalar (out, node);
  else
    g_string_append (out, "null");
}

static gboolean
objects_equal (JsonObject *a, JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;
  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &node)) {
    JsonNode *other = json_object_get_member (b, name);

    if (other == NULL || !ry_json_node_equal (node, other))
      return FALSE;
  }
  return TRUE;
}

static gboolean
arrays_equal (JsonArray *a, JsonArray *b)
{
  guint length = json_array_get_length (a);

  if (length != json_array_get_length (b))
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (!ry_json_node_equal (json_array_get_element (a, i), json_array_get_element (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
scalars_equal (JsonNode *a, JsonNode *b)
{
  GType type = json_node_get_value_type (a);

  if (type != json_node_get_value_type (b)) {
    gboolean numbers = (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) &&
                       (json_node_get_value_type (b) == G_TYPE_INT64 || json_node_get_value_type (b) == G_TYPE_DOUBLE);

    return numbers && json_node_get_double (a) == json_node_get_double (b);
  }
  if (type == G_TYPE_STRING)
    return strcmp (json_node_get_string (a), json_node_get_string (b)) == 0;
  if (type == G_TYPE_BOOLEAN)
    return json_node_get_boolean (a) == json_node_get_boolean (b);
  if (type == G_TYPE_INT64)
    return json_node_get_int (a) == json_node_get_int (b);
  return json_node_get_double (a) == json_node_get_double (b);
}

static JsonNode *
find_member (JsonObject *object, const char *member, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

/**
 * ry_json_parse_object:
 * @text: JSON text of one object
 * @length: bytes in @text, or -1 where it is NUL-terminated
 * @error: return location for an error
 *
 * Returns: (transfer full): the object, or %NULL with %RY_ERROR_BAD_REQUEST
 */
JsonObject *
ry_json_parse_object (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) inner = NULL;

  /* json-glib is lenient and recurses without bound: what it sees has passed the strict scanner. */
  if (!ry_json_validate (text, length, error))
    return NULL;
  if (!ry_json_is_shallow (text, length)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Nested too deeply to be looked at");
    return NULL;
  }
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, length, &inner)) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Not JSON: %s", inner->message);
    return NULL;
  }
  root = json_parser_steal_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "An object was expected");
    return NULL;
  }
  return json_node_dup_object (root);
}

/**
 * ry_json_object_to_text:
 * @object: an object
 *
 * Returns: (transfer full): its text without space, members in their order
 */
char *
ry_json_object_to_text (JsonObject *object)
{
  GString *out = g_string_sized_new (512);

  append_object (out, object);
  return g_string_free (out, FALSE);
}

/**
 * ry_json_append_member:
 * @out: an object's text that is not closed yet
 * @name: a member's name
 * @node: its value
 *
 * Appends a member, with a comma before it where it is not the first.
 */
void
ry_json_append_member (GString *out, const char *name, JsonNode *node)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  ry_json_append_string (out, name);
  g_string_append_c (out, ':');
  append_node (out, node);
}

/**
 * ry_json_object_copy:
 * @object: an object
 *
 * Returns: (transfer full): a deep copy that may be changed
 */
JsonObject *
ry_json_object_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, ry_json_node_copy (node));
  return copy;
}

/**
 * ry_json_node_copy:
 * @node: a node
 *
 * json_node_copy() shares the objects and arrays within; this does not.
 *
 * Returns: (transfer full): a deep copy that may be changed
 */
JsonNode *
ry_json_node_copy (JsonNode *node)
{
  JsonNode *copy;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    copy = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (copy, ry_json_object_copy (json_node_get_object (node)));
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *from = json_node_get_array (node), *to = json_array_sized_new (json_array_get_length (from));

    for (guint i = 0; i < json_array_get_length (from); i++)
      json_array_add_element (to, ry_json_node_copy (json_array_get_element (from, i)));
    copy = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (copy, to);
  } else if (JSON_NODE_HOLDS_VALUE (node)) {
    GValue value = G_VALUE_INIT;

    json_node_get_value (node, &value);
    copy = json_node_new (JSON_NODE_VALUE);
    json_node_set_value (copy, &value);
    g_value_unset (&value);
  } else {
    copy = json_node_new (JSON_NODE_NULL);
  }
  return copy;
}

/**
 * ry_json_node_equal:
 * @a: (nullable): a node
 * @b: (nullable): another
 *
 * Compares content: the order of members does not count, 1 equals 1.0.
 *
 * Returns: whether both say the same
 */
gboolean
ry_json_node_equal (JsonNode *a, JsonNode *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (a))
    return objects_equal (json_node_get_object (a), json_node_get_object (b));
  if (JSON_NODE_HOLDS_ARRAY (a))
    return arrays_equal (json_node_get_array (a), json_node_get_array (b));
  return JSON_NODE_HOLDS_NULL (a) || scalars_equal (a, b);
}

/**
 * ry_json_get_string:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): its text, or %NULL where there is none
 */
const char *
ry_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = find_member (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/**
 * ry_json_get_text:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none): its text, or "" where there is none
 */
const char *
ry_json_get_text (JsonObject *object, const char *member)
{
  const char *text = ry_json_get_string (object, member);

  return text != NULL ? text : "";
}

/**
 * ry_json_get_int:
 * @object: (nullable): an object
 * @member: a member's name
 * @otherwise: the answer where there is no number
 *
 * Returns: the number
 */
gint64
ry_json_get_int (JsonObject *object, const char *member, gint64 otherwise)
{
  JsonNode *node = find_member (object, member, JSON_NODE_VALUE);
  double value;

  if (node == NULL)
    return otherwise;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return otherwise;
  value = json_node_get_double (node);
  return value >= -9.2e18 && value <= 9.2e18 ? (gint64) value : otherwise;
}

/**
 * ry_json_get_boolean:
 * @object: (nullable): an object
 * @member: a member's name
 * @otherwise: the answer where there is no truth value
 *
 * Returns: the truth value
 */
gboolean
ry_json_get_boolean (JsonObject *object, const char *member, gboolean otherwise)
{
  JsonNode *node = find_member (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : otherwise;
}

/**
 * ry_json_get_array:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): the array, or %NULL where there is none
 */
JsonArray *
ry_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = find_member (object, member, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

/**
 * ry_json_get_object:
 * @object: (nullable): an object
 * @member: a member's name
 *
 * Returns: (transfer none) (nullable): the object, or %NULL where there is none
 */
JsonObject *
ry_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = find_member (object, member, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

/**
 * ry_json_set_string:
 * @object: an object that may be changed
 * @member: a member's name
 * @value: (nullable): the text; %NULL or "" takes the member away
 *
 * Sets a text so that an empty one leaves no trace.
 */
void
ry_json_set_string (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, member, value);
  else
    json_object_remove_member (object, member);
}

/**
 * ry_json_is_shallow:
 * @text: JSON text that is known to be good
 * @length: bytes in @text, or -1 where it is NUL-terminated
 *
 * Returns: whether it nests no deeper than %RY_JSON_PARSE_DEPTH
 */
gboolean
ry_json_is_shallow (const char *text, gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  gboolean in_string = FALSE;
  guint depth = 0;

  for (const char *p = text; p < end; p++) {
    if (in_string && *p == '\\')
      p++;
    else if (*p == '"')
      in_string = !in_string;
    else if (!in_string && (*p == '{' || *p == '[') && ++depth > RY_JSON_PARSE_DEPTH)
      return FALSE;
    else if (!in_string && (*p == '}' || *p == ']'))
      depth--;
  }
  return TRUE;
}

/**
 * ry_json_append_strings:
 * @out: where to append
 * @texts: (array zero-terminated=1): UTF-8 texts
 *
 * Appends @texts as a JSON array of strings.
 */
void
ry_json_append_strings (GString *out, const char *const *texts)
{
  g_string_append_c (out, '[');
  for (guint i = 0; texts[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    ry_json_append_string (out, texts[i]);
  }
  g_string_append_c (out, ']');
}

/**
 * ry_json_take_string:
 * @value: an element of an array
 * @length: bytes in @value
 * @strings: a #GPtrArray of strings, to which the decoded element is added
 * @error: return location for an error
 *
 * A #RyJsonElementFunc for ry_json_scan_array() that gathers an array of strings.
 *
 * Returns: whether @value is a string
 */
gboolean
ry_json_take_string (const char *value, gsize length, gpointer strings, GError **error)
{
  char *text = ry_json_decode_string (value, length, error);

  if (text == NULL)
    return FALSE;
  g_ptr_array_add (strings, text);
  return TRUE;
}
