/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Organisations out of a table: columns matched to the kind's fields by their headings, values read as people
 * write them, a dry run that counts, and a run that can be stopped and undone. The same file gives the same
 * documents on every desktop, byte for byte.
 *
 * Life of one: new, look at the columns and the first rows, correct a match, ry_import_run() dry, then for good.
 */
#pragma once

#include "ry-table.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_IMPORT (ry_import_get_type ())
G_DECLARE_FINAL_TYPE (RyImport, ry_import, RY, IMPORT, GObject)

typedef enum {
  RY_IMPORT_NEW,
  RY_IMPORT_CHANGED,
  RY_IMPORT_SAME,
  RY_IMPORT_REFUSED,
  RY_N_IMPORT_OUTCOMES
} RyImportOutcome;

typedef struct {
  gint64 counts[RY_N_IMPORT_OUTCOMES];
  gint64 rows;     /* read so far */
  gint64 position; /* bytes read so far */
  gint64 size;     /* bytes in all */
} RyImportProgress;

/**
 * RyImportRow:
 * @line: line of the file on which the row begins
 * @id: (nullable): the document
 * @name: what the row calls it
 * @detail: (nullable): why it was refused, or which fields change
 *
 * What became of one row.
 */
typedef struct {
  gint64 line;
  char *id;
  char *name;
  char *detail;
} RyImportRow;

typedef void (*RyImportProgressFunc) (const RyImportProgress *progress, gpointer data);

RyImport   *ry_import_new               (RyWorkspace *workspace, const char *kind, const char *path, const char *encoding, GError **error);
gint64      ry_import_get_size          (RyImport *self);
guint       ry_import_get_heading_row   (RyImport *self);
gboolean    ry_import_set_heading_row   (RyImport *self, guint row);
gboolean    ry_import_get_recalled      (RyImport *self);
const char *ry_import_get_encoding      (RyImport *self);
const char *ry_import_get_how_found     (RyImport *self);
guint       ry_import_get_n_columns     (RyImport *self);
const char *ry_import_get_heading       (RyImport *self, guint column);
const char *ry_import_get_sample        (RyImport *self, guint column);
const char *ry_import_get_field         (RyImport *self, guint column);
gboolean    ry_import_set_field         (RyImport *self, guint column, const char *field, GError **error);
char       *ry_import_describe_column   (RyImport *self, guint column);
GPtrArray  *ry_import_get_preview       (RyImport *self);
gint64      ry_import_get_preview_line  (RyImport *self, guint row);
guint       ry_import_get_n_unreadable  (RyImport *self, const char **first);
GPtrArray  *ry_import_list_fields       (RyImport *self);
const char *ry_import_get_field_conversion (RyField *field);
gboolean    ry_import_set_where         (RyImport *self, const char *where, GError **error);
gboolean    ry_import_is_ready          (RyImport *self, char **why_not);
gboolean    ry_import_remember_columns  (RyImport *self, GError **error);

gboolean    ry_import_run               (RyImport *self, gboolean dry_run, const char *refused_path, RyImportProgressFunc progress, gpointer progress_data,
                                         RyImportProgress *result, RyUndo **undo, GCancellable *cancellable, GError **error);
void        ry_import_run_async         (RyImport *self, gboolean dry_run, const char *refused_path, RyImportProgressFunc progress, gpointer progress_data,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean    ry_import_run_finish        (RyImport *self, GAsyncResult *result, RyImportProgress *progress, RyUndo **undo, GError **error);
GPtrArray  *ry_import_get_outcome_rows  (RyImport *self, RyImportOutcome outcome, guint limit);

G_END_DECLS
