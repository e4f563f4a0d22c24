/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who belongs to which council, kept at hand for the rows of a list. It follows the workspace by itself.
 */
#pragma once

#include "ry-councils.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_MEMBER_INDEX (ry_member_index_get_type ())
G_DECLARE_FINAL_TYPE (RyMemberIndex, ry_member_index, RY, MEMBER_INDEX, GObject)

/* Signal: changed. */

RyMemberIndex *ry_member_index_new          (RyWorkspace *workspace, RyCouncils *councils);
RyCouncils    *ry_member_index_get_councils (RyMemberIndex *self);
gboolean       ry_member_index_contains     (RyMemberIndex *self, const char *council, const char *organisation);
const char    *ry_member_index_get_only     (RyMemberIndex *self);

G_END_DECLS
