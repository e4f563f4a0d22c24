/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits in a council: its officers and its members, each an organisation or a post somebody holds, with the first and
 * the last day. An officer of one council who sits in the other does so through the post, and is not copied.
 */
#pragma once

#include <adwaita.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_COUNCIL_MEMBERS (ry_council_members_get_type ())
G_DECLARE_FINAL_TYPE (RyCouncilMembers, ry_council_members, RY, COUNCIL_MEMBERS, GtkBox)

GtkWidget *ry_council_members_new    (RyWorkspace *workspace, const char *council);
void       ry_council_members_reload (RyCouncilMembers *self);

G_END_DECLS
