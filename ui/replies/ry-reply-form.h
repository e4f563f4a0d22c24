/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paper replies at the speed of hands: one entry that keeps the focus, who may be meant below it, a digit for the
 * answer, Enter. Digits are answers whatever their width, in the middle of a conversion too; Enter during a conversion
 * only ends it.
 */
#pragma once

#include <adwaita.h>

#include "ry-reply-desk.h"

G_BEGIN_DECLS

#define RY_TYPE_REPLY_FORM (ry_reply_form_get_type ())
G_DECLARE_FINAL_TYPE (RyReplyForm, ry_reply_form, RY, REPLY_FORM, GtkBox)

/* Signals: left (Escape in the empty entry). */

void ry_reply_form_set_desk (RyReplyForm *self, RyReplyDesk *desk);
void ry_reply_form_set_narrow (RyReplyForm *self, gboolean narrow);
void ry_reply_form_focus    (RyReplyForm *self);
void ry_reply_form_say      (RyReplyForm *self, const char *message, gboolean warning);

G_END_DECLS
