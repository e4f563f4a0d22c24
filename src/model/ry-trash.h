/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was deleted and can come back. A deletion is a tombstone that keeps the record's fields and says who deleted it
 * and when; it replicates, so every desktop has the same trash. Restoring writes a revision on top of it.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/* So long a deleted record can be seen here. */
#define RY_TRASH_DAYS 30

/* More rows than a person looks through. */
#define RY_TRASH_MOST 2000

GPtrArray  *ry_trash_list       (RyWorkspace *workspace, GCancellable *cancellable, GError **error);
const char *ry_trash_get_who    (RyDocument *tombstone);
const char *ry_trash_get_when   (RyDocument *tombstone);
char       *ry_trash_dup_name   (RyWorkspace *workspace, RyDocument *tombstone);
RyUndo     *ry_trash_restore    (RyWorkspace *workspace, RyDocument *tombstone, gboolean replace, GCancellable *cancellable, GError **error);
gboolean    ry_trash_may_purge  (RyWorkspace *workspace, GError **error);
gboolean    ry_trash_purge      (RyWorkspace *workspace, const char *id, GCancellable *cancellable, GError **error);

G_END_DECLS
