/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that came as calendar files, taken into the replies of one meeting.
 */
#pragma once

#include "ry-reply-desk.h"

G_BEGIN_DECLS

char *ry_calendar_drop_take         (RyReplyDesk *desk, GListModel *files);
char *ry_calendar_drop_find_meeting (RyWorkspace *workspace, GFile *file, GError **error);

G_END_DECLS
