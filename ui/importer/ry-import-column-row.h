/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One column of the file in the import wizard: its heading, its first cell, and a choice of the field it fills.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-import.h"

G_BEGIN_DECLS

#define RY_TYPE_IMPORT_COLUMN_ROW (ry_import_column_row_get_type ())
G_DECLARE_FINAL_TYPE (RyImportColumnRow, ry_import_column_row, RY, IMPORT_COLUMN_ROW, GtkListBoxRow)

/* Signals: field-chosen (const char *field or NULL). */

GtkWidget *ry_import_column_row_new        (RyImport *import, guint column, GPtrArray *fields, GtkStringList *choices);
guint      ry_import_column_row_get_column (RyImportColumnRow *self);
void       ry_import_column_row_refresh    (RyImportColumnRow *self);

G_END_DECLS
