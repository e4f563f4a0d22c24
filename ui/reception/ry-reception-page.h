/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reception on the day, in full screen: the list by kana with a jump bar, Enter or Space checks in, somebody who
 * comes unasked is written down in one line, figures and quorum stand large at the side.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_RECEPTION_PAGE (ry_reception_page_get_type ())
G_DECLARE_FINAL_TYPE (RyReceptionPage, ry_reception_page, RY, RECEPTION_PAGE, RyPage)

RyPage *ry_reception_page_new  (RyWindow *window, const char *meeting_id, GError **error);
void    ry_reception_page_push (RyWindow *window, const char *meeting_id);

G_END_DECLS
