/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sequence up to which everything is there, and ranges above it that came from there (echoes of our pull),
 * sorted and apart. What is neither is unsent. The sequence is kept in a `_local` document named after the
 * server, and with it when both sides were last the same, for the time before the server answers the next run.
 */
#include "ry-sent.h"

#include "ry-json.h"

typedef struct {
  gint64 first;
  gint64 last;
} Range;

struct _RySent {
  /* Owned */
  RyStore *store;
  char *id;
  GArray *echoes;

  gint64 seq;
  gint64 saved;
  gint64 synced; /* when both were the same, in µs since 1970, 0 never */
  gint64 saved_synced;
  gint64 known; /* commits up to here have told us whose they are; later ones are not counted yet */
};

/* Ranges that begin at or below what is sent belong to it. */
static void
absorb_echoes (RySent *self)
{
  while (self->echoes->len > 0) {
    Range *range = &g_array_index (self->echoes, Range, 0);

    if (range->first > self->seq + 1)
      break;
    self->seq = MAX (self->seq, range->last);
    g_array_remove_index (self->echoes, 0);
  }
}

static gint64
count_after (RySent *self, gint64 seq)
{
  return MAX (ry_store_count_changes (self->store, seq, NULL), 0);
}

/**
 * ry_sent_new:
 * @store: a database
 * @server: the server's address
 * @database: the database's name there
 *
 * Returns: (transfer full): what is known from earlier runs
 */
RySent *
ry_sent_new (RyStore *store, const char *server, const char *database)
{
  RySent *self = g_new0 (RySent, 1);
  g_autofree char *place = g_strconcat (server, database, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, place, -1);
  g_autoptr (RyDocument) document = NULL;

  self->known = ry_store_get_update_seq (store);
  self->store = g_object_ref (store);
  self->id = g_strconcat ("_local/sent-", digest, NULL);
  self->echoes = g_array_new (FALSE, FALSE, sizeof (Range));
  document = ry_store_get_local (store, self->id, NULL);
  if (document != NULL) {
    self->seq = self->saved = ry_json_get_int (ry_document_get_root (document), "seq", 0);
    self->synced = self->saved_synced = ry_json_get_int (ry_document_get_root (document), "synced", 0);
  }
  return self;
}

/**
 * ry_sent_free:
 * @self: what ry_sent_new() gave
 */
void
ry_sent_free (RySent *self)
{
  g_object_unref (self->store);
  g_free (self->id);
  g_array_unref (self->echoes);
  g_free (self);
}

/**
 * ry_sent_note_commit:
 * @self: what is sent
 * @last: the last sequence of a commit that a person made here
 */
void
ry_sent_note_commit (RySent *self, gint64 last)
{
  self->known = MAX (self->known, last);
}

/**
 * ry_sent_note_echo:
 * @self: what is sent
 * @first: the first sequence of a commit that came from the server
 * @last: its last
 */
void
ry_sent_note_echo (RySent *self, gint64 first, gint64 last)
{
  Range range = { first, last };
  guint n = self->echoes->len;
  Range *latest = n > 0 ? &g_array_index (self->echoes, Range, n - 1) : NULL;

  /* Commits come in order, so a new range lies above all others. */
  if (latest != NULL && first <= latest->last + 1)
    latest->last = MAX (latest->last, last);
  else
    g_array_append_val (self->echoes, range);
  self->known = MAX (self->known, last);
  absorb_echoes (self);
}

/**
 * ry_sent_note_push:
 * @self: what is sent
 * @seq: the sequence a push has reached
 */
void
ry_sent_note_push (RySent *self, gint64 seq)
{
  self->seq = MAX (self->seq, seq);
  absorb_echoes (self);
}

/**
 * ry_sent_note_synced:
 * @self: what is sent
 * @when: when both were the same, in µs since 1970
 *
 * The next ry_sent_save() keeps it.
 */
void
ry_sent_note_synced (RySent *self, gint64 when)
{
  self->synced = when;
}

/**
 * ry_sent_get_synced:
 * @self: what is sent
 *
 * Returns: when both were last the same, in this run or an earlier one, in µs since 1970, 0 for never
 */
gint64
ry_sent_get_synced (RySent *self)
{
  return self->synced;
}

/**
 * ry_sent_get_seq:
 * @self: what is sent
 *
 * Returns: the sequence up to which everything is at the server
 */
gint64
ry_sent_get_seq (RySent *self)
{
  return self->seq;
}

/**
 * ry_sent_count:
 * @self: what is sent
 *
 * Returns: how many documents the server does not have as they are here
 */
gint64
ry_sent_count (RySent *self)
{
  gint64 unsent;

  if (self->known <= self->seq)
    return 0;
  unsent = count_after (self, self->seq) - count_after (self, self->known);
  for (guint i = 0; i < self->echoes->len && unsent > 0; i++) {
    Range *range = &g_array_index (self->echoes, Range, i);

    unsent -= count_after (self, range->first - 1) - count_after (self, range->last);
  }
  return MAX (unsent, 0);
}

/* Whether what has this sequence was made here and has not gone over. */
static gboolean
is_open (RySent *self, gint64 seq)
{
  if (seq <= self->seq || seq > self->known)
    return FALSE;
  for (guint i = 0; i < self->echoes->len; i++) {
    Range *range = &g_array_index (self->echoes, Range, i);

    if (seq >= range->first && seq <= range->last)
      return FALSE;
  }
  return TRUE;
}

/**
 * ry_sent_is_unsent:
 * @self: what is sent
 * @id: a document
 *
 * Costs one look into an index, and nothing where everything is sent.
 *
 * Returns: whether the server does not have it as it is here
 */
gboolean
ry_sent_is_unsent (RySent *self, const char *id)
{
  g_autoptr (RyDocument) document = NULL;

  if (self->known <= self->seq)
    return FALSE;
  document = ry_store_get (self->store, id, NULL, RY_GET_DELETED, NULL);
  return document != NULL && is_open (self, ry_document_get_seq (document));
}

typedef struct {
  RyStore *store;
  RyDocument *document;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->store);
  ry_document_unref (save->document);
  g_free (save);
}

static gboolean
save_cb (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Save *save = data;
  g_autofree char *rev = ry_store_put_local (save->store, save->document, error);

  return rev != NULL;
}

/**
 * ry_sent_save:
 * @self: what is sent
 * @wait: whether to return only when it is kept; a main thread does not wait
 *
 * Keeps it for the next run.
 */
void
ry_sent_save (RySent *self, gboolean wait)
{
  RyLane *lane = ry_store_get_lane (self->store);
  g_autofree char *body = NULL;
  Save *save;

  if (self->saved == self->seq && self->saved_synced == self->synced)
    return;
  self->saved = self->seq;
  self->saved_synced = self->synced;
  body = g_strdup_printf ("{\"seq\":%" G_GINT64_FORMAT ",\"synced\":%" G_GINT64_FORMAT "}", self->seq, self->synced);
  save = g_new0 (Save, 1);
  save->store = g_object_ref (self->store);
  save->document = ry_document_new (self->id, NULL, FALSE, body, -1);
  if (!wait) {
    ry_lane_run_async (lane, save_cb, save, save_free, NULL, NULL, NULL, NULL);
    return;
  }
  ry_lane_call (lane, save_cb, save, NULL, NULL, NULL);
  save_free (save);
}
