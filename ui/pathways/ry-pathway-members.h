/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who takes part in a pathway, stage by stage, with the days since and until which; organisations are added and taken out.
 */
#pragma once

#include "ry-pathway.h"
#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_PATHWAY_MEMBERS (ry_pathway_members_get_type ())
G_DECLARE_FINAL_TYPE (RyPathwayMembers, ry_pathway_members, RY, PATHWAY_MEMBERS, AdwBin)

GtkWidget *ry_pathway_members_new  (RyWindow *window);
void       ry_pathway_members_show (RyPathwayMembers *self, RyDocument *document, const RyPathway *pathway);

G_END_DECLS
