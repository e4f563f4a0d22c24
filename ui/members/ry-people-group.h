/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of one organisation: a hospital's five seats, then everybody else, and at the end those who have left.
 */
#pragma once

#include <adwaita.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_PEOPLE_GROUP (ry_people_group_get_type ())
G_DECLARE_FINAL_TYPE (RyPeopleGroup, ry_people_group, RY, PEOPLE_GROUP, AdwPreferencesGroup)

GtkWidget *ry_people_group_new     (RyWorkspace *workspace);
void       ry_people_group_show    (RyPeopleGroup *self, RyDocument *organisation);
void       ry_people_group_set_narrow (RyPeopleGroup *self, gboolean narrow);
void       ry_people_group_flush   (RyPeopleGroup *self);

G_END_DECLS
