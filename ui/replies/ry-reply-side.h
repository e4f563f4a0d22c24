/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the replies are: how many of how many, by answer; what was just entered, with a way back; who is silent, by
 * channel, with the way to a reminder.
 */
#pragma once

#include <adwaita.h>

#include "ry-reply-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_REPLY_SIDE (ry_reply_side_get_type ())
G_DECLARE_FINAL_TYPE (RyReplySide, ry_reply_side, RY, REPLY_SIDE, GtkBox)

/* Signals: chase. */

void   ry_reply_side_set_desk (RyReplySide *self, RyReplyDesk *desk);
double ry_reply_pace          (GPtrArray *entries);

G_END_DECLS
