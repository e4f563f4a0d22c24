/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts: making, changing and finding them. Passwords are kept as Argon2id hashes and asked for their length
 * alone. Each account has an id for the log, because its name may be a person's.
 */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "ry-accounts-private.h"
#include "ry-error.h"
#include "ry-json.h"

#define FILE_NAME          "server.sqlite"
#define NAME_MAX_CHARS     64
#define PASSWORD_MAX_BYTES 1024
#define MAX_ROLES          64

static char *
build_path (const char *home)
{
  return g_build_filename (home, FILE_NAME, NULL);
}

static gboolean
check_name (const char *name, GError **error)
{
  gboolean good = name[0] != '\0' && name[0] != '_' && g_utf8_validate (name, -1, NULL) &&
                  g_utf8_strlen (name, -1) <= NAME_MAX_CHARS;

  for (const char *p = name; good && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    good = c != ':' && !g_unichar_iscntrl (c) && (c == ' ' || !g_unichar_isspace (c));
  }
  if (!good)
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                 _ ("A name has 1 to %d characters, does not begin with “_” and holds no “:”."), NAME_MAX_CHARS);
  return good;
}

/* Words of CouchDB's own, which begin with an underscore, cannot be given. */
static char *
write_roles (const char *const *roles, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; roles[i] != NULL; i++) {
    if (roles[i][0] == '_' || roles[i][0] == '\0' || !g_utf8_validate (roles[i], -1, NULL) || i == MAX_ROLES) {
      g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("Roles are words that do not begin with “_”."));
      return NULL;
    }
  }
  ry_json_append_strings (text, roles);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_password (RyAccounts *self, const char *password, GError **error)
{
  guint n_least = ry_permissions_get_password_characters (self->permissions);

  if (!g_utf8_validate (password, -1, NULL) || g_utf8_strlen (password, -1) < n_least) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST,
                 _ ("A password has at least %u characters. Length is all that is asked: a few words will do."),
                 n_least);
    return FALSE;
  }
  if (strlen (password) > PASSWORD_MAX_BYTES) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("A password has at most %d bytes."), PASSWORD_MAX_BYTES);
    return FALSE;
  }
  return TRUE;
}

static char *
hash_password (RyAccounts *self, const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (!check_password (self, password, error))
    return NULL;
  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, _ ("There is not enough memory to guard the password."));
    return NULL;
  }
  return g_strdup (hash);
}

static GStrv
read_roles (const char *text)
{
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func (g_free);

  ry_json_scan_array (text, -1, ry_json_take_string, roles, NULL);
  g_ptr_array_add (roles, NULL);
  return (GStrv) g_ptr_array_steal (roles, NULL);
}

/* An administrator of ours is an administrator to CouchDB's clients and to the table of rights. */
static RyActor *
make_actor (const char *const *roles)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  if (g_strv_contains (roles, "administrator"))
    g_ptr_array_add (all, RY_ROLE_SERVER_ADMIN);
  for (guint i = 0; roles[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) roles[i]);
  g_ptr_array_add (all, NULL);
  return ry_actor_new ((const char *const *) all->pdata);
}

static char *
make_rev (const char *name, const char *roles, int revision)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%d", name, roles, revision);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, text, -1);

  return g_strdup_printf ("%d-%s", revision, digest);
}

void
_ry_accounts_take_account (RyAccounts *self, sqlite3_stmt *row)
{
  RyAccount *account = g_atomic_rc_box_new0 (RyAccount);
  const char *roles = (const char *) sqlite3_column_text (row, 2);

  account->name = g_strdup ((const char *) sqlite3_column_text (row, 0));
  account->id = g_strdup ((const char *) sqlite3_column_text (row, 1));
  account->roles = read_roles (roles);
  account->hash = g_strdup ((const char *) sqlite3_column_text (row, 3));
  account->rev = make_rev (account->name, roles, sqlite3_column_int (row, 4));
  account->actor = make_actor ((const char *const *) account->roles);
  g_hash_table_insert (self->accounts, account->name, account);
}

static void
account_clear (gpointer data)
{
  RyAccount *self = data;

  g_free (self->name);
  g_free (self->id);
  g_strfreev (self->roles);
  g_free (self->hash);
  g_free (self->rev);
  ry_actor_unref (self->actor);
}

static gboolean
change_one (RyAccounts *self, const char *sql, const char *name, const char *value, GError **error)
{
  const char *values[] = { name, value, NULL };
  int n_changed = 0;

  _ry_accounts_forget (self);
  if (!_ry_accounts_run (self, sql, values, &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no account “%s”."), name);
  return n_changed > 0;
}

static gboolean
end_sessions (RyAccounts *self, const char *name, GError **error)
{
  const char *values[] = { name, NULL };

  return _ry_accounts_run (self, "DELETE FROM session WHERE account = ?", values, NULL, error);
}

/**
 * ry_account_ref:
 * @self: an account
 *
 * Returns: (transfer full): the same account
 */
RyAccount *
ry_account_ref (RyAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * ry_account_unref:
 * @self: (transfer full): an account
 */
void
ry_account_unref (RyAccount *self)
{
  g_atomic_rc_box_release_full (self, account_clear);
}

/**
 * ry_accounts_exist:
 * @home: a server's folder
 *
 * Returns: whether the folder has been made a server's home
 */
gboolean
ry_accounts_exist (const char *home)
{
  g_autofree char *path = build_path (home);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * ry_accounts_create:
 * @home: a server's folder; it must exist
 * @error: (nullable): %RY_ERROR_EXISTS where there are accounts already
 *
 * Returns: (transfer full): the new, empty accounts of a new server
 */
RyAccounts *
ry_accounts_create (const char *home, GError **error)
{
  g_autofree char *path = build_path (home);

  if (ry_accounts_exist (home)) {
    g_set_error (error, RY_ERROR, RY_ERROR_EXISTS, _ ("There is a server in “%s” already; nothing was changed."), home);
    return NULL;
  }
  return _ry_accounts_open_file (path, TRUE, error);
}

/**
 * ry_accounts_discard:
 * @home: a server's folder
 *
 * Removes accounts that were only just created, so that a first try that failed does not stand in the way.
 */
void
ry_accounts_discard (const char *home)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autofree char *path = build_path (home);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    g_unlink (file);
  }
}

/**
 * ry_accounts_open:
 * @home: a server's folder
 * @error: (nullable): %RY_ERROR_NOT_FOUND where no server has been made
 *
 * Returns: (transfer full): the accounts of a server
 */
RyAccounts *
ry_accounts_open (const char *home, GError **error)
{
  g_autofree char *path = build_path (home);

  if (!ry_accounts_exist (home)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND,
                 _ ("There is no server in “%s”; make one with “ryorin-server init”."), home);
    return NULL;
  }
  return _ry_accounts_open_file (path, FALSE, error);
}

/**
 * ry_accounts_add:
 * @self: accounts
 * @name: the new account's name
 * @roles: (array zero-terminated=1): what it may do and what is its own
 * @password: its password
 * @error: (nullable): %RY_ERROR_EXISTS, or %RY_ERROR_BAD_REQUEST for what cannot be
 *
 * Hashes the password, which takes some 100 ms and 64 MiB by design: do not call on a main loop.
 *
 * Returns: whether the account was added
 */
gboolean
ry_accounts_add (RyAccounts *self, const char *name, const char *const *roles, const char *password, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *text = NULL;
  int n_changed = 0;

  if (!check_name (name, error) || (text = write_roles (roles, error)) == NULL ||
      (hash = hash_password (self, password, error)) == NULL)
    return FALSE;

  locker = g_mutex_locker_new (&self->mutex);
  _ry_accounts_forget (self);
  if (!_ry_accounts_run (self, "INSERT OR IGNORE INTO account (name, roles, hash) VALUES (?, ?, ?)",
                         (const char *[]){ name, text, hash, NULL }, &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    g_set_error (error, RY_ERROR, RY_ERROR_EXISTS, _ ("There is an account “%s” already."), name);
  return n_changed > 0;
}

/**
 * ry_accounts_change:
 * @self: accounts
 * @name: an account's name
 * @roles: (nullable) (array zero-terminated=1): its new roles
 * @password: (nullable): its new password
 * @error: (nullable): %RY_ERROR_NOT_FOUND, %RY_ERROR_BAD_REQUEST
 *
 * A new password ends the account's sessions. Takes as long as ry_accounts_add().
 *
 * Returns: whether it was changed
 */
gboolean
ry_accounts_change (RyAccounts *self, const char *name, const char *const *roles, const char *password, GError **error)
{
  g_autofree char *text = roles != NULL ? write_roles (roles, error) : NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GMutexLocker) locker = NULL;

  if ((roles != NULL && text == NULL) || (password != NULL && (hash = hash_password (self, password, error)) == NULL))
    return FALSE;
  locker = g_mutex_locker_new (&self->mutex);
  if (text != NULL &&
      !change_one (self, "UPDATE account SET roles = ?2, revision = revision + 1 WHERE name = ?1", name, text, error))
    return FALSE;
  return hash == NULL || (change_one (self, "UPDATE account SET hash = ?2, revision = revision + 1 WHERE name = ?1",
                                      name, hash, error) &&
                          end_sessions (self, name, error));
}

/**
 * ry_accounts_remove:
 * @self: accounts
 * @name: an account's name
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * Returns: whether it was removed, and its sessions and its calendar's address with it
 */
gboolean
ry_accounts_remove (RyAccounts *self, const char *name, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return change_one (self, "DELETE FROM account WHERE name = ?", name, NULL, error) &&
         end_sessions (self, name, error) &&
         _ry_accounts_run (self, "DELETE FROM calendar WHERE account = ?", (const char *[]){ name, NULL }, NULL, error);
}

/**
 * ry_accounts_lookup:
 * @self: accounts
 * @name: an account's name
 *
 * Returns: (transfer full) (nullable): the account as it is at this moment
 */
RyAccount *
ry_accounts_lookup (RyAccounts *self, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RyAccount *account;

  _ry_accounts_refresh (self);
  account = g_hash_table_lookup (self->accounts, name);
  return account != NULL ? ry_account_ref (account) : NULL;
}

static int
compare_accounts (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(RyAccount *const *) a)->name, (*(RyAccount *const *) b)->name);
}

/**
 * ry_accounts_list:
 * @self: accounts
 *
 * Returns: (transfer full) (element-type RyAccount): all accounts by name
 */
GPtrArray *
ry_accounts_list (RyAccounts *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_account_unref);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTableIter iter;
  gpointer account;

  _ry_accounts_refresh (self);
  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &account))
    g_ptr_array_add (list, ry_account_ref (account));
  g_ptr_array_sort (list, compare_accounts);
  return list;
}

/**
 * ry_accounts_make_password:
 *
 * Returns: (transfer full): a password that nobody can guess: 20 letters and digits in groups, 100 bits
 */
char *
ry_accounts_make_password (void)
{
  /* Without l, o, 0 and 1, which are misread when copied from a screen. */
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
  GString *password = g_string_new (NULL);

  if (sodium_init () < 0)
    g_error ("The cryptographic library does not start.");
  for (guint i = 0; i < 20; i++) {
    if (i > 0 && i % 5 == 0)
      g_string_append_c (password, '-');
    g_string_append_c (password, letters[randombytes_uniform (sizeof letters - 1)]);
  }
  return g_string_free (password, FALSE);
}
