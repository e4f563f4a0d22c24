/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of documents that loads what is looked at. It holds the row numbers of a query (8 bytes a document) and
 * fetches documents a hundred at a time when a view asks for them, so that 100,000 members are there at once. Give
 * it to a GtkListView or GtkColumnView; it follows the workspace by itself, telling views only what changed.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_ROW (ry_row_get_type ())
G_DECLARE_FINAL_TYPE (RyRow, ry_row, RY, ROW, GObject)

/* Properties of RyRow: document (RyDocument; notifies when the document changed). */

RyDocument *ry_row_get_document (RyRow *self);
const char *ry_row_get_id       (RyRow *self);
const char *ry_row_get_string   (RyRow *self, const char *member);

#define RY_TYPE_ROW_MODEL (ry_row_model_get_type ())
G_DECLARE_FINAL_TYPE (RyRowModel, ry_row_model, RY, ROW_MODEL, GObject)

/**
 * RyRowFilter:
 *
 * Answers in the query's own thread which rows stay, for what a RyQuery cannot say.
 * Returns: (transfer full): the rows to keep, in their order
 */
typedef GArray *(*RyRowFilter) (GArray *rows, RyStore *store, gpointer data, GCancellable *cancellable);

/* Properties of RyRowModel: loading (gboolean), n-items. */

RyRowModel *ry_row_model_new           (RyWorkspace *workspace, const char *kind);
void        ry_row_model_set_query     (RyRowModel *self, const RyQuery *query);
void        ry_row_model_set_filter    (RyRowModel *self, RyRowFilter filter, gpointer data, GDestroyNotify free_data);
void        ry_row_model_set_head_only (RyRowModel *self, guint n_rows);
gboolean    ry_row_model_get_loading   (RyRowModel *self);
guint       ry_row_model_find          (RyRowModel *self, const char *id);
RyDocument *ry_row_model_get_document  (RyRowModel *self, guint position);

G_END_DECLS
