/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the file is whole: what must agree with what, and a sentence for each fault. It reads and mends nothing.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-attachment-private.h"
#include "ry-error.h"

static void add_fault (GPtrArray *faults, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_fault (GPtrArray *faults, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (faults, g_strdup_vprintf (format, args));
  va_end (args);
}

/* After the last row: damage is a fault to be told, every other error ends the look. */
static gboolean
end_rows (GError **inner, const char *what, GPtrArray *faults, GError **error)
{
  if (*inner == NULL)
    return TRUE;
  if (g_error_matches (*inner, RY_ERROR, RY_ERROR_CORRUPT)) {
    add_fault (faults, "%s: %s", what, (*inner)->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (inner));
  return FALSE;
}

/* SQLite's own look at pages, order and indexes. */
static gboolean
check_file (RyDb *db, GPtrArray *faults, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, "PRAGMA integrity_check(20)", error);
  g_autoptr (GError) inner = NULL;
  gboolean damaged = FALSE;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner)) {
    if (g_strcmp0 (_ry_statement_get_text (statement, 0), "ok") == 0)
      continue;
    g_debug ("integrity_check: %s", _ry_statement_get_text (statement, 0));
    damaged = TRUE;
  }
  if (damaged && inner == NULL)
    add_fault (faults, _ ("The file itself is damaged. Restore the last backup."));
  return end_rows (&inner, _ ("The file"), faults, error);
}

/* One document against its tree: (id, rev, deleted, n_conflicts, tree, seq). */
static void
check_row (RyStatement *statement, GPtrArray *faults)
{
  const char *id = _ry_statement_get_text (statement, 0), *rev = _ry_statement_get_text (statement, 1);
  gboolean deleted, is_deleted = sqlite3_column_int (statement, 2) != 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (RyRevTree) tree = _ry_store_tree_from (rev, is_deleted, _ry_statement_get_text (statement, 4), &error);
  g_auto (GStrv) conflicts = NULL;
  g_autofree char *winner = NULL;

  if (tree == NULL) {
    add_fault (faults, "%s: %s", id, error->message);
    return;
  }
  winner = ry_rev_tree_dup_winner (tree, &deleted);
  conflicts = ry_rev_tree_dup_conflicts (tree);
  if (strcmp (winner, rev) != 0 || deleted != is_deleted)
    add_fault (faults, _ ("%s: shows %s, but %s wins in its tree"), id, rev, winner);
  if ((guint) sqlite3_column_int (statement, 3) != g_strv_length (conflicts))
    add_fault (faults, _ ("%s: the number of its conflicts is wrong"), id);
  if (sqlite3_column_int64 (statement, 5) <= 0)
    add_fault (faults, _ ("%s: its sequence is wrong"), id);
}

static gboolean
check_rows (RyDb *db, const char *sql, GPtrArray *faults, void (*check) (RyStatement *, GPtrArray *), GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner))
    check (statement, faults);
  return end_rows (&inner, _ ("Documents cannot be read"), faults, error);
}

static void
check_body (RyStatement *statement, GPtrArray *faults)
{
  add_fault (faults, _ ("%s: its content cannot be read"), _ry_statement_get_text (statement, 0));
}

static void
check_orphan (RyStatement *statement, GPtrArray *faults)
{
  add_fault (faults, _ ("A revision without document: %s"), _ry_statement_get_text (statement, 0));
}

/* A blob against its digest: (blob, digest, length). */
static gboolean
is_blob_whole (RyDb *db, gint64 blob, const char *digest, gint64 length, GError **error)
{
  g_autoptr (RyStatement) statement =
      _ry_db_prepare (db, "SELECT n, data FROM chunks WHERE blob = ?1 ORDER BY n", error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree char *found = NULL;
  gint64 total = 0, n = 0;
  gsize n_md5 = 16;
  guint8 md5[16];

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, blob);
  while (_ry_db_next (db, statement, error)) {
    int part = sqlite3_column_bytes (statement, 1);

    if (sqlite3_column_int64 (statement, 0) != n++ || total % RY_CHUNK_SIZE != 0)
      return FALSE;
    g_checksum_update (checksum, sqlite3_column_blob (statement, 1), part);
    total += part;
  }
  g_checksum_get_digest (checksum, md5, &n_md5);
  found = _ry_digest_to_text (md5);
  return total == length && strcmp (found, digest) == 0;
}

static gboolean
check_blobs (RyDb *db, GPtrArray *faults, GError **error)
{
  g_autoptr (RyStatement) statement =
      _ry_db_prepare (db, "SELECT blob, digest, length FROM blobs WHERE digest IS NOT NULL", error);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner)) {
    const char *digest = _ry_statement_get_text (statement, 1);

    if (!is_blob_whole (db, sqlite3_column_int64 (statement, 0), digest, sqlite3_column_int64 (statement, 2), &inner))
      add_fault (faults, _ ("The bytes of an attachment are damaged: %s"), digest);
    if (inner != NULL)
      break;
  }
  return end_rows (&inner, _ ("Attachments cannot be read"), faults, error);
}

/* What a revision tells of its attachments can be read, and, but on a desktop, the bytes are there. */
static void
check_stubs (RyStore *self, RyDb *db, RyStatement *statement, GPtrArray *faults)
{
  const char *id = _ry_statement_get_text (statement, 0);
  g_autoptr (GPtrArray) attachments = _ry_attachments_parse (_ry_statement_get_text (statement, 1), -1, NULL);

  if (attachments == NULL)
    add_fault (faults, _ ("%s: its attachments cannot be read"), id);
  for (guint i = 0; attachments != NULL && i < attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (attachments, i);

    if (attachment->digest == NULL)
      add_fault (faults, _ ("%s: an attachment has no digest"), id);
    else if ((self->flags & RY_STORE_SPARSE_ATTACHMENTS) == 0 &&
             !_ry_store_find_blob (db, attachment->digest, NULL, NULL, NULL))
      add_fault (faults, _ ("%s: the bytes of an attachment are missing: %s"), id, attachment->digest);
  }
}

static gboolean
check_all_stubs (RyStore *self, RyDb *db, GPtrArray *faults, GError **error)
{
  g_autoptr (RyStatement) statement =
      _ry_db_prepare (db,
                      "SELECT id, attachments FROM docs WHERE attachments IS NOT NULL UNION ALL "
                      "SELECT docs.id, revs.attachments FROM revs JOIN docs USING (row) "
                      "WHERE revs.attachments IS NOT NULL",
                      error);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner))
    check_stubs (self, db, statement, faults);
  return end_rows (&inner, _ ("Attachments cannot be read"), faults, error);
}

/* Lists must show each document once in each of its fields, and nothing else. */
static gboolean
check_keys (RyStore *self, RyDb *db, GPtrArray *faults, GError **error)
{
  g_autoptr (RyStatement) statement =
      _ry_db_prepare (db, "SELECT kind, count(*) FROM docs WHERE deleted = 0 AND kind IS NOT NULL GROUP BY kind",
                      error);
  g_autoptr (GError) inner = NULL;
  g_autofree char *fields = _ry_store_dup_counted_fields (self);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM keys WHERE field IN (%s)", fields);
  gint64 expected = 0;

  if (statement == NULL)
    return FALSE;
  while (_ry_db_next (db, statement, &inner))
    expected +=
        sqlite3_column_int64 (statement, 1) * _ry_store_count_keys (self, _ry_statement_get_text (statement, 0));
  if (inner == NULL && _ry_db_get_int (db, sql, 0, &inner) != expected && inner == NULL)
    add_fault (faults, _ ("The lists' indexes do not fit the documents"));
  if (inner == NULL || g_error_matches (inner, RY_ERROR, RY_ERROR_CORRUPT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static void
check_stray_key (RyStatement *statement, GPtrArray *faults)
{
  add_fault (faults, _ ("A list shows what is not there: %s"), _ry_statement_get_text (statement, 0));
}

/**
 * ry_store_check:
 * @self: a store
 * @faults: (element-type utf8): where to add a sentence for each fault
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks through the whole file: its pages and indexes, each document's tree and winner, each body, each attachment's
 * bytes against their digest.
 *
 * Returns: whether it could be looked through; what is wrong with it stands in @faults
 */
gboolean
ry_store_check (RyStore *self, GPtrArray *faults, GCancellable *cancellable, GError **error)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, cancellable, error);

  return reader != NULL && check_file (reader->db, faults, error) &&
         check_rows (reader->db, "SELECT id, rev, deleted, n_conflicts, tree, seq FROM docs", faults, check_row,
                     error) &&
         check_rows (reader->db, "SELECT id FROM docs WHERE NOT json_valid(body)", faults, check_body, error) &&
         check_rows (reader->db, "SELECT rev FROM revs WHERE row NOT IN (SELECT row FROM docs)", faults, check_orphan,
                     error) &&
         check_rows (reader->db, "SELECT id FROM keys WHERE row NOT IN (SELECT row FROM docs WHERE deleted = 0)",
                     faults, check_stray_key, error) &&
         check_keys (self, reader->db, faults, error) && check_all_stubs (self, reader->db, faults, error) &&
         check_blobs (reader->db, faults, error);
}
