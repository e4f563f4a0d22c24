/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a document's JSON says of its attachments: bytes in base64, and stubs.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

GInputStream *ry_inline_open     (RyStore *store, const RyAttachment *attachment, GError **error);
RyDocument   *ry_inline_load     (RyStore *store, RyDocument *document, guint since, GError **error);
RyDocument   *ry_inline_compress (RyDocument *document, GError **error);
gboolean      ry_inline_check    (RyStore *store, RyDocument *document, GError **error);

G_END_DECLS
