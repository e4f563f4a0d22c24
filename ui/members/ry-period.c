/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Periods in words. Posts begin on the first of a month nearly always, and are spoken of by the month:
 * 令和5年4月から.
 */
#include "ry-period.h"

#include <glib/gi18n.h>

#include "ry-date.h"

/**
 * ry_period_format_day:
 * @iso: (nullable): an ISO 8601 day
 *
 * A day in the era's count. The first of a month is written as the month where the language writes the day
 * last.
 *
 * Returns: (transfer full) (nullable): the day in words, %NULL where there is none
 */
char *
ry_period_format_day (const char *iso)
{
  char *day = iso != NULL && *iso != '\0' ? ry_date_format_iso (iso, RY_DATE_ERA) : NULL;

  if (day != NULL && g_str_has_suffix (iso, "-01") && g_str_has_suffix (day, "月1日"))
    day[strlen (day) - strlen ("1日")] = '\0';
  return day;
}

/**
 * ry_period_format:
 * @document: a post or a membership, with the members `from` and `to`
 *
 * Returns: (transfer full): since when, until when, or both; empty where neither is known
 */
char *
ry_period_format (RyDocument *document)
{
  g_autofree char *from = ry_period_format_day (ry_document_get_string (document, "from"));
  g_autofree char *to = ry_period_format_day (ry_document_get_string (document, "to"));

  if (from != NULL && to != NULL)
    return g_strdup_printf (_ ("%s – %s"), from, to);
  if (from != NULL)
    return g_strdup_printf (_ ("since %s"), from);
  if (to != NULL)
    return g_strdup_printf (_ ("until %s"), to);
  return g_strdup ("");
}
