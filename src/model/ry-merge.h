/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three versions of a document into one, field by field by each field's rule. Pure: no store, no clock. The
 * same three versions give the same bytes on every machine, so that two desktops that merge the same
 * conflict reach the same revision.
 */
#pragma once

#include "ry-kind.h"

G_BEGIN_DECLS

/**
 * RyMergeClash:
 *
 * A field that was changed on both sides to different values. Nodes are %NULL where the field is absent.
 */
typedef struct {
  char *field;
  JsonNode *base;
  JsonNode *left;
  JsonNode *right;
  char *combined; /* for text: the line merge of both, a start for a person; else NULL */
} RyMergeClash;

void        ry_merge_clash_free (RyMergeClash *clash);
JsonObject *ry_merge            (RyKind *kind, JsonObject *base, JsonObject *left, JsonObject *right, GPtrArray *clashes);
char       *ry_merge_text       (const char *base, const char *left, const char *right, gboolean *clean);

G_END_DECLS
