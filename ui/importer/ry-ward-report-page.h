/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The national report of ward functions, looked at before it is taken in: what is new, what changes, what was not
 * reported, hospital by hospital. Push it over the window.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_WARD_REPORT_PAGE (ry_ward_report_page_get_type ())
G_DECLARE_FINAL_TYPE (RyWardReportPage, ry_ward_report_page, RY, WARD_REPORT_PAGE, RyPage)

RyPage *ry_ward_report_page_new (RyWindow *window, const char *path);

G_END_DECLS
