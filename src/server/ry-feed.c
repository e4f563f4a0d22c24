/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of `_changes`. A sequence goes over the wire as "N-TAG", where the tag comes from the database's uuid: a
 * number that another database made, or this one before it was restored from an old copy, is recognised and
 * refused, because a reader that went on from there would miss changes without knowing.
 */
#include "ry-feed.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

/* Rows in one piece: about 100 KB of text, a few milliseconds of work. */
#define ROWS_PER_PIECE 1000
/* With documents in the rows, a piece ends here. */
#define BYTES_PER_PIECE (256u << 10)
#define TAG_LENGTH      12
/* CouchDB counts seq_interval down from its limit, which is this where there is none. */
#define NO_LIMIT G_GINT64_CONSTANT (1000000000000000)

struct _RyFeed {
  GObject parent;

  RyStore *store;
  const char *uuid; /* interned */
  RyFeedQuery query;
  gint64 seq;    /* how far it came; where the next piece begins */
  gint64 n_rows; /* written so far */
};

G_DEFINE_FINAL_TYPE (RyFeed, ry_feed, G_TYPE_OBJECT)

/* A database's uuid never changes, and counting its documents to learn it would be dear. */
static const char *
get_uuid (RyStore *store, GError **error)
{
  static const char key[] = "ry-feed-uuid";
  const char *uuid = g_object_get_data (G_OBJECT (store), key);
  RyStoreInfo *info;

  if (uuid != NULL)
    return uuid;
  info = ry_store_get_info (store, error);
  if (info == NULL)
    return NULL;
  uuid = g_intern_string (info->uuid);
  ry_store_info_free (info);
  g_object_set_data (G_OBJECT (store), key, (gpointer) uuid);
  return uuid;
}

static gboolean
is_endless (RyFeed *self)
{
  return self->query.mode == RY_FEED_CONTINUOUS || self->query.mode == RY_FEED_EVENTSOURCE;
}

static gboolean
is_picky (RyFeed *self)
{
  return self->query.ids != NULL || self->query.designs_only || self->query.selector != NULL;
}

static gboolean
is_selected (RyFeed *self, const char *id, const char *rev)
{
  g_autoptr (RyDocument) document = ry_store_get (self->store, id, rev, RY_GET_DELETED, NULL);
  g_autofree char *text = document != NULL ? ry_document_to_json (document, RY_DOCUMENT_JSON_PLAIN) : NULL;
  g_autoptr (JsonObject) object = text != NULL ? ry_json_parse_object (text, -1, NULL) : NULL;

  return object != NULL && ry_selector_matches (self->query.selector, object);
}

/* Of the leaves that the row would name, only those that the selector matches stay. */
static gboolean
select_revs (RyFeed *self, RyChange *change)
{
  guint n = 0;

  for (guint i = 0; change->revs[i] != NULL; i++) {
    char *rev = change->revs[i];

    change->revs[i] = NULL;
    if ((i == 0 || self->query.all_leaves) && is_selected (self, change->id, rev))
      change->revs[n++] = rev;
    else
      g_free (rev);
  }
  return n > 0;
}

static gboolean
is_wanted (RyFeed *self, RyChange *change)
{
  if (self->query.ids != NULL && !g_hash_table_contains (self->query.ids, change->id))
    return FALSE;
  if (self->query.designs_only && !g_str_has_prefix (change->id, "_design"))
    return FALSE;
  return self->query.selector == NULL || select_revs (self, change);
}

static gboolean
append_document (RyFeed *self, const RyChange *change, GString *out, GError **error)
{
  const RyShape *shape = &self->query.shape;
  g_autoptr (RyDocument) document = NULL;

  document =
      ry_store_get (self->store, change->id, change->revs[0], RY_GET_DELETED | (shape->get & RY_GET_CONFLICTS), error);
  if (document == NULL)
    return FALSE;
  g_string_append (out, ",\"doc\":");
  return ry_shape_append (shape, self->store, document, out, error);
}

static void
append_row_seq (RyFeed *self, const RyChange *change, GString *out)
{
  gint64 left = (self->query.limit >= 0 ? self->query.limit : NO_LIMIT) - self->n_rows;

  if (self->query.seq_interval > 0 && left % self->query.seq_interval != 0)
    g_string_append (out, "null");
  else
    ry_feed_append_seq (out, self->uuid, change->seq);
}

static void
append_separator (RyFeed *self, GString *out)
{
  if (self->query.mode == RY_FEED_EVENTSOURCE)
    g_string_append (out, "data: ");
  else if (self->query.mode != RY_FEED_CONTINUOUS && self->n_rows > 0)
    g_string_append (out, ",\n");
}

static void
append_end (RyFeed *self, const RyChange *change, GString *out)
{
  g_string_append_c (out, '}');
  if (self->query.mode == RY_FEED_EVENTSOURCE) {
    g_string_append (out, "\nid: ");
    append_row_seq (self, change, out);
    g_string_append_c (out, '\n');
  }
  if (is_endless (self))
    g_string_append_c (out, '\n');
}

static gboolean
append_row (RyFeed *self, const RyChange *change, GString *out, GError **error)
{
  append_separator (self, out);
  g_string_append (out, "{\"seq\":");
  append_row_seq (self, change, out);
  g_string_append (out, ",\"id\":");
  ry_json_append_string (out, change->id);
  g_string_append (out, ",\"changes\":[");
  for (guint i = 0; change->revs[i] != NULL && (i == 0 || self->query.all_leaves); i++) {
    g_string_append (out, i == 0 ? "{\"rev\":" : ",{\"rev\":");
    ry_json_append_string (out, change->revs[i]);
    g_string_append_c (out, '}');
  }
  g_string_append_c (out, ']');
  if (change->deleted)
    g_string_append (out, ",\"deleted\":true");
  if (self->query.include_docs && !append_document (self, change, out, error))
    return FALSE;
  append_end (self, change, out);
  self->n_rows++;
  return TRUE;
}

static void
ry_feed_finalize (GObject *object)
{
  RyFeed *self = RY_FEED (object);

  g_clear_object (&self->store);
  ry_feed_query_clear (&self->query);

  G_OBJECT_CLASS (ry_feed_parent_class)->finalize (object);
}

static void
ry_feed_class_init (RyFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_feed_finalize;
}

static void
ry_feed_init (RyFeed *self)
{
}

/**
 * ry_feed_new:
 * @store: the database
 * @query: what is asked; copied, with references on its ids and its selector
 * @error: (nullable): what the store says
 *
 * Returns: (transfer full): a feed that has read nothing yet
 */
RyFeed *
ry_feed_new (RyStore *store, const RyFeedQuery *query, GError **error)
{
  const char *uuid = get_uuid (store, error);
  RyFeed *self;

  if (uuid == NULL)
    return NULL;
  self = g_object_new (RY_TYPE_FEED, NULL);
  self->store = g_object_ref (store);
  self->uuid = uuid;
  self->query = *query;
  if (query->ids != NULL)
    g_hash_table_ref (query->ids);
  if (query->selector != NULL)
    ry_selector_ref (query->selector);
  /* Downwards one begins at the end, whatever else is asked, as in CouchDB. */
  self->seq = query->descending ? 0 : query->since;
  return self;
}

/**
 * ry_feed_read:
 * @self: a feed
 * @out: where to append rows
 * @at_end: (out): whether there is no more at this moment
 * @error: (nullable): what the store says
 *
 * Reads one piece.
 *
 * Returns: whether it could be read
 */
gboolean
ry_feed_read (RyFeed *self, GString *out, gboolean *at_end, GError **error)
{
  gboolean limited = self->query.limit >= 0 && !is_picky (self);
  gint64 left = self->query.limit - self->n_rows;
  guint piece = limited && left < ROWS_PER_PIECE ? (guint) left : ROWS_PER_PIECE;
  g_autoptr (GPtrArray) changes = NULL;
  guint i;

  *at_end = TRUE;
  if (ry_feed_is_full (self))
    return TRUE;
  changes = ry_store_get_changes (self->store, self->seq, piece, self->query.descending, error);
  if (changes == NULL)
    return FALSE;
  for (i = 0; i < changes->len && !ry_feed_is_full (self) && out->len < BYTES_PER_PIECE; i++) {
    RyChange *change = g_ptr_array_index (changes, i);

    if (is_wanted (self, change) && !append_row (self, change, out, error))
      return FALSE;
    self->seq = change->seq;
  }
  *at_end = ry_feed_is_full (self) || (i == changes->len && changes->len < piece);
  return TRUE;
}

/**
 * ry_feed_open:
 * @self: a feed
 * @out: where to append
 *
 * Appends what comes before the rows.
 */
void
ry_feed_open (RyFeed *self, GString *out)
{
  if (!is_endless (self))
    g_string_append (out, "{\"results\":[\n");
}

/* With a list of ids or the design documents alone CouchDB counts off only the rows it has sent. */
static gint64
count_pending (RyFeed *self, GError **error)
{
  gint64 count;

  if (self->query.ids == NULL && !self->query.designs_only)
    return self->query.descending ? 0 : ry_store_count_changes (self->store, self->seq, error);
  count = ry_store_count_changes (self->store, self->query.descending ? 0 : self->query.since, error);
  return count < 0 ? count : MAX (count - self->n_rows, 0);
}

/**
 * ry_feed_close:
 * @self: a feed
 * @out: where to append
 * @error: (nullable): what the store says
 *
 * Appends what comes after the rows: how far the feed came, and how many changes there are beyond.
 *
 * Returns: whether that could be found out
 */
gboolean
ry_feed_close (RyFeed *self, GString *out, GError **error)
{
  gint64 pending;

  if (self->query.mode == RY_FEED_EVENTSOURCE)
    return TRUE;
  pending = count_pending (self, error);
  if (pending < 0)
    return FALSE;
  g_string_append (out, self->query.mode == RY_FEED_CONTINUOUS ? "{\"last_seq\":" : "\n],\n\"last_seq\":");
  ry_feed_append_seq (out, self->uuid, self->seq);
  g_string_append_printf (out, ",\"pending\":%" G_GINT64_FORMAT "}\n", pending);
  return TRUE;
}

/**
 * ry_feed_beat:
 * @self: a feed
 * @out: where to append
 *
 * Appends a sign of life.
 */
void
ry_feed_beat (RyFeed *self, GString *out)
{
  g_string_append (out, self->query.mode == RY_FEED_EVENTSOURCE ? "event: heartbeat\ndata: \n\n" : "\n");
}

/**
 * ry_feed_is_over:
 * @self: a feed that has read all there is
 *
 * Returns: whether it has said all that it was asked for, so that there is nothing to wait for
 */
gboolean
ry_feed_is_over (RyFeed *self)
{
  return self->query.mode == RY_FEED_NORMAL || self->query.descending || ry_feed_is_full (self) ||
         (self->query.mode == RY_FEED_LONGPOLL && self->n_rows > 0);
}

/**
 * ry_feed_count_behind:
 * @self: a feed
 *
 * Returns: how many changes the feed has not looked at are there at most
 */
gint64
ry_feed_count_behind (RyFeed *self)
{
  return ry_store_get_update_seq (self->store) - self->seq;
}

/**
 * ry_feed_is_full:
 * @self: a feed
 *
 * Returns: whether as many rows were written as were asked for
 */
gboolean
ry_feed_is_full (RyFeed *self)
{
  return self->query.limit >= 0 && self->n_rows >= self->query.limit;
}

/**
 * ry_feed_get_content_type:
 * @self: a feed
 *
 * Returns: (nullable): what its answer is, or %NULL for JSON
 */
const char *
ry_feed_get_content_type (RyFeed *self)
{
  return self->query.mode == RY_FEED_EVENTSOURCE ? "text/event-stream" : NULL;
}

/**
 * ry_feed_dup_etag:
 * @self: a feed that has read nothing yet
 *
 * Returns: (transfer full): a tag that stands for the state of the database
 */
char *
ry_feed_dup_etag (RyFeed *self)
{
  g_autofree char *state =
      g_strdup_printf ("%" G_GINT64_FORMAT "-%s", ry_store_get_update_seq (self->store), self->uuid);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, state, -1);

  return g_strdup_printf ("\"%s\"", digest);
}

/**
 * ry_feed_get_query:
 * @self: a feed
 *
 * Returns: (transfer none): what is asked
 */
const RyFeedQuery *
ry_feed_get_query (RyFeed *self)
{
  return &self->query;
}

/**
 * ry_feed_get_store:
 * @self: a feed
 *
 * Returns: (transfer none): the database
 */
RyStore *
ry_feed_get_store (RyFeed *self)
{
  return self->store;
}

/**
 * ry_feed_append_seq:
 * @out: where to append
 * @uuid: the database's uuid
 * @seq: a sequence
 *
 * Appends the sequence as JSON.
 */
void
ry_feed_append_seq (GString *out, const char *uuid, gint64 seq)
{
  g_string_append_printf (out, "\"%" G_GINT64_FORMAT "-%.*s\"", seq, TAG_LENGTH, uuid);
}

/**
 * ry_feed_append_update_seq:
 * @out: where to append
 * @store: the database
 * @error: (nullable): what the store says
 *
 * Appends the database's sequence at present as JSON.
 *
 * Returns: whether it could be found out
 */
gboolean
ry_feed_append_update_seq (GString *out, RyStore *store, GError **error)
{
  const char *uuid = get_uuid (store, error);

  if (uuid == NULL)
    return FALSE;
  ry_feed_append_seq (out, uuid, ry_store_get_update_seq (store));
  return TRUE;
}

/**
 * ry_feed_parse_seq:
 * @store: the database
 * @text: what a client gives as `since`
 * @seq: (out): the sequence
 * @error: (nullable): %RY_ERROR_BAD_REQUEST for what this database did not make
 *
 * Returns: whether the reader may go on from there
 */
gboolean
ry_feed_parse_seq (RyStore *store, const char *text, gint64 *seq, GError **error)
{
  gint64 newest = ry_store_get_update_seq (store);
  const char *uuid = get_uuid (store, error);
  g_autofree char *copy = g_strdup (text);
  gsize length = strlen (copy);
  char *bare = copy;
  char *hyphen;

  if (uuid == NULL)
    return FALSE;
  /* CouchDB takes the JSON string too, with its quotation marks. */
  if (length >= 2 && copy[0] == '"' && copy[length - 1] == '"') {
    copy[length - 1] = '\0';
    bare = copy + 1;
  }
  *seq = 0;
  if (g_str_equal (bare, "0"))
    return TRUE;
  if (g_str_equal (bare, "now")) {
    *seq = newest;
    return TRUE;
  }
  hyphen = strchr (bare, '-');
  if (hyphen != NULL) {
    *hyphen = '\0';
    if (strlen (hyphen + 1) == TAG_LENGTH && strncmp (hyphen + 1, uuid, TAG_LENGTH) == 0 &&
        g_ascii_string_to_signed (bare, 10, 0, newest, seq, NULL))
      return TRUE;
  }
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Malformed sequence supplied in 'since' parameter.");
  return FALSE;
}

/**
 * ry_feed_query_clear:
 * @query: what is asked of a feed
 *
 * Gives up what it owns.
 */
void
ry_feed_query_clear (RyFeedQuery *query)
{
  g_clear_pointer (&query->ids, g_hash_table_unref);
  g_clear_pointer (&query->selector, ry_selector_unref);
}
