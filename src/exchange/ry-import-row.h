/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row as a document: pure functions between the cells of a table and the content of a document.
 */
#pragma once

#include "ry-kind.h"

G_BEGIN_DECLS

void        ry_import_row_add_prints (JsonObject *values);
char       *ry_import_row_dup_id     (RyKind *kind, JsonObject *values);
void        ry_import_row_derive     (RyKind *kind, JsonObject *content);
JsonObject *ry_import_row_combine    (RyKind *kind, JsonObject *existing, JsonObject *values);
gboolean    ry_import_row_is_same    (JsonObject *existing, JsonObject *values);

G_END_DECLS
