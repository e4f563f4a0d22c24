/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was changed in the region, the newest first, of every kind and deleted records too: the way to the history of a
 * record that has no page of its own.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

GPtrArray *ry_recent_list (RyWorkspace *workspace, const char *words, guint limit, GCancellable *cancellable, GError **error);

G_END_DECLS
