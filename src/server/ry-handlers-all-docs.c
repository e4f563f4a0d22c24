/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `_all_docs`, `_design_docs` and `_local_docs`: the documents by id, a range of them, or those asked for by key. No
 * replication needs them; people with curl, PouchDB's allDocs() and administrators' scripts do. A question stands in
 * the address, in the body, or, one of several, in a list; all are read by the same table.
 * See <https://docs.couchdb.org/en/stable/api/database/bulk-api.html#db-all-docs>.
 */
#include "ry-handlers.h"

#include <string.h>

#include "ry-error.h"
#include "ry-feed.h"
#include "ry-id-query.h"
#include "ry-json.h"
#include "ry-pieces.h"
#include "ry-shape.h"

#define FIRST_DESIGN  "_design/"
#define AFTER_DESIGNS "_design0"

#define ROWS_PER_PIECE  1000
#define BYTES_PER_PIECE (256u << 10)

typedef enum {
  ALL_DOCS,
  DESIGN_DOCS,
  LOCAL_DOCS,
} Family;

/* A question that is being answered. */
typedef struct {
  RyStore *store;
  Family family;
  RyIdQuery query;
  gboolean opened;
  guint n_rows;
  guint next_key;
  char *last_id;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_object_unref (self->store);
  ry_id_query_clear (&self->query);
  g_free (self->last_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

static Listing *
listing_new (RyRequest *request, Family family)
{
  Listing *self = g_new0 (Listing, 1);

  self->store = g_object_ref (request->store);
  self->family = family;
  ry_id_query_init (&self->query);
  return self;
}

/* Design documents are a part of all. */
static RyIdRange
find_range (Listing *self)
{
  RyIdRange range = ry_id_query_get_range (&self->query);
  const char **low = range.descending ? &range.end : &range.start;
  const char **high = range.descending ? &range.start : &range.end;

  if (self->family != DESIGN_DOCS)
    return range;
  if (*low == NULL || strcmp (*low, FIRST_DESIGN) < 0)
    *low = FIRST_DESIGN;
  if (*high == NULL || strcmp (*high, AFTER_DESIGNS) > 0)
    *high = AFTER_DESIGNS;
  return range;
}

/* There are never many local documents. */
static GPtrArray *
list_locals (Listing *self, const RyIdRange *range, gint64 skip, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) documents = ry_store_get_locals (self->store, error);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_change_free);

  for (guint i = 0; documents != NULL && i < documents->len; i++) {
    RyDocument *document = documents->pdata[range->descending ? documents->len - 1 - i : i];
    RyChange *change;

    if (!ry_id_query_covers (range, ry_document_get_id (document)) || skip-- > 0)
      continue;
    if (limit >= 0 && changes->len == limit)
      break;
    change = g_new0 (RyChange, 1);
    change->id = g_strdup (ry_document_get_id (document));
    change->revs = g_new0 (char *, 2);
    change->revs[0] = g_strdup (ry_document_get_rev (document));
    g_ptr_array_add (changes, change);
  }
  return documents != NULL ? g_steal_pointer (&changes) : NULL;
}

static RyDocument *
get_document (Listing *self, const char *id, GError **error)
{
  RyGet flags = RY_GET_DELETED | (self->query.conflicts ? RY_GET_CONFLICTS : 0);

  return self->family == LOCAL_DOCS ? ry_store_get_local (self->store, id, error)
                                    : ry_store_get (self->store, id, NULL, flags, error);
}

/* Where its attachments cannot be sent inline, a row has their stubs. */
static void
append_document (Listing *self, GString *out, RyDocument *document)
{
  const RyIdQuery *query = &self->query;
  RyShape shape = { .attachments = query->attachments };

  shape.members =
      (query->conflicts ? RY_DOCUMENT_JSON_CONFLICTS : 0) | (query->att_encoding_info ? RY_DOCUMENT_JSON_ENCODING : 0);
  if (!ry_shape_append (&shape, self->store, document, out, NULL))
    ry_document_append_json (document, shape.members, out);
}

static void
append_row (Listing *self, GString *out, const char *id, const char *rev, RyDocument *document)
{
  gboolean deleted = document != NULL && ry_document_get_deleted (document);

  g_string_append (out, self->n_rows++ > 0 ? ",\r\n{\"id\":" : "{\"id\":");
  ry_json_append_string (out, id);
  g_string_append (out, ",\"key\":");
  ry_json_append_string (out, id);
  g_string_append (out, ",\"value\":{\"rev\":");
  ry_json_append_string (out, rev);
  g_string_append (out, deleted ? ",\"deleted\":true}" : "}");
  if (self->query.include_docs) {
    g_string_append (out, ",\"doc\":");
    if (deleted)
      g_string_append (out, "null");
    else
      append_document (self, out, document);
  }
  g_string_append_c (out, '}');
}

static gboolean
append_range (Listing *self, GString *out, gboolean *at_end, GError **error)
{
  gint64 left = self->query.limit < 0 ? ROWS_PER_PIECE : MIN (ROWS_PER_PIECE, self->query.limit - self->n_rows);
  gint64 skip = self->last_id == NULL ? self->query.skip : 0;
  RyIdRange range = find_range (self);
  g_autoptr (GPtrArray) changes = NULL;
  guint i;

  if (self->last_id != NULL) {
    range.start = self->last_id;
    range.without_start = TRUE;
  }
  changes = self->family == LOCAL_DOCS ? list_locals (self, &range, skip, left, error)
                                       : ry_store_list_ids (self->store, &range, skip, left, error);
  if (changes == NULL)
    return FALSE;
  for (i = 0; i < changes->len && out->len < BYTES_PER_PIECE; i++) {
    RyChange *change = g_ptr_array_index (changes, i);
    g_autoptr (RyDocument) document = self->query.include_docs ? get_document (self, change->id, NULL) : NULL;

    /* Where it has gone since the list was made, it is simply no longer in it. */
    if (!self->query.include_docs || (document != NULL && !ry_document_get_deleted (document)))
      append_row (self, out, change->id, change->revs[0], document);
  }
  if (i > 0) {
    g_free (self->last_id);
    self->last_id = g_strdup (((RyChange *) g_ptr_array_index (changes, i - 1))->id);
  }
  *at_end = i == changes->len && (changes->len < ROWS_PER_PIECE || self->n_rows == self->query.limit);
  return TRUE;
}

static gboolean
is_of_family (Listing *self, const char *key)
{
  return self->family == ALL_DOCS ||
         (key != NULL && self->family == DESIGN_DOCS && g_str_has_prefix (key, "_design/")) ||
         (key != NULL && self->family == LOCAL_DOCS && g_str_has_prefix (key, "_local/"));
}

static gboolean
append_key (Listing *self, GString *out, const char *json, GError **error)
{
  g_autofree char *id = json[0] == '"' ? ry_json_decode_string (json, strlen (json), NULL) : NULL;
  g_autoptr (GError) inner = NULL;
  g_autoptr (RyDocument) document = NULL;

  if (!is_of_family (self, id))
    return TRUE;
  document = id != NULL ? get_document (self, id, &inner) : NULL;
  if (document != NULL) {
    append_row (self, out, id, ry_document_get_rev (document), document);
    return TRUE;
  }
  if (inner != NULL && !g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  g_string_append_printf (out, "%s{\"key\":%s,\"error\":\"not_found\"}", self->n_rows++ > 0 ? ",\r\n" : "", json);
  return TRUE;
}

static gboolean
append_keys (Listing *self, GString *out, gboolean *at_end, GError **error)
{
  const RyIdQuery *query = &self->query;
  guint n = query->keys->len, from = (guint) MIN (query->skip, n);
  guint to = query->limit < 0 || query->limit > n - from ? n : from + (guint) query->limit;

  for (self->next_key = MAX (self->next_key, from); self->next_key < to && out->len < BYTES_PER_PIECE; self->next_key++)
    if (!append_key (self, out, query->keys->pdata[query->descending ? n - 1 - self->next_key : self->next_key], error))
      return FALSE;
  *at_end = self->next_key >= to;
  return TRUE;
}

/* How many stand before the first row, and how many there are at all. */
static gboolean
count_rows (Listing *self, gint64 *total, gint64 *offset, GError **error)
{
  RyIdRange everything = { NULL };
  RyIdRange before = find_range (self);

  if (self->family == DESIGN_DOCS) {
    everything.start = FIRST_DESIGN;
    everything.end = AFTER_DESIGNS;
  }
  *total = ry_store_count_ids (self->store, &everything, error);
  before.end = before.start;
  before.start = before.descending ? everything.end : everything.start;
  before.without_end = TRUE;
  *offset = before.end != NULL ? ry_store_count_ids (self->store, &before, error) : 0;
  if (*total < 0 || *offset < 0)
    return FALSE;
  *offset = MIN (*offset + self->query.skip, *total);
  return TRUE;
}

static gboolean
append_head (Listing *self, GString *out, GError **error)
{
  gint64 total, offset;

  self->opened = TRUE;
  if (self->family == LOCAL_DOCS) {
    g_string_append (out, "{\"total_rows\":null,\"offset\":null");
  } else {
    if (!count_rows (self, &total, &offset, error))
      return FALSE;
    g_string_append_printf (out, "{\"total_rows\":%" G_GINT64_FORMAT, total);
    if (self->query.keys != NULL)
      g_string_append (out, ",\"offset\":null");
    else
      g_string_append_printf (out, ",\"offset\":%" G_GINT64_FORMAT, offset);
  }
  if (self->query.update_seq) {
    g_string_append (out, ",\"update_seq\":");
    if (self->query.keys != NULL)
      g_string_append (out, "null");
    else if (!ry_feed_append_update_seq (out, self->store, error))
      return FALSE;
  }
  g_string_append (out, ",\"rows\":[\r\n");
  return TRUE;
}

static gboolean
append_piece (gpointer data, GString *out, gboolean *at_end, GError **error)
{
  Listing *self = data;

  if (!self->opened && !append_head (self, out, error))
    return FALSE;
  if (!(self->query.keys != NULL ? append_keys (self, out, at_end, error) : append_range (self, out, at_end, error)))
    return FALSE;
  if (*at_end)
    g_string_append (out, "\r\n]}");
  return TRUE;
}

static RyResponse *
answer_listing (RyRequest *request, Family family, GError **error)
{
  g_autoptr (Listing) listing = listing_new (request, family);
  g_autoptr (RyResponse) answer = ry_response_new (200);

  if (g_str_equal (request->method, "POST") &&
      !ry_request_scan_body (request, ry_id_query_take_member, &listing->query, error))
    return NULL;
  if (!ry_id_query_take_address (&listing->query, request, error) || !ry_id_query_check (&listing->query, error) ||
      !ry_pieces_answer (answer, append_piece, g_steal_pointer (&listing), listing_free, error))
    return NULL;
  return g_steal_pointer (&answer);
}

RyResponse *
ry_handle_all_docs (RyRequest *request, GError **error)
{
  return answer_listing (request, ALL_DOCS, error);
}

RyResponse *
ry_handle_design_docs (RyRequest *request, GError **error)
{
  return answer_listing (request, DESIGN_DOCS, error);
}

RyResponse *
ry_handle_local_docs (RyRequest *request, GError **error)
{
  return answer_listing (request, LOCAL_DOCS, error);
}

typedef struct {
  RyRequest *request;
  Family family;
  RyResponse *answer;
  gboolean found;
} Questions;

static gboolean
answer_question (const char *value, gsize length, gpointer data, GError **error)
{
  Questions *questions = data;
  g_autoptr (Listing) listing = listing_new (questions->request, questions->family);
  GString *out = questions->answer->body;
  gboolean at_end = FALSE;

  listing->query.single_key_is_range = TRUE;
  if (!ry_id_query_take_address (&listing->query, questions->request, error) ||
      !ry_json_scan_object (value, (gssize) length, ry_id_query_take_member, &listing->query, error) ||
      !ry_id_query_check (&listing->query, error))
    return FALSE;
  g_string_append (out, out->str[out->len - 1] == '[' ? "\r\n" : ",\r\n");
  while (!at_end) {
    g_autoptr (GString) piece = g_string_new (NULL);

    if (!append_piece (listing, piece, &at_end, error) || !ry_response_check_size (questions->answer, error))
      return FALSE;
    g_string_append_len (out, piece->str, (gssize) piece->len);
  }
  return TRUE;
}

static gboolean
take_questions (const RyJsonMember *member, gpointer data, GError **error)
{
  Questions *questions = data;

  if (strcmp (member->key, "queries") != 0)
    return TRUE;
  questions->found = TRUE;
  if (member->value[0] == '[')
    return ry_json_scan_array (member->value, (gssize) member->length, answer_question, questions, error);
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "`queries` member must be an array.");
  return FALSE;
}

static RyResponse *
answer_questions (RyRequest *request, Family family, GError **error)
{
  g_autoptr (RyResponse) answer = ry_response_new (200);
  Questions questions = { request, family, answer, FALSE };

  g_string_append (answer->body, "{\"results\":[");
  if (!ry_request_scan_body (request, take_questions, &questions, error))
    return NULL;
  if (!questions.found) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "POST body must include `queries` parameter.");
    return NULL;
  }
  g_string_append (answer->body, "\r\n]}\n");
  return g_steal_pointer (&answer);
}

RyResponse *
ry_handle_all_docs_queries (RyRequest *request, GError **error)
{
  return answer_questions (request, ALL_DOCS, error);
}

RyResponse *
ry_handle_design_docs_queries (RyRequest *request, GError **error)
{
  return answer_questions (request, DESIGN_DOCS, error);
}

RyResponse *
ry_handle_local_docs_queries (RyRequest *request, GError **error)
{
  return answer_questions (request, LOCAL_DOCS, error);
}
