/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The schema as the store reads it.
 */
#pragma once

#include "ry-store-schema.h"

G_BEGIN_DECLS

typedef struct {
  char *kind;
  char *member;
  RyIndexForm form;
} RySchemaIndex;

typedef struct {
  char *kind;
  GPtrArray *members; /* (element-type utf8), the most telling first */
} RySchemaSearch;

GPtrArray            *_ry_store_schema_get_indexes  (RyStoreSchema *self);
GPtrArray            *_ry_store_schema_get_searches (RyStoreSchema *self);
const RySchemaSearch *_ry_store_schema_find_search  (RyStoreSchema *self, const char *kind);
char                 *_ry_store_schema_dup_search_digest (RyStoreSchema *self);

G_END_DECLS
