/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of subcommittees and actions (分科会・宿題): what is to be done, and the groups that do it.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

#define RY_TYPE_ACTIONS_PAGE (ry_actions_page_get_type ())
G_DECLARE_FINAL_TYPE (RyActionsPage, ry_actions_page, RY, ACTIONS_PAGE, RyPage)

G_END_DECLS
