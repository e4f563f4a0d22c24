/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page with its header bar: the way back, the page's own widgets at both ends, its title, and the search where the
 * page stands in the window's main place. Made by the window for each page; pages do not know it.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_PAGE_FRAME (ry_page_frame_get_type ())
G_DECLARE_FINAL_TYPE (RyPageFrame, ry_page_frame, RY, PAGE_FRAME, GtkBox)

GtkWidget *ry_page_frame_new           (RyPage *page, gboolean pushed);
RyPage    *ry_page_frame_get_page      (RyPageFrame *self);
void       ry_page_frame_set_folded    (RyPageFrame *self, gboolean folded);
void       ry_page_frame_set_returning (RyPageFrame *self, gboolean returning);

G_END_DECLS
