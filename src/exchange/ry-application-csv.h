/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Applications out of the file of a web form: columns are found by their headings, a line without a name is refused with
 * its number, and a form that somebody sent twice, or a file that is read twice, adds nobody twice.
 */
#pragma once

#include "ry-applicant.h"

G_BEGIN_DECLS

/**
 * RyApplicationFile:
 * @rows: (element-type JsonObject): what each readable line says
 * @refused: (element-type utf8): for each other line its number and what is wrong with it
 * @columns: which heading was taken for what, in a sentence
 *
 * A file as it was read; nothing was written yet.
 */
typedef struct {
  GPtrArray *rows;
  GPtrArray *refused;
  char *columns;
} RyApplicationFile;

RyApplicationFile *ry_application_file_read       (RyKind *kind, const char *path, GError **error);
void               ry_application_file_free       (RyApplicationFile *self);
guint              ry_application_file_count_same (RyApplicationFile *self, GPtrArray *list, const char *event_id);
guint              ry_application_file_add        (RyApplicationFile *self, GPtrArray *list, const char *event_id, gint64 capacity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyApplicationFile, ry_application_file_free)

G_END_DECLS
