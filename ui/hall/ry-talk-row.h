/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of a running order: when, who, from what, whether it can be read, how long. It can be dragged, and takes a PDF
 * that is dropped on it.
 */
#pragma once

#include <adwaita.h>

#include "ry-show.h"

G_BEGIN_DECLS

#define RY_TYPE_TALK_ROW (ry_talk_row_get_type ())
G_DECLARE_FINAL_TYPE (RyTalkRow, ry_talk_row, RY, TALK_ROW, GtkListBoxRow)

/* Signals: moved (int direction), placed (const char *key, gboolean after): @key is to stand beside this row,
 * minutes-typed (int minutes), removed, dropped (GFile *file). */

GtkWidget  *ry_talk_row_new          (RyTalk *talk, gboolean may_change);
void        ry_talk_row_update       (RyTalkRow *self, RyTalk *talk);
void        ry_talk_row_set_narrow   (RyTalkRow *self, gboolean narrow);
void        ry_talk_row_set_source   (RyTalkRow *self, const char *words);
void        ry_talk_row_set_finding  (RyTalkRow *self, const char *words, gboolean good, const char *sentence);
void        ry_talk_row_set_state    (RyTalkRow *self, const char *words);
const char *ry_talk_row_get_key      (RyTalkRow *self);

G_END_DECLS
