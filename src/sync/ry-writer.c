/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thread, one slot. Put waits until the batch before has been written, and says so where that failed;
 * after a failure nothing more is written. Flush waits until the slot is empty: what was put before is then
 * at the target.
 */
#include "ry-writer.h"

struct _RyWriter {
  /* Owned */
  RyPeer *target;
  RyAttachmentSource source;
  GCancellable *cancellable;
  GThread *thread;

  /* Under lock */
  GMutex lock;
  GCond turned;
  GPtrArray *batch; /* waiting or under way; NULL while idle */
  GPtrArray *failures;
  gint64 written;
  GError *error;
  gboolean closing;
};

static void
finish_batch (RyWriter *self, GPtrArray *failures, GError *error)
{
  if (failures != NULL) {
    self->written += (gint64) self->batch->len - failures->len;
    g_ptr_array_extend_and_steal (self->failures, failures);
  } else {
    self->error = error;
  }
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_cond_broadcast (&self->turned);
}

static gpointer
write_batches (gpointer data)
{
  RyWriter *self = data;

  g_mutex_lock (&self->lock);
  for (;;) {
    GPtrArray *failures;
    GError *error = NULL;

    while (self->batch == NULL && !self->closing)
      g_cond_wait (&self->turned, &self->lock);
    if (self->batch == NULL)
      break;
    g_mutex_unlock (&self->lock);
    failures = ry_peer_put_documents (self->target, self->batch, &self->source, self->cancellable, &error);
    g_mutex_lock (&self->lock);
    finish_batch (self, failures, error);
  }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* With the lock held: waits for an empty slot. */
static gboolean
wait_until_idle (RyWriter *self, GError **error)
{
  while (self->batch != NULL)
    g_cond_wait (&self->turned, &self->lock);
  if (self->error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->error);
  return FALSE;
}

/**
 * ry_writer_new:
 * @target: where to write
 * @source: who has the bytes of attachments; asked from the writer's thread; outlives the writer
 * @cancellable: (nullable): stops a write that is under way
 *
 * Returns: (transfer full): a writer; its thread begins with the first batch
 */
RyWriter *
ry_writer_new (RyPeer *target, const RyAttachmentSource *source, GCancellable *cancellable)
{
  RyWriter *self = g_new0 (RyWriter, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->turned);
  self->target = g_object_ref (target);
  self->source = *source;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);
  return self;
}

/**
 * ry_writer_put:
 * @self: a writer
 * @documents: (transfer full) (element-type RyDocument): a batch
 *
 * Hands a batch over, after the one before has been written.
 *
 * Returns: %TRUE, or %FALSE with the error of an earlier batch
 */
gboolean
ry_writer_put (RyWriter *self, GPtrArray *documents, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->lock);
  ok = wait_until_idle (self, error);
  if (ok && documents->len > 0) {
    self->batch = documents;
    g_cond_broadcast (&self->turned);
    if (self->thread == NULL)
      self->thread = g_thread_new ("ry-writer", write_batches, self);
  } else {
    g_ptr_array_unref (documents);
  }
  g_mutex_unlock (&self->lock);
  return ok;
}

/**
 * ry_writer_flush:
 * @self: a writer
 *
 * Returns: %TRUE when everything put before has been written, %FALSE with @error where something could not be
 */
gboolean
ry_writer_flush (RyWriter *self, GError **error)
{
  gboolean ok;

  g_mutex_lock (&self->lock);
  ok = wait_until_idle (self, error);
  g_mutex_unlock (&self->lock);
  return ok;
}

/**
 * ry_writer_take:
 * @self: a writer
 * @failures: (element-type RyWriteResult): takes the documents refused since the last call
 *
 * Returns: how many documents were written since the last call
 */
gint64
ry_writer_take (RyWriter *self, GPtrArray *failures)
{
  gint64 written;

  g_mutex_lock (&self->lock);
  written = self->written;
  self->written = 0;
  while (self->failures->len > 0)
    g_ptr_array_add (failures, g_ptr_array_steal_index (self->failures, 0));
  g_mutex_unlock (&self->lock);
  return written;
}

/**
 * ry_writer_free:
 * @self: a writer
 *
 * Waits for the batch under way.
 */
void
ry_writer_free (RyWriter *self)
{
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_broadcast (&self->turned);
  g_mutex_unlock (&self->lock);
  if (self->thread != NULL)
    g_thread_join (self->thread);

  g_object_unref (self->target);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->failures);
  g_clear_error (&self->error);
  g_cond_clear (&self->turned);
  g_mutex_clear (&self->lock);
  g_free (self);
}
