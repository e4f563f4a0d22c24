/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run of letters about a meeting: number, dates and wording, the addressees by the way they take, each letter as it
 * will look, and one button that makes them all. Pushed over the window from a meeting.
 */
#pragma once

#include "ry-letter.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_NOTICE_PAGE (ry_notice_page_get_type ())
G_DECLARE_FINAL_TYPE (RyNoticePage, ry_notice_page, RY, NOTICE_PAGE, RyPage)

RyNoticePage *ry_notice_page_new (RyWindow *window, const char *meeting_id, const char *purpose, const char *const *keys, GError **error);

G_END_DECLS
