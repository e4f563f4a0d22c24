/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Japanese public holidays, computed by the rules of the law that was in force in each year, from 2000 to 2099. No list
 * has to be brought up to date; what a special law moves once (2019 to 2021) stands in a table.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RY_HOLIDAY_FIRST_YEAR 2000
#define RY_HOLIDAY_LAST_YEAR  2099

const char *ry_holiday_get_name      (const GDate *date);
gboolean    ry_holiday_is_working_day(const GDate *date);

G_END_DECLS
