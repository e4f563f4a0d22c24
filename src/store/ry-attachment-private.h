/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of attachments as JSON: the member `_attachments` of a document, and the same text in the file.
 */
#pragma once

#include "ry-attachment.h"

G_BEGIN_DECLS

char         *_ry_digest_to_text (const guint8 md5[16]);
GPtrArray    *_ry_attachments_parse       (const char *json, gssize length, GError **error);
GPtrArray    *_ry_attachments_copy        (GPtrArray *attachments);
void          _ry_attachments_append_json (GPtrArray *attachments, gboolean with_encoding, GString *out);
void          _ry_attachments_append_signature (GPtrArray *attachments, GString *out);

G_END_DECLS
