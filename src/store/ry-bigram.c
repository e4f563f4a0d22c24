/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A tokenizer for FTS5 that takes text apart into overlapping pairs of characters: 病院長 is 病院, 院長 and a
 * last 長 alone. Japanese has no space between words, and people search by words of one and two characters,
 * which trigrams cannot find.
 *
 * It is exact. A word of n >= 2 characters is the phrase of its n-1 pairs, and pairs at following places
 * spell exactly that word. A word of one character is the prefix of the pairs that begin with it, or of the
 * lone last character. White space ends a run, so that nothing is found across it. The text given is folded
 * already.
 */
#include "ry-bigram.h"

#include <string.h>

#include "ry-char.h"

static int
create_cb (gpointer context, const char **args, int n_args, Fts5Tokenizer **tokenizer)
{
  *tokenizer = (Fts5Tokenizer *) context;
  return SQLITE_OK;
}

static void
delete_cb (Fts5Tokenizer *tokenizer)
{
}

/* The end of the character that begins at @p. The text is UTF-8 that has been checked; its end bounds the
 * step. */
static inline const char *
next_char (const char *p, const char *end)
{
  const char *next = g_utf8_next_char (p);

  return next < end ? next : end;
}

static int
tokenize_cb (Fts5Tokenizer *tokenizer,
             gpointer context,
             int flags,
             const char *text,
             int length,
             int (*emit) (gpointer, int, const char *, int, int, int))
{
  const char *end = text + length;
  gboolean query = (flags & FTS5_TOKENIZE_QUERY) != 0;
  gboolean run = FALSE; /* whether a pair has been given out in this run of characters */
  int code = SQLITE_OK;

  for (const char *p = text; p < end && code == SQLITE_OK;) {
    const char *second = next_char (p, end);
    gboolean alone = second >= end || ry_char_is_space (second);

    if (ry_char_is_space (p)) {
      run = FALSE;
    } else {
      const char *stop = alone ? second : next_char (second, end);

      /* In a question the last character alone would ask for the end of a text. */
      if (!alone || !query || !run)
        code = emit (context, 0, p, (int) (stop - p), (int) (p - text), (int) (stop - text));
      run = TRUE;
    }
    p = second;
  }
  return code;
}

static int
count_hit_cb (const Fts5ExtensionApi *api, Fts5Context *context, void *data)
{
  (*(gint64 *) data)++;
  return SQLITE_OK;
}

/* ry_count_phrase(TABLE): how many rows hold the question's first word, counted where they are found. SELECT count(*)
 * would carry each of them up to the statement and down again. */
static void
count_phrase_cb (
    const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *call, int n_values, sqlite3_value **values)
{
  gint64 n_hits = 0;
  int code = api->xQueryPhrase (context, 0, &n_hits, count_hit_cb);

  if (code == SQLITE_OK)
    sqlite3_result_int64 (call, n_hits);
  else
    sqlite3_result_error_code (call, code);
}

static fts5_api *
find_fts5 (sqlite3 *handle)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
    sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step (statement);
  }
  sqlite3_finalize (statement);
  return api;
}

gboolean
_ry_bigram_register (sqlite3 *handle)
{
  fts5_tokenizer tokenizer = { create_cb, delete_cb, tokenize_cb };
  fts5_api *api = find_fts5 (handle);

  return api != NULL && api->xCreateTokenizer (api, "bigram", api, &tokenizer, NULL) == SQLITE_OK &&
         api->xCreateFunction (api, "ry_count_phrase", NULL, count_phrase_cb, NULL) == SQLITE_OK;
}

/* Appends the question for one folded word, without white space in it, in FTS5's language. */
void
_ry_bigram_append_query (GString *out, const char *folded_word)
{
  g_string_append_c (out, '"');
  for (const char *p = folded_word; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (out, '"');
    g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
  if (*g_utf8_next_char (folded_word) == '\0')
    g_string_append_c (out, '*');
}
