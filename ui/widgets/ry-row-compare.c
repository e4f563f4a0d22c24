/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What changed between two lists of rows, as few steps as views need to keep their place: rows that stay in
 * order are not touched. Pure; rows are distinct numbers. A row that moved is taken out where it was and put
 * in anew.
 */
#include "ry-row-private.h"

/* Beyond this many steps one large step is cheaper for a view than each of them. */
#define MAX_STEPS 200

static GHashTable *
create_set (const gint64 *rows, guint n_rows)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < n_rows; i++)
    g_hash_table_add (set, (gpointer) &rows[i]);
  return set;
}

static void
add_step (GArray *steps, guint position, guint removed, guint added)
{
  const RyRowStep step = { position, removed, added };

  if (removed + added > 0)
    g_array_append_val (steps, step);
}

/* Walks both lists between the ends they share; FALSE when it gave up. */
static gboolean
compare_middle (GArray *steps, guint position, const gint64 *before, guint n_before, const gint64 *after, guint n_after)
{
  g_autoptr (GHashTable) stays = create_set (after, n_after);
  g_autoptr (GHashTable) was = create_set (before, n_before);
  guint i = 0, j = 0;

  while (i < n_before || j < n_after) {
    guint removed = 0, added = 0;

    while (i < n_before && j < n_after && before[i] == after[j])
      i++, j++, position++;
    while (i < n_before && !(j < n_after && before[i] == after[j]) &&
           (!g_hash_table_contains (stays, &before[i]) || (j < n_after && g_hash_table_contains (was, &after[j])))) {
      /* Gone, or moved: from here on it counts as new. */
      g_hash_table_remove (was, &before[i]);
      i++, removed++;
    }
    while (j < n_after && !g_hash_table_contains (was, &after[j]))
      j++, added++;
    add_step (steps, position, removed, added);
    position += added;
    if (steps->len > MAX_STEPS)
      return FALSE;
  }
  return TRUE;
}

/*< private >
 * _ry_row_compare:
 * @before: rows as views know them
 * @after: rows as they are now
 *
 * Returns: (transfer full) (element-type RyRowStep): the steps from one to the other
 */
GArray *
_ry_row_compare (const gint64 *before, guint n_before, const gint64 *after, guint n_after)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (RyRowStep));
  guint head = 0, tail = 0;

  while (head < n_before && head < n_after && before[head] == after[head])
    head++;
  while (tail < n_before - head && tail < n_after - head && before[n_before - 1 - tail] == after[n_after - 1 - tail])
    tail++;
  if (!compare_middle (steps, head, before + head, n_before - head - tail, after + head, n_after - head - tail)) {
    g_array_set_size (steps, 0);
    add_step (steps, head, n_before - head - tail, n_after - head - tail);
  }
  return steps;
}
