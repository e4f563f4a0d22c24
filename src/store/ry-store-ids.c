/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents in the order of their ids: a range of them at a time, as a server's `_all_docs` pages through them.
 * Ids are ordered by their bytes.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>

/* An empty blob comes after every text, and so stands for an end that was not named. */
#define RANGE "id >= ?1 AND id <= ?2 AND id IS NOT ?3 AND id IS NOT ?4"

#define LIST_UP   "SELECT seq, id, rev FROM docs WHERE deleted = 0 AND " RANGE " ORDER BY id LIMIT ?5 OFFSET ?6"
#define LIST_DOWN "SELECT seq, id, rev FROM docs WHERE deleted = 0 AND " RANGE " ORDER BY id DESC LIMIT ?5 OFFSET ?6"
#define READ_UP                                                                                                        \
  "SELECT id, rev, deleted, seq, body, attachments FROM docs WHERE deleted = 0 AND " RANGE " ORDER BY id LIMIT ?5"
#define READ_DOWN                                                                                                      \
  "SELECT id, rev, deleted, seq, body, attachments FROM docs WHERE deleted = 0 AND " RANGE " ORDER BY id DESC LIMIT "  \
  "?5"
#define COUNT_ALL  "SELECT count(*) FROM docs WHERE " RANGE
#define COUNT_GONE "SELECT count(*) FROM docs WHERE deleted = 1 AND +" RANGE

static void
bind_range (RyStatement *statement, const RyIdRange *range)
{
  const char *low = range->descending ? range->end : range->start;
  const char *high = range->descending ? range->start : range->end;

  _ry_statement_bind_text (statement, 1, low != NULL ? low : "");
  if (high != NULL)
    _ry_statement_bind_text (statement, 2, high);
  else
    sqlite3_bind_zeroblob (statement, 2, 0);
  if (range->without_start && range->start != NULL)
    _ry_statement_bind_text (statement, 3, range->start);
  if (range->without_end && range->end != NULL)
    _ry_statement_bind_text (statement, 4, range->end);
}

static RyChange *
create_change (RyStatement *statement)
{
  RyChange *change = g_new0 (RyChange, 1);

  change->seq = sqlite3_column_int64 (statement, 0);
  change->id = g_strdup (_ry_statement_get_text (statement, 1));
  change->revs = g_new0 (char *, 2);
  change->revs[0] = g_strdup (_ry_statement_get_text (statement, 2));
  return change;
}

static RyDocument *
create_document (RyStatement *statement)
{
  RyDocument *document =
      ry_document_new (_ry_statement_get_text (statement, 0), _ry_statement_get_text (statement, 1), FALSE,
                       _ry_statement_get_text (statement, 4), sqlite3_column_bytes (statement, 4));

  _ry_document_set_seq (document, sqlite3_column_int64 (statement, 3));
  _ry_document_take_stored_attachments (document, _ry_statement_get_text (statement, 5));
  return document;
}

static gint64
count (RyDb *db, const char *sql, const RyIdRange *range, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);

  if (statement == NULL)
    return -1;
  bind_range (statement, range);
  return _ry_db_next (db, statement, error) ? sqlite3_column_int64 (statement, 0) : -1;
}

/**
 * ry_store_list_ids:
 * @self: a store
 * @range: which documents
 * @skip: so many are passed over first
 * @limit: at most so many, -1 for all
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyChange): the documents in the range that are not deleted, in order, each
 * with its winner
 */
GPtrArray *
ry_store_list_ids (RyStore *self, const RyIdRange *range, gint64 skip, gint64 limit, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement =
      reader != NULL ? _ry_db_prepare (reader->db, range->descending ? LIST_DOWN : LIST_UP, error) : NULL;
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_change_free);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  bind_range (statement, range);
  sqlite3_bind_int64 (statement, 5, limit);
  sqlite3_bind_int64 (statement, 6, skip);
  while (_ry_db_next (reader->db, statement, &inner))
    g_ptr_array_add (changes, create_change (statement));
  if (inner == NULL)
    return g_steal_pointer (&changes);
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), _ ("Listing documents: "));
  return NULL;
}

/**
 * ry_store_read_range:
 * @self: a store
 * @range: which documents
 * @limit: at most so many, -1 for all
 * @error: return location for an error
 *
 * One look for what ry_store_list_ids() and a ry_store_get() of each would need many for.
 *
 * Returns: (transfer full) (element-type RyDocument): the documents in the range that are not deleted, in order
 */
GPtrArray *
ry_store_read_range (RyStore *self, const RyIdRange *range, gint64 limit, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement =
      reader != NULL ? _ry_db_prepare (reader->db, range->descending ? READ_DOWN : READ_UP, error) : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  bind_range (statement, range);
  sqlite3_bind_int64 (statement, 5, limit);
  while (_ry_db_next (reader->db, statement, &inner))
    g_ptr_array_add (documents, create_document (statement));
  if (inner == NULL)
    return g_steal_pointer (&documents);
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), _ ("Reading documents: "));
  return NULL;
}

/**
 * ry_store_read_last_of:
 * @self: a store
 * @ranges: (array length=n_ranges): ranges, each with both ends
 * @n_ranges: how many
 * @error: return location for an error
 *
 * The last of each of many ranges, at one seek a range: what a table that keeps the newest of each would answer,
 * without anything to be kept.
 *
 * Returns: (transfer full) (element-type RyDocument): for each range its last document that is not deleted, or %NULL
 */
GPtrArray *
ry_store_read_last_of (RyStore *self, const RyIdRange *ranges, guint n_ranges, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement = reader != NULL ? _ry_db_prepare (reader->db, READ_DOWN, error) : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_full (n_ranges, (GDestroyNotify) ry_document_unref);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < n_ranges && inner == NULL; i++) {
    sqlite3_reset (statement);
    bind_range (statement, &ranges[i]);
    sqlite3_bind_int64 (statement, 5, 1);
    g_ptr_array_add (documents, _ry_db_next (reader->db, statement, &inner) ? create_document (statement) : NULL);
  }
  if (inner == NULL)
    return g_steal_pointer (&documents);
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), _ ("Reading documents: "));
  return NULL;
}

/**
 * ry_store_count_ids:
 * @self: a store
 * @range: which documents
 * @error: return location for an error
 *
 * The ids alone are counted in their index, and the deleted taken off, which is quicker than looking at each.
 *
 * Returns: how many documents of the range are not deleted, or -1
 */
gint64
ry_store_count_ids (RyStore *self, const RyIdRange *range, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  gint64 all, gone;

  if (reader == NULL || (all = count (reader->db, COUNT_ALL, range, error)) < 0 ||
      (gone = count (reader->db, COUNT_GONE, range, error)) < 0)
    return -1;
  return all - gone;
}
