/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What differs between two versions, for people to see: of a text which pieces went and came, of a document which fields.
 * Pure. A merge (ry-merge.h) decides; this only shows.
 */
#pragma once

#include "ry-kind.h"

G_BEGIN_DECLS

typedef enum {
  RY_DIFF_SAME,
  RY_DIFF_REMOVED,
  RY_DIFF_ADDED,
} RyDiffOp;

/**
 * RyDiffSpan:
 *
 * A piece of a text. What went stands before what came in its place.
 */
typedef struct {
  RyDiffOp op;
  char *text;
} RyDiffSpan;

/**
 * RyDiffChange:
 * @path: as RyMergeClash's: `note`, `blocks/KEY/text`, or `blocks/KEY` where a whole element came or went
 * @before: (nullable): the value before
 * @after: (nullable): the value after
 */
typedef struct {
  char *path;
  JsonNode *before;
  JsonNode *after;
} RyDiffChange;

GPtrArray *ry_diff_text        (const char *before, const char *after);
void       ry_diff_span_free   (RyDiffSpan *span);
GPtrArray *ry_diff_content     (RyKind *kind, JsonObject *before, JsonObject *after);
void       ry_diff_change_free (RyDiffChange *change);

G_END_DECLS
