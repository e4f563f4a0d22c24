/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The national report of ward functions (病床機能報告), taken in for the hospitals that are members: read, compared with
 * what stands here as of its day, looked at, then applied. Nobody's silence becomes a figure: what is 未報告 or masked
 * stays so, and a ward that the report does not name is pointed out, never ended.
 */
#pragma once

#include "ry-hospital.h"
#include "ry-workbook.h"

G_BEGIN_DECLS

typedef enum {
  RY_WARD_REPORT_NEW,        /* a ward that does not stand here */
  RY_WARD_REPORT_CHANGED,    /* function or beds are others */
  RY_WARD_REPORT_SAME,
  RY_WARD_REPORT_UNREPORTED, /* named, but its function was not reported */
  RY_WARD_REPORT_GONE,       /* stands here, and the report does not name it */
  RY_WARD_REPORT_REFUSED,    /* cannot be read */
  RY_N_WARD_REPORT_OUTCOMES,
} RyWardReportOutcome;

/**
 * RyWardReportRow:
 * @line: row of the sheet, from 1; 0 where it is in no row
 * @organisation: (nullable): the hospital
 * @hospital: its name
 * @ward: the ward's name
 * @outcome: what becomes of it
 * @detail: (nullable): what changes, or why it was refused, in words
 */
typedef struct {
  guint line;
  char *organisation;
  char *hospital;
  char *ward;
  RyWardReportOutcome outcome;
  char *detail;

  /*< private >*/
  RyDocument *document;
  JsonObject *changes;
} RyWardReportRow;

/**
 * RyWardReport:
 * @sheet: name of the sheet that was read
 * @year: the year reported
 * @year_told: whether a heading says so, or whoever reads it; otherwise it is a guess
 * @as_of: the day as of which it tells, ISO 8601
 * @rows: (element-type RyWardReportRow): what concerns our hospitals, by hospital
 * @counts: how many rows of each outcome
 * @n_others: rows of hospitals that are no members
 * @absent: (element-type utf8): names of our hospitals that are not in the report at all
 */
typedef struct {
  char *sheet;
  int year;
  gboolean year_told;
  char *as_of;
  GPtrArray *rows;
  guint counts[RY_N_WARD_REPORT_OUTCOMES];
  guint n_others;
  GPtrArray *absent;
} RyWardReport;

RyWardReport *ry_ward_report_read         (RyWorkspace *workspace, const char *path, int year, GCancellable *cancellable, GError **error);
void          ry_ward_report_free         (RyWardReport *report);
GPtrArray    *ry_ward_report_create_edits (RyWardReport *report);
guint         ry_ward_report_count_edits  (RyWardReport *report);
const char   *ry_ward_report_outcome_get_word (RyWardReportOutcome outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyWardReport, ry_ward_report_free)

G_END_DECLS
