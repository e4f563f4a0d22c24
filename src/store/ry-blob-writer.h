/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts bytes into a store while they arrive, however many there are. What is written is seen by nobody before
 * ry_blob_writer_finish(), and stays for good when a document names it.
 */
#pragma once

#include "ry-blob.h"

G_BEGIN_DECLS

typedef struct _RyBlobWriter RyBlobWriter;

RyBlobWriter *ry_blob_writer_new    (RyStore *store, GError **error);
gboolean      ry_blob_writer_write  (RyBlobWriter *self, const void *data, gsize length, GCancellable *cancellable, GError **error);
RyBlob       *ry_blob_writer_finish (RyBlobWriter *self, GCancellable *cancellable, GError **error);
void          ry_blob_writer_free   (RyBlobWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyBlobWriter, ry_blob_writer_free)

G_END_DECLS
