/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is asked to a meeting, read from memberships and posts as they are on its day: the members of the council, five
 * seats of each hospital, the professional bodies, the officers of the other council. A series says which of them.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

guint ry_meeting_invite_members (RyWorkspace *workspace, JsonObject *meeting);

G_END_DECLS
