/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The replies to one meeting, pushed over the window: entry at the left, progress at the right. Answers of calendars
 * (.ics) are taken where they are dropped.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_REPLY_PAGE (ry_reply_page_get_type ())
G_DECLARE_FINAL_TYPE (RyReplyPage, ry_reply_page, RY, REPLY_PAGE, RyPage)

RyPage *ry_reply_page_new  (RyWindow *window, const char *meeting_id, GError **error);
void    ry_reply_page_push (RyWindow *window, const char *meeting_id);
void    ry_reply_page_take (RyWindow *window, GListModel *files);

G_END_DECLS
