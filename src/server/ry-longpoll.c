/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A place in the car park goes through three states: READING, while a worker fetches the next piece of rows;
 * WRITING, until the client has taken the piece (so that a slow client holds one piece in memory, not the whole
 * database); PARKED, until a commit, the heart or the clock wakes it. When the last word is written, or the
 * client has gone, the place is given back.
 */
#include "ry-longpoll.h"

/* Changes that are read sooner than a thread is woken. */
/* A mark on a store whose feeds have been ended. */
#define GONE "ry-longpoll-gone"
#define FEW  8
/* So many feeds may be read on the main context in a span of so many microseconds. A crowd goes to the workers: the
 * main context serves others too. */
#define SPAN         10000
#define MAX_PER_SPAN 16

typedef enum {
  PARKED,
  READING,
  WRITING,
} State;

struct _RyLongpoll {
  RyWorkers *workers;
  GPtrArray *places; /* of Place */
  gint64 span;       /* when it began; µs, monotonic */
  guint n_in_span;
};

typedef struct {
  RyLongpoll *longpoll;
  SoupServerMessage *message;
  RyFeed *feed;

  RyLongpollFunc may_go_on;
  gpointer data;
  GDestroyNotify destroy;

  State state;
  gboolean stale;   /* something was committed since the last reading began */
  gboolean expired; /* the client's time is over */
  gboolean gone;    /* the client is */
  guint heartbeat_id;
  guint timeout_id;
  gulong committed_id;
  gulong finished_id;
  gulong wrote_id;

  /* What the worker found */
  GString *piece;
  gboolean at_end;
  gboolean closed;
  GError *error;
} Place;

static void continue_reading (Place *place);

static GMainContext *
get_context (void)
{
  return g_main_context_get_thread_default ();
}

static guint
add_timer (guint milliseconds, GSourceFunc func, Place *place)
{
  GSource *source = g_timeout_source_new (milliseconds);
  guint id;

  g_source_set_callback (source, func, place, NULL);
  id = g_source_attach (source, get_context ());
  g_source_unref (source);
  return id;
}

static void
remove_timer (guint *id)
{
  GSource *source = *id != 0 ? g_main_context_find_source_by_id (get_context (), *id) : NULL;

  if (source != NULL)
    g_source_destroy (source);
  *id = 0;
}

static void
leave (Place *place)
{
  remove_timer (&place->heartbeat_id);
  remove_timer (&place->timeout_id);
  g_signal_handler_disconnect (ry_feed_get_store (place->feed), place->committed_id);
  g_signal_handler_disconnect (place->message, place->finished_id);
  g_signal_handler_disconnect (place->message, place->wrote_id);
  g_ptr_array_remove_fast (place->longpoll->places, place);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_clear_object (&place->message);
  g_clear_object (&place->feed);
  g_clear_error (&place->error);
  place->destroy (place->data);
  g_free (place);
}

static void
append_text (Place *place, const char *text, gsize length)
{
  soup_message_body_append (soup_server_message_get_response_body (place->message), SOUP_MEMORY_COPY, text, length);
  soup_server_message_unpause (place->message);
}

/* The headers said 200; only a torn connection can still say that something is wrong. */
static void
tear (Place *place)
{
  GSocket *socket = soup_server_message_get_socket (place->message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  /* Something to write, so that libsoup notices. */
  soup_message_body_complete (soup_server_message_get_response_body (place->message));
  soup_server_message_unpause (place->message);
}

static void
read_piece (gpointer data)
{
  Place *place = data;

  place->piece = g_string_new (NULL);
  place->closed = FALSE;
  if (!ry_feed_read (place->feed, place->piece, &place->at_end, &place->error) || !place->at_end)
    return;
  if (place->expired || ry_feed_is_over (place->feed))
    place->closed = ry_feed_close (place->feed, place->piece, &place->error);
}

static gboolean
heartbeat_cb (gpointer data)
{
  Place *place = data;
  g_autoptr (GString) beat = g_string_new (NULL);

  ry_feed_beat (place->feed, beat);
  if (place->state == PARKED)
    append_text (place, beat->str, beat->len);
  return G_SOURCE_CONTINUE;
}

static gboolean
timeout_cb (gpointer data)
{
  Place *place = data;

  place->timeout_id = 0;
  place->expired = TRUE;
  if (place->state == PARKED)
    continue_reading (place);
  return G_SOURCE_REMOVE;
}

/* A beating heart keeps the feed open for good; without one it ends after the timeout. */
static void
start_clock (Place *place)
{
  const RyFeedQuery *query = ry_feed_get_query (place->feed);

  if (query->heartbeat > 0) {
    if (place->heartbeat_id == 0)
      place->heartbeat_id = add_timer (query->heartbeat, heartbeat_cb, place);
    return;
  }
  remove_timer (&place->timeout_id);
  place->timeout_id = add_timer (query->timeout, timeout_cb, place);
}

/* A piece may hold nothing that a filter lets through, and yet there is more behind it. */
static void
rest (Place *place)
{
  place->state = PARKED;
  if (!place->at_end || place->stale || place->expired)
    continue_reading (place);
}

static void
piece_ready (gpointer data)
{
  Place *place = data;
  g_autoptr (GString) piece = g_steal_pointer (&place->piece);

  if (place->gone) {
    leave (place);
    return;
  }
  if (place->error != NULL) {
    g_warning ("a feed broke off: %s", place->error->message);
    tear (place);
    leave (place);
    return;
  }
  if (place->closed) {
    append_text (place, piece->str, piece->len);
    soup_message_body_complete (soup_server_message_get_response_body (place->message));
    leave (place);
    return;
  }
  if (piece->len > 0) {
    place->state = WRITING;
    append_text (place, piece->str, piece->len);
    start_clock (place);
    return;
  }
  rest (place);
}

static void
end_torn (Place *place)
{
  tear (place);
  place->gone = TRUE;
  if (place->state != READING)
    leave (place);
}

static gboolean
is_soon_read (Place *place)
{
  RyLongpoll *self = place->longpoll;
  gint64 now = g_get_monotonic_time ();

  if (ry_feed_count_behind (place->feed) > FEW || ry_feed_get_query (place->feed)->shape.attachments)
    return FALSE;
  if (now - self->span > SPAN) {
    self->span = now;
    self->n_in_span = 0;
  }
  return self->n_in_span++ < MAX_PER_SPAN;
}

/* An account may have been removed, or have lost its session, while it waited. */
static void
continue_reading (Place *place)
{
  if (!place->may_go_on (place->data)) {
    g_message ("a feed was ended, because its account may not listen any more");
    end_torn (place);
    return;
  }
  place->state = READING;
  place->stale = FALSE;
  if (is_soon_read (place)) {
    read_piece (place);
    piece_ready (place);
    return;
  }
  ry_workers_push (place->longpoll->workers, read_piece, piece_ready, place);
}

static void
wrote_chunk_cb (Place *place)
{
  if (place->state == WRITING)
    rest (place);
}

static void
committed_cb (Place *place)
{
  place->stale = TRUE;
  if (place->state == PARKED)
    continue_reading (place);
}

static void
finished_cb (Place *place)
{
  place->gone = TRUE;
  /* While it reads, the worker still holds the place. */
  if (place->state != READING)
    leave (place);
}

/**
 * ry_longpoll_new:
 * @workers: who reads pieces
 *
 * Returns: (transfer full): an empty car park
 */
RyLongpoll *
ry_longpoll_new (RyWorkers *workers)
{
  RyLongpoll *self = g_new0 (RyLongpoll, 1);

  self->workers = workers;
  self->places = g_ptr_array_new_with_free_func (place_free);
  return self;
}

/**
 * ry_longpoll_park:
 * @self: the car park
 * @message: a paused message whose answer has not begun
 * @feed: (transfer none): the feed that answers it
 * @text: what the feed has said already
 * @length: bytes in @text
 * @may_go_on: asked before each further piece; where it says no, the feed ends torn
 * @data: for @may_go_on
 * @destroy: frees @data
 *
 * Takes over the answer: chunked, for as long as the feed goes on.
 */
void
ry_longpoll_park (RyLongpoll *self,
                  SoupServerMessage *message,
                  RyFeed *feed,
                  const char *text,
                  gsize length,
                  RyLongpollFunc may_go_on,
                  gpointer data,
                  GDestroyNotify destroy)
{
  Place *place = g_new0 (Place, 1);

  place->may_go_on = may_go_on;
  place->data = data;
  place->destroy = destroy;
  place->longpoll = self;
  place->message = g_object_ref (message);
  place->feed = g_object_ref (feed);
  place->committed_id =
      g_signal_connect_swapped (ry_feed_get_store (feed), "committed", G_CALLBACK (committed_cb), place);
  place->finished_id = g_signal_connect_swapped (message, "finished", G_CALLBACK (finished_cb), place);
  place->wrote_id = g_signal_connect_swapped (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), place);
  g_ptr_array_add (self->places, place);

  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  if (length > 0)
    append_text (place, text, length);
  else
    soup_server_message_unpause (message);
  start_clock (place);
  /* Its database may have been removed while a worker had the request: there is nobody left to end it. */
  if (g_object_get_data (G_OBJECT (ry_feed_get_store (feed)), GONE) != NULL) {
    end_torn (place);
    return;
  }
  /* For what was committed before the signal was connected; and a feed whose last piece was full does not know yet that
   * it is over. */
  if (ry_feed_count_behind (feed) > 0 || ry_feed_is_over (feed))
    continue_reading (place);
}

/**
 * ry_longpoll_close_store:
 * @self: the car park
 * @store: (nullable): a database that is going, or %NULL for all
 *
 * Ends the feeds of a database. They end torn, because there is no sequence that they could end with.
 */
void
ry_longpoll_close_store (RyLongpoll *self, RyStore *store)
{
  if (store != NULL)
    g_object_set_data (G_OBJECT (store), GONE, GINT_TO_POINTER (TRUE));
  for (guint i = self->places->len; i > 0; i--) {
    Place *place = g_ptr_array_index (self->places, i - 1);

    if (store != NULL && ry_feed_get_store (place->feed) != store)
      continue;
    end_torn (place);
  }
}

/**
 * ry_longpoll_get_n_parked:
 * @self: the car park
 *
 * Returns: how many messages it holds
 */
guint
ry_longpoll_get_n_parked (RyLongpoll *self)
{
  return self->places->len;
}

/**
 * ry_longpoll_free:
 * @self: (transfer full): a car park whose feeds have been closed
 */
void
ry_longpoll_free (RyLongpoll *self)
{
  g_ptr_array_unref (self->places);
  g_free (self);
}
