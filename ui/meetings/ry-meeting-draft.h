/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A meeting while it is open: its content as it stands on the screen, and the way from there into the store. The
 * panes of a meeting read ry_meeting_draft_get_content(), change it through the functions here, and follow
 * RyMeetingDraft::changed. No widget in it.
 *
 * What is typed is committed within a second, with the documents of its actions in the same transaction; typing
 * on does not put that off. What arrives from another desktop is laid over what is on the screen, element by element.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_MEETING_DRAFT (ry_meeting_draft_get_type ())
G_DECLARE_FINAL_TYPE (RyMeetingDraft, ry_meeting_draft, RY, MEETING_DRAFT, GObject)

/* Signals: changed (read it all again), state-changed (saved, or not), edited (const char *message: offer undo),
 * clashed (the same words were changed elsewhere; both versions wait to be decided), gone. */

typedef enum {
  RY_DRAFT_SAVED,
  RY_DRAFT_WAITING, /* something is not in the store yet */
  RY_DRAFT_FAILED,  /* the store did not take it; tried again */
} RyDraftState;

RyMeetingDraft *ry_meeting_draft_new          (RyWorkspace *workspace, const char *id, GError **error);
RyWorkspace    *ry_meeting_draft_get_workspace(RyMeetingDraft *self);
const char     *ry_meeting_draft_get_id       (RyMeetingDraft *self);
JsonObject     *ry_meeting_draft_get_content  (RyMeetingDraft *self);
JsonObject     *ry_meeting_draft_get_council  (RyMeetingDraft *self);
gboolean        ry_meeting_draft_get_sealed   (RyMeetingDraft *self);
const char     *ry_meeting_draft_get_forbidden(RyMeetingDraft *self);
RyDraftState    ry_meeting_draft_get_state    (RyMeetingDraft *self);
gint64          ry_meeting_draft_get_saved_at (RyMeetingDraft *self);
const GError   *ry_meeting_draft_get_error    (RyMeetingDraft *self);

void            ry_meeting_draft_set_text     (RyMeetingDraft *self, const char *list, const char *key, const char *member,
                                               const char *text);
void            ry_meeting_draft_touch        (RyMeetingDraft *self);
JsonObject     *ry_meeting_draft_begin        (RyMeetingDraft *self);
void            ry_meeting_draft_end          (RyMeetingDraft *self, const char *message);
gboolean        ry_meeting_draft_undo         (RyMeetingDraft *self);
void            ry_meeting_draft_flush        (RyMeetingDraft *self);
gboolean        ry_meeting_draft_flush_now    (RyMeetingDraft *self, GError **error);

G_END_DECLS
