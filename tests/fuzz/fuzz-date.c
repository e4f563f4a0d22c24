/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a day or as a time: what is read as a day is read again from how it is written in full. */
#include "ry-date.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *iso = NULL;
  int minutes;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  iso = ry_date_parse_to_iso (text);
  minutes = ry_date_parse_clock (text);
  g_assert_cmpint (minutes, >=, -1);
  g_assert_cmpint (minutes, <, 25 * 60);
  if (iso != NULL) {
    g_autofree char *western = ry_date_format_paper (iso, RY_DATE_WESTERN_WEEKDAY);
    g_autofree char *era = ry_date_format_paper (iso, RY_DATE_ERA_WEEKDAY);
    g_autofree char *from_western = ry_date_parse_to_iso (western);
    g_autofree char *from_era = ry_date_parse_to_iso (era);

    if (strcmp (iso, "1000") >= 0)
      g_assert_cmpstr (from_western, ==, iso);
    /* Japan counts its days as others do since 1873; an era's years are read up to 99. */
    if (strcmp (iso, "1873-01-01") >= 0 && strcmp (iso, "2100") < 0)
      g_assert_cmpstr (from_era, ==, iso);
  }
  return 0;
}
