/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starts, stops and starts again. A restart keeps the port, as a real one does.
 */
#include "ry-server-process.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct _RyServerProcess {
  char *home;
  char *url;
  char *port_file;
  guint16 port;
  GSubprocess *process;
};

static char *
find_program (void)
{
  const char *dir = g_getenv ("RYORIN_BUILDDIR");
  char *path = g_build_filename (dir != NULL ? dir : "build", "ryorin-server", NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE));
  return path;
}

static GSubprocess *
spawn (RyServerProcess *self, const char *const *arguments)
{
  g_autofree char *program = find_program ();
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  GError *error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--home");
  g_ptr_array_add (argv, self->home);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static void
run_command (RyServerProcess *self, const char *const *arguments)
{
  g_autoptr (GSubprocess) process = spawn (self, arguments);
  GError *error = NULL;

  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static char *
write_password (RyServerProcess *self, const char *password)
{
  char *path = g_build_filename (self->home, "password-for-tests", NULL);

  g_file_set_contents_full (path, password, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  return path;
}

/* The port file appears when the server answers. */
static void
wait_for_port (RyServerProcess *self)
{
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *text = NULL;

    if (g_file_get_contents (self->port_file, &text, NULL, NULL) && atoi (text) > 0) {
      self->port = (guint16) atoi (text);
      return;
    }
    g_usleep (10 * 1000);
  }
  g_error ("the server did not come up");
}

static void
start (RyServerProcess *self)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  const char *arguments[] = { "run", "--listen", listen, "--port-file", self->port_file, "--quiet", NULL };

  g_unlink (self->port_file);
  self->process = spawn (self, arguments);
  wait_for_port (self);
}

static void
remove_tree (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (path);
}

/**
 * ry_server_process_new:
 *
 * Returns: (transfer full): a server that answers
 */
RyServerProcess *
ry_server_process_new (void)
{
  RyServerProcess *self = g_new0 (RyServerProcess, 1);
  g_autofree char *password = NULL;
  GError *error = NULL;

  self->home = g_dir_make_tmp ("ryorin-server-XXXXXX", &error);
  g_assert_no_error (error);
  self->port_file = g_build_filename (self->home, "port-for-tests", NULL);
  password = write_password (self, RY_SERVER_PROCESS_PASSWORD);
  {
    const char *arguments[] = { "init", "--admin", RY_SERVER_PROCESS_USER, "--password-file", password, NULL };

    run_command (self, arguments);
  }
  start (self);
  self->url = g_strdup_printf ("http://127.0.0.1:%u/", self->port);
  return self;
}

void
ry_server_process_add_user (RyServerProcess *self, const char *user, const char *role, const char *password)
{
  g_autofree char *path = write_password (self, password);
  const char *arguments[] = { "user", "add", user, "--role", role, "--password-file", path, NULL };

  run_command (self, arguments);
}

void
ry_server_process_stop (RyServerProcess *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
ry_server_process_restart (RyServerProcess *self)
{
  ry_server_process_stop (self);
  start (self);
}

static void
run_shell (const char *command)
{
  g_assert_cmpint (system (command), ==, 0);
}

/* What a backup of the machine would hold; the server is stopped meanwhile. */
void
ry_server_process_copy_home (RyServerProcess *self, const char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s' && cp -a '%s' '%s'", folder, self->home, folder);

  ry_server_process_stop (self);
  run_shell (command);
  start (self);
}

/* Puts the backup in the place of the home; what came since is lost. */
void
ry_server_process_restore (RyServerProcess *self, const char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s' && cp -a '%s' '%s'", self->home, folder, self->home);

  ry_server_process_stop (self);
  run_shell (command);
  start (self);
}

void
ry_server_process_free (RyServerProcess *self)
{
  ry_server_process_stop (self);
  remove_tree (self->home);
  g_free (self->home);
  g_free (self->url);
  g_free (self->port_file);
  g_free (self);
}

const char *
ry_server_process_get_url (RyServerProcess *self)
{
  return self->url;
}

const char *
ry_server_process_get_home (RyServerProcess *self)
{
  return self->home;
}
