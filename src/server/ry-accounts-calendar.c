/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The address under which an account's calendar is to be had. Calendar programs cannot log in, so the address is a
 * secret: it opens what is public of meetings and nothing else, there is none until one is asked for, and a new one
 * ends the old. Only its digest is kept.
 */
#include <glib/gi18n-lib.h>

#include "ry-accounts-private.h"
#include "ry-error.h"

void
_ry_accounts_take_calendar (RyAccounts *self, sqlite3_stmt *row)
{
  g_hash_table_replace (self->calendars, g_strdup ((const char *) sqlite3_column_text (row, 0)),
                        g_strdup ((const char *) sqlite3_column_text (row, 1)));
}

/**
 * ry_accounts_make_calendar:
 * @self: accounts
 * @name: an account's name
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the new token, which nobody can guess
 */
char *
ry_accounts_make_calendar (RyAccounts *self, const char *name, GError **error)
{
  g_autofree char *token = _ry_accounts_make_token ();
  g_autofree char *digest = _ry_accounts_digest_token (token);
  const char *values[] = { name, digest, NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  int n_changed = 0;

  _ry_accounts_forget (self);
  if (!_ry_accounts_run (self, "INSERT OR REPLACE INTO calendar SELECT name, ?2 FROM account WHERE name = ?1", values,
                         &n_changed, error))
    return NULL;
  if (n_changed == 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no account “%s”."), name);
    return NULL;
  }
  return g_steal_pointer (&token);
}

/**
 * ry_accounts_end_calendar:
 * @self: accounts
 * @name: an account's name
 * @error: (nullable): %RY_ERROR_NOT_FOUND where it has no calendar
 *
 * Returns: whether the address works no more
 */
gboolean
ry_accounts_end_calendar (RyAccounts *self, const char *name, GError **error)
{
  const char *values[] = { name, NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  int n_changed = 0;

  _ry_accounts_forget (self);
  if (!_ry_accounts_run (self, "DELETE FROM calendar WHERE account = ?", values, &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("The account “%s” has no calendar address."), name);
  return n_changed > 0;
}

/**
 * ry_accounts_find_calendar:
 * @self: accounts
 * @token: what somebody says is a calendar's token
 *
 * Returns: (transfer full) (nullable): whose it is
 */
RyAccount *
ry_accounts_find_calendar (RyAccounts *self, const char *token)
{
  g_autofree char *digest = _ry_accounts_digest_token (token);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const char *name;
  RyAccount *account;

  _ry_accounts_refresh (self);
  name = g_hash_table_lookup (self->calendars, digest);
  account = name != NULL ? g_hash_table_lookup (self->accounts, name) : NULL;
  return account != NULL ? ry_account_ref (account) : NULL;
}
