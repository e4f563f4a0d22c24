/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spans of a difference as Pango markup.
 */
#include "ry-diff-markup.h"

#include "ry-diff.h"

#define REMOVED "<span strikethrough=\"true\" alpha=\"74%\">"
#define ADDED   "<span weight=\"bold\" underline=\"single\">"
#define END     "</span>"

static void
append_marked (GString *markup, const char *open, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (markup, "%s%s%s", open, escaped, *open != '\0' ? END : "");
}

/**
 * ry_diff_markup:
 * @before: a text
 * @after: the text that came of it
 * @side: what to show
 *
 * Returns: (transfer full): Pango markup
 */
char *
ry_diff_markup (const char *before, const char *after, RyDiffSide side)
{
  g_autoptr (GPtrArray) spans = ry_diff_text (before, after);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++) {
    const RyDiffSpan *span = g_ptr_array_index (spans, i);

    if (span->op == RY_DIFF_REMOVED && side == RY_DIFF_AFTER)
      continue;
    /* Never side by side: 4 struck out beside 5 reads as 45. */
    if (span->op == RY_DIFF_ADDED && side == RY_DIFF_BOTH && i > 0 &&
        ((RyDiffSpan *) g_ptr_array_index (spans, i - 1))->op == RY_DIFF_REMOVED)
      g_string_append (markup, "→");
    append_marked (markup, span->op == RY_DIFF_REMOVED ? REMOVED : span->op == RY_DIFF_ADDED ? ADDED : "", span->text);
  }
  return g_string_free (markup, FALSE);
}

/**
 * ry_diff_markup_whole:
 * @before: (nullable): a short value, as a number or a date; %NULL where there was none
 * @after: (nullable): what it became
 *
 * For what is not read letter by letter.
 *
 * Returns: (transfer full): Pango markup: the one struck through, an arrow, the other
 */
char *
ry_diff_markup_whole (const char *before, const char *after)
{
  GString *markup = g_string_new (NULL);

  if (before != NULL)
    append_marked (markup, REMOVED, before);
  if (before != NULL && after != NULL)
    g_string_append (markup, " → ");
  if (after != NULL)
    append_marked (markup, ADDED, after);
  return g_string_free (markup, FALSE);
}
