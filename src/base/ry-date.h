/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates in and out: ISO 8601 in documents, 令和 or Western years on the screen and on paper, and every
 * spelling a Japanese office types on the way in. Days are GDate; a year of account (年度) runs from April.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RyDateStyle:
 * @RY_DATE_ISO: 2026-11-22
 * @RY_DATE_ERA: 令和8年11月22日
 * @RY_DATE_ERA_WEEKDAY: 令和8年11月22日（日）
 * @RY_DATE_WESTERN: 2026年11月22日
 * @RY_DATE_WESTERN_WEEKDAY: 2026年11月22日（日）
 * @RY_DATE_MONTH_DAY: 11月22日（日）
 * @RY_DATE_SHORT: 11/22
 *
 * How a day is written. Under a language other than Japanese the Western styles are used, as the locale writes them.
 */
typedef enum {
  RY_DATE_ISO,
  RY_DATE_ERA,
  RY_DATE_ERA_WEEKDAY,
  RY_DATE_WESTERN,
  RY_DATE_WESTERN_WEEKDAY,
  RY_DATE_MONTH_DAY,
  RY_DATE_SHORT,
} RyDateStyle;

gboolean ry_date_parse            (const char *text, GDate *date);
char    *ry_date_parse_to_iso     (const char *text);
char    *ry_date_read             (const char *text);
gboolean ry_date_lacks_era        (const char *text);
char    *ry_date_describe_fault   (const char *text);
char    *ry_date_format           (const GDate *date, RyDateStyle style);
char    *ry_date_format_iso       (const char *iso, RyDateStyle style);
char    *ry_date_format_other     (const char *iso, const char *typed);
char    *ry_date_format_paper     (const char *iso, RyDateStyle style);
char    *ry_date_format_year      (int year, gboolean era);
int      ry_date_fiscal_year      (const GDate *date);
void     ry_date_today            (GDate *date);
char    *ry_date_dup_today        (void);
char    *ry_date_shift            (const char *iso, int days);
int      ry_date_days_between     (const char *from_iso, const char *to_iso);
char    *ry_date_now_iso          (void);

int      ry_date_parse_clock      (const char *time);
char    *ry_date_format_clock     (const char *time);

G_END_DECLS
