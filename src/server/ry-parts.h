/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Documents with their attachments as multipart answers, which CouchDB's replicator asks for.
 */
#pragma once

#include "ry-request.h"

G_BEGIN_DECLS

typedef struct _RyParts RyParts;

RyResponse *ry_parts_answer       (RyRequest *request, RyDocument *document, RyDocumentJson members, guint since);

RyParts  *ry_parts_new          (RyStore *store);
RyParts  *ry_parts_new_bulk     (RyStore *store, const char *subtype);
void      ry_parts_add_document (RyParts *self, RyDocument *document, RyDocumentJson members, guint since);
void      ry_parts_add_missing  (RyParts *self, const char *rev);
void      ry_parts_add_error    (RyParts *self, const char *json);
gsize     ry_parts_get_n_text   (RyParts *self);
RyResponse *ry_parts_close        (RyParts *self);

G_END_DECLS
