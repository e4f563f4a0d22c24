/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One cell of a table as the value of a field, read as people fill in lists. The same cell gives the same value under
 * every language.
 */
#pragma once

#include "ry-kind.h"

G_BEGIN_DECLS

char       *ry_cell_trim           (const char *text);
gboolean    ry_cell_read           (RyField *field, const char *text, JsonNode **value, GError **error);
const char *ry_cell_get_conversion (RyField *field);
char       *ry_cell_dup_area       (const char *address);
const char *ry_cell_guess_kind     (const char *name);

G_END_DECLS
