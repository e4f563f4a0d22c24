/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A workbook (ECMA-376 SpreadsheetML, .xlsx) read row by row, as text. Memory holds its shared strings and one row,
 * however many rows there are; what expands without measure is refused.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RyWorkbook RyWorkbook;

/* A national file of one prefecture has some tens of MiB of XML; a bomb has thousands. */
#define RY_WORKBOOK_MAX_BYTES   (768ll * 1024 * 1024)
#define RY_WORKBOOK_MAX_STRINGS (128u * 1024 * 1024)
#define RY_WORKBOOK_MAX_ROWS    300000u
#define RY_WORKBOOK_MAX_COLUMNS 2048u
#define RY_WORKBOOK_MAX_MERGES  50000u

/**
 * RyWorkbookMerge:
 * @row: the first row, from 0
 * @column: the first column, from 0
 * @last_row: the last row
 * @last_column: the last column
 *
 * Cells that are merged into one; its text stands in the first.
 */
typedef struct {
  guint row, column;
  guint last_row, last_column;
} RyWorkbookMerge;

/* A row's cells; NULL where one is empty. To end the reading early it answers FALSE without setting an error. */
typedef gboolean (*RyWorkbookRowFunc) (guint row, const char *const *cells, guint n_cells, gpointer data, GError **error);

gboolean    ry_workbook_looks_like  (const char *path);
RyWorkbook *ry_workbook_open        (const char *path, GCancellable *cancellable, GError **error);
void        ry_workbook_free        (RyWorkbook *self);
guint       ry_workbook_get_n_sheets(RyWorkbook *self);
const char *ry_workbook_get_sheet   (RyWorkbook *self, guint sheet);
gboolean    ry_workbook_read        (RyWorkbook *self, guint sheet, RyWorkbookRowFunc func, gpointer data, GArray *merges, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyWorkbook, ry_workbook_free)

G_END_DECLS
