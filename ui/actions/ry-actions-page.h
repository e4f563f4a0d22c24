/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of subcommittees and actions (分科会・宿題): what is to be done, and the groups that do it.
 */
#pragma once

#include "ry-page.h"

G_BEGIN_DECLS

/* What ry_window_open_record() takes for all that is overdue: no record's id. */
#define RY_ACTIONS_OVERDUE "action:"

#define RY_TYPE_ACTIONS_PAGE (ry_actions_page_get_type ())
G_DECLARE_FINAL_TYPE (RyActionsPage, ry_actions_page, RY, ACTIONS_PAGE, RyPage)

G_END_DECLS
