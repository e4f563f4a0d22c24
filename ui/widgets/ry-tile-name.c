/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of councils as they fit a tile. 汐見区医療介護ネットワーク協議会 and its like differ at their end, so the end
 * is kept; a cut lies where the script changes, as Japanese words mostly do.
 */
#include "ry-tile-name.h"

#include <string.h>

/**
 * ry_tile_name_measure_common_head:
 * @names: (array zero-terminated=1): all names
 *
 * 汐見区… and 汐見区…: what all names begin with tells nothing beside each other.
 *
 * Returns: how many bytes of each may go; 0 where nothing would be left of one
 */
gsize
ry_tile_name_measure_common_head (const char *const *names)
{
  const char *first = names[0];
  gsize length = first != NULL && names[1] != NULL ? strlen (first) : 0;

  for (guint i = 1; first != NULL && names[i] != NULL; i++) {
    gsize same = 0;

    while (same < length && names[i][same] == first[same])
      same++;
    length = same;
  }
  while (length > 0 && ((guchar) first[length] & 0xc0) == 0x80)
    length--;
  for (guint i = 0; length > 0 && names[i] != NULL; i++)
    if (names[i][length] == '\0')
      return 0;
  return length;
}

/**
 * ry_tile_name_shorten:
 * @name: a name
 * @max_chars: how many characters there is room for
 *
 * Returns: (transfer none): the longest end of @name that fits and begins with a word; @name where none does
 */
const char *
ry_tile_name_shorten (const char *name, glong max_chars)
{
  glong left = g_utf8_strlen (name, -1);
  GUnicodeScript before = G_UNICODE_SCRIPT_UNKNOWN;

  if (left <= max_chars)
    return name;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p), left--) {
    gunichar c = g_utf8_get_char (p);
    GUnicodeScript script = g_unichar_get_script (c);

    /* The long vowel's bar belongs to whatever it follows. */
    if (script == G_UNICODE_SCRIPT_COMMON && c == 0x30fc)
      continue;
    if (left <= max_chars && script != before && script != G_UNICODE_SCRIPT_COMMON)
      return p;
    before = script;
  }
  return name;
}
