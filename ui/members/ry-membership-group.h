/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The councils an organisation takes part in: as what, since when, and through whom; joining and leaving.
 */
#pragma once

#include <adwaita.h>

#include "ry-councils.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_MEMBERSHIP_GROUP (ry_membership_group_get_type ())
G_DECLARE_FINAL_TYPE (RyMembershipGroup, ry_membership_group, RY, MEMBERSHIP_GROUP, AdwPreferencesGroup)

GtkWidget *ry_membership_group_new  (RyWorkspace *workspace, RyCouncils *councils);
void       ry_membership_group_show (RyMembershipGroup *self, const char *organisation);

G_END_DECLS
