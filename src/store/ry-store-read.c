/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading documents, their revisions and the feed of changes. Every function takes a reader for itself and
 * may be called in any thread.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

#define FIND_ROW    "SELECT row, seq, deleted, rev, tree FROM docs WHERE id = ?1"
#define FIND_SHOWN  "SELECT rev, deleted, seq, body, attachments FROM docs WHERE id = ?1"
#define FIND_WINNER "SELECT rev, deleted, seq, body, attachments FROM docs WHERE row = ?1"
#define FIND_REV    "SELECT rev, deleted, 0, body, attachments FROM revs WHERE row = ?1 AND rev = ?2"

/* What is told out of a document's tree. */
#define NEEDS_TREE (RY_GET_REVISIONS | RY_GET_CONFLICTS | RY_GET_DELETED_CONFLICTS | RY_GET_REVS_INFO)

static gboolean
fail_not_found (const char *reason, GError **error)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, reason);
  return FALSE;
}

/* Makes a document of a row of (rev, deleted, seq, body, attachments). */
static RyDocument *
create_from_statement (const char *id, RyStatement *statement)
{
  RyDocument *document =
      ry_document_new (id, _ry_statement_get_text (statement, 0), sqlite3_column_int (statement, 1) != 0,
                       _ry_statement_get_text (statement, 3), sqlite3_column_bytes (statement, 3));

  _ry_document_set_seq (document, sqlite3_column_int64 (statement, 2));
  _ry_document_take_stored_attachments (document, _ry_statement_get_text (statement, 4));
  return document;
}

/* Reads one revision's content, wherever it lies. */
static RyDocument *
read_revision (RyDb *db, const char *id, const RyDocRow *row, const char *rev, GError **error)
{
  gboolean winner = strcmp (rev, row->rev) == 0;
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, winner ? FIND_WINNER : FIND_REV, error);
  g_autoptr (GError) inner = NULL;
  RyDocument *document;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, row->row);
  if (!winner)
    _ry_statement_bind_text (statement, 2, rev);
  if (!_ry_db_next (db, statement, &inner)) {
    if (inner != NULL)
      g_propagate_error (error, g_steal_pointer (&inner));
    else
      fail_not_found ("missing", error);
    return NULL;
  }
  document = create_from_statement (id, statement);
  _ry_document_set_seq (document, row->seq);
  return document;
}

/* CouchDB's `_revs_info`: the revision and those before it, and of each whether its content is here. */
static char *
describe_revs (RyRevTree *tree, const char *rev)
{
  g_auto (GStrv) history = ry_rev_tree_dup_history (tree, rev);
  GString *out = g_string_new ("[");

  for (guint i = 0; history[i] != NULL; i++) {
    RyRevTreeNode node = { 0 };

    ry_rev_tree_find (tree, history[i], &node);
    g_string_append (out, i > 0 ? ",{\"rev\":" : "{\"rev\":");
    ry_json_append_string (out, history[i]);
    g_string_append_printf (out, ",\"status\":\"%s\"}",
                            !node.stored   ? "missing"
                            : node.deleted ? "deleted"
                                           : "available");
  }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

/* No more of it than the limit says, though the tree is only cut when it is written the next time. */
static GStrv
dup_history (RyStore *store, RyRevTree *tree, const char *rev)
{
  GStrv history = ry_rev_tree_dup_history (tree, rev);
  guint n = g_strv_length (history), limit = ry_store_get_revs_limit (store);

  while (n > limit)
    g_clear_pointer (&history[--n], g_free);
  return history;
}

static RyDocument *
read_with_flags (RyReader *reader,
                 const char *id,
                 const RyDocRow *row,
                 RyRevTree *tree,
                 const char *rev,
                 RyGet flags,
                 GError **error)
{
  RyDocument *document = read_revision (reader->db, id, row, rev, error);

  if (document == NULL)
    return NULL;
  if ((flags & RY_GET_REVISIONS) != 0)
    _ry_document_take_history (document, dup_history (reader->store, tree, rev));
  if ((flags & RY_GET_CONFLICTS) != 0)
    _ry_document_take_conflicts (document, ry_rev_tree_dup_conflicts (tree));
  if ((flags & RY_GET_DELETED_CONFLICTS) != 0)
    _ry_document_take_deleted_conflicts (document, ry_rev_tree_dup_deleted_conflicts (tree));
  if ((flags & RY_GET_REVS_INFO) != 0)
    _ry_document_take_revs_info (document, describe_revs (tree, rev));
  return document;
}

/* Finds a document and its tree; an error where there is none. */
static RyRevTree *
find_tree (RyDb *db, const char *id, RyDocRow *row, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (_ry_store_find_row (db, id, row, &inner))
    return _ry_doc_row_parse_tree (row, error);
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    fail_not_found ("missing", error);
  return NULL;
}

/* A document for each revision whose content is here. */
static GPtrArray *
read_revisions (RyReader *reader,
                const char *id,
                const RyDocRow *row,
                RyRevTree *tree,
                const char *const *revs,
                RyGet flags,
                GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);

  for (guint i = 0; revs[i] != NULL; i++) {
    g_autoptr (GError) inner = NULL;
    RyDocument *document = read_with_flags (reader, id, row, tree, revs[i], flags, &inner);

    if (document != NULL) {
      g_ptr_array_add (documents, document);
    } else if (!g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  }
  return g_steal_pointer (&documents);
}

/* What was asked for, each once; with LATEST, the leaves that came from it. */
static GStrv
choose_revisions (RyRevTree *tree, const char *const *revs, RyGet flags)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (revs == NULL)
    return ry_rev_tree_dup_leaves (tree);
  for (guint i = 0; revs[i] != NULL; i++) {
    g_auto (GStrv) found =
        (flags & RY_GET_LATEST) != 0 ? ry_rev_tree_dup_leaves_of (tree, revs[i]) : g_new0 (char *, 2);

    if ((flags & RY_GET_LATEST) == 0)
      found[0] = g_strdup (revs[i]);
    for (guint k = 0; found[k] != NULL; k++)
      if (!g_ptr_array_find_with_equal_func (chosen, found[k], g_str_equal, NULL))
        g_ptr_array_add (chosen, g_strdup (found[k]));
  }
  g_ptr_array_add (chosen, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&chosen), FALSE);
}

static RyChange *
create_change (RyStatement *statement, GError **error)
{
  g_autoptr (RyRevTree) tree = NULL;
  const char *tree_text = _ry_statement_get_text (statement, 4);
  const char *rev = _ry_statement_get_text (statement, 3);
  RyChange *change;

  if (tree_text != NULL && (tree = ry_rev_tree_parse (tree_text, error)) == NULL)
    return NULL;
  change = g_new0 (RyChange, 1);
  change->seq = sqlite3_column_int64 (statement, 0);
  change->id = g_strdup (_ry_statement_get_text (statement, 1));
  change->deleted = sqlite3_column_int (statement, 2) != 0;
  if (tree != NULL) {
    change->revs = ry_rev_tree_dup_leaves (tree);
  } else {
    change->revs = g_new0 (char *, 2);
    change->revs[0] = g_strdup (rev);
  }
  return change;
}

/* Finds the row of @id. FALSE without an error where there is none. */
gboolean
_ry_store_find_row (RyDb *db, const char *id, RyDocRow *row, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, FIND_ROW, error);

  if (statement == NULL)
    return FALSE;
  _ry_statement_bind_text (statement, 1, id);
  if (!_ry_db_next (db, statement, error))
    return FALSE;
  row->row = sqlite3_column_int64 (statement, 0);
  row->seq = sqlite3_column_int64 (statement, 1);
  row->deleted = sqlite3_column_int (statement, 2) != 0;
  row->rev = g_strdup (_ry_statement_get_text (statement, 3));
  row->tree_text = g_strdup (_ry_statement_get_text (statement, 4));
  return TRUE;
}

void
_ry_doc_row_clear (RyDocRow *row)
{
  g_clear_pointer (&row->rev, g_free);
  g_clear_pointer (&row->tree_text, g_free);
}

/* Most documents have one revision; its tree is not written down. */
RyRevTree *
_ry_store_tree_from (const char *rev, gboolean deleted, const char *tree_text, GError **error)
{
  const char *path[] = { rev, NULL };
  RyRevTree *tree;

  if (tree_text != NULL)
    return ry_rev_tree_parse (tree_text, error);
  tree = ry_rev_tree_new ();
  ry_rev_tree_merge (tree, path, deleted);
  return tree;
}

RyRevTree *
_ry_doc_row_parse_tree (const RyDocRow *row, GError **error)
{
  return _ry_store_tree_from (row->rev, row->deleted, row->tree_text, error);
}

/* What most readers want: the winner as it is. One look, without its tree. */
static RyDocument *
read_shown (RyStore *self, const char *id, RyGet flags, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement = reader != NULL ? _ry_db_prepare (reader->db, FIND_SHOWN, error) : NULL;
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  _ry_statement_bind_text (statement, 1, id);
  if (_ry_db_next (reader->db, statement, &inner)) {
    if (sqlite3_column_int (statement, 1) == 0 || (flags & RY_GET_DELETED) != 0)
      return create_from_statement (id, statement);
    fail_not_found ("deleted", error);
  } else if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
  } else {
    fail_not_found ("missing", error);
  }
  return NULL;
}

/**
 * ry_store_get:
 * @self: a store
 * @id: a document
 * @rev: (nullable): one of its revisions, or %NULL for the winner
 * @flags: what to answer
 * @error: return location for an error
 *
 * Returns: (transfer full): the document, or %NULL with %RY_ERROR_NOT_FOUND, whose message is CouchDB's
 * reason: "missing" or "deleted"
 */
RyDocument *
ry_store_get (RyStore *self, const char *id, const char *rev, RyGet flags, GError **error)
{
  g_autoptr (RyReader) reader = NULL;
  g_autoptr (RyRevTree) tree = NULL;
  g_autofree char *asked = NULL;
  g_auto (RyDocRow) row = { 0 };

  if (rev == NULL && (flags & NEEDS_TREE) == 0)
    return read_shown (self, id, flags, error);
  if ((reader = _ry_store_lend_snapshot (self, error)) == NULL)
    return NULL;
  if ((tree = find_tree (reader->db, id, &row, error)) == NULL)
    return NULL;
  if (rev == NULL && row.deleted && (flags & RY_GET_DELETED) == 0) {
    fail_not_found ("deleted", error);
    return NULL;
  }
  asked = rev != NULL ? ry_rev_normalise (rev) : g_strdup (row.rev);
  if (asked == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
    return NULL;
  }
  if (rev != NULL && (flags & RY_GET_LATEST) != 0) {
    g_auto (GStrv) leaves = ry_rev_tree_dup_leaves_of (tree, asked);

    /* Of a revision that is not known, the latest is the winner. */
    return read_with_flags (reader, id, &row, tree, leaves[0] != NULL ? leaves[0] : row.rev, flags, error);
  }
  return read_with_flags (reader, id, &row, tree, asked, flags, error);
}

/**
 * ry_store_get_open_revs:
 * @self: a store
 * @id: a document
 * @revs: (nullable) (array zero-terminated=1): revisions, or %NULL for all leaves
 * @flags: what to answer; with %RY_GET_LATEST, for a revision that is no leaf, the leaves that came from it
 * @error: return location for an error
 *
 * Deleted revisions are answered too. What is not here is left out of the answer.
 *
 * Returns: (transfer full) (element-type RyDocument): what was found, each revision once, in the order of
 * @revs, or %NULL with %RY_ERROR_NOT_FOUND where there is no such document
 */
GPtrArray *
ry_store_get_open_revs (RyStore *self, const char *id, const char *const *revs, RyGet flags, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_snapshot (self, error);
  g_autoptr (RyRevTree) tree = NULL;
  g_auto (GStrv) chosen = NULL;
  g_auto (RyDocRow) row = { 0 };

  if (reader == NULL)
    return NULL;
  if ((tree = find_tree (reader->db, id, &row, error)) == NULL)
    return NULL;
  chosen = choose_revisions (tree, revs, flags);
  return read_revisions (reader, id, &row, tree, (const char *const *) chosen, flags, error);
}

/**
 * ry_store_get_all_revs:
 * @self: a store
 * @id: a document
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyDocument): every revision whose content is here, the greatest
 * first, or %NULL with %RY_ERROR_NOT_FOUND
 */
GPtrArray *
ry_store_get_all_revs (RyStore *self, const char *id, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_snapshot (self, error);
  g_autoptr (RyRevTree) tree = NULL;
  g_auto (GStrv) revs = NULL;
  g_auto (RyDocRow) row = { 0 };

  if (reader == NULL)
    return NULL;
  if ((tree = find_tree (reader->db, id, &row, error)) == NULL)
    return NULL;
  revs = ry_rev_tree_dup_all (tree);
  return read_revisions (reader, id, &row, tree, (const char *const *) revs, RY_GET_PLAIN, error);
}

/**
 * ry_store_get_ancestor:
 * @self: a store
 * @id: a document
 * @rev_a: one of its revisions
 * @rev_b: another
 * @error: return location for an error
 *
 * Returns: (transfer full): the newest revision from which both came and whose content is here: the base of a
 * merge; %NULL with %RY_ERROR_NOT_FOUND where there is none
 */
RyDocument *
ry_store_get_ancestor (RyStore *self, const char *id, const char *rev_a, const char *rev_b, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_snapshot (self, error);
  g_autoptr (RyRevTree) tree = NULL;
  g_autofree char *ancestor = NULL;
  g_auto (RyDocRow) row = { 0 };

  if (reader == NULL)
    return NULL;
  if ((tree = find_tree (reader->db, id, &row, error)) == NULL)
    return NULL;
  ancestor = ry_rev_tree_dup_ancestor (tree, rev_a, rev_b);
  if (ancestor != NULL)
    return read_revision (reader->db, id, &row, ancestor, error);
  fail_not_found ("missing", error);
  return NULL;
}

/**
 * ry_store_get_changes:
 * @self: a store
 * @since: a sequence; 0 for the beginning, or descending for the end
 * @limit: at most so many, 0 for all
 * @descending: the latest first
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyChange): the documents changed after @since, or descending before it,
 * each once, at its latest sequence
 */
GPtrArray *
ry_store_get_changes (RyStore *self, gint64 since, guint limit, gboolean descending, GError **error)
{
  static const char up[] = "SELECT seq, id, deleted, rev, tree FROM docs WHERE seq > ?1 ORDER BY seq LIMIT ?2";
  static const char down[] = "SELECT seq, id, deleted, rev, tree FROM docs WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement =
      reader != NULL ? _ry_db_prepare (reader->db, descending ? down : up, error) : NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_change_free);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, descending && since == 0 ? G_MAXINT64 : since);
  sqlite3_bind_int64 (statement, 2, limit > 0 ? (gint64) limit : -1);
  while (inner == NULL && _ry_db_next (reader->db, statement, &inner)) {
    RyChange *change = create_change (statement, &inner);

    if (change != NULL)
      g_ptr_array_add (changes, change);
  }
  if (inner == NULL)
    return g_steal_pointer (&changes);
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), _ ("Reading changes: "));
  return NULL;
}

/**
 * ry_change_free:
 * @change: (nullable): a change
 */
void
ry_change_free (RyChange *change)
{
  if (change == NULL)
    return;
  g_free (change->id);
  g_strfreev (change->revs);
  g_free (change);
}

/**
 * ry_store_get_revs_diff:
 * @self: a store
 * @id: a document, which need not be here
 * @revs: (array zero-terminated=1): revisions
 * @error: return location for an error
 *
 * Returns: (transfer full): which of @revs the store has never heard of; free with ry_revs_diff_free()
 */
RyRevsDiff *
ry_store_get_revs_diff (RyStore *self, const char *id, const char *const *revs, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyRevTree) tree = NULL;
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_autoptr (GError) inner = NULL;
  g_auto (RyDocRow) row = { 0 };
  RyRevsDiff *diff;
  guint highest = 0;

  if (reader == NULL)
    return NULL;
  if (_ry_store_find_row (reader->db, id, &row, &inner))
    tree = _ry_doc_row_parse_tree (&row, &inner);
  if (inner != NULL) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return NULL;
  }
  for (guint i = 0; revs[i] != NULL; i++) {
    g_autofree char *rev = ry_rev_normalise (revs[i]);
    const char *sig;
    guint pos;

    if (tree != NULL && rev != NULL && ry_rev_tree_find (tree, rev, NULL))
      continue;
    if (ry_rev_split (revs[i], &pos, &sig))
      highest = MAX (highest, pos);
    g_ptr_array_add (missing, g_strdup (revs[i]));
  }
  g_ptr_array_add (missing, NULL);
  diff = g_new0 (RyRevsDiff, 1);
  diff->missing = (GStrv) g_ptr_array_free (g_steal_pointer (&missing), FALSE);
  diff->possible_ancestors = tree != NULL ? ry_rev_tree_dup_possible_ancestors (tree, highest) : g_new0 (char *, 1);
  return diff;
}

/**
 * ry_revs_diff_free:
 * @diff: (nullable): what ry_store_get_revs_diff() answered
 */
void
ry_revs_diff_free (RyRevsDiff *diff)
{
  if (diff == NULL)
    return;
  g_strfreev (diff->missing);
  g_strfreev (diff->possible_ancestors);
  g_free (diff);
}
