/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Attachments that travel inside a document's JSON, in base64.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

GInputStream *ry_inline_open     (RyStore *store, const RyAttachment *attachment, GError **error);
RyDocument   *ry_inline_load     (RyStore *store, RyDocument *document, guint since, GError **error);
RyDocument   *ry_inline_compress (RyDocument *document, GError **error);

G_END_DECLS
