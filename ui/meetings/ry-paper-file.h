/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An attachment as a file that other programs can open.
 */
#pragma once

#include "ry-attachment.h"
#include "ry-store.h"

G_BEGIN_DECLS

void   ry_paper_file_export_async  (RyStore *store, const RyAttachment *attachment, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GFile *ry_paper_file_export_finish (GAsyncResult *result, GError **error);
char  *ry_paper_file_choose_name   (GFile *file, GPtrArray *attachments);

G_END_DECLS
