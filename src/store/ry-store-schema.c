/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of what to index and a list of what to search. It is filled before stores are opened with it and
 * never changes afterwards, so stores in all threads share one.
 */
#include "ry-store-schema-private.h"

struct _RyStoreSchema {
  gatomicrefcount references;
  GPtrArray *indexes;  /* (element-type RySchemaIndex) */
  GPtrArray *searches; /* (element-type RySchemaSearch) */
};

static void
free_index (gpointer data)
{
  RySchemaIndex *index = data;

  g_free (index->kind);
  g_free (index->member);
  g_free (index);
}

static void
free_search (gpointer data)
{
  RySchemaSearch *search = data;

  g_free (search->kind);
  g_ptr_array_unref (search->members);
  g_free (search);
}

/* Names go into SQL as parts of names and paths: letters, digits, underscore, hyphen and point will do for
 * all. */
static gboolean
is_plain (const char *name)
{
  if (*name == '\0')
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '_' && *name != '-' && *name != '.')
      return FALSE;
  return TRUE;
}

static void
append_searches (RyStoreSchema *self, GString *out)
{
  for (guint i = 0; i < self->searches->len; i++) {
    const RySchemaSearch *search = g_ptr_array_index (self->searches, i);

    g_string_append_printf (out, "search %s", search->kind);
    for (guint k = 0; k < search->members->len; k++)
      g_string_append_printf (out, " %s", (const char *) g_ptr_array_index (search->members, k));
    g_string_append_c (out, '\n');
  }
}

GPtrArray *
_ry_store_schema_get_indexes (RyStoreSchema *self)
{
  return self->indexes;
}

GPtrArray *
_ry_store_schema_get_searches (RyStoreSchema *self)
{
  return self->searches;
}

const RySchemaSearch *
_ry_store_schema_find_search (RyStoreSchema *self, const char *kind)
{
  for (guint i = 0; kind != NULL && i < self->searches->len; i++) {
    const RySchemaSearch *search = g_ptr_array_index (self->searches, i);

    if (g_str_equal (search->kind, kind))
      return search;
  }
  return NULL;
}

char *
_ry_store_schema_dup_search_digest (RyStoreSchema *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_searches (self, text);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}

/**
 * ry_store_schema_new:
 *
 * Returns: (transfer full): a schema that indexes and searches nothing
 */
RyStoreSchema *
ry_store_schema_new (void)
{
  RyStoreSchema *self = g_new0 (RyStoreSchema, 1);

  g_atomic_ref_count_init (&self->references);
  self->indexes = g_ptr_array_new_with_free_func (free_index);
  self->searches = g_ptr_array_new_with_free_func (free_search);
  return self;
}

/**
 * ry_store_schema_ref:
 * @self: a schema
 *
 * Returns: (transfer full): @self
 */
RyStoreSchema *
ry_store_schema_ref (RyStoreSchema *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ry_store_schema_unref:
 * @self: (nullable): a schema
 */
void
ry_store_schema_unref (RyStoreSchema *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->indexes);
  g_ptr_array_unref (self->searches);
  g_free (self);
}

/**
 * ry_store_schema_add_index:
 * @self: a schema that no store uses yet
 * @kind: a kind
 * @member: a member of its documents
 * @form: how to compare it
 *
 * Has documents of @kind indexed by @member: lists can then be ordered by it, and found by its value.
 */
void
ry_store_schema_add_index (RyStoreSchema *self, const char *kind, const char *member, RyIndexForm form)
{
  RySchemaIndex *index;

  g_return_if_fail (is_plain (kind) && is_plain (member));
  index = g_new0 (RySchemaIndex, 1);
  index->kind = g_strdup (kind);
  index->member = g_strdup (member);
  index->form = form;
  g_ptr_array_add (self->indexes, index);
}

/**
 * ry_store_schema_add_search:
 * @self: a schema that no store uses yet
 * @kind: a kind
 * @member: a member of its documents, or a path into it with points (`blocks.text`); lists are looked through
 *
 * Has all text in @member found by ry_store_search(). Call it for the most telling member first: hits there
 * come first.
 */
void
ry_store_schema_add_search (RyStoreSchema *self, const char *kind, const char *member)
{
  RySchemaSearch *search = (RySchemaSearch *) _ry_store_schema_find_search (self, kind);

  g_return_if_fail (is_plain (kind) && is_plain (member));
  if (search == NULL) {
    search = g_new0 (RySchemaSearch, 1);
    search->kind = g_strdup (kind);
    search->members = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_add (self->searches, search);
  }
  g_ptr_array_add (search->members, g_strdup (member));
}

/**
 * ry_store_schema_dup_digest:
 * @self: a schema
 *
 * Returns: (transfer full): text that differs where schemas differ
 */
char *
ry_store_schema_dup_digest (RyStoreSchema *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->indexes->len; i++) {
    const RySchemaIndex *index = g_ptr_array_index (self->indexes, i);

    g_string_append_printf (text, "index %s %s %d\n", index->kind, index->member, index->form);
  }
  append_searches (self, text);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}
