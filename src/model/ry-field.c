/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A field's value as people read it, and what people type as a value. Forms, lists, tables that are imported
 * and the command line all go through these two, so that 令和8年11月22日, R8.11.22 and 2026-11-22 mean one day
 * everywhere. Reading what was typed does not depend on the language the program runs in: the same file gives
 * the same documents on every desktop.
 */
#include "ry-kind.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ry-char.h"
#include "ry-date.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-kind-private.h"
#include "ry-text.h"

/* What offices tick or write for yes and no, after folding. */
static const char *const yes_words[] = { "1",    "true", "yes", "y", "はい", "有", "有り",
                                         "あり", "○",    "〇",  "◯", "レ",   "✓",  NULL };
static const char *const no_words[] = { "0", "false", "no", "n", "いいえ", "無", "無し", "なし", "×", "✕", "-", NULL };

/* What stands behind a number in a cell. */
static const char *const units[] = { "床", "人", "名", "回", "分", NULL };

static JsonNode *
node_for_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

/* The hyphens that a keyboard, a word processor or a long vowel sign leaves between digits. */
static char *
replace_dashes (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = ry_char_get (p);

    if (c == 0x30FC || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xFF70)
      c = '-';
    ry_char_append (out, c);
  }
  return g_string_free (out, FALSE);
}

static char *
narrow (const char *text)
{
  g_autofree char *nfkc = ry_text_nfkc (text);

  return g_strstrip (g_steal_pointer (&nfkc));
}

/* Digits, and capitals where @letters, without the spaces and hyphens people put between groups. */
static char *
keep_code (const char *text, gboolean letters)
{
  g_autofree char *narrowed = narrow (text);
  GString *out = g_string_new (NULL);

  for (const char *p = narrowed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = ry_char_get (p);

    if (c < 128 && (g_ascii_isdigit (c) || (letters && g_ascii_isalpha (c))))
      g_string_append_c (out, g_ascii_toupper (c));
    else if (c != ' ' && c != '-' && c != 0x3012 && !(c >= 0x2010 && c <= 0x2015) && c != 0x2212 && c != 0x30FC)
      ry_char_append (out, c); /* stays, for the check to speak of */
  }
  return g_string_free (out, FALSE);
}

static JsonNode *
refuse_input (RyField *self, const char *text, const char *format, GError **error)
{
  g_autofree char *sentence = g_strdup_printf (format, ry_field_get_label (self), text);

  g_set_error_literal (error, RY_ERROR, RY_ERROR_INVALID, sentence);
  return NULL;
}

static JsonNode *
parse_date (RyField *self, const char *text, GError **error)
{
  g_autofree char *iso = ry_date_read (text);
  g_autofree char *fault = iso == NULL ? ry_date_describe_fault (text) : NULL;

  return iso != NULL ? node_for_string (iso) : refuse_input (self, fault, _ ("%s: %s"), error);
}

static gboolean
read_clock (const char *text, int *hour, int *minute)
{
  int used = 0;

  *minute = 0;
  if ((sscanf (text, "%2d:%2d%n", hour, minute, &used) == 2 && text[used] == '\0') ||
      (sscanf (text, "%2d時%2d分%n", hour, minute, &used) == 2 && text[used] == '\0'))
    return TRUE;
  *minute = 0;
  if (sscanf (text, "%2d時%n", hour, &used) == 1 && used > 2 && text[used] == '\0')
    return TRUE;
  if (sscanf (text, "%2d時%n", hour, &used) == 1 && used > 2 && g_str_equal (text + used, "半")) {
    *minute = 30;
    return TRUE;
  }
  return strlen (text) == 4 && strspn (text, "0123456789") == 4 && sscanf (text, "%2d%2d", hour, minute) == 2;
}

static JsonNode *
parse_time (RyField *self, const char *text, GError **error)
{
  g_autofree char *narrowed = narrow (text);
  const char *rest = narrowed;
  gboolean afternoon = FALSE;
  int hour = 0, minute = 0;
  g_autofree char *time = NULL;

  if (g_str_has_prefix (rest, "午前"))
    rest += strlen ("午前");
  else if (g_str_has_prefix (rest, "午後")) {
    rest += strlen ("午後");
    afternoon = TRUE;
  }
  if (!read_clock (rest, &hour, &minute) || hour < 0 || minute < 0 || minute > 59 || hour > (afternoon ? 12 : 23))
    return refuse_input (self, text, _ ("%s: “%s” is not a time. Write 19:00."), error);
  if (afternoon && hour < 12)
    hour += 12;
  time = g_strdup_printf ("%02d:%02d", hour, minute);
  return node_for_string (time);
}

static char *
drop_unit (const char *text)
{
  g_autofree char *narrowed = narrow (text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; units[i] != NULL; i++) {
    if (g_str_has_suffix (narrowed, units[i])) {
      narrowed[strlen (narrowed) - strlen (units[i])] = '\0';
      break;
    }
  }
  for (const char *p = narrowed; *p != '\0'; p++) {
    if (*p != ',')
      g_string_append_c (out, *p);
  }
  return g_strstrip (g_string_free (out, FALSE));
}

static JsonNode *
parse_number (RyField *self, const char *text, GError **error)
{
  g_autofree char *digits = drop_unit (text);
  gint64 value;

  if (!g_ascii_string_to_signed (digits, 10, -G_MAXINT32, G_MAXINT32, &value, NULL))
    return refuse_input (self, text, _ ("%s: “%s” is not a whole number. Write it as 12."), error);
  return json_node_init_int (json_node_alloc (), value);
}

static JsonNode *
parse_decimal (RyField *self, const char *text, GError **error)
{
  g_autofree char *digits = drop_unit (text);
  char *end = NULL;
  double value = g_ascii_strtod (digits, &end);

  if (end == digits || *end != '\0' || !(value > -1e15 && value < 1e15))
    return refuse_input (self, text, _ ("%s: “%s” is not a number. Write it as 43.1."), error);
  return json_node_init_double (json_node_alloc (), value);
}

static JsonNode *
parse_boolean (RyField *self, const char *text, GError **error)
{
  g_autofree char *narrowed = narrow (text);
  g_autofree char *lower = g_utf8_strdown (narrowed, -1);

  if (g_strv_contains (yes_words, lower))
    return json_node_init_boolean (json_node_alloc (), TRUE);
  if (g_strv_contains (no_words, lower))
    return json_node_init_boolean (json_node_alloc (), FALSE);
  return refuse_input (self, text, _ ("%s: “%s” is neither yes nor no. Write one of the two."), error);
}

static gboolean
means (const char *folded, const char *word)
{
  g_autofree char *other = ry_text_fold (word);

  return g_str_equal (folded, other);
}

static JsonNode *
parse_code (RyField *self, const char *text, GError **error)
{
  g_autofree char *folded = ry_text_fold (text);

  for (guint i = 0; self->codes[i] != NULL; i++) {
    GStrv aliases = g_ptr_array_index (self->code_aliases, i);
    const char *label = g_ptr_array_index (self->code_labels, i);
    gboolean found = means (folded, self->codes[i]) || means (folded, label);

    for (guint j = 0; !found && aliases[j] != NULL; j++)
      found = means (folded, aliases[j]);
    if (found)
      return node_for_string (self->codes[i]);
  }
  return refuse_input (self, text, _ ("%s: “%s” is not in the list. Choose one that is."), error);
}

static JsonNode *
parse_reference (RyField *self, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');

  if (colon == NULL || colon == text || colon[1] == '\0')
    return refuse_input (self, text, _ ("%s: “%s” is not the id of a record. Choose the record again."), error);
  return node_for_string (text);
}

/* 011(711)0000 and 011‐711‐0000 are one number; hyphens stay where the person put them. */
static JsonNode *
parse_telephone (const char *text)
{
  g_autofree char *narrowed = narrow (text);
  g_autofree char *dashed = replace_dashes (narrowed);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = dashed; *p != '\0'; p++) {
    if (*p == '(' || *p == ')') {
      if (out->len > 0 && out->str[out->len - 1] != '-' && p[1] != '\0')
        g_string_append_c (out, '-');
    } else if (*p != ' ' || (p[1] != '\0' && !g_ascii_isdigit (p[1]) && p[1] != '(' && p[1] != '-')) {
      g_string_append_c (out, *p);
    }
  }
  return node_for_string (out->str);
}

static JsonNode *
parse_postal_code (RyField *self, const char *text, GError **error)
{
  g_autofree char *digits = keep_code (text, FALSE);
  g_autofree char *code = NULL;

  if (strlen (digits) != 7 || strspn (digits, "0123456789") != 7)
    return refuse_input (self, text, _ ("%s: “%s” does not have seven digits. Write it as 000-0000."), error);
  code = g_strdup_printf ("%.3s-%s", digits, digits + 3);
  return node_for_string (code);
}

static JsonNode *
parse_email (RyField *self, const char *text, GError **error)
{
  g_autofree char *narrowed = narrow (text);
  const char *at = strchr (narrowed, '@');

  if (at == NULL || at == narrowed || at[1] == '\0' || strpbrk (narrowed, " \t<>,;") != NULL ||
      strchr (at + 1, '@') != NULL)
    return refuse_input (self, text, _ ("%s: “%s” is not an e-mail address. Write it whole, with its @."), error);
  return node_for_string (narrowed);
}

static JsonNode *
parse_set (const char *text)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[、，,;；|｜\\s　]+", text, 0, 0);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (*parts[i] != '\0' && g_hash_table_add (seen, parts[i]))
      json_array_add_string_element (array, parts[i]);
  }
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
parse_json (RyField *self, const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNodeType wanted = self->type == RY_FIELD_LIST ? JSON_NODE_ARRAY : JSON_NODE_OBJECT;

  if (!json_parser_load_from_data (parser, text, -1, NULL) || !JSON_NODE_HOLDS (json_parser_get_root (parser), wanted))
    return refuse_input (self, text, _ ("%s: “%s” is not the JSON text of this field."), error);
  return json_node_copy (json_parser_get_root (parser));
}

static char *
join_elements (RyField *self, JsonArray *array)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

    if (out->len > 0)
      g_string_append (out, C_ ("between the elements of a list", ", "));
    if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
      g_string_append (out, json_node_get_string (element));
    for (guint j = 0; object != NULL && j < self->fields->len; j++) {
      RyField *field = g_ptr_array_index (self->fields, j);
      g_autofree char *display = ry_field_dup_display (field, json_object_get_member (object, field->name));

      if (*display != '\0')
        g_string_append_printf (out, "%s%s", j > 0 && out->len > 0 ? " " : "", display);
    }
  }
  return g_string_free (out, FALSE);
}

static char *
join_members (JsonObject *object)
{
  GString *out = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_autofree char *value = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                                 ? json_node_dup_string (node)
                                 : json_to_string (node, FALSE);

    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "", name, value);
  }
  return g_string_free (out, FALSE);
}

static char *
display_scalar (RyField *self, JsonNode *value)
{
  GType type = json_node_get_value_type (value);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? C_ ("value", "Yes") : C_ ("value", "No"));
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
  if (type == G_TYPE_DOUBLE)
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", json_node_get_double (value)));
  if (self->type == RY_FIELD_CODE)
    return g_strdup (ry_field_get_code_label (self, json_node_get_string (value)));
  if (self->type == RY_FIELD_DATE) {
    char *date = ry_date_format_iso (json_node_get_string (value), RY_DATE_ERA);

    if (date != NULL)
      return date;
  }
  return json_node_dup_string (value);
}

/* Absent, null, "" and [] all mean that nothing was entered. */
gboolean
_ry_json_node_is_empty (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_length (json_node_get_array (node)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) == 0;
  return json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0';
}

/**
 * ry_field_dup_display:
 * @self: a field
 * @value: (nullable): its value in a document
 *
 * A value of another type than the field's is shown as it is: it is what the document holds.
 *
 * Returns: (transfer full): text for a person: dates by era, codes by their label; "" where there is no value
 */
char *
ry_field_dup_display (RyField *self, JsonNode *value)
{
  if (_ry_json_node_is_empty (value))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_ARRAY (value))
    return join_elements (self, json_node_get_array (value));
  if (JSON_NODE_HOLDS_OBJECT (value))
    return join_members (json_node_get_object (value));
  return display_scalar (self, value);
}

/**
 * ry_field_parse_input:
 * @self: a field
 * @text: what a person typed, or a cell of a table; UTF-8
 * @error: return location for a #GError
 *
 * Full-width digits are narrowed, dates of any era and spelling become ISO 8601, postal codes 000-0000; hyphens of
 * telephone numbers stay as typed. Check digits do not matter here (see ry_validate_code()). Lists and objects are
 * read as JSON.
 *
 * Returns: (transfer full): the value; a null node where nothing was typed, which stands for no value (see
 *   ry_field_set_input()); %NULL with %RY_ERROR_INVALID and a sentence where the text cannot be read
 */
JsonNode *
ry_field_parse_input (RyField *self, const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *code = NULL;

  if (*trimmed == '\0')
    return json_node_new (JSON_NODE_NULL);
  switch (self->type) {
  case RY_FIELD_DATE:
    return parse_date (self, trimmed, error);
  case RY_FIELD_TIME:
    return parse_time (self, trimmed, error);
  case RY_FIELD_NUMBER:
    return parse_number (self, trimmed, error);
  case RY_FIELD_DECIMAL:
    return parse_decimal (self, trimmed, error);
  case RY_FIELD_BOOLEAN:
    return parse_boolean (self, trimmed, error);
  case RY_FIELD_CODE:
    return parse_code (self, trimmed, error);
  case RY_FIELD_REFERENCE:
    return parse_reference (self, trimmed, error);
  case RY_FIELD_TELEPHONE:
    return parse_telephone (trimmed);
  case RY_FIELD_POSTAL_CODE:
    return parse_postal_code (self, trimmed, error);
  case RY_FIELD_EMAIL:
    return parse_email (self, trimmed, error);
  case RY_FIELD_MEDICAL_CODE:
  case RY_FIELD_CARE_CODE:
  case RY_FIELD_CORPORATE_NUMBER:
  case RY_FIELD_MUNICIPALITY_CODE:
    code = keep_code (trimmed, self->type == RY_FIELD_CARE_CODE);
    return node_for_string (code);
  case RY_FIELD_SET:
    return parse_set (trimmed);
  case RY_FIELD_LIST:
  case RY_FIELD_OBJECT:
    return parse_json (self, trimmed, error);
  case RY_FIELD_READING:
    code = narrow (trimmed);
    return node_for_string (code);
  case RY_FIELD_URL:
  case RY_FIELD_TEXT:
  case RY_FIELD_LONG_TEXT:
  default:
    return node_for_string (trimmed);
  }
}

/**
 * ry_field_set_input:
 * @self: a field
 * @object: the content of a document, or an element of a list
 * @text: what a person typed; "" removes the value
 * @error: return location for a #GError
 *
 * Returns: whether @text could be read; @object is unchanged otherwise
 */
gboolean
ry_field_set_input (RyField *self, JsonObject *object, const char *text, GError **error)
{
  JsonNode *node = ry_field_parse_input (self, text, error);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_NULL (node)) {
    json_object_remove_member (object, self->name);
    json_node_free (node);
  } else {
    json_object_set_member (object, self->name, node);
  }
  return TRUE;
}
