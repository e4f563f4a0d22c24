/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The far end of the road. Requests are built as text from what documents are on disk, answers are sliced by
 * ry-wire.h. What a server may lack is met here: without _bulk_get revisions are asked for one document at a time.
 * Writing is ry-http-upload.h's.
 */
#include "ry-http-peer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ry-asked.h"
#include "ry-error.h"
#include "ry-http-upload.h"
#include "ry-json.h"
#include "ry-wire.h"
#include "tuning.h"

struct _RyHttpPeer {
  GObject parent;

  /* Owned */
  RyHttpClient *client;
  RyHttpUpload *upload;
  char *name;
  char *path;

  /* Owned, under lock */
  GMutex lock;
  char *start_time;
  GHashTable *local_revs; /* id of a local document → the revision it has there */

  gboolean lacks_bulk_get; /* the reading thread's */
  int lacks_messages;      /* atomic */
};

static void peer_iface_init (RyPeerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RyHttpPeer,
                               ry_http_peer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RY_TYPE_PEER, peer_iface_init))

static GString *
send_request (
    RyHttpPeer *self, const char *method, const char *rest, GString *body, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, rest, NULL);
  g_autoptr (GBytes) bytes = body != NULL ? g_string_free_to_bytes (body) : NULL;

  return ry_http_client_send (self->client, method, path, bytes, cancellable, error);
}

/* Being there */

static gboolean
read_info (RyHttpPeer *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) answer = send_request (self, "GET", "", NULL, cancellable, error);
  char *start_time;

  if (answer == NULL)
    return FALSE;
  start_time = ry_wire_parse_member (answer->str, answer->len, "instance_start_time", error);
  if (start_time == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  g_free (self->start_time);
  self->start_time = start_time;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
make_database (RyHttpPeer *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GString) answer = send_request (self, "PUT", "", NULL, cancellable, &refusal);

  if (answer != NULL || g_error_matches (refusal, RY_ERROR, RY_ERROR_EXISTS))
    return TRUE;
  if (g_error_matches (refusal, RY_ERROR, RY_ERROR_UNAUTHORIZED) ||
      g_error_matches (refusal, RY_ERROR, RY_ERROR_FORBIDDEN))
    g_set_error (error, RY_ERROR, RY_ERROR_NOT_FOUND,
                 _ ("The server has no database \"%s\" yet. An administrator's first sync makes it."), self->name);
  else
    g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
ry_http_peer_create (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autoptr (GError) refusal = NULL;

  if (read_info (self, cancellable, &refusal))
    return TRUE;
  if (!g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  return make_database (self, cancellable, error) && read_info (self, cancellable, error);
}

static char *
ry_http_peer_get_identity (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autofree char *server = ry_http_client_get_identity (self->client, cancellable, error);

  return server != NULL ? g_strconcat (server, "/", self->name, NULL) : NULL;
}

/* Checkpoints */

static char *
build_local_path (const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id + strlen ("_local/"), NULL, FALSE);

  return g_strconcat ("/_local/", escaped, NULL);
}

static void
remember_local_rev (RyHttpPeer *self, const char *id, const char *rev)
{
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->local_revs, g_strdup (id), g_strdup (rev));
  g_mutex_unlock (&self->lock);
}

static RyDocument *
ry_http_peer_get_local (RyPeer *peer, const char *id, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autofree char *path = build_local_path (id);
  g_autoptr (GString) answer = send_request (self, "GET", path, NULL, cancellable, error);
  RyDocument *document;

  if (answer == NULL)
    return NULL;
  document = ry_document_parse (answer->str, (gssize) answer->len, error);
  if (document != NULL)
    remember_local_rev (self, id, ry_document_get_rev (document));
  return document;
}

static gboolean
put_local_once (RyHttpPeer *self, RyDocument *document, GCancellable *cancellable, GError **error)
{
  const char *id = ry_document_get_id (document), *body;
  g_autofree char *path = build_local_path (id), *rev = NULL, *written = NULL;
  g_autoptr (GString) answer = NULL;
  GString *request = g_string_new ("{\"_id\":");
  gsize length;

  g_mutex_lock (&self->lock);
  rev = g_strdup (g_hash_table_lookup (self->local_revs, id));
  g_mutex_unlock (&self->lock);

  ry_json_append_string (request, id);
  if (rev != NULL) {
    g_string_append (request, ",\"_rev\":");
    ry_json_append_string (request, rev);
  }
  body = ry_document_get_body (document, &length);
  /* A log is never empty, so its members follow. */
  g_string_append_c (request, ',');
  g_string_append_len (request, body + 1, (gssize) length - 1);
  answer = send_request (self, "PUT", path, request, cancellable, error);
  if (answer == NULL)
    return FALSE;
  written = ry_wire_parse_member (answer->str, answer->len, "rev", error);
  if (written != NULL)
    remember_local_rev (self, id, written);
  return written != NULL;
}

static gboolean
ry_http_peer_put_local (RyPeer *peer, RyDocument *document, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (RyDocument) there = NULL;

  if (put_local_once (self, document, cancellable, &refusal))
    return TRUE;
  if (!g_error_matches (refusal, RY_ERROR, RY_ERROR_CONFLICT)) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  /* CouchDB lets the last write win here; others want to be told the revision first. */
  there = ry_http_peer_get_local (peer, ry_document_get_id (document), cancellable, error);
  return there != NULL && put_local_once (self, document, cancellable, error);
}

/* Reading */

/* What goes with a filtered question, and has to be posted. */
static GString *
build_filter (const RyFilter *filter)
{
  GString *body;

  if (filter == NULL || (filter->ids == NULL && filter->selector == NULL))
    return NULL;
  body = g_string_new (filter->ids != NULL ? "{\"doc_ids\":" : "{\"selector\":");
  if (filter->ids != NULL)
    ry_json_append_strings (body, (const char *const *) filter->ids);
  else
    g_string_append (body, filter->selector);
  g_string_append_c (body, '}');
  return body;
}

static RyChangesPage *
ry_http_peer_get_changes (RyPeer *peer,
                          const char *since,
                          guint limit,
                          guint wait_seconds,
                          const RyFilter *filter,
                          GCancellable *cancellable,
                          GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autofree char *escaped = g_uri_escape_string (since, NULL, FALSE);
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (GString) answer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GString *body = build_filter (filter);
  RyHttpRequest request = { .method = body != NULL ? "POST" : "GET", .type = "application/json" };

  g_string_printf (path, "%s/_changes?style=all_docs&since=%s&limit=%u", self->path, escaped, limit);
  if (body != NULL)
    g_string_append (path, filter->ids != NULL ? "&filter=_doc_ids" : "&filter=_selector");
  if (wait_seconds > 0)
    g_string_append_printf (path, "&feed=longpoll&timeout=%u", wait_seconds * 1000);
  bytes = body != NULL ? g_string_free_to_bytes (body) : NULL;
  request.path = path->str;
  request.bytes = bytes;
  /* A server that comes back may have been restored: its memory has to be compared before it is listened to. */
  request.once = wait_seconds > 0;
  answer = ry_http_client_ask (self->client, &request, cancellable, error);
  return answer != NULL ? ry_wire_parse_changes (answer->str, answer->len, error) : NULL;
}

static GString *
build_revs_diff (GPtrArray *changes, guint from, guint to)
{
  GString *request = g_string_sized_new ((to - from) * 96);

  g_string_append_c (request, '{');
  for (guint i = from; i < to; i++) {
    RyChange *change = g_ptr_array_index (changes, i);

    if (i > from)
      g_string_append_c (request, ',');
    ry_json_append_string (request, change->id);
    g_string_append_c (request, ':');
    ry_json_append_strings (request, (const char *const *) change->revs);
  }
  g_string_append_c (request, '}');
  return request;
}

static GPtrArray *
diff_range (RyHttpPeer *self, GPtrArray *changes, guint from, guint to, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GString) answer =
      send_request (self, "POST", "/_revs_diff", build_revs_diff (changes, from, to), cancellable, &refusal);
  g_autoptr (GPtrArray) first = NULL;
  guint middle = from + (to - from) / 2;
  GPtrArray *rest;

  if (answer != NULL)
    return ry_wire_parse_missing (answer->str, answer->len, error);
  if (to - from < 2 || !g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LARGE)) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return NULL;
  }
  first = diff_range (self, changes, from, middle, cancellable, error);
  rest = first != NULL ? diff_range (self, changes, middle, to, cancellable, error) : NULL;
  if (rest == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (first, rest);
  return g_steal_pointer (&first);
}

static GPtrArray *
ry_http_peer_get_missing (RyPeer *peer, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  GPtrArray *missing = diff_range (self, changes, 0, changes->len, cancellable, error);

  if (missing != NULL)
    ry_http_upload_note_missing (self->upload, missing);
  return missing;
}

/* One document's revisions from @first on, as many as an address holds; moves @first behind them. */
static char *
build_open_revs (const RyMissing *one, guint *first, guint limit)
{
  g_autofree char *id = g_uri_escape_string (one->id, NULL, FALSE);
  g_autofree char *escaped = NULL;
  g_autoptr (GPtrArray) revs = g_ptr_array_new ();
  g_autoptr (GString) json = g_string_new (NULL);
  gsize length = 0;

  while (one->revs[*first] != NULL && (revs->len == 0 || (length < RY_TUNING_ADDRESS_MAX && revs->len < limit))) {
    length += strlen (one->revs[*first]) + 8;
    g_ptr_array_add (revs, one->revs[(*first)++]);
  }
  g_ptr_array_add (revs, NULL);
  ry_json_append_strings (json, (const char *const *) revs->pdata);
  escaped = g_uri_escape_string (json->str, NULL, FALSE);
  return g_strconcat ("/", id, "?revs=true&latest=true&att_encoding_info=true&open_revs=", escaped, NULL);
}

static gboolean
get_one (RyHttpPeer *self,
         const RyMissing *one,
         GPtrArray *documents,
         GPtrArray *failures,
         GCancellable *cancellable,
         GError **error)
{
  guint limit = G_MAXUINT, next;

  for (guint first = 0; one->revs[first] != NULL; first = next) {
    g_autoptr (GError) refusal = NULL;
    g_autofree char *path = (next = first, build_open_revs (one, &next, limit));
    g_autoptr (GString) answer = send_request (self, "GET", path, NULL, cancellable, &refusal);

    if (answer != NULL) {
      if (!ry_wire_parse_open_revs (one->id, answer->str, answer->len, documents, failures, error))
        return FALSE;
    } else if (next - first > 1 && (g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LONG) ||
                                    g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LARGE))) {
      limit = (next - first) / 2;
      next = first;
    } else {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
  }
  return TRUE;
}

/* CouchDB's sentence, and what it says of one that is just being removed. */
static gboolean
means_no_database (const GError *refusal)
{
  return strstr (refusal->message, "Database does not exist") != NULL ||
         strstr (refusal->message, "no_db_file") != NULL;
}

/* What is wrong with this document alone; anything else is wrong with the line or the server. */
static gboolean
is_about_one (const GError *refusal)
{
  return (g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_FOUND) && !means_no_database (refusal)) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_FORBIDDEN) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LARGE) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_TOO_LONG) || g_error_matches (refusal, RY_ERROR, RY_ERROR_FAILED);
}

static gboolean
get_one_by_one (RyHttpPeer *self,
                GPtrArray *missing,
                GPtrArray *documents,
                GPtrArray *failures,
                GCancellable *cancellable,
                GError **error)
{
  for (guint i = 0; i < missing->len; i++) {
    RyMissing *one = g_ptr_array_index (missing, i);
    g_autoptr (GError) refusal = NULL;

    if (get_one (self, one, documents, failures, cancellable, &refusal))
      continue;
    if (!is_about_one (refusal)) {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }
    g_ptr_array_add (failures, ry_peer_failure_new (one->id, one->revs[0], g_steal_pointer (&refusal)));
  }
  return TRUE;
}

static GString *
build_bulk_get (GPtrArray *missing, guint *n_asked)
{
  GString *request = g_string_sized_new (missing->len * 96);

  g_string_append (request, "{\"docs\":[");
  for (guint i = 0; i < missing->len; i++) {
    RyMissing *one = g_ptr_array_index (missing, i);

    for (guint r = 0; one->revs[r] != NULL; r++) {
      g_string_append (request, (*n_asked)++ > 0 ? ",{\"id\":" : "{\"id\":");
      ry_json_append_string (request, one->id);
      g_string_append (request, ",\"rev\":");
      ry_json_append_string (request, one->revs[r]);
      g_string_append_c (request, '}');
    }
  }
  g_string_append (request, "]}");
  return request;
}

/* A server that has no _bulk_get says so in one of these ways; old ones take it for a document's id. */
static gboolean
means_no_bulk_get (const GError *refusal)
{
  return g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_FOUND) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_METHOD_NOT_ALLOWED) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_IMPLEMENTED) ||
         g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_ACCEPTABLE) || ry_error_is_bad_request (refusal);
}

/* What a bulk answer left out or failed at. Its results may come in any order, and every revision asked for brings
 * one at least. */
static GPtrArray *
find_unanswered (GPtrArray *missing, GPtrArray *documents, GPtrArray *failures)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; i < documents->len; i++) {
    const char *id = ry_document_get_id (g_ptr_array_index (documents, i));

    g_hash_table_replace (counts, (gpointer) id,
                          GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, id)) + 1));
  }
  for (guint i = 0; i < failures->len; i++)
    g_hash_table_remove (counts, ((RyWriteResult *) g_ptr_array_index (failures, i))->id);
  for (guint i = 0; i < missing->len; i++) {
    RyMissing *one = g_ptr_array_index (missing, i);

    if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, one->id)) < g_strv_length (one->revs))
      g_ptr_array_add (rest, one);
  }
  return rest;
}

/* Asks for all at once, and for what does not come so one by one; a server whose bulk answers mostly fail is then
 * asked so from now on. */
static gboolean
get_in_bulk (RyHttpPeer *self,
             GPtrArray *missing,
             GPtrArray *documents,
             GPtrArray *failures,
             GCancellable *cancellable,
             GError **error)
{
  guint n_asked = 0;
  GString *request = build_bulk_get (missing, &n_asked);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GString) answer = send_request (self, "POST", "/_bulk_get?revs=true&latest=true&att_encoding_info=true",
                                             request, cancellable, &refusal);
  g_autoptr (GPtrArray) rest = NULL;
  guint n_before;

  if (answer == NULL && means_no_bulk_get (refusal)) {
    self->lacks_bulk_get = TRUE;
    return get_one_by_one (self, missing, documents, failures, cancellable, error);
  }
  if (answer == NULL) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  if (!ry_wire_parse_bulk_get (answer->str, answer->len, documents, failures, error))
    return FALSE;
  rest = find_unanswered (missing, documents, failures);
  if (rest->len == 0)
    return TRUE;
  g_ptr_array_set_size (failures, 0);
  n_before = documents->len;
  if (!get_one_by_one (self, rest, documents, failures, cancellable, error))
    return FALSE;
  self->lacks_bulk_get = (documents->len - n_before) * 2 > missing->len;
  return TRUE;
}

static GPtrArray *
ry_http_peer_get_documents (
    RyPeer *peer, GPtrArray *missing, GPtrArray *failures, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_document_unref);
  gboolean ok = self->lacks_bulk_get ? get_one_by_one (self, missing, documents, failures, cancellable, error)
                                     : get_in_bulk (self, missing, documents, failures, cancellable, error);

  if (!ok)
    return NULL;
  ry_asked_compare (missing, documents, failures);
  return g_steal_pointer (&documents);
}

/* Attachments */

static gboolean
ry_http_peer_has_attachment (RyPeer *peer, const RyAttachment *attachment)
{
  return TRUE;
}

static char *
build_attachment_path (RyHttpPeer *self, RyDocument *document, const RyAttachment *attachment)
{
  g_autofree char *id = g_uri_escape_string (ry_document_get_id (document), NULL, FALSE);
  g_autofree char *name = g_uri_escape_string (attachment->name, NULL, FALSE);
  const char *rev = ry_document_get_rev (document);
  g_autofree char *escaped = rev != NULL ? g_uri_escape_string (rev, NULL, FALSE) : NULL;

  return g_strconcat (self->path, "/", id, "/", name, rev != NULL ? "?rev=" : "", escaped, NULL);
}

/* As it is kept where its document says that it is kept compressed; else as it is. */
static GInputStream *
ry_http_peer_open_attachment (
    RyPeer *peer, RyDocument *document, const RyAttachment *attachment, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autofree char *path = build_attachment_path (self, document, attachment);
  const RyHttpRequest request = { .method = "GET", .path = path, .accept = "*/*", .raw = TRUE };
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = ry_http_client_open (self->client, &request, &message, cancellable, error);
  g_autoptr (GConverter) unpacker = NULL;
  const char *encoding;

  if (stream == NULL)
    return NULL;
  encoding = soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Encoding");
  if (g_strcmp0 (encoding, "gzip") != 0 || attachment->encoding != NULL)
    return g_steal_pointer (&stream);
  unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return g_converter_input_stream_new (stream, unpacker);
}

/* Some answer JSON with everything in it, which is not read: a connection is the cheaper loss. */
static GInputStream *
ry_http_peer_open_message (RyPeer *peer, RyDocument *document, char **type, GCancellable *cancellable)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autofree char *id = g_uri_escape_string (ry_document_get_id (document), NULL, FALSE);
  g_autofree char *rev = g_uri_escape_string (ry_document_get_rev (document), NULL, FALSE);
  g_autofree char *path = g_strconcat (self->path, "/", id, "?attachments=true&att_encoding_info=true&rev=", rev, NULL);
  const RyHttpRequest request = { .method = "GET", .path = path, .accept = "multipart/related", .raw = TRUE };
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  const char *answered;

  if (g_atomic_int_get (&self->lacks_messages))
    return NULL;
  stream = ry_http_client_open (self->client, &request, &message, cancellable, NULL);
  if (stream == NULL)
    return NULL;
  answered = soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Type");
  if (answered == NULL || g_ascii_strncasecmp (answered, "multipart/related", 17) != 0) {
    g_atomic_int_set (&self->lacks_messages, TRUE);
    return NULL;
  }
  *type = g_strdup (answered);
  return g_steal_pointer (&stream);
}

/* Writing */

static GPtrArray *
ry_http_peer_put_documents (
    RyPeer *peer, GPtrArray *documents, const RyAttachmentSource *source, GCancellable *cancellable, GError **error)
{
  return ry_http_upload_put (RY_HTTP_PEER (peer)->upload, documents, source, cancellable, error);
}

static gboolean
ry_http_peer_ensure_full_commit (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  RyHttpPeer *self = RY_HTTP_PEER (peer);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GString) answer =
      send_request (self, "POST", "/_ensure_full_commit", g_string_new ("{}"), cancellable, &refusal);
  g_autofree char *start_time = NULL;
  gboolean same;

  if (answer == NULL && (g_error_matches (refusal, RY_ERROR, RY_ERROR_NOT_FOUND) ||
                         g_error_matches (refusal, RY_ERROR, RY_ERROR_METHOD_NOT_ALLOWED)))
    return TRUE; /* Some servers have no such request, and commit as they answer. */
  if (answer == NULL) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return FALSE;
  }
  start_time = ry_wire_parse_member (answer->str, answer->len, "instance_start_time", NULL);
  g_mutex_lock (&self->lock);
  same = start_time == NULL || self->start_time == NULL || strcmp (start_time, "0") == 0 ||
         strcmp (start_time, self->start_time) == 0;
  g_mutex_unlock (&self->lock);
  if (!same)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_FAILED, _ ("The server's database was made anew in the meantime."));
  return same;
}

static void
peer_iface_init (RyPeerInterface *iface)
{
  iface->get_identity = ry_http_peer_get_identity;
  iface->create = ry_http_peer_create;
  iface->get_local = ry_http_peer_get_local;
  iface->put_local = ry_http_peer_put_local;
  iface->get_changes = ry_http_peer_get_changes;
  iface->get_missing = ry_http_peer_get_missing;
  iface->get_documents = ry_http_peer_get_documents;
  iface->put_documents = ry_http_peer_put_documents;
  iface->has_attachment = ry_http_peer_has_attachment;
  iface->open_attachment = ry_http_peer_open_attachment;
  iface->open_message = ry_http_peer_open_message;
  iface->ensure_full_commit = ry_http_peer_ensure_full_commit;
}

static void
ry_http_peer_finalize (GObject *object)
{
  RyHttpPeer *self = RY_HTTP_PEER (object);

  g_clear_pointer (&self->upload, ry_http_upload_free);
  g_clear_object (&self->client);
  g_free (self->name);
  g_free (self->path);
  g_free (self->start_time);
  g_hash_table_unref (self->local_revs);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (ry_http_peer_parent_class)->finalize (object);
}

static void
ry_http_peer_class_init (RyHttpPeerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ry_http_peer_finalize;
}

static void
ry_http_peer_init (RyHttpPeer *self)
{
  g_mutex_init (&self->lock);
  self->local_revs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * ry_http_peer_new:
 * @client: the server
 * @database: the database's name, not encoded
 *
 * Returns: (transfer full): the database as one end of a replication
 */
RyPeer *
ry_http_peer_new (RyHttpClient *client, const char *database)
{
  RyHttpPeer *self = g_object_new (RY_TYPE_HTTP_PEER, NULL);

  self->client = g_object_ref (client);
  self->name = g_strdup (database);
  self->path = g_uri_escape_string (database, NULL, FALSE);
  self->upload = ry_http_upload_new (client, self->path);
  return RY_PEER (self);
}
