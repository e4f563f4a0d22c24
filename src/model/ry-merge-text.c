/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three versions of a long text into one, by line, as diff3 does. Lines that both sides changed differently
 * are kept from both, the left one's first, without marks: a person reads and shortens them.
 */
#include "ry-merge-private.h"

#include <string.h>

/* Beyond this many pairs of lines the middle of a text counts as rewritten: the table would not fit in memory. */
#define MAX_PAIRS (4 * 1000 * 1000)

static guint
length_of_common_tail (GStrv a, guint n_a, GStrv b, guint n_b, guint head)
{
  guint n = 0;

  while (n_a - n > head && n_b - n > head && g_str_equal (a[n_a - n - 1], b[n_b - n - 1]))
    n++;
  return n;
}

/* Longest common subsequence of the middles, by the usual table. */
static void
match_middle (GStrv a, guint n_a, GStrv b, guint n_b, guint offset, int *matches)
{
  g_autofree guint *table = NULL;
  guint width = n_b + 1;
  guint i = 0, j = 0;

  if (n_a == 0 || n_b == 0 || (guint64) n_a * n_b > MAX_PAIRS)
    return;
  table = g_new0 (guint, (gsize) (n_a + 1) * width);
  for (i = n_a; i-- > 0;) {
    for (j = n_b; j-- > 0;)
      table[i * width + j] = g_str_equal (a[i], b[j]) ? table[(i + 1) * width + j + 1] + 1
                                                      : MAX (table[(i + 1) * width + j], table[i * width + j + 1]);
  }
  for (i = j = 0; i < n_a && j < n_b;) {
    if (g_str_equal (a[i], b[j])) {
      matches[i] = offset + j;
      i++;
      j++;
    } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) {
      i++;
    } else {
      j++;
    }
  }
}

/* For each line of @a the line of @b that is the same one, or -1. */
int *
_ry_match_pieces (GStrv a, guint n_a, GStrv b, guint n_b)
{
  int *matches = g_new (int, n_a + 1);
  guint head = 0, tail;

  memset (matches, -1, sizeof (int) * (n_a + 1));
  while (head < n_a && head < n_b && g_str_equal (a[head], b[head])) {
    matches[head] = head;
    head++;
  }
  tail = length_of_common_tail (a, n_a, b, n_b, head);
  for (guint i = 0; i < tail; i++)
    matches[n_a - 1 - i] = n_b - 1 - i;
  match_middle (a + head, n_a - head - tail, b + head, n_b - head - tail, head, matches + head);
  return matches;
}

static gboolean
same_lines (GStrv a, guint a_from, guint a_to, GStrv b, guint b_from, guint b_to)
{
  if (a_to - a_from != b_to - b_from)
    return FALSE;
  for (guint i = 0; i < a_to - a_from; i++) {
    if (!g_str_equal (a[a_from + i], b[b_from + i]))
      return FALSE;
  }
  return TRUE;
}

static void
add_lines (GPtrArray *out, GStrv lines, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_ptr_array_add (out, lines[i]);
}

static gboolean
ends_sentence (const char *piece)
{
  return g_str_has_suffix (piece, "。") || g_str_has_suffix (piece, "！") || g_str_has_suffix (piece, "？") ||
         g_str_has_suffix (piece, "\n");
}

/* The merge itself; the answer borrows from the three. @gap parts what both said at one place, where no full stop does.
 */
static GPtrArray *
merge_pieces (GStrv b, GStrv l, GStrv r, const char *gap, gboolean *clean)
{
  guint n_b = g_strv_length (b), n_l = g_strv_length (l), n_r = g_strv_length (r);
  g_autofree int *in_left = _ry_match_pieces (b, n_b, l, n_l);
  g_autofree int *in_right = _ry_match_pieces (b, n_b, r, n_r);
  GPtrArray *out = g_ptr_array_new ();
  guint i = 0, j = 0, k = 0;

  *clean = TRUE;
  while (i < n_b || j < n_l || k < n_r) {
    guint next = i;
    guint left_to, right_to;

    /* The next piece that all three still have; what lies before it is one place. */
    while (next < n_b && (in_left[next] < 0 || in_right[next] < 0))
      next++;
    left_to = next < n_b ? (guint) in_left[next] : n_l;
    right_to = next < n_b ? (guint) in_right[next] : n_r;

    if (same_lines (b, i, next, l, j, left_to)) {
      add_lines (out, r, k, right_to);
    } else {
      add_lines (out, l, j, left_to);
      if (!same_lines (b, i, next, r, k, right_to) && !same_lines (l, j, left_to, r, k, right_to)) {
        if (gap != NULL && left_to > j && right_to > k && !ends_sentence (l[left_to - 1]))
          g_ptr_array_add (out, (gpointer) gap);
        add_lines (out, r, k, right_to);
        *clean = FALSE;
      }
    }
    if (next < n_b)
      g_ptr_array_add (out, b[next]);
    i = next + 1;
    j = left_to + 1;
    k = right_to + 1;
  }
  g_ptr_array_add (out, NULL);
  return out;
}

/* Sentences with their full stop; a line's end is a piece of its own. */
static GStrv
split_sentences (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *from = text;

  for (const char *p = text; *p != '\0';) {
    gunichar c = g_utf8_get_char (p);
    const char *next = g_utf8_next_char (p);

    if (c == '\n' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F) {
      const char *to = c == '\n' ? p : next;
      g_autofree char *sentence = g_strndup (from, to - from);

      if (*sentence != '\0')
        g_strv_builder_add (builder, sentence);
      if (c == '\n')
        g_strv_builder_add (builder, "\n");
      from = next;
    }
    p = next;
  }
  if (*from != '\0')
    g_strv_builder_add (builder, from);
  return g_strv_builder_end (builder);
}

/**
 * ry_merge_text:
 * @base: the text both sides had
 * @left: the left one's
 * @right: the right one's
 * @clean: (out): whether no line was changed on both sides
 *
 * Returns: (transfer full): the merged text; where it is not clean, with the lines of both sides at that place
 */
char *
ry_merge_text (const char *base, const char *left, const char *right, gboolean *clean)
{
  g_auto (GStrv) b = g_strsplit (base, "\n", -1);
  g_auto (GStrv) l = g_strsplit (left, "\n", -1);
  g_auto (GStrv) r = g_strsplit (right, "\n", -1);
  g_autoptr (GPtrArray) out = merge_pieces (b, l, r, NULL, clean);

  return g_strjoinv ("\n", (char **) out->pdata);
}

/**
 * ry_merge_sentences:
 * @base: the text both sides had
 * @left: the left one's
 * @right: the right one's
 *
 * Finer than ry_merge_text(), as a proposal for a person: what both sides changed stands there from both.
 *
 * Returns: (transfer full): the sentences of both
 */
char *
ry_merge_sentences (const char *base, const char *left, const char *right)
{
  g_auto (GStrv) b = split_sentences (base);
  g_auto (GStrv) l = split_sentences (left);
  g_auto (GStrv) r = split_sentences (right);
  gboolean clean;
  g_autoptr (GPtrArray) out = merge_pieces (b, l, r, "\n", &clean);

  return g_strjoinv ("", (char **) out->pdata);
}
