/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences as markup: marks where something came or went, and nothing of a text is taken for markup. */
#include "ry-diff-markup.h"

#define WENT(text) "<span strikethrough=\"true\" alpha=\"74%\">" text "</span>"
#define CAME(text) "<span weight=\"bold\" underline=\"single\">" text "</span>"

static void
test_texts (void)
{
  g_autofree char *both = ry_diff_markup ("午後のみ", "午前のみ", RY_DIFF_BOTH);
  g_autofree char *after = ry_diff_markup ("午後のみ", "午前のみ", RY_DIFF_AFTER);
  g_autofree char *hostile = ry_diff_markup ("a", "a<b>&", RY_DIFF_BOTH);

  g_assert_cmpstr (both, ==, "午" WENT ("後") "→" CAME ("前") "のみ");
  g_assert_cmpstr (after, ==, "午" CAME ("前") "のみ");
  g_assert_cmpstr (hostile, ==, "a" CAME ("&lt;b&gt;&amp;"));
}

static void
test_whole (void)
{
  g_autofree char *changed = ry_diff_markup_whole ("1 & 2", "3");
  g_autofree char *came = ry_diff_markup_whole (NULL, "3");
  g_autofree char *went = ry_diff_markup_whole ("1", NULL);
  g_autofree char *nothing = ry_diff_markup_whole (NULL, NULL);

  g_assert_cmpstr (changed, ==, WENT ("1 &amp; 2") " → " CAME ("3"));
  g_assert_cmpstr (came, ==, CAME ("3"));
  g_assert_cmpstr (went, ==, WENT ("1"));
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diff-markup/texts", test_texts);
  g_test_add_func ("/diff-markup/whole", test_whole);
  return g_test_run ();
}
