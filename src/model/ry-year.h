/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A year of account (年度) on one sheet: what stands on each day, of both councils. The screen and the paper show the same.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyYearMark:
 * @RY_YEAR_REGULAR: ● a regular meeting
 * @RY_YEAR_QUARTERLY: ■ a quarterly one
 * @RY_YEAR_EXCHANGE: ★ the hospital-function exchange meeting
 * @RY_YEAR_EVENT: ▲ training and outreach
 * @RY_YEAR_SUBCOMMITTEE: ○ a subcommittee
 * @RY_YEAR_OTHER: ・ anything else
 */
typedef enum {
  RY_YEAR_REGULAR,
  RY_YEAR_QUARTERLY,
  RY_YEAR_EXCHANGE,
  RY_YEAR_EVENT,
  RY_YEAR_SUBCOMMITTEE,
  RY_YEAR_OTHER,
  RY_YEAR_N_MARKS,
} RyYearMark;

/**
 * RyYearEntry:
 * @id: the document
 * @date: its day
 * @mark: what it is
 * @title: its title
 * @number: its number in its series, 0 if it has none
 * @council: (nullable): id of its council
 * @series: (nullable): id of its series
 */
typedef struct {
  char *id;
  GDate date;
  RyYearMark mark;
  char *title;
  gint64 number;
  char *council;
  char *series;
} RyYearEntry;

GPtrArray  *ry_year_list_entries (RyWorkspace *workspace, int fiscal_year, GError **error);
GPtrArray  *ry_year_list_shifts  (RyWorkspace *workspace, GPtrArray *entries, int fiscal_year);
const char *ry_year_get_sign     (RyYearMark mark);
void        ry_year_entry_free   (RyYearEntry *entry);

G_END_DECLS
