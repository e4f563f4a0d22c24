/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was deleted in the last thirty days, by whom, and the way back. Reached from the main menu.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_TRASH_PAGE (ry_trash_page_get_type ())
G_DECLARE_FINAL_TYPE (RyTrashPage, ry_trash_page, RY, TRASH_PAGE, RyPage)

G_END_DECLS
