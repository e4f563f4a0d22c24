/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a clash is. The conflict desk shows each clash under the label of its place and puts the answer back
 * into the merged content by the same path.
 */
#include "ry-merge-private.h"

#include <glib/gi18n-lib.h>

#include "ry-json.h"

static void
unescape_step (char *step)
{
  char *out = step;

  for (char *p = step; *p != '\0'; p++) {
    if (p[0] == '~' && (p[1] == '0' || p[1] == '1'))
      *out++ = *++p == '0' ? '~' : '/';
    else
      *out++ = *p;
  }
  *out = '\0';
}

static GStrv
split_path (const char *path)
{
  GStrv steps = g_strsplit (path, "/", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    unescape_step (steps[i]);
  return steps;
}

/* The place of the element with @key, or the array's length. */
static guint
find_element (JsonArray *array, const char *key)
{
  guint length = json_array_get_length (array);

  for (guint i = 0; i < length; i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && g_strcmp0 (ry_json_get_string (json_node_get_object (node), "key"), key) == 0)
      return i;
  }
  return length;
}

static JsonNode *
step_into (JsonNode *node, const char *step)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), step);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    guint position = find_element (array, step);

    return position < json_array_get_length (array) ? json_array_get_element (array, position) : NULL;
  }
  return NULL;
}

static void
set_in_array (JsonArray *array, const char *key, JsonNode *value)
{
  guint position = find_element (array, key);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  if (value == NULL) {
    if (position < json_array_get_length (array))
      json_array_remove_element (array, position);
    return;
  }
  /* json-glib can neither replace nor insert: take the tail off and put it back. */
  while (json_array_get_length (array) > position) {
    g_ptr_array_add (rest, json_node_copy (json_array_get_element (array, position)));
    json_array_remove_element (array, position);
  }
  json_array_add_element (array, json_node_copy (value));
  for (guint i = 1; i < rest->len; i++)
    json_array_add_element (array, g_ptr_array_index (rest, i));
  if (rest->len > 0)
    json_node_unref (g_ptr_array_index (rest, 0));
}

/* What says who, when and where, and is never a change. */
gboolean
_ry_merge_is_stamp (const char *name)
{
  return g_str_equal (name, "updated_by") || g_str_equal (name, "updated_at") || g_str_equal (name, "updated_on");
}

/* @path with one more step; at the top %NULL. */
char *
_ry_merge_extend_path (const char *path, const char *step)
{
  g_auto (GStrv) tildes = g_strsplit (step, "~", -1);
  g_autofree char *escaped = g_strjoinv ("~0", tildes);
  g_auto (GStrv) slashes = g_strsplit (escaped, "/", -1);
  g_autofree char *last = g_strjoinv ("~1", slashes);

  return path == NULL ? g_steal_pointer (&last) : g_strconcat (path, "/", last, NULL);
}

/**
 * ry_merge_find_field:
 * @kind: a kind
 * @path: the path of a clash
 *
 * Returns: (transfer none) (nullable): the field at the end of @path; for a whole element of a list, the list's
 */
RyField *
ry_merge_find_field (RyKind *kind, const char *path)
{
  g_auto (GStrv) steps = split_path (path);
  RyField *field = ry_kind_find_field (kind, steps[0]);

  if (field != NULL && steps[0] != NULL && steps[1] != NULL && steps[2] != NULL)
    return ry_field_find_field (field, steps[2]);
  return field;
}

/**
 * ry_merge_dup_label:
 * @kind: a kind
 * @path: the path of a clash
 * @content: (nullable): the content in which an element's place is counted
 *
 * Returns: (transfer full): what to call the place, as "Minutes 3 › Text"
 */
char *
ry_merge_dup_label (RyKind *kind, const char *path, JsonObject *content)
{
  g_auto (GStrv) steps = split_path (path);
  RyField *field = ry_kind_find_field (kind, steps[0]);
  RyField *inner = ry_merge_find_field (kind, path);
  GString *label = g_string_new (field != NULL ? ry_field_get_label (field) : steps[0]);
  JsonArray *array = content != NULL ? ry_json_get_array (content, steps[0]) : NULL;

  if (steps[0] == NULL || steps[1] == NULL)
    return g_string_free (label, FALSE);
  if (array == NULL)
    g_string_append_printf (label, " › %s", steps[1]);
  else if (find_element (array, steps[1]) < json_array_get_length (array))
    g_string_append_printf (label, " %u", find_element (array, steps[1]) + 1);
  if (steps[2] != NULL)
    g_string_append_printf (label, " › %s", inner != NULL ? ry_field_get_label (inner) : steps[2]);
  return g_string_free (label, FALSE);
}

/**
 * ry_merge_get_value:
 * @content: the content of a document
 * @path: the path of a clash
 *
 * Returns: (transfer none) (nullable): the value there
 */
JsonNode *
ry_merge_get_value (JsonObject *content, const char *path)
{
  g_auto (GStrv) steps = split_path (path);
  JsonNode *node = steps[0] != NULL ? json_object_get_member (content, steps[0]) : NULL;

  for (guint i = 1; steps[0] != NULL && steps[i] != NULL; i++)
    node = step_into (node, steps[i]);
  return node;
}

/**
 * ry_merge_set_value:
 * @content: the content of a document, which is changed
 * @path: the path of a clash
 * @value: (nullable): the value a person decided for; %NULL removes what is there
 *
 * An element that is not in its list is added at the end. A path whose way is not there changes nothing.
 */
void
ry_merge_set_value (JsonObject *content, const char *path, JsonNode *value)
{
  g_auto (GStrv) steps = split_path (path);
  guint last = g_strv_length (steps) - 1;
  JsonNode *node = NULL;

  if (last == 0) {
    if (value == NULL)
      json_object_remove_member (content, steps[0]);
    else
      json_object_set_member (content, steps[0], json_node_copy (value));
    return;
  }
  node = json_object_get_member (content, steps[0]);
  for (guint i = 1; i < last; i++)
    node = step_into (node, steps[i]);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    set_in_array (json_node_get_array (node), steps[last], value);
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node) && value != NULL)
    json_object_set_member (json_node_get_object (node), steps[last], json_node_copy (value));
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    json_object_remove_member (json_node_get_object (node), steps[last]);
}
