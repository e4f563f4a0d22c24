/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workbooks made by tests: rows of text, merged cells, and members that no office program would write.
 */
#pragma once

#include <glib.h>

typedef struct {
  GString *rows;
  GString *merges;
  GString *strings; /* shared ones; text goes there in turn with text in place */
  guint n_rows, n_strings, n_merges;
  const char *sheet;      /* its name; NULL for 報告様式１病棟票 */
  const char *sheet_xml;  /* in the place of the rows, as it is */
} Workbook;

void  workbook_init      (Workbook *book);
void  workbook_clear     (Workbook *book);
void  workbook_add_row   (Workbook *book, const char *const *cells);
void  workbook_add_line  (Workbook *book, const char *line);
void  workbook_merge     (Workbook *book, const char *range);
void  workbook_write     (Workbook *book, const char *path);
void  workbook_write_zip (const char *path, const char *const *names_and_texts);
