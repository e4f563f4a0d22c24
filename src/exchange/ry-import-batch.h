/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of one transaction, on their way into the store in a thread of their own, so that the next batch can be read
 * meanwhile. Add rows, start it once, wait for it once.
 */
#pragma once

#include "ry-store.h"

G_BEGIN_DECLS

/**
 * RyImportPending:
 * @before: (nullable): the revision it had, %NULL where the document is new
 *
 * A row that is being written.
 */
typedef struct {
  gint64 line;
  char *name;
  char *before;
  GStrv cells;
} RyImportPending;

typedef struct _RyImportBatch RyImportBatch;

RyImportBatch         *ry_import_batch_new         (RyStore *store);
void                   ry_import_batch_free        (RyImportBatch *self);
void                   ry_import_batch_add         (RyImportBatch *self, RyDocument *document, RyImportPending *pending);
guint                  ry_import_batch_get_length  (RyImportBatch *self);
gboolean               ry_import_batch_contains    (RyImportBatch *self, const char *id);
void                   ry_import_batch_start       (RyImportBatch *self);
gboolean               ry_import_batch_wait        (RyImportBatch *self, GError **error);
const RyImportPending *ry_import_batch_get_pending (RyImportBatch *self, guint position);
const RyWriteResult   *ry_import_batch_get_result  (RyImportBatch *self, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyImportBatch, ry_import_batch_free)

G_END_DECLS
