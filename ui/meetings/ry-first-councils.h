/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two councils of a region that has none yet, each with its series of meetings, so that a first meeting can be made.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

char      *ry_first_councils_dup_name     (RyWorkspace *workspace, gboolean vertical);
GPtrArray *ry_first_councils_create_edits (const char *plane_name, const char *vertical_name);

G_END_DECLS
