/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every constraint that a kind declares, broken one at a time: each is one fault, whose Japanese sentence names the
 * field as the screen does and says what to do. A new field is held to it without a line here.
 */
#include <string.h>

#include "ry-i18n.h"
#include "ry-json.h"
#include "ry-validate.h"

/* A value that a field of the type cannot hold, and what becomes of it. */
typedef struct {
  RyFieldType type;
  const char *json;
  RyFaultLevel level;
} Wrong;

static const Wrong wrongs[] = {
  { RY_FIELD_TEXT, "5", RY_FAULT_REFUSED },
  { RY_FIELD_LONG_TEXT, "[\"a\"]", RY_FAULT_REFUSED },
  { RY_FIELD_READING, "true", RY_FAULT_REFUSED },
  { RY_FIELD_URL, "{\"a\":1}", RY_FAULT_REFUSED },
  { RY_FIELD_DATE, "20261122", RY_FAULT_REFUSED },
  { RY_FIELD_DATE, "\"2026-02-30\"", RY_FAULT_REFUSED },
  { RY_FIELD_DATE, "\"tomorrow\"", RY_FAULT_REFUSED },
  { RY_FIELD_TIME, "\"25:00\"", RY_FAULT_REFUSED },
  { RY_FIELD_TIME, "19", RY_FAULT_REFUSED },
  { RY_FIELD_NUMBER, "\"12\"", RY_FAULT_REFUSED },
  { RY_FIELD_NUMBER, "1.5", RY_FAULT_REFUSED },
  { RY_FIELD_DECIMAL, "\"43.1\"", RY_FAULT_REFUSED },
  { RY_FIELD_BOOLEAN, "\"yes\"", RY_FAULT_REFUSED },
  { RY_FIELD_CODE, "\"no such code\"", RY_FAULT_REFUSED },
  { RY_FIELD_CODE, "1", RY_FAULT_REFUSED },
  { RY_FIELD_REFERENCE, "\"someone\"", RY_FAULT_REFUSED },
  { RY_FIELD_REFERENCE, "7", RY_FAULT_REFUSED },
  { RY_FIELD_SET, "\"a\"", RY_FAULT_REFUSED },
  { RY_FIELD_SET, "[1]", RY_FAULT_REFUSED },
  { RY_FIELD_LIST, "\"a\"", RY_FAULT_REFUSED },
  { RY_FIELD_LIST, "[\"a\"]", RY_FAULT_REFUSED },
  { RY_FIELD_OBJECT, "\"a\"", RY_FAULT_REFUSED },
  /* What was copied from a letter is kept, and remarked on. */
  { RY_FIELD_POSTAL_CODE, "\"12\"", RY_FAULT_WARNING },
  { RY_FIELD_TELEPHONE, "\"none\"", RY_FAULT_WARNING },
  { RY_FIELD_EMAIL, "\"nobody\"", RY_FAULT_WARNING },
  { RY_FIELD_MEDICAL_CODE, "\"0110113718\"", RY_FAULT_WARNING },
  { RY_FIELD_MEDICAL_CODE, "\"1\"", RY_FAULT_WARNING },
  { RY_FIELD_CARE_CODE, "\"0170101951\"", RY_FAULT_WARNING },
  { RY_FIELD_CORPORATE_NUMBER, "\"5011001098993\"", RY_FAULT_WARNING },
  { RY_FIELD_MUNICIPALITY_CODE, "\"011038\"", RY_FAULT_WARNING },
};

static RyKinds *kinds;
static guint n_faults;

static JsonNode *
read_value (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static JsonNode *
create_value (RyField *field)
{
  const char *reference = ry_field_get_reference_kind (field);
  g_autofree char *json = NULL;

  switch (ry_field_get_value_type (field)) {
  case RY_FIELD_DATE:
    return read_value ("\"2026-11-22\"");
  case RY_FIELD_TIME:
    return read_value ("\"19:00\"");
  case RY_FIELD_NUMBER:
  case RY_FIELD_DECIMAL:
    return read_value ("12");
  case RY_FIELD_BOOLEAN:
    return read_value ("true");
  case RY_FIELD_CODE:
    json = g_strdup_printf ("\"%s\"", ry_field_get_codes (field)[0]);
    return read_value (json);
  case RY_FIELD_REFERENCE:
    json = g_strdup_printf ("\"%s:1\"", reference != NULL ? reference : "person");
    return read_value (json);
  case RY_FIELD_SET:
    return read_value ("[\"a\"]");
  case RY_FIELD_LIST:
    return read_value ("[{\"key\":\"k\"}]");
  case RY_FIELD_OBJECT:
    return read_value ("{\"a\":1}");
  default:
    return read_value ("\"a\"");
  }
}

static void
fill_required (RyField *list, RyKind *kind, JsonObject *object)
{
  guint n = list != NULL ? ry_field_get_n_fields (list) : ry_kind_get_n_fields (kind);

  for (guint i = 0; i < n; i++) {
    RyField *field = list != NULL ? ry_field_get_field (list, i) : ry_kind_get_field (kind, i);

    if (ry_field_get_required (field))
      json_object_set_member (object, ry_field_get_name (field), create_value (field));
  }
}

/* A sound document of @kind; with @list a sound entry in it, which is answered. */
static JsonObject *
create_document (RyKind *kind, RyField *list, JsonObject **entry)
{
  JsonObject *document = json_object_new ();
  JsonArray *array;

  ry_json_set_string (document, "kind", ry_kind_get_name (kind));
  fill_required (NULL, kind, document);
  *entry = document;
  if (list == NULL)
    return document;
  array = json_array_new ();
  *entry = json_object_new ();
  ry_json_set_string (*entry, "key", "k");
  fill_required (list, NULL, *entry);
  json_array_add_object_element (array, *entry);
  json_object_set_array_member (document, ry_field_get_name (list), array);
  return document;
}

static gboolean
has_japanese (const char *text)
{
  return g_regex_match_simple ("[\\p{Han}\\p{Hiragana}\\p{Katakana}]", text, 0, 0);
}

static void
check_sentence (const char *sentence, RyField *list, RyField *field)
{
  const char *labels[] = { ry_field_get_label (field), list != NULL ? ry_field_get_label (list) : NULL };
  g_autoptr (GString) rest = g_string_new (sentence);
  g_autoptr (GRegex) quoted = g_regex_new ("「[^」]*」", 0, 0, NULL);
  g_autofree char *plain = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    if (labels[i] == NULL)
      continue;
    if (!has_japanese (labels[i]) && !g_regex_match_simple ("^[A-Z0-9-]+$", labels[i], 0, 0))
      g_test_fail_printf ("the label “%s” is not Japanese", labels[i]);
    if (strstr (sentence, labels[i]) == NULL)
      g_test_fail_printf ("“%s” does not name the field “%s”", sentence, labels[i]);
    g_string_replace (rest, labels[i], "", 0);
  }
  plain = g_regex_replace (quoted, rest->str, -1, 0, "", 0, NULL);
  if (g_regex_match_simple ("(?!ID)[A-Za-z]{2,}", plain, 0, 0))
    g_test_fail_printf ("“%s” speaks English", sentence);
  if (!g_regex_match_simple ("(ください|ませんか)。$", sentence, 0, 0))
    g_test_fail_printf ("“%s” does not say what to do", sentence);
}

static void
check_fault (JsonObject *document, RyField *list, RyField *field, RyFaultLevel level, const char *what)
{
  g_autoptr (GPtrArray) faults = ry_validate (kinds, document);
  g_autoptr (GError) error = NULL;
  gboolean saved = ry_validate_or_error (kinds, document, &error);

  if (faults->len != 1) {
    g_autofree char *json = ry_json_object_to_text (document);

    g_test_fail_printf ("%s: %s: %u faults in %s", ry_field_get_name (field), what, faults->len, json);
  }
  for (guint i = 0; i < faults->len; i++) {
    RyFault *fault = g_ptr_array_index (faults, i);

    g_test_message ("%s", fault->sentence);
    g_assert_cmpint (fault->level, ==, level);
    g_assert_cmpstr (fault->field, ==, ry_field_get_name (list != NULL ? list : field));
    check_sentence (fault->sentence, list, field);
  }
  g_assert_cmpint (saved, ==, level == RY_FAULT_WARNING);
  n_faults++;
}

static void
break_value (RyKind *kind, RyField *list, RyField *field, JsonNode *value, RyFaultLevel level)
{
  JsonObject *entry;
  g_autoptr (JsonObject) document = create_document (kind, list, &entry);
  g_autofree char *what = value != NULL ? json_to_string (value, FALSE) : g_strdup ("absent");

  if (value != NULL)
    json_object_set_member (entry, ry_field_get_name (field), value);
  else
    json_object_remove_member (entry, ry_field_get_name (field));
  check_fault (document, list, field, level, what);
}

/* Entries are told from each other by their keys. */
static void
break_keys (RyKind *kind, RyField *list)
{
  JsonObject *entry;
  g_autoptr (JsonObject) document = create_document (kind, list, &entry);
  JsonArray *array = json_object_get_array_member (document, ry_field_get_name (list));

  json_array_add_object_element (array, ry_json_object_copy (entry));
  check_fault (document, NULL, list, RY_FAULT_REFUSED, "a key twice");
  json_array_remove_element (array, 1);
  json_object_remove_member (entry, "key");
  check_fault (document, NULL, list, RY_FAULT_REFUSED, "no key");
}

static void
break_field (RyKind *kind, RyField *list, RyField *field)
{
  RyFieldType type = ry_field_get_value_type (field);

  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    if (wrongs[i].type == type)
      break_value (kind, list, field, read_value (wrongs[i].json), wrongs[i].level);
  if (ry_field_get_required (field)) {
    break_value (kind, list, field, NULL, RY_FAULT_REFUSED);
    break_value (kind, list, field, read_value ("\"\""), RY_FAULT_REFUSED);
    break_value (kind, list, field, read_value ("null"), RY_FAULT_REFUSED);
  }
  if (type == RY_FIELD_REFERENCE && ry_field_get_reference_kind (field) != NULL)
    break_value (kind, list, field, read_value ("\"spaceship:1\""), RY_FAULT_REFUSED);
  if (type != RY_FIELD_LIST || list != NULL)
    return;
  break_keys (kind, field);
  for (guint i = 0; i < ry_field_get_n_fields (field); i++)
    break_field (kind, field, ry_field_get_field (field, i));
}

static void
test_every_field (gconstpointer data)
{
  RyKind *kind = ry_kinds_get (kinds, data);
  JsonObject *entry;
  g_autoptr (JsonObject) sound = create_document (kind, NULL, &entry);
  g_autoptr (GPtrArray) faults = ry_validate (kinds, sound);

  g_assert_cmpuint (faults->len, ==, 0);
  n_faults = 0;
  for (guint i = 0; i < ry_kind_get_n_fields (kind); i++)
    break_field (kind, NULL, ry_kind_get_field (kind, i));
  g_assert_cmpuint (n_faults, >=, ry_kind_get_n_fields (kind));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  const char *const *names;
  int status;

  ry_i18n_init ();
  g_test_init (&argc, &argv, NULL);
  kinds = ry_kinds_new (&error);
  g_assert_no_error (error);
  names = ry_kinds_get_names (kinds);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_strconcat ("/faults/", names[i], NULL);

    g_test_add_data_func (path, names[i], test_every_field);
  }
  status = g_test_run ();
  ry_kinds_unref (kinds);
  return status;
}
