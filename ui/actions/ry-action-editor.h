/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A popover in which an action is changed in place: what, who, with whom, until when and why later, how far, the evidence.
 * It saves once, when it closes; Esc leaves everything as it was.
 */
#pragma once

#include "ry-window.h"

G_BEGIN_DECLS

#define RY_TYPE_ACTION_EDITOR (ry_action_editor_get_type ())
G_DECLARE_FINAL_TYPE (RyActionEditor, ry_action_editor, RY, ACTION_EDITOR, GtkPopover)

/* Signal: created (const char *id). */

void ry_action_editor_edit     (RyWindow *window, RyDocument *action, GtkWidget *at);
void ry_action_editor_postpone (RyWindow *window, RyDocument *action, GtkWidget *at);
GtkWidget *ry_action_editor_create (RyWindow *window, const char *council, const char *subcommittee, GtkWidget *at);

G_END_DECLS
