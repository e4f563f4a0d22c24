/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came: by year, by organisation, by profession; a chart, a table, and the same as CSV. The councils' tiles filter it.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_STATISTICS_PAGE (ry_statistics_page_get_type ())
G_DECLARE_FINAL_TYPE (RyStatisticsPage, ry_statistics_page, RY, STATISTICS_PAGE, RyPage)

G_END_DECLS
