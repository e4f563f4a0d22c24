/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which organisations a list shows: by what is typed and by council. A filter for RyRowModel, which asks it in the
 * thread of its query, so that a list of a hundred thousand follows the typing. Nothing here touches a widget.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

typedef struct _RyDirectoryFilter RyDirectoryFilter;

RyDirectoryFilter *ry_directory_filter_new   (RyWorkspace *workspace, const char *text, const char *council, const char *today);
void               ry_directory_filter_free  (RyDirectoryFilter *filter);
GArray            *ry_directory_filter_rows  (GArray *rows, RyStore *store, gpointer filter, GCancellable *cancellable);

GHashTable        *ry_directory_get_members  (RyStore *store, const char *council, const char *today, GError **error);
GHashTable        *ry_directory_count_kinds  (RyWorkspace *workspace, const char *council, const char *today, GError **error);
char              *ry_directory_dup_typed    (const char *text, const char *preedit, int cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyDirectoryFilter, ry_directory_filter_free)
void               ry_directory_count_kinds_async (RyWorkspace *workspace, const char *council, GObject *source, GAsyncReadyCallback callback);
GHashTable        *ry_directory_count_kinds_finish (GAsyncResult *result, GError **error);

G_END_DECLS
