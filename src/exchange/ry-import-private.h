/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ry-import.c (columns, before the run) and ry-import-run.c (the run) share.
 */
#pragma once

#include "ry-import.h"

G_BEGIN_DECLS

struct _RyImport {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  RyKinds *kinds;
  char *path;
  char *encoding;
  char *how_found;
  GPtrArray *head;    /* of GStrv: the first rows of the file, the headings among them */
  GPtrArray *preview; /* of GStrv: those of them below the headings */
  GArray *head_lines; /* of gint64: where in the file each of them begins */
  JsonObject *defaults;
  char *where_text;
  char *first_fault; /* why the first of the rows that could not be made out could not */
  GPtrArray *outcomes[RY_N_IMPORT_OUTCOMES]; /* of RyImportRow: the first of each */

  /* Borrowed from the kinds */
  RyKind *kind;
  GPtrArray *fields; /* of RyField, one a column, NULL where it is not imported */
  RyField *where_field;

  gint64 size;
  guint n_unreadable; /* rows among the first that could not be made out */
  guint heading_row; /* position in @head */
  gboolean where_exact;
  gboolean recalled;
  gboolean kind_is_sure; /* @kind_of_file stands over what an organisation's name says */
  const char *kind_of_file; /* what the file's name and headings say all of its organisations are */
};

RyImportRow *_ry_import_row_new  (gint64 line, const char *id, const char *name, const char *detail);
void         _ry_import_row_free (RyImportRow *row);

G_END_DECLS
