/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tombstones that still say something. A deletion is a revision like any other and may carry members: which, is the
 * matter of whoever deletes. They stand in no list and no search; they are only found here.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>

/* A body too deep to be looked into says nothing. */
#define SAID "CASE WHEN json_valid(body) THEN json_extract(body, '$.' || ?1) END"

static RyStatement *
prepare (RyDb *db, const char *member, const char *since, guint limit, GError **error)
{
  static const char sql[] = "SELECT id, rev, seq, body, attachments FROM docs WHERE deleted = 1 AND " SAID " >= ?2 "
                            "ORDER BY " SAID " DESC, id LIMIT ?3";
  RyStatement *statement = _ry_db_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  _ry_statement_bind_text (statement, 1, member);
  _ry_statement_bind_text (statement, 2, since);
  sqlite3_bind_int64 (statement, 3, limit > 0 ? (gint64) limit : -1);
  return statement;
}

/**
 * ry_store_get_deleted:
 * @self: a store
 * @member: a member of tombstones, as `deleted_at`
 * @since: its least value, compared as text
 * @limit: at most so many, 0 for all
 * @error: return location for an error
 *
 * Looks through all tombstones; for a thread where there may be many.
 *
 * Returns: (transfer full) (element-type RyDocument): the deleted documents whose tombstone has @member at @since or
 *   later, the latest first
 */
GPtrArray *
ry_store_get_deleted (RyStore *self, const char *member, const char *since, guint limit, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement = reader != NULL ? prepare (reader->db, member, since, limit, error) : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  while (_ry_db_next (reader->db, statement, &inner)) {
    RyDocument *document =
        ry_document_new (_ry_statement_get_text (statement, 0), _ry_statement_get_text (statement, 1), TRUE,
                         _ry_statement_get_text (statement, 3), sqlite3_column_bytes (statement, 3));

    _ry_document_set_seq (document, sqlite3_column_int64 (statement, 2));
    _ry_document_take_stored_attachments (document, _ry_statement_get_text (statement, 4));
    g_ptr_array_add (documents, document);
  }
  if (inner == NULL)
    return g_steal_pointer (&documents);
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), _ ("Listing deletions: "));
  return NULL;
}
