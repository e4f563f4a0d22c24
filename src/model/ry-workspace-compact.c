/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compaction of a workspace's databases: by command, and by itself where many records have been replaced since the last
 * time. Each is done in short turns between which people go on writing, so nobody has to wait for it.
 */
#include "ry-workspace-private.h"

/* Seconds between two looks. The first comes when the program has long been opened: a start has other things to do. */
#define LOOK_EVERY (20 * 60)

static gboolean
compact_space (RyWorkspace *self, const char *space, GCancellable *cancellable, GError **error)
{
  return ry_store_compact (ry_workspace_get_store (self, space), cancellable, error);
}

/**
 * ry_workspace_compact:
 * @self: a workspace
 * @cancellable: (nullable): ends it between two turns
 * @error: (nullable): what a store says
 *
 * Gives back the room of what nobody needs any more, as ry_store_compact() does, in all databases. Blocks.
 *
 * Returns: whether all came to the end
 */
gboolean
ry_workspace_compact (RyWorkspace *self, GCancellable *cancellable, GError **error)
{
  const char *const *spaces = ry_workspace_get_spaces (self);

  for (guint i = 0; spaces[i] != NULL; i++)
    if (!compact_space (self, spaces[i], cancellable, error))
      return FALSE;
  return TRUE;
}

static gpointer
tidy (gpointer data)
{
  RyWorkspace *self = data;
  const char *const *spaces = ry_workspace_get_spaces (self);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; spaces[i] != NULL && error == NULL; i++)
    if (ry_store_is_untidy (ry_workspace_get_store (self, spaces[i])))
      compact_space (self, spaces[i], self->closing, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("%s", error->message);
  g_atomic_int_set (&self->tidied, TRUE);
  return NULL;
}

static gboolean
look_cb (gpointer data)
{
  RyWorkspace *self = data;

  if (self->tidier != NULL && !g_atomic_int_get (&self->tidied))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->tidier, g_thread_join);
  g_atomic_int_set (&self->tidied, FALSE);
  self->tidier = g_thread_new ("ry-tidy", tidy, self);
  return G_SOURCE_CONTINUE;
}

/**
 * ry_workspace_keep_tidy:
 * @self: a workspace that stays open for long
 * @seconds: between two looks; 0 for the usual time
 *
 * From now on, compacts by itself what has become untidy, until the workspace is closed. The thread-default main
 * context of this thread must run.
 */
void
ry_workspace_keep_tidy (RyWorkspace *self, guint seconds)
{
  if (self->tidying != NULL)
    return;
  self->tidying = g_timeout_source_new_seconds (seconds > 0 ? seconds : LOOK_EVERY);
  g_source_set_callback (self->tidying, look_cb, self, NULL);
  g_source_attach (self->tidying, g_main_context_get_thread_default ());
}

/* The workspace is being closed, and what was under way has been cancelled. */
void
_ry_workspace_stop_tidying (RyWorkspace *self)
{
  if (self->tidying != NULL)
    g_source_destroy (self->tidying);
  g_clear_pointer (&self->tidying, g_source_unref);
  g_clear_pointer (&self->tidier, g_thread_join);
}
