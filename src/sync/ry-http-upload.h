/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing to a database of a server: documents in batches (`_bulk_docs`), and those with many bytes to take along
 * one by one (`multipart/related`). An HTTP peer's own.
 */
#pragma once

#include "ry-http-client.h"
#include "ry-peer.h"

G_BEGIN_DECLS

typedef struct _RyHttpUpload RyHttpUpload;

RyHttpUpload *ry_http_upload_new          (RyHttpClient *client, const char *path);
void          ry_http_upload_free         (RyHttpUpload *self);
void          ry_http_upload_note_missing (RyHttpUpload *self, GPtrArray *missing);
GPtrArray    *ry_http_upload_put          (RyHttpUpload *self, GPtrArray *documents, const RyAttachmentSource *source, GCancellable *cancellable, GError **error);

G_END_DECLS
