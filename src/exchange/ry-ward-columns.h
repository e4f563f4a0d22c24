/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The headings of the national report of ward functions (病床機能報告 様式1 病棟票). Columns move from year to year and
 * stand under several rows of headings with merged cells, so each is found by its words.
 */
#pragma once

#include <glib.h>

#include "ry-workbook.h"

G_BEGIN_DECLS

typedef enum {
  RY_WARD_COLUMN_CODE,     /* 医療機関コード */
  RY_WARD_COLUMN_HOSPITAL, /* 医療機関名 */
  RY_WARD_COLUMN_WARD,     /* 病棟名 */
  RY_WARD_COLUMN_FUNCTION, /* …時点の機能 */
  RY_WARD_COLUMN_FEE,      /* 入院基本料 */
  RY_N_WARD_COLUMNS,
} RyWardColumn;

#define RY_WARD_COLUMN_NONE (-1)

/**
 * RyWardColumns:
 * @columns: where each is, %RY_WARD_COLUMN_NONE where it is not there
 * @licensed: (element-type guint): the columns whose sum is the licensed beds
 * @staffed: (element-type guint): the columns whose sum is the staffed beds
 * @first_row: the first row with data
 * @year: the year as of which the functions are told, 0 where no heading says
 */
typedef struct {
  int columns[RY_N_WARD_COLUMNS];
  GArray *licensed;
  GArray *staffed;
  guint first_row;
  int year;
} RyWardColumns;

/* Rows among which the headings are sought */
#define RY_WARD_HEAD_ROWS 40

RyWardColumns *ry_ward_columns_find (GPtrArray *rows, GArray *merges, char **missing);
void           ry_ward_columns_free (RyWardColumns *columns);
char          *ry_ward_code_parse   (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyWardColumns, ry_ward_columns_free)

G_END_DECLS
