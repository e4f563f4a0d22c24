/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What nobody may change any more, whatever their role: the "fixed" part of a kind in data/rights.json. It names a
 * condition on the record as it is, the fields that are fixed then, and the numbers whose growth opens them again.
 * Without fields the whole record is fixed, its deletion too. Internal to the model room.
 */
#pragma once

#include "ry-permission.h"

G_BEGIN_DECLS

typedef struct _RyFixed RyFixed;

RyFixed    *ry_fixed_new          (JsonObject *definition);
void        ry_fixed_free         (RyFixed *self);
const char *ry_fixed_get_sentence (const RyFixed *self);
GPtrArray  *ry_fixed_get_paths    (const RyFixed *self);
gboolean    ry_fixed_stands_over  (const RyFixed *self, JsonObject *record, JsonObject *other);
gboolean    ry_fixed_refuses      (const RyFixed *self, RyVerb verb, RyDocument *old, RyDocument *document, const char *field);

G_END_DECLS
