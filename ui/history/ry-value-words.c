/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values in words.
 */
#include "ry-value-words.h"

#include <glib/gi18n.h>

#include "ry-date.h"
#include "ry-json.h"

/* An element of a list, as a whole: the words in it say enough to know it by. */
static char *
describe_element (JsonObject *element)
{
  static const char *const members[] = { "text", "title", "name", "owner_name" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *words = ry_json_get_string (element, members[i]);

    if (words != NULL && *words != '\0')
      return g_strdup (words);
  }
  return g_strdup (_ ("(changed)"));
}

static char *
describe_list (JsonArray *list)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *element = json_array_get_element (list, i);

    if (JSON_NODE_HOLDS_OBJECT (element))
      g_ptr_array_add (words, describe_element (json_node_get_object (element)));
    else if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
      g_ptr_array_add (words, json_node_dup_string (element));
  }
  g_ptr_array_add (words, NULL);
  return g_strjoinv (_ (", "), (char **) words->pdata);
}

static char *
describe_reference (RyWorkspace *workspace, JsonNode *value)
{
  const char *id = JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING
                       ? json_node_get_string (value)
                       : NULL;

  return id != NULL && *id != '\0' ? ry_workspace_dup_name (workspace, id) : NULL;
}

/**
 * ry_value_words:
 * @workspace: the region
 * @field: (nullable): what the value is of
 * @value: (nullable): the value
 *
 * Returns: (transfer full): the value as a person reads it; a word for one that is empty
 */
char *
ry_value_words (RyWorkspace *workspace, RyField *field, JsonNode *value)
{
  g_autofree char *words = NULL;

  if (value == NULL)
    return g_strdup (_ ("(empty)"));
  if (JSON_NODE_HOLDS_OBJECT (value))
    return describe_element (json_node_get_object (value));
  if (JSON_NODE_HOLDS_ARRAY (value))
    words = describe_list (json_node_get_array (value));
  else if (field != NULL && ry_field_get_value_type (field) == RY_FIELD_REFERENCE)
    words = describe_reference (workspace, value);
  if (words == NULL && field != NULL && ry_field_get_value_type (field) != RY_FIELD_LIST)
    words = ry_field_dup_display (field, value);
  if (words == NULL && JSON_NODE_HOLDS_VALUE (value))
    words = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_dup_string (value)
                                                              : json_to_string (value, FALSE);
  return words != NULL && *words != '\0' ? g_steal_pointer (&words) : g_strdup (_ ("(empty)"));
}

/**
 * ry_value_is_text:
 * @field: (nullable): what a value is of
 * @value: (nullable): the value
 *
 * Returns: whether it is read letter by letter, so that a difference is to be shown inside it
 */
gboolean
ry_value_is_text (RyField *field, JsonNode *value)
{
  if (value == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return TRUE;
  return field != NULL &&
         (ry_field_get_value_type (field) == RY_FIELD_LONG_TEXT || ry_field_get_value_type (field) == RY_FIELD_TEXT);
}

/**
 * ry_value_words_writer:
 * @version: a version of a record
 *
 * Returns: (transfer full): who wrote it
 */
char *
ry_value_words_writer (RyDocument *version)
{
  const char *name = ry_document_get_string (version, "updated_by");

  if (name != NULL && *name != '\0')
    return g_strdup (name);
  if (ry_document_get_deleted (version))
    return g_strdup (_ ("Deleted for good"));
  /* Only what a person does is stamped. */
  return g_strdup (ry_document_get_string (version, "updated_at") == NULL ? _ ("Import") : _ ("Someone"));
}

/**
 * ry_value_words_time:
 * @iso: (nullable): a time, as `updated_at`
 *
 * Returns: (transfer full): 11月23日（月） 16:12
 */
char *
ry_value_words_time (const char *iso)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) stamp = iso != NULL ? g_date_time_new_from_iso8601 (iso, zone) : NULL;
  g_autoptr (GDateTime) local = stamp != NULL ? g_date_time_to_local (stamp) : NULL;
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%F") : NULL;
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%-H:%M") : NULL;
  g_autofree char *words = day != NULL ? ry_date_format_iso (day, RY_DATE_MONTH_DAY) : NULL;

  return words != NULL ? g_strdup_printf ("%s %s", words, clock) : g_strdup (_ ("time unknown"));
}
