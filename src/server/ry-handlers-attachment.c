/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One attachment: read whole or in ranges, compressed or not; written as it comes; removed.
 * See <https://docs.couchdb.org/en/stable/api/document/attachments.html>.
 */
#include <string.h>

#include "ry-chain.h"
#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-inline.h"
#include "ry-intake.h"
#include "ry-multipart.h"
#include "ry-range.h"
#include "ry-stage.h"

/* An attachment that is being sent to us. */
typedef struct {
  RyIntake parent;
  RyRequest *request; /* Borrowed */
  RyStage *stage;
  char *rev; /* (nullable) */
} Intake;

/* A range of a blob, until its turn comes. */
typedef struct {
  RyStore *store;
  char *digest;
  gint64 first;
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_object_unref (piece->store);
  g_free (piece->digest);
  g_free (piece);
}

static GInputStream *
open_piece (gpointer data, GCancellable *cancellable, GError **error)
{
  Piece *piece = data;
  g_autoptr (GInputStream) stream = ry_store_open_blob (piece->store, piece->digest, error);

  if (stream == NULL || !g_seekable_seek (G_SEEKABLE (stream), piece->first, G_SEEK_SET, cancellable, error))
    return NULL;
  return g_steal_pointer (&stream);
}

static void
add_piece (RyChain *chain, RyStore *store, const RyAttachment *attachment, const RyRange *range)
{
  Piece *piece = g_new (Piece, 1);

  *piece = (Piece){ g_object_ref (store), g_strdup (attachment->digest), range->first };
  ry_chain_add_stream (chain, open_piece, piece, piece_free, (guint64) (range->last - range->first + 1));
}

/* A type came as JSON, in which a line's end is a character as any other; in a header it would begin another. */
static const char *
get_safe_type (const RyAttachment *attachment)
{
  for (const char *p = attachment->content_type; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      return RY_ATTACHMENT_DEFAULT_TYPE;
  return *attachment->content_type != '\0' ? attachment->content_type : RY_ATTACHMENT_DEFAULT_TYPE;
}

static char *
describe_range (const RyRange *range, gint64 length)
{
  return g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, range->first,
                          range->last, length);
}

static void
set_range (RyResponse *answer, RyStore *store, const RyAttachment *attachment, const RyRange *range)
{
  g_autofree char *described = describe_range (range, attachment->length);
  RyChain *chain = ry_chain_new ();

  add_piece (chain, store, attachment, range);
  answer->status = 206;
  ry_response_set_header (answer, "Content-Range", described);
  ry_response_take_stream (answer, G_INPUT_STREAM (chain), (gint64) ry_chain_get_length (chain));
}

/* Several ranges go out in parts. */
static void
set_ranges (RyResponse *answer, RyStore *store, const RyAttachment *attachment, const RyRange *ranges, guint n_ranges)
{
  RyChain *chain = ry_chain_new ();
  g_autoptr (RyMultipartWriter) writer = ry_multipart_writer_new (chain);

  for (guint i = 0; i < n_ranges; i++) {
    g_autofree char *described = describe_range (&ranges[i], attachment->length);
    g_autofree char *headers =
        g_strdup_printf ("Content-Type: %s\r\nContent-Range: %s", get_safe_type (attachment), described);

    ry_multipart_writer_begin (writer, headers);
    add_piece (chain, store, attachment, &ranges[i]);
  }
  ry_multipart_writer_close (writer);
  answer->status = 206;
  g_free (answer->content_type);
  answer->content_type = ry_multipart_writer_dup_type (writer, "byteranges");
  ry_response_take_stream (answer, G_INPUT_STREAM (chain), (gint64) ry_chain_get_length (chain));
}

static gboolean
accepts_gzip (RyRequest *request)
{
  GSList *accepted =
      request->accept_encoding != NULL ? soup_header_parse_quality_list (request->accept_encoding, NULL) : NULL;
  gboolean accepts = g_slist_find_custom (accepted, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL ||
                     g_slist_find_custom (accepted, "*", (GCompareFunc) strcmp) != NULL;

  soup_header_free_list (accepted);
  return accepts;
}

static gboolean
set_whole (RyResponse *answer, RyRequest *request, const RyAttachment *attachment, GError **error)
{
  gboolean as_kept = attachment->encoding == NULL || accepts_gzip (request);
  GInputStream *stream = as_kept ? ry_store_open_blob (request->store, attachment->digest, error)
                                 : ry_inline_open (request->store, attachment, error);
  /* Where nobody could count how long it is when it is decompressed, both lengths are the same. */
  gboolean unknown = !as_kept && attachment->length == attachment->encoded_length;

  if (stream == NULL)
    return FALSE;
  if (as_kept && attachment->encoding != NULL)
    ry_response_set_header (answer, "Content-Encoding", attachment->encoding);
  ry_response_take_stream (answer, stream, as_kept ? attachment->encoded_length : unknown ? -1 : attachment->length);
  return TRUE;
}

/* The whole, or what the header asks for; what is kept compressed is only sent whole. */
static gboolean
set_content (RyResponse *answer, RyRequest *request, const RyAttachment *attachment, GError **error)
{
  RyRange ranges[RY_RANGE_MAX];
  guint n_ranges = 0;

  if (!ry_range_parse (request->range, attachment->length, ranges, &n_ranges)) {
    answer->status = 416;
    g_clear_pointer (&answer->content_type, g_free);
    g_clear_pointer (&answer->etag, g_free);
    g_string_append (answer->body, "{\"error\":\"requested_range_not_satisfiable\","
                                   "\"reason\":\"Requested range not satisfiable\"}\n");
    return TRUE;
  }
  ry_response_set_header (answer, "Accept-Ranges", attachment->encoding == NULL ? "bytes" : "none");
  if (n_ranges == 0 || attachment->encoding != NULL)
    return set_whole (answer, request, attachment, error);
  if (n_ranges == 1)
    set_range (answer, request->store, attachment, &ranges[0]);
  else
    set_ranges (answer, request->store, attachment, ranges, n_ranges);
  return TRUE;
}

RyResponse *
ry_handle_attachment_get (RyRequest *request, GError **error)
{
  g_autoptr (RyAttachment) attachment = NULL;
  g_autoptr (RyResponse) answer = NULL;

  attachment = ry_store_get_attachment (request->store, request->document, ry_request_get_text (request, "rev"),
                                        request->attachment, error);
  if (attachment == NULL)
    return NULL;
  answer = ry_response_new (200);
  answer->etag = g_strdup_printf ("\"%s\"", attachment->digest +
                                                (g_str_has_prefix (attachment->digest, "md5-") ? strlen ("md5-") : 0));
  answer->content_type = g_strdup (get_safe_type (attachment));
  /* Somebody else's page or picture is not to act in this server's name. */
  ry_response_set_header (answer, "Content-Security-Policy", "sandbox");
  if (ry_request_has_etag (request, answer->etag))
    answer->status = 304;
  else if (!set_content (answer, request, attachment, error))
    return NULL;
  return g_steal_pointer (&answer);
}

/* The revision that is to get or to lose an attachment; without one it is a new document. */
RyDocument *
ry_handlers_get_base (RyRequest *request, const char *rev, GError **error)
{
  g_autoptr (RyDocument) found = NULL;
  const char *body;
  gsize length;

  if (rev == NULL)
    return ry_document_new (request->document, NULL, FALSE, NULL, 0);
  found = ry_store_get (request->store, request->document, rev, RY_GET_DELETED, error);
  if (found == NULL)
    return NULL;
  body = ry_document_get_body (found, &length);
  return ry_document_new (request->document, rev, FALSE, body, (gssize) length);
}

/* What the revision has attached, without what is called as the request's. */
static GPtrArray *
get_others (RyRequest *request, const char *rev, gboolean *found, GError **error)
{
  GPtrArray *attachments;

  *found = FALSE;
  if (rev == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  attachments = ry_store_get_attachments (request->store, request->document, rev, error);
  for (guint i = attachments != NULL ? attachments->len : 0; i > 0; i--) {
    const RyAttachment *attachment = g_ptr_array_index (attachments, i - 1);

    if (strcmp (attachment->name, request->attachment) != 0)
      continue;
    g_ptr_array_remove_index (attachments, i - 1);
    *found = TRUE;
  }
  return attachments;
}

/* Takes @added, which may be %NULL. */
static RyResponse *
write_with (RyRequest *request, const char *rev, RyAttachment *added, GError **error)
{
  g_autoptr (RyAttachment) attachment = added;
  g_autoptr (RyDocument) base = ry_handlers_get_base (request, rev, error);
  g_autoptr (RyDocument) document = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  RyResponse *answer;
  gboolean found;

  if (base == NULL || (attachments = get_others (request, rev, &found, error)) == NULL)
    return NULL;
  if (attachment == NULL && !found) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_NOT_FOUND, "Document is missing attachment");
    return NULL;
  }
  if (attachment != NULL)
    g_ptr_array_insert (attachments, 0, g_steal_pointer (&attachment));
  document = ry_document_with_attachments (base, attachments);
  answer = ry_handlers_write_document (request, document, TRUE, error);
  /* The tag of an attachment is another one. */
  if (answer != NULL)
    g_clear_pointer (&answer->etag, g_free);
  return answer;
}

/* A revision that nobody knows is a conflict, but CouchDB says it in other words. */
static RyResponse *
answer_unknown (GError **error)
{
  if (!g_error_matches (*error, RY_ERROR, RY_ERROR_NOT_FOUND) || g_str_has_suffix ((*error)->message, "attachment"))
    return NULL;
  g_clear_error (error);
  return ry_response_new_text (409, "{\"error\":\"not_found\",\"reason\":\"missing_rev\"}");
}

RyResponse *
ry_handle_attachment_delete (RyRequest *request, GError **error)
{
  g_autoptr (RyAttachment) attachment = NULL;
  g_autoptr (GError) inner = NULL;
  g_autofree char *rev = NULL;
  RyResponse *answer;

  if (!ry_handlers_find_rev (request, &rev, error))
    return NULL;
  if (rev == NULL) {
    attachment = ry_store_get_attachment (request->store, request->document, NULL, request->attachment, error);
    if (attachment != NULL)
      g_set_error_literal (error, RY_ERROR, RY_ERROR_CONFLICT, "Document update conflict.");
    return NULL;
  }
  answer = write_with (request, rev, NULL, &inner);
  if (answer != NULL)
    answer->status = 200;
  else
    answer = answer_unknown (&inner);
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  return answer;
}

static gboolean
take (RyIntake *intake, const char *bytes, gsize length, GError **error)
{
  return ry_stage_write (((Intake *) intake)->stage, bytes, length, error);
}

static RyResponse *
finish (RyIntake *intake, GError **error)
{
  Intake *self = (Intake *) intake;
  RyAttachment *attachment = ry_stage_finish (self->stage, self->request->attachment, error);
  RyResponse *answer;

  if (attachment == NULL)
    return NULL;
  answer = write_with (self->request, self->rev, attachment, error);
  if (answer != NULL) {
    g_free (answer->location);
    answer->location = ry_request_dup_location (self->request, self->request->document, self->request->attachment);
  }
  return answer;
}

static void
intake_free (RyIntake *intake)
{
  Intake *self = (Intake *) intake;

  ry_stage_free (self->stage);
  g_free (self->rev);
  g_free (self);
}

/* Who may change some fields of a record may not hang a file on it. */
static gboolean
check_arrival (RyRequest *request, RyDocument *target, GError **error)
{
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  g_autoptr (RyDocument) document = NULL;
  RyAttachment *coming = ry_attachment_new (request->attachment, "application/octet-stream");

  coming->form = RY_ATTACHMENT_FOLLOWS;
  g_ptr_array_add (attachments, coming);
  document = ry_document_with_attachments (target, attachments);
  return ry_request_check_write (request, document, TRUE, error);
}

/* What would be refused in the end is refused before the bytes come. */
static gboolean
check_target (RyRequest *request, const char *rev, GError **error)
{
  g_autoptr (RyDocument) found = NULL;
  g_autoptr (RyDocument) target = NULL;
  g_autoptr (GError) inner = NULL;

  if (!ry_attachment_check_name (request->attachment, error))
    return FALSE;
  found = ry_store_get (request->store, request->document, rev, rev != NULL ? RY_GET_DELETED : RY_GET_PLAIN, &inner);
  if (inner != NULL && !g_error_matches (inner, RY_ERROR, RY_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&inner));
    return FALSE;
  }
  if ((found != NULL) != (rev != NULL)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_CONFLICT, "Document update conflict.");
    return FALSE;
  }
  target = ry_handlers_get_base (request, rev, error);
  return target != NULL && check_arrival (request, target, error);
}

RyIntake *
ry_receive_attachment (RyRequest *request, GError **error)
{
  static const RyIntakeClass klass = { take, finish, intake_free };
  const char *type = request->content_type != NULL ? request->content_type : RY_ATTACHMENT_DEFAULT_TYPE;
  gboolean compressed =
      request->content_encoding != NULL && g_ascii_strcasecmp (request->content_encoding, "gzip") == 0;
  g_autofree char *rev = NULL;
  RyStage *stage;
  Intake *self;

  if (!ry_handlers_find_rev (request, &rev, error) || !check_target (request, rev, error) ||
      (stage = ry_stage_new (request->store, type, compressed ? "gzip" : NULL, error)) == NULL)
    return NULL;
  self = g_new0 (Intake, 1);
  self->parent.klass = &klass;
  self->request = request;
  self->stage = stage;
  self->rev = g_steal_pointer (&rev);
  return &self->parent;
}
