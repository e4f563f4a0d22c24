/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing. One call is, or is part of, one transaction in the lane. A fault of one document is that document's
 * answer; a fault of the disk undoes the whole call.
 *
 * Sequences are given inside the transaction, and there is one writer, so that no reader can see a later
 * sequence before an earlier one.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-attachment-private.h"
#include "ry-error.h"
#include "ry-json.h"

#define INSERT_DOC                                                                                                     \
  "INSERT INTO docs (id, seq, deleted, n_conflicts, rev, kind, tree, body, attachments) "                              \
  "VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8)"
#define UPDATE_WINNER                                                                                                  \
  "UPDATE docs SET seq = ?2, deleted = ?3, n_conflicts = ?4, rev = ?5, kind = ?6, tree = ?7, body = ?8, "              \
  "attachments = ?9 WHERE row = ?1"
#define UPDATE_TREE      "UPDATE docs SET seq = ?2, n_conflicts = ?3, tree = ?4 WHERE row = ?1"
#define UPDATE_TREE_ONLY "UPDATE docs SET tree = ?2 WHERE row = ?1"
#define INSERT_REV       "INSERT OR REPLACE INTO revs (row, rev, deleted, body, attachments) VALUES (?1, ?2, ?3, ?4, ?5)"
#define DEMOTE_WINNER                                                                                                  \
  "INSERT OR REPLACE INTO revs (row, rev, deleted, body, attachments) "                                                \
  "SELECT row, rev, deleted, body, attachments FROM docs WHERE row = ?1"
#define READ_WINNER "SELECT body FROM docs WHERE row = ?1"
#define READ_REV    "SELECT body, attachments FROM revs WHERE row = ?1 AND rev = ?2"
#define DELETE_REV  "DELETE FROM revs WHERE row = ?1 AND rev = ?2"

/* Calls with more documents than this have a transaction to themselves. */
#define MAX_SHARED 16
/* From here on half of the preparing, some microseconds for each, is worth a thread, some tens of them. */
#define MIN_DIVIDED 128

/* What can be known of a document before it is in the lane, so that the lane is free for others meanwhile. */
typedef struct {
  gboolean good; /* the body has been looked at, and may be written */
  char *rev;     /* of an edit that grows from the revision it names */
  RyKey *keys;
} Prepared;

/* One call. */
typedef struct {
  RyTransaction transaction;
  GPtrArray *documents;
  gboolean new_edits;
  Prepared *prepared; /* one for each document, or NULL */
} Write;

/* One document on its way into its row. */
typedef struct {
  Write *write;
  RyDb *db;
  RyDocument *document;
  const Prepared *prepared;
  char *rev;  /* its revision as it will be kept */
  GStrv path; /* @rev and those before it, newest first */
  RyDocRow row;
  gboolean exists;
  RyRevTree *tree;
  RyDocument *attached; /* @document with its attachments settled */
} Entry;

static void
clear_entry (Entry *entry)
{
  g_free (entry->rev);
  g_strfreev (entry->path);
  _ry_doc_row_clear (&entry->row);
  ry_rev_tree_free (entry->tree);
  ry_document_unref (entry->attached);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, clear_entry)

static gboolean
fail_conflict (GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_CONFLICT, "Document update conflict.");
  return FALSE;
}

/* The same edit makes the same revision wherever it is made. */
static char *
compute_rev (RyDocument *document, const char *parent, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  GPtrArray *attachments = ry_document_get_attachments (document);
  g_autofree char *canonical = NULL;
  const char *body, *sig;
  gsize length;
  guint pos = 0;

  body = ry_document_get_body (document, &length);
  if ((canonical = ry_json_canonical (body, (gssize) length, error)) == NULL)
    return NULL;
  g_checksum_update (checksum, (const guchar *) (ry_document_get_deleted (document) ? "1\n" : "0\n"), 2);
  g_checksum_update (checksum, (const guchar *) (parent != NULL ? parent : ""), -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) canonical, -1);
  if (attachments != NULL) {
    g_autoptr (GString) signature = g_string_new (NULL);

    _ry_attachments_append_signature (attachments, signature);
    g_checksum_update (checksum, (const guchar *) signature->str, -1);
  }
  ry_rev_split (parent, &pos, &sig);
  return g_strdup_printf ("%u-%s", pos + 1, g_checksum_get_string (checksum));
}

/* Where a new edit grows from; %NULL for a first revision. FALSE where it grows from no leaf. */
static gboolean
find_parent (Entry *entry, const char **parent, GError **error)
{
  const char *rev = ry_document_get_rev (entry->document);
  RyRevTreeNode node;

  *parent = NULL;
  if (!entry->exists)
    return rev == NULL || fail_conflict (error);
  if (rev == NULL) {
    /* A document that was deleted comes back as the deletion's next revision. */
    *parent = entry->row.rev;
    return entry->row.deleted || fail_conflict (error);
  }
  *parent = rev;
  return (ry_rev_tree_find (entry->tree, rev, &node) && node.leaf) || fail_conflict (error);
}

/* Settles what is attached. From here on the entry's document is one with whole stubs. */
static gboolean
attach (Entry *entry, const char *const *ancestors, guint generation, GError **error)
{
  RyAttaching attaching = { entry->document, entry->exists ? &entry->row : NULL, ancestors, generation,
                            entry->write->new_edits };
  g_autoptr (GPtrArray) attachments = NULL;

  if (ry_document_get_attachments (entry->document) == NULL &&
      !(_ry_document_is_silent (entry->document) && entry->exists && ancestors[0] != NULL))
    return TRUE;
  if ((attachments = _ry_store_resolve_attachments (entry->write->transaction.store, entry->db, &attaching, error)) ==
      NULL)
    return FALSE;
  entry->attached = ry_document_with_attachments (entry->document, attachments);
  entry->document = entry->attached;
  return TRUE;
}

/* A new edit: its revision is computed here and grows from a leaf. */
static gboolean
plan_edit (Entry *entry, GError **error)
{
  const char *parent, *sig;
  guint pos = 0;

  if (!find_parent (entry, &parent, error))
    return FALSE;
  ry_rev_split (parent, &pos, &sig);
  if (!attach (entry, (const char *[]){ parent, NULL }, pos + 1, error))
    return FALSE;
  if (entry->prepared != NULL && entry->attached == NULL &&
      g_strcmp0 (parent, ry_document_get_rev (entry->document)) == 0)
    entry->rev = g_strdup (entry->prepared->rev);
  if (entry->rev == NULL)
    entry->rev = compute_rev (entry->document, parent, error);
  if (entry->rev == NULL)
    return FALSE;
  entry->path = g_new0 (char *, 3);
  entry->path[0] = g_strdup (entry->rev);
  entry->path[1] = g_strdup (parent);
  return TRUE;
}

/* A revision made elsewhere: it comes with its name and its history, and is never a conflict. */
static gboolean
plan_replica (Entry *entry, GError **error)
{
  const char *const *history = ry_document_get_history (entry->document);
  const char *rev = ry_document_get_rev (entry->document);
  RyRevTreeNode known;
  const char *sig;
  guint pos;

  if (!ry_rev_split (rev, &pos, &sig)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
    return FALSE;
  }
  entry->rev = g_strdup (rev);
  if (history != NULL && history[0] != NULL) {
    entry->path = g_strdupv ((GStrv) history);
  } else {
    entry->path = g_new0 (char *, 2);
    entry->path[0] = g_strdup (rev);
  }
  /* What is here already is not written again. */
  if (entry->exists && ry_rev_tree_find (entry->tree, entry->rev, &known) && known.stored)
    return TRUE;
  return attach (entry, (const char *const *) entry->path + 1, pos, error);
}

static void
bind_content (RyStatement *statement, int position, RyDocument *document)
{
  const char *body;
  gsize length;

  body = ry_document_get_body (document, &length);
  sqlite3_bind_text (statement, position, body, (int) length, SQLITE_STATIC);
  sqlite3_bind_text (statement, position + 1, _ry_document_dup_stored_attachments (document), -1, g_free);
}

/* Has lists follow the document from one winner to the next. */
static gboolean
change_keys (Entry *entry, RyDocument *old, RyDocument *new, GError **error)
{
  RyDocKeys keys = { entry->row.row, ry_document_get_id (entry->document) };

  if (old != NULL && !ry_document_get_deleted (old)) {
    keys.old_kind = ry_document_get_kind (old);
    keys.old_body = ry_document_get_body (old, NULL);
  }
  if (!ry_document_get_deleted (new)) {
    keys.new_kind = ry_document_get_kind (new);
    keys.new_body = ry_document_get_body (new, NULL);
    if (new == entry->document && entry->prepared != NULL)
      keys.new_keys = entry->prepared->keys;
  }
  return _ry_store_change_keys (entry->write->transaction.store, entry->db, &keys, error);
}

static gboolean
insert_document (Entry *entry, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (entry->db, INSERT_DOC, error);
  g_autofree char *tree_text = NULL;

  if (statement == NULL)
    return FALSE;
  if (entry->path[1] != NULL) {
    g_autoptr (GPtrArray) forgotten = NULL;

    entry->tree = ry_rev_tree_new ();
    ry_rev_tree_merge (entry->tree, (const char *const *) entry->path, ry_document_get_deleted (entry->document));
    forgotten = ry_rev_tree_stem (entry->tree, ry_store_get_revs_limit (entry->write->transaction.store));
    tree_text = ry_rev_tree_to_text (entry->tree);
  }
  _ry_statement_bind_text (statement, 1, ry_document_get_id (entry->document));
  sqlite3_bind_int64 (statement, 2, entry->write->transaction.store->next_seq);
  sqlite3_bind_int (statement, 3, ry_document_get_deleted (entry->document));
  _ry_statement_bind_text (statement, 4, entry->rev);
  _ry_statement_bind_text (statement, 5, ry_document_get_kind (entry->document));
  _ry_statement_bind_text (statement, 6, tree_text);
  bind_content (statement, 7, entry->document);
  if (!_ry_db_run (entry->db, statement, error))
    return FALSE;
  _ry_store_note_count (entry->write->transaction.store, 0, entry->write->transaction.store->next_seq++,
                        ry_document_get_deleted (entry->document));
  entry->row.row = sqlite3_last_insert_rowid (_ry_db_get_handle (entry->db));
  return change_keys (entry, NULL, entry->document, error);
}

static gboolean
insert_revision (Entry *entry, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (entry->db, INSERT_REV, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->row.row);
  _ry_statement_bind_text (statement, 2, entry->rev);
  sqlite3_bind_int (statement, 3, ry_document_get_deleted (entry->document));
  bind_content (statement, 4, entry->document);
  return _ry_db_run (entry->db, statement, error);
}

static gboolean
run_for_rev (Entry *entry, const char *sql, const char *rev, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (entry->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->row.row);
  if (rev != NULL)
    _ry_statement_bind_text (statement, 2, rev);
  return _ry_db_run (entry->db, statement, error);
}

static gboolean
update_tree (Entry *entry, const char *tree_text, guint n_conflicts, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (entry->db, UPDATE_TREE, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->row.row);
  sqlite3_bind_int64 (statement, 2, entry->write->transaction.store->next_seq);
  sqlite3_bind_int (statement, 3, (int) n_conflicts);
  _ry_statement_bind_text (statement, 4, tree_text);
  return _ry_db_run (entry->db, statement, error);
}

static gboolean
update_winner (Entry *entry, RyDocument *winner, const char *tree_text, guint n_conflicts, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (entry->db, UPDATE_WINNER, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->row.row);
  sqlite3_bind_int64 (statement, 2, entry->write->transaction.store->next_seq);
  sqlite3_bind_int (statement, 3, ry_document_get_deleted (winner));
  sqlite3_bind_int (statement, 4, (int) n_conflicts);
  _ry_statement_bind_text (statement, 5, ry_document_get_rev (winner));
  _ry_statement_bind_text (statement, 6, ry_document_get_kind (winner));
  _ry_statement_bind_text (statement, 7, tree_text);
  bind_content (statement, 8, winner);
  return _ry_db_run (entry->db, statement, error);
}

/* The content of the leaf that wins now: what just came, or what lay among the others and leaves them. */
static RyDocument *
take_winner (Entry *entry, const char *rev, gboolean deleted, GError **error)
{
  g_autoptr (RyStatement) statement = NULL;
  g_autoptr (RyDocument) winner = NULL;

  if (strcmp (rev, entry->rev) == 0)
    return ry_document_with (entry->document, NULL, rev);
  if ((statement = _ry_db_prepare (entry->db, READ_REV, error)) == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, entry->row.row);
  _ry_statement_bind_text (statement, 2, rev);
  if (!_ry_db_next (entry->db, statement, error)) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, RY_ERROR, RY_ERROR_CORRUPT, _ ("The content of a revision is lost."));
    return NULL;
  }
  winner =
      ry_document_new (NULL, rev, deleted, _ry_statement_get_text (statement, 0), sqlite3_column_bytes (statement, 0));
  _ry_document_take_stored_attachments (winner, _ry_statement_get_text (statement, 1));
  return run_for_rev (entry, DELETE_REV, rev, error) ? g_steal_pointer (&winner) : NULL;
}

static RyDocument *
read_winner (Entry *entry, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (entry->db, READ_WINNER, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, entry->row.row);
  if (!_ry_db_next (entry->db, statement, error))
    return NULL;
  return ry_document_new (NULL, NULL, entry->row.deleted, _ry_statement_get_text (statement, 0),
                          sqlite3_column_bytes (statement, 0));
}

static gboolean
change_winner (
    Entry *entry, const char *rev, gboolean deleted, const char *tree_text, guint n_conflicts, GError **error)
{
  g_autoptr (RyDocument) old = read_winner (entry, error);
  g_autoptr (RyDocument) winner = NULL;

  if (old == NULL || !run_for_rev (entry, DEMOTE_WINNER, NULL, error))
    return FALSE;
  winner = take_winner (entry, rev, deleted, error);
  return winner != NULL && update_winner (entry, winner, tree_text, n_conflicts, error) &&
         change_keys (entry, old, winner, error);
}

/* After the tree has grown: puts each content where it belongs and gives the document a new sequence. */
static gboolean
store_grown (Entry *entry, gboolean content_is_new, GError **error)
{
  g_autoptr (GPtrArray) forgotten =
      ry_rev_tree_stem (entry->tree, ry_store_get_revs_limit (entry->write->transaction.store));
  g_auto (GStrv) conflicts = ry_rev_tree_dup_conflicts (entry->tree);
  g_autofree char *tree_text = ry_rev_tree_to_text (entry->tree);
  g_autofree char *winner = NULL;
  gboolean deleted, done;

  winner = ry_rev_tree_dup_winner (entry->tree, &deleted);
  if (content_is_new && strcmp (winner, entry->rev) != 0 && !insert_revision (entry, error))
    return FALSE;
  _ry_store_note_count (entry->write->transaction.store, entry->row.seq, entry->write->transaction.store->next_seq,
                        deleted - entry->row.deleted);
  if (strcmp (winner, entry->row.rev) == 0)
    done = update_tree (entry, tree_text, g_strv_length (conflicts), error);
  else
    done = change_winner (entry, winner, deleted, tree_text, g_strv_length (conflicts), error);
  for (guint i = 0; done && i < forgotten->len; i++)
    done = run_for_rev (entry, DELETE_REV, g_ptr_array_index (forgotten, i), error);
  entry->write->transaction.store->next_seq += done;
  return done;
}

/* A revision that was known by name, inside the tree: no leaf changes, so that the feed has nothing to say. */
static gboolean
store_filled (Entry *entry, GError **error)
{
  g_autofree char *tree_text = ry_rev_tree_to_text (entry->tree);
  g_autoptr (RyStatement) statement = _ry_db_prepare (entry->db, UPDATE_TREE_ONLY, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, entry->row.row);
  _ry_statement_bind_text (statement, 2, tree_text);
  return _ry_db_run (entry->db, statement, error) && insert_revision (entry, error);
}

static gboolean
store_entry (Entry *entry, GError **error)
{
  RyRevTreeNode known = { 0 };

  if (!entry->exists)
    return insert_document (entry, error);
  ry_rev_tree_find (entry->tree, entry->rev, &known);
  switch (
      ry_rev_tree_merge (entry->tree, (const char *const *) entry->path, ry_document_get_deleted (entry->document))) {
  case RY_REV_TREE_GROWN:
    return store_grown (entry, !known.stored, error);
  case RY_REV_TREE_FILLED:
    return store_filled (entry, error);
  default:
    return TRUE;
  }
}

/* Writes one document; answers its revision. */
static char *
write_document (Write *write, RyDb *db, guint position, GError **error)
{
  RyDocument *document = g_ptr_array_index (write->documents, position);
  g_auto (Entry) entry = { write, db, document, write->prepared != NULL ? &write->prepared[position] : NULL };
  const char *id = ry_document_get_id (document);
  g_autoptr (GError) inner = NULL;

  if (!_ry_document_check_id (id, error))
    return NULL;
  if ((entry.prepared == NULL || !entry.prepared->good) && !_ry_document_check_body (document, error))
    return NULL;
  if (g_str_has_prefix (id, "_local/"))
    return _ry_store_put_local_in (db, document, error);
  entry.exists = _ry_store_find_row (db, id, &entry.row, &inner);
  if (inner == NULL && entry.exists)
    entry.tree = _ry_doc_row_parse_tree (&entry.row, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return NULL;
  }
  if (!(write->new_edits ? plan_edit (&entry, error) : plan_replica (&entry, error)) || !store_entry (&entry, error))
    return NULL;
  return g_steal_pointer (&entry.rev);
}

static GPtrArray *
write_documents (Write *write, RyDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_write_result_free);

  for (guint i = 0; i < write->documents->len; i++) {
    RyDocument *document = g_ptr_array_index (write->documents, i);
    RyWriteResult *result = g_new0 (RyWriteResult, 1);

    g_ptr_array_add (results, result);
    result->id = g_strdup (ry_document_get_id (document));
    result->rev = write_document (write, db, i, &result->error);
    if (result->error != NULL && !_ry_store_is_documents_fault (result->error)) {
      g_propagate_error (error, g_steal_pointer (&result->error));
      return NULL;
    }
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
  }
  return g_steal_pointer (&results);
}

static gboolean
write_inside (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  Write *write = data;

  *result = write_documents (write, write->transaction.store->writer, cancellable, error);
  if (*result == NULL)
    g_prefix_error_literal (error, _ ("Writing documents: "));
  return *result != NULL;
}

static Write
describe_write (RyStore *self, GPtrArray *documents, gboolean new_edits, guint source)
{
  Write write = { { self, write_inside, (GDestroyNotify) g_ptr_array_unref, source, documents->len > MAX_SHARED },
                  documents,
                  new_edits };

  return write;
}

static void
prepare_some (Write *write, guint from, guint to)
{
  for (guint i = from; i < to; i++) {
    RyDocument *document = g_ptr_array_index (write->documents, i);
    Prepared *prepared = &write->prepared[i];

    /* Whoever is not to be written is found, and told why, in the lane. */
    prepared->good = _ry_document_check_body (document, NULL);
    if (prepared->good && write->new_edits && ry_document_get_attachments (document) == NULL)
      prepared->rev = compute_rev (document, ry_document_get_rev (document), NULL);
    if (prepared->good)
      prepared->keys = _ry_store_collect_keys (write->transaction.store, document);
  }
}

static gpointer
prepare_second_half (gpointer data)
{
  Write *write = data;

  prepare_some (write, write->documents->len / 2, write->documents->len);
  return NULL;
}

/* Who sends many waits meanwhile, so that a core is often free. */
static void
prepare (Write *write)
{
  guint n = write->documents->len;
  GThread *helper = NULL;

  write->prepared = g_new0 (Prepared, n);
  if (n >= MIN_DIVIDED)
    helper = g_thread_try_new ("ry-prepare", prepare_second_half, write, NULL);
  prepare_some (write, 0, helper != NULL ? n / 2 : n);
  if (helper != NULL)
    g_thread_join (helper);
}

static void
free_prepared (Write *write)
{
  for (guint i = 0; i < write->documents->len; i++) {
    g_free (write->prepared[i].rev);
    _ry_store_free_keys (write->transaction.store, write->prepared[i].keys);
  }
  g_free (write->prepared);
}

static void
free_write (gpointer data)
{
  Write *write = data;

  g_ptr_array_unref (write->documents);
  g_free (write);
}

/**
 * ry_store_write:
 * @self: a store
 * @documents: (element-type RyDocument): what to write
 * @new_edits: %TRUE for edits made here: each must grow from a leaf that its `_rev` names, and gets a new
 * revision. %FALSE for revisions made elsewhere: they are merged into the trees as they are, and never
 * conflict
 * @source: who writes, for RyStore::committed
 * @cancellable: (nullable): a cancellable; what is cancelled is undone
 * @error: return location for an error
 *
 * Writes in one transaction. `_local/` documents may be among them.
 *
 * Returns: (transfer full) (element-type RyWriteResult): an answer for each document, in order: its revision,
 * or %RY_ERROR_CONFLICT or %RY_ERROR_BAD_REQUEST. %NULL where nothing was written at all:
 * %RY_ERROR_DISK_FULL, %RY_ERROR_CORRUPT, %RY_ERROR_BUSY
 */
GPtrArray *
ry_store_write (
    RyStore *self, GPtrArray *documents, gboolean new_edits, guint source, GCancellable *cancellable, GError **error)
{
  Write write = describe_write (self, documents, new_edits, source);
  gpointer results = NULL;

  prepare (&write);
  if (!_ry_store_transact (&write.transaction, &results, cancellable, error))
    results = NULL;
  free_prepared (&write);
  return results;
}

/**
 * ry_store_write_async:
 * @self: a store
 * @documents: (element-type RyDocument): what to write; not to be changed until it is done
 * @new_edits: as in ry_store_write()
 * @source: as in ry_store_write()
 * @cancellable: (nullable): a cancellable
 * @callback: called in the caller's main context
 * @user_data: given to @callback
 *
 * Writes as ry_store_write() does and does not wait.
 */
void
ry_store_write_async (RyStore *self,
                      GPtrArray *documents,
                      gboolean new_edits,
                      guint source,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Write *write = g_new (Write, 1);

  *write = describe_write (self, g_ptr_array_ref (documents), new_edits, source);
  _ry_store_transact_task (&write->transaction, task, free_write);
}

/**
 * ry_store_write_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyWriteResult): as ry_store_write() answers
 */
GPtrArray *
ry_store_write_finish (RyStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ry_write_result_free:
 * @result: (nullable): a result
 */
void
ry_write_result_free (RyWriteResult *result)
{
  if (result == NULL)
    return;
  g_free (result->id);
  g_free (result->rev);
  g_clear_error (&result->error);
  g_free (result);
}
