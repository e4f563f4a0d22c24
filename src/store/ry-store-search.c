/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Search over everything. The index follows the changes feed: commits do not wait for it. It catches up in
 * the lane's spare time, a small transaction at a time, and whatever is missing when somebody asks is done
 * then, so that answers are exact. `search_seq` in meta says how far it is.
 *
 * The table `search` has a column for each place among a kind's searched members, and one that says the kind.
 * The first member, the name or title, stands in `titles` too: hits there come first, and a table of its own
 * finds them, or finds that there are none, without a look at all the places where a common word stands.
 */
#include "ry-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-bigram.h"
#include "ry-error.h"
#include "ry-json.h"
#include "ry-store-functions.h"
#include "ry-text.h"

/* Raise it when the index must be built anew for a reason that lies in the program, as a change in folding.
 */
#define SEARCH_VERSION 3

/* Documents in one transaction of catching up: a writer that comes meanwhile waits some 50 ms. Fewer at once
 * would have FTS5 merge more. */
#define STEP       1000
#define STEP_BYTES (1 << 20)

/* Kinds are written as one character each, from Unicode's private use area, where no text is. */
#define FIRST_KIND_CHARACTER 0xe000

/* FTS5 merges this many pieces of its index into one, each written by one transaction: the more, the less often a word
 * is written again. Questions look into each piece, which is quick. */
#define MERGE_AT "16"

/* The index of first characters makes words of one character as quick as others. Ranks by length are not
 * used. */
#define FTS5_OPTIONS ", tokenize = 'bigram', columnsize = 0, prefix = '1'"

/* Characters shown around a hit. */
#define SNIPPET_BEFORE 16
#define SNIPPET_AFTER  48

#define FIND_TITLES   "SELECT rowid FROM titles WHERE titles MATCH ?1 ORDER BY rowid DESC LIMIT ?2"
#define FIND_ANYWHERE "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2"

#define COUNT        "SELECT count(*) FROM search WHERE search MATCH ?1"
#define COUNT_SOME   "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2)"
#define COUNT_PHRASE "SELECT ry_count_phrase (search) FROM search WHERE search MATCH ?1 LIMIT 1"

#define INSERT_TITLE "INSERT OR REPLACE INTO titles (rowid, kind, m0) VALUES (?, ?, ?)"

/* A body on its way into the index. */
typedef struct {
  const RySchemaSearch *search;
  GPtrArray *texts; /* (element-type GString), one for each searched member */
} Collecting;

/* Where the words of a search stand in one document. */
typedef struct {
  const char *const *words;
  const char *member;
  RySearchHit *hit;
} Finding;

static guint
count_columns (RyStoreSchema *schema)
{
  GPtrArray *searches = _ry_store_schema_get_searches (schema);
  guint n = 0;

  for (guint i = 0; i < searches->len; i++)
    n = MAX (n, ((RySchemaSearch *) g_ptr_array_index (searches, i))->members->len);
  return n;
}

static void
append_kind_character (GString *out, RyStoreSchema *schema, const RySchemaSearch *search)
{
  guint position = 0;

  g_ptr_array_find (_ry_store_schema_get_searches (schema), search, &position);
  g_string_append_unichar (out, FIRST_KIND_CHARACTER + position);
}

static gboolean
create_table (RyDb *db, RyStoreSchema *schema, const char *digest, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("DROP TABLE IF EXISTS search; DROP TABLE IF EXISTS titles;");
  guint n_columns = count_columns (schema);

  if (n_columns > 0) {
    g_string_append (sql, "CREATE VIRTUAL TABLE titles USING fts5 (kind, m0" FTS5_OPTIONS ");"
                          "CREATE VIRTUAL TABLE search USING fts5 (kind");
    for (guint i = 0; i < n_columns; i++)
      g_string_append_printf (sql, ", m%u", i);
    g_string_append (sql, FTS5_OPTIONS ");"
                                       "INSERT INTO titles (titles, rank) VALUES ('automerge', " MERGE_AT ");"
                                       "INSERT INTO search (search, rank) VALUES ('automerge', " MERGE_AT ");");
  }
  return _ry_db_exec (db, sql->str, error) && _ry_store_set_meta (db, "search_digest", digest, error) &&
         _ry_store_set_meta (db, "search_seq", "0", error);
}

static void
append_folded_cb (const char *text, gpointer data)
{
  GString *out = data;
  g_autofree char *folded = ry_text_fold (text);

  g_string_append (out, folded);
  g_string_append_c (out, '\n');
}

static gboolean
collect_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  const Collecting *collecting = data;
  gsize length = strlen (member->key);

  for (guint i = 0; i < collecting->search->members->len; i++) {
    const char *path = g_ptr_array_index (collecting->search->members, i);

    if (strncmp (path, member->key, length) == 0 && (path[length] == '\0' || path[length] == '.'))
      _ry_value_foreach_text (member->value, member->length, path + length + (path[length] == '.'), append_folded_cb,
                              g_ptr_array_index (collecting->texts, i));
  }
  return TRUE;
}

static void
free_string (gpointer data)
{
  g_string_free (data, TRUE);
}

/* What is to be found of a document: the folded text of each searched member. */
static GPtrArray *
collect_texts (const RySchemaSearch *search, const char *body, int length)
{
  Collecting collecting = { search, g_ptr_array_new_with_free_func (free_string) };

  for (guint i = 0; i < search->members->len; i++)
    g_ptr_array_add (collecting.texts, g_string_new (NULL));
  ry_json_scan_object (body, length, collect_member_cb, &collecting, NULL);
  return collecting.texts;
}

/* Puts a document's first @n_texts texts in the place of what was known of it. */
static gboolean
index_texts (RyDb *db, const char *sql, gint64 row, const char *kind, GPtrArray *texts, guint n_texts, GError **error)
{
  g_autoptr (RyStatement) insert = _ry_db_prepare (db, sql, error);

  if (insert == NULL)
    return FALSE;
  sqlite3_bind_int64 (insert, 1, row);
  _ry_statement_bind_text (insert, 2, kind);
  for (guint i = 0; i < n_texts; i++) {
    const GString *text = g_ptr_array_index (texts, i);

    if (text->len > 0)
      sqlite3_bind_text (insert, (int) i + 3, text->str, (int) text->len, SQLITE_STATIC);
  }
  return _ry_db_run (db, insert, error);
}

static gboolean
forget_document (RyDb *db, const char *sql, gint64 row, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  return _ry_db_run (db, statement, error);
}

static char *
create_insert (guint n_columns)
{
  GString *sql = g_string_new ("INSERT OR REPLACE INTO search (rowid, kind");

  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (sql, ", m%u", i);
  g_string_append (sql, ") VALUES (?, ?");
  for (guint i = 0; i < n_columns; i++)
    g_string_append (sql, ", ?");
  return g_string_free (g_string_append_c (sql, ')'), FALSE);
}

/* Follows one change: (row, seq, deleted, kind, body). */
static gboolean
index_change (RyStore *self, RyDb *db, RyStatement *change, const char *insert, GError **error)
{
  const RySchemaSearch *search = _ry_store_schema_find_search (self->schema, _ry_statement_get_text (change, 3));
  gint64 row = sqlite3_column_int64 (change, 0);
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GString) kind = NULL;

  if (search == NULL || sqlite3_column_int (change, 2) != 0)
    return forget_document (db, "DELETE FROM search WHERE rowid = ?1", row, error) &&
           forget_document (db, "DELETE FROM titles WHERE rowid = ?1", row, error);
  kind = g_string_new (NULL);
  append_kind_character (kind, self->schema, search);
  texts = collect_texts (search, _ry_statement_get_text (change, 4), sqlite3_column_bytes (change, 4));
  return index_texts (db, insert, row, kind->str, texts, texts->len, error) &&
         index_texts (db, INSERT_TITLE, row, kind->str, texts, 1, error);
}

/* Indexes the next documents of the feed. Answers the sequence it has come to, -1 on failure. */
static gint64
index_changes (RyStore *self, RyDb *db, GError **error)
{
  static const char changes[] = "SELECT row, seq, deleted, kind, body FROM docs WHERE seq > ?1 ORDER BY seq LIMIT ?2";
  g_autofree char *insert = create_insert (count_columns (self->schema));
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, changes, error);
  g_autoptr (GError) inner = NULL;
  gint64 reached = self->search_seq;
  int n_bytes = 0;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 1, reached);
  sqlite3_bind_int (statement, 2, STEP);
  while (inner == NULL && n_bytes < STEP_BYTES && _ry_db_next (db, statement, &inner)) {
    reached = sqlite3_column_int64 (statement, 1);
    n_bytes += sqlite3_column_bytes (statement, 4);
    index_change (self, db, statement, insert, &inner);
  }
  if (inner == NULL)
    return reached;
  g_propagate_error (error, g_steal_pointer (&inner));
  return -1;
}

/* One small transaction of catching up. */
static gboolean
run_step (RyStore *self, GError **error)
{
  RyDb *db = self->writer;
  g_autofree char *text = NULL;
  gint64 reached;

  if (!_ry_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  reached = index_changes (self, db, error);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, reached);
  if (reached >= 0 && _ry_store_set_meta (db, "search_seq", text, error) && _ry_db_exec (db, "COMMIT", error)) {
    self->search_seq = reached;
    return TRUE;
  }
  _ry_db_rollback (db);
  return FALSE;
}

static gboolean
is_behind (RyStore *self)
{
  return count_columns (self->schema) > 0 && self->search_seq < self->next_seq - 1;
}

static gboolean
step_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;
  g_autoptr (GError) inner = NULL;

  self->search_waits = FALSE;
  if (self->writer == NULL || !is_behind (self))
    return TRUE;
  if (run_step (self, &inner))
    _ry_store_queue_search (self);
  else
    g_message ("The search index could not be brought up to date: %s", inner->message);
  return TRUE;
}

static gboolean
catch_up_in_lane (gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  RyStore *self = data;

  while (self->writer != NULL && is_behind (self))
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !run_step (self, error))
      return FALSE;
  return TRUE;
}

static GStrv
split_words (const char *words)
{
  g_autofree char *folded = ry_text_fold (words);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (const char *p = folded; *p != '\0';) {
    const char *begin = p;

    while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    if (p > begin)
      g_ptr_array_add (found, g_strndup (begin, (gsize) (p - begin)));
    if (*p != '\0')
      p = g_utf8_next_char (p);
  }
  g_ptr_array_add (found, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static void
append_words (GString *out, const char *const *words)
{
  g_string_append_c (out, '(');
  for (guint i = 0; words[i] != NULL; i++) {
    if (i > 0)
      g_string_append (out, " AND ");
    _ry_bigram_append_query (out, words[i]);
  }
  g_string_append_c (out, ')');
}

/* The question for all words, within one kind where it is given. */
static char *
create_match (RyStore *self, const char *const *words, const RySchemaSearch *search)
{
  GString *out = g_string_new (NULL);

  append_words (out, words);
  if (search != NULL) {
    g_string_append (out, " AND kind : \"");
    append_kind_character (out, self->schema, search);
    g_string_append_c (out, '"');
  }
  return g_string_free (out, FALSE);
}

/* Appends the rows of the next hits, the latest documents first, that are not there yet. */
static gboolean
collect_hits (RyDb *db, const char *sql, const char *match, guint limit, GArray *rows, GError **error)
{
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) before = g_array_copy (rows);
  g_autoptr (GError) inner = NULL;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    g_hash_table_add (seen, &g_array_index (before, gint64, i));
  _ry_statement_bind_text (statement, 1, match);
  sqlite3_bind_int64 (statement, 2, limit > 0 ? (gint64) limit + before->len : -1);
  while ((limit == 0 || rows->len < limit) && _ry_db_next (db, statement, &inner)) {
    gint64 row = sqlite3_column_int64 (statement, 0);

    if (!g_hash_table_contains (seen, &row))
      g_array_append_val (rows, row);
  }
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static void
find_words_cb (const char *text, gpointer data)
{
  Finding *finding = data;

  for (guint i = 0; finding->words[i] != NULL && finding->hit->snippet == NULL; i++) {
    finding->hit->snippet = ry_text_snippet (text, finding->words[i], SNIPPET_BEFORE, SNIPPET_AFTER);
    if (finding->hit->snippet != NULL)
      finding->hit->member = g_strndup (finding->member, strcspn (finding->member, "."));
  }
}

/* Looks up where in the document the words stand: the first searched member that has one of them. */
static RySearchHit *
create_hit (RyStore *self, RyStatement *statement, const char *const *words)
{
  RySearchHit *hit = g_new0 (RySearchHit, 1);
  Finding finding = { words, NULL, hit };
  const RySchemaSearch *search;

  hit->id = g_strdup (_ry_statement_get_text (statement, 0));
  hit->kind = g_strdup (_ry_statement_get_text (statement, 1));
  search = _ry_store_schema_find_search (self->schema, hit->kind);
  for (guint i = 0; search != NULL && i < search->members->len && hit->snippet == NULL; i++) {
    finding.member = g_ptr_array_index (search->members, i);
    _ry_body_foreach_text (_ry_statement_get_text (statement, 2), sqlite3_column_bytes (statement, 2), finding.member,
                           find_words_cb, &finding);
  }
  return hit;
}

static GPtrArray *
read_hits (RyStore *self, RyDb *db, GArray *rows, const char *const *words, GError **error)
{
  static const char sql[] = "SELECT id, kind, body FROM docs WHERE row = ?1 AND deleted = 0";
  g_autoptr (RyStatement) statement = _ry_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_search_hit_free);
  g_autoptr (GError) inner = NULL;

  for (guint i = 0; statement != NULL && inner == NULL && i < rows->len; i++) {
    sqlite3_reset (statement);
    sqlite3_bind_int64 (statement, 1, g_array_index (rows, gint64, i));
    if (_ry_db_next (db, statement, &inner))
      g_ptr_array_add (hits, create_hit (self, statement, words));
  }
  if (inner == NULL)
    return statement != NULL ? g_steal_pointer (&hits) : NULL;
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

/* Whether there is anything to search for; an unknown kind, or no word, finds nothing. */
static gboolean
begin_search (RyStore *self, const char *words, const char *kind, GStrv *split, const RySchemaSearch **search)
{
  *split = split_words (words);
  *search = _ry_store_schema_find_search (self->schema, kind);
  return (*split)[0] != NULL && count_columns (self->schema) > 0 && (kind == NULL || *search != NULL);
}

/* Makes the index what @schema asks for, when opening. The documents come into it later. */
gboolean
_ry_store_sync_search (RyStore *self, RyDb *db, GError **error)
{
  g_autofree char *members = _ry_store_schema_dup_search_digest (self->schema);
  g_autofree char *digest = g_strdup_printf ("%d %s", SEARCH_VERSION, members);
  g_autofree char *known = _ry_store_dup_meta (db, "search_digest", NULL);
  g_autofree char *reached = NULL;

  if (g_strcmp0 (digest, known) != 0) {
    if (!_ry_db_exec (db, "BEGIN IMMEDIATE", error))
      return FALSE;
    if (!create_table (db, self->schema, digest, error) || !_ry_db_exec (db, "COMMIT", error)) {
      _ry_db_rollback (db);
      g_prefix_error_literal (error, _ ("Building the search index: "));
      return FALSE;
    }
  }
  reached = _ry_store_dup_meta (db, "search_seq", NULL);
  self->search_seq = reached != NULL ? g_ascii_strtoll (reached, NULL, 10) : 0;
  return TRUE;
}

/* Called in the lane: has the index catch up when there is nothing else to do. */
void
_ry_store_queue_search (RyStore *self)
{
  if (self->search_waits || !is_behind (self))
    return;
  self->search_waits = TRUE;
  _ry_lane_push_upkeep (self->lane, step_in_lane, self, NULL);
}

/* Has the index catch up now. Costs a look into the lane when it is up to date. */
gboolean
_ry_store_catch_up_search (RyStore *self, GCancellable *cancellable, GError **error)
{
  return ry_lane_call (self->lane, catch_up_in_lane, self, NULL, cancellable, error);
}

/* FTS5's question for documents that have all of @words; %NULL where there are none. */
char *
_ry_store_dup_search_query (const char *words)
{
  g_auto (GStrv) split = split_words (words);
  GString *out;

  if (split[0] == NULL)
    return NULL;
  out = g_string_new (NULL);
  append_words (out, (const char *const *) split);
  return g_string_free (out, FALSE);
}

/**
 * ry_store_search:
 * @self: a store
 * @words: words with space between; a document is found when all of them occur in it, width, kana, case and
 * variant characters aside. Words of one character are found too
 * @kind: (nullable): a kind, or %NULL for all
 * @limit: at most so many, 0 for all
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Hits in the first searched member (the name, the title) come first; among equals the latest document does.
 *
 * Returns: (transfer full) (element-type RySearchHit): what was found
 */
GPtrArray *
ry_store_search (
    RyStore *self, const char *words, const char *kind, guint limit, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) split = NULL;
  const RySchemaSearch *search;
  g_autoptr (RyReader) reader = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *match = NULL;

  if (!begin_search (self, words, kind, &split, &search))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_search_hit_free);
  if (!_ry_store_catch_up_search (self, cancellable, error) ||
      (reader = _ry_store_lend_reader (self, cancellable, error)) == NULL)
    return NULL;
  match = create_match (self, (const char *const *) split, search);
  if (!collect_hits (reader->db, FIND_TITLES, match, limit, rows, error) ||
      ((limit == 0 || rows->len < limit) && !collect_hits (reader->db, FIND_ANYWHERE, match, limit, rows, error)))
    return NULL;
  return read_hits (self, reader->db, rows, (const char *const *) split, error);
}

/**
 * ry_store_search_count:
 * @self: a store
 * @words: as in ry_store_search()
 * @kind: (nullable): a kind, or %NULL for all
 * @limit: where to stop counting, 0 for nowhere; of a long word that stands everywhere each place must be looked at
 * @error: return location for an error
 *
 * Returns: how many documents ry_store_search() would find, @limit where there are as many or more, or -1
 */
gint64
ry_store_search_count (RyStore *self, const char *words, const char *kind, guint limit, GError **error)
{
  const char *sql = COUNT;
  g_auto (GStrv) split = NULL;
  const RySchemaSearch *search;
  g_autoptr (RyReader) reader = NULL;
  g_autoptr (RyStatement) statement = NULL;
  g_autofree char *match = NULL;
  g_autoptr (GError) inner = NULL;

  if (!begin_search (self, words, kind, &split, &search))
    return 0;
  if (!_ry_store_catch_up_search (self, NULL, error) || (reader = _ry_store_lend_reader (self, NULL, error)) == NULL)
    return -1;
  match = create_match (self, (const char *const *) split, search);
  if (limit > 0)
    sql = COUNT_SOME;
  else if (split[1] == NULL && search == NULL)
    sql = COUNT_PHRASE;
  if ((statement = _ry_db_prepare (reader->db, sql, error)) == NULL)
    return -1;
  _ry_statement_bind_text (statement, 1, match);
  if (limit > 0)
    sqlite3_bind_int64 (statement, 2, limit);
  if (_ry_db_next (reader->db, statement, &inner))
    return sqlite3_column_int64 (statement, 0);
  if (inner == NULL)
    return 0;
  g_propagate_error (error, g_steal_pointer (&inner));
  return -1;
}

/**
 * ry_search_hit_free:
 * @hit: (nullable): a hit
 */
void
ry_search_hit_free (RySearchHit *hit)
{
  if (hit == NULL)
    return;
  g_free (hit->id);
  g_free (hit->kind);
  g_free (hit->member);
  g_free (hit->snippet);
  g_free (hit);
}
