/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A database's file is named after it, with every character that a file system might take amiss written as
 * %XX. A new database is made under another name and renamed, so that a half-made one is never found.
 */
#include "ry-databases.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ry-error.h"

#define SUFFIX ".sqlite"
/* CouchDB's limit is 238; ours leaves room for the escapes within a file name's 255 bytes. */
#define NAME_MAX_BYTES 120

struct _RyDatabases {
  GObject parent;

  char *folder;
  GMutex mutex;
  GHashTable *stores; /* name -> RyStore */
};

enum { CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RyDatabases, ry_databases, G_TYPE_OBJECT)

static char *
build_path (RyDatabases *self, const char *name)
{
  GString *file = g_string_new (NULL);
  g_autofree char *file_name = NULL;

  for (const char *p = name; *p != '\0'; p++) {
    if (g_ascii_isalnum (*p) || *p == '_' || *p == '-')
      g_string_append_c (file, *p);
    else
      g_string_append_printf (file, "%%%02X", (guchar) *p);
  }
  g_string_append (file, SUFFIX);
  file_name = g_string_free (file, FALSE);
  return g_build_filename (self->folder, file_name, NULL);
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    g_unlink (file);
  }
}

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "Database does not exist.");
  return FALSE;
}

static void
ry_databases_finalize (GObject *object)
{
  RyDatabases *self = RY_DATABASES (object);

  g_hash_table_unref (self->stores);
  g_free (self->folder);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ry_databases_parent_class)->finalize (object);
}

static void
ry_databases_class_init (RyDatabasesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_databases_finalize;

  /**
   * RyDatabases::closed:
   * @self: the databases
   * @store: the store of a database that is being removed
   *
   * Whoever waits for the store's commits waits in vain from now on.
   */
  signals[CLOSED] =
      g_signal_new ("closed", RY_TYPE_DATABASES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RY_TYPE_STORE);
}

static void
ry_databases_init (RyDatabases *self)
{
  g_mutex_init (&self->mutex);
  self->stores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * ry_databases_new:
 * @folder: where the files lie; it must exist
 *
 * Returns: (transfer full): the databases of a server
 */
RyDatabases *
ry_databases_new (const char *folder)
{
  RyDatabases *self = g_object_new (RY_TYPE_DATABASES, NULL);

  self->folder = g_strdup (folder);
  return self;
}

/**
 * ry_databases_close:
 * @self: databases
 *
 * Closes every store.
 */
void
ry_databases_close (RyDatabases *self)
{
  GHashTableIter iter;
  gpointer store;

  g_hash_table_iter_init (&iter, self->stores);
  while (g_hash_table_iter_next (&iter, NULL, &store))
    ry_store_close (store);
  g_hash_table_remove_all (self->stores);
}

/**
 * ry_databases_check_name:
 * @name: a name that someone asks for
 * @error: (nullable): %RY_ERROR_ILLEGAL_NAME
 *
 * CouchDB's rule. See <https://docs.couchdb.org/en/stable/api/database/common.html#put--db>.
 *
 * Returns: whether a database may have the name
 */
gboolean
ry_databases_check_name (const char *name, GError **error)
{
  gsize length = strlen (name);

  if (length <= NAME_MAX_BYTES && g_ascii_islower (name[0]) &&
      strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_$()+/-") == length)
    return TRUE;
  g_set_error (
      error, RY_ERROR, RY_ERROR_ILLEGAL_NAME,
      "Name: '%.60s'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, -, "
      "and / are allowed. Must begin with a letter.",
      name);
  return FALSE;
}

/**
 * ry_databases_open:
 * @self: databases
 * @name: a database's name
 * @error: (nullable): %RY_ERROR_NOT_FOUND, or what the store says
 *
 * Call on the main context.
 *
 * Returns: (transfer full): the database's store
 */
RyStore *
ry_databases_open (RyDatabases *self, const char *name, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RyStore *store = g_hash_table_lookup (self->stores, name);
  g_autofree char *path = NULL;

  if (store != NULL)
    return g_object_ref (store);
  path = build_path (self, name);
  if (!ry_databases_check_name (name, NULL) || !g_file_test (path, G_FILE_TEST_EXISTS)) {
    fail_missing (error);
    return NULL;
  }
  store = ry_store_open (path, NULL, RY_STORE_OPEN_EXISTING, NULL, error);
  if (store == NULL)
    return NULL;
  g_hash_table_insert (self->stores, g_strdup (name), g_object_ref (store));
  return store;
}

/**
 * ry_databases_create:
 * @self: databases
 * @name: the new database's name
 * @error: (nullable): %RY_ERROR_EXISTS, %RY_ERROR_ILLEGAL_NAME, or what the store says
 *
 * Writes to the disk: call in a worker.
 *
 * Returns: whether there is a new database
 */
gboolean
ry_databases_create (RyDatabases *self, const char *name, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (RyStore) store = NULL;
  g_autofree char *path = NULL;
  g_autofree char *fresh = NULL;

  if (!ry_databases_check_name (name, error))
    return FALSE;
  path = build_path (self, name);
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_EXISTS,
                         "The database could not be created, the file already exists.");
    return FALSE;
  }
  fresh = g_strconcat (path, ".new", NULL);
  remove_file (fresh);
  store = ry_store_open (fresh, NULL, RY_STORE_CREATE, NULL, error);
  if (store == NULL)
    return FALSE;
  ry_store_close (store);
  if (g_rename (fresh, path) != 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, "Naming the new database: %s", g_strerror (errno));
    remove_file (fresh);
    return FALSE;
  }
  return TRUE;
}

/**
 * ry_databases_remove:
 * @self: databases
 * @name: a database's name
 * @error: (nullable): %RY_ERROR_NOT_FOUND
 *
 * Removes the database and its file for good. Call on the main context. Who listens to RyDatabases::closed must not ask
 * for databases.
 *
 * Returns: whether it was there
 */
gboolean
ry_databases_remove (RyDatabases *self, const char *name, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *path = build_path (self, name);
  RyStore *store = g_hash_table_lookup (self->stores, name);

  if (!ry_databases_check_name (name, NULL) || !g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_missing (error);
  /* All the while nobody can open it anew. */
  if (store != NULL) {
    g_signal_emit (self, signals[CLOSED], 0, store);
    ry_store_close (store);
    g_hash_table_remove (self->stores, name);
  }
  remove_file (path);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ry_databases_list:
 * @self: databases
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Returns: (transfer full) (element-type utf8): all names, in order
 */
GPtrArray *
ry_databases_list (RyDatabases *self, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *file;

  if (folder == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, "The folder of databases cannot be read.");
    return NULL;
  }
  while ((file = g_dir_read_name (folder)) != NULL) {
    g_autofree char *escaped = NULL;
    char *name;

    if (!g_str_has_suffix (file, SUFFIX))
      continue;
    escaped = g_strndup (file, strlen (file) - strlen (SUFFIX));
    name = g_uri_unescape_string (escaped, NULL);
    if (name != NULL && ry_databases_check_name (name, NULL))
      g_ptr_array_add (names, g_steal_pointer (&name));
    g_free (name);
  }
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}
