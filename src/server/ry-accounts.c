/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts are read into a table once, and again when SQLite's data_version says that another process has
 * changed the file, so that a lookup costs microseconds and a password changed on the command line counts
 * from the next request on.
 */
#include "ry-accounts.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <sqlite3.h>
#include <string.h>

#include "ry-error.h"

#define FILE_NAME          "server.sqlite"
#define SCHEMA_VERSION     1
#define KEY_BYTES          32
#define NAME_MAX_CHARS     64
#define PASSWORD_MAX_BYTES 1024

struct _RyAccounts {
  GObject parent;

  GMutex mutex;
  sqlite3 *db;
  GHashTable *accounts; /* name -> RyAccount */
  int data_version;
  char *uuid;
  GBytes *key;
};

G_DEFINE_FINAL_TYPE (RyAccounts, ry_accounts, G_TYPE_OBJECT)

static const char schema[] = "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                             "CREATE TABLE account (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL,"
                             " changed TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) WITHOUT ROWID;"
                             "PRAGMA user_version = 1;";

static char *
build_path (const char *home)
{
  return g_build_filename (home, FILE_NAME, NULL);
}

static gboolean
fail (RyAccounts *self, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "%s", sqlite3_errmsg (self->db));
  return FALSE;
}

/* Runs one statement with up to three texts bound. @n_changed may be NULL. */
static gboolean
run (RyAccounts *self, const char *sql, const char *a, const char *b, const char *c, int *n_changed, GError **error)
{
  const char *values[] = { a, b, c };
  sqlite3_stmt *statement = NULL;
  int result;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    return fail (self, error);
  for (guint i = 0; i < G_N_ELEMENTS (values) && values[i] != NULL; i++)
    sqlite3_bind_text (statement, (int) i + 1, values[i], -1, SQLITE_TRANSIENT);
  result = sqlite3_step (statement);
  sqlite3_finalize (statement);
  if (result != SQLITE_DONE && result != SQLITE_ROW)
    return fail (self, error);
  if (n_changed != NULL)
    *n_changed = sqlite3_changes (self->db);
  return TRUE;
}

static int
query_int (RyAccounts *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int value = -1;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

static char *
query_setting (RyAccounts *self, const char *name)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (self->db, "SELECT value FROM setting WHERE name = ?", -1, &statement, NULL) == SQLITE_OK) {
    sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
    if (sqlite3_step (statement) == SQLITE_ROW)
      value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  }
  sqlite3_finalize (statement);
  return value;
}

/* Called with the mutex held. */
static void
refresh (RyAccounts *self)
{
  int version = query_int (self, "PRAGMA data_version");
  sqlite3_stmt *statement = NULL;

  if (self->accounts != NULL && version == self->data_version)
    return;

  g_clear_pointer (&self->accounts, g_hash_table_unref);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_account_unref);
  self->data_version = version;
  if (sqlite3_prepare_v2 (self->db, "SELECT name, role, hash FROM account", -1, &statement, NULL) == SQLITE_OK) {
    while (sqlite3_step (statement) == SQLITE_ROW) {
      RyRole role = RY_ROLE_VIEWER;
      RyAccount *account = g_atomic_rc_box_new0 (RyAccount);

      /* A role of a newer version gets the least right that there is. */
      ry_role_from_name ((const char *) sqlite3_column_text (statement, 1), &role);
      account->name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      account->role = role;
      account->hash = g_strdup ((const char *) sqlite3_column_text (statement, 2));
      g_hash_table_insert (self->accounts, account->name, account);
    }
  }
  sqlite3_finalize (statement);
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

static char *
hash_password (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (password[0] == '\0' || strlen (password) > PASSWORD_MAX_BYTES) {
    g_set_error (error, RY_ERROR, RY_ERROR_BAD_REQUEST, _ ("A password has 1 to %d bytes."), PASSWORD_MAX_BYTES);
    return NULL;
  }
  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, _ ("There is not enough memory to guard the password."));
    return NULL;
  }
  return g_strdup (hash);
}

static gboolean
make_schema (RyAccounts *self, GError **error)
{
  guint8 random[KEY_BYTES];
  char hex[KEY_BYTES * 2 + 1];
  g_autofree char *uuid = NULL;

  if (sqlite3_exec (self->db, schema, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);

  randombytes_buf (random, sizeof random);
  sodium_bin2hex (hex, sizeof hex, random, sizeof random);
  if (!run (self, "INSERT INTO setting VALUES ('key', ?)", hex, NULL, NULL, NULL, error))
    return FALSE;
  sodium_memzero (hex, sizeof hex);

  randombytes_buf (random, 16);
  uuid = g_malloc (33);
  sodium_bin2hex (uuid, 33, random, 16);
  return run (self, "INSERT INTO setting VALUES ('uuid', ?)", uuid, NULL, NULL, NULL, error);
}

static gboolean
read_settings (RyAccounts *self, GError **error)
{
  g_autofree char *hex = query_setting (self, "key");
  guint8 key[KEY_BYTES];
  gsize length = 0;

  self->uuid = query_setting (self, "uuid");
  if (hex == NULL || self->uuid == NULL ||
      sodium_hex2bin (key, sizeof key, hex, strlen (hex), NULL, &length, NULL) != 0 || length != sizeof key) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, _ ("The file of accounts is damaged."));
    return FALSE;
  }
  self->key = g_bytes_new (key, sizeof key);
  sodium_memzero (key, sizeof key);
  return TRUE;
}

static RyAccounts *
open_file (const char *home, gboolean create, GError **error)
{
  g_autoptr (RyAccounts) self = g_object_new (RY_TYPE_ACCOUNTS, NULL);
  g_autofree char *path = build_path (home);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | (create ? SQLITE_OPEN_CREATE : 0);

  if (sodium_init () < 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, _ ("The cryptographic library does not start."));
    return NULL;
  }
  if (sqlite3_open_v2 (path, &self->db, flags, NULL) != SQLITE_OK) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The file of accounts cannot be opened: %s"),
                 sqlite3_errmsg (self->db));
    return NULL;
  }
  sqlite3_busy_timeout (self->db, 5000);
  sqlite3_exec (self->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL);
  if (create && !make_schema (self, error))
    return NULL;
  if (query_int (self, "PRAGMA user_version") > SCHEMA_VERSION) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NEWER_VERSION, ry_error_get_sentence (RY_ERROR_NEWER_VERSION));
    return NULL;
  }
  if (!read_settings (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
account_clear (gpointer data)
{
  RyAccount *self = data;

  g_free (self->name);
  g_free (self->hash);
}

static void
ry_accounts_finalize (GObject *object)
{
  RyAccounts *self = RY_ACCOUNTS (object);

  sqlite3_close (self->db);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self->uuid);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ry_accounts_parent_class)->finalize (object);
}

static void
ry_accounts_class_init (RyAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_accounts_finalize;
}

static void
ry_accounts_init (RyAccounts *self)
{
  g_mutex_init (&self->mutex);
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
  return open_file (home, TRUE, error);
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
  if (!ry_accounts_exist (home)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND,
                 _ ("There is no server in “%s”; make one with “ryorin-server init”."), home);
    return NULL;
  }
  return open_file (home, FALSE, error);
}

/**
 * ry_accounts_add:
 * @self: accounts
 * @name: the new account's name
 * @role: what it may do
 * @password: its password
 * @error: (nullable): %RY_ERROR_EXISTS, or %RY_ERROR_BAD_REQUEST for a name or password that cannot be
 *
 * Hashes the password, which takes some 100 ms and 64 MiB by design: do not call on a main loop.
 *
 * Returns: whether the account was added
 */
gboolean
ry_accounts_add (RyAccounts *self, const char *name, RyRole role, const char *password, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *hash = NULL;
  int n_changed = 0;

  if (!check_name (name, error) || (hash = hash_password (password, error)) == NULL)
    return FALSE;

  locker = g_mutex_locker_new (&self->mutex);
  if (!run (self, "INSERT OR IGNORE INTO account (name, role, hash) VALUES (?, ?, ?)", name, ry_role_get_name (role),
            hash, &n_changed, error))
    return FALSE;
  if (n_changed == 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_EXISTS, _ ("There is an account “%s” already."), name);
    return FALSE;
  }
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  return TRUE;
}

static gboolean
change_one (RyAccounts *self, const char *sql, const char *name, const char *value, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  int n_changed = 0;

  if (!run (self, sql, name, value, NULL, &n_changed, error))
    return FALSE;
  if (n_changed == 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no account “%s”."), name);
    return FALSE;
  }
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  return TRUE;
}

/**
 * ry_accounts_set_password:
 * @self: accounts
 * @name: an account's name
 * @password: its new password
 * @error: (nullable): %RY_ERROR_NOT_FOUND, %RY_ERROR_BAD_REQUEST
 *
 * Ends the account's sessions too, since they are signed with the hash.
 *
 * Returns: whether it was changed
 */
gboolean
ry_accounts_set_password (RyAccounts *self, const char *name, const char *password, GError **error)
{
  g_autofree char *hash = hash_password (password, error);

  return hash != NULL && change_one (self, "UPDATE account SET hash = ?2, changed = CURRENT_TIMESTAMP WHERE name = ?1",
                                     name, hash, error);
}

/**
 * ry_accounts_remove:
 * @self: accounts
 * @name: an account's name
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * Returns: whether it was removed
 */
gboolean
ry_accounts_remove (RyAccounts *self, const char *name, GError **error)
{
  return change_one (self, "DELETE FROM account WHERE name = ?", name, NULL, error);
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

  refresh (self);
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

  refresh (self);
  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &account))
    g_ptr_array_add (list, ry_account_ref (account));
  g_ptr_array_sort (list, compare_accounts);
  return list;
}

/**
 * ry_accounts_get_uuid:
 * @self: accounts
 *
 * Returns: what names this server for good, in 32 hexadecimal digits
 */
const char *
ry_accounts_get_uuid (RyAccounts *self)
{
  return self->uuid;
}

/**
 * ry_accounts_get_key:
 * @self: accounts
 *
 * Returns: (transfer none): the secret with which sessions are signed
 */
GBytes *
ry_accounts_get_key (RyAccounts *self)
{
  return self->key;
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
