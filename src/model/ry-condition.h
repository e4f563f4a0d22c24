/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The council's list of what it asks hospitals about: adding to it, putting it in another order, and no longer asking.
 * A condition that is retired stays in the sheets of its time.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

GPtrArray *ry_condition_list_all    (RyWorkspace *workspace, GError **error);
gboolean   ry_condition_is_retired  (RyDocument *condition, const char *as_of);
GPtrArray *ry_condition_add         (GPtrArray *conditions, const char *name);
GPtrArray *ry_condition_move        (GPtrArray *conditions, guint from, guint to);
GPtrArray *ry_condition_retire      (RyDocument *condition, const char *on);
GPtrArray *ry_condition_new_presets (void);

G_END_DECLS
