/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ry-blob.h"
#include "ry-peer.h"

G_BEGIN_DECLS

GHashTable *ry_gathering_run (RyStore *store, RyDocument *document, const RyAttachmentSource *source, GCancellable *cancellable);

G_END_DECLS
