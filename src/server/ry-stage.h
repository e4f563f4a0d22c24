/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One attachment on its way into a store, before the document that it belongs to is written. What can be compressed
 * is kept compressed, as CouchDB keeps it. Used by one thread at a time.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

/* CouchDB's default for attachments; the digest depends on it. */
#define RY_STAGE_COMPRESSION_LEVEL 8

typedef struct _RyStage RyStage;

RyStage      *ry_stage_new             (RyStore *store, const char *content_type, const char *encoding, GError **error);
gboolean      ry_stage_write           (RyStage *self, const void *bytes, gsize length, GError **error);
RyAttachment *ry_stage_finish          (RyStage *self, const char *name, GError **error);
gint64        ry_stage_get_length      (RyStage *self);
void          ry_stage_free            (RyStage *self);
gboolean      ry_stage_is_compressible (const char *content_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyStage, ry_stage_free)

G_END_DECLS
