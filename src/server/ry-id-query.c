/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads what a client asks of a list that is ordered by ids. What is wrong is refused in CouchDB's words.
 */
#include "ry-id-query.h"

#include <string.h>

#include "ry-error.h"
#include "ry-json.h"

static gboolean
fail_query (GError **error, const char *format, const char *value)
{
  g_set_error (error, RY_ERROR, RY_ERROR_BAD_QUERY, format, value);
  return FALSE;
}

static gboolean
take_flag (const char *value, gboolean *flag, GError **error)
{
  *flag = g_ascii_strcasecmp (value, "true") == 0;
  if (*flag || g_ascii_strcasecmp (value, "false") == 0)
    return TRUE;
  return *value == '\0' ? fail_query (error, "%s", "Invalid boolean parameter: []")
                        : fail_query (error, "Invalid boolean parameter: \"%s\"", value);
}

static gboolean
take_number (const char *value, gint64 *number, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, number, &inner)) {
    if (!g_error_matches (inner, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
      return fail_query (error, "Invalid value for integer: \"%s\"", value);
    *number = value[0] == '-' ? -1 : G_MAXINT64;
  }
  return *number >= 0 || fail_query (error, "Invalid value for positive integer: \"%s\"", value);
}

/* Ids are texts. In CouchDB's order everything else comes before them. */
static gboolean
take_bound (const char *json, char **bound, GError **error)
{
  g_clear_pointer (bound, g_free);
  if (!ry_json_validate (json, -1, error))
    return FALSE;
  if (json[0] != '"') {
    *bound = g_strdup ("");
    return TRUE;
  }
  *bound = ry_json_decode_string (json, strlen (json), error);
  return *bound != NULL;
}

static gboolean
take_key (const char *value, gsize length, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strndup (value, length));
  return TRUE;
}

static gboolean
take_keys (RyIdQuery *query, const char *json, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  if (!ry_json_validate (json, -1, error))
    return FALSE;
  if (json[0] != '[') {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "`keys` body member must be an array.");
    return FALSE;
  }
  if (!ry_json_scan_array (json, -1, take_key, keys, error))
    return FALSE;
  /* In a list of questions CouchDB takes one key for a range of one. */
  if (query->single_key_is_range && keys->len == 1)
    return take_bound (keys->pdata[0], &query->start, error) && take_bound (keys->pdata[0], &query->end, error);
  g_clear_pointer (&query->keys, g_ptr_array_unref);
  query->keys = g_steal_pointer (&keys);
  return TRUE;
}

static gboolean
refuse_flag (const char *value, const char *reason, GError **error)
{
  gboolean flag;

  return take_flag (value, &flag, error) && (!flag || fail_query (error, "%s", reason));
}

/* The table of what may be asked. @value is as it stands in the address, which for bounds and keys is JSON. */
static gboolean
take_parameter (RyIdQuery *query, const char *name, const char *value, GError **error)
{

  if (strcmp (name, "startkey") == 0 || strcmp (name, "start_key") == 0)
    return take_bound (value, &query->start, error);
  if (strcmp (name, "endkey") == 0 || strcmp (name, "end_key") == 0)
    return take_bound (value, &query->end, error);
  if (strcmp (name, "key") == 0)
    return take_bound (value, &query->start, error) && take_bound (value, &query->end, error);
  if (strcmp (name, "keys") == 0)
    return take_keys (query, value, error);
  if (strcmp (name, "limit") == 0)
    return take_number (value, &query->limit, error);
  if (strcmp (name, "skip") == 0)
    return take_number (value, &query->skip, error);
  if (strcmp (name, "descending") == 0)
    return take_flag (value, &query->descending, error);
  if (strcmp (name, "include_docs") == 0)
    return take_flag (value, &query->include_docs, error);
  if (strcmp (name, "conflicts") == 0)
    return take_flag (value, &query->conflicts, error);
  if (strcmp (name, "attachments") == 0)
    return take_flag (value, &query->attachments, error);
  if (strcmp (name, "att_encoding_info") == 0)
    return take_flag (value, &query->att_encoding_info, error);
  if (strcmp (name, "update_seq") == 0)
    return take_flag (value, &query->update_seq, error);
  if (strcmp (name, "inclusive_end") == 0) {
    gboolean inclusive;

    if (!take_flag (value, &inclusive, error))
      return FALSE;
    query->exclusive_end = !inclusive;
  }
  if (strcmp (name, "reduce") == 0)
    return refuse_flag (value, "Reduce is invalid for map-only views.", error);
  if (strcmp (name, "group") == 0)
    return refuse_flag (value, "Invalid use of grouping on a map view.", error);
  return TRUE;
}

/**
 * ry_id_query_take_member:
 * @member: one of a JSON object
 * @data: the #RyIdQuery
 * @error: (nullable): %RY_ERROR_BAD_QUERY, %RY_ERROR_BAD_REQUEST
 *
 * Reads a question that stands in JSON; an #RyJsonMemberFunc.
 *
 * Returns: whether it makes sense
 */
gboolean
ry_id_query_take_member (const RyJsonMember *member, gpointer data, GError **error)
{
  g_autofree char *value = g_strndup (member->value, member->length);

  return take_parameter (data, member->key, value, error);
}

/**
 * ry_id_query_take_address:
 * @self: a question
 * @request: a request
 * @error: (nullable): %RY_ERROR_BAD_QUERY, %RY_ERROR_BAD_REQUEST
 *
 * Reads what the request's address asks.
 *
 * Returns: whether it makes sense
 */
gboolean
ry_id_query_take_address (RyIdQuery *self, RyRequest *request, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;

  if (request->query == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!take_parameter (self, name, value, error))
      return FALSE;
  return TRUE;
}

/**
 * ry_id_query_check:
 * @self: a question that has been read
 * @error: (nullable): %RY_ERROR_BAD_QUERY
 *
 * Returns: whether its parts go together
 */
gboolean
ry_id_query_check (const RyIdQuery *self, GError **error)
{
  if (self->keys == NULL || self->keys->len < 2 || (self->start == NULL && self->end == NULL))
    return TRUE;
  return fail_query (error, "%s", "`keys` is incompatible with `key`, `start_key` and `end_key`");
}

/**
 * ry_id_query_init:
 * @self: a question
 *
 * Makes it ask for everything.
 */
void
ry_id_query_init (RyIdQuery *self)
{
  *self = (RyIdQuery){ .limit = -1 };
}

/**
 * ry_id_query_get_range:
 * @self: a question
 *
 * Returns: the range of ids that it is about; valid as long as @self
 */
RyIdRange
ry_id_query_get_range (const RyIdQuery *self)
{
  return (RyIdRange){
    .start = self->start, .end = self->end, .without_end = self->exclusive_end, .descending = self->descending
  };
}

/**
 * ry_id_query_covers:
 * @range: a range
 * @id: an id
 *
 * Returns: whether the id lies in the range
 */
gboolean
ry_id_query_covers (const RyIdRange *range, const char *id)
{
  const char *low = range->descending ? range->end : range->start;
  const char *high = range->descending ? range->start : range->end;

  return (low == NULL || strcmp (id, low) >= 0) && (high == NULL || strcmp (id, high) <= 0) &&
         !(range->without_end && g_strcmp0 (id, range->end) == 0) &&
         !(range->without_start && g_strcmp0 (id, range->start) == 0);
}

/**
 * ry_id_query_clear:
 * @self: a question
 *
 * Gives up what it owns.
 */
void
ry_id_query_clear (RyIdQuery *self)
{
  g_clear_pointer (&self->start, g_free);
  g_clear_pointer (&self->end, g_free);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
}
