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
 * A value that was changed on both sides. @field is its path: a member's name as `note`, for a list and what is
 * in it `blocks/KEY/text`, or `blocks/KEY` where one side removed the element that the other changed. `~` and `/`
 * inside a step are written `~0` and `~1`. Nodes are %NULL where the value is absent.
 */
typedef struct {
  char *field;
  JsonNode *base;
  JsonNode *left;
  JsonNode *right;
  char *combined; /* for long text: the sentences of both, a start for a person; else NULL */
} RyMergeClash;

void        ry_merge_clash_free (RyMergeClash *clash);
JsonObject *ry_merge            (RyKind *kind, JsonObject *base, JsonObject *left, JsonObject *right, GPtrArray *clashes);
RyField    *ry_merge_find_field (RyKind *kind, const char *path);
char       *ry_merge_dup_label  (RyKind *kind, const char *path, JsonObject *content);
JsonNode   *ry_merge_get_value  (JsonObject *content, const char *path);
void        ry_merge_set_value  (JsonObject *content, const char *path, JsonNode *value);
char       *ry_merge_text       (const char *base, const char *left, const char *right, gboolean *clean);
char       *ry_merge_sentences  (const char *base, const char *left, const char *right);

G_END_DECLS
