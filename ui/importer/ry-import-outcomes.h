/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of the rows of a file, or will: counts of new, changed, same and refused, which open to show the rows.
 */
#pragma once

#include <adwaita.h>

#include "ry-import.h"

G_BEGIN_DECLS

#define RY_TYPE_IMPORT_OUTCOMES (ry_import_outcomes_get_type ())
G_DECLARE_FINAL_TYPE (RyImportOutcomes, ry_import_outcomes, RY, IMPORT_OUTCOMES, AdwBin)

void ry_import_outcomes_show (RyImportOutcomes *self, RyImport *import, const RyImportProgress *progress, const char *title, const char *description);

G_END_DECLS
