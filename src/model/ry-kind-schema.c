/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store is told of the kinds: which members to keep an index of and which to search. The store itself
 * knows no kind's meaning.
 */
#include "ry-kind.h"

/* A list is searched in those of its members that say so: nobody looks for the keys and references in it. */
static void
add_search (RyStoreSchema *schema, RyKind *kind, RyField *field, const char *path)
{
  if (ry_field_get_searched (field))
    ry_store_schema_add_search (schema, ry_kind_get_name (kind), path);
  for (guint i = 0; i < ry_field_get_n_fields (field); i++) {
    RyField *member = ry_field_get_field (field, i);
    g_autofree char *member_path = g_strconcat (path, ".", ry_field_get_name (member), NULL);

    add_search (schema, kind, member, member_path);
  }
}

/* What stands inside of a list, or in a set, is found by each of its values. */
static void
add_members (RyStoreSchema *schema, RyKind *kind, RyField *field)
{
  for (guint i = 0; i < ry_field_get_n_fields (field); i++) {
    RyField *member = ry_field_get_field (field, i);
    g_autofree char *path = g_strconcat (ry_field_get_name (field), ".", ry_field_get_name (member), NULL);

    if (ry_field_get_indexed (member))
      ry_store_schema_add_index (schema, ry_kind_get_name (kind), path, RY_INDEX_EACH);
  }
}

static RyIndexForm
choose_form (RyField *field)
{
  switch (ry_field_get_value_type (field)) {
  case RY_FIELD_READING:
    return RY_INDEX_READING;
  case RY_FIELD_SET:
    return RY_INDEX_EACH;
  default:
    return RY_INDEX_VALUE;
  }
}

static void
add_kind (RyStoreSchema *schema, RyKind *kind)
{
  for (guint i = 0; i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);

    if (ry_field_get_indexed (field))
      ry_store_schema_add_index (schema, ry_kind_get_name (kind), ry_field_get_name (field), choose_form (field));
    add_members (schema, kind, field);
    add_search (schema, kind, field, ry_field_get_name (field));
  }
}

/**
 * ry_kinds_create_schema:
 * @self: the kinds
 * @space: the space whose kinds are meant
 *
 * Returns: (transfer full): what a store of that space is to index and to search
 */
RyStoreSchema *
ry_kinds_create_schema (RyKinds *self, const char *space)
{
  RyStoreSchema *schema = ry_store_schema_new ();
  const char *const *names = ry_kinds_get_names (self);

  for (guint i = 0; names[i] != NULL; i++) {
    RyKind *kind = ry_kinds_get (self, names[i]);

    if (g_strcmp0 (ry_kind_get_space (kind), space) == 0)
      add_kind (schema, kind);
  }
  return schema;
}
