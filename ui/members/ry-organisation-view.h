/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The right half of the members' page: one organisation, everything about it in groups, written in place and saved
 * by itself.
 */
#pragma once

#include <adwaita.h>

#include "ry-member-index.h"

G_BEGIN_DECLS

#define RY_TYPE_ORGANISATION_VIEW (ry_organisation_view_get_type ())
G_DECLARE_FINAL_TYPE (RyOrganisationView, ry_organisation_view, RY, ORGANISATION_VIEW, AdwBin)

GtkWidget  *ry_organisation_view_new        (RyWorkspace *workspace, RyMemberIndex *index);
gboolean    ry_organisation_view_show       (RyOrganisationView *self, const char *id);
const char *ry_organisation_view_get_id     (RyOrganisationView *self);
void        ry_organisation_view_edit_name  (RyOrganisationView *self);
void        ry_organisation_view_set_narrow (RyOrganisationView *self, gboolean narrow);
void        ry_organisation_view_flush      (RyOrganisationView *self);

G_END_DECLS
