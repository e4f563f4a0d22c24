/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writing half of a replication: takes batches and writes them to the target in a thread of its own, so that
 * the next batch is read while this one is written. One batch is under way and none waits: memory stays flat.
 */
#pragma once

#include "ry-peer.h"

G_BEGIN_DECLS

typedef struct _RyWriter RyWriter;

RyWriter *ry_writer_new   (RyPeer *target, const RyAttachmentSource *source, GCancellable *cancellable);
gboolean  ry_writer_put   (RyWriter *self, GPtrArray *documents, GError **error);
gboolean  ry_writer_flush (RyWriter *self, GError **error);
gint64    ry_writer_take  (RyWriter *self, GPtrArray *failures);
void      ry_writer_free  (RyWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyWriter, ry_writer_free)

G_END_DECLS
