/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of one block of minutes: a GtkTextView whose keys are those of the minutes. It turns them into
 * RyBlockText::command, one word each: `speech` `summary` `decision` `action` (F5 to F8), `next` (Ctrl+Enter),
 * `up` `down` (Alt+↑↓), `item-up` `item-down` (Ctrl+PgUp, Ctrl+PgDn), `remove` (Backspace where nothing is written).
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RY_TYPE_BLOCK_TEXT (ry_block_text_get_type ())
G_DECLARE_FINAL_TYPE (RyBlockText, ry_block_text, RY, BLOCK_TEXT, GtkTextView)

/* Signals: command (const char *word), typed. */

GtkWidget *ry_block_text_new      (void);
char      *ry_block_text_dup_text (RyBlockText *self);
void       ry_block_text_set_text (RyBlockText *self, const char *text);
gboolean   ry_block_text_is_empty (RyBlockText *self);

G_END_DECLS
