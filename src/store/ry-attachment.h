/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file attached to a revision, as the revision tells of it: its name, type and digest, not its bytes. The bytes
 * are a blob of the store (ry-blob.h), kept once however many revisions name them.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RyAttachmentForm:
 * @RY_ATTACHMENT_STUB: `"stub": true`: the store has it, or had it with an earlier revision
 * @RY_ATTACHMENT_BLOB: its bytes are a blob of this store and new to the document; written as a stub
 * @RY_ATTACHMENT_DATA: its bytes stand in @data, in JSON as base64
 * @RY_ATTACHMENT_FOLLOWS: `"follows": true`: its bytes are a later part of a multipart message
 *
 * Where the bytes of an attachment are while a document travels.
 */
typedef enum {
  RY_ATTACHMENT_STUB,
  RY_ATTACHMENT_BLOB,
  RY_ATTACHMENT_DATA,
  RY_ATTACHMENT_FOLLOWS,
} RyAttachmentForm;

/**
 * RyAttachment:
 * @name: its name, unique in its document
 * @content_type: its type
 * @digest: (nullable): `md5-<base64>` of the bytes as kept; %NULL only in a document that has not been written
 * @length: of the bytes a person gets
 * @encoded_length: of the bytes as kept; equals @length where @encoding is %NULL
 * @encoding: (nullable): "gzip" where the bytes are kept compressed
 * @revpos: the generation in which it came to the document; 0 where it has not been said
 * @here: whether this store holds the bytes; only ry_store_get_attachments() and ry_store_get_attachment() look
 * @form: where the bytes are while the document travels
 * @data: (nullable): the bytes, with %RY_ATTACHMENT_DATA
 */
typedef struct {
  char *name;
  char *content_type;
  char *digest;
  gint64 length;
  gint64 encoded_length;
  char *encoding;
  guint revpos;
  gboolean here;
  RyAttachmentForm form;
  GBytes *data;
} RyAttachment;

#define RY_ATTACHMENT_DEFAULT_TYPE "application/octet-stream"

RyAttachment *ry_attachment_new      (const char *name, const char *content_type);
RyAttachment *ry_attachment_copy     (const RyAttachment *self);
void          ry_attachment_free     (RyAttachment *self);
void          ry_attachment_set_data (RyAttachment *self, GBytes *data);
RyAttachment *ry_attachments_find      (GPtrArray *attachments, const char *name);
gboolean      ry_attachment_check_name (const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyAttachment, ry_attachment_free)

G_END_DECLS
