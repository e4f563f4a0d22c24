/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A compiled selector, shared by the file that reads it (ry-selector.c) and the one that applies it
 * (ry-selector-match.c).
 */
#pragma once

#include "ry-selector.h"

G_BEGIN_DECLS

typedef enum {
  /* Of conditions */
  RY_SELECTOR_AND,
  RY_SELECTOR_OR,
  RY_SELECTOR_NOR,
  RY_SELECTOR_NOT,
  /* Of a value */
  RY_SELECTOR_EQ,
  RY_SELECTOR_NE,
  RY_SELECTOR_GT,
  RY_SELECTOR_GTE,
  RY_SELECTOR_LT,
  RY_SELECTOR_LTE,
  RY_SELECTOR_IN,
  RY_SELECTOR_NIN,
  RY_SELECTOR_EXISTS,
  RY_SELECTOR_TYPE,
  RY_SELECTOR_MOD,
  RY_SELECTOR_REGEX,
  RY_SELECTOR_BEGINS_WITH,
  RY_SELECTOR_SIZE,
  RY_SELECTOR_ALL,
  /* Of a value's elements or keys */
  RY_SELECTOR_ELEM_MATCH,
  RY_SELECTOR_ALL_MATCH,
  RY_SELECTOR_KEY_MAP_MATCH,
} RySelectorOperator;

/* One node of the tree. What is about a value knows the path to it. */
typedef struct {
  RySelectorOperator op;
  gboolean negated;    /* turns what the operator says of a value that is there */
  GStrv path;          /* NULL: the value itself */
  JsonNode *operand;   /* (nullable) */
  GRegex *regex;       /* (nullable) */
  GPtrArray *children; /* (nullable) (element-type RySelectorCondition) */
} RySelectorCondition;

static inline gboolean
_ry_selector_is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static inline gboolean
_ry_selector_is_integer (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

gboolean _ry_selector_condition_matches (const RySelectorCondition *condition, JsonNode *value);

G_END_DECLS
