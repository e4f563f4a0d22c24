/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a field is made of, shared by the files of this room that read definitions (ry-kind.c), turn values
 * into text and back (ry-field.c), and check them. Immutable once loaded, and so free to share between threads.
 */
#pragma once

#include "ry-kind.h"

G_BEGIN_DECLS

/* What is taken where both sides changed a value. */
typedef enum {
  RY_MERGE_ASK,
  RY_MERGE_LEAST,    /* the smaller number, the earlier time */
  RY_MERGE_GREATEST,
} RyMergeRule;

struct _RyField {
  /* Borrowed */
  const char *context; /* the kind's name: the context in which labels are translated */

  /* Owned */
  char *name;
  char *label;
  char *group;
  char *reference;
  GStrv codes;
  GPtrArray *code_labels;  /* of char * */
  GPtrArray *code_aliases; /* of GStrv: other spellings, the same under every language */
  GStrv headings;
  GPtrArray *fields; /* of RyField */

  RyFieldType type;
  RyMergeRule merge;
  gboolean required;
  gboolean indexed;
  gboolean searched;
};

gboolean _ry_json_node_is_empty (JsonNode *node);

G_END_DECLS
