/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files attached to records come when somebody wants to see them, not with the records: a laptop need not carry what
 * nobody on it opens.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-attached.h"
#include "ry-error.h"
#include "ry-http-peer.h"
#include "ry-pass.h"
#include "ry-replicator-private.h"

/* A file on its way, as a task's data. */
typedef struct {
  RyHttpClient *client; /* NULL without a server */
  RyStore *store;
  char *database;
  RyDocument *document;
  RyAttachment *attachment;

  RyFetchFunc progress; /* (nullable): called in @context */
  gpointer data;
  GMainContext *context;
  gint n_kib;     /* atomic: that have come */
  gint telling;   /* atomic: whether somebody is about to be told */
  gint64 n_bytes; /* the thread's */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_object (&fetch->client);
  g_object_unref (fetch->store);
  g_free (fetch->database);
  ry_document_unref (fetch->document);
  ry_attachment_free (fetch->attachment);
  g_main_context_unref (fetch->context);
  g_free (fetch);
}

static gboolean
tell_cb (gpointer data)
{
  GTask *task = data;
  Fetch *fetch = g_task_get_task_data (task);

  g_atomic_int_set (&fetch->telling, FALSE);
  if (!g_task_get_completed (task))
    fetch->progress (g_atomic_int_get (&fetch->n_kib) * G_GINT64_CONSTANT (1024), fetch->attachment->encoded_length,
                     fetch->data);
  return G_SOURCE_REMOVE;
}

static void
count_cb (gint64 n_bytes, gpointer data)
{
  GTask *task = data;
  Fetch *fetch = g_task_get_task_data (task);

  fetch->n_bytes += n_bytes;
  g_atomic_int_set (&fetch->n_kib, (gint) (fetch->n_bytes / 1024));
  if (fetch->progress != NULL && g_atomic_int_compare_and_exchange (&fetch->telling, FALSE, TRUE))
    g_main_context_invoke_full (fetch->context, G_PRIORITY_DEFAULT, tell_cb, g_object_ref (task), g_object_unref);
}

static void
fetch_in_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Fetch *fetch = data;
  g_autoptr (RyPeer) remote = ry_http_peer_new (fetch->client, fetch->database);
  const RyAttachmentSource source = { remote, count_cb, task };
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      ry_attachment_source_open (&source, fetch->document, fetch->attachment, cancellable, &error);
  g_autoptr (RyBlob) blob =
      stream != NULL ? ry_attached_keep (fetch->store, fetch->attachment, stream, cancellable, &error) : NULL;

  if (blob != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static RyAttachment *
find_attachment (RyStore *store, RyDocument *document, const char *name, GError **error)
{
  return ry_store_get_attachment (store, ry_document_get_id (document), ry_document_get_rev (document), name, error);
}

/**
 * ry_replicator_fetch_async:
 * @self: a replicator
 * @id: a record
 * @name: one of its attachments
 * @cancellable: (nullable): a #GCancellable
 * @progress: (nullable): told, in the caller's main context, how much has come
 * @progress_data: for @progress
 * @callback: called when the bytes are here
 * @user_data: for @callback
 *
 * Fetches an attachment's bytes from the server, where they are not here already.
 */
void
ry_replicator_fetch_async (RyReplicator *self,
                           const char *id,
                           const char *name,
                           GCancellable *cancellable,
                           RyFetchFunc progress,
                           gpointer progress_data,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  RyStore *store = ry_workspace_get_store_for (self->workspace, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (RyDocument) document = ry_store_get (store, id, NULL, RY_GET_PLAIN, &error);
  g_autoptr (RyAttachment) attachment = document != NULL ? find_attachment (store, document, name, &error) : NULL;
  RyKind *kind;
  Fetch *fetch;

  if (attachment == NULL || attachment->here) {
    if (attachment != NULL)
      g_task_return_boolean (task, TRUE);
    else
      g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (self->client == NULL) {
    g_task_return_new_error (task, RY_ERROR, RY_ERROR_UNREACHABLE, "%s",
                             _ ("The file is not on this machine, and no server is set up."));
    return;
  }
  kind = ry_workspace_get_kind (self->workspace, ry_document_get_kind (document));
  fetch = g_new0 (Fetch, 1);
  fetch->client = g_object_ref (self->client);
  fetch->store = g_object_ref (store);
  fetch->database = ry_pass_dup_database (self->workspace, ry_kind_get_space (kind));
  fetch->document = g_steal_pointer (&document);
  fetch->attachment = g_steal_pointer (&attachment);
  fetch->progress = progress;
  fetch->data = progress_data;
  fetch->context = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, fetch, fetch_free);
  g_task_run_in_thread (task, fetch_in_thread);
}

/**
 * ry_replicator_fetch_finish:
 * @self: a replicator
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: whether the bytes are here; %FALSE with %RY_ERROR_UNREACHABLE where the server cannot be reached,
 *   %RY_ERROR_NOT_FOUND where it has not got them either
 */
gboolean
ry_replicator_fetch_finish (RyReplicator *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
