/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One block of minutes on the screen: its type as icon and word, its text, and what belongs to the type: a
 * speaker, a decision's number, who does an action and until when. It writes to the draft by itself and asks
 * the editor, with RyMinutesBlock::command, for what concerns its neighbours: the words of RyBlockText, `delete`, and
 * `=` with a type, chosen from the menu, which converts even what is written already.
 */
#pragma once

#include <gtk/gtk.h>

#include "ry-meeting-draft.h"

G_BEGIN_DECLS

const char *ry_block_type_get_label (const char *type);
const char *ry_block_type_get_icon  (const char *type);

#define RY_TYPE_MINUTES_BLOCK (ry_minutes_block_get_type ())
G_DECLARE_FINAL_TYPE (RyMinutesBlock, ry_minutes_block, RY, MINUTES_BLOCK, GtkBox)

/* Signals: command (const char *word), entered (the focus came into it). */

GtkWidget  *ry_minutes_block_new        (RyMeetingDraft *draft, const char *key);
const char *ry_minutes_block_get_key    (RyMinutesBlock *self);
gboolean    ry_minutes_block_is_empty   (RyMinutesBlock *self);
void        ry_minutes_block_sync       (RyMinutesBlock *self);
void        ry_minutes_block_focus      (RyMinutesBlock *self);
void        ry_minutes_block_ask_speaker (RyMinutesBlock *self);

G_END_DECLS
