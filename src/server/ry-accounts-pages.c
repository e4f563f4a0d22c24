/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which pages for browsers a server offers: none until an administrator says so. It stands in the server's own file, so
 * that the command line changes it while the server runs, and a copy of the server offers what the server did.
 */
#include <string.h>

#include "ry-accounts-private.h"

static const struct {
  RyPagesOffer offer;
  const char *word;
} offers[] = {
  { RY_PAGES_BEDS, "beds" },
  { RY_PAGES_EVENTS, "events" },
};

void
_ry_accounts_take_pages (RyAccounts *self, sqlite3_stmt *row)
{
  g_auto (GStrv) words = g_strsplit ((const char *) sqlite3_column_text (row, 0), " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    self->pages |= ry_pages_offer_parse (words[i]);
}

/**
 * ry_pages_offer_parse:
 * @word: `beds` or `events`
 *
 * Returns: what it names, or 0
 */
RyPagesOffer
ry_pages_offer_parse (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].word, word))
      return offers[i].offer;
  return 0;
}

/**
 * ry_accounts_get_pages:
 * @self: accounts
 *
 * Returns: the pages that are offered
 */
RyPagesOffer
ry_accounts_get_pages (RyAccounts *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  _ry_accounts_refresh (self);
  return self->pages;
}

/**
 * ry_accounts_set_pages:
 * @self: accounts
 * @pages: what is offered from now on
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Returns: whether it is kept
 */
gboolean
ry_accounts_set_pages (RyAccounts *self, RyPagesOffer pages, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if ((pages & offers[i].offer) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", offers[i].word);
  _ry_accounts_forget (self);
  return _ry_accounts_run (self, "INSERT OR REPLACE INTO setting VALUES ('pages', ?)",
                           (const char *[]){ words->str, NULL }, NULL, error);
}
