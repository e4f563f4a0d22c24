/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All of a workspace in one file, and back. The file is a plain ZIP: the databases as SQLite files and
 * workspace.json, so that it can be opened in thirty years without this program. A backup is taken while people work;
 * a restore is checked to the last page before anything that is there is moved aside.
 */
#include "ry-workspace-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ry-date.h"
#include "ry-error.h"
#include "ry-json.h"

#define MANIFEST      "ryorin-backup.json"
#define BACKUP_FORMAT 1
#define CHUNK         (256 * 1024)
#define WORK_PREFIX   "backup-"

typedef struct archive Archive;
typedef struct archive_entry ArchiveEntry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveEntry, archive_entry_free)

static gboolean
fail_archive (Archive *archive, const char *path, GError **error)
{
  int code = archive_errno (archive);

  g_set_error (error, RY_ERROR, code == ENOSPC || code == EDQUOT ? RY_ERROR_DISK_FULL : RY_ERROR_FAILED,
               _ ("“%s” could not be written: %s"), path, g_strerror (code > 0 ? code : EIO));
  return FALSE;
}

static gboolean
fail_damaged (const char *path, GError **error)
{
  g_set_error (error, RY_ERROR, RY_ERROR_CORRUPT,
               _ ("“%s” is not a whole backup of this program. Nothing has been changed."), path);
  return FALSE;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

/* What a backup left behind that was killed. */
static void
remove_leftovers (const char *home)
{
  g_autoptr (GDir) dir = g_dir_open (home, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_str_has_prefix (name, WORK_PREFIX) ? g_build_filename (home, name, NULL) : NULL;

    if (path != NULL)
      remove_tree (path);
  }
}

static gboolean
begin_entry (Archive *archive, const char *name, gint64 size, const char *target, GError **error)
{
  g_autoptr (ArchiveEntry) entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, size);
  archive_entry_set_mtime (entry, g_get_real_time () / G_USEC_PER_SEC, 0);
  return archive_write_header (archive, entry) == ARCHIVE_OK || fail_archive (archive, target, error);
}

static gboolean
add_text (Archive *archive, const char *name, const char *text, const char *target, GError **error)
{
  gsize length = strlen (text);

  return begin_entry (archive, name, length, target, error) &&
         (archive_write_data (archive, text, length) == (la_ssize_t) length || fail_archive (archive, target, error));
}

static gboolean
add_file (
    Archive *archive, const char *name, const char *path, const char *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *buffer = g_malloc (CHUNK);
  GStatBuf info;
  gssize n;

  if (stream == NULL || g_stat (path, &info) != 0 || !begin_entry (archive, name, info.st_size, target, error))
    return FALSE;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, CHUNK, cancellable, error)) > 0) {
    if (archive_write_data (archive, buffer, n) != n)
      return fail_archive (archive, target, error);
  }
  return n == 0;
}

static char *
build_manifest (RyWorkspace *self)
{
  g_autoptr (JsonObject) manifest = json_object_new ();
  g_autofree char *now = ry_date_now_iso ();

  json_object_set_int_member (manifest, "format", BACKUP_FORMAT);
  json_object_set_string_member (manifest, "program", RY_VERSION);
  json_object_set_string_member (manifest, "made_at", now);
  json_object_set_string_member (manifest, "region", ry_workspace_get_region (self));
  return ry_json_object_to_text (manifest);
}

static gboolean
add_spaces (RyWorkspace *self,
            Archive *archive,
            const char *folder,
            const char *target,
            GCancellable *cancellable,
            GError **error)
{
  const char *const *spaces = ry_workspace_get_spaces (self);

  for (guint i = 0; spaces[i] != NULL; i++) {
    g_autofree char *file = g_strconcat (spaces[i], ".sqlite", NULL);
    g_autofree char *copy = g_build_filename (folder, file, NULL);
    g_autofree char *name = g_build_filename ("spaces", file, NULL);

    if (!ry_store_backup (ry_workspace_get_store (self, spaces[i]), copy, cancellable, error) ||
        !add_file (archive, name, copy, target, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_archive (RyWorkspace *self,
               Archive *archive,
               const char *folder,
               const char *target,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *manifest = build_manifest (self);
  g_autofree char *settings = g_build_filename (ry_workspace_get_home (self), "workspace.json", NULL);

  /* The least effort already makes a fifth of it; a person waits. */
  if (archive_write_set_format_zip (archive) != ARCHIVE_OK ||
      archive_write_set_format_option (archive, "zip", "compression-level", "1") != ARCHIVE_OK ||
      archive_write_open_filename (archive, target) != ARCHIVE_OK)
    return fail_archive (archive, target, error);
  if (!add_text (archive, MANIFEST, manifest, target, error) ||
      !add_file (archive, "workspace.json", settings, target, cancellable, error) ||
      !add_spaces (self, archive, folder, target, cancellable, error))
    return FALSE;
  return archive_write_close (archive) == ARCHIVE_OK || fail_archive (archive, target, error);
}

/* Only what a backup has is taken out, by its exact name: a crafted file cannot write anywhere else. */
static gboolean
is_expected (const char *name)
{
  static const char *const names[] = { MANIFEST, "workspace.json", "spaces/council.sqlite", "spaces/office.sqlite",
                                       NULL };

  return name != NULL && g_strv_contains (names, name);
}

static gboolean
extract_entry (Archive *archive, const char *path, const char *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (target);
  g_autoptr (GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autofree char *buffer = g_malloc (CHUNK);
  la_ssize_t n;

  if (stream == NULL)
    return FALSE;
  while ((n = archive_read_data (archive, buffer, CHUNK)) > 0) {
    if (!g_output_stream_write_all (G_OUTPUT_STREAM (stream), buffer, n, NULL, cancellable, error))
      return FALSE;
  }
  return n == 0 ? g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error) : fail_damaged (path, error);
}

static gboolean
extract (Archive *archive, const char *path, const char *folder, GCancellable *cancellable, GError **error)
{
  struct archive_entry *entry;
  g_autofree char *spaces = g_build_filename (folder, "spaces", NULL);
  int status;

  g_mkdir (spaces, 0700);
  archive_read_support_format_zip_seekable (archive); /* which needs the list at the end: a file cut short is noticed */
  if (archive_read_open_filename (archive, path, CHUNK) != ARCHIVE_OK)
    return fail_damaged (path, error);
  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK) {
    const char *name = archive_entry_pathname (entry);
    g_autofree char *target = is_expected (name) ? g_build_filename (folder, name, NULL) : NULL;

    if (target != NULL && !extract_entry (archive, path, target, cancellable, error))
      return FALSE;
  }
  return status == ARCHIVE_EOF || fail_damaged (path, error);
}

static gboolean
check_manifest (const char *folder, const char *path, GError **error)
{
  g_autofree char *file = g_build_filename (folder, MANIFEST, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) manifest = NULL;

  if (g_file_get_contents (file, &text, NULL, NULL))
    manifest = ry_json_parse_object (text, -1, NULL);
  if (manifest == NULL || ry_json_get_int (manifest, "format", 0) < 1)
    return fail_damaged (path, error);
  if (ry_json_get_int (manifest, "format", 0) > BACKUP_FORMAT) {
    g_set_error (error, RY_ERROR, RY_ERROR_NEWER_VERSION,
                 _ ("“%s” was written by a newer version of this program. Nothing has been changed."), path);
    return FALSE;
  }
  g_unlink (file);
  return TRUE;
}

/* Opens the workspace that was taken out, which brings it up to date, and reads every page of it. */
static gboolean
check_contents (const char *folder, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  static const char *const files[] = { "spaces/council.sqlite", "spaces/office.sqlite" };
  g_autoptr (RyWorkspace) workspace = NULL;
  const char *const *spaces;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *file = g_build_filename (folder, files[i], NULL);

    if (!g_file_test (file, G_FILE_TEST_EXISTS))
      return fail_damaged (path, error);
  }
  workspace = ry_workspace_open (folder, cancellable, error);
  if (workspace == NULL)
    return FALSE;
  spaces = ry_workspace_get_spaces (workspace);
  for (guint i = 0; spaces[i] != NULL; i++) {
    if (!ry_store_check (ry_workspace_get_store (workspace, spaces[i]), faults, cancellable, error))
      return FALSE;
  }
  ry_workspace_close (workspace);
  return faults->len == 0 || fail_damaged (path, error);
}

static char *
find_free_name (const char *home)
{
  g_autofree char *day = ry_date_dup_today ();
  char *name;

  name = g_strdup_printf ("%s.before-restore-%s", home, day);
  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++) {
    g_free (name);
    name = g_strdup_printf ("%s.before-restore-%s-%u", home, day, i);
  }
  return name;
}

static gboolean
is_empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

static gboolean
move (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;
  g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("“%s” could not be moved to “%s”: %s"), from, to,
               g_strerror (errno));
  return FALSE;
}

/* Puts @folder in the place of @home, and what was there beside it. */
static gboolean
switch_home (const char *home, const char *folder, GError **error)
{
  g_autofree char *aside = NULL;
  gboolean switched;
  int lock;

  if (!g_file_test (home, G_FILE_TEST_EXISTS) || is_empty_folder (home)) {
    g_rmdir (home);
    return move (folder, home, error);
  }
  lock = _ry_home_lock (home, error);
  if (lock < 0)
    return FALSE;
  aside = find_free_name (home);
  switched = move (home, aside, error);
  if (switched && !move (folder, home, error)) {
    switched = FALSE;
    move (aside, home, NULL);
  }
  _ry_home_unlock (lock);
  return switched;
}

/* A backup takes the place of an older one, and of nothing else: names are mistyped. */
static gboolean
is_replaceable (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char head[4] = { 0 };
  gsize n = 0;

  if (stream != NULL)
    g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, NULL);
  if (n == 0 || memcmp (head, "PK\003\004", sizeof head) == 0)
    return TRUE;
  g_set_error (error, RY_ERROR, RY_ERROR_EXISTS,
               _ ("“%s” is a file of another kind. It has been left as it is; choose another name."), path);
  return FALSE;
}

/**
 * ry_workspace_backup:
 * @self: a workspace
 * @path: (type filename): the file to write; one of that name is replaced when the new one is whole
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Returns: whether the backup is complete
 */
gboolean
ry_workspace_backup (RyWorkspace *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_build_filename (ry_workspace_get_home (self), WORK_PREFIX "XXXXXX", NULL);
  Archive *archive;
  gboolean written;

  if (!is_replaceable (path, error))
    return FALSE;
  archive = archive_write_new ();
  remove_leftovers (ry_workspace_get_home (self));
  if (g_mkdtemp_full (folder, 0700) == NULL) {
    archive_write_free (archive);
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The folder “%s” could not be made: %s"), folder,
                 g_strerror (errno));
    return FALSE;
  }
  written = write_archive (self, archive, folder, part, cancellable, error);
  archive_write_free (archive);
  remove_tree (folder);
  written = written && move (part, path, error);
  if (!written) {
    g_unlink (part);
    g_prefix_error (error, _ ("Making the backup: "));
  }
  return written;
}

/**
 * ry_workspace_restore:
 * @home: (type filename): where the workspace shall be
 * @path: (type filename): a file made by ry_workspace_backup()
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * What was in @home is kept beside it as `HOME.before-restore-DATE`.
 *
 * Returns: whether @home is now as it was at the time of the backup; otherwise it is as it was before:
 *   %RY_ERROR_CORRUPT, %RY_ERROR_NEWER_VERSION or %RY_ERROR_BUSY
 */
gboolean
ry_workspace_restore (const char *home, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *target = g_canonicalize_filename (home, NULL); /* "home/" must not put anything into itself */
  g_autofree char *parent = g_path_get_dirname (target);
  g_autofree char *folder = g_strconcat (target, ".restoring-XXXXXX", NULL);
  Archive *archive;
  gboolean restored;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no file “%s”."), path);
    return FALSE;
  }
  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (folder, 0700) == NULL) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The folder “%s” could not be made: %s"), folder,
                 g_strerror (errno));
    return FALSE;
  }
  archive = archive_read_new ();
  restored = extract (archive, path, folder, cancellable, error) && check_manifest (folder, path, error) &&
             check_contents (folder, path, cancellable, error) && switch_home (target, folder, error);
  archive_read_free (archive);
  if (!restored) {
    remove_tree (folder);
    g_prefix_error (error, _ ("Restoring: "));
  }
  return restored;
}
