/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass over all spaces of a workspace, in line; and which databases they are. The replicator's, not for others.
 */
#pragma once

#include "ry-http-client.h"
#include "ry-replication.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

gboolean ry_pass_is_shared          (const char *space);
char    *ry_pass_dup_database       (RyWorkspace *workspace, const char *space);
gboolean ry_pass_adopt              (RyWorkspace *workspace, GPtrArray *databases, GError **error);
gboolean ry_pass_may_ignore_listing (const GError *error);
gboolean ry_pass_run                (RyWorkspace *workspace, RyHttpClient *client, RySyncProgress *progress, GCancellable *cancellable, GError **error);

G_END_DECLS
