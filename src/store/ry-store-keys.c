/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys: what lists are ordered by and looked up by, taken out of the bodies when they are written.
 *
 * One table, keys (field, key, id, row), serves all indexes of all kinds; a field is one index. SQLite's own
 * indexes on expressions would say the same, but up to 3.40 they never cover a query: each row of a list
 * would fetch its body, 1.2 s where this takes 15 ms. A document has a key in each field of its kind while it
 * is not deleted. Where it has no value the key is an empty blob, which sorts behind all numbers and texts.
 * A field of RY_INDEX_EACH is the exception: it has as many keys as the document has texts there, or none.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/uversion.h>

#include "ry-json.h"
#include "ry-store-functions.h"
#include "ry-text.h"

#define INSERT_KEY "INSERT OR REPLACE INTO keys (field, key, id, row) VALUES (?1, ?2, ?3, ?4)"
#define DELETE_KEY "DELETE FROM keys WHERE field = ?1 AND key = ?2 AND id = ?3"

/* A document's key in one field. */
struct _RyKey {
  enum { KEY_ABSENT, KEY_EMPTY, KEY_INTEGER, KEY_DOUBLE, KEY_TEXT } type;
  gint64 integer;
  double number;
  char *text;
  GPtrArray *each; /* of RY_INDEX_EACH alone: the texts; such a key is KEY_ABSENT by itself */
};

/* The keys of one body while they are collected: one place for each index of the schema. */
typedef struct {
  RyStore *store;
  const guint *positions; /* of the kind's indexes, ended by G_MAXUINT */
  guint position;
  RyKey *keys;
} Collecting;

static void
free_keys (RyKey *keys, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_free (keys[i].text);
    g_clear_pointer (&keys[i].each, g_ptr_array_unref);
  }
  g_free (keys);
}

static gboolean
keys_equal (const RyKey *a, const RyKey *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type) {
  case KEY_INTEGER:
    return a->integer == b->integer;
  case KEY_DOUBLE:
    return a->number == b->number;
  case KEY_TEXT:
    return strcmp (a->text, b->text) == 0;
  default:
    return TRUE;
  }
}

static void
set_text (RyKey *key, char *text, RyIndexForm form)
{
  if (text == NULL || *text == '\0') {
    g_free (text);
    return;
  }
  key->type = KEY_TEXT;
  key->text = form == RY_INDEX_READING ? ry_text_reading_key (text) : g_strdup (text);
  g_free (text);
}

static void
set_number (RyKey *key, const char *value, gsize length)
{
  g_autofree char *text = g_strndup (value, length);

  key->type = KEY_INTEGER;
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &key->integer, NULL))
    return;
  key->type = KEY_DOUBLE;
  key->number = g_ascii_strtod (text, NULL);
}

static gboolean
has_text (GPtrArray *texts, const char *text)
{
  return texts != NULL && g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static void
add_text (RyKey *key, char *text)
{
  if (text == NULL || *text == '\0' || has_text (key->each, text)) {
    g_free (text);
    return;
  }
  if (key->each == NULL)
    key->each = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (key->each, text);
}

/* Takes the first value that stands at an index's path, or each text. */
static void
take_value_cb (const char *value, gsize length, gpointer data)
{
  Collecting *collecting = data;
  const RySchemaIndex *index =
      g_ptr_array_index (_ry_store_schema_get_indexes (collecting->store->schema), collecting->position);
  RyKey *key = &collecting->keys[collecting->position];

  if (index->form == RY_INDEX_EACH && value[0] == '"')
    add_text (key, ry_json_decode_string (value, length, NULL));
  if (key->type != KEY_EMPTY)
    return;
  if (value[0] == '"')
    set_text (key, ry_json_decode_string (value, length, NULL), index->form);
  else if (value[0] == 't' || value[0] == 'f') {
    key->type = KEY_INTEGER;
    key->integer = value[0] == 't';
  } else if (value[0] != 'n')
    set_number (key, value, length);
}

static gboolean
collect_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  Collecting *collecting = data;
  GPtrArray *indexes = _ry_store_schema_get_indexes (collecting->store->schema);
  gsize length = strlen (member->key);

  for (const guint *position = collecting->positions; *position != G_MAXUINT; position++) {
    const RySchemaIndex *index = g_ptr_array_index (indexes, *position);

    if (strncmp (index->member, member->key, length) != 0)
      continue;
    collecting->position = *position;
    if (index->member[length] == '\0')
      _ry_value_foreach (member->value, member->length, "", take_value_cb, collecting);
    else if (index->member[length] == '.')
      _ry_value_foreach (member->value, member->length, index->member + length + 1, take_value_cb, collecting);
  }
  return TRUE;
}

/* The keys of a document, KEY_ABSENT in fields of other kinds. %NULL where its kind has no index. */
static RyKey *
collect_keys (RyStore *self, const char *kind, const char *body, gssize length)
{
  GPtrArray *indexes = _ry_store_schema_get_indexes (self->schema);
  g_autofree guint *positions = g_new (guint, indexes->len + 1);
  Collecting collecting = { self, positions, 0, NULL };
  guint n = 0;

  for (guint i = 0; i < indexes->len; i++)
    if (g_strcmp0 (((RySchemaIndex *) g_ptr_array_index (indexes, i))->kind, kind) == 0)
      positions[n++] = i;
  positions[n] = G_MAXUINT;
  if (n == 0)
    return NULL;
  collecting.keys = g_new0 (RyKey, indexes->len);
  for (guint i = 0; i < n; i++)
    if (((RySchemaIndex *) g_ptr_array_index (indexes, positions[i]))->form != RY_INDEX_EACH)
      collecting.keys[positions[i]].type = KEY_EMPTY;
  ry_json_scan_object (body, length, collect_member_cb, &collecting, NULL);
  return collecting.keys;
}

static void
bind_key (RyStatement *statement, int position, const RyKey *key)
{
  if (key->type == KEY_INTEGER)
    sqlite3_bind_int64 (statement, position, key->integer);
  else if (key->type == KEY_DOUBLE)
    sqlite3_bind_double (statement, position, key->number);
  else if (key->type == KEY_TEXT)
    sqlite3_bind_text (statement, position, key->text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_zeroblob (statement, position, 0);
}

static gboolean
run_key (RyDb *db, const char *sql, gint64 field, const RyKey *key, const char *id, gint64 row, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, field);
  bind_key (statement, 2, key);
  _ry_statement_bind_text (statement, 3, id);
  if (row != 0)
    sqlite3_bind_int64 (statement, 4, row);
  return _ry_db_run (db, statement, error);
}

/* Runs @sql for the texts of @key that @other does not have. */
static gboolean
run_each (RyDb *db,
          const char *sql,
          gint64 field,
          const RyKey *key,
          const RyKey *other,
          const char *id,
          gint64 row,
          GError **error)
{
  for (guint i = 0; key->each != NULL && i < key->each->len; i++) {
    const RyKey text = { KEY_TEXT, 0, 0, g_ptr_array_index (key->each, i), NULL };

    if (!has_text (other->each, text.text) && !run_key (db, sql, field, &text, id, row, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
replace_keys (RyStore *self, RyDb *db, gint64 row, const char *id, const RyKey *old, const RyKey *new, GError **error)
{
  static const RyKey absent = { KEY_ABSENT, 0, 0, NULL, NULL };
  guint n = _ry_store_schema_get_indexes (self->schema)->len;

  for (guint i = 0; i < n; i++) {
    const RyKey *before = old != NULL ? &old[i] : &absent, *after = new != NULL ? &new[i] : &absent;

    if (!run_each (db, DELETE_KEY, self->fields[i], before, after, id, 0, error) ||
        !run_each (db, INSERT_KEY, self->fields[i], after, before, id, row, error))
      return FALSE;
    if (keys_equal (before, after))
      continue;
    if (before->type != KEY_ABSENT && !run_key (db, DELETE_KEY, self->fields[i], before, id, 0, error))
      return FALSE;
    if (after->type != KEY_ABSENT && !run_key (db, INSERT_KEY, self->fields[i], after, id, row, error))
      return FALSE;
  }
  return TRUE;
}

/* A reading's key is ICU's, and changes with ICU: another version is another field. */
static char *
create_field_name (const RySchemaIndex *index)
{
  UVersionInfo version;

  if (index->form == RY_INDEX_EACH)
    return g_strdup_printf ("%s %s each", index->kind, index->member);
  if (index->form != RY_INDEX_READING)
    return g_strdup_printf ("%s %s", index->kind, index->member);
  u_getVersion (version);
  return g_strdup_printf ("%s %s reading icu%u", index->kind, index->member, version[0]);
}

static gint64
find_field (RyDb *db, const char *name, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, "SELECT field FROM fields WHERE name = ?1", error);

  if (statement == NULL)
    return 0;
  _ry_statement_bind_text (statement, 1, name);
  return _ry_db_next (db, statement, error) ? sqlite3_column_int64 (statement, 0) : 0;
}

static gint64
add_field (RyDb *db, const char *name, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, "INSERT INTO fields (name) VALUES (?1)", error);

  if (statement == NULL)
    return 0;
  _ry_statement_bind_text (statement, 1, name);
  return _ry_db_run (db, statement, error) ? sqlite3_last_insert_rowid (_ry_db_get_handle (db)) : 0;
}

static gboolean
fill_keys (RyDb *db, gint64 field, const RyKey *key, const char *id, gint64 row, GError **error)
{
  static const RyKey absent = { KEY_ABSENT, 0, 0, NULL, NULL };

  return (key->type == KEY_ABSENT || run_key (db, INSERT_KEY, field, key, id, row, error)) &&
         run_each (db, INSERT_KEY, field, key, &absent, id, row, error);
}

/* Puts the keys of what is there already into a field that is new. */
static gboolean
fill_field (RyStore *self, RyDb *db, guint position, GError **error)
{
  static const char sql[] = "SELECT row, id, body FROM docs WHERE kind = ?1 AND deleted = 0";
  const RySchemaIndex *index = g_ptr_array_index (_ry_store_schema_get_indexes (self->schema), position);
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);
  guint n = _ry_store_schema_get_indexes (self->schema)->len;
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  _ry_statement_bind_text (statement, 1, index->kind);
  while (inner == NULL && _ry_db_next (db, statement, &inner)) {
    RyKey *keys =
        collect_keys (self, index->kind, _ry_statement_get_text (statement, 2), sqlite3_column_bytes (statement, 2));

    fill_keys (db, self->fields[position], &keys[position], _ry_statement_get_text (statement, 1),
               sqlite3_column_int64 (statement, 0), &inner);
    free_keys (keys, n);
  }
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
open_field (RyStore *self, RyDb *db, guint position, GString *kept, GError **error)
{
  g_autofree char *name = create_field_name (g_ptr_array_index (_ry_store_schema_get_indexes (self->schema), position));
  g_autoptr (GError) inner = NULL;
  gint64 field = find_field (db, name, &inner);
  gboolean new = field == 0;

  if (inner == NULL && new)
    field = add_field (db, name, &inner);
  self->fields[position] = field;
  g_string_append_printf (kept, "%s%" G_GINT64_FORMAT, kept->len > 0 ? "," : "", field);
  if (inner == NULL && new)
    fill_field (self, db, position, &inner);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
open_fields (RyStore *self, RyDb *db, GError **error)
{
  guint n = _ry_store_schema_get_indexes (self->schema)->len;
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autofree char *sql = NULL;

  for (guint i = 0; i < n; i++)
    if (!open_field (self, db, i, kept, error))
      return FALSE;
  sql = g_strdup_printf ("DELETE FROM keys WHERE field IN (SELECT field FROM fields WHERE field NOT IN (%s));"
                         "DELETE FROM fields WHERE field NOT IN (%s)",
                         kept->str, kept->str);
  return _ry_db_exec (db, sql, error);
}

/* Looks the fields up without writing, as when nothing has changed since the last opening. */
static gboolean
find_fields (RyStore *self, RyDb *db)
{
  GPtrArray *indexes = _ry_store_schema_get_indexes (self->schema);

  for (guint i = 0; i < indexes->len; i++) {
    g_autofree char *name = create_field_name (g_ptr_array_index (indexes, i));

    self->fields[i] = find_field (db, name, NULL);
    if (self->fields[i] == 0)
      return FALSE;
  }
  return TRUE;
}

/* Makes the fields those of the schema, when opening. What has not changed is not built again. */
gboolean
_ry_store_sync_keys (RyStore *self, RyDb *db, GError **error)
{
  g_autofree char *digest = ry_store_schema_dup_digest (self->schema);
  g_autofree char *known = _ry_store_dup_meta (db, "schema_digest", NULL);

  self->fields = g_new0 (gint64, _ry_store_schema_get_indexes (self->schema)->len + 1);
  if (g_strcmp0 (digest, known) == 0 && find_fields (self, db))
    return TRUE;
  if (!_ry_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (open_fields (self, db, error) && _ry_store_set_meta (db, "schema_digest", digest, error) &&
      _ry_db_exec (db, "COMMIT", error))
    return TRUE;
  _ry_db_rollback (db);
  g_prefix_error_literal (error, _ ("Building indexes: "));
  return FALSE;
}

/* The field to order a kind by, or to look it up by; 0 where the member has no index. */
gint64
_ry_store_find_field (RyStore *self, const char *kind, const char *member, RyIndexForm form)
{
  GPtrArray *indexes = _ry_store_schema_get_indexes (self->schema);

  for (guint i = 0; i < indexes->len; i++) {
    const RySchemaIndex *index = g_ptr_array_index (indexes, i);

    if (index->form == form && g_strcmp0 (index->kind, kind) == 0 && strcmp (index->member, member) == 0)
      return self->fields[i];
  }
  return 0;
}

/* Follows a document from one winner to another. A kind is %NULL where there is, or was, nothing to list. */
gboolean
_ry_store_change_keys (RyStore *self, RyDb *db, const RyDocKeys *document, GError **error)
{
  RyKey *old = collect_keys (self, document->old_kind, document->old_body, -1);
  RyKey *collected =
      document->new_keys == NULL ? collect_keys (self, document->new_kind, document->new_body, -1) : NULL;
  const RyKey *new = document->new_keys != NULL ? document->new_keys : collected;
  gboolean done = (old == NULL && new == NULL) || replace_keys (self, db, document->row, document->id, old, new, error);

  _ry_store_free_keys (self, old);
  _ry_store_free_keys (self, collected);
  return done;
}

/* The keys @document is to have, %NULL for none. In any thread. */
RyKey *
_ry_store_collect_keys (RyStore *self, RyDocument *document)
{
  const char *body;
  gsize length;

  if (ry_document_get_deleted (document))
    return NULL;
  body = ry_document_get_body (document, &length);
  return collect_keys (self, ry_document_get_kind (document), body, (gssize) length);
}

void
_ry_store_free_keys (RyStore *self, RyKey *keys)
{
  free_keys (keys, keys != NULL ? _ry_store_schema_get_indexes (self->schema)->len : 0);
}

/* How many keys there should be for a document, for the check of the whole file; those of each text are not counted. */
guint
_ry_store_count_keys (RyStore *self, const char *kind)
{
  GPtrArray *indexes = _ry_store_schema_get_indexes (self->schema);
  guint n = 0;

  for (guint i = 0; i < indexes->len; i++) {
    const RySchemaIndex *index = g_ptr_array_index (indexes, i);

    n += index->form != RY_INDEX_EACH && g_strcmp0 (index->kind, kind) == 0;
  }
  return n;
}

/* The fields whose keys are counted, as SQL has a list. */
char *
_ry_store_dup_counted_fields (RyStore *self)
{
  GPtrArray *indexes = _ry_store_schema_get_indexes (self->schema);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < indexes->len; i++)
    if (((RySchemaIndex *) g_ptr_array_index (indexes, i))->form != RY_INDEX_EACH)
      g_string_append_printf (list, "%s%" G_GINT64_FORMAT, list->len > 0 ? "," : "", self->fields[i]);
  return g_string_free (list, FALSE);
}
