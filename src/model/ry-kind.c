/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kinds, read once from the definitions that are compiled into the program (data/kinds/KIND.json). Make
 * one RyKinds at the start and hand it down; it never changes afterwards, so any thread may read it.
 *
 * Labels in the definitions are English and are translated when they are asked for, each in the context of
 * its kind's name: an organisation's name and a person's are different words in Japanese.
 */
#include "ry-kind.h"

#include <glib/gi18n-lib.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-kind-private.h"
#include "ry-resource.h"
#include "ryorin-model-resources.h"

#define KINDS_PATH "/org/ryorin/Ryorin/kinds/"

struct _RyKind {
  char *name;
  char *label;
  char *space;
  char *title;
  GStrv named;
  char *order;
  GStrv keys;
  GStrv identity;
  GPtrArray *fields; /* of RyField */
};

struct _RyKinds {
  GHashTable *by_name; /* char * -> RyKind */
  GStrv names;
};

/* In the order of RyFieldType. */
static const char *const type_names[] = {
  "text",
  "long_text",
  "reading",
  "date",
  "time",
  "number",
  "decimal",
  "boolean",
  "code",
  "reference",
  "telephone",
  "postal_code",
  "email",
  "url",
  "medical_code",
  "care_code",
  "corporate_number",
  "municipality_code",
  "set",
  "list",
  "object",
};

static void free_field (gpointer data);

static GStrv
read_strings (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = ry_json_get_array (object, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static gboolean
read_type (RyField *field, JsonObject *definition, GError **error)
{
  const char *name = ry_json_get_string (definition, "type");

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++) {
    if (g_strcmp0 (name, type_names[i]) == 0) {
      field->type = i;
      return TRUE;
    }
  }
  g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "Field “%s” has no known type", field->name);
  return FALSE;
}

static void
read_codes (RyField *field, JsonObject *definition)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  JsonArray *values = ry_json_get_array (definition, "values");

  field->code_labels = g_ptr_array_new_with_free_func (g_free);
  field->code_aliases = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++) {
    JsonObject *value = json_array_get_object_element (values, i);

    g_strv_builder_add (codes, ry_json_get_string (value, "code"));
    g_ptr_array_add (field->code_labels, g_strdup (ry_json_get_string (value, "label")));
    g_ptr_array_add (field->code_aliases, read_strings (value, "aliases"));
  }
  field->codes = g_strv_builder_end (codes);
}

static RyMergeRule
parse_merge_rule (const char *word)
{
  if (g_strcmp0 (word, "least") == 0)
    return RY_MERGE_LEAST;
  return g_strcmp0 (word, "greatest") == 0 ? RY_MERGE_GREATEST : RY_MERGE_ASK;
}

static GPtrArray *
read_fields (JsonObject *definition, const char *context, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (free_field);
  JsonArray *array = ry_json_get_array (definition, "fields");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *each = json_array_get_object_element (array, i);
    RyField *field = g_new0 (RyField, 1);

    g_ptr_array_add (fields, field);
    field->context = context;
    field->name = g_strdup (ry_json_get_string (each, "name"));
    field->label = g_strdup (ry_json_get_string (each, "label"));
    field->group = g_strdup (ry_json_get_string (each, "group"));
    field->reference = g_strdup (ry_json_get_string (each, "reference"));
    field->headings = read_strings (each, "headings");
    field->required = ry_json_get_boolean (each, "required", FALSE);
    field->indexed = ry_json_get_boolean (each, "index", FALSE);
    field->searched = ry_json_get_boolean (each, "search", FALSE);
    field->merge = parse_merge_rule (ry_json_get_string (each, "merge"));
    read_codes (field, each);
    if (!read_type (field, each, error))
      return NULL;
    field->fields = read_fields (each, context, error);
    if (field->fields == NULL)
      return NULL;
  }
  return g_steal_pointer (&fields);
}

static void
free_field (gpointer data)
{
  RyField *field = data;

  g_free (field->name);
  g_free (field->label);
  g_free (field->group);
  g_free (field->reference);
  g_strfreev (field->codes);
  g_clear_pointer (&field->code_labels, g_ptr_array_unref);
  g_clear_pointer (&field->code_aliases, g_ptr_array_unref);
  g_strfreev (field->headings);
  g_clear_pointer (&field->fields, g_ptr_array_unref);
  g_free (field);
}

static void
free_kind (gpointer data)
{
  RyKind *kind = data;

  g_free (kind->name);
  g_free (kind->label);
  g_free (kind->space);
  g_free (kind->title);
  g_strfreev (kind->named);
  g_free (kind->order);
  g_strfreev (kind->keys);
  g_strfreev (kind->identity);
  g_clear_pointer (&kind->fields, g_ptr_array_unref);
  g_free (kind);
}

static RyKind *
read_kind (GResource *resource, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ry_resource_lookup (resource, path, error);
  g_autoptr (JsonObject) definition = NULL;
  RyKind *kind;

  if (bytes == NULL)
    return NULL;
  definition = ry_json_parse_object (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (definition == NULL)
    return NULL;

  kind = g_new0 (RyKind, 1);
  kind->name = g_strdup (ry_json_get_string (definition, "kind"));
  kind->label = g_strdup (ry_json_get_string (definition, "label"));
  kind->space = g_strdup (ry_json_get_string (definition, "space"));
  kind->title = g_strdup (ry_json_get_string (definition, "title"));
  kind->named = read_strings (definition, "named");
  kind->order = g_strdup (ry_json_get_string (definition, "order"));
  kind->keys = read_strings (definition, "keys");
  kind->identity = read_strings (definition, "identity");
  kind->fields = read_fields (definition, kind->name, error);
  if (kind->fields == NULL)
    g_clear_pointer (&kind, free_kind);
  return kind;
}

static void
clear_kinds (gpointer data)
{
  RyKinds *self = data;

  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_strfreev (self->names);
}

static RyField *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++) {
    RyField *field = g_ptr_array_index (fields, i);

    if (g_strcmp0 (field->name, name) == 0)
      return field;
  }
  return NULL;
}

static const char *
translate (const char *context, const char *label)
{
  return label == NULL ? NULL : g_dpgettext2 (GETTEXT_PACKAGE, context, label);
}

/**
 * ry_kinds_new:
 * @error: return location for a #GError
 *
 * Reads all definitions.
 *
 * Returns: (transfer full): the kinds, or %NULL with an error where a definition is malformed
 */
RyKinds *
ry_kinds_new (GError **error)
{
  g_autoptr (RyKinds) self = g_atomic_rc_box_new0 (RyKinds);
  GResource *resource = ry_model_get_resource ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) files = NULL;

  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_kind);
  files = ry_resource_list (resource, KINDS_PATH, error);
  if (files == NULL)
    return NULL;
  for (guint i = 0; files[i] != NULL; i++) {
    g_autofree char *path = g_strconcat (KINDS_PATH, files[i], NULL);
    RyKind *kind = read_kind (resource, path, error);

    if (kind == NULL) {
      g_prefix_error (error, "Reading kind “%s”: ", files[i]);
      return NULL;
    }
    g_hash_table_insert (self->by_name, kind->name, kind);
    g_strv_builder_add (names, kind->name);
  }
  self->names = g_strv_builder_end (names);
  return g_steal_pointer (&self);
}

/**
 * ry_kinds_ref:
 * @self: the kinds
 *
 * Returns: (transfer full): @self
 */
RyKinds *
ry_kinds_ref (RyKinds *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ry_kinds_unref:
 * @self: (transfer full): the kinds
 *
 * Frees @self when nobody holds it any more.
 */
void
ry_kinds_unref (RyKinds *self)
{
  g_atomic_rc_box_release_full (self, clear_kinds);
}

/**
 * ry_kinds_get:
 * @self: the kinds
 * @kind: (nullable): a kind's name, as `organisation`
 *
 * Returns: (transfer none) (nullable): the kind, or %NULL where this program does not know it
 */
RyKind *
ry_kinds_get (RyKinds *self, const char *kind)
{
  return kind == NULL ? NULL : g_hash_table_lookup (self->by_name, kind);
}

/**
 * ry_kinds_get_names:
 * @self: the kinds
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all kinds
 */
const char *const *
ry_kinds_get_names (RyKinds *self)
{
  return (const char *const *) self->names;
}

/**
 * ry_kind_get_name:
 * @self: a kind
 *
 * Returns: (transfer none): its name, as in documents' member `kind`
 */
const char *
ry_kind_get_name (RyKind *self)
{
  return self->name;
}

/**
 * ry_kind_get_label:
 * @self: a kind
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
ry_kind_get_label (RyKind *self)
{
  return translate ("kind", self->label);
}

/**
 * ry_kind_get_space:
 * @self: a kind
 *
 * Returns: (transfer none): the space (database) in which its documents live
 */
const char *
ry_kind_get_space (RyKind *self)
{
  return self->space;
}

/**
 * ry_kind_get_named:
 * @self: a kind
 *
 * Returns: (transfer none) (nullable): the members that together are a record's name, where its title alone says too
 *   little
 */
const char *const *
ry_kind_get_named (RyKind *self)
{
  return self->named[0] != NULL ? (const char *const *) self->named : NULL;
}

/**
 * ry_kind_get_title_member:
 * @self: a kind
 *
 * Returns: (transfer none): the member by which people name a document of this kind
 */
const char *
ry_kind_get_title_member (RyKind *self)
{
  return self->title;
}

/**
 * ry_kind_get_order_member:
 * @self: a kind
 *
 * Returns: (transfer none) (nullable): the indexed member by which lists are ordered
 */
const char *
ry_kind_get_order_member (RyKind *self)
{
  return self->order;
}

/**
 * ry_kind_get_keys:
 * @self: a kind
 *
 * Returns: (transfer none) (array zero-terminated=1): members that name a document in the world outside (codes
 *   given by an authority), the best one first. An import makes the document's id from them.
 */
const char *const *
ry_kind_get_keys (RyKind *self)
{
  return (const char *const *) self->keys;
}

/**
 * ry_kind_get_identity:
 * @self: a kind
 *
 * Returns: (transfer none) (array zero-terminated=1): members that together tell documents apart where none of
 *   the keys is known
 */
const char *const *
ry_kind_get_identity (RyKind *self)
{
  return (const char *const *) self->identity;
}

/**
 * ry_kind_get_n_fields:
 * @self: a kind
 *
 * Returns: how many fields it has
 */
guint
ry_kind_get_n_fields (RyKind *self)
{
  return self->fields->len;
}

/**
 * ry_kind_get_field:
 * @self: a kind
 * @position: from 0
 *
 * Returns: (transfer none): the field, in the order of the definition, which is that of forms
 */
RyField *
ry_kind_get_field (RyKind *self, guint position)
{
  g_return_val_if_fail (position < self->fields->len, NULL);
  return g_ptr_array_index (self->fields, position);
}

/**
 * ry_kind_find_field:
 * @self: a kind
 * @name: (nullable): a member of a document
 *
 * Returns: (transfer none) (nullable): the field of that name
 */
RyField *
ry_kind_find_field (RyKind *self, const char *name)
{
  return find_field (self->fields, name);
}

/**
 * ry_field_get_name:
 * @self: a field
 *
 * Returns: (transfer none): the member of the document
 */
const char *
ry_field_get_name (RyField *self)
{
  return self->name;
}

/**
 * ry_field_get_label:
 * @self: a field
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
ry_field_get_label (RyField *self)
{
  return translate (self->context, self->label);
}

/**
 * ry_field_get_group:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the group of the form it stands in; "hidden" stands in none
 */
const char *
ry_field_get_group (RyField *self)
{
  return self->group;
}

/**
 * ry_field_get_value_type:
 * @self: a field
 *
 * Returns: the type of its value
 */
RyFieldType
ry_field_get_value_type (RyField *self)
{
  return self->type;
}

/**
 * ry_field_get_required:
 * @self: a field
 *
 * Returns: whether a document without it is refused
 */
gboolean
ry_field_get_required (RyField *self)
{
  return self->required;
}

/**
 * ry_field_get_indexed:
 * @self: a field
 *
 * Returns: whether queries by it use an index
 */
gboolean
ry_field_get_indexed (RyField *self)
{
  return self->indexed;
}

/**
 * ry_field_get_searched:
 * @self: a field
 *
 * Returns: whether search finds words in it
 */
gboolean
ry_field_get_searched (RyField *self)
{
  return self->searched;
}

/**
 * ry_field_get_reference_kind:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): for a reference, the only kind it may point at; %NULL for any
 */
const char *
ry_field_get_reference_kind (RyField *self)
{
  return self->reference;
}

/**
 * ry_field_get_codes:
 * @self: a field
 *
 * Returns: (transfer none) (array zero-terminated=1): the codes it may hold; empty for other types
 */
const char *const *
ry_field_get_codes (RyField *self)
{
  return (const char *const *) self->codes;
}

/**
 * ry_field_get_code_label:
 * @self: a field
 * @code: (nullable): a code
 *
 * Returns: (transfer none) (nullable): what people call @code, translated; @code itself where the list does
 *   not have it (a newer program may have written it)
 */
const char *
ry_field_get_code_label (RyField *self, const char *code)
{
  for (guint i = 0; code != NULL && self->codes[i] != NULL; i++) {
    if (g_str_equal (self->codes[i], code))
      return translate (self->context, g_ptr_array_index (self->code_labels, i));
  }
  return code;
}

/**
 * ry_field_get_headings:
 * @self: a field
 *
 * Returns: (transfer none) (array zero-terminated=1): headings under which tables of the world carry this field
 */
const char *const *
ry_field_get_headings (RyField *self)
{
  return (const char *const *) self->headings;
}

/**
 * ry_field_get_n_fields:
 * @self: a field
 *
 * Returns: for a list, how many members an element has
 */
guint
ry_field_get_n_fields (RyField *self)
{
  return self->fields->len;
}

/**
 * ry_field_get_field:
 * @self: a field of type list
 * @position: from 0
 *
 * Returns: (transfer none): the definition of one member of an element
 */
RyField *
ry_field_get_field (RyField *self, guint position)
{
  g_return_val_if_fail (position < self->fields->len, NULL);
  return g_ptr_array_index (self->fields, position);
}

/**
 * ry_field_find_field:
 * @self: a field of type list
 * @name: (nullable): a member of an element
 *
 * Returns: (transfer none) (nullable): the definition of that member
 */
RyField *
ry_field_find_field (RyField *self, const char *name)
{
  return find_field (self->fields, name);
}
