/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document's new attachments as a browser's form sends them, `multipart/form-data`: files in fields `_attachments`,
 * and the revision in `_rev`, or the whole document in `_doc`. A form on any page can be sent here with the cookie of
 * whoever looks at it, so it must come from a page of this server.
 */
#include <string.h>

#include "ry-body.h"
#include "ry-error.h"
#include "ry-handlers.h"
#include "ry-intake.h"
#include "ry-multipart.h"
#include "ry-stage.h"

/* Of a field that is no file. */
#define MAX_FIELD_BYTES (8u << 20)

typedef struct {
  RyIntake parent;
  RyRequest *request; /* Borrowed */
  RyMultipartReader *reader;
  char *rev;
  GString *document;      /* NULL where the form has none */
  GPtrArray *attachments; /* those that came */
  GPtrArray *stages;      /* hold the bytes until the document is written */

  /* While a part comes */
  char *field;
  char *file_name;
  GString *value;
  RyStage *stage;
} Intake;

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, sentence);
  return FALSE;
}

static char *
dup_parameter (SoupMessageHeaders *headers, const char *name)
{
  const char *disposition = soup_message_headers_get_one (headers, "Content-Disposition");
  const char *semicolon = disposition != NULL ? strchr (disposition, ';') : NULL;
  g_autoptr (GHashTable) parameters = semicolon != NULL ? soup_header_parse_semi_param_list (semicolon + 1) : NULL;

  return parameters != NULL ? g_strdup (g_hash_table_lookup (parameters, name)) : NULL;
}

static gboolean
begin_part (SoupMessageHeaders *headers, gpointer data, GError **error)
{
  Intake *self = data;
  const char *type = soup_message_headers_get_one (headers, "Content-Type");

  g_free (self->field);
  g_free (self->file_name);
  self->field = dup_parameter (headers, "name");
  self->file_name = dup_parameter (headers, "filename");
  g_string_truncate (self->value, 0);
  /* A file field that was left empty is sent all the same. */
  if (g_strcmp0 (self->field, "_attachments") != 0 || self->file_name == NULL || *self->file_name == '\0')
    return TRUE;
  if (!ry_attachment_check_name (self->file_name, error))
    return FALSE;
  self->stage = ry_stage_new (self->request->store, type != NULL ? type : RY_ATTACHMENT_DEFAULT_TYPE, NULL, error);
  return self->stage != NULL;
}

static gboolean
take_part (const char *bytes, gsize length, gpointer data, GError **error)
{
  Intake *self = data;

  if (self->stage != NULL)
    return ry_stage_write (self->stage, bytes, length, error);
  if (self->value->len + length > MAX_FIELD_BYTES) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_TOO_LARGE, "A field of the form is too large.");
    return FALSE;
  }
  g_string_append_len (self->value, bytes, (gssize) length);
  return TRUE;
}

static gboolean
end_part (gpointer data, GError **error)
{
  Intake *self = data;
  RyAttachment *attachment;

  if (self->stage != NULL) {
    attachment = ry_stage_finish (self->stage, self->file_name, error);
    g_ptr_array_add (self->stages, g_steal_pointer (&self->stage));
    if (attachment != NULL)
      g_ptr_array_add (self->attachments, attachment);
    return attachment != NULL;
  }
  if (g_strcmp0 (self->field, "_rev") == 0) {
    g_free (self->rev);
    self->rev = g_strndup (self->value->str, self->value->len);
  } else if (g_strcmp0 (self->field, "_doc") == 0) {
    if (self->document != NULL)
      g_string_free (self->document, TRUE);
    self->document = g_string_new_len (self->value->str, (gssize) self->value->len);
  }
  return TRUE;
}

static gboolean
take (RyIntake *intake, const char *bytes, gsize length, GError **error)
{
  return ry_multipart_reader_feed (((Intake *) intake)->reader, bytes, length, error);
}

/* What came takes the place of what is called so. */
static RyDocument *
add_attachments (Intake *self, RyDocument *document, GPtrArray *before)
{
  for (guint i = 0; before != NULL && i < before->len; i++) {
    const RyAttachment *attachment = g_ptr_array_index (before, i);

    if (ry_attachments_find (self->attachments, attachment->name) == NULL)
      g_ptr_array_add (self->attachments, ry_attachment_copy (attachment));
  }
  return ry_document_with_attachments (document, self->attachments);
}

static RyDocument *
build_document (Intake *self, GError **error)
{
  RyRequest *request = self->request;
  g_autoptr (RyDocument) base = NULL;
  g_autoptr (GPtrArray) before = NULL;

  if (self->document != NULL) {
    base = ry_body_parse (self->document->str, self->document->len, request->document, self->rev, error);
    return base != NULL ? add_attachments (self, base, ry_document_get_attachments (base)) : NULL;
  }
  if (self->rev == NULL) {
    fail (error, "The form has neither _doc nor _rev.");
    return NULL;
  }
  base = ry_handlers_get_base (request, self->rev, error);
  before = base != NULL ? ry_store_get_attachments (request->store, request->document, self->rev, error) : NULL;
  return before != NULL ? add_attachments (self, base, before) : NULL;
}

static RyResponse *
finish (RyIntake *intake, GError **error)
{
  Intake *self = (Intake *) intake;
  g_autoptr (RyDocument) document = NULL;

  if (!ry_multipart_reader_finish (self->reader, error) || (document = build_document (self, error)) == NULL)
    return NULL;
  return ry_handlers_write_document (self->request, document, TRUE, error);
}

static void
intake_free (RyIntake *intake)
{
  Intake *self = (Intake *) intake;

  g_clear_pointer (&self->reader, ry_multipart_reader_free);
  g_free (self->rev);
  if (self->document != NULL)
    g_string_free (self->document, TRUE);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->stages);
  g_free (self->field);
  g_free (self->file_name);
  g_string_free (self->value, TRUE);
  g_clear_pointer (&self->stage, ry_stage_free);
  g_free (self);
}

/* The page that the form stands on must be this server's. */
static gboolean
check_referer (RyRequest *request, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;

  if (request->referer == NULL)
    return fail (error, "Referer header required.");
  uri = g_uri_parse (request->referer, G_URI_FLAGS_NONE, NULL);
  if (uri != NULL && g_uri_get_host (uri) != NULL)
    host = g_uri_get_port (uri) > 0 ? g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri))
                                    : g_strdup (g_uri_get_host (uri));
  return (host != NULL && request->host != NULL && g_ascii_strcasecmp (host, request->host) == 0) ||
         fail (error, "Referer header must match host.");
}

RyIntake *
ry_receive_form (RyRequest *request, GError **error)
{
  static const RyIntakeClass klass = { take, finish, intake_free };
  static const RyMultipartHandler handler = { begin_part, take_part, end_part };
  Intake *self;

  if (request->content_type == NULL || g_ascii_strncasecmp (request->content_type, "multipart/form-data", 19) != 0) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNSUPPORTED_MEDIA, "Content-Type must be multipart/form-data");
    return NULL;
  }
  if (!check_referer (request, error))
    return NULL;
  self = g_new0 (Intake, 1);
  self->parent.klass = &klass;
  self->request = request;
  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_attachment_free);
  self->stages = g_ptr_array_new_with_free_func ((GDestroyNotify) ry_stage_free);
  self->value = g_string_new (NULL);
  self->reader = ry_multipart_reader_new (request->content_type, &handler, self, error);
  if (self->reader != NULL)
    return &self->parent;
  intake_free (&self->parent);
  return NULL;
}
