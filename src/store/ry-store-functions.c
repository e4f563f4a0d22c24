/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a query asks of a body: ry_member_is(BODY, PATH, VALUE) and ry_member_has(BODY, PATH, FOLDED), and the
 * walk through a body along a path, which keys and search use too.
 *
 * A path is a member's name, or several with points between; lists on the way are looked through.
 */
#include "ry-store-functions.h"

#include <string.h>

#include "ry-bigram.h"
#include "ry-json.h"
#include "ry-text.h"

/* A walk through a value along what is left of the path. Scalars at its end, and below it, go to the
 * function. */
typedef struct {
  const char *path; /* "" at the end */
  RyValueFunc func;
  gpointer data;
} Walk;

typedef struct {
  RyTextFunc func;
  gpointer data;
} TextWalk;

typedef struct {
  const char *wanted;
  gboolean found;
  gboolean something; /* whether the member had any value at all */
} Match;

static void walk_value (const char *value, gsize length, const Walk *walk);

static gboolean
walk_member_cb (const RyJsonMember *member, gpointer data, GError **error)
{
  const Walk *walk = data;
  Walk next = *walk;
  gsize length = strcspn (walk->path, ".");

  if (length == 0) {
    /* Merges tell the elements of a list apart by `key`: nobody reads it. */
    if (strcmp (member->key, "key") != 0)
      walk_value (member->value, member->length, walk);
    return TRUE;
  }
  if (strlen (member->key) != length || strncmp (member->key, walk->path, length) != 0)
    return TRUE;
  next.path += length + (next.path[length] == '.');
  walk_value (member->value, member->length, &next);
  return TRUE;
}

static gboolean
walk_element_cb (const char *value, gsize length, gpointer data, GError **error)
{
  walk_value (value, length, data);
  return TRUE;
}

static void
walk_value (const char *value, gsize length, const Walk *walk)
{
  if (value[0] == '{')
    ry_json_scan_object (value, (gssize) length, walk_member_cb, (gpointer) walk, NULL);
  else if (value[0] == '[')
    ry_json_scan_array (value, (gssize) length, walk_element_cb, (gpointer) walk, NULL);
  else if (*walk->path == '\0')
    walk->func (value, length, walk->data);
}

static void
give_text_cb (const char *value, gsize length, gpointer data)
{
  const TextWalk *walk = data;
  g_autofree char *text = NULL;

  if (value[0] != 'n')
    text = value[0] == '"' ? ry_json_decode_string (value, length, NULL) : g_strndup (value, length);
  if (text != NULL)
    walk->func (text, walk->data);
}

static void
compare_text_cb (const char *text, gpointer data)
{
  Match *match = data;

  match->something |= *text != '\0';
  match->found |= strcmp (text, match->wanted) == 0;
}

static void
find_folded_cb (const char *text, gpointer data)
{
  Match *match = data;
  g_autofree char *folded = NULL;

  if (match->found)
    return;
  folded = ry_text_fold (text);
  match->found = strstr (folded, match->wanted) != NULL;
}

static void
walk_arguments (sqlite3_value **values, RyTextFunc func, Match *match)
{
  const char *body = (const char *) sqlite3_value_text (values[0]);
  const char *path = (const char *) sqlite3_value_text (values[1]);

  match->wanted = (const char *) sqlite3_value_text (values[2]);
  if (body != NULL && path != NULL && match->wanted != NULL)
    _ry_body_foreach_text (body, sqlite3_value_bytes (values[0]), path, func, match);
}

static void
member_is_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  Match match = { NULL, FALSE, FALSE };

  walk_arguments (values, compare_text_cb, &match);
  /* No value is as good as an empty one. */
  sqlite3_result_int (context, match.found || (match.wanted != NULL && *match.wanted == '\0' && !match.something));
}

static void
member_has_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  Match match = { NULL, FALSE, FALSE };

  walk_arguments (values, find_folded_cb, &match);
  sqlite3_result_int (context, match.found);
}

gboolean
_ry_store_functions_register (sqlite3 *handle)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  return sqlite3_create_function (handle, "ry_member_is", 3, flags, NULL, member_is_cb, NULL, NULL) == SQLITE_OK &&
         sqlite3_create_function (handle, "ry_member_has", 3, flags, NULL, member_has_cb, NULL, NULL) == SQLITE_OK &&
         _ry_bigram_register (handle);
}

/* Calls @func for every scalar, raw, that stands at @path of @value or below it. */
void
_ry_value_foreach (const char *value, gsize length, const char *path, RyValueFunc func, gpointer data)
{
  Walk walk = { path, func, data };

  walk_value (value, length, &walk);
}

/* The same for texts, and every other scalar but null as text. */
void
_ry_value_foreach_text (const char *value, gsize length, const char *path, RyTextFunc func, gpointer data)
{
  TextWalk text_walk = { func, data };

  _ry_value_foreach (value, length, path, give_text_cb, &text_walk);
}

/* Calls @func for every text, and every other scalar but null, that stands at @path of a body or below it. */
void
_ry_body_foreach_text (const char *body, gssize length, const char *path, RyTextFunc func, gpointer data)
{
  TextWalk text_walk = { func, data };
  Walk walk = { path, give_text_cb, &text_walk };

  ry_json_scan_object (body, length, walk_member_cb, &walk, NULL);
}
