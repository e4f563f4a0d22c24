/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Remarks on circulated minutes: documents of their own, so that many people remark at once and apart. Each belongs to
 * a block; the secretariat takes it up, or answers why not.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/* What became of a remark, as documents hold it. */
#define RY_REMARK_OPEN     "open"
#define RY_REMARK_TAKEN    "taken"
#define RY_REMARK_DECLINED "declined"

char       *ry_remark_new_id      (const char *meeting_id);
JsonObject *ry_remark_new_content (const char *meeting_id, const char *block, JsonObject *seat, const char *text, const char *today);
GPtrArray  *ry_remark_list        (RyWorkspace *workspace, const char *meeting_id, GError **error);
guint       ry_remark_count_open  (GPtrArray *remarks, const char *block);
guint       ry_remark_count       (GPtrArray *remarks, const char *block);
gboolean    ry_remark_is_open     (RyDocument *remark);
JsonObject *ry_remark_find_seat   (JsonObject *meeting, const char *person, const char *organisation);
gboolean    ry_remark_check_seat  (RyPermissions *permissions, RyDocument *remark, JsonObject *meeting, GError **error);
gboolean    ry_remark_answer      (JsonObject *remark, const char *status, const char *answer, GError **error);

G_END_DECLS
