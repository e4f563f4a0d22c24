/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A desktop keeps what documents say of their attachments, and fetches the bytes of one when somebody wants to see
 * it. They then stay in the store. The revision on the screen may be newer than what the server has, so its
 * ancestors are asked for too; the digest decides whether what came is what was meant.
 */
#include <glib/gi18n-lib.h>

#include "ry-attached.h"
#include "ry-error.h"
#include "ry-http-peer.h"
#include "ry-pass.h"
#include "ry-replicator-private.h"

typedef struct {
  /* Owned */
  RyHttpClient *client;
  RyStore *store;
  char *database;
  char *id;
  char *name;

  /* The caller's */
  RyFetchFunc progress;
  gpointer progress_data;

  gint64 done;
  gint64 total;
  gint64 told_at;
  GTask *task; /* borrowed; alive while the thread is */
} Fetch;

typedef struct {
  RyFetchFunc progress;
  gpointer data;
  gint64 done;
  gint64 total;
  GCancellable *cancellable;
} Telling;

/* Told at most so often; a person sees no more. */
#define TELL_USEC (50 * 1000)

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->client);
  g_object_unref (fetch->store);
  g_free (fetch->database);
  g_free (fetch->id);
  g_free (fetch->name);
  g_free (fetch);
}

static gboolean
tell_cb (gpointer data)
{
  Telling *telling = data;

  if (!g_cancellable_is_cancelled (telling->cancellable))
    telling->progress (telling->done, telling->total, telling->data);
  return G_SOURCE_REMOVE;
}

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_clear_object (&telling->cancellable);
  g_free (telling);
}

static void
count_cb (gint64 bytes, gpointer data)
{
  Fetch *fetch = data;
  gint64 now = g_get_monotonic_time ();
  GCancellable *cancellable = g_task_get_cancellable (fetch->task);
  Telling *telling;

  fetch->done += bytes;
  if (fetch->progress == NULL || (fetch->done < fetch->total && now - fetch->told_at < TELL_USEC))
    return;
  fetch->told_at = now;
  telling = g_new0 (Telling, 1);
  *telling = (Telling){ fetch->progress, fetch->progress_data, fetch->done, fetch->total,
                        cancellable != NULL ? g_object_ref (cancellable) : NULL };
  g_main_context_invoke_full (g_task_get_context (fetch->task), G_PRIORITY_DEFAULT, tell_cb, telling, telling_free);
}

static gboolean
fetch_from (Fetch *fetch, RyDocument *document, const RyAttachment *attachment, GError **error)
{
  g_autoptr (RyPeer) remote = ry_http_peer_new (fetch->client, fetch->database);
  const RyAttachmentSource source = { remote, count_cb, fetch };
  GCancellable *cancellable = g_task_get_cancellable (fetch->task);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (RyBlob) blob = NULL;

  fetch->done = 0;
  stream = ry_attachment_source_open (&source, document, attachment, cancellable, error);
  blob = stream != NULL ? ry_attached_keep (fetch->store, attachment, stream, cancellable, error) : NULL;
  return blob != NULL;
}

/* The revision itself, then what it came from, as far back as the attachment goes. */
static gboolean
fetch_any (Fetch *fetch, RyDocument *document, const RyAttachment *attachment, GError **error)
{
  const char *const *history = ry_document_get_history (document);

  for (guint i = 0; history != NULL && history[i] != NULL && (guint) atoi (history[i]) >= attachment->revpos; i++) {
    g_autoptr (RyDocument) as_it_was = ry_document_with (document, NULL, history[i]);
    g_autoptr (GError) refusal = NULL;

    if (fetch_from (fetch, as_it_was, attachment, &refusal))
      return TRUE;
    if (!g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  }
  g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND, _ ("The server does not have “%s” any more."), fetch->name);
  return FALSE;
}

static void
fetch_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fetch *fetch = data;
  GError *error = NULL;
  g_autoptr (RyDocument) document = ry_store_get (fetch->store, fetch->id, NULL, RY_GET_REVISIONS, &error);
  g_autoptr (RyAttachment) attachment =
      document != NULL ? ry_store_get_attachment (fetch->store, fetch->id, NULL, fetch->name, &error) : NULL;
  gboolean ok = attachment != NULL;

  fetch->total = ok ? attachment->encoded_length : 0;
  if (ok && !attachment->here) {
    ok = fetch_any (fetch, document, attachment, &error);
    if (!ok && g_error_matches (error, RY_ERROR, RY_ERROR_FAILED)) {
      g_clear_error (&error);
      ok = fetch_any (fetch, document, attachment, &error);
    }
  }
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ry_replicator_fetch_async:
 * @self: a replicator
 * @id: a document
 * @name: the name of an attachment of its
 * @cancellable: (nullable): ends it
 * @progress: (nullable): told, in the caller's main context, how much has come
 * @progress_data: for @progress
 * @callback: called in the thread-default main context
 * @user_data: for @callback
 *
 * Fetches the bytes of an attachment into the workspace, where ry_store_open_blob() gives them from then on. Where
 * they are there already, nothing is asked. What does not fit its digest is fetched once more, and not taken then.
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
  const char *const *spaces = ry_workspace_get_spaces (self->workspace);
  RyStore *store = ry_workspace_get_store_for (self->workspace, id);
  Fetch *fetch;

  g_task_set_source_tag (task, ry_replicator_fetch_async);
  if (self->client == NULL) {
    g_task_return_new_error (task, RY_ERROR, RY_ERROR_UNREACHABLE, "%s",
                             _ ("The file is not on this machine, and no server is set up."));
    return;
  }
  fetch = g_new0 (Fetch, 1);
  fetch->client = g_object_ref (self->client);
  fetch->store = g_object_ref (store);
  for (guint i = 0; spaces[i] != NULL && fetch->database == NULL; i++)
    if (ry_workspace_get_store (self->workspace, spaces[i]) == store)
      fetch->database = ry_pass_dup_database (self->workspace, spaces[i]);
  fetch->id = g_strdup (id);
  fetch->name = g_strdup (name);
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  fetch->task = task;
  g_task_set_task_data (task, fetch, fetch_free);
  g_task_run_in_thread (task, fetch_thread);
}

/**
 * ry_replicator_fetch_finish:
 * @self: a replicator
 * @result: what the callback got
 *
 * Returns: %TRUE where the bytes are here now; else @error says why not
 */
gboolean
ry_replicator_fetch_finish (RyReplicator *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
