/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was changed elsewhere while the minutes were being sealed here: set aside, to be read and taken note of. */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

guint ry_aside_rows_count  (RyWorkspace *workspace, const char *meeting_id);
void  ry_aside_rows_append (AdwPreferencesGroup *group, RyWindow *window, const char *meeting_id, gboolean may_write);

G_END_DECLS
