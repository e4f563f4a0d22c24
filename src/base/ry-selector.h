/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mango selectors: which documents somebody wants, said in JSON. A server filters its changes by them, and a
 * partial replica says with one what it holds. Pure: no store, no clock.
 * See <https://docs.couchdb.org/en/stable/api/database/find.html#selector-syntax>.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _RySelector RySelector;

RySelector *ry_selector_parse   (const char *json, gssize length, GError **error);
RySelector *ry_selector_ref     (RySelector *self);
void        ry_selector_unref   (RySelector *self);
gboolean    ry_selector_matches (RySelector *self, JsonObject *document);

int         ry_selector_collate (JsonNode *a, JsonNode *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RySelector, ry_selector_unref)

G_END_DECLS
