/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of text read from a file as offices save it: CSV or TSV, in UTF-8 (with or without BOM), CP932, UTF-16, EUC-JP
 * or ISO-2022-JP.
 * Rows are streamed, so memory does not grow with the file.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RyTable RyTable;

/* Refused beyond this: nothing a council is handed comes near it, and a wrong drop must not stall the desktop. */
#define RY_TABLE_MAX_BYTES (1024ll * 1024 * 1024)

RyTable    *ry_table_open            (const char *path, const char *encoding, GError **error);
void        ry_table_free            (RyTable *self);
const char *ry_table_get_encoding    (RyTable *self);
const char *ry_table_get_how_found   (RyTable *self);
gint64      ry_table_get_size        (RyTable *self);
gint64      ry_table_get_position    (RyTable *self);
GStrv       ry_table_read_row        (RyTable *self, gint64 *line, GError **error);
const char *ry_table_get_broken      (RyTable *self);
const char *const *ry_table_encodings (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyTable, ry_table_free)

G_END_DECLS
