/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The revision tree as tables: what wins, what a merge makes of two histories, what stemming leaves. And at
 * random: the order in which revisions arrive must not matter.
 */
#include <string.h>

#include "ry-error.h"
#include "ry-rev-tree.h"

/* Paths are written newest first, `!` before a deletion: "2-b 1-a; !2-c 1-a". */
static void
merge_paths (RyRevTree *tree, const char *paths)
{
  g_auto (GStrv) split = g_strsplit (paths, "; ", -1);

  for (guint i = 0; split[i] != NULL; i++) {
    gboolean deleted = split[i][0] == '!';
    g_auto (GStrv) path = g_strsplit (split[i] + deleted, " ", -1);

    ry_rev_tree_merge (tree, (const char *const *) path, deleted);
  }
}

static void
assert_joined (GStrv revs, const char *expected)
{
  g_autofree char *joined = g_strjoinv (" ", revs);

  g_assert_cmpstr (joined, ==, expected);
  g_strfreev (revs);
}

static void
test_leaves (void)
{
  static const struct {
    const char *paths;
    const char *leaves;
    const char *conflicts;
    const char *text;
  } rows[] = {
    { "1-a", "1-a", "", "1 +a\n" },
    { "!1-a", "1-a", "", "1 -a\n" },
    { "1-a; 2-b 1-a", "2-b", "", "1 +a +b\n" },
    { "3-c 2-b 1-a", "3-c", "", "1 ?a ?b +c\n" },
    { "1-a; 2-b 1-a; 2-c 1-a", "2-c 2-b", "2-b", "1 +a\n^0 +b\n^0 +c\n" },
    /* The longer branch wins over the greater signature. */
    { "1-a; 2-z 1-a; 3-b 2-b 1-a", "3-b 2-z", "2-z", "1 +a\n^0 ?b +b\n^0 +z\n" },
    /* What lives wins over a longer branch that was deleted. */
    { "1-a; 2-b 1-a; !3-c 2-c 1-a", "2-b 3-c", "", "1 +a\n^0 +b\n^0 ?c -c\n" },
    /* Among deletions the usual order. */
    { "!2-b 1-a; !2-c 1-a", "2-c 2-b", "", "1 ?a\n^0 -b\n^0 -c\n" },
    /* Two that never met. */
    { "1-a; 1-b", "1-b 1-a", "1-a", "1 +a\n1 +b\n" },
    /* Histories that were cut and meet again: the older part is joined on. */
    { "5-e 4-d; 4-d 3-c 2-b", "5-e", "", "2 ?b ?c +d +e\n" },
    { "3-c; 4-d 3-c", "4-d", "", "3 +c +d\n" },
    { "3-c; 3-c 2-b 1-a", "3-c", "", "1 ?a ?b +c\n" },
    { "10-a; 9-z", "10-a 9-z", "9-z", "9 +z\n10 +a\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyRevTree) tree = ry_rev_tree_new ();
    g_autoptr (RyRevTree) again = NULL;
    g_autofree char *text = NULL, *text_again = NULL;

    merge_paths (tree, rows[i].paths);
    assert_joined (ry_rev_tree_dup_leaves (tree), rows[i].leaves);
    assert_joined (ry_rev_tree_dup_conflicts (tree), rows[i].conflicts);
    text = ry_rev_tree_to_text (tree);
    g_assert_cmpstr (text, ==, rows[i].text);
    again = ry_rev_tree_parse (text, NULL);
    text_again = ry_rev_tree_to_text (again);
    g_assert_cmpstr (text_again, ==, text);
  }
}

static void
test_outcome (void)
{
  static const struct {
    const char *known;
    const char *path;
    RyRevTreeMerge outcome;
  } rows[] = {
    { "1-a", "1-a", RY_REV_TREE_SAME },
    { "2-b 1-a", "2-b 1-a", RY_REV_TREE_SAME },
    { "2-b 1-a", "1-a", RY_REV_TREE_FILLED },
    { "2-b 1-a; 1-a", "1-a", RY_REV_TREE_SAME },
    { "2-b 1-a", "2-b", RY_REV_TREE_SAME },
    { "2-b", "2-b 1-a", RY_REV_TREE_GROWN },
    { "1-a", "2-b 1-a", RY_REV_TREE_GROWN },
    { "1-a", "1-b", RY_REV_TREE_GROWN },
    /* The same revision with another history: what came first stands. */
    { "2-b 1-a", "2-b 1-x", RY_REV_TREE_SAME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (RyRevTree) tree = ry_rev_tree_new ();
    g_auto (GStrv) path = g_strsplit (rows[i].path, " ", -1);

    merge_paths (tree, rows[i].known);
    g_assert_cmpint (ry_rev_tree_merge (tree, (const char *const *) path, FALSE), ==, rows[i].outcome);
  }
}

static void
test_questions (void)
{
  g_autoptr (RyRevTree) tree = ry_rev_tree_new ();
  RyRevTreeNode node;
  g_autofree char *base = NULL, *self = NULL, *none = NULL, *winner = NULL;
  gboolean deleted;

  merge_paths (tree, "1-a; 2-b 1-a; 4-d 3-c 2-b 1-a; !3-x 2-b 1-a; 1-other");
  assert_joined (ry_rev_tree_dup_history (tree, "4-d"), "4-d 3-c 2-b 1-a");
  assert_joined (ry_rev_tree_dup_history (tree, "9-q"), "");
  assert_joined (ry_rev_tree_dup_leaves_of (tree, "2-b"), "4-d 3-x");
  assert_joined (ry_rev_tree_dup_leaves_of (tree, "4-d"), "4-d");
  assert_joined (ry_rev_tree_dup_leaves_of (tree, "9-q"), "");
  assert_joined (ry_rev_tree_dup_possible_ancestors (tree, 4), "1-other 3-x");
  assert_joined (ry_rev_tree_dup_all (tree), "4-d 3-x 2-b 1-other 1-a");
  base = ry_rev_tree_dup_ancestor (tree, "4-d", "3-x");
  g_assert_cmpstr (base, ==, "2-b");
  self = ry_rev_tree_dup_ancestor (tree, "2-b", "4-d");
  g_assert_cmpstr (self, ==, "2-b");
  none = ry_rev_tree_dup_ancestor (tree, "4-d", "1-other");
  g_assert_null (none);
  winner = ry_rev_tree_dup_winner (tree, &deleted);
  g_assert_cmpstr (winner, ==, "4-d");
  g_assert_false (deleted);
  g_assert_true (ry_rev_tree_find (tree, "3-x", &node));
  g_assert_true (node.leaf && node.deleted && node.stored);
  g_assert_true (ry_rev_tree_find (tree, "3-c", &node));
  g_assert_false (node.leaf || node.deleted || node.stored);
  g_assert_false (ry_rev_tree_find (tree, "3-zz", &node));
  g_assert_false (ry_rev_tree_find (tree, "nonsense", &node));
}

/* A base whose content was never here is no base: the one before it serves. */
static void
test_ancestor_with_content (void)
{
  g_autoptr (RyRevTree) tree = ry_rev_tree_new ();
  g_autofree char *base = NULL;

  merge_paths (tree, "1-a; 3-c 2-b 1-a; 3-d 2-b 1-a");
  base = ry_rev_tree_dup_ancestor (tree, "3-c", "3-d");
  g_assert_cmpstr (base, ==, "1-a");
}

static void
test_stem (void)
{
  g_autoptr (RyRevTree) tree = ry_rev_tree_new ();
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) forgotten = NULL, nothing = NULL;
  g_auto (GStrv) history = NULL;
  g_autofree char *text = NULL, *again = NULL;
  g_autoptr (RyRevTree) parsed = NULL;

  for (guint i = 1500; i > 0; i--)
    g_ptr_array_add (path, g_strdup_printf ("%u-r%u", i, i));
  g_ptr_array_add (path, NULL);
  ry_rev_tree_merge (tree, (const char *const *) path->pdata, FALSE);
  forgotten = ry_rev_tree_stem (tree, RY_REV_TREE_LIMIT);
  g_assert_cmpuint (forgotten->len, ==, 500);
  g_assert_false (ry_rev_tree_find (tree, "500-r500", NULL));
  g_assert_true (ry_rev_tree_find (tree, "501-r501", NULL));
  history = ry_rev_tree_dup_history (tree, "1500-r1500");
  g_assert_cmpuint (g_strv_length (history), ==, 1000);
  nothing = ry_rev_tree_stem (tree, RY_REV_TREE_LIMIT);
  g_assert_cmpuint (nothing->len, ==, 0);
  text = ry_rev_tree_to_text (tree);
  parsed = ry_rev_tree_parse (text, NULL);
  again = ry_rev_tree_to_text (parsed);
  g_assert_cmpstr (text, ==, again);
}

/* What one branch still needs stays for the other. */
static void
test_stem_shared (void)
{
  g_autoptr (RyRevTree) tree = ry_rev_tree_new ();
  g_autoptr (GPtrArray) forgotten = NULL;

  merge_paths (tree, "6-f 5-e 4-d 3-c 2-b 1-a; 3-x 2-b 1-a");
  forgotten = ry_rev_tree_stem (tree, 3);
  g_assert_cmpuint (forgotten->len, ==, 1);
  g_assert_cmpstr (forgotten->pdata[0], ==, "3-c");
  assert_joined (ry_rev_tree_dup_history (tree, "3-x"), "3-x 2-b 1-a");
  assert_joined (ry_rev_tree_dup_history (tree, "6-f"), "6-f 5-e 4-d");
}

static void
test_order_of_signatures (void)
{
  static const struct {
    const char *greater;
    const char *lesser;
  } rows[] = {
    { "2-a", "1-b" },
    { "10-a", "9-a" },
    { "1-b", "1-a" },
    { "1-ffffffffffffffffffffffffffffffff", "1-abcdefabcdefabcdefabcdefabcdefab" },
    /* 0xab is greater than 'x' among bytes, though "a" is less than "x". */
    { "1-abcdefabcdefabcdefabcdefabcdefab", "1-x!y" },
    { "1-x!y", "1-0bcdefabcdefabcdefabcdefabcdefab" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpint (ry_rev_compare (rows[i].greater, rows[i].lesser), >, 0);
    g_assert_cmpint (ry_rev_compare (rows[i].lesser, rows[i].greater), <, 0);
    g_assert_cmpint (ry_rev_compare (rows[i].lesser, rows[i].lesser), ==, 0);
  }
}

static void
test_normalise (void)
{
  static const struct {
    const char *from;
    const char *to;
  } rows[] = {
    { "1-a", "1-a" },
    { "01-a", "1-a" },
    { "1-ABCDEF0123456789ABCDEF0123456789", "1-abcdef0123456789abcdef0123456789" },
    { "1-ABC", "1-ABC" },
    { "0-12", "0-12" },
    { "1-x!y-z", "1-x!y-z" },
    { "", NULL },
    { "1", NULL },
    { "1-", NULL },
    { "-a", NULL },
    { "0-a", NULL },
    { "a-1", NULL },
    { "-1-a", NULL },
    { "1-a b", NULL },
    { "1-a\n", NULL },
    { "99999999999999999999-a", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *rev = ry_rev_normalise (rows[i].from);

    g_assert_cmpstr (rev, ==, rows[i].to);
  }
}

static void
test_damaged_text (void)
{
  static const char *const texts[] = { "",    "\n",    "1",           "1 ",           "0 +a",  "x +a",          "1 a",
                                       "1 +", "^0 +a", "1 +a\n^1 +b", "1 +a\n^-1 +b", "1  +a", "99999999999 +a" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ry_rev_tree_parse (texts[i], &error));
    g_assert_error (error, RY_ERROR, RY_ERROR_CORRUPT);
  }
}

/* A history that branches at random, as a list of paths, each from a revision to its root. */
static GPtrArray *
create_random_paths (GRand *random)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  guint n = 2 + g_rand_int_range (random, 0, 30);

  for (guint i = 0; i < n; i++) {
    GStrv parent = i > 0 && g_rand_int_range (random, 0, 10) > 0 ? paths->pdata[g_rand_int_range (random, 0, i)] : NULL;
    guint length = parent != NULL ? g_strv_length (parent) : 0;
    GStrv path = g_new0 (char *, length + 2);

    path[0] = g_strdup_printf ("%u-%08x", length + 1, g_rand_int (random));
    for (guint k = 0; k < length; k++)
      path[k + 1] = g_strdup (parent[k]);
    g_ptr_array_add (paths, path);
  }
  return paths;
}

static char *
merge_shuffled (GRand *random, GPtrArray *paths)
{
  g_autoptr (RyRevTree) tree = ry_rev_tree_new ();
  g_autofree guint *order = g_new (guint, paths->len);

  for (guint i = 0; i < paths->len; i++)
    order[i] = i;
  for (guint i = paths->len - 1; i > 0; i--) {
    guint other = g_rand_int_range (random, 0, i + 1), kept = order[i];

    order[i] = order[other];
    order[other] = kept;
  }
  for (guint i = 0; i < paths->len; i++) {
    const char *const *path = paths->pdata[order[i]];

    /* Whether a revision is a deletion is a fact of the revision. */
    ry_rev_tree_merge (tree, path, g_str_hash (path[0]) % 4 == 0);
    if (g_rand_int_range (random, 0, 3) == 0)
      ry_rev_tree_merge (tree, path, g_str_hash (path[0]) % 4 == 0);
  }
  return ry_rev_tree_to_text (tree);
}

static void
test_any_order (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 300; round++) {
    g_autoptr (GPtrArray) paths = create_random_paths (random);
    g_autofree char *one = merge_shuffled (random, paths);
    g_autofree char *other = merge_shuffled (random, paths);

    g_assert_cmpstr (one, ==, other);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rev-tree/leaves", test_leaves);
  g_test_add_func ("/rev-tree/outcome", test_outcome);
  g_test_add_func ("/rev-tree/questions", test_questions);
  g_test_add_func ("/rev-tree/ancestor-with-content", test_ancestor_with_content);
  g_test_add_func ("/rev-tree/stem", test_stem);
  g_test_add_func ("/rev-tree/stem-shared", test_stem_shared);
  g_test_add_func ("/rev-tree/order-of-signatures", test_order_of_signatures);
  g_test_add_func ("/rev-tree/normalise", test_normalise);
  g_test_add_func ("/rev-tree/damaged-text", test_damaged_text);
  g_test_add_func ("/rev-tree/any-order", test_any_order);
  return g_test_run ();
}
