/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of meetings: the next one of each council on top, and below the meetings of a year of account.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_MEETINGS_PAGE (ry_meetings_page_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingsPage, ry_meetings_page, RY, MEETINGS_PAGE, RyPage)

G_END_DECLS
