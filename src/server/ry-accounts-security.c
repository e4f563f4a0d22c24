/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sessions and `_security` objects. A session is a token that the browser or desktop keeps; here is only its
 * digest, so that whoever reads this file cannot come in by it. Each can be ended, and all of an account's are
 * when its password changes or it is removed.
 */
#include <sodium.h>
#include <string.h>

#include "ry-accounts-private.h"

#define TOKEN_BYTES 32

static gint64
get_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

char *
_ry_accounts_digest_token (const char *token)
{
  guint8 digest[crypto_generichash_BYTES];
  char *hex = g_malloc (sizeof digest * 2 + 1);

  crypto_generichash (digest, sizeof digest, (const guint8 *) token, strlen (token), NULL, 0);
  return sodium_bin2hex (hex, sizeof digest * 2 + 1, digest, sizeof digest);
}

char *
_ry_accounts_make_token (void)
{
  guint8 random[TOKEN_BYTES];
  gsize size = sodium_base64_encoded_len (sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *token = g_malloc (size);

  randombytes_buf (random, sizeof random);
  return sodium_bin2base64 (token, size, random, sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void
_ry_accounts_take_session (RyAccounts *self, sqlite3_stmt *row)
{
  RySession *session = g_new0 (RySession, 1);

  session->account = g_strdup ((const char *) sqlite3_column_text (row, 1));
  session->began = sqlite3_column_int64 (row, 2);
  session->ends = sqlite3_column_int64 (row, 3);
  g_hash_table_replace (self->sessions, g_strdup ((const char *) sqlite3_column_text (row, 0)), session);
}

void
_ry_accounts_take_security (RyAccounts *self, sqlite3_stmt *row)
{
  RySecurity *security = ry_security_parse ((const char *) sqlite3_column_text (row, 1), -1, NULL);

  if (security != NULL)
    g_hash_table_replace (self->securities, g_strdup ((const char *) sqlite3_column_text (row, 0)), security);
}

/**
 * ry_session_free:
 * @self: (transfer full): a session
 */
void
ry_session_free (RySession *self)
{
  g_free (self->account);
  g_free (self);
}

/**
 * ry_accounts_begin_session:
 * @self: accounts
 * @account: who has proved to be it
 * @lifetime: seconds for which the session is good
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Writes to the disk: call in a worker.
 *
 * Returns: (transfer full): the session's token, which nobody can guess
 */
char *
ry_accounts_begin_session (RyAccounts *self, RyAccount *account, guint lifetime, GError **error)
{
  g_autofree char *token = _ry_accounts_make_token ();
  g_autofree char *digest = _ry_accounts_digest_token (token);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, get_seconds ());
  g_autofree char *end = g_strdup_printf ("%" G_GINT64_FORMAT, get_seconds () + lifetime);
  const char *none[] = { now, NULL };
  const char *row[] = { digest, account->name, now, end, NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!_ry_accounts_run (self, "DELETE FROM session WHERE ends <= CAST (? AS INTEGER)", none, NULL, error) ||
      !_ry_accounts_run (self, "INSERT INTO session VALUES (?, ?, ?, ?)", row, NULL, error))
    return NULL;
  _ry_accounts_forget (self);
  return g_steal_pointer (&token);
}

/**
 * ry_accounts_find_session:
 * @self: accounts
 * @token: what somebody says is a session's token
 *
 * Returns: (transfer full) (nullable): whose it is
 */
RyAccount *
ry_accounts_find_session (RyAccounts *self, const char *token)
{
  g_autofree char *digest = _ry_accounts_digest_token (token);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RySession *session;
  RyAccount *account;

  _ry_accounts_refresh (self);
  session = g_hash_table_lookup (self->sessions, digest);
  if (session == NULL || session->ends <= get_seconds ())
    return NULL;
  account = g_hash_table_lookup (self->accounts, session->account);
  return account != NULL ? ry_account_ref (account) : NULL;
}

/**
 * ry_accounts_end_session:
 * @self: accounts
 * @token: a session's token
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Returns: whether there is no such session now
 */
gboolean
ry_accounts_end_session (RyAccounts *self, const char *token, GError **error)
{
  g_autofree char *digest = _ry_accounts_digest_token (token);
  const char *values[] = { digest, NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  _ry_accounts_forget (self);
  return _ry_accounts_run (self, "DELETE FROM session WHERE digest = ?", values, NULL, error);
}

/**
 * ry_accounts_end_sessions:
 * @self: accounts
 * @name: (nullable): an account's name; %NULL for everybody's
 * @n_ended: (out): how many there were
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Returns: whether they are ended
 */
gboolean
ry_accounts_end_sessions (RyAccounts *self, const char *name, guint *n_ended, GError **error)
{
  const char *values[] = { name, NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  int n_changed = 0;

  _ry_accounts_forget (self);
  if (!_ry_accounts_run (self, "DELETE FROM session WHERE account = ?1 OR ?1 IS NULL", values, &n_changed, error))
    return FALSE;
  *n_ended = (guint) n_changed;
  return TRUE;
}

static int
compare_sessions (gconstpointer a, gconstpointer b)
{
  const RySession *left = *(RySession *const *) a, *right = *(RySession *const *) b;
  int order = strcmp (left->account, right->account);

  return order != 0 ? order : left->began < right->began ? -1 : left->began > right->began;
}

/**
 * ry_accounts_list_sessions:
 * @self: accounts
 *
 * Returns: (transfer full) (element-type RySession): all sessions that are not over, by account and age
 */
GPtrArray *
ry_accounts_list_sessions (RyAccounts *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_session_free);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTableIter iter;
  gpointer value;

  _ry_accounts_refresh (self);
  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    RySession *session = value, *copy;

    if (session->ends <= get_seconds ())
      continue;
    copy = g_memdup2 (session, sizeof *session);
    copy->account = g_strdup (session->account);
    g_ptr_array_add (list, copy);
  }
  g_ptr_array_sort (list, compare_sessions);
  return list;
}

/**
 * ry_accounts_get_security:
 * @self: accounts
 * @database: a database's name
 *
 * Returns: (transfer full): its `_security`, the default one where none was set
 */
RySecurity *
ry_accounts_get_security (RyAccounts *self, const char *database)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RySecurity *security;

  _ry_accounts_refresh (self);
  security = g_hash_table_lookup (self->securities, database);
  if (security == NULL) {
    security = ry_security_new_default (self->permissions, database);
    /* Bounded: names that nobody made a database of are asked for too. */
    if (g_hash_table_size (self->securities) > 1000)
      return security;
    g_hash_table_insert (self->securities, g_strdup (database), security);
  }
  return ry_security_ref (security);
}

/**
 * ry_accounts_set_security:
 * @self: accounts
 * @database: a database's name
 * @security: (nullable): what it is from now on; %NULL for the default
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Writes to the disk: call in a worker.
 *
 * Returns: whether it was set
 */
gboolean
ry_accounts_set_security (RyAccounts *self, const char *database, RySecurity *security, GError **error)
{
  const char *values[] = { database, security != NULL ? ry_security_get_text (security) : NULL, NULL };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  _ry_accounts_forget (self);
  return _ry_accounts_run (self,
                           security != NULL ? "INSERT OR REPLACE INTO security VALUES (?, ?)"
                                            : "DELETE FROM security WHERE name = ?",
                           values, NULL, error);
}
