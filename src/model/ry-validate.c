/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks a document against its kind, and says each fault in one sentence that names the field as the screen
 * does. Fields that the kind does not know are carried: a newer desktop wrote them.
 */
#include "ry-validate.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-kind-private.h"

/* One document's walk: where faults go, and the list element we are in. */
typedef struct {
  GPtrArray *faults;
  RyField *list; /* NULL at the top */
  guint position;
} Check;

static void check_fields (Check *check, RyField *list, RyKind *kind, JsonObject *object);

G_GNUC_PRINTF (4, 5)
static void
add_fault (Check *check, RyFaultLevel level, const char *field, const char *format, ...)
{
  RyFault *fault = g_new0 (RyFault, 1);
  va_list args;

  va_start (args, format);
  fault->sentence = g_strdup_vprintf (format, args);
  va_end (args);
  if (check->list != NULL) {
    g_autofree char *sentence = g_steal_pointer (&fault->sentence);

    /* Translators: %1$s is a list as "Agenda", %2$u the place in it, %3$s a sentence about a field there. */
    fault->sentence =
        g_strdup_printf (_ ("%1$s %2$u: %3$s"), ry_field_get_label (check->list), check->position + 1, sentence);
    field = check->list->name;
  }
  fault->level = level;
  fault->field = g_strdup (field);
  g_ptr_array_add (check->faults, fault);
}

static gboolean
is_string (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING;
}

static gboolean
is_date (const char *text)
{
  int year, month, day;

  return strlen (text) == 10 && text[4] == '-' && text[7] == '-' &&
         sscanf (text, "%4d-%2d-%2d", &year, &month, &day) == 3 && month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy (day, month, year);
}

static gboolean
is_time (const char *text)
{
  return strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) &&
         g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && atoi (text) < 24 && atoi (text + 3) < 60;
}

static void
check_reference (Check *check, RyField *field, const char *id)
{
  const char *colon = strchr (id, ':');

  if (colon == NULL || colon == id || colon[1] == '\0')
    add_fault (check, RY_FAULT_REFUSED, field->name, _ ("%s: “%s” is not the id of a record. Choose the record again."),
               ry_field_get_label (field), id);
  else if (field->reference != NULL &&
           (strncmp (id, field->reference, colon - id) != 0 || strlen (field->reference) != (gsize) (colon - id)))
    add_fault (check, RY_FAULT_REFUSED, field->name,
               _ ("%s points at “%s”, which is a record of another kind. Choose another."), ry_field_get_label (field),
               id);
}

/* What is wrong with @text, as a sentence that still wants the field's label and the text; %NULL where nothing is. */
static const char *
describe_fault (RyField *field, const char *text, RyFaultLevel *level)
{
  *level = RY_FAULT_WARNING;
  switch (field->type) {
  case RY_FIELD_POSTAL_CODE:
    if (strlen (text) == 8 && strspn (text, "0123456789") == 3 && text[3] == '-' &&
        strspn (text + 4, "0123456789") == 4)
      return NULL;
    return _ ("%s: “%s” does not have the form 000-0000. Write its seven digits.");
  case RY_FIELD_TELEPHONE:
    return strpbrk (text, "0123456789") == NULL ? _ ("%s: “%s” has no digits. Write the number.") : NULL;
  case RY_FIELD_EMAIL:
    return strchr (text, '@') == NULL || strchr (text, ' ') != NULL
               ? _ ("%s: “%s” is not an e-mail address. Write it whole, with its @.")
               : NULL;
  default:
    break;
  }
  *level = RY_FAULT_REFUSED;
  switch (field->type) {
  case RY_FIELD_DATE:
    return is_date (text) ? NULL : _ ("%s: “%s” is not a day of the calendar. Write it as 2026-11-22.");
  case RY_FIELD_TIME:
    return is_time (text) ? NULL : _ ("%s: “%s” is not a time of day. Write it as 19:00.");
  case RY_FIELD_CODE:
    return g_strv_contains ((const char *const *) field->codes, text)
               ? NULL
               : _ ("%s: “%s” is not in the list. Choose one that is.");
  default:
    return NULL;
  }
}

static void
check_string (Check *check, RyField *field, const char *text)
{
  RyFaultLevel level;
  const char *fault = describe_fault (field, text, &level);
  g_autofree char *warning = ry_validate_code (field->type, text);

  if (fault != NULL)
    add_fault (check, level, field->name, fault, ry_field_get_label (field), text);
  if (warning != NULL)
    add_fault (check, RY_FAULT_WARNING, field->name, _ ("%s: %s"), ry_field_get_label (field), warning);
  if (field->type == RY_FIELD_REFERENCE)
    check_reference (check, field, text);
}

static void
check_set (Check *check, RyField *field, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!is_string (json_array_get_element (array, i))) {
      add_fault (check, RY_FAULT_REFUSED, field->name,
                 _ ("%s holds something other than text. Write each entry as text."), ry_field_get_label (field));
      return;
    }
  }
}

static void
check_list (Check *check, RyField *field, JsonArray *array)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
    const char *key = object != NULL ? ry_json_get_string (object, "key") : NULL;
    Check inner = { check->faults, field, i };

    if (object == NULL) {
      add_fault (check, RY_FAULT_REFUSED, field->name,
                 _ ("%s holds something that is not an entry. Write each with its fields."),
                 ry_field_get_label (field));
      continue;
    }
    if (key == NULL || *key == '\0')
      add_fault (&inner, RY_FAULT_REFUSED, field->name, _ ("The entry has no key. Give it one that no other has."));
    else if (!g_hash_table_add (keys, (gpointer) key))
      add_fault (&inner, RY_FAULT_REFUSED, field->name,
                 _ ("The key “%s” stands twice in the list. Give one of them another."), key);
    check_fields (&inner, field, NULL, object);
  }
}

/* Whether the JSON type can hold the field's at all. */
static gboolean
has_json_type (RyField *field, JsonNode *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;

  switch (field->type) {
  case RY_FIELD_NUMBER:
    return type == G_TYPE_INT64;
  case RY_FIELD_DECIMAL:
    return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
  case RY_FIELD_BOOLEAN:
    return type == G_TYPE_BOOLEAN;
  case RY_FIELD_SET:
  case RY_FIELD_LIST:
    return JSON_NODE_HOLDS_ARRAY (value);
  case RY_FIELD_OBJECT:
    return JSON_NODE_HOLDS_OBJECT (value);
  default:
    return type == G_TYPE_STRING;
  }
}

static const char *
describe_type (RyFieldType type)
{
  switch (type) {
  case RY_FIELD_NUMBER:
    return _ ("%s must be a whole number.");
  case RY_FIELD_DECIMAL:
    return _ ("%s must be a number.");
  case RY_FIELD_BOOLEAN:
    return _ ("%s must be yes or no.");
  case RY_FIELD_SET:
  case RY_FIELD_LIST:
    return _ ("%s must be a list.");
  case RY_FIELD_OBJECT:
    return _ ("%s must be a group of values.");
  case RY_FIELD_DATE:
    return _ ("%s must be a day, as 2026-11-22.");
  case RY_FIELD_TIME:
    return _ ("%s must be a time of day, as 19:00.");
  default:
    return _ ("%s must be text.");
  }
}

static void
check_field (Check *check, RyField *field, JsonNode *value)
{
  if (_ry_json_node_is_empty (value)) {
    if (field->required)
      add_fault (check, RY_FAULT_REFUSED, field->name, _ ("%s is needed."), ry_field_get_label (field));
    return;
  }
  if (!has_json_type (field, value)) {
    g_autofree char *sentence = g_strdup_printf (describe_type (field->type), ry_field_get_label (field));

    add_fault (check, RY_FAULT_REFUSED, field->name, "%s", sentence);
    return;
  }
  if (field->type == RY_FIELD_SET)
    check_set (check, field, json_node_get_array (value));
  else if (field->type == RY_FIELD_LIST)
    check_list (check, field, json_node_get_array (value));
  else if (is_string (value))
    check_string (check, field, json_node_get_string (value));
}

static void
check_fields (Check *check, RyField *list, RyKind *kind, JsonObject *object)
{
  guint n = list != NULL ? ry_field_get_n_fields (list) : ry_kind_get_n_fields (kind);

  for (guint i = 0; i < n; i++) {
    RyField *field = list != NULL ? ry_field_get_field (list, i) : ry_kind_get_field (kind, i);

    check_field (check, field, json_object_get_member (object, ry_field_get_name (field)));
  }
}

/**
 * ry_fault_free:
 * @fault: (transfer full): a fault
 */
void
ry_fault_free (RyFault *fault)
{
  g_free (fault->field);
  g_free (fault->sentence);
  g_free (fault);
}

/**
 * ry_validate:
 * @kinds: the kinds
 * @document: the content of a document, with its member `kind`
 *
 * Returns: (transfer full) (element-type RyFault): what is wrong, in the order of the form; empty where nothing is
 */
GPtrArray *
ry_validate (RyKinds *kinds, JsonObject *document)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_fault_free);
  Check check = { faults, NULL, 0 };
  const char *name = ry_json_get_string (document, "kind");
  RyKind *kind = ry_kinds_get (kinds, name);

  if (name == NULL)
    add_fault (&check, RY_FAULT_REFUSED, "kind", _ ("The record does not say of what kind it is."));
  else if (kind == NULL)
    add_fault (&check, RY_FAULT_REFUSED, "kind",
               _ ("This version of the program does not know records of the kind “%s”."), name);
  else
    check_fields (&check, NULL, kind, document);
  return faults;
}

/**
 * ry_validate_or_error:
 * @kinds: the kinds
 * @document: the content of a document
 * @error: return location for a #GError
 *
 * Returns: whether the document can be saved; %RY_ERROR_INVALID with all sentences otherwise. Warnings do not count.
 */
gboolean
ry_validate_or_error (RyKinds *kinds, JsonObject *document, GError **error)
{
  g_autoptr (GPtrArray) faults = ry_validate (kinds, document);
  g_autoptr (GString) sentences = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++) {
    RyFault *fault = g_ptr_array_index (faults, i);

    if (fault->level == RY_FAULT_REFUSED)
      g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? " " : "", fault->sentence);
  }
  if (sentences->len == 0)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, sentences->str);
  return FALSE;
}
