/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a row and a document meet. Every imported document carries, in its member `import`, a print of each
 * value that the list gave last. A list imported again is compared with these prints and not with the
 * document, so that only what has changed in the list is written, and what a person has changed in the
 * document since stays. Nothing here knows the time, the user or the language: two desktops that import one
 * list make the same bytes.
 */
#include "ry-import-row.h"

#include "ry-cell.h"
#include "ry-id.h"
#include "ry-json.h"
#include "ry-text.h"

#include <string.h>

#define PRINTS "import"

/* FNV-1a, 32 bits: tells a changed value from an unchanged one; nobody gains by forging it. */
static guint32
print_bytes (guint32 print, const void *bytes, gsize length)
{
  for (const guchar *p = bytes; length > 0; p++, length--)
    print = (print ^ *p) * 16777619u;
  return print;
}

/* By its bits, the same on every machine. */
static guint32
print_number (guint32 print, double number)
{
  guint64 bits;

  memcpy (&bits, &number, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  return print_bytes (print, &bits, sizeof bits);
}

static guint32
print_node (guint32 print, JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value)) {
    JsonArray *array = json_node_get_array (value);

    for (guint i = 0; i < json_array_get_length (array); i++)
      print = print_node (print, json_array_get_element (array, i));
    return print_bytes (print, "]", 1);
  }
  if (json_node_get_value_type (value) == G_TYPE_STRING) {
    const char *text = json_node_get_string (value);

    return print_bytes (print, text, strlen (text) + 1);
  }
  return print_number (print, json_node_get_value_type (value) == G_TYPE_BOOLEAN ? json_node_get_boolean (value)
                                                                                 : json_node_get_double (value));
}

/* Eight hexadecimal digits into @digits. */
static const char *
print_value (JsonNode *value, char digits[9])
{
  guint32 print = JSON_NODE_HOLDS_OBJECT (value) || JSON_NODE_HOLDS_NULL (value) ? 0 : print_node (2166136261u, value);

  for (int i = 7; i >= 0; i--, print >>= 4)
    digits[i] = "0123456789abcdef"[print & 15];
  digits[8] = '\0';
  return digits;
}

static const char *
get_print (JsonObject *content, const char *field)
{
  JsonObject *prints = ry_json_get_object (content, PRINTS);

  return prints != NULL ? ry_json_get_string (prints, field) : NULL;
}

static gboolean
is_usable_key (RyField *field, const char *value)
{
  gsize length = strlen (value);

  switch (ry_field_get_value_type (field)) {
  case RY_FIELD_MEDICAL_CODE:
    return length == 10 && strspn (value, "0123456789") == length;
  case RY_FIELD_CARE_CODE:
    return length == 10 && strspn (value, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
  default:
    return length == 13 && strspn (value, "0123456789") == length;
  }
}

static void
derive_reading (JsonObject *content)
{
  const char *reading = ry_json_get_string (content, "reading");
  g_autofree char *guess = NULL;

  if (reading != NULL && *reading != '\0')
    return;
  guess = ry_text_guess_reading (ry_json_get_string (content, "name"));
  if (guess == NULL)
    return;
  json_object_set_string_member (content, "reading", guess);
  json_object_set_boolean_member (content, "reading_guessed", TRUE);
}

static void
derive_area (JsonObject *content)
{
  const char *address = ry_json_get_string (content, "address");
  g_autofree char *area = NULL;

  if (address == NULL || json_object_has_member (content, "area"))
    return;
  area = ry_cell_dup_area (address);
  if (area != NULL)
    json_object_set_string_member (content, "area", area);
}

static void
derive_kind (JsonObject *content)
{
  const char *name = ry_json_get_string (content, "name");
  const char *kind = name != NULL && !json_object_has_member (content, "org_kind") ? ry_cell_guess_kind (name) : NULL;

  if (kind != NULL)
    json_object_set_string_member (content, "org_kind", kind);
}

/* A guess made from a former name, or an area from a former address, is made anew; what a person entered
 * stays. */
static void
drop_outdated (JsonObject *content, JsonObject *existing, JsonObject *values)
{
  const char *address = ry_json_get_string (existing, "address");
  g_autofree char *area = address != NULL ? ry_cell_dup_area (address) : NULL;

  if (ry_json_get_boolean (existing, "reading_guessed", FALSE) &&
      g_strcmp0 (ry_json_get_string (existing, "name"), ry_json_get_string (content, "name")) != 0) {
    json_object_remove_member (content, "reading");
    json_object_remove_member (content, "reading_guessed");
  }
  if (json_object_has_member (values, "reading"))
    json_object_remove_member (content, "reading_guessed");
  if (area != NULL && !json_object_has_member (values, "area") &&
      g_strcmp0 (area, ry_json_get_string (existing, "area")) == 0)
    json_object_remove_member (content, "area");
}

/* The list gave a value before and gives none now. Where it still stands as given, it goes. */
static void
drop_given_up (JsonObject *content, JsonObject *existing, JsonObject *values)
{
  JsonObject *prints = ry_json_get_object (existing, PRINTS);
  g_autoptr (GList) fields = prints != NULL ? json_object_get_members (prints) : NULL;

  for (GList *l = fields; l != NULL; l = l->next) {
    JsonNode *value = json_object_get_member (content, l->data);
    char print[9];

    if (value != NULL && !json_object_has_member (values, l->data) &&
        g_strcmp0 (print_value (value, print), get_print (existing, l->data)) == 0)
      json_object_remove_member (content, l->data);
  }
}

static void
set_prints (JsonObject *content, JsonObject *values)
{
  json_object_set_member (content, PRINTS, json_node_ref (json_object_get_member (values, PRINTS)));
}

static JsonObject *
begin_content (RyKind *kind, JsonObject *values)
{
  JsonObject *content = json_object_new ();

  json_object_set_string_member (content, "kind", ry_kind_get_name (kind));
  for (guint i = 0; i < ry_kind_get_n_fields (kind); i++) {
    const char *name = ry_field_get_name (ry_kind_get_field (kind, i));
    JsonNode *value = json_object_get_member (values, name);

    if (value != NULL)
      json_object_set_member (content, name, json_node_ref (value));
  }
  return content;
}

/**
 * ry_import_row_add_prints:
 * @values: what a row says, by field
 *
 * Adds the prints by which the next import tells what has changed.
 */
void
ry_import_row_add_prints (JsonObject *values)
{
  JsonObject *prints = json_object_new ();
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &field, &value)) {
    char print[9];

    json_object_set_string_member (prints, field, print_value (value, print));
  }
  json_object_set_object_member (values, PRINTS, prints);
}

/**
 * ry_import_row_dup_id:
 * @kind: the kind
 * @values: what a row says
 *
 * The first of the kind's keys that the row has whole, or else a hash of what identifies it. A code that is
 * cut short is not taken: it is not unique then.
 *
 * Returns: (transfer full): the id, the same on every machine
 */
char *
ry_import_row_dup_id (RyKind *kind, JsonObject *values)
{
  const char *const *keys = ry_kind_get_keys (kind);
  const char *const *identity = ry_kind_get_identity (kind);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  for (; keys != NULL && *keys != NULL; keys++) {
    const char *value = ry_json_get_string (values, *keys);

    if (value != NULL && is_usable_key (ry_kind_find_field (kind, *keys), value))
      return ry_id_for_key (ry_kind_get_name (kind), value);
  }
  for (; identity != NULL && *identity != NULL; identity++) {
    const char *value = ry_json_get_string (values, *identity);

    g_ptr_array_add (parts, (gpointer) (value != NULL ? value : ""));
  }
  g_ptr_array_add (parts, NULL);
  return ry_id_for_content (ry_kind_get_name (kind), (const char *const *) parts->pdata);
}

/**
 * ry_import_row_derive:
 * @kind: the kind
 * @content: a document's content
 *
 * Fills in what follows from the rest where it is missing: a guess at the reading, marked as such; the area
 * from the address; the kind of organisation from its name.
 */
void
ry_import_row_derive (RyKind *kind, JsonObject *content)
{
  if (ry_kind_find_field (kind, "reading_guessed") != NULL)
    derive_reading (content);
  if (ry_kind_find_field (kind, "area") != NULL)
    derive_area (content);
  if (ry_kind_find_field (kind, "org_kind") != NULL)
    derive_kind (content);
}

/**
 * ry_import_row_is_same:
 * @existing: a document's content
 * @values: what a row says, with prints
 *
 * Returns: whether the list said the same when @existing was last imported
 */
gboolean
ry_import_row_is_same (JsonObject *existing, JsonObject *values)
{
  JsonNode *before = json_object_get_member (existing, PRINTS);

  return before != NULL && ry_json_node_equal (before, json_object_get_member (values, PRINTS));
}

/**
 * ry_import_row_combine:
 * @kind: the kind
 * @existing: (nullable): the document's content, where there is one
 * @values: what a row says, with prints; not to be changed afterwards, for its values are shared
 *
 * Returns: (transfer full): the document's content as it is to be
 */
JsonObject *
ry_import_row_combine (RyKind *kind, JsonObject *existing, JsonObject *values)
{
  JsonObject *content = existing != NULL ? ry_json_object_copy (existing) : begin_content (kind, values);
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  if (existing != NULL) {
    json_object_iter_init_ordered (&iter, values);
    while (json_object_iter_next_ordered (&iter, &field, &value))
      if (g_strcmp0 (get_print (existing, field), get_print (values, field)) != 0)
        json_object_set_member (content, field, json_node_ref (value));
    drop_given_up (content, existing, values);
    drop_outdated (content, existing, values);
  }
  ry_import_row_derive (kind, content);
  set_prints (content, values);
  return content;
}
