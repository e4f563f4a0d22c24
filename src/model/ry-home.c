/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The home of a workspace on disk. The lock is flock() on a file of its own: the kernel drops it when the process
 * ends, however it ends, so a crash never leaves a home that cannot be opened. `workspace.json` is replaced as a
 * whole, so that it is either the old one or the new one.
 */
#include "ry-home.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "ry-error.h"
#include "ry-json.h"
#include "ry-text.h"

/* Raised when an older program could no longer read the file rightly. */
#define HOME_FORMAT 1

/* The region of a home that was made without a name; the first server it meets may name it. */
#define NAMELESS_REGION "region"

struct _RyHome {
  char *path;
  int lock;
  JsonObject *content; /* all of workspace.json, members of newer programs included */
};

static char *
build_file_path (const char *path)
{
  return g_build_filename (path, "workspace.json", NULL);
}

/* What GLib's own file functions say, as the number it came from. */
static int
errno_of (const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return ENOSPC;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return EROFS;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM))
    return EACCES;
  return EIO;
}

static void
set_file_error (GError **error, const char *format, const char *path, int code)
{
  RyErrorCode kind = code == ENOSPC || code == EDQUOT                   ? RY_ERROR_DISK_FULL
                     : code == EROFS || code == EACCES || code == EPERM ? RY_ERROR_READ_ONLY
                                                                        : RY_ERROR_FAILED;
  g_autofree char *what = g_strdup_printf (format, path);

  g_set_error (error, RY_ERROR, kind, "%s %s", what, g_strerror (code));
}

static JsonObject *
read_file (const char *home, GError **error)
{
  g_autofree char *path = build_file_path (home);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) content = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no workspace in “%s”."), home);
    return NULL;
  }
  content = ry_json_parse_object (text, length, NULL);
  if (content == NULL || ry_json_get_string (content, "region") == NULL) {
    g_set_error (error, RY_ERROR, RY_ERROR_CORRUPT,
                 _ ("“%s” is damaged. The data beside it has not been touched; restore the file or a backup."), path);
    return NULL;
  }
  if (ry_json_get_int (content, "format", 0) > HOME_FORMAT) {
    g_set_error (error, RY_ERROR, RY_ERROR_NEWER_VERSION,
                 _ ("“%s” was written by a newer version of this program. Nothing has been changed."), path);
    return NULL;
  }
  return g_steal_pointer (&content);
}

static gboolean
write_file (const char *home, JsonObject *content, GError **error)
{
  g_autofree char *path = build_file_path (home);
  g_autofree char *text = ry_json_object_to_text (content);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autoptr (GError) local = NULL;

  if (g_file_set_contents_full (path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local))
    return TRUE;
  set_file_error (error, _ ("“%s” could not be written:"), path, errno_of (local));
  return FALSE;
}

static gboolean
make_folders (const char *path, GError **error)
{
  g_autofree char *spaces = g_build_filename (path, "spaces", NULL);

  /* Records about people: for their owner's eyes only. */
  if (g_mkdir_with_parents (spaces, 0700) == 0)
    return TRUE;
  set_file_error (error, _ ("The folder “%s” could not be made:"), path, errno);
  return FALSE;
}

gboolean
_ry_home_exists (const char *path)
{
  g_autofree char *file = build_file_path (path);

  return g_file_test (file, G_FILE_TEST_EXISTS);
}

/*
 * _ry_home_create_slug:
 * @region_name: (nullable): what people call the region
 *
 * Returns: (transfer full): the region's id, which begins the names of its databases: an ASCII name cleaned of what
 *   CouchDB does not take; for any other `r` and eight digits of its hash, the same on every machine
 */
char *
_ry_home_create_slug (const char *region_name)
{
  g_autofree char *name = region_name != NULL ? ry_text_nfkc (region_name) : g_strdup ("");
  GString *slug = g_string_new (NULL);

  g_strstrip (name);
  if (*name == '\0')
    return g_string_free (g_string_append (slug, NAMELESS_REGION), FALSE);
  for (const char *p = name; g_str_is_ascii (name) && *p != '\0'; p++) {
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, g_ascii_tolower (*p));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0) {
    g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

    g_string_append_printf (slug, "r%.8s", hash);
  } else if (!g_ascii_isalpha (slug->str[0])) {
    g_string_prepend_c (slug, 'r');
  }
  return g_string_free (slug, FALSE);
}

/* Makes the folders and workspace.json. The caller holds the lock. */
gboolean
_ry_home_create (const char *path, const char *region_name, GError **error)
{
  g_autoptr (JsonObject) content = json_object_new ();
  g_autofree char *slug = _ry_home_create_slug (region_name);

  if (_ry_home_exists (path)) {
    g_set_error (error, RY_ERROR, RY_ERROR_EXISTS, _ ("There is a workspace in “%s” already."), path);
    return FALSE;
  }
  if (!make_folders (path, error))
    return FALSE;
  json_object_set_int_member (content, "format", HOME_FORMAT);
  json_object_set_string_member (content, "region", slug);
  if (region_name != NULL && *region_name != '\0')
    json_object_set_string_member (content, "name", region_name);
  else
    json_object_set_boolean_member (content, "adoptable", TRUE);
  json_object_set_object_member (content, "settings", json_object_new ());
  return write_file (path, content, error);
}

/* Whether @space has been there: one that is not any more is a loss to be told, and not to be made anew. */
gboolean
_ry_home_has_space (RyHome *self, const char *space)
{
  JsonArray *made = ry_json_get_array (self->content, "spaces");

  for (guint i = 0; made != NULL && i < json_array_get_length (made); i++) {
    if (g_strcmp0 (json_array_get_string_element (made, i), space) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Remembers what is there now. Where that cannot be written, the next opening will. */
void
_ry_home_keep_spaces (RyHome *self, const char *const *spaces)
{
  g_autoptr (JsonArray) made = json_array_new ();
  guint n_known = 0;

  for (guint i = 0; spaces[i] != NULL; i++) {
    n_known += _ry_home_has_space (self, spaces[i]);
    json_array_add_string_element (made, spaces[i]);
  }
  if (n_known == json_array_get_length (made))
    return;
  json_object_set_array_member (self->content, "spaces", g_steal_pointer (&made));
  write_file (self->path, self->content, NULL);
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_unlink (file);
  }
}

/* Removes a home that was only just made and could not be finished. */
void
_ry_home_discard (const char *path)
{
  g_autofree char *file = build_file_path (path);
  g_autofree char *spaces = g_build_filename (path, "spaces", NULL);
  g_autofree char *lock = g_build_filename (path, "lock", NULL);

  g_unlink (file);
  empty_folder (spaces);
  g_rmdir (spaces);
  g_unlink (lock);
  g_rmdir (path); /* stays where something else lies in it */
}

/*
 * _ry_home_lock:
 * @path: a home; the folder is made where there is none
 *
 * Returns: a descriptor for _ry_home_unlock(), or -1 with %RY_ERROR_BUSY where another process holds the home
 */
int
_ry_home_lock (const char *path, GError **error)
{
  g_autofree char *file = g_build_filename (path, "lock", NULL);
  int lock;

  if (g_mkdir_with_parents (path, 0700) != 0) {
    set_file_error (error, _ ("The folder “%s” could not be made:"), path, errno);
    return -1;
  }
  lock = g_open (file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    set_file_error (error, _ ("“%s” could not be opened:"), file, errno);
    return -1;
  }
  if (flock (lock, LOCK_EX | LOCK_NB) != 0) {
    close (lock);
    g_set_error (error, RY_ERROR, RY_ERROR_BUSY,
                 _ ("The data in “%s” is in use by another running program. Close it first."), path);
    return -1;
  }
  return lock;
}

void
_ry_home_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}

RyHome *
_ry_home_open (const char *path, GError **error)
{
  g_autoptr (RyHome) self = g_new0 (RyHome, 1);

  self->lock = -1;
  self->path = g_strdup (path);
  /* Looking first: a mistyped --home must not leave a folder behind. */
  if (!_ry_home_exists (path)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no workspace in “%s”."), path);
    return NULL;
  }
  self->lock = _ry_home_lock (path, error);
  if (self->lock < 0)
    return NULL;
  self->content = read_file (path, error);
  if (self->content == NULL || !make_folders (path, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
_ry_home_free (RyHome *self)
{
  _ry_home_unlock (self->lock);
  g_clear_pointer (&self->content, json_object_unref);
  g_free (self->path);
  g_free (self);
}

const char *
_ry_home_get_path (RyHome *self)
{
  return self->path;
}

const char *
_ry_home_get_region (RyHome *self)
{
  return ry_json_get_string (self->content, "region");
}

gboolean
_ry_home_is_adoptable (RyHome *self)
{
  return ry_json_get_boolean (self->content, "adoptable", FALSE);
}

gboolean
_ry_home_set_region (RyHome *self, const char *region, GError **error)
{
  g_autoptr (JsonObject) changed = ry_json_object_copy (self->content);

  json_object_set_string_member (changed, "region", region);
  json_object_remove_member (changed, "adoptable");
  if (!write_file (self->path, changed, error))
    return FALSE;
  json_object_unref (self->content);
  self->content = g_steal_pointer (&changed);
  return TRUE;
}

const char *
_ry_home_get_name (RyHome *self)
{
  return ry_json_get_string (self->content, "name");
}

const char *
_ry_home_get_setting (RyHome *self, const char *name)
{
  JsonObject *settings = ry_json_get_object (self->content, "settings");

  return settings != NULL ? ry_json_get_string (settings, name) : NULL;
}

gboolean
_ry_home_set_setting (RyHome *self, const char *name, const char *value, GError **error)
{
  g_autoptr (JsonObject) changed = ry_json_object_copy (self->content);
  JsonObject *settings = ry_json_get_object (changed, "settings");

  if (settings == NULL) {
    settings = json_object_new ();
    json_object_set_object_member (changed, "settings", settings);
  }
  if (value != NULL)
    json_object_set_string_member (settings, name, value);
  else
    json_object_remove_member (settings, name);
  if (!write_file (self->path, changed, error))
    return FALSE;
  json_object_unref (self->content);
  self->content = g_steal_pointer (&changed);
  return TRUE;
}

char *
_ry_home_dup_space_path (RyHome *self, const char *space)
{
  g_autofree char *file = g_strconcat (space, ".sqlite", NULL);

  return g_build_filename (self->path, "spaces", file, NULL);
}
