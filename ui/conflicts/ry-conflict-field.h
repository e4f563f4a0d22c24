/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field that two people changed: its name and former value, both versions as equal cards, and for text a third way, to
 * write them together. Nothing is chosen beforehand.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_TYPE_CONFLICT_FIELD (ry_conflict_field_get_type ())
G_DECLARE_FINAL_TYPE (RyConflictField, ry_conflict_field, RY, CONFLICT_FIELD, GtkBox)

/* Properties: answered (gboolean), folded (gboolean: the cards stand below each other and name their writers). */

GtkWidget *ry_conflict_field_new          (RyWorkspace *workspace, RyKind *kind, const RyMergeClash *clash, RyConflict *conflict, const char *left,
                                           const char *right);
GtkWidget *ry_conflict_field_new_deletion (const char *kept, const char *left, const char *right);
gboolean   ry_conflict_field_get_answered (RyConflictField *self);
void       ry_conflict_field_choose       (RyConflictField *self, guint which);
gboolean   ry_conflict_field_get_deletes  (RyConflictField *self);
void       ry_conflict_field_apply        (RyConflictField *self, JsonObject *content);

G_END_DECLS
