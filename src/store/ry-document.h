/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One revision of a document, immutable and shared between threads. The body is JSON text without the
 * members that begin with an underscore; it is parsed only when ry_document_get_root() is first asked for.
 */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "ry-attachment.h"

G_BEGIN_DECLS

#define RY_TYPE_DOCUMENT (ry_document_get_type ())
typedef struct _RyDocument RyDocument;

typedef enum {
  RY_DOCUMENT_JSON_PLAIN = 0,          /* _id, _rev, _deleted and the body */
  RY_DOCUMENT_JSON_REVISIONS = 1 << 0, /* and _revisions, where the history is known */
  RY_DOCUMENT_JSON_CONFLICTS = 1 << 1, /* and _conflicts, where there are any */
  RY_DOCUMENT_JSON_ENCODING = 1 << 2,  /* and of attachments their encoding and encoded_length (att_encoding_info) */
  RY_DOCUMENT_JSON_REVS_INFO = 1 << 3, /* and _revs_info, where it was asked for */
  RY_DOCUMENT_JSON_DELETED_CONFLICTS = 1 << 4, /* and _deleted_conflicts, where there are any */
} RyDocumentJson;

GType              ry_document_get_type      (void);
RyDocument        *ry_document_new           (const char *id, const char *rev, gboolean deleted, const char *body, gssize length);
RyDocument        *ry_document_new_from_root (const char *id, const char *rev, gboolean deleted, JsonObject *root);
RyDocument        *ry_document_parse         (const char *json, gssize length, GError **error);
RyDocument        *ry_document_with          (RyDocument *self, const char *id, const char *rev);
RyDocument        *ry_document_with_attachments (RyDocument *self, GPtrArray *attachments);
RyDocument        *ry_document_ref           (RyDocument *self);
void               ry_document_unref         (RyDocument *self);
char              *ry_document_to_json       (RyDocument *self, RyDocumentJson members);
void               ry_document_append_json   (RyDocument *self, RyDocumentJson members, GString *out);

const char        *ry_document_get_id        (RyDocument *self);
const char        *ry_document_get_rev       (RyDocument *self);
gboolean           ry_document_get_deleted   (RyDocument *self);
gint64             ry_document_get_seq       (RyDocument *self);
const char        *ry_document_get_body      (RyDocument *self, gsize *length);
JsonObject        *ry_document_get_root      (RyDocument *self);
JsonObject        *ry_document_dup_root      (RyDocument *self);
const char        *ry_document_get_kind      (RyDocument *self);
const char        *ry_document_get_string    (RyDocument *self, const char *member);
const char *const *ry_document_get_history   (RyDocument *self);
const char *const *ry_document_get_conflicts (RyDocument *self);
const char *const *ry_document_get_deleted_conflicts (RyDocument *self);
GPtrArray         *ry_document_get_attachments (RyDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyDocument, ry_document_unref)

G_END_DECLS
