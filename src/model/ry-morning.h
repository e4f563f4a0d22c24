/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The morning's report of one hospital: a row a ward, the latest report prefilled but not yet said. A row that is
 * confirmed becomes today's document of that ward; one that is not stays unreported, and never becomes a zero.
 */
#pragma once

#include "ry-bed.h"

G_BEGIN_DECLS

typedef enum {
  RY_CELL_EMPTY,  /* beds nobody lies in */
  RY_CELL_MEN,    /* of these, those that can be had, with staff: for men */
  RY_CELL_WOMEN,
  RY_CELL_SINGLE,
  RY_CELL_EITHER,
  RY_CELL_OUT,    /* discharges within a day */
  RY_CELL_IN,     /* admissions within a day */
  RY_CELL_OUT_72, /* the same within three days, those of the first with them */
  RY_CELL_IN_72,
  RY_N_BED_CELLS,
} RyBedCell;

#define RY_CELL_UNTOLD (-1)

/**
 * RyMorningRow:
 * @ward: the ward
 * @before: (nullable): its latest report, or that of the ward it was turned from
 * @today: (nullable): the document that stands for today already
 * @theirs: (nullable): a report of today that somebody else made while this one was entered
 * @cells: what is shown, %RY_CELL_UNTOLD where nothing is
 * @confirmed: whether somebody said so
 * @entered: whether that was here, and is not sent yet
 * @reason: (nullable): why a sum that cannot be is so
 */
typedef struct {
  RyDocument *ward;
  RyDocument *before;
  RyDocument *today;
  RyDocument *theirs;
  gint64 cells[RY_N_BED_CELLS];
  gboolean confirmed;
  gboolean entered;
  char *reason;
} RyMorningRow;

typedef struct {
  char *organisation;
  char *date;
  GPtrArray *rows; /* RyMorningRow */
} RyMorning;

RyMorning  *ry_morning_new           (RyWorkspace *workspace, const char *organisation, const char *date, GError **error);
void        ry_morning_free          (RyMorning *morning);
guint       ry_morning_count_left    (RyMorning *morning);
gboolean    ry_morning_sum           (RyMorning *morning, gint64 *beds);
GPtrArray  *ry_morning_create_edits  (RyMorning *morning, const char *now, const char *source, const char *informant);

void        ry_morning_meet          (RyMorning *morning, RyMorning *stored);
guint       ry_morning_count_met     (RyMorning *morning);

gboolean    ry_morning_row_is_news   (const RyMorningRow *row);
void        ry_morning_row_enter     (RyMorningRow *row);
void        ry_morning_row_settle    (RyMorningRow *row, gboolean theirs);
char       *ry_morning_dup_words     (RyWorkspace *workspace, RyDocument *report, const char *now);
gboolean    ry_morning_row_sum       (const RyMorningRow *row, gint64 *beds);
gboolean    ry_morning_row_same      (const RyMorningRow *row);
char       *ry_morning_row_dup_fault (const RyMorningRow *row);
const char *ry_bed_cell_get_member   (RyBedCell cell);
const char *ry_bed_cell_get_label    (RyBedCell cell);
gboolean    ry_bed_cell_parse        (const char *text, gint64 *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyMorning, ry_morning_free)

G_END_DECLS
