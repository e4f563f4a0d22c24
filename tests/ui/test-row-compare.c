/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two lists of rows and the steps between: a table of the cases people make, and random lists, in which the
 * steps must lead from one to the other whatever they are.
 */
#include "ry-row-private.h"

typedef struct {
  const char *name, *before, *after;
  guint n_steps;
} Case;

/* A letter a row. */
static const Case cases[] = {
  { "nothing", "", "", 0 },
  { "same", "abcde", "abcde", 0 },
  { "all-new", "", "abc", 1 },
  { "all-gone", "abc", "", 1 },
  { "one-added", "abde", "abcde", 1 },
  { "one-removed", "abcde", "abde", 1 },
  { "one-replaced", "abcde", "abxde", 1 },
  { "first-and-last", "bcd", "abcde", 2 },
  { "two-places", "abcdefgh", "abxcdeghy", 3 },
  { "moved-down", "abcde", "acdbe", 2 },
  { "other-order", "abc", "cba", 3 },
  { "another-list", "abc", "xyz", 1 },
};

static GArray *
create_rows (const char *letters)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (const char *p = letters; *p != '\0'; p++)
    g_array_append_vals (rows, &(gint64){ *p }, 1);
  return rows;
}

static const gint64 *
numbers (GArray *rows)
{
  return (const gint64 *) (gpointer) rows->data;
}

/* Takes the steps as the model takes them. */
static void
check (GArray *before, GArray *after, GArray *steps)
{
  for (guint i = 0; i < steps->len; i++) {
    const RyRowStep *step = &g_array_index (steps, RyRowStep, i);

    g_assert_cmpuint (step->position + step->removed, <=, before->len);
    g_assert_cmpuint (step->position + step->added, <=, after->len);
    if (step->removed > 0)
      g_array_remove_range (before, step->position, step->removed);
    if (step->added > 0)
      g_array_insert_vals (before, step->position, numbers (after) + step->position, step->added);
  }
  g_assert_cmpmem (before->data, before->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GArray) before = create_rows (c->before);
  g_autoptr (GArray) after = create_rows (c->after);
  g_autoptr (GArray) steps = _ry_row_compare (numbers (before), before->len, numbers (after), after->len);

  g_assert_cmpuint (steps->len, <=, c->n_steps);
  check (before, after, steps);
}

static GArray *
create_random (guint n, guint of)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  while (rows->len < n) {
    gint64 row = g_test_rand_int_range (1, (int) of + 1);

    if (g_hash_table_add (seen, GINT_TO_POINTER ((int) row)))
      g_array_append_val (rows, row);
  }
  return rows;
}

static void
test_random (void)
{
  for (guint i = 0; i < 2000; i++) {
    g_autoptr (GArray) before = create_random ((guint) g_test_rand_int_range (0, 30), 40);
    g_autoptr (GArray) after = create_random ((guint) g_test_rand_int_range (0, 30), 40);
    g_autoptr (GArray) steps = _ry_row_compare (numbers (before), before->len, numbers (after), after->len);

    check (before, after, steps);
  }
}

static void
test_many (void)
{
  /* So many scattered changes become one step, and it is still right. */
  g_autoptr (GArray) before = create_random (3000, 4000);
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) steps = NULL;

  for (guint i = 0; i < before->len; i += 2)
    g_array_append_vals (after, numbers (before) + i, 1);
  steps = _ry_row_compare (numbers (before), before->len, numbers (after), after->len);

  g_assert_cmpuint (steps->len, ==, 1);
  check (before, after, steps);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/row-compare/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/row-compare/random", test_random);
  g_test_add_func ("/row-compare/many", test_many);
  return g_test_run ();
}
