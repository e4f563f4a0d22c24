/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is acknowledged survives a power cut. SQLite's access to files passes through a shim here that knows what has
 * been written and not yet been synchronised: when a write is acknowledged, that must be nothing of the log; and when
 * the log begins anew, nothing of the file.
 */
#include <sqlite3.h>
#include <string.h>

#include "store-fixture.h"

#define N_WRITES 3000
#define NAME     "durable.db"

typedef enum { OTHER, MAIN_FILE, LOG } Kind;

typedef struct {
  sqlite3_file base;
  Kind kind;
  sqlite3_file *real; /* lies behind this */
} ShimFile;

static struct {
  GMutex lock;
  sqlite3_vfs *real;
  gboolean dirty[3]; /* by Kind: written and not synchronised */
  guint n_syncs;     /* of the log */
  guint n_restarts;  /* of the log */
  guint n_faults;    /* the log began anew before the file was safe */
} shim;

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return ((ShimFile *) file)->real;
}

static int
shim_close (sqlite3_file *file)
{
  return get_real (file)->pMethods->xClose (get_real (file));
}

static int
shim_read (sqlite3_file *file, void *buffer, int length, sqlite3_int64 offset)
{
  return get_real (file)->pMethods->xRead (get_real (file), buffer, length, offset);
}

static int
shim_write (sqlite3_file *file, const void *buffer, int length, sqlite3_int64 offset)
{
  Kind kind = ((ShimFile *) file)->kind;

  g_mutex_lock (&shim.lock);
  if (kind == LOG && offset == 0) {
    shim.n_restarts++;
    shim.n_faults += shim.dirty[MAIN_FILE];
  }
  shim.dirty[kind] = TRUE;
  g_mutex_unlock (&shim.lock);
  return get_real (file)->pMethods->xWrite (get_real (file), buffer, length, offset);
}

static int
shim_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return get_real (file)->pMethods->xTruncate (get_real (file), size);
}

static int
shim_sync (sqlite3_file *file, int flags)
{
  Kind kind = ((ShimFile *) file)->kind;

  g_mutex_lock (&shim.lock);
  shim.dirty[kind] = FALSE;
  shim.n_syncs += kind == LOG;
  g_mutex_unlock (&shim.lock);
  return get_real (file)->pMethods->xSync (get_real (file), flags);
}

static int
shim_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return get_real (file)->pMethods->xFileSize (get_real (file), size);
}

static int
shim_lock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xLock (get_real (file), lock);
}

static int
shim_unlock (sqlite3_file *file, int lock)
{
  return get_real (file)->pMethods->xUnlock (get_real (file), lock);
}

static int
shim_check_reserved (sqlite3_file *file, int *reserved)
{
  return get_real (file)->pMethods->xCheckReservedLock (get_real (file), reserved);
}

static int
shim_control (sqlite3_file *file, int operation, void *argument)
{
  return get_real (file)->pMethods->xFileControl (get_real (file), operation, argument);
}

static int
shim_sector_size (sqlite3_file *file)
{
  return get_real (file)->pMethods->xSectorSize (get_real (file));
}

static int
shim_characteristics (sqlite3_file *file)
{
  return get_real (file)->pMethods->xDeviceCharacteristics (get_real (file));
}

static int
shim_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **map)
{
  return get_real (file)->pMethods->xShmMap (get_real (file), region, size, extend, map);
}

static int
shim_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return get_real (file)->pMethods->xShmLock (get_real (file), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *file)
{
  get_real (file)->pMethods->xShmBarrier (get_real (file));
}

static int
shim_shm_unmap (sqlite3_file *file, int delete_it)
{
  return get_real (file)->pMethods->xShmUnmap (get_real (file), delete_it);
}

static const sqlite3_io_methods shim_methods = {
  .iVersion = 2,
  .xClose = shim_close,
  .xRead = shim_read,
  .xWrite = shim_write,
  .xTruncate = shim_truncate,
  .xSync = shim_sync,
  .xFileSize = shim_file_size,
  .xLock = shim_lock,
  .xUnlock = shim_unlock,
  .xCheckReservedLock = shim_check_reserved,
  .xFileControl = shim_control,
  .xSectorSize = shim_sector_size,
  .xDeviceCharacteristics = shim_characteristics,
  .xShmMap = shim_shm_map,
  .xShmLock = shim_shm_lock,
  .xShmBarrier = shim_shm_barrier,
  .xShmUnmap = shim_shm_unmap,
};

static int
shim_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  ShimFile *self = (ShimFile *) file;
  int code;

  self->real = (sqlite3_file *) (self + 1);
  self->kind = name == NULL || strstr (name, NAME) == NULL ? OTHER
               : (flags & SQLITE_OPEN_WAL) != 0            ? LOG
               : (flags & SQLITE_OPEN_MAIN_DB) != 0        ? MAIN_FILE
                                                           : OTHER;
  code = shim.real->xOpen (shim.real, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &shim_methods : NULL;
  return code;
}

static void
install_shim (void)
{
  static sqlite3_vfs vfs;

  shim.real = sqlite3_vfs_find (NULL);
  vfs = *shim.real;
  vfs.zName = "shim";
  vfs.szOsFile = (int) sizeof (ShimFile) + shim.real->szOsFile;
  vfs.xOpen = shim_open;
  sqlite3_vfs_register (&vfs, TRUE);
}

static gboolean
is_log_safe (void)
{
  gboolean safe;

  g_mutex_lock (&shim.lock);
  safe = !shim.dirty[LOG];
  g_mutex_unlock (&shim.lock);
  return safe;
}

static RyStore *
open_durable (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, NAME, NULL);
  g_autoptr (GError) error = NULL;
  RyStore *store = ry_store_open (path, NULL, RY_STORE_CREATE, NULL, &error);

  g_assert_no_error (error);
  return store;
}

/* Enough that the log begins anew several times. */
static void
test_acknowledged (Fixture *fixture, gconstpointer data)
{
  RyStore *store = open_durable (fixture);

  for (guint i = 0; i < N_WRITES; i++) {
    g_autofree char *json = g_strdup_printf ("{\"_id\":\"%u\",\"pad\":\"%03000u\"}", i * 2654435761u, i);

    g_free (write_json (store, json));
    g_assert_true (is_log_safe ());
  }
  g_test_message ("the log was synchronised %u times and began anew %u times", shim.n_syncs, shim.n_restarts);
  g_assert_cmpuint (shim.n_restarts, >, 2);
  g_assert_cmpuint (shim.n_faults, ==, 0);
  g_assert_finalize_object (store);
}

static void
finish_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GPtrArray *results = ry_store_write_finish (RY_STORE (source), result, NULL);
  guint *n = data;

  g_assert_no_error (((RyWriteResult *) results->pdata[0])->error);
  g_assert_true (is_log_safe ());
  g_ptr_array_unref (results);
  (*n)++;
}

static gboolean
wait_a_little (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  g_usleep (30000);
  return TRUE;
}

/* Many wait for the disk together, and nobody is told before it is done. */
static void
test_group (Fixture *fixture, gconstpointer data)
{
  RyStore *store = open_durable (fixture);
  guint n = 0, n_syncs;

  pass_through_lane (store);
  ry_lane_run_async (ry_store_get_lane (store), wait_a_little, NULL, NULL, NULL, NULL, NULL, NULL);
  n_syncs = shim.n_syncs;
  for (guint i = 0; i < 50; i++) {
    g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
    g_autofree char *id = g_strdup_printf ("%u", i);

    g_ptr_array_add (documents, ry_document_new (id, NULL, FALSE, NULL, 0));
    ry_store_write_async (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, finish_cb, &n);
  }
  while (n < 50)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (shim.n_syncs - n_syncs, <=, 2);
  g_assert_finalize_object (store);
}

/* The bytes of an attachment are written without waiting, and are safe with the document that names them. */
static void
test_attachment (Fixture *fixture, gconstpointer data)
{
  RyStore *store = open_durable (fixture);
  RyBlobWriter *writer = ry_blob_writer_new (store, NULL);
  g_autofree char *bytes = g_malloc0 (3000000);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (RyDocument) plain = ry_document_new ("a", NULL, FALSE, NULL, 0);
  guint n_syncs = shim.n_syncs;
  RyBlob *blob;

  g_assert_true (ry_blob_writer_write (writer, bytes, 3000000, NULL, NULL));
  blob = ry_blob_writer_finish (writer, NULL, NULL);
  ry_blob_writer_free (writer);
  g_assert_false (is_log_safe ());
  g_assert_cmpuint (shim.n_syncs - n_syncs, <=, 2);
  g_ptr_array_add (attachments, ry_blob_attach (blob, "f", NULL, NULL, -1));
  g_ptr_array_add (documents, ry_document_with_attachments (plain, attachments));
  g_ptr_array_unref (ry_store_write (store, documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, NULL));
  g_assert_true (is_log_safe ());
  ry_blob_unref (blob);
  /* And the next write waits for the disk again. */
  g_free (write_json (store, "{\"_id\":\"b\"}"));
  pass_through_lane (store);
  g_free (write_json (store, "{\"_id\":\"c\"}"));
  g_assert_true (is_log_safe ());
  g_assert_finalize_object (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  install_shim ();
  g_test_add ("/durable/acknowledged", Fixture, NULL, fixture_set_up, test_acknowledged, fixture_tear_down);
  g_test_add ("/durable/group", Fixture, NULL, fixture_set_up, test_group, fixture_tear_down);
  g_test_add ("/durable/attachment", Fixture, NULL, fixture_set_up, test_attachment, fixture_tear_down);
  return g_test_run ();
}
