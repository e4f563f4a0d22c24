/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small figures are hidden, and nobody can work them out from what is shown. */
#include <string.h>

#include "ry-reach-mask.h"

static const struct {
  const char *counts; /* rows by '/', cells by ' ' */
  const char *shown;
} cases[] = {
  { "58 49 20", "58 49 20" },
  { "58 9 49 7", "58 - 49 -" },
  { "58 49 9", "58 - -" },       /* one alone would follow from the total */
  { "58 49 0 20", "58 49 - -" }, /* nobody is a small figure too */
  { "5 4 30 40", "- - - 40" },   /* two that come to 9 together */
  { "5 5 30 40", "- - 30 40" },
  { "10 10", "10 10" },
  { "9", "-" },
  { "3 4", "- -" },
  { "0 0 0", "- - -" },
  { "9 10 10 50", "- - 10 50" }, /* the first of two alike */
  { "20 30/40 50", "20 30/40 50" },
  { "5 30 40/40 50 60/70 80 90", "- - 40/- - 60/70 80 90" },
  { "5 30/40 6", "- -/- -" },
};

static guint
read_table (const char *text, gint64 *counts, guint *n_columns)
{
  g_auto (GStrv) rows = g_strsplit (text, "/", -1);
  guint n = 0;

  for (guint i = 0; rows[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (rows[i], " ", -1);

    *n_columns = g_strv_length (cells);
    for (guint k = 0; cells[k] != NULL; k++)
      counts[n++] = g_ascii_strtoll (cells[k], NULL, 10);
  }
  return g_strv_length (rows);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) shown = g_string_new (NULL);
    gboolean hidden[16];
    gint64 counts[16];
    guint n_columns = 1, n_rows = read_table (cases[i].counts, counts, &n_columns);

    ry_reach_mask (counts, n_rows, n_columns, hidden);
    for (guint k = 0; k < n_rows * n_columns; k++) {
      g_autofree char *figure = ry_reach_dup_figure (counts[k], hidden[k]);

      g_string_append_printf (shown, "%s%s", k == 0 ? "" : k % n_columns == 0 ? "/" : " ", figure);
    }
    g_assert_cmpstr (shown->str, ==, cases[i].shown);
  }
}

/* Whatever the figures: no row with a hidden cell lets it be worked out. */
static void
test_random (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (10);

  for (guint round = 0; round < 2000; round++) {
    guint n = (guint) g_rand_int_range (chance, 2, 12), n_hidden = 0, n_shown = 0;
    gboolean hidden[12];
    gint64 counts[12], sum = 0;

    for (guint i = 0; i < n; i++)
      counts[i] = g_rand_int_range (chance, 0, 40);
    ry_reach_mask (counts, 1, n, hidden);
    for (guint i = 0; i < n; i++) {
      g_assert_true (hidden[i] || counts[i] >= RY_REACH_SMALL);
      n_hidden += hidden[i];
      n_shown += !hidden[i];
      sum += hidden[i] ? counts[i] : 0;
    }
    g_assert_cmpuint (n_hidden, !=, 1);
    if (n_hidden > 0 && n_shown > 0)
      g_assert_cmpint (sum, >=, RY_REACH_SMALL);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reach-mask/cases", test_cases);
  g_test_add_func ("/reach-mask/random", test_random);
  return g_test_run ();
}
