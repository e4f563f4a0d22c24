/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three limits. A connection on which nothing moves for a while, in either direction, is cut (the socket's own
 * timeout; a parked feed does not wait on its socket and is not meant). A request whose head, or whose whole,
 * drips in for too long is cut by a sweep. A body beyond the limit is answered 413 and never kept in memory.
 */
#include "ry-guard.h"

#include "ry-answer.h"
#include "ry-error.h"

/* Longer than the minute after which clients of long-poll come back. */
#define IDLE_SECONDS 300
#define HEAD_SECONDS 30
/* 64 MiB over a poor mobile line. */
#define BODY_SECONDS 900
#define SWEEP_SECONDS 5
#define BODY_LIMIT (64u << 20)
/* Beyond this, reading on only to answer 413 is a favour too great. */
#define PATIENT_FACTOR 2
#define URL_LIMIT 32768

struct _RyGuard {
  SoupServer *server; /* Borrowed */
  GHashTable *visits; /* SoupServerMessage -> Visit */
  guint idle_seconds;
  guint head_seconds;
  gsize limit;
  GSource *sweep;
};

typedef struct {
  RyGuard *guard;
  SoupServerMessage *message; /* Borrowed: the visit ends before it */
  gint64 started;
  gboolean has_head;
  gsize n_bytes;
} Visit;

static void
cut (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
refuse (SoupServerMessage *message, RyErrorCode code, const char *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (RY_ERROR, code, sentence);
  g_autoptr (RyAnswer) answer = ry_answer_new_error (error);

  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body->str, answer->body->len);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static void
got_headers_cb (Visit *visit)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (visit->message);
  GUri *uri = soup_server_message_get_uri (visit->message);
  const char *query = g_uri_get_query (uri);

  visit->has_head = TRUE;
  if (soup_server_message_get_status (visit->message) != 0)
    return;
  if (strlen (g_uri_get_path (uri)) + (query != NULL ? strlen (query) : 0) > URL_LIMIT)
    refuse (visit->message, RY_ERROR_BAD_REQUEST, "The address is too long.");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           && (guint64) soup_message_headers_get_content_length (headers) > visit->guard->limit)
    refuse (visit->message, RY_ERROR_TOO_LARGE, "The request entity is too large.");
  else if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL
           && !soup_message_headers_header_equals (headers, "Content-Encoding", "identity"))
    refuse (visit->message, RY_ERROR_UNSUPPORTED_MEDIA, "Content-Encoding is not understood; send the body as it is.");
}

static void
got_chunk_cb (Visit *visit, GBytes *chunk)
{
  visit->n_bytes += g_bytes_get_size (chunk);
  if (visit->n_bytes > visit->guard->limit && soup_server_message_get_status (visit->message) == 0)
    refuse (visit->message, RY_ERROR_TOO_LARGE, "The request entity is too large.");
  if (visit->n_bytes / PATIENT_FACTOR > visit->guard->limit)
    cut (visit->message);
}

static void
finish_visit_cb (Visit *visit)
{
  g_hash_table_remove (visit->guard->visits, visit->message);
}

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_signal_handlers_disconnect_by_data (visit->message, visit);
  g_free (visit);
}

static void
request_started_cb (RyGuard *self, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Visit *visit = g_new0 (Visit, 1);

  if (socket != NULL)
    g_socket_set_timeout (socket, self->idle_seconds);
  visit->guard = self;
  visit->message = message;
  visit->started = g_get_monotonic_time ();
  g_signal_connect_swapped (message, "got-headers", G_CALLBACK (got_headers_cb), visit);
  g_signal_connect_swapped (message, "got-chunk", G_CALLBACK (got_chunk_cb), visit);
  g_signal_connect_swapped (message, "got-body", G_CALLBACK (finish_visit_cb), visit);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (finish_visit_cb), visit);
  g_hash_table_replace (self->visits, message, visit);
}

static gboolean
sweep_cb (gpointer data)
{
  RyGuard *self = data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->visits);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Visit *visit = value;
    guint patience = visit->has_head ? BODY_SECONDS : self->head_seconds;

    if (now - visit->started > patience * G_USEC_PER_SEC)
      cut (visit->message);
  }
  return G_SOURCE_CONTINUE;
}

/**
 * ry_guard_new:
 * @server: (transfer none): the server to guard; it must not outlive the guard's signal
 *
 * Returns: (transfer full): a guard with the usual limits
 */
RyGuard *
ry_guard_new (SoupServer *server)
{
  RyGuard *self = g_new0 (RyGuard, 1);

  self->server = server;
  self->visits = g_hash_table_new_full (NULL, NULL, NULL, visit_free);
  self->limit = BODY_LIMIT;
  g_signal_connect_swapped (server, "request-started", G_CALLBACK (request_started_cb), self);
  ry_guard_set_patience (self, IDLE_SECONDS, HEAD_SECONDS);
  return self;
}

/**
 * ry_guard_set_patience:
 * @self: a guard
 * @idle_seconds: after which a connection on which nothing moves is cut
 * @head_seconds: after which a request whose head is not complete is cut
 */
void
ry_guard_set_patience (RyGuard *self, guint idle_seconds, guint head_seconds)
{
  self->idle_seconds = idle_seconds;
  self->head_seconds = head_seconds;
  if (self->sweep != NULL) {
    g_source_destroy (self->sweep);
    g_source_unref (self->sweep);
  }
  self->sweep = g_timeout_source_new (MIN (SWEEP_SECONDS * 1000, head_seconds * 500));
  g_source_set_callback (self->sweep, sweep_cb, self, NULL);
  g_source_attach (self->sweep, g_main_context_get_thread_default ());
}

/**
 * ry_guard_set_limit:
 * @self: a guard
 * @n_bytes: the largest body that is taken
 */
void
ry_guard_set_limit (RyGuard *self, gsize n_bytes)
{
  self->limit = n_bytes;
}

/**
 * ry_guard_free:
 * @self: (transfer full): a guard
 */
void
ry_guard_free (RyGuard *self)
{
  g_signal_handlers_disconnect_by_data (self->server, self);
  g_source_destroy (self->sweep);
  g_source_unref (self->sweep);
  g_hash_table_unref (self->visits);
  g_free (self);
}
