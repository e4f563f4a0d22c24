/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Starts it, reads its port from its first line, and ends it with its folder.
 */
#include "ry-pouchdb-process.h"

#include <glib/gstdio.h>

struct _RyPouchdbProcess {
  char *folder;
  char *url;
  GSubprocess *process;
};

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

/**
 * ry_pouchdb_process_new:
 *
 * Returns: (transfer full): a server that answers
 */
RyPouchdbProcess *
ry_pouchdb_process_new (void)
{
  RyPouchdbProcess *self = g_new0 (RyPouchdbProcess, 1);
  g_autofree char *script =
      g_build_filename (g_getenv ("RYORIN_SRCDIR"), "tests", "interop", "pouchdb-server.js", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("ryorin-interop-XXXXXX", &error);
  g_assert_no_error (error);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "node", script, self->folder, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  do {
    g_free (port);
    port = g_data_input_stream_read_line (output, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (port);
  } while (!g_ascii_isdigit (port[0]));
  self->url = g_strdup_printf ("http://127.0.0.1:%s/", port);
  return self;
}

void
ry_pouchdb_process_free (RyPouchdbProcess *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->url);
  g_free (self);
}

const char *
ry_pouchdb_process_get_url (RyPouchdbProcess *self)
{
  return self->url;
}

/* A place for files that go away with it. */
const char *
ry_pouchdb_process_get_folder (RyPouchdbProcess *self)
{
  return self->folder;
}
