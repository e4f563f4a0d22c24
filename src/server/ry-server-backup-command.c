/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command that copies a server, running or not: every database and the accounts, each as it is at one moment.
 * The copy is laid out as the server's folder is, so that to restore is to put it in that folder's place, and to try
 * it is to run a server on it.
 */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ry-accounts.h"
#include "ry-error.h"
#include "ry-server-commands.h"
#include "ry-store.h"

static gboolean
copy_folder (const char *from, const char *to, guint *n_copied, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;
  if (g_mkdir_with_parents (to, 0700) != 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_FAILED, _ ("The folder “%s” cannot be used: %s"), to, g_strerror (errno));
    return FALSE;
  }
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);

    if (!g_str_has_suffix (name, ".sqlite"))
      continue;
    if (!ry_store_backup_file (source, target, NULL, error))
      return FALSE;
    (*n_copied)++;
  }
  return TRUE;
}

gboolean
ry_server_command_backup (RyServerOptions *options, const char *argument, GError **error)
{
  g_autofree char *from = g_build_filename (options->home, "databases", NULL);
  g_autofree char *to = g_build_filename (argument, "databases", NULL);
  guint n_copied = 0;

  if (!ry_accounts_exist (options->home)) {
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("There is no server in “%s”."), options->home);
    return FALSE;
  }
  if (!copy_folder (options->home, argument, &n_copied, error) ||
      (g_file_test (from, G_FILE_TEST_IS_DIR) && !copy_folder (from, to, &n_copied, error)))
    return FALSE;
  g_printerr (_ ("%u files copied into “%s”.\n"), n_copied, argument);
  return TRUE;
}
