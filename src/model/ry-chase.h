/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who did not report this morning. The list shortens by itself as reports come in; a call that was made is a document a
 * hospital and day, `chase:HOSPITALKEY:YYYYMMDD`, so that two clerks who both tick meet in one. A month of it is the
 * discipline with which reports come.
 */
#pragma once

#include "ry-bed-register.h"

G_BEGIN_DECLS

/* Where the council does not say when. */
#define RY_CHASE_AT "09:30"

/**
 * RyChaseLine:
 * @organisation: the hospital
 * @name: its name
 * @reading: (nullable): its kana
 * @telephone: (nullable): the door's line, the liaison office, or the hospital
 * @contact: (nullable): who answers there
 * @wards: its wards that take patients
 * @missing: how many of these nobody reported today
 * @age: of its newest report
 * @at: (nullable): when that was, ISO 8601
 * @days: days since the last report, -1 where there never was one
 * @call: (nullable): that somebody called today
 * @caller: (nullable): who
 */
typedef struct {
  char *organisation;
  char *name;
  char *reading;
  char *telephone;
  char *contact;
  guint wards;
  guint missing;
  RyReportAge age;
  char *at;
  int days;
  RyDocument *call;
  char *caller;
} RyChaseLine;

/**
 * RyChase:
 * @date: the day, ISO 8601
 * @lines: (element-type RyChaseLine): those who are missing, longest silent first
 * @reported: how many hospitals reported all their wards
 * @called: how many of @lines were called
 * @at: when the council looks, HH:MM
 * @due: whether that is past
 */
typedef struct {
  char *date;
  GPtrArray *lines;
  guint reported;
  guint called;
  char *at;
  gboolean due;
} RyChase;

/**
 * RyChaseRow:
 * @organisation: the hospital
 * @name: its name
 * @picture: its name where there is little room
 * @reading: (nullable): its kana
 * @days: (element-type guint8): one a day: how many of its wards were reported, in percent
 * @reported: days on which it reported all of them
 * @partly: days on which it reported some
 *
 * A hospital's month.
 */
typedef struct {
  char *organisation;
  char *name;
  char *picture;
  char *reading;
  GArray *days;
  guint reported;
  guint partly;
} RyChaseRow;

/**
 * RyChaseMonth:
 * @from: the first day, ISO 8601
 * @n_days: how many days, up to today
 * @rows: (element-type RyChaseRow): the hospitals, by reading
 */
typedef struct {
  char *from;
  guint n_days;
  GPtrArray *rows;
} RyChaseMonth;

RyChase      *ry_chase_new            (RyWorkspace *workspace, const char *today, const char *now, GError **error);
RyChase      *ry_chase_new_from       (RyBedRegister *reg, RyWorkspace *workspace, const char *today, const char *now);
void          ry_chase_free           (RyChase *self);
char         *ry_chase_dup_id         (const char *organisation, const char *date);
RyEdit       *ry_chase_create_edit    (const RyChaseLine *line, const char *date, gboolean called, const char *now, const char *by);

RyChaseMonth *ry_chase_month_new      (RyStore *store, const char *month, const char *today, GError **error);
void          ry_chase_month_free     (RyChaseMonth *self);
GPtrArray    *ry_chase_month_tabulate (const RyChaseMonth *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyChase, ry_chase_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyChaseMonth, ry_chase_month_free)

G_END_DECLS
