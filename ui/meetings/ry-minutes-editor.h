/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The minutes: under each item of the agenda its blocks, and a bar with the four types and what is saved. It follows
 * the draft; blocks that stay keep their widgets, so that cursor and composition stay too.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

#define RY_TYPE_MINUTES_EDITOR (ry_minutes_editor_get_type ())
G_DECLARE_FINAL_TYPE (RyMinutesEditor, ry_minutes_editor, RY, MINUTES_EDITOR, GtkBox)

/* Signal: item-entered (const char *key): the cursor came under another item. */

void        ry_minutes_editor_set_draft    (RyMinutesEditor *self, RyMeetingDraft *draft);
void        ry_minutes_editor_set_status   (RyMinutesEditor *self, const char *status, gboolean failed);
void        ry_minutes_editor_set_narrow   (RyMinutesEditor *self, gboolean narrow);
GtkWidget  *ry_minutes_editor_get_attendance_button (RyMinutesEditor *self);
void        ry_minutes_editor_show_item    (RyMinutesEditor *self, const char *key, gboolean focus);
void        ry_minutes_editor_show_block   (RyMinutesEditor *self, const char *key);
gboolean    ry_minutes_editor_do_command   (RyMinutesEditor *self, const char *word);

G_END_DECLS
