/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record that is settled for good. A field may be a path into a list (`agenda.title`), so that a machine can still
 * note on an item what became of it while its words stand. isFixed() in validate-doc-update.js is the same question.
 */
#include "ry-fixed.h"

#include <string.h>

#include "ry-json.h"

struct _RyFixed {
  JsonObject *when;  /* NULL: always */
  GPtrArray *opens;  /* members that hold numbers; NULL: nothing does */
  GPtrArray *fields; /* paths; NULL: everything */
  const char *sentence;
};

static GPtrArray *
read_paths (JsonObject *definition, const char *member)
{
  JsonArray *array = ry_json_get_array (definition, member);
  GPtrArray *paths = array != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (paths, (gpointer) json_array_get_string_element (array, i));
  return paths;
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return ry_json_node_equal (a, b);
}

static JsonNode *
get_of_element (JsonArray *list, guint position, const char *member)
{
  JsonNode *element = json_array_get_element (list, position);

  return JSON_NODE_HOLDS_OBJECT (element) ? json_object_get_member (json_node_get_object (element), member) : NULL;
}

static gboolean
differs (const char *path, JsonObject *before, JsonObject *after)
{
  const char *dot = strchr (path, '.');
  g_autofree char *name = dot != NULL ? g_strndup (path, dot - path) : NULL;
  JsonArray *a, *b;
  guint n;

  if (dot == NULL)
    return !is_same (json_object_get_member (before, path), json_object_get_member (after, path));
  a = ry_json_get_array (before, name);
  b = ry_json_get_array (after, name);
  n = a != NULL ? json_array_get_length (a) : 0;
  if (n != (b != NULL ? json_array_get_length (b) : 0))
    return TRUE;
  for (guint i = 0; i < n; i++) {
    if (!is_same (get_of_element (a, i, dot + 1), get_of_element (b, i, dot + 1)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
any_differs (GPtrArray *paths, JsonObject *before, JsonObject *after)
{
  for (guint i = 0; paths != NULL && i < paths->len; i++) {
    if (differs (g_ptr_array_index (paths, i), before, after))
      return TRUE;
  }
  return FALSE;
}

/* A number that grew: of the edition that was made of it since, or is being made. */
static gboolean
is_opened (GPtrArray *counters, JsonObject *before, JsonObject *after)
{
  for (guint i = 0; counters != NULL && i < counters->len; i++) {
    const char *member = g_ptr_array_index (counters, i);

    if (ry_json_get_int (after, member, 0) > ry_json_get_int (before, member, 0))
      return TRUE;
  }
  return FALSE;
}

static gboolean
names_field (GPtrArray *paths, const char *field)
{
  for (guint i = 0; i < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i);
    gsize length = strcspn (path, ".");

    if (strlen (field) == length && strncmp (path, field, length) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_fixed (const RyFixed *self, JsonObject *record)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  if (self->when == NULL)
    return TRUE;
  json_object_iter_init (&iter, self->when);
  while (json_object_iter_next (&iter, &member, &value)) {
    if (!is_same (value, json_object_get_member (record, member)))
      return FALSE;
  }
  return TRUE;
}

/**
 * ry_fixed_new:
 * @definition: (nullable): the part of the table; its strings are borrowed
 *
 * Returns: (transfer full) (nullable): what it fixes; %NULL where there is no such part
 */
RyFixed *
ry_fixed_new (JsonObject *definition)
{
  RyFixed *self;

  if (definition == NULL)
    return NULL;
  self = g_new0 (RyFixed, 1);
  self->when = ry_json_get_object (definition, "when");
  self->opens = read_paths (definition, "opens");
  self->fields = read_paths (definition, "fields");
  self->sentence = ry_json_get_string (definition, "sentence");
  return self;
}

void
ry_fixed_free (RyFixed *self)
{
  g_clear_pointer (&self->opens, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

const char *
ry_fixed_get_sentence (const RyFixed *self)
{
  return self->sentence;
}

/**
 * ry_fixed_get_paths:
 * @self: what is fixed of a kind
 *
 * Returns: (transfer none) (nullable) (element-type utf8): the fields; a path leads into a list. %NULL where it is all
 * of the record
 */
GPtrArray *
ry_fixed_get_paths (const RyFixed *self)
{
  return self->fields;
}

/**
 * ry_fixed_stands_over:
 * @self: (nullable): what is fixed of a kind
 * @record: a version of a record
 * @other: another version of it, written apart
 *
 * Returns: whether @record is settled while @other is neither that nor what was opened again after it
 */
gboolean
ry_fixed_stands_over (const RyFixed *self, JsonObject *record, JsonObject *other)
{
  return self != NULL && self->fields != NULL && is_fixed (self, record) && !is_fixed (self, other) &&
         !is_opened (self->opens, record, other);
}

/**
 * ry_fixed_refuses:
 * @self: (nullable): what is fixed of a kind
 * @verb: what is to be done
 * @old: (nullable): the record as it is
 * @document: (nullable): as it is to be; %NULL where only a control asks
 * @field: (nullable): the field that a control would change
 *
 * A practice sample can be taken away as a whole, whatever became of it.
 *
 * Returns: whether that is refused to everybody
 */
gboolean
ry_fixed_refuses (const RyFixed *self, RyVerb verb, RyDocument *old, RyDocument *document, const char *field)
{
  JsonObject *before = old != NULL ? ry_document_get_root (old) : NULL;
  JsonObject *after;

  if (self == NULL || before == NULL || verb == RY_VERB_CREATE || !is_fixed (self, before))
    return FALSE;
  if (self->fields == NULL)
    return verb == RY_VERB_EDIT || !ry_json_get_boolean (before, "sample", FALSE);
  if (verb == RY_VERB_DELETE)
    return FALSE;
  if (document == NULL)
    return field != NULL && names_field (self->fields, field);
  after = ry_document_get_root (document);
  return after != NULL && !is_opened (self->opens, before, after) && any_differs (self->fields, before, after);
}
