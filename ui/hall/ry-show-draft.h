/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A running order while it is edited: what is on the screen is ahead of what is stored by at most one write, so that keys
 * held down lose nothing. Each write can be undone.
 */
#pragma once

#include "ry-show.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_SHOW_DRAFT (ry_show_draft_get_type ())
G_DECLARE_FINAL_TYPE (RyShowDraft, ry_show_draft, RY, SHOW_DRAFT, GObject)

/* Signal: changed, whoever changed it. */

RyShowDraft *ry_show_draft_new          (RyWindow *window);
gboolean     ry_show_draft_open         (RyShowDraft *self, const char *id, GError **error);
void         ry_show_draft_reload       (RyShowDraft *self);
const char  *ry_show_draft_get_id       (RyShowDraft *self);
RyShow      *ry_show_draft_get_show     (RyShowDraft *self);
RyWindow    *ry_show_draft_get_window   (RyShowDraft *self);
RyWorkspace *ry_show_draft_get_workspace(RyShowDraft *self);
gboolean     ry_show_draft_may_change   (RyShowDraft *self);
JsonObject  *ry_show_draft_get_content  (RyShowDraft *self);
void         ry_show_draft_end          (RyShowDraft *self, const char *message);

G_END_DECLS
