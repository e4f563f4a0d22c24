/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days are ISO 8601, so that their order is that of their letters. */
#include "ry-term.h"

#include <string.h>

#include "ry-json.h"

/**
 * ry_term_holds:
 * @from: (nullable): its first day, ISO 8601; %NULL or empty: always
 * @to: (nullable): its last day, ISO 8601; %NULL or empty: it goes on
 * @day: a day, ISO 8601
 *
 * Returns: whether @day is in it
 */
gboolean
ry_term_holds (const char *from, const char *to, const char *day)
{
  return (from == NULL || *from == '\0' || strcmp (from, day) <= 0) &&
         (to == NULL || *to == '\0' || strcmp (day, to) <= 0);
}

/**
 * ry_term_holds_on:
 * @record: what has a `from` and a `to`: a post, a membership, a ward, a member of a subcommittee
 * @day: a day, ISO 8601
 *
 * Returns: whether it is so on @day
 */
gboolean
ry_term_holds_on (JsonObject *record, const char *day)
{
  return ry_term_holds (ry_json_get_string (record, "from"), ry_json_get_string (record, "to"), day);
}
