/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A worker reads one piece, the connection takes it, and only then the next is read: a slow reader costs one piece of
 * memory, and no thread. Where the stream breaks, so does the connection, because the status has long been sent.
 */
#include "ry-download.h"

/* A blob's chunk in the store, so that each is read once. */
#define PIECE_BYTES (256 * 1024)

typedef struct {
  SoupServerMessage *message;
  RyWorkers *workers;
  GInputStream *stream;
  gint64 left; /* to be read; -1: until it ends */
  gboolean reading;
  gboolean gone;
  gulong finished_id;
  gulong wrote_id;

  /* What the worker read */
  GBytes *piece; /* NULL where it could not */
} Download;

static void
download_free (Download *self)
{
  g_signal_handler_disconnect (self->message, self->finished_id);
  g_signal_handler_disconnect (self->message, self->wrote_id);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_object_unref (self->stream);
  g_object_unref (self->message);
  g_free (self);
}

static void
read_in_worker (gpointer data)
{
  Download *self = data;
  gsize wanted = self->left < 0 ? PIECE_BYTES : (gsize) MIN (self->left, PIECE_BYTES);
  char *buffer = g_malloc (MAX (wanted, 1));
  gsize n;

  if (g_input_stream_read_all (self->stream, buffer, wanted, &n, NULL, NULL) && (self->left < 0 || n == wanted)) {
    self->piece = g_bytes_new_take (buffer, n);
    return;
  }
  g_free (buffer);
}

static void
tear (Download *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  soup_server_message_unpause (self->message);
}

static void
read_cb (gpointer data)
{
  Download *self = data;
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GBytes) piece = g_steal_pointer (&self->piece);

  self->reading = FALSE;
  if (self->gone) {
    download_free (self);
    return;
  }
  if (piece == NULL) {
    tear (self);
    return;
  }
  if (self->left > 0)
    self->left -= (gint64) g_bytes_get_size (piece);
  if (g_bytes_get_size (piece) > 0)
    soup_message_body_append_bytes (body, piece);
  if (self->left == 0 || g_bytes_get_size (piece) < PIECE_BYTES) {
    self->left = 0;
    soup_message_body_complete (body);
  }
  soup_server_message_unpause (self->message);
}

static void
continue_reading (Download *self)
{
  self->reading = TRUE;
  ry_workers_push (self->workers, read_in_worker, read_cb, self);
}

static void
wrote_chunk_cb (Download *self)
{
  if (self->left != 0 && !self->reading)
    continue_reading (self);
}

static void
finished_cb (Download *self)
{
  self->gone = TRUE;
  if (!self->reading)
    download_free (self);
}

/**
 * ry_download_start:
 * @message: a paused message whose status and headers are set, all but the length
 * @stream: the body; read in worker threads, one at a time
 * @length: bytes in @stream; -1 where nobody knows, and the body goes out in chunks
 * @workers: who reads
 *
 * Sends @stream as the answer to @message.
 */
void
ry_download_start (SoupServerMessage *message, GInputStream *stream, gint64 length, RyWorkers *workers)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  Download *self;

  if (length >= 0)
    soup_message_headers_set_content_length (headers, length);
  else
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  if (length == 0 || g_str_equal (soup_server_message_get_method (message), "HEAD")) {
    soup_message_body_complete (soup_server_message_get_response_body (message));
    soup_server_message_unpause (message);
    return;
  }
  self = g_new0 (Download, 1);
  self->message = g_object_ref (message);
  self->workers = workers;
  self->stream = g_object_ref (stream);
  self->left = length;
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  self->finished_id = g_signal_connect_swapped (message, "finished", G_CALLBACK (finished_cb), self);
  self->wrote_id = g_signal_connect_swapped (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  continue_reading (self);
}
