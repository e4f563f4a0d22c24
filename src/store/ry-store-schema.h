/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the store is told about content: which members to index and which to search. It comes from the
 * kinds' definitions, one room up; the store knows no kind's meaning.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyIndexForm:
 * @RY_INDEX_VALUE: the member as it is
 * @RY_INDEX_READING: the collation key of a reading (ry_text_reading_key())
 * @RY_INDEX_EACH: each text that stands at the path, as in a list or a set; to look up by, not to order by
 */
typedef enum {
  RY_INDEX_VALUE,
  RY_INDEX_READING,
  RY_INDEX_EACH,
} RyIndexForm;

typedef struct _RyStoreSchema RyStoreSchema;

RyStoreSchema *ry_store_schema_new        (void);
RyStoreSchema *ry_store_schema_ref        (RyStoreSchema *self);
void           ry_store_schema_unref      (RyStoreSchema *self);
void           ry_store_schema_add_index  (RyStoreSchema *self, const char *kind, const char *member, RyIndexForm form);
void           ry_store_schema_add_search (RyStoreSchema *self, const char *kind, const char *member);
char          *ry_store_schema_dup_digest (RyStoreSchema *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyStoreSchema, ry_store_schema_unref)

G_END_DECLS
