/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists: which documents of a kind, in which order. The answer is rows, plain integers out of an index; a
 * list widget asks for the documents of the rows it shows.
 *
 * The order comes out of keys (ry-store-keys.c), so that no list reads a body. What has no value in the
 * member comes last either way; equals stand by id.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-error.h"
#include "ry-store-functions.h"
#include "ry-text.h"

#define MEMBER_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"

/*
 * A query put into SQL, with what is to be bound to its question marks. Rows come out of `t`, which is keys
 * where there is an index to order by, and docs otherwise; bodies come out of `b`.
 */
typedef struct {
  RyStore *store;
  const RyQuery *query;
  gint64 field; /* to order by, or 0 */
  GString *sql;
  GPtrArray *values; /* (element-type utf8) */
  gboolean searches;
  gboolean reads_bodies;
} Where;

static void
clear_where (Where *where)
{
  if (where->sql != NULL)
    g_string_free (where->sql, TRUE);
  g_clear_pointer (&where->values, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Where, clear_where)

static void
append_condition (Where *where, const char *sql, const char *value)
{
  g_string_append (where->sql, sql);
  g_ptr_array_add (where->values, g_strdup (value));
}

static void
append_body_condition (Where *where, const char *function, const char *member, const char *value)
{
  g_string_append_printf (where->sql, " AND %s(%s.body, '%s', ?)", function, where->field != 0 ? "b" : "t", member);
  g_ptr_array_add (where->values, g_strdup (value));
  where->reads_bodies = TRUE;
}

/* Words that the search index answers for. Text that folds to nothing asks for nothing. */
static void
append_search (Where *where, const char *words)
{
  g_autofree char *match = _ry_store_dup_search_query (words);

  if (match == NULL)
    return;
  where->searches = TRUE;
  append_condition (where, " AND t.row IN (SELECT rowid FROM search WHERE search MATCH ?)", match);
}

static gboolean
is_searched (Where *where, const char *member)
{
  const RySchemaSearch *search = _ry_store_schema_find_search (where->store->schema, where->query->kind);

  return search != NULL && g_ptr_array_find_with_equal_func (search->members, member, g_str_equal, NULL);
}

static void
append_contained (Where *where, const char *member, const char *text)
{
  g_autofree char *folded = ry_text_fold (text);

  if (*folded == '\0')
    return;
  /* The index leaves few bodies to be looked into. */
  if (is_searched (where, member))
    append_search (where, text);
  append_body_condition (where, "ry_member_has", member, folded);
}

/* Numbers and truth values are kept as numbers, text as text; what is asked for is text that may mean either. */
static void
append_indexed (Where *where, gint64 field, const char *value)
{
  const char *number = g_str_equal (value, "true") ? "1" : g_str_equal (value, "false") ? "0" : value;

  g_string_append_printf (where->sql, " AND t.row IN (SELECT row FROM keys WHERE field = %" G_GINT64_FORMAT " AND key ",
                          field);
  if (*value == '\0') {
    g_string_append (where->sql, "= x'')");
    return;
  }
  append_condition (where, "IN (?, ", value);
  append_condition (where, "CAST(? AS NUMERIC)))", number);
}

/* As JSON names it: `a.b` is "$.a.b". */
static char *
create_path (const char *member)
{
  g_auto (GStrv) names = g_strsplit (member, ".", -1);
  g_autofree char *path = g_strjoinv ("\".\"", names);

  return g_strdup_printf ("$.\"%s\"", path);
}

/* Both ends of a range at once: apart, each would be a list of nearly all that there is. */
static gboolean
append_range (Where *where, const char *condition, const char *next)
{
  gsize length = strspn (condition, MEMBER_CHARACTERS);
  g_autofree char *member = g_strndup (condition, length);
  gint64 field = _ry_store_find_field (where->store, where->query->kind, member, RY_INDEX_VALUE);

  if (field == 0 || next == NULL || condition[length] != '>' || strncmp (condition, next, length) != 0 ||
      next[length] != '<')
    return FALSE;
  g_string_append_printf (where->sql,
                          " AND t.row IN (SELECT row FROM keys WHERE field = %" G_GINT64_FORMAT " AND key > ", field);
  append_condition (where, "?", condition + length + 1);
  append_condition (where, " AND key < ?)", next + length + 1);
  return TRUE;
}

/* Before or after a text, by bytes; what has no value is neither. */
static void
append_compared (Where *where, const char *member, char comparison, const char *value)
{
  gint64 field = _ry_store_find_field (where->store, where->query->kind, member, RY_INDEX_VALUE);

  if (field == 0) {
    g_autofree char *path = create_path (member);

    g_string_append_printf (where->sql, " AND nullif(json_extract(%s.body, '%s'), '') %c ",
                            where->field != 0 ? "b" : "t", path, comparison);
    append_condition (where, "?", value);
    where->reads_bodies = TRUE;
    return;
  }
  g_string_append_printf (where->sql, " AND t.row IN (SELECT row FROM keys WHERE field = %" G_GINT64_FORMAT, field);
  g_string_append_printf (where->sql, " AND key < x'' AND key %c ", comparison);
  append_condition (where, "?)", value);
}

static gint64
find_field (Where *where, const char *member)
{
  gint64 field = _ry_store_find_field (where->store, where->query->kind, member, RY_INDEX_VALUE);

  return field != 0 ? field : _ry_store_find_field (where->store, where->query->kind, member, RY_INDEX_EACH);
}

/* The fields with a comma between, or NULL where one of the members has no index. */
static char *
list_fields (Where *where, GStrv members)
{
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = 0; members[i] != NULL; i++) {
    gint64 field = find_field (where, members[i]);

    if (field == 0)
      return NULL;
    g_string_append_printf (fields, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "", field);
  }
  return g_string_free (g_steal_pointer (&fields), FALSE);
}

static void
append_any_of_bodies (Where *where, GStrv members, GStrv values)
{
  const char *before = " AND (";

  for (guint i = 0; members[i] != NULL; i++) {
    g_autofree char *looked =
        g_strdup_printf ("ry_member_is(%s.body, '%s', ?)", where->field != 0 ? "b" : "t", members[i]);

    for (guint j = 0; values[j] != NULL; j++) {
      g_string_append (where->sql, before);
      append_condition (where, looked, values[j]);
      before = " OR ";
    }
  }
  g_string_append_c (where->sql, ')');
  where->reads_bodies = TRUE;
}

/* One of several values, as `status|todo|doing`; in one of several members, as `owner,others.owner|person:1`. */
static gboolean
append_any (Where *where, const char *members, const char *values, GError **error)
{
  g_auto (GStrv) names = g_strsplit (members, ",", -1);
  g_auto (GStrv) parts = g_strsplit (values, "|", -1);
  g_autofree char *fields = list_fields (where, names);

  if (parts[0] == NULL) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "No value is asked for");
    return FALSE;
  }
  if (fields == NULL) {
    append_any_of_bodies (where, names, parts);
    return TRUE;
  }
  g_string_append_printf (where->sql, " AND t.row IN (SELECT row FROM keys WHERE field IN (%s)", fields);
  for (guint i = 0; parts[i] != NULL; i++)
    append_condition (where, i == 0 ? " AND key IN (?" : ", ?", parts[i]);
  g_string_append (where->sql, "))");
  return TRUE;
}

static void
append_equal (Where *where, const char *member, const char *value)
{
  gint64 field = _ry_store_find_field (where->store, where->query->kind, member, RY_INDEX_VALUE);

  if (field == 0 && *value != '\0')
    field = _ry_store_find_field (where->store, where->query->kind, member, RY_INDEX_EACH);
  if (field != 0)
    append_indexed (where, field, value);
  else
    append_body_condition (where, "ry_member_is", member, value);
}

static gboolean
append_where (Where *where, const char *condition, GError **error)
{
  gsize length = strspn (condition, MEMBER_CHARACTERS ",");
  g_autofree char *member = g_strndup (condition, length);

  if (length == 0 || condition[length] == '\0' || strchr ("=~<>|", condition[length]) == NULL ||
      (condition[length] != '|' && strchr (member, ',') != NULL)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "A condition is written member=value or member~text");
    return FALSE;
  }
  if (condition[length] == '<' || condition[length] == '>')
    append_compared (where, member, condition[length], condition + length + 1);
  else if (condition[length] == '|')
    return append_any (where, member, condition + length + 1, error);
  else if (condition[length] == '=')
    append_equal (where, member, condition + length + 1);
  else
    append_contained (where, member, condition + length + 1);
  return TRUE;
}

/* The field to order by: by reading where there is an index of both forms. */
static gint64
find_order (RyStore *self, const RyQuery *query)
{
  gint64 field = 0;

  if (query->order != NULL && query->kind != NULL)
    field = _ry_store_find_field (self, query->kind, query->order, RY_INDEX_READING);
  if (query->order != NULL && query->kind != NULL && field == 0)
    field = _ry_store_find_field (self, query->kind, query->order, RY_INDEX_VALUE);
  return field;
}

static gboolean
build_where (Where *where, RyStore *self, const RyQuery *query, gboolean ordered, GError **error)
{
  where->store = self;
  where->query = query;
  where->field = ordered ? find_order (self, query) : 0;
  where->sql = g_string_new (NULL);
  where->values = g_ptr_array_new_with_free_func (g_free);
  if (where->field != 0) {
    /* Only what is not deleted, and of this kind, has a key in the field. */
    g_string_append_printf (where->sql, "t.field = %" G_GINT64_FORMAT, where->field);
  } else {
    char *kind = query->kind != NULL ? sqlite3_mprintf (" AND t.kind = %Q", query->kind) : NULL;

    g_string_append_printf (where->sql, "t.deleted = 0%s", kind != NULL ? kind : "");
    sqlite3_free (kind);
  }
  for (guint i = 0; query->where != NULL && query->where[i] != NULL; i++) {
    if (append_range (where, query->where[i], query->where[i + 1]))
      i++;
    else if (!append_where (where, query->where[i], error))
      return FALSE;
  }
  if (query->text != NULL)
    append_search (where, query->text);
  return TRUE;
}

static RyStatement *
prepare_where (RyDb *db, const Where *where, const char *sql, GError **error)
{
  RyStatement *statement = _ry_db_prepare (db, sql, error);

  for (guint i = 0; statement != NULL && i < where->values->len; i++)
    _ry_statement_bind_text (statement, (int) i + 1, g_ptr_array_index (where->values, i));
  return statement;
}

static gboolean
collect_rows (RyDb *db, const Where *where, const char *sql, GArray *rows, GError **error)
{
  g_autoptr (RyStatement) statement = prepare_where (db, where, sql, error);
  g_autoptr (GError) inner = NULL;

  while (statement != NULL && _ry_db_next (db, statement, &inner)) {
    gint64 row = sqlite3_column_int64 (statement, 0);

    g_array_append_val (rows, row);
  }
  if (inner == NULL)
    return statement != NULL;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static const char *
get_direction (const RyQuery *query)
{
  return query->descending ? "DESC" : "ASC";
}

/* By id, or by a member without index, for which every body is looked into. */
static char *
create_plain_sql (const Where *where)
{
  const RyQuery *query = where->query;
  gint64 limit = query->limit > 0 ? (gint64) query->limit : -1;
  g_autofree char *path = create_path (query->order != NULL ? query->order : "");
  g_autofree char *value = g_strdup_printf ("nullif(json_extract(t.body, '%s'), '')", path);
  g_autofree char *order = g_strdup_printf ("%s IS NULL, %s %s, ", value, value, get_direction (query));

  return g_strdup_printf ("SELECT t.row FROM docs AS t WHERE %s ORDER BY %s t.id %s LIMIT %" G_GINT64_FORMAT,
                          where->sql->str, query->order != NULL ? order : "", get_direction (query), limit);
}

/* A walk along a field: the part with a value, or the part without. */
static char *
create_field_sql (const Where *where, gboolean with_value, gint64 limit)
{
  const char *direction = get_direction (where->query);

  return g_strdup_printf ("SELECT t.row FROM keys AS t%s WHERE %s AND t.key %s x'' ORDER BY t.key %s, t.id "
                          "%s LIMIT %" G_GINT64_FORMAT,
                          where->reads_bodies ? " CROSS JOIN docs AS b ON b.row = t.row" : "", where->sql->str,
                          with_value ? "<" : "=", direction, direction, limit);
}

/* Those with a value first, then those without, in either direction. */
static gboolean
collect_ordered (RyDb *db, const Where *where, GArray *rows, GError **error)
{
  g_autofree char *with = NULL, *without = NULL;
  gint64 limit = where->query->limit > 0 ? (gint64) where->query->limit : -1;

  if (where->field == 0) {
    with = create_plain_sql (where);
    return collect_rows (db, where, with, rows, error);
  }
  with = create_field_sql (where, TRUE, limit);
  if (!collect_rows (db, where, with, rows, error))
    return FALSE;
  if (limit > 0 && rows->len >= limit)
    return TRUE;
  without = create_field_sql (where, FALSE, limit > 0 ? limit - rows->len : -1);
  return collect_rows (db, where, without, rows, error);
}

/* Builds the condition, and has the search index up to date where it is asked. */
static gboolean
prepare_query (
    RyStore *self, const RyQuery *query, gboolean ordered, Where *where, GCancellable *cancellable, GError **error)
{
  if (query->order != NULL && query->order[strspn (query->order, MEMBER_CHARACTERS)] != '\0') {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Lists are ordered by a member's name");
    return FALSE;
  }
  return build_where (where, self, query, ordered, error) &&
         (!where->searches || _ry_store_catch_up_search (self, cancellable, error));
}

/**
 * ry_store_query_rows:
 * @self: a store
 * @query: a question
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the rows of the documents that answer, in order; %NULL with
 *   %RY_ERROR_BAD_REQUEST where a condition cannot be understood
 */
GArray *
ry_store_query_rows (RyStore *self, const RyQuery *query, GCancellable *cancellable, GError **error)
{
  g_auto (Where) where = { 0 };
  g_autoptr (RyReader) reader = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!prepare_query (self, query, TRUE, &where, cancellable, error))
    return NULL;
  reader = _ry_store_lend_reader (self, cancellable, error);
  if (reader != NULL && collect_ordered (reader->db, &where, rows, error))
    return g_steal_pointer (&rows);
  g_prefix_error_literal (error, _ ("Listing documents: "));
  return NULL;
}

/**
 * ry_store_query_count:
 * @self: a store
 * @query: a question; its order and limit do not count
 * @error: return location for an error
 *
 * Returns: how many documents answer, or -1
 */
gint64
ry_store_query_count (RyStore *self, const RyQuery *query, GError **error)
{
  g_auto (Where) where = { 0 };
  g_autoptr (RyReader) reader = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (RyStatement) statement = NULL;

  if (!prepare_query (self, query, FALSE, &where, NULL, error) ||
      (reader = _ry_store_lend_reader (self, NULL, error)) == NULL)
    return -1;
  sql = g_strdup_printf ("SELECT count(*) FROM docs AS t WHERE %s", where.sql->str);
  statement = prepare_where (reader->db, &where, sql, error);
  return statement != NULL && _ry_db_next (reader->db, statement, error) ? sqlite3_column_int64 (statement, 0) : -1;
}

/**
 * ry_store_get_rows:
 * @self: a store
 * @rows: (array length=n_rows): rows, as ry_store_query_rows() answers them
 * @n_rows: how many
 * @error: return location for an error
 *
 * Reads a page of a list.
 *
 * Returns: (transfer full) (element-type RyDocument): the documents as they are now, in the order of @rows,
 * with %NULL in the place of those deleted since
 */
GPtrArray *
ry_store_get_rows (RyStore *self, const gint64 *rows, guint n_rows, GError **error)
{
  static const char sql[] = "SELECT id, rev, seq, body, attachments FROM docs WHERE row = ?1 AND deleted = 0";
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement = reader != NULL ? _ry_db_prepare (reader->db, sql, error) : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_full (n_rows, (GDestroyNotify) ry_document_unref);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < n_rows; i++) {
    RyDocument *document = NULL;

    sqlite3_reset (statement);
    sqlite3_bind_int64 (statement, 1, rows[i]);
    if (_ry_db_next (reader->db, statement, &inner)) {
      document = ry_document_new (_ry_statement_get_text (statement, 0), _ry_statement_get_text (statement, 1), FALSE,
                                  _ry_statement_get_text (statement, 3), sqlite3_column_bytes (statement, 3));
      _ry_document_set_seq (document, sqlite3_column_int64 (statement, 2));
      _ry_document_take_stored_attachments (document, _ry_statement_get_text (statement, 4));
    }
    g_ptr_array_add (documents, document);
    if (inner != NULL) {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  }
  return g_steal_pointer (&documents);
}

/**
 * ry_store_get_row:
 * @self: a store
 * @id: a document
 *
 * Returns: its row, as ry_store_query_rows() answers it; 0 where there is no such document or it is deleted
 */
gint64
ry_store_get_row (RyStore *self, const char *id)
{
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, NULL);
  g_autoptr (RyStatement) statement =
      reader != NULL ? _ry_db_prepare (reader->db, "SELECT row FROM docs WHERE id = ?1 AND deleted = 0", NULL) : NULL;

  if (statement == NULL)
    return 0;
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
  return _ry_db_next (reader->db, statement, NULL) ? sqlite3_column_int64 (statement, 0) : 0;
}

/**
 * ry_store_query:
 * @self: a store
 * @query: a question
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyDocument): the documents that answer, in order
 */
GPtrArray *
ry_store_query (RyStore *self, const RyQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) rows = ry_store_query_rows (self, query, cancellable, error);
  g_autoptr (GPtrArray) documents = NULL;

  if (rows == NULL)
    return NULL;
  documents = ry_store_get_rows (self, (const gint64 *) (gpointer) rows->data, rows->len, error);
  /* A document may have gone between the two looks. */
  for (guint i = documents != NULL ? documents->len : 0; i-- > 0;)
    if (g_ptr_array_index (documents, i) == NULL)
      g_ptr_array_remove_index (documents, i);
  return g_steal_pointer (&documents);
}

/**
 * ry_store_get_conflicted:
 * @self: a store
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type RyDocument): the winners of all documents that have other leaves
 * which are not deleted, by id, with ry_document_get_conflicts() filled in
 */
GPtrArray *
ry_store_get_conflicted (RyStore *self, GError **error)
{
  static const char sql[] = "SELECT id FROM docs WHERE n_conflicts > 0 ORDER BY id";
  g_autoptr (RyReader) reader = _ry_store_lend_reader (self, NULL, error);
  g_autoptr (RyStatement) statement = reader != NULL ? _ry_db_prepare (reader->db, sql, error) : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return NULL;
  while (inner == NULL && _ry_db_next (reader->db, statement, &inner)) {
    RyDocument *document =
        ry_store_get (self, _ry_statement_get_text (statement, 0), NULL, RY_GET_CONFLICTS | RY_GET_DELETED, &inner);

    if (document != NULL)
      g_ptr_array_add (documents, document);
  }
  if (inner == NULL)
    return g_steal_pointer (&documents);
  g_propagate_prefixed_error (error, g_steal_pointer (&inner), _ ("Listing conflicts: "));
  return NULL;
}
