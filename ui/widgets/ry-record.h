/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document while a person edits it, shared by all fields on the screen that show it. Fields read
 * ry_record_get_root() on RyRecord::changed and write with ry_record_set(); changes are gathered for a moment,
 * committed together in the background, and laid over whatever arrived meanwhile.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_RECORD (ry_record_get_type ())
G_DECLARE_FINAL_TYPE (RyRecord, ry_record, RY, RECORD, GObject)

/* Signals: changed (from here or afar; read it again), saved (RyUndo, const char *field_name), failed (GError). */

/* Called with the id, the content as it is stored (NULL for a new document), and the content that takes its place. */
typedef void (*RyRecordFinishFunc) (const char *id, JsonObject *before, JsonObject *content);

RyRecord   *ry_record_new           (RyWorkspace *workspace, const char *id);
RyWorkspace *ry_record_get_workspace (RyRecord *self);
const char *ry_record_get_id        (RyRecord *self);
RyKind     *ry_record_get_kind      (RyRecord *self);
RyDocument *ry_record_get_document  (RyRecord *self);
JsonObject *ry_record_get_root      (RyRecord *self);
JsonNode   *ry_record_get           (RyRecord *self, const char *member);
void        ry_record_set           (RyRecord *self, const char *member, JsonNode *value);
char       *ry_record_dup_fault     (RyRecord *self, const char *member);
gboolean    ry_record_is_saved      (RyRecord *self);
void        ry_record_set_finish    (RyRecord *self, RyRecordFinishFunc finish);
void        ry_record_flush         (RyRecord *self);

G_END_DECLS
