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
#define TAG_LENGTH     12

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
is_wanted (RyFeed *self, const RyChange *change)
{
  if (self->query.ids != NULL && !g_hash_table_contains (self->query.ids, change->id))
    return FALSE;
  return !self->query.designs_only || g_str_has_prefix (change->id, "_design/");
}

static gboolean
append_document (RyFeed *self, const RyChange *change, GString *out, GError **error)
{
  RyGet flags = RY_GET_DELETED | (self->query.conflicts ? RY_GET_CONFLICTS : 0);
  g_autoptr (RyDocument) document = ry_store_get (self->store, change->id, change->revs[0], flags, error);

  if (document == NULL)
    return FALSE;
  g_string_append (out, ",\"doc\":");
  ry_document_append_json (document, self->query.conflicts ? RY_DOCUMENT_JSON_CONFLICTS : 0, out);
  return TRUE;
}

static gboolean
append_row (RyFeed *self, const RyChange *change, GString *out, GError **error)
{
  if (self->query.mode != RY_FEED_CONTINUOUS && self->n_rows > 0)
    g_string_append (out, ",\n");
  g_string_append (out, "{\"seq\":");
  ry_feed_append_seq (out, self->uuid, change->seq);
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
  g_string_append (out, self->query.mode == RY_FEED_CONTINUOUS ? "}\n" : "}");
  self->n_rows++;
  return TRUE;
}

static void
ry_feed_finalize (GObject *object)
{
  RyFeed *self = RY_FEED (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->query.ids, g_hash_table_unref);

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
 * @query: what is asked; copied, with a reference on its ids
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
  self->seq = query->since;
  return self;
}

/**
 * ry_feed_read:
 * @self: a feed
 * @out: where to append rows
 * @at_end: (out): whether there is no more at this moment
 * @error: (nullable): what the store says
 *
 * Reads one piece. A descending feed is one piece.
 *
 * Returns: whether it could be read
 */
gboolean
ry_feed_read (RyFeed *self, GString *out, gboolean *at_end, GError **error)
{
  guint piece = self->query.descending ? 0 : ROWS_PER_PIECE;
  gboolean picky = self->query.ids != NULL || self->query.designs_only;
  g_autoptr (GPtrArray) changes = NULL;

  *at_end = TRUE;
  if (ry_feed_is_full (self))
    return TRUE;
  if (self->query.limit >= 0 && !picky && (piece == 0 || self->query.limit - self->n_rows < piece))
    piece = (guint) (self->query.limit - self->n_rows);

  changes = ry_store_get_changes (self->store, self->query.descending ? self->query.since : self->seq, piece,
                                  self->query.descending, error);
  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len && !ry_feed_is_full (self); i++) {
    RyChange *change = g_ptr_array_index (changes, i);

    if (is_wanted (self, change) && !append_row (self, change, out, error))
      return FALSE;
    self->seq = change->seq;
  }
  *at_end = self->query.descending || ry_feed_is_full (self) || changes->len < piece;
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
  if (self->query.mode != RY_FEED_CONTINUOUS)
    g_string_append (out, "{\"results\":[\n");
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
  gint64 pending = self->query.descending ? 0 : ry_store_count_changes (self->store, self->seq, error);

  if (pending < 0)
    return FALSE;
  g_string_append (out, self->query.mode == RY_FEED_CONTINUOUS ? "{\"last_seq\":" : "\n],\n\"last_seq\":");
  ry_feed_append_seq (out, self->uuid, self->seq);
  g_string_append_printf (out, ",\"pending\":%" G_GINT64_FORMAT "}\n", pending);
  return TRUE;
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
 * ry_feed_get_n_rows:
 * @self: a feed
 *
 * Returns: how many rows were written so far
 */
gint64
ry_feed_get_n_rows (RyFeed *self)
{
  return self->n_rows;
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
