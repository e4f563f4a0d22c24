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

static void
add_kind (RyStoreSchema *schema, RyKind *kind)
{
  for (guint i = 0; i < ry_kind_get_n_fields (kind); i++) {
    RyField *field = ry_kind_get_field (kind, i);
    gboolean reading = ry_field_get_value_type (field) == RY_FIELD_READING;

    if (ry_field_get_indexed (field))
      ry_store_schema_add_index (schema, ry_kind_get_name (kind), ry_field_get_name (field),
                                 reading ? RY_INDEX_READING : RY_INDEX_VALUE);
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
