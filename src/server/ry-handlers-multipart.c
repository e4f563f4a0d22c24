/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document that comes with its attachments as `multipart/related`: JSON first, in which `"follows": true` stands
 * for each attachment that comes behind it. Parts belong to attachments by their names where they have some, else by
 * their order.
 */
#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-intake.h"
#include "ry-multipart.h"
#include "ry-stage.h"

/* The JSON stands in memory. */
#define MAX_JSON_BYTES (64u << 20)

typedef struct {
  RyIntake parent;
  RyRequest *request; /* Borrowed */
  RyMultipartReader *reader;
  guint n_parts;
  GString *json;

  /* When the JSON has come */
  RyDocument *document;
  GPtrArray *attachments; /* copies of the document's, filled in as they come */
  GPtrArray *stages;      /* hold the bytes until the document is written */

  /* While an attachment comes; the place is -1 for a part that nobody asked for */
  RyStage *stage;
  int place;
} Intake;

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, sentence);
  return FALSE;
}

static int
find_place (Intake *self, const char *name)
{
  int first = -1;

  for (guint i = 0; i < self->attachments->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (self->attachments, i);

    if (attachment->form != RY_ATTACHMENT_FOLLOWS)
      continue;
    if (name != NULL && strcmp (attachment->name, name) == 0)
      return (int) i;
    if (first < 0)
      first = (int) i;
  }
  return first;
}

static gboolean
begin_attachment (Intake *self, SoupMessageHeaders *headers, GError **error)
{
  g_autofree char *name = ry_multipart_dup_file_name (headers);
  const RyAttachment *attachment;

  self->place = find_place (self, name);
  if (self->place < 0)
    return TRUE;
  attachment = g_ptr_array_index (self->attachments, (guint) self->place);
  if (attachment->encoding != NULL && strcmp (attachment->encoding, "gzip") != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA,
                         "Only gzip and identity content-encodings are supported");
    return FALSE;
  }
  self->stage = ry_stage_new (self->request->store, attachment->content_type, attachment->encoding, error);
  return self->stage != NULL;
}

static gboolean
begin_part (SoupMessageHeaders *headers, gpointer data, GError **error)
{
  Intake *self = data;
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (self->n_parts++ > 0)
    return begin_attachment (self, headers, error);
  if (type != NULL && g_ascii_strcasecmp (type, "application/json") == 0)
    return TRUE;
  g_set_error_literal (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA, "Content-Type must be application/json");
  return FALSE;
}

static gboolean
take_part (const char *bytes, gsize length, gpointer data, GError **error)
{
  Intake *self = data;

  if (self->stage != NULL)
    return ry_stage_write (self->stage, bytes, length, error);
  if (self->document != NULL)
    return TRUE;
  if (self->json->len + length > MAX_JSON_BYTES) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_TOO_LARGE, "The document is too large.");
    return FALSE;
  }
  g_string_append_len (self->json, bytes, (gssize) length);
  return TRUE;
}

static gboolean
is_edit (RyRequest *request)
{
  return g_strcmp0 (ry_request_get_text (request, "new_edits"), "false") != 0;
}

static gboolean
end_document (Intake *self, GError **error)
{
  GPtrArray *attachments;
  g_autofree char *rev = NULL;

  if (!ry_handlers_find_rev (self->request, &rev, error))
    return FALSE;
  self->document = ry_body_parse (self->json->str, self->json->len, self->request->document, rev, error);
  if (self->document == NULL || !ry_request_check_write (self->request, self->document, is_edit (self->request), error))
    return FALSE;
  attachments = ry_document_get_attachments (self->document);
  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    g_ptr_array_add (self->attachments, ry_attachment_copy (g_ptr_array_index (attachments, i)));
  g_string_truncate (self->json, 0);
  return TRUE;
}

/* The sender says beforehand how long a part will be; it is the parts' ends that count, but both should agree. */
static gboolean
check_length (const RyAttachment *announced, gint64 length, GError **error)
{
  if (announced->encoded_length > length)
    return fail (error, "attachment shorter than expected");
  return announced->encoded_length == 0 || announced->encoded_length == length ||
         fail (error, "attachment longer than expected");
}

static gboolean
end_attachment (Intake *self, GError **error)
{
  const RyAttachment *announced = g_ptr_array_index (self->attachments, (guint) self->place);
  RyAttachment *attachment;

  if (!check_length (announced, ry_stage_get_length (self->stage), error))
    return FALSE;
  attachment = ry_stage_finish (self->stage, announced->name, error);
  g_ptr_array_add (self->stages, g_steal_pointer (&self->stage));
  if (attachment == NULL)
    return FALSE;
  attachment->revpos = announced->revpos;
  ry_attachment_free (g_ptr_array_index (self->attachments, (guint) self->place));
  g_ptr_array_index (self->attachments, (guint) self->place) = attachment;
  return TRUE;
}

static gboolean
end_part (gpointer data, GError **error)
{
  Intake *self = data;

  if (self->document == NULL)
    return end_document (self, error);
  return self->stage == NULL || end_attachment (self, error);
}

static gboolean
take (RyIntake *intake, const char *bytes, gsize length, GError **error)
{
  return ry_multipart_reader_feed (((Intake *) intake)->reader, bytes, length, error);
}

static RyResponse *
finish (RyIntake *intake, GError **error)
{
  Intake *self = (Intake *) intake;
  g_autoptr (RyDocument) document = NULL;

  if (!ry_multipart_reader_finish (self->reader, error))
    return NULL;
  if (self->document == NULL) {
    fail (error, "The multipart body has no document.");
    return NULL;
  }
  if (find_place (self, NULL) >= 0) {
    fail (error, "attachment shorter than expected");
    return NULL;
  }
  document = ry_document_with_attachments (self->document, self->attachments);
  return ry_handlers_write_document (self->request, document, is_edit (self->request), error);
}

static void
intake_free (RyIntake *intake)
{
  Intake *self = (Intake *) intake;

  g_clear_pointer (&self->reader, ry_multipart_reader_free);
  g_string_free (self->json, TRUE);
  g_clear_pointer (&self->document, ry_document_unref);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->stages);
  g_clear_pointer (&self->stage, ry_stage_free);
  g_free (self);
}

RyIntake *
ry_receive_document (RyRequest *request, GError **error)
{
  static const RyIntakeClass klass = { take, finish, intake_free };
  static const RyMultipartHandler handler = { begin_part, take_part, end_part };
  Intake *self = g_new0 (Intake, 1);

  self->parent.klass = &klass;
  self->request = request;
  self->json = g_string_new (NULL);
  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  self->stages = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_stage_free);
  self->reader = ry_multipart_reader_new (request->content_type, &handler, self, error);
  if (self->reader != NULL)
    return &self->parent;
  intake_free (&self->parent);
  return NULL;
}
