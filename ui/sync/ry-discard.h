/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Giving up a change that the server refused: the record says again what the server has. It asks the server, so it is done
 * in a thread; like every act it can be undone.
 */
#pragma once

#include "ry-replicator.h"

G_BEGIN_DECLS

void    ry_discard_async  (RyWorkspace *workspace, RyReplicator *replicator, const char *id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer data);
RyUndo *ry_discard_finish (RyWorkspace *workspace, GAsyncResult *result, GError **error);

G_END_DECLS
