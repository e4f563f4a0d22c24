/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A change that was made apart to a record which was settled for good elsewhere meanwhile. What was settled stands, whatever
 * order the two arrive in; the change is set aside in the record's `aside`, where a person reads it. Internal to the model.
 */
#pragma once

#include "ry-fixed.h"
#include "ry-merge.h"

G_BEGIN_DECLS

/* One version of the record, with its revision's name. */
typedef struct {
  JsonObject *content;
  const char *rev;
} RyAsideSide;

JsonObject *_ry_aside_merge (RyKind *kind, const RyFixed *fixed, JsonObject *base, const RyAsideSide *left,
                             const RyAsideSide *right, GPtrArray *clashes);

G_END_DECLS
