/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How old a confirmation is. What counts as this year's is decided by the round of confirmation that began last, and by
 * the year of account where there was none within a year.
 */
#include "ry-confirmation.h"

#include "ry-date.h"
#include "ry-json.h"

#include <glib/gi18n-lib.h>

#define ROUND_HOLDS_DAYS 366

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * ry_confirmation_get_state:
 * @confirmed_on: (nullable): when a sheet was confirmed last, ISO 8601
 * @since: the first day that counts, from ry_confirmation_find_since()
 *
 * Returns: whether that counts
 */
RyConfirmationState
ry_confirmation_get_state (const char *confirmed_on, const char *since)
{
  if (!is_set (confirmed_on))
    return RY_CONFIRMATION_NONE;
  return strcmp (confirmed_on, since) >= 0 ? RY_CONFIRMATION_CURRENT : RY_CONFIRMATION_OLD;
}

/**
 * ry_confirmation_get_months:
 * @confirmed_on: (nullable): when a sheet was confirmed last, ISO 8601
 * @as_of: the day from which it is looked at
 *
 * Returns: whole months that have passed; -1 where it was never confirmed
 */
int
ry_confirmation_get_months (const char *confirmed_on, const char *as_of)
{
  GDate then, now;
  int months;

  if (!is_set (confirmed_on) || !ry_date_parse (confirmed_on, &then) || !ry_date_parse (as_of, &now))
    return -1;
  months = (g_date_get_year (&now) - g_date_get_year (&then)) * 12 + (int) g_date_get_month (&now) -
           (int) g_date_get_month (&then);
  if (g_date_get_day (&now) < g_date_get_day (&then) && !g_date_is_last_of_month (&now))
    months--;
  return MAX (months, 0);
}

/**
 * ry_confirmation_dup_words:
 * @confirmed_on: (nullable): when a sheet was confirmed last, ISO 8601
 * @since: the first day that counts
 * @as_of: the day from which it is looked at
 *
 * Returns: (transfer full): how that is said everywhere: 今年度 確認済み, 未確認 14か月, 未確認
 */
char *
ry_confirmation_dup_words (const char *confirmed_on, const char *since, const char *as_of)
{
  int months = ry_confirmation_get_months (confirmed_on, as_of);

  switch (ry_confirmation_get_state (confirmed_on, since)) {
  case RY_CONFIRMATION_CURRENT:
    return g_strdup (_ ("Confirmed this year"));
  case RY_CONFIRMATION_OLD:
    return months > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Unconfirmed for %d month",
                                                      "Unconfirmed for %d months", (gulong) months),
                                         months)
                      : g_strdup (_ ("Unconfirmed"));
  default:
    return g_strdup (_ ("Unconfirmed"));
  }
}

/**
 * ry_confirmation_find_since:
 * @workspace: where
 * @as_of: the day from which it is looked at, ISO 8601
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the first day whose confirmations count: of the round that began last before
 *   @as_of, or of the year of account where none began within a year
 */
char *
ry_confirmation_find_since (RyWorkspace *workspace, const char *as_of, GError **error)
{
  const RyQuery query = { .kind = "confirmation", .order = "started_on", .descending = TRUE };
  g_autoptr (GPtrArray) rounds = ry_workspace_query (workspace, &query, error);
  GDate day;

  if (rounds == NULL)
    return NULL;
  for (guint i = 0; i < rounds->len; i++) {
    const char *started = ry_document_get_string (g_ptr_array_index (rounds, i), "started_on");

    if (is_set (started) && strcmp (started, as_of) <= 0 && ry_date_days_between (started, as_of) < ROUND_HOLDS_DAYS)
      return g_strdup (started);
  }
  if (!ry_date_parse (as_of, &day))
    return g_strdup (as_of);
  return g_strdup_printf ("%04d-04-01", ry_date_fiscal_year (&day));
}
