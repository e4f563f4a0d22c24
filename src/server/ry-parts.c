/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answers are chains: JSON and headers as text, the attachments' bytes as they are kept, opened when their turn
 * comes. See <https://docs.couchdb.org/en/stable/replication/protocol.html#fetch-changed-documents>.
 */
#include "ry-parts.h"

#include <string.h>

#include "ry-json.h"
#include "ry-multipart.h"

struct _RyParts {
  RyStore *store;
  RyChain *chain;
  RyMultipartWriter *writer;
  const char *subtype; /* "mixed" or "related" */
  gboolean named;      /* parts say which document they are */
  gsize n_text;        /* bytes of JSON, which stand in memory */
};

/* An attachment's bytes, until their turn comes. */
typedef struct {
  RyStore *store;
  char *digest;
} Bytes;

static void
bytes_free (gpointer data)
{
  Bytes *bytes = data;

  g_object_unref (bytes->store);
  g_free (bytes->digest);
  g_free (bytes);
}

static GInputStream *
open_bytes (gpointer data, GCancellable *cancellable, GError **error)
{
  Bytes *bytes = data;

  return ry_store_open_blob (bytes->store, bytes->digest, error);
}

/* A quotation mark or a line's end in a name would end the header; CouchDB's parser goes by the order anyway. */
static char *
make_header_safe (const char *text)
{
  char *safe = g_strdup (text);

  for (char *p = safe; *p != '\0'; p++)
    if (*p == '"' || g_ascii_iscntrl (*p))
      *p = '_';
  return safe;
}

static void
add_attachment (RyChain *chain, RyMultipartWriter *writer, RyStore *store, const RyAttachment *attachment)
{
  g_autofree char *name = make_header_safe (attachment->name);
  g_autofree char *type = make_header_safe (attachment->content_type);
  g_autofree char *headers = NULL;
  Bytes *bytes = g_new (Bytes, 1);

  headers = g_strdup_printf ("Content-Disposition: attachment; filename=\"%s\"\r\n"
                             "Content-Type: %s\r\nContent-Length: %" G_GINT64_FORMAT "%s%s",
                             name, type, attachment->encoded_length,
                             attachment->encoding != NULL ? "\r\nContent-Encoding: " : "",
                             attachment->encoding != NULL ? attachment->encoding : "");
  *bytes = (Bytes){ g_object_ref (store), g_strdup (attachment->digest) };
  ry_multipart_writer_begin (writer, headers);
  ry_chain_add_stream (chain, open_bytes, bytes, bytes_free, (guint64) attachment->encoded_length);
}

/* Marks what follows the document; answers how many that are. */
static guint
mark_following (RyDocument *document, guint since, RyDocument **marked)
{
  GPtrArray *attachments = ry_document_get_attachments (document);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  guint n = 0;

  for (guint i = 0; attachments != NULL && i < attachments->len; i++) {
    RyAttachment *attachment = ry_attachment_copy (g_ptr_array_index (attachments, i));

    g_ptr_array_add (copies, attachment);
    if (attachment->revpos <= since)
      continue;
    attachment->form = RY_ATTACHMENT_FOLLOWS;
    n++;
  }
  *marked = attachments != NULL ? ry_document_with_attachments (document, copies) : ry_document_ref (document);
  return n;
}

static gsize
add_json (RyChain *chain, RyDocument *document, RyDocumentJson members)
{
  g_autofree char *json = ry_document_to_json (document, members | RY_DOCUMENT_JSON_ENCODING);

  ry_chain_add_text (chain, json, -1);
  return strlen (json);
}

static gsize
add_related (RyChain *chain, RyMultipartWriter *writer, RyStore *store, RyDocument *marked, RyDocumentJson members)
{
  GPtrArray *attachments = ry_document_get_attachments (marked);
  gsize n_text;

  ry_multipart_writer_begin (writer, "Content-Type: application/json");
  n_text = add_json (chain, marked, members);
  for (guint i = 0; i < attachments->len; i++) {
    RyAttachment *attachment = g_ptr_array_index (attachments, i);

    if (attachment->form == RY_ATTACHMENT_FOLLOWS)
      add_attachment (chain, writer, store, attachment);
  }
  ry_multipart_writer_close (writer);
  return n_text;
}

static RyResponse *
make_answer (RyChain *chain, char *type)
{
  RyResponse *answer = ry_response_new (200);

  answer->content_type = type;
  ry_response_take_stream (answer, g_object_ref (G_INPUT_STREAM (chain)), (gint64) ry_chain_get_length (chain));
  return answer;
}

/**
 * ry_parts_answer:
 * @request: who asked
 * @document: a document
 * @members: what its JSON tells
 * @since: up to this generation the reader has the attachments already
 *
 * Returns: (transfer full) (nullable): the document and the attachments that are newer, as `multipart/related`;
 *   %NULL where there are none, and JSON says all
 */
RyResponse *
ry_parts_answer (RyRequest *request, RyDocument *document, RyDocumentJson members, guint since)
{
  g_autoptr (RyDocument) marked = NULL;
  g_autoptr (RyChain) chain = NULL;
  g_autoptr (RyMultipartWriter) writer = NULL;

  if (mark_following (document, since, &marked) == 0)
    return NULL;
  chain = ry_chain_new ();
  writer = ry_multipart_writer_new (chain);
  add_related (chain, writer, request->store, marked, members);
  return make_answer (chain, ry_multipart_writer_dup_type (writer, "related"));
}

/**
 * ry_parts_new:
 * @store: where the documents are
 *
 * Returns: (transfer full): the beginning of a `multipart/mixed` answer, to be given to ry_parts_close()
 */
RyParts *
ry_parts_new (RyStore *store)
{
  RyParts *self = g_new0 (RyParts, 1);

  self->store = g_object_ref (store);
  self->chain = ry_chain_new ();
  self->writer = ry_multipart_writer_new (self->chain);
  self->subtype = "mixed";
  return self;
}

/**
 * ry_parts_new_bulk:
 * @store: where the documents are
 * @subtype: `mixed` or `related`, a static string
 *
 * Returns: (transfer full): the beginning of an answer of several documents' parts, which say whose they are
 */
RyParts *
ry_parts_new_bulk (RyStore *store, const char *subtype)
{
  RyParts *self = ry_parts_new (store);

  self->subtype = subtype;
  self->named = TRUE;
  return self;
}

/* The headers of a part that is a document with its attachments. */
static char *
build_related (RyParts *self, RyDocument *document, RyMultipartWriter *inner)
{
  g_autofree char *type = ry_multipart_writer_dup_type (inner, "related");
  g_autofree char *id = make_header_safe (ry_document_get_id (document));

  if (!self->named)
    return g_strconcat ("Content-Type: ", type, NULL);
  return g_strdup_printf ("X-Doc-Id: %s\r\nX-Rev-Id: %s\r\nContent-Type: %s", id, ry_document_get_rev (document), type);
}

/**
 * ry_parts_add_document:
 * @self: parts
 * @document: a document
 * @members: what its JSON tells
 * @since: up to this generation the reader has the attachments already
 *
 * Adds a document with the attachments that are newer.
 */
void
ry_parts_add_document (RyParts *self, RyDocument *document, RyDocumentJson members, guint since)
{
  g_autoptr (RyDocument) marked = NULL;
  g_autoptr (RyMultipartWriter) inner = NULL;
  g_autofree char *headers = NULL;

  if (mark_following (document, since, &marked) == 0) {
    ry_multipart_writer_begin (self->writer, "Content-Type: application/json");
    self->n_text += add_json (self->chain, marked, members);
    return;
  }
  inner = ry_multipart_writer_new (self->chain);
  headers = build_related (self, marked, inner);
  ry_multipart_writer_begin (self->writer, headers);
  self->n_text += add_related (self->chain, inner, self->store, marked, members);
}

/**
 * ry_parts_add_missing:
 * @self: parts
 * @rev: a revision that was asked for and is not here
 */
void
ry_parts_add_missing (RyParts *self, const char *rev)
{
  g_autoptr (GString) json = g_string_new ("{\"missing\":");

  ry_json_append_string (json, rev);
  g_string_append_c (json, '}');
  ry_parts_add_error (self, json->str);
}

/**
 * ry_parts_add_error:
 * @self: parts
 * @json: why something cannot be had
 */
void
ry_parts_add_error (RyParts *self, const char *json)
{
  ry_multipart_writer_begin (self->writer, "Content-Type: application/json; error=\"true\"");
  ry_chain_add_text (self->chain, json, -1);
  self->n_text += strlen (json);
}

/**
 * ry_parts_get_n_text:
 * @self: parts
 *
 * Returns: bytes of the answer that stand in memory
 */
gsize
ry_parts_get_n_text (RyParts *self)
{
  return self->n_text;
}

/**
 * ry_parts_close:
 * @self: (transfer full): parts
 *
 * Returns: (transfer full): the answer
 */
RyResponse *
ry_parts_close (RyParts *self)
{
  RyResponse *answer;

  ry_multipart_writer_close (self->writer);
  answer = make_answer (self->chain, ry_multipart_writer_dup_type (self->writer, self->subtype));
  ry_multipart_writer_free (self->writer);
  g_object_unref (self->chain);
  g_object_unref (self->store);
  g_free (self);
  return answer;
}
