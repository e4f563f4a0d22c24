/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of text as a CSV file that a spreadsheet opens as it is meant: UTF-8 with a mark or CP932, no cell that begins
 * as a formula, no number that loses its zeros. Use it for whatever the program hands out as a file.
 */
#pragma once

#include "ry-encoding.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RyTableWriter RyTableWriter;

RyTableWriter *ry_table_writer_new       (RyEncoding encoding);
void           ry_table_writer_free      (RyTableWriter *self);
void           ry_table_writer_add_row   (RyTableWriter *self, const char *const *cells);
char          *ry_table_writer_dup_cell  (const char *text);
GBytes        *ry_table_writer_end       (RyTableWriter *self, guint *n_replaced);
gboolean       ry_table_writer_save      (RyTableWriter *self, const char *path, guint *n_replaced, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyTableWriter, ry_table_writer_free)

G_END_DECLS
