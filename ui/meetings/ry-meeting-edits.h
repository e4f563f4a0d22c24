/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What saving an open meeting writes.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

GPtrArray *ry_meeting_edits_new (RyWorkspace *workspace, const char *id, RyDocument *base, JsonObject *content);

G_END_DECLS
