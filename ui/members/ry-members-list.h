/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The left half of the members' page: filter, kinds, the list in reading order and its あ–わ bar.
 */
#pragma once

#include <adwaita.h>

#include "ry-member-index.h"

G_BEGIN_DECLS

#define RY_TYPE_MEMBERS_LIST (ry_members_list_get_type ())
G_DECLARE_FINAL_TYPE (RyMembersList, ry_members_list, RY, MEMBERS_LIST, GtkBox)

/* Signals: chosen (const char *id), activated (const char *id), delete-asked (const char *id). */

GtkWidget  *ry_members_list_new          (RyWorkspace *workspace, RyMemberIndex *index, int height);
void        ry_members_list_focus_filter (RyMembersList *self);
void        ry_members_list_focus_list   (RyMembersList *self);
gboolean    ry_members_list_select       (RyMembersList *self, const char *id);
void        ry_members_list_begin        (RyMembersList *self);
gboolean    ry_members_list_step         (RyMembersList *self, int step);
void        ry_members_list_clear_filter (RyMembersList *self);
const char *ry_members_list_get_kind     (RyMembersList *self);

G_END_DECLS
