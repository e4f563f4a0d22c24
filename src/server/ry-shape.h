/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a client wants to see of documents besides their bodies: history, conflicts, and attachments with their bytes.
 */
#pragma once

#include "ry-request.h"

G_BEGIN_DECLS

typedef struct {
  RyGet get;
  RyDocumentJson members;
  gboolean attachments; /* with their bytes */
  GStrv atts_since;     /* (nullable): what came with these revisions the client has already */
} RyShape;

gboolean ry_shape_parse      (RyShape *self, RyRequest *request, GError **error);
gboolean ry_shape_parse_revs (const char *text, GStrv *revs, GError **error);
guint    ry_shape_get_since  (const RyShape *self, RyDocument *document);
gboolean ry_shape_append     (const RyShape *self, RyStore *store, RyDocument *document, GString *out, GError **error);
void     ry_shape_clear      (RyShape *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RyShape, ry_shape_clear)

G_END_DECLS
