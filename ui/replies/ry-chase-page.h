/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who has not answered, by the channel that reaches them, and how to remind them in one step.
 */
#pragma once

#include "ry-page.h"
#include "ry-reply-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_CHASE_PAGE (ry_chase_page_get_type ())
G_DECLARE_FINAL_TYPE (RyChasePage, ry_chase_page, RY, CHASE_PAGE, RyPage)

RyPage *ry_chase_page_new (RyWindow *window, RyReplyDesk *desk);

G_END_DECLS
