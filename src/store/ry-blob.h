/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes in a store, kept once under their digest. Who holds a RyBlob can be sure that the bytes stay where they
 * are, whether a revision names them already or not.
 */
#pragma once

#include "ry-attachment.h"
#include "ry-store.h"

G_BEGIN_DECLS

#define RY_TYPE_BLOB (ry_blob_get_type ())
typedef struct _RyBlob RyBlob;

GType         ry_blob_get_type   (void);
RyBlob       *ry_blob_ref        (RyBlob *self);
void          ry_blob_unref      (RyBlob *self);
const char   *ry_blob_get_digest (RyBlob *self);
gint64        ry_blob_get_length (RyBlob *self);
RyAttachment *ry_blob_attach     (RyBlob *self, const char *name, const char *content_type, const char *encoding, gint64 length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBlob, ry_blob_unref)

G_END_DECLS
