/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table by document, kept as one `_local` document named after the server. It is saved before a checkpoint
 * passes what it speaks of. What is wanted again is marked and taken by the next run, which either settles it or
 * notes it anew.
 */
#include "ry-refusals.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

typedef struct {
  RyRefusal refusal;
  gboolean wanted;
  gboolean silent; /* lost for the first time: it may come yet */
  char *withdrawn; /* the revision that took the change back, or NULL */
} Entry;

struct _RyRefusals {
  /* Owned */
  RyStore *store;
  char *id;

  /* Under lock */
  GMutex lock;
  GHashTable *entries;
  char *account;
  gboolean changed;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->refusal.id);
  g_free (entry->refusal.rev);
  g_clear_error (&entry->refusal.error);
  g_free (entry->withdrawn);
  g_free (entry);
}

static RyErrorCode
find_code (const char *word)
{
  for (int code = RY_ERROR_FAILED; code < RY_N_ERRORS; code++)
    if (g_strcmp0 (ry_error_get_word (code), word) == 0)
      return code;
  return RY_ERROR_FAILED;
}

static void
load_entry_cb (JsonObject *docs, const char *id, JsonNode *node, gpointer data)
{
  RyRefusals *self = data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *reason = object != NULL ? ry_json_get_string (object, "reason") : NULL;
  Entry *entry;

  if (reason == NULL)
    return;
  entry = g_new0 (Entry, 1);
  entry->refusal.id = g_strdup (id);
  entry->refusal.rev = g_strdup (ry_json_get_string (object, "rev"));
  entry->refusal.incoming = ry_json_get_boolean (object, "incoming", FALSE);
  entry->refusal.when = ry_json_get_int (object, "when", 0);
  entry->refusal.error = g_error_new_literal (RY_ERROR, find_code (ry_json_get_string (object, "error")), reason);
  entry->withdrawn = g_strdup (ry_json_get_string (object, "withdrawn"));
  entry->silent = ry_json_get_boolean (object, "silent", FALSE);
  g_hash_table_replace (self->entries, entry->refusal.id, entry);
}

static void
load (RyRefusals *self)
{
  g_autoptr (RyDocument) document = ry_store_get_local (self->store, self->id, NULL);
  JsonObject *root = document != NULL ? ry_document_get_root (document) : NULL;
  JsonObject *docs = root != NULL ? ry_json_get_object (root, "docs") : NULL;

  if (docs == NULL)
    return;
  self->account = g_strdup (ry_json_get_string (root, "account"));
  json_object_foreach_member (docs, load_entry_cb, self);
}

/* With the lock held. */
static RyDocument *
build_document (RyRefusals *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonObject *docs = json_object_new ();
  GHashTableIter iter;
  Entry *entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry)) {
    JsonObject *object = json_object_new ();

    ry_json_set_string (object, "rev", entry->refusal.rev);
    json_object_set_string_member (object, "error", ry_error_get_word (entry->refusal.error->code));
    json_object_set_string_member (object, "reason", entry->refusal.error->message);
    json_object_set_boolean_member (object, "incoming", entry->refusal.incoming);
    json_object_set_int_member (object, "when", entry->refusal.when);
    if (entry->withdrawn != NULL)
      json_object_set_string_member (object, "withdrawn", entry->withdrawn);
    if (entry->silent)
      json_object_set_boolean_member (object, "silent", TRUE);
    json_object_set_object_member (docs, entry->refusal.id, object);
  }
  ry_json_set_string (root, "account", self->account);
  json_object_set_object_member (root, "docs", docs);
  return ry_document_new_from_root (self->id, NULL, FALSE, root);
}

static int
compare_refusals (gconstpointer a, gconstpointer b)
{
  const RyRefusal *left = *(RyRefusal *const *) a, *right = *(RyRefusal *const *) b;

  if (left->when != right->when)
    return left->when < right->when ? 1 : -1;
  return strcmp (left->id, right->id);
}

/**
 * ry_refusals_new:
 * @store: the near database
 * @server: the server's address
 * @database: the far database's name
 *
 * Returns: (transfer full): what is known from earlier runs
 */
RyRefusals *
ry_refusals_new (RyStore *store, const char *server, const char *database)
{
  RyRefusals *self = g_atomic_rc_box_new0 (RyRefusals);
  g_autofree char *place = g_strconcat (server, database, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, place, -1);

  g_mutex_init (&self->lock);
  self->store = g_object_ref (store);
  self->id = g_strconcat ("_local/refused-", digest, NULL);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  load (self);
  return self;
}

/**
 * ry_refusals_ref:
 * @self: refusals
 *
 * Returns: (transfer full): the same
 */
RyRefusals *
ry_refusals_ref (RyRefusals *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  RyRefusals *self = data;

  g_object_unref (self->store);
  g_hash_table_unref (self->entries);
  g_free (self->id);
  g_free (self->account);
  g_mutex_clear (&self->lock);
}

/**
 * ry_refusals_unref:
 * @self: refusals
 */
void
ry_refusals_unref (RyRefusals *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
want_all (RyRefusals *self)
{
  GHashTableIter iter;
  Entry *entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    entry->wanted = TRUE;
}

/**
 * ry_refusals_set_account:
 * @self: refusals
 * @account: (nullable): who is logged in, and with which roles; %NULL for nobody
 *
 * Another account may do other things: where it is not the one that was refused, all is wanted again.
 */
void
ry_refusals_set_account (RyRefusals *self, const char *account)
{
  g_mutex_lock (&self->lock);
  if (g_strcmp0 (self->account, account) != 0) {
    g_free (self->account);
    self->account = g_strdup (account);
    self->changed = self->changed || g_hash_table_size (self->entries) > 0;
    want_all (self);
  }
  g_mutex_unlock (&self->lock);
}

static gboolean
is_shown (const Entry *entry)
{
  return entry->withdrawn == NULL && !entry->silent;
}

static gboolean
is_lost (const Entry *entry)
{
  return entry->refusal.incoming && entry->refusal.error->code == RY_ERROR_NOT_FOUND;
}

/* With the lock held. */
static Entry *
put_entry (RyRefusals *self, const char *id, const char *rev, gboolean incoming, const GError *reason)
{
  Entry *entry = g_new0 (Entry, 1);
  Entry *before = g_hash_table_lookup (self->entries, id);

  entry->refusal.id = g_strdup (id);
  entry->refusal.rev = g_strdup (rev);
  entry->refusal.incoming = incoming;
  entry->refusal.error = g_error_copy (reason);
  entry->refusal.when = g_get_real_time ();
  if (before != NULL && rev != NULL && g_strcmp0 (before->withdrawn, rev) == 0)
    entry->withdrawn = g_steal_pointer (&before->withdrawn);
  g_hash_table_replace (self->entries, entry->refusal.id, entry);
  self->changed = TRUE;
  return entry;
}

/**
 * ry_refusals_note:
 * @self: refusals
 * @id: a document
 * @rev: (nullable): the revision that was refused
 * @incoming: whether it was refused here
 * @reason: why
 */
void
ry_refusals_note (RyRefusals *self, const char *id, const char *rev, gboolean incoming, const GError *reason)
{
  g_mutex_lock (&self->lock);
  put_entry (self, id, rev, incoming, reason);
  g_mutex_unlock (&self->lock);
}

/**
 * ry_refusals_note_lost:
 * @self: refusals
 * @id: a document
 * @rev: (nullable): a revision that the source lists and could not give
 * @reason: what it said
 *
 * It may come yet: the first time it is to be tried again soon. A revision that cannot be had the second time either
 * stays behind like one that was refused, so that it does not hold up all that comes after it.
 *
 * Returns: whether to give it up
 */
gboolean
ry_refusals_note_lost (RyRefusals *self, const char *id, const char *rev, const GError *reason)
{
  Entry *entry;
  gboolean again;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, id);
  again = entry != NULL && is_lost (entry) && g_strcmp0 (entry->refusal.rev, rev) == 0;
  put_entry (self, id, rev, TRUE, reason)->silent = !again;
  g_mutex_unlock (&self->lock);
  return again;
}

/**
 * ry_refusals_want_lost:
 * @self: refusals
 *
 * Has the next run ask once more for what the source could not give.
 */
void
ry_refusals_want_lost (RyRefusals *self)
{
  GHashTableIter iter;
  Entry *entry;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    entry->wanted = entry->wanted || is_lost (entry);
  g_mutex_unlock (&self->lock);
}

/**
 * ry_refusals_withdraw:
 * @self: refusals
 * @id: a document that stays behind
 * @rev: the revision that says again what the other end has
 *
 * A person took the change back. There is nothing left to be said of the document, even where the other end refuses
 * that revision too; with another revision there is.
 */
void
ry_refusals_withdraw (RyRefusals *self, const char *id, const char *rev)
{
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, id);
  if (entry != NULL) {
    g_free (entry->withdrawn);
    entry->withdrawn = g_strdup (rev);
    self->changed = TRUE;
  }
  g_mutex_unlock (&self->lock);
}

/**
 * ry_refusals_settle:
 * @self: refusals
 * @id: a document that both ends have now
 */
void
ry_refusals_settle (RyRefusals *self, const char *id)
{
  g_mutex_lock (&self->lock);
  self->changed = g_hash_table_remove (self->entries, id) || self->changed;
  g_mutex_unlock (&self->lock);
}

/**
 * ry_refusals_has:
 * @self: refusals
 * @id: a document
 *
 * Returns: whether it stays behind
 */
gboolean
ry_refusals_has (RyRefusals *self, const char *id)
{
  gboolean has;
  Entry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, id);
  has = entry != NULL && entry->withdrawn == NULL;
  g_mutex_unlock (&self->lock);
  return has;
}

/**
 * ry_refusals_count:
 * @self: refusals
 *
 * Returns: how many documents stay behind
 */
guint
ry_refusals_count (RyRefusals *self)
{
  GHashTableIter iter;
  Entry *entry;
  guint n = 0;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    n += is_shown (entry);
  g_mutex_unlock (&self->lock);
  return n;
}

/**
 * ry_refusals_dup_all:
 * @self: refusals
 *
 * Returns: (transfer full) (element-type RyRefusal): all of them, the newest first
 */
GPtrArray *
ry_refusals_dup_all (RyRefusals *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_refusal_free);
  GHashTableIter iter;
  Entry *entry;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    if (is_shown (entry))
      g_ptr_array_add (all, ry_refusal_copy (&entry->refusal));
  g_mutex_unlock (&self->lock);
  g_ptr_array_sort (all, compare_refusals);
  return all;
}

/**
 * ry_refusals_retry:
 * @self: refusals
 *
 * Has the next runs offer all of them again.
 */
void
ry_refusals_retry (RyRefusals *self)
{
  g_mutex_lock (&self->lock);
  want_all (self);
  g_mutex_unlock (&self->lock);
}

/**
 * ry_refusals_wants:
 * @self: refusals
 * @incoming: which direction
 *
 * Returns: whether ry_refusals_dup_wanted() would give any
 */
gboolean
ry_refusals_wants (RyRefusals *self, gboolean incoming)
{
  GHashTableIter iter;
  Entry *entry;
  gboolean wants = FALSE;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->entries);
  while (!wants && g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    wants = entry->wanted && !entry->refusal.incoming == !incoming;
  g_mutex_unlock (&self->lock);
  return wants;
}

/**
 * ry_refusals_dup_wanted:
 * @self: refusals
 * @incoming: which direction
 *
 * Returns: (transfer full): the documents to be offered again; they stay wanted until they are settled or noted
 */
GStrv
ry_refusals_dup_wanted (RyRefusals *self, gboolean incoming)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GHashTableIter iter;
  Entry *entry;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    if (entry->wanted && !entry->refusal.incoming == !incoming)
      g_strv_builder_add (ids, entry->refusal.id);
  g_mutex_unlock (&self->lock);
  return g_strv_builder_end (ids);
}

/**
 * ry_refusals_save:
 * @self: refusals
 *
 * Keeps what has changed; blocks while the store writes it.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
ry_refusals_save (RyRefusals *self, GError **error)
{
  g_autoptr (RyDocument) document = NULL;
  g_autofree char *rev = NULL;

  g_mutex_lock (&self->lock);
  if (self->changed)
    document = build_document (self);
  self->changed = FALSE;
  g_mutex_unlock (&self->lock);
  if (document == NULL)
    return TRUE;
  rev = ry_store_put_local (self->store, document, error);
  return rev != NULL;
}

/**
 * ry_refusal_copy:
 * @refusal: one
 *
 * Returns: (transfer full): a copy
 */
RyRefusal *
ry_refusal_copy (const RyRefusal *refusal)
{
  RyRefusal *copy = g_new0 (RyRefusal, 1);

  copy->id = g_strdup (refusal->id);
  copy->rev = g_strdup (refusal->rev);
  copy->incoming = refusal->incoming;
  copy->error = g_error_copy (refusal->error);
  copy->when = refusal->when;
  return copy;
}

/**
 * ry_refusal_free:
 * @refusal: one
 */
void
ry_refusal_free (RyRefusal *refusal)
{
  g_free (refusal->id);
  g_free (refusal->rev);
  g_clear_error (&refusal->error);
  g_free (refusal);
}
