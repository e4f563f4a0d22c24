/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Meetings as a file for other people's calendars: one meeting, or a year of account's.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

void ry_calendar_file_save_meeting (RyWindow *window, const char *id);
void ry_calendar_file_save_year    (RyWindow *window, int fiscal_year);

G_END_DECLS
