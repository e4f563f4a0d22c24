/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions from the hall. One is typed while somebody speaks, belongs to that hospital and talk, may be answered much
 * later, stands in the meeting's minutes with its answer, and can become an item of another meeting's agenda.
 */
#pragma once

#include "ry-show.h"

G_BEGIN_DECLS

JsonObject *ry_question_new_content   (RyShow *show, RyTalk *talk, const char *text, const char *asked_by, const char *at);
GPtrArray  *ry_question_list          (RyWorkspace *workspace, const char *member, const char *id, GError **error);
gboolean    ry_question_is_answered   (JsonObject *question);
void        ry_question_answer        (JsonObject *question, const char *answer, const char *today);
guint       ry_question_write_minutes (JsonObject *meeting, RyShow *show, GPtrArray *questions);
JsonObject *ry_question_raise         (JsonObject *question, const char *question_id, JsonObject *meeting, const char *meeting_id);
char       *ry_question_dup_item      (JsonObject *question, char **meeting);

/* From a computer without records to the one that has them */
char       *ry_question_pack          (RyShow *show, GPtrArray *questions);
GPtrArray  *ry_question_unpack        (const char *text, gssize length, GError **error);

G_END_DECLS
