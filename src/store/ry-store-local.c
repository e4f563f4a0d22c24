/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Local documents: the checkpoints of replications, and settings of this store. They have no tree, no
 * sequence and no event, and never travel. Their ids are kept without `_local/`.
 */
#include "ry-store-private.h"

#include <string.h>

#include "ry-error.h"

#define PUT_LOCAL    "INSERT OR REPLACE INTO locals (id, rev, body) VALUES (?1, ?2, ?3)"
#define DELETE_LOCAL "DELETE FROM locals WHERE id = ?1 RETURNING id"

typedef struct {
  RyTransaction transaction;
  const char *id;
  RyDocument *document;
} LocalCall;

static const char *
skip_prefix (const char *id)
{
  return g_str_has_prefix (id, "_local/") ? id + strlen ("_local/") : id;
}

/* Makes a document of a row of (id, rev, body). */
static RyDocument *
create_local (RyStatement *statement)
{
  g_autofree char *id = g_strconcat ("_local/", _ry_statement_get_text (statement, 0), NULL);
  g_autofree char *rev = g_strdup_printf ("0-%" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (statement, 1));

  return ry_document_new (id, rev, FALSE, _ry_statement_get_text (statement, 2), sqlite3_column_bytes (statement, 2));
}

static gboolean
put_local_inside (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  LocalCall *call = data;

  if (!_ry_document_check_body (call->document, error))
    return FALSE;
  *result = _ry_store_put_local_in (call->transaction.store->writer, call->document, error);
  return *result != NULL;
}

static gboolean
delete_local_in (RyDb *db, const char *id, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, DELETE_LOCAL, error);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  _ry_statement_bind_text (statement, 1, skip_prefix (id));
  if (_ry_db_next (db, statement, &inner))
    return TRUE;
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  return FALSE;
}

static gboolean
delete_local_inside (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  LocalCall *call = data;

  return delete_local_in (call->transaction.store->writer, call->id, error);
}

/* The last writer wins, and its number goes up by one from what it had read, as CouchDB has it. */
char *
_ry_store_put_local_in (RyDb *db, RyDocument *document, GError **error)
{
  const char *id = ry_document_get_id (document);
  const char *rev = ry_document_get_rev (document);
  g_autoptr (RyStatement) statement = NULL;
  gint64 number = 0;
  const char *body;
  gsize length;

  if (rev != NULL &&
      (!g_str_has_prefix (rev, "0-") || !g_ascii_string_to_signed (rev + 2, 10, 0, G_MAXINT64 - 1, &number, NULL))) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Invalid rev format");
    return NULL;
  }
  if (ry_document_get_attachments (document) != NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "_local documents do not accept attachments.");
    return NULL;
  }
  if (ry_document_get_deleted (document))
    return delete_local_in (db, id, error) ? g_strdup ("0-0") : NULL;
  if ((statement = _ry_db_prepare (db, PUT_LOCAL, error)) == NULL)
    return NULL;
  body = ry_document_get_body (document, &length);
  _ry_statement_bind_text (statement, 1, skip_prefix (id));
  sqlite3_bind_int64 (statement, 2, number + 1);
  sqlite3_bind_text (statement, 3, body, (int) length, SQLITE_STATIC);
  return _ry_db_run (db, statement, error) ? g_strdup_printf ("0-%" G_GINT64_FORMAT, number + 1) : NULL;
}

/**
 * ry_store_get_local:
 * @self: a store
 * @id: a local document's id, with or without `_local/`
 * @error: return location for an error
 *
 * Returns: (transfer full): the document, or %NULL with %RY_ERROR_NOT_FOUND and the reason "missing", word
 * for word what replicators look for
 */
RyDocument *
ry_store_get_local (RyStore *self, const char *id, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement =
      reader != NULL ? _ry_db_prepare (reader->db, "SELECT id, rev, body FROM locals WHERE id = ?1", error) : NULL;
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  _ry_statement_bind_text (statement, 1, skip_prefix (id));
  if (_ry_db_next (reader->db, statement, &inner))
    return create_local (statement);
  if (inner == NULL)
    g_set_error_literal (&inner, RY_ERROR, RY_ERROR_NOT_FOUND, "missing");
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

/**
 * ry_store_put_local:
 * @self: a store
 * @document: a document whose id may begin with `_local/`
 * @error: return location for an error
 *
 * Writes a document that stays in this store: no tree, no sequence, no event.
 *
 * Returns: (transfer full): its new revision, `0-N`, or %NULL with %RY_ERROR_BAD_REQUEST and the like
 */
char *
ry_store_put_local (RyStore *self, RyDocument *document, GError **error)
{
  LocalCall call = { { self, put_local_inside, g_free }, NULL, document };
  gpointer rev = NULL;

  return _ry_store_transact (&call.transaction, &rev, NULL, error) ? rev : NULL;
}

/**
 * ry_store_delete_local:
 * @self: a store
 * @id: a local document's id, with or without `_local/`
 * @error: return location for an error
 *
 * Returns: whether it is gone now; %FALSE with %RY_ERROR_NOT_FOUND where it was not there
 */
gboolean
ry_store_delete_local (RyStore *self, const char *id, GError **error)
{
  LocalCall call = { { self, delete_local_inside, g_free }, id, NULL };

  return _ry_store_transact (&call.transaction, NULL, NULL, error);
}

/**
 * ry_store_get_locals:
 * @self: a store
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyDocument): all local documents by their ids
 */
GPtrArray *
ry_store_get_locals (RyStore *self, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement =
      reader != NULL ? _ry_db_prepare (reader->db, "SELECT id, rev, body FROM locals ORDER BY id", error) : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  while (_ry_db_next (reader->db, statement, &inner))
    g_ptr_array_add (documents, create_local (statement));
  if (inner == NULL)
    return g_steal_pointer (&documents);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}
