/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ry-words.h"

#include <string.h>

/**
 * ry_words_assert_in_order:
 * @text: what was read
 * @expected: (array zero-terminated=1): what stands in it, one after the other
 */
void
ry_words_assert_in_order (const char *text, const char *const *expected)
{
  const char *from = text;

  for (guint i = 0; expected[i] != NULL; i++) {
    const char *found = strstr (from, expected[i]);

    if (found == NULL)
      g_error ("“%s” does not come after “%s” in %s", expected[i], i > 0 ? expected[i - 1] : "the beginning", text);
    from = found + strlen (expected[i]);
  }
}

/**
 * ry_words_count:
 * @text: what was read
 * @word: a word
 *
 * Returns: how often @word stands in @text
 */
guint
ry_words_count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + strlen (word), word))
    n++;
  return n;
}
