/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A batch belongs to the thread of the run until it is started and again once it has been waited for; in
 * between only the set of its ids may be looked at, which does not change any more.
 */
#include "ry-import-batch.h"

struct _RyImportBatch {
  /* Owned */
  RyStore *store;
  GPtrArray *documents; /* of RyDocument */
  GPtrArray *pending;   /* of RyImportPending, in step with @documents */
  GHashTable *ids;      /* borrowed from @documents */
  GThread *thread;
  GPtrArray *results;
  GError *error;
};

static void
pending_free (RyImportPending *pending)
{
  g_free (pending->name);
  g_free (pending->before);
  g_strfreev (pending->cells);
  g_free (pending);
}

static gpointer
write_thread (gpointer data)
{
  RyImportBatch *self = data;

  self->results = ry_store_write (self->store, self->documents, TRUE, RY_STORE_SOURCE_LOCAL, NULL, &self->error);
  return NULL;
}

/**
 * ry_import_batch_new:
 * @store: where it is to be written
 *
 * Returns: (transfer full): an empty batch
 */
RyImportBatch *
ry_import_batch_new (RyStore *store)
{
  RyImportBatch *self = g_new0 (RyImportBatch, 1);

  self->store = g_object_ref (store);
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_free);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

/**
 * ry_import_batch_free:
 * @self: a batch
 *
 * Waits for it where it has been started.
 */
void
ry_import_batch_free (RyImportBatch *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->pending);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_object_unref (self->store);
  g_free (self);
}

/**
 * ry_import_batch_add:
 * @self: a batch that has not been started
 * @document: (transfer full): a document whose id is not in the batch
 * @pending: (transfer full): the row it came from
 */
void
ry_import_batch_add (RyImportBatch *self, RyDocument *document, RyImportPending *pending)
{
  g_ptr_array_add (self->documents, document);
  g_ptr_array_add (self->pending, pending);
  g_hash_table_add (self->ids, (gpointer) ry_document_get_id (document));
}

/**
 * ry_import_batch_get_length:
 * @self: a batch
 *
 * Returns: how many rows it holds
 */
guint
ry_import_batch_get_length (RyImportBatch *self)
{
  return self->documents->len;
}

/**
 * ry_import_batch_contains:
 * @self: a batch
 * @id: a document's id
 *
 * Returns: whether the document is in it
 */
gboolean
ry_import_batch_contains (RyImportBatch *self, const char *id)
{
  return g_hash_table_contains (self->ids, id);
}

/**
 * ry_import_batch_start:
 * @self: a batch
 *
 * Begins to write it.
 */
void
ry_import_batch_start (RyImportBatch *self)
{
  self->thread = g_thread_new ("ry-import", write_thread, self);
}

/**
 * ry_import_batch_wait:
 * @self: a batch that has been started
 * @error: return location
 *
 * Returns: whether it could be written; each of its rows has a result then
 */
gboolean
ry_import_batch_wait (RyImportBatch *self, GError **error)
{
  g_thread_join (g_steal_pointer (&self->thread));
  if (self->results != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/**
 * ry_import_batch_get_pending:
 * @self: a batch
 * @position: a row of it
 *
 * Returns: (transfer none): the row
 */
const RyImportPending *
ry_import_batch_get_pending (RyImportBatch *self, guint position)
{
  return g_ptr_array_index (self->pending, position);
}

/**
 * ry_import_batch_get_result:
 * @self: a batch that has been waited for
 * @position: a row of it
 *
 * Returns: (transfer none): what came of it
 */
const RyWriteResult *
ry_import_batch_get_result (RyImportBatch *self, guint position)
{
  return g_ptr_array_index (self->results, position);
}
