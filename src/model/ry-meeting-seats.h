/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is asked to a meeting: the members of its council, read from the memberships and posts that are current.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

guint ry_meeting_invite_members (RyWorkspace *workspace, JsonObject *meeting);

G_END_DECLS
