/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The limits of a connection. One on which nothing moves for a while is cut, and so is a request that drips in for too
 * long; a parked feed is silent by nature and is spared. A body beyond the limit is answered 413 and never kept.
 * A sweep every few seconds does the cutting, by shutting the socket down, which libsoup takes for the client's
 * leaving. Who is one too many is sent away at the door. libsoup 3.2 forgets to close a connection whose client leaves
 * between two requests (and one on which the socket's own timeout fires); there the guard sees the client go first, and
 * closes it.
 */
#include "ry-guard.h"

#include <poll.h>
#include <string.h>
#include <sys/resource.h>

#include "ry-crowd.h"
#include "ry-error.h"
#include "ry-farewell.h"
#include "ry-outlet.h"
#include "ry-response.h"

/* Longer than the minute after which clients of long-poll come back. */
#define IDLE_SECONDS 300
#define HEAD_SECONDS 30
/* 64 MiB over a poor mobile line. */
#define BODY_SECONDS  900
#define SWEEP_SECONDS 5
#define BODY_LIMIT    (64u << 20)
/* What is not kept in memory may be larger: as large as CouchDB takes an attachment. */
#define STREAM_LIMIT (1u << 30)
/* Beyond this, reading on only to answer 413 is a favour too great. */
#define PATIENT_FACTOR 2
#define URL_LIMIT      32768
/* libsoup itself ends a connection without a word somewhat beyond. */
#define HEAD_LIMIT 49152
/* A desktop keeps two open for each space, and a whole ward may come from one address. */
#define MOST_OF_ONE 512
/* Files that are not connections: databases and their helpers. */
#define RESERVED_FILES 256
#define MOST_IN_ALL    16384

/* Where a connection stands. */
typedef enum {
  IDLE, /* between two requests */
  HEAD,
  BODY,
  ANSWER,
} Phase;

struct _RyGuard {
  SoupServer *server; /* Borrowed */
  GHashTable *lines;  /* GSocket -> Line */
  guint idle_seconds;
  guint head_seconds;
  gsize limit;
  gsize stream_limit;
  RyCrowd *crowd;
  RyOutlet *outlet;
  GSource *sweep;
};

/* One connection, for as long as it is open. */
typedef struct {
  RyGuard *guard;
  GSocket *socket;
  char *address;
  SoupServerMessage *message; /* Borrowed; NULL while idle */
  Phase phase;
  gint64 started; /* the request; µs, monotonic */
  gint64 moved;   /* anything at all */
  gsize n_bytes;
  gsize limit;        /* of them */
  gboolean streamed;  /* the body is not kept in memory */
  gboolean connected; /* to signals of the message */
  RyTap tap;
  /* Only between two requests, where libsoup needs the help: */
  SoupServerMessage *last;
  GSource *watch;
  GSource *leaving; /* for as long as the line is open; not under TLS */
  gboolean left;    /* the client has, in the middle of a request */
} Line;

typedef struct {
  GSource parent;
  Line *line;
} Leaving;

static void
cut (Line *line)
{
  g_socket_shutdown (line->socket, TRUE, TRUE, NULL);
}

/* With CouchDB's status; the words are for those that no error of ours has. */
static void
refuse (SoupServerMessage *message, guint status, const char *word, const char *sentence)
{
  g_autoptr (RyResponse) answer = ry_response_new (status);

  g_string_append_printf (answer->body, "{\"error\":\"%s\",\"reason\":\"%s\"}\n", word, sentence);
  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body->str,
                                    answer->body->len);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

/* What came and was not read would make the kernel take the answer back with a reset. */
static void
drain (GSocket *socket)
{
  char buffer[4096];

  for (guint i = 0; i < HEAD_LIMIT / sizeof buffer; i++) {
    if (g_socket_receive_with_blocking (socket, buffer, sizeof buffer, FALSE, NULL, NULL) <= 0)
      return;
  }
}

/* libsoup answers when it has read the whole request, and this one is not worth reading. Under TLS the words would
 * have to be sealed; there it is cut without them. */
static void
cut_with_words (Line *line, guint status, const char *word, const char *sentence)
{
  g_autofree char *body = g_strdup_printf ("{\"error\":\"%s\",\"reason\":\"%s\"}\n", word, sentence);
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: application/json\r\nContent-Length: %u\r\n"
                                           "%sConnection: close\r\n\r\n%s",
                                           status, soup_status_get_phrase (status), (guint) strlen (body),
                                           status == 503 ? "Retry-After: 10\r\n" : "", body);

  if (!soup_server_is_https (line->guard->server)) {
    drain (line->socket);
    g_socket_send (line->socket, text, strlen (text), NULL, NULL);
  }
  cut (line);
}

static void
check_length (Line *line, guint64 length)
{
  if (length / PATIENT_FACTOR > line->limit)
    cut_with_words (line, 413, "too_large", "The request entity is too large.");
  else if (length > line->limit)
    refuse (line->message, 413, "too_large", "The request entity is too large.");
}

static gsize
measure_headers (SoupMessageHeaders *headers)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;
  gsize size = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    size += strlen (name) + strlen (value) + strlen (": \r\n");
  return size;
}

static gboolean
is_known (const char *encoding)
{
  return encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0 ||
         g_ascii_strcasecmp (encoding, "gzip") == 0;
}

static void
check_head (Line *line)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (line->message);
  GUri *uri = soup_server_message_get_uri (line->message);
  const char *query = g_uri_get_query (uri);

  if (strlen (g_uri_get_path (uri)) + (query != NULL ? strlen (query) : 0) > URL_LIMIT)
    refuse (line->message, 414, "uri_too_long", "The address is too long.");
  else if (measure_headers (headers) > HEAD_LIMIT)
    refuse (line->message, 431, "headers_too_large", "The request's headers are too large.");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    check_length (line, (guint64) soup_message_headers_get_content_length (headers));
  if (soup_server_message_get_status (line->message) == 0 &&
      !is_known (soup_message_headers_get_one (headers, "Content-Encoding")))
    refuse (line->message, 415, "bad_content_type", "Only gzip and identity content-encodings are supported");
}

static void
got_chunk_cb (Line *line, GBytes *chunk)
{
  line->moved = g_get_monotonic_time ();
  line->n_bytes += g_bytes_get_size (chunk);
  if (line->n_bytes > line->limit && soup_server_message_get_status (line->message) == 0)
    refuse (line->message, 413, "too_large", "The request entity is too large.");
  if (line->n_bytes / PATIENT_FACTOR > line->limit)
    cut (line);
}

/* Connecting to each message would cost a sixth of all that a short request costs: only what is long is looked at so.
 */
static void
connect_message (Line *line, const char *signal, GCallback callback)
{
  line->connected = TRUE;
  g_signal_connect_swapped (line->message, signal, callback, line);
}

static Line *
find_line (RyGuard *self, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Line *line = socket != NULL ? g_hash_table_lookup (self->lines, socket) : NULL;

  return line != NULL && line->message == message ? line : NULL;
}

static void
request_read_cb (RyGuard *self, SoupServerMessage *message)
{
  Line *line = find_line (self, message);

  if (line == NULL)
    return;
  line->phase = ANSWER;
  line->moved = g_get_monotonic_time ();
  ry_outlet_gather (self->outlet, &line->tap);
}

static gboolean
is_chunked (Line *line)
{
  return soup_message_headers_get_encoding (soup_server_message_get_response_headers (line->message)) ==
         SOUP_ENCODING_CHUNKED;
}

/* A chunk that libsoup writes in three bits is to arrive as one: CouchDB's replicator, when it gets an empty line alone
 * behind the headers, waits for ever (ibrowse 4.4.2). */
static void
wrote_piece_cb (Line *line)
{
  if (is_chunked (line))
    ry_outlet_let_out (line->guard->outlet, &line->tap, TRUE);
}

static void
wrote_body_data_cb (Line *line)
{
  line->moved = g_get_monotonic_time ();
}

/* A connection that ends before its request does takes the message with it, without a signal. */
static void
message_gone_cb (gpointer data, GObject *message)
{
  Line *line = data;

  line->message = NULL;
  g_hash_table_remove (line->guard->lines, line->socket);
}

static void
forget_message (Line *line)
{
  if (line->message == NULL)
    return;
  if (line->connected)
    g_signal_handlers_disconnect_by_data (line->message, line);
  line->connected = FALSE;
  g_object_weak_unref (G_OBJECT (line->message), message_gone_cb, line);
  line->message = NULL;
}

static void
stop_watching (Line *line)
{
  if (line->watch != NULL) {
    g_source_destroy (line->watch);
    g_source_unref (line->watch);
    line->watch = NULL;
  }
  g_clear_object (&line->last);
}

/* The kernel counts a client's goodbye among what can be read a moment before it says that the client has closed its
 * end. Where libsoup is woken in that moment it reads the end, forgets the connection and lets nobody have it any more:
 * to ask for it would crash. Then only the socket is closed; what libsoup keeps of the connection is lost. */
static void
close_idle (Line *line)
{
  /* libsoup closes by itself what broke off in the middle of an answer. */
  if (!g_socket_is_closed (line->socket) && ry_farewell_is_listened_to (line->socket)) {
    g_autoptr (GIOStream) stream = soup_server_message_steal_connection (line->last);

    if (stream != NULL)
      g_io_stream_close (stream, NULL, NULL);
  }
  g_socket_close (line->socket, NULL);
  g_hash_table_remove (line->guard->lines, line->socket);
}

static gboolean
stirs_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Line *line = data;

  g_source_destroy (line->watch);
  if (ry_farewell_is_said (socket))
    close_idle (line);
  else
    stop_watching (line);
  return G_SOURCE_REMOVE;
}

static gboolean
stays_open (SoupServerMessage *message)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *answered = soup_server_message_get_response_headers (message);

  return soup_server_message_get_http_version (message) == SOUP_HTTP_1_1 &&
         !soup_message_headers_header_contains (asked, "Connection", "close") &&
         !soup_message_headers_header_contains (answered, "Connection", "close");
}

static void
keep_last (Line *line, SoupServerMessage *message)
{
  line->last = g_object_ref (message);
  soup_message_body_truncate (soup_server_message_get_request_body (message));
  soup_message_body_truncate (soup_server_message_get_response_body (message));
}

/* Before libsoup, whose sources are of the default priority, because it cannot be helped once it has seen the end. */
static void
watch_idle (Line *line, SoupServerMessage *message)
{
  keep_last (line, message);
  line->watch = g_socket_create_source (line->socket, G_IO_IN, NULL);
  g_source_set_priority (line->watch, G_PRIORITY_HIGH);
  g_source_set_callback (line->watch, G_SOURCE_FUNC (stirs_cb), line, NULL);
  g_source_attach (line->watch, g_main_context_get_thread_default ());
}

/* The client has closed its end. Between two requests that is a goodbye, unless the next request has come just before
 * it; in a request it may still want the answer. */
static gboolean
leaving_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  Line *line = ((Leaving *) source)->line;

  if (line->phase == IDLE && line->last != NULL && ry_farewell_is_said (line->socket))
    close_idle (line);
  else
    line->left = TRUE;
  return G_SOURCE_REMOVE;
}

/* One source for the life of a connection: to set up a watch after each request would cost more than the answer. */
static void
watch_leaving (Line *line)
{
  static GSourceFuncs funcs = { .dispatch = leaving_dispatch };

  line->leaving = g_source_new (&funcs, sizeof (Leaving));
  ((Leaving *) line->leaving)->line = line;
  g_source_add_unix_fd (line->leaving, g_socket_get_fd (line->socket), (GIOCondition) POLLRDHUP);
  g_source_set_priority (line->leaving, G_PRIORITY_HIGH);
  g_source_attach (line->leaving, g_main_context_get_thread_default ());
}

static void
request_finished_cb (RyGuard *self, SoupServerMessage *message)
{
  Line *line = find_line (self, message);

  if (line == NULL)
    return;
  ry_outlet_let_out (self->outlet, &line->tap, FALSE);
  forget_message (line);
  line->phase = IDLE;
  line->moved = g_get_monotonic_time ();
  if (soup_check_version (3, 3, 0) || !stays_open (message))
    return;
  if (line->leaving == NULL || line->left)
    watch_idle (line, message);
  else
    keep_last (line, message);
}

static void
line_free (gpointer data)
{
  Line *line = data;

  forget_message (line);
  stop_watching (line);
  ry_outlet_forget (line->guard->outlet, &line->tap);
  if (line->leaving != NULL) {
    g_source_destroy (line->leaving);
    g_source_unref (line->leaving);
  }
  ry_farewell_drop_leaked (line->socket);
  g_object_unref (line->socket);
  ry_crowd_leave (line->guard->crowd, line->address);
  g_free (line->address);
  g_free (line);
}

static void
request_started_cb (RyGuard *self, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  Line *line = socket != NULL ? g_hash_table_lookup (self->lines, socket) : NULL;
  gboolean welcome = TRUE;

  if (socket == NULL)
    return;
  if (line == NULL) {
    const char *address = soup_server_message_get_remote_host (message);

    line = g_new0 (Line, 1);
    line->guard = self;
    line->socket = line->tap.socket = g_object_ref (socket);
    line->address = g_strdup (address != NULL ? address : "?");
    welcome = ry_crowd_enter (self->crowd, line->address);
    g_socket_set_keepalive (socket, TRUE);
    g_hash_table_insert (self->lines, socket, line);
    if (!soup_check_version (3, 3, 0) && !soup_server_is_https (self->server))
      watch_leaving (line);
  }
  forget_message (line);
  stop_watching (line);
  line->message = message;
  line->phase = HEAD;
  line->n_bytes = 0;
  line->limit = self->limit;
  line->streamed = FALSE;
  line->started = line->moved = g_get_monotonic_time ();
  g_object_weak_ref (G_OBJECT (message), message_gone_cb, line);
  if (!welcome)
    cut_with_words (line, 503, "service_unavailable", "There are too many connections; come back in a moment.");
}

static gboolean
is_overdue (RyGuard *self, Line *line, gint64 now)
{
  gboolean still = now - line->moved > self->idle_seconds * G_USEC_PER_SEC;

  switch (line->phase) {
  case HEAD:
    return now - line->started > self->head_seconds * G_USEC_PER_SEC;
  case BODY:
    return still || (!line->streamed && now - line->started > BODY_SECONDS * G_USEC_PER_SEC);
  case ANSWER: /* what is chunked may be a feed, which is parked */
    return still && !is_chunked (line);
  default:
    return still;
  }
}

static gboolean
sweep_cb (gpointer data)
{
  RyGuard *self = data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Line *line = value;

    /* A watched line is closed by the watch, which sees what is done here. */
    if (is_overdue (self, line, now) && line->phase == HEAD)
      cut_with_words (line, 408, "timeout", "The request took too long to arrive.");
    else if (is_overdue (self, line, now))
      cut (line);
    if (g_socket_is_closed (line->socket))
      g_hash_table_iter_remove (&iter);
  }
  return G_SOURCE_CONTINUE;
}

/* As many as there may be files, less those that are needed otherwise. */
static guint
count_room (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur <= 2 * RESERVED_FILES)
    return RESERVED_FILES;
  return (guint) MIN (limit.rlim_cur - RESERVED_FILES, MOST_IN_ALL);
}

/**
 * ry_guard_new:
 * @server: (transfer none): the server to guard, which must live longer
 *
 * Returns: (transfer full): a guard with the usual limits
 */
RyGuard *
ry_guard_new (SoupServer *server)
{
  RyGuard *self = g_new0 (RyGuard, 1);

  self->server = server;
  self->lines = g_hash_table_new_full (NULL, NULL, NULL, line_free);
  self->limit = BODY_LIMIT;
  self->stream_limit = STREAM_LIMIT;
  self->crowd = ry_crowd_new (count_room (), MOST_OF_ONE);
  self->outlet = ry_outlet_new ();
  g_signal_connect_swapped (server, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect_swapped (server, "request-read", G_CALLBACK (request_read_cb), self);
  g_signal_connect_swapped (server, "request-finished", G_CALLBACK (request_finished_cb), self);
  g_signal_connect_swapped (server, "request-aborted", G_CALLBACK (request_finished_cb), self);
  ry_guard_set_patience (self, IDLE_SECONDS, HEAD_SECONDS);
  return self;
}

/**
 * ry_guard_check_headers:
 * @self: a guard
 * @message: a message whose headers have come, after ry_guard_let_stream()
 *
 * Answers what is too large or cannot be understood, before its body comes.
 */
void
ry_guard_check_headers (RyGuard *self, SoupServerMessage *message)
{
  Line *line = find_line (self, message);

  if (line == NULL)
    return;
  line->phase = BODY;
  line->moved = g_get_monotonic_time ();
  if (soup_message_headers_get_encoding (soup_server_message_get_request_headers (message)) != SOUP_ENCODING_NONE)
    connect_message (line, "got-chunk", G_CALLBACK (got_chunk_cb));
  if (!line->streamed && soup_server_message_get_status (message) == 0)
    check_head (line);
}

/**
 * ry_guard_limit_body:
 * @self: a guard
 * @message: a message whose headers have just come
 * @n_bytes: the largest body that makes sense there
 *
 * Call it before ry_guard_check_headers(), where less than the usual limit will do.
 */
void
ry_guard_limit_body (RyGuard *self, SoupServerMessage *message, gsize n_bytes)
{
  Line *line = find_line (self, message);

  if (line != NULL)
    line->limit = MIN (line->limit, n_bytes);
}

/**
 * ry_guard_let_stream:
 * @self: a guard
 * @message: a message whose headers have just come, and whose body will not be kept in memory
 *
 * Lets the body be larger than others, and take its time.
 *
 * Returns: whether the request may go on; where not, it has been answered
 */
gboolean
ry_guard_let_stream (RyGuard *self, SoupServerMessage *message)
{
  Line *line = g_hash_table_lookup (self->lines, soup_server_message_get_socket (message));

  if (line == NULL || soup_server_message_get_status (message) != 0)
    return FALSE;
  line->streamed = TRUE;
  line->limit = self->stream_limit;
  check_head (line);
  return soup_server_message_get_status (message) == 0 && !g_socket_is_closed (line->socket);
}

/**
 * ry_guard_expect_long_answer:
 * @self: a guard
 * @message: a message whose answer is about to be sent
 *
 * Looks at the answer while it is written: in chunks that go out whole, or for longer than a connection may be still.
 * Most answers are written before anything could be seen of them.
 */
void
ry_guard_expect_long_answer (RyGuard *self, SoupServerMessage *message)
{
  Line *line = find_line (self, message);

  if (line == NULL)
    return;
  connect_message (line, "wrote-headers", G_CALLBACK (wrote_piece_cb));
  connect_message (line, "wrote-chunk", G_CALLBACK (wrote_piece_cb));
  connect_message (line, "wrote-body-data", G_CALLBACK (wrote_body_data_cb));
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
 * ry_guard_set_crowd:
 * @self: a guard
 * @most: how many connections there may be in all; others are answered 503
 * @most_of_one: how many from one address other than this machine
 */
void
ry_guard_set_crowd (RyGuard *self, guint most, guint most_of_one)
{
  ry_crowd_set_limits (self->crowd, most, most_of_one);
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
 * ry_guard_set_stream_limit:
 * @self: a guard
 * @n_bytes: the largest body that is taken where it is not kept in memory
 */
void
ry_guard_set_stream_limit (RyGuard *self, gsize n_bytes)
{
  self->stream_limit = n_bytes;
}

/**
 * ry_guard_get_limit:
 * @self: a guard
 *
 * Returns: the largest body that is taken
 */
gsize
ry_guard_get_limit (RyGuard *self)
{
  return self->limit;
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
  g_hash_table_unref (self->lines);
  ry_outlet_free (self->outlet);
  ry_crowd_free (self->crowd);
  g_free (self);
}
