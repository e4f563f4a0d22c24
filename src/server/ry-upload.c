/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes gather on the main context and go to a worker by the quarter of a megabyte. While the worker is busy and
 * enough has gathered, the connection is not read, so that a fast client fills neither the memory nor the queue; and
 * a slow client occupies no thread, because a worker is only asked when there is something for it.
 */
#include "ry-upload.h"

/* A blob's chunk in the store. */
#define PIECE_BYTES (256 * 1024)
/* So much may gather while a piece is being written. */
#define MAX_GATHERED (512 * 1024)

struct _RyUpload {
  SoupServerMessage *message;
  RyRequest *request;
  RyWorkers *workers;
  RyUploadDone done;
  gpointer data;
  gulong chunk_id;
  gulong finished_id;

  GByteArray *gathered;
  gboolean busy;   /* a worker has it */
  gboolean paused; /* the connection is not read */
  gboolean whole;  /* the body has come */
  gboolean gone;   /* the client has */
  gboolean over;   /* what comes now is for nobody */

  /* The worker's while busy */
  GByteArray *piece;
  gboolean last;
  RyIntake *intake;
  RyResponse *answer;
  GError *error;
};

static void
upload_free (RyUpload *self)
{
  g_signal_handler_disconnect (self->message, self->chunk_id);
  g_signal_handler_disconnect (self->message, self->finished_id);
  g_byte_array_unref (self->gathered);
  g_object_unref (self->message);
  g_free (self);
}

static void
work (gpointer data)
{
  RyUpload *self = data;

  if (self->intake == NULL && (self->intake = self->request->route->receive (self->request, &self->error)) == NULL)
    return;
  if (self->piece->len > 0 &&
      !self->intake->klass->take (self->intake, (const char *) self->piece->data, self->piece->len, &self->error))
    return;
  if (self->last)
    self->answer = self->intake->klass->finish (self->intake, &self->error);
}

static void
drop_in_worker (gpointer data)
{
  RyUpload *self = data;

  if (self->intake != NULL)
    self->intake->klass->free (self->intake);
}

static void
dropped_cb (gpointer data)
{
  RyUpload *self = data;

  self->done (self->answer, self->error, self->data);
  upload_free (self);
}

/* What was written in vain is taken back in a worker too. */
static void
finish (RyUpload *self)
{
  self->over = self->busy = TRUE;
  ry_workers_push (self->workers, drop_in_worker, dropped_cb, self);
}

static void worked_cb (gpointer data);

static void
give_to_worker (RyUpload *self)
{
  self->piece = self->gathered;
  self->gathered = g_byte_array_new ();
  self->last = self->whole;
  self->busy = TRUE;
  ry_workers_push (self->workers, work, worked_cb, self);
}

static void
worked_cb (gpointer data)
{
  RyUpload *self = data;

  self->busy = FALSE;
  g_clear_pointer (&self->piece, g_byte_array_unref);
  if (self->gone || self->error != NULL || self->answer != NULL) {
    finish (self);
    return;
  }
  if (self->whole || self->gathered->len >= PIECE_BYTES)
    give_to_worker (self);
  if (self->paused && !self->whole) {
    self->paused = FALSE;
    soup_server_message_unpause (self->message);
  }
}

static void
got_chunk_cb (RyUpload *self, GBytes *chunk)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  /* libsoup answers when it has read the whole request. */
  if (self->over)
    return;
  g_byte_array_append (self->gathered, bytes, (guint) length);
  if (!self->busy && self->gathered->len >= PIECE_BYTES)
    give_to_worker (self);
  else if (self->busy && self->gathered->len >= MAX_GATHERED && !self->paused) {
    self->paused = TRUE;
    soup_server_message_pause (self->message);
  }
}

static void
finished_cb (RyUpload *self)
{
  self->gone = TRUE;
  if (!self->busy)
    finish (self);
}

/**
 * ry_upload_start:
 * @message: a message whose headers have come, paused
 * @request: the request, whose route has a `receive` function; must live until @done
 * @workers: who runs the intake
 * @done: called once, on the main context
 * @data: given to @done
 *
 * Lets the body come. When it is whole, ry_upload_complete() is to be called.
 *
 * Returns: (transfer none): the upload, good until @done is called
 */
RyUpload *
ry_upload_start (SoupServerMessage *message, RyRequest *request, RyWorkers *workers, RyUploadDone done, gpointer data)
{
  RyUpload *self = g_new0 (RyUpload, 1);

  self->message = g_object_ref (message);
  self->request = request;
  self->workers = workers;
  self->done = done;
  self->data = data;
  self->gathered = g_byte_array_new ();
  self->chunk_id = g_signal_connect_swapped (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  self->finished_id = g_signal_connect_swapped (message, "finished", G_CALLBACK (finished_cb), self);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  /* With nothing: what can be refused without looking at the body is refused now. */
  give_to_worker (self);
  self->paused = TRUE;
  return self;
}

/**
 * ry_upload_complete:
 * @self: an upload whose body has come
 *
 * Pauses the message until there is an answer.
 */
void
ry_upload_complete (RyUpload *self)
{
  soup_server_message_pause (self->message);
  self->whole = TRUE;
  if (!self->busy)
    give_to_worker (self);
}
