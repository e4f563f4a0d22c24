/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file of the accounts: its schema, and the tables in memory that are read from it. They are read again when
 * SQLite's data_version says that another process has changed the file, so that a lookup costs microseconds and
 * what the command line changes counts from the next request on.
 */
#include "ry-accounts-private.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "ry-error.h"

/* µs. Looking costs three calls of the system, more than all else that a request asks of the accounts. */
#define LOOK_EVERY (G_USEC_PER_SEC / 100)

#define SCHEMA_VERSION 2

static const char schema[] =
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE account (name TEXT PRIMARY KEY, id TEXT NOT NULL DEFAULT (lower (hex (randomblob (4)))),"
    " roles TEXT NOT NULL, hash TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;"
    "CREATE TABLE session (digest TEXT PRIMARY KEY, account TEXT NOT NULL, began INTEGER NOT NULL,"
    " ends INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE security (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
    "INSERT INTO setting VALUES ('uuid', lower (hex (randomblob (16))));"
    "PRAGMA user_version = 2;";

/* Whoever knows nothing of calendars leaves them alone, so they make no new format. */
static const char calendar_schema[] =
    "CREATE TABLE IF NOT EXISTS calendar (account TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID";

/* The first format had one role an account, and sessions that could not be ended. */
static const char migration[] =
    "BEGIN;"
    "ALTER TABLE account RENAME TO old;"
    "CREATE TABLE account (name TEXT PRIMARY KEY, id TEXT NOT NULL DEFAULT (lower (hex (randomblob (4)))),"
    " roles TEXT NOT NULL, hash TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;"
    "INSERT INTO account (name, roles, hash)"
    " SELECT name, json_array (replace (role, 'liaison', 'hospital')), hash FROM old;"
    "DROP TABLE old;"
    "CREATE TABLE session (digest TEXT PRIMARY KEY, account TEXT NOT NULL, began INTEGER NOT NULL,"
    " ends INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE security (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
    "DELETE FROM setting WHERE name = 'key';"
    "PRAGMA user_version = 2;"
    "COMMIT;";

G_DEFINE_FINAL_TYPE (RyAccounts, ry_accounts, G_TYPE_OBJECT)

static gboolean
fail (RyAccounts *self, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "%s", sqlite3_errmsg (self->db));
  return FALSE;
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

static void
take_uuid (RyAccounts *self, sqlite3_stmt *row)
{
  g_free (self->uuid);
  self->uuid = g_strdup ((const char *) sqlite3_column_text (row, 0));
}

static gboolean
prepare (RyAccounts *self, gboolean create, GError **error)
{
  int version;

  sqlite3_busy_timeout (self->db, 5000);
  sqlite3_exec (self->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", NULL, NULL, NULL);
  if (create && sqlite3_exec (self->db, schema, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);
  version = query_int (self, "PRAGMA user_version");
  if (version > SCHEMA_VERSION) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NEWER_VERSION, ry_error_get_sentence (RY_ERROR_NEWER_VERSION));
    return FALSE;
  }
  if (version == 1 && sqlite3_exec (self->db, migration, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);
  _ry_accounts_read (self, "SELECT value FROM setting WHERE name = 'uuid'", take_uuid);
  if (self->uuid == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, _ ("The file of accounts is damaged."));
    return FALSE;
  }
  return sqlite3_exec (self->db, calendar_schema, NULL, NULL, NULL) == SQLITE_OK || fail (self, error);
}

static void
clear_tables (RyAccounts *self)
{
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->securities, g_hash_table_unref);
  g_clear_pointer (&self->calendars, g_hash_table_unref);
}

static void
ry_accounts_finalize (GObject *object)
{
  RyAccounts *self = RY_ACCOUNTS (object);

  sqlite3_close (self->db);
  clear_tables (self);
  g_clear_pointer (&self->permissions, ry_permissions_unref);
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

/* Opens the file at @path, or makes it. */
RyAccounts *
_ry_accounts_open_file (const char *path, gboolean create, GError **error)
{
  g_autoptr (RyAccounts) self = g_object_new (RY_TYPE_ACCOUNTS, NULL);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX | (create ? SQLITE_OPEN_CREATE : 0);

  if (sodium_init () < 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, _ ("The cryptographic library does not start."));
    return NULL;
  }
  self->permissions = ry_permissions_new (error);
  if (self->permissions == NULL)
    return NULL;
  if (sqlite3_open_v2 (path, &self->db, flags, NULL) != SQLITE_OK) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The file of accounts cannot be opened: %s"),
                 sqlite3_errmsg (self->db));
    return NULL;
  }
  return prepare (self, create, error) ? g_steal_pointer (&self) : NULL;
}

/* Runs one statement with texts bound, NULL at their end. */
gboolean
_ry_accounts_run (RyAccounts *self, const char *sql, const char *const *values, int *n_changed, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    return fail (self, error);
  for (int i = 0; values[i] != NULL; i++)
    sqlite3_bind_text (statement, i + 1, values[i], -1, SQLITE_TRANSIENT);
  result = sqlite3_step (statement);
  sqlite3_finalize (statement);
  if (result != SQLITE_DONE && result != SQLITE_ROW)
    return fail (self, error);
  if (n_changed != NULL)
    *n_changed = sqlite3_changes (self->db);
  return TRUE;
}

/* Whether all rows could be read. */
gboolean
_ry_accounts_read (RyAccounts *self, const char *sql, RyAccountsRowFunc func)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);

  while (result == SQLITE_OK || result == SQLITE_ROW) {
    result = sqlite3_step (statement);
    if (result == SQLITE_ROW)
      func (self, statement);
  }
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/* After a change of our own, which data_version does not tell. */
void
_ry_accounts_forget (RyAccounts *self)
{
  self->known = FALSE;
}

static gboolean
read_tables (RyAccounts *self)
{
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) ry_account_unref);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ry_session_free);
  self->securities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ry_security_unref);
  self->calendars = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return _ry_accounts_read (self, "SELECT name, id, roles, hash, revision FROM account", _ry_accounts_take_account) &&
         _ry_accounts_read (self, "SELECT digest, account, began, ends FROM session", _ry_accounts_take_session) &&
         _ry_accounts_read (self, "SELECT name, text FROM security", _ry_accounts_take_security) &&
         _ry_accounts_read (self, "SELECT digest, account FROM calendar", _ry_accounts_take_calendar) &&
         _ry_accounts_read (self, "SELECT value FROM setting WHERE name = 'pages'", _ry_accounts_take_pages);
}

/* What cannot be read for once stays as it was: nobody is turned out because a disk has hiccups. It is tried again with
 * the next look. */
static void
read_again (RyAccounts *self)
{
  GHashTable *old[] = { self->accounts, self->sessions, self->securities, self->calendars };
  RyPagesOffer pages = self->pages;

  self->pages = 0;
  self->known = read_tables (self);
  if (!self->known) {
    g_warning ("The accounts could not be read again: %s", sqlite3_errmsg (self->db));
    if (old[0] == NULL)
      return;
    clear_tables (self);
    self->accounts = old[0];
    self->sessions = old[1];
    self->securities = old[2];
    self->calendars = old[3];
    self->pages = pages;
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (old); i++)
    g_clear_pointer (&old[i], g_hash_table_unref);
}

void
_ry_accounts_refresh (RyAccounts *self)
{
  gint64 now = g_get_monotonic_time ();
  int version;

  if (self->known && now - self->looked < LOOK_EVERY)
    return;
  self->looked = now;
  version = query_int (self, "PRAGMA data_version");
  if (self->known && version == self->data_version)
    return;
  read_again (self);
  self->data_version = version;
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
 * ry_accounts_get_permissions:
 * @self: accounts
 *
 * Returns: (transfer none): the table of rights
 */
RyPermissions *
ry_accounts_get_permissions (RyAccounts *self)
{
  return self->permissions;
}
