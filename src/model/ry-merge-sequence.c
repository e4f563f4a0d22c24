/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of a list that two people changed. Whoever moved elements decides the order; where both did, the left
 * one. What only one side inserted stands after the element it was put behind; where both inserted at one place,
 * the left one's come first.
 */
#include "ry-merge-private.h"

static GHashTable *
index_keys (GPtrArray *keys)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (table, g_ptr_array_index (keys, i));
  return table;
}

static const char *
next_common (GPtrArray *keys, guint *position, GHashTable *a, GHashTable *b)
{
  while (*position < keys->len) {
    const char *key = g_ptr_array_index (keys, (*position)++);

    if (g_hash_table_contains (a, key) && g_hash_table_contains (b, key))
      return key;
  }
  return NULL;
}

/* Whether the elements that all three have stand in another order in @side than in @base. */
static gboolean
is_reordered (GPtrArray *base, GPtrArray *side, GHashTable *in_base, GHashTable *in_side, GHashTable *in_other)
{
  guint i = 0, j = 0;

  for (;;) {
    const char *a = next_common (base, &i, in_side, in_other);
    const char *b = next_common (side, &j, in_base, in_other);

    if (a == NULL || b == NULL)
      return FALSE;
    if (!g_str_equal (a, b))
      return TRUE;
  }
}

static guint
find_position (GPtrArray *keys, const char *key)
{
  for (guint i = 0; i < keys->len; i++) {
    if (g_str_equal (g_ptr_array_index (keys, i), key))
      return i;
  }
  return keys->len;
}

static void
insert_rest (
    GPtrArray *order, GPtrArray *rest, GHashTable *in_order, GHashTable *in_rest, GHashTable *in_base, gboolean yield)
{
  const char *before = NULL;

  for (guint i = 0; i < rest->len; i++) {
    char *key = g_ptr_array_index (rest, i);

    if (!g_hash_table_contains (in_order, key)) {
      guint position = before == NULL ? 0 : find_position (order, before) + 1;

      while (yield && position < order->len && !g_hash_table_contains (in_rest, g_ptr_array_index (order, position)) &&
             !g_hash_table_contains (in_base, g_ptr_array_index (order, position)))
        position++;
      g_ptr_array_insert (order, position, key);
    }
    before = key;
  }
}

/*
 * _ry_merge_order:
 * @base: (element-type utf8): the keys both sides had; each list without repetition
 * @left: (element-type utf8): the left one's keys
 * @right: (element-type utf8): the right one's
 *
 * Returns: (transfer container) (element-type utf8): every key of @left and @right, borrowed, in the merged order;
 *   which of them are to go is the caller's business
 */
GPtrArray *
_ry_merge_order (GPtrArray *base, GPtrArray *left, GPtrArray *right)
{
  g_autoptr (GHashTable) in_base = index_keys (base);
  g_autoptr (GHashTable) in_left = index_keys (left);
  g_autoptr (GHashTable) in_right = index_keys (right);
  gboolean right_decides =
      !is_reordered (base, left, in_base, in_left, in_right) && is_reordered (base, right, in_base, in_right, in_left);
  GPtrArray *order = g_ptr_array_new ();

  g_ptr_array_extend (order, right_decides ? right : left, NULL, NULL);
  if (right_decides)
    insert_rest (order, left, in_right, in_left, in_base, FALSE);
  else
    insert_rest (order, right, in_left, in_right, in_base, TRUE);
  return order;
}
