/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first rows of a file in the import wizard, as they are decoded, with the encoding and the row of headings to be
 * corrected.
 */
#pragma once

#include <adwaita.h>

#include "ry-import.h"

G_BEGIN_DECLS

#define RY_TYPE_IMPORT_PREVIEW (ry_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (RyImportPreview, ry_import_preview, RY, IMPORT_PREVIEW, AdwBin)

/* Signals: encoding-chosen (const char *encoding), heading-row-chosen (guint row). */

void ry_import_preview_set_import    (RyImportPreview *self, RyImport *import);
void ry_import_preview_select_column (RyImportPreview *self, guint column);
void ry_import_preview_explain       (RyImportPreview *self, guint column);

G_END_DECLS
