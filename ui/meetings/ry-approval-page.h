/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way of an open meeting's minutes: where they are, the one next step, remarks, what to check before the public
 * reads them, and the editions that were sealed with their papers.
 */
#pragma once

#include <adwaita.h>

#include "ry-meeting-draft.h"
#include "ry-replicator.h"

G_BEGIN_DECLS

#define RY_TYPE_APPROVAL_PAGE (ry_approval_page_get_type ())
G_DECLARE_FINAL_TYPE (RyApprovalPage, ry_approval_page, RY, APPROVAL_PAGE, AdwBin)

/* Signals: failed (const char *intention, const GError *), done (const char *message), paper-wanted (const char *audience),
 * block-wanted (const char *key). */

void ry_approval_page_set_draft (RyApprovalPage *self, RyMeetingDraft *draft, RyReplicator *replicator);

G_END_DECLS
