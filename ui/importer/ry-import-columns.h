/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second step of the import wizard: the file's columns and the fields they fill, beside the file's first rows.
 */
#pragma once

#include <adwaita.h>

#include "ry-import.h"

G_BEGIN_DECLS

#define RY_TYPE_IMPORT_COLUMNS (ry_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (RyImportColumns, ry_import_columns, RY, IMPORT_COLUMNS, AdwBin)

/* Signals: changed (a column was matched by hand), encoding-chosen (const char *encoding). */

void     ry_import_columns_set_import (RyImportColumns *self, RyImport *import);
gboolean ry_import_columns_go_back    (RyImportColumns *self);

G_END_DECLS
