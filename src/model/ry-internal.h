/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What of minutes only the secretariat reads. Every member's machine holds the meeting, so the words of an internal
 * block are not in it: they lie in the office's space, and the meeting keeps their place and their digest.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

char       *ry_internal_dup_id         (const char *meeting_id);
char       *ry_internal_dup_edition_id (const char *edition_id);
JsonObject *ry_internal_strip          (JsonObject *meeting);
gboolean    ry_internal_is_withheld    (JsonObject *block);
gboolean    ry_internal_is_reader      (RyWorkspace *workspace);
char       *ry_internal_dup_text       (JsonObject *meeting);

G_END_DECLS
