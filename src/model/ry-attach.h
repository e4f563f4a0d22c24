/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that people attach to records.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

gboolean ry_workspace_attach        (RyWorkspace *self, const char *id, const char *name, const char *content_type, GInputStream *bytes,
                                     GCancellable *cancellable, GError **error);
gboolean ry_workspace_detach        (RyWorkspace *self, const char *id, const char *const *names, GCancellable *cancellable, GError **error);
void     ry_workspace_attach_file_async  (RyWorkspace *self, const char *id, const char *name, GFile *file, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean ry_workspace_attach_file_finish (RyWorkspace *self, GAsyncResult *result, GError **error);
GBytes  *ry_workspace_read_attached (RyWorkspace *self, const char *id, const char *name, gint64 most);

GPtrArray *ry_attachments_merge     (GPtrArray *base, GPtrArray *left, GPtrArray *right);

G_END_DECLS
