/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns matched to fields by their headings, and what was matched by hand remembered for the next file of the same
 * headings.
 */
#pragma once

#include "ry-kind.h"

G_BEGIN_DECLS

guint     ry_column_match_count    (RyKind *kind, const char *const *headings);
gboolean  ry_column_can_fill       (RyField *field);
GPtrArray *ry_column_match         (RyKind *kind, const char *const *headings, GPtrArray *rows);
GPtrArray *ry_column_recall        (const char *path, RyKind *kind, const char *const *headings);
gboolean  ry_column_remember       (const char *path, const char *const *headings, GPtrArray *fields, GError **error);

G_END_DECLS
