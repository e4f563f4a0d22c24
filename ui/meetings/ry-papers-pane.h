/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The papers (資料) of an open meeting, by agenda item: added from files or dropped, opened, removed.
 */
#pragma once

#include <adwaita.h>

#include "ry-meeting-draft.h"
#include "ry-replicator.h"

G_BEGIN_DECLS

#define RY_TYPE_PAPERS_PANE (ry_papers_pane_get_type ())
G_DECLARE_FINAL_TYPE (RyPapersPane, ry_papers_pane, RY, PAPERS_PANE, AdwBin)

/* Signal: failed (const char *intention, const GError *error). */

void ry_papers_pane_set_draft (RyPapersPane *self, RyMeetingDraft *draft, RyReplicator *replicator);
void ry_papers_pane_choose    (RyPapersPane *self, const char *item);
void ry_papers_pane_add       (RyPapersPane *self, const char *item, GdkFileList *files);
void ry_papers_pane_tidy      (RyPapersPane *self);

G_END_DECLS
