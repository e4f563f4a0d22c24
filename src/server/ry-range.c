/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ranges that make no sense at all are as good as none; those that lie outside are refused.
 */
#include "ry-range.h"

#include <string.h>

/* "-N", "N-" or "N-M". Answers -1 for a number that is not said. */
static gboolean
parse_numbers (const char *text, gint64 *first, gint64 *last)
{
  g_auto (GStrv) numbers = g_strsplit (text, "-", 3);

  if (g_strv_length (numbers) != 2 || (numbers[0][0] == '\0' && numbers[1][0] == '\0'))
    return FALSE;
  *first = *last = -1;
  return (numbers[0][0] == '\0' || g_ascii_string_to_signed (numbers[0], 10, 0, G_MAXINT64, first, NULL)) &&
         (numbers[1][0] == '\0' || g_ascii_string_to_signed (numbers[1], 10, 0, G_MAXINT64, last, NULL));
}

/**
 * ry_range_parse:
 * @header: (nullable): a `Range`
 * @length: of what there is
 * @ranges: (out caller-allocates): room for %RY_RANGE_MAX ranges
 * @n_ranges: (out): how many there are; 0 where the whole is to be sent
 *
 * Returns: %FALSE where the header asks for what is not there
 */
gboolean
ry_range_parse (const char *header, gint64 length, RyRange *ranges, guint *n_ranges)
{
  g_auto (GStrv) parts = NULL;

  *n_ranges = 0;
  if (header == NULL || !g_str_has_prefix (header, "bytes="))
    return TRUE;
  parts = g_strsplit (header + strlen ("bytes="), ",", -1);
  if (g_strv_length (parts) > RY_RANGE_MAX)
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++) {
    RyRange range;

    if (!parse_numbers (g_strstrip (parts[i]), &range.first, &range.last) || (range.first == 0 && range.last < 0)) {
      *n_ranges = 0;
      return TRUE;
    }
    if (range.first < 0) {
      range.first = MAX (0, length - range.last);
      range.last = length - 1;
    }
    range.last = range.last < 0 ? length - 1 : MIN (range.last, length - 1);
    if (range.first > range.last)
      return FALSE;
    ranges[(*n_ranges)++] = range;
  }
  return TRUE;
}
