/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The yearly confirmation, pushed over the window: begin a round, print what hospitals are to confirm, note who was asked
 * and who confirmed, and see who is left.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_CONFIRMATION_PAGE (ry_confirmation_page_get_type ())
G_DECLARE_FINAL_TYPE (RyConfirmationPage, ry_confirmation_page, RY, CONFIRMATION_PAGE, RyPage)

RyPage *ry_confirmation_page_new (RyWindow *window);

G_END_DECLS
