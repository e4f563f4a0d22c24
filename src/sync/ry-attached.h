/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attachments' bytes on their way: into a store, checked by their digest; into a document, where they are few; and
 * behind it in a multipart message, however many they are. They are read where they are and never stand in memory
 * whole.
 */
#pragma once

#include "ry-blob.h"
#include "ry-chain.h"
#include "ry-peer.h"

G_BEGIN_DECLS

/**
 * RyAttachedNeed:
 * @RY_ATTACHED_NOTHING: the target has all, or nobody does
 * @RY_ATTACHED_FEW: bytes that may stand in the document
 * @RY_ATTACHED_MANY: bytes that follow it
 *
 * What a document has to take along.
 */
typedef enum {
  RY_ATTACHED_NOTHING,
  RY_ATTACHED_FEW,
  RY_ATTACHED_MANY,
} RyAttachedNeed;

gboolean       ry_attached_is_announced (const RyAttachment *attachment, RyBlob *blob);
gboolean       ry_attached_is_lacking (RyStore *store, const RyAttachment *attachment);
RyBlob        *ry_attached_keep   (RyStore *store, const RyAttachment *attachment, GInputStream *stream, GCancellable *cancellable, GError **error);
RyDocument    *ry_attached_stage  (RyStore *store, RyDocument *document, const RyAttachmentSource *source, GPtrArray *blobs, GCancellable *cancellable, GError **error);
RyAttachedNeed ry_attached_mark   (RyDocument *document, const RyAttachmentSource *source, guint since, RyDocument **marked);
RyDocument    *ry_attached_inline (RyDocument *marked, const RyAttachmentSource *source, GCancellable *cancellable, GError **error);
RyChain       *ry_attached_follow (RyDocument *marked, const RyAttachmentSource *source, char **content_type);

G_END_DECLS
